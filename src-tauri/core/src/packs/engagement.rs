//! The stakeholder engagement report: who was spoken to, about what, and who was not.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    copies::{self, Face, Guard, Snapshot},
    head::Head,
    parts::{self, Opening, counted, in_line},
    report::{self, Report},
    sign_off::Signed,
};
use crate::{
    dates::in_words,
    document::{Column, Document, Figure, Paragraph, Table},
    drawing::{
        bars::{self, Bar, Bars},
        places::{self, Position},
    },
    registers::desk::Composed,
};

/// Engagement over a period, complete in itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EngagementReport {
    /// What every pack begins with.
    #[serde(flatten)]
    pub head: Head,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Stakeholders, in the order in which they are to be read.
    pub stakeholders: Vec<Stakeholder>,
    /// What was logged, oldest first.
    pub contacts: Vec<Contact>,
    /// Reports on what the engagement plan set out to do.
    pub plan: Vec<Report>,
    /// Its parts, in their order; empty: the usual ones. Not in reports that went out before they could be chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// Abbreviations that the report uses, and what they mean.
    pub glossary: Vec<(String, String)>,
    /// Sign-offs, newest first. They are over the copies, so they are no part of them.
    #[serde(skip)]
    pub sign_offs: Vec<Signed>,
}

/// Somebody whom the hub works with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Stakeholder {
    /// Name of the organisation or person.
    pub name: String,
    /// Category, in words.
    pub category: String,
    /// A person, not an organisation. A public copy shows organisations alone.
    pub is_person: bool,
    /// Influence, 1 to 5. Never in a public copy.
    pub influence: Option<u8>,
    /// Interest, 1 to 5. Never in a public copy.
    pub interest: Option<u8>,
    /// What is known of them. Never in a public copy.
    pub note: String,
    /// How many days may pass between contacts, where that is set.
    pub interval_days: Option<u32>,
    /// The last contact on record.
    pub last_contact: Option<NaiveDate>,
    /// Contacts in the period.
    pub contacts: u32,
}

/// A contact, as it was logged.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Contact {
    /// The day.
    pub day: NaiveDate,
    /// Kind, in words ("Meeting").
    pub kind: String,
    /// Organisations.
    pub organisations: Vec<String>,
    /// People. Never in a public copy.
    pub people: Vec<String>,
    /// Subject.
    pub subject: String,
    /// Outcome. Never in a public copy.
    pub outcome: String,
    /// What follows, by whom, by when. Never in a public copy.
    pub follow_up: String,
    /// Who may see it.
    pub guard: Guard,
}

impl Stakeholder {
    /// The day by which they should have been spoken to; none where no interval is set.
    fn due(&self) -> Option<NaiveDate> {
        let days = chrono::Days::new(self.interval_days?.into());
        self.last_contact?.checked_add_days(days)
    }

    /// Whether that day has passed, or there was never a contact although an interval is set.
    fn is_overdue(&self, on: NaiveDate) -> bool {
        match self.due() {
            Some(due) => due < on,
            None => self.interval_days.is_some() && self.last_contact.is_none(),
        }
    }
}

impl Snapshot for EngagementReport {
    fn keep_only_for(&mut self, face: &Face) {
        self.head
            .keep(&mut self.contacts, |c| face.admits(&c.guard));
        if *face == Face::Public {
            // The map is in no public copy, so without the list nothing of them is.
            let listed = self.has("stakeholders");
            self.head
                .keep(&mut self.stakeholders, |s| listed && !s.is_person);
            for one in &mut self.stakeholders {
                one.influence = None;
                one.interest = None;
                one.note.clear();
                one.interval_days = None;
            }
            for one in &mut self.contacts {
                one.people.clear();
                one.outcome.clear();
                one.follow_up.clear();
                one.guard = Guard::default();
            }
        }
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }

    fn sign(&mut self, signed: Vec<Signed>) {
        self.sign_offs = signed;
    }

