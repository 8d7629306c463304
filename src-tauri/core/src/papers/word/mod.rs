//! Papers that come as Word files (.docx): headings, text, lists, tables, pictures and links become a document, laid out by our own
//! hand, with a list of what could not come along. Where too much would be lost, the file is refused with what to do.

mod archive;
mod blocks;
mod inline;
mod look;
mod lost;
mod tables;
#[cfg(test)]
mod tests;
mod xml;

use super::{LARGEST, Reason, Refusal};
use crate::document::{Block, Document, Meta};

/// A Word paper as far as it can be laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct WordPaper {
    /// Its title as its author set it; may be empty.
    pub title: String,
    /// What it says, headings from level 1 without gaps.
    pub blocks: Vec<Block>,
    /// What could not come along, in words ("2 text boxes"); empty when everything did.
    pub left_behind: Vec<String>,
}

/// Reads a Word paper. Any bytes may be given.
///
/// # Errors
///
/// [`Refusal`], by the file's name, with what to do.
pub fn read(name: &str, bytes: &[u8]) -> Result<WordPaper, Refusal> {
    // The parsers are other crates'; whatever a hostile file makes them do ends here.
    std::panic::catch_unwind(|| opened(bytes))
        .unwrap_or(Err(Reason::Broken))
        .map_err(|reason| Refusal::new(name, reason))
}

fn opened(bytes: &[u8]) -> Result<WordPaper, Reason> {
    if bytes.len() > LARGEST {
        return Err(Reason::TooLarge);
    }
    // An OLE file: Word before 2007, or a file locked with a password.
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Reason::OldWord);
    }
    let package = archive::open(bytes)?;
    let look = look::Look::of(&package)?;
    let blocks = blocks::Reading::of(&package, &look)?;
    if blocks.lost.too_much(&blocks.blocks) {
        return Err(Reason::TooRich);
    }
    Ok(WordPaper {
        title: package.title(),
        left_behind: blocks.lost.words(),
        blocks: blocks.blocks,
    })
}

impl WordPaper {
    /// The paper as a document by itself; its first lines say what could not come along.
    #[must_use]
    pub fn document(&self, meta: Meta) -> Document {
        let mut document = Document::new(meta);
        if !self.left_behind.is_empty() {
            let mut remark = crate::document::CallOut::information("Laid out from a Word file");
            remark = remark.paragraph(format!("Not shown here: {}.", self.left_behind.join("; ")));
            document.call_out(remark);
        }
        document.extend(self.blocks.iter().cloned());
        document
    }
}
