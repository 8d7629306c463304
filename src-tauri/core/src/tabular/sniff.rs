//! What a file is, by its first bytes; never by its name.

/// What the bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing but white space or a byte order mark.
    Nothing,
    /// A zip archive: an Excel workbook, an OpenDocument file or something else, to be told by its parts.
    Zip,
    /// The container of Excel 97–2003, of password-protected workbooks and of older Word and Outlook files.
    CompoundFile,
    /// Some other kind of file, in words that follow "is".
    Other(&'static str),
    /// None of these: text, to be read as CSV.
    Text,
}

/// First bytes that tell a kind of file, and its name.
const SIGNATURES: [(&[u8], &str); 19] = [
    (b"%PDF-", "a PDF document"),
    (b"MZ", "a program (.exe)"),
    (b"\x7FELF", "a program"),
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"\xFF\xD8\xFF", "a picture (JPEG)"),
    (b"GIF87a", "a picture (GIF)"),
    (b"GIF89a", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"7z\xBC\xAF\x27\x1C", "a compressed archive (7z)"),
    (b"Rar!\x1A\x07", "a compressed archive (RAR)"),
    (b"\x1F\x8B\x08", "a compressed file (gzip)"),
    (b"\xFD7zXZ\0", "a compressed file (xz)"),
    (b"\x28\xB5\x2F\xFD", "a compressed file (zstd)"),
    (b"SQLite format 3\0", "a database (SQLite)"),
    (b"\x00\x01\x00\x00Standard Jet DB", "an Access database"),
    (b"\x00\x01\x00\x00Standard ACE DB", "an Access database"),
    (b"{\\rtf", "a document (RTF)"),
    (b"BEGIN:VCARD", "an address card (vCard)"),
];

/// Beginnings of text that is markup, compared without regard to case, after white space.
const MARKUP: [(&str, &str); 5] = [
    ("<!doctype html", "a web page (HTML)"),
    ("<html", "a web page (HTML)"),
    ("<table", "a web page (HTML)"),
    ("<?xml", "an XML file"),
    ("mime-version:", "a web archive (MHTML)"),
];

const COMPOUND_FILE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Tells what the bytes are.
pub(super) fn content(bytes: &[u8]) -> Content {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Content::Zip;
    }
    if bytes.starts_with(COMPOUND_FILE) {
        return Content::CompoundFile;
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if text.trim_ascii().is_empty() || matches!(text, b"\xFF\xFE" | b"\xFE\xFF") {
        return Content::Nothing;
    }
    // Two letters are too little to call a list of names that begins with "MZ" a program: one has zeros soon after.
    let is_program = |sign: &[u8]| sign != b"MZ" || bytes[..bytes.len().min(64)].contains(&0);
    if let Some((_, name)) = SIGNATURES
        .iter()
        .find(|(sign, _)| bytes.starts_with(sign) && is_program(sign))
    {
        return Content::Other(name);
    }
    match markup(text) {
        Some(name) => Content::Other(name),
        None if is_json(text) => Content::Other("a JSON file"),
        None => Content::Text,
    }
}

fn markup(text: &[u8]) -> Option<&'static str> {
    let start = text.trim_ascii_start();
    let begins = |sign: &str| {
        start
            .get(..sign.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(sign.as_bytes()))
    };
    MARKUP
        .iter()
        .find(|(sign, _)| begins(sign))
        .map(|(_, name)| *name)
}

fn is_json(text: &[u8]) -> bool {
    matches!(text.trim_ascii_start().first(), Some(b'{' | b'['))
        && serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_other_kinds_are_named() {
        assert_eq!(content(b"%PDF-1.7\n..."), Content::Other("a PDF document"));
        assert_eq!(
            content(b"MZ\x90\x00\x03\x00"),
            Content::Other("a program (.exe)")
        );
        assert_eq!(
            content(b"\r\n <HTML><body>"),
            Content::Other("a web page (HTML)")
        );
        assert_eq!(content(b"{\"a\": [1, 2]}"), Content::Other("a JSON file"));
        assert_eq!(
            content(b"<?xml version=\"1.0\"?><a/>"),
            Content::Other("an XML file")
        );
    }

    #[test]
    fn lists_that_only_begin_like_something_else_are_text() {
        for text in [
            "MZ Ahmed,GP\n",
            "{code},{name}\n1,2\n",
            "[a],b\n",
            "<5 patients,1\n",
            "[1]\n2,3\n",
        ] {
            assert_eq!(content(text.as_bytes()), Content::Text, "{text}");
        }
    }

    #[test]
    fn white_space_and_a_lone_mark_are_nothing() {
        for bytes in [
            &b""[..],
            b" \r\n\t\n",
            b"\xEF\xBB\xBF",
            b"\xEF\xBB\xBF\r\n",
            b"\xFF\xFE",
        ] {
            assert_eq!(content(bytes), Content::Nothing, "{bytes:?}");
        }
    }
}
