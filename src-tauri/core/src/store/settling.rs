//! Settling what waits: an ordinary edit whose parents are exactly the versions that were looked at. What arrives later
//! is never swallowed; two people who settle one thing differently at once make a new thing to settle.

use std::collections::BTreeSet;

use super::{
    Action, Receipt, Result, Store, StoreError, Thing, Verb, What,
    heads::{LIFE, WriteAt},
    unsettled::{note, of_what_stands_still, settled_field, told_apart, write_named},
};
use crate::{
    env::Env,
    record::{Id, Value},
};

/// How one thing is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// The version of this token stays; for records that are the same, the record of this identifier.
    Keep(String),
    /// Everything stays as it is: it was looked at.
    Leave,
    /// This value, in place of all that was looked at.
    Write(Value),
}

/// One thing and how it is settled.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The thing.
    pub thing: Thing,
    /// Tokens of the versions that were looked at.
    pub seen: Vec<String>,
    /// How.
    pub choice: Choice,
}

/// What settling did.
#[derive(Debug, Clone)]
pub struct Settlement {
    /// As of any action.
    pub receipt: Receipt,
    /// Things that wait no longer.
    pub settled: usize,
    /// Things that could not be settled, with the reason.
    pub left: Vec<(Thing, String)>,
}

/// A write of a settlement.
pub(super) enum Step {
    Write {
        thing: Thing,
        field: String,
        value: Value,
        over: Vec<WriteAt>,
        still: bool,
    },
    Merge {
        kind: String,
        keep: Id,
        other: Id,
    },
    Word {
        kind: String,
        record: Id,
        field: String,
        value: Value,
    },
}

impl Store {
    /// Settles things as one action. What can't be settled is left and named; when there is only one, that is an error.
    ///
    /// # Errors
    /// When nothing of it can be settled, or the file can't be written.
    pub fn settle(
        &mut self,
        env: &dyn Env,
        author: Id,
        answers: &[Answer],
        reason: Option<String>,
    ) -> Result<Settlement> {
        let mut steps = vec![];
        let mut left = vec![];
        let mut planned: BTreeSet<String> = BTreeSet::new();
        for answer in answers {
            match self.steps(answer) {
                Ok(more) => {
                    planned.insert(answer.thing.id());
                    steps.extend(more);
                }
                Err(e @ (StoreError::Refused(_) | StoreError::Invalid(_))) if answers.len() > 1 => {
                    left.push((
                        answer.thing.clone(),
                        crate::contract::Fault::from(e).message,
                    ));
                }
                Err(e) => return Err(e),
            }
        }
        let kinds = std::sync::Arc::clone(&self.kinds);
        let action = Action::new(Verb::Settle).because(reason);
        let ((), receipt) = self.transact(env, author, action, |tx| {
            for step in steps {
                match step {
                    Step::Write {
                        thing,
                        field,
                        value,
                        over,
                        still,
                    } => {
                        let Some(kind) = kinds.get(&thing.kind) else {
                            return Err(StoreError::UnknownKind(thing.kind));
                        };
                        tx.write_exactly(kind, thing.record, &field, value, over, still)?;
                    }
                    Step::Merge { kind, keep, other } => tx.merge(&kind, keep, other)?,
                    Step::Word {
                        kind,
                        record,
                        field,
                        value,
                    } => {
                        tx.write_word(&kind, record, &field, value)?;
                    }
                }
            }
            Ok(())
        })?;
        let still: BTreeSet<String> = self.to_settle()?.iter().map(Thing::id).collect();
        Ok(Settlement {
            receipt,
            settled: planned.difference(&still).count(),
            left,
        })
    }

