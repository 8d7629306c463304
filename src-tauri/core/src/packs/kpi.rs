//! The KPI pack (KPI-7, PCK-2): a return with its answers, the coverage behind it, and its sign-off.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    catalogue,
    dates::in_words,
    document::{
        Attachment, CallOut, Column, Cover, Document, Figure, Marks, Meta, Paragraph, Relationship,
        Table, Text,
    },
    drawing::bars::{self, Bar, Bars},
    packs::{
        abbreviations,
        copies::{self, Face, bytes},
        kpi_trend,
        parts::{not_settled, or_dash},
        sign_off::{self, Signed},
    },
    record::thousands,
    registers::indicators::{
        copy::{AnswerCopy, ReturnCopy},
        figures::{Verdict, figure_words},
        waiting::Waiting,
    },
};

/// A return as the public may read it: its figures and its story, without whose records were counted, who set what, and
/// the reasons that were written for colleagues.
#[must_use]
pub fn for_the_public(mut copy: ReturnCopy) -> ReturnCopy {
    for answer in &mut copy.answers {
        answer.figure_reason.clear();
        answer.counted.clear();
        answer.not_counted.clear();
        for by in [
            answer.baseline.as_mut().map(|b| &mut b.2),
            answer.target.as_mut().map(|t| &mut t.1),
        ]
        .into_iter()
        .flatten()
        {
            by.clear();
        }
    }
    copy
}

/// The pack as a document. Without a sign-off it is marked as a draft on every page.
pub fn document(
    copy: &ReturnCopy,
    signed: &[Signed],
    waiting: &[Waiting],
    snapshot: Vec<u8>,
    today: NaiveDate,
    face: &Face,
) -> Document {
    let public = *face == Face::Public;
    let title = format!("KPI return: {}", copy.period_words);
    let mut pack = Document::new(Meta {
        subject: format!("{}, {}", copy.set.name, copy.set.version),
        ..Meta::new(title.clone(), copy.hub.clone(), copy.to, today)
    });
    pack.marks = Marks {
        draft: sign_off::draft(signed),
        confidentiality: Some(face.words()),
        footer: format!("{} · figures as at {}", copy.hub, in_words(copy.to)),
    };
    pack.cover = Some(cover(copy, &title, today, face));
    pack.contents("Contents", 3);
    pack.page_break();
    let sentences: Vec<String> = waiting.iter().map(|w| w.sentence.clone()).collect();
    not_settled(&mut pack, &sentences);
    at_a_glance(&mut pack, copy);
    coverage(&mut pack, copy);
    answers(&mut pack, copy, waiting, public);
    about(&mut pack, copy);
    sign_off::page(&mut pack, signed, "return", |s| {
        if public {
            return format!(
                "Revision {} of the return. The sign-off is over the whole return, of which this copy shows a part.",
                copy.revision
            );
        }
        format!(
            "Revision {} of the return, check code {}. The laptop's signature is over the return as it is attached to \
             the PDF of this pack. It is not a qualified electronic signature.",
            copy.revision, s.check_code
        )
    });
    pack.attach(Attachment {
        name: "return.json".into(),
        mime: "application/json".into(),
        description: "The return that this pack was made from, as it stood".into(),
        bytes: snapshot,
        relationship: Relationship::Source,
    });
    pack
}

fn cover(copy: &ReturnCopy, title: &str, today: NaiveDate, face: &Face) -> Cover {
    let mut lines = vec![
        ("Hub".to_owned(), copy.hub.clone()),
        ("Health system".to_owned(), copy.ics.clone()),
        ("Host".to_owned(), copy.host.clone()),
        (
            "KPI set".to_owned(),
            format!("{}, {}", copy.set.name, copy.set.version),
        ),
        ("Figures as at".to_owned(), in_words(copy.to)),
        ("Revision".to_owned(), copy.revision.to_string()),
        ("Copy".to_owned(), face.words()),
        ("Made on".to_owned(), in_words(today)),
    ];
    lines.retain(|l| !l.1.is_empty());
    Cover {
        title: title.to_owned(),
        subtitle: copy.hub.clone(),
        lines,
    }
}

