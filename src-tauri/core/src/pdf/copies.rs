//! Objects of another file into the file being written. What is the same in several papers (a letterhead, a face) is
//! written once; what leads out of a page (the tree it came from, other files) is not written at all.

use std::collections::{BTreeMap, HashMap};
use std::io::Write as _;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use sha2::{Digest, Sha256};

use super::objects::{Id, Objects, compress};
use super::{PdfError, seal};

/// How deeply objects may be nested, references included: far more than any page needs.
const DEEPEST: usize = 400;
/// Entries that lead away from a page, or belong to programs.
const DROPPED: [&[u8]; 12] = [
    b"Parent",
    b"StructParent",
    b"StructParents",
    b"PieceInfo",
    b"Metadata",
    b"LastModified",
    b"AF",
    b"Ref",
    b"OPI",
    b"AA",
    b"A",
    b"JS",
];
/// Entries of a stream that are written anew.
const REWRITTEN: [&[u8]; 7] = [
    b"Length",
    b"Filter",
    b"DecodeParms",
    b"DL",
    b"F",
    b"FFilter",
    b"FDecodeParms",
];

/// What has been written, by what is in it.
#[derive(Default)]
pub(super) struct Copies {
    known: HashMap<[u8; 32], Id>,
}

/// One file's objects on their way.
pub(super) struct Copier<'a> {
    file: &'a Document,
    copies: &'a mut Copies,
    pub objects: &'a mut Objects,
    done: BTreeMap<ObjectId, Id>,
    /// Those being written now; a number where something inside leads back.
    open: BTreeMap<ObjectId, Option<Id>>,
    depth: usize,
}

impl<'a> Copier<'a> {
    pub(super) fn new(
        file: &'a Document,
        copies: &'a mut Copies,
        objects: &'a mut Objects,
    ) -> Self {
        Self {
            file,
            copies,
            objects,
            done: BTreeMap::new(),
            open: BTreeMap::new(),
            depth: 0,
        }
    }

    /// Copies an object and all it needs.
    pub(super) fn object(&mut self, id: ObjectId) -> Result<Id, PdfError> {
        if let Some(known) = self.done.get(&id) {
            return Ok(*known);
        }
        if let Some(open) = self.open.get_mut(&id) {
            let number = *open.get_or_insert_with(|| self.objects.reserve());
            return Ok(number);
        }
        self.deeper()?;
        self.open.insert(id, None);
        let file = self.file;
        let written = match file.get_object(id) {
            Ok(Object::Stream(stream)) => {
                let (entries, data) = self.stream(stream, &[])?;
                self.finish(id, entries, Some(data))
            }
            // A page drags a whole tree of pages along; a missing object is null, as the format has it.
            Ok(Object::Dictionary(entries)) if is_page(entries) => {
                self.finish(id, b"null".to_vec(), None)
            }
            Err(_) => self.finish(id, b"null".to_vec(), None),
            // Two layers may look alike and be shown differently: each is itself.
            Ok(Object::Dictionary(entries)) if is_layer(entries) => {
                let mut body = Vec::new();
                self.write(&mut body, &Object::Dictionary(entries.clone()))?;
                let reserved = self.open.remove(&id).flatten();
                self.put(reserved, body, None)
            }
            Ok(other) => {
                let mut body = Vec::new();
                self.write(&mut body, other)?;
                self.finish(id, body, None)
            }
        };
        self.depth -= 1;
        self.done.insert(id, written);
        Ok(written)
    }

