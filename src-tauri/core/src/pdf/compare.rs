//! Where two PDF files differ, part by part: pages, attached files, the rest.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use lopdf::{Document, Object, ObjectId};

use super::{PdfError, read::attachments};

/// Something in which a file differs from the one that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The file can't be read at all.
    Unreadable,
    /// It has more or fewer pages.
    Pages {
        /// As made.
        made: usize,
        /// As found.
        found: usize,
    },
    /// This page, counted from 1.
    Page(usize),
    /// A file carried inside, by its name: changed, missing or new.
    Attachment(String),
    /// None of these: title, dates, bookmarks, fonts, structure.
    Elsewhere,
}

/// Where `found` differs from `made`; what only the seal tells apart is not counted.
///
/// # Errors
/// [`PdfError::Unreadable`] when `made` itself is no PDF.
pub fn differences(made: &[u8], found: &[u8]) -> Result<Vec<Difference>, PdfError> {
    let ours = parts(made)?;
    // The parser is another crate's; whatever a hostile file makes it do ends here.
    let theirs = catch_unwind(AssertUnwindSafe(|| parts(found)));
    let Ok(Ok(theirs)) = theirs else {
        return Ok(vec![Difference::Unreadable]);
    };
    let mut out = vec![];
    if ours.pages.len() != theirs.pages.len() {
        out.push(Difference::Pages {
            made: ours.pages.len(),
            found: theirs.pages.len(),
        });
    }
    for (at, (a, b)) in ours.pages.iter().zip(&theirs.pages).enumerate() {
        if a != b {
            out.push(Difference::Page(at + 1));
        }
    }
    let mut names: Vec<&String> = ours.files.keys().chain(theirs.files.keys()).collect();
    names.sort();
    names.dedup();
    for name in names {
        if ours.files.get(name) != theirs.files.get(name) {
            out.push(Difference::Attachment(name.clone()));
        }
    }
    if out.is_empty() {
        out.push(Difference::Elsewhere);
    }
    Ok(out)
}

/// What a reader sees of a file.
struct Parts {
    /// Page, its content and its links, as bytes.
    pages: Vec<Vec<u8>>,
    files: BTreeMap<String, Vec<u8>>,
}

fn parts(bytes: &[u8]) -> Result<Parts, PdfError> {
    let document = Document::load_mem(bytes).map_err(|_| PdfError::Unreadable)?;
    let pages = document.get_pages();
    Ok(Parts {
        pages: pages.values().map(|id| page(&document, *id)).collect(),
        files: attachments(bytes).unwrap_or_default().into_iter().collect(),
    })
}

fn page(document: &Document, id: ObjectId) -> Vec<u8> {
    // As it stands in the file: a stream that no longer unpacks differs too.
    let mut out = document.get_page_content(id);
    for stream in document.get_page_contents(id) {
        if let Ok(Object::Stream(stream)) = document.get_object(stream) {
            out.extend(&stream.content);
        }
    }
    if let Ok(dictionary) = document.get_dictionary(id) {
        for key in [b"MediaBox".as_slice(), b"Rotate", b"CropBox"] {
            out.extend(format!("{:?}", dictionary.get(key).ok()).into_bytes());
        }
        if let Ok(Object::Array(annotations)) = dictionary.get(b"Annots") {
            for one in annotations {
                let one = document.dereference(one).map(|o| o.1);
                out.extend(format!("{one:?}").into_bytes());
            }
        }
    }
    out
}
