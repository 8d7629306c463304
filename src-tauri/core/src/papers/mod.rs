//! Papers: files by other people that become part of a pack. Says whether a PDF can be taken, what its pages are and what
//! is left behind (scripts, links, files inside the file). Takes bytes and gives back plain facts; this room knows no
//! register, no store and no clock, and never writes.

mod appearance;
mod archive;
mod bookmarks;
mod layers;
mod leaving;
mod pages;
mod refusal;
#[cfg(test)]
pub(crate) mod tests;
pub mod word;

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Document, LoadOptions};

pub use archive::{Filed, archive_copy};
pub use bookmarks::Bookmark;
pub use pages::Page;
pub use refusal::{Reason, Refusal};

/// The largest file taken, in bytes: a scanned report of some hundred pages; a pack must still open on a laptop.
pub const LARGEST: usize = 50_000_000;
/// The most pages taken from one file.
pub const MOST_PAGES: usize = 2_000;
/// The most that one of a file's inner tables may swell to, in bytes: the tables of a sound file stay far below.
const SWOLLEN: usize = 64 * 1024 * 1024;

/// A paper whose pages can be shown.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Its pages in order; never none.
    pub pages: Vec<Page>,
    /// Its own bookmarks, in order.
    pub bookmarks: Vec<Bookmark>,
    /// What a copy of its pages leaves behind, in words ("links", "scripts").
    pub left_behind: Vec<&'static str>,
    pub(crate) layers: layers::Layers,
    /// The file as it was read.
    pub(crate) file: Document,
}

/// Reads a PDF paper. Any bytes may be given.
///
/// # Errors
///
/// [`Refusal`], by the file's name, with what to do.
pub fn read(name: &str, bytes: &[u8]) -> Result<Paper, Refusal> {
    // The parser is another crate's; whatever a hostile file makes it do ends here.
    catch_unwind(AssertUnwindSafe(|| opened(bytes)))
        .unwrap_or(Err(Reason::Broken))
        .map_err(|reason| Refusal::new(name, reason))
}

fn opened(bytes: &[u8]) -> Result<Paper, Reason> {
    if bytes.len() > LARGEST {
        return Err(Reason::TooLarge);
    }
    // Readers look for the header in the first kilobyte; so does this.
    let head = &bytes[..bytes.len().min(1024)];
    if !contains(head, b"%PDF-") {
        return Err(Reason::NotPdf);
    }
    let options = LoadOptions {
        max_decompressed_size: Some(SWOLLEN),
        ..LoadOptions::default()
    };
    let file = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => Reason::Locked,
        _ => Reason::Broken,
    })?;
    // Still marked so after reading: it opens only with a password.
    if file.is_encrypted() {
        return Err(Reason::Locked);
    }
    let catalog = file.catalog().map_err(|_| Reason::Broken)?;
    if leaving::is_live_form(&file, catalog) {
        return Err(Reason::LiveForm);
    }
    let pages = pages::of(&file, catalog)?;
    Ok(Paper {
        bookmarks: bookmarks::of(&file, catalog, &pages),
        left_behind: leaving::behind(&file),
        layers: layers::of(&file, catalog),
        pages,
        file,
    })
}

/// Whether bytes stand somewhere among others.
pub(crate) fn contains(bytes: &[u8], sought: &[u8]) -> bool {
    bytes.windows(sought.len()).any(|window| window == sought)
}
