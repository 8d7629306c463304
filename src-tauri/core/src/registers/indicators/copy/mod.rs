//! A return as it stands at one moment, complete in itself: what is frozen on submission, what is signed, and what the
//! pack is made from. Later edits of the registers never reach into it.

mod take;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Direction, FigureKind,
    figures::{self, Counted, Verdict},
};
use crate::{
    record::Id,
    store::{Result, StoreError},
};

pub use take::answer_id;

/// A return at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnCopy {
    /// Version of this form.
    pub format: u8,
    /// Name of the hub.
    pub hub: String,
    /// Name of the health system, or its code.
    pub ics: String,
    /// Host.
    pub host: String,
    /// KPI set: name, version and source.
    pub set: SetCopy,
    /// Period (`2025-26 H1`).
    pub period: String,
    /// Period in words.
    pub period_words: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Revision.
    pub revision: i64,
    /// Contract year that the last day lies in, from 1; none where the contract's start is not known.
    pub contract_year: Option<i64>,
    /// The answers in the order of the set.
    pub answers: Vec<AnswerCopy>,
    /// Coverage of each network on the last day.
    pub coverage: Vec<CoverageCopy>,
}

/// The KPI set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetCopy {
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
    /// Where it is published.
    pub source: String,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerCopy {
    /// The indicator's identifier.
    pub indicator: Id,
    /// Number.
    pub number: String,
    /// Number of the indicator that it is a part of.
    pub part_of: Option<String>,
    /// Title.
    pub title: String,
    /// Question.
    pub question: String,
    /// Theme.
    pub theme: String,
    /// Kind of figure.
    pub kind: FigureKind,
    /// Which way is better.
    pub direction: Direction,
    /// A narrative is asked for.
    pub narrative_needed: bool,
    /// How the figure is worked out.
    pub formula: String,
    /// What the answer should cover.
    pub clarification: String,
    /// Names of the lists behind the figure.
    pub sets: Option<(String, String)>,
    /// Records that count.
    pub numerator: Option<i64>,
    /// Records counted against.
    pub denominator: Option<i64>,
    /// The worked-out figure, in hundredths of its unit.
    pub worked_out: Option<i64>,
    /// A figure typed in its place.
    pub typed: Option<i64>,
    /// Why.
    pub figure_reason: String,
    /// The figure that counts.
    pub figure: Option<i64>,
    /// Baseline: value, day, who set it.
    pub baseline: Option<(i64, NaiveDate, String)>,
    /// Target for the contract year: value, who set it.
    pub target: Option<(i64, String)>,
    /// The figure of the return before.
    pub previous: Option<i64>,
    /// The figures of submitted returns before, oldest first, each with its period. Left out where there are none, as in
    /// copies that were taken before it was kept: their fingerprints stay what they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<(String, i64)>,
    /// The story.
    pub narrative: String,
    /// Code and name of each record that counts.
    pub counted: Vec<(String, String)>,
    /// Code and name of each record counted against that does not count.
    pub not_counted: Vec<(String, String)>,
}

impl AnswerCopy {
    /// How the figure stands against its target.
    pub fn verdict(&self) -> Verdict {
        Verdict::of(
            self.figure,
            self.target.as_ref().map(|t| t.0),
            self.direction,
        )
    }

    /// The worked-out figure in words; empty where the registers hold nothing.
    pub fn worked_out_words(&self) -> String {
        match self.numerator {
            Some(numerator) => Counted {
                numerator,
                denominator: self.denominator,
            }
            .words(),
            None => String::new(),
        }
    }

    /// The figure that counts, in words; empty when there is none.
    pub fn figure_words(&self) -> String {
        match self.figure {
            None => String::new(),
            Some(_) if self.typed.is_none() => self.worked_out_words(),
            Some(value) => figures::figure_words(self.kind, value),
        }
    }
}

/// Coverage of one network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageCopy {
    /// ODS code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Practices on the day.
    pub practices: i64,
    /// Patients on the day, as far as list sizes are known.
    pub patients: i64,
    /// Marks that hold on the day, as the list of coverage marks names them.
    pub marks: Vec<String>,
}

/// The part of a return that is known before it is opened: hub, set and period.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    /// Hub.
    pub hub: Id,
    /// KPI set.
    pub set: Id,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl ReturnCopy {
    /// The copy as bytes that are the same for the same content: what is kept and signed.
    ///
    /// # Errors
    /// Never for a copy that was taken; the form can't be written otherwise.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(self).map_err(|e| StoreError::Log(e.to_string()))
    }

    /// Reads a copy back.
    ///
    /// # Errors
    /// When the bytes are no copy of a return.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        serde_json::from_slice(bytes)
            .map_err(|_| StoreError::Log("the copy of a return can't be read".into()))
    }
}
