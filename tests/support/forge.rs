//! Files for colleagues, taken apart and put together again by hand: what a bad stick does to a file, and what a liar
//! could write who knows the words or holds a key.

use std::io::{Cursor, Write};

use hubfolio_core::{
    exchange::{
        Keys, Protection,
        format::{Header, Tag, read_header, unprotect},
    },
    store::{Laptop, log::hex},
};
use sha2::{Digest, Sha256};

/// A file taken apart: its header and the plain text of its lines, line ends included.
#[derive(Debug, Clone)]
pub struct Apart {
    pub header: Header,
    pub text: Vec<u8>,
}

/// Takes a sound file apart.
pub fn apart(file: &[u8], keys: &Keys) -> Apart {
    let mut input = Cursor::new(file);
    let header = read_header(&mut input).unwrap();
    let mut payload = unprotect(&header, &mut input, keys).unwrap();
    let mut text = vec![];
    payload
        .again(|tag, line| {
            text.push(tag as u8);
            text.extend_from_slice(line.as_bytes());
            text.push(b'\n');
            Ok(())
        })
        .unwrap();
    Apart { header, text }
}

impl Apart {
    /// The lines: what each is, and its text.
    pub fn lines(&self) -> Vec<(Tag, String)> {
        let text = std::str::from_utf8(&self.text).unwrap();
        text.lines()
            .map(|l| (Tag::of(l.as_bytes()[0]).unwrap(), l[1..].to_owned()))
            .collect()
    }

    /// With these lines instead, as they are.
    pub fn with(&self, lines: &[(Tag, String)]) -> Self {
        let mut text = vec![];
        for (tag, line) in lines {
            text.push(*tag as u8);
            text.extend_from_slice(line.as_bytes());
            text.push(b'\n');
        }
        Self {
            header: self.header.clone(),
            text,
        }
    }

    /// Where the last line begins.
    pub fn end(&self) -> usize {
        let body = &self.text[..self.text.len().saturating_sub(1)];
        body.iter()
            .rposition(|b| *b == b'\n')
            .map_or(0, |at| at + 1)
    }

    /// The last line counted anew; signed anew by `laptop`, or with the signature that it had.
    pub fn counted(mut self, laptop: Option<&Laptop>) -> Self {
        let start = self.end();
        let end: serde_json::Value =
            serde_json::from_slice(&self.text[(start + 1).min(self.text.len())..])
                .unwrap_or_default();
        self.text.truncate(start);
        let lines = self.text.iter().filter(|b| **b == b'\n').count() as u64;
        let sha256: [u8; 32] = Sha256::digest(&self.text).into();
        let sig = match laptop {
            Some(laptop) => {
                let message = [lines.to_be_bytes().as_slice(), &sha256].concat();
                hex(&laptop.sign("file", &message))
            }
            None => end["sig"].as_str().unwrap_or_default().to_owned(),
        };
        let line = serde_json::json!({ "lines": lines, "sha256": hex(&sha256), "sig": sig });
        self.text.extend_from_slice(format!("z{line}\n").as_bytes());
        self
    }

    /// The manifest's counts made to fit the lines.
    pub fn announced(mut self) -> Self {
        let mut lines = self.lines();
        let of = |tag: Tag| lines.iter().filter(|l| l.0 == tag).count();
        let mut writes = 0;
        for (_, contents) in lines.iter().filter(|l| l.0 == Tag::Values) {
            let values: Vec<serde_json::Value> = serde_json::from_str(contents).unwrap_or_default();
            writes += values.len().saturating_sub(1);
        }
        let counts = serde_json::json!({
            "actors": of(Tag::Actor), "erasures": of(Tag::Erasure), "signatures": of(Tag::Signature),
            "changes": of(Tag::Values), "writes": writes, "pieces": of(Tag::Piece), "packets": of(Tag::Packet),
        });
        let mut manifest: serde_json::Value = serde_json::from_str(&lines[0].1).unwrap();
        manifest["counts"] = counts;
        lines[0].1 = manifest.to_string();
        self.text = self.with(&lines).text;
        self
    }

    /// Compressed, protected, and with a header that fits.
    pub fn together(&self, protection: &Protection) -> Vec<u8> {
        let packed = packed(&self.text);
        file_of(&self.header, &protected(&packed, protection))
    }
}

/// Compressed as the program does.
pub fn packed(text: &[u8]) -> Vec<u8> {
    let mut out = zstd::Encoder::new(vec![], 3).unwrap();
    out.include_checksum(true).unwrap();
    out.write_all(text).unwrap();
    out.finish().unwrap()
}

/// Protected as the program does.
pub fn protected(bytes: &[u8], protection: &Protection) -> Vec<u8> {
    let Some(encryptor) = protection.encryptor().unwrap() else {
        return bytes.to_vec();
    };
    let mut out = encryptor.wrap_output(vec![]).unwrap();
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// A header that fits, and these bytes behind it.
pub fn file_of(header: &Header, payload: &[u8]) -> Vec<u8> {
    let header = Header {
        payload_len: payload.len() as u64,
        payload_sha256: hex(&Sha256::digest(payload)),
        ..header.clone()
    };
    let mut file = header.bytes().unwrap();
    file.extend_from_slice(payload);
    file
}
