//! The pages of a board pack.

use chrono::{NaiveDate, NaiveTime};

use super::{BoardPack, PackItem, items};
use crate::{
    dates::in_words,
    document::{
        CallOut, Column, Cover, Document, Marks, Meta, Paragraph, Row, Table, Text, from_markdown,
    },
    packs::{
        copies::{Confidentiality, Face, Guard},
        report, sign_off,
    },
};

/// The pack as a document. Without a sign-off it is marked as a draft on every page.
#[must_use]
pub fn document(copy: &BoardPack, made_on: NaiveDate) -> Document {
    let title = format!("Board pack: {}", copy.group);
    let day = in_words(copy.meeting.day);
    let mut pack = Document::new(Meta {
        subject: format!("Meeting of {} on {day}", copy.group),
        ..Meta::new(title.clone(), copy.hub.clone(), made_on, made_on)
    });
    let face = match &copy.face {
        Some(face) => face.words(),
        None => "Whole pack: not to be handed out".to_owned(),
    };
    pack.marks = Marks {
        draft: sign_off::draft(&copy.sign_offs),
        confidentiality: Some(face.clone()),
        footer: format!("{} · {} · {day}", copy.hub, copy.group),
    };
    pack.cover = Some(cover(copy, &title, &face, made_on));
    pack.contents("Contents", 2);
    pack.page_break();
    meeting(&mut pack, copy);
    agenda(&mut pack, copy);
    attendance(&mut pack, copy);
    items::interests(&mut pack, copy);
    items::previous(&mut pack, copy);
    items::actions(&mut pack, copy);
    items::all(&mut pack, copy);
    reports(&mut pack, copy);
    items::papers(&mut pack, copy);
    if !copy.glossary.is_empty() {
        pack.heading_at(1, "glossary", "Abbreviations");
        pack.glossary(copy.glossary.iter().cloned());
    }
    sign_off::page(&mut pack, &copy.sign_offs, "pack", |s| {
        format!(
            "Check code {}. The laptop’s signature is over every copy of this pack by its own digest; what this copy was \
             made from is attached to this file. It is not a qualified electronic signature.",
            s.check_code
        )
    });
    pack
}

fn cover(copy: &BoardPack, title: &str, face: &str, made_on: NaiveDate) -> Cover {
    let meeting = &copy.meeting;
    let mut lines = vec![
        ("Group".to_owned(), copy.group.clone()),
        ("Day".to_owned(), in_words(meeting.day)),
        ("Time".to_owned(), time(&meeting.from, &meeting.to)),
        ("Place".to_owned(), meeting.place.clone()),
        ("In the chair".to_owned(), meeting.chair.clone()),
        ("Copy".to_owned(), face.to_owned()),
        ("Made on".to_owned(), in_words(made_on)),
    ];
    if copy.version > 1 {
        lines.push(("Version".to_owned(), copy.version.to_string()));
    }
    lines.retain(|l| !l.1.is_empty());
    Cover {
        title: title.to_owned(),
        subtitle: meeting.title.clone(),
        lines,
    }
}

/// "14:00 to 16:00", or as much of it as is known.
fn time(from: &str, to: &str) -> String {
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
    if let Some(note) = left_out(copy) {
        pack.call_out(CallOut::information("About this copy").paragraph(note));
    }
}

/// Says that something is missing, never what.
fn left_out(copy: &BoardPack) -> Option<&'static str> {
    let face = copy.face.as_ref().filter(|_| copy.left_out)?;
    Some(match face {
        Face::Public => {
            "Some of what the group considers is confidential and is not part of this copy, so numbers may be missing."
        }
        Face::ClosedSession => {
            "This copy holds the closed session alone. The rest of the meeting is in the members’ copy."
        }
        Face::Member { .. } => {
            "Papers on matters in which you take no part are not in this copy. Where one is missing, its reference says so."
        }
        Face::Members => "Some of the pack is handed out separately.",
    })
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
    let mut clock = start.filter(|_| !copy.left_out);
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

fn attendance(pack: &mut Document, copy: &BoardPack) {
    if copy.seats.is_empty() {
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
    .caption(format!("Seats of {}", copy.group))
    .row_headers();
    for seat in &copy.seats {
        let person = if seat.person.is_empty() {
            "Vacant"
        } else {
            &seat.person
        };
        let vote = if seat.votes { "Yes" } else { "No" };
        let attends = if seat.attends.is_empty() {
            "Not known"
        } else {
            &seat.attends
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

/// Something confidential stands on pages of its own, each of which says so.
pub(super) fn guarded(pack: &mut Document, guard: &Guard, write: impl FnOnce(&mut Document)) {
    let Some(mark) = guard.mark() else {
        write(pack);
        return;
    };
    pack.mark_pages(Some(mark));
    write(pack);
    if let Some(release) = &guard.release {
        let mut words = format!("Released by {} on {}", release.by, in_words(release.on));
        if !release.scope.is_empty() {
            words += &format!(": {}", release.scope);
        }
        pack.push(Paragraph::note(words + "."));
    }
    pack.mark_pages(None::<&str>);
}

/// What a register of a hub says in formatted text, below a heading of this level.
pub(super) fn formatted(pack: &mut Document, text: &str, below: u8) {
    pack.extend(from_markdown(text, below));
}

/// Whether any of it is confidential.
#[must_use]
pub(super) fn is_confidential(guard: &Guard) -> bool {
    guard.confidentiality != Confidentiality::Open
}
