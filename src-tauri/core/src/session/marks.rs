//! What is to be settled in what a page of several records shows, and at which of them it is marked.

use std::collections::BTreeSet;

use super::{Reply, versions};
use crate::{
    contract::SettleMark,
    store::{Result, Store, Thing, What},
};

/// Kinds that a page shows as part of something else, and the fields that lead to that.
const PARTS: [(&str, &[&str]); 5] = [
    ("attendance", &["person"]),
    ("item_ruling", &["item"]),
    ("item_subject", &["item"]),
    ("release_permission", &["item"]),
    ("minutes", &["meeting"]),
];

/// Kinds of which such a page says the name, and no more: what else is in doubt of them has its place on their own page.
const NAMED: [(&str, &str); 4] = [
    ("person", "name"),
    ("organisation", "name"),
    ("practice", "name"),
    ("pcn", "name"),
];

/// What is to be settled in what a page shows. `shown`: identifiers of the records on it. `is_meant` decides by the thing,
/// and by the record at whose place it would be marked.
pub(super) fn marks<'a>(
    store: &Store,
    shown: impl IntoIterator<Item = &'a String>,
    is_meant: impl Fn(&Thing, Option<&str>) -> Result<bool>,
) -> Reply<Vec<SettleMark>> {
    let things = store.to_settle()?;
    let mut marks = vec![];
    if things.is_empty() {
        return Ok(marks);
    }
    let shown: BTreeSet<&str> = shown.into_iter().map(String::as_str).collect();
    for thing in things {
        let on = place(store, &thing, &shown)?;
        if is_meant(&thing, on.as_deref())? {
            marks.push(SettleMark {
                on: on.unwrap_or_default(),
                thing: versions::item(store, &thing)?,
            });
        }
    }
    Ok(marks)
}

/// Whatever has a place on the page, and nothing else.
pub(super) fn has_a_place(_: &Thing, on: Option<&str>) -> Result<bool> {
    Ok(on.is_some())
}

/// The record on the page at which a thing is marked: its own, or the one that it is part of there.
fn place(store: &Store, thing: &Thing, shown: &BTreeSet<&str>) -> Result<Option<String>> {
    let whole = matches!(thing.what, What::Removed | What::Same);
    let named = NAMED.iter().find(|named| named.0 == thing.kind);
    if named.is_some_and(|named| !whole && named.1 != thing.about) {
        return Ok(None);
    }
    let on_page = |id: String| Some(id).filter(|id| shown.contains(id.as_str()));
    let own = [Some(thing.record), thing.target].into_iter().flatten();
    if let Some(own) = own.map(|id| id.to_string()).find_map(on_page) {
        return Ok(Some(own));
    }
    let Some((kind, fields)) = PARTS.iter().find(|part| part.0 == thing.kind) else {
        return Ok(None);
    };
    let row = store.row(kind, thing.record)?;
    let led = fields.iter().filter_map(|field| row.value(field).as_id());
    Ok(led.map(|id| id.to_string()).find_map(on_page))
}
