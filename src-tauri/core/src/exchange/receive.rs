//! Bringing files in: looking at what they would do, and doing it. Several files are one preview and one transaction.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use chrono::NaiveDate;
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};

use super::{
    ExchangeError, Result, Staged, check_code,
    sharing::{self, FileNote},
    tally::Tally,
    team::{self, Colleague},
};
use crate::{
    contract::{BroughtIn, IncomingFile, IncomingPreview, TeamLaptop},
    env::Env,
    record::Id,
    store::{
        Store, StoreError, Taking, Verdict,
        log::{hex, unhex},
        team::{SignedCard, Standing, Team},
    },
};

/// Clocks further apart than this are worth a word.
const CLOCKS_APART_MS: i64 = 10 * 60 * 1000;

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

/// Stands for these files and the hub file as it is.
fn token(store: &Store, files: &[Staged]) -> Result<String> {
    let mut hash = Sha256::new();
    for file in files {
        hash.update(file.digest);
    }
    hash.update(store.generation()?.to_be_bytes());
    Ok(hex(&hash.finalize()[..16]))
}

/// A laptop that made one of the files and that nobody has admitted.
struct NewLaptop {
    card: SignedCard,
    key: String,
    /// It proves an invitation or the recovery words; or why not.
    proof: std::result::Result<String, String>,
}

fn new_laptops(team: &Team, files: &[Staged], today: NaiveDate) -> Vec<NewLaptop> {
    let mut out: Vec<NewLaptop> = vec![];
    let mut used = BTreeSet::new();
    for file in files {
        let known = out.iter().any(|l| l.key == file.card.key);
        if known || *team.standing(&file.card.key) != Standing::Waiting {
            continue;
        }
        let mut proof = team::comes_in(team, &file.card, today);
        // Two laptops with one invitation in the same preview: only the first may come in by it.
        if let (Ok(_), Some((id, _))) = (&proof, &file.card.invitation)
            && !used.insert(*id)
        {
            proof = Err("Its invitation was used by another laptop before.".into());
        }
        out.push(NewLaptop {
            card: file.manifest.card.clone(),
            key: file.card.key.clone(),
            proof,
        });
    }
    out
}

