//! The practice hub: an invented hub of the size of a real one, to try everything on and throw away. Structure and
//! figures follow one published strategy (4 places, 19 networks, 120 practices, contract from April 2022 for three years
//! and two, four funding sources); every name in it is made up, codes are of series not in use.
//!
//! It is written through the door like people's edits, from one fixed seed, and always holds a few things that need
//! attention. It knows the registers and nothing of files or windows.

mod boards;
mod stakeholders;

use chrono::{Days, NaiveDate};

use crate::{
    catalogue,
    env::Env,
    generate::{Dice, END, START, at, fields},
    record::{Fields, Id, Value},
    registers::indicators::{Period, returns},
    store::{Action, Result, Store, StoreError, Tx, Verb},
};

/// Name of the practice hub.
pub const HUB: &str = "Northwold and Eastmere Training Hub";
/// Who works in it.
pub const PERSON: &str = "Rowan Ashdale";
/// The seed: the practice hub is the same on every laptop.
const SEED: u64 = 0x0048_5542_464F_4C49;

const PLACES: [&str; 4] = ["Northwold", "Eastmere", "Southcombe", "Westbury Vale"];
const NETWORKS: usize = 19;
const PRACTICES: usize = 120;
const ORGANISATIONS: usize = 24;
/// An ICB code that no health system has.
const ICS: &str = "QZZ";
const FUNDING: [&str; 4] = [
    "National programme",
    "Core training hub contract",
    "ICB non-recurrent",
    "One-off projects",
];
const FIRST: [&str; 24] = [
    "Amara", "Ben", "Chloe", "Dev", "Ellen", "Farah", "Gareth", "Hannah", "Imran", "Jo", "Kwame",
    "Leila", "Marcus", "Nadia", "Owen", "Priya", "Rosa", "Sam", "Tariq", "Uma", "Victor", "Wendy",
    "Yusuf", "Zoe",
];
const TEAM: [(&str, i64, usize); 7] = [
    ("programme_manager", 100, 1),
    ("lead_education", 80, 1),
    ("lead_clinician", 40, 0),
    ("project_support", 100, 2),
    ("project_support", 60, 3),
    ("placement_lead", 60, 1),
    ("administrator", 100, 1),
];
const PARTNERS: [(&str, &str); 12] = [
    ("community_trust", "Community Health Trust"),
    ("acute_trust", "Hospitals Trust"),
    ("university", "University"),
    ("medical_school", "Medical School"),
    ("voluntary_sector", "Volunteers"),
    ("local_authority", "Council"),
    ("lmc", "Local Medical Committee"),
    ("gp_federation", "GP Federation"),
    ("social_care", "Care Partnership"),
    ("community_pharmacy", "Pharmacy Group"),
    ("school_or_college", "College"),
    ("training_provider", "Skills Centre"),
];

