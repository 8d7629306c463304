//! Laws of the hub file under random histories: what is kept step by step equals what is worked out anew, undo and
//! redo lead back and forth, nothing is lost by a restart or a refusal.

use std::collections::BTreeMap;

use hubfolio_core::{
    env::Env,
    record::Id,
    registers::House,
    store::{Action, AsAt, Rules, Store, StoreError, Verb},
};
use hubfolio_tests::{
    Laptop, fields,
    oracle::{self, Oracle, store_heads},
    random::{Random, Step},
    soak::{Seed, seeds},
};
use rusqlite::{Connection, types::Value as Sql};

/// Steps of one history.
const STEPS: usize = 30;

/// Everything that is worked out from the log, as lines: tables, heads, notes, search, findings and their days.
pub(crate) fn derived(db: &Connection) -> Vec<String> {
    let mut names = db
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 4) <> 'log_'
             AND substr(name, 1, 6) <> 'share_'
             AND (substr(name, 1, 6) <> 'search' OR name = 'search_document')
             AND substr(name, 1, 6) <> 'share_' AND substr(name, 1, 7) <> 'erasure' AND name NOT IN ('meta', 'draft', 'blob', 'blob_piece')",
        )
        .unwrap();
    let names: Vec<String> = names
        .query_map([], |r| r.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut lines = vec![];
    for name in names {
        // Documents are numbered locally.
        let columns = if name == "search_document" {
            "record, kind, title, body"
        } else {
            "*"
        };
        let mut rows = db
            .prepare(&format!("SELECT {columns} FROM \"{name}\""))
            .unwrap();
        let width = rows.column_count();
        let mut rows = rows.query([]).unwrap();
        while let Some(r) = rows.next().unwrap() {
            let cells: Vec<Sql> = (0..width).map(|i| r.get(i).unwrap()).collect();
            lines.push(format!("{name} {cells:?}"));
        }
    }
    lines.sort();
    lines
}

pub(crate) fn differences(kept: &[String], anew: &[String]) -> Vec<String> {
    let only = |a: &[String], b: &[String], sign: &str| -> Vec<String> {
        a.iter()
            .filter(|l| b.binary_search(l).is_err())
            .map(|l| format!("{sign} {l}"))
            .collect()
    };
    [
        only(kept, anew, "kept only:"),
        only(anew, kept, "worked out only:"),
    ]
    .concat()
}

fn numbers(holdings: BTreeMap<String, (i64, String)>) -> BTreeMap<String, i64> {
    holdings
        .into_iter()
        .map(|(actor, last)| (actor, last.0))
        .collect()
}

fn assert_same(store: &Store, copy: &Store) {
    let differences = differences(&derived(store.db()), &derived(copy.db()));
    assert!(differences.is_empty(), "{differences:#?}");
    assert_eq!(store.state_hash().unwrap(), copy.state_hash().unwrap());
    assert_eq!(
        store.state_hash_heads().unwrap(),
        copy.state_hash_heads().unwrap()
    );
}

/// Whatever came of a step, the file says what its log says.
pub(crate) fn assert_sound(laptop: &mut Laptop) {
    let today = laptop.world.today();
    laptop.store().refresh_findings(today).unwrap();
    let store = laptop.store.as_ref().unwrap();
    if let Some(difference) = oracle::difference(store) {
        panic!("{difference}");
    }
    let holdings = numbers(store.holdings().unwrap());
    let copy = store
        .as_at(&AsAt::Holdings(holdings), &laptop.world)
        .unwrap();
    assert_same(store, &copy);
    let faults = store.check().unwrap().faults;
    assert!(faults.is_empty(), "{faults:?}");
    // FTS5 compares its index with the documents; it answers with an error when they differ.
    store
        .db()
        .execute(
            "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)",
            [],
        )
        .unwrap();
    let mut kept = store.findings(today).unwrap();
    let mut all = House::new(laptop.kinds.clone())
        .all(store.db(), today)
        .unwrap()
        .findings;
    kept.sort();
    all.sort();
    assert_eq!(kept, all);
}

