//! Copies of a pack (PCK-5): the members', the public one, the closed session's, one member's without a paper.
//!
//! A copy is made from a snapshot of its own that holds only what the copy shows. Words, particulars, bookmarks, the
//! attached snapshot and the file's name all come from that reduced snapshot, so nothing that was withheld is in the file
//! in any form. Each copy has a digest of its own; one sign-off covers them all by their sorted digests.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::{abbreviations, head::Head, sign_off::Signed};
use crate::{
    document::{Attachment, Document, Relationship},
    store::log::hex,
};

/// Name of the attached file that a copy was made from.
pub const ATTACHED: &str = "copy.json";

/// Whom a copy is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Face {
    /// Every member of the group: all of it, with what is confidential marked.
    Members,
    /// Anybody.
    Public,
    /// Those who stay for the closed session: that part alone.
    ClosedSession,
    /// One member who takes no part in something.
    Member {
        /// Whose copy.
        person: String,
        /// The papers that are not in it.
        without_papers: Vec<String>,
    },
}

/// How confidential something is (GOV-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidentiality {
    /// Anybody may read it.
    #[default]
    Open,
    /// Members only.
    InConfidence,
    /// For the part of the meeting without the public.
    ClosedSession,
}

/// How something is guarded: its mark, and what the chair released.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Guard {
    /// The mark.
    pub confidentiality: Confidentiality,
    /// The chair's recorded permission to let it out.
    pub release: Option<Release>,
}

/// A chair's permission to let something confidential out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Release {
    /// The chair.
    pub by: String,
    /// The day.
    pub on: NaiveDate,
    /// What it covers. Never in a public copy.
    pub scope: String,
}

impl Guard {
    /// Guarded by this mark.
    #[must_use]
    pub fn of(confidentiality: Confidentiality) -> Self {
        Self {
            confidentiality,
            release: None,
        }
    }

    /// Whether anybody may read it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.confidentiality == Confidentiality::Open || self.release.is_some()
    }

    /// What stands on every page of it; none where it is open.
    #[must_use]
    pub fn mark(&self) -> Option<&'static str> {
        match self.confidentiality {
            Confidentiality::Open => None,
            Confidentiality::InConfidence => Some("IN CONFIDENCE"),
            Confidentiality::ClosedSession => Some("CLOSED SESSION"),
        }
    }
}

impl Face {
    /// Whether this copy holds what is guarded so.
    #[must_use]
    pub fn admits(&self, guard: &Guard) -> bool {
        match self {
            Self::Members | Self::Member { .. } => true,
            Self::Public => guard.is_public(),
            Self::ClosedSession => guard.confidentiality == Confidentiality::ClosedSession,
        }
    }

    /// The copy in words.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Members => "Members’ copy".to_owned(),
            Self::Public => "Public copy".to_owned(),
            Self::ClosedSession => "Closed session’s copy".to_owned(),
            Self::Member { person, .. } => format!("Copy for {person}"),
        }
    }

    /// Its part of a file's name.
    fn in_file_name(&self) -> String {
        match self {
            Self::Members => "members".to_owned(),
            Self::Public => "public".to_owned(),
            Self::ClosedSession => "closed-session".to_owned(),
            Self::Member { person, .. } => format!("copy-for-{}", plain(person)),
        }
    }
}

/// A pack's snapshot that can be reduced to what a copy shows.
pub trait Snapshot: Clone + Serialize {
    /// Takes out what this copy does not show. Says nothing about what it was.
    fn keep_only_for(&mut self, face: &Face);
    /// What it begins with.
    fn head(&mut self) -> &mut Head;
    /// Puts the sign-offs on its last page. They are over its copies, so they change none of them.
    fn sign(&mut self, signed: Vec<Signed>);
    /// The abbreviations that it explains, where it explains any: those that a copy no longer uses are taken out.
    fn glossary(&mut self) -> Option<&mut Vec<(String, String)>> {
        None
    }
    /// The pack as a document.
    fn document(&self, made_on: NaiveDate) -> Document;
    /// What the file is called before its ending, from words that every copy of the pack may show.
    fn file_stem(&self) -> String;
}

/// What is left of a snapshot for this copy.
#[must_use]
pub fn reduce<S: Snapshot>(whole: &S, face: &Face) -> S {
    let mut copy = whole.clone();
    // A digest without a salt would confirm a guess at the withheld words of another copy.
    let mut hash = Sha256::new();
    let head = copy.head();
    hash.update(head.salt.as_bytes());
    hash.update(serde_json::to_vec(face).unwrap_or_default());
    head.salt = hex(&hash.finalize());
    head.face = Some(face.clone());
    if matches!(face, Face::Public | Face::ClosedSession) {
        head.wait_without_words();
    }
    copy.keep_only_for(face);
    if let Some(mut glossary) = copy.glossary().map(std::mem::take) {
        still_used(&mut glossary, &bytes(&copy));
        if let Some(kept) = copy.glossary() {
            *kept = glossary;
        }
    }
    copy
}

/// Explains the abbreviations of the field that a whole snapshot uses. They are part of it from then on: a list that grows
/// with a later version of the program changes no pack that went out.
pub fn explain<S: Snapshot>(whole: &mut S) {
    // Without its own: what explains a word does not use it.
    let Some(mut glossary) = whole.glossary().map(std::mem::take) else {
        return;
    };
    let mut usual = abbreviations_in(&bytes(whole));
    usual.retain(|one| !glossary.iter().any(|own| own.0 == one.0));
    glossary.extend(usual);
    if let Some(kept) = whole.glossary() {
        *kept = glossary;
    }
}

