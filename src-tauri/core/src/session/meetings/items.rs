//! An item of a meeting's agenda as its page shows it, with the interests that it touches.

use chrono::NaiveDate;

use super::super::{Reply, boards::label};
use crate::{
    contract::{InterestCard, ItemCard},
    record::Id,
    registers::{
        governance::{
            facts::{self, ItemFacts},
            quorum::{self, ItemTime, Quorum},
            time_of_day,
        },
        interests::{
            facts::RulingFacts,
            recusal::{self, Concern},
            rulings::Touched,
        },
    },
    store::{Result, Store, column},
};

pub(super) fn item_card(
    store: &Store,
    of: &Touched,
    item: &ItemFacts,
    quorum: Quorum,
    time: ItemTime,
    today: NaiveDate,
) -> Reply<ItemCard> {
    let db = store.db();
    let usual = of.line.first().map(|l| l.1.as_str());
    let touched = of.items.iter().find(|i| i.item == item.id);
    let mut interests = vec![];
    let mut drafted = vec![];
    for concern in of.concerns.iter().filter(|c| c.item == item.id) {
        drafted.extend(recusal::minute(concern, usual));
        interests.push(interest_card(store, concern)?);
    }
    let chair = recusal::chair_for(item.id, &of.line, &of.concerns);
    let quorum = quorum::said(&of.meeting, quorum);
    let clock = |minute: Option<i64>| minute.map(time_of_day).unwrap_or_default();
    Ok(ItemCard {
        id: item.id.to_string(),
        place: item.place,
        title: item.title.clone(),
        purpose: label(store, "agenda_item", "purpose", &item.purpose)?,
        presenter: item.presenter.clone(),
        allotted: item.allotted,
        began: clock(time.began),
        ended: clock(time.ended),
        started: item.time.began.is_some(),
        finished: item.time.ended.is_some(),
        confidentiality: item.confidentiality.clone(),
        released: item.is_closed() && facts::released(db, item.id, &of.meeting.board, today)?,
        paper_expected: item.paper_expected,
        papers: papers(store, item.id)?,
        author: author(store, item.id)?,
        recommendation: item.recommendation.clone(),
        concerns: touched
            .into_iter()
            .flat_map(|t| t.subjects.iter().map(|s| s.name.clone()))
            .collect(),
        minute: item.minute.clone(),
        quorum: quorum.0.into(),
        quorum_words: quorum.1,
        chair: chair.map(|c| c.1).unwrap_or_default(),
        interests,
        drafted,
    })
}

fn interest_card(store: &Store, concern: &Concern) -> Reply<InterestCard> {
    let ruling = concern.ruling.as_ref();
    let ruled = ruling.map(|r| r.ruled.clone()).unwrap_or_default();
    let of =
        |read: fn(&RulingFacts) -> &String| ruling.map(|r| read(r).clone()).unwrap_or_default();
    Ok(InterestCard {
        person: concern.person.to_string(),
        name: concern.name.clone(),
        declarations: concern
            .interests
            .iter()
            .map(|i| i.0.declaration.to_string())
            .collect(),
        why: concern
            .interests
            .iter()
            .map(|(_, why, s)| why.words(s))
            .collect(),
        proposed: if ruling.is_none() {
            "left".into()
        } else {
            String::new()
        },
        ruled_label: label(store, "item_ruling", "ruled", &ruled)?,
        ruled,
        ruled_by: of(|r| &r.ruled_by_name),
        out: of(|r| &r.out),
        back: of(|r| &r.back),
    })
}

/// The names of the files attached to an item.
pub(super) fn papers(store: &Store, item: Id) -> Result<Vec<String>> {
    let mut find = store.db().prepare_cached(
        "SELECT name FROM live_attachment WHERE record_kind = 'agenda_item' AND record = ?1 ORDER BY id",
    )?;
    let names = find.query_map([item.to_string()], |r| column::text(r, 0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// Who wrote an item's paper.
fn author(store: &Store, item: Id) -> Reply<String> {
    let author = store.row("agenda_item", item)?.value("author").as_id();
    Ok(match author {
        Some(person) => store.title("person", person)?,
        None => String::new(),
    })
}
