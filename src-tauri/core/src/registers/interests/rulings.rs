//! Ruling on an interest at a meeting (COI-4): by who is in the chair for the item, never on one's own.

use std::collections::BTreeSet;

use super::{
    facts::{self, RulingFacts},
    recusal::{self, Concern, ItemTouches},
};
use crate::{
    env::Env,
    record::{Fields, Id, Value},
    registers::governance::facts::{self as boards, MeetingFacts},
    store::{Action, Receipt, Result, Store, StoreError, Verb},
};

/// A meeting with all that interests have to do with it.
#[derive(Debug, Clone)]
pub struct Touched {
    /// The meeting.
    pub meeting: MeetingFacts,
    /// Whom and what its items concern.
    pub items: Vec<ItemTouches>,
    /// What was ruled.
    pub rulings: Vec<RulingFacts>,
    /// Who is concerned by which item.
    pub concerns: Vec<Concern>,
    /// Who may take the chair, the first in line first.
    pub line: Vec<(Id, String)>,
}

/// Reads a meeting with all that interests have to do with it; none when it is not there.
///
/// # Errors
/// When the tables can't be read.
pub fn touched(db: &rusqlite::Connection, meeting: Id) -> Result<Option<Touched>> {
    let Some(meeting_facts) = boards::meeting(db, meeting)? else {
        return Ok(None);
    };
    let day = meeting_facts.line.day;
    let mut who: BTreeSet<Id> = meeting_facts
        .board
        .sitting_on(day)
        .map(|s| s.person)
        .collect();
    who.extend(meeting_facts.presence.iter().map(|p| p.person));
    let items = facts::touches(db, meeting)?;
    let rulings = facts::rulings(db, meeting)?;
    let interests = facts::live_interests(db, day, &who)?;
    let concerns = recusal::concerns(&items, &interests, &rulings, &who);
    let line = meeting_facts.in_the_chair();
    Ok(Some(Touched {
        meeting: meeting_facts,
        items,
        rulings,
        concerns,
        line,
    }))
}

/// What the person in the chair rules.
#[derive(Debug, Clone, Default)]
pub struct Ruling {
    /// `noted`, `stayed_silent` or `left`.
    pub ruled: String,
    /// Who rules; none = who is in the chair for the item.
    pub by: Option<Id>,
    /// What was declared at the meeting itself.
    pub interest: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// When they left; none = as it was said before.
    pub out: Option<String>,
    /// When they came back; none = as it was said before.
    pub back: Option<String>,
}

/// Records what the person in the chair ruled about a person's interest in an item.
///
/// # Errors
/// A person who may not rule here; nothing declared and nothing said.
pub fn rule(
    store: &mut Store,
    env: &dyn Env,
    author: Id,
    item: Id,
    person: Id,
    said: &Ruling,
) -> Result<Receipt> {
    let refuse = |code, message: String, hint: &str| Err(StoreError::refused(code, message, hint));
    let row = store.row("agenda_item", item)?;
    let meeting = row.value("meeting").as_id();
    let Some(touched) = meeting
        .map(|m| touched(store.db(), m))
        .transpose()?
        .flatten()
    else {
        return refuse(
            "no_meeting",
            "This item belongs to no meeting any more. Nothing was changed.".into(),
            "",
        );
    };
    let name = store.title("person", person)?;
    let concern = touched
        .concerns
        .iter()
        .find(|c| c.item == item && c.person == person);
    let interest = said
        .interest
        .as_deref()
        .map(str::trim)
        .filter(|i| !i.is_empty());
    if concern.is_none() && interest.is_none() {
        return refuse(
            "nothing_declared",
            format!("{name} has declared nothing that touches this item. Nothing was changed."),
            "Write what they declare now, or add what the item concerns.",
        );
    }
    // The person's own interest counts against them only as far as others rule on it.
    let others: Vec<Concern> = touched
        .concerns
        .iter()
        .filter(|c| c.person != person)
        .cloned()
        .collect();
    let line: Vec<(Id, String)> = touched
        .line
        .iter()
        .filter(|l| l.0 != person)
        .cloned()
        .collect();
    let by = match said.by {
        Some(by) => by,
        None => match recusal::chair_for(item, &line, &others) {
            Some((by, _)) => by,
            None => {
                return refuse(
                    "no_chair",
                    "Nobody who may take the chair is free of an interest in this item. Nothing was changed."
                        .into(),
                    "Name a member without an interest who takes the chair for it.",
                );
            }
        },
    };
    let by_name = store.title("person", by)?;
    let conflicted = others
        .iter()
        .any(|c| c.item == item && c.person == by && c.is_conflicted());
    if by == person || conflicted {
        return refuse(
            "conflicted_chair",
            format!(
                "{by_name} has an interest in this item and can't rule on it. Nothing was changed."
            ),
            "The deputy, or a member without an interest, takes the chair for the item.",
        );
    }
    if !touched
        .meeting
        .board
        .is_member(by, touched.meeting.line.day)
    {
        return refuse(
            "not_a_member",
            format!(
                "{by_name} is no member of the board, so can't be in the chair. Nothing was changed."
            ),
            "Name the chair, the deputy or another member.",
        );
    }
    // While somebody in line is free, nobody further down rules.
    let free = recusal::chair_for(item, &line, &others);
    let in_line = touched.line.iter().any(|l| l.0 == by);
    if let Some((_, first)) = free.filter(|f| !in_line && f.0 != by) {
        return refuse(
            "not_in_the_chair",
            format!("{first} is in the chair for this item, not {by_name}. Nothing was changed."),
            "Leave out who ruled, or record that the chair was not there.",
        );
    }
    let text = |t: Option<&str>| -> Value {
        t.map(str::trim)
            .filter(|t| !t.is_empty())
            .map(ToOwned::to_owned)
            .into()
    };
    let left = said.ruled == "left";
    let mut values: Fields = [
        ("item", item.into()),
        ("person", person.into()),
        ("ruled", said.ruled.as_str().into()),
        ("ruled_by", by.into()),
        ("day", env.today().into()),
    ]
    .into_iter()
    .map(|(k, v): (&str, Value)| (k.to_owned(), v))
    .collect();
    // When they left stands until it is said anew, or they did not leave after all.
    for (field, time) in [("out", &said.out), ("back", &said.back)] {
        if !left {
            values.insert(field.into(), Value::Null);
        } else if time.is_some() {
            values.insert(field.into(), text(time.as_deref()));
        }
    }
    if let Some(declared) = concern.and_then(|c| c.interests.first()) {
        values.insert("declaration".into(), declared.0.declaration.into());
    }
    if interest.is_some() {
        values.insert("interest".into(), text(interest));
    }
    if said.reason.is_some() {
        values.insert("reason".into(), text(said.reason.as_deref()));
    }
    let title = format!("ruling on {name}, {}", row.text("title"));
    let action = Action::new(Verb::Change).of(title);
    Ok(store
        .transact(env, author, action, |tx| {
            tx.put("item_ruling", None, &values)
        })?
        .1)
}
