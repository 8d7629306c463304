//! A record that closes, or goes on in another one (HUB-5): what names it, what becomes of each, and all of it as one
//! edit. It follows the references of the kinds and knows no register: a kind with a field `closed` and a reference
//! `successor` to its own kind can close, and every kind that refers to it takes part by itself.

mod steps;

use chrono::NaiveDate;
use rusqlite::params;

use crate::{
    record::{Field, FieldType, Fields, Id, Kind, Kinds, Value},
    store::{Result, Store, StoreError},
};

pub use steps::{Done, carry_out};

/// The field with the last day of what closes.
pub const CLOSED: &str = "closed";
/// The field that names what it goes on in.
pub const SUCCESSOR: &str = "successor";

/// Whether records of a kind can close.
pub fn can_close(kind: &Kind) -> bool {
    kind.field(CLOSED)
        .is_some_and(|f| f.type_ == FieldType::Date)
        && kind.field(SUCCESSOR).is_some_and(|f| names(f, kind.name()))
}

fn names(field: &Field, kind: &str) -> bool {
    matches!(&field.type_, FieldType::Ref { kind: other } if other == kind)
}

/// What closes, when, and what it goes on in.
#[derive(Clone, Copy)]
pub struct Closing<'k> {
    /// Kind.
    pub kind: &'k Kind,
    /// Record.
    pub id: Id,
    /// Last day.
    pub on: NaiveDate,
    /// What it goes on in.
    pub successor: Option<Id>,
}

/// What becomes of a record that names the closing one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It gets the same last day; what would only start later is removed.
    End,
    /// It goes on at the successor: from the next day where it lasts, at once where it does not.
    Move,
    /// It stays as it is.
    Leave,
}

impl Way {
    /// Every way, with its name at the door.
    const NAMES: &'static [(Self, &'static str)] = &[
        (Self::End, "end"),
        (Self::Move, "move"),
        (Self::Leave, "leave"),
    ];

    /// Its name at the door.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|w| w.0 == self).map_or("", |w| w.1)
    }

    /// From its name at the door.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|w| w.1 == name).map(|w| w.0)
    }
}

/// Records of one kind that name the closing one in one field, and that it is to be said of what becomes of them.
pub struct Matter<'k> {
    /// Their kind.
    pub kind: &'k Kind,
    /// Their field.
    pub field: &'k Field,
    /// What can become of them.
    pub ways: Vec<Way>,
    /// What is proposed.
    pub proposed: Way,
    /// They, in the order of their titles.
    pub records: Vec<Affected>,
}

/// A record that names the closing one.
pub struct Affected {
    /// Record.
    pub id: Id,
    /// Title.
    pub title: String,
    /// Its first day, where it lasts.
    pub from: Option<NaiveDate>,
    /// All it says.
    pub fields: Fields,
    /// One at the successor that says the same.
    pub twin: bool,
}

/// Records that stay as they are.
pub struct Stays<'k> {
    /// Their kind.
    pub kind: &'k Kind,
    /// Their field.
    pub field: &'k Field,
    /// How many.
    pub total: usize,
    /// They were over by then; otherwise they speak of a day of their own.
    pub over: bool,
}

/// Everything that names a record which closes.
///
/// # Errors
/// When the file can't be read.
pub fn consequences<'k>(
    store: &Store,
    kinds: &'k Kinds,
    closing: &Closing<'_>,
) -> Result<(Vec<Matter<'k>>, Vec<Stays<'k>>)> {
    let (mut matters, mut stays) = (vec![], vec![]);
    for kind in kinds {
        let fields = kind.fields.iter();
        for field in fields.filter(|f| names(f, closing.kind.name())) {
            // What went on in this one before is history.
            if kind.name() == closing.kind.name() && field.name == SUCCESSOR {
                continue;
            }
            let (mut open, mut over, mut fixed) = (vec![], 0, 0);
            for id in naming(store, kind, field, closing.id)? {
                if kind.declaration.stays
                    || !kind.declaration.by_hand
                    || store.frozen(kind.name(), id)?.is_some()
                {
                    fixed += 1;
                    continue;
                }
                match affected(store, kind, field, id, closing)? {
                    Some(record) => open.push(record),
                    None => over += 1,
                }
            }
            for (total, over) in [(over, true), (fixed, false)] {
                if total > 0 {
                    stays.push(Stays {
                        kind,
                        field,
                        total,
                        over,
                    });
                }
            }
            if !open.is_empty() {
                open.sort_by(|a, b| (&a.title, a.from, a.id).cmp(&(&b.title, b.from, b.id)));
                matters.push(matter(kind, field, open, closing));
            }
        }
    }
    Ok((matters, stays))
}

