//! The core of Hubfolio.

pub mod document;
pub mod drawing;
pub mod pdf;
