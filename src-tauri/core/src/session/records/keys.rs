//! What makes a record's identity: it does not change, and no second record has it.

use crate::{
    contract::FieldFault,
    record::{Fields, Id, Kind},
    session::Reply,
    store::{Store, StoreError},
};

/// What makes a record's identity stays as it is.
pub(in crate::session) fn refuse_new_key(
    store: &Store,
    kind: &Kind,
    id: Option<Id>,
    new: &Fields,
) -> Reply<()> {
    let Some(row) = id.map(|id| store.row(kind.name(), id)).transpose()? else {
        return Ok(());
    };
    let faults: Vec<_> = kind
        .declaration
        .key
        .iter()
        .filter(|key| new.get(**key).is_some_and(|v| *v != row.value(key)))
        .filter_map(|key| kind.field(key))
        .map(|field| FieldFault {
            field: field.name.clone(),
            message: format!(
                "{} is what this record is known by and can't be changed. Add a new record.",
                field.label
            ),
        })
        .collect();
    // A record without a full key has an identifier of its own, and may still be given its code.
    let known_by_key = kind.natural_id(&row.fields()) == Some(row.id);
    if faults.is_empty() || !known_by_key {
        Ok(())
    } else {
        Err(StoreError::Invalid(faults).into())
    }
}

/// "a Practice", "an Organisation".
pub(in crate::session) fn with_article(one: &str) -> String {
    let article = if one.starts_with(['A', 'E', 'I', 'O', 'U']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {one}")
}

/// A second record of the same key would be the same record: say so instead of changing the first.
pub(in crate::session) fn refuse_twice(store: &Store, kind: &Kind, new: &Fields) -> Reply<()> {
    let Some(id) = kind.natural_id(new) else {
        return Ok(());
    };
    if store.find_row(kind, id)?.is_none_or(|r| r.deleted) {
        return Ok(());
    }
    let title = store.title(kind.name(), id)?;
    let field = kind
        .declaration
        .key
        .first()
        .copied()
        .unwrap_or_default()
        .to_owned();
    let message = format!(
        "There is {} like this already: {title}.",
        with_article(kind.declaration.one)
    );
    Err(StoreError::Invalid(vec![FieldFault { field, message }]).into())
}
