//! What a file for colleagues takes along: the changes that they lack, in an order in which each comes after what it
//! builds on; who made them; and the signatures over the chains.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, params};

use super::{
    super::{
        Result, Store, StoreError,
        identity::Laptop,
        log::{hex, unhex},
        parcel::{self, Content, TravellingActor},
        set_meta, signature_fits,
    },
    Holdings,
};
use crate::record::Id;

/// What a signature of a chain's newest change is made for.
const PURPOSE: &str = "chain";

/// Beginning of the names under which the hub file keeps each actor's newest signature.
const SIGNED: &str = "signed:";

/// A laptop's signature over the newest change of an actor's chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainSignature {
    /// Actor.
    pub actor: Id,
    /// Number of the change.
    pub seq: i64,
    /// Its hash.
    pub hash: [u8; 32],
    /// Signature.
    pub signature: [u8; 64],
}

impl ChainSignature {
    fn message(actor: Id, seq: i64, hash: &[u8; 32]) -> Vec<u8> {
        [actor.as_bytes().as_slice(), &seq.to_be_bytes(), hash].concat()
    }

    fn made(laptop: &Laptop, actor: Id, seq: i64, hash: [u8; 32]) -> Self {
        let signature = laptop.sign(PURPOSE, &Self::message(actor, seq, &hash));
        Self {
            actor,
            seq,
            hash,
            signature,
        }
    }

    pub(super) fn keep(&self, db: &Connection) -> Result<()> {
        db.prepare_cached(
            "INSERT OR IGNORE INTO log_signature (actor, seq, hash, signature) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![
            self.actor,
            self.seq,
            self.hash.as_slice(),
            self.signature.as_slice()
        ])?;
        Ok(())
    }

    /// Made by the laptop of this key.
    pub fn fits(&self, key: &[u8; 32]) -> bool {
        let message = Self::message(self.actor, self.seq, &self.hash);
        signature_fits(key, PURPOSE, &message, &self.signature)
    }
}

/// Signs what this laptop has just written, in place of what it wrote before. The hub file may go on elsewhere any day,
/// without the key of this laptop, and nobody takes in edits whose laptop signed nothing.
pub(in crate::store) fn sign_the_newest(
    db: &Connection,
    laptop: &Laptop,
    actor: Id,
    newest: &(i64, String),
) -> Result<()> {
    let (seq, hash) = newest;
    let Some(hash) = unhex::<32>(hash) else {
        return Ok(());
    };
    let signed = ChainSignature::made(laptop, actor, *seq, hash);
    let words = format!("{seq} {} {}", hex(&hash), hex(&signed.signature));
    set_meta(db, &format!("{SIGNED}{actor}"), &words)
}

/// The signatures that laptops made over their newest changes while they wrote to this file.
fn signed_here(db: &Connection) -> Result<Vec<ChainSignature>> {
    let mut rows = db.prepare("SELECT substr(name, ?2), value FROM meta WHERE name GLOB ?1")?;
    let from = SIGNED.len() as i64 + 1;
    let rows = rows.query_map(params![format!("{SIGNED}*"), from], |r| {
        Ok((r.get(0)?, r.get(1)?))
    })?;
    let rows = rows.collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    let signed = rows.iter().filter_map(|(actor, words)| {
        let mut words = words.split(' ');
        Some(ChainSignature {
            actor: actor.parse().ok()?,
            seq: words.next()?.parse().ok()?,
            hash: unhex::<32>(words.next()?)?,
            signature: unhex::<64>(words.next()?)?,
        })
    });
    Ok(signed.collect())
}

/// One change to send.
pub struct Outgoing {
    /// The structure line.
    pub line: String,
    /// Its contents.
    pub contents: String,
    /// Number of writes.
    pub writes: usize,
}

