//! Erasing on a person's lawful request, and the list of what was erased.

use std::collections::BTreeMap;

use chrono::DateTime;

use super::{Reply, Session, records};
use crate::{
    contract::{
        EraseDone, ErasePreview, EraseRequest, ErasureInfo, ErasureMention, Fault, RecordRef,
    },
    dates,
    env::Env,
    record::{Id, thousands},
    registers::stakeholders::person_named,
    store::{
        Erasure, ErasureOrder, Hit, Nearby, Proposal, SMALL_HUB, Store, StoreError, Subject,
        log::special,
    },
};

/// In milliseconds.
const A_MINUTE: i64 = 60_000;

impl Session {
    /// What an erasure would take.
    pub(super) fn erase_preview(&self, request: &EraseRequest) -> Reply<ErasePreview> {
        let store = self.read()?;
        let erasure = erasure(store, request)?;
        let proposal = store.propose_erasure(&erasure)?;
        Ok(ErasePreview {
            title: store.title(&erasure.kind, erasure.record)?,
            goes: what(store, &proposal.subjects, &proposal.copies, Naming::Title),
            stays: stays(store, &erasure, proposal.copies.len()),
            values: proposal.values as i64,
            mentions: mentions(store, &proposal)?,
            out_of_reach: out_of_reach(store, &proposal.subjects, i64::MAX)?,
            two_people: proposal.people > SMALL_HUB,
        })
    }

    /// Erases, for good.
    pub(super) fn erase(&mut self, env: &dyn Env, request: &EraseRequest) -> Reply<EraseDone> {
        let file = self.opened()?;
        let erasure = erasure(&file.store, request)?;
        let proposal = file.store.propose_erasure(&erasure)?;
        let named_too = mentions(&file.store, &proposal)?;
        let (order, done) = file.store.erase(env, file.me, &erasure)?;
        let count = |n: usize, one: &str, many: &str| {
            let n = i64::try_from(n).unwrap_or(i64::MAX);
            format!("{} {}", thousands(n), if n == 1 { one } else { many })
        };
        let mut summary = format!(
            "{} erased for good.",
            count(done.values, "value was", "values were")
        );
        if done.copies > 0 {
            summary += &format!(
                " The content of {} is erased too; fingerprint and sign-offs stay.",
                count(done.copies, "signed copy", "signed copies")
            );
        }
        if done.drafts > 0 {
            summary += &format!(
                " {} went with it.",
                count(done.drafts, "unfinished text", "unfinished texts")
            );
        }
        Ok(EraseDone {
            summary,
            order: info(&file.store, &order)?,
            mentions: named_too,
        })
    }

    /// Everything that was erased, newest first.
    pub(super) fn erasures(&self) -> Reply<Vec<ErasureInfo>> {
        let store = self.read()?;
        let orders = store.erasure_orders()?;
        orders.iter().rev().map(|o| info(store, o)).collect()
    }
}

fn erasure(store: &Store, request: &EraseRequest) -> Reply<Erasure> {
    let named = RecordRef {
        kind: request.kind.clone(),
        id: request.id.clone(),
    };
    let approver = request
        .approved_by
        .as_deref()
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let approved_by = match approver {
        None => None,
        Some(name) => Some(person(store, name)?.ok_or_else(|| {
            let message = format!(
                "There is not exactly one person called “{name}” in this hub file. Nothing was erased."
            );
            let hint = "Write the name as the list of people has it.";
            Fault::from(StoreError::refused("no_person", message, hint))
        })?),
    };
    let record = records::record(store, &named)?;
    if approved_by == Some(record) {
        let message =
            "Whoever is to be erased can't be the one who approved it. Nothing was erased.";
        let hint = "Name the colleague who approved it.";
        return Err(StoreError::refused("approved_by_the_person", message, hint).into());
    }
    Ok(Erasure {
        kind: request.kind.clone(),
        record,
        fields: request.fields.clone(),
        ground: request.ground.clone(),
        case_number: request.case_number.clone(),
        approved_by,
    })
}

