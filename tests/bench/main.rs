//! Measurements on a made-up hub of full size: what a person waits for, each beside the same statement in bare SQLite
//! on the same file in the same run. `cargo xtask bench` runs it. Options: `--scale N` (1), `--seed N` (1),
//! `--keep FOLDER` to keep the hub file, and to measure it again without making it anew. `--exchange N` measures bringing
//! in a colleague's file with N field changes instead; `--pages 1` making PDF;
//! `--recusal` what interests touch an agenda.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod bare;
mod exchange;
mod interests;
mod lists;
mod pages;
mod report;
mod search;

use std::{path::Path, path::PathBuf, process::Command, time::Instant};

use hubfolio_core::{
    env::Env,
    generate::{Size, generate},
    record::{Id, Value},
    session::{Places, Program, Session},
    store::{Action, Store, Verb},
};
use hubfolio_tests::{World, fields, options_at};
use report::{Report, peak_memory};

fn option(name: &str) -> Option<String> {
    let mut arguments = std::env::args().skip_while(|a| a != name);
    arguments.next().and_then(|_| arguments.next())
}

fn number(name: &str) -> usize {
    option(name).map_or(1, |n| n.parse().expect("a whole number"))
}

/// The hub file in a folder, and its keys beside it.
fn places(folder: &Path) -> Places {
    Places {
        config: folder.join("config"),
        store: folder.join("hub.hubfolio"),
    }
}

fn main() {
    if let Some(folder) = option("--generate") {
        return make(Path::new(&folder));
    }
    if let Some(folder) = option("--make-exchange") {
        return exchange::make(Path::new(&folder), number("--exchange"));
    }
    if option("--exchange").is_some() {
        let folder = tempfile::tempdir().unwrap();
        let mut make = Command::new(std::env::current_exe().unwrap());
        make.arg("--make-exchange").arg(folder.path());
        make.args(["--exchange", &number("--exchange").to_string()]);
        assert!(make.status().unwrap().success());
        return exchange::measure(folder.path());
    }
    if let Some(out) = option("--make-pages") {
        return pages::make(&option("--what").unwrap_or_default(), Path::new(&out));
    }
    if option("--pages").is_some() {
        return pages::measure();
    }
    if std::env::args().any(|a| a == "--recusal") {
        return interests::measure();
    }
    let temporary = tempfile::tempdir().unwrap();
    let folder = option("--keep").map_or_else(|| temporary.path().to_owned(), PathBuf::from);
    if !places(&folder).store.exists() {
        // In a process of its own, so that its memory is not counted with the window's.
        let mut make = Command::new(std::env::current_exe().unwrap());
        make.arg("--generate").arg(&folder);
        for name in ["--scale", "--seed"] {
            make.args([name, &number(name).to_string()]);
        }
        assert!(make.status().unwrap().success());
    }
    measure(&places(&folder));
}

fn make(folder: &Path) {
    let world = World::new(1);
    let places = places(folder);
    let kinds = hubfolio_core::registers::kinds();
    let mut store =
        Store::create(&places.store, &options_at(&places.config, &kinds), &world).unwrap();
    let me = Id::new(world.now(), [7; 10]);
    store
        .transact(&world, me, Action::new(Verb::Found), |tx| {
            tx.put(
                "person",
                Some(me),
                &fields(&[("name", "Ann Archer".into())]),
            )
        })
        .unwrap();
    let start = Instant::now();
    let size = Size::scale(number("--scale"));
    let mut said = 0;
    generate(
        &mut store,
        &world,
        me,
        &size,
        number("--seed") as u64,
        &mut |done, total| {
            if done * 10 / total > said {
                said = done * 10 / total;
                eprintln!(
                    "generating: {} %, {:.1} s",
                    said * 10,
                    start.elapsed().as_secs_f64()
                );
            }
            true
        },
    )
    .unwrap();
    let seconds = start.elapsed().as_secs_f64();
    let count = |sql: &str| -> i64 { store.db().query_row(sql, [], |r| r.get(0)).unwrap() };
    let writes = count("SELECT count(*) FROM log_write");
    let changes = count("SELECT count(*) FROM log_change");
    drop(store);
    println!(
        "generate: {seconds:.1} s for {changes} edits with {writes} field changes ({:.0} field changes a second); \
         file {} MB; peak memory {} MB",
        writes as f64 / seconds,
        std::fs::metadata(&places.store).unwrap().len() / 1_000_000,
        peak_memory()
    );
}

fn measure(places: &Places) {
    let world = World::new(2);
    let kinds = hubfolio_core::registers::kinds();
    let options = options_at(&places.config, &kinds);
    let mut report = Report::start();
    let open = || Store::open(&places.store, &options, &world).unwrap();
    drop(open());
    report.compare(
        "open the hub file",
        15,
        || drop(open()),
        || bare::open(&places.store),
    );

    let mut store = open();
    // A kept file was measured before with the same dice: a later clock gives identifiers of their own.
    world.set_clock(world.now() + store.generation().unwrap() * 60_000);
    let db = bare::connection(&places.store);
    let today = world.today();
    lists::measure(&mut report, &store, &db, today);
    lists::every_first_page(&mut report, &store, &db, today);
    search::measure(&mut report, &store, &db);
    report.compare(
        "findings",
        15,
        || drop(store.findings(today).unwrap()),
        || bare::page(&db, bare::FINDINGS),
    );

    let person: Id = db
        .query_row("SELECT id FROM person LIMIT 1 OFFSET 777", [], |r| r.get(0))
        .unwrap();
    let me: Id = db
        .query_row("SELECT author FROM log_change LIMIT 1", [], |r| r.get(0))
        .unwrap();
    let mut turn = 0;
    let mut actions = vec![];
    for (what, synchronous) in [("", "full"), (", without waiting for the disk", "off")] {
        store
            .db()
            .pragma_update(None, "synchronous", synchronous)
            .unwrap();
        db.pragma_update(None, "synchronous", synchronous).unwrap();
        let mut undone = vec![];
        report.compare(
            &format!("save one record{what}"),
            15,
            || {
                turn += 1;
                let values = fields(&[("telephone", Value::from(format!("01632 96{turn:04}")))]);
                let done = store.transact(&world, me, Action::new(Verb::Change), |tx| {
                    tx.put("person", Some(person), &values)
                });
                actions.push(done.unwrap().1.action.unwrap());
            },
            || bare::save(&db, person),
        );
        report.compare(
            &format!("undo it{what}"),
            15,
            || {
                undone.push(
                    store
                        .undo(&world, me, actions.pop().unwrap(), false)
                        .unwrap(),
                )
            },
            || bare::save(&db, person),
        );
        assert_eq!(undone.len(), 16);
    }
    drop((store, db));

    let mut session = Session::new(places.clone(), None, Program::Window);
    session
        .call(
            &world,
            "hub_open",
            serde_json::json!({ "file": places.store }),
        )
        .unwrap();
    lists::paste(&mut report, &mut session, &world);
    for (what, name, request) in [
        ("window: status", "status", serde_json::json!({})),
        (
            "window: page of a person",
            "show",
            serde_json::json!({ "kind": "person", "id": person.to_string() }),
        ),
        (
            "window: history of a person",
            "history",
            serde_json::json!({ "kind": "person", "id": person.to_string() }),
        ),
        ("window: needs attention", "findings", serde_json::json!({})),
    ] {
        report.alone(what, 15, || {
            drop(session.call(&world, name, request.clone()).unwrap())
        });
    }
    println!("peak memory of all that: {} MB", peak_memory());
}
