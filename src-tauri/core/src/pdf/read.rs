//! Reading a pack back: the files it carries.

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

use flate2::read::ZlibDecoder;
use lopdf::{Document, Object, Stream};

use super::PdfError;

/// The largest attached file that is read, in bytes: more is a trap, not a snapshot.
const LARGEST: u64 = 256 * 1024 * 1024;

/// The files carried inside a PDF, with their names, in the order of the file. Any PDF may be given; a damaged one gives
/// an error.
pub fn attachments(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, PdfError> {
    // The parser is another crate's; whatever a hostile file makes it do ends here.
    catch_unwind(AssertUnwindSafe(|| read(bytes))).unwrap_or(Err(PdfError::Unreadable))
}

fn read(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, PdfError> {
    let document = Document::load_mem(bytes).map_err(|_| PdfError::Unreadable)?;
    let catalog = document.catalog().map_err(|_| PdfError::Unreadable)?;
    let Ok(associated) = catalog.get(b"AF") else {
        return Ok(Vec::new());
    };
    let associated = follow(&document, associated)?
        .as_array()
        .map_err(|_| PdfError::Unreadable)?;
    let mut files = Vec::new();
    for file in associated {
        let file = follow(&document, file)?
            .as_dict()
            .map_err(|_| PdfError::Unreadable)?;
        let name = file
            .get(b"UF")
            .or_else(|_| file.get(b"F"))
            .map_err(|_| PdfError::Unreadable)?;
        let name = lopdf::decode_text_string(follow(&document, name)?)
            .map_err(|_| PdfError::Unreadable)?;
        let embedded = file.get(b"EF").map_err(|_| PdfError::Unreadable)?;
        let embedded = follow(&document, embedded)?
            .as_dict()
            .map_err(|_| PdfError::Unreadable)?;
        let stream = embedded.get(b"F").map_err(|_| PdfError::Unreadable)?;
        let stream = follow(&document, stream)?
            .as_stream()
            .map_err(|_| PdfError::Unreadable)?;
        files.push((name, content(stream)?));
    }
    Ok(files)
}

fn follow<'a>(document: &'a Document, object: &'a Object) -> Result<&'a Object, PdfError> {
    document
        .dereference(object)
        .map(|(_, object)| object)
        .map_err(|_| PdfError::Unreadable)
}

fn content(stream: &Stream) -> Result<Vec<u8>, PdfError> {
    match stream.dict.get(b"Filter") {
        Err(_) => Ok(stream.content.clone()),
        Ok(Object::Name(filter)) if filter == b"FlateDecode" => {
            let mut plain = Vec::new();
            let mut reader = ZlibDecoder::new(stream.content.as_slice()).take(LARGEST + 1);
            reader
                .read_to_end(&mut plain)
                .map_err(|_| PdfError::Unreadable)?;
            if plain.len() as u64 > LARGEST {
                Err(PdfError::Unreadable)
            } else {
                Ok(plain)
            }
        }
        Ok(_) => Err(PdfError::Unreadable),
    }
}

/// Number of pages of a file.
///
/// # Errors
/// [`PdfError::Unreadable`] when it is no PDF.
pub fn page_count(bytes: &[u8]) -> Result<usize, PdfError> {
    Ok(lopdf::Document::load_mem(bytes)
        .map_err(|_| PdfError::Unreadable)?
        .get_pages()
        .len())
}
