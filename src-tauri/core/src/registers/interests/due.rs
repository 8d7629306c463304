//! When a declaration falls due (COI-2): by itself, from what is recorded. Pure: facts in, duties out.

use chrono::{Days, Months, NaiveDate};

use super::{Policy, Reason};
use crate::record::Id;

/// A time on a board that asks for a declaration.
#[derive(Debug, Clone)]
pub struct Role {
    /// The membership.
    pub id: Id,
    /// The person.
    pub person: Id,
    /// Their name.
    pub name: String,
    /// The board.
    pub board: Option<Id>,
    /// What the board is called.
    pub what: String,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// The person sat on this board in another capacity before.
    pub earlier: bool,
}

/// A declaration, a nil or a no change: what counts is that it was made.
#[derive(Debug, Clone)]
pub struct Said {
    /// The person.
    pub person: Id,
    /// The board it was made for; none = every role.
    pub board: Option<Id>,
    /// The day.
    pub on: NaiveDate,
}

/// A declaration that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Why.
    pub reason: Reason,
    /// The day that gave rise to it.
    pub since: Option<NaiveDate>,
    /// By when.
    pub due: NaiveDate,
    /// The day of the last one; none = there is none for this role yet.
    pub last: Option<NaiveDate>,
}

impl Due {
    /// Its day is over.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.due < today
    }

    /// There is neither a declaration nor a nil.
    pub fn is_missing(&self) -> bool {
        self.reason != Reason::Refresh
    }
}

/// What a role asks for on a day, and when that changes although nothing is edited.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The declaration that is due.
    pub due: Option<Due>,
    /// The next day on which the answer can be another.
    pub next: Option<NaiveDate>,
}

