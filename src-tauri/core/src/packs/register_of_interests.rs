//! The register of interests (COI-6): members' with all that is declared, public with what the public may read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    copies::{self, Face, Snapshot},
    head::Head,
    parts::{self, Opening, counted},
    sign_off::Signed,
};
use crate::{
    dates::in_words,
    document::{Cell, Column, Document, Paragraph, Table, Text},
    registers::interests::register::{self, Entry},
};

/// The register at one moment, complete in itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct InterestsRegister {
    /// What every pack begins with.
    #[serde(flatten)]
    pub head: Head,
    /// The group that it is of; empty for all groups.
    pub group: String,
    /// The day it is of.
    pub as_at: NaiveDate,
    /// The host's policy in a sentence: how often declared anew, how long shown; may be empty.
    pub policy: String,
    /// Declared interests, in the order in which they are to be read.
    pub declared: Vec<Declared>,
    /// Who declared that there is none.
    pub nil: Vec<Nil>,
    /// Who declared that nothing changed since.
    #[serde(default)]
    pub unchanged: Vec<Nil>,
    /// The host's policy names in public who has not declared.
    #[serde(default)]
    pub name_missing: bool,
    /// Members of whom neither is on record. In a public copy by the host's policy alone.
    pub not_declared: Vec<NotDeclared>,
    /// Earlier states of declarations. Never in a public copy.
    pub corrections: Vec<Correction>,
    /// Abbreviations that the register uses, and what they mean. Left out where there are none, as in registers that were
    /// issued before it had any: their fingerprints stay what they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub glossary: Vec<(String, String)>,
    /// Sign-offs, newest first. They are over the copies, so they are no part of them.
    #[serde(skip)]
    pub sign_offs: Vec<Signed>,
}

/// A declared interest.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Declared {
    /// The record.
    pub id: String,
    /// Whose.
    pub person: String,
    /// Role.
    pub role: String,
    /// Group.
    pub group: String,
    /// Kind, in words.
    pub kind: String,
    /// What it is.
    pub description: String,
    /// Whose interest it is by whom, for an indirect one. Never in a public copy.
    pub relationship: String,
    /// The organisation concerned. Never in a public copy but where the description says it.
    pub organisation: String,
    /// Value band of a financial one. Never in a public copy.
    pub value: String,
    /// Potential rather than actual. Never in a public copy.
    pub potential: bool,
    /// Since when.
    pub from: Option<NaiveDate>,
    /// Until when; none while it goes on.
    pub to: Option<NaiveDate>,
    /// When it was declared.
    pub declared_on: Option<NaiveDate>,
    /// What was agreed to manage it.
    pub action: String,
    /// By whom that was agreed, and when. Never in a public copy.
    pub agreed: String,
    /// The last day on which the public may read it; none for no end.
    pub public_until: Option<NaiveDate>,
    /// Why it may not be read in public.
    pub redacted: Option<String>,
}

/// A declaration that there is no interest.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Nil {
    /// Who.
    pub person: String,
    /// Role.
    pub role: String,
    /// Group.
    pub group: String,
    /// When.
    pub declared_on: Option<NaiveDate>,
}

/// A member of whom no declaration is on record.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NotDeclared {
    /// Who.
    pub person: String,
    /// Role.
    pub role: String,
    /// Group.
    pub group: String,
    /// Member since.
    pub since: Option<NaiveDate>,
}

/// An earlier state of a declaration.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Correction {
    /// Whose declaration.
    pub person: String,
    /// When it was changed.
    pub on: NaiveDate,
    /// By whom.
    pub by: String,
    /// What was changed ("Description").
    pub what: String,
    /// What it said before.
    pub before: String,
    /// What it says since.
    pub after: String,
}

