//! A made-up hub file of the size that must still feel quick (`domain.md`, "At scale"), for measurements and rehearsals.
//! Everything goes through the door as people's edits do. All names are invented; codes are of series not in use.

mod boards;
mod contacts;
mod dice;
mod names;
mod patch;
mod returns;

use chrono::{Days, NaiveDate};

use crate::{
    env::Env,
    record::{Fields, Id, Value},
    store::{Action, Result, Store, StoreError, Tx, Verb},
};

pub(crate) use dice::Dice;
use names::{CATEGORIES, ROLES};
pub(crate) use names::{END, START};

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
