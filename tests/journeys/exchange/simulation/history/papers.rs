//! Bytes that travel beside the edits: papers attached to records, and returns that are submitted and signed off.

use std::collections::BTreeSet;

use hubfolio_core::{
    env::Env,
    exchange,
    record::{Id, Value},
    registers::plans::{
        How,
        signing::{self, Signer, Subject},
    },
    store::{Action, StoreError, Verb},
};
use hubfolio_tests::fields;

use super::{
    super::laws::{self, Law, broken},
    History,
};

/// What no law is broken by: the program said no.
fn said_no(e: &StoreError) -> bool {
    matches!(
        e,
        StoreError::Invalid(_)
            | StoreError::Refused(_)
            | StoreError::Stopped
            | StoreError::NoRecord { .. }
    )
}

impl History {
    fn some_bytes(&self) -> [u8; 24] {
        let mut bytes = [0; 24];
        self.dice.fill(&mut bytes);
        bytes
    }

    /// A paper is attached to a record.
    pub(super) fn attach(&mut self, n: usize) -> Law {
        if !self.rule.papers_travel() {
            return self.edit(n);
        }
        let bytes = self.some_bytes();
        let known = &self.members[n].random.known;
        let (kind, record) = known[self.dice.below(known.len())];
        self.say(|| format!("{n} attaches a paper to {kind} {record}"));
        let laptop = self.members[n].laptop();
        let (store, world, me) = (laptop.store.as_mut().unwrap(), &laptop.world, laptop.me);
        let done = store.transact(world, me, Action::new(Verb::Add), |tx| {
            let hash = tx.keep_blob(&bytes)?;
            let values = fields(&[
                ("record_kind", kind.into()),
                ("record", record.to_string().into()),
                ("name", "Paper.txt".into()),
                ("size", Value::Int(bytes.len() as i64)),
                ("file", hash.into()),
            ]);
            tx.put("attachment", None, &values)
        });
        match done {
            Ok(_) => self.counts.attached += 1,
            Err(e) if said_no(&e) => {}
            Err(e) => return broken(format!("attaching failed: {e}")),
        }
        laws::as_the_oracle_says(&self.members[n])
    }

    /// A return is submitted with a copy, and the copy signed off. Whoever edits the return without having seen that is late.
    pub(super) fn sign_off(&mut self, n: usize) -> Law {
        if !self.rule.papers_travel() {
            return self.edit(n);
        }
        let bytes = self.some_bytes();
        let known = self.members[n].random.known.iter();
        let returns: Vec<Id> = known.filter(|k| k.0 == "return").map(|k| k.1).collect();
        if returns.is_empty() {
            return Ok(());
        }
        let id = returns[self.dice.below(returns.len())];
        let revision = 1 + self.dice.below(1_000) as i64;
        self.say(|| format!("{n} submits and signs off return {id}, revision {revision}"));
        let laptop = self.members[n].laptop();
        let (store, world, me) = (laptop.store.as_mut().unwrap(), &laptop.world, laptop.me);
        let submitted = store.transact(world, me, Action::new(Verb::Submit), |tx| {
            tx.put(
                "return",
                Some(id),
                &fields(&[("state", "hub_complete".into())]),
            )?;
            let hash = tx.keep_blob(&bytes)?;
            let values = fields(&[
                ("kpi_return", id.into()),
                ("revision", revision.into()),
                ("submitted_on", world.today().into()),
                ("submitted_by", me.into()),
                ("copy", hash.as_str().into()),
            ]);
            tx.put("return_revision", None, &values)?;
            Ok(hash)
        });
        let digest = match submitted {
            Ok((hash, _)) => hash,
            Err(e) if said_no(&e) => return Ok(()),
            Err(e) => return broken(format!("submitting failed: {e}")),
        };
        let subject = Subject {
            kind: "return".into(),
            id,
            revision,
            title: "return of a simulation".into(),
            digest,
        };
        let signer = Signer {
            how: How::Here,
            person: None,
            role: "Programme manager".into(),
            evidence: None,
            wording: "I confirm it.".into(),
        };
        match signing::sign(store, world, me, &subject, &signer) {
            Ok(_) => self.counts.signed += 1,
            Err(e) if said_no(&e) => {}
            Err(e) => return broken(format!("signing off failed: {e}")),
        }
        laws::as_the_oracle_says(&self.members[n])
    }

    /// Fingerprints of the bytes that some of these laptops hold, with the edits that name them.
    pub(super) fn papers_held(&self, laptops: &[usize]) -> BTreeSet<String> {
        let stores = laptops.iter().map(|n| self.members[*n].store());
        let files = stores.flat_map(|store| exchange::contents(store, true).unwrap().files);
        files.map(|file| file.0).collect()
    }
}
