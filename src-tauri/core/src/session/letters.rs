//! Texts to send: to one person what is due for them, to the team what is due for whom and what changed this week.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::{Reply, Session, mail::Collected};
use crate::{
    contract::{DueNotice, FindingInfo, Letter},
    dates,
    env::Env,
    record::{Id, thousands},
};

/// Days ahead that a weekly text looks, and back.
const WEEK: u64 = 7;
/// Days ahead that a notice looks.
const MONTH: u64 = 30;
const DAY_IN_MS: i64 = 86_400_000;
/// Edits named one by one in the weekly text.
const NAMED: usize = 12;
/// Edits looked at: a week of a large team.
const LOOKED_AT: i64 = 2_000;

impl Session {
    /// What is due for one person within a month, as text to send.
    pub(super) fn due_notice(&mut self, env: &dyn Env, request: &DueNotice) -> Reply<Letter> {
        let (person, to) = self.addressee(request.owner.as_deref())?;
        let hub = self.hub_name()?;
        let name = self.read()?.title("person", person)?;
        let mut theirs = self.findings(env)?;
        theirs.retain(|f| f.owner.as_ref().is_some_and(|o| o.id == person.to_string()));
        let today = env.today();
        let (due, undated) = within(&theirs, today, MONTH);
        let mut lines = vec![format!("Dear {name},"), String::new()];
        if due.is_empty() && undated.is_empty() {
            lines.push(format!(
                "Nothing of yours at {hub} is due within the next {MONTH} days."
            ));
        }
        if !due.is_empty() {
            lines.push(format!("This is due at {hub} by {}:", until(today, MONTH)));
            lines.push(String::new());
            lines.extend(due.iter().map(|f| line(f, today)));
        }
        if !undated.is_empty() {
            if !due.is_empty() {
                lines.push(String::new());
            }
            lines.push("Without a date, but waiting for you:".into());
            lines.push(String::new());
            lines.extend(undated.iter().map(|f| line(f, today)));
        }
        Ok(letter(
            format!("Due at {hub}: {}", dates::in_words(today)),
            &lines,
            to,
        ))
    }

    /// What is due for whom in the coming week, and what changed in the past one, as text to send.
    pub(super) fn digest(&mut self, env: &dyn Env) -> Reply<Letter> {
        let today = env.today();
        let hub = self.hub_name()?;
        let all = self.findings(env)?;
        let (due, undated) = within(&all, today, WEEK);
        let mut lines = vec![
            format!("{hub}: week from {}", dates::in_words(today)),
            String::new(),
            format!("Due by {}", until(today, WEEK)),
        ];
        if due.is_empty() {
            lines.push("- Nothing.".into());
        }
        let mut by_owner: BTreeMap<(bool, String), Vec<&FindingInfo>> = BTreeMap::new();
        for f in &due {
            let owner = f.owner.as_ref().map(|o| o.name.clone());
            let key = (
                owner.is_none(),
                owner.unwrap_or_else(|| "Nobody yet".into()),
            );
            by_owner.entry(key).or_default().push(f);
        }
        for ((_, owner), things) in by_owner {
            lines.push(format!("{owner}:"));
            lines.extend(things.into_iter().map(|f| line(f, today)));
        }
        if !undated.is_empty() {
            lines.push(format!(
                "And {} without a date.",
                thousands(undated.len() as i64)
            ));
        }
        lines.push(String::new());
        lines.push("Changed in the past week".into());
        lines.extend(self.changes(env)?);
        let mut to = Collected::default();
        for person in self.team()? {
            to.add_person(self.read()?, person)?;
        }
        Ok(letter(
            format!("{hub}: week from {}", dates::in_words(today)),
            &lines,
            to,
        ))
    }

    /// What people did in the past week, the newest first.
    fn changes(&self, env: &dyn Env) -> Reply<Vec<String>> {
        let store = self.read()?;
        let since = env.now() - WEEK as i64 * DAY_IN_MS;
        let mut done = store.actions(LOOKED_AT)?;
        done.retain(|a| a.at >= since && !a.undone && a.undoes.is_none());
        if done.is_empty() {
            return Ok(vec!["- Nothing.".into()]);
        }
        let mut lines = vec![];
        for action in done.iter().take(NAMED) {
            let who = store.title("person", action.author)?;
            lines.push(format!("- {} ({who})", action.label));
        }
        if done.len() > NAMED {
            let more = thousands((done.len() - NAMED) as i64);
            lines.push(format!("- and {more} more edits"));
        }
        Ok(lines)
    }

    /// Who holds a post of the hub's team today.
    fn team(&self) -> Reply<Vec<Id>> {
        let read = || -> rusqlite::Result<Vec<Id>> {
            let store = self.read().map_err(|_| rusqlite::Error::InvalidQuery)?;
            let mut rows = store.db().prepare_cached(
                "SELECT DISTINCT t.person FROM live_team_member t JOIN live_person p ON p.id = t.person
                 WHERE t.\"end\" IS NULL ORDER BY p.name, p.id",
            )?;
            let people = rows.query_map([], |r| r.get(0))?;
            people.collect()
        };
        Ok(read().map_err(crate::store::StoreError::from)?)
    }
}

fn until(today: NaiveDate, days: u64) -> String {
    dates::in_words(today.checked_add_days(Days::new(days)).unwrap_or(today))
}

fn due_of(finding: &FindingInfo) -> Option<NaiveDate> {
    finding.due.as_ref().and_then(|d| d.parse().ok())
}

/// What is overdue or due within some days, the earliest first; and what has no day.
fn within(
    findings: &[FindingInfo],
    today: NaiveDate,
    days: u64,
) -> (Vec<&FindingInfo>, Vec<&FindingInfo>) {
    let last = today.checked_add_days(Days::new(days));
    let mut due: Vec<&FindingInfo> = findings
        .iter()
        .filter(|f| due_of(f).is_some_and(|d| Some(d) <= last))
        .collect();
    due.sort_by_key(|f| (due_of(f), f.text.clone()));
    let undated = findings.iter().filter(|f| f.due.is_none()).collect();
    (due, undated)
}

fn line(finding: &FindingInfo, today: NaiveDate) -> String {
    let when = due_of(finding).map(|d| {
        let overdue = if d < today { ", overdue" } else { "" };
        format!("{}{overdue}: ", dates::in_words(d))
    });
    format!(
        "- {}{} {}",
        when.unwrap_or_default(),
        finding.named(),
        finding.fix
    )
}

/// A text with who is to have it.
pub(super) fn letter(subject: String, lines: &[String], to: Collected) -> Letter {
    Letter {
        subject,
        text: lines.join("\n"),
        people: to.list.people,
        without: to.list.without,
    }
}
