//! Contacts at their places, the map and the contact log.

use super::{Maker, PER_ENTRY, ROLES, at, fields};
use crate::{
    record::{Fields, Value},
    store::{Result, Tx},
};

impl Maker {
    pub(super) fn post(&mut self, tx: &mut Tx<'_>, n: usize) -> Result<()> {
        let (field, place) = self.place(n);
        let values = fields([
            ("person", at(&self.made.people, n)),
            ("role", self.dice.one(&ROLES).into()),
            (field, place),
            ("from", self.day(1_500).into()),
        ]);
        tx.put("post", None, &values)?;
        Ok(())
    }

    pub(super) fn mapping(&mut self, tx: &mut Tx<'_>, n: usize) -> Result<()> {
        let level = |n: usize| Value::Int(1 + n as i64);
        let values = fields([
            ("organisation", at(&self.made.organisations, n)),
            ("influence", level(self.dice.below(5))),
            ("interest", level(self.dice.below(5))),
            ("day", self.day(700).into()),
        ]);
        tx.put("stakeholder_mapping", None, &values)?;
        Ok(())
    }

    /// Entries of the contact log, as a list that was kept elsewhere brings them.
    pub(super) fn contacts(&mut self, tx: &mut Tx<'_>, n: usize) -> Result<()> {
        for n in n * PER_ENTRY..(n + 1) * PER_ENTRY {
            let values = self.contact(n);
            tx.put("engagement", None, &values)?;
        }
        Ok(())
    }

    /// Where a contact works.
    fn place(&self, n: usize) -> (&'static str, Value) {
        match n % 3 {
            0 => ("organisation", at(&self.made.organisations, n / 3)),
            1 => ("practice", at(&self.made.practices, n / 3)),
            _ => ("pcn", at(&self.made.pcns, n / 3)),
        }
    }

    fn contact(&mut self, n: usize) -> Fields {
        const KINDS: [&str; 4] = ["meeting", "call", "email", "visit"];
        let (field, place) = self.place(n);
        fields([
            ("day", self.day(1_100).into()),
            ("kind", self.dice.one(&KINDS).into()),
            ("subject", format!("Training at {}", self.town()).into()),
            (field, place),
            ("person", at(&self.made.people, n)),
            ("by", at(&self.made.people, n % 16)),
            ("outcome", format!("To go on with {}", self.town()).into()),
        ])
    }
}
