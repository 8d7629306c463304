//! From the bytes of a CSV file to text, and the name of the encoding.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Fault;

/// The encodings in which CSV files reach a training hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextEncoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little end first: Excel's "Unicode text".
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// Western European Windows: what "Save as CSV" of an Excel without UTF-8 writes.
    Windows1252,
}

impl TextEncoding {
    /// The encoding in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 (Unicode text)",
            Self::Utf16Be => "UTF-16, big-endian (Unicode text)",
            Self::Windows1252 => "Windows-1252 (Western European)",
        }
    }

    fn codec(self) -> &'static Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Windows1252 => WINDOWS_1252,
        }
    }
}

/// Decodes the whole file, without its byte order mark. Bytes that do not fit are never replaced in silence.
pub(super) fn decode(
    bytes: &[u8],
    wanted: Option<TextEncoding>,
) -> Result<(Cow<'_, str>, TextEncoding), Fault> {
    let encoding = match wanted {
        Some(encoding) => encoding,
        None => detect(bytes)?,
    };
    let (text, faulty) = encoding.codec().decode_with_bom_removal(bytes);
    if faulty || (encoding == TextEncoding::Windows1252 && !fits_windows_1252(bytes)) {
        return Err(Fault::UnknownEncoding(format!(
            "it is not the {} that it should be",
            encoding.in_words()
        )));
    }
    if text.contains('\0') {
        return Err(Fault::UnknownEncoding(
            "it holds bytes that are no text".to_owned(),
        ));
    }
    Ok((text, encoding))
}

fn detect(bytes: &[u8]) -> Result<TextEncoding, Fault> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => {
            return Err(Fault::UnknownEncoding("it looks like UTF-32".to_owned()));
        }
        [0xFF, 0xFE, ..] => return Ok(TextEncoding::Utf16Le),
        [0xFE, 0xFF, ..] => return Ok(TextEncoding::Utf16Be),
        _ => {}
    }
    if bytes.contains(&0) {
        return Err(Fault::UnknownEncoding(name_for_nul_bytes(bytes).to_owned()));
    }
    let Err(broken) = std::str::from_utf8(bytes) else {
        return Ok(TextEncoding::Utf8);
    };
    if let Some(line) = damaged_utf8(bytes, broken.valid_up_to()) {
        return Err(Fault::UnknownEncoding(format!(
            "it is mostly UTF-8, but line {line} has bytes that are not"
        )));
    }
    let guess = guess(bytes);
    if fits_windows_1252(bytes) && reads_as_western(guess) {
        return Ok(TextEncoding::Windows1252);
    }
    Err(Fault::UnknownEncoding(if reads_as_western(guess) {
        "it holds bytes that are no text".to_owned()
    } else {
        format!("it looks like {}", guess.name())
    }))
}

/// What a statistical reading takes the bytes for. The files are British, which settles what would be a toss-up.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"uk"), Utf8Detection::Deny)
}

/// Windows-1252 itself, or a reading so close to it that a few accented letters do not tell them apart.
fn reads_as_western(guess: &'static Encoding) -> bool {
    matches!(
        guess.name(),
        "windows-1252"
            | "windows-1254"
            | "windows-1257"
            | "windows-1250"
            | "ISO-8859-2"
            | "windows-1258"
    )
}

/// Whether every byte is a character of Windows-1252 that text can hold. Five places are unassigned; of the control
/// characters, only tab, line feed, vertical tab (Word's line break), form feed, carriage return and end-of-file
/// occur in text.
fn fits_windows_1252(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| match byte {
        0x81 | 0x8D | 0x8F | 0x90 | 0x9D | 0x7F => false,
        0x00..0x20 => matches!(byte, b'\t' | b'\n' | 0x0B | 0x0C | b'\r' | 0x1A),
        _ => true,
    })
}

/// The line with the first fault of a file that is UTF-8 in most of its accented letters: reading it as Windows-1252
/// would turn every "é" into "Ã©".
fn damaged_utf8(bytes: &[u8], first_fault: usize) -> Option<usize> {
    let (mut letters, mut faults) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk
            .valid()
            .chars()
            .filter(|letter| !letter.is_ascii())
            .count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    (letters >= faults && letters > 0).then(|| {
        1 + bytes[..first_fault]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
    })
}

