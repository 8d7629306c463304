//! Writing what follows a header: lines, compressed, protected; the last line counts and is signed. The header comes
//! last, since it tells length and fingerprint.

use std::io::{self, Write};

use base64::Engine as _;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    super::{ExchangeError, Result, keys::Protection},
    Header, Room, Tag,
    manifest::{End, Piece},
};
use crate::store::{Laptop, log::hex};

/// Where the protected bytes go: counted and fingerprinted on the way, and stopped where no reader would take more.
struct Counting<W> {
    out: W,
    hash: Sha256,
    bytes: u64,
    most: u64,
}

impl<W: Write> Write for Counting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes + bytes.len() as u64 > self.most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Protected or not.
enum Sink<W: Write> {
    Plain(Counting<W>),
    Protected(age::stream::StreamWriter<Counting<W>>),
}

impl<W: Write> Write for Sink<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(out) => out.write(bytes),
            Self::Protected(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(out) => out.flush(),
            Self::Protected(out) => out.flush(),
        }
    }
}

/// What fits into no file is told apart from a disk that says no.
fn told(error: io::Error) -> ExchangeError {
    match error.kind() {
        io::ErrorKind::FileTooLarge => ExchangeError::NoRoom,
        _ => error.into(),
    }
}

/// A file being written.
pub struct FileWriter<W: Write> {
    out: zstd::Encoder<'static, Sink<W>>,
    header: Header,
    lines: u64,
    /// Bytes of the lines that may still come.
    left: u64,
    hash: Sha256,
}

impl<W: Write> FileWriter<W> {
    /// Begins. Length and fingerprint of the header are filled in at the end.
    ///
    /// # Errors
    /// When it can't be written or protected.
    pub fn begin(out: W, mut header: Header, protection: &Protection, room: &Room) -> Result<Self> {
        protection.name().clone_into(&mut header.enc);
        let counting = Counting {
            out,
            hash: Sha256::new(),
            bytes: 0,
            most: room.file,
        };
        let sink = match protection.encryptor()? {
            None => Sink::Plain(counting),
            Some(encryptor) => Sink::Protected(encryptor.wrap_output(counting).map_err(told)?),
        };
        let mut out = zstd::Encoder::new(sink, 3)?;
        out.include_checksum(true)?;
        Ok(Self {
            out,
            header,
            lines: 0,
            left: room.lines,
            hash: Sha256::new(),
        })
    }

    /// Writes a line.
    ///
    /// # Errors
    /// When it is too long, does not fit into the file any more, or can't be written.
    pub fn line(&mut self, tag: Tag, text: &str) -> Result<()> {
        let bytes = text.len() as u64 + 2;
        // A reader stops at the last byte that it would take.
        if text.len() + 1 > tag.most() || bytes >= self.left {
            return Err(ExchangeError::NoRoom);
        }
        self.left -= bytes;
        for part in [&[tag as u8], text.as_bytes(), b"\n"] {
            self.hash.update(part);
            self.out.write_all(part).map_err(told)?;
        }
        self.lines += 1;
        Ok(())
    }

    /// Writes something as JSON.
    ///
    /// # Errors
    /// As [`FileWriter::line`].
    pub fn json(&mut self, tag: Tag, what: &impl Serialize) -> Result<()> {
        let text = serde_json::to_string(what).map_err(io::Error::from)?;
        self.line(tag, &text)
    }

    /// Writes a piece of an attached file.
    ///
    /// # Errors
    /// As [`FileWriter::line`].
    pub fn piece(&mut self, hash: &str, size: i64, piece: i64, bytes: &[u8]) -> Result<()> {
        let data = base64::engine::general_purpose::STANDARD.encode(bytes);
        let piece = Piece {
            hash: hash.to_owned(),
            size,
            piece,
            data,
        };
        self.json(Tag::Piece, &piece)
    }

    /// Counts, signs, closes; returns what was written to, and the header that goes before it.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn finish(mut self, laptop: &Laptop) -> Result<(W, Header)> {
        let sha256: [u8; 32] = self.hash.clone().finalize().into();
        let sig = laptop.sign("file", &End::message(self.lines, &sha256));
        let end = End {
            lines: self.lines,
            sha256: hex(&sha256),
            sig: hex(&sig),
        };
        self.json(Tag::End, &end)?;
        let counting = match self.out.finish().map_err(told)? {
            Sink::Plain(counting) => counting,
            Sink::Protected(protected) => protected.finish().map_err(told)?,
        };
        self.header.payload_len = counting.bytes;
        self.header.payload_sha256 = hex(&counting.hash.finalize());
        Ok((counting.out, self.header))
    }
}
