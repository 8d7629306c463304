//! Two people change the same thing on two laptops: every row of the tables in `tests/fixtures/versions`, on two real
//! hub files that exchange files both ways, in both orders.

mod marks;
mod settling;
mod steps;
mod table;

use std::collections::BTreeMap;

use hubfolio_core::exchange::Protecting;
use hubfolio_tests::Laptop;

use self::{
    steps::{Authors, Names, said, step, waiting, words},
    table::{Case, read},
};

const TABLES: &[(&str, &str)] = &[
    ("fields", include_str!("../../fixtures/versions/fields.txt")),
    ("texts", include_str!("../../fixtures/versions/texts.txt")),
    (
        "removed",
        include_str!("../../fixtures/versions/removed.txt"),
    ),
    ("same", include_str!("../../fixtures/versions/same.txt")),
    ("rows", include_str!("../../fixtures/versions/rows.txt")),
    ("signed", include_str!("../../fixtures/versions/signed.txt")),
    (
        "settled",
        include_str!("../../fixtures/versions/settled.txt"),
    ),
];

/// Monday: `mine`. Tuesday: `theirs`. Wednesday and Thursday: what each does then.
const MONDAY: i64 = 1_760_313_600_000;
const DAY: i64 = 86_400_000;

/// Two laptops of one team, and the records of each row.
pub(crate) struct Pair {
    pub ann: Laptop,
    pub ben: Laptop,
    files: usize,
}

impl Pair {
    pub fn new(seed: u64) -> Self {
        let mut ann = Laptop::new(seed);
        let ben = ann.joined(seed + 1);
        let mut pair = Self { ann, ben, files: 0 };
        pair.ann_receives();
        pair.ben_receives();
        pair
    }

    fn name(&mut self) -> String {
        self.files += 1;
        format!("file-{}.hubx", self.files)
    }

    pub fn ann_receives(&mut self) {
        let name = self.name();
        let file = self.ben.file(&name);
        self.ben.send(&file, false, Protecting::Colleagues).unwrap();
        self.ann.bring_in_and_admit(&[&file]).unwrap();
    }

    pub fn ben_receives(&mut self) {
        let name = self.name();
        let file = self.ann.file(&name);
        self.ann.send(&file, false, Protecting::Colleagues).unwrap();
        self.ben.bring_in(&[&file], None, &[]).unwrap();
    }

    /// Files go both ways; who goes first must make no difference.
    pub fn exchange(&mut self, ann_first: bool) {
        if ann_first {
            self.ben_receives();
            self.ann_receives();
            self.ben_receives();
        } else {
            self.ann_receives();
            self.ben_receives();
            self.ann_receives();
        }
    }
}

fn cases() -> Vec<Case> {
    TABLES
        .iter()
        .enumerate()
        .flat_map(|(i, (name, text))| read(name, i, text))
        .collect()
}

#[test]
fn every_row_of_the_tables_comes_out_as_it_says() {
    let cases = cases();
    println!("{} rows", cases.len());
    assert!(cases.len() >= 150, "only {} rows", cases.len());
    for (ann_first, seed) in [(true, 300), (false, 310)] {
        let mut pair = Pair::new(seed);
        let rows = play(&mut pair, &cases, ann_first);
        let mut faults = vec![];
        for (who, laptop) in [("Ann", &mut pair.ann), ("Ben", &mut pair.ben)] {
            let store = laptop.store();
            for (case, names) in cases.iter().zip(&rows) {
                for fault in compare(store, case, names) {
                    faults.push(format!("{}\n    on {who}'s laptop, {fault}", case.name));
                }
            }
        }
        assert!(faults.is_empty(), "\n{}", faults.join("\n"));
        agree(&mut pair);
    }
}

/// Every row's steps, all rows of one moment together.
fn play(pair: &mut Pair, cases: &[Case], ann_first: bool) -> Vec<Names> {
    let authors = Authors {
        mine: pair.ann.me,
        theirs: pair.ben.me,
    };
    let mut rows: Vec<Names> = vec![Names::new(); cases.len()];
    let mut opened: BTreeMap<(bool, usize), Option<i64>> = BTreeMap::new();
    type Of = fn(&Case) -> &[String];
    let moments: [(Of, bool); 5] = [
        (|c| &c.base, true),
        (|c| &c.mine, true),
        (|c| &c.theirs, false),
        (|c| &c.then_mine, true),
        (|c| &c.then_theirs, false),
    ];
    for (day, (steps, anns)) in moments.into_iter().enumerate() {
        let laptop = if anns { &mut pair.ann } else { &mut pair.ben };
        laptop.world.set_clock(MONDAY + day as i64 * DAY);
        for (i, case) in cases.iter().enumerate() {
            let opened = opened.entry((anns, i)).or_default();
            for text in steps(case) {
                if let Err(e) = step(laptop, &mut rows[i], authors, opened, &case.kind, text) {
                    panic!("{}: “{text}”: {e:?}", case.name);
                }
            }
        }
        match day {
            0 => pair.ben_receives(),
            2 | 4 => pair.exchange(ann_first),
            _ => {}
        }
    }
    rows
}

/// What is shown and what waits, against what the row says.
fn compare(store: &hubfolio_core::store::Store, case: &Case, names: &Names) -> Vec<String> {
    let mut faults = vec![];
    for expected in &case.shown {
        if let Some(fault) = look(store, names, expected) {
            faults.push(fault);
        }
    }
    let mut expected = case.waits.clone();
    expected.sort();
    let mut found: Vec<String> = waiting(store, names)
        .iter()
        .map(|t| words(store, names, t))
        .collect();
    found.sort();
    if found != expected {
        faults.push(format!("waits: {found:?}, not {expected:?}"));
    }
    faults
}

/// `telephone=2`, `B.person=it`, `gone`, `there B`, `merged B`.
fn look(store: &hubfolio_core::store::Store, names: &Names, expected: &str) -> Option<String> {
    let (word, label) = expected.split_once(' ').unwrap_or((expected, "it"));
    if ["gone", "there", "merged"].contains(&word) {
        let (kind, id) = &names[label];
        let row = store.row(kind, *id).unwrap();
        let merged = store.standing_for(kind, *id).unwrap() != *id;
        let found = match (row.deleted, merged) {
            (true, _) => "gone",
            (false, true) => "merged",
            (false, false) => "there",
        };
        return (found != word).then(|| format!("{label} is {found}, not {word}"));
    }
    let (place, value) = expected.split_once('=').expect("field=value");
    let (label, field) = place.split_once('.').unwrap_or(("it", place));
    let (kind, id) = &names[label];
    let found = said(names, &store.row(kind, *id).unwrap().value(field));
    let value = if value.is_empty() { "nothing" } else { value };
    (found != value).then(|| format!("{place} is {found:?}, not {value:?}"))
}

/// Both laptops say the same: content, versions, and the list of what waits to the last letter.
pub(crate) fn agree(pair: &mut Pair) {
    let mut said = vec![];
    for laptop in [&mut pair.ann, &mut pair.ben] {
        let store = laptop.store();
        said.push((
            store.state_hash().unwrap(),
            store.state_hash_heads().unwrap(),
            store.to_settle().unwrap(),
        ));
        super::properties::assert_sound(laptop);
        let before = laptop.store().to_settle().unwrap();
        laptop.rebuild().unwrap();
        assert_eq!(laptop.store().to_settle().unwrap(), before);
    }
    assert_eq!(said[0], said[1]);
}