#[test]
fn a_random_history_keeps_every_law() {
    let (mut done, mut refused, mut versions) = (0, 0, 0);
    for seed in seeds(8) {
        let _seed = Seed(seed);
        let mut random = Random::new(seed);
        let mut states: Vec<(BTreeMap<String, i64>, String)> = vec![];
        for number in 0..STEPS {
            let before = random.laptop.store().state_hash().unwrap();
            let before_heads = random.laptop.store().state_hash_heads().unwrap();
            let Step {
                words,
                result,
                edits,
                ..
            } = random.step();
            eprintln!("step {number}: {words}");
            match &result {
                Ok(receipt) => {
                    done += 1;
                    if !edits || receipt.as_ref().is_none_or(|r| r.action.is_none()) {
                        assert_eq!(
                            random.laptop.store().state_hash_heads().unwrap(),
                            before_heads
                        );
                    }
                }
                Err(
                    StoreError::Invalid(_)
                    | StoreError::Refused(_)
                    | StoreError::Stopped
                    | StoreError::NoRecord { .. },
                ) => {
                    refused += 1;
                    assert_eq!(
                        random.laptop.store().state_hash_heads().unwrap(),
                        before_heads
                    );
                }
                Err(e) => panic!("{e}"),
            }
            assert_sound(&mut random.laptop);
            if let (true, Ok(Some(receipt))) = (edits, &result) {
                there_and_back(&mut random.laptop, receipt.action, &before);
            }
            let store = random.laptop.store();
            versions += open_versions(store);
            states.push((
                numbers(store.holdings().unwrap()),
                store.state_hash().unwrap(),
            ));
        }
        let store = random.laptop.store.as_ref().unwrap();
        for (holdings, hash) in states.into_iter().step_by(3) {
            let was = store
                .as_at(&AsAt::Holdings(holdings), &random.laptop.world)
                .unwrap();
            assert_eq!(was.state_hash().unwrap(), hash);
        }
    }
    println!("{done} steps done, {refused} refused, {versions} times a field had open versions");
    assert!(
        refused > 0 && versions > 0,
        "the histories were too tame to show anything"
    );
}

fn open_versions(store: &Store) -> i64 {
    let sql = "SELECT count(*) FROM field_note WHERE note = 'versions'";
    store.db().query_row(sql, [], |r| r.get(0)).unwrap()
}

/// Taking back what was just done gives the content of before, and taking that back the content of after; a restart in
/// between makes no difference.
fn there_and_back(laptop: &mut Laptop, action: Option<Id>, before: &str) {
    let Some(action) = action else { return };
    let after = laptop.store().state_hash().unwrap();
    let undone = match laptop.undo(action) {
        Ok(undone) => undone,
        Err(StoreError::Refused(fault))
            if ["not_undoable", "frozen"].contains(&fault.code.as_str()) =>
        {
            return;
        }
        Err(e) => panic!("undo: {e}"),
    };
    assert_eq!(
        laptop.store().state_hash().unwrap(),
        before,
        "undo of “{}”",
        undone.label
    );
    assert_sound(laptop);
    if laptop.world.below(4) == 0 {
        laptop.reopen().unwrap();
        assert_eq!(laptop.store().state_hash().unwrap(), before);
    }
    let redone = laptop.undo(undone.receipt.action.unwrap()).unwrap();
    assert_eq!(
        laptop.store().state_hash().unwrap(),
        after,
        "redo of “{}”",
        redone.label
    );
    assert_sound(laptop);
}

#[test]
fn undo_all_the_way_back_and_redo_all_the_way_forth() {
    for seed in seeds(4) {
        let _seed = Seed(seed);
        let mut random = Random::new(seed);
        let mut states = vec![random.laptop.store().state_hash().unwrap()];
        for _ in 0..60 {
            let step = random.edit();
            let Some(action) = step.result.ok().flatten().and_then(|r| r.action) else {
                continue;
            };
            // What can't be undone stands in the way of those before it: the way back ends there.
            let action = random.laptop.store().action(action).unwrap().unwrap();
            if !action.verb.is_some_and(Verb::undoable) {
                states.clear();
            }
            states.push(random.laptop.store().state_hash().unwrap());
        }
        let mut reached = states.len() - 1;
        while reached > 0 {
            let Some(next) = random.laptop.store().undo_next().unwrap() else {
                break;
            };
            match random.laptop.undo(next.id) {
                Ok(_) => {}
                Err(StoreError::Refused(fault)) if fault.code == "frozen" => break,
                Err(e) => panic!("{e}"),
            }
            reached -= 1;
            assert_eq!(
                random.laptop.store().state_hash().unwrap(),
                states[reached],
                "back to {reached}: undo of “{}”",
                next.label
            );
        }
        while let Some(next) = random.laptop.store().redo_next().unwrap() {
            random.laptop.undo(next.id).unwrap();
            reached += 1;
            assert_eq!(
                random.laptop.store().state_hash().unwrap(),
                states[reached],
                "forth to {reached}"
            );
        }
        assert_sound(&mut random.laptop);
    }
}

