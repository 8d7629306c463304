//! Edits of a record that became another name for a second one, by somebody who had not seen that: what they typed is
//! shown nowhere until a person chooses.

use rusqlite::{Connection, params};

use super::{Thing, What, look::Look, note, past::Past, settled_field};
use crate::{
    record::{Id, Kind, Value},
    store::{
        Result, Verb,
        heads::{self, Head},
        log::special::ALIAS,
    },
};

/// What a thing about the merging itself is about.
const ALIAS_ABOUT: &str = "alias";

/// What waits at a record for which another stands: one thing for each field that was changed meanwhile.
pub fn look(
    look: &Look<'_>,
    kind: &Kind,
    record: Id,
    stands: Id,
    out: &mut Vec<Thing>,
) -> Result<()> {
    let Some(number) = heads::number(look.db, kind.name(), ALIAS)? else {
        return Ok(());
    };
    let mergings = heads::of(look.db, record, number)?;
    told_apart(look, kind, record, stands, &mergings, out)?;
    for field in &kind.fields {
        let Some(number) = heads::number(look.db, kind.name(), &field.name)? else {
            continue;
        };
        let mut late = vec![];
        for head in heads::of(look.db, record, number)? {
            let counts = head.value.is_some() && is_typed(look.db, &head)?;
            if counts && is_beside(look.db, &head, &mergings)? {
                late.push(head);
            }
        }
        let Some(since) = late.iter().map(|h| h.clock >> 16).max() else {
            continue;
        };
        if look.left(kind.name(), record, What::Field, &field.name, &late)? {
            continue;
        }
        out.push(Thing {
            what: What::Field,
            kind: kind.name().into(),
            record,
            about: field.name.clone(),
            note: note::MERGED_AWAY.into(),
            target: Some(stands),
            since,
        });
    }
    Ok(())
}

/// Somebody said that the two are different, and had not seen that they were made one.
fn told_apart(
    look: &Look<'_>,
    kind: &Kind,
    record: Id,
    stands: Id,
    mergings: &[Head],
    out: &mut Vec<Thing>,
) -> Result<()> {
    for merging in mergings {
        let Some(other) = merging.value.as_ref().and_then(Value::as_id) else {
            continue;
        };
        let (later, earlier) = (record.max(other), record.min(other));
        let field = settled_field(What::Same, &earlier.to_string());
        let Some(number) = heads::number(look.db, kind.name(), &field)? else {
            continue;
        };
        for word in heads::of(look.db, later, number)? {
            let said = word.value.as_ref().is_some_and(|value| !value.is_null());
            let beside = said && is_beside(look.db, &word, mergings)?;
            if !beside || look.left(kind.name(), record, What::Rule, ALIAS_ABOUT, mergings)? {
                continue;
            }
            out.push(Thing {
                what: What::Rule,
                kind: kind.name().into(),
                record,
                about: ALIAS_ABOUT.into(),
                note: note::TOLD_APART.into(),
                target: Some(stands),
                since: word.clock.max(merging.clock) >> 16,
            });
            return Ok(());
        }
    }
    Ok(())
}

/// A person typed it or brought it in. What merging the other way round filled in is what the other one says.
fn is_typed(db: &Connection, edit: &Head) -> Result<bool> {
    let verb: String = db
        .prepare_cached("SELECT verb FROM log_change WHERE change_no = ?1")?
        .query_row(params![edit.at.0], |r| r.get(0))?;
    Ok(!matches!(
        Verb::named(&verb),
        Some(Verb::Merge | Verb::Settle)
    ))
}

/// Neither had seen the other: not who merged this edit, and not who made the edit any of the mergings.
fn is_beside(db: &Connection, edit: &Head, mergings: &[Head]) -> Result<bool> {
    for merging in mergings {
        let (one, other) = (merging.at.0, edit.at.0);
        // Changes arrive after all that they had seen.
        if Past::had_seen(db, one.max(other), one.min(other))? {
            return Ok(false);
        }
    }
    Ok(!mergings.is_empty())
}
