//! The way of a return (KPI-4): opened, answered, submitted (figures freeze), opened again as the next revision.

use chrono::NaiveDate;
use rusqlite::OptionalExtension;

use super::{
    Period,
    copy::{ReturnCopy, answer_id},
    figures,
    waiting::{self, Reach},
};
use crate::{
    env::Env,
    record::{Fields, Id, LONG_TEXT, Value},
    store::{Action, Kept, Receipt, Result, Store, StoreError, Verb},
};

fn fields<const N: usize>(values: [(&str, Value); N]) -> Fields {
    values.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()
}

/// Opens a return for a period, or finds the one that is there.
///
/// # Errors
/// A period that has not begun; no such hub or set.
pub fn open(
    store: &mut Store,
    env: &dyn Env,
    author: Id,
    hub: Id,
    set: Id,
    period: Period,
) -> Result<Id> {
    if period.from() > env.today() {
        let message = format!(
            "{} has not begun yet, so there is nothing to report. Nothing was changed.",
            period.words()
        );
        return Err(StoreError::refused(
            "period_not_begun",
            message,
            "Choose the half-year that ended last.",
        ));
    }
    let values = fields([
        ("hub", hub.into()),
        ("set", set.into()),
        ("period", period.to_string().into()),
        ("from", period.from().into()),
        ("to", period.to().into()),
        ("state", "open".into()),
        ("revision", 1.into()),
    ]);
    let id = store.kind("return")?.natural_id(&values);
    let id = id.ok_or_else(|| StoreError::Log("a return without its key".into()))?;
    if store
        .find_row(store.kind("return")?, id)?
        .is_some_and(|r| !r.deleted)
    {
        return Ok(id);
    }
    store.row("hub_profile", hub)?;
    store.row("kpi_set", set)?;
    let action = Action::new(Verb::OpenReturn).of(period.words());
    store.transact(env, author, action, |tx| {
        tx.put("return", Some(id), &values)
    })?;
    Ok(id)
}

/// What a person writes for one indicator; `None` leaves a part as it is, empty text takes it away.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// The story behind the figure.
    pub narrative: Option<String>,
    /// A figure in the unit of the indicator.
    pub figure: Option<String>,
    /// Why it stands in place of the one worked out.
    pub figure_reason: Option<String>,
}

/// Changes one answer.
///
/// # Errors
/// A submitted return; a figure that is none; a typed figure over a worked-out one without a reason.
pub fn write(
    store: &mut Store,
    env: &dyn Env,
    author: Id,
    kpi_return: Id,
    number: &str,
    said: Written,
) -> Result<Receipt> {
    let copy = ReturnCopy::take(store, kpi_return, env.today())?;
    let Some(answer) = copy.answers.iter().find(|a| a.number == number) else {
        return Err(StoreError::refused(
            "no_indicator",
            format!("This return has no question {number}."),
            "",
        ));
    };
    let mut values = fields([
        ("kpi_return", kpi_return.into()),
        ("indicator", answer.indicator.into()),
    ]);
    let text = |t: &str| -> Value {
        if t.trim().is_empty() {
            Value::Null
        } else {
            t.trim().into()
        }
    };
    if let Some(narrative) = &said.narrative {
        if narrative.chars().count() as i64 > LONG_TEXT {
            let message = "The narrative is too long to be kept. Nothing was changed.";
            return Err(StoreError::refused(
                "too_long",
                message,
                "Shorten it, or put the rest into a paper.",
            ));
        }
        values.insert("narrative".into(), text(&narrative.replace("\r\n", "\n")));
    }
    let mut typed = answer.typed;
    if let Some(figure) = &said.figure {
        typed = match figure.trim() {
            "" => None,
            written => Some(figures::typed_figure(written).ok_or_else(|| {
                let message = format!("“{written}” is not a figure. Nothing was changed.");
                StoreError::refused(
                    "not_a_figure",
                    message,
                    "Write a number with at most two decimals, like 85 or 85.5.",
                )
            })?),
        };
        values.insert("typed_figure".into(), typed.map_or(Value::Null, Value::Int));
        if typed.is_none() {
            values.insert("figure_reason".into(), Value::Null);
        }
    }
    if let Some(reason) = said.figure_reason.as_ref().filter(|_| typed.is_some()) {
        values.insert("figure_reason".into(), text(reason));
    }
    let reason = match values.get("figure_reason") {
        Some(value) => value.clone(),
        None => text(&answer.figure_reason),
    };
    if typed.is_some() && answer.worked_out.is_some() && reason.is_null() {
        let message = format!(
            "The registers give {} here; another figure needs a reason. Nothing was changed.",
            answer.worked_out_words()
        );
        return Err(StoreError::refused(
            "reason_needed",
            message,
            "Say why the figure you typed should stand.",
        ));
    }
    let id = answer_id(store, kpi_return, answer.indicator)?;
    let label = format!("answer to {} {}", answer.number, answer.title);
    // An answer that was never written has no record yet: the state of its return decides here, not its own.
    refuse_unless_open(store, kpi_return)?;
    let action = Action::new(Verb::Change).of(label);
    Ok(store
        .transact(env, author, action, |tx| {
            tx.put("answer", Some(id), &values)
        })?
        .1)
}

