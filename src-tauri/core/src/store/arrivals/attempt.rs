//! One bringing in: all of it in one transaction, done again where it began with too little known.

use rusqlite::TransactionBehavior;

use super::{
    super::{CACHE, Result, Store, StoreError, findings, log::hex},
    TakenIn, Taking, Verdict,
    admission::Foreknown,
};
use crate::{env::Env, record::Id};

/// Pages in memory while changes come in, in KiB below zero as SQLite has it: edits touch records all over the file.
const MUCH_CACHE: i64 = -96_000;

/// How an attempt to take changes in went.
enum Outcome<R> {
    Taken(R, TakenIn),
    /// Nothing was taken in: do it again, with these blocks known from the start.
    BlockedTooLate(Foreknown),
}

impl Store {
    /// Opens a bringing in, lets `body` offer changes, and keeps or forgets all of it. `body` is called again, and what
    /// it did before is forgotten, where a block comes to light behind edits that it holds back.
    ///
    /// # Errors
    /// What `body` returns, or a failure to write: then nothing was taken in.
    pub fn take_in<R>(
        &mut self,
        env: &dyn Env,
        mut body: impl FnMut(&mut Taking<'_>) -> Result<(R, Verdict)>,
    ) -> Result<(R, TakenIn)> {
        let own_key = match &self.laptop {
            Some(laptop) if !self.read_only() => hex(&laptop.public()),
            _ => return Err(StoreError::ReadOnly),
        };
        let own_actor = self.writer.as_ref().map(|w| w.actor);
        // What a change names is looked up here before it is written down, with better words than SQLite's.
        self.db.pragma_update(None, "foreign_keys", false)?;
        self.db.pragma_update(None, "cache_size", MUCH_CACHE)?;
        let mut foreknown = Foreknown::default();
        let taken = loop {
            let own = (own_key.clone(), own_actor);
            match self.take_in_unchecked(env, own, &foreknown, &mut body) {
                Ok(Outcome::Taken(reply, done)) => break Ok((reply, done)),
                Ok(Outcome::BlockedTooLate(blocks)) => foreknown = blocks,
                Err(e) => break Err(e),
            }
        };
        self.db.pragma_update(None, "cache_size", CACHE)?;
        self.db.pragma_update(None, "foreign_keys", true)?;
        taken
    }

    fn take_in_unchecked<R>(
        &mut self,
        env: &dyn Env,
        own: (String, Option<Id>),
        foreknown: &Foreknown,
        body: &mut impl FnMut(&mut Taking<'_>) -> Result<(R, Verdict)>,
    ) -> Result<Outcome<R>> {
        let db = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = (|| {
            let rules = self.rules.as_ref();
            let mut taking = Taking::begin(
                &db,
                &self.kinds,
                rules,
                &self.names,
                env,
                own,
                foreknown.clone(),
            )?;
            taking.try_again()?;
            let (reply, verdict) = body(&mut taking)?;
            taking.look_at_team()?;
            if let Some(blocks) = taking.blocked_too_late()? {
                return Ok(Err(blocks));
            }
            let done = taking.settle(verdict)?;
            if verdict == Verdict::Keep && done.orders > 0 {
                // Every finding, since any may quote what was erased.
                findings::replace_all(&db, &self.rules.all(&db, env.today())?, env.today())?;
            } else if verdict == Verdict::Keep && done.new > 0 {
                self.rules.refresh(&db, &done.touched, env.today())?;
            }
            Ok(Ok((reply, verdict, done)))
        })();
        match result {
            Ok(Ok((reply, Verdict::Keep, done))) => {
                db.commit()?;
                self.after_arrival(env, &done)?;
                Ok(Outcome::Taken(reply, done))
            }
            Ok(Ok((reply, Verdict::OnlyLook, done))) => {
                db.rollback()?;
                self.load_names()?;
                Ok(Outcome::Taken(reply, done))
            }
            Ok(Err(blocks)) => {
                db.rollback()?;
                self.load_names()?;
                Ok(Outcome::BlockedTooLate(blocks))
            }
            Err(e) => {
                drop(db);
                self.load_names()?;
                Err(e)
            }
        }
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
