//! One bringing in: all of it in one transaction, done again where it began with too little known.

use rusqlite::TransactionBehavior;

use super::{
    super::{
        Action, CACHE, Result, Store, StoreError, Tx, door::Room, findings, log::hex, steps,
        tidying,
    },
    TakenIn, Taking, Verdict,
    admission::Foreknown,
};
use crate::{env::Env, record::Id};

/// Pages in memory while changes come in, in KiB below zero as SQLite has it: edits touch records all over the file.
const MUCH_CACHE: i64 = -96_000;
/// The same for up to [`FEW_WRITES`]: what comes in itself takes little memory then, and pages that are changed are not
/// written down more than once.
const MOST_CACHE: i64 = -160_000;
/// Field writes that come in, up to which more of the hub file is kept in memory.
const FEW_WRITES: u64 = 200_000;

/// How an attempt to take changes in went.
enum Outcome<R> {
    Kept(R, TakenIn),
    Looked(R, TakenIn),
    /// Nothing was taken in: do it again, with these blocks known from the start.
    BlockedTooLate(Foreknown),
}

/// What this laptop writes itself before anything comes in, in the same transaction: that it admits whoever made a file.
pub struct OwnWords<'a> {
    /// Who.
    pub author: Id,
    /// What is done, first.
    pub action: Action,
    /// Writes it; called again when the bringing in begins again.
    pub write: &'a dyn Fn(&mut Tx<'_>) -> Result<()>,
}

/// With what an attempt begins.
pub(super) struct Beginning<'a> {
    /// Key of this laptop, hex.
    pub own_key: String,
    /// As whom it writes.
    pub own_actor: Option<Id>,
    words: Option<&'a OwnWords<'a>>,
    /// Blocks that are known from the start.
    pub foreknown: Foreknown,
}

impl Taking<'_> {
    /// About so many field writes are going to be offered: memory is made ready for as much of the hub file.
    ///
    /// # Errors
    /// When the hub file can't be used.
    pub fn expect(&self, writes: u64) -> Result<()> {
        if writes <= FEW_WRITES {
            self.db.pragma_update(None, "cache_size", MOST_CACHE)?;
        }
        Ok(())
    }
}

impl Store {
    /// Opens a bringing in, lets `body` offer changes, and keeps or forgets all of it: where a copy of the hub file was
    /// begun ([`Store::begin_copy`]), once that is whole. `body` is called again, and what it did before is forgotten,
    /// where a block comes to light behind edits that it holds back.
    ///
    /// # Errors
    /// What `body` returns, or a failure to write: then nothing was taken in.
    pub fn take_in<R>(
        &mut self,
        env: &dyn Env,
        body: impl FnMut(&mut Taking<'_>) -> Result<(R, Verdict)>,
    ) -> Result<(R, TakenIn)> {
        self.take_in_after(env, None, body)
    }

    /// As [`Store::take_in`], after words of this laptop's own: both are kept, or neither.
    ///
    /// # Errors
    /// As [`Store::take_in`], and what writing the words refuses.
    pub fn take_in_after<R>(
        &mut self,
        env: &dyn Env,
        words: Option<&OwnWords<'_>>,
        mut body: impl FnMut(&mut Taking<'_>) -> Result<(R, Verdict)>,
    ) -> Result<(R, TakenIn)> {
        let own_key = match &self.laptop {
            Some(laptop) if !self.read_only() => hex(&laptop.public()),
            _ => return Err(StoreError::ReadOnly),
        };
        let mut beginning = Beginning {
            own_key,
            own_actor: self.writer.as_ref().map(|w| w.actor),
            words,
            foreknown: Foreknown::default(),
        };
        // What a change names is looked up here before it is written down, with better words than SQLite's.
        self.db.pragma_update(None, "foreign_keys", false)?;
        self.db.pragma_update(None, "cache_size", MUCH_CACHE)?;
        let taken = loop {
            let before = self.writer.clone();
            let attempt = self.attempt(env, &beginning, &mut body);
            if !matches!(attempt, Ok(Outcome::Kept(..))) {
                self.writer = before;
                self.load_names()?;
            }
            match attempt {
                Ok(Outcome::Kept(reply, done)) => {
                    let copied = self.finish_copy();
                    let after = self.after_arrival(env, &done);
                    self.tidy_beside(done.writes);
                    break copied.and(after).map(|()| (reply, done));
                }
                Ok(Outcome::Looked(reply, done)) => break Ok((reply, done)),
                Ok(Outcome::BlockedTooLate(blocks)) => beginning.foreknown = blocks,
                Err(e) => break Err(e),
            }
        };
        tidying::move_pages_again(&self.db)?;
        self.db.pragma_update(None, "cache_size", CACHE)?;
        self.db.pragma_update(None, "foreign_keys", true)?;
        taken
    }

    fn attempt<R>(
        &mut self,
        env: &dyn Env,
        beginning: &Beginning<'_>,
        body: &mut impl FnMut(&mut Taking<'_>) -> Result<(R, Verdict)>,
    ) -> Result<Outcome<R>> {
        let room = Room {
            kinds: &self.kinds,
            rules: self.rules.as_ref(),
            names: &self.names,
            laptop: self.laptop.as_ref(),
            config: &self.config,
            env,
        };
        let Some(writer) = self.writer.as_mut() else {
            return Err(StoreError::ReadOnly);
        };
        let before = writer.clone();
        let db = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut written = false;
        if let Some(words) = beginning.words {
            let action = words.action.clone();
            let ((), receipt) = room.write(&db, writer, words.author, action, words.write)?;
            written = receipt.action.is_some();
        }
        let mut taking = Taking::begin(&db, &room, beginning)?;
        taking.try_again()?;
        let (reply, verdict) = body(&mut taking)?;
        taking.look_at_team()?;
        if let Some(blocks) = taking.blocked_too_late()? {
            return Ok(Outcome::BlockedTooLate(blocks));
        }
        let done = taking.settle(verdict)?;
        if verdict == Verdict::OnlyLook {
            return Ok(Outcome::Looked(reply, done));
        }
        let today = env.today();
        if done.orders > 0 {
            // Every finding, since any may quote what was erased.
            findings::replace_all(&db, &room.rules.all(&db, today)?, today)?;
        } else if done.new > 0 {
            room.rules
                .refresh(&db, &done.touched, today, &mut |at, total| {
                    steps::step(env, at, total, steps::ATTENTION)
                })?;
        }
        if let Some(copy) = &mut self.copying {
            copy.wait()?;
        }
        tidying::leave_pages(&db, done.writes)?;
        if written {
            room.commit(db, writer, &before)?;
        } else {
            db.commit()?;
        }
        Ok(Outcome::Kept(reply, done))
    }

    /// Follows the clocks that came in, as far as they can be believed; and takes another name in the log when this
    /// laptop's own came back from elsewhere, or was used twice.
    fn after_arrival(&mut self, env: &dyn Env, done: &TakenIn) -> Result<()> {
        let follow = self.clock_to_follow(env.now())?;
        if let Some(writer) = &mut self.writer {
            writer.clock = writer.clock.max(follow);
        }
        if done.own_came_back {
            let reason = if done.own_forked { "fork" } else { "restored" };
            self.must_change_actor(env, reason)?;
        }
        if done.orders > 0 {
            self.clear_up(env);
        }
        Ok(())
    }
}
