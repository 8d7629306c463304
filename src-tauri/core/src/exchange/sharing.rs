//! What this laptop knows of the exchange itself: which files came and went, what each colleague's laptop said it holds.
//! Local: not in the log, never sent.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::{Result, format::Manifest};
use crate::store::{
    Holdings, Store,
    log::{hex, unhex},
    team::{Card, SignedCard, Standing, Team},
};

/// A file that came or went.
#[derive(Debug, Clone)]
pub struct FileNote {
    /// SHA-256.
    pub digest: [u8; 32],
    /// File name.
    pub name: String,
    /// Size in bytes.
    pub size: i64,
    /// Key of the laptop that made it, hex.
    pub maker: String,
    /// UTC milliseconds.
    pub at: i64,
    /// `sent`, `in`, `refused`; `copy_sent`, `copy_in` for copies to and from other teams.
    pub what: &'static str,
    /// In a sentence.
    pub text: String,
    /// First and last change (local numbers) that it brought; for a sent one the last that it could hold.
    pub span: (Option<i64>, Option<i64>),
}

/// Writes down that a file came or went. Returns its number.
pub fn note_file(db: &Connection, note: &FileNote) -> Result<i64> {
    db.execute(
        "INSERT INTO share_file (digest, name, size, maker, at, what, text, first_no, last_no)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            note.digest.as_slice(),
            note.name,
            note.size,
            note.maker,
            note.at,
            note.what,
            note.text,
            note.span.0,
            note.span.1
        ],
    )
    .map_err(crate::store::StoreError::from)?;
    Ok(db.last_insert_rowid())
}

/// Whether a file of these bytes was brought in before.
pub fn seen(db: &Connection, digest: &[u8; 32]) -> Result<bool> {
    came_or_went(db, digest, "in")
}

/// Whether a file of these bytes was made here.
pub fn made_here(db: &Connection, digest: &[u8; 32]) -> Result<bool> {
    came_or_went(db, digest, "sent")
}

/// Whether a file of these bytes was written down as this.
pub fn came_or_went(db: &Connection, digest: &[u8; 32], what: &str) -> Result<bool> {
    let known = "SELECT EXISTS (SELECT 1 FROM share_file WHERE digest = ?1 AND what = ?2)";
    Ok(db
        .prepare_cached(known)
        .and_then(|mut s| s.query_row(params![digest.as_slice(), what], |r| r.get(0)))
        .map_err(crate::store::StoreError::from)?)
}

/// Keeps what a laptop says it holds, unless it said something newer before.
pub fn note_holdings(db: &Connection, maker: &str, manifest: &Manifest) -> Result<()> {
    let note = || -> rusqlite::Result<()> {
        let said: Option<i64> = db
            .query_row(
                "SELECT max(said) FROM share_peer WHERE peer = ?1",
                [maker],
                |r| r.get(0),
            )
            .optional()?
            .flatten();
        if said.is_some_and(|said| said > manifest.made) {
            return Ok(());
        }
        db.execute("DELETE FROM share_peer WHERE peer = ?1", [maker])?;
        let mut insert = db.prepare_cached(
            "INSERT OR REPLACE INTO share_peer (peer, actor, seq, hash, said) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for (actor, seq, hash) in &manifest.holdings {
            if let (Some(actor), Some(hash)) = (unhex::<16>(actor), unhex::<32>(hash)) {
                insert.execute(params![
                    maker,
                    actor.as_slice(),
                    seq,
                    hash.as_slice(),
                    manifest.made
                ])?;
            }
        }
        Ok(())
    };
    Ok(note().map_err(crate::store::StoreError::from)?)
}

/// Keeps the card that a laptop came with, so that it can be admitted later without its file.
pub fn note_card(db: &Connection, key: &str, card: &SignedCard) -> Result<()> {
    let text = serde_json::to_string(card).map_err(std::io::Error::from)?;
    crate::store::set_fact(db, &format!("card {key}"), &text)?;
    Ok(())
}

/// The card that a laptop came with.
pub fn card_of(db: &Connection, key: &str) -> Result<Option<SignedCard>> {
    let text = crate::store::fact(db, &format!("card {key}"))?;
    Ok(text.and_then(|t| serde_json::from_str(&t).ok()))
}

/// What a laptop says of itself while nobody has admitted it, where its signature fits.
///
/// # Errors
/// When the file can't be read.
pub fn card_said(db: &Connection, key: &str) -> Result<Option<Card>> {
    Ok(card_of(db, key)?.and_then(|card| card.verify()))
}

/// What each laptop (key in hex) last said it holds.
///
/// # Errors
/// When the file can't be read.
pub fn peers(db: &Connection) -> Result<BTreeMap<String, Holdings>> {
    let read = || -> rusqlite::Result<_> {
        let mut rows = db.prepare("SELECT peer, actor, seq, hash FROM share_peer")?;
        let mut rows = rows.query([])?;
        let mut out: BTreeMap<String, Holdings> = BTreeMap::new();
        while let Some(r) = rows.next()? {
            let held = (r.get(2)?, hex(&r.get::<_, Vec<u8>>(3)?));
            let actor = hex(&r.get::<_, Vec<u8>>(1)?);
            out.entry(r.get(0)?).or_default().insert(actor, held);
        }
        Ok(out)
    };
    Ok(read().map_err(crate::store::StoreError::from)?)
}

/// What all admitted laptops but this one are known to hold. A laptop that never said anything holds nothing.
///
/// # Errors
/// When the file can't be read.
pub fn held_by_all(store: &Store, team: &Team, own: &str) -> Result<Holdings> {
    let said = peers(store.db())?;
    let others = team
        .laptops
        .iter()
        .filter(|(key, m)| *key != own && m.standing == Standing::Admitted);
    let mut common: Option<Holdings> = None;
    for (key, _) in others {
        let held = said.get(key).cloned().unwrap_or_default();
        common = Some(match common {
            None => held,
            Some(before) => least(before, &held),
        });
    }
    Ok(common.unwrap_or_default())
}

/// What two holders both hold. Where they differ at one number, an earlier one can't be told: nothing of that actor.
fn least(mut a: Holdings, b: &Holdings) -> Holdings {
    a.retain(|actor, held| match b.get(actor) {
        None => false,
        Some(other) if other.0 < held.0 => {
            *held = other.clone();
            true
        }
        Some(other) => other.0 > held.0 || other.1 == held.1,
    });
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(held: &[(&str, i64, &str)]) -> Holdings {
        held.iter()
            .map(|(a, s, h)| ((*a).to_owned(), (*s, (*h).to_owned())))
            .collect()
    }

    #[test]
    fn two_hold_in_common_what_the_one_behind_holds() {
        let a = of(&[("x", 5, "h5"), ("y", 2, "k2"), ("z", 1, "m1")]);
        let b = of(&[("x", 3, "h3"), ("y", 2, "other")]);
        assert_eq!(least(a.clone(), &b), of(&[("x", 3, "h3")]));
        assert_eq!(least(b, &a), of(&[("x", 3, "h3")]));
    }
}
