//! What people type: values by field, often ones that fit.

use hubfolio_core::record::{Fields, Id, Value};

use super::{DAYS, Random, national, one};

pub(super) const WORDS: &[&str] = &[
    "Red Roofs",
    "Pool",
    "Arbury",
    "Zoë’s",
    "Nuneaton & Bedworth",
    "Ōmure",
    "'; DROP TABLE head",
];

impl Random {
    /// A value for a field: often one that fits, sometimes one that does not.
    pub(super) fn value(&self, field: &str) -> Value {
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

    pub(super) fn optional(kind: &str) -> &'static [&'static str] {
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

    pub(super) fn changes(&self, kind: &str) -> Fields {
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
}