impl Store {
    /// Everybody who wrote something here.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn actors(&self) -> Result<Vec<TravellingActor>> {
        let mut actors = self
            .db
            .prepare("SELECT actor, laptop, key, cert, reason FROM log_actor ORDER BY actor")?;
        let actors = actors.query_map([], |r| {
            Ok(TravellingActor {
                actor: hex(&r.get::<_, Vec<u8>>(0)?),
                laptop: r.get(1)?,
                key: hex(&r.get::<_, Vec<u8>>(2)?),
                cert: r.get(3)?,
                reason: r.get(4)?,
            })
        })?;
        Ok(actors.collect::<rusqlite::Result<_>>()?)
    }

    /// Signs the newest change of every actor that is this laptop, and returns the signatures over all chains that a
    /// file without what `held` has needs.
    ///
    /// # Errors
    /// When the file can't be read or written.
    pub fn chain_signatures(&mut self) -> Result<Vec<ChainSignature>> {
        let Some(laptop) = &self.laptop else {
            return Err(StoreError::ReadOnly);
        };
        let tips = self
            .db
            .prepare(
                "SELECT a.actor, c.seq, c.hash FROM log_actor a JOIN log_change c USING (actor_no)
                 WHERE a.key = ?1 AND NOT EXISTS (SELECT 1 FROM log_signature s
                   WHERE s.actor = a.actor AND s.seq = c.seq AND s.hash = c.hash)
                 AND c.seq = (SELECT max(seq) FROM log_change m
                   WHERE m.actor_no = c.actor_no AND m.branch = c.branch)",
            )?
            .query_map([laptop.public().as_slice()], |r| {
                Ok((r.get(0)?, r.get(1)?, r.get(2)?))
            })?
            .collect::<rusqlite::Result<Vec<(Id, i64, [u8; 32])>>>()?;
        for (actor, seq, hash) in tips {
            ChainSignature::made(laptop, actor, seq, hash).keep(&self.db)?;
        }
        // What another laptop wrote to this file before it came here, and never sent.
        for signed in signed_here(&self.db)? {
            signed.keep(&self.db)?;
        }
        let mut rows = self.db.prepare(
            "SELECT actor, seq, hash, signature FROM log_signature ORDER BY actor, seq, hash",
        )?;
        let rows = rows.query_map([], |r| {
            Ok(ChainSignature {
                actor: r.get(0)?,
                seq: r.get(1)?,
                hash: r.get(2)?,
                signature: r.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Local numbers of the changes that a holder of `held` lacks, in order. A second history of one actor is always
    /// sent, and the whole of an actor's whose held change is another than ours: holdings can't say more.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn lacking(&self, held: &Holdings) -> Result<Vec<i64>> {
        let mut least: BTreeMap<Id, i64> = BTreeMap::new();
        for (actor, (seq, hash)) in held {
            let (Some(actor), Some(hash)) = (unhex::<16>(actor), unhex::<32>(hash)) else {
                continue;
            };
            let actor = Id::from_bytes(actor);
            let same: bool = self
                .db
                .prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM log_change c JOIN log_actor a USING (actor_no)
                     WHERE a.actor = ?1 AND c.seq = ?2 AND c.hash = ?3 AND c.branch = 0)",
                )?
                .query_row(params![actor, seq, hash.as_slice()], |r| r.get(0))?;
            if same {
                least.insert(actor, *seq);
            }
        }
        let mut rows = self.db.prepare(
            "SELECT c.change_no, a.actor, c.seq, c.branch FROM log_change c JOIN log_actor a USING (actor_no)
             ORDER BY c.change_no",
        )?;
        let mut out = vec![];
        let mut rows = rows.query([])?;
        while let Some(r) = rows.next()? {
            let (seq, branch): (i64, i64) = (r.get(2)?, r.get(3)?);
            let has = least.get(&r.get(1)?).is_some_and(|most| seq <= *most);
            if branch > 0 || !has {
                out.push(r.get(0)?);
            }
        }
        Ok(out)
    }

    /// A change as it travels.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn outgoing(&self, change_no: i64) -> Result<Outgoing> {
        let (line, nonce): (String, Option<Vec<u8>>) = self
            .db
            .prepare_cached("SELECT body, nonce FROM log_change WHERE change_no = ?1")?
            .query_row([change_no], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let writes = self
            .db
            .prepare_cached(
                "SELECT value, salt, commitment FROM log_write WHERE change_no = ?1 ORDER BY idx",
            )?
            .query_map([change_no], content)?
            .collect::<rusqlite::Result<Vec<Content>>>()?;
        Ok(Outgoing {
            contents: parcel::contents(nonce.as_deref(), &writes),
            writes: writes.len(),
            line,
        })
    }

    /// The changes that wait here, as they came: passed on, since somebody else may have what they need.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn waiting_parcels(&self) -> Result<Vec<(String, String)>> {
        let mut rows = self
            .db
            .prepare("SELECT line, contents FROM log_waiting ORDER BY actor, seq, hash")?;
        let rows = rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn content(r: &Row<'_>) -> rusqlite::Result<Content> {
    Ok(match (r.get(2)?, r.get(1)?) {
        (Some(commitment), _) => Content::Erased(commitment),
        (None, Some(salt)) => Content::Salted(r.get(0)?, salt),
        (None, None) => Content::Plain(r.get(0)?),
    })
}