fn refuse_unless_open(store: &Store, kpi_return: Id) -> Result<()> {
    if store.row("return", kpi_return)?.text("state") == "open" {
        return Ok(());
    }
    let message = "This return was submitted, so its answers stand still. Nothing was changed.";
    Err(StoreError::refused(
        "frozen",
        message,
        "Open its next revision to change it.",
    ))
}

/// What stands in the way of submitting: number of the indicator and a sentence (KG 3.2: a narrative for each).
pub fn todo(copy: &ReturnCopy) -> Vec<(String, String)> {
    copy.answers
        .iter()
        .filter(|a| a.narrative_needed && a.narrative.trim().is_empty())
        .map(|a| (a.number.clone(), "No narrative yet.".to_owned()))
        .collect()
}

/// Freezes the figures as a revision: hub complete.
///
/// # Errors
/// Two versions to settle in the return or behind its figures; missing narratives; a period that is not over; a return
/// that is not open.
pub fn submit(store: &mut Store, env: &dyn Env, author: Id, kpi_return: Id) -> Result<Receipt> {
    refuse_unless_open(store, kpi_return)?;
    waiting::refuse(store, kpi_return, Reach::Figures, "submit the return")?;
    let today = env.today();
    let copy = ReturnCopy::take(store, kpi_return, today)?;
    if today <= copy.to {
        let message = format!(
            "{} is not over yet. Nothing was changed.",
            copy.period_words
        );
        let hint =
            "Figures are as at the last day of the period; submit on the day after or later.";
        return Err(StoreError::refused("period_not_over", message, hint));
    }
    let todo = todo(&copy);
    if !todo.is_empty() {
        let numbers: Vec<&str> = todo.iter().map(|t| t.0.as_str()).collect();
        let message = format!(
            "A narrative is missing for KPI {}. Nothing was changed.",
            numbers.join(", ")
        );
        return Err(StoreError::refused(
            "narratives_missing",
            message,
            "Write a few words for each, then submit.",
        ));
    }
    let bytes = copy.bytes()?;
    let ids: Vec<Id> = copy
        .answers
        .iter()
        .map(|a| answer_id(store, kpi_return, a.indicator))
        .collect::<Result<_>>()?;
    let action = Action::new(Verb::Submit).of(copy.period_words.clone());
    let ((), receipt) = store.transact(env, author, action, |tx| {
        for (answer, id) in copy.answers.iter().zip(&ids) {
            let number = |n: Option<i64>| n.map_or(Value::Null, Value::Int);
            let values = fields([
                ("kpi_return", kpi_return.into()),
                ("indicator", answer.indicator.into()),
                ("numerator", number(answer.numerator)),
                ("denominator", number(answer.denominator)),
                ("figure", number(answer.figure)),
            ]);
            tx.put("answer", Some(*id), &values)?;
        }
        tx.put(
            "return",
            Some(kpi_return),
            &fields([("state", "hub_complete".into())]),
        )?;
        let hash = tx.keep_blob(&bytes)?;
        let revision = fields([
            ("kpi_return", kpi_return.into()),
            ("revision", copy.revision.into()),
            ("submitted_on", today.into()),
            ("submitted_by", author.into()),
            ("copy", hash.into()),
        ]);
        tx.put("return_revision", None, &revision)?;
        Ok(())
    })?;
    Ok(receipt)
}