/// What bringing the files in would do; nothing is written.
///
/// # Errors
/// Files of another team; changes that do not hold together.
pub fn look(
    store: &mut Store,
    env: &dyn Env,
    files: &mut [Staged],
    how: &Receiving<'_>,
) -> Result<IncomingPreview> {
    check_team(store, files)?;
    let token = token(store, files)?;
    let team = store.team()?;
    let own = store.laptop().map(|l| hex(&l.public())).unwrap_or_default();
    let laptops: Vec<NewLaptop> = new_laptops(&team, files, env.today())
        .into_iter()
        .filter(|l| l.key != own)
        .collect();
    let before = Connection::open_with_flags(
        store.path(),
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .map_err(StoreError::from)?;
    before
        .create_scalar_function(
            "folded",
            1,
            rusqlite::functions::FunctionFlags::SQLITE_UTF8,
            |ctx| Ok(ctx.get::<Option<String>>(0)?.map(|t| t.to_lowercase())),
        )
        .map_err(StoreError::from)?;
    let to_settle_before = to_settle(&before)?;
    let mut tally = Tally::default();
    let supposed: Vec<String> = laptops
        .iter()
        .filter(|l| l.proof.is_ok() || how.admit.contains(&l.key))
        .map(|l| l.key.clone())
        .collect();
    let mut seen = vec![];
    for file in files.iter() {
        seen.push(sharing::seen(store.db(), &file.digest)?);
    }
    let name_of = how.name_of;
    let (mut preview, taken) = store.take_in(env, |taking| {
        tally = Tally::default();
        let looked = (|| -> Result<IncomingPreview> {
            offer_all(taking, env, files, &supposed, |taking, opened| {
                tally.count(taking.kinds(), opened);
            })?;
            taking.list()?;
            let db = taking.db();
            let name = |id: Id| (name_of)(db, id);
            Ok(IncomingPreview {
                token: token.clone(),
                files: vec![],
                new_edits: 0,
                known_edits: 0,
                waiting: vec![],
                people: tally.sentences(taking.kinds(), &name),
                records: tally.records(taking.kinds(), &before, db, &name)?,
                to_settle_before,
                to_settle_after: to_settle(db)?,
                decisions: tally.weighty(&name),
                laptops: vec![],
                notes: vec![],
                can_apply: false,
            })
        })();
        Ok((looked.map_err(as_store)?, Verdict::OnlyLook))
    })?;
    preview.files = files
        .iter()
        .zip(&seen)
        .map(|(file, seen)| IncomingFile {
            name: file.name.clone(),
            laptop: file.card.laptop.clone(),
            person: Some(file.card.person.clone()),
            made: file.manifest.made,
            seen: *seen,
            what: file.manifest.kind.clone(),
        })
        .collect();
    preview.new_edits = taken.new as i64;
    preview.known_edits = taken.known as i64;
    preview.can_apply =
        taken.new > 0 || taken.waiting > 0 || !laptops.is_empty() || seen.contains(&false);
    if tally.removed() > 0 {
        let s = if tally.removed() == 1 { " is" } else { "s are" };
        preview
            .decisions
            .insert(0, format!("{} record{s} removed.", tally.removed()));
    }
    let more = preview.to_settle_after - to_settle_before;
    if more > 0 {
        let s = if more == 1 { "" } else { "s" };
        preview
            .decisions
            .insert(0, format!("{more} more thing{s} to settle."));
    }
    if taken.forked {
        preview.decisions.push(
            "Edits were made twice under one laptop's name: a laptop or hub file was copied. Both are kept.".into(),
        );
    }
    for laptop in &laptops {
        preview.decisions.push(match &laptop.proof {
            Ok(how) => format!("New laptop: {how}"),
            Err(why) => {
                let card = laptop.card.verify();
                let name =
                    card.map_or_else(String::new, |c| format!("{} ({})", c.laptop, c.person));
                format!("New laptop: {name}. {why} Its edits are held until you admit it.")
            }
        });
    }
    preview.laptops = laptops.iter().filter_map(|l| shown(l, files)).collect();
    preview.notes = notes(env, files, &team, tally.unknown);
    Ok(preview)
}

/// A failure of this room inside a body that fails as the store does: a failure of the store is handed on as it is, any
/// other as a refusal in the words it has.
fn as_store(error: ExchangeError) -> StoreError {
    match error {
        ExchangeError::Store(e) => e,
        other => StoreError::Refused(other.into()),
    }
}

fn offer_all(
    taking: &mut Taking<'_>,
    env: &dyn Env,
    files: &mut [Staged],
    supposed: &[String],
    mut each: impl FnMut(&Taking<'_>, &crate::store::parcel::Opened<'_>),
) -> Result<()> {
    for file in files.iter() {
        for actor in &file.actors {
            taking.meet(actor)?;
        }
    }
    taking.suppose_admitted(supposed)?;
    let mut later = vec![];
    for order in files.iter().flat_map(|f| &f.erasures) {
        if !taking.take_order(order)? {
            later.push(order.clone());
        }
    }
    let total: u64 = files.iter().map(|f| f.manifest.counts.changes).sum();
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
            if taking.knows(&opened.hash)? {
                taking.count_known();
                return Ok(());
            }
            each(taking, &opened);
            taking.offer(opened, parcel)?;
            Ok(())
        })?;
    }
    taking.look_at_team()?;
    // The laptop that signed an order may have been admitted by a change of these very files.
    for order in &later {
        taking.take_order(order)?;
    }
    Ok(())
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

fn shown(laptop: &NewLaptop, files: &[Staged]) -> Option<TeamLaptop> {
    let card = laptop.card.verify()?;
    let held: i64 = files
        .iter()
        .filter(|f| f.card.key == card.key)
        .map(|f| f.manifest.counts.changes as i64)
        .sum();
    Some(TeamLaptop {
        check_code: check_code(&unhex::<32>(&card.key)?),
        key: card.key,
        name: card.laptop,
        person: Some(card.person),
        state: if laptop.proof.is_ok() {
            "admitted"
        } else {
            "waiting"
        }
        .into(),
        edits: 0,
        held,
        last_edit: None,
        behind: None,
        notes: laptop.proof.as_ref().err().cloned().into_iter().collect(),
    })
}

