//! What a person does in a cell of a table, on a real laptop.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use hubfolio_core::{
    record::{FieldType, Fields, Id, Value, from_text},
    registers::House,
    store::{
        Action, Answer, Choice, Frozen, Looked, OpenOptions, Result, Rules, Store, Thing, Told,
        Verb, What,
    },
};
use hubfolio_tests::Laptop;
use rusqlite::Connection;

/// The records of a row, by what the row calls them: kind and identifier.
pub type Names = BTreeMap<String, (String, Id)>;

/// Who did what in a row.
#[derive(Debug, Clone, Copy)]
pub struct Authors {
    pub mine: Id,
    pub theirs: Id,
}

/// Does one step. `opened` is the state of the file when the person last opened a form.
pub fn step(
    laptop: &mut Laptop,
    names: &mut Names,
    authors: Authors,
    opened: &mut Option<i64>,
    kind: &str,
    text: &str,
) -> Result<()> {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    match word {
        "new" => return new(laptop, names, kind, rest),
        "remove" | "restore" => {
            let (kind, id) = named(names, rest);
            let remove = word == "remove";
            let verb = if remove { Verb::Remove } else { Verb::Restore };
            return act(laptop, verb, |tx| match remove {
                true => tx.remove(&kind, id),
                false => tx.restore(&kind, id),
            });
        }
        "merge" => {
            let (other, keep) = rest.split_once(" into ").expect("merge A into B");
            let ((kind, other), (_, keep)) = (named(names, other), named(names, keep));
            let (world, me) = (&laptop.world, laptop.me);
            let store = laptop.store.as_mut().unwrap();
            return store
                .merge_records(world, me, &kind, keep, other, None)
                .map(drop);
        }
        "undo" => {
            let next = laptop.store().undo_next()?.expect("something to undo");
            return laptop.undo(next.id).map(drop);
        }
        "submit" => return state(laptop, names, Verb::Submit, "hub_complete"),
        "reopen" => return state(laptop, names, Verb::Reopen, "open"),
        "open" => {
            *opened = Some(laptop.store().generation()?);
            return Ok(());
        }
        "save" => return set(laptop, names, rest, *opened),
        "force" => return forced(laptop, names, rest),
        "keep" | "leave" | "both" | "write" => {
            return settle(laptop, names, authors, word, rest);
        }
        _ => {}
    }
    set(laptop, names, text, None)
}

fn named(names: &Names, label: &str) -> (String, Id) {
    let label = if label.is_empty() { "it" } else { label };
    names
        .get(label)
        .unwrap_or_else(|| panic!("no record called {label}"))
        .clone()
}