/// How a figure stands, in a table.
pub(super) fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "Met",
        Verdict::Missed => "Missed",
        Verdict::None => "–",
    }
}

/// How many targets are met, in a sentence.
pub(super) fn judged(copy: &ReturnCopy) -> String {
    let judged: Vec<&AnswerCopy> = copy
        .answers
        .iter()
        .filter(|a| a.verdict() != Verdict::None)
        .collect();
    let met = judged
        .iter()
        .filter(|a| a.verdict() == Verdict::Met)
        .count();
    match (copy.contract_year, judged.len()) {
        (None, _) => "No target applies, since the contract year is not known.".to_owned(),
        (Some(year), 0) => format!("No target is set for contract year {year}."),
        (Some(year), all) => format!("{met} of {all} targets of contract year {year} are met."),
    }
}

fn at_a_glance(pack: &mut Document, copy: &ReturnCopy) {
    pack.heading_at(1, "glance", "At a glance");
    pack.push(Paragraph::lead(judged(copy)));
    let mut table = Table::new(["KPI", "Title", "Figure", "Target", "Result"])
        .caption(format!("Figures for {}", copy.period_words))
        .row_headers();
    for a in &copy.answers {
        let target = a
            .target
            .as_ref()
            .map(|t| figure_words(a.kind, t.0))
            .unwrap_or_default();
        table.push([
            a.number.clone(),
            a.title.clone(),
            or_dash(a.figure_words()),
            or_dash(target),
            verdict_words(a.verdict()).to_owned(),
        ]);
    }
    pack.table(table.note(
        "A dash means that nothing was given or set, or that there is no target to compare with.",
    ));
}

fn coverage(pack: &mut Document, copy: &ReturnCopy) {
    pack.heading_at(1, "coverage", "Coverage by PCN");
    let marks = catalogue::list("coverage_mark");
    if copy.coverage.is_empty() {
        pack.paragraph("No PCN with a practice is on record for the last day of the period.");
        return;
    }
    let all = marks.len();
    let bars = copy.coverage.iter().map(|c| Bar {
        label: c.name.clone(),
        value: Some(c.marks.len() as f64 / all as f64),
        shown: format!("{} of {all}", c.marks.len()),
    });
    let chart = bars::plain(&Bars {
        title: format!("Coverage marks held by each PCN on {}", in_words(copy.to)),
        measure: format!("Types of coverage, out of {all}"),
        full: Some(1.0),
        target: None,
        bars: bars.collect(),
    });
    pack.figure(Figure::new(chart).caption(format!(
        "Types of coverage recorded for each PCN, out of {all}"
    )));
    let mut table = Table::of([
        Column::new("PCN").weight(4),
        Column::new("Practices"),
        Column::new("Patients"),
        Column::new("Coverage held").weight(6),
    ])
    .numbers([1, 2])
    .caption("PCNs, their size and their coverage")
    .row_headers();
    for c in &copy.coverage {
        let held: Vec<&str> = c
            .marks
            .iter()
            .map(|m| {
                marks
                    .iter()
                    .find(|known| known.value == *m)
                    .map_or(m.as_str(), |known| known.label.as_str())
            })
            .collect();
        let held = if held.is_empty() {
            "None on record".to_owned()
        } else {
            held.join("; ")
        };
        table.push([
            c.name.clone(),
            thousands(c.practices),
            thousands(c.patients),
            held,
        ]);
    }
    pack.table(table);
}

fn answers(pack: &mut Document, copy: &ReturnCopy, waiting: &[Waiting], public: bool) {
    pack.heading_at(1, "answers", "Answers");
    let mut theme = "";
    for a in &copy.answers {
        if a.theme != theme {
            theme = &a.theme;
            pack.heading(2, theme.to_owned());
        }
        answer(pack, copy, a, waiting);
        if !public {
            counted(pack, a);
        }
    }
}

