//! Settling an edit of a record that became another name for a second one meanwhile: the one that stands takes it over,
//! or keeps what it says. Either way somebody has looked at exactly these versions.

use super::{
    Result, Store, Thing, What,
    heads::WriteAt,
    settling::{Answer, Choice, Step, no_version, replaced},
    unsettled::{settled_field, write_named},
};
use crate::record::{Id, Value};

/// The versions that were looked at.
struct Seen {
    /// Tokens of those of the record that became another name.
    away: Vec<String>,
    /// Those of the record that stands.
    standing: Vec<WriteAt>,
}

impl Store {
    /// What a choice writes: a value to the record that stands, unless it stays as it is, and a word that it was looked at.
    pub(super) fn of_merged_away(
        &self,
        thing: &Thing,
        stands: Id,
        answer: &Answer,
    ) -> Result<Vec<Step>> {
        let seen = self.seen_of_both(thing, stands, &answer.seen)?;
        let value = match &answer.choice {
            Choice::Leave => None,
            Choice::Write(value) => Some(value.clone()),
            Choice::Keep(token) => self.taken_over(thing, stands, token)?,
        };
        let mut steps = vec![Step::Word {
            kind: thing.kind.clone(),
            record: thing.record,
            field: settled_field(What::Field, &thing.about),
            value: Value::Text(seen.away.join(" ")),
        }];
        if let Some(value) = value {
            let standing = Thing {
                record: stands,
                ..thing.clone()
            };
            self.refuse_still(&standing)?;
            self.refuse_misfit(&standing, &value)?;
            steps.push(Step::Write {
                thing: standing,
                field: thing.about.clone(),
                value,
                over: seen.standing,
                still: false,
            });
        }
        Ok(steps)
    }

    fn seen_of_both(&self, thing: &Thing, stands: Id, tokens: &[String]) -> Result<Seen> {
        let mut seen = Seen {
            away: vec![],
            standing: vec![],
        };
        for token in tokens {
            match write_named(&self.db, thing.record, token) {
                Ok(at) if self.is_head(at)? => seen.away.push(token.clone()),
                Ok(_) => {}
                Err(_) => seen.standing.push(write_named(&self.db, stands, token)?),
            }
        }
        if seen.away.is_empty() {
            return Err(replaced());
        }
        Ok(seen)
    }

    /// The value that the record that stands takes over; none where its own version is the one that stays.
    fn taken_over(&self, thing: &Thing, stands: Id, token: &str) -> Result<Option<Value>> {
        let Ok(at) = write_named(&self.db, thing.record, token) else {
            write_named(&self.db, stands, token)?;
            return Ok(None);
        };
        match self.version(at)? {
            version if version.field == thing.about && version.value.is_some() => Ok(version.value),
            _ => Err(no_version()),
        }
    }
}
