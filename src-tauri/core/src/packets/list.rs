//! A list: the rows that are on screen, all of them.

use chrono::NaiveDate;

use super::LIST;
use crate::{
    contract::ViewSpec,
    dates,
    exchange::{
        self,
        packet::{Copy, Gathered, Gathering, kind_of},
    },
    record::Id,
    store::{Store, StoreError},
};

pub fn copy(store: &Store, view: &ViewSpec, today: NaiveDate) -> exchange::Result<Gathered> {
    let mut gathering = Gathering::new(store, today);
    let kind = store.kind(&kind_of(store.kinds(), &view.source)?)?;
    let title = match &view.source {
        crate::contract::Source::Set { set, .. } => store.kinds().set(set).map(|s| s.label),
        crate::contract::Source::Kind { .. } => None,
    };
    let title = title.unwrap_or(kind.declaration.many);
    let section = gathering.list(title, view)?;
    // The same list asked for again is another version of the same thing, whatever window of it is on screen.
    let asked = ViewSpec {
        offset: 0,
        limit: 0,
        group: None,
        ..view.clone()
    };
    let asked = serde_json::to_string(&asked).map_err(|e| StoreError::Log(e.to_string()))?;
    gathering.finish(Copy {
        form: 1,
        kind: LIST.into(),
        id: Id::natural("copy_of_list", &[&asked]),
        title: title.to_owned(),
        version: format!("As at {}", dates::in_words(today)),
        as_at: today,
        sections: vec![section],
        original: None,
    })
}
