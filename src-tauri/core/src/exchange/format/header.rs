//! The first bytes of a file, in the clear: nothing personal.

use std::io::Read;

use serde::{Deserialize, Serialize};

use super::super::{ExchangeError, Layer, Result};

/// First bytes of every file; the line endings show what a careless transfer does to them.
pub const MAGIC: [u8; 8] = [0x89, b'H', b'B', b'X', 0x0D, 0x0A, 0x1A, 0x0A];
/// A reader refuses a greater one.
pub const MAJOR: u16 = 1;
/// Additions that older readers may overlook.
pub const MINOR: u16 = 0;
/// Longest header, bytes.
const MOST: u32 = 64 * 1024;

/// What a file says in the clear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Minor version, from before the header's text.
    #[serde(skip)]
    pub minor: u16,
    /// The team, hex: sixteen random bytes.
    pub team: String,
    /// `age-pass`, `age-keys` or `none`.
    pub enc: String,
    /// Made when, UTC milliseconds.
    pub made: i64,
    /// Version of the program that made it.
    pub app: String,
    /// Least major version that can read it.
    pub min_reader: u16,
    /// Bytes that follow the header.
    pub payload_len: u64,
    /// SHA-256 of them, hex.
    pub payload_sha256: String,
}

impl Header {
    /// Magic, version, length, header.
    ///
    /// # Errors
    /// Never in practice: a header is plain text.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        let json = serde_json::to_vec(self)
            .map_err(|e| ExchangeError::damaged(Layer::Header, e.to_string()))?;
        let mut out = MAGIC.to_vec();
        out.extend(MAJOR.to_be_bytes());
        out.extend(self.minor.to_be_bytes());
        out.extend((json.len() as u32).to_be_bytes());
        out.extend(json);
        Ok(out)
    }

    /// Reads a header; what follows it is left in `input`.
    ///
    /// # Errors
    /// Not our file, a newer one, or damage.
    pub fn read(input: &mut impl Read) -> Result<Self> {
        let mut start = [0; 16];
        let damaged = |detail: &str| ExchangeError::damaged(Layer::Header, detail);
        let got = fill(input, &mut start)?;
        if got < 8 || start[..8] != MAGIC {
            return Err(ExchangeError::NotOurs);
        }
        if got < start.len() {
            return Err(damaged("cut in the header"));
        }
        let major = u16::from_be_bytes([start[8], start[9]]);
        if major > MAJOR {
            return Err(ExchangeError::Newer);
        }
        let length = u32::from_be_bytes([start[12], start[13], start[14], start[15]]);
        if major == 0 || length > MOST {
            return Err(damaged("no such version, or a header of this length"));
        }
        let mut json = vec![0; length as usize];
        if fill(input, &mut json)? < json.len() {
            return Err(damaged("cut in the header"));
        }
        let minor = u16::from_be_bytes([start[10], start[11]]);
        let mut header: Self =
            serde_json::from_slice(&json).map_err(|e| damaged(&e.to_string()))?;
        if header.min_reader > MAJOR {
            return Err(ExchangeError::Newer);
        }
        // A header of this version is written in one way only, so that no bit of it is idle.
        if minor == MINOR && serde_json::to_vec(&header).ok().as_deref() != Some(&json) {
            return Err(damaged("not as it is written"));
        }
        // Nothing else repeats this number, so no other value of it is taken.
        if header.min_reader != MAJOR {
            return Err(damaged("no such version"));
        }
        let hex = |text: &str, bytes: usize| {
            text.len() == bytes * 2 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
        };
        header.minor = minor;
        let known = ["age-pass", "age-keys", "none"].contains(&header.enc.as_str());
        if !known || !hex(&header.team, 16) || !hex(&header.payload_sha256, 32) {
            return Err(damaged("fields of another form"));
        }
        Ok(header)
    }
}

fn fill(input: &mut impl Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut got = 0;
    while got < buffer.len() {
        match input.read(&mut buffer[got..])? {
            0 => break,
            n => got += n,
        }
    }
    Ok(got)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn header(minor: u16) -> Header {
        Header {
            minor,
            team: "00".repeat(16),
            enc: "none".into(),
            made: 1_760_000_000_000,
            app: "0.1.0".into(),
            min_reader: MAJOR,
            payload_len: 0,
            payload_sha256: "00".repeat(32),
        }
    }

    /// With one more field than this version knows.
    fn and_more(minor: u16) -> Vec<u8> {
        let bytes = header(minor).bytes().unwrap();
        let text = String::from_utf8(bytes[16..].to_vec()).unwrap();
        let text = text.replacen('{', "{\"hub\":\"north\",", 1);
        let length = u32::try_from(text.len()).unwrap();
        [&bytes[..12], &length.to_be_bytes(), text.as_bytes()].concat()
    }

    #[test]
    fn a_later_minor_version_may_say_more() {
        let read = Header::read(&mut and_more(1).as_slice()).unwrap();
        assert_eq!(read, header(1));
    }

    #[test]
    fn no_bit_of_a_header_of_this_version_is_idle() {
        let read = Header::read(&mut and_more(MINOR).as_slice());
        assert!(
            matches!(read, Err(ExchangeError::Damaged { .. })),
            "{read:?}"
        );
    }
}
