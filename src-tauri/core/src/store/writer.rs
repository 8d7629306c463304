//! As whom this laptop writes to this file: the actor of before, or a new one where the file was restored, moved here,
//! copied, or used twice. A new actor enters the log together with its first change, so that looking leaves no trace.

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    Result, Store, StoreError,
    identity::{Laptop, Standing, Witness},
    log::{hex, unhex},
    set_meta,
};
use crate::{contract::Notice, env::Env, record::Id};

/// A clock of another laptop is followed when it is at most this much ahead of ours, in milliseconds: a day.
const FOLLOWED: i64 = 24 * 60 * 60 * 1000;

/// Own edits this much later than the clock says, in milliseconds, mean that the clock is wrong: ten minutes.
const CLOCK_BEHIND: i64 = 10 * 60 * 1000;

/// Where the hub file says which laptop began it (its key, hex).
pub(super) const BEGUN_BY: &str = "begun_by";

/// As whom this program writes.
#[derive(Clone)]
pub(super) struct Writer {
    pub(super) actor: Id,
    pub(super) actor_no: i64,
    /// Number and hash (hex) of the actor's last change.
    pub(super) last: Option<(i64, String)>,
    pub(super) clock: i64,
    /// Why this actor is new; none once it is in the log.
    new_because: Option<&'static str>,
}

impl Writer {
    /// Writes a new actor's row, in the transaction of its first change.
    pub(super) fn enter_the_log(
        &mut self,
        db: &Connection,
        laptop: Option<&Laptop>,
        env: &dyn Env,
    ) -> Result<()> {
        let Some(reason) = self.new_because else {
            return Ok(());
        };
        let Some(laptop) = laptop else {
            return Err(StoreError::ReadOnly);
        };
        let (actor, key) = (hex(self.actor.as_bytes()), laptop.public());
        let line = serde_json::json!({
            "actor": actor, "key": hex(&key), "laptop": laptop.name, "made": env.now(), "reason": reason,
        })
        .to_string();
        let cert =
            serde_json::json!({ "line": line, "sig": hex(&laptop.sign("actor", line.as_bytes())) });
        db.execute(
            "INSERT INTO log_actor (actor, laptop, key, cert, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                self.actor,
                laptop.name,
                key.as_slice(),
                cert.to_string(),
                reason
            ],
        )?;
        self.actor_no = db.last_insert_rowid();
        self.new_because = None;
        Ok(())
    }
}

impl Store {
    /// Finds out as whom this laptop writes to this file, and tells what people should know about it.
    pub(super) fn become_writer(&mut self, env: &dyn Env) -> Result<()> {
        self.load_names()?;
        self.load_shipped()?;
        let Some(laptop) = &self.laptop else {
            return Err(StoreError::ReadOnly);
        };
        let key = laptop.public();
        let file = self.meta("hub_file")?.unwrap_or_default();
        let witness = Witness::read(&self.config, &file);
        let any: bool = self
            .db
            .query_row("SELECT EXISTS (SELECT 1 FROM log_actor)", [], |r| r.get(0))?;
        let standing = match &witness {
            None => Standing::Unknown,
            Some(w) => w.compare(
                &key,
                self.last_of(&w.actor)?.as_ref(),
                self.holds(&w.last.1)?,
            ),
        };
        let actor = witness
            .as_ref()
            .and_then(|w| unhex::<16>(&w.actor))
            .map(Id::from_bytes);
        let reason = match (standing, actor) {
            (Standing::Same, Some(actor)) if self.has_two_histories(actor)? => "fork",
            (Standing::Same, Some(actor)) => {
                self.write_as(actor, None, env)?;
                return self.look_at_the_clock(&key, env);
            }
            _ if !any || self.begun_here(&key)? => "new",
            (Standing::Restored, _) => "restored",
            (Standing::Interrupted, _) => "interrupted",
            _ => "moved",
        };
        self.must_change_actor(env, reason)?;
        self.look_at_the_clock(&key, env)
    }

    /// This laptop began the file, from a colleague's, and has not written to it yet: it was never anywhere else.
    fn begun_here(&self, key: &[u8; 32]) -> Result<bool> {
        let wrote: bool = self.db.query_row(
            "SELECT EXISTS (SELECT 1 FROM log_actor WHERE key = ?1)",
            [key.as_slice()],
            |r| r.get(0),
        )?;
        Ok(!wrote && self.meta(BEGUN_BY)? == Some(hex(key)))
    }

    /// Puts what ships with this version into the tables, unless it is there: every start would write it again.
    fn load_shipped(&self) -> Result<()> {
        let shipped = self.rules.shipped();
        if self.meta("shipped")?.as_deref() == Some(shipped) {
            return Ok(());
        }
        let all = self.db.unchecked_transaction()?;
        self.rules.load_shipped(&all)?;
        set_meta(&all, "shipped", shipped)?;
        all.commit()?;
        Ok(())
    }

