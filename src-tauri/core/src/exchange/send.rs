//! Making a file for colleagues: everything, or what they are known to lack; never filtered within a team (SYN-1).

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::{BufWriter, Seek, SeekFrom, Write},
    path::Path,
};

use chrono::DateTime;

use super::{
    ExchangeError, Keys, Result, Staged, Words,
    format::{Counts, FileWriter, Header, MAJOR, MINOR, Manifest, Tag},
    keys::{Protection, reading_key},
    sharing::{self, FileNote},
    words,
};
use crate::{
    env::Env,
    files::new_file,
    record::{FieldType, Id},
    store::{
        Holdings, Laptop, PIECE, Store, StoreError,
        log::hex,
        team::{Card, SignedCard, Standing},
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
}

/// How a file is to be protected.
#[derive(Debug, Clone)]
pub enum Protecting {
    /// For the admitted laptops of the team.
    Colleagues,
    /// By words: these, or made up.
    Words(Option<String>, u8),
    /// Not at all: only when nothing personal is in it.
    Open,
}

/// What a file would hold.
#[derive(Debug, Clone, Default)]
pub struct Contents {
    /// Local numbers of the changes.
    pub changes: Vec<i64>,
    /// Records touched, by kind.
    pub records: BTreeMap<String, BTreeSet<Id>>,
    /// The personal data in it, a sentence each.
    pub personal: Vec<String>,
    /// For whom: names of laptops.
    pub readers: Vec<String>,
    /// Taken to be held by the readers.
    pub after: Holdings,
    /// Attached files that the changes name and that are here: SHA-256 (hex) and size in bytes.
    pub files: Vec<(String, u64)>,
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

/// What a file would hold; nothing is written.
///
/// # Errors
/// When the hub file can't be read.
pub fn contents(store: &Store, everything: bool) -> Result<Contents> {
    let team = store.team()?;
    let own = own_key(store)?;
    let after = if everything {
        Holdings::new()
    } else {
        sharing::held_by_all(store, &team, &own)?
    };
    let changes = store.lacking(&after)?;
    let mut readers: Vec<String> = team
        .laptops
        .iter()
        .filter(|(key, m)| **key != own && m.standing == Standing::Admitted)
        .filter_map(|(_, m)| m.card.as_ref())
        .map(|c| format!("{} ({})", c.person, c.laptop))
        .collect();
    readers.sort();
    let records = touched(store, &changes)?;
    Ok(Contents {
        personal: personal(store, &changes, &records)?,
        files: attached(store, &changes)?,
        changes,
        records,
        readers,
        after,
    })
}

fn own_key(store: &Store) -> Result<String> {
    let laptop = store.laptop().ok_or(StoreError::ReadOnly)?;
    Ok(hex(&laptop.public()))
}

pub(super) fn touched(store: &Store, changes: &[i64]) -> Result<BTreeMap<String, BTreeSet<Id>>> {
    let read = || -> rusqlite::Result<_> {
        let mut out: BTreeMap<String, BTreeSet<Id>> = BTreeMap::new();
        let mut writes = store.db().prepare_cached(
            "SELECT DISTINCT f.kind, w.record FROM log_write w JOIN log_field f USING (field_no)
             WHERE w.change_no = ?1 AND substr(f.kind, 1, 1) <> '@'",
        )?;
        for change in changes {
            let mut rows = writes.query([change])?;
            while let Some(r) = rows.next()? {
                out.entry(r.get(0)?).or_default().insert(r.get(1)?);
            }
        }
        Ok(out)
    };
    Ok(read().map_err(StoreError::from)?)
}

/// The personal data in some changes. Colleagues who write here themselves do not count; anybody else, and any text
/// that people wrote freely, does.
pub(super) fn personal(
    store: &Store,
    changes: &[i64],
    records: &BTreeMap<String, BTreeSet<Id>>,
) -> Result<Vec<String>> {
    let mut out = vec![];
    let writers: BTreeSet<Id> = store
        .db()
        .prepare_cached("SELECT DISTINCT author FROM log_change")
        .and_then(|mut s| s.query_map([], |r| r.get(0))?.collect())
        .map_err(StoreError::from)?;
    for (name, ids) in records {
        let Some(kind) = store.kinds().get(name).filter(|k| k.declaration.personal) else {
            continue;
        };
        let others = ids.difference(&writers).count();
        if others > 0 {
            let what = if others == 1 {
                kind.declaration.one
            } else {
                kind.declaration.many
            };
            out.push(format!(
                "{others} {}: names and what is noted of them",
                what.to_lowercase()
            ));
        }
    }
    let long: BTreeSet<(&str, &str)> = store
        .kinds()
        .iter()
        .flat_map(|k| {
            let long =
                |f: &&crate::record::Field| matches!(f.type_, FieldType::Text { long: true, .. });
            k.fields
                .iter()
                .filter(long)
                .map(move |f| (k.name(), f.name.as_str()))
        })
        .collect();
    let mut texts = 0;
    let mut count = || -> rusqlite::Result<()> {
        let mut writes = store.db().prepare_cached(
            "SELECT f.kind, f.field FROM log_write w JOIN log_field f USING (field_no)
             WHERE w.change_no = ?1 AND w.value IS NOT NULL",
        )?;
        for change in changes {
            let mut rows = writes.query([change])?;
            while let Some(r) = rows.next()? {
                let (kind, field): (String, String) = (r.get(0)?, r.get(1)?);
                texts += usize::from(long.contains(&(&kind, &field)));
            }
        }
        Ok(())
    };
    count().map_err(StoreError::from)?;
    if texts > 0 {
        let s = if texts == 1 { "" } else { "s" };
        out.push(format!(
            "{texts} text{s} that people wrote freely, such as notes"
        ));
    }
    Ok(out)
}

/// The attached files that changes name, each once.
fn attached(store: &Store, changes: &[i64]) -> Result<Vec<(String, u64)>> {
    let any: bool = store
        .db()
        .query_row("SELECT EXISTS (SELECT 1 FROM blob)", [], |r| r.get(0))
        .map_err(StoreError::from)?;
    if !any {
        return Ok(vec![]);
    }
    let mut named = BTreeSet::new();
    let mut read = || -> rusqlite::Result<()> {
        let mut writes = store.db().prepare_cached(
            "SELECT value FROM log_write WHERE change_no = ?1 AND typeof(value) = 'text' AND length(value) = 64",
        )?;
        for change in changes {
            let mut rows = writes.query([change])?;
            while let Some(r) = rows.next()? {
                named.insert(r.get::<_, String>(0)?);
            }
        }
        Ok(())
    };
    read().map_err(StoreError::from)?;
    let mut out = vec![];
    for hash in named {
        if let Some((size, _)) = store.blob_pieces(&hash)? {
            out.push((hash, size));
        }
    }
    Ok(out)
}

/// A name for a file: hub, when, laptop, and a number that goes up.
pub fn file_name(store: &Store, env: &dyn Env, hub: &str) -> Result<String> {
    let count: i64 = store
        .db()
        .query_row(
            "SELECT count(*) + 1 FROM share_file WHERE what = 'sent'",
            [],
            |r| r.get(0),
        )
        .map_err(StoreError::from)?;
    let when = DateTime::from_timestamp_millis(env.now())
        .map(|m| m.format("%Y-%m-%d_%H%M").to_string())
        .unwrap_or_default();
    let laptop = store.laptop().map(|l| l.name.clone()).unwrap_or_default();
    Ok(format!(
        "{}_{when}_{}_{count:04}.hubx",
        plain(hub),
        plain(&laptop)
    ))
}

/// Letters and digits, the rest as hyphens: a name that every disk takes. "Ann’s laptop" is Anns-laptop.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let letters = text.chars().filter(|c| !matches!(c, '\'' | '’'));
    for c in letters.take(60) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_matches('-').to_owned();
    if out.is_empty() { "hub".into() } else { out }
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
        key: hex(&laptop.public()),
        laptop: laptop.name.clone(),
        person: person.to_owned(),
        reads: reading_key(laptop.reading_secret()).unwrap_or_default(),
        invitation,
        recovery: store.meta("recovery_proof")?,
    };
    Ok(SignedCard::sign(&card, laptop)?)
}

