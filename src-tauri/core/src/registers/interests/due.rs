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
    /// In what capacity they sit, as it was recorded from day to day.
    pub held: Vec<Held>,
}

/// What was recorded of somebody's place on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The day.
    pub on: NaiveDate,
    /// In what capacity, or as what.
    pub what: String,
}

/// Since when somebody's place is another one than on a day, as far as it is recorded; none while it is the same.
pub fn changed_since(held: &[Held], day: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let known: Vec<&Held> = held.iter().filter(|h| h.on <= today).collect();
    let now = known.last()?;
    let then = known.iter().rfind(|h| h.on <= day).or(known.first())?;
    if then.what == now.what {
        return None;
    }
    let lasting = known.iter().rev().take_while(|h| h.what == now.what);
    lasting.last().map(|h| h.on)
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
        self.last.is_none()
    }

    /// Somebody who declared is asked again since time has passed.
    pub fn is_refresh(&self) -> bool {
        self.reason == Reason::Refresh
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
    let turn = role.held.iter().map(|h| h.on).find(|d| *d > today);
    let soonest = |day: Option<NaiveDate>| {
        let days = [day, ends, turn].into_iter().flatten();
        days.filter(|d| *d > today).min()
    };
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
            next: soonest(after(due)),
        };
    };
    if let Some(on) = changed(role, last, allowed, today) {
        let due = on.checked_add_days(allowed).unwrap_or(on);
        return Asked {
            due: Some(Due {
                reason: Reason::NewRole,
                since: Some(on),
                due,
                last: Some(last),
            }),
            next: soonest(after(due)),
        };
    }
    let refresh = match policy.refresh_months {
        0 => None,
        months => last.checked_add_months(Months::new(months)),
    };
    let Some(refresh) = refresh else {
        return Asked {
            due: None,
            next: soonest(None),
        };
    };
    let first = refresh.checked_sub_days(allowed).unwrap_or(refresh);
    if first > today {
        return Asked {
            due: None,
            next: soonest(Some(first)),
        };
    }
    Asked {
        due: Some(Due {
            reason: Reason::Refresh,
            since: Some(last),
            due: refresh,
            last: Some(last),
        }),
        next: soonest(after(refresh)),
    }
}

/// Since when somebody sits on the board in another capacity than they last declared in.
fn changed(role: &Role, last: NaiveDate, allowed: Days, today: NaiveDate) -> Option<NaiveDate> {
    let on = changed_since(&role.held, last, today)?;
    let counts_from = on.checked_sub_days(allowed).unwrap_or(on);
    (role.from.is_none_or(|from| on > from) && last < counts_from).then_some(on)
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
            held: vec![],
        }
    }

    fn held(all: &[(NaiveDate, &str)]) -> Vec<Held> {
        let one = |(on, what): &(NaiveDate, &str)| Held {
            on: *on,
            what: (*what).into(),
        };
        all.iter().map(one).collect()
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
    fn who_takes_another_capacity_declares_again() {
        let (joined, turned) = (date(2025, 5, 1), date(2025, 9, 10));
        let role = Role {
            held: held(&[(joined, "member"), (turned, "chair")]),
            ..role()
        };
        let on = |day, all: &[Said]| asked(&role, all, &Policy::default(), day).due;
        let before = [said(date(2025, 5, 20), None)];
        assert_eq!(on(date(2025, 9, 9), &before), None);
        let due = on(turned, &before).unwrap();
        assert_eq!((due.reason, due.due), (Reason::NewRole, date(2025, 10, 8)));
        // They did declare, only not since.
        assert!(!due.is_missing() && !due.is_refresh());
        // Asked before they begin, or after.
        for day in [date(2025, 8, 13), date(2025, 9, 12)] {
            assert_eq!(on(date(2025, 9, 12), &[said(day, None)]), None, "{day}");
        }
        let early = [said(date(2025, 8, 12), None)];
        assert!(on(turned, &early).is_some());
    }

    #[test]
    fn a_capacity_that_was_put_back_is_no_change() {
        let all = held(&[
            (date(2025, 5, 1), "member"),
            (date(2025, 9, 10), "chair"),
            (date(2025, 9, 11), "member"),
        ]);
        let today = date(2025, 12, 1);
        assert_eq!(changed_since(&all, date(2025, 5, 20), today), None);
        // Said while in the chair: a member again since the 11th.
        let since = changed_since(&all, date(2025, 9, 10), today);
        assert_eq!(since, Some(date(2025, 9, 11)));
        // Recorded after it was said: what was recorded first is taken to have held before.
        assert_eq!(changed_since(&all, date(2024, 1, 1), today), None);
        assert_eq!(changed_since(&[], today, today), None);
        // Not yet.
        assert_eq!(
            changed_since(&all, date(2025, 5, 20), date(2025, 9, 9)),
            None
        );
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
