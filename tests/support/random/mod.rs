//! Random edits of a hub file as people make them: adding, changing, removing, restoring, saving a form that was
//! opened long ago, several records at once, undo and redo, another day, a restart.

mod settling;
mod values;

use hubfolio_core::{
    env::Env,
    record::{Fields, Id},
    store::{Action, Receipt, Result, StoreError, Verb},
};

use crate::{Laptop, World};

/// Kinds that are edited, and how often.
pub const KINDS: &[&str] = &[
    "practice",
    "practice",
    "practice",
    "pcn",
    "pcn_membership",
    "pcn_membership",
    "pcn_membership",
    "practice_mark",
    "pcn_mark",
    "place",
    "person",
    "team_member",
    "hub_profile",
    "organisation",
    "target",
    "return",
    "answer",
];
const DAYS: &[&str] = &[
    "2024-04-01",
    "2025-03-31",
    "2025-09-30",
    "2025-10-01",
    "2025-11-21",
    "2025-11-22",
    "2025-11-23",
    "2026-03-31",
    "2026-04-01",
];
/// What a step was and what came of it.
#[derive(Debug)]
pub struct Step {
    pub words: String,
    pub result: Result<Option<Receipt>>,
    /// Whether the step is one that may change what people see.
    pub edits: bool,
    /// For a save: the generation that the person had seen when the form was opened.
    pub seen: Option<i64>,
}

/// A laptop, and the records that were ever made on it.
pub struct Random {
    pub laptop: Laptop,
    pub known: Vec<(&'static str, Id)>,
    /// A control: saves replace whatever is there, whether the form had shown it or not.
    pub blind: bool,
}

fn one<T: Copy>(world: &World, from: &[T]) -> T {
    from[world.below(from.len())]
}

impl Random {
    /// With a new laptop.
    pub fn new(seed: u64) -> Self {
        let mut random = Self::on(Laptop::new(seed));
        random.first_records();
        random
    }

    /// On a laptop that is there already.
    pub fn on(laptop: Laptop) -> Self {
        let known = vec![("person", laptop.me)];
        Self {
            laptop,
            known,
            blind: false,
        }
    }

    /// A few records that point at each other, so that there is something to break.
    pub fn first_records(&mut self) {
        let start = "hub_profile place pcn pcn practice practice practice pcn_membership pcn_membership \
                     pcn_membership practice_mark team_member return answer";
        for kind in start.split_whitespace() {
            let kind = KINDS.iter().find(|k| **k == kind).unwrap();
            let _ = self.add(kind);
        }
    }

    /// Takes note of the records that came from elsewhere.
    pub fn look_around(&mut self) {
        let store = self.laptop.store.as_ref().unwrap();
        let mut rows = store
            .db()
            .prepare_cached(
                "SELECT DISTINCT f.kind, h.record FROM head h JOIN log_field f USING (field_no)
                 WHERE substr(f.kind, 1, 1) <> '@'",
            )
            .unwrap();
        let rows = rows
            .query_map([], |r| Ok((r.get::<_, String>(0)?, r.get::<_, Id>(1)?)))
            .unwrap();
        for row in rows {
            let (kind, id) = row.unwrap();
            let kind = KINDS.iter().find(|k| **k == kind);
            if let Some(kind) = kind.filter(|k| !self.known.contains(&(k, id))) {
                self.known.push((kind, id));
            }
        }
        // What another copy of the file had made may not be here.
        self.known.retain(|(kind, id)| store.row(kind, *id).is_ok());
        if self.known.is_empty() {
            self.known.push(("person", self.laptop.me));
        }
    }

    /// Mostly one of the records that were in hand a moment ago, as people work.
    fn at_hand(&self) -> (&'static str, Id) {
        let world = &self.laptop.world;
        let last = self.known.len().saturating_sub(4);
        if world.below(2) == 0 {
            one(world, &self.known[last..])
        } else {
            one(world, &self.known)
        }
    }

