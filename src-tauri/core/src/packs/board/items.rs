//! The parts of a board pack: interests, minutes of last time, actions, items with their papers' covers, the list of files.

use super::{
    BoardPack, PackAction, PackInterest, PackItem, PackPaper,
    document::{anchor, papers_of},
};
use crate::{
    dates::in_words,
    document::{CallOut, Column, Document, Paragraph, Table, Text},
    packs::{
        copies::{Face, Guard},
        minutes,
        parts::{self, counted, formatted, guarded, in_line, or_dash, sentence},
    },
    record::thousands,
};

/// Interests that touch an item.
pub(super) fn interests(pack: &mut Document, copy: &BoardPack) {
    if copy.interests.is_empty() {
        let touched = if copy.head.left_out {
            "No declared interest touches an item that is in this copy."
        } else {
            "No declared interest touches an item of this agenda."
        };
        let more = "An interest that is not on record is declared at the meeting.";
        nothing(
            pack,
            copy,
            ("interests", "Interests to declare"),
            &format!("{touched} {more}"),
        );
        return;
    }
    pack.heading_at(1, "interests", "Interests to declare");
    pack.paragraph(
        "These declared interests touch an item of this agenda. How each is managed is proposed until the chair rules at \
         the meeting.",
    );
    let mut table = Table::of([
        Column::new("Item").weight(4),
        Column::new("Who").weight(3),
        Column::new("Interest").weight(6),
        Column::new("How it is managed").weight(4),
    ])
    .caption("Declared interests, by item")
    .row_headers();
    for item in &copy.items {
        for one in copy.interests.iter().filter(|i| i.item == item.id) {
            table.push([
                in_line(&format!("{}. {}", item.number, item.title), &item.guard).into(),
                who(one),
                what(one),
                Text::from(&one.action),
            ]);
        }
    }
    pack.table(table);
}

/// A part with nothing in it says so: that nothing is in this copy, where something of the pack is not. The closed session's
/// copy does without the part: nobody looks for it there.
fn nothing(pack: &mut Document, copy: &BoardPack, (anchor, heading): (&str, &str), sentence: &str) {
    if copy.head.face != Some(Face::ClosedSession) {
        pack.heading_at(1, anchor, heading);
        pack.paragraph(sentence);
    }
}

fn who(one: &PackInterest) -> Text {
    if one.person.is_empty() {
        return Text::from("Withheld");
    }
    let words = Text::new().strong(one.person.clone());
    if one.role.is_empty() {
        words
    } else {
        words.then(format!(", {}", one.role))
    }
}

fn what(one: &PackInterest) -> Text {
    let mut words = Text::from(&one.kind);
    if !one.relationship.is_empty() {
        words = words.then(format!(" ({})", one.relationship));
    }
    if !one.description.is_empty() {
        words = words.then(": ").then(sentence(&one.description));
    }
    if !one.touches.is_empty() {
        words = words.then(format!(" Touches: {}.", one.touches));
    }
    match one.redacted.as_deref() {
        Some("") => words.then(". Withheld; the reason is on record."),
        Some(reason) => words.then(format!(" Withheld from the public copy: {reason}")),
        None => words,
    }
}

/// The minutes of the meeting before.
pub(super) fn previous(pack: &mut Document, copy: &BoardPack) {
    let Some(before) = &copy.previous else {
        return;
    };
    let nothing = before.entries.is_empty() && before.decisions.is_empty();
    if nothing && copy.head.face == Some(Face::ClosedSession) {
        return;
    }
    pack.page_break();
    let title = format!("Minutes of {}", in_words(before.day));
    pack.heading_at(1, "previous", title);
    let facts = vec![
        ("State", before.state.clone()),
        ("Present", before.present.join(", ")),
        ("Apologies", before.apologies.join(", ")),
    ];
    parts::facts(pack, facts);
    for entry in &before.entries {
        guarded(pack, &entry.guard, |pack| {
            pack.heading(2, format!("{}. {}", entry.number, entry.title));
            minutes::quorum_and_rulings(pack, &entry.quorum, &entry.rulings);
            formatted(pack, &entry.text, 3);
            parts::decided(pack, &entry.decisions, &entry.guard);
        });
    }
    parts::other_decisions(pack, &before.decisions, 2);
}

/// What was decided between meetings.
pub(super) fn decisions(pack: &mut Document, copy: &BoardPack) {
    if copy.decisions.is_empty() {
        return;
    }
    pack.heading_at(1, "decisions", "Decisions between meetings");
    pack.paragraph("These were decided since an earlier meeting and are reported to this one.");
    parts::decided(pack, &copy.decisions, &Guard::default());
}

/// What was to be done.
pub(super) fn actions(pack: &mut Document, copy: &BoardPack) {
    if copy.actions.is_empty() {
        let sentence = if copy.head.left_out {
            "No action of an earlier meeting is in this copy."
        } else {
            "No action of an earlier meeting is on record."
        };
        nothing(pack, copy, ("actions", "Actions"), sentence);
        return;
    }
    pack.heading_at(1, "actions", "Actions");
    pack.table(action_table(&copy.actions, "Actions of earlier meetings"));
}

/// Actions as a table. Minutes say what was asked for; what became of it since is nothing of theirs.
pub(crate) fn action_table(actions: &[PackAction], caption: &str) -> Table {
    let since = actions.iter().any(|action| !action.state.is_empty());
    let mut columns = vec![
        Column::new("Ref."),
        Column::new("Action").weight(6),
        Column::new("Owner").weight(3),
        Column::new("Due").weight(2),
    ];
    if since {
        columns.extend([
            Column::new("State").weight(2),
            Column::new("What happened").weight(4),
        ]);
    }
    let mut table = Table::of(columns).caption(caption).row_headers();
    for action in actions {
        let mut cells = vec![
            action.reference.clone(),
            in_line(&action.text, &action.guard),
            action.owner.clone(),
            action.due.map(in_words).unwrap_or_default(),
        ];
        if since {
            cells.extend([action.state.clone(), action.progress.clone()]);
        }
        table.push(cells);
    }
    table
}

