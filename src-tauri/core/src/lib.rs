//! The core of Hubfolio.
pub mod contract;
