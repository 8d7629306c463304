//! Files too large for one row, in pieces of 4 MiB, so that they can travel piece by piece. Pieces that arrive wait
//! until the whole is here and its SHA-256 fits; until then the file does not count as here.

use std::io::Read;

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::{Result, Store, StoreError, erasures::suppressed, log::unhex};

/// Bytes of a piece; the last one may be shorter.
pub const PIECE: usize = 4 * 1024 * 1024;

/// Most bytes of a file: 50 MB, as people count them.
pub const LARGEST: u64 = 50_000_000;

/// The refusal of a file over the limit.
pub(super) fn too_large() -> StoreError {
    StoreError::refused(
        "file_too_large",
        "This file is larger than 50 MB, the most that can be attached. Nothing was changed.",
        "Make it smaller, for instance by saving a scan with fewer dots, or note where it is kept instead.",
    )
}

/// Number of pieces of a file of this size.
fn pieces_of(size: u64) -> u64 {
    size.div_ceil(PIECE as u64).max(1)
}

/// Bytes of one piece of a file of this size; none when it has no such piece.
fn length_of(size: u64, piece: u64) -> Option<u64> {
    let rest = size.checked_sub(piece.checked_mul(PIECE as u64)?)?;
    (piece < pieces_of(size)).then(|| rest.min(PIECE as u64))
}

pub(super) fn keep(db: &Connection, hash: &[u8], bytes: &[u8]) -> Result<()> {
    for (piece, bytes) in bytes.chunks(PIECE).enumerate() {
        keep_one(db, hash, piece as u64, bytes)?;
    }
    Ok(())
}

fn keep_one(db: &Connection, hash: &[u8], piece: u64, bytes: &[u8]) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO blob_piece (hash, piece, bytes) VALUES (?1, ?2, ?3)
         ON CONFLICT (hash, piece) DO UPDATE SET bytes = excluded.bytes",
    )?
    .execute(params![hash, piece as i64, bytes])?;
    Ok(())
}

fn one(db: &Connection, hash: &[u8], piece: u64) -> Result<Option<Vec<u8>>> {
    Ok(db
        .prepare_cached("SELECT bytes FROM blob_piece WHERE hash = ?1 AND piece = ?2")?
        .query_row(params![hash, piece as i64], |r| r.get(0))
        .optional()?)
}

/// All pieces in their order, one after the other.
pub(super) fn whole(db: &Connection, hash: &[u8]) -> Result<Vec<u8>> {
    let mut out = vec![];
    for piece in 0.. {
        match one(db, hash, piece)? {
            Some(bytes) => out.extend(bytes),
            None => break,
        }
    }
    Ok(out)
}

/// What came of a piece that was offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// The file was here already, or was erased: the piece was not needed.
    NotNeeded,
    /// Kept; others are missing.
    Waits,
    /// It was the last one missing: the file is here now.
    Whole,
}

impl Store {
    /// Size in bytes of a file that is here whole, and its number of pieces; none otherwise.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn blob_pieces(&self, hash: &str) -> Result<Option<(u64, u64)>> {
        let Some(key) = unhex::<32>(hash) else {
            return Ok(None);
        };
        let size: Option<i64> = self
            .db
            .prepare_cached(
                "SELECT size FROM blob WHERE hash = ?1
                 AND NOT EXISTS (SELECT 1 FROM erasure_blob e WHERE e.hash = blob.hash)",
            )?
            .query_row([key.as_slice()], |r| r.get(0))
            .optional()?;
        let size = size.and_then(|s| u64::try_from(s).ok());
        Ok(size.map(|s| (s, pieces_of(s))))
    }

    /// One piece of a file that is here whole, from 0; none past its end.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn blob_piece(&self, hash: &str, piece: u64) -> Result<Option<Vec<u8>>> {
        let (Some(key), Some((size, _))) = (unhex::<32>(hash), self.blob_pieces(hash)?) else {
            return Ok(None);
        };
        if length_of(size, piece).is_none() {
            return Ok(None);
        }
        if size <= PIECE as u64 {
            return self.blob(hash);
        }
        one(&self.db, &key, piece)
    }

    /// Reads a file that is here whole, a piece at a time; none when it is not here.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn blob_reader(&self, hash: &str) -> Result<Option<BlobReader<'_>>> {
        let Some((_, pieces)) = self.blob_pieces(hash)? else {
            return Ok(None);
        };
        Ok(Some(BlobReader {
            store: self,
            hash: hash.to_owned(),
            next: 0,
            pieces,
            piece: std::io::Cursor::new(vec![]),
        }))
    }

    /// Takes in a piece of a file from elsewhere: its SHA-256 (hex) and size as the sender says, the number of the
    /// piece from 0. Any order, any number of times. The whole is checked before it counts as here.
    ///
    /// # Errors
    /// A size over 50 MB, a piece that does not belong; a whole that is not what its SHA-256 says: then all its pieces
    /// are forgotten, so that they can be sent again.
    pub fn take_piece(&mut self, hash: &str, size: u64, piece: u64, bytes: &[u8]) -> Result<Piece> {
        if self.read_only() {
            return Err(StoreError::ReadOnly);
        }
        let db = self.db.transaction()?;
        let taken = take_piece(&db, hash, size, piece, bytes);
        match &taken {
            // What is kept on a refusal is that the damaged pieces are gone.
            Ok(_) | Err(StoreError::Refused(_)) => db.commit()?,
            Err(_) => db.rollback()?,
        }
        taken
    }
}