/// Opens the next revision; the one before is kept as it was submitted.
///
/// # Errors
/// A return that is open already; no reason.
pub fn reopen(
    store: &mut Store,
    env: &dyn Env,
    author: Id,
    kpi_return: Id,
    reason: &str,
) -> Result<Receipt> {
    let row = store.row("return", kpi_return)?;
    if row.text("state") == "open" {
        return Err(StoreError::refused(
            "open_already",
            "This return is open already.",
            "Go on with its answers.",
        ));
    }
    if reason.trim().is_empty() {
        let hint = "Say in a few words what has to be put right.";
        return Err(StoreError::refused(
            "reason_needed",
            "A correction needs a reason. Nothing was changed.",
            hint,
        ));
    }
    let answers = store
        .db()
        .prepare_cached("SELECT id FROM live_answer WHERE kpi_return = ?1")?
        .query_map([kpi_return], |r| r.get(0))?
        .collect::<rusqlite::Result<Vec<Id>>>()?;
    let next = row.value("revision").as_int().unwrap_or(1) + 1;
    let values = fields([
        ("state", "open".into()),
        ("revision", next.into()),
        ("reopened_because", reason.trim().into()),
    ]);
    let action = Action::new(Verb::Reopen)
        .of(row.text("period"))
        .because(Some(reason.to_owned()));
    let ((), receipt) = store.transact(env, author, action, |tx| {
        tx.put("return", Some(kpi_return), &values)?;
        for id in answers {
            let empty = fields([
                ("numerator", Value::Null),
                ("denominator", Value::Null),
                ("figure", Value::Null),
            ]);
            tx.put("answer", Some(id), &empty)?;
        }
        Ok(())
    })?;
    Ok(receipt)
}

/// The newest submitted revision of a return and the fingerprint of its copy; none before the first submission.
///
/// # Errors
/// When the file can't be read.
pub fn newest_copy(store: &Store, kpi_return: Id) -> Result<Option<(Id, String)>> {
    let mut find = store.db().prepare_cached(
        "SELECT id, copy FROM live_return_revision WHERE kpi_return = ?1 ORDER BY revision DESC LIMIT 1",
    )?;
    let found: Option<(Id, Option<String>)> = find
        .query_row([kpi_return], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    Ok(found.and_then(|(id, copy)| Some((id, copy?))))
}

/// The newest submitted copy of a return, with its fingerprint; none before the first submission.
///
/// # Errors
/// When the copy that should be there is missing or is not what it was.
pub fn submitted(store: &Store, kpi_return: Id) -> Result<Option<(ReturnCopy, String)>> {
    let Some((_, hash)) = newest_copy(store, kpi_return)? else {
        return Ok(None);
    };
    if store.kept(&hash)? == Kept::Erased {
        let message = "The copy of this return as it was submitted held a person whose data was erased since, so its \
                       content is gone. That it was submitted and signed stays.";
        let hint = "Open its next revision to report without that person's data.";
        return Err(StoreError::refused("copy_erased", message, hint));
    }
    let Some(bytes) = store.blob(&hash)? else {
        let message = "The copy of this return as it was submitted is not in the hub file, or is not what it was.";
        return Err(StoreError::refused(
            "copy_missing",
            message,
            "Ask a colleague for a file with everything.",
        ));
    };
    Ok(Some((ReturnCopy::read(&bytes)?, hash)))
}

/// The newest return; none before the first.
///
/// # Errors
/// When the file can't be read.
pub fn newest(store: &Store) -> Result<Option<Id>> {
    let mut find = store
        .db()
        .prepare_cached("SELECT id FROM live_return ORDER BY \"to\" DESC, id LIMIT 1")?;
    Ok(find.query_row([], |r| r.get(0)).optional()?)
}

/// The hub that returns are made for unless told otherwise: the ICS-level one.
///
/// # Errors
/// When there is no hub profile.
pub fn usual_hub(store: &Store) -> Result<Id> {
    let mut find = store.db().prepare_cached(
        "SELECT id FROM live_hub_profile ORDER BY level IS NOT 'ics', name, id LIMIT 1",
    )?;
    find.query_row([], |r| r.get(0)).optional()?.ok_or_else(|| {
        StoreError::refused(
            "no_hub",
            "There is no hub profile yet.",
            "Fill in the page about your hub first.",
        )
    })
}

/// The half-year to report on unless told otherwise: the one that ended last.
pub fn usual_period(today: NaiveDate) -> Period {
    Period::of(today).before()
}
