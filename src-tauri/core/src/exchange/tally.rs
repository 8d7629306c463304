//! What the edits of a file do, gathered while they come in: by person and record, for a preview in plain words.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};

use super::Result;
use crate::{
    contract::IncomingRecord,
    record::{Id, Kind, Kinds, Value},
    store::{
        StoreError, Verb,
        log::special,
        parcel::{Content, Opened},
        record_title, record_words,
        team::LAPTOP,
        value_words,
    },
};

/// Most records listed one by one.
const MOST_RECORDS: usize = 200;
/// Most fields named of one record.
const MOST_FIELDS: usize = 5;

/// What happened to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Added,
    Changed,
    Removed,
}

/// Gathers.
#[derive(Default)]
pub struct Tally {
    /// By author and kind: records and what happened to them.
    people: BTreeMap<Id, BTreeMap<String, BTreeMap<Id, What>>>,
    /// Fields touched of the first records.
    fields: BTreeMap<(String, Id), BTreeSet<String>>,
    /// Weighty verbs, by author.
    weighty: BTreeMap<(Id, &'static str), (Verb, usize)>,
    /// The laptops that weighty verbs speak of, by their records in the log.
    laptops: BTreeMap<(Id, &'static str), BTreeSet<Id>>,
    actions: BTreeSet<Id>,
    /// Fields or kinds that this version does not know.
    pub unknown: bool,
}

impl Tally {
    /// Counts one change that comes in.
    pub fn count(&mut self, kinds: &Kinds, opened: &Opened<'_>) {
        let line = &opened.line;
        if self.actions.insert(line.action.id)
            && let Some(verb) = Verb::named(line.action.verb).filter(|v| v.weighs())
        {
            let place = (line.author, verb.words());
            self.weighty.entry(place).or_insert((verb, 0)).1 += 1;
            let of_laptops = line.ops.iter().filter(|op| op.k == LAPTOP);
            let named = self.laptops.entry(place).or_default();
            named.extend(of_laptops.map(|op| op.r));
        }
        let mut values = opened.values.iter();
        for op in &line.ops {
            let mut what = What::Changed;
            let known = kinds.get(op.k);
            for (field, parents) in &op.f {
                let value = values.next();
                if *field == special::LIFE {
                    what = match value {
                        Some(Content::Plain(Value::Int(0)) | Content::Salted(Value::Int(0), _)) => {
                            What::Removed
                        }
                        _ if parents.is_empty() => What::Added,
                        _ => What::Changed,
                    };
                } else if let Some(kind) = known {
                    self.unknown |= kind.field(field).is_none() && !field.starts_with('@');
                    let place = (op.k.to_owned(), op.r);
                    if self.fields.len() < MOST_RECORDS || self.fields.contains_key(&place) {
                        self.fields
                            .entry(place)
                            .or_default()
                            .insert((*field).to_owned());
                    }
                }
            }
            if op.k.starts_with('@') {
                continue;
            }
            self.unknown |= known.is_none();
            let place = (op.k.to_owned(), op.r);
            if self.fields.len() < MOST_RECORDS {
                self.fields.entry(place).or_default();
            }
            let records = self
                .people
                .entry(line.author)
                .or_default()
                .entry(op.k.to_owned())
                .or_default();
            let before = records.entry(op.r).or_insert(what);
            // A record added and then changed was added; a removal counts last.
            if what == What::Removed || (what == What::Added && *before == What::Changed) {
                *before = what;
            }
        }
    }

    /// Number of records that would go.
    pub fn removed(&self) -> usize {
        self.people
            .values()
            .flat_map(BTreeMap::values)
            .flat_map(BTreeMap::values)
            .filter(|w| **w == What::Removed)
            .count()
    }

    /// "Ann adds 14 practices, changes 3 people."
    pub fn sentences(&self, kinds: &Kinds, name: &dyn Fn(Id) -> String) -> Vec<String> {
        let mut out = vec![];
        for (author, by_kind) in &self.people {
            let mut parts = vec![];
            for (verb, wanted) in [
                ("adds", What::Added),
                ("changes", What::Changed),
                ("removes", What::Removed),
            ] {
                let counted: Vec<String> = by_kind
                    .iter()
                    .filter_map(|(kind, records)| {
                        let count = records.values().filter(|w| **w == wanted).count();
                        (count > 0).then(|| counted_of(kinds, kind, count))
                    })
                    .collect();
                if !counted.is_empty() {
                    parts.push(format!("{verb} {}", list(&counted)));
                }
            }
            if !parts.is_empty() {
                out.push(format!("{} {}.", name(*author), list(&parts)));
            }
        }
        out
    }

    /// Sign-offs, submissions, admissions: "Ann submits 2 returns." `laptop` names a laptop by its record in the log.
    pub fn weighty(
        &self,
        name: &dyn Fn(Id) -> String,
        laptop: &dyn Fn(Id) -> Option<String>,
    ) -> Vec<String> {
        let laptops = |place: &(Id, &'static str), count: usize| {
            let records = self.laptops.get(place).into_iter().flatten();
            let named: Option<Vec<String>> = records.map(|id| laptop(*id)).collect();
            match named.as_deref() {
                Some(named @ [_, ..]) => list(named),
                _ => counted(count, "laptop", "laptops"),
            }
        };
        self.weighty
            .iter()
            .map(|(place, (verb, count))| {
                let author = &place.0;
                let s = if *count == 1 { "" } else { "s" };
                let who = name(*author);
                match verb {
                    Verb::Submit => format!("{who} submits {count} return{s}."),
                    Verb::Issue => format!("{who} issues {count} pack{s}."),
                    Verb::Reopen => format!("{who} opens {count} submitted return{s} again."),
                    Verb::SignOff => format!("{who} signs off {count} record{s}."),
                    Verb::WithdrawSignOff => format!("{who} withdraws {count} sign-off{s}."),
                    Verb::Admit => {
                        format!("{who} admits {} to the team.", laptops(place, *count))
                    }
                    Verb::Block => format!("{who} blocks {}.", laptops(place, *count)),
                    Verb::AdmitTeam => format!("{who} admits {count} other team{s}."),
                    Verb::BlockTeam => format!("{who} blocks {count} other team{s}."),
                    other => format!("{who}: {} ({count}).", other.words().to_lowercase()),
                }
            })
            .collect()
    }

    /// The records one by one, with old and new values. `before` sees the file as it was, `after` as it would be.
    ///
    /// # Errors
    /// When the tables can't be read.
    pub fn records(
        &self,
        kinds: &Kinds,
        before: &Connection,
        after: &Connection,
        name: &dyn Fn(Id) -> String,
    ) -> Result<Vec<IncomingRecord>> {
        let mut out = vec![];
        for ((kind_name, id), fields) in &self.fields {
            let Some(kind) = kinds.get(kind_name) else {
                continue;
            };
            let by: Vec<&Id> = self
                .people
                .iter()
                .filter(|(_, kinds)| kinds.get(kind_name).is_some_and(|r| r.contains_key(id)))
                .map(|(author, _)| author)
                .collect();
            let what = by
                .iter()
                .filter_map(|a| self.people[a][kind_name].get(id))
                .max_by_key(|w| match w {
                    What::Changed => 0,
                    What::Added => 1,
                    What::Removed => 2,
                })
                .copied()
                .unwrap_or(What::Changed);
            let mut title = record_title(after, kinds, kind_name, *id)?;
            if what == What::Removed || title.is_empty() {
                let old = record_title(before, kinds, kind_name, *id)?;
                if !old.is_empty() {
                    title = old;
                }
            }
            let changes = differences(kinds, kind, *id, fields, before, after)?;
            let versions = has_versions(after, kind_name, *id)?;
            out.push(IncomingRecord {
                kind: kind_name.clone(),
                kind_label: kind.declaration.one.into(),
                id: id.to_string(),
                title,
                what: match what {
                    _ if versions => "two_versions",
                    What::Added => "added",
                    What::Changed => "changed",
                    What::Removed => "removed",
                }
                .into(),
                fields: changes,
                by: by.iter().map(|a| name(**a)).collect::<Vec<_>>().join(", "),
            });
        }
        Ok(out)
    }
}

/// Whether a field of a record has several versions, or one says that it was removed and another changed it.
fn has_versions(db: &Connection, kind: &str, id: Id) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM field_note n JOIN log_field f USING (field_no)
             WHERE n.record = ?1 AND f.kind = ?2 AND n.note IN ('versions', 'joined'))
                 OR EXISTS (SELECT 1 FROM unsettled WHERE record = ?1 AND kind = ?2 AND what = 'removed')",
        )
        .and_then(|mut s| s.query_row(rusqlite::params![id, kind], |r| r.get(0)))
        .map_err(StoreError::from)?)
}

