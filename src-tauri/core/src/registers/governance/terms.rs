//! Whether a board keeps to its terms of reference (GOV-1, GOV-2), and the paragraph that says where it did not.

use chrono::{Datelike, NaiveDate};

use super::{
    facts::{BoardFacts, MeetingFacts, MeetingLine},
    quorum::{self, Away, Quorum},
};
use crate::dates;

/// A financial year: 1 April to 31 March.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Year {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl Year {
    /// The year that a day is in.
    pub fn of(day: NaiveDate) -> Self {
        let first = if day.month() >= 4 {
            day.year()
        } else {
            day.year() - 1
        };
        let date = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap_or(day);
        Self {
            from: date(first, 4, 1),
            to: date(first + 1, 3, 31),
        }
    }

    /// `2025-26`.
    pub fn name(self) -> String {
        format!("{}-{:02}", self.from.year(), self.to.year() % 100)
    }

    /// A day of this year.
    pub fn holds(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

/// Where a board did not keep to its terms, a part of a sentence each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// `meetings`, `seat`, `chair`, `quorum`, `quorum_not_defined`, `term`.
    pub about: &'static str,
    /// Such as "it met twice, where its terms ask for at least three meetings".
    pub words: String,
}

/// Numbers as people say them; figures from eleven on.
fn number(n: i64) -> String {
    const WORDS: [&str; 11] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    usize::try_from(n)
        .ok()
        .and_then(|n| WORDS.get(n))
        .map_or_else(|| n.to_string(), |w| (*w).to_owned())
}

fn meetings_words(n: i64) -> String {
    format!(
        "{} {}",
        number(n),
        if n == 1 { "meeting" } else { "meetings" }
    )
}

/// The days of a year on which the board is there and that have come.
fn span(board: &BoardFacts, year: Year, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let from = board.from.map_or(year.from, |f| f.max(year.from));
    let to = board.to.map_or(year.to, |t| t.min(year.to)).min(today);
    (from <= to).then_some((from, to))
}

/// Held and still planned meetings of a year.
pub fn counted(lines: &[MeetingLine], year: Year, today: NaiveDate) -> (i64, i64) {
    let of = |keep: &dyn Fn(&MeetingLine) -> bool| {
        let number = lines
            .iter()
            .filter(|m| year.holds(m.day) && keep(m))
            .count();
        i64::try_from(number).unwrap_or(i64::MAX)
    };
    (
        of(&|m| m.state == "held"),
        of(&|m| m.state == "planned" && m.day >= today),
    )
}

/// Too few meetings in a year, those still planned counted; only for boards that were there all the year.
pub fn too_few(
    board: &BoardFacts,
    lines: &[MeetingLine],
    year: Year,
    today: NaiveDate,
) -> Option<Exception> {
    let least = board.meetings_a_year?;
    let whole_year =
        board.from.is_none_or(|f| f <= year.from) && board.to.is_none_or(|t| t >= year.to);
    if !whole_year || year.from > today {
        return None;
    }
    let (held, planned) = counted(lines, year, today);
    if held + planned >= least {
        return None;
    }
    let so_far = if year.to >= today {
        match planned {
            0 if held == 0 => " so far and has none planned".to_owned(),
            0 => " so far and has no other planned".to_owned(),
            n => format!(" so far and has {} planned", number(n)),
        }
    } else {
        String::new()
    };
    Some(Exception {
        about: "meetings",
        words: format!(
            "it held {}{so_far}, where its terms ask for at least {}",
            meetings_words(held),
            number(least)
        ),
    })
}

/// The days within a span on which nobody held a seat, as the first and last of each gap.
fn gaps(
    board: &BoardFacts,
    seat: usize,
    span: (NaiveDate, NaiveDate),
) -> Vec<(NaiveDate, NaiveDate)> {
    let Some(seat) = board.seats.get(seat) else {
        return vec![];
    };
    let mut gaps: Vec<(NaiveDate, NaiveDate)> = vec![];
    for day in span.0.iter_days().take_while(|d| *d <= span.1) {
        if board.is_vacant(seat, day) {
            match gaps.last_mut() {
                Some(gap) if gap.1.succ_opt() == Some(day) => gap.1 = day,
                _ => gaps.push((day, day)),
            }
        }
    }
    gaps
}

