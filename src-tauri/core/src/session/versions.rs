//! Two versions to settle: the list, one thing side by side, settling, merging.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

use super::{Reply, Session, fields, records};
use crate::{
    contract::{
        FieldVersion, MarkedWords, MergeRecords, ParagraphPair, RecordRef, Saved, Settle,
        SettleMany, SettlePage, Settled, ToSettle, ToSettleId, ToSettleRequest,
    },
    dates,
    env::Env,
    longtext::{self, Marked},
    record::{FieldType, Value},
    store::{
        Answer, Choice, Store, StoreError, Thing, Version, What,
        log::special::{ALIAS, LIFE, MERGED},
        unsettled,
    },
};

impl Session {
    /// What waits for a person.
    pub(super) fn to_settle(&self, request: &ToSettleRequest) -> Reply<Vec<ToSettle>> {
        let store = self.read()?;
        let things = match &request.record {
            Some(record) => store.to_settle_at(records::id_of(record)?)?,
            None => store.to_settle()?,
        };
        things.iter().map(|t| item(store, t)).collect()
    }

    /// One thing, its versions side by side.
    pub(super) fn settle_page(&mut self, request: &ToSettleId) -> Reply<SettlePage> {
        let store = self.read()?;
        let thing = store.thing(&request.id)?;
        let versions = versions(store, &thing)?;
        let long = is_long(store, &thing);
        let texts: Vec<&str> = versions.iter().filter_map(|v| v.value.as_str()).collect();
        let paragraphs = match texts[..] {
            [first, second] if long => pairs(first, second),
            _ => vec![],
        };
        let joined = (thing.note == unsettled::note::JOINED)
            .then(|| joined(store, &thing))
            .transpose()?;
        let frozen = store.frozen(&thing.kind, thing.record)?.is_some();
        let field = store
            .kinds()
            .get(&thing.kind)
            .and_then(|k| k.field(&thing.about));
        let writable = matches!(thing.what, What::Field | What::Missing | What::Rule)
            && thing.note != unsettled::note::AFTER;
        Ok(SettlePage {
            item: item(store, &thing)?,
            can_keep_both: thing.what == What::Same
                || (thing.what == What::Field && long && texts.len() > 1 && !frozen),
            can_write: writable && field.is_some() && !frozen,
            versions,
            paragraphs,
            joined,
        })
    }

    /// Settles one thing.
    pub(super) fn settle(&mut self, env: &dyn Env, request: Settle) -> Reply<Settled> {
        let file = self.opened()?;
        let thing = file.store.thing(&request.id)?;
        let choice = choice(&file.store, &thing, &request, env.today())?;
        let answer = Answer {
            thing,
            seen: request.seen,
            choice,
        };
        self.settle_all(env, vec![answer], vec![], request.reason)
    }

    /// Settles many things, as one edit.
    pub(super) fn settle_many(&mut self, env: &dyn Env, request: SettleMany) -> Reply<Settled> {
        let store = self.read()?;
        let mut answers = vec![];
        let mut left = vec![];
        for id in &request.ids {
            let thing = match store.thing(id) {
                Ok(thing) => thing,
                Err(StoreError::Refused(fault)) => {
                    left.push(fault.message);
                    continue;
                }
                Err(e) => return Err(e.into()),
            };
            match one_of_many(store, &thing, &request)? {
                Ok(answer) => answers.push(answer),
                Err(why) => {
                    let what = unsettled::sentence(store.db(), store.kinds(), &thing)?;
                    left.push(format!("{what} {why}"));
                }
            }
        }
        self.settle_all(env, answers, left, request.reason)
    }

    fn settle_all(
        &mut self,
        env: &dyn Env,
        answers: Vec<Answer>,
        mut left: Vec<String>,
        reason: Option<String>,
    ) -> Reply<Settled> {
        let file = self.opened()?;
        let Some(first) = answers.first().map(|a| a.thing.record) else {
            let change = Saved {
                id: String::new(),
                change: String::new(),
                touched: vec![],
                generation: file.store.generation()?,
            };
            return Ok(Settled {
                saved: change,
                settled: 0,
                left,
                to_settle: file.store.count_to_settle()?,
            });
        };
        let done = file.store.settle(env, file.me, &answers, reason)?;
        for (thing, why) in &done.left {
            let what = unsettled::sentence(file.store.db(), file.store.kinds(), thing)?;
            left.push(format!("{what} {why}"));
        }
        Ok(Settled {
            saved: records::saved(&file.store, first, &done.receipt)?,
            settled: done.settled as i64,
            left,
            to_settle: file.store.count_to_settle()?,
        })
    }

