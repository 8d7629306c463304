//! Random edits of a hub file as people make them: adding, changing, removing, restoring, saving a form that was
//! opened long ago, several records at once, undo and redo, another day, a restart.

use hubfolio_core::{
    env::Env,
    record::{Fields, Id, Value},
    store::{Action, Answer, Choice, Receipt, Result, StoreError, Verb, What},
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
const WORDS: &[&str] = &[
    "Red Roofs",
    "Pool",
    "Arbury",
    "Zoë’s",
    "Nuneaton & Bedworth",
    "Ōmure",
    "'; DROP TABLE head",
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

    /// Any record of a kind, removed or not; none before the first.
    fn any(&self, kind: &str) -> Option<Id> {
        let all: Vec<Id> = self
            .known
            .iter()
            .filter(|k| k.0 == kind)
            .map(|k| k.1)
            .collect();
        (!all.is_empty()).then(|| one(&self.laptop.world, &all))
    }

    /// A value for a field: often one that fits, sometimes one that does not.
    fn value(&self, field: &str) -> Value {
        let world = &self.laptop.world;
        let reference = |kind: &str| self.any(kind).map_or(Value::Null, Value::Id);
        match field {
            "name" | "notes" | "evidence" | "funding" | "narrative" => one(world, WORDS).into(),
            "practice" | "pcn" | "place" | "person" => reference(field),
            "hub" | "locality_hub" => reference("hub_profile"),
            "kpi_return" => reference("return"),
            "from" | "to" | "opened" | "closed" | "start" | "end" | "contract_start" => {
                one(world, DAYS).into()
            }
            "list_size" => Value::Int(one(world, &[0, 4_000, 18_000, 31_000, 52_000])),
            "postcode" => one(world, &["CV1 1AA", "CV11 5TT", "far too long a postcode"]).into(),
            "level" => one(world, &["ics", "locality"]).into(),
            "host_kind" => one(world, &["acute_trust", "cic"]).into(),
            "host_safeguards" => "A board of its own".into(),
            "mark" => one(world, &["contacted", "engaged", "workforce_plan"]).into(),
            "role" => one(world, &["administrator", "lead_clinician"]).into(),
            "email" => one(world, &["ann@example.org", "not an address"]).into(),
            "wte" | "value" => Value::Int(one(world, &[50, 100, 10_000])),
            "contract_year" => Value::Int(one(world, &[1, 2, 3])),
            "state" => one(world, &["open", "hub_complete"]).into(),
            other => panic!("no value for {other}"),
        }
    }

    fn optional(kind: &str) -> &'static [&'static str] {
        match kind {
            "practice" => &[
                "name",
                "postcode",
                "opened",
                "closed",
                "list_size",
                "list_size",
                "notes",
            ],
            "pcn" => &["name", "place", "locality_hub", "opened", "closed", "notes"],
            "pcn_membership" => &["to", "to", "practice", "pcn"],
            "practice_mark" => &["from", "to", "evidence", "hub", "practice"],
            "pcn_mark" => &["from", "to", "evidence", "hub", "pcn"],
            "place" => &["name", "notes"],
            "person" => &["name", "email", "notes"],
            "team_member" => &["person", "wte", "start", "end", "funding"],
            "hub_profile" => &[
                "name",
                "level",
                "host_kind",
                "host_safeguards",
                "contract_start",
            ],
            "organisation" => &["name", "closed", "notes"],
            "target" => &["value", "notes"],
            "return" => &["state"],
            _ => &["narrative"],
        }
    }

    /// What a record of a kind can't do without, by dice.
    pub fn required(&self, kind: &str) -> Fields {
        let world = &self.laptop.world;
        let mut out = Fields::new();
        let mut set =
            |name: &str, value: Value| out.insert(name.to_owned(), value).map_or((), drop);
        match kind {
            "practice" => set("ods_code", format!("M8400{}", world.below(6)).into()),
            "pcn" => set("ods_code", format!("U0000{}", world.below(4)).into()),
            "place" => set("ods_code", format!("0{}A", world.below(3)).into()),
            _ => {}
        }
        let fields: &[&str] = match kind {
            "practice" | "pcn" | "place" | "person" | "organisation" => &["name"],
            "pcn_membership" => &["practice", "pcn", "from"],
            "practice_mark" => &["practice", "mark", "from"],
            "pcn_mark" => &["pcn", "mark", "from"],
            "team_member" => &["hub", "role"],
            "hub_profile" => &["name", "level"],
            "target" => &["hub", "contract_year", "value"],
            "return" => &["hub"],
            _ => &["kpi_return", "narrative"],
        };
        for name in fields {
            set(name, self.value(name));
        }
        let shipped = |n: &str| Value::Id(Id::natural("indicator", &[&national().to_string(), n]));
        match kind {
            "target" => set("indicator", shipped("1")),
            "answer" => set("indicator", shipped(one(world, &["1", "2", "8"]))),
            "return" => {
                set("set", Value::Id(national()));
                set("period", "2025-26 H1".into());
                set("from", "2025-04-01".into());
                set("to", "2025-09-30".into());
                set("state", "open".into());
                set("revision", Value::Int(1));
            }
            _ => {}
        }
        out
    }

    fn changes(&self, kind: &str) -> Fields {
        let world = &self.laptop.world;
        (0..=world.below(3))
            .map(|_| {
                let name = one(world, Self::optional(kind));
                let value = if world.below(6) == 0 {
                    Value::Null
                } else {
                    self.value(name)
                };
                (name.to_owned(), value)
            })
            .collect()
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

    /// Settles something that waits, in one of the ways there are; some of them do not fit.
    fn settle(&mut self) -> Step {
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
    fn merge(&mut self) -> Step {
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
        let all: Vec<Id> = self
            .known
            .iter()
            .filter(|k| k.0 == kind)
            .map(|k| k.1)
            .collect();
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
