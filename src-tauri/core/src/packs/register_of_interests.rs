//! The register of interests (COI-6): members' with all that is declared, public with what the public may read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    copies::{self, Face, Snapshot},
    parts::{self, Opening, counted},
    sign_off::Signed,
};
use crate::{
    dates::in_words,
    document::{Column, Document, Paragraph, Table, Text},
};

/// The register at one moment, complete in itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct InterestsRegister {
    /// Version of this form; 1.
    pub format: u8,
    /// For whom; none for the whole, which is never handed out.
    pub face: Option<Face>,
    /// Whether something that stands in the whole was left out of this copy.
    pub left_out: bool,
    /// Random letters that keep one copy's digest from confirming a guess at another copy's words.
    pub salt: String,
    /// The hub.
    pub hub: String,
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
    /// Members of whom neither is on record. Never in a public copy.
    pub not_declared: Vec<NotDeclared>,
    /// Earlier states of declarations. Never in a public copy.
    pub corrections: Vec<Correction>,
    /// Sign-offs, newest first.
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
        let before = self.declared.len();
        self.declared
            .retain(|d| d.public_until.is_none_or(|day| day >= as_at));
        self.left_out |= before != self.declared.len()
            || !self.corrections.is_empty()
            || !self.not_declared.is_empty();
        self.not_declared.clear();
        self.corrections.clear();
        for one in &mut self.declared {
            let whole = std::mem::take(one);
            *one = if whole.redacted.is_some() {
                self.left_out = true;
                Declared {
                    kind: whole.kind,
                    redacted: Some(String::new()),
                    ..Declared::default()
                }
            } else {
                Declared {
                    relationship: String::new(),
                    organisation: String::new(),
                    value: String::new(),
                    potential: false,
                    agreed: String::new(),
                    public_until: None,
                    id: String::new(),
                    ..whole
                }
            };
        }
    }

    fn head(&mut self) -> (&mut Option<Face>, &mut String) {
        (&mut self.face, &mut self.salt)
    }

    fn document(&self, made_on: NaiveDate) -> Document {
        document(self, made_on)
    }

    fn file_stem(&self) -> String {
        let of = if self.group.is_empty() {
            &self.hub
        } else {
            &self.group
        };
        format!("register-of-interests-{}-{}", copies::plain(of), self.as_at)
    }
}

/// The register as a document.
#[must_use]
pub fn document(copy: &InterestsRegister, made_on: NaiveDate) -> Document {
    let public = copy.face == Some(Face::Public);
    let of = if copy.group.is_empty() {
        "All groups".to_owned()
    } else {
        copy.group.clone()
    };
    let day = in_words(copy.as_at);
    let mut pack = parts::open(Opening {
        title: "Register of interests".to_owned(),
        subtitle: of.clone(),
        subject: format!("Register of interests of {of} as at {day}"),
        hub: &copy.hub,
        as_at: copy.as_at,
        made_on,
        face: copy.face.as_ref(),
        confidential: !public,
        footer: format!("Register of interests as at {day}"),
        lines: vec![("Group", of), ("As at", day.clone())],
        signed: &copy.sign_offs,
    });
    pack.heading_at(1, "declared", "Declared interests");
    pack.push(Paragraph::lead(counts(copy, public)));
    if !copy.policy.is_empty() {
        pack.paragraph(copy.policy.clone());
    }
    if public {
        pack.paragraph(
            "This copy shows whose interest it is, in which role and group, its kind and description, its dates and how it \
             is managed. What may not be read in public for a recorded reason is shown as withheld.",
        );
    }
    declared(&mut pack, copy, public);
    nil(&mut pack, copy);
    if !public {
        not_declared(&mut pack, copy);
        corrections(&mut pack, copy);
    }
    parts::close(&mut pack, &[], &copy.sign_offs, "register");
    pack
}

fn counts(copy: &InterestsRegister, public: bool) -> String {
    let mut words = format!(
        "{} and {}, as at {}",
        counted(copy.declared.len(), "interest", "interests"),
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

fn dates(one: &Declared) -> String {
    let day = |day: Option<NaiveDate>| day.map(in_words);
    let mut out = match (day(one.from), day(one.to)) {
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("Since {from}"),
        (None, Some(to)) => format!("Until {to}"),
        (None, None) => "Dates not given".to_owned(),
    };
    if let Some(declared) = day(one.declared_on) {
        out += &format!("; declared {declared}");
    }
    out
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
        Column::new("Dates").weight(3),
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
            Text::from(&one.person),
            role.join(", ").into(),
            interest(one, public),
            dates(one).into(),
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
    words = words.then(one.description.clone());
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
    if copy.nil.is_empty() {
        return;
    }
    pack.heading_at(1, "nil", "Nothing to declare");
    let mut table = Table::new(["Name", "Role", "Group", "Declared"])
        .caption("People who declared that they have no interest")
        .row_headers();
    for one in &copy.nil {
        let day = one.declared_on.map(in_words).unwrap_or_default();
        table.push([&one.person, &one.role, &one.group, &day].map(|w| w.to_owned()));
    }
    pack.table(table);
}

fn not_declared(pack: &mut Document, copy: &InterestsRegister) {
    pack.heading_at(1, "not-declared", "Still to declare");
    if copy.not_declared.is_empty() {
        pack.paragraph("Every member has declared an interest or that there is none.");
        return;
    }
    let mut table = Table::new(["Name", "Role", "Group", "Member since"])
        .caption("Members of whom no declaration is on record")
        .row_headers();
    for one in &copy.not_declared {
        let day = one.since.map(in_words).unwrap_or_default();
        table.push([&one.person, &one.role, &one.group, &day].map(|w| w.to_owned()));
    }
    pack.table(table);
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