fn matter<'k>(
    kind: &'k Kind,
    field: &'k Field,
    records: Vec<Affected>,
    closing: &Closing<'_>,
) -> Matter<'k> {
    let mut ways = vec![];
    if kind.declaration.lasts.is_some() {
        ways.push(Way::End);
    }
    if closing.successor.is_some() {
        ways.push(Way::Move);
    }
    ways.push(Way::Leave);
    // A part tells of the closing record itself and ends with it; what merely names it goes on elsewhere.
    let part = kind.declaration.part_of == Some(field.name.as_str());
    let wanted = if part { Way::End } else { Way::Move };
    let proposed = [wanted, Way::End]
        .into_iter()
        .find(|way| ways.contains(way))
        .unwrap_or(Way::Leave);
    Matter {
        kind,
        field,
        ways,
        proposed,
        records,
    }
}

fn naming(store: &Store, kind: &Kind, field: &Field, id: Id) -> Result<Vec<Id>> {
    let sql = format!(
        "SELECT id FROM \"live_{}\" WHERE \"{}\" = ?1",
        kind.name(),
        field.name
    );
    let mut rows = store.db().prepare_cached(&sql)?;
    let ids = rows.query_map(params![id], |r| r.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

fn day(fields: &Fields, name: &str) -> Option<NaiveDate> {
    fields.get(name)?.as_text()?.parse().ok()
}

/// A record that goes on after the last day; none when it is over by then.
fn affected(
    store: &Store,
    kind: &Kind,
    field: &Field,
    id: Id,
    closing: &Closing<'_>,
) -> Result<Option<Affected>> {
    let fields = store.row(kind.name(), id)?.fields();
    let (mut from, mut to) = (None, None);
    if let Some((first, last)) = kind.declaration.lasts {
        (from, to) = (day(&fields, first), day(&fields, last));
    }
    if to.is_some_and(|to| to <= closing.on) {
        return Ok(None);
    }
    let twin = match closing.successor {
        Some(successor) => has_twin(store, kind, field, &fields, successor, closing.on)?,
        None => false,
    };
    Ok(Some(Affected {
        title: store.title(kind.name(), id)?,
        id,
        from,
        twin,
        fields,
    }))
}

/// The successor has a record that goes on and tells itself apart by the same words.
fn has_twin(
    store: &Store,
    kind: &Kind,
    field: &Field,
    fields: &Fields,
    successor: Id,
    on: NaiveDate,
) -> Result<bool> {
    let first = kind.declaration.lasts.map(|l| l.0);
    let mut groups = kind.identifying();
    let Some(group) = groups.find(|g| g.contains(&field.name.as_str())) else {
        return Ok(false);
    };
    let others: Vec<&str> = group
        .iter()
        .copied()
        .filter(|name| *name != field.name && Some(*name) != first)
        .collect();
    if others.is_empty() {
        return Ok(false);
    }
    for id in naming(store, kind, field, successor)? {
        let theirs = store.row(kind.name(), id)?.fields();
        let goes_on = kind
            .declaration
            .lasts
            .is_none_or(|(_, last)| day(&theirs, last).is_none_or(|to| to > on));
        let none = Value::Null;
        let value = |fields: &Fields, name: &str| fields.get(name).unwrap_or(&none).clone();
        if goes_on
            && others
                .iter()
                .all(|name| value(&theirs, name) == value(fields, name))
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What stands in the way of closing like this.
///
/// # Errors
/// [`StoreError::Refused`] with what to do, and when the file can't be read.
pub fn refuse_impossible(store: &Store, closing: &Closing<'_>) -> Result<()> {
    let refused = |message: String, hint: &str| {
        Err(StoreError::refused(
            "cannot_close",
            format!("{message} Nothing was changed."),
            hint,
        ))
    };
    if !can_close(closing.kind) {
        let message = format!("{} can't be closed.", closing.kind.declaration.many);
        return refused(message, "Remove the record instead, if it is not needed.");
    }
    let own = store.title(closing.kind.name(), closing.id)?;
    if store.row(closing.kind.name(), closing.id)?.deleted {
        return refused(format!("{own} was removed."), "Bring it back first.");
    }
    let Some(successor) = closing.successor else {
        return Ok(());
    };
    if successor == closing.id {
        let message = format!("{own} can't be followed by itself.");
        return refused(message, "Choose another one, or none.");
    }
    let row = store.row(closing.kind.name(), successor)?;
    let title = store.title(closing.kind.name(), successor)?;
    if row.deleted {
        return refused(format!("{title} was removed."), "Choose another one.");
    }
    if row.value(SUCCESSOR) == Value::Id(closing.id) {
        let message = format!("{title} is itself followed by {own}.");
        return refused(message, "Choose another one.");
    }
    let closes = day(&row.fields(), CLOSED);
    if closes.is_some_and(|closes| closes <= closing.on) {
        let message = format!("{title} is closed by then itself.");
        return refused(message, "Choose one that goes on, or another day.");
    }
    Ok(())
}