    /// What became of some objects, where they were copied.
    pub(super) fn copied<'b>(&self, ids: impl IntoIterator<Item = &'b ObjectId>) -> Vec<Id> {
        let known = |id| self.done.get(id).copied();
        ids.into_iter().filter_map(known).collect()
    }

    /// Writes an object under its number, or finds it already written.
    fn finish(&mut self, id: ObjectId, body: Vec<u8>, data: Option<Vec<u8>>) -> Id {
        let reserved = self.open.remove(&id).flatten();
        if reserved.is_none()
            && let Some(known) = self.copies.known.get(&digest(&body, data.as_deref()))
        {
            return *known;
        }
        self.put(reserved, body, data)
    }

    fn put(&mut self, reserved: Option<Id>, body: Vec<u8>, data: Option<Vec<u8>>) -> Id {
        let number = reserved.unwrap_or_else(|| self.objects.reserve());
        self.copies
            .known
            .insert(digest(&body, data.as_deref()), number);
        match data {
            Some(data) => self.objects.write_raw_stream(number, &body, &data),
            None => self.objects.write(number, &body),
        }
        number
    }

    /// Copies a stream's bytes under other entries.
    pub(super) fn stream_as(&mut self, stream: &Stream, added: &[u8]) -> Result<Id, PdfError> {
        let (entries, data) = self.stream(stream, added)?;
        Ok(self.shared(entries, data))
    }

    /// Writes a stream of our own making, compressed; once, however often it is asked for.
    pub(super) fn shared_stream(&mut self, entries: &[u8], plain: &[u8]) -> Id {
        let mut entries = entries.to_vec();
        entries.extend_from_slice(b"/Filter/FlateDecode");
        let (entries, data) = sealed_off(entries, compress(plain), b"/FlateDecode", b"");
        self.shared(entries, data)
    }

    fn shared(&mut self, entries: Vec<u8>, data: Vec<u8>) -> Id {
        match self.copies.known.get(&digest(&entries, Some(&data))) {
            Some(known) => *known,
            None => self.put(None, entries, Some(data)),
        }
    }

    /// A stream's entries and bytes. The bytes stay as they are; without a filter they are compressed.
    fn stream(&mut self, stream: &Stream, added: &[u8]) -> Result<(Vec<u8>, Vec<u8>), PdfError> {
        let mut entries = added.to_vec();
        if added.is_empty() {
            for (key, value) in &stream.dict {
                if !(REWRITTEN.contains(&key.as_slice()) || DROPPED.contains(&key.as_slice())) {
                    name(&mut entries, key);
                    entries.push(b' ');
                    self.write(&mut entries, value)?;
                }
            }
        }
        let mut filters = Vec::new();
        self.listed(&mut filters, stream.dict.get(b"Filter").ok())?;
        if filters.is_empty() {
            entries.extend_from_slice(b"/Filter/FlateDecode");
            let data = compress(&stream.content);
            return Ok(sealed_off(entries, data, b"/FlateDecode", b""));
        }
        let mut settings = Vec::new();
        self.listed(&mut settings, stream.dict.get(b"DecodeParms").ok())?;
        entries.extend_from_slice(b"/Filter[");
        entries.extend_from_slice(&filters);
        entries.push(b']');
        if !settings.is_empty() {
            entries.extend_from_slice(b"/DecodeParms[");
            entries.extend_from_slice(&settings);
            entries.push(b']');
        }
        Ok(sealed_off(
            entries,
            stream.content.clone(),
            &filters,
            &settings,
        ))
    }

    /// One value or several, as the inside of an array.
    fn listed(&mut self, out: &mut Vec<u8>, value: Option<&Object>) -> Result<(), PdfError> {
        let Some((_, value)) = value.and_then(|value| self.file.dereference(value).ok()) else {
            return Ok(());
        };
        match value {
            Object::Null => Ok(()),
            Object::Array(values) => values.iter().try_for_each(|value| {
                self.write(out, value)?;
                out.push(b' ');
                Ok(())
            }),
            one => self.write(out, one),
        }
    }

    /// Writes a value as the file has it.
    pub(super) fn write(&mut self, out: &mut Vec<u8>, value: &Object) -> Result<(), PdfError> {
        self.deeper()?;
        match value {
            Object::Null | Object::Stream(_) => out.extend_from_slice(b"null"),
            Object::Boolean(value) => {
                out.extend_from_slice(if *value { b"true" } else { b"false" })
            }
            Object::Integer(value) => {
                let _ = write!(out, "{value}");
            }
            Object::Real(value) if value.is_finite() => {
                let _ = write!(out, "{value}");
            }
            Object::Real(_) => out.push(b'0'),
            Object::Name(bytes) => name(out, bytes),
            Object::String(bytes, _) => {
                out.push(b'<');
                for byte in bytes {
                    let _ = write!(out, "{byte:02X}");
                }
                out.push(b'>');
            }
            Object::Array(values) => {
                out.push(b'[');
                for value in values {
                    self.write(out, value)?;
                    out.push(b' ');
                }
                out.push(b']');
            }
            Object::Dictionary(entries) => {
                out.extend_from_slice(b"<<");
                // Without a type it may be a list of names somebody chose, and any name may stand there.
                let typed = entries.has(b"Type") || entries.has(b"Subtype");
                for (key, value) in entries {
                    if !(typed && DROPPED.contains(&key.as_slice())) {
                        name(out, key);
                        out.push(b' ');
                        self.write(out, value)?;
                    }
                }
                out.extend_from_slice(b">>");
            }
            Object::Reference(id) => {
                let id = self.object(*id)?;
                let _ = write!(out, "{id}");
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn deeper(&mut self) -> Result<(), PdfError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(PdfError::Unreadable);
        }
        Ok(())
    }
}

fn is_layer(entries: &Dictionary) -> bool {
    entries
        .get(b"Type")
        .and_then(Object::as_name)
        .is_ok_and(|kind| kind == b"OCG")
}

fn is_page(entries: &Dictionary) -> bool {
    let kind = entries.get(b"Type").and_then(Object::as_name);
    matches!(kind, Ok(b"Page" | b"Pages" | b"Catalog"))
}

fn digest(body: &[u8], data: Option<&[u8]>) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update([u8::from(data.is_some())]);
    hasher.update((body.len() as u64).to_le_bytes());
    hasher.update(body);
    hasher.update(data.unwrap_or_default());
    hasher.finalize().into()
}

/// Bytes that happen to hold the words of a seal are written in digits: a file has one seal, its own.
pub(super) fn sealed_off(
    entries: Vec<u8>,
    data: Vec<u8>,
    filters: &[u8],
    settings: &[u8],
) -> (Vec<u8>, Vec<u8>) {
    if !seal::stands_in(&data) {
        return (entries, data);
    }
    let from = entries
        .windows(7)
        .rposition(|window| window == b"/Filter")
        .unwrap_or(entries.len());
    let mut anew = entries[..from].to_vec();
    anew.extend_from_slice(b"/Filter[/ASCIIHexDecode ");
    anew.extend_from_slice(filters);
    anew.push(b']');
    if !settings.is_empty() {
        anew.extend_from_slice(b"/DecodeParms[null ");
        anew.extend_from_slice(settings);
        anew.push(b']');
    }
    let mut digits = Vec::with_capacity(data.len() * 2 + 1);
    for byte in &data {
        let _ = write!(digits, "{byte:02x}");
    }
    digits.push(b'>');
    (anew, digits)
}

/// A name, byte for byte.
fn name(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'/');
    for byte in bytes {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'+') {
            out.push(*byte);
        } else {
            let _ = write!(out, "#{byte:02X}");
        }
    }
}