impl Snapshot for InterestsRegister {
    fn keep_only_for(&mut self, face: &Face) {
        if *face != Face::Public {
            return;
        }
        let as_at = self.as_at;
        self.head.keep(&mut self.declared, |d| {
            d.public_until.is_none_or(|day| day >= as_at)
        });
        let name_missing = self.name_missing;
        self.head.keep(&mut self.not_declared, |_| name_missing);
        self.head.keep(&mut self.corrections, |_| false);
        for one in &mut self.declared {
            self.head.left_out |= one.redacted.is_some();
            *one = in_public(std::mem::take(one));
        }
        // The place of what bears no name would tell whose it is.
        self.declared.sort_by_key(|one| one.redacted.is_some());
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
        let of = if self.group.is_empty() {
            "All groups".to_owned()
        } else {
            self.group.clone()
        };
        let day = in_words(self.as_at);
        let mut pack = parts::open(Opening {
            title: "Register of interests".to_owned(),
            subtitle: of.clone(),
            subject: format!("Register of interests of {of} as at {day}"),
            head: &self.head,
            as_at: self.as_at,
            made_on,
            confidential: true,
            footer: format!("Register of interests as at {day}"),
            lines: vec![("Group", of), ("As at", day.clone())],
            signed: &self.sign_offs,
        });
        pack.heading_at(1, "declared", "Declared interests");
        pack.push(Paragraph::lead(counts(self, public)));
        if !self.policy.is_empty() {
            pack.paragraph(self.policy.clone());
        }
        if public {
            pack.paragraph(
                "This copy shows whose interest it is, in which role and group, its type and description, its dates and how it \
                 is managed. What may not be read in public for a recorded reason is shown as withheld.",
            );
        }
        declared(&mut pack, self, public);
        nil(&mut pack, self);
        if !public || self.name_missing {
            not_declared(&mut pack, self);
        }
        if !public {
            corrections(&mut pack, self);
        }
        parts::close(&mut pack, &self.glossary, &self.sign_offs, "register");
        pack
    }

    fn file_stem(&self) -> String {
        let of = if self.group.is_empty() {
            &self.head.hub
        } else {
            &self.group
        };
        format!("register-of-interests-{}-{}", copies::plain(of), self.as_at)
    }
}

/// What the public reads of an interest: the register's own rule, which the window's register goes by too.
fn in_public(whole: Declared) -> Declared {
    let withheld = whole.redacted.is_some();
    let read = register::in_public(
        Entry {
            name: whole.person,
            role: whole.role,
            groups: whole.group,
            kind: whole.kind,
            description: whole.description,
            organisation: whole.organisation,
            through: whole.relationship,
            from: whole.from,
            to: whole.to,
            declared_on: whole.declared_on,
            action: whole.action,
            ..Entry::default()
        },
        withheld,
    );
    Declared {
        person: read.name,
        role: read.role,
        group: read.groups,
        kind: read.kind,
        description: read.description,
        organisation: read.organisation,
        relationship: read.through,
        from: read.from,
        to: read.to,
        declared_on: read.declared_on,
        action: read.action,
        redacted: withheld.then(String::new),
        ..Declared::default()
    }
}

fn counts(copy: &InterestsRegister, public: bool) -> String {
    let mut interests = counted(copy.declared.len(), "interest", "interests");
    let withheld = copy.declared.iter().filter(|one| one.redacted.is_some());
    let withheld = withheld.count();
    if public && withheld > 0 {
        interests += &format!(", {withheld} of them withheld for a recorded reason,");
    }
    let mut words = format!(
        "{interests} and {}, as at {}",
        counted(copy.nil.len(), "nil declaration", "nil declarations"),
        in_words(copy.as_at)
    );
    if !public && !copy.not_declared.is_empty() {
        words += &format!(
            "; {} still to declare",
            counted(copy.not_declared.len(), "member has", "members have")
        );
    }
    words + "."
}

/// How long the interest lasts, and below it when it was declared.
fn dates(one: &Declared) -> Cell {
    let day = |day: Option<NaiveDate>| day.map(in_words);
    let lasts = match (day(one.from), day(one.to)) {
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("Since {from}"),
        (None, Some(to)) => format!("Until {to}"),
        (None, None) => "Dates not given".to_owned(),
    };
    let declared = day(one.declared_on).map(|on| format!("Declared {on}"));
    Cell::paragraphs(std::iter::once(lasts).chain(declared))
}

