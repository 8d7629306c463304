//! Files on their way: sent, lost, late, twice, damaged.

use std::{collections::BTreeSet, path::PathBuf};

use hubfolio_core::{
    exchange::{ExchangeError, Keys, Protecting, Staged, Words, team},
    store::{StoreError, team::Standing},
};
use hubfolio_tests::team::LITTLE_WORK;

use super::{
    super::{
        laws::{self, Broken, Law, broken},
        ledger::{Hash, in_a_file},
        rules::Rule,
        team::Member,
    },
    History,
};

/// A file on its way.
pub struct Letter {
    pub(super) path: PathBuf,
    pub(super) words: Option<String>,
    pub(super) holds: BTreeSet<Hash>,
    pub(super) lost: bool,
}

impl History {
    pub(super) fn send(&mut self, n: usize) -> Law {
        let everything = self.dice.below(3) == 0;
        // Seldom, since words cost time on purpose.
        let in_words = self.dice.below(40) == 0;
        self.send_as(n, everything, in_words).map(|_| ())
    }

    /// Makes a file; returns its number in the post.
    pub(super) fn send_as(
        &mut self,
        n: usize,
        everything: bool,
        in_words: bool,
    ) -> Result<usize, Broken> {
        let path = self.folder.path().join(format!("{}.hubx", self.post.len()));
        let alone = self.members[n].store().team().is_ok_and(|team| {
            let others = team.laptops.values();
            others.filter(|m| m.standing == Standing::Admitted).count() < 2
        });
        let protection = if in_words {
            Protecting::Words(None, LITTLE_WORK)
        } else if alone {
            self.for_everybody()
        } else {
            Protecting::Colleagues
        };
        let laptop = self.members[n].laptop();
        let who = laptop.colleague();
        team::start(laptop.store.as_mut().unwrap(), &laptop.world, &who)
            .map_err(|e| Broken(format!("a team could not start: {e:?}")))?;
        let holds = in_a_file(self.members[n].store(), everything);
        self.ledger.learn(self.members[n].store());
        let sent = match self.members[n].laptop().send(&path, everything, protection) {
            Ok(sent) => sent,
            Err(e) => return broken(format!("a file could not be made: {e:?}")),
        };
        self.counts.sent += 1;
        let lost = self.dice.below(5) == 0;
        let number = self.post.len();
        self.say(|| {
            format!(
                "{n} sends file {number}: {} edits, all: {everything}, lost: {lost}",
                sent.changes
            )
        });
        self.post.push(Letter {
            path,
            words: sent.words,
            holds,
            lost,
        });
        Ok(number)
    }

    /// For every laptop of this history: what somebody without admitted colleagues would use words for, at far less cost.
    pub(super) fn for_everybody(&self) -> Protecting {
        let keys = self.members.iter().filter_map(|member| {
            let laptop = member.store().laptop()?;
            hubfolio_core::exchange::reading_key(laptop.reading_secret())
        });
        Protecting::Partner(keys.collect())
    }

    pub(super) fn deliver(&mut self, n: usize) -> Law {
        let mut numbers: Vec<usize> = (0..self.post.len())
            .filter(|i| !self.post[*i].lost)
            .collect();
        if numbers.is_empty() {
            return Ok(());
        }
        let count = 1 + usize::from(self.dice.below(4) == 0) * 2;
        let mut chosen = vec![];
        for _ in 0..count.min(numbers.len()) {
            // Mostly new files; some come late, or a second time.
            let at = if self.dice.below(3) > 0 {
                numbers.len() - 1
            } else {
                self.dice.below(numbers.len())
            };
            chosen.push(numbers.remove(at));
        }
        let admits = self.dice.below(3) > 0;
        if self.dice.below(6) == 0 {
            self.look(n, &chosen)?;
        }
        self.bring_in(n, &chosen, admits).map(|_| ())
    }

    pub(super) fn keys(&self, n: usize, words: Option<&str>) -> Keys {
        let laptop = self.members[n].store().laptop().unwrap();
        Keys {
            laptop: Some(*laptop.reading_secret()),
            words: words.map(Words::typed),
        }
    }

    /// Those of the files that were written for this laptop.
    pub(super) fn staged(
        &self,
        n: usize,
        numbers: &[usize],
    ) -> Result<Vec<(usize, Staged)>, Broken> {
        let mut out = vec![];
        for number in numbers {
            let letter = &self.post[*number];
            let keys = self.keys(n, letter.words.as_deref());
            match Staged::open(&letter.path, &keys) {
                Ok(staged) => out.push((*number, staged)),
                Err(ExchangeError::NotForUs) => {}
                Err(e) => return broken(format!("file {number} was refused: {e:?}")),
            }
        }
        Ok(out)
    }

