//! What waits for a person inside a return: in the return itself and its answers, and in the records that its figures
//! count. While anything does, the return is neither submitted nor signed off: nobody could say which version it means.

use crate::{
    record::{Id, Value},
    store::{Result, Store, Thing, What, unsettled},
};

/// Kinds whose records the figures, baselines and targets of a return are made of, and the fields that they read. A
/// doubt about whether such a record is there, or is another one, counts whatever the field.
const COUNTED: &[(&str, &[&str])] = &[
    (
        "hub_profile",
        &["name", "level", "contract_start", "ics", "ics_name", "host"],
    ),
    ("pcn", &["ods_code", "name", "locality_hub"]),
    (
        "practice",
        &["ods_code", "name", "opened", "closed", "list_size"],
    ),
    ("pcn_membership", &["practice", "pcn", "from", "to"]),
    ("pcn_mark", &["pcn", "mark", "from", "to", "hub"]),
    (
        "baseline",
        &["indicator", "hub", "value", "as_at", "set_by"],
    ),
    (
        "target",
        &["indicator", "hub", "contract_year", "value", "set_by"],
    ),
];

/// How far to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The return, its answers and what was submitted of it.
    Itself,
    /// Also the records that its figures count: while it is open, these move them.
    Figures,
}

/// Something that waits inside a return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The indicator of the answer that it concerns; none = the return as a whole, or the records behind figures.
    pub indicator: Option<Id>,
    /// What, in a sentence.
    pub sentence: String,
}

/// What waits inside a return.
///
/// # Errors
/// When the file can't be read.
pub fn inside(store: &Store, kpi_return: Id, reach: Reach) -> Result<Vec<Waiting>> {
    let mut out = vec![];
    let things = store.to_settle()?;
    if things.is_empty() {
        return Ok(out);
    }
    let hub = store.row("return", kpi_return)?.value("hub");
    for thing in things {
        let part = part(store, &thing, kpi_return)?;
        if part.is_none() && (reach == Reach::Itself || !counts(store, &thing, &hub)?) {
            continue;
        }
        out.push(Waiting {
            indicator: part.flatten(),
            sentence: unsettled::sentence(store.db(), store.kinds(), &thing)?,
        });
    }
    Ok(out)
}

/// None: not of this return. Otherwise the indicator, for an answer.
fn part(store: &Store, thing: &Thing, kpi_return: Id) -> Result<Option<Option<Id>>> {
    let of =
        |field: &str| -> Result<Value> { Ok(store.row(&thing.kind, thing.record)?.value(field)) };
    let here = Value::Id(kpi_return);
    Ok(match thing.kind.as_str() {
        "return" if thing.record == kpi_return => Some(None),
        "answer" if of("kpi_return")? == here => Some(of("indicator")?.as_id()),
        "return_revision" if of("kpi_return")? == here => Some(None),
        "sign_off" if of("subject")? == Value::from(kpi_return.to_string()) => Some(None),
        _ => None,
    })
}

/// Bears on a figure of the returns of a hub.
fn counts(store: &Store, thing: &Thing, hub: &Value) -> Result<bool> {
    let Some((_, fields)) = COUNTED.iter().find(|c| c.0 == thing.kind) else {
        return Ok(false);
    };
    let whole = matches!(thing.what, What::Removed | What::Same);
    if !whole && !fields.contains(&thing.about.as_str()) {
        return Ok(false);
    }
    Ok(match thing.kind.as_str() {
        "hub_profile" => Value::Id(thing.record) == *hub,
        "pcn_mark" | "baseline" | "target" => {
            // Of another hub: none of this return's business. When the hub itself is in doubt, it may be.
            let own = store.row(&thing.kind, thing.record)?.value("hub");
            own.is_null() || own == *hub || thing.about == "hub"
        }
        _ => true,
    })
}

/// Refuses while something waits inside a return.
///
/// # Errors
/// [`StoreError::Refused`] that names the first thing and says what to do.
pub fn refuse(store: &Store, kpi_return: Id, reach: Reach, first_then: &str) -> Result<()> {
    let waiting = inside(store, kpi_return, reach)?;
    let sentences: Vec<String> = waiting.into_iter().map(|w| w.sentence).collect();
    unsettled::refuse(&sentences, first_then)
}

/// What waits that the figures of a hub are worked out from, whatever half-year they are of, a sentence each.
///
/// # Errors
/// When the file can't be read.
pub fn figures(store: &Store, hub: Id) -> Result<Vec<String>> {
    let hub = Value::Id(hub);
    unsettled::sentences(store, |thing| counts(store, thing, &hub))
}
