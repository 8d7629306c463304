//! From what a person chose to the edits that do it.

use chrono::{Days, NaiveDate};

use super::{Affected, CLOSED, Closing, Matter, SUCCESSOR, Way};
use crate::{
    record::{Fields, Id, Value},
    store::{Result, Tx},
};

/// What closing did to the records around.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// Got a last day, or were removed as they would only have started later.
    pub ended: i64,
    /// Go on at the successor.
    pub moved: i64,
    /// Stay as they are.
    pub left: i64,
}

/// Closes the record and settles what follows; `way` says how, record by record.
///
/// # Errors
/// When the kinds refuse what would be written; nothing is written then.
pub fn carry_out(
    tx: &mut Tx<'_>,
    closing: &Closing<'_>,
    matters: &[Matter<'_>],
    way: impl Fn(&Matter<'_>, Id) -> Way,
) -> Result<Done> {
    let mut closed = Fields::from([(CLOSED.to_owned(), Value::from(closing.on))]);
    if let Some(successor) = closing.successor {
        closed.insert(SUCCESSOR.to_owned(), Value::Id(successor));
    }
    tx.put(closing.kind.name(), Some(closing.id), &closed)?;
    let mut done = Done::default();
    for matter in matters {
        for record in &matter.records {
            match (way(matter, record.id), closing.successor) {
                (Way::Move, Some(successor)) => {
                    go_on(tx, closing, matter, record, successor)?;
                    done.moved += 1;
                }
                (Way::End | Way::Move, _) => {
                    end(tx, closing.on, matter, record)?;
                    done.ended += 1;
                }
                (Way::Leave, _) => done.left += 1,
            }
        }
    }
    Ok(done)
}

/// Gives it its last day. What would start later never comes to be.
fn end(tx: &mut Tx<'_>, on: NaiveDate, matter: &Matter<'_>, record: &Affected) -> Result<()> {
    let kind = matter.kind.name();
    match matter.kind.declaration.lasts {
        Some(_) if record.from.is_some_and(|from| from > on) => tx.remove(kind, record.id),
        Some((_, last)) => {
            let fields = Fields::from([(last.to_owned(), Value::from(on))]);
            tx.put(kind, Some(record.id), &fields).map(drop)
        }
        None => Ok(()),
    }
}

/// It goes on at the successor: a record of its own where the old one keeps its time, else the same one under the new
/// name.
fn go_on(
    tx: &mut Tx<'_>,
    closing: &Closing<'_>,
    matter: &Matter<'_>,
    record: &Affected,
    successor: Id,
) -> Result<()> {
    let declared = &matter.kind.declaration;
    let field = matter.field.name.clone();
    let there = Fields::from([(field.clone(), Value::Id(successor))]);
    let Some((first, _)) = declared.lasts else {
        if declared.key.contains(&field.as_str()) {
            let mut new = record.fields.clone();
            new.extend(there);
            tx.remove(declared.name, record.id)?;
            return tx.put(declared.name, None, &new).map(drop);
        }
        return tx.put(declared.name, Some(record.id), &there).map(drop);
    };
    end(tx, closing.on, matter, record)?;
    if record.twin {
        return Ok(());
    }
    let next = closing.on.checked_add_days(Days::new(1));
    let from = record.from.max(next);
    let mut new = record.fields.clone();
    new.extend(there);
    new.insert(first.to_owned(), from.map_or(Value::Null, Value::from));
    new.retain(|_, value| !value.is_null());
    tx.put(declared.name, None, &new).map(drop)
}
