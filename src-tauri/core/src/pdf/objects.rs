//! The objects of a PDF file, written as they come: streams by themselves, everything else packed and compressed.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use sha2::{Digest, Sha256};

/// How hard to compress (1–9): 6 costs a tenth more time than 3 and saves a tenth of the size.
const EFFORT: u32 = 6;
/// Objects packed into one object stream.
const PACK: usize = 200;

/// An object's number in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Id(pub u32);

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} 0 R", self.0)
    }
}

#[derive(Debug, Clone, Copy)]
enum Whereabouts {
    Free,
    /// At this byte.
    At(u64),
    /// In this object stream, at this place in it.
    In(u32, u16),
}

/// A file being written.
pub(super) struct Objects {
    out: Vec<u8>,
    known: Vec<Whereabouts>,
    packed: Vec<u8>,
    index: Vec<(u32, usize)>,
}

impl Objects {
    pub(super) fn new() -> Self {
        // The second line's bytes above 127 tell programs that the file is binary.
        let out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        Self {
            out,
            known: vec![Whereabouts::Free],
            packed: Vec::new(),
            index: Vec::new(),
        }
    }

    /// A number for an object that is written later.
    pub(super) fn reserve(&mut self) -> Id {
        self.reserve_many(1)
    }

    /// Consecutive numbers; the first of them.
    pub(super) fn reserve_many(&mut self, count: usize) -> Id {
        let first = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        self.known
            .resize(self.known.len() + count, Whereabouts::Free);
        Id(first)
    }

    /// Writes an object among the packed ones.
    pub(super) fn write(&mut self, id: Id, body: &[u8]) {
        self.index.push((id.0, self.packed.len()));
        self.packed.extend_from_slice(body);
        self.packed.push(b'\n');
        if self.index.len() >= PACK {
            self.pack();
        }
    }

    pub(super) fn add(&mut self, body: &[u8]) -> Id {
        let id = self.reserve();
        self.write(id, body);
        id
    }

    /// Writes an object by itself, readable in the file; says at which byte its body begins.
    pub(super) fn write_plain(&mut self, id: Id, body: &[u8]) -> usize {
        self.begin(id);
        let at = self.out.len();
        self.out.extend_from_slice(body);
        self.out.extend_from_slice(b"\nendobj\n");
        at
    }

    /// Writes a stream. `entries` are those of its dictionary beside its length.
    pub(super) fn write_stream(&mut self, id: Id, entries: &str, data: &[u8], compressed: bool) {
        self.begin(id);
        let filter = if compressed {
            "/Filter/FlateDecode"
        } else {
            ""
        };
        let head = format!("<<{entries}{filter}/Length {}>>stream\n", data.len());
        self.out.extend_from_slice(head.as_bytes());
        self.write_to_end(data);
    }

    /// Writes a stream whose dictionary's entries are bytes of another file.
    pub(super) fn write_raw_stream(&mut self, id: Id, entries: &[u8], data: &[u8]) {
        self.begin(id);
        self.out.extend_from_slice(b"<<");
        self.out.extend_from_slice(entries);
        let _ = writeln!(self.out, "/Length {}>>stream", data.len());
        self.write_to_end(data);
    }

    /// Writes a stream's bytes and its end. Readers that look for the end of the line before `endstream` instead of counting
    /// take a last byte that is a carriage return for a part of it, unless it has one of its own.
    fn write_to_end(&mut self, data: &[u8]) {
        self.out.extend_from_slice(data);
        if data.last() == Some(&b'\r') {
            self.out.push(b'\r');
        }
        self.out.extend_from_slice(b"\nendstream\nendobj\n");
    }

    fn begin(&mut self, id: Id) {
        self.known[id.0 as usize] = Whereabouts::At(self.out.len() as u64);
        let _ = writeln!(self.out, "{} 0 obj", id.0);
    }

    fn pack(&mut self) {
        if self.index.is_empty() {
            return;
        }
        let id = self.reserve();
        let mut head = String::new();
        for (place, (number, offset)) in self.index.iter().enumerate() {
            let _ = write!(head, "{number} {offset} ");
            self.known[*number as usize] =
                Whereabouts::In(id.0, u16::try_from(place).unwrap_or(u16::MAX));
        }
        let entries = format!("/Type/ObjStm/N {}/First {}", self.index.len(), head.len());
        let mut data = head.into_bytes();
        data.append(&mut self.packed);
        self.index.clear();
        self.write_stream(id, &entries, &compress_text(data), true);
    }

