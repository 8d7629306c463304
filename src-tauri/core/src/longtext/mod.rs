//! Long texts of two people: joining two edits that did not meet, and showing where two versions differ. Knows text
//! alone, no record and no store; the same texts give the same answer on every laptop.

mod compare;
mod join;
mod pieces;

pub use compare::{Marked, Pair, paragraphs};
pub use join::join;
