//! Who takes on the lead of a programme of the hub declares anew (COI-2), on a board or not: whoever leads a programme
//! says who works on it and who is paid for it. There is no register of programmes yet; the post in the hub's team says it.

use chrono::NaiveDate;

use super::{
    Policy, Reason,
    due::{Asked, Role, Said, changed_since},
    posts::{Post, due_since},
};
use crate::{alike::plain, dates::holds};

const PROGRAMME: [&str; 4] = ["programme", "programmes", "program", "programs"];
const LEAD: [&str; 3] = ["lead", "leader", "leads"];

/// Who has one of these words in their post works for whoever leads.
const WORKS_FOR: [&str; 5] = ["assistant", "administrator", "admin", "secretary", "pa"];

/// Whether a post by this name leads a programme: as the list of posts calls it, or in a hub's own words.
pub fn is_led_by(role: &str) -> bool {
    let role = plain(role);
    let words: Vec<&str> = role.split(' ').collect();
    if words.iter().any(|w| WORKS_FOR.contains(w)) {
        return false;
    }
    let is_lead =
        |pair: &[&str]| matches!(pair, [a, b] if PROGRAMME.contains(a) && LEAD.contains(b));
    match words.windows(2).position(is_lead) {
        // `Deputy to the programme lead`.
        Some(at) => !matches!(words[..at], [.., "to"] | [.., "to", "the"]),
        // `Lead for the fellowship programme`.
        None => {
            let of = ["of", "for", "on"];
            let leads = matches!(words[..], [a, b, ..] if LEAD.contains(&a) && of.contains(&b));
            leads && words.iter().any(|w| PROGRAMME.contains(w))
        }
    }
}

/// What the lead of a programme asks for on a day of somebody with these roles, who has said this. Who joins a board on the
/// same day is asked as a member.
pub fn asked(
    post: &Post,
    roles: &[Role],
    said: &[Said],
    policy: &Policy,
    today: NaiveDate,
) -> Asked {
    if let Some(nothing) = post.asks_nothing(today) {
        return nothing;
    }
    let last = said.iter().map(|s| s.on).filter(|on| *on <= today).max();
    // Of a post that was another one before, the lead begins with that edit.
    let turned = changed_since(&post.held, last.unwrap_or(NaiveDate::MIN), today);
    let since = turned.map_or(post.start, |on| on.max(post.start));
    let joins = roles
        .iter()
        .any(|r| r.from == Some(since) && holds(r.from, r.to, today));
    let due = if joins {
        None
    } else {
        due_since(since, last, Reason::NewProject, policy)
    };
    Asked {
        due,
        next: post.next(roles, said, today),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        catalogue,
        record::Id,
        registers::interests::due::{Due, Held},
    };

    fn date(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, month, day).unwrap()
    }

    fn lead(start: NaiveDate, held: Vec<Held>) -> Post {
        Post {
            id: Id::natural("test", &["post"]),
            person: Id::natural("test", &["Ann"]),
            name: "Ann".into(),
            elsewhere: None,
            role: "programme_lead".into(),
            start,
            end: None,
            held,
        }
    }

    fn role(from: NaiveDate) -> Role {
        Role {
            id: Id::natural("test", &["membership"]),
            person: Id::natural("test", &["Ann"]),
            name: "Ann".into(),
            board: None,
            what: "Board".into(),
            from: Some(from),
            to: None,
            earlier: false,
            held: vec![],
        }
    }

    fn said(on: NaiveDate) -> Said {
        Said {
            person: Id::natural("test", &["Ann"]),
            board: None,
            on,
        }
    }

    fn due(post: &Post, roles: &[Role], all: &[Said], today: NaiveDate) -> Option<Due> {
        asked(post, roles, all, &Policy::default(), today).due
    }

    #[test]
    fn who_leads_a_programme_is_told_by_the_post() {
        for role in [
            "programme_lead",
            "Programme lead",
            "Fellowship Programme Lead (acting)",
            "Lead for the new-to-practice programme",
            "Leader of training programmes",
            "New to Practice Programme Lead",
        ] {
            assert!(is_led_by(role), "{role}");
        }
        for role in [
            "programme_manager",
            "Programme manager or chief officer",
            "Assistant to the programme lead",
            "Deputy to the programme lead",
            "Programme support lead",
            "Lead for education and training",
            "Lead clinician",
            "lead",
            "",
        ] {
            assert!(!is_led_by(role), "{role}");
        }
        let of_the_list = catalogue::list("team_role");
        let leads: Vec<&str> = of_the_list
            .iter()
            .filter(|r| is_led_by(&r.value) || is_led_by(&r.label))
            .map(|r| r.value.as_str())
            .collect();
        assert_eq!(leads, ["programme_lead"]);
    }

    #[test]
    fn the_lead_of_a_programme_asks_on_a_board_or_not() {
        let post = lead(date(11, 1), vec![]);
        for roles in [vec![], vec![role(date(1, 1))]] {
            let due = |all: &[Said], today| due(&post, &roles, all, today);
            assert_eq!(due(&[], date(10, 31)), None);
            let first = due(&[], date(11, 1)).unwrap();
            assert_eq!(
                (first.reason, first.due),
                (Reason::NewProject, date(11, 29))
            );
            assert!(due(&[said(date(10, 3))], date(11, 1)).is_some());
            // Asked before they begin, or after.
            for on in [date(10, 4), date(11, 5)] {
                assert_eq!(due(&[said(on)], date(11, 5)), None, "{on}");
            }
        }
        // As a new member of a board, who is asked the same by the same day.
        assert_eq!(due(&post, &[role(date(11, 1))], &[], date(11, 2)), None);
    }

    #[test]
    fn who_led_until_yesterday_is_asked_for_nothing() {
        let post = Post {
            end: Some(date(11, 20)),
            ..lead(date(11, 1), vec![])
        };
        assert!(due(&post, &[], &[], date(11, 20)).is_some());
        assert_eq!(due(&post, &[], &[], date(11, 21)), None);
    }

    #[test]
    fn an_old_post_that_becomes_the_lead_asks_from_that_day() {
        let held = [
            ("administrator", date(1, 1)),
            ("programme_lead", date(9, 1)),
        ];
        let held = held.map(|(what, on)| Held {
            on,
            what: what.into(),
        });
        let post = lead(date(1, 1), held.to_vec());
        for all in [vec![], vec![said(date(3, 1))]] {
            let due = due(&post, &[], &all, date(10, 1)).unwrap();
            assert_eq!((due.since, due.due), (Some(date(9, 1)), date(9, 29)));
        }
        assert_eq!(due(&post, &[], &[said(date(9, 2))], date(10, 1)), None);
    }
}
