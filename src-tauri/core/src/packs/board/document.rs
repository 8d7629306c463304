//! The pages of a board pack.

use chrono::{NaiveDate, NaiveTime};

use super::{BoardPack, PackItem, PackSeat, items};
use crate::{
    dates::in_words,
    document::{Column, Document, Row, Table, Text},
    packs::{
        parts::{self, Opening, guarded},
        report,
    },
    registers::desk::Composed,
};

/// The pack as a document. Without a sign-off it is marked as a draft on every page.
#[must_use]
pub fn document(copy: &BoardPack, made_on: NaiveDate) -> Document {
    let (meeting, day) = (&copy.meeting, in_words(copy.meeting.day));
    let mut pack = parts::open(Opening {
        title: format!("Board pack: {}", copy.group),
        subtitle: meeting.title.clone(),
        subject: format!("Meeting of {} on {day}", copy.group),
        head: &copy.head,
        as_at: made_on,
        made_on,
        confidential: copy.is_confidential(),
        footer: format!("{} · {day}", copy.group),
        lines: vec![
            ("Group", copy.group.clone()),
            ("Day", day.clone()),
            ("Time", time(&meeting.from, &meeting.to)),
            ("Place", meeting.place.clone()),
            ("In the chair", meeting.chair.clone()),
            ("Version", parts::version(copy.version)),
        ],
        signed: &copy.sign_offs,
    });
    self::meeting(&mut pack, copy);
    agenda(&mut pack, copy);
    match copy.sections.is_empty() {
        true => Composed::Board
            .parts()
            .iter()
            .for_each(|one| section(&mut pack, copy, one.0)),
        false => copy
            .sections
            .iter()
            .for_each(|one| section(&mut pack, copy, one)),
    }
    parts::close(&mut pack, &copy.glossary, &copy.sign_offs, "pack");
    pack
}

fn section(pack: &mut Document, copy: &BoardPack, name: &str) {
    match name {
        "attendance" => attendance(pack, &copy.group, &copy.seats),
        "interests" => items::interests(pack, copy),
        "actions" => items::actions(pack, copy),
        "decisions" => items::decisions(pack, copy),
        "previous" => items::previous(pack, copy),
        "items" => items::all(pack, copy),
        "reports" => reports(pack, copy),
        "papers" => items::papers(pack, copy),
        _ => {}
    }
}

impl BoardPack {
    /// Takes these parts, in this order. What only another part shows is no longer in the pack.
    pub fn compose(&mut self, sections: Vec<String>) {
        let has = |name: &str| sections.iter().any(|one| one == name);
        if !has("attendance") {
            self.seats.clear();
        }
        if !has("interests") {
            self.interests.clear();
        }
        if !has("actions") {
            self.actions.clear();
        }
        if !has("decisions") {
            self.decisions.clear();
        }
        if !has("previous") {
            self.previous = None;
        }
        if !has("reports") {
            self.reports.clear();
        }
        self.sections = sections;
    }
}

/// "14:00 to 16:00", or as much of it as is known.
pub(crate) fn time(from: &str, to: &str) -> String {
    match (from.is_empty(), to.is_empty()) {
        (true, _) => String::new(),
        (false, true) => format!("from {from}"),
        (false, false) => format!("{from} to {to}"),
    }
}

fn meeting(pack: &mut Document, copy: &BoardPack) {
    pack.heading_at(1, "meeting", "The meeting");
    let meeting = &copy.meeting;
    let mut facts = vec![
        ("Day".to_owned(), Text::from(in_words(meeting.day))),
        ("Time".to_owned(), time(&meeting.from, &meeting.to).into()),
        ("Place".to_owned(), Text::from(&meeting.place)),
        ("In the chair".to_owned(), Text::from(&meeting.chair)),
        (
            "Quorum".to_owned(),
            if meeting.quorum.is_empty() {
                "Not defined in the terms of reference".into()
            } else {
                Text::from(&meeting.quorum)
            },
        ),
    ];
    if crate::document::is_safe_address(&meeting.link) {
        let link = Text::new().link(meeting.link.clone(), meeting.link.clone());
        facts.push(("Join by".to_owned(), link));
    }
    if let Some(next) = meeting.next {
        facts.push(("Next meeting".to_owned(), in_words(next).into()));
    }
    facts.retain(|f| !f.1.is_blank());
    pack.key_facts(facts);
    if !copy.changes.is_empty() {
        pack.heading(2, format!("New in version {}", copy.version.max(2)));
        pack.bullets(copy.changes.iter().map(|c| c.text.clone()));
    }
    parts::left_out(pack, &copy.head);
}