    /// From now on this laptop writes under a new name: `restored` (own edits came back that are not here), `fork` (two
    /// histories under one name), `moved`, `interrupted` or `new`. The name enters the log with its first change. A
    /// kill before that does no harm: the next start finds the file ahead of the witness and does the same.
    ///
    /// # Errors
    /// A file that is open for reading only.
    pub(crate) fn must_change_actor(&mut self, env: &dyn Env, reason: &'static str) -> Result<()> {
        if self.read_only() {
            return Err(StoreError::ReadOnly);
        }
        if self
            .writer
            .as_ref()
            .is_some_and(|w| w.new_because.is_some())
        {
            return Ok(());
        }
        let mut random = [0; 16];
        env.fill(&mut random);
        self.notices.extend(notice(reason));
        self.write_as(Id::from_bytes(random), Some(reason), env)
    }

    fn write_as(
        &mut self,
        actor: Id,
        new_because: Option<&'static str>,
        env: &dyn Env,
    ) -> Result<()> {
        let actor_no = self
            .db
            .query_row(
                "SELECT actor_no FROM log_actor WHERE actor = ?1",
                [actor],
                |r| r.get(0),
            )
            .optional()?
            .unwrap_or_default();
        self.writer = Some(Writer {
            actor,
            actor_no,
            last: self.last_of(&hex(actor.as_bytes()))?,
            clock: self.clock_to_follow(env.now())?,
            new_because,
        });
        Ok(())
    }

    /// The clock that the next change must be later than: this laptop's own always, another's only when it is not
    /// absurdly ahead. Each actor's last change has its latest clock.
    pub(crate) fn clock_to_follow(&self, now: i64) -> Result<i64> {
        let limit = now.saturating_add(FOLLOWED) << 16;
        let key = self.laptop.as_ref().map(|l| l.public().to_vec());
        Ok(self.db.query_row(
            "SELECT ifnull(max(clock), 0) FROM (
               SELECT a.key AS key, (SELECT c.clock FROM log_change c WHERE c.actor_no = a.actor_no
                                     ORDER BY c.seq DESC LIMIT 1) AS clock FROM log_actor a)
             WHERE clock <= ?1 OR key IS ?2",
            params![limit, key],
            |r| r.get(0),
        )?)
    }

    /// Two changes of this actor have the same number: the whole laptop was copied, and both copies went on.
    fn has_two_histories(&self, actor: Id) -> Result<bool> {
        Ok(self.db.query_row(
            "SELECT EXISTS (SELECT 1 FROM log_change INDEXED BY log_change_twice JOIN log_actor USING (actor_no)
                            WHERE actor = ?1 AND branch > 0)",
            [actor],
            |r| r.get(0),
        )?)
    }

    /// Says before the first save that the clock stands before the newest own edit.
    fn look_at_the_clock(&mut self, key: &[u8; 32], env: &dyn Env) -> Result<()> {
        let newest: i64 = self.db.query_row(
            "SELECT ifnull(max((SELECT c.clock FROM log_change c WHERE c.actor_no = a.actor_no
                                ORDER BY c.seq DESC LIMIT 1)), 0) FROM log_actor a WHERE a.key = ?1",
            [key.as_slice()],
            |r| r.get(0),
        )?;
        if (newest >> 16) - env.now() > CLOCK_BEHIND {
            self.notices.push(Notice {
                title: "The clock of this laptop may be wrong".into(),
                text: "It shows an earlier time than when you last saved something here. Please put date and time \
                       right before you go on: your colleagues see by them when an edit was made."
                    .into(),
            });
        }
        Ok(())
    }

    /// Whether a change of this hash (hex) is in this file.
    fn holds(&self, hash: &str) -> Result<bool> {
        let Some(hash) = unhex::<32>(hash) else {
            return Ok(false);
        };
        let sql = "SELECT EXISTS (SELECT 1 FROM log_change WHERE hash = ?1)";
        Ok(self.db.query_row(sql, [hash.as_slice()], |r| r.get(0))?)
    }

    /// Number and hash of an actor's last change in this file.
    fn last_of(&self, actor: &str) -> Result<Option<(i64, String)>> {
        let Some(actor) = unhex::<16>(actor) else {
            return Ok(None);
        };
        Ok(self
            .db
            .query_row(
                "SELECT seq, hash FROM log_change JOIN log_actor USING (actor_no)
                 WHERE actor = ?1 AND branch = 0 ORDER BY seq DESC LIMIT 1",
                [Id::from_bytes(actor)],
                |r| Ok((r.get(0)?, hex(&r.get::<_, Vec<u8>>(1)?))),
            )
            .optional()?)
    }
}

/// What people are told when this laptop writes under a new name.
fn notice(reason: &str) -> Option<Notice> {
    let (title, text) = match reason {
        "restored" => (
            "This looks like an older copy of your hub file",
            "Edits made on this laptop after the copy was taken are not in it. Ask a colleague for a file \
             with everything before you go on; what you do from now on is kept apart and loses nothing.",
        ),
        "moved" => (
            "This hub file comes from another place",
            "From now on your edits here are kept apart from those made where it came from, so that both \
             can be brought together.",
        ),
        "fork" => (
            "This laptop was copied, and both copies were worked on",
            "Nothing is lost: the edits of both are kept. From now on your edits here are kept apart from those of \
             the other copy. Where both changed the same thing, you will find two versions to settle.",
        ),
        _ => return None,
    };
    Some(Notice {
        title: title.into(),
        text: text.into(),
    })
}

#[cfg(test)]
mod tests;
