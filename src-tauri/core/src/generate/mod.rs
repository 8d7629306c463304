//! A made-up hub file of the size that must still feel quick (`domain.md`, "At scale"), for measurements and rehearsals.
//! Everything goes through the door as people's edits do. All names are invented; codes are of series not in use.

mod boards;
mod contacts;
mod dice;

use chrono::{Days, NaiveDate};

use crate::{
    catalogue,
    env::Env,
    record::{Fields, Id, Value},
    registers::indicators::{Period, returns},
    store::{Action, Result, Store, StoreError, Tx, Verb},
};

pub(crate) use dice::Dice;

/// Actions in one commit.
const PER_COMMIT: usize = 1_000;
/// Entries of the contact log in one action: they come from a list that was kept elsewhere.
const PER_ENTRY: usize = 20;
/// Half-years with a return.
const RETURNS: usize = 6;
/// What practices and PCNs are marked with; the values of the catalogue's list.
const MARKS: [&str; 5] = [
    "contacted",
    "engaged",
    "workforce_plan",
    "planning_support_offered",
    "uses_library_services",
];

/// How many of what.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Practices; a network for every eight of them.
    pub practices: usize,
    /// Organisations and the people in them.
    pub contacts: usize,
    /// People beside those.
    pub people: usize,
    /// Entries of the contact log.
    pub engagements: usize,
    /// Later edits of single records.
    pub edits: usize,
}

impl Size {
    /// Scale 1 is a whole ICS: 500 practices, 10,000 contacts, 20,000 entries of the contact log, 50,000 people in place of
    /// placements.
    pub fn scale(n: usize) -> Self {
        Self {
            practices: 500 * n,
            contacts: 10_000 * n,
            people: 50_000 * n,
            engagements: 20_000 * n,
            edits: 100_000 * n,
        }
    }

    fn networks(&self) -> usize {
        (self.practices / 8).max(1)
    }

    /// Rough number of actions, for saying how far it has come.
    fn actions(&self) -> usize {
        let log = self.contacts + self.engagements / PER_ENTRY;
        self.practices * 10 + self.networks() * 4 + self.contacts + self.people + log + self.edits
    }
}

