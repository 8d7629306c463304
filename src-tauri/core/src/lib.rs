//! The core of Hubfolio: records, rules, exchange and packs of a training hub, in one local file. It knows no window,
//! no network, no clock and no randomness of its own: see [`env::Env`] for what it is given.
//!
//! Reading order for newcomers: [`record`] (what a record kind is), [`registers`] (the kinds), [`store`] (the hub file
//! and the one door for writes), [`contract`] (what a window may ask).

pub mod alike;
pub mod calendar;
pub mod catalogue;
pub mod closing;
pub mod contract;
pub mod dates;
pub mod document;
pub mod drawing;
pub mod env;
pub mod exchange;
pub mod files;
pub mod findings;
pub mod generate;
pub mod guide;
pub mod html;
pub mod imports;
pub mod longtext;
pub mod mail;
mod markup;
pub mod packets;
pub mod packs;
pub mod papers;
pub mod pdf;
pub mod record;
pub mod registers;
pub mod sample;
pub mod session;
pub mod store;
pub mod tabular;
pub mod word;

#[cfg(test)]
mod words_tests;
