//! Whose edits count: those of laptops that the team has admitted, and of a blocked one what it made before, or what a
//! colleague's edit that counts builds on.

use std::collections::BTreeMap;

use rusqlite::params;

use super::{
    super::{
        Result, StoreError,
        log::{hex, unhex},
        parcel::{Opened, TravellingActor},
        team::{Standing, Team},
    },
    Actor, Taking, lacks_only_what_was_erased, waiting,
};
use crate::record::Id;

/// Blocks that come with the files being brought in, by laptop: known from the start when all is done again.
#[derive(Debug, Clone, Default)]
pub(super) struct Foreknown(BTreeMap<String, Standing>);

impl Foreknown {
    /// The team with these laptops blocked, where it does not say so itself.
    pub(super) fn over(&self, mut team: Team) -> Team {
        for (key, standing) in &self.0 {
            if let Some(member) = team.laptops.get_mut(key)
                && !matches!(member.standing, Standing::Blocked(_))
            {
                member.standing = standing.clone();
            }
        }
        team
    }
}

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
        self.free(&names)?;
        self.take_held_orders()
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
        let found = self.places.find(self.db, &by_hex, actor.no, opened)?;
        // Whoever passes an edit on can leave its values out; only an order that counts takes them from everybody.
        if found.is_ok() && !lacks_only_what_was_erased(&self.suppressed, opened) {
            return Ok(Err(waiting::AN_ORDER.to_owned()));
        }
        Ok(found)
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
        let mut newly_blocked = false;
        for (key, laptop) in Team::read(self.db)?.laptops {
            if matches!(laptop.standing, Standing::Blocked(_)) {
                newly_blocked |= self.team.standing(&key) != &laptop.standing;
                self.team.laptops.insert(key, laptop);
            }
        }
        if newly_blocked {
            self.hold_blocked_back()?;
        }
        self.team_moved = true;
        Ok(())
    }

    /// What blocked laptops made behind their blocks, and what waits for something else since before those were known,
    /// waits for the laptop to be admitted again: by itself it does not count, and so lets nothing in that it builds on.
    /// Returns whether there was any; then [`Taking::let_in`] what counts builds on.
    pub(super) fn hold_blocked_back(&mut self) -> Result<bool> {
        if self.needs.is_empty() {
            return Ok(false);
        }
        let mut held = 0;
        for (id, actor) in &self.actors {
            if let Standing::Blocked(upto) = self.team.standing(&actor.key)
                && actor.key != self.own_key
            {
                let most = upto.get(&hex(id.as_bytes())).copied().unwrap_or(0);
                held += waiting::hold_back(self.db, *id, most, &format!("blocked {}", actor.key))?;
            }
        }
        if held > 0 {
            self.needs = waiting::needs(self.db)?;
        }
        Ok(held > 0)
    }

    /// Everything that came is here: whose waiting edits may come in now? Call it before the tables are shown.
    ///
    /// # Errors
    /// When the log can't be read or written.
    pub fn look_at_team(&mut self) -> Result<()> {
        while self.team_moved {
            while std::mem::take(&mut self.team_moved) {
                self.show()?;
                self.team = self.foreknown.over(Team::read(self.db)?);
                // First only what something that counts builds on: a block may be among that.
                self.let_in(self.waited_for())?;
                if !self.team_moved {
                    self.free(&self.team_needs())?;
                }
            }
            // An order that counts by now may let in what speaks about the team.
            self.take_held_orders()?;
        }
        Ok(())
    }

    /// A block may lie behind edits that wait for something in the same files; edits of its laptop were then let in
    /// before it was read, and in another order would not have been. Returns the blocks to begin again with; none when
    /// all is well. A laptop is looked at once, so this comes to an end.
    pub(super) fn blocked_too_late(&self) -> Result<Option<Foreknown>> {
        let Some(first) = self.done.first else {
            return Ok(None);
        };
        let mut found = self.foreknown.clone();
        for (key, laptop) in &self.team.laptops {
            let Standing::Blocked(upto) = &laptop.standing else {
                continue;
            };
            if !found.0.contains_key(key) && self.let_in_beyond(key, upto, first)? {
                found.0.insert(key.clone(), laptop.standing.clone());
            }
        }
        Ok((found.0.len() > self.foreknown.0.len()).then_some(found))
    }

    /// Whether edits of a laptop came in since change `first` that lie behind its block.
    fn let_in_beyond(&self, key: &str, upto: &BTreeMap<String, i64>, first: i64) -> Result<bool> {
        let Some(key) = unhex::<32>(key) else {
            return Ok(false);
        };
        let mut rows = self.db.prepare_cached(
            "SELECT a.actor, max(c.seq) FROM log_actor a JOIN log_change c USING (actor_no)
             WHERE a.key = ?1 AND c.change_no >= ?2 GROUP BY a.actor",
        )?;
        let rows = rows.query_map(params![key.as_slice(), first], |r| {
            Ok((r.get::<_, Id>(0)?, r.get::<_, i64>(1)?))
        })?;
        for row in rows {
            let (actor, seq) = row?;
            if upto
                .get(&hex(actor.as_bytes()))
                .is_none_or(|most| seq > *most)
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Names of changes that others wait for.
    pub(super) fn waited_for(&self) -> Vec<String> {
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