    /// Every record of a kind that was ever seen, removed or not.
    fn all_of(&self, kind: &str) -> Vec<Id> {
        let known = self.known.iter().filter(|k| k.0 == kind);
        known.map(|k| k.1).collect()
    }

    /// Any record of a kind, removed or not; none before the first.
    fn any(&self, kind: &str) -> Option<Id> {
        let all = self.all_of(kind);
        (!all.is_empty()).then(|| one(&self.laptop.world, &all))
    }

    fn remember(&mut self, kind: &'static str, id: Id) {
        self.known.retain(|k| *k != (kind, id));
        self.known.push((kind, id));
    }

    /// One random step.
    pub fn step(&mut self) -> Step {
        let dice = self.laptop.world.below(110);
        self.step_of(dice)
    }

    /// One random edit: no undo, no other day.
    pub fn edit(&mut self) -> Step {
        let dice = self.laptop.world.below(86);
        self.step_of(if dice < 76 { dice } else { dice + 24 })
    }

    /// One random edit or undo: neither another day nor a restart.
    pub fn edit_or_undo(&mut self) -> Step {
        let dice = self.laptop.world.below(91);
        self.step_of(dice)
    }

    fn step_of(&mut self, dice: usize) -> Step {
        match dice {
            0..=24 => self.add(one(&self.laptop.world, KINDS)),
            25..=44 => self.change(None),
            45..=57 => {
                let generation = self.laptop.store().generation().unwrap();
                let back = self.laptop.world.below(6) as i64;
                self.change(Some((generation - back).max(0)))
            }
            58..=65 => self.life(Verb::Remove),
            66..=69 => self.life(Verb::Restore),
            70..=75 => self.several(),
            76..=81 => self.undo_or_redo(true),
            82..=85 => self.undo_or_redo(false),
            86..=90 => self.undo_any(),
            91..=94 => self.another_day(),
            95..=97 => {
                let result = self.laptop.reopen().map(|()| None);
                Step {
                    words: "reopen".into(),
                    result,
                    edits: false,
                    seen: None,
                }
            }
            100..=105 => self.settle(),
            106.. => self.merge(),
            _ => {
                let result = self.laptop.rebuild().map(|()| None);
                Step {
                    words: "rebuild".into(),
                    result,
                    edits: false,
                    seen: None,
                }
            }
        }
    }

    fn add(&mut self, kind: &'static str) -> Step {
        let mut fields = self.required(kind);
        if self.laptop.world.below(2) == 0 {
            fields.extend(self.changes(kind));
        }
        let verb = if kind == "return" {
            Verb::OpenReturn
        } else {
            Verb::Add
        };
        self.save(kind, None, &fields, None, verb)
    }

    fn change(&mut self, generation: Option<i64>) -> Step {
        let (kind, id) = self.at_hand();
        let fields = self.changes(kind);
        // Only the way of a return itself may pass a submitted one.
        let submits = kind == "return" && self.laptop.world.below(3) == 0;
        self.save(
            kind,
            Some(id),
            &fields,
            generation,
            if submits { Verb::Submit } else { Verb::Change },
        )
    }

    fn save(
        &mut self,
        kind: &'static str,
        id: Option<Id>,
        fields: &Fields,
        generation: Option<i64>,
        verb: Verb,
    ) -> Step {
        let words = format!("{verb:?} {kind} {id:?} {fields:?} seen at {generation:?}");
        let (world, me) = (&self.laptop.world, self.laptop.me);
        let store = self.laptop.store.as_mut().unwrap();
        let shown = generation.filter(|_| !self.blind);
        let done = store.transact(world, me, Action::new(verb), |tx| {
            tx.put_seen(kind, id, fields, shown)
        });
        let result = done.map(|(id, receipt)| {
            self.remember(kind, id);
            Some(receipt)
        });
        Step {
            words,
            result,
            edits: true,
            seen: generation,
        }
    }

