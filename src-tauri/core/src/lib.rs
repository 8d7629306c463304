//! The core of Hubfolio.
pub mod contract;
pub mod env;
pub mod session;
