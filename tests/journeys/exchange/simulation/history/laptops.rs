//! Laptops that are put back, cloned, late, blocked; and a person who is erased.

use hubfolio_core::{
    exchange::{ExchangeError, team},
    record::Id,
    store::{Erasure, StoreError, team::Standing},
};

use super::{
    super::{
        laws::{self, Broken, Law, broken},
        rules::Rule,
        team::{MOST, clone_of, member_of},
    },
    History,
};

impl History {
    pub(super) fn keep_a_copy(&mut self, n: usize) -> Law {
        self.say(|| format!("{n} keeps a copy"));
        let copy = self.members[n].copy();
        self.members[n].copies.push(copy);
        Ok(())
    }

    pub(super) fn restore(&mut self, n: usize) -> Law {
        let member = &mut self.members[n];
        if member.copies.is_empty() {
            return self.keep_a_copy(n);
        }
        // What is lost here was written down elsewhere, if it ever left.
        let at = self.dice.below(member.copies.len());
        let everything = self.dice.below(2) == 0;
        let copy = member.copies[at].path().to_owned();
        member.restore(&copy, everything);
        self.counts.restored += 1;
        self.say(|| format!("{n} is put back, witness too: {everything}"));
        laws::as_the_oracle_says(&self.members[n])
    }

    pub(super) fn clone_laptop(&mut self, n: usize) -> Law {
        if self.members.len() < MOST + 2 {
            let seed = self.seed * 64 + 32 + self.members.len() as u64;
            let mut clone = clone_of(&mut self.members[n], seed);
            // It has the same keys, so it is the same laptop to the team.
            clone.blocked = self.members[n].blocked;
            self.say(|| format!("{n} is cloned"));
            self.members.push(clone);
            self.counts.cloned += 1;
        }
        Ok(())
    }

    pub(super) fn late_joiner(&mut self, n: usize) -> Law {
        if self.members.len() >= MOST + 2 || self.members[n].blocked {
            return Ok(());
        }
        let number = self.send_as(n, true, true)?;
        let letter = &self.post[number];
        let seed = self.seed * 64 + 32 + self.members.len() as u64;
        let laptop = hubfolio_tests::team::join(seed, &letter.path, letter.words.as_deref());
        self.say(|| format!("{} joins by file {number}", self.members.len()));
        self.members.push(member_of(laptop));
        self.counts.joined += 1;
        let newest = self.members.len() - 1;
        laws::as_the_oracle_says(&self.members[newest])
    }

    /// The founder blocks a laptop, once in a history.
    pub(super) fn block(&mut self, n: usize) -> Law {
        let key = self.members[n].key();
        let founders = self.members[0].key();
        if self.counts.blocked > 0 || key == founders {
            return Ok(());
        }
        if self.founder_blocks(&key)? {
            self.say(|| format!("{n} is blocked"));
            for member in &mut self.members {
                member.blocked |= member.key() == key;
            }
            self.counts.blocked += 1;
        }
        Ok(())
    }

    /// Whether the founder could block it: only who has heard of a laptop can.
    fn founder_blocks(&mut self, key: &str) -> Result<bool, Broken> {
        let laptop = self.members[0].laptop();
        let (store, world, me) = (laptop.store.as_mut().unwrap(), &laptop.world, laptop.me);
        match team::block(store, world, me, key, Some("lost on a train".into())) {
            Ok(()) => Ok(true),
            Err(ExchangeError::Refused(_)) => Ok(false),
            Err(e) => broken(format!("blocking failed: {e:?}")),
        }
    }

    /// At the end: where the founder's copy was put back since, and its block was never sent, nobody says that the
    /// laptop is blocked any more. The founder says it again, or that laptop is as any other.
    pub(super) fn block_again(&mut self) -> Law {
        let Some(n) = self.members.iter().position(|m| m.blocked) else {
            return Ok(());
        };
        let key = self.members[n].key();
        let team = self.members[0].store().team().unwrap();
        if matches!(team.standing(&key), Standing::Blocked(_)) {
            return Ok(());
        }
        let blocked = self.founder_blocks(&key)?;
        self.say(|| format!("{n} is blocked again: {blocked}"));
        for member in &mut self.members {
            member.blocked = blocked && member.key() == key;
        }
        Ok(())
    }

    /// A person is erased, by order.
    pub(super) fn erase(&mut self, n: usize) -> Law {
        if self.rule != Rule::Sound {
            // Not all of the ways in by hand know orders.
            return Ok(());
        }
        let me = self.members[n].laptop().me;
        let people = self.members[n].random.known.iter();
        let people: Vec<Id> = people
            .filter(|k| k.0 == "person" && k.1 != me)
            .map(|k| k.1)
            .collect();
        if people.is_empty() {
            return Ok(());
        }
        let erasure = Erasure {
            kind: "person".into(),
            record: people[self.dice.below(people.len())],
            fields: vec![],
            ground: "Asked for it".into(),
            case_number: "IG-1".into(),
            approved_by: Some(people[0]),
        };
        self.say(|| format!("{n} erases {}", erasure.record));
        let laptop = self.members[n].laptop();
        let (store, world) = (laptop.store.as_mut().unwrap(), &laptop.world);
        match store.erase(world, me, &erasure) {
            Ok(_) => self.counts.erased += 1,
            Err(StoreError::Refused(_) | StoreError::NoRecord { .. }) => {}
            Err(e) => return broken(format!("erasing failed: {e}")),
        }
        laws::as_the_oracle_says(&self.members[n])
    }
}