    fn life(&mut self, verb: Verb) -> Step {
        let (kind, id) = self.at_hand();
        let words = format!("{verb:?} {kind} {id}");
        let (world, me) = (&self.laptop.world, self.laptop.me);
        let store = self.laptop.store.as_mut().unwrap();
        let done = store.transact(world, me, Action::new(verb), |tx| {
            if verb == Verb::Remove {
                tx.remove(kind, id)
            } else {
                tx.restore(kind, id)
            }
        });
        Step {
            words,
            result: done.map(|d| Some(d.1)),
            edits: true,
            seen: None,
        }
    }

    /// Several records in one action, some of them twice; now and then the action fails in the middle.
    fn several(&mut self) -> Step {
        let world = &self.laptop.world;
        let mut plan: Vec<(&'static str, Option<Id>, Option<Fields>)> = vec![];
        for _ in 0..2 + world.below(4) {
            let (kind, id) = one(world, &self.known);
            plan.push(match world.below(3) {
                0 => (kind, Some(id), None),
                1 => (kind, Some(id), Some(self.changes(kind))),
                _ => {
                    let kind = one(world, KINDS);
                    (kind, None, Some(self.required(kind)))
                }
            });
            if world.below(3) == 0 {
                plan.push(plan[world.below(plan.len())].clone());
            }
        }
        let fails = world.below(5) == 0;
        let words = format!("several {plan:?} fails: {fails}");
        let me = self.laptop.me;
        let store = self.laptop.store.as_mut().unwrap();
        let action = Action::new(Verb::Import)
            .of("a list")
            .because(Some("a test".into()));
        let done = store.transact(world, me, action, |tx| {
            let mut made = vec![];
            for (kind, id, fields) in &plan {
                match (id, fields) {
                    (Some(id), None) => tx.remove(kind, *id)?,
                    (id, Some(fields)) => made.push((*kind, tx.put(kind, *id, fields)?)),
                    (None, None) => {}
                }
            }
            if fails {
                Err(StoreError::Stopped)
            } else {
                Ok(made)
            }
        });
        let result = done.map(|(made, receipt)| {
            made.into_iter()
                .for_each(|(kind, id)| self.remember(kind, id));
            Some(receipt)
        });
        Step {
            words,
            result,
            edits: true,
            seen: None,
        }
    }

    fn undo_or_redo(&mut self, undo: bool) -> Step {
        let store = self.laptop.store();
        let next = if undo {
            store.undo_next()
        } else {
            store.redo_next()
        }
        .unwrap();
        let words = format!(
            "{} {:?}",
            if undo { "undo" } else { "redo" },
            next.as_ref().map(|n| &n.label)
        );
        let result = match next {
            Some(action) => self.laptop.undo(action.id).map(|u| Some(u.receipt)),
            None => Ok(None),
        };
        Step {
            words,
            result,
            edits: true,
            seen: None,
        }
    }

    fn undo_any(&mut self) -> Step {
        let actions = self.laptop.store().actions(1_000).unwrap();
        let action = &actions[self.laptop.world.below(actions.len())];
        let partly = self.laptop.world.below(2) == 0;
        let words = format!("undo of “{}” {}, partly: {partly}", action.label, action.id);
        let (world, me) = (&self.laptop.world, self.laptop.me);
        let store = self.laptop.store.as_mut().unwrap();
        let result = store
            .undo(world, me, action.id, partly)
            .map(|u| Some(u.receipt));
        Step {
            words,
            result,
            edits: true,
            seen: None,
        }
    }

    fn another_day(&mut self) -> Step {
        let day = one(&self.laptop.world, DAYS);
        self.laptop.world.set_today(day);
        let today = self.laptop.world.today();
        let result = self.laptop.store().refresh_findings(today).map(|()| None);
        Step {
            words: format!("today is {day}"),
            result,
            edits: false,
            seen: None,
        }
    }
}

/// The national set that ships with the program.
pub fn national() -> Id {
    hubfolio_core::catalogue::shipped_kpi_set(hubfolio_core::catalogue::NATIONAL)
}
