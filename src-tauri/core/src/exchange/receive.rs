//! Bringing files in: all of them or nothing. Several files are one transaction.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::{
    ExchangeError, Keys, Result, Staged,
    beyond::beyond,
    format::Counts,
    look_at_header,
    newcomers::newcomers,
    sharing::{self, FileNote},
    team::{Admission, Colleague},
    waits::Waits,
};
use crate::{
    contract::BroughtIn,
    env::Env,
    record::Id,
    store::{
        OwnWords, SCHEMA, Store, StoreError, TakenIn, Taking, Verdict, Waiting,
        log::hex,
        team::{Card, SignedCard, Standing, Team},
    },
};

/// What people call the person of an identifier, as some tables say.
pub type NameOf<'a> = &'a dyn Fn(&Connection, Id) -> String;

/// Who brings in, and how people are named.
pub struct Receiving<'a> {
    /// Who.
    pub who: &'a Colleague,
    /// Names.
    pub name_of: NameOf<'a>,
    /// Laptops (keys in hex) to admit with it.
    pub admit: &'a [String],
}

/// Refuses files of another team, and copies from one.
///
/// # Errors
/// [`ExchangeError::OtherTeam`], [`ExchangeError::IsPacket`].
pub fn check_team(store: &Store, files: &[Staged]) -> Result<()> {
    if files.iter().any(Staged::is_packet) {
        return Err(ExchangeError::IsPacket);
    }
    let own = store.meta("hub_file")?.unwrap_or_default();
    if files.iter().any(|f| f.team() != own) {
        return Err(ExchangeError::OtherTeam);
    }
    Ok(())
}

/// Opens a file for this hub file. One of another team is told by its plain header, where it can't be opened.
///
/// # Errors
/// As [`Staged::open`]; [`ExchangeError::OtherTeam`].
pub fn open(store: &Store, path: &Path, keys: &Keys) -> Result<Staged> {
    let shut = |e: &ExchangeError| {
        matches!(
            e,
            ExchangeError::WordsNeeded | ExchangeError::WordsWrong | ExchangeError::NotForUs
        )
    };
    match Staged::open(path, keys) {
        Err(e) if shut(&e) => {
            let own = store.meta("hub_file")?.unwrap_or_default();
            if look_at_header(path)?.team == own {
                return Err(e);
            }
            Err(ExchangeError::OtherTeam)
        }
        opened => opened,
    }
}

/// Stands for these files, the laptops to admit with them, and the hub file as it is.
pub(super) fn token(store: &Store, files: &[Staged], admit: &[String]) -> Result<String> {
    let mut hash = Sha256::new();
    for file in files {
        hash.update(file.digest);
    }
    for key in admit.iter().collect::<BTreeSet<_>>() {
        hash.update(key);
    }
    hash.update(store.generation()?.to_be_bytes());
    Ok(hex(&hash.finalize()[..16]))
}

/// A failure of this room inside a body that fails as the store does: a failure of the store is handed on as it is, any
/// other as a refusal in the words it has.
pub(super) fn as_store(error: ExchangeError) -> StoreError {
    match error {
        ExchangeError::Store(e) => e,
        other => StoreError::Refused(other.into()),
    }
}

/// Offers everything that some files hold. `supposed`: laptops that count although nobody said so yet.
pub(super) fn offer_all(
    taking: &mut Taking<'_>,
    env: &dyn Env,
    files: &mut [Staged],
    supposed: &[String],
) -> Result<()> {
    for file in files.iter() {
        for actor in &file.actors {
            taking.meet(actor)?;
        }
    }
    taking.suppose_admitted(supposed)?;
    // First, so that what was erased is not even written down.
    for file in files.iter() {
        for order in &file.erasures {
            taking.take_order(order, &file.card.key)?;
        }
    }
    let sum = |count: fn(&Counts) -> u64| {
        let counts = files.iter().map(|f| count(&f.manifest.counts));
        counts.fold(0, u64::saturating_add)
    };
    taking.expect(sum(|c| c.writes))?;
    let total = sum(|c| c.changes);
    let mut done = 0;
    for file in files {
        for signature in &file.signatures {
            taking.keep_signature(signature)?;
        }
        file.changes(|opened, parcel| {
            if done % 1_000 == 0 && !env.progress(done, total, "Reading edits") {
                return Err(StoreError::Stopped.into());
            }
            done += 1;
            if taking.knows(&opened)? {
                taking.count_known();
                return Ok(());
            }
            taking.offer(opened, parcel)?;
            Ok(())
        })?;
    }
    Ok(taking.look_at_team()?)
}