/// Writes a file for colleagues, reads it back whole, and only then gives it its name.
///
/// # Errors
/// Personal data without protection; nobody to write for; a file of that name; a disk that says no.
pub fn send(store: &mut Store, env: &dyn Env, sending: &Sending, to: &Path) -> Result<Sent> {
    let mut contents = contents(store, sending.everything)?;
    let left_out = if sending.without_files {
        std::mem::take(&mut contents.files)
    } else {
        vec![]
    };
    let (protection, words) = protection(store, env, &sending.protection, &contents)?;
    let card = own_card(store, &sending.person)?;
    let signatures = store.chain_signatures()?;
    let mut sent = Sent {
        bytes: 0,
        changes: 0,
        writes: 0,
        words: words.as_ref().map(|w| w.text().to_owned()),
    };
    let mut digest = [0; 32];
    let name = to
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    sent.bytes = new_file(to, |partial| -> Result<()> {
        let whole = Whole {
            contents: &contents,
            left_out: &left_out,
            signatures: &signatures,
        };
        let counts = write(store, env, &whole, &protection, card, partial)?;
        (sent.changes, sent.writes) = (counts.changes, counts.writes);
        let keys = Keys {
            laptop: store.laptop().map(|l| *l.reading_secret()),
            words: words.clone(),
        };
        let read = Staged::open(partial, &keys)?;
        digest = read.digest;
        if read.manifest.counts != counts {
            return Err(ExchangeError::refused(
                "not_as_written",
                "The file did not turn out as it was written. No file was kept.",
                "Choose another disk.",
            ));
        }
        Ok(())
    })?;
    let s = if sent.changes == 1 { "" } else { "s" };
    let note = FileNote {
        digest,
        name,
        size: sent.bytes as i64,
        maker: own_key(store)?,
        at: env.now(),
        what: "sent",
        text: format!("{} edit{s} for colleagues.", sent.changes),
        span: (None, Some(store.generation()?)),
    };
    sharing::note_file(store.db(), &note)?;
    Ok(sent)
}

