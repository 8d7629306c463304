//! The edits of one record, in words.

use std::collections::{BTreeMap, btree_map::Entry};

use serde_json::Value as Json;

use super::record;
use crate::{
    contract::{CellText, HistoryEntry, RecordRef},
    record::{FieldType, Id, Kind, Value},
    session::{Reply, Session, own},
    store::log::special,
};

impl Session {
    /// Every edit of a record, newest first.
    pub(in crate::session) fn history(&mut self, request: &RecordRef) -> Reply<Vec<HistoryEntry>> {
        let store = self.read()?;
        let id = record(store, request)?;
        let kind = store.kind(&request.kind)?;
        let mut titles = BTreeMap::new();
        let mut labels: BTreeMap<Id, String> = BTreeMap::new();
        let mut out = vec![];
        for (own, edit) in own::with_edits(store, kind.name(), id)? {
            if let Entry::Vacant(place) = labels.entry(edit.action) {
                place.insert(
                    store
                        .action(edit.action)?
                        .map(|a| a.label)
                        .unwrap_or_default(),
                );
            }
            let (label, type_) = match (own, kind.field(&edit.field)) {
                (Some(name), _) => (name, FieldType::Text { long: true, max: 0 }),
                (None, Some(field)) => (field.label.clone(), field.type_.clone()),
                (None, None) => of_the_log(kind, &edit.field, &edit.old, &edit.new),
            };
            let mut words = |value: &Option<Value>| -> Reply<CellText> {
                match value {
                    Some(value) => Ok(store.cell_text(value.clone(), &type_, &mut titles)?),
                    None => Ok(CellText {
                        value: Json::Null,
                        text: String::new(),
                        state: "erased".into(),
                    }),
                }
            };
            let (old, new) = (
                words(&edit.old.clone().or(Some(Value::Null)))?,
                words(&edit.new)?,
            );
            out.push(HistoryEntry {
                at: edit.at,
                who: store.title("person", edit.author)?,
                laptop: edit.laptop,
                action: edit.action.to_string(),
                label: labels[&edit.action].clone(),
                field: edit.field,
                field_label: label,
                old,
                new,
                reason: edit.reason,
            });
        }
        Ok(out)
    }
}

/// Label and type of a field that is the log's own.
fn of_the_log(
    kind: &Kind,
    field: &str,
    old: &Option<Value>,
    new: &Option<Value>,
) -> (String, FieldType) {
    let record = FieldType::Ref {
        kind: kind.name().to_owned(),
    };
    match field {
        special::ALIAS => ("Merged into".into(), record),
        special::MERGED => ("Took in".into(), record),
        special::LIFE => (life_label(old, new).to_owned(), FieldType::YesNo),
        _ => (
            "Looked at and left".into(),
            FieldType::Text {
                long: false,
                max: 0,
            },
        ),
    }
}

fn life_label(old: &Option<Value>, new: &Option<Value>) -> &'static str {
    match (old, new) {
        (_, Some(Value::Int(0))) => "Removed",
        (None | Some(Value::Null), _) => "Added",
        _ => "Brought back",
    }
}