    /// Writes the table of objects and the end. The file's identifier is a digest of all before it.
    pub(super) fn finish(mut self, root: Id, info: Id) -> Vec<u8> {
        self.pack();
        let digest = Sha256::digest(&self.out);
        let mut name = String::new();
        for byte in digest.iter().take(16) {
            let _ = write!(name, "{byte:02x}");
        }
        let id = self.reserve();
        let start = self.out.len();
        self.known[id.0 as usize] = Whereabouts::At(start as u64);
        let mut table = Vec::with_capacity(self.known.len() * 7);
        for place in &self.known {
            let (kind, first, second): (u8, u64, u16) = match *place {
                Whereabouts::Free => (0, 0, 65535),
                Whereabouts::At(at) => (1, at, 0),
                Whereabouts::In(stream, place) => (2, u64::from(stream), place),
            };
            table.push(kind);
            table.extend_from_slice(&first.to_be_bytes()[3..]);
            table.extend_from_slice(&second.to_be_bytes());
        }
        let entries = format!(
            "/Type/XRef/Size {}/W[1 5 2]/Root {root}/Info {info}/ID[<{name}><{name}>]",
            self.known.len()
        );
        self.write_stream(id, &entries, &compress(&table), true);
        let _ = write!(self.out, "startxref\n{start}\n%%EOF\n");
        self.out
    }
}

/// Compresses text in which white space at the end means nothing. Some validators mistake a last byte that looks like a
/// line end for one, so that the stream seems too short; a space more gives another last byte.
pub(super) fn compress_text(mut data: Vec<u8>) -> Vec<u8> {
    loop {
        let packed = compress(&data);
        if !packed.ends_with(b"\r") && !packed.ends_with(b"\n") {
            return packed;
        }
        data.push(b' ');
    }
}

/// Compresses with zlib.
pub(super) fn compress(data: &[u8]) -> Vec<u8> {
    let mut encoder =
        ZlibEncoder::new(Vec::with_capacity(data.len() / 3), Compression::new(EFFORT));
    // Writing to memory cannot fail.
    let _ = encoder.write_all(data);
    encoder.finish().unwrap_or_default()
}

/// The longest text outside the pages, in letters: PDF/A allows a string 32,767 bytes, and a letter takes up to four.
const LONGEST_STRING: usize = 8000;

/// A text as a PDF string: letters as they are where they are ASCII, UTF-16 otherwise. Control characters become spaces.
pub(super) fn string(text: &str) -> String {
    if text.len() > LONGEST_STRING && text.chars().count() > LONGEST_STRING {
        let cut: String = text.chars().take(LONGEST_STRING - 1).collect();
        return string(&format!("{cut}…"));
    }
    let shown = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    if text.is_ascii() {
        let mut literal = String::with_capacity(text.len() + 2);
        literal.push('(');
        for c in shown {
            if matches!(c, '(' | ')' | '\\') {
                literal.push('\\');
            }
            literal.push(c);
        }
        literal.push(')');
        return literal;
    }
    let mut hex = String::from("<FEFF");
    let mut buffer = [0u16; 2];
    for c in shown {
        for unit in c.encode_utf16(&mut buffer) {
            let _ = write!(hex, "{unit:04X}");
        }
    }
    hex.push('>');
    hex
}

/// A text as a PDF name; PDF/A allows one 127 bytes.
pub(super) fn name(text: &str) -> String {
    let mut name = String::from("/");
    for byte in text.bytes().take(127) {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'+') {
            name.push(char::from(byte));
        } else {
            let _ = write!(name, "#{byte:02X}");
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_that_ends_in_a_carriage_return_keeps_it_for_readers_that_do_not_count() {
        for (data, end) in [
            (
                b"ab\r".as_slice(),
                b"/Length 3>>stream\nab\r\r\nendstream".as_slice(),
            ),
            (b"ab\n", b"/Length 3>>stream\nab\n\nendstream"),
            (b"ab", b"/Length 2>>stream\nab\nendstream"),
        ] {
            let mut objects = Objects::new();
            let id = objects.reserve();
            objects.write_stream(id, "", data, false);
            let out = &objects.out;
            assert!(out.windows(end.len()).any(|part| part == end));
        }
    }
}