    /// Makes one record another name for a second one.
    pub(super) fn merge_records(&mut self, env: &dyn Env, request: MergeRecords) -> Reply<Saved> {
        let file = self.opened()?;
        let kind = file.store.kind(&request.kind)?;
        if !kind.declaration.by_hand {
            let message = format!(
                "A {} is not merged by hand. Nothing was changed.",
                kind.declaration.one.to_lowercase()
            );
            return Err(StoreError::refused("not_by_hand", message, "").into());
        }
        let named = |id: &str| RecordRef {
            kind: request.kind.clone(),
            id: id.to_owned(),
        };
        let keep = records::record(&file.store, &named(&request.keep))?;
        let other = records::record(&file.store, &named(&request.other))?;
        let (me, reason) = (file.me, request.reason.clone());
        let receipt = file
            .store
            .merge_records(env, me, &request.kind, keep, other, reason)?;
        records::saved(&file.store, keep, &receipt)
    }
}

fn is_long(store: &Store, thing: &Thing) -> bool {
    let field = store
        .kinds()
        .get(&thing.kind)
        .and_then(|k| k.field(&thing.about));
    field.is_some_and(|f| matches!(f.type_, FieldType::Text { long: true, .. }))
}

/// The text with both edits in it, as lists and reports show it.
fn joined(store: &Store, thing: &Thing) -> Reply<String> {
    Ok(store.row(&thing.kind, thing.record)?.text(&thing.about))
}

pub(super) fn item(store: &Store, thing: &Thing) -> Reply<ToSettle> {
    let kind = store.kinds().get(&thing.kind);
    let field = matches!(
        thing.what,
        What::Field | What::Missing | What::Signed | What::Rule
    )
    .then(|| thing.about.clone());
    let label = field.as_deref().map(|name| label_of(store, thing, name));
    let versions = versions(store, thing)?;
    let mut by_time: Vec<(i64, &str)> =
        versions.iter().map(|v| (v.at, v.person.as_str())).collect();
    by_time.sort_by(|a, b| b.cmp(a));
    let mut people: Vec<String> = vec![];
    for (_, person) in &by_time {
        if !people.iter().any(|p| p == person) {
            people.push((*person).to_owned());
        }
    }
    Ok(ToSettle {
        id: thing.id(),
        what: thing.what.name().into(),
        kind: thing.kind.clone(),
        kind_label: kind.map_or("Laptop", |k| k.declaration.one).into(),
        record: thing.record.to_string(),
        title: unsettled::title(store.db(), store.kinds(), thing)?,
        field,
        field_label: label,
        sentence: unsettled::sentence(store.db(), store.kinds(), thing)?,
        versions: versions.len() as i64,
        people,
        at: by_time.first().map_or(thing.since, |v| v.0),
    })
}

fn label_of(store: &Store, thing: &Thing, name: &str) -> String {
    let field = store.kinds().get(&thing.kind).and_then(|k| k.field(name));
    match (field, name) {
        (Some(field), _) => field.label.clone(),
        (None, ALIAS) => "Merged into".into(),
        (None, MERGED) => "Another record merged into it".into(),
        _ => String::new(),
    }
}

fn versions(store: &Store, thing: &Thing) -> Reply<Vec<FieldVersion>> {
    match (thing.what, thing.target) {
        (What::Same, Some(target)) => [target, thing.record]
            .into_iter()
            .map(|record| whole_record(store, &thing.kind, record))
            .collect(),
        _ => store
            .versions_of(thing)?
            .into_iter()
            .map(|v| version(store, thing, v))
            .collect(),
    }
}

/// A record as one of two that may be the same: all that it says.
fn whole_record(store: &Store, kind: &str, record: crate::record::Id) -> Reply<FieldVersion> {
    let declared = store.kind(kind)?;
    let row = store.row(kind, record)?;
    let mut titles = BTreeMap::new();
    let mut words = vec![];
    for field in &declared.fields {
        let text = store
            .cell_text(row.value(&field.name), &field.type_, &mut titles)?
            .text;
        if !text.is_empty() {
            words.push(format!("{}: {text}", field.label));
        }
    }
    let made = store
        .history(record)?
        .into_iter()
        .rev()
        .find(|e| e.field == LIFE);
    let (person, at, laptop) = match made {
        Some(edit) => (store.title("person", edit.author)?, edit.at, edit.laptop),
        None => (String::new(), 0, String::new()),
    };
    Ok(FieldVersion {
        token: record.to_string(),
        text: words.join("\n"),
        value: Json::from(record.to_string()),
        person,
        at,
        doubtful: false,
        laptop,
        replaced: String::new(),
        reason: None,
        shown: true,
    })
}

fn version(store: &Store, thing: &Thing, v: Version) -> Reply<FieldVersion> {
    let text = match (&v.value, thing.what) {
        _ if thing.what == What::Twice => String::new(),
        (None, _) => "Erased".to_owned(),
        (Some(value), What::Removed) if v.field != LIFE => {
            format!(
                "{}: {}",
                label_of(store, thing, &v.field),
                words(store, thing, &v.field, value)?
            )
        }
        (Some(value), _) => words(store, thing, &v.field, value)?,
    };
    let replaced: Vec<String> = v
        .replaced
        .iter()
        .map(|value| words(store, thing, &v.field, value))
        .collect::<Reply<_>>()?;
    Ok(FieldVersion {
        text,
        value: v.value.as_ref().map_or(Json::Null, Value::to_json),
        person: store.title("person", v.author)?,
        token: v.token,
        at: v.at,
        doubtful: v.doubtful,
        laptop: v.laptop,
        replaced: if thing.what == What::Twice {
            String::new()
        } else {
            replaced.join("; ")
        },
        reason: v.reason,
        shown: v.shown,
    })
}