fn notes(env: &dyn Env, files: &[Staged], team: &Team, unknown: bool) -> Vec<String> {
    let mut out = vec![];
    for file in files {
        let (laptop, person) = (&file.card.laptop, &file.card.person);
        if file.manifest.made > env.now() + CLOCKS_APART_MS {
            out.push(format!(
                "The clock of {laptop} ({person}) or of this laptop is wrong: the file says that it was made later than now."
            ));
        }
        if let Standing::Blocked(_) = team.standing(&file.card.key) {
            out.push(format!(
                "{laptop} ({person}) was blocked by your team: its later edits are held."
            ));
        }
    }
    if unknown {
        out.push(
            "Some of it was made with a newer version of Hubfolio. It is kept and passed on; you see it after an update."
                .into(),
        );
    }
    out.dedup();
    out
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
    if seen_as.is_some_and(|t| token(store, files).as_deref().ok() != Some(t)) {
        return Err(ExchangeError::Moved);
    }
    let team = store.team()?;
    let own = store.laptop().map(|l| hex(&l.public())).unwrap_or_default();
    let admitted: Vec<SignedCard> = new_laptops(&team, files, env.today())
        .into_iter()
        .filter(|l| l.key != own && (l.proof.is_ok() || how.admit.contains(&l.key)))
        .map(|l| l.card)
        .collect();
    if !admitted.is_empty() {
        team::start(store, env, how.who)?;
        team::admit(store, env, how.who.id, &admitted)?;
    }
    let taken = take_in(store, env, files, &[])?;
    summary(store, files, &taken.0, taken.1)
}

/// Takes the changes of the files in. `trusted`: keys of laptops that count although the log does not say so yet, when
/// a new laptop starts from a colleague's file. Returns what was done and the number of the last file's note.
fn take_in(
    store: &mut Store,
    env: &dyn Env,
    files: &mut [Staged],
    trusted: &[String],
) -> Result<(crate::store::TakenIn, Option<i64>)> {
    let (arrival, done) = store.take_in(env, |taking| {
        let brought = (|| -> Result<Option<i64>> {
            offer_all(taking, env, files, trusted, |_, _| {})?;
            for file in files.iter_mut() {
                file.pieces(|piece, bytes| {
                    let (size, number) = (piece.size.unsigned_abs(), piece.piece.unsigned_abs());
                    Ok(taking.take_piece(&piece.hash, size, number, bytes)?)
                })?;
            }
            let so_far = taking.so_far();
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
                    text: format!("From {} ({}).", file.card.person, file.card.laptop),
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

fn summary(
    store: &Store,
    files: &[Staged],
    done: &crate::store::TakenIn,
    arrival: Option<i64>,
) -> Result<BroughtIn> {
    let to_settle = to_settle(store.db())?;
    let from: BTreeSet<String> = files.iter().map(|f| f.card.person.clone()).collect();
    let from = super::tally::list(&from.into_iter().collect::<Vec<_>>());
    let mut text = match done.new {
        0 => format!("Nothing new from {from}."),
        1 => format!("1 edit from {from} came in."),
        n => format!("{n} edits from {from} came in."),
    };
    if done.waiting > 0 {
        text += &match done.waiting {
            1 => " 1 edit waits.".to_owned(),
            n => format!(" {n} edits wait."),
        };
    }
    Ok(BroughtIn {
        summary: text,
        edits: done.new as i64,
        to_settle,
        waiting: done.waiting as i64,
        arrival: arrival.filter(|_| done.new > 0),
    })
}

/// Fills a new, empty hub file of the team from a colleague's file. The laptops whose edits the colleague's hub file
/// counts are trusted: whoever starts from a file trusts the one who gave it.
///
/// # Errors
/// As [`look`].
pub fn start_from(store: &mut Store, env: &dyn Env, file: Staged) -> Result<BroughtIn> {
    if file.is_packet() {
        return Err(ExchangeError::IsPacket);
    }
    let counted: BTreeSet<&String> = file.manifest.holdings.iter().map(|h| &h.0).collect();
    let trusted: BTreeMap<String, ()> = file
        .actors
        .iter()
        .filter(|a| counted.contains(&a.actor))
        .map(|a| (a.key.clone(), ()))
        .collect();
    let trusted: Vec<String> = trusted.into_keys().collect();
    let mut files = [file];
    let (done, arrival) = take_in(store, env, &mut files, &trusted)?;
    summary(store, &files, &done, arrival)
}

/// A file of these bytes was brought in before, and nothing that came with any file waits: there is nothing to do.
///
/// # Errors
/// When a file can't be read.
pub fn known_file(store: &Store, path: &Path) -> Result<bool> {
    let mut file = std::fs::File::open(path)?;
    let (digest, _) = super::staged::digest(&mut file)?;
    Ok(sharing::seen(store.db(), &digest)? && store.waiting()?.is_empty())
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

/// Whether anything in a preview needs a person.
pub fn needs_a_person(preview: &IncomingPreview) -> bool {
    !preview.decisions.is_empty() || !preview.waiting.is_empty()
}
