//! Hubs, networks, practices and people, made up, and what they are marked with.

use chrono::Days;

use super::{
    MARKS, Maker, at, fields,
    names::{FIRST, ROLES},
};
use crate::{
    record::{Fields, Value},
    registers::indicators::Period,
};

impl Maker {
    pub(super) fn hub(&mut self, n: usize) -> Fields {
        let start = Period::of(self.today).from() - Days::new(900);
        let level = if n == 0 { "ics" } else { "locality" };
        let parent = self
            .made
            .hubs
            .first()
            .copied()
            .map_or(Value::Null, Value::Id);
        fields([
            ("name", format!("{} Training Hub", self.town()).into()),
            ("level", level.into()),
            ("parent", parent),
            ("ics", "QZZ".into()),
            ("contract_start", start.into()),
        ])
    }

    pub(super) fn pcn(&mut self, n: usize) -> Fields {
        fields([
            ("ods_code", format!("U{:05}", 90_000 + n % 10_000).into()),
            ("name", format!("{} PCN", self.town()).into()),
            ("place", at(&self.made.places, n)),
            ("locality_hub", at(&self.made.hubs, 1 + n % 3)),
            ("ics", "QZZ".into()),
        ])
    }

    pub(super) fn practice(&mut self, n: usize) -> Fields {
        let town = self.town();
        fields([
            ("ods_code", format!("Z{:05}", n % 100_000).into()),
            ("name", format!("{town} Surgery").into()),
            (
                "address",
                format!("{} Mill Lane, {town}", 1 + self.dice.below(200)).into(),
            ),
            (
                "postcode",
                format!("ZZ{} {}ZZ", 1 + self.dice.below(98), self.dice.below(9)).into(),
            ),
            ("telephone", self.telephone().into()),
            ("ics", "QZZ".into()),
            ("opened", self.day(9_000).into()),
            ("list_size", self.list_size()),
        ])
    }

    pub(super) fn person(&mut self, n: usize) -> Fields {
        let (first, last) = (self.dice.one(&FIRST), self.town());
        let address = format!("{first}.{last}.{n}@example.org").to_lowercase();
        fields([
            ("name", format!("{first} {last}").into()),
            ("role", self.dice.one(&ROLES).into()),
            ("email", address.into()),
            ("telephone", self.telephone().into()),
        ])
    }

    pub(super) fn mark(&mut self, of: &str, record: Value) -> Fields {
        let from = self.day(1_500);
        let over = self.dice.below(4) == 0;
        let to = from + Days::new(self.dice.below(400) as u64);
        fields([
            (of, record),
            ("mark", self.dice.one(&MARKS).into()),
            ("from", from.into()),
            ("to", over.then_some(to).into()),
            (
                "evidence",
                format!("Minutes of the meeting at {}", self.town()).into(),
            ),
        ])
    }
}
