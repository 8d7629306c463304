//! Two versions settled and records merged, by dice.

use hubfolio_core::store::{Answer, Choice, What};

use super::{Random, Step, one, values::WORDS};

impl Random {
    /// Settles something that waits, in one of the ways there are; some of them do not fit.
    pub(super) fn settle(&mut self) -> Step {
        let store = self.laptop.store.as_mut().unwrap();
        let things = store.to_settle().unwrap();
        if things.is_empty() {
            return Step {
                words: "nothing to settle".into(),
                result: Ok(None),
                edits: false,
                seen: None,
            };
        }
        let world = &self.laptop.world;
        let count = 1 + world.below(2);
        let mut answers = vec![];
        for _ in 0..count {
            let thing = things[world.below(things.len())].clone();
            let seen: Vec<String> = store
                .versions_of(&thing)
                .unwrap()
                .into_iter()
                .map(|v| v.token)
                .collect();
            let choice = match (world.below(4), thing.target) {
                (0, _) => Choice::Leave,
                (1, _) if thing.what == What::Field && !thing.about.starts_with('@') => {
                    Choice::Write(one(world, WORDS).into())
                }
                (_, Some(target)) if thing.what == What::Same => {
                    let both = [target, thing.record];
                    Choice::Keep(both[world.below(2)].to_string())
                }
                _ if seen.is_empty() => Choice::Leave,
                _ => Choice::Keep(seen[world.below(seen.len())].clone()),
            };
            if !answers
                .iter()
                .any(|a: &Answer| a.thing.record == thing.record)
            {
                answers.push(Answer {
                    thing,
                    seen,
                    choice,
                });
            }
        }
        let words = format!("settle {answers:?}");
        let me = self.laptop.me;
        let done = store.settle(world, me, &answers, None);
        Step {
            words,
            result: done.map(|d| Some(d.receipt)),
            edits: true,
            seen: None,
        }
    }

    /// Makes one record another name for a second one.
    pub(super) fn merge(&mut self) -> Step {
        let world = &self.laptop.world;
        let kind = one(
            world,
            &[
                "practice",
                "pcn",
                "person",
                "place",
                "organisation",
                "hub_profile",
            ],
        );
        let all = self.all_of(kind);
        if all.len() < 2 {
            return Step {
                words: "nothing to merge".into(),
                result: Ok(None),
                edits: false,
                seen: None,
            };
        }
        let (keep, other) = (one(world, &all), one(world, &all));
        let me = self.laptop.me;
        let store = self.laptop.store.as_mut().unwrap();
        let done = store.merge_records(world, me, kind, keep, other, None);
        Step {
            words: format!("merge {kind} {other} into {keep}"),
            result: done.map(Some),
            edits: true,
            seen: None,
        }
    }
}