fn act(
    laptop: &mut Laptop,
    verb: Verb,
    body: impl FnOnce(&mut hubfolio_core::store::Tx<'_>) -> Result<()>,
) -> Result<()> {
    let (world, me) = (&laptop.world, laptop.me);
    let store = laptop.store.as_mut().unwrap();
    store.transact(world, me, Action::new(verb), body).map(drop)
}

/// `new B: name=Ben, email=b@x.org`, or `new pcn_mark M: …`.
fn new(laptop: &mut Laptop, names: &mut Names, kind: &str, rest: &str) -> Result<()> {
    let (what, values) = rest.split_once(':').expect("new LABEL: values");
    let (kind, label) = what.trim().split_once(' ').unwrap_or((kind, what.trim()));
    let mut fields = Fields::new();
    for pair in values.split(',') {
        let (field, value) = pair.split_once('=').expect("field=value");
        let (field, value) = (field.trim(), value.trim());
        fields.insert(field.to_owned(), entry(laptop, names, kind, field, value));
    }
    let (world, me) = (&laptop.world, laptop.me);
    let verb = if kind == "return" {
        Verb::OpenReturn
    } else {
        Verb::Add
    };
    let store = laptop.store.as_mut().unwrap();
    let (id, _) = store.transact(world, me, Action::new(verb), |tx| {
        tx.put(kind, None, &fields)
    })?;
    let known = names.insert(label.to_owned(), (kind.to_owned(), id));
    // Two people who make the same thing make one record; else the row must call them by two names.
    assert!(known.is_none_or(|k| k.1 == id), "{label} is two records");
    Ok(())
}

/// A value as it is typed; a reference by the name of a record of the row, `nobody` for one that is nowhere, `an-id` for
/// something that does not fit a text.
fn entry(laptop: &Laptop, names: &Names, kind: &str, field: &str, value: &str) -> Value {
    let declared = laptop.kinds.get(kind).unwrap().field(field);
    let declared = declared.unwrap_or_else(|| panic!("{kind} has no field {field}"));
    let value = value.replace(" / ", "\n\n");
    match (&declared.type_, value.as_str()) {
        (_, "") => Value::Null,
        (_, "an-id") => Value::Id(Id::natural("nothing", &["an-id"])),
        (FieldType::Ref { .. }, "nobody") => Value::Id(Id::natural(
            "nothing",
            &[kind, field, &names.len().to_string()],
        )),
        (FieldType::Ref { kind: to }, number) if to == "indicator" => {
            let set = hubfolio_tests::random::national().to_string();
            Value::Id(Id::natural(to, &[&set, number]))
        }
        (FieldType::Ref { kind: to }, name) => match names.get(name) {
            Some((_, id)) => Value::Id(*id),
            None => Value::Id(Id::natural(to, &name.split(' ').collect::<Vec<_>>())),
        },
        _ => from_text(declared, &value).unwrap(),
    }
}

/// `telephone=2`, or `B.telephone=2`.
fn set(laptop: &mut Laptop, names: &Names, text: &str, opened: Option<i64>) -> Result<()> {
    let (place, value) = text.split_once('=').unwrap_or_else(|| panic!("{text}?"));
    let (label, field) = place.trim().split_once('.').unwrap_or(("it", place.trim()));
    let (kind, id) = named(names, label);
    let value = entry(laptop, names, &kind, field, value.trim());
    let fields: Fields = [(field.to_owned(), value)].into();
    act(laptop, Verb::Change, |tx| {
        tx.put_seen(&kind, Some(id), &fields, opened).map(drop)
    })
}

fn state(laptop: &mut Laptop, names: &Names, verb: Verb, state: &str) -> Result<()> {
    let (kind, id) = named(names, "it");
    let fields: Fields = [("state".to_owned(), state.into())].into();
    act(laptop, verb, |tx| {
        tx.put(&kind, Some(id), &fields).map(drop)
    })
}

/// `keep mine`, `keep B`, `keep removed`, `leave`, `both`, `write 4`: on what waits in the row; ` of FIELD` names one of
/// several.
fn settle(
    laptop: &mut Laptop,
    names: &Names,
    authors: Authors,
    word: &str,
    rest: &str,
) -> Result<()> {
    let (rest, of) = rest.split_once(" of ").unwrap_or((rest, ""));
    let things: Vec<Thing> = waiting(laptop.store(), names)
        .into_iter()
        .filter(|t| of.is_empty() || t.about == of)
        .collect();
    let [thing] = &things[..] else {
        panic!("{} things to settle: {things:?}", things.len());
    };
    let versions = laptop.store().versions_of(thing)?;
    let by = |author: Id| {
        let theirs = versions.iter().find(|v| v.author == author);
        theirs.expect("a version by this person").token.clone()
    };
    let removal = |gone: bool| {
        let found = versions
            .iter()
            .find(|v| (v.field == "@life" && v.value == Some(Value::Int(0))) == gone);
        found.expect("such a version").token.clone()
    };
    let choice = match (word, rest) {
        ("leave", _) => Choice::Leave,
        ("keep", "mine") => Choice::Keep(by(authors.mine)),
        ("keep", "theirs") => Choice::Keep(by(authors.theirs)),
        ("keep", "removed") => Choice::Keep(removal(true)),
        ("keep", "kept") => Choice::Keep(removal(false)),
        ("keep", label) => Choice::Keep(named(names, label).1.to_string()),
        ("both", _) => Choice::Write(Value::Text(
            versions
                .iter()
                .filter_map(|v| v.value.as_ref()?.as_text())
                .collect::<Vec<_>>()
                .join("\n\n"),
        )),
        (_, value) => Choice::Write(entry(laptop, names, &thing.kind, &thing.about, value)),
    };
    let answer = Answer {
        thing: thing.clone(),
        seen: versions.into_iter().map(|v| v.token).collect(),
        choice,
    };
    let (world, me) = (&laptop.world, laptop.me);
    let store = laptop.store.as_mut().unwrap();
    let done = store.settle(world, me, &[answer], None)?;
    assert_eq!(done.settled, 1, "it waits still");
    Ok(())
}

/// What waits at the records of a row.
pub fn waiting(store: &Store, names: &Names) -> Vec<Thing> {
    let things = store.to_settle().unwrap().into_iter();
    things
        .filter(|t| names.values().any(|n| n.1 == t.record))
        .collect()
}

/// What waits, as the tables word it: `field telephone: 3 or 2`, `same it and B`, `removed`, `signed A.narrative`.
pub fn words(store: &Store, names: &Names, thing: &Thing) -> String {
    let label = |id: Id| {
        let found = names.iter().find(|n| n.1.1 == id);
        found.map_or("?", |n| n.0.as_str()).to_owned()
    };
    let of = label(thing.record);
    let place = |field: &str| match of.as_str() {
        "it" => field.to_owned(),
        other => format!("{other}.{field}"),
    };
    match thing.what {
        What::Same => {
            let mut both = [of.clone(), label(thing.target.unwrap())];
            // `it` first, then by the alphabet.
            both.sort_by_key(|n| (n != "it", n.clone()));
            format!("same {}", both.join(" and "))
        }
        What::Removed if of == "it" => "removed".into(),
        What::Removed => format!("removed {of}"),
        What::Field if thing.note == "joined" => format!("joined {}", place(&thing.about)),
        What::Field => {
            let versions = store.versions_of(thing).unwrap();
            let values: Vec<String> = versions
                .iter()
                .map(|v| said(names, v.value.as_ref().unwrap_or(&Value::Null)))
                .collect();
            format!("field {}: {}", place(&thing.about), values.join(" or "))
        }
        what => format!("{} {}", what.name(), place(&thing.about)),
    }
}

/// A value as the tables write it.
pub fn said(names: &Names, value: &Value) -> String {
    match value {
        Value::Null => "nothing".into(),
        Value::Int(i) => i.to_string(),
        Value::Text(t) => t.replace("\n\n", " / "),
        Value::Id(id) => {
            let found = names.iter().find(|n| n.1.1 == *id);
            found.map_or_else(|| "nobody".to_owned(), |n| n.0.clone())
        }
    }
}

/// An edit as by a program that does not know that the record stands still.
fn forced(laptop: &mut Laptop, names: &Names, text: &str) -> Result<()> {
    let config = laptop.config();
    let rules = Arc::new(NothingFrozen(House::new(Arc::clone(&laptop.kinds))));
    laptop.store = None;
    let options = OpenOptions {
        rules,
        ..laptop.options(&config)
    };
    laptop.store = Some(Store::open(&laptop.path(), &options, &laptop.world)?);
    set(laptop, names, text, None)?;
    laptop.reopen()?;
    laptop.rebuild()
}

/// The rules of the house, but nothing stands still.
struct NothingFrozen(House);

impl Rules for NothingFrozen {
    fn frozen(&self, _: &Connection, _: &str, _: Id) -> Result<Option<String>> {
        Ok(None)
    }
    fn joins_frozen(&self, _: &Connection, _: &str, _: Id) -> Result<Option<String>> {
        Ok(None)
    }

    fn frozen_by(&self, _: &Connection, _: &str, _: Id) -> Result<Option<Frozen>> {
        Ok(None)
    }
    fn freezes(&self, _: &Connection, _: &str, _: Id) -> Result<Vec<(String, Id)>> {
        Ok(vec![])
    }
    fn refresh(
        &self,
        db: &Connection,
        touched: &std::collections::BTreeSet<(String, Id)>,
        today: NaiveDate,
        told: &mut Told<'_>,
    ) -> Result<()> {
        self.0.refresh(db, touched, today, told)
    }
    fn all(&self, db: &Connection, today: NaiveDate) -> Result<Looked> {
        self.0.all(db, today)
    }
    fn shipped(&self) -> &str {
        self.0.shipped()
    }
    fn load_shipped(&self, db: &Connection) -> Result<()> {
        self.0.load_shipped(db)
    }
}