/// Brings the files in: all of it or nothing. The caller has made a copy of the hub file.
///
/// # Errors
/// As [`look`]; something changed since the preview.
pub fn bring_in(
    store: &mut Store,
    env: &dyn Env,
    files: &mut [Staged],
    how: &Receiving<'_>,
    seen_as: Option<&str>,
) -> Result<BroughtIn> {
    check_team(store, files)?;
    if seen_as.is_some_and(|t| token(store, files, how.admit).as_deref().ok() != Some(t)) {
        return Err(ExchangeError::Moved);
    }
    let admitted: Vec<SignedCard> = newcomers(store, files, env.today())?
        .into_iter()
        .filter(|l| l.comes_in(how.admit))
        .map(|l| l.card)
        .collect();
    let admission = Admission::of(store, how.who, &admitted)?;
    let were = store.team()?;
    let taken = match &admission {
        None => take_in(store, env, files, &[], None)?,
        Some(admission) => {
            let words = OwnWords {
                author: how.who.id,
                action: admission.action(),
                write: &|tx| admission.say(tx),
            };
            take_in(store, env, files, &[], Some(&words))?
        }
    };
    let mut brought = summary(store, files, &taken.0, taken.1)?;
    let blocked = beyond(store.db(), &were, &store.team()?, taken.0.first)?;
    for line in blocked.let_in.into_iter().chain(blocked.kept) {
        brought.summary += &format!(" {line}");
    }
    Ok(brought)
}

/// Takes the changes of the files in. `trusted`: keys of laptops that count although the log does not say so yet, when
/// a new laptop starts from a colleague's file. `words`: what this laptop writes with it. Returns what was done and the number of the last file's note.
fn take_in(
    store: &mut Store,
    env: &dyn Env,
    files: &mut [Staged],
    trusted: &[String],
    words: Option<&OwnWords<'_>>,
) -> Result<(TakenIn, Option<i64>)> {
    let (arrival, done) = store.take_in_after(env, words, |taking| {
        let brought = (|| -> Result<Option<i64>> {
            offer_all(taking, env, files, trusted)?;
            for file in files.iter_mut() {
                file.pieces(|piece, bytes| {
                    let (size, number) = (piece.size.unsigned_abs(), piece.piece.unsigned_abs());
                    Ok(taking.take_piece(&piece.hash, size, number, bytes)?)
                })?;
            }
            let so_far = taking.so_far();
            let team = Team::read(taking.db())?;
            let mut arrival = None;
            for file in files.iter() {
                sharing::note_holdings(taking.db(), &file.card.key, &file.manifest)?;
                sharing::note_card(taking.db(), &file.card.key, &file.manifest.card)?;
                let note = FileNote {
                    digest: file.digest,
                    name: file.name.clone(),
                    size: file.size as i64,
                    maker: file.card.key.clone(),
                    at: env.now(),
                    what: "in",
                    text: came_from(&team, &file.card),
                    span: (so_far.first, so_far.last),
                };
                arrival = Some(sharing::note_file(taking.db(), &note)?);
            }
            Ok(arrival)
        })();
        Ok((brought.map_err(as_store)?, Verdict::Keep))
    })?;
    Ok((done, arrival))
}

/// Whose file came in, and that it counts no longer where that is so.
fn came_from(team: &Team, card: &Card) -> String {
    let (person, laptop) = (&card.person, &card.laptop);
    match team.standing(&card.key) {
        Standing::Blocked(_) => {
            format!("From {person} ({laptop}), which your team blocked: its later edits are held.")
        }
        _ => format!("From {person} ({laptop})."),
    }
}

/// Number of things that wait for a person.
///
/// # Errors
/// When the file can't be read.
pub fn to_settle(db: &Connection) -> Result<i64> {
    Ok(db
        .query_row("SELECT count(*) FROM unsettled", [], |r| r.get(0))
        .map_err(StoreError::from)?)
}

fn summary(
    store: &Store,
    files: &[Staged],
    done: &TakenIn,
    arrival: Option<i64>,
) -> Result<BroughtIn> {
    let to_settle = to_settle(store.db())?;
    let from: BTreeSet<String> = files.iter().map(|f| f.card.person.clone()).collect();
    let from = super::tally::list(&from.into_iter().collect::<Vec<_>>());
    let mut text = match (done.new, done.papers) {
        (0, 0) if done.orders > 0 => String::new(),
        (0, 0) => format!("Nothing new from {from}."),
        (0, papers) => format!("{} from {from} came in.", papers_in_words(papers)),
        (1, _) => format!("1 edit from {from} came in."),
        (n, _) => format!("{n} edits from {from} came in."),
    };
    if done.new > 0 && done.papers > 0 {
        text += &format!(" {} came with them.", papers_in_words(done.papers));
    }
    if done.orders > 0 {
        text += &match done.orders {
            1 => " 1 erasure was carried out here too.".to_owned(),
            n => format!(" {n} erasures were carried out here too."),
        };
    }
    if done.waiting > 0 {
        let db = store.db();
        let waits = Waits::told(db, &store.team()?, &Waiting::all(db)?)?;
        let held = waits.held.into_iter().map(|(_, line)| line);
        for line in waits.sentences.into_iter().chain(held) {
            text += &format!(" {line}");
        }
    }
    if let Some(laptop) = differing(store, files)? {
        log::error!("equal holdings, other current versions");
        text += &format!(
            " Your hub file and that of {laptop} hold the same edits but do not show the same. That must not be: choose \
             “Check the hub file” under “Sharing and copies” on both laptops."
        );
    }
    Ok(BroughtIn {
        summary: text.trim_start().to_owned(),
        edits: done.new as i64,
        to_settle,
        waiting: done.waiting as i64,
        arrival: arrival.filter(|_| done.new > 0),
    })
}

