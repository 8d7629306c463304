//! Lists of the records that point at one, as its page shows them.

use serde_json::Value as Json;

use crate::{
    contract::{Compare, Filter, Related, SortBy, Source, ViewSpec},
    env::Env,
    record::{Field, FieldType, Id, Kind},
    session::Reply,
    store::Store,
};

/// Rows of a related list that the page itself shows.
const RELATED_ROWS: i64 = 10;

/// What records are called that name another one in a field; the field is named where that does not go without saying.
pub(in crate::session) fn heading(kind: &Kind, field: &Field) -> String {
    let declared = &kind.declaration;
    let plain = declared.part_of == Some(field.name.as_str())
        || declared.title.contains(&field.name.as_str());
    if plain {
        declared.many.to_owned()
    } else {
        format!("{}: {}", declared.many, field.label.to_lowercase())
    }
}

/// Lists of records that point at this one: parts always, others where there are any.
pub(super) fn related(store: &Store, env: &dyn Env, kind: &Kind, id: Id) -> Reply<Vec<Related>> {
    let mut out = vec![];
    for other in store.kinds() {
        for field in &other.fields {
            if field.type_
                != (FieldType::Ref {
                    kind: kind.name().to_owned(),
                })
            {
                continue;
            }
            let part = other.declaration.part_of == Some(field.name.as_str());
            let view = ViewSpec {
                source: Source::Kind {
                    kind: other.name().into(),
                },
                columns: other
                    .declaration
                    .columns
                    .iter()
                    .filter(|c| **c != field.name)
                    .map(|c| (*c).to_owned())
                    .collect(),
                filter: Some(Filter::Field {
                    path: field.name.clone(),
                    op: Compare::Is,
                    value: Json::from(id.to_string()),
                }),
                sort: other
                    .field("from")
                    .map(|f| SortBy {
                        path: f.name.clone(),
                        descending: true,
                    })
                    .into_iter()
                    .collect(),
                group: None,
                search: None,
                offset: 0,
                limit: RELATED_ROWS,
            };
            let page = store.view(&view, env.today())?;
            if page.total > 0 || (part && other.declaration.by_hand) {
                let label = heading(other, field);
                let view = ViewSpec { limit: 100, ..view };
                out.push(Related {
                    label,
                    kind: other.name().into(),
                    field: field.name.clone(),
                    view,
                    page,
                });
            }
        }
    }
    Ok(out)
}
