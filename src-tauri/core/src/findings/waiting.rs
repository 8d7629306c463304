//! What has waited too long for a person after files came together (SYN-7): fourteen days.

use chrono::{DateTime, Days, NaiveDate};

use super::{Look, Rule, Severity, Verdict, any_record::found_pointing_here, said};
use crate::{
    dates,
    record::Id,
    store::{
        Result,
        unsettled::{self, Thing},
    },
};

/// The rules.
pub const RULES: &[Rule] = &[Rule {
    id: RULE,
    severity: Severity::Due,
    subject: "*",
    reads: &["*"],
    affected: named_by,
    look: waits,
}];

const RULE: &str = "record.to_settle";

/// Days that two versions may wait before Home says so.
const PATIENCE: u64 = 14;

fn waits(look: &Look<'_>, kind: &str, id: Id) -> Result<Verdict> {
    let things = unsettled::at(look.db, kind, id)?;
    let Some(oldest) = things.iter().min_by_key(|t| t.since) else {
        return Ok(Verdict::default());
    };
    let since = day_of(oldest).filter(|day| *day <= look.today);
    if let Some(due) = since.and_then(|day| day.checked_add_days(Days::new(PATIENCE)))
        && due > look.today
    {
        return Ok(Verdict {
            finding: None,
            next: Some(due),
        });
    }
    let what = unsettled::sentence(look.db, look.kinds, oldest)?;
    // A day to come is that of a wrong clock: then it is not known for how long.
    let since = match since {
        Some(day) => format!(" This waits since {}.", dates::in_words(day)),
        None => " This waits, and it is not known since when.".to_owned(),
    };
    let more = match things.len() {
        1 => String::new(),
        n => format!(" And {} more here.", n - 1),
    };
    Ok(Verdict {
        finding: said(
            format!("{what}{since}{more}"),
            "Look at the versions and settle them.",
        ),
        next: None,
    })
}

fn day_of(thing: &Thing) -> Option<NaiveDate> {
    DateTime::from_timestamp_millis(thing.since).map(|moment| moment.date_naive())
}

/// Records whose finding names this one, in its own title or as the other record.
fn named_by(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    let mut out = found_pointing_here(look, RULE, kind, id)?;
    let mut named = look
        .db
        .prepare_cached("SELECT record FROM unsettled WHERE target = ?1")?;
    for record in named.query_map([id], |r| r.get(0))? {
        out.push(record?);
    }
    Ok(out)
}