    fn steps(&self, answer: &Answer) -> Result<Vec<Step>> {
        let thing = &answer.thing;
        if let (note::MERGED_AWAY, Some(stands)) = (thing.note.as_str(), thing.target) {
            return self.of_merged_away(thing, stands, answer);
        }
        match (&answer.choice, thing.what) {
            (Choice::Keep(record), What::Same) => self.merging(thing, record),
            (Choice::Keep(_), What::Twice) => Err(impossible()),
            (Choice::Keep(token), What::Removed) => self.there_or_not(thing, answer, token),
            (Choice::Keep(token), _) => self.keeping(thing, answer, token),
            (Choice::Leave, What::Field | What::Removed) => Err(impossible()),
            (Choice::Leave, _) => self.leaving(thing, answer),
            (Choice::Write(value), What::Field | What::Missing | What::Rule) => {
                self.writing(thing, answer, value)
            }
            (Choice::Write(_), _) => Err(impossible()),
        }
    }

    /// The versions that were looked at, of which at least one must still stand.
    fn seen(&self, thing: &Thing, answer: &Answer) -> Result<Vec<WriteAt>> {
        let mut seen = vec![];
        let mut stands = false;
        for token in &answer.seen {
            let at = write_named(&self.db, thing.record, token)?;
            stands |= self.is_head(at)?;
            seen.push(at);
        }
        if stands {
            return Ok(seen);
        }
        Err(replaced())
    }

    fn keeping(&self, thing: &Thing, answer: &Answer, token: &str) -> Result<Vec<Step>> {
        let seen = self.seen(thing, answer)?;
        let kept = write_named(&self.db, thing.record, token)?;
        let late = thing.what == What::Signed || thing.note == note::AFTER;
        if late || thing.what == What::Missing || thing.what == What::Rule {
            // To keep what stands is to leave it.
            if self.is_head(kept)? {
                return self.leaving(thing, answer);
            }
        }
        let version = self.version(kept)?;
        let Some(value) = version.value.filter(|_| version.field == thing.about) else {
            return Err(no_version());
        };
        let over = if late {
            // As it stood is no head; what came since is.
            let mut heads = vec![];
            for at in seen {
                if self.is_head(at)? {
                    heads.push(at);
                }
            }
            heads
        } else {
            seen
        };
        // Two laptops made it stand still: which of the two it is, somebody has to say.
        let rules = self.rules.as_ref();
        let still = late
            || of_what_stands_still(&self.db, rules, (&thing.kind, thing.record), kept)?
                && self.is_head(kept)?;
        if !still {
            self.refuse_still(thing)?;
        }
        Ok(vec![Step::Write {
            thing: thing.clone(),
            field: thing.about.clone(),
            value,
            over,
            still,
        }])
    }

    fn writing(&self, thing: &Thing, answer: &Answer, value: &Value) -> Result<Vec<Step>> {
        let over = self.seen(thing, answer)?;
        if self.kind(&thing.kind)?.field(&thing.about).is_none() || thing.note == note::AFTER {
            return Err(impossible());
        }
        self.refuse_still(thing)?;
        self.refuse_misfit(thing, value)?;
        Ok(vec![Step::Write {
            thing: thing.clone(),
            field: thing.about.clone(),
            value: value.clone(),
            over,
            still: false,
        }])
    }

    /// Refuses a value that does not fit its field, or not beside the others of its record.
    pub(super) fn refuse_misfit(&self, thing: &Thing, value: &Value) -> Result<()> {
        let kind = self.kind(&thing.kind)?;
        let mut whole = self.row(&thing.kind, thing.record)?.fields();
        let before = kind.validate(&whole);
        whole.insert(thing.about.clone(), value.clone());
        let mut faults = kind.validate(&whole);
        faults.retain(|f| f.field == thing.about || !before.contains(f));
        if faults.is_empty() {
            Ok(())
        } else {
            Err(StoreError::Invalid(faults))
        }
    }