fn differences(
    kinds: &Kinds,
    kind: &Kind,
    id: Id,
    fields: &BTreeSet<String>,
    before: &Connection,
    after: &Connection,
) -> Result<Vec<String>> {
    let mut out = vec![];
    for name in fields {
        if name == special::ALIAS {
            out.extend(merging(kinds, kind, id, before, after)?);
        }
        // The fingerprint of a file and what proves a signature say nothing to people.
        let Some(field) = kind.field(name).filter(|f| !f.proof && f.bytes.is_none()) else {
            continue;
        };
        let old = record_words(before, kinds, kind, id, field)?;
        let new = record_words(after, kinds, kind, id, field)?;
        let versions = versions(after, kind, id, name)?;
        let settled = versions.len() < 2 && self::versions(before, kind, id, name)?.len() > 1;
        if old == new && versions.len() < 2 && !settled {
            continue;
        }
        if out.len() == MOST_FIELDS {
            out.push("and more".into());
            break;
        }
        let shown = |text: Option<String>| match text {
            None => "nothing".to_owned(),
            Some(text) => short(&text),
        };
        if versions.len() > 1 {
            let each: Result<Vec<String>> = versions
                .into_iter()
                .map(|value| Ok(shown(value_words(after, kinds, field, value)?)))
                .collect();
            out.push(format!("{}: {}", field.label, each?.join(" or ")));
        } else if settled {
            out.push(format!("{}: settled, {}", field.label, shown(new)));
        } else if old.is_none() {
            out.push(format!("{}: {}", field.label, shown(new)));
        } else {
            out.push(format!("{}: {} → {}", field.label, shown(old), shown(new)));
        }
    }
    Ok(out)
}

