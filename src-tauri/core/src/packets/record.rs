//! One record with what points at it and still holds; a place with the practices of its networks as well.

use chrono::NaiveDate;
use serde_json::Value as Json;

use crate::{
    contract::{Compare, Filter, ViewSpec},
    dates,
    exchange::{
        self,
        packet::{Copy, Gathered, Gathering, Section, condition},
    },
    record::Id,
    store::Store,
};

pub fn copy(store: &Store, kind: &str, id: Id, today: NaiveDate) -> exchange::Result<Gathered> {
    let mut gathering = Gathering::new(store, today);
    let one = store.kind(kind)?.declaration.one;
    let mut sections = vec![gathering.facts(one, kind, id)?];
    sections.extend(gathering.related(kind, id)?);
    if kind == "place" {
        sections.extend(practices(store, &mut gathering, id, today)?);
    }
    let title = store.title(kind, id)?;
    gathering.finish(Copy {
        form: 1,
        kind: kind.to_owned(),
        id,
        title: if title.trim().is_empty() {
            one.to_owned()
        } else {
            title
        },
        version: format!("As at {}", dates::in_words(today)),
        as_at: today,
        sections,
        original: None,
    })
}

/// The open practices of each network of a place.
fn practices(
    store: &Store,
    gathering: &mut Gathering<'_>,
    place: Id,
    today: NaiveDate,
) -> exchange::Result<Vec<Section>> {
    let networks = ViewSpec {
        filter: Some(condition(
            "place",
            Compare::Is,
            Json::from(place.to_string()),
        )),
        ..ViewSpec::all_of("pcn")
    };
    let on = Json::from(today.to_string());
    let mut out = vec![];
    for network in store.whole_view(&networks, today)?.rows {
        let open = |field: &str| {
            Filter::Or(vec![
                condition(field, Compare::Empty, Json::Null),
                condition(field, Compare::AtLeast, on.clone()),
            ])
        };
        let begun = Filter::Or(vec![
            condition("from", Compare::Empty, Json::Null),
            condition("from", Compare::AtMost, on.clone()),
        ]);
        let view = ViewSpec {
            columns: [
                "practice",
                "practice.ods_code",
                "practice.list_size",
                "practice.postcode",
                "from",
            ]
            .map(str::to_owned)
            .to_vec(),
            filter: Some(Filter::And(vec![
                condition("pcn", Compare::Is, Json::from(network.id.clone())),
                begun,
                open("to"),
                open("practice.closed"),
            ])),
            ..ViewSpec::all_of("pcn_membership")
        };
        let section = gathering.list(&format!("Practices of {}", network.title), &view)?;
        if !section.rows.is_empty() {
            out.push(section);
        }
    }
    Ok(out)
}