fn protection(
    store: &Store,
    env: &dyn Env,
    asked: &Protecting,
    contents: &Contents,
) -> Result<(Protection, Option<Words>)> {
    match asked {
        Protecting::Open if contents.personal.is_empty() => Ok((Protection::None, None)),
        Protecting::Open => Err(ExchangeError::refused(
            "personal_data",
            format!(
                "This file would hold personal data ({}), so it can't go out without protection. Nothing was written.",
                contents.personal.join("; ")
            ),
            "Write it for your colleagues' laptops, or protect it by words.",
        )),
        Protecting::Words(words, work) => {
            let words = match words {
                Some(text) => Words::chosen(text)?,
                None => Words::new(env, words::FILE_WORDS),
            };
            Ok((Protection::Words(words.clone(), *work), Some(words)))
        }
        Protecting::Colleagues => {
            let team = store.team()?;
            let mut keys: Vec<String> = team
                .laptops
                .values()
                .filter(|m| m.standing == Standing::Admitted)
                .filter_map(|m| Some(m.card.as_ref()?.reads.clone()))
                .collect();
            if contents.readers.is_empty() {
                keys.clear();
            } else if let Some(own) = store.laptop().and_then(|l| reading_key(l.reading_secret())) {
                // This laptop too, so that it can read the file back.
                keys.push(own);
            }
            keys.sort();
            keys.dedup();
            Ok((Protection::Laptops(keys), None))
        }
    }
}