    /// Removed after all, or kept after all.
    fn there_or_not(&self, thing: &Thing, answer: &Answer, token: &str) -> Result<Vec<Step>> {
        let mut over = self.seen(thing, answer)?;
        self.refuse_still(thing)?;
        let kept = self.version(write_named(&self.db, thing.record, token)?)?;
        let gone = kept.field == LIFE && kept.value == Some(Value::Int(0));
        // Whoever decides on the whole record has seen what those before them had seen, as far as it still stands.
        let words: Vec<WriteAt> = over.clone();
        for word in words {
            over.extend(self.parents_that_stand(word)?);
        }
        over.sort_unstable();
        over.dedup();
        Ok(vec![Step::Write {
            thing: thing.clone(),
            field: LIFE.into(),
            value: Value::from(!gone),
            over,
            still: false,
        }])
    }

    fn parents_that_stand(&self, at: WriteAt) -> Result<Vec<WriteAt>> {
        let mut rows = self.db.prepare_cached(
            "SELECT parent_no, parent_idx FROM log_parent WHERE change_no = ?1 AND idx = ?2",
        )?;
        let parents = rows
            .query_map([at.0, at.1], |r| Ok((r.get(0)?, r.get(1)?)))?
            .collect::<rusqlite::Result<Vec<WriteAt>>>()?;
        let mut out = vec![];
        for parent in parents {
            if self.is_head(parent)? {
                out.push(parent);
            }
        }
        Ok(out)
    }

    fn merging(&self, thing: &Thing, keep: &str) -> Result<Vec<Step>> {
        let keep: Id = keep.parse().map_err(|_| impossible())?;
        let other = match thing.target {
            Some(target) if keep == target => thing.record,
            Some(target) if keep == thing.record => target,
            _ => return Err(impossible()),
        };
        for record in [keep, other] {
            self.refuse_still(&Thing {
                record,
                ..thing.clone()
            })?;
        }
        Ok(vec![Step::Merge {
            kind: thing.kind.clone(),
            keep,
            other,
        }])
    }

    /// Says that somebody looked at this and left it: exactly these versions, so that a later one is put before people
    /// again.
    fn leaving(&self, thing: &Thing, answer: &Answer) -> Result<Vec<Step>> {
        let word = |record: Id, field: String, value: String| Step::Word {
            kind: thing.kind.clone(),
            record,
            field,
            value: Value::Text(value),
        };
        match thing.what {
            What::Same => {
                // Not the same as this one, nor as any other that says the same.
                let pairs = told_apart(&self.db, &self.kinds, self.rules.as_ref(), thing)?;
                let words = pairs.into_iter().map(|(later, earlier)| {
                    let field = settled_field(What::Same, &earlier.to_string());
                    word(later, field, "apart".into())
                });
                Ok(words.collect())
            }
            What::Twice => Ok(vec![word(
                thing.record,
                thing.settled_field(),
                "seen".into(),
            )]),
            _ => {
                let mut seen = vec![];
                for token in &answer.seen {
                    if self.is_head(write_named(&self.db, thing.record, token)?)? {
                        seen.push(token.as_str());
                    }
                }
                if seen.is_empty() {
                    self.seen(thing, answer)?;
                }
                Ok(vec![word(
                    thing.record,
                    thing.settled_field(),
                    seen.join(" "),
                )])
            }
        }
    }

    pub(super) fn refuse_still(&self, thing: &Thing) -> Result<()> {
        match self.frozen(&thing.kind, thing.record)? {
            None => Ok(()),
            Some(why) => Err(StoreError::refused(
                "frozen",
                format!("{why} Nothing was changed."),
                "",
            )),
        }
    }
}

pub(super) fn replaced() -> StoreError {
    StoreError::refused(
        "settled",
        "These versions were replaced meanwhile. Nothing was changed.",
        "Open the page again and look at the versions as they are now.",
    )
}

pub(super) fn no_version() -> StoreError {
    StoreError::refused(
        "no_version",
        "This version holds nothing that could be kept. Nothing was changed.",
        "Keep another one, or write a new one.",
    )
}

fn impossible() -> StoreError {
    StoreError::refused(
        "no_such_choice",
        "This can't be settled in that way. Nothing was changed.",
        "Look at it by itself: its page says what can be done.",
    )
}