/// A person by identifier, as the window knows them, or by name.
fn person(store: &Store, named: &str) -> Reply<Option<Id>> {
    let known: Option<Id> = named.parse().ok();
    if let (Some(id), Some(kind)) = (known, store.kinds().get("person"))
        && store.find_row(kind, id)?.is_some_and(|row| !row.deleted)
    {
        return Ok(Some(id));
    }
    Ok(person_named(store, named)?)
}

fn info(store: &Store, order: &ErasureOrder) -> Reply<ErasureInfo> {
    let line = order.verify()?;
    let here = store.erased_here_at(line.id)?.unwrap_or_default();
    Ok(ErasureInfo {
        id: line.id.to_string(),
        day: line.day.to_string(),
        what: what(store, &line.subjects, &line.copies, Naming::Identifier),
        out_of_reach: out_of_reach(store, &line.subjects, here)?,
        proposed_by: store.title("person", line.proposed_by)?,
        approved_by: store.title("person", line.approved_by)?,
        alone: line.proposed_by == line.approved_by,
        ground: line.ground,
        case_number: line.case_number,
        laptop: line.laptop,
        here,
    })
}

/// What would be left of it, a sentence each.
fn stays(store: &Store, erasure: &Erasure, copies: usize) -> Vec<String> {
    let one = store
        .kinds()
        .get(&erasure.kind)
        .map_or(erasure.kind.as_str(), |k| k.declaration.one)
        .to_lowercase();
    let mut lines = vec![];
    if erasure.fields.is_empty() {
        lines.push(format!(
            "That a {one} was recorded here, and who edited it when: not what they wrote."
        ));
    } else {
        lines.push(format!("Every other field of this {one}."));
        lines.push("Who edited the erased fields and when: not what they wrote.".into());
    }
    match copies {
        0 => {}
        1 => lines.push(
            "That one copy was signed, by whom and when, and its fingerprint: it shows as “signed; content erased”.".into(),
        ),
        n => lines.push(format!(
            "That {n} copies were signed, by whom and when, and their fingerprints: they show as “signed; content erased”."
        )),
    }
    lines.push("This erasure, with its ground, its case number and who approved it.".into());
    lines
}

/// How the records of an order are called.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    /// By what stays when they are erased: the list of orders says nothing personal.
    Identifier,
    /// By their titles, before anything is erased.
    Title,
}

/// What an order names, in sentences.
fn what(store: &Store, subjects: &[Subject], copies: &[String], naming: Naming) -> Vec<String> {
    let called = |kind: &str, record: Id| match naming {
        Naming::Identifier => record.to_string(),
        Naming::Title => store
            .title(kind, record)
            .map_or_else(|_| record.to_string(), |title| format!("“{title}”")),
    };
    let mut lines = vec![];
    let mut fields: BTreeMap<_, Vec<String>> = BTreeMap::new();
    let mut words = std::collections::BTreeSet::new();
    for subject in subjects {
        let kind = store.kinds().get(&subject.kind);
        let one = kind.map_or(subject.kind.as_str(), |k| k.declaration.one);
        match &subject.field {
            _ if subject.kind == special::ACTION => drop(words.insert(subject.record)),
            None => lines.push(format!(
                "{one} {}: the whole record.",
                called(&subject.kind, subject.record)
            )),
            Some(field) => {
                let label = kind
                    .and_then(|k| k.field(field))
                    .map_or(field.as_str(), |f| f.label.as_str());
                fields
                    .entry((one.to_owned(), called(&subject.kind, subject.record)))
                    .or_default()
                    .push(label.to_owned());
            }
        }
    }
    for ((one, record), labels) in fields {
        lines.push(format!("{one} {record}: {}.", labels.join(", ")));
    }
    match words.len() {
        0 => {}
        1 => lines.push("What was written about one edit.".into()),
        n => lines.push(format!("What was written about {n} edits.")),
    }
    match copies.len() {
        0 => {}
        1 => lines.push("The content of one signed copy; its fingerprint stays.".into()),
        n => lines.push(format!(
            "The content of {n} signed copies; their fingerprints stay."
        )),
    }
    lines
}