/// Fills a hub file with made-up records. The same seed gives the same records, though not the same identifiers.
/// `progress` hears of actions done and to do; its `false` asks to stop.
///
/// # Errors
/// [`StoreError::Stopped`] when asked to stop, and failures to write; what was committed by then stays.
pub fn generate(
    store: &mut Store,
    env: &dyn Env,
    author: Id,
    size: &Size,
    seed: u64,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<()> {
    let mut maker = Maker {
        dice: Dice::new(seed),
        today: env.today(),
        size: *size,
        made: Made::default(),
    };
    let plan = maker.plan();
    let total = size.actions();
    let mut done = 0;
    for batch in plan.chunks(PER_COMMIT) {
        store.transact(env, author, Action::new(Verb::Add), |tx| {
            for (i, step) in batch.iter().enumerate() {
                if i > 0 {
                    tx.next_action(Action::new(step.verb()))?;
                }
                maker.make(tx, *step)?;
            }
            Ok(())
        })?;
        done += batch.len();
        if !progress(done.min(total), total) {
            return Err(StoreError::Stopped);
        }
    }
    maker.returns(store, env, author)?;
    maker.boards(store, env, author)
}

/// One action.
#[derive(Debug, Clone, Copy)]
enum Step {
    Hub(usize),
    Team(usize),
    Place(usize),
    Pcn(usize),
    Practice(usize),
    Membership(usize),
    PracticeMark(usize),
    PcnMark(usize),
    Organisation,
    Person(usize),
    Post(usize),
    Contacts(usize),
    Mapping(usize),
    ListSize(usize),
    NewPost,
}

impl Step {
    fn verb(self) -> Verb {
        if matches!(self, Self::ListSize(_) | Self::NewPost) {
            Verb::Change
        } else {
            Verb::Add
        }
    }
}

#[derive(Default)]
struct Made {
    hubs: Vec<Id>,
    places: Vec<Id>,
    pcns: Vec<Id>,
    practices: Vec<Id>,
    people: Vec<Id>,
    organisations: Vec<Id>,
}

struct Maker {
    dice: Dice,
    today: NaiveDate,
    size: Size,
    made: Made,
}

const FIRST: [&str; 24] = [
    "Alder", "Bryony", "Caspian", "Delphine", "Emrys", "Fenella", "Gideon", "Hester", "Ivo",
    "Juno", "Kester", "Linnea", "Merrick", "Nerys", "Orson", "Petra", "Quill", "Rowena", "Soren",
    "Tamsin", "Ulric", "Verity", "Wilf", "Yara",
];
/// Names of towns, and of people after them, begin so.
pub(crate) const START: [&str; 20] = [
    "Ash", "Brack", "Cold", "Dun", "Elder", "Fern", "Gold", "Haw", "Iron", "Kest", "Lark", "Mill",
    "North", "Oak", "Pen", "Quarr", "Rush", "Stan", "Thorn", "Wether",
];
/// And end so.
pub(crate) const END: [&str; 20] = [
    "bourne", "combe", "dale", "field", "gate", "ham", "hurst", "ing", "ley", "mere", "ness",
    "over", "pool", "ridge", "stow", "thwaite", "ton", "well", "wick", "worth",
];
const ROLES: [&str; 8] = [
    "Practice manager",
    "Nurse",
    "GP",
    "Clinical pharmacist",
    "Physiotherapist",
    "Tutor",
    "Care coordinator",
    "Administrator",
];
const CATEGORIES: [&str; 6] = [
    "community_trust",
    "acute_trust",
    "university",
    "voluntary_sector",
    "local_authority",
    "lmc",
];

pub(crate) fn fields<const N: usize>(values: [(&str, Value); N]) -> Fields {
    values.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()
}

impl Maker {
    fn plan(&mut self) -> Vec<Step> {
        let Size {
            practices,
            contacts,
            people,
            engagements,
            edits,
        } = self.size;
        let networks = self.size.networks();
        let organisations = contacts / 10;
        let mut plan: Vec<Step> = vec![];
        plan.extend((0..4).map(Step::Hub));
        plan.extend((0..8).map(Step::Place));
        plan.extend((0..networks).map(Step::Pcn));
        plan.extend((0..practices).map(Step::Practice));
        plan.extend((0..practices).map(Step::Membership));
        plan.extend((0..practices * 4).map(Step::PracticeMark));
        plan.extend((0..networks * 3).map(Step::PcnMark));
        plan.extend(std::iter::repeat_n(Step::Organisation, organisations));
        plan.extend((0..contacts - organisations + people).map(Step::Person));
        plan.extend((0..16).map(Step::Team));
        plan.extend((0..contacts - organisations).map(Step::Post));
        plan.extend((0..organisations).map(Step::Mapping));
        plan.extend((0..engagements / PER_ENTRY).map(Step::Contacts));
        plan.extend((0..edits).map(|n| {
            if n % 5 == 0 {
                Step::ListSize(n)
            } else {
                Step::NewPost
            }
        }));
        plan
    }

    fn make(&mut self, tx: &mut Tx<'_>, step: Step) -> Result<()> {
        match step {
            Step::Hub(n) => {
                let id = tx.put("hub_profile", None, &self.hub(n))?;
                self.made.hubs.push(id);
            }
            Step::Place(n) => {
                let values = fields([
                    ("ods_code", format!("9{n}Z").into()),
                    ("name", self.town().into()),
                    ("ics", "QZZ".into()),
                ]);
                let id = tx.put("place", None, &values)?;
                self.made.places.push(id);
            }
            Step::Pcn(n) => {
                let id = tx.put("pcn", None, &self.pcn(n))?;
                self.made.pcns.push(id);
            }
            Step::Practice(n) => {
                let id = tx.put("practice", None, &self.practice(n))?;
                self.made.practices.push(id);
            }
            Step::Membership(n) => {
                let values = fields([
                    ("practice", at(&self.made.practices, n)),
                    ("pcn", at(&self.made.pcns, n)),
                    ("from", self.day(3_000).into()),
                ]);
                tx.put("pcn_membership", None, &values)?;
            }
            Step::PracticeMark(n) => {
                let values = self.mark("practice", at(&self.made.practices, n));
                tx.put("practice_mark", None, &values)?;
            }
            Step::PcnMark(n) => {
                let values = self.mark("pcn", at(&self.made.pcns, n));
                tx.put("pcn_mark", None, &values)?;
            }
            Step::Organisation => {
                let values = fields([
                    ("name", format!("{} partnership", self.town()).into()),
                    ("category", self.dice.one(&CATEGORIES).into()),
                    ("telephone", self.telephone().into()),
                ]);
                let id = tx.put("organisation", None, &values)?;
                self.made.organisations.push(id);
            }
            Step::Person(n) => {
                let id = tx.put("person", None, &self.person(n))?;
                self.made.people.push(id);
            }
            Step::Team(n) => {
                let values = fields([
                    ("hub", at(&self.made.hubs, n)),
                    ("person", at(&self.made.people, n * 37)),
                    (
                        "role",
                        self.dice
                            .one(&["project_support", "administrator", "placement_lead"])
                            .into(),
                    ),
                    ("wte", Value::Int(60)),
                    ("start", self.day(900).into()),
                ]);
                tx.put("team_member", None, &values)?;
            }
            Step::Post(n) => self.post(tx, n)?,
            Step::Mapping(n) => self.mapping(tx, n)?,
            Step::Contacts(n) => self.contacts(tx, n)?,
            Step::ListSize(n) => {
                let id = at(&self.made.practices, n / 5).as_id();
                let values = fields([
                    ("list_size", self.list_size()),
                    ("list_size_on", self.day(900).into()),
                ]);
                tx.put("practice", id, &values)?;
            }
            Step::NewPost => {
                let person = self.dice.below(self.made.people.len());
                let id = at(&self.made.people, person).as_id();
                let values = fields([
                    (
                        "role",
                        format!("{} at {}", self.dice.one(&ROLES), self.town()).into(),
                    ),
                    ("telephone", self.telephone().into()),
                ]);
                tx.put("person", id, &values)?;
            }
        }
        Ok(())
    }

    fn hub(&mut self, n: usize) -> Fields {
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

    fn pcn(&mut self, n: usize) -> Fields {
        fields([
            ("ods_code", format!("U{:05}", 90_000 + n % 10_000).into()),
            ("name", format!("{} PCN", self.town()).into()),
            ("place", at(&self.made.places, n)),
            ("locality_hub", at(&self.made.hubs, 1 + n % 3)),
            ("ics", "QZZ".into()),
        ])
    }

    fn practice(&mut self, n: usize) -> Fields {
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

    fn person(&mut self, n: usize) -> Fields {
        let (first, last) = (self.dice.one(&FIRST), self.town());
        let address = format!("{first}.{last}.{n}@example.org").to_lowercase();
        fields([
            ("name", format!("{first} {last}").into()),
            ("role", self.dice.one(&ROLES).into()),
            ("email", address.into()),
            ("telephone", self.telephone().into()),
        ])
    }

    fn mark(&mut self, of: &str, record: Value) -> Fields {
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

    /// Returns of the half-years before today, the newest still open, each with a narrative for every question.
    fn returns(&mut self, store: &mut Store, env: &dyn Env, author: Id) -> Result<()> {
        let Some(hub) = self.made.hubs.first().copied() else {
            return Ok(());
        };
        let set = catalogue::shipped_kpi_set(catalogue::NATIONAL);
        let mut periods = vec![Period::of(self.today).before()];
        while let (Some(last), true) = (periods.last(), periods.len() < RETURNS) {
            periods.push(last.before());
        }
        for (age, period) in periods.iter().enumerate().rev() {
            let id = returns::open(store, env, author, hub, set, *period)?;
            let indicators = store
                .db()
                .prepare("SELECT id FROM live_indicator WHERE \"set\" = ?1 ORDER BY place")?
                .query_map([set], |r| r.get(0))?
                .collect::<rusqlite::Result<Vec<Id>>>()?;
            store.transact(env, author, Action::new(Verb::Change), |tx| {
                for indicator in indicators {
                    let narrative = format!(
                        "Work went on at {} as planned in {}.",
                        self.town(),
                        period.words()
                    );
                    let values = fields([
                        ("kpi_return", id.into()),
                        ("indicator", indicator.into()),
                        ("narrative", narrative.into()),
                    ]);
                    tx.put("answer", None, &values)?;
                }
                Ok(())
            })?;
            if age > 0 {
                returns::submit(store, env, author, id)?;
            }
        }
        Ok(())
    }

    fn town(&mut self) -> String {
        format!("{}{}", self.dice.one(&START), self.dice.one(&END))
    }

    fn telephone(&mut self) -> String {
        // A range that is kept free for drama.
        format!("01632 960{:03}", self.dice.below(1_000))
    }

    fn list_size(&mut self) -> Value {
        Value::Int(2_000 + self.dice.below(14_000) as i64)
    }

    /// A day within the last `days`.
    fn day(&mut self, days: usize) -> NaiveDate {
        self.today - Days::new(1 + self.dice.below(days) as u64)
    }
}

/// A record, going round the list; nothing, where there is none.
pub(crate) fn at(all: &[Id], n: usize) -> Value {
    if all.is_empty() {
        return Value::Null;
    }
    all.get(n % all.len())
        .copied()
        .map_or(Value::Null, Value::Id)
}