/// Text in UTF-16 without its mark has every other byte 0; anything else with zeros in it is no text.
fn name_for_nul_bytes(bytes: &[u8]) -> &'static str {
    let sample = &bytes[..bytes.len().min(4096)];
    let share = |offset: usize| {
        let (zeros, all) = sample
            .iter()
            .skip(offset)
            .step_by(2)
            .fold((0, 0), |(z, n), b| (z + usize::from(*b == 0), n + 1));
        zeros * 10 >= all * 7
    };
    if share(0) != share(1) {
        "it looks like UTF-16 without its mark"
    } else {
        "it holds bytes that are no text"
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, TextEncoding) {
        let (text, encoding) = decode(bytes, None).unwrap();
        (text.into_owned(), encoding)
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf8_is_read_with_and_without_its_mark() {
        assert_eq!(
            decoded("Café".as_bytes()),
            ("Café".to_owned(), TextEncoding::Utf8)
        );
        assert_eq!(
            decoded("\u{feff}Café".as_bytes()),
            ("Café".to_owned(), TextEncoding::Utf8)
        );
    }

    #[test]
    fn utf16_is_read_in_both_directions() {
        let text = "name,Zoë\r\n";
        assert_eq!(
            decoded(&utf16("\u{feff}name,Zoë\r\n", u16::to_le_bytes)),
            (text.to_owned(), TextEncoding::Utf16Le)
        );
        assert_eq!(
            decoded(&utf16("\u{feff}name,Zoë\r\n", u16::to_be_bytes)),
            (text.to_owned(), TextEncoding::Utf16Be)
        );
    }

    #[test]
    fn a_single_windows_dash_or_accent_is_windows_1252() {
        assert_eq!(
            decoded(b"GP \x96 salaried"),
            ("GP – salaried".to_owned(), TextEncoding::Windows1252)
        );
        assert_eq!(
            decoded(b"Caf\xE9 Nero,\xA3 12"),
            ("Café Nero,£ 12".to_owned(), TextEncoding::Windows1252)
        );
        assert_eq!(
            decoded(b"Dr O\x92Neill"),
            ("Dr O’Neill".to_owned(), TextEncoding::Windows1252)
        );
    }

    #[test]
    fn valid_utf8_wins_over_every_other_reading() {
        assert_eq!(decoded(&[0xC3, 0xA9]).1, TextEncoding::Utf8);
    }

    #[test]
    fn bytes_that_are_no_text_are_an_unknown_encoding() {
        for bytes in [
            &b"a,b\n\x00\x01\x02"[..],
            b"abc\x81\x8d\x90",
            b"\xff\xfe\0\0a\0\0\0",
            b"\xff\xfe\x00\xd8a\0",
        ] {
            assert!(
                matches!(decode(bytes, None), Err(Fault::UnknownEncoding(_))),
                "{bytes:?}"
            );
        }
    }

    #[test]
    fn utf16_without_its_mark_is_named() {
        let fault = decode(&utf16("code,name\r\n", u16::to_le_bytes), None).unwrap_err();
        assert!(
            fault.to_string().contains("UTF-16 without its mark"),
            "{fault}"
        );
    }

    #[test]
    fn another_alphabet_is_named_and_not_turned_into_accents() {
        let (bytes, _, _) =
            encoding_rs::WINDOWS_1251.encode("Таблица с данными, имя и фамилия сотрудника");
        let fault = decode(&bytes, None).unwrap_err();
        assert!(fault.to_string().contains("windows-1251"), "{fault}");
    }

    #[test]
    fn damaged_utf8_is_named_with_its_line_and_not_read_as_accents() {
        let mut bytes = "é\nè\nê\n".as_bytes().to_vec();
        bytes.extend(b"\xC3");
        let fault = decode(&bytes, None).unwrap_err();
        assert!(fault.to_string().contains("line 4"), "{fault}");
    }

    #[test]
    fn an_encoding_that_is_given_must_fit() {
        assert!(decode(b"Caf\xE9", Some(TextEncoding::Utf8)).is_err());
        assert_eq!(
            decode("Ã©".as_bytes(), Some(TextEncoding::Utf8)).unwrap().0,
            "Ã©"
        );
        assert_eq!(
            decode(&[0xC3, 0xA9], Some(TextEncoding::Windows1252))
                .unwrap()
                .0,
            "Ã©"
        );
    }
}
