//! The core of Hubfolio.

pub mod files;
pub mod tabular;
