//! Documents into PDF files: laid out, tagged (PDF/UA-1), archival (PDF/A-3a), the same bytes for the same document.
//!
//! The way through: `flow` cuts the document into strips and notes its structure, `paginate` puts strips on pages,
//! `layout` settles what is where, `paint` writes the pages through printpdf, `file` puts the file together. This room
//! knows no register, no store and no clock.

mod columns;
mod compare;
mod contents;
mod copies;
mod cover;
mod faces;
mod facts;
mod file;
mod flow;
mod furniture;
mod guests;
mod images;
mod import;
mod layout;
mod metadata;
mod objects;
mod outline;
mod paginate;
mod paint;
mod paragraph;
mod parts;
mod pen;
mod pictures;
mod print;
mod read;
mod reading;
mod right_hand;
mod rows;
mod seal;
mod sheets;
mod strip;
mod structure;
mod style;
mod table;
#[cfg(test)]
mod tests;
mod tree;
mod words;

pub use compare::{Difference, differences};
pub use guests::PaperPlace;
pub use pictures::{Pictures, pictures};
pub use print::Print;
pub use read::{attachments, page_count};
pub use reading::{ReadingCopy, reading_copy};
pub use seal::{Seal, SealError, claims_to_be_ours, read_seal, seal, under_the_seal_of};

use crate::document::{Block, Document};

/// Why a PDF could not be made or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// The caller asked to stop.
    #[error("Making the PDF was cancelled. Nothing was written.")]
    Cancelled,
    /// An embedded face could not be read.
    #[error(
        "The letters of the face {0} could not be read. Reinstall Hubfolio; nothing was written."
    )]
    Face(&'static str),
    /// The PDF writer gave back something unexpected.
    #[error(
        "The PDF could not be put together. Nothing was written; please report this with the pack's name."
    )]
    Backend,
    /// A paper whose pages cannot be copied.
    #[error(
        "The pages of “{0}” cannot be copied: the file is damaged. Nothing was written. Open it in a PDF reader, print it to a new PDF and use that instead."
    )]
    Paper(String),
    /// Not a PDF, or damaged.
    #[error("This file is not a PDF that can be read: it is damaged, locked or of another kind.")]
    Unreadable,
}

/// Pages painted at a time: bounds the memory used, and how long a cancel waits.
const BATCH: usize = 16;

/// Makes the PDF. `progress` is told how much is done of how much, and answers whether to go on.
///
/// # Errors
///
/// [`PdfError::Cancelled`] when `progress` says so; other errors only when the program itself is damaged.
pub fn render(
    document: &Document,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Vec<u8>, PdfError> {
    render_for(document, Print::default(), progress)
}

/// Makes the PDF for a way of printing it.
///
/// # Errors
///
/// As [`render`].
pub fn render_for(
    document: &Document,
    print: Print,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Vec<u8>, PdfError> {
    // Laying out and painting count the same, so the whole is twice the document's blocks and rows.
    let parts = parts(document);
    let total = parts * 2;
    let mut tick = |done: usize| progress(done.min(parts), total);
    let mut layout = layout::lay_out(document, print, &mut tick).ok_or(PdfError::Cancelled)?;
    let guests = guests::seat(&mut layout, &[]);
    let cuts = faces::cut(&paint::used(&layout))?;
    let contents = painted(&layout, &cuts, &mut |done, of| {
        progress(parts + parts * done / of, total)
    })?;
    let painted = file::Painted {
        contents,
        stamps: Vec::new(),
    };
    let bytes = file::assemble(&layout, &cuts, painted, &guests)?;
    progress(total, total);
    Ok(bytes)
}

/// The compressed content of each page.
fn painted(
    layout: &layout::Layout<'_>,
    cuts: &[faces::Cut],
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Vec<Vec<u8>>, PdfError> {
    let pages = layout.pages.len();
    let mut contents = Vec::with_capacity(pages);
    for from in (0..pages).step_by(BATCH) {
        if !progress(from, pages) {
            return Err(PdfError::Cancelled);
        }
        let streams = paint::contents(layout, from..(from + BATCH).min(pages), cuts);
        contents.extend(streams.into_iter().map(objects::compress_text));
    }
    Ok(contents)
}

fn parts(document: &Document) -> usize {
    let rows = |block: &Block| {
        if let Block::Table(table) = block {
            table.rows.len()
        } else {
            0
        }
    };
    document
        .blocks
        .iter()
        .map(|block| 1 + rows(block))
        .sum::<usize>()
        .max(1)
}
