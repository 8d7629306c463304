//! Making a file for colleagues: everything, or what they are known to lack; never filtered within a team (SYN-1).

mod contents;
pub(super) mod frame;
mod name;
pub(super) mod personal;
mod protect;
mod room;
mod write;

use std::path::Path;

pub use contents::{Contents, contents};
pub(super) use contents::{Written, touched};
pub use name::file_name;
pub use protect::Protecting;
pub(super) use protect::protection;
pub use room::parts;

use super::{ExchangeError, Result, format::Room, keys::reading_key};
use crate::{
    env::Env,
    store::{
        Store, StoreError,
        log::hex,
        team::{Card, SignedCard},
    },
};

/// What to send, and how.
pub struct Sending {
    /// Everything; else what the others are known to lack.
    pub everything: bool,
    /// Protection.
    pub protection: Protecting,
    /// Name of the person who works here.
    pub person: String,
    /// Leave attached files out.
    pub without_files: bool,
    /// Where attached files need several files: those of which one, from 0. See [`parts`].
    pub part: usize,
    /// How much fits into one file.
    pub room: Room,
}

/// A file that was made.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Size in bytes.
    pub bytes: u64,
    /// Changes in it.
    pub changes: u64,
    /// Field writes in it.
    pub writes: u64,
    /// The words that open it.
    pub words: Option<String>,
}

/// Key of this laptop, hex.
pub(super) fn own_key(store: &Store) -> Result<String> {
    let laptop = store.laptop().ok_or(StoreError::ReadOnly)?;
    Ok(hex(&laptop.public()))
}

/// This laptop's card, without what admits it to its own team.
pub(super) fn bare_card(store: &Store, person: &str) -> Result<Card> {
    let laptop = store.laptop().ok_or(StoreError::ReadOnly)?;
    Ok(Card {
        key: hex(&laptop.public()),
        laptop: laptop.name.clone(),
        person: person.to_owned(),
        reads: reading_key(laptop.reading_secret()).unwrap_or_default(),
        invitation: None,
        recovery: None,
    })
}

/// This laptop's card.
///
/// # Errors
/// When the hub file was opened for reading only.
pub fn own_card(store: &Store, person: &str) -> Result<SignedCard> {
    let laptop = store.laptop().ok_or(StoreError::ReadOnly)?;
    let invitation = match store.meta("invitation")? {
        Some(text) => serde_json::from_str(&text).ok(),
        None => None,
    };
    let card = Card {
        invitation,
        recovery: store.meta("recovery_proof")?,
        ..bare_card(store, person)?
    };
    Ok(SignedCard::sign(&card, laptop)?)
}

/// Writes a file for colleagues, reads it back whole, and only then gives it its name.
///
/// # Errors
/// Personal data without protection; nobody to write for; a file of that name; more than fits into one; a disk that says no.
pub fn send(store: &mut Store, env: &dyn Env, sending: &Sending, to: &Path) -> Result<Sent> {
    let mut contents = contents(store, sending.everything)?;
    let left_out = room::leave_out(&mut contents, sending)?;
    let (protection, words) = protection(store, env, &sending.protection, &contents.personal)?;
    let card = own_card(store, &sending.person)?;
    let signatures = store.chain_signatures()?;
    let store = &*store;
    let write = |partial: &Path| {
        let whole = write::Whole {
            contents: &contents,
            left_out: &left_out,
            signatures: &signatures,
            room: sending.room,
        };
        write::edits(store, env, &whole, &protection, card, partial)
    };
    let making = frame::Making {
        to,
        words: words.as_ref(),
        what: "sent",
        said: &|counts| {
            let s = if counts.changes == 1 { "" } else { "s" };
            format!("{} edit{s} for colleagues.", counts.changes)
        },
        check: &|_| Ok(()),
    };
    let (bytes, counts) = frame::make(store, env, &making, write).map_err(|e| match e {
        ExchangeError::NoRoom => room::refusal(&contents, sending),
        other => other,
    })?;
    Ok(Sent {
        bytes,
        changes: counts.changes,
        writes: counts.writes,
        words: words.map(|w| w.text().to_owned()),
    })
}
