//! The core of Hubfolio.

pub mod tabular;