fn papers_in_words(count: usize) -> String {
    match count {
        1 => "1 attached file".to_owned(),
        n => format!("{n} attached files"),
    }
}

/// The laptop whose hub file held the very same edits as this one does now and had other current versions: a fault of a
/// program or a disk, never of a person. Versions of the program may differ in what they know, so only the same is compared.
fn differing<'a>(store: &Store, files: &'a [Staged]) -> Result<Option<&'a str>> {
    let mut own = None;
    for file in files {
        let manifest = &file.manifest;
        let Some(theirs) = &manifest.state else {
            continue;
        };
        let program = (manifest.app.as_str(), manifest.schema);
        if program != (env!("CARGO_PKG_VERSION"), SCHEMA) {
            continue;
        }
        if own.is_none() {
            own = Some((store.holdings()?, store.heads_hash()?));
        }
        let Some((holdings, Some(ours))) = &own else {
            continue;
        };
        let held = holdings.iter().map(|(a, (seq, hash))| (a, seq, hash));
        let same = held.eq(manifest.holdings.iter().map(|h| (&h.0, &h.1, &h.2)));
        if same && ours != theirs {
            return Ok(Some(&file.card.laptop));
        }
    }
    Ok(None)
}

/// Refuses what a new laptop can't start from: copies for other teams, and files that leave out what others have.
///
/// # Errors
/// [`ExchangeError::IsPacket`], or a refusal in words.
pub fn holds_everything(file: &Staged) -> Result<()> {
    if file.is_packet() {
        return Err(ExchangeError::IsPacket);
    }
    if file.manifest.after.is_empty() {
        return Ok(());
    }
    Err(ExchangeError::refused(
        "not_everything",
        "This file holds only what was new to colleagues who have the rest already. Nothing was started.",
        "Ask your colleague for an invitation, or for a file with everything.",
    ))
}

/// Fills a new, empty hub file of the team from a colleague's file. The laptops whose edits the colleague's hub file
/// counts are trusted: whoever starts from a file trusts the one who gave it.
///
/// # Errors
/// As [`look`].
pub fn start_from(store: &mut Store, env: &dyn Env, file: Staged) -> Result<BroughtIn> {
    holds_everything(&file)?;
    let counted: BTreeSet<&String> = file.manifest.holdings.iter().map(|h| &h.0).collect();
    let trusted: BTreeMap<String, ()> = file
        .actors
        .iter()
        .filter(|a| counted.contains(&a.actor))
        .map(|a| (a.key.clone(), ()))
        .collect();
    let trusted: Vec<String> = trusted.into_keys().collect();
    let mut files = [file];
    let (done, arrival) = take_in(store, env, &mut files, &trusted, None)?;
    summary(store, &files, &done, arrival)
}

/// A file of these bytes was brought in before: whatever of it waits is kept here, so there is nothing to do.
///
/// # Errors
/// When a file can't be read.
pub fn known_file(store: &Store, path: &Path) -> Result<bool> {
    let mut file = std::fs::File::open(path)?;
    let (digest, _) = super::staged::digest(&mut file)?;
    sharing::seen(store.db(), &digest)
}

/// A file of these bytes was made on this laptop, or brought in before.
///
/// # Errors
/// When a file can't be read.
pub fn came_or_went(store: &Store, path: &Path) -> Result<bool> {
    let mut file = std::fs::File::open(path)?;
    let (digest, _) = super::staged::digest(&mut file)?;
    Ok(sharing::made_here(store.db(), &digest)? || sharing::seen(store.db(), &digest)?)
}

/// A file of these bytes was made on this laptop.
///
/// # Errors
/// When a file can't be read.
pub fn is_ours(store: &Store, path: &Path) -> Result<bool> {
    let mut file = std::fs::File::open(path)?;
    sharing::made_here(store.db(), &super::staged::digest(&mut file)?.0)
}
