//! Comments on one version of a copy, on their way back to the team that made it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    copy::FORM,
    limits::{self, Fault},
};
use crate::{
    record::{Id, LONG_TEXT},
    store::log::unhex,
};

/// Comments of one team on one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comments {
    /// Version of the form.
    pub form: u8,
    /// The team that made the copy, hex.
    pub to: String,
    /// Kind of what was copied.
    pub kind: String,
    /// Its identifier in that team's hub file.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// Which version, in words.
    pub version: String,
    /// SHA-256 of that version, hex.
    pub copy: String,
    /// What was said.
    pub comments: Vec<Comment>,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Identifier, the same on both sides.
    pub id: Id,
    /// Who wrote it.
    pub person: String,
    /// On which day.
    pub day: NaiveDate,
    /// What it says.
    pub text: String,
}

impl Comments {
    /// Refuses what no honest comments are.
    ///
    /// # Errors
    /// What was found.
    pub fn check(&self) -> Result<(), Fault> {
        if self.form > FORM {
            return Err(Fault::Newer);
        }
        if unhex::<16>(&self.to).is_none() || unhex::<32>(&self.copy).is_none() {
            return Err(Fault::Damaged("comments on nothing"));
        }
        limits::name(&self.kind)?;
        limits::line(&self.title, limits::TITLE)?;
        limits::line(&self.version, limits::SHORT)?;
        limits::count(self.comments.len(), limits::COMMENTS, "comments")?;
        for comment in &self.comments {
            limits::line(&comment.person, limits::SHORT)?;
            limits::text(&comment.text, LONG_TEXT as usize)?;
        }
        Ok(())
    }
}
