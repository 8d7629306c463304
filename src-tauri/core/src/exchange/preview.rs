//! What bringing files in would do, in plain words; nothing is written.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use rusqlite::{Connection, OpenFlags};

use super::{
    Result, Staged,
    attention::attention,
    beyond::beyond,
    newcomers::newcomers,
    receive::{Receiving, as_store, check_team, offer_all, to_settle, token},
    sharing,
    tally::{Tally, counted},
    waits::Waits,
};
use crate::{
    contract::{IncomingFile, IncomingPreview},
    env::Env,
    record::Id,
    store::{
        ErasureOrder, OrderLine, Store, StoreError, TakenIn, Taking, Verdict, Waiting,
        log::special,
        team::{Standing, Team, laptop_record},
    },
};

/// Clocks further apart than this are worth a word.
const CLOCKS_APART_MS: i64 = 10 * 60 * 1000;

/// What bringing the files in would do.
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
    let token = token(store, files, how.admit)?;
    let team = store.team()?;
    let laptops = newcomers(store, files, env.today())?;
    let before = as_it_is(store)?;
    let supposed: Vec<String> = laptops
        .iter()
        .filter(|l| l.comes_in(how.admit))
        .map(|l| l.key.clone())
        .collect();
    let mut shown = vec![];
    for file in files.iter() {
        shown.push(shown_file(store, file)?);
    }
    let (mut preview, taken) = store.take_in(env, |taking| {
        let looked = (|| -> Result<IncomingPreview> {
            let tally = Rc::new(RefCell::new(Tally::default()));
            let counting = Rc::clone(&tally);
            taking.watch(Box::new(move |kinds, opened| {
                counting.borrow_mut().count(kinds, opened);
            }));
            offer_all(taking, env, files, &supposed)?;
            taking.list()?;
            let found = taking.find()?;
            let seen = Seen {
                before: &before,
                taking,
                files,
                found,
            };
            seen.preview(&tally.borrow(), how)
        })();
        Ok((looked.map_err(as_store)?, Verdict::OnlyLook))
    })?;
    let unseen = shown.iter().any(|file| !file.seen);
    preview.token = token;
    preview.files = shown;
    preview.new_edits = taken.new as i64;
    preview.known_edits = taken.known as i64;
    preview.can_apply |= taken.new > 0 || taken.orders > 0 || !laptops.is_empty() || unseen;
    preview.decisions.extend(forked(&taken));
    let about_laptops = laptops.iter().map(|l| l.decision(how.admit));
    preview.decisions.extend(about_laptops);
    preview.laptops = laptops.iter().filter_map(|l| l.shown(files)).collect();
    preview.notes.splice(0..0, about_files(env, files, &team));
    preview.notes.dedup();
    Ok(preview)
}

/// Whether anything in a preview needs a person.
pub fn needs_a_person(preview: &IncomingPreview) -> bool {
    !preview.decisions.is_empty() || !preview.waiting.is_empty()
}

/// The hub file as it is, beside the tables as they would be.
fn as_it_is(store: &Store) -> Result<Connection> {
    use rusqlite::functions::FunctionFlags;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = || -> rusqlite::Result<_> {
        let db = Connection::open_with_flags(store.path(), flags)?;
        db.create_scalar_function("folded", 1, FunctionFlags::SQLITE_UTF8, |ctx| {
            Ok(ctx.get::<Option<String>>(0)?.map(|t| t.to_lowercase()))
        })?;
        Ok(db)
    };
    Ok(open().map_err(StoreError::from)?)
}

fn shown_file(store: &Store, file: &Staged) -> Result<IncomingFile> {
    Ok(IncomingFile {
        name: file.name.clone(),
        laptop: file.card.laptop.clone(),
        person: Some(file.card.person.clone()),
        made: file.manifest.made,
        seen: sharing::seen(store.db(), &file.digest)?,
        what: file.manifest.kind.clone(),
    })
}

/// Everything was offered: the hub file as it was, and as it would be.
struct Seen<'a, 'b> {
    before: &'a Connection,
    taking: &'a Taking<'b>,
    files: &'a [Staged],
    /// What would need attention was worked out.
    found: bool,
}

