//! What every pack's snapshot begins with, whatever the pack is of.

use serde::{Deserialize, Serialize};

use super::copies::Face;

/// What a copy says that may not say what waits.
pub const SOMETHING_WAITS: &str = "Some of the records that it was made from have two versions.";

/// The first lines of a snapshot. They stand flat in it and in this order: a copy's digest is over its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Head {
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
    /// What waits to be settled in the records that it was made from, a sentence each. Nothing of the kind goes out, so it
    /// is no part of what is kept.
    #[serde(skip)]
    pub waiting: Vec<String>,
}

impl Head {
    /// Of a whole pack of this hub.
    #[must_use]
    pub fn of(hub: String) -> Self {
        Self {
            format: 1,
            hub,
            ..Self::default()
        }
    }

    /// Whether this is the copy that anybody may read.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.face == Some(Face::Public)
    }

    /// Says no more than that something waits: a sentence about it may hold words that this copy does not show.
    pub(super) fn wait_without_words(&mut self) {
        if !self.waiting.is_empty() {
            self.waiting = vec![SOMETHING_WAITS.to_owned()];
        }
    }

    /// Takes out of a list what does not stay in this copy, and remembers that something went.
    pub fn keep<T>(&mut self, list: &mut Vec<T>, stays: impl FnMut(&T) -> bool) {
        let before = list.len();
        list.retain(stays);
        self.left_out |= before != list.len();
    }
}
