//! Changes that come from other laptops: taking them in. The tables are worked out from the set of changes, so order,
//! repetition and loss do no harm (SYN-3). What builds on something that is not here, or comes from a laptop that nobody
//! has admitted, is kept aside and tried again.
//!
//! Knows nothing of files: whoever calls has opened each parcel and checked the signatures.

mod admission;
mod attempt;
mod attention;
mod fields;
mod orders;
mod outgoing;
mod places;
mod versions;
mod waiting;
mod writes;

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use rusqlite::Connection;

pub use attempt::OwnWords;
pub(super) use outgoing::sign_the_newest;
pub use outgoing::{ChainSignature, Outgoing};
pub use waiting::Waiting;
pub(super) use waiting::blank_waiting;

use self::{
    admission::Foreknown,
    attempt::Beginning,
    fields::{Arriving, Fields},
    places::Places,
};
use super::{
    Names, Result, Rules,
    door::Room,
    erasures::{Suppressed, suppressed},
    field_no,
    log::hex,
    parcel::{Content, Opened, Parcel},
    search,
    team::Team,
    unsettled,
};
use crate::{
    env::Env,
    record::{Id, Kinds, Value},
};

/// What taking changes in did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// Changes that were new here.
    pub new: usize,
    /// Field writes in them.
    pub writes: usize,
    /// Changes that were here already.
    pub known: usize,
    /// Changes that wait now, these and earlier ones.
    pub waiting: usize,
    /// Local number of the first change that came in; none when nothing did.
    pub first: Option<i64>,
    /// Local number of the last one.
    pub last: Option<i64>,
    /// Records touched.
    pub touched: BTreeSet<(String, Id)>,
    /// Two histories of one actor came together.
    pub forked: bool,
    /// Changes of this very laptop came back that this file had lost.
    pub own_came_back: bool,
    /// They are another history than the one here: the laptop was copied.
    pub own_forked: bool,
    /// Erasure orders carried out.
    pub orders: usize,
    /// Attached files that are whole now and were not here.
    pub papers: usize,
}

/// Keep what was taken in, or only look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Commit.
    Keep,
    /// Roll back: nothing was changed.
    OnlyLook,
}

/// What became of a change that was offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It was applied.
    New,
    /// It waits for something.
    Waiting,
}

/// An open bringing in.
pub struct Taking<'a> {
    pub(super) db: &'a Connection,
    kinds: &'a Kinds,
    rules: &'a dyn Rules,
    names: &'a RefCell<Names>,
    env: &'a dyn Env,
    suppressed: Suppressed,
    own_key: String,
    own_actor: Option<Id>,
    team: Team,
    foreknown: Foreknown,
    /// Something that came in speaks about the team, and was not looked at yet.
    team_moved: bool,
    /// Laptops that are taken as admitted for a look.
    supposed: BTreeSet<String>,
    actors: HashMap<Id, Actor>,
    places: Places,
    fields: Fields,
    next: i64,
    /// What a waiting change waits for; kept here so that a file without any costs nothing.
    needs: BTreeSet<String>,
    /// Is shown every change that is applied.
    watcher: Option<Watcher>,
    done: TakenIn,
}