impl Seen<'_, '_> {
    fn preview(&self, tally: &Tally, how: &Receiving<'_>) -> Result<IncomingPreview> {
        let (kinds, after) = (self.taking.kinds(), self.taking.db());
        let name = |id: Id| (how.name_of)(after, id);
        let newly = self.newly_waiting()?;
        let waits = Waits::told(after, self.taking.team(), &newly)?;
        let mut decisions: Vec<String> = vec![];
        decisions.extend(self.to_settle_anew()?);
        decisions.extend(removed(tally.removed()));
        let (carried_out, left) = self.erasures()?;
        decisions.extend(carried_out);
        let team = self.taking.team();
        let laptop = |record: Id| {
            let mut all = team.laptops.iter();
            let member = all.find(|(key, _)| laptop_record(key) == record)?.1;
            let card = member.card()?;
            Some(format!("{} ({})", card.person, card.laptop))
        };
        decisions.extend(tally.weighty(&name, &laptop));
        let were = Team::read(self.before)?;
        let blocked = beyond(after, &were, team, self.taking.so_far().first)?;
        decisions.extend(blocked.let_in);
        // Of the laptops that made the files the page says so itself.
        let made = |key: &String| self.files.iter().any(|f| f.card.key == *key);
        let held = waits.held.into_iter().filter(|(key, _)| !made(key));
        let mut notes: Vec<String> = held.map(|(_, line)| line).collect();
        notes.extend(left);
        notes.extend(blocked.kept);
        if self.found {
            notes.extend(attention(self.before, after)?);
        }
        if tally.unknown {
            notes.push(
                "Some of it was made with a newer version of Hubfolio. It is kept and passed on; you see it after an update."
                    .into(),
            );
        }
        Ok(IncomingPreview {
            token: String::new(),
            files: vec![],
            new_edits: 0,
            known_edits: 0,
            can_apply: !newly.is_empty(),
            waiting: waits.sentences,
            people: tally.sentences(kinds, &name),
            records: tally.records(kinds, self.before, after, &name)?,
            to_settle_before: to_settle(self.before)?,
            to_settle_after: to_settle(after)?,
            decisions,
            laptops: vec![],
            notes,
        })
    }

    /// The edits that would wait and do not wait yet.
    fn newly_waiting(&self) -> Result<Vec<Waiting>> {
        let waited = Waiting::all(self.before)?;
        let waited: BTreeSet<[u8; 32]> = waited.into_iter().map(|w| w.hash).collect();
        let mut waiting = Waiting::all(self.taking.db())?;
        waiting.retain(|w| !waited.contains(&w.hash));
        Ok(waiting)
    }

    /// What there is to settle that was not there before, whatever is settled at the same time.
    fn to_settle_anew(&self) -> Result<Option<String>> {
        let were = things(self.before)?;
        let are = things(self.taking.db())?;
        Ok(match are.difference(&were).count() {
            0 => None,
            1 => Some("1 more thing to settle.".into()),
            more => Some(format!("{more} more things to settle.")),
        })
    }

    /// The erasures that would be carried out; and those that would not.
    fn erasures(&self) -> Result<(Vec<String>, Vec<String>)> {
        let mut were = orders(ErasureOrder::all(self.before)?)?;
        let are = orders(ErasureOrder::all(self.taking.db())?)?;
        let came = self.files.iter().flat_map(|f| f.erasures.clone());
        let mut left = orders(came)?;
        left.retain(|id, _| !are.contains_key(id));
        let mut done = vec![];
        for (id, order) in are {
            if were.remove(&id).is_none() {
                done.push(carried_out(&order));
            }
        }
        let left = left.into_values().map(|order| {
            format!(
                "An erasure ordered on {} is not carried out: nobody in your team stands behind it.",
                order.laptop
            )
        });
        Ok((done, left.collect()))
    }
}

fn orders(all: impl IntoIterator<Item = ErasureOrder>) -> Result<BTreeMap<Id, OrderLine>> {
    let mut out = BTreeMap::new();
    for order in all {
        let line = order.verify()?;
        out.insert(line.id, line);
    }
    Ok(out)
}

/// "An erasure ordered on ANN-PC goes on here: what it names of 2 records is erased for good. Ground: …"
fn carried_out(order: &OrderLine) -> String {
    let records: BTreeSet<Id> = order
        .subjects
        .iter()
        .filter(|s| s.kind != special::ACTION)
        .map(|s| s.record)
        .collect();
    format!(
        "An erasure ordered on {} is carried out here too: what it names of {} is erased for good. Ground: {}. Case: {}.",
        order.laptop,
        counted(records.len(), "record", "records"),
        order.ground,
        order.case_number
    )
}

/// The things that wait for a person.
fn things(db: &Connection) -> Result<BTreeSet<(Id, String, String, String)>> {
    let read = || -> rusqlite::Result<_> {
        let mut rows = db.prepare("SELECT record, kind, what, about FROM unsettled")?;
        rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?
            .collect()
    };
    Ok(read().map_err(StoreError::from)?)
}

fn removed(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("1 record is removed.".into()),
        n => Some(format!("{n} records are removed.")),
    }
}

fn forked(taken: &TakenIn) -> Option<String> {
    let text = "Edits were made twice under one laptop's name: a laptop or hub file was copied. Both are kept.";
    taken.forked.then(|| text.into())
}

fn about_files(env: &dyn Env, files: &[Staged], team: &Team) -> Vec<String> {
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
    out
}