/// What goes into one file.
struct Whole<'a> {
    contents: &'a Contents,
    left_out: &'a [(String, u64)],
    signatures: &'a [crate::store::ChainSignature],
}

fn write(
    store: &Store,
    env: &dyn Env,
    whole: &Whole<'_>,
    protection: &Protection,
    card: SignedCard,
    path: &Path,
) -> Result<Counts> {
    let contents = whole.contents;
    let laptop = store.laptop().ok_or(StoreError::ReadOnly)?;
    let waiting = store.waiting_parcels()?;
    let erasures = store.erasure_orders()?;
    let actors = actors(store, contents, &waiting)?;
    let signatures: Vec<_> = whole
        .signatures
        .iter()
        .filter(|s| actors.iter().any(|a| a.actor == hex(s.actor.as_bytes())))
        .collect();
    let header = Header {
        minor: MINOR,
        team: store.meta("hub_file")?.unwrap_or_default(),
        enc: protection.name().into(),
        made: env.now(),
        app: env!("CARGO_PKG_VERSION").into(),
        min_reader: MAJOR,
        payload_len: 0,
        payload_sha256: String::new(),
    };
    let held = |holdings: &Holdings| -> Vec<(String, i64, String)> {
        holdings
            .iter()
            .map(|(actor, (seq, hash))| (actor.clone(), *seq, hash.clone()))
            .collect()
    };
    let counts = Counts {
        actors: actors.len() as u64,
        erasures: erasures.len() as u64,
        signatures: signatures.len() as u64,
        changes: (contents.changes.len() + waiting.len()) as u64,
        writes: count_writes(store, &contents.changes, &waiting)?,
        pieces: contents
            .files
            .iter()
            .map(|f| f.1.div_ceil(PIECE as u64).max(1))
            .sum(),
        packets: 0,
    };
    let manifest = Manifest {
        minor: MINOR,
        kind: "team".into(),
        team: header.team.clone(),
        enc: header.enc.clone(),
        made: header.made,
        app: header.app.clone(),
        card,
        holdings: held(&store.holdings()?),
        after: held(&contents.after),
        schema: crate::store::SCHEMA,
        state: None,
        left_out: whole
            .left_out
            .iter()
            .map(|(hash, size)| (hash.clone(), *size as i64))
            .collect(),
        counts,
    };
    let payload = tempfile::tempfile_in(path.parent().unwrap_or(Path::new(".")))?;
    let mut out = FileWriter::begin(
        BufWriter::with_capacity(1 << 20, payload),
        header,
        protection,
    )?;
    out.json(Tag::Manifest, &manifest)?;
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
    for (line, contents) in &waiting {
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
    assemble(out, laptop, path)?;
    Ok(counts)
}

/// Puts the header, which tells the length of the rest, before the rest.
fn assemble(out: FileWriter<BufWriter<File>>, laptop: &Laptop, path: &Path) -> Result<()> {
    let (payload, header) = out.finish(laptop)?;
    let mut payload = payload
        .into_inner()
        .map_err(std::io::IntoInnerError::into_error)?;
    payload.seek(SeekFrom::Start(0))?;
    let mut file = File::options().write(true).truncate(true).open(path)?;
    file.write_all(&header.bytes()?)?;
    std::io::copy(&mut payload, &mut file)?;
    file.sync_data()?;
    Ok(())
}

/// Everybody who made one of the changes.
fn actors(
    store: &Store,
    contents: &Contents,
    waiting: &[(String, String)],
) -> Result<Vec<crate::store::parcel::TravellingActor>> {
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
    for (line, _) in waiting {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_plain_on_every_disk() {
        assert_eq!(plain("Ann’s laptop"), "Anns-laptop");
        assert_eq!(plain("Dene & Vale: Training/Hub"), "Dene-Vale-Training-Hub");
        assert_eq!(plain("../.."), "hub");
        assert_eq!(plain("’"), "hub");
        assert_eq!(plain(&"x".repeat(200)).len(), 60);
    }
}
