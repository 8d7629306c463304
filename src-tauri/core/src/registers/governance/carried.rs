//! Actions carried forward (GOV-5): what a meeting still has to hear about.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::{
    record::Id,
    store::{
        Result,
        column::{day, text},
    },
};

/// An action as a meeting sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionLine {
    /// Identifier.
    pub id: Id,
    /// What is to be done.
    pub what: String,
    /// Who does it.
    pub owner: String,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Open, done or dropped, as stored.
    pub status: String,
    /// What was done so far.
    pub progress: String,
    /// The meeting that asked for it.
    pub meeting: Option<Id>,
    /// The agenda item it came from.
    pub item: Option<Id>,
    /// Who may see it, as stored; empty where nothing is said.
    pub confidentiality: String,
    /// The day of that meeting.
    pub asked_on: Option<NaiveDate>,
    /// The day on which it was done or dropped.
    pub settled_on: Option<NaiveDate>,
}

impl ActionLine {
    /// Still to be done, and its day is over.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.status == "open" && self.due.is_some_and(|d| d < today)
    }
}

/// Every action of a board, the most pressing first.
///
/// # Errors
/// When the tables can't be read.
pub fn of_board(db: &Connection, board: Id) -> Result<Vec<ActionLine>> {
    lines(db, board, "live_board_action")
}

/// As [`of_board`], with those that were removed.
///
/// # Errors
/// When the tables can't be read.
pub fn ever_of_board(db: &Connection, board: Id) -> Result<Vec<ActionLine>> {
    lines(db, board, "board_action")
}

fn lines(db: &Connection, board: Id, table: &str) -> Result<Vec<ActionLine>> {
    let mut find = db.prepare_cached(&format!(
        "SELECT a.id, a.what, p.name, a.due, a.status, a.progress, a.meeting, m.day, a.settled_on,
                a.item, a.confidentiality
         FROM {table} a LEFT JOIN live_person p ON p.id = a.owner
         LEFT JOIN live_meeting m ON m.id = a.meeting
         WHERE a.board = ?1 AND a.alias_of IS NULL ORDER BY a.due IS NULL, a.due, a.id",
    ))?;
    let rows = find.query_map([board], |r| {
        Ok(ActionLine {
            id: r.get(0)?,
            what: text(r, 1)?,
            owner: text(r, 2)?,
            due: day(r, 3)?,
            status: text(r, 4)?,
            progress: text(r, 5)?,
            meeting: r.get(6)?,
            asked_on: day(r, 7)?,
            settled_on: day(r, 8)?,
            item: r.get(9)?,
            confidentiality: text(r, 10)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What a meeting on a day takes over: actions of earlier meetings, or of none, that are open still or were settled after
/// the meeting before it.
pub fn carried(
    actions: &[ActionLine],
    meeting: Id,
    on: NaiveDate,
    before: Option<NaiveDate>,
) -> Vec<ActionLine> {
    let mut carried: Vec<ActionLine> = actions
        .iter()
        .filter(|a| a.meeting != Some(meeting) && a.asked_on.is_none_or(|asked| asked <= on))
        .filter(|a| {
            let settled_since = a
                .settled_on
                .is_some_and(|s| before.is_none_or(|b| s > b) && s <= on);
            a.status == "open" || a.settled_on.is_some_and(|s| s > on) || settled_since
        })
        .cloned()
        .collect();
    carried.sort_by_key(|a| (a.status != "open", a.due.is_none(), a.due, a.id));
    carried
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, 5, day).unwrap_or_default()
    }

    fn action(n: u8, status: &str, asked: Option<u32>, settled: Option<u32>) -> ActionLine {
        let id = |text: &str| Id::natural("test", &[text]);
        ActionLine {
            id: id(&n.to_string()),
            what: format!("Action {n}"),
            owner: String::new(),
            due: Some(date(u32::from(n))),
            status: status.into(),
            progress: String::new(),
            meeting: asked.map(|d| id(&format!("meeting {d}"))),
            asked_on: asked.map(date),
            settled_on: settled.map(date),
            item: None,
            confidentiality: String::new(),
        }
    }

    #[test]
    fn what_is_open_or_was_settled_since_the_last_meeting_is_carried() {
        let actions = [
            action(1, "open", Some(1), None),
            action(2, "done", Some(1), Some(12)),
            action(3, "done", Some(1), Some(9)),
            action(4, "open", None, None),
            action(5, "open", Some(20), None),
            action(6, "open", Some(25), None),
        ];
        let meeting = Id::natural("test", &["meeting 20"]);
        let carried = carried(&actions, meeting, date(20), Some(date(10)));
        let what: Vec<&str> = carried.iter().map(|a| a.what.as_str()).collect();
        assert_eq!(what, ["Action 1", "Action 4", "Action 2"]);
    }

    #[test]
    fn what_was_settled_only_after_a_past_meeting_was_open_then() {
        let actions = [action(1, "done", Some(1), Some(25))];
        let meeting = Id::natural("test", &["meeting 20"]);
        assert_eq!(carried(&actions, meeting, date(20), None).len(), 1);
        assert_eq!(
            carried(&actions, meeting, date(28), Some(date(26))).len(),
            0
        );
    }
}