#[test]
fn the_oracle_notices_a_wrong_rule() {
    // Controls: a rule that is wrong must be seen to be wrong, or the comparison above shows nothing.
    let mut noticed = 0;
    for seed in seeds(4) {
        let mut random = Random::new(seed);
        for _ in 0..60 {
            let _ = random.step();
        }
        let store = random.laptop.store();
        let oracle = Oracle::read(store.db());
        assert_eq!(oracle.heads(), store_heads(store.db()));
        noticed += usize::from(oracle.last_writer_wins() != store_heads(store.db()));
        // Without parents every write is a head.
        let mut without_parents = oracle.clone();
        without_parents
            .writes
            .iter_mut()
            .for_each(|w| w.parents.clear());
        assert_ne!(without_parents.heads(), store_heads(store.db()));
        // A head that went missing from the store.
        store
            .db()
            .execute(
                "DELETE FROM head WHERE record = (SELECT max(record) FROM head)",
                [],
            )
            .unwrap();
        assert_ne!(oracle.heads(), store_heads(store.db()));
    }
    assert!(
        noticed > 0,
        "no history told last-writer-wins from the rule"
    );
}

#[test]
fn the_comparison_with_a_rebuild_notices_what_was_tampered_with() {
    let mut random = Random::new(77);
    for _ in 0..40 {
        let _ = random.step();
    }
    assert_sound(&mut random.laptop);
    for tampering in [
        "UPDATE person SET name = 'Somebody else'",
        "DELETE FROM finding",
        "UPDATE search_document SET title = 'Lost'",
        "INSERT INTO finding_date (rule, record, next) VALUES ('no.rule', x'00', '2030-01-01')",
        "INSERT INTO field_note (record, field_no, note) VALUES (x'00', 1, 'erased')",
        "UPDATE practice SET deleted = 1 - deleted",
        "INSERT INTO unsettled VALUES (x'00', 'person', 'field', 'name', '', NULL, 0)",
        "INSERT INTO alias VALUES (x'00', 'person', x'01', x'01')",
    ] {
        let store = random.laptop.store.as_ref().unwrap();
        let was = derived(store.db());
        store.db().execute_batch("SAVEPOINT control").unwrap();
        store.db().execute(tampering, []).unwrap();
        assert!(
            !differences(&derived(store.db()), &was).is_empty(),
            "{tampering}"
        );
        store
            .db()
            .execute_batch("ROLLBACK TO control; RELEASE control")
            .unwrap();
        assert_eq!(derived(store.db()), was);
    }
}

#[test]
fn an_action_of_many_parts_is_one_undo() {
    let mut a = Laptop::new(31);
    let before = a.store().state_hash().unwrap();
    let (world, me) = (&a.world, a.me);
    let store = a.store.as_mut().unwrap();
    let add = |name: &str, count: usize| {
        let name = name.to_owned();
        move |tx: &mut hubfolio_core::store::Tx<'_>| {
            for i in 0..count {
                let code = format!("M{:05}", i + 1);
                let values = fields(&[
                    ("ods_code", code.as_str().into()),
                    ("name", format!("{name} {i}").into()),
                ]);
                tx.put("practice", None, &values)?;
            }
            Ok(())
        }
    };
    let import = Action::new(Verb::Import).of("practices.csv");
    // Three writes for each record: being there, code, name.
    let ((), first) = store
        .transact(world, me, import.clone(), add("First", 4_000))
        .unwrap();
    assert_eq!(first.writes, 12_000);
    let one = store.state_hash().unwrap();
    let ((), second) = store
        .transact(world, me, import, add("Second", 4_000))
        .unwrap();
    let two = store.state_hash().unwrap();
    let parts: i64 = store
        .db()
        .query_row(
            "SELECT count(*) FROM log_change WHERE action = ?1",
            [first.action.unwrap()],
            |r| r.get(0),
        )
        .unwrap();
    assert_eq!(parts, 3);
    let undone = a.undo(second.action.unwrap()).unwrap();
    assert_eq!(a.store().state_hash().unwrap(), one);
    a.reopen().unwrap();
    a.undo(undone.receipt.action.unwrap()).unwrap();
    assert_eq!(a.store().state_hash().unwrap(), two);
    let redone = a.store().actions(1).unwrap()[0].id;
    a.undo(redone).unwrap();
    a.undo(first.action.unwrap()).unwrap();
    assert_eq!(a.store().state_hash().unwrap(), before);
    assert!(a.store().check().unwrap().faults.is_empty());
    let heads = Oracle::read(a.store().db()).heads();
    assert_eq!(heads, store_heads(a.store().db()));
}
