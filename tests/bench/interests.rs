//! Which of 5,000 live interests touch which of 30 items of an agenda (COI-4): in memory, and with reading them from the
//! hub file, beside a join of equal names in bare SQLite.

use std::collections::BTreeSet;

use hubfolio_core::{
    env::Env,
    record::{Fields, Id, Value},
    registers::interests::{
        facts,
        recusal::{self, Interest},
        rulings,
    },
    store::{Action, Store, Verb},
};
use hubfolio_tests::{World, fields, options_at};
use rusqlite::Connection;

use crate::{places, report::Report};

const ITEMS: usize = 30;
const INTERESTS: usize = 5_000;
const MEMBERS: usize = 100;
const TIMES: usize = 40;
const START: [&str; 16] = [
    "Ash", "Brack", "Cold", "Dun", "Elder", "Fern", "Gold", "Haw", "Iron", "Kest", "Lark", "Mill",
    "North", "Oak", "Pen", "Quarr",
];
const END: [&str; 16] = [
    "bourne", "combe", "dale", "field", "gate", "ham", "hurst", "ing", "ley", "mere", "ness",
    "over", "pool", "ridge", "stow", "worth",
];
const SORTS: [&str; 8] = [
    "Learning Ltd",
    "Training Limited",
    "Care CIC",
    "Skills",
    "Surgery",
    "Health plc",
    "Pharmacy",
    "Consulting LLP",
];

/// Different for each number below 2,048.
fn name(n: usize) -> String {
    format!(
        "{}{} {}",
        START[n % 16],
        END[n / 16 % 16],
        SORTS[n / 256 % 8]
    )
}

/// Measures both.
pub fn measure() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::new(5);
    let at = places(folder.path());
    let kinds = hubfolio_core::registers::kinds();
    let mut store = Store::create(&at.store, &options_at(&at.config, &kinds), &world).unwrap();
    let me = Id::new(world.now(), [9; 10]);
    let (meeting, members) = make(&mut store, &world, me);
    let items = facts::touches(store.db(), meeting).unwrap();
    let interests: Vec<Interest> =
        facts::live_interests(store.db(), world.today(), &members).unwrap();
    assert_eq!((items.len(), interests.len()), (ITEMS, INTERESTS));
    let bare = bare(&items, &interests);
    let join = || {
        let mut find = bare
            .prepare_cached("SELECT count(*) FROM subject s JOIN interest i ON i.name = s.name")
            .unwrap();
        let _: i64 = find.query_row([], |r| r.get(0)).unwrap();
    };
    let mut report = Report::start();
    let mut found = 0;
    report.compare(
        "30 items, 5,000 interests: what touches what",
        TIMES,
        || {
            found = recusal::matches(&items, &interests).len();
        },
        join,
    );
    report.compare(
        "the same, read from the hub file",
        TIMES,
        || {
            assert!(rulings::touched(store.db(), meeting).unwrap().is_some());
        },
        join,
    );
    println!("{found} interests found; at most 50 ms is wanted");
}

fn bare(items: &[recusal::ItemTouches], interests: &[Interest]) -> Connection {
    let db = Connection::open_in_memory().unwrap();
    db.execute_batch("CREATE TABLE subject (name TEXT); CREATE TABLE interest (name TEXT)")
        .unwrap();
    for subject in items.iter().flat_map(|i| &i.subjects) {
        db.execute("INSERT INTO subject VALUES (?1)", [&subject.name])
            .unwrap();
    }
    for interest in interests {
        db.execute("INSERT INTO interest VALUES (?1)", [&interest.name])
            .unwrap();
    }
    db
}

fn make(store: &mut Store, world: &World, me: Id) -> (Id, BTreeSet<Id>) {
    let today = Value::from(world.today());
    let mut put = |all: Vec<(&'static str, Fields)>| -> Vec<Id> {
        let mut ids = vec![];
        for some in all.chunks(500) {
            let action = Action::new(Verb::Add);
            let (made, _) = store
                .transact(world, me, action, |tx| {
                    some.iter()
                        .map(|(kind, f)| tx.put(kind, None, f))
                        .collect::<Result<Vec<Id>, _>>()
                })
                .unwrap();
            ids.extend(made);
        }
        ids
    };
    let person = |n: usize| ("person", fields(&[("name", format!("Member {n}").into())]));
    let people = put((0..MEMBERS).map(person).collect());
    let board = put(vec![("board", fields(&[("name", "Board".into())]))])[0];
    let sits = |p: &Id| {
        let f = [
            ("person", (*p).into()),
            ("board", board.into()),
            ("capacity", "member".into()),
        ];
        ("board_membership", fields(&f))
    };
    put(people.iter().map(sits).collect());
    let declared = |n: usize| {
        let f = [
            ("person", people[n % MEMBERS].into()),
            ("declared", "interest".into()),
            ("declared_on", today.clone()),
            ("kind", "financial".into()),
            (
                "description",
                format!("Shares in a company of {}, held since 2019", name(n * 7)).into(),
            ),
            ("organisation_name", name(n).into()),
        ];
        ("declaration", fields(&f))
    };
    put((0..INTERESTS).map(declared).collect());
    let f = [
        ("board", board.into()),
        ("day", today.clone()),
        ("state", "planned".into()),
    ];
    let meeting = put(vec![("meeting", fields(&f))])[0];
    let item = |n: usize| {
        let title = format!("Contract with {} for next year", name(n * 31));
        let f = [
            ("meeting", meeting.into()),
            ("place", (n as i64 + 1).into()),
            ("title", title.into()),
            ("purpose", "decide".into()),
        ];
        ("agenda_item", fields(&f))
    };
    let items = put((0..ITEMS).map(item).collect());
    let subjects = items.iter().enumerate().flat_map(|(n, item)| {
        (0..3).map(move |m| {
            let f = [
                ("item", (*item).into()),
                ("name", name(n * 13 + m).replacen('e', "", m % 2).into()),
            ];
            ("item_subject", fields(&f))
        })
    });
    put(subjects.collect());
    (meeting, people.into_iter().collect())
}