/// Files and copies made before a moment (UTC milliseconds) that Hubfolio can't reach into.
fn out_of_reach(store: &Store, subjects: &[Subject], before: i64) -> Reply<Vec<String>> {
    let people = subjects.iter().filter(|s| s.kind != special::ACTION);
    let records = people.map(|s| s.record).collect();
    let first = store.first_written(&records)?;
    let copies = store.copies_nearby();
    let may_hold = |copy: &&Nearby| copy.made <= before && may_hold(copy, &copies, first);
    let lines = copies.iter().filter(may_hold).map(|copy| {
        let name = &copy.name;
        if copy.goes_by_itself {
            format!(
                "Copy {name} on this laptop: it goes by itself after 90 days, or delete it now."
            )
        } else {
            format!(
                "{name}, beside the hub file on this laptop: delete it when it is no longer needed."
            )
        }
    });
    let mut lines: Vec<String> = lines.collect();
    // Of one that Hubfolio made by itself a line above speaks.
    let by_itself = |last: i64| {
        copies
            .iter()
            .any(|copy| (copy.made - last).abs() <= A_MINUTE)
    };
    let by_hand = store.last_copy().filter(|last| !by_itself(*last));
    lines.extend(made_elsewhere(by_hand, first, before));
    for file in store.files_elsewhere(&records, before)? {
        let (name, day) = (&file.name, day(file.at));
        lines.push(if file.for_another_team {
            format!("Copy for another team {name}, sent on {day}: ask that team to delete it.")
        } else {
            let did = if file.sent { "sent" } else { "brought in" };
            format!("File for colleagues {name}, {did} on {day}: ask whoever has it to delete it.")
        });
    }
    Ok(lines)
}

/// The day of a moment (UTC milliseconds), in words.
fn day(at: i64) -> String {
    DateTime::from_timestamp_millis(at)
        .map(|moment| dates::in_words(moment.date_naive()))
        .unwrap_or_default()
}

/// Copies that people made in other places are known by the day of the last one alone. `first`: when the person was first
/// written down; `before`: when they were erased.
fn made_elsewhere(last: Option<i64>, first: Option<i64>, before: i64) -> Option<String> {
    let last = last.filter(|last| first.is_none_or(|first| last + A_MINUTE >= first))?;
    let which = if last <= before {
        format!("with “Make a copy”, the last on {}", day(last))
    } else {
        "with “Make a copy” before that".to_owned()
    };
    Some(format!(
        "Copies of the hub file that somebody made elsewhere {which}: delete them when they are no longer needed."
    ))
}

/// Whether a copy may hold what was first written at a moment. One made before that does not, unless another state of the hub
/// file was put in its place since: that copy may be of edits that this file does not know.
fn may_hold(copy: &Nearby, all: &[Nearby], first: Option<i64>) -> bool {
    let replaced_since = |c: &Nearby| !c.goes_by_itself && c.made + A_MINUTE >= copy.made;
    // Its name says the minute, not the moment.
    first.is_none_or(|first| copy.made + A_MINUTE >= first) || all.iter().any(replaced_since)
}

/// The records that name the person now, then those that did so before.
fn mentions(store: &Store, proposal: &Proposal) -> Reply<Vec<ErasureMention>> {
    let label = |kind: &str| {
        let kind = store.kinds().get(kind);
        kind.map(|k| k.declaration.one.to_owned())
            .unwrap_or_default()
    };
    let mention = |hit: &Hit, title: String| ErasureMention {
        kind: hit.kind.clone(),
        kind_label: label(&hit.kind),
        id: hit.id.to_string(),
        title,
    };
    let now = proposal.mentions.iter();
    let mut out: Vec<ErasureMention> = now.map(|hit| mention(hit, hit.title.clone())).collect();
    for hit in store.named_before(proposal)? {
        out.push(mention(&hit, format!("{}, in its history", hit.title)));
    }
    Ok(out)
}
