//! The texts that travel inside the program: the user guide of `docs/guide` and the list of packages that Hubfolio is
//! built from. So help needs no network and no file beside the program. This room knows no record and no store.

mod licences;
mod page;
#[cfg(test)]
mod tests;

pub use licences::licences;

use crate::contract::GuidePage;

/// Takes a page of the guide into the program.
macro_rules! pages {
    ($($slug:literal),* $(,)?) => {
        [$(($slug, include_str!(concat!("../../../../docs/guide/", $slug, ".md")))),*]
    };
}

/// Name and text of every page, in the order in which a newcomer reads them.
const PAGES: [(&str, &str); 9] = pages![
    "finding-your-way",
    "first-return",
    "sharing",
    "any-spreadsheet",
    "boards",
    "command-line",
    "lists",
    "packs",
    "stakeholders",
];

/// The guide, page by page, ready to be shown and searched.
#[must_use]
pub fn guide() -> Vec<GuidePage> {
    PAGES
        .iter()
        .map(|(slug, text)| page::read(slug, text))
        .collect()
}
