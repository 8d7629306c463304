//! The way of minutes (GOV-3): drafted, checked by who chaired, approved at a named later meeting, published.

use rusqlite::OptionalExtension;

use super::facts::{self, MeetingFacts};
use crate::{
    dates,
    env::Env,
    record::{Fields, Id, Value},
    store::{Action, Receipt, Result, Store, StoreError, Verb, column},
};

fn fields<const N: usize>(values: [(&str, Value); N]) -> Fields {
    values.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()
}

/// How far the minutes of a meeting have come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stand {
    /// The record, where there is one.
    pub id: Option<Id>,
    /// State, as stored; empty before the draft.
    pub state: String,
    /// The chair who checked them.
    pub checked_by: Option<Id>,
    /// The later meeting that approved them.
    pub approved_at: Option<Id>,
    /// What that meeting put right.
    pub corrections: String,
}

impl Stand {
    /// A later meeting approved them, so they are no draft any more and stand still.
    pub fn is_still(&self) -> bool {
        matches!(self.state.as_str(), "approved" | "published")
    }
}

/// How far the minutes of a meeting have come.
///
/// # Errors
/// When the file can't be read.
pub fn stand(db: &rusqlite::Connection, meeting: Id) -> Result<Stand> {
    let found = db
        .prepare_cached(
            "SELECT id, state, checked_by, approved_at, corrections FROM live_minutes WHERE meeting = ?1",
        )?
        .query_row([meeting], |r| {
            Ok(Stand {
                id: Some(r.get(0)?),
                state: column::text(r, 1)?,
                checked_by: r.get(2)?,
                approved_at: r.get(3)?,
                corrections: column::text(r, 4)?,
            })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// A minute was written anew after the chair had checked them.
///
/// # Errors
/// When the file can't be read.
pub fn changed_since_check(store: &Store, meeting: Id, stand: &Stand) -> Result<bool> {
    let Some(minutes) = stand.id.filter(|_| stand.state == "checked") else {
        return Ok(false);
    };
    let newest = |record: Id, field: &str| -> Result<Option<i64>> {
        let edits = store.history(record)?.into_iter();
        Ok(edits.filter(|e| e.field == field).map(|e| e.at).max())
    };
    let checked = newest(minutes, "state")?;
    let of = facts::meeting(store.db(), meeting)?;
    for item in of.iter().flat_map(|of| &of.items) {
        if newest(item.id, "minute")? > checked {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Since when minutes stand still, UTC milliseconds; none where they do not.
///
/// # Errors
/// When the file can't be read.
pub fn still_since(store: &Store, stand: &Stand) -> Result<Option<i64>> {
    let Some(minutes) = stand.id.filter(|_| stand.is_still()) else {
        return Ok(None);
    };
    let states = store.history(minutes)?.into_iter();
    let still = states.filter(|e| e.field == "state").take_while(|e| {
        let state = e.new.as_ref().and_then(Value::as_text);
        matches!(state, Some("approved" | "published"))
    });
    Ok(still.map(|e| e.at).min())
}

fn meeting(store: &Store, id: Id) -> Result<MeetingFacts> {
    store.row("meeting", id)?;
    facts::meeting(store.db(), id)?.ok_or_else(|| {
        StoreError::refused(
            "no_meeting",
            "This meeting has no board or no day any more. Nothing was changed.",
            "Open the meeting and fill them in.",
        )
    })
}

fn refuse<T>(code: &'static str, message: String, hint: &str) -> Result<T> {
    Err(StoreError::refused(code, message, hint))
}

fn approved_already<T>() -> Result<T> {
    refuse(
        "approved_already",
        "These minutes were approved, so they stand still. Nothing was changed.".into(),
        "What is still wrong in them is noted at the next meeting.",
    )
}

fn put(
    store: &mut Store,
    env: &dyn Env,
    author: Id,
    of: &MeetingFacts,
    values: &Fields,
) -> Result<Receipt> {
    let words = format!(
        "minutes of {}, {}",
        of.board.name,
        dates::in_words(of.line.day)
    );
    let mut values = values.clone();
    values.insert("meeting".into(), of.line.id.into());
    let action = Action::new(Verb::Change).of(words);
    Ok(store
        .transact(env, author, action, |tx| tx.put("minutes", None, &values))?
        .1)
}

/// The minutes are written: the chair can check them.
///
/// # Errors
/// A meeting that was not held; items without a minute; minutes that have gone further.
pub fn draft(store: &mut Store, env: &dyn Env, author: Id, id: Id) -> Result<Receipt> {
    let of = meeting(store, id)?;
    if of.line.state != "held" {
        return refuse(
            "not_held",
            "There are minutes only of a meeting that was held. Nothing was changed.".into(),
            "Say on the meeting's page that it was held.",
        );
    }
    let stand = stand(store.db(), id)?;
    if stand.is_still() {
        return approved_already();
    }
    let blank: Vec<String> = of
        .items
        .iter()
        .filter(|i| i.minute.trim().is_empty())
        .map(|i| i.place.to_string())
        .collect();
    if of.items.is_empty() || !blank.is_empty() {
        let message = if of.items.is_empty() {
            "This meeting has no agenda, so there is nothing to write minutes of. Nothing was changed."
                .to_owned()
        } else {
            format!(
                "There is no minute yet for item {}. Nothing was changed.",
                blank.join(", ")
            )
        };
        return refuse(
            "minutes_missing",
            message,
            "Write a few words for each item.",
        );
    }
    let values = fields([
        ("state", "draft".into()),
        ("drafted_on", env.today().into()),
        ("drafted_by", author.into()),
        ("checked_on", Value::Null),
        ("checked_by", Value::Null),
    ]);
    put(store, env, author, &of, &values)
}

/// Who chaired says that the draft is right.
///
/// # Errors
/// No draft; a person who was not in the chair.
pub fn check(store: &mut Store, env: &dyn Env, author: Id, id: Id, by: Id) -> Result<Receipt> {
    let of = meeting(store, id)?;
    let stand = stand(store.db(), id)?;
    if stand.is_still() {
        return approved_already();
    }
    if stand.state == "checked" {
        return refuse(
            "checked_already",
            "These minutes were checked already. Nothing was changed.".into(),
            "Where the draft was changed since, finish it once more first.",
        );
    }
    if stand.state != "draft" {
        return refuse(
            "no_draft",
            "There is no draft of these minutes to check. Nothing was changed.".into(),
            "Finish the draft first.",
        );
    }
    if !of.in_the_chair().iter().any(|(person, _)| *person == by) {
        let who = store.title("person", by)?;
        return refuse(
            "not_the_chair",
            format!("{who} was not in the chair at this meeting. Nothing was changed."),
            "Minutes are checked by the chair, a co-chair or the deputy who was there.",
        );
    }
    let values = fields([
        ("state", "checked".into()),
        ("checked_on", env.today().into()),
        ("checked_by", by.into()),
    ]);
    put(store, env, author, &of, &values)
}

/// A later meeting of the same board agrees to them; from then on they stand still.
///
/// # Errors
/// Minutes that the chair has not checked as they are now; a meeting that is not a later one of this board, is to come, or
/// was not held.
pub fn approve(
    store: &mut Store,
    env: &dyn Env,
    author: Id,
    id: Id,
    at: Id,
    corrections: Option<&str>,
) -> Result<Receipt> {
    let of = meeting(store, id)?;
    let stand = stand(store.db(), id)?;
    if stand.is_still() {
        return approved_already();
    }
    if stand.state != "checked" {
        return refuse(
            "not_checked",
            "Only minutes that the chair has checked can be approved. Nothing was changed.".into(),
            "Have the chair check the draft first.",
        );
    }
    if changed_since_check(store, id, &stand)? {
        return refuse(
            "changed_since_check",
            "A minute was written anew after the chair had checked them, so the chair has not seen what would be approved. Nothing was changed."
                .into(),
            "Finish the draft once more and have the chair check it. What the later meeting itself put right belongs under its corrections.",
        );
    }
    let later = meeting(store, at)?;
    if later.board.id != of.board.id || later.line.day <= of.line.day {
        return refuse(
            "not_a_later_meeting",
            format!(
                "Minutes are approved at a later meeting of the same board; that of {}, {}, is none. Nothing was changed.",
                later.board.name,
                dates::in_words(later.line.day)
            ),
            "Name the meeting that agreed to them.",
        );
    }
    if later.line.state != "held" {
        return refuse(
            "not_held",
            format!(
                "The meeting of {} has not been held. Nothing was changed.",
                dates::in_words(later.line.day)
            ),
            "Say on its page that it was held.",
        );
    }
    if later.line.day > env.today() {
        return refuse(
            "still_to_come",
            format!(
                "The meeting of {} is still to come, so it can't have approved anything yet. Nothing was changed.",
                dates::in_words(later.line.day)
            ),
            "Approve them once it has agreed to them, or mend its day on its page.",
        );
    }
    let corrections = corrections.map(str::trim).filter(|c| !c.is_empty());
    let values = fields([
        ("state", "approved".into()),
        ("approved_at", at.into()),
        ("corrections", corrections.map(ToOwned::to_owned).into()),
    ]);
    put(store, env, author, &of, &values)
}

/// They are given to those outside. What is confidential stays out of what is published.
///
/// # Errors
/// Minutes that were not approved.
pub fn publish(store: &mut Store, env: &dyn Env, author: Id, id: Id) -> Result<Receipt> {
    let of = meeting(store, id)?;
    let stand = stand(store.db(), id)?;
    if stand.state == "published" {
        return refuse(
            "published_already",
            "These minutes were published already. Nothing was changed.".into(),
            "Everybody may have their public copy.",
        );
    }
    if stand.state != "approved" {
        return refuse(
            "not_approved",
            "Only approved minutes can be published. Nothing was changed.".into(),
            "Name the later meeting that approved them first.",
        );
    }
    let values = fields([
        ("state", "published".into()),
        ("published_on", env.today().into()),
    ]);
    put(store, env, author, &of, &values)
}
