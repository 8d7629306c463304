//! The reading copy: our pages and every paper in the order of the agenda, in one file to read from.

use super::file::Painted;
use super::guests::{self, PaperPlace};
use super::{PdfError, Print, faces, file, layout, paint};
use crate::document::{Document, Text};

/// A pack with its papers.
#[derive(Debug, Clone)]
pub struct ReadingCopy {
    /// Our pages.
    pub document: Document,
    /// The papers in the order of the agenda.
    pub papers: Vec<PaperPlace>,
    /// How our own pages are printed. Those of others stay as they are.
    pub print: Print,
}

/// Makes the reading copy. Each paper has a page before it that names it; its pages carry a stamp; its bookmarks stand below
/// its name. The file claims neither PDF/UA nor PDF/A: nobody can speak for pages by others.
///
/// # Errors
///
/// [`PdfError::Cancelled`] when `progress` says so; [`PdfError::Paper`] when a paper's pages cannot be copied.
pub fn reading_copy(
    copy: &ReadingCopy,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Vec<u8>, PdfError> {
    let document = with_dividers(copy);
    let parts = super::parts(&document);
    let total = parts * 2;
    let mut tick = |done: usize| progress(done.min(parts), total);
    let mut layout =
        layout::lay_out(&document, copy.print, &mut tick).ok_or(PdfError::Cancelled)?;
    let guests = guests::seat(&mut layout, &copy.papers);
    let mut used = paint::used(&layout);
    for item in guests.stamps.iter().flat_map(|stamp| &stamp.items) {
        used.note_item(item);
    }
    let cuts = faces::cut(&used)?;
    let contents = super::painted(&layout, &cuts, &mut |done, of| {
        progress(parts + parts * done / of, total)
    })?;
    let stamps = paint::stamps(&guests.stamps, &cuts);
    let bytes = file::assemble(&layout, &cuts, Painted { contents, stamps }, &guests)?;
    progress(total, total);
    Ok(bytes)
}

/// The document with a page before each paper that says what follows and what was left behind.
fn with_dividers(copy: &ReadingCopy) -> Document {
    let mut document = copy.document.clone();
    if document.meta.subject.trim().is_empty() {
        document.meta.subject =
            "Reading copy with papers by others. Not claimed to follow PDF/UA or PDF/A; \
             the archive copy holds the papers unchanged."
                .to_owned();
    }
    for place in &copy.papers {
        let words = [place.label.trim(), place.title.trim()];
        let words: Vec<&str> = words
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect();
        let title = if words.is_empty() {
            "Paper".to_owned()
        } else {
            words.join(": ")
        };
        document.page_break().heading(1, title);
        let pages = place.paper.pages.len();
        let mut facts = vec![("Pages".to_owned(), pages.to_string())];
        if let Some(mark) = place.mark.as_ref().filter(|mark| !mark.trim().is_empty()) {
            facts.push(("Mark".to_owned(), mark.clone()));
        }
        let left = &place.paper.left_behind;
        if !left.is_empty() {
            facts.push(("Not in this copy".to_owned(), left.join("; ")));
        }
        document.key_facts(
            facts
                .into_iter()
                .map(|(label, value)| (Text::from(label), Text::from(value))),
        );
    }
    document
}
