//! Rules over returns (KPI-4, KPI-6).

use rusqlite::params;

use super::{Look, Rule, Said, Severity, Verdict, ever};
use crate::{record::Id, store::Result};

/// The rules.
pub const RULES: &[Rule] = &[Rule {
    id: "return.open",
    severity: Severity::Due,
    subject: "return",
    reads: &["answer"],
    affected: return_of_answer,
    look: open,
}];

fn return_of_answer(look: &Look<'_>, _: &str, id: Id) -> Result<Vec<Id>> {
    ever(look, id, "kpi_return")
}

/// A return whose period is over waits for its narratives and its submission.
fn open(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let (state, to, period): (Option<String>, Option<String>, Option<String>) = look
        .db
        .prepare_cached("SELECT state, \"to\", period FROM \"return\" WHERE id = ?1")?
        .query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    let to: Option<chrono::NaiveDate> = to.and_then(|t| t.parse().ok());
    let Some(to) = to.filter(|_| state.as_deref() == Some("open")) else {
        return Ok(Verdict::default());
    };
    if look.today <= to {
        return Ok(Verdict {
            finding: None,
            next: to.succ_opt(),
        });
    }
    let missing: i64 = look
        .db
        .prepare_cached(
            "SELECT count(*) FROM live_indicator i JOIN \"return\" r ON r.id = ?1 AND r.\"set\" = i.\"set\"
             WHERE i.narrative = 1 AND NOT EXISTS (
               SELECT 1 FROM live_answer a WHERE a.kpi_return = r.id AND a.indicator = i.id
                 AND a.narrative IS NOT NULL)",
        )?
        .query_row(params![id], |r| r.get(0))?;
    let period = period.unwrap_or_default();
    let text = match missing {
        0 => format!("The return for {period} has all its narratives and waits to be submitted."),
        1 => format!("The return for {period} waits for 1 narrative."),
        n => format!("The return for {period} waits for {n} narratives."),
    };
    Ok(Verdict {
        finding: Some(Said {
            text,
            fix: "Open the return and go on.".into(),
            due: None,
        }),
        next: None,
    })
}
