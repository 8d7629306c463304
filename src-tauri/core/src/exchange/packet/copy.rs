//! What a copy holds: its subject, and sections of plain text in columns and rows, so that any version of the program
//! can show it, whatever kinds of records it knows.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::limits::{self, Fault};
use crate::record::Id;

/// Version of the form.
pub const FORM: u8 = 1;

/// A copy. Its bytes are the same for the same content: what is signed and kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// Version of the form.
    pub form: u8,
    /// Kind of what it is a copy of.
    pub kind: String,
    /// Its identifier in the hub file that it was made from; of a list, what stands for kind and condition.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// Which version, in words: `Revision 2`, `As at 30 September 2025`.
    pub version: String,
    /// The day it speaks of.
    pub as_at: NaiveDate,
    /// What it says.
    pub sections: Vec<Section>,
    /// The frozen copy that was submitted and signed off, verbatim, where there is one: its fingerprint is the one that
    /// sign-offs name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
}

/// A table with a heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Heading.
    pub heading: String,
    /// Columns.
    pub columns: Vec<Heading>,
    /// Rows, each with a text for every column.
    pub rows: Vec<Vec<String>>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Path, for a program.
    pub path: String,
    /// In words.
    pub label: String,
}

impl Section {
    /// A section of two columns: what, and its value.
    pub fn facts(heading: &str, facts: Vec<(String, String)>) -> Self {
        let column = |path: &str, label: &str| Heading {
            path: path.into(),
            label: label.into(),
        };
        Self {
            heading: heading.into(),
            columns: vec![column("what", "What"), column("value", "Value")],
            rows: facts
                .into_iter()
                .map(|(what, value)| vec![what, value])
                .collect(),
        }
    }
}

impl Copy {
    /// Refuses what no honest copy is: texts with control characters, rows of another length, too much of anything.
    ///
    /// # Errors
    /// What was found.
    pub fn check(&self) -> Result<(), Fault> {
        if self.form > FORM {
            return Err(Fault::Newer);
        }
        limits::name(&self.kind)?;
        limits::line(&self.title, limits::TITLE)?;
        limits::line(&self.version, limits::SHORT)?;
        limits::count(self.sections.len(), limits::SECTIONS, "sections")?;
        let mut cells = 0;
        for section in &self.sections {
            limits::text(&section.heading, limits::TITLE)?;
            limits::count(section.columns.len(), limits::COLUMNS, "columns")?;
            cells += section.rows.len() * section.columns.len().max(1);
            limits::count(cells, limits::CELLS, "cells")?;
            for column in &section.columns {
                limits::text(&column.path, limits::TITLE)?;
                limits::text(&column.label, limits::TITLE)?;
            }
            for row in &section.rows {
                if row.len() != section.columns.len() {
                    return Err(Fault::Damaged("a row of another length"));
                }
                for cell in row {
                    limits::text(cell, limits::TEXT)?;
                }
            }
        }
        match &self.original {
            Some(original) if original.chars().any(char::is_control) => {
                Err(Fault::Damaged("an original that is not on one line"))
            }
            _ => Ok(()),
        }
    }
}