/// What a role asks for on a day. A declaration made up to the days allowed before the first day counts for the
/// appointment: people are asked before they begin.
pub fn asked(role: &Role, said: &[Said], policy: &Policy, today: NaiveDate) -> Asked {
    let after = |d: NaiveDate| d.succ_opt();
    if role.to.is_some_and(|to| to < today) {
        return Asked::default();
    }
    if let Some(from) = role.from.filter(|f| *f > today) {
        return Asked {
            due: None,
            next: Some(from),
        };
    }
    let ends = role.to.and_then(after);
    let allowed = Days::new(policy.days_allowed);
    let counts_from = role.from.and_then(|f| f.checked_sub_days(allowed));
    let last = said
        .iter()
        .filter(|s| s.person == role.person && (s.board.is_none() || s.board == role.board))
        .map(|s| s.on)
        .filter(|on| *on <= today && counts_from.is_none_or(|c| *on >= c))
        .max();
    let soonest =
        |days: [Option<NaiveDate>; 2]| days.into_iter().flatten().filter(|d| *d > today).min();
    let Some(last) = last else {
        let due = role
            .from
            .map_or(today, |f| f.checked_add_days(allowed).unwrap_or(f));
        let reason = if role.earlier {
            Reason::NewRole
        } else {
            Reason::Appointment
        };
        return Asked {
            due: Some(Due {
                reason,
                since: role.from,
                due,
                last: None,
            }),
            next: soonest([after(due), ends]),
        };
    };
    let refresh = match policy.refresh_months {
        0 => None,
        months => last.checked_add_months(Months::new(months)),
    };
    let Some(refresh) = refresh else {
        return Asked {
            due: None,
            next: soonest([None, ends]),
        };
    };
    let first = refresh.checked_sub_days(allowed).unwrap_or(refresh);
    if first > today {
        return Asked {
            due: None,
            next: soonest([Some(first), ends]),
        };
    }
    Asked {
        due: Some(Due {
            reason: Reason::Refresh,
            since: Some(last),
            due: refresh,
            last: Some(last),
        }),
        next: soonest([after(refresh), ends]),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn id(text: &str) -> Id {
        Id::natural("test", &[text])
    }

    fn role() -> Role {
        Role {
            id: id("membership"),
            person: id("Ann"),
            name: "Ann".into(),
            board: Some(id("board")),
            what: "Board".into(),
            from: Some(date(2025, 5, 1)),
            to: None,
            earlier: false,
        }
    }

    fn said(on: NaiveDate, board: Option<&str>) -> Said {
        Said {
            person: id("Ann"),
            board: board.map(id),
            on,
        }
    }

    fn on(day: NaiveDate, all: &[Said]) -> Asked {
        asked(&role(), all, &Policy::default(), day)
    }

    #[test]
    fn an_appointment_asks_within_28_days() {
        let due = on(date(2025, 5, 10), &[]).due.unwrap();
        assert_eq!(
            (due.reason, due.due),
            (Reason::Appointment, date(2025, 5, 29))
        );
        assert!(!due.is_overdue(date(2025, 5, 29)) && due.is_overdue(date(2025, 5, 30)));
        assert_eq!(on(date(2025, 5, 10), &[]).next, Some(date(2025, 5, 30)));
        assert_eq!(
            on(date(2025, 4, 30), &[]),
            Asked {
                due: None,
                next: Some(date(2025, 5, 1))
            }
        );
    }

    #[test]
    fn a_changed_role_is_named_as_one() {
        let role = Role {
            earlier: true,
            ..role()
        };
        let due = asked(&role, &[], &Policy::default(), date(2025, 5, 2))
            .due
            .unwrap();
        assert_eq!(due.reason, Reason::NewRole);
    }

    #[test]
    fn what_was_said_for_this_board_or_for_every_role_counts() {
        let today = date(2025, 6, 20);
        for board in [None, Some("board")] {
            assert_eq!(
                on(today, &[said(date(2025, 5, 20), board)]).due,
                None,
                "{board:?}"
            );
        }
        assert!(
            on(today, &[said(date(2025, 5, 20), Some("another"))])
                .due
                .is_some()
        );
        // Asked before they begin; not years before.
        assert_eq!(on(today, &[said(date(2025, 4, 3), None)]).due, None);
        assert!(on(today, &[said(date(2025, 4, 2), None)]).due.is_some());
        // Said in the future is not said yet.
        assert!(on(today, &[said(date(2025, 6, 21), None)]).due.is_some());
    }

    #[test]
    fn a_year_later_it_is_asked_again_four_weeks_ahead() {
        let all = [said(date(2025, 5, 20), None)];
        assert_eq!(
            on(date(2026, 4, 21), &all),
            Asked {
                due: None,
                next: Some(date(2026, 4, 22))
            }
        );
        let due = on(date(2026, 4, 22), &all).due.unwrap();
        assert_eq!((due.reason, due.due), (Reason::Refresh, date(2026, 5, 20)));
        assert!(!due.is_missing());
    }

    #[test]
    fn the_policy_of_the_host_decides() {
        let policy = Policy {
            days_allowed: 14,
            refresh_months: 0,
            ..Policy::default()
        };
        let due = asked(&role(), &[], &policy, date(2025, 5, 2)).due.unwrap();
        assert_eq!(due.due, date(2025, 5, 15));
        let all = [said(date(2025, 5, 20), None)];
        assert_eq!(
            asked(&role(), &all, &policy, date(2035, 5, 2)),
            Asked::default()
        );
    }

    #[test]
    fn who_has_left_is_asked_for_nothing() {
        let role = Role {
            to: Some(date(2025, 6, 1)),
            ..role()
        };
        let policy = Policy::default();
        assert_eq!(
            asked(&role, &[], &policy, date(2025, 6, 2)),
            Asked::default()
        );
        assert!(asked(&role, &[], &policy, date(2025, 6, 1)).due.is_some());
        assert_eq!(
            asked(&role, &[], &policy, date(2025, 6, 1)).next,
            Some(date(2025, 6, 2))
        );
    }
}
