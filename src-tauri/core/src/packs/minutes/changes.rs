//! What is new in minutes since the version that went out before (PCK-7), in lines for whoever has read that one.

use super::{Minutes, MinutesItem, Ruling};
use crate::packs::{
    board::{self, PackMeeting},
    copies::{Confidentiality, Guard},
    head::Head,
    news::{self, PackChange, in_confidence, line, open, stricter},
};

/// What differs, in the order of the minutes; nothing where both say the same. A line never says more than the copy that it
/// stands in: it bears the strictest mark of what it is about.
#[must_use]
pub fn changes(before: &Minutes, now: &Minutes) -> Vec<PackChange> {
    let mut out = vec![];
    if before.state != now.state {
        out.push(open(format!("They are now: {}.", now.state)));
    }
    let met = PackMeeting {
        next: now.meeting.next,
        ..before.meeting.clone()
    };
    board::meeting_changes(&met, &now.meeting, &mut out);
    if before.seats != now.seats {
        out.push(open(
            "Who sits on the board and who was there was brought up to date.",
        ));
    }
    for item in &now.items {
        match same_item(before, now, item) {
            None => out.push(line(
                format!("Item {}, {}, is new.", item.number, item.title),
                item.guard.clone(),
            )),
            Some(was) => of_item(was, item, &mut out),
        }
    }
    for was in &before.items {
        let stays = now
            .items
            .iter()
            .any(|item| same_item(before, now, item).is_some_and(|one| std::ptr::eq(one, was)));
        if !stays {
            let text = format!("Item {}, {}, was taken out.", was.number, was.title);
            out.push(line(text, was.guard.clone()));
        }
    }
    let outcomes = [
        (
            "The decisions of no item were brought up to date.",
            differing(&before.decisions, &now.decisions, |d| d.guard.clone()),
        ),
        (
            "The actions of no item were brought up to date.",
            differing(&before.actions, &now.actions, |a| a.guard.clone()),
        ),
    ];
    for (text, guards) in outcomes {
        if let Some(guard) = strictest(guards) {
            out.push(line(text, guard));
        }
    }
    if before.corrections != now.corrections {
        out.push(in_confidence(
            "What was corrected on approval was brought up to date.",
        ));
    }
    news::unsaid(&mut out, || content(before) != content(now));
    out
}

/// Minutes without what says only which version they are, and without the next meeting, which they do not show.
fn content(minutes: &Minutes) -> Minutes {
    let mut content = Minutes {
        head: Head::of(minutes.head.hub.clone()),
        version: 0,
        changes: vec![],
        ..minutes.clone()
    };
    content.meeting.next = None;
    content
}

/// The item as it was: of the same number and title, else of its title, else of its number where that title is gone.
fn same_item<'a>(
    before: &'a Minutes,
    now: &Minutes,
    item: &MinutesItem,
) -> Option<&'a MinutesItem> {
    let of = |same: &dyn Fn(&MinutesItem) -> bool| before.items.iter().find(|b| same(b));
    let gone = |was: &MinutesItem| !now.items.iter().any(|n| n.title == was.title);
    of(&|b| b.title == item.title && b.number == item.number)
        .or_else(|| of(&|b| b.title == item.title))
        .or_else(|| of(&|b| b.number == item.number && gone(b)))
}

fn of_item(was: &MinutesItem, is: &MinutesItem, out: &mut Vec<PackChange>) {
    let own = stricter(&was.guard, &is.guard);
    let named = format!("Item {}, {}: changed", is.number, is.title);
    let facts = [
        (was.number != is.number, "its place"),
        (was.title != is.title, "its title"),
        (was.quorum != is.quorum, "its quorum"),
        (was.text != is.text, "its words"),
        (was.guard != is.guard, "who may see it"),
    ];
    if let Some(what) = news::differing(&facts) {
        out.push(line(format!("{named} {what}."), own.clone()));
    }
    let outcomes = [
        (
            "what was ruled on interests",
            differing(&was.rulings, &is.rulings, of_ruling),
        ),
        (
            "its decisions",
            differing(&was.decisions, &is.decisions, |d| d.guard.clone()),
        ),
        (
            "its actions",
            differing(&was.actions, &is.actions, |a| a.guard.clone()),
        ),
    ];
    for (what, guards) in outcomes {
        if let Some(guard) = strictest(guards) {
            out.push(line(format!("{named} {what}."), stricter(&own, &guard)));
        }
    }
}

/// The marks of what stands in one list alone; of all where only their order differs.
fn differing<T: PartialEq>(was: &[T], is: &[T], guard: impl Fn(&T) -> Guard) -> Vec<Guard> {
    if was == is {
        return vec![];
    }
    let gone = was.iter().filter(|one| !is.contains(one));
    let new = is.iter().filter(|one| !was.contains(one));
    let differ: Vec<Guard> = gone.chain(new).map(&guard).collect();
    if differ.is_empty() {
        return is.iter().map(guard).collect();
    }
    differ
}

