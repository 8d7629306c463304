//! The core of Hubfolio.