fn gap_words(gap: (NaiveDate, NaiveDate), span: (NaiveDate, NaiveDate)) -> String {
    match (gap.0 == span.0, gap.1 == span.1) {
        (true, true) => "throughout".into(),
        (false, true) => format!("from {}", dates::in_words(gap.0)),
        (true, false) => format!("until {}", dates::in_words(gap.1)),
        (false, false) => format!(
            "from {} to {}",
            dates::in_words(gap.0),
            dates::in_words(gap.1)
        ),
    }
}

/// Where a board did not keep to its terms in a year, as far as it has gone.
pub fn exceptions(
    board: &BoardFacts,
    lines: &[MeetingLine],
    meetings: &[(MeetingFacts, Vec<Away>)],
    year: Year,
    today: NaiveDate,
) -> Vec<Exception> {
    let mut found = vec![];
    found.extend(too_few(board, lines, year, today));
    let Some(span) = span(board, year, today) else {
        return found;
    };
    for (at, seat) in board.seats.iter().enumerate().filter(|(_, s)| !s.optional) {
        let gaps = gaps(board, at, span);
        if !gaps.is_empty() {
            let when: Vec<String> = gaps.into_iter().map(|g| gap_words(g, span)).collect();
            found.push(Exception {
                about: "seat",
                words: format!("the seat “{}” was vacant {}", seat.name, when.join(" and ")),
            });
        }
    }
    for (meeting, away) in meetings {
        if meeting.line.state != "held" || !year.holds(meeting.line.day) {
            continue;
        }
        let on = meeting.line.day;
        let chaired = meeting.in_the_chair().into_iter().next();
        if chaired.is_none_or(|(person, _)| !board.is_member(person, on)) {
            found.push(Exception {
                about: "chair",
                words: format!(
                    "the meeting of {} had no chair from among the members",
                    dates::in_words(on)
                ),
            });
        }
        found.extend(without_quorum(meeting, away));
    }
    if board.quorum.is_none() {
        found.push(Exception {
            about: "quorum_not_defined",
            words: "its quorum is not defined, so no meeting can be said to have had one".into(),
        });
    }
    found
}

/// A meeting, or some of its items, without a quorum; or one of which nobody can say.
pub fn without_quorum(meeting: &MeetingFacts, away: &[Away]) -> Option<Exception> {
    let on = dates::in_words(meeting.line.day);
    if meeting.presence.is_empty() {
        return Some(Exception {
            about: "attendance",
            words: format!("who was at the meeting of {on} is not recorded"),
        });
    }
    let whole = quorum::at_meeting(meeting);
    if let Quorum::NotMet { present, needed } = whole {
        return Some(Exception {
            about: "quorum",
            words: format!(
                "the meeting of {on} was without a quorum ({present} voting {}, {needed} needed)",
                if present == 1 { "member" } else { "members" }
            ),
        });
    }
    let per_item = quorum::per_item(meeting, away);
    let failed: Vec<String> = meeting
        .items
        .iter()
        .zip(per_item)
        .filter_map(|(item, quorum)| match quorum {
            Quorum::NotMet { present, needed } => Some(format!(
                "item {} “{}” ({present} voting {}, {needed} needed)",
                item.place,
                item.title,
                if present == 1 { "member" } else { "members" }
            )),
            _ => None,
        })
        .collect();
    (!failed.is_empty()).then(|| Exception {
        about: "quorum",
        words: format!(
            "at the meeting of {on} there was no quorum for {}",
            failed.join(" and ")
        ),
    })
}

/// The paragraph on a year.
pub fn paragraph(
    board: &BoardFacts,
    year: Year,
    today: NaiveDate,
    exceptions: &[Exception],
) -> String {
    let over = year.to < today;
    let when = if over {
        format!("In {}", year.name())
    } else {
        format!("In {} up to {}", year.name(), dates::in_words(today))
    };
    let start = format!("{when}, {} kept to its terms of reference", board.name);
    if exceptions.is_empty() {
        return format!("{start}.");
    }
    let words: Vec<&str> = exceptions.iter().map(|e| e.words.as_str()).collect();
    format!("{start}, except that {}.", words.join("; "))
}

#[cfg(test)]
mod tests;