    /// Looking changes nothing.
    pub(super) fn look(&mut self, n: usize, numbers: &[usize]) -> Law {
        let mut staged: Vec<Staged> = self.staged(n, numbers)?.into_iter().map(|s| s.1).collect();
        let laptop = self.members[n].laptop();
        let before = laws::bytes(&laptop.path());
        let who = laptop.colleague();
        let how = hubfolio_tests::team::receiving(&who, &[]);
        let (store, world) = (laptop.store.as_mut().unwrap(), &laptop.world);
        if let Err(e) = hubfolio_core::exchange::look(store, world, &mut staged, &how) {
            return broken(format!("looking failed: {e:?}"));
        }
        if laws::bytes(&self.members[n].laptop().path()) != before {
            return broken("looking changed the hub file");
        }
        Ok(())
    }

    /// Brings in what this laptop can open; returns what that held.
    pub(super) fn bring_in(
        &mut self,
        n: usize,
        numbers: &[usize],
        admits: bool,
    ) -> Result<Vec<usize>, Broken> {
        let (opened, mut staged): (Vec<usize>, Vec<Staged>) =
            self.staged(n, numbers)?.into_iter().unzip();
        self.say(|| format!("{n} brings in {opened:?} of {numbers:?}, admits: {admits}"));
        if staged.is_empty() {
            return Ok(opened);
        }
        let blocked: Vec<String> = self
            .members
            .iter()
            .filter(|m| m.blocked)
            .map(Member::key)
            .collect();
        let admit: Vec<String> = staged
            .iter()
            .map(|f| f.card.key.clone())
            .filter(|k| admits && !blocked.contains(k))
            .collect();
        let rule = self.rule;
        if rule == Rule::Sound && self.dice.below(12) == 0 {
            self.interrupted(n, &mut staged, &admit)?;
        }
        match rule.bring_in(&mut self.members[n], &mut staged, &admit) {
            Ok(()) => {}
            Err(e) => return broken(format!("a sound file was refused: {e:?}")),
        }
        self.counts.brought_in += 1;
        let member = &mut self.members[n];
        self.counts.waited += u64::from(!member.store().waiting().unwrap().is_empty());
        laws::as_the_oracle_says(member)?;
        member.random.look_around();
        self.ledger.learn(self.members[n].store());
        for number in &opened {
            laws::kept_or_waits(&self.ledger, &self.members[n], &self.post[*number].holds)?;
        }
        Ok(opened)
    }

    /// Bringing in is stopped in the middle and the program starts anew: the hub file is as it was.
    fn interrupted(&mut self, n: usize, staged: &mut [Staged], admit: &[String]) -> Law {
        let rule = self.rule;
        let member = &mut self.members[n];
        let before = laws::bytes(&member.laptop().path());
        member.laptop().world.stops.set(true);
        let tried = rule.bring_in(member, staged, admit);
        member.laptop().world.stops.set(false);
        match tried {
            Err(ExchangeError::Store(StoreError::Stopped)) => {}
            // Nothing in it to be read.
            Ok(()) => return Ok(()),
            Err(e) => return broken(format!("a sound file that was stopped: {e:?}")),
        }
        if laws::bytes(&member.laptop().path()) != before {
            return broken("a file that was stopped changed the hub file");
        }
        member.laptop().reopen().unwrap();
        self.counts.interrupted += 1;
        laws::as_the_oracle_says(&self.members[n])
    }

    /// A file that was damaged on the way leaves no trace.
    pub(super) fn deliver_damaged(&mut self, n: usize) -> Law {
        if self.post.is_empty() {
            return Ok(());
        }
        let letter = &self.post[self.dice.below(self.post.len())];
        let mut file = std::fs::read(&letter.path).unwrap();
        if self.dice.below(3) == 0 {
            file.truncate(self.dice.below(file.len()));
        } else {
            let at = self.dice.below(file.len());
            file[at] ^= 1 << self.dice.below(8);
        }
        let keys = self.keys(n, letter.words.as_deref());
        let before = laws::bytes(&self.members[n].laptop().path());
        let mut input = std::io::Cursor::new(file);
        if Staged::read(&mut input, "damaged.hubx".into(), &keys).is_ok() {
            return broken("a damaged file was taken for a sound one");
        }
        self.counts.refused += 1;
        self.rule.refused(&self.members[n]);
        if laws::bytes(&self.members[n].laptop().path()) != before {
            return broken("a refused file changed the hub file");
        }
        Ok(())
    }
}