    fn glossary(&mut self) -> Option<&mut Vec<(String, String)>> {
        Some(&mut self.glossary)
    }

    fn document(&self, made_on: NaiveDate) -> Document {
        let public = self.head.is_public();
        let period = format!("{} to {}", in_words(self.from), in_words(self.to));
        let mut pack = parts::open(Opening {
            title: "Stakeholder engagement".to_owned(),
            subtitle: period.clone(),
            subject: format!("Stakeholder engagement, {period}"),
            head: &self.head,
            as_at: self.to,
            made_on,
            confidential: true,
            footer: format!("Stakeholder engagement to {}", in_words(self.to)),
            lines: vec![("Period", period)],
            signed: &self.sign_offs,
        });
        at_a_glance(&mut pack, self, public);
        if self.parts.is_empty() {
            let usual = Composed::Engagement.parts().iter();
            usual.for_each(|one| part(&mut pack, self, one.0, public));
        } else {
            let chosen = self.parts.iter();
            chosen.for_each(|one| part(&mut pack, self, one, public));
        }
        parts::close(&mut pack, &self.glossary, &self.sign_offs, "report");
        pack
    }

    fn file_stem(&self) -> String {
        format!("engagement-{}-{}", copies::plain(&self.head.hub), self.to)
    }
}

impl EngagementReport {
    /// Takes these parts, in this order. What only another part shows is no longer in the report.
    pub fn compose(&mut self, parts: Vec<String>) {
        self.parts = parts;
        let (listed, mapped) = (self.has("stakeholders"), self.has("grid"));
        if !listed && !mapped {
            self.stakeholders.clear();
        }
        for one in &mut self.stakeholders {
            if !listed {
                one.note.clear();
                one.interval_days = None;
                one.last_contact = None;
            }
            if !mapped {
                one.influence = None;
                one.interest = None;
            }
        }
        if !self.has("contacts") {
            self.contacts.clear();
        }
        if !self.has("plan") {
            self.plan.clear();
        }
    }

    fn has(&self, part: &str) -> bool {
        self.parts.is_empty() || self.parts.iter().any(|one| one == part)
    }
}

fn part(pack: &mut Document, copy: &EngagementReport, name: &str, public: bool) {
    match name {
        "stakeholders" => stakeholders(pack, copy, public),
        "grid" if !public => grid(pack, copy),
        "contacts" => contacts(pack, copy, public),
        "plan" => copy.plan.iter().for_each(|one| report::write(pack, 1, one)),
        _ => {}
    }
}

fn at_a_glance(pack: &mut Document, copy: &EngagementReport, public: bool) {
    let mut told = vec![];
    if copy.has("stakeholders") || copy.has("grid") && !public {
        let reached = copy.stakeholders.iter().filter(|s| s.contacts > 0).count();
        told.push(format!(
            "In contact with the hub in this period: {reached} of {}.",
            counted(copy.stakeholders.len(), "stakeholder", "stakeholders")
        ));
    }
    if copy.has("contacts") {
        told.push(format!(
            "{} on record.",
            counted(copy.contacts.len(), "contact", "contacts")
        ));
    }
    if !told.is_empty() {
        pack.heading_at(1, "glance", "At a glance");
        pack.push(Paragraph::lead(told.join(" ")));
    }
    parts::left_out(pack, &copy.head);
    let mut categories: Vec<&str> = copy
        .stakeholders
        .iter()
        .map(|s| s.category.as_str())
        .collect();
    categories.sort_unstable();
    categories.dedup();
    if categories.is_empty() {
        return;
    }
    let bars = categories.iter().map(|category| {
        let of = copy.stakeholders.iter().filter(|s| s.category == *category);
        let (all, reached) = of.fold((0, 0), |(all, reached), s| {
            (all + 1, reached + u32::from(s.contacts > 0))
        });
        Bar {
            label: if category.is_empty() {
                "No category".to_owned()
            } else {
                (*category).to_owned()
            },
            value: Some(f64::from(reached) / f64::from(all)),
            shown: format!("{reached} of {all}"),
        }
    });
    let chart = bars::plain(&Bars {
        title: "Stakeholders in contact with the hub, by category".to_owned(),
        measure: "Share of the category’s stakeholders".to_owned(),
        full: Some(1.0),
        target: None,
        bars: bars.collect(),
    });
    let caption = "Stakeholders in contact with the hub in this period, by category";
    pack.figure(Figure::new(chart).caption(caption));
}

