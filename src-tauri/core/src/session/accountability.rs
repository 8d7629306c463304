//! Who reports to whom (GOV-6): as recorded, else as is usual; as a list, and as a picture.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{Reply, Session, boards::label};
use crate::{
    catalogue,
    contract::{AccountabilityInfo, AccountabilityPage},
    dates,
    drawing::{
        reporting::{Reporting, reporting},
        svg,
    },
    env::Env,
    store::{Result, Store, column},
};

/// What the picture is called.
const TITLE: &str = "Who reports to whom";

impl Session {
    /// Who reports to whom.
    pub(super) fn accountability(&self, env: &dyn Env) -> Reply<AccountabilityPage> {
        let (usual, lines) = lines(self.read()?, env.today())?;
        let drawing = reporting(TITLE, &by_work(&lines));
        Ok(AccountabilityPage {
            usual,
            bodies: in_order(&lines),
            lines,
            picture: svg::render(&drawing),
            picture_text: drawing.alternative,
        })
    }
}

/// The lines that hold on a day, and whether they are the usual ones since none is recorded.
pub(super) fn lines(store: &Store, today: NaiveDate) -> Reply<(bool, Vec<AccountabilityInfo>)> {
    let recorded = recorded_lines(store.db())?;
    let usual = recorded.is_empty();
    let all = if usual {
        catalogue::usual_lines().to_vec()
    } else {
        recorded
    };
    let mut lines = vec![];
    for (reports, reports_to, scope, ..) in
        all.into_iter().filter(|l| dates::holds(l.3, l.4, today))
    {
        lines.push(AccountabilityInfo {
            scope_label: label(store, "accountability_line", "scope", &scope)?,
            reports,
            reports_to,
            scope,
        });
    }
    Ok((usual, lines))
}

/// The lines of each kind of work; kinds of work with the same lines stand together.
pub(super) fn by_work(lines: &[AccountabilityInfo]) -> Vec<Reporting> {
    let mut works: Vec<Reporting> = vec![];
    for line in lines {
        let pair = (line.reports.clone(), line.reports_to.clone());
        match works.iter_mut().find(|w| w.work == line.scope_label) {
            Some(work) => work.lines.push(pair),
            None => works.push(Reporting {
                work: line.scope_label.clone(),
                lines: vec![pair],
            }),
        }
    }
    let mut together: Vec<Reporting> = vec![];
    for work in works {
        match together.iter_mut().find(|t| t.lines == work.lines) {
            Some(same) => same.work = format!("{}; {}", same.work, work.work),
            None => together.push(work),
        }
    }
    together
}

fn recorded_lines(db: &Connection) -> Result<Vec<catalogue::UsualLine>> {
    let mut find = db.prepare_cached(
        "SELECT reports, reports_to, scope, \"from\", \"to\" FROM live_accountability_line
         ORDER BY scope, reports, id",
    )?;
    let rows = find.query_map([], |r| {
        Ok((
            column::text(r, 0)?,
            column::text(r, 1)?,
            column::text(r, 2)?,
            column::day(r, 3)?,
            column::day(r, 4)?,
        ))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Those who report before those they report to, as far as the lines go round in no circle.
fn in_order(lines: &[AccountabilityInfo]) -> Vec<String> {
    let mut left: Vec<String> = vec![];
    for line in lines {
        for body in [&line.reports, &line.reports_to] {
            if !left.contains(body) {
                left.push(body.clone());
            }
        }
    }
    let mut ordered: Vec<String> = vec![];
    while !left.is_empty() {
        let free = left.iter().position(|body| {
            !lines
                .iter()
                .any(|l| l.reports_to == *body && left.contains(&l.reports) && l.reports != *body)
        });
        ordered.push(left.remove(free.unwrap_or(0)));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_with_the_same_lines_is_drawn_once() {
        let line = |scope: &str, reports: &str, to: &str| AccountabilityInfo {
            reports: reports.into(),
            reports_to: to.into(),
            scope: scope.into(),
            scope_label: scope.into(),
        };
        let all = [
            line("Education", "Hub", "School"),
            line("Joint", "Hub", "School"),
            line("System", "Hub", "Board"),
        ];
        let works: Vec<String> = by_work(&all).into_iter().map(|w| w.work).collect();
        assert_eq!(works, ["Education; Joint", "System"]);
    }
}