/// As [`Store::take_piece`], within an open transaction, which is to be committed also when the piece is refused.
pub(crate) fn take_piece(
    db: &Connection,
    hash: &str,
    size: u64,
    piece: u64,
    bytes: &[u8],
) -> Result<Piece> {
    if size > LARGEST {
        return Err(too_large());
    }
    let Some(key) = unhex::<32>(hash) else {
        return Err(damaged());
    };
    if length_of(size, piece) != Some(bytes.len() as u64) {
        return Err(damaged());
    }
    let here: bool = db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM blob WHERE hash = ?1)")?
        .query_row([key.as_slice()], |r| r.get(0))?;
    if here || suppressed(db)?.covers_blob(&key) {
        return Ok(Piece::NotNeeded);
    }
    keep_one(db, &key, piece, bytes)?;
    let waiting: u64 = db
        .prepare_cached("SELECT count(*) FROM blob_piece WHERE hash = ?1")?
        .query_row([key.as_slice()], |r| r.get::<_, i64>(0))?
        .unsigned_abs();
    if waiting < pieces_of(size) {
        return Ok(Piece::Waits);
    }
    let mut digest = Sha256::new();
    let mut length = 0;
    for piece in 0..pieces_of(size) {
        let bytes = one(db, &key, piece)?.unwrap_or_default();
        length += bytes.len() as u64;
        digest.update(&bytes);
    }
    if length != size || digest.finalize().as_slice() != key {
        db.execute("DELETE FROM blob_piece WHERE hash = ?1", [key.as_slice()])?;
        return Err(damaged());
    }
    if size <= PIECE as u64 {
        db.execute(
            "INSERT INTO blob (hash, size, bytes) VALUES (?1, ?2, ?3)",
            params![key.as_slice(), size as i64, bytes],
        )?;
        db.execute("DELETE FROM blob_piece WHERE hash = ?1", [key.as_slice()])?;
    } else {
        db.execute(
            "INSERT INTO blob (hash, size, bytes) VALUES (?1, ?2, NULL)",
            params![key.as_slice(), size as i64],
        )?;
    }
    Ok(Piece::Whole)
}

fn damaged() -> StoreError {
    StoreError::refused(
        "attachment_damaged",
        "An attached file did not arrive as it was sent, so it was not kept. Everything else is unchanged.",
        "Ask the colleague for a new file with the attachments.",
    )
}

/// Reads a kept file, a piece at a time.
pub struct BlobReader<'s> {
    store: &'s Store,
    hash: String,
    next: u64,
    pieces: u64,
    piece: std::io::Cursor<Vec<u8>>,
}

impl Read for BlobReader<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let read = self.piece.read(into)?;
            if read > 0 || into.is_empty() || self.next >= self.pieces {
                return Ok(read);
            }
            let piece = self
                .store
                .blob_piece(&self.hash, self.next)
                .map_err(std::io::Error::other)?
                .ok_or_else(|| std::io::Error::other("a piece of the file is missing"))?;
            self.next += 1;
            self.piece = std::io::Cursor::new(piece);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_add_up_to_the_file() {
        let piece = PIECE as u64;
        for size in [0, 1, piece - 1, piece, piece + 1, 3 * piece, LARGEST] {
            let lengths: Vec<u64> = (0..).map_while(|n| length_of(size, n)).collect();
            assert_eq!(lengths.iter().sum::<u64>(), size);
            assert_eq!(lengths.len() as u64, pieces_of(size));
        }
    }
}
