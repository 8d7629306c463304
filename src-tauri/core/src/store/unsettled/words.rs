//! What waits, in the words of those it waits for.

use rusqlite::{Connection, OptionalExtension};

use super::{Thing, What, note};
use crate::{
    record::{Id, Kinds},
    store::{Result, Store, StoreError, heads, log::special::ALIAS, rows},
};

/// What the thing concerns: the record's title, or the laptop's name.
///
/// # Errors
/// When the tables can't be read.
pub fn title(db: &Connection, kinds: &Kinds, thing: &Thing) -> Result<String> {
    if thing.what == What::Twice {
        return laptop(db, thing.record);
    }
    rows::title(db, kinds, &thing.kind, thing.record)
}

fn laptop(db: &Connection, actor: Id) -> Result<String> {
    Ok(db
        .prepare_cached("SELECT laptop FROM log_actor WHERE actor = ?1")?
        .query_row([actor], |r| r.get(0))
        .optional()?
        .unwrap_or_default())
}

/// What happened, in a sentence.
///
/// # Errors
/// When the tables can't be read.
pub fn sentence(db: &Connection, kinds: &Kinds, thing: &Thing) -> Result<String> {
    let name = title(db, kinds, thing)?;
    let kind = kinds.get(&thing.kind);
    let field = kind.and_then(|k| k.field(&thing.about));
    let label = field.map_or(thing.about.as_str(), |f| f.label.as_str());
    Ok(match thing.what {
        What::Field if thing.about == ALIAS => {
            format!("{name} was merged into two different records.")
        }
        What::Field if thing.note == note::JOINED => format!(
            "{label} of {name} was changed by two people; both edits are joined. Please read it."
        ),
        What::Field if thing.note == note::MERGED_AWAY => {
            let other = other(db, kinds, thing)?;
            format!(
                "{label} of {name} was changed by somebody who had not seen that it became another name for {other}. The change is not shown there yet."
            )
        }
        What::Field => match versions(db, thing)? {
            n if n > 2 => format!("{label} of {name} has {n} versions."),
            _ => format!("{label} of {name} has two versions."),
        },
        What::Removed => format!(
            "{name} was removed by one, and changed or brought back by another who had not seen that."
        ),
        What::Same => {
            let one = kind.map_or("record", |k| k.declaration.one).to_lowercase();
            let other = other(db, kinds, thing)?;
            format!("{name} and {other} may be the same {one}.")
        }
        What::Missing => format!("{label} of {name} names a record that is not in this hub file."),
        What::Signed => {
            format!(
                "A late edit of {label} of {name} is not in what was submitted, approved or signed off."
            )
        }
        What::Rule if thing.note == note::TOLD_APART => {
            let other = other(db, kinds, thing)?;
            format!(
                "{name} became another name for {other}, while somebody said that they are different. If they are, undo the merging in the history of {other}."
            )
        }
        What::Rule if thing.note == note::AFTER => {
            format!("{label} of {name} was changed after it was submitted, approved or signed off.")
        }
        What::Rule => format!("{label} of {name} holds something that does not fit there."),
        What::Twice => format!(
            "The edits of {name} go two ways from number {} on: the laptop was copied or put back, and both were used.",
            thing.about
        ),
    })
}

/// The title of the other record that a thing speaks of.
fn other(db: &Connection, kinds: &Kinds, thing: &Thing) -> Result<String> {
    match thing.target {
        Some(target) => rows::title(db, kinds, &thing.kind, target),
        None => Ok(String::new()),
    }
}

/// Number of versions of the thing's field that differ.
fn versions(db: &Connection, thing: &Thing) -> Result<usize> {
    let Some(number) = heads::number(db, &thing.kind, &thing.about)? else {
        return Ok(0);
    };
    let heads = heads::of(db, thing.record, number)?;
    let mut values: Vec<_> = heads.into_iter().filter_map(|h| h.value).collect();
    values.sort();
    values.dedup();
    Ok(values.len())
}

/// Everything that waits and is meant, a sentence each.
///
/// # Errors
/// When the file can't be read.
pub(crate) fn sentences(
    store: &Store,
    is_meant: impl Fn(&Thing) -> Result<bool>,
) -> Result<Vec<String>> {
    let mut sentences = vec![];
    for thing in store.to_settle()? {
        if is_meant(&thing)? {
            sentences.push(sentence(store.db(), store.kinds(), &thing)?);
        }
    }
    Ok(sentences)
}

/// Refuses what would stand for one version while another waits beside it.
///
/// # Errors
/// [`StoreError::Refused`] that names the first thing and says what to do; none where nothing waits.
pub(crate) fn refuse(sentences: &[String], first_then: &str) -> Result<()> {
    let Some(first) = sentences.first() else {
        return Ok(());
    };
    let more = match sentences.len() {
        1 => String::new(),
        n => format!(" And {} more things wait to be settled.", n - 1),
    };
    Err(StoreError::refused(
        "to_settle",
        format!("{first}{more} Nothing was changed."),
        format!("Settle this first, then {first_then}."),
    ))
}