fn agenda(pack: &mut Document, copy: &BoardPack) {
    pack.heading_at(1, "agenda", "Agenda");
    if copy.items.is_empty() {
        pack.paragraph("There is no item on this agenda.");
        return;
    }
    let start = NaiveTime::parse_from_str(&copy.meeting.from, "%H:%M").ok();
    let mut table = Table::of([
        Column::new("No."),
        Column::new("Time"),
        Column::new("Item").weight(6),
        Column::new("Asked of you").weight(2),
        Column::new("Presented by").weight(3),
        Column::new("Minutes"),
        Column::new("Papers").weight(2),
    ])
    .numbers([5])
    .caption("Items in their order")
    .row_headers();
    // After an item of unknown length, or one that this copy does not show, nobody can tell the time.
    let mut clock = start.filter(|_| !copy.head.left_out);
    let mut minutes = 0;
    for item in &copy.items {
        let mut title = Text::new().link_to(item.title.clone(), anchor(item));
        if let Some(mark) = item.guard.mark() {
            title = title.then(" ").strong(format!("({mark})"));
        }
        let references: Vec<&str> = papers_of(copy, item)
            .map(|p| p.reference.as_str())
            .collect();
        let begins = clock.map(|c| c.format("%H:%M").to_string());
        table.push([
            Text::from(&item.number),
            begins.unwrap_or_else(|| "–".to_owned()).into(),
            title,
            item.purpose.words().into(),
            Text::from(&item.presenter),
            item.minutes
                .map(|m| m.to_string())
                .unwrap_or_else(|| "–".to_owned())
                .into(),
            references.join(", ").into(),
        ]);
        minutes += item.minutes.unwrap_or(0);
        clock = clock
            .zip(item.minutes)
            .map(|(c, m)| c + chrono::TimeDelta::minutes(m.into()));
    }
    if minutes > 0 {
        let total = ["Sum", "", "", "", "", &minutes.to_string(), ""].map(Text::from);
        table
            .rows
            .push(Row::Total(total.into_iter().map(Into::into).collect()));
    }
    pack.table(table);
}

/// The name that links to an item use.
pub(super) fn anchor(item: &PackItem) -> String {
    format!("item-{}", item.id)
}

/// The papers of an item.
pub(super) fn papers_of<'a>(
    copy: &'a BoardPack,
    item: &PackItem,
) -> impl Iterator<Item = &'a super::PackPaper> {
    let id = item.id.clone();
    copy.papers.iter().filter(move |p| p.item == id)
}

/// Seats and who takes them.
pub(crate) fn attendance(pack: &mut Document, group: &str, seats: &[PackSeat]) {
    if seats.is_empty() {
        return;
    }
    pack.heading_at(1, "attendance", "Seats and attendance");
    let mut table = Table::of([
        Column::new("Name").weight(3),
        Column::new("Seat").weight(4),
        Column::new("Organisation").weight(4),
        Column::new("Capacity").weight(2),
        Column::new("Vote"),
        Column::new("Attendance").weight(2),
    ])
    .caption(format!("Seats of {}", group))
    .row_headers();
    for seat in seats {
        let person = if seat.person.is_empty() {
            "Vacant"
        } else {
            &seat.person
        };
        let (vote, attends) = match (seat.votes, seat.attends.as_str()) {
            // Nobody holds it, so nobody votes or comes.
            _ if seat.person.is_empty() => ("–", "–"),
            (true, "") => ("Yes", "Not known"),
            (false, "") => ("No", "Not known"),
            (true, attends) => ("Yes", attends),
            (false, attends) => ("No", attends),
        };
        table.push([
            person,
            &seat.role,
            &seat.organisation,
            &seat.capacity,
            vote,
            attends,
        ]);
    }
    pack.table(table);
}

fn reports(pack: &mut Document, copy: &BoardPack) {
    for one in &copy.reports {
        guarded(pack, &one.guard, |pack| {
            report::write(pack, 1, &one.report);
        });
    }
}