fn declared(pack: &mut Document, copy: &InterestsRegister, public: bool) {
    if copy.declared.is_empty() {
        pack.paragraph("No interest is declared.");
        return;
    }
    let mut table = Table::of([
        Column::new("Name").weight(3),
        Column::new("Role and group").weight(3),
        Column::new("Interest").weight(6),
        Column::new("Dates").weight(5),
        Column::new("How it is managed").weight(4),
    ])
    .caption("Declared interests")
    .row_headers();
    for one in &copy.declared {
        if one.redacted.as_deref() == Some("") {
            let rest = "The reason is on record.";
            table.push(["Withheld", "", &format!("{}. {rest}", one.kind), "", ""]);
            continue;
        }
        let role = [one.role.as_str(), one.group.as_str()];
        let role: Vec<&str> = role.into_iter().filter(|r| !r.is_empty()).collect();
        table.push([
            Text::from(&one.person).into(),
            role.join(", ").into(),
            interest(one, public).into(),
            dates(one),
            managed(one).into(),
        ]);
    }
    pack.table(table);
}

fn interest(one: &Declared, public: bool) -> Text {
    let mut kind = one.kind.clone();
    if one.potential {
        kind += ", potential";
    }
    if !one.relationship.is_empty() {
        kind += &format!(" ({})", one.relationship);
    }
    let mut words = Text::new().strong(kind).then(": ");
    words = words.then(parts::sentence(&one.description));
    for (label, value) in [("Organisation", &one.organisation), ("Value", &one.value)] {
        if !value.is_empty() {
            words = words.then(format!(" {label}: {value}."));
        }
    }
    match &one.redacted {
        Some(reason) if !public => words.then(format!(" Withheld from the public copy: {reason}")),
        _ => words,
    }
}

fn managed(one: &Declared) -> String {
    match (one.action.is_empty(), one.agreed.is_empty()) {
        (true, _) => "Nothing agreed yet".to_owned(),
        (false, true) => one.action.clone(),
        (false, false) => format!("{} ({})", one.action, one.agreed),
    }
}

fn nil(pack: &mut Document, copy: &InterestsRegister) {
    let parts = [
        (
            &copy.nil,
            ("nil", "Nothing to declare"),
            "People who declared that they have no interest",
        ),
        (
            &copy.unchanged,
            ("unchanged", "No change"),
            "People who declared that nothing changed since",
        ),
    ];
    for (people, (anchor, heading), caption) in parts {
        if people.is_empty() {
            continue;
        }
        pack.heading_at(1, anchor, heading);
        let people = people.iter();
        pack.table(members(
            caption,
            "Declared",
            people.map(|n| ([&n.person, &n.role, &n.group], n.declared_on)),
        ));
    }
}

/// People by name, role and group, with a day of each.
fn members<'a>(
    caption: &str,
    day: &str,
    people: impl Iterator<Item = ([&'a String; 3], Option<NaiveDate>)>,
) -> Table {
    let mut table = Table::new(["Name", "Role", "Group", day])
        .caption(caption)
        .row_headers();
    for ([person, role, group], day) in people {
        let day = day.map(in_words).unwrap_or_default();
        table.push([person, role, group, &day].map(String::as_str));
    }
    table
}

fn not_declared(pack: &mut Document, copy: &InterestsRegister) {
    pack.heading_at(1, "not-declared", "Still to declare");
    if copy.not_declared.is_empty() {
        pack.paragraph("Every member has declared an interest or that there is none.");
        return;
    }
    let people = copy.not_declared.iter();
    pack.table(members(
        "Members of whom no declaration is on record",
        "Member since",
        people.map(|n| ([&n.person, &n.role, &n.group], n.since)),
    ));
}

fn corrections(pack: &mut Document, copy: &InterestsRegister) {
    if copy.corrections.is_empty() {
        return;
    }
    pack.heading_at(1, "corrections", "What was corrected");
    let mut table = Table::of([
        Column::new("Whose").weight(3),
        Column::new("Day").weight(2),
        Column::new("By").weight(3),
        Column::new("What").weight(2),
        Column::new("Before").weight(4),
        Column::new("Since").weight(4),
    ])
    .caption("Earlier states of declarations")
    .row_headers();
    for one in &copy.corrections {
        table.push([
            one.person.clone(),
            in_words(one.on),
            one.by.clone(),
            one.what.clone(),
            one.before.clone(),
            one.after.clone(),
        ]);
    }
    pack.table(table);
}