fn stakeholders(pack: &mut Document, copy: &EngagementReport, public: bool) {
    pack.heading_at(1, "stakeholders", "Stakeholders");
    if copy.stakeholders.is_empty() {
        pack.paragraph("No stakeholder is on record.");
        return;
    }
    let mut columns = vec![
        Column::new("Name").weight(4),
        Column::new("Category").weight(3),
        Column::new("Contacts"),
        Column::new("Last contact").weight(2),
    ];
    if !public {
        columns.push(Column::new("Next due").weight(2));
        columns.push(Column::new("Note").weight(4));
    }
    let mut table = Table::of(columns)
        .numbers([2])
        .caption("Stakeholders and when they were last spoken to")
        .row_headers();
    for one in &copy.stakeholders {
        let mut cells = vec![
            one.name.clone(),
            one.category.clone(),
            one.contacts.to_string(),
            one.last_contact.map_or("None".to_owned(), in_words),
        ];
        if !public {
            let due = match (one.due(), one.is_overdue(copy.to)) {
                (Some(due), true) => format!("{} (overdue)", in_words(due)),
                (Some(due), false) => in_words(due),
                (None, true) => "Never spoken to (overdue)".to_owned(),
                (None, false) => "No interval set".to_owned(),
            };
            cells.push(due);
            cells.push(one.note.clone());
        }
        table.push(cells);
    }
    pack.table(table);
}

fn grid(pack: &mut Document, copy: &EngagementReport) {
    let positions: Vec<Position> = copy
        .stakeholders
        .iter()
        .filter_map(|s| {
            Some(Position {
                name: s.name.clone(),
                across: s.interest?.clamp(1, 5),
                up: s.influence?.clamp(1, 5),
            })
        })
        .collect();
    if positions.is_empty() {
        return;
    }
    pack.heading_at(1, "grid", "Influence and interest");
    let chart = places::positions(
        "Stakeholders by influence and interest",
        "Interest",
        "Influence",
        &positions,
    );
    pack.figure(
        Figure::new(chart)
            .caption("Stakeholders by influence and interest, 1 the least")
            .with_table(),
    );
}

fn contacts(pack: &mut Document, copy: &EngagementReport, public: bool) {
    pack.heading_at(1, "contacts", "Contacts");
    if copy.contacts.is_empty() {
        pack.paragraph("No contact in this period is on record.");
        return;
    }
    let mut columns = vec![
        Column::new("Day").weight(2),
        Column::new("Kind").weight(2),
        Column::new("With").weight(4),
        Column::new("Subject").weight(4),
    ];
    if !public {
        columns.push(Column::new("Outcome").weight(4));
        columns.push(Column::new("Follow-up").weight(3));
    }
    let mut table = Table::of(columns)
        .caption("Contacts, oldest first")
        .row_headers();
    for one in &copy.contacts {
        let with: Vec<&str> = one
            .organisations
            .iter()
            .chain(&one.people)
            .map(String::as_str)
            .collect();
        let mut cells = vec![
            in_words(one.day),
            one.kind.clone(),
            parts::or_dash(with.join("; ")),
            in_line(&one.subject, &one.guard),
        ];
        if !public {
            cells.push(one.outcome.clone());
            cells.push(one.follow_up.clone());
        }
        table.push(cells);
    }
    pack.table(table);
}