/// A snapshot as bytes that are the same for the same content.
#[must_use]
pub fn bytes<S: Serialize>(snapshot: &S) -> Vec<u8> {
    serde_json::to_vec(snapshot).unwrap_or_default()
}

/// A copy that can be laid out and handed over.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    /// Whom it is for.
    pub face: Face,
    /// SHA-256 of the reduced snapshot, in hexadecimal digits.
    pub digest: String,
    /// The file's name without its ending.
    pub file_stem: String,
    /// The document, with its snapshot attached.
    pub document: Document,
}

/// One copy.
#[must_use]
pub fn issue<S: Snapshot>(whole: &S, face: &Face, made_on: NaiveDate) -> Issue {
    let copy = reduce(whole, face);
    let bytes = bytes(&copy);
    let digest = hex(&Sha256::digest(&bytes));
    let mut document = copy.document(made_on);
    document.attach(Attachment {
        name: ATTACHED.into(),
        mime: "application/json".into(),
        description: "What this copy was made from, as it stood".into(),
        bytes,
        relationship: Relationship::Source,
    });
    Issue {
        file_stem: format!("{}-{}", copy.file_stem(), face.in_file_name()),
        face: face.clone(),
        digest,
        document,
    }
}

/// Somebody who is to have a pack.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Recipient {
    /// The person's record.
    #[serde(default)]
    pub id: String,
    /// Who.
    pub person: String,
    /// Whether they are a member of the group; others get the public copy.
    pub member: bool,
    /// Papers that they take no part in.
    pub without_papers: Vec<String>,
}

/// A line of the list that says who gets which file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distribution {
    /// Who.
    pub person: String,
    /// Which copy.
    pub face: Face,
    /// The file's name without its ending.
    pub file_stem: String,
}

/// All copies that a pack needs, a public one among them, and who gets which. `closed_session`: there is such a part.
#[must_use]
pub fn all<S: Snapshot>(
    whole: &S,
    recipients: &[Recipient],
    closed_session: bool,
    made_on: NaiveDate,
) -> (Vec<Issue>, Vec<Distribution>) {
    let mut faces: Vec<Face> = vec![Face::Public, Face::Members];
    if closed_session {
        faces.push(Face::ClosedSession);
    }
    let mut whose = vec![];
    for one in recipients {
        let face = match (one.member, one.without_papers.is_empty()) {
            (false, _) => Face::Public,
            (true, true) => Face::Members,
            (true, false) => Face::Member {
                person: one.person.clone(),
                without_papers: one.without_papers.clone(),
            },
        };
        if !faces.contains(&face) {
            faces.push(face.clone());
        }
        whose.push((one.person.clone(), face));
    }
    let mut issues: Vec<Issue> = faces.iter().map(|f| issue(whole, f, made_on)).collect();
    apart(&mut issues);
    let distribution = whose
        .into_iter()
        .filter_map(|(person, face)| {
            let issue = issues.iter().find(|i| i.face == face)?;
            Some(Distribution {
                person,
                file_stem: issue.file_stem.clone(),
                face,
            })
        })
        .collect();
    (issues, distribution)
}

/// Two people of one name get two files.
fn apart(issues: &mut [Issue]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for issue in issues {
        let count = seen.entry(issue.file_stem.clone()).or_default();
        *count += 1;
        if *count > 1 {
            issue.file_stem = format!("{}-{count}", issue.file_stem);
        }
    }
}

/// Words as part of a file's name that every system takes: letters, digits and hyphens.
pub(super) fn plain(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.chars().count() >= 60 {
            break;
        }
    }
    let out = out.trim_end_matches('-').to_owned();
    if out.is_empty() {
        "pack".to_owned()
    } else {
        out
    }
}

/// Abbreviations of the field that a snapshot uses, and what they mean. `snapshot`: its words, as JSON.
pub(super) fn abbreviations_in(snapshot: &[u8]) -> Vec<(String, String)> {
    let mut usual: Vec<(String, String)> = abbreviations::known()
        .map(|(short, meaning)| (short.to_owned(), meaning.to_owned()))
        .collect();
    still_used(&mut usual, snapshot);
    usual
}

/// Abbreviations that what is left still uses. `rest` is what is left, as JSON.
fn still_used(glossary: &mut Vec<(String, String)>, rest: &[u8]) {
    let mut words = BTreeSet::new();
    if let Ok(rest) = serde_json::from_slice(rest) {
        words_of(&rest, &mut words);
    }
    glossary.retain(|(short, _)| {
        let mut parts = short.split(|c: char| !c.is_alphanumeric());
        parts.all(|part| part.is_empty() || words.contains(part))
    });
}

fn words_of(value: &Json, words: &mut BTreeSet<String>) {
    match value {
        Json::String(text) => {
            let parts = text.split(|c: char| !c.is_alphanumeric());
            words.extend(parts.filter(|p| !p.is_empty()).map(str::to_owned));
        }
        Json::Array(all) => all.iter().for_each(|one| words_of(one, words)),
        Json::Object(all) => all.values().for_each(|one| words_of(one, words)),
        _ => {}
    }
}
