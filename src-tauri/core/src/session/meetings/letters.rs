//! Texts to send about a meeting: the call for papers to those who owe one, and to everybody what they are to do. Each
//! person reads of their own items and actions alone.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::params;

use super::{
    super::{Reply, Session, boards::named, letters::letter, mail::Collected},
    items::papers as papers_of,
};
use crate::{
    contract::{Letter, MeetingLetters},
    dates::in_words,
    env::Env,
    record::Id,
    registers::governance::facts,
    store::{Result, Store, StoreError, column},
};

/// What each person is written about, a line each, the people by name.
type Lines = BTreeMap<(String, Id), Vec<String>>;

impl Session {
    /// The texts to send about a meeting, one for each person.
    pub(in super::super) fn meeting_letters(
        &mut self,
        _env: &dyn Env,
        request: &MeetingLetters,
    ) -> Reply<Vec<Letter>> {
        let store = self.read()?;
        let id = named(store, "meeting", &request.meeting)?;
        let Some(line) = facts::line(store.db(), id)? else {
            return Ok(vec![]);
        };
        let board = store.title("board", line.board)?;
        let day = in_words(line.day);
        let (subject, start, lines, end) = match request.about.as_str() {
            "papers" => {
                let by = line.papers_due.map_or_else(String::new, |due| {
                    format!(" Please send it by {}.", in_words(due))
                });
                (
                    format!("Paper for {board}, {day}"),
                    format!(
                        "For the meeting of {board} on {day} a paper of yours is still to come.{by}"
                    ),
                    papers(store, id)?,
                    "Please say on its first page what it is for (to decide, for assurance, to note), what you recommend and who \
                     wrote it.",
                )
            }
            "actions" => (
                format!("Your actions from {board}, {day}"),
                format!("This is yours to do after the meeting of {board} on {day}:"),
                actions(store, line.board, line.day)?,
                "Please say how far you have come before the next meeting.",
            ),
            other => {
                let message = format!("There is no text about “{other}”.");
                let hint = "Texts are about papers or actions.";
                return Err(StoreError::refused("no_such_text", message, hint).into());
            }
        };
        let mut letters = vec![];
        for ((name, person), about) in lines {
            let mut to = Collected::default();
            to.add_person(store, person)?;
            let mut text = vec![format!("Dear {name},"), String::new(), start.clone()];
            text.push(String::new());
            text.extend(about);
            text.extend([String::new(), end.to_owned()]);
            letters.push(letter(subject.clone(), &text, to));
        }
        Ok(letters)
    }
}

/// The items whose paper is not there, under who wrote or presents it.
fn papers(store: &Store, meeting: Id) -> Result<Lines> {
    let mut find = store.db().prepare_cached(
        "SELECT p.id, p.name, i.place, i.title, i.id FROM live_agenda_item i
         JOIN live_person p ON p.id = coalesce(i.author, i.presenter)
         WHERE i.meeting = ?1 AND i.paper_expected = 1 ORDER BY i.place, i.id",
    )?;
    let rows = find.query_map([meeting], |r| {
        let item = format!("- Item {}: {}", r.get::<_, i64>(2)?, column::text(r, 3)?);
        let who = (column::text(r, 1)?, r.get::<_, Id>(0)?);
        Ok((who, item, r.get::<_, Id>(4)?))
    })?;
    let mut lines = Lines::new();
    for row in rows {
        let (who, line, item) = row?;
        if papers_of(store, item)?.is_empty() {
            lines.entry(who).or_default().push(line);
        }
    }
    Ok(lines)
}

/// What is open of a board as it stood after a meeting, under who is to do it.
fn actions(store: &Store, board: Id, on: NaiveDate) -> Result<Lines> {
    let mut find = store.db().prepare_cached(
        "SELECT p.id, p.name, a.what, a.due FROM live_board_action a JOIN live_person p ON p.id = a.owner
         LEFT JOIN live_meeting m ON m.id = a.meeting
         WHERE a.board = ?1 AND a.status = 'open' AND (m.day IS NULL OR m.day <= ?2)
         ORDER BY a.due IS NULL, a.due, a.id",
    )?;
    let rows = find.query_map(params![board, on.to_string()], |r| {
        let by = column::day(r, 3)?.map_or_else(String::new, |d| format!(", by {}", in_words(d)));
        let action = format!("- {}{by}", column::text(r, 2)?);
        Ok(((column::text(r, 1)?, r.get::<_, Id>(0)?), action))
    })?;
    let mut lines = Lines::new();
    for row in rows {
        let (who, line) = row?;
        lines.entry(who).or_default().push(line);
    }
    Ok(lines)
}
