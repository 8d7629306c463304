//! Reading a file without trusting it: header, length and fingerprint, protection, then every line, before anything of it
//! is looked at.

use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};

use sha2::{Digest, Sha256};

use super::{
    super::{ExchangeError, Keys, Layer, Result},
    Header, Manifest, Tag,
    bounded::BoundedLines,
    lines::limits,
    manifest::End,
};
use crate::store::{
    log::{hex, unhex},
    signature_fits,
};

/// Bytes kept in memory before they go to a private file without a name.
const IN_MEMORY: usize = 64 << 20;

/// What follows the header, unprotected but still compressed: kept so that it can be read twice.
#[derive(Debug)]
pub struct Payload {
    bytes: tempfile::SpooledTempFile,
}

/// Reads the header of a file and leaves `input` behind it.
///
/// # Errors
/// Not ours, newer, damaged.
pub fn read_header(input: &mut impl Read) -> Result<Header> {
    Header::read(input)
}

/// Length and fingerprint, then the protection: the payload, every byte of which is as it was written.
///
/// # Errors
/// Damage, missing or wrong words, not for this laptop, too large.
pub fn unprotect(header: &Header, input: &mut (impl Read + Seek), keys: &Keys) -> Result<Payload> {
    if header.payload_len > limits::FILE {
        return Err(ExchangeError::TooMuch("space"));
    }
    let start = input.stream_position()?;
    check_frame(header, input)?;
    input.seek(SeekFrom::Start(start))?;
    let mut bytes = tempfile::SpooledTempFile::new(IN_MEMORY);
    let mut protected = BufReader::with_capacity(1 << 16, input);
    if header.enc == "none" {
        std::io::copy(&mut protected, &mut bytes)?;
    } else {
        keys.open(&header.enc, &mut protected, &mut bytes)?;
        if !protected.fill_buf()?.is_empty() {
            let detail = "something follows the end";
            return Err(ExchangeError::damaged(Layer::Protection, detail));
        }
    }
    bytes.flush()?;
    Ok(Payload { bytes })
}

fn check_frame(header: &Header, input: &mut impl Read) -> Result<()> {
    let damaged = |detail: &str| ExchangeError::damaged(Layer::Frame, detail);
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut length = 0u64;
    loop {
        let read = input.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        length += read as u64;
        if length > header.payload_len {
            return Err(damaged("longer than the header says"));
        }
        hash.update(&buffer[..read]);
    }
    if length < header.payload_len {
        return Err(damaged("shorter than the header says"));
    }
    if hex(&hash.finalize()) != header.payload_sha256 {
        return Err(damaged("another fingerprint than the header says"));
    }
    Ok(())
}

impl Payload {
    /// Reads every line for the first time: kinds in their order, counts, fingerprint and signature of the last line; and
    /// hands each but the first and last on. Returns the manifest.
    ///
    /// # Errors
    /// Any fault of the lines, and what `each` refuses.
    pub fn verify(
        &mut self,
        header: &Header,
        mut begin: impl FnMut(&Manifest) -> Result<()>,
        mut each: impl FnMut(Tag, &str) -> Result<()>,
    ) -> Result<Manifest> {
        let fault = |detail: &str| ExchangeError::damaged(Layer::Lines, detail);
        let mut hash = Sha256::new();
        let mut count = 0u64;
        let mut manifest: Option<(Manifest, [u8; 32])> = None;
        let mut place = 0;
        let mut end: Option<End> = None;
        self.bytes.seek(SeekFrom::Start(0))?;
        let mut lines = BoundedLines::new(BufReader::with_capacity(1 << 16, &mut self.bytes))?;
        while let Some((tag, bytes)) = lines.next()? {
            let text = std::str::from_utf8(bytes).map_err(|_| fault("a line is no text"))?;
            if end.is_some() {
                return Err(fault("a line follows the last"));
            }
            let at = order(tag);
            if at < place {
                return Err(fault("lines in another order"));
            }
            place = at;
            match (tag, &manifest) {
                (Tag::Manifest, None) if count == 0 => {
                    let read = read_manifest(header, text)?;
                    begin(&read.0)?;
                    manifest = Some(read);
                }
                (Tag::End, Some(_)) => {
                    end = Some(serde_json::from_str(text).map_err(|e| fault(&e.to_string()))?);
                    continue;
                }
                (Tag::Manifest | Tag::End, _) | (_, None) => {
                    return Err(fault("lines in another order"));
                }
                (tag, Some(_)) => each(tag, text)?,
            }
            for part in [&[tag as u8], bytes, b"\n".as_slice()] {
                hash.update(part);
            }
            count += 1;
        }
        let (Some((manifest, key)), Some(end)) = (manifest, end) else {
            return Err(fault("cut before the last line"));
        };
        let sha256: [u8; 32] = hash.finalize().into();
        if end.lines != count || end.sha256 != hex(&sha256) {
            return Err(fault("not the lines that the last one counted"));
        }
        let fits = unhex::<64>(&end.sig)
            .is_some_and(|sig| signature_fits(&key, "file", &End::message(count, &sha256), &sig));
        if !fits {
            let detail = "the last line is not signed by the laptop that made the file";
            return Err(ExchangeError::damaged(Layer::Signature, detail));
        }
        Ok(manifest)
    }

    /// Reads the lines again that were verified before.
    ///
    /// # Errors
    /// What `each` refuses; a file that can't be read any more.
    pub fn again(&mut self, mut each: impl FnMut(Tag, &str) -> Result<()>) -> Result<()> {
        self.bytes.seek(SeekFrom::Start(0))?;
        let mut lines = BoundedLines::new(BufReader::with_capacity(1 << 16, &mut self.bytes))?;
        while let Some((tag, bytes)) = lines.next()? {
            let text = std::str::from_utf8(bytes)
                .map_err(|_| ExchangeError::damaged(Layer::Lines, "a line is no text"))?;
            each(tag, text)?;
        }
        Ok(())
    }
}

fn read_manifest(header: &Header, text: &str) -> Result<(Manifest, [u8; 32])> {
    let fault = |detail: &str| ExchangeError::damaged(Layer::Manifest, detail);
    let manifest: Manifest = serde_json::from_str(text).map_err(|e| fault(&e.to_string()))?;
    if !manifest.fits(header) {
        return Err(fault("says something else than the header"));
    }
    if manifest.counts.changes > limits::CHANGES
        || manifest.counts.actors > limits::ACTORS as u64
        || manifest.holdings.len() > limits::ACTORS
        || manifest.after.len() > limits::ACTORS
    {
        return Err(ExchangeError::TooMuch("edits"));
    }
    let key = manifest
        .card
        .verify()
        .and_then(|card| unhex::<32>(&card.key));
    match key {
        Some(key) => Ok((manifest, key)),
        None => Err(ExchangeError::damaged(
            Layer::Signature,
            "the card of the laptop that made the file is not its own",
        )),
    }
}

/// Lines come in this order; values follow their change.
fn order(tag: Tag) -> u8 {
    match tag {
        Tag::Manifest => 0,
        Tag::Actor => 1,
        Tag::Erasure => 2,
        Tag::Signature => 3,
        Tag::Change | Tag::Values => 4,
        Tag::Packet => 5,
        Tag::Piece => 6,
        Tag::End => 7,
    }
}
