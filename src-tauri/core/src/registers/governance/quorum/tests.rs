//! Who counts, when.

use super::*;
use crate::registers::governance::facts::{
    BoardFacts, ItemFacts, MeetingLine, PresenceFacts, Sitting,
};

fn id(n: u8) -> Id {
    Id::natural("test", &[&n.to_string()])
}

fn sitting(n: u8, capacity: &str, voting: bool) -> Sitting {
    Sitting {
        id: id(100 + n),
        person: id(n),
        name: format!("Member {n}"),
        seat: None,
        organisation: String::new(),
        capacity: capacity.into(),
        voting,
        from: None,
        term_ends: None,
        to: None,
    }
}

fn present(n: u8, arrived: Option<i64>, left: Option<i64>) -> PresenceFacts {
    PresenceFacts {
        person: id(n),
        name: format!("Member {n}"),
        presence: "present".into(),
        arrived,
        left,
        stands_in_for: None,
        stepped_out: None,
        came_back: None,
    }
}

fn item(n: u8, time: ItemTime, allotted: Option<i64>) -> ItemFacts {
    ItemFacts {
        id: id(200 + n),
        place: i64::from(n),
        title: format!("Item {n}"),
        purpose: "decide".into(),
        presenter: String::new(),
        allotted,
        confidentiality: "open".into(),
        paper_expected: false,
        recommendation: String::new(),
        time,
        minute: String::new(),
    }
}

/// Three voting members there, one in attendance; items of 30 minutes from 09:00.
fn meeting(quorum: Option<i64>) -> MeetingFacts {
    let none = ItemTime::default();
    MeetingFacts {
        line: MeetingLine {
            id: id(0),
            board: id(99),
            day: chrono::NaiveDate::default(),
            name: String::new(),
            state: "held".into(),
            starts: Some(540),
            chair: None,
            papers_due: None,
        },
        board: BoardFacts {
            id: id(99),
            name: "Board".into(),
            meetings_a_year: None,
            quorum,
            from: None,
            to: None,
            seats: vec![],
            sittings: vec![
                sitting(1, "chair", true),
                sitting(2, "member", true),
                sitting(3, "member", true),
                sitting(4, "in_attendance", false),
                sitting(5, "member", true),
            ],
        },
        items: vec![
            item(1, none, Some(30)),
            item(2, none, Some(30)),
            item(3, none, None),
        ],
        presence: vec![
            present(1, None, None),
            present(2, None, None),
            present(3, None, None),
            present(4, None, None),
        ],
    }
}

fn there(meeting: &MeetingFacts, away: &[Away]) -> Vec<usize> {
    per_item(meeting, away)
        .into_iter()
        .map(|q| match q {
            Quorum::NotDefined { present }
            | Quorum::Met { present, .. }
            | Quorum::NotMet { present, .. } => present,
        })
        .collect()
}

#[test]
fn no_quorum_laid_down_is_never_met() {
    for needed in [None, Some(0), Some(-1)] {
        let all = per_item(&meeting(needed), &[]);
        assert!(
            all.iter().all(|q| *q == Quorum::NotDefined { present: 3 }),
            "{all:?}"
        );
    }
    let words = at_meeting(&meeting(None)).words();
    assert!(words.starts_with("quorum not defined"), "{words}");
}

#[test]
fn only_voting_members_count_and_each_once() {
    let mut held = meeting(Some(3));
    held.presence.push(present(3, None, None));
    assert_eq!(there(&held, &[]), [3, 3, 3]);
    assert_eq!(
        at_meeting(&held),
        Quorum::Met {
            present: 3,
            needed: 3
        }
    );
}

#[test]
fn who_leaves_for_an_item_is_missing_from_that_item_alone() {
    let held = meeting(Some(3));
    let away = [Away {
        item: id(202),
        person: id(2),
    }];
    assert_eq!(there(&held, &away), [3, 2, 3]);
    let failed: Vec<bool> = per_item(&held, &away).iter().map(|q| q.failed()).collect();
    assert_eq!(failed, [false, true, false]);
}

#[test]
fn who_comes_late_or_goes_early_counts_for_the_items_they_heard_whole() {
    let mut held = meeting(Some(3));
    held.presence[1].arrived = Some(570);
    assert_eq!(there(&held, &[]), [2, 3, 3]);
    held.presence[1].arrived = Some(571);
    assert_eq!(there(&held, &[]), [2, 2, 3]);
    held.presence[2].left = Some(570);
    assert_eq!(there(&held, &[]), [2, 1, 2]);
}

#[test]
fn recorded_times_go_before_those_worked_out() {
    let mut held = meeting(Some(3));
    held.items[1].time = ItemTime {
        began: Some(600),
        ended: Some(640),
    };
    held.presence[1].arrived = Some(590);
    held.presence[2].left = Some(639);
    assert_eq!(there(&held, &[]), [2, 2, 2]);
    let times = clock(&held);
    assert_eq!(times[0].ended, Some(600));
    assert_eq!(times[2].began, Some(640));
}

#[test]
fn where_no_time_is_known_who_came_late_does_not_count() {
    let mut held = meeting(Some(3));
    held.line.starts = None;
    held.presence[1].arrived = Some(1);
    assert_eq!(there(&held, &[]), [2, 2, 2]);
}

#[test]
fn a_stand_in_counts_for_the_member_unless_the_member_came() {
    let mut held = meeting(Some(3));
    held.presence[3].stands_in_for = Some(id(5));
    assert_eq!(there(&held, &[]), [4, 4, 4]);
    held.presence[3].stands_in_for = Some(id(2));
    assert_eq!(there(&held, &[]), [3, 3, 3]);
}

#[test]
fn who_sent_apologies_is_not_there() {
    let mut held = meeting(Some(3));
    held.presence[0].presence = "apologies".into();
    assert_eq!(there(&held, &[]), [2, 2, 2]);
}

#[test]
fn who_was_out_for_a_while_does_not_count_for_the_items_meanwhile() {
    let mut meeting = meeting(Some(3));
    // From the start of the second item, at 09:30, to its end.
    meeting.presence[1].stepped_out = Some(570);
    meeting.presence[1].came_back = Some(600);
    assert_eq!(there(&meeting, &[]), [3, 2, 3]);
    meeting.presence[1].came_back = None;
    assert_eq!(there(&meeting, &[]), [3, 2, 2]);
    // Nobody knows since when.
    meeting.presence[1].stepped_out = None;
    meeting.presence[1].came_back = Some(600);
    assert_eq!(there(&meeting, &[]), [2, 2, 3]);
}