/// Is shown every change that is applied, those that had waited too.
pub type Watcher = Box<dyn FnMut(&Kinds, &Opened<'_>)>;

#[derive(Debug, Clone)]
struct Actor {
    no: i64,
    key: String,
}

/// Takes out of a change the values that erasure orders cover. Returns whether there were any.
fn blank(suppressed: &Suppressed, opened: &mut Opened<'_>) -> Result<bool> {
    if suppressed.is_empty() {
        return Ok(false);
    }
    let mut covered = vec![];
    let mut idx = 0;
    for op in &opened.line.ops {
        for (field, _) in &op.f {
            if suppressed.covers(op.k, op.r, field) {
                covered.push(idx);
            }
            idx += 1;
        }
    }
    opened.erase(&covered)
}

/// Whether erasure orders cover each value that a change came without.
fn lacks_only_what_was_erased(suppressed: &Suppressed, opened: &Opened<'_>) -> bool {
    let mut values = opened.values.iter();
    opened.line.ops.iter().all(|op| {
        op.f.iter().all(|(field, _)| {
            !matches!(values.next(), Some(Content::Erased(_)))
                || suppressed.covers(op.k, op.r, field)
        })
    })
}

impl<'a> Taking<'a> {
    fn begin(db: &'a Connection, room: &Room<'a>, beginning: &Beginning<'_>) -> Result<Self> {
        let mut actors = HashMap::new();
        let mut rows = db.prepare("SELECT actor, actor_no, key FROM log_actor")?;
        let mut rows = rows.query([])?;
        while let Some(r) = rows.next()? {
            let key = hex(&r.get::<_, Vec<u8>>(2)?);
            actors.insert(r.get(0)?, Actor { no: r.get(1)?, key });
        }
        Ok(Self {
            db,
            kinds: room.kinds,
            rules: room.rules,
            names: room.names,
            env: room.env,
            suppressed: suppressed(db)?,
            own_key: beginning.own_key.clone(),
            own_actor: beginning.own_actor,
            team: beginning.foreknown.over(Team::read(db)?),
            foreknown: beginning.foreknown.clone(),
            team_moved: false,
            supposed: BTreeSet::new(),
            actors,
            places: Places::default(),
            fields: Fields::begin(db)?,
            next: super::generation(db)? + 1,
            needs: waiting::needs(db)?,
            watcher: None,
            done: TakenIn::default(),
        })
    }

    /// The team as it stands with what was taken in so far.
    pub fn team(&self) -> &Team {
        &self.team
    }

    /// What was taken in so far.
    pub fn so_far(&self) -> &TakenIn {
        &self.done
    }

    /// Shows every change that is applied from here on to `watcher`.
    pub fn watch(&mut self, watcher: Watcher) {
        self.watcher = Some(watcher);
    }

    /// The kinds.
    pub fn kinds(&self) -> &'a Kinds {
        self.kinds
    }

    /// The tables, to look at what would come out: call [`Taking::show`] before.
    pub fn db(&self) -> &'a Connection {
        self.db
    }

    /// Keeps a laptop's signature over a chain, so that the chain can be passed on.
    ///
    /// # Errors
    /// When the log can't be written.
    pub fn keep_signature(&self, signed: &ChainSignature) -> Result<()> {
        signed.keep(self.db)
    }

    /// Whether a change is here already.
    ///
    /// # Errors
    /// When the log can't be read.
    pub fn knows(&mut self, opened: &Opened<'_>) -> Result<bool> {
        let Some(actor) = self.actors.get(&opened.actor) else {
            return Ok(false);
        };
        if !self.places.may_have(self.db, actor.no, opened.line.seq)? {
            return Ok(false);
        }
        Ok(self
            .db
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM log_change WHERE hash = ?1)")?
            .query_row([opened.hash.as_slice()], |r| r.get(0))?)
    }

    /// Counts a change that is here already.
    pub fn count_known(&mut self) {
        self.done.known += 1;
    }

    /// Offers a change that is not here: it is applied, or kept until it can be.
    ///
    /// # Errors
    /// When it replaces what is not there, or the log can't be written.
    pub fn offer(&mut self, mut opened: Opened<'_>, parcel: &Parcel<'_>) -> Result<Fate> {
        // What was erased on a person's request stays so, whatever file brings it back.
        let blanked = blank(&self.suppressed, &mut opened)?;
        let contents = blanked.then(|| opened.contents());
        let parcel = &Parcel {
            line: parcel.line,
            contents: contents.as_deref().unwrap_or(parcel.contents),
        };
        match self.wants(&opened)? {
            Ok(deps) => {
                let hash = opened.hash;
                let said = self.apply(opened, parcel, &deps)?;
                if !self.needs.is_empty() {
                    self.no_longer_waits(&hash)?;
                    self.free(&[said])?;
                }
                Ok(Fate::New)
            }
            Err(needs) => {
                self.keep_waiting(&opened, parcel, needs.clone())?;
                self.let_in(vec![needs])?;
                Ok(Fate::Waiting)
            }
        }
    }

    /// Takes in a piece of an attached file.
    ///
    /// # Errors
    /// A piece or a whole that is not what its name says.
    pub fn take_piece(&mut self, hash: &str, size: u64, piece: u64, bytes: &[u8]) -> Result<()> {
        let taken = super::pieces::take_piece(self.db, hash, size, piece, bytes)?;
        self.done.papers += usize::from(taken == super::pieces::Piece::Whole);
        Ok(())
    }

    /// Applies a change; returns the name under which others may wait for it.
    fn apply(&mut self, opened: Opened<'_>, parcel: &Parcel<'_>, deps: &[i64]) -> Result<String> {
        if let Some(watcher) = &mut self.watcher {
            watcher(self.kinds, &opened);
        }
        let change_no = self.log_change(&opened, parcel)?;
        let mut of_team = false;
        let mut idx = 0;
        let mut values = opened.values.into_iter();
        for op in &opened.line.ops {
            of_team |= op.k.starts_with('@') && op.k != super::log::special::ACTION;
            for (field, parents) in &op.f {
                let field_no = field_no(self.db, self.names, op.k, field)?;
                let content = values.next().unwrap_or(Content::Plain(Value::Null));
                let at = (change_no, idx);
                let value = self.log_write(at, field_no, op.r, content)?;
                let parents = self.parents(at, field_no, op.r, field, parents, deps)?;
                let write = Arriving {
                    at,
                    clock: opened.clock,
                    field_no,
                    record: op.r,
                    value,
                };
                self.fields.advance(self.db, write, &parents)?;
                idx += 1;
            }
        }
        self.done.new += 1;
        self.done.writes += idx as usize;
        self.done.first.get_or_insert(change_no);
        self.done.last = Some(change_no);
        if Some(opened.actor) == self.own_actor {
            self.done.own_came_back = true;
            self.done.own_forked |= self.done.forked;
        }
        let said = waiting::name(opened.line.actor, opened.line.seq, &hex(&opened.hash[..8]));
        if of_team {
            self.team_changed()?;
        }
        if self.fields.is_full() {
            self.show()?;
        }
        Ok(said)
    }

    /// Brings versions and tables up to what was taken in so far.
    ///
    /// # Errors
    /// When the tables can't be written.
    pub fn show(&mut self) -> Result<()> {
        self.fields.write(self.db, self.kinds, &self.names.borrow())
    }

    /// As [`Taking::show`], and works out what waits for a person then.
    ///
    /// # Errors
    /// When the tables can't be written.
    pub fn list(&mut self) -> Result<()> {
        self.show()?;
        // What only a newer version knows has no table here, so no search and no rule either.
        let kinds = self.kinds;
        self.fields
            .touched
            .retain(|(kind, _)| kinds.get(kind).is_some());
        let (db, rules) = (self.db, self.rules);
        let calm = unsettled::is_calm(db)?;
        self.fields
            .recheck(|kind, record| unsettled::stands_alone(db, rules, (kind, record), calm))?;
        let mut eventful = self.fields.eventful();
        unsettled::refresh(db, kinds, rules, &mut eventful)?;
        self.fields.touched.extend(eventful);
        Ok(())
    }

    fn settle(mut self, verdict: Verdict) -> Result<TakenIn> {
        match verdict {
            Verdict::Keep => self.list()?,
            Verdict::OnlyLook => self.show()?,
        }
        if verdict == Verdict::Keep {
            search::refresh_all(self.db, self.kinds, &self.fields.touched)?;
        }
        self.places.write(self.db)?;
        let waiting: i64 = self
            .db
            .query_row("SELECT count(*) FROM log_waiting", [], |r| r.get(0))?;
        self.done.waiting = usize::try_from(waiting).unwrap_or(0);
        self.done.touched = self.fields.touched;
        Ok(self.done)
    }
}

/// Holdings of actors: number and hash (hex) of the last change of each.
pub type Holdings = BTreeMap<String, (i64, String)>;
