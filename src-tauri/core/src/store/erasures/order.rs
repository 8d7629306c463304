//! An erasure order: what is to be erased, why, who asked and who agreed, signed by a laptop. It travels with the
//! edits and names nothing personal, only records and fields. This file knows neither tables nor kinds.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    record::Id,
    store::{
        Result, StoreError,
        identity::{Laptop, signature_fits},
        log::{hex, special, unhex},
    },
};

/// What keeps a signature of an order from being passed off as another.
const PURPOSE: &str = "erasure";

/// In a hub of at most so many people, one may approve what they propose: there may be nobody else.
pub const SMALL_HUB: i64 = 3;

/// Most letters of the ground.
pub(super) const MOST_GROUND: usize = 500;

/// Most letters of the case number.
pub(super) const MOST_CASE_NUMBER: usize = 100;

/// Most fields and records that one order names.
const MOST_SUBJECTS: usize = 10_000;

/// An order as it is kept and as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasureOrder {
    /// What was ordered, as JSON, verbatim: the signature covers these bytes.
    pub line: String,
    /// Public key of the laptop, hex.
    pub key: String,
    /// Its signature, hex.
    pub signature: String,
}

/// What was ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// Version of this form.
    pub v: u8,
    /// Identifier.
    pub id: Id,
    /// Which records and fields.
    pub subjects: Vec<Subject>,
    /// Signed copies whose content goes too (SHA-256, hex); their fingerprint stays.
    pub copies: Vec<String>,
    /// On what ground, without personal data.
    pub ground: String,
    /// Number of the case, without personal data.
    pub case_number: String,
    /// Person who proposed it.
    pub proposed_by: Id,
    /// Person who approved it.
    pub approved_by: Id,
    /// People who work in the hub, as far as the proposing laptop knew.
    pub people: i64,
    /// The day.
    pub day: NaiveDate,
    /// Name of the laptop.
    pub laptop: String,
}

/// A record, or one field of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Subject {
    /// Kind.
    pub kind: String,
    /// Record.
    pub record: Id,
    /// Field; none = the whole record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

impl ErasureOrder {
    /// Writes the order down and signs it.
    pub(super) fn sign(line: &OrderLine, laptop: &Laptop) -> Result<Self> {
        let line = serde_json::to_string(line).map_err(|e| StoreError::Log(e.to_string()))?;
        let signature = laptop.sign(PURPOSE, line.as_bytes());
        Ok(Self {
            line,
            key: hex(&laptop.public()),
            signature: hex(&signature),
        })
    }

    /// What was ordered, when the signature fits, the form is known and two people stand behind it. Whether the laptop
    /// that signed belongs to the team is for the caller to know.
    ///
    /// # Errors
    /// When any of that is not so.
    pub fn verify(&self) -> Result<OrderLine> {
        let (Some(key), Some(signature)) = (unhex::<32>(&self.key), unhex::<64>(&self.signature))
        else {
            return refuse("has no signature that can be read");
        };
        if !signature_fits(&key, PURPOSE, self.line.as_bytes(), &signature) {
            return refuse("does not fit its signature");
        }
        let Ok(line) = serde_json::from_str::<OrderLine>(&self.line) else {
            return refuse("can't be read");
        };
        if line.v != 1 {
            return refuse("was made by a newer version of Hubfolio");
        }
        let named = line.subjects.iter().all(|s| {
            // An erased “is there” would make the record's own being there unknown, and the words on laptops and
            // invitations say who belongs to the team: of the log's own kinds only what was written about an edit goes.
            let field = s.field.as_deref().unwrap_or("a");
            (is_name(&s.kind) || s.kind == special::ACTION) && is_name(field)
        });
        let copies = line.copies.iter().all(|c| unhex::<32>(c).is_some());
        if !named || !copies || line.subjects.len() + line.copies.len() > MOST_SUBJECTS {
            return refuse("names something that can't be erased");
        }
        let longer = |text: &str, most: usize| text.chars().count() > most;
        if longer(&line.ground, MOST_GROUND) || longer(&line.case_number, MOST_CASE_NUMBER) {
            return refuse("says more than an order may");
        }
        if line.proposed_by == line.approved_by && line.people > SMALL_HUB {
            return refuse("was approved by the person who proposed it");
        }
        Ok(line)
    }
}

fn refuse<T>(what: &str) -> Result<T> {
    Err(StoreError::refused(
        "order_not_valid",
        format!("An erasure order {what}. Nothing was erased."),
        "Ask the colleague that it comes from for a new file.",
    ))
}

fn is_name(name: &str) -> bool {
    let letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    (1..=60).contains(&name.len()) && name.bytes().all(letter)
}
