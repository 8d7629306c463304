//! Documents as Word files (.docx, PCK-8): headings, lists and tables that Word and screen readers know as such, charts with
//! their words, the same bytes for the same document. This room knows no register, no store and no clock.
//!
//! It writes the format itself: the libraries at hand leave out what makes such a file accessible (heading rows of tables,
//! the words of a picture).

mod body;
mod figures;
mod inline;
mod parts;
mod tables;
#[cfg(test)]
pub(crate) mod tests;

use std::io::{Cursor, Write};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use crate::document::Document;
use body::Body;

/// Why a Word file could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WordError {
    /// The archive around its parts could not be written.
    #[error(
        "The Word file could not be put together. Nothing was written; please report this with the pack's name."
    )]
    Package,
}

/// The document as a Word file.
///
/// # Errors
///
/// [`WordError::Package`] when the program itself is damaged.
pub fn render(document: &Document) -> Result<Vec<u8>, WordError> {
    let body = Body::of(document);
    let text = |content: String| content.into_bytes();
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), text(parts::types(&body))),
        ("_rels/.rels".to_owned(), text(parts::root())),
        (
            "docProps/core.xml".to_owned(),
            text(parts::particulars(&document.meta)),
        ),
        ("word/document.xml".to_owned(), text(parts::document(&body))),
        (
            "word/_rels/document.xml.rels".to_owned(),
            text(parts::links(&body)),
        ),
        (
            "word/styles.xml".to_owned(),
            text(parts::styles(&document.meta)),
        ),
        (
            "word/numbering.xml".to_owned(),
            text(parts::numbering(&body)),
        ),
        (
            "word/settings.xml".to_owned(),
            text(parts::settings(&document.meta)),
        ),
        ("word/header1.xml".to_owned(), text(parts::header(document))),
        ("word/footer1.xml".to_owned(), text(parts::footer(document))),
    ];
    for (at, picture) in body.pictures.iter().enumerate() {
        files.push((
            format!("word/media/figure{}.png", at + 1),
            picture.png.clone(),
        ));
        files.push((
            format!("word/media/figure{}.svg", at + 1),
            picture.svg.clone().into_bytes(),
        ));
    }
    package(files).map_err(|_| WordError::Package)
}

fn package(files: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    // A fixed moment, so that the same document is the same file.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(name, options)?;
        archive.write_all(&bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
