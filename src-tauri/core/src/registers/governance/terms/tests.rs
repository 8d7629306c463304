//! The paragraph is right when a meeting is missed, a seat is empty and the quorum failed for one item only.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::{
    record::Id,
    registers::governance::{
        facts::{ItemFacts, PresenceFacts, SeatFacts, Sitting},
        quorum::ItemTime,
    },
};

fn id(text: &str) -> Id {
    Id::natural("test", &[text])
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn sitting(name: &str, capacity: &str, seat: Option<&str>) -> Sitting {
    Sitting {
        id: id(&format!("sitting {name}")),
        person: id(name),
        name: name.into(),
        seat: seat.map(id),
        organisation: String::new(),
        capacity: capacity.into(),
        voting: true,
        from: Some(date(2024, 4, 1)),
        term_ends: None,
        to: None,
    }
}

fn board() -> BoardFacts {
    let seat = |name: &str| SeatFacts {
        id: id(name),
        name: name.into(),
        optional: false,
        from: None,
        to: None,
    };
    BoardFacts {
        id: id("board"),
        name: "The hub board".into(),
        meetings_a_year: Some(3),
        quorum: Some(2),
        from: None,
        to: None,
        seats: vec![seat("Dean"), seat("Lead nurse")],
        sittings: vec![
            sitting("Ann", "chair", Some("Dean")),
            sitting("Bo", "member", Some("Lead nurse")),
        ],
    }
}

fn line(on: NaiveDate, state: &str) -> MeetingLine {
    MeetingLine {
        id: id(&on.to_string()),
        board: id("board"),
        day: on,
        name: String::new(),
        state: state.into(),
        starts: None,
        chair: None,
        papers_due: None,
    }
}

fn held(board: &BoardFacts, on: NaiveDate) -> MeetingFacts {
    let item = |place: i64, title: &str| ItemFacts {
        id: id(title),
        place,
        title: title.into(),
        purpose: "decide".into(),
        presenter: String::new(),
        allotted: None,
        confidentiality: "open".into(),
        paper_expected: false,
        recommendation: String::new(),
        time: ItemTime::default(),
        minute: String::new(),
    };
    let present = |name: &str| PresenceFacts {
        person: id(name),
        name: name.into(),
        presence: "present".into(),
        arrived: None,
        left: None,
        stands_in_for: None,
        stepped_out: None,
        came_back: None,
    };
    MeetingFacts {
        line: line(on, "held"),
        board: board.clone(),
        items: vec![item(1, "Minutes"), item(2, "Supplier")],
        presence: vec![present("Ann"), present("Bo")],
    }
}

const YEAR: (i32, i32) = (2024, 2025);

fn year() -> Year {
    Year::of(date(YEAR.0, 6, 1))
}

#[test]
fn a_year_that_kept_to_the_terms_says_so_and_no_more() {
    let board = board();
    let days = [date(2024, 5, 14), date(2024, 10, 8), date(2025, 2, 11)];
    let lines: Vec<_> = days.iter().map(|d| line(*d, "held")).collect();
    let meetings: Vec<_> = days.iter().map(|d| (held(&board, *d), vec![])).collect();
    let today = date(2025, 4, 2);
    let found = exceptions(&board, &lines, &meetings, year(), today);
    assert_eq!(found, []);
    assert_eq!(
        paragraph(&board, year(), today, &found),
        "In 2024-25, The hub board kept to its terms of reference."
    );
}

#[test]
fn a_missed_meeting_an_empty_seat_and_one_item_without_quorum_are_all_it_names() {
    let mut board = board();
    board.sittings[1].to = Some(date(2024, 12, 31));
    let days = [date(2024, 5, 14), date(2024, 10, 8)];
    let mut lines: Vec<_> = days.iter().map(|d| line(*d, "held")).collect();
    lines.push(line(date(2025, 2, 11), "cancelled"));
    let away = vec![Away {
        item: id("Supplier"),
        person: id("Bo"),
    }];
    let meetings = [
        (held(&board, days[0]), vec![]),
        (held(&board, days[1]), away),
    ];
    let today = date(2025, 4, 2);
    let found = exceptions(&board, &lines, &meetings, year(), today);
    assert_eq!(
        paragraph(&board, year(), today, &found),
        "In 2024-25, The hub board kept to its terms of reference, except that it held two meetings, where its terms ask \
         for at least three; the seat “Lead nurse” was vacant from 1 January 2025; at the meeting of 8 October 2024 there \
         was no quorum for item 2 “Supplier” (1 voting member, 2 needed)."
    );
}

#[test]
fn a_year_under_way_counts_what_is_planned() {
    let board = board();
    let today = date(2024, 11, 1);
    let mut lines = vec![
        line(date(2024, 5, 14), "held"),
        line(date(2025, 2, 11), "planned"),
    ];
    let none = too_few(&board, &[], year(), today).unwrap().words;
    assert_eq!(
        none,
        "it held no meetings so far and has none planned, where its terms ask for at least three"
    );
    let words = too_few(&board, &lines, year(), today).unwrap().words;
    assert_eq!(
        words,
        "it held one meeting so far and has one planned, where its terms ask for at least three"
    );
    lines.push(line(date(2025, 3, 11), "planned"));
    assert_eq!(too_few(&board, &lines, year(), today), None);
    // What was planned and never held is no meeting.
    lines[1].day = date(2024, 6, 1);
    assert!(too_few(&board, &lines, year(), today).is_some());
}

#[test]
fn a_board_that_began_within_the_year_owes_no_whole_years_meetings() {
    let mut board = board();
    board.from = Some(date(2024, 9, 1));
    assert_eq!(too_few(&board, &[], year(), date(2025, 4, 2)), None);
    board.from = None;
    board.meetings_a_year = None;
    assert_eq!(too_few(&board, &[], year(), date(2025, 4, 2)), None);
}

#[test]
fn a_quorum_that_is_not_defined_is_named() {
    let mut board = board();
    board.quorum = None;
    board.meetings_a_year = None;
    let meetings = [(held(&board, date(2024, 5, 14)), vec![])];
    let found = exceptions(&board, &[], &meetings, year(), date(2025, 4, 2));
    let about: Vec<&str> = found.iter().map(|e| e.about).collect();
    assert_eq!(about, ["quorum_not_defined"]);
}

#[test]
fn a_chair_from_outside_is_named() {
    let board = board();
    let mut meeting = held(&board, date(2024, 5, 14));
    meeting.presence[0].presence = "apologies".into();
    meeting.board.quorum = Some(1);
    let found = exceptions(&board, &[], &[(meeting, vec![])], year(), date(2024, 6, 1));
    assert!(found.iter().any(|e| e.about == "chair"), "{found:?}");
}

#[test]
fn the_year_turns_on_the_first_of_april() {
    assert_eq!(Year::of(date(2025, 3, 31)).name(), "2024-25");
    assert_eq!(Year::of(date(2025, 4, 1)).name(), "2025-26");
    assert_eq!(Year::of(date(1999, 4, 1)).name(), "1999-00");
}