/// Fills a new hub file, which holds nothing yet, with the practice hub. The reply is who works in it.
///
/// # Errors
/// [`StoreError::Stopped`] when asked to stop, and failures to write.
pub fn fill(store: &mut Store, env: &dyn Env, me: Id, name: &str) -> Result<()> {
    let mut sample = Sample {
        dice: Dice::new(SEED),
        today: env.today(),
        name: name.to_owned(),
        hub: me,
        places: vec![],
        networks: vec![],
        practices: vec![],
        team: vec![me],
        organisations: vec![],
        contacts: vec![],
    };
    type Part = fn(&mut Sample, &mut Tx<'_>) -> Result<()>;
    let parts: [(&str, Part); 10] = [
        ("hub, places and networks", Sample::hub_and_patch),
        ("practices", Sample::practices),
        ("the hub's team", Sample::team),
        ("contacts", Sample::contacts),
        ("coverage of practices", Sample::practice_marks),
        ("coverage of networks", Sample::network_marks),
        ("boards, meetings and interests", Sample::boards),
        ("the stakeholder map", Sample::stakeholder_map),
        ("the engagement plan and contacts", Sample::engagement),
        ("groups and feedback", Sample::groups_and_feedback),
    ];
    let total = parts.len() as u64 + 1;
    for (done, (words, part)) in parts.into_iter().enumerate() {
        if !env.progress(done as u64, total, "Making the practice hub") {
            return Err(StoreError::Stopped);
        }
        let verb = if done == 0 { Verb::Found } else { Verb::Add };
        store.transact(env, me, Action::new(verb).of(words), |tx| {
            if done == 0 {
                tx.put("person", Some(me), &person(PERSON, "Programme manager", 0))?;
            }
            part(&mut sample, tx)
        })?;
    }
    sample.returns(store, env, me)?;
    env.progress(total, total, "Making the practice hub");
    Ok(())
}

struct Sample {
    dice: Dice,
    today: NaiveDate,
    /// What the hub is called.
    name: String,
    hub: Id,
    places: Vec<Id>,
    networks: Vec<Id>,
    practices: Vec<Id>,
    team: Vec<Id>,
    organisations: Vec<Id>,
    /// Contacts in practices, networks and organisations, in this order.
    contacts: Vec<Id>,
}

impl Sample {
    fn hub_and_patch(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let hub = fields([
            ("name", self.name.as_str().into()),
            ("level", "ics".into()),
            ("ics", ICS.into()),
            ("ics_name", "Northwold and Eastmere".into()),
            ("region", "Midlands".into()),
            ("host", "Northwold Community Health Trust".into()),
            ("host_kind", "community_provider".into()),
            ("contract_start", day(2022, 4, 1)),
            ("contract_end", day(2025, 3, 31)),
            ("extended_to", day(2027, 3, 31)),
            ("next_review", (self.today + Days::new(21)).into()),
            ("population", Value::Int(818_000)),
        ]);
        self.hub = tx.put("hub_profile", None, &hub)?;
        for (n, name) in PLACES.into_iter().enumerate() {
            let place = fields([
                ("ods_code", format!("9{n}Z").into()),
                ("name", name.into()),
                ("ics", ICS.into()),
            ]);
            self.places.push(tx.put("place", None, &place)?);
        }
        for n in 0..NETWORKS {
            let network = fields([
                ("ods_code", format!("U{:05}", 90_100 + n).into()),
                ("name", format!("{} PCN", town(200 + n)).into()),
                ("place", at(&self.places, n)),
                ("ics", ICS.into()),
                ("opened", day(2019, 7, 1)),
            ]);
            self.networks.push(tx.put("pcn", None, &network)?);
        }
        Ok(())
    }

    /// Practices and their networks, with what a national file leaves to mend: two in no network, one without a list
    /// size, one that closed and is still a member.
    fn practices(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        const SORTS: [&str; 4] = ["Surgery", "Medical Centre", "Health Centre", "Practice"];
        for n in 0..PRACTICES {
            let town = town(n);
            let network = n % NETWORKS;
            // One network above 50,000 patients, one below 30,000, the rest between.
            let (least, more) = match network {
                0 => (8_600, 1_400),
                18 => (2_900, 900),
                _ => (5_400, 2_100),
            };
            let size = Value::Int(least + self.dice.below(more) as i64);
            let closed = n == PRACTICES - 4;
            let practice = fields([
                ("ods_code", format!("Z{:05}", 41_001 + n).into()),
                ("name", format!("{town} {}", self.dice.one(&SORTS)).into()),
                (
                    "address",
                    format!("{} High Street, {town}", 1 + self.dice.below(90)).into(),
                ),
                (
                    "postcode",
                    format!("ZZ{} {}ZZ", 1 + n % 30, self.dice.below(9)).into(),
                ),
                ("telephone", telephone(n)),
                ("ics", ICS.into()),
                ("opened", day(1985, 4, 1)),
                ("closed", closed.then(|| self.today - Days::new(40)).into()),
                (
                    "list_size",
                    if n == PRACTICES - 1 {
                        Value::Null
                    } else {
                        size
                    },
                ),
                ("list_size_on", (self.today - Days::new(52)).into()),
            ]);
            let id = tx.put("practice", None, &practice)?;
            self.practices.push(id);
            if n != PRACTICES - 2 && n != PRACTICES - 3 {
                let member = fields([
                    ("practice", id.into()),
                    ("pcn", at(&self.networks, network)),
                    ("from", day(2019, 7, 1)),
                ]);
                tx.put("pcn_membership", None, &member)?;
            }
        }
        Ok(())
    }

    fn team(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        for (n, (role, wte, funding)) in TEAM.into_iter().enumerate() {
            if n > 0 {
                let words = role.replace('_', " ");
                let values = person(&full_name(n), &words, n);
                self.team.push(tx.put("person", None, &values)?);
            }
            let member = fields([
                ("hub", self.hub.into()),
                ("person", at(&self.team, n)),
                ("role", role.into()),
                ("wte", Value::Int(wte)),
                (
                    "funding",
                    FUNDING.get(funding).copied().unwrap_or_default().into(),
                ),
                ("start", day(2022, 4 + (n as u32 % 6), 1)),
            ]);
            tx.put("team_member", None, &member)?;
        }
        Ok(())
    }

    /// A manager for each practice, an education lead for each network, and a contact in each partner organisation.
    fn contacts(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let mut number = TEAM.len();
        let mut add = |tx: &mut Tx<'_>, role: String| {
            number += 1;
            tx.put("person", None, &person(&full_name(number), &role, number))
        };
        let (mut contacts, mut organisations) = (vec![], vec![]);
        let post = |person: Id, role: &str, field: &str, place: Value| {
            fields([
                ("person", person.into()),
                ("role", role.into()),
                (field, place),
                ("from", day(2022, 4, 1)),
            ])
        };
        for n in 0..PRACTICES {
            let person = add(tx, format!("Practice manager, {}", town(n)))?;
            let place = at(&self.practices, n);
            tx.put(
                "post",
                None,
                &post(person, "Practice manager", "practice", place),
            )?;
            contacts.push(person);
        }
        for n in 0..NETWORKS {
            let person = add(tx, format!("Education lead, {} PCN", town(200 + n)))?;
            let place = at(&self.networks, n);
            tx.put("post", None, &post(person, "Education lead", "pcn", place))?;
            contacts.push(person);
        }
        for n in 0..ORGANISATIONS {
            let (category, words) = PARTNERS
                .get(n % PARTNERS.len())
                .copied()
                .unwrap_or_default();
            let name = format!("{} {words}", town(300 + n));
            let person = add(tx, format!("Education contact, {name}"))?;
            let organisation = fields([
                ("name", name.into()),
                ("category", category.into()),
                ("telephone", telephone(500 + n)),
            ]);
            let place = tx.put("organisation", None, &organisation)?;
            tx.put(
                "post",
                None,
                &post(person, "Education contact", "organisation", place.into()),
            )?;
            organisations.push(place);
            contacts.push(person);
        }
        (self.contacts, self.organisations) = (contacts, organisations);
        Ok(())
    }

    fn practice_marks(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        for n in 0..PRACTICES {
            let holds = [
                ("contacted", true),
                ("engaged", n % 5 != 4),
                ("approved_learning_environment", n % 3 == 0),
                ("hosting_placements", n % 4 == 0),
            ];
            for (mark, _) in holds.into_iter().filter(|(_, holds)| *holds) {
                let values = self.mark("practice", at(&self.practices, n), mark, n);
                tx.put("practice_mark", None, &values)?;
            }
        }
        Ok(())
    }

    fn network_marks(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        for n in 0..NETWORKS {
            let holds = [
                ("planning_support_offered", n < NETWORKS - 2),
                ("workforce_plan", n % 2 == 0),
                ("uses_library_services", n % 6 == 0),
                ("engaged_on_new_roles", n % 3 != 2),
            ];
            for (mark, _) in holds.into_iter().filter(|(_, holds)| *holds) {
                let values = self.mark("pcn", at(&self.networks, n), mark, n * 3);
                tx.put("pcn_mark", None, &values)?;
            }
        }
        Ok(())
    }

    fn mark(&mut self, of: &str, record: Value, mark: &str, n: usize) -> Fields {
        const SHOWN_BY: [&str; 4] = [
            "Visit of the education lead",
            "Minutes of the network meeting",
            "E-mail from the practice manager",
            "Attendance list of the workshop",
        ];
        let from = NaiveDate::from_ymd_opt(2022, 6, 1).unwrap_or_default();
        fields([
            (of, record),
            ("mark", mark.into()),
            ("from", (from + Days::new(n as u64 * 5)).into()),
            ("evidence", self.dice.one(&SHOWN_BY).into()),
            ("hub", self.hub.into()),
        ])
    }

    /// Two submitted returns and one under way, half of its questions answered.
    fn returns(&mut self, store: &mut Store, env: &dyn Env, me: Id) -> Result<()> {
        let set = catalogue::shipped_kpi_set(catalogue::NATIONAL);
        let last = Period::of(self.today).before();
        let periods = [last.before().before(), last.before(), last];
        let indicators = store
            .db()
            .prepare("SELECT id FROM live_indicator WHERE \"set\" = ?1 ORDER BY place")?
            .query_map([set], |r| r.get(0))?
            .collect::<rusqlite::Result<Vec<Id>>>()?;
        for period in periods {
            let open = period == last;
            let id = returns::open(store, env, me, self.hub, set, period)?;
            let answered = if open {
                indicators.len() / 2
            } else {
                indicators.len()
            };
            let words = format!("Answers for {}", period.words());
            store.transact(env, me, Action::new(Verb::Add).of(&words), |tx| {
                for indicator in indicators.iter().take(answered) {
                    let narrative = format!(
                        "Work went on as planned in {}. The figures come from the records of the hub; what is behind the \
                         plan is on the agenda of the next board meeting.",
                        period.words()
                    );
                    let answer = fields([
                        ("kpi_return", id.into()),
                        ("indicator", (*indicator).into()),
                        ("narrative", narrative.into()),
                    ]);
                    tx.put("answer", None, &answer)?;
                }
                Ok(())
            })?;
            if !open {
                returns::submit(store, env, me, id)?;
            }
        }
        Ok(())
    }
}

fn person(name: &str, role: &str, n: usize) -> Fields {
    let address = name.to_lowercase().replace(' ', ".");
    let mut role = role.to_owned();
    if let Some(first) = role.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    fields([
        ("name", name.into()),
        ("role", role.into()),
        // A domain that is kept free for examples.
        ("email", format!("{address}@example.org").into()),
        ("telephone", telephone(700 + n)),
    ])
}

/// Different for each number below 400.
fn town(n: usize) -> String {
    let start = START.get(n % START.len()).copied().unwrap_or_default();
    let end = END
        .get((n / START.len() + n * 7) % END.len())
        .copied()
        .unwrap_or_default();
    format!("{start}{end}")
}

fn full_name(n: usize) -> String {
    let first = FIRST.get(n * 5 % FIRST.len()).copied().unwrap_or_default();
    format!("{first} {}", town(n * 3))
}

/// A range that is kept free for drama.
fn telephone(n: usize) -> Value {
    format!("01632 960{:03}", n % 1_000).into()
}

fn day(year: i32, month: u32, day: u32) -> Value {
    NaiveDate::from_ymd_opt(year, month, day).into()
}