fn strictest(guards: Vec<Guard>) -> Option<Guard> {
    guards.into_iter().reduce(|a, b| stricter(&a, &b))
}

/// That an interest which is withheld was described anew is nothing for the public either.
fn of_ruling(one: &Ruling) -> Guard {
    Guard::of(if one.redacted {
        Confidentiality::InConfidence
    } else {
        Confidentiality::Open
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::packs::{
        board::{PackAction, PackDecision, PackSeat},
        copies::{Face, reduce},
    };

    fn decided(text: &str, mark: Confidentiality) -> PackDecision {
        PackDecision {
            text: text.into(),
            guard: Guard::of(mark),
            ..PackDecision::default()
        }
    }

    fn item(number: &str, title: &str, mark: Confidentiality) -> MinutesItem {
        MinutesItem {
            number: number.into(),
            title: title.into(),
            guard: Guard::of(mark),
            quorum: "quorum met".into(),
            rulings: vec![Ruling {
                person: "Mo".into(),
                interest: "Shares".into(),
                ruling: "Left".into(),
                ..Ruling::default()
            }],
            text: "It was said.".into(),
            decisions: vec![decided("To go on", Confidentiality::Open)],
            actions: vec![PackAction {
                text: "Write".into(),
                ..PackAction::default()
            }],
        }
    }

    fn minutes() -> Minutes {
        Minutes {
            group: "Board".into(),
            state: "Draft".into(),
            version: 1,
            seats: vec![PackSeat {
                person: "Mo".into(),
                ..PackSeat::default()
            }],
            items: vec![
                item("1", "Plan", Confidentiality::Open),
                item("2", "Zzpay", Confidentiality::ClosedSession),
            ],
            decisions: vec![decided("To wait", Confidentiality::Open)],
            ..Minutes::default()
        }
    }

    fn texts(changes: &[PackChange]) -> Vec<&str> {
        changes.iter().map(|c| c.text.as_str()).collect()
    }

    #[test]
    fn every_difference_is_a_line_in_the_order_of_the_minutes() {
        let before = minutes();
        assert_eq!(changes(&before, &before), []);
        let mut now = minutes();
        // Which meeting comes next is not in minutes.
        now.meeting.next = Some(chrono::NaiveDate::default());
        assert_eq!(changes(&before, &now), []);
        now.state = "Approved at the meeting of 3 June 2026".into();
        now.seats.clear();
        now.items[0].text = "Something else was said.".into();
        now.items[0].decisions.clear();
        now.items[1] = item("2", "Premises", Confidentiality::Open);
        now.items
            .push(item("3", "Zzpay", Confidentiality::ClosedSession));
        now.decisions.clear();
        assert_eq!(
            texts(&changes(&before, &now)),
            [
                "They are now: Approved at the meeting of 3 June 2026.",
                "Who sits on the board and who was there was brought up to date.",
                "Item 1, Plan: changed its words.",
                "Item 1, Plan: changed its decisions.",
                "Item 2, Premises, is new.",
                "Item 3, Zzpay: changed its place.",
                "The decisions of no item were brought up to date.",
            ]
        );
        now.items.truncate(1);
        let gone = changes(&before, &now);
        assert!(texts(&gone).contains(&"Item 2, Zzpay, was taken out."));
    }

    #[test]
    fn the_public_reads_of_no_change_in_what_it_may_not_read() {
        let before = minutes();
        let mut now = minutes();
        let closed = Confidentiality::ClosedSession;
        now.items[0].decisions.push(decided("Zzsecret", closed));
        now.items[0].rulings[0].redacted = true;
        now.items[1].text = "Zz".into();
        now.corrections.push("Zz".into());
        now.changes = changes(&before, &now);
        assert_eq!(now.changes.len(), 4, "{:?}", now.changes);
        assert_eq!(reduce(&now, &Face::Public).changes, []);
        let session = reduce(&now, &Face::ClosedSession).changes;
        assert_eq!(
            texts(&session),
            [
                "Item 1, Plan: changed its decisions.",
                "Item 2, Zzpay: changed its words."
            ]
        );
    }

    /// Each text of the minutes in turn: a difference that no line speaks of would be refused as "nothing new".
    #[test]
    fn no_difference_goes_without_a_line() {
        let before = minutes();
        for number in 0..7 {
            let mut now = minutes();
            match number {
                0 => now.group = "Another".into(),
                1 => now.meeting.place = "Room 3".into(),
                2 => now.meeting.link = "https://example.org".into(),
                3 => now.approved = true,
                4 => now.items[0].quorum = "no quorum".into(),
                5 => now.items.swap(0, 1),
                _ => now.glossary.push(("ICB".into(), "A board".into())),
            }
            assert_ne!(changes(&before, &now), [], "{number}");
        }
    }
}