fn answer(pack: &mut Document, copy: &ReturnCopy, a: &AnswerCopy, waiting: &[Waiting]) {
    pack.heading(3, format!("KPI {}: {}", a.number, a.title));
    for one in waiting.iter().filter(|w| w.indicator == Some(a.indicator)) {
        pack.call_out(CallOut::warning("Two versions to settle").paragraph(one.sentence.clone()));
    }
    pack.paragraph(Text::new().emphasis(a.question.clone()));
    let mut facts: Vec<(String, String)> = vec![];
    let mut fact = |label: &str, value: String| {
        if !value.is_empty() {
            facts.push((label.to_owned(), value));
        }
    };
    let figure = match (a.figure, a.numerator) {
        (Some(_), _) => a.figure_words(),
        (None, Some(_)) => format!("{}: nothing to count against", a.worked_out_words()),
        (None, None) => "Not given".to_owned(),
    };
    fact("Figure", figure);
    if a.typed.is_some() && a.worked_out.is_some() {
        fact("Worked out from the registers", a.worked_out_words());
    }
    fact("Why the figure was typed", a.figure_reason.clone());
    let target = a.target.as_ref().map(|(value, by)| {
        let year = copy.contract_year.unwrap_or_default();
        let by = if by.is_empty() {
            String::new()
        } else {
            format!(", {by}")
        };
        format!(
            "{} in contract year {year}{by}: {}",
            figure_words(a.kind, *value),
            verdict_words(a.verdict()).to_lowercase()
        )
    });
    fact("Target", target.unwrap_or_default());
    let baseline = a.baseline.as_ref().map(|(value, day, by)| {
        let by = if by.is_empty() {
            String::new()
        } else {
            format!(", set by {by}")
        };
        format!("{} on {}{by}", figure_words(a.kind, *value), in_words(*day))
    });
    fact("Baseline", baseline.unwrap_or_default());
    fact(
        "Return before",
        a.previous
            .map(|p| figure_words(a.kind, p))
            .unwrap_or_default(),
    );
    fact("How it is worked out", a.formula.clone());
    if matches!(a.kind, crate::registers::indicators::FigureKind::Narrative) {
        facts.retain(|f| f.0 != "Figure" || a.figure.is_some());
    }
    if !facts.is_empty() {
        pack.key_facts(facts);
    }
    if let Some(line) = kpi_trend::trend(copy, a) {
        pack.figure(line);
    }
    if a.narrative.trim().is_empty() {
        if a.narrative_needed {
            pack.call_out(
                CallOut::warning("No narrative yet")
                    .paragraph("A narrative is needed before the return is submitted."),
            );
        }
    } else {
        for paragraph in a.narrative.split("\n\n").filter(|p| !p.trim().is_empty()) {
            pack.paragraph(paragraph.trim().to_owned());
        }
    }
}

/// The records behind the figure, so that a reader can count for themselves.
fn counted(pack: &mut Document, a: &AnswerCopy) {
    if a.numerator.is_none() {
        return;
    }
    let list = |rows: &[(String, String)]| {
        let names: Vec<String> = rows
            .iter()
            .map(|(code, name)| format!("{name} ({code})"))
            .collect();
        if names.is_empty() {
            "none".to_owned()
        } else {
            names.join(", ")
        }
    };
    pack.paragraph(
        Text::new()
            .strong("Counted: ")
            .then(list(&a.counted))
            .then("."),
    );
    if a.denominator.is_some() {
        pack.paragraph(
            Text::new()
                .strong("Not counted: ")
                .then(list(&a.not_counted))
                .then("."),
        );
    }
}

fn about(pack: &mut Document, copy: &ReturnCopy) {
    pack.heading_at(1, "about", "About these figures");
    pack.paragraph(format!(
        "Figures are as at {}, the last day of the period, whatever day the return was opened. Figures that are worked \
         out are the number of the records named beside them. The KPI set: {}",
        in_words(copy.to),
        copy.set.source
    ));
    // What the pack itself and every set say, and what this return says beside that.
    let mut glossary: BTreeMap<String, String> =
        copies::abbreviations_in(&bytes(copy)).into_iter().collect();
    let own = abbreviations::of(&["AHP", "CPD", "EDI", "ICS", "KPI", "PCN"]);
    glossary.extend(own.map(|(short, meaning)| (short.to_owned(), meaning.to_owned())));
    pack.glossary(glossary);
}