/// Every item with what it asks and its papers' covers.
pub(super) fn all(pack: &mut Document, copy: &BoardPack) {
    if copy.items.is_empty() {
        return;
    }
    pack.page_break();
    pack.heading_at(1, "items", "Items");
    for item in &copy.items {
        guarded(pack, &item.guard, |pack| self::item(pack, copy, item));
    }
}

fn item(pack: &mut Document, copy: &BoardPack, item: &PackItem) {
    pack.heading_at(2, anchor(item), format!("{}. {}", item.number, item.title));
    let minutes = item.minutes.map(|m| counted(m, "minute", "minutes"));
    let facts = vec![
        ("Asked of you", item.purpose.words().to_owned()),
        ("Presented by", item.presenter.clone()),
        ("Time", minutes.unwrap_or_default()),
    ];
    parts::facts(pack, facts);
    formatted(pack, &item.text, 3);
    if !item.members_note.trim().is_empty() {
        pack.call_out(
            CallOut::information("For members").paragraph(item.members_note.trim().to_owned()),
        );
    }
    for paper in papers_of(copy, item) {
        // Inside a confidential item the pages already say so.
        let guard = if item.guard.mark().is_some() {
            Guard::default()
        } else {
            paper.guard.clone()
        };
        guarded(pack, &guard, |pack| self::paper(pack, paper));
    }
}

fn paper(pack: &mut Document, paper: &PackPaper) {
    if paper.withheld {
        pack.heading(3, format!("Paper {}", paper.reference));
        pack.push(Paragraph::new(
            "This paper is not in this copy, because you take no part in the matter.",
        ));
        return;
    }
    pack.heading(3, format!("Paper {}: {}", paper.reference, paper.title));
    let pages = paper.file.as_ref().and_then(|f| f.pages);
    let pages = pages.map(|pages| counted(pages, "page", "pages"));
    let facts = vec![
        ("Author", paper.author.clone()),
        ("Purpose", paper.purpose.words().to_owned()),
        (
            "File",
            paper
                .file
                .as_ref()
                .map(|f| f.name.clone())
                .unwrap_or_default(),
        ),
        ("Length", pages.unwrap_or_default()),
        (
            "Received",
            if paper.late {
                "After the day by which papers go out".to_owned()
            } else {
                String::new()
            },
        ),
    ];
    parts::facts(pack, facts);
    if !paper.summary.trim().is_empty() {
        formatted(pack, &paper.summary, 4);
    }
    if !paper.recommendation.trim().is_empty() {
        pack.heading(4, "Recommendation");
        formatted(pack, &paper.recommendation, 5);
    }
}

/// The files of the papers, so that anybody can tell whether one is the one that went out.
pub(super) fn papers(pack: &mut Document, copy: &BoardPack) {
    let with_file: Vec<(&PackPaper, &super::PackFile)> = copy
        .papers
        .iter()
        .filter_map(|p| Some((p, p.file.as_ref()?)))
        .collect();
    if with_file.is_empty() {
        return;
    }
    let mut table = Table::of([
        Column::new("Paper"),
        Column::new("Title").weight(4),
        Column::new("Pages"),
        Column::new("File").weight(4),
        Column::new("Bytes"),
        Column::new("SHA-256").weight(6),
    ])
    .numbers([2, 4])
    .caption("Papers, their length and the fingerprints of their files")
    .row_headers();
    for (paper, file) in &with_file {
        let pages = file.pages.map(|n| n.to_string()).unwrap_or_default();
        table.push([
            paper.reference.clone(),
            in_line(&paper.title, guard_of(copy, paper)),
            or_dash(pages),
            file.name.clone(),
            thousands(i64::try_from(file.bytes).unwrap_or(i64::MAX)),
            in_groups(&file.sha256),
        ]);
    }
    pack.heading_at(1, "papers", "List of papers");
    pack.push(Paragraph::lead(how_long(&with_file)));
    pack.table(table);
}

/// "12 papers, 148 pages to read": so much as is known.
fn how_long(papers: &[(&PackPaper, &super::PackFile)]) -> String {
    let count = counted(papers.len(), "paper", "papers");
    let known: Vec<u32> = papers.iter().filter_map(|(_, file)| file.pages).collect();
    if known.is_empty() {
        return format!("{count}.");
    }
    let pages = known.iter().fold(0_u32, |sum, n| sum.saturating_add(*n));
    let pages = counted(pages, "page", "pages");
    match papers.len() - known.len() {
        0 => format!("{count}, {pages} to read."),
        others => format!(
            "{count}, {pages} to read, and {} whose length is not known.",
            counted(others, "file", "files")
        ),
    }
}

/// What guards a paper: its own mark, else its item's.
fn guard_of<'a>(copy: &'a BoardPack, paper: &'a PackPaper) -> &'a Guard {
    let item = copy.items.iter().find(|i| i.id == paper.item);
    match (paper.guard.mark(), item) {
        (None, Some(item)) => &item.guard,
        _ => &paper.guard,
    }
}

/// A fingerprint in groups that a line can be broken between.
fn in_groups(digits: &str) -> String {
    let digits: Vec<char> = digits.chars().collect();
    let groups: Vec<String> = digits.chunks(16).map(|g| g.iter().collect()).collect();
    groups.join(" ")
}
