//! What a copy of a paper's pages leaves behind: everything that runs, leads away or hides.

use lopdf::{Dictionary, Document, Object};

/// Whether the form is drawn only while it is used, by the one program it was made for (dynamic XFA): what its pages show
/// is a request to open it elsewhere.
pub(super) fn is_live_form(file: &Document, catalog: &Dictionary) -> bool {
    let form = catalog
        .get_deref(b"AcroForm", file)
        .and_then(Object::as_dict);
    let drawn_late = catalog
        .get_deref(b"NeedsRendering", file)
        .and_then(Object::as_bool)
        .unwrap_or(false);
    drawn_late && form.is_ok_and(|form| form.has(b"XFA"))
}

/// What is left behind, in words for a list; each once, in a fixed order.
pub(super) fn behind(file: &Document) -> Vec<&'static str> {
    let mut found = Found::default();
    for object in file.objects.values() {
        match object {
            Object::Dictionary(entries) => found.look(entries, 0),
            Object::Stream(stream) => found.look(&stream.dict, 0),
            Object::Array(values) => found.each(values, 0),
            _ => {}
        }
    }
    let all = [
        (found.scripts, "scripts"),
        (found.files, "files inside the file"),
        (found.links, "links"),
        (
            found.fields,
            "fields that can be filled in (what is filled in stays visible)",
        ),
        (
            found.signatures,
            "digital signatures (the archive copy keeps the file as it was signed)",
        ),
        (found.film, "sound, film or 3D"),
        (file.was_encrypted(), "protection against changes"),
    ];
    all.into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, words)| words)
        .collect()
}

#[derive(Default)]
struct Found {
    scripts: bool,
    files: bool,
    links: bool,
    fields: bool,
    signatures: bool,
    film: bool,
}

impl Found {
    fn look(&mut self, entries: &Dictionary, depth: usize) {
        let name = |key: &[u8]| entries.get(key).and_then(Object::as_name).unwrap_or(b"");
        self.scripts |=
            entries.has(b"JS") || name(b"S") == b"JavaScript" || name(b"S") == b"Launch";
        self.files |= name(b"Type") == b"EmbeddedFile" || name(b"Subtype") == b"FileAttachment";
        self.links |= name(b"Subtype") == b"Link";
        self.signatures |= name(b"Type") == b"Sig" && entries.has(b"ByteRange");
        self.fields |= matches!(name(b"FT"), b"Tx" | b"Btn" | b"Ch");
        self.film |= matches!(
            name(b"Subtype"),
            b"Sound" | b"Movie" | b"Screen" | b"RichMedia" | b"3D"
        );
        // Dictionaries inside: lopdf bounds how deep a file can nest them, and this stops well before.
        if depth < 12 {
            for (_, value) in entries {
                match value {
                    Object::Dictionary(inner) => self.look(inner, depth + 1),
                    Object::Array(values) => self.each(values, depth + 1),
                    _ => {}
                }
            }
        }
    }

    fn each(&mut self, values: &[Object], depth: usize) {
        for value in values {
            if let (Object::Dictionary(inner), true) = (value, depth < 12) {
                self.look(inner, depth + 1);
            }
        }
    }
}
