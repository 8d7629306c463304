//! Whose edits count: those of laptops that the team has admitted, and of a blocked one what it made before, or what a
//! colleague's edit that counts builds on.

use rusqlite::params;

use super::{
    super::{
        Result, StoreError,
        log::{hex, unhex},
        parcel::{Opened, TravellingActor},
        team::{Standing, Team},
    },
    Actor, Taking, waiting,
};
use crate::record::Id;

impl Taking<'_> {
    /// Learns of an actor, whose edits count once its laptop is admitted.
    ///
    /// # Errors
    /// When its certificate does not fit, or the actor is known with another key.
    pub fn meet(&mut self, actor: &TravellingActor) -> Result<()> {
        let (id, key) = actor.verify()?;
        match self.actors.get(&id) {
            Some(known) if known.key == actor.key => Ok(()),
            Some(_) => Err(StoreError::Log(
                "an actor from elsewhere has another key than here".into(),
            )),
            None => {
                self.db.execute(
                    "INSERT INTO log_actor (actor, laptop, key, cert, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![id, actor.laptop, key.as_slice(), actor.cert, actor.reason],
                )?;
                let no = self.db.last_insert_rowid();
                let key = actor.key.clone();
                self.actors.insert(id, Actor { no, key });
                Ok(())
            }
        }
    }

    /// Looks at what would come in if these laptops (keys in hex) were admitted.
    ///
    /// # Errors
    /// When the log can't be written.
    pub fn suppose_admitted(&mut self, keys: &[String]) -> Result<()> {
        self.supposed.extend(keys.iter().cloned());
        let names: Vec<String> = keys.iter().map(|k| format!("admit {k}")).collect();
        self.free(&names)
    }

    /// Local numbers of what a change builds on; or what must come first.
    pub(super) fn wants(
        &mut self,
        opened: &Opened<'_>,
    ) -> Result<std::result::Result<Vec<i64>, String>> {
        let Some(actor) = self.actors.get(&opened.actor).cloned() else {
            return Err(StoreError::Log(
                "a change comes from a laptop that nobody vouches for".into(),
            ));
        };
        if actor.key != self.own_key {
            match self.team.standing(&actor.key) {
                Standing::Admitted => {}
                Standing::Waiting if self.supposed.contains(&actor.key) => {}
                Standing::Waiting => return Ok(Err(format!("admit {}", actor.key))),
                Standing::Blocked(upto)
                    if upto
                        .get(opened.line.actor)
                        .is_none_or(|most| opened.line.seq > *most)
                        && !self.is_waited_for(opened) =>
                {
                    return Ok(Err(format!("blocked {}", actor.key)));
                }
                Standing::Blocked(_) => {}
            }
        }
        let actors = &self.actors;
        let by_hex = |text: &str| {
            let id = unhex::<16>(text).map(Id::from_bytes)?;
            actors.get(&id).map(|a| a.no)
        };
        self.places.find(self.db, &by_hex, actor.no, opened)
    }

    /// Whether a change that counts waits for this one.
    fn is_waited_for(&self, opened: &Opened<'_>) -> bool {
        let line = &opened.line;
        let name = || waiting::name(line.actor, line.seq, &hex(&opened.hash[..8]));
        !self.needs.is_empty() && self.needs.contains(&name())
    }

    /// A change spoke about the team. A block holds from here on; an admission only when all that came with it is here, since
    /// a block may be among it, and which of the two is read first must not decide what counts.
    pub(super) fn team_changed(&mut self) -> Result<()> {
        self.show()?;
        for (key, laptop) in Team::read(self.db)?.laptops {
            if matches!(laptop.standing, Standing::Blocked(_)) {
                self.team.laptops.insert(key, laptop);
            }
        }
        self.team_moved = true;
        Ok(())
    }

    /// Everything that came is here: whose waiting edits may come in now? Call it before the tables are shown.
    ///
    /// # Errors
    /// When the log can't be read or written.
    pub fn look_at_team(&mut self) -> Result<()> {
        while std::mem::take(&mut self.team_moved) {
            self.show()?;
            self.team = Team::read(self.db)?;
            // First only what something that counts builds on: a block may be among that.
            self.let_in(self.waited_for())?;
            if !self.team_moved {
                self.free(&self.team_needs())?;
            }
        }
        Ok(())
    }

    /// Names of changes that others wait for.
    fn waited_for(&self) -> Vec<String> {
        let of_team = |name: &&String| name.starts_with("admit ") || name.starts_with("blocked ");
        self.needs.iter().filter(|n| !of_team(n)).cloned().collect()
    }

    /// The names under which changes of the laptops that the team has spoken about may wait.
    pub(super) fn team_needs(&self) -> Vec<String> {
        let keys = self.team.laptops.keys();
        keys.flat_map(|key| [format!("admit {key}"), format!("blocked {key}")])
            .collect()
    }
}
