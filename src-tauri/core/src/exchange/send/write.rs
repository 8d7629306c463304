//! The edits of a team as lines of a file.

use std::{collections::BTreeSet, path::Path};

use super::{Contents, frame::Frame};
use crate::{
    env::Env,
    exchange::{
        Result,
        format::{Counts, Room, Tag},
        keys::Protection,
    },
    record::Id,
    store::{
        ChainSignature, PIECE, Store, StoreError, log::hex, parcel::TravellingActor,
        team::SignedCard,
    },
};

/// What goes into one file.
pub struct Whole<'a> {
    /// The edits and the files they name.
    pub contents: &'a Contents,
    /// Attached files that stay here.
    pub left_out: &'a [(String, u64)],
    /// Signatures over the chains of all laptops.
    pub signatures: &'a [ChainSignature],
    /// How much fits into it.
    pub room: Room,
}

/// Writes the edits to an empty file.
pub fn edits(
    store: &Store,
    env: &dyn Env,
    whole: &Whole<'_>,
    protection: &Protection,
    card: SignedCard,
    path: &Path,
) -> Result<Counts> {
    let contents = whole.contents;
    let waiting = &contents.held;
    let erasures = store.erasure_orders()?;
    let actors = actors(store, contents)?;
    let signatures: Vec<_> = whole
        .signatures
        .iter()
        .filter(|s| actors.iter().any(|a| a.actor == hex(s.actor.as_bytes())))
        .collect();
    let pieces = contents.files.iter();
    let counts = Counts {
        actors: actors.len() as u64,
        erasures: erasures.len() as u64,
        signatures: signatures.len() as u64,
        changes: (contents.changes.len() + waiting.len()) as u64,
        writes: count_writes(store, &contents.changes, waiting)?,
        pieces: pieces.map(|f| f.1.div_ceil(PIECE as u64).max(1)).sum(),
        packets: 0,
    };
    let left_out = whole.left_out.iter();
    let frame = Frame {
        kind: "team",
        card,
        holdings: store.holdings()?,
        after: contents.after.clone(),
        state: store.heads_hash()?,
        left_out: left_out
            .map(|(hash, size)| (hash.clone(), *size as i64))
            .collect(),
        counts,
        room: whole.room,
    };
    frame.write(store, env, protection, path, |out| {
        for actor in &actors {
            out.json(Tag::Actor, actor)?;
        }
        for order in &erasures {
            out.json(Tag::Erasure, order)?;
        }
        for s in signatures {
            let line = (
                hex(s.actor.as_bytes()),
                s.seq,
                hex(&s.hash),
                hex(&s.signature),
            );
            out.json(Tag::Signature, &line)?;
        }
        let total = contents.changes.len() as u64;
        for (done, change) in contents.changes.iter().enumerate() {
            if done % 1_000 == 0 && !env.progress(done as u64, total, "Writing edits") {
                return Err(StoreError::Stopped.into());
            }
            let change = store.outgoing(*change)?;
            out.line(Tag::Change, &change.line)?;
            out.line(Tag::Values, &change.contents)?;
        }
        for (line, contents) in waiting {
            out.line(Tag::Change, line)?;
            out.line(Tag::Values, contents)?;
        }
        for (hash, size) in &contents.files {
            let mut piece = 0;
            while let Some(bytes) = store.blob_piece(hash, piece)? {
                out.piece(hash, *size as i64, piece as i64, &bytes)?;
                piece += 1;
            }
        }
        Ok(())
    })?;
    Ok(counts)
}

/// Everybody who made one of the changes.
fn actors(store: &Store, contents: &Contents) -> Result<Vec<TravellingActor>> {
    let mut by = BTreeSet::new();
    let mut find = store
        .db()
        .prepare_cached("SELECT a.actor FROM log_change c JOIN log_actor a USING (actor_no) WHERE c.change_no = ?1")
        .map_err(StoreError::from)?;
    for change in &contents.changes {
        let actor: Id = find
            .query_row([change], |r| r.get(0))
            .map_err(StoreError::from)?;
        by.insert(hex(actor.as_bytes()));
    }
    for (line, _) in &contents.held {
        #[derive(serde::Deserialize)]
        struct By {
            actor: String,
        }
        if let Ok(line) = serde_json::from_str::<By>(line) {
            by.insert(line.actor);
        }
    }
    Ok(store
        .actors()?
        .into_iter()
        .filter(|a| by.contains(&a.actor))
        .collect())
}

fn count_writes(store: &Store, changes: &[i64], waiting: &[(String, String)]) -> Result<u64> {
    let mut most = store
        .db()
        .prepare_cached("SELECT ifnull(max(idx) + 1, 0) FROM log_write WHERE change_no = ?1")
        .map_err(StoreError::from)?;
    let mut count = 0;
    for change in changes {
        let writes: i64 = most
            .query_row([change], |r| r.get(0))
            .map_err(StoreError::from)?;
        count += writes as u64;
    }
    for (_, contents) in waiting {
        let values: Vec<serde_json::Value> =
            serde_json::from_str(contents).map_err(std::io::Error::from)?;
        count += values.len().saturating_sub(1) as u64;
    }
    Ok(count)
}
