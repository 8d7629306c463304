//! What every kind of pack has: a cover, marks, confidential pages, formatted text.

use chrono::NaiveDate;

use super::{
    board::PackDecision,
    copies::{Face, Guard},
    head::Head,
    sign_off::{self, Signed},
};
use crate::{
    dates::in_words,
    document::{CallOut, Cover, Document, Marks, Meta, Paragraph, Text, from_markdown},
    record::thousands,
};

/// Most things to settle that the first page names.
const MOST_NAMED: usize = 20;

/// What a pack is, before anything is in it.
pub(super) struct Opening<'a> {
    /// Title.
    pub title: String,
    /// What it is of, below the title.
    pub subtitle: String,
    /// One sentence for the file's particulars.
    pub subject: String,
    /// The hub, and for whom this copy is.
    pub head: &'a Head,
    /// The day of its figures.
    pub as_at: NaiveDate,
    /// The day it is made.
    pub made_on: NaiveDate,
    /// Whether it holds anything that is confidential. A public copy holds nothing of the kind, whatever this says.
    pub confidential: bool,
    /// What the footer says beside the hub.
    pub footer: String,
    /// Lines of the cover; empty ones are left out.
    pub lines: Vec<(&'static str, String)>,
    /// Who signed.
    pub signed: &'a [Signed],
}

/// A pack with its cover, its marks and its list of contents.
pub(super) fn open(opening: Opening<'_>) -> Document {
    let mut pack = Document::new(Meta {
        subject: opening.subject,
        ..Meta::new(
            opening.title.clone(),
            opening.head.hub.as_str(),
            opening.as_at,
            opening.made_on,
        )
    });
    let copy = match &opening.head.face {
        Some(face) => face.words(),
        None => "Whole pack: not to be handed out".to_owned(),
    };
    let mark = if opening.confidential && !opening.head.is_public() {
        format!("IN CONFIDENCE: {copy}")
    } else {
        copy.clone()
    };
    pack.marks = Marks {
        draft: sign_off::draft(opening.signed),
        confidentiality: Some(mark),
        footer: format!("{} · {}", opening.head.hub, opening.footer),
    };
    let mut lines = opening.lines;
    lines.push(("Copy", copy));
    lines.push(("Made on", in_words(opening.made_on)));
    lines.retain(|l| !l.1.is_empty());
    pack.cover = Some(Cover {
        title: opening.title,
        subtitle: opening.subtitle,
        lines: lines.into_iter().map(|(l, v)| (l.to_owned(), v)).collect(),
    });
    pack.contents("Contents", 2);
    pack.page_break();
    not_settled(&mut pack, &opening.head.waiting);
    pack
}

/// Says that some of what follows is one of two versions.
pub(super) fn not_settled(pack: &mut Document, waiting: &[String]) {
    if waiting.is_empty() {
        return;
    }
    let mut call_out = CallOut::warning("Two versions to settle")
        .paragraph("Until these are settled, this pack shows one of the versions of each.");
    for sentence in waiting.iter().take(MOST_NAMED) {
        call_out = call_out.paragraph(sentence.clone());
    }
    if let Some(more) = waiting.len().checked_sub(MOST_NAMED).filter(|n| *n > 0) {
        call_out = call_out.paragraph(format!("And {more} more."));
    }
    pack.call_out(call_out);
}

/// Abbreviations and the sign-off.
pub(super) fn close(
    pack: &mut Document,
    glossary: &[(String, String)],
    signed: &[Signed],
    what: &str,
) {
    if !glossary.is_empty() {
        pack.heading_at(1, "glossary", "Abbreviations");
        pack.glossary(glossary.iter().cloned());
    }
    sign_off::page(pack, signed, what, |s| {
        format!(
            "Check code {}. The laptop’s signature is over every copy of this {what} by its own check code; what this copy was \
             made from is attached to its PDF. It is not a qualified electronic signature.",
            s.check_code
        )
    });
}

/// Says that a copy lacks something, never what.
pub(super) fn left_out(pack: &mut Document, head: &Head) {
    let Some(face) = head.face.as_ref().filter(|_| head.left_out) else {
        return;
    };
    let note = match face {
        Face::Public => {
            "Some of it is confidential and is not part of this copy, so numbers may be missing."
        }
        Face::ClosedSession => {
            "This copy holds the closed session alone. The rest is in the members’ copy."
        }
        Face::Member { .. } => {
            "Papers on matters in which you take no part are not in this copy. Where one is missing, its reference says so."
        }
        Face::Members => "Some of it is handed out separately.",
    };
    pack.call_out(CallOut::information("About this copy").paragraph(note));
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

/// The same beside words of one line, in a table.
pub(super) fn in_line(words: &str, guard: &Guard) -> String {
    match guard.mark() {
        Some(mark) => format!("{words} ({mark})"),
        None => words.to_owned(),
    }
}

/// Formatted text whose highest headings stand at this level.
pub(super) fn formatted(pack: &mut Document, text: &str, level: u8) {
    pack.extend(from_markdown(text, level));
}

/// Labels and values, without those that have no value.
pub(super) fn facts(pack: &mut Document, facts: Vec<(&'static str, String)>) {
    pack.key_facts(facts.into_iter().filter(|f| !f.1.trim().is_empty()));
}

/// What was decided, one after the other. `within`: what guards the pages that it stands on, which say so themselves.
pub(super) fn decided(pack: &mut Document, decisions: &[PackDecision], within: &Guard) {
    for one in decisions {
        let words = if one.guard == *within {
            one.text.clone()
        } else {
            in_line(&one.text, &one.guard)
        };
        let label = match one.how.as_str() {
            "" => "Decided: ".to_owned(),
            how => format!("{how}: "),
        };
        pack.paragraph(Text::new().strong(label).then(words));
    }
}

/// What was decided at a meeting without an item, or reported to it.
pub(super) fn other_decisions(pack: &mut Document, decisions: &[PackDecision], level: u8) {
    if !decisions.is_empty() {
        pack.heading(level, "Other decisions");
        decided(pack, decisions, &Guard::default());
    }
}

/// A dash in a cell of which nothing is recorded.
pub(super) fn or_dash(words: String) -> String {
    if words.is_empty() {
        "–".to_owned()
    } else {
        words
    }
}

/// What people typed, as a sentence that another may follow.
pub(super) fn sentence(words: &str) -> String {
    let words = words.trim_end();
    if words.is_empty() || words.ends_with(['.', '!', '?']) {
        words.to_owned()
    } else {
        format!("{words}.")
    }
}

/// "1 member", "1,200 members".
pub(super) fn counted(count: impl TryInto<i64>, one: &str, many: &str) -> String {
    match count.try_into().unwrap_or(i64::MAX) {
        1 => format!("1 {one}"),
        n => format!("{} {many}", thousands(n)),
    }
}

/// An edition on the first page: "2". Nothing for a pack that did not go out.
pub(super) fn version(number: u32) -> String {
    match number {
        0 => String::new(),
        number => number.to_string(),
    }
}