fn words(store: &Store, thing: &Thing, field: &str, value: &Value) -> Reply<String> {
    let declared = store.kinds().get(&thing.kind).and_then(|k| k.field(field));
    let type_ = match (field, declared) {
        (LIFE, _) if *value == Value::Int(0) => return Ok("Removed".into()),
        (LIFE, _) => return Ok("Kept".into()),
        (_, Some(field)) => field.type_.clone(),
        _ => FieldType::Ref {
            kind: thing.kind.clone(),
        },
    };
    let text = store
        .cell_text(value.clone(), &type_, &mut BTreeMap::new())?
        .text;
    Ok(if text.is_empty() {
        "Not filled in".into()
    } else {
        text
    })
}

fn pairs(first: &str, second: &str) -> Vec<ParagraphPair> {
    let marked = |side: Vec<Marked>| {
        side.into_iter()
            .map(|m| MarkedWords {
                text: m.text,
                differs: m.differs,
            })
            .collect()
    };
    longtext::paragraphs(first, second)
        .into_iter()
        .map(|p| ParagraphPair {
            first: marked(p.first),
            second: marked(p.second),
            same: p.same,
        })
        .collect()
}

/// From the request to what the store does.
fn choice(store: &Store, thing: &Thing, request: &Settle, today: NaiveDate) -> Reply<Choice> {
    Ok(match (request.choice.as_str(), &request.token) {
        ("keep", Some(token)) if thing.what != What::Twice => Choice::Keep(token.clone()),
        ("keep", _) => Choice::Leave,
        ("both", _) if thing.what == What::Same => Choice::Leave,
        ("both", _) if thing.what == What::Field && is_long(store, thing) => {
            Choice::Write(Value::Text(both(store, thing, &request.seen)?))
        }
        ("write", _) => {
            let value = request.value.clone().unwrap_or(Json::Null);
            let json: Map<String, Json> = [(thing.about.clone(), value)].into_iter().collect();
            let read = fields::read(store, store.kind(&thing.kind)?, &json, today)?;
            Choice::Write(read.into_values().next().unwrap_or_default())
        }
        _ => {
            let message = "This can't be settled in that way. Nothing was changed.";
            let hint = "Keep one of the versions, or, for a field, write what is right.";
            return Err(StoreError::refused("no_such_choice", message, hint).into());
        }
    })
}

/// Both long texts, one after the other, each with its author and day.
fn both(store: &Store, thing: &Thing, seen: &[String]) -> Reply<String> {
    let mut parts = vec![];
    for v in store.versions_of(thing)? {
        if let (Some(Value::Text(text)), true) = (&v.value, seen.contains(&v.token)) {
            let day = chrono::DateTime::from_timestamp_millis(v.at).unwrap_or_default();
            let who = store.title("person", v.author)?;
            parts.push(format!(
                "{who}, {}:\n{}",
                dates::in_words(day.date_naive()),
                text.trim_end()
            ));
        }
    }
    Ok(parts.join("\n\n"))
}

/// How one of many is settled, or why it can't be without a look.
fn one_of_many(
    store: &Store,
    thing: &Thing,
    request: &SettleMany,
) -> Reply<Result<Answer, &'static str>> {
    if !matches!(thing.what, What::Field | What::Removed) {
        return Ok(Err("It has to be looked at by itself."));
    }
    let versions = versions(store, thing)?;
    let newest = versions.iter().max_by_key(|v| v.at);
    let kept = match request.choice.as_str() {
        "newest" => newest,
        "shown" if thing.note == unsettled::note::JOINED => None,
        "shown" => versions.iter().find(|v| v.shown).or(newest),
        "person" => {
            let name = request.person.as_deref().unwrap_or_default().trim();
            let theirs = versions
                .iter()
                .filter(|v| v.person.to_lowercase() == name.to_lowercase());
            match theirs.max_by_key(|v| v.at) {
                Some(theirs) => Some(theirs),
                None => return Ok(Err("That person has no version of it.")),
            }
        }
        _ => {
            let message = "Many things are settled with a person's versions, the newest ones or those shown. Nothing was changed.";
            return Err(StoreError::refused("no_such_choice", message, "").into());
        }
    };
    let choice = match kept {
        Some(version) => Choice::Keep(version.token.clone()),
        None => Choice::Write(Value::Text(joined(store, thing)?)),
    };
    Ok(Ok(Answer {
        thing: thing.clone(),
        seen: versions.into_iter().map(|v| v.token).collect(),
        choice,
    }))
}
