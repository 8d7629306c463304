//! Columns that the hub made itself: which there are, what a record says in them, and saying it.

use serde_json::Value as Json;

use super::{
    Reply, Session,
    records::{record, saved},
};
use crate::{
    contract::{OwnColumnInfo, OwnColumnsOf, OwnField, OwnValueSave, RecordRef, Saved},
    env::Env,
    record::{self, Fields, Id, OWN, Value},
    registers::desk::own,
    store::{Action, Edit, Store, StoreError, Tx, Verb},
};

impl Session {
    /// The columns for the records of a kind.
    pub(super) fn own_columns(&mut self, request: &OwnColumnsOf) -> Reply<Vec<OwnColumnInfo>> {
        let store = self.read()?;
        let kind = store.kind(&request.kind)?;
        let columns = own::columns(store, kind.name())?.into_iter();
        Ok(columns
            .map(|c| OwnColumnInfo {
                id: c.id.to_string(),
                path: format!("{OWN}{}", c.id),
                name: c.name,
                heading: c.heading,
            })
            .collect())
    }

    /// Says something of a record in such a column.
    pub(super) fn own_value_save(&mut self, env: &dyn Env, request: &OwnValueSave) -> Reply<Saved> {
        let file = self.opened()?;
        let named = RecordRef {
            kind: request.kind.clone(),
            id: request.id.clone(),
        };
        let of = record(&file.store, &named)?;
        let of = file.store.standing_for(&request.kind, of)?;
        let columns = own::columns(&file.store, &request.kind)?;
        let wanted = request.column.parse::<Id>().ok();
        let Some(column) = columns.iter().find(|c| Some(c.id) == wanted) else {
            return Err(StoreError::refused(
                "no_own_column",
                "This column is not there any more. Nothing was changed.",
                "Load the page again.",
            )
            .into());
        };
        let text = cleaned(&file.store, &column.name, &request.text)?;
        let said = own::said(&file.store, &request.kind, of)?;
        let title = file.store.title(&request.kind, of)?;
        let action = Action::new(Verb::Change).of(format!("{}: {title}", column.name));
        let fields = own::new_value(column.id, &request.kind, of, &text);
        let (kept, receipt) = file.store.transact(env, file.me, action, |tx| {
            say(tx, column.id, &fields, &said)
        })?;
        saved(&file.store, kept, &receipt)
    }
}

/// Writes what a record says in a column, and what it said there before is over.
fn say(tx: &mut Tx<'_>, column: Id, fields: &Fields, said: &[own::Said]) -> Result<Id, StoreError> {
    let kept = tx.put(own::VALUE, None, fields)?;
    // What records brought along that became one with this one is replaced by what was typed.
    for other in said.iter().filter(|s| s.column == column && s.id != kept) {
        let nothing = [("value".to_owned(), Value::Null)].into();
        tx.put(own::VALUE, Some(other.id), &nothing)?;
    }
    Ok(kept)
}

/// A cell of a list in a column that the hub made itself, as it was typed.
pub(super) struct OwnCell {
    column: Id,
    text: String,
}

impl OwnCell {
    /// Reads what was typed under a path such as `own.Parking`; why not, where it can't be kept.
    pub(super) fn read(
        store: &Store,
        kind: &str,
        path: &str,
        typed: &Json,
    ) -> Reply<Result<Self, String>> {
        let named = path.strip_prefix(OWN).unwrap_or(path);
        let wanted = named.parse::<Id>().ok();
        let mut columns = own::columns(store, kind)?.into_iter();
        let found =
            columns.find(|c| Some(c.id) == wanted || c.name.to_lowercase() == named.to_lowercase());
        let Some(column) = found else {
            return Ok(Err("This column is not there any more.".into()));
        };
        let typed = match typed {
            Json::Null => String::new(),
            Json::String(text) => text.clone(),
            other => other.to_string(),
        };
        Ok(match cleaned(store, &column.name, &typed) {
            Ok(text) => Ok(Self {
                column: column.id,
                text,
            }),
            Err(fault) => Err(fault
                .fields
                .first()
                .map_or(fault.message, |f| f.message.clone())),
        })
    }

    /// Writes it for a record that says so much so far.
    pub(super) fn write(
        &self,
        tx: &mut Tx<'_>,
        kind: &str,
        of: Id,
        said: &[own::Said],
    ) -> Result<(), StoreError> {
        let silent = !said.iter().any(|s| s.column == self.column);
        if self.text.is_empty() && silent {
            return Ok(());
        }
        let fields = own::new_value(self.column, kind, of, &self.text);
        say(tx, self.column, &fields, said).map(drop)
    }
}

/// The text as the field keeps it.
fn cleaned(store: &Store, name: &str, text: &str) -> Reply<String> {
    let kind = store.kind(own::VALUE)?;
    let Some(field) = kind.field("value") else {
        return Ok(String::new());
    };
    let mut field = field.clone();
    name.clone_into(&mut field.label);
    match record::from_text(&field, text) {
        Ok(value) => Ok(value.as_text().unwrap_or_default().to_owned()),
        Err(fault) => Err(StoreError::Invalid(vec![crate::contract::FieldFault {
            field: String::new(),
            message: fault.0,
        }])
        .into()),
    }
}

/// What a record says in all columns of its list.
pub(super) fn fields(store: &Store, kind: &str, of: Id) -> Reply<Vec<OwnField>> {
    let said = own::said(store, kind, of)?;
    let mut out = vec![];
    for column in own::columns(store, kind)? {
        let mut texts: Vec<&str> = vec![];
        let mut versions = 1;
        for one in said.iter().filter(|s| s.column == column.id) {
            if !one.text.is_empty() && !texts.contains(&one.text.as_str()) {
                texts.push(&one.text);
            }
            let row = store.row(own::VALUE, one.id)?;
            versions = versions.max(row.versions.get("value").copied().unwrap_or(1));
        }
        out.push(OwnField {
            column: column.id.to_string(),
            name: column.name,
            text: texts.join("; "),
            versions,
        });
    }
    Ok(out)
}

/// Every edit of a record, newest first; edits of what it says in such columns with the column's name.
pub(super) fn with_edits(store: &Store, kind: &str, of: Id) -> Reply<Vec<(Option<String>, Edit)>> {
    let edits = store.history(of)?.into_iter();
    let mut out: Vec<(Option<String>, Edit)> = edits.map(|edit| (None, edit)).collect();
    let fields = out.len();
    for (other, id, _) in store.hanging_on(kind, of)? {
        let name = match store.row(&other, id)?.value("column") {
            Value::Id(column) => store.title(own::COLUMN, column)?,
            _ => String::new(),
        };
        let edits = store.history(id)?.into_iter();
        let values = edits.filter(|e| e.field == "value");
        out.extend(values.map(|edit| (Some(name.clone()), edit)));
    }
    if out.len() > fields {
        // A stable sort: edits of one moment stay as they come.
        out.sort_by_key(|(_, edit)| std::cmp::Reverse(edit.at));
    }
    Ok(out)
}