/// "It becomes another name for Ann Archer."
fn merging(
    kinds: &Kinds,
    kind: &Kind,
    id: Id,
    before: &Connection,
    after: &Connection,
) -> Result<Option<String>> {
    let (was, is) = (stands_for(before, kind, id)?, stands_for(after, kind, id)?);
    Ok(match (was, is) {
        (was, is) if was == is => None,
        (_, Some(other)) => {
            let other = record_title(after, kinds, kind.name(), other)?;
            Some(format!("It becomes another name for {other}"))
        }
        (_, None) => Some("It is a record of its own again".into()),
    })
}

/// The record that this one is another name for.
fn stands_for(db: &Connection, kind: &Kind, id: Id) -> Result<Option<Id>> {
    let sql = format!("SELECT alias_of FROM \"{}\" WHERE id = ?1", kind.name());
    let read = || -> rusqlite::Result<Option<Id>> {
        let found = db.prepare_cached(&sql)?.query_row([id], |r| r.get(0));
        Ok(found.optional()?.flatten())
    };
    Ok(read().map_err(StoreError::from)?)
}

/// The values that a field's versions have, each once, the newest first.
fn versions(db: &Connection, kind: &Kind, id: Id, field: &str) -> Result<Vec<Value>> {
    let read = || -> rusqlite::Result<Vec<Value>> {
        let mut rows = db.prepare_cached(
            "SELECT w.value FROM head h JOIN log_field f USING (field_no)
             JOIN log_write w ON w.change_no = h.change_no AND w.idx = h.idx
             JOIN log_change c ON c.change_no = h.change_no
             WHERE h.record = ?1 AND f.kind = ?2 AND f.field = ?3 ORDER BY c.clock DESC, c.hash",
        )?;
        let mut out: Vec<Value> = vec![];
        for value in rows.query_map(rusqlite::params![id, kind.name(), field], |r| r.get(0))? {
            let value = value?;
            if !out.contains(&value) {
                out.push(value);
            }
        }
        Ok(out)
    };
    Ok(read().map_err(StoreError::from)?)
}

/// The beginning of a text, on one line.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// "1 edit", "3 edits".
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn counted_of(kinds: &Kinds, kind: &str, count: usize) -> String {
    let words = kinds.get(kind).map(|k| {
        if count == 1 {
            k.declaration.one
        } else {
            k.declaration.many
        }
    });
    let words = words.map_or_else(|| "records of a newer version".to_owned(), lower_first);
    format!("{count} {words}")
}

/// "Practice" within a sentence; "PCN" stays.
fn lower_first(words: &str) -> String {
    let mut chars = words.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().collect::<String>() + chars.as_str()
        }
        _ => words.to_owned(),
    }
}

/// "a, b and c".
pub fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
