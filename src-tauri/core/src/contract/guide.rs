//! The texts that travel inside the program.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A page of the user guide.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GuidePage {
    /// How it is called in an address.
    pub slug: String,
    /// Its heading.
    pub title: String,
    /// What stands between its headings, in order.
    pub sections: Vec<GuideSection>,
}

/// What stands under one heading of a page.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GuideSection {
    /// How the heading is called in an address; empty before the first heading.
    pub id: String,
    /// The heading.
    pub title: String,
    /// What stands there, made from our own guide: no raw HTML, no address elsewhere.
    pub html: String,
    /// Its words without marks, for searching.
    pub text: String,
}

/// A package that Hubfolio is built from.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Licence {
    /// Its language.
    pub sort: String,
    /// Its name where it is published.
    pub name: String,
    /// Which version of it.
    pub version: String,
    /// Its licence, as it names it.
    pub licence: String,
}
