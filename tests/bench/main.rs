//! Measures a hub file of the size of a large hub, each act beside the same statement in bare SQLite in the same run.
//! `cargo xtask bench` (release build). Prints medians; never a test.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::time::{Duration, Instant};

use hubfolio_core::{
    contract::{Compare, Filter, SortBy, Source, ViewSpec},
    env::Env,
    generate::{Size, generate},
    record::Value,
};
use hubfolio_tests::Laptop;
use rusqlite::Connection;

/// Median of several runs.
fn median(times: usize, mut work: impl FnMut()) -> Duration {
    let mut all: Vec<Duration> = (0..times)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    all.sort();
    all[all.len() / 2]
}

fn line(what: &str, ours: Duration, bare: Duration) {
    let ms = |d: Duration| d.as_secs_f64() * 1_000.0;
    println!(
        "{what:<44} {:>9.2} ms {:>9.2} ms {:>7.1} x",
        ms(ours),
        ms(bare),
        ms(ours) / ms(bare).max(0.001)
    );
}

fn spec(filter: Option<Filter>, sort: &[(&str, bool)], search: Option<&str>) -> ViewSpec {
    ViewSpec {
        source: Source::Kind {
            kind: "person".into(),
        },
        columns: vec![
            "name".into(),
            "role".into(),
            "email".into(),
            "telephone".into(),
        ],
        filter,
        sort: sort
            .iter()
            .map(|(path, down)| SortBy {
                path: (*path).into(),
                descending: *down,
            })
            .collect(),
        group: None,
        search: search.map(Into::into),
        offset: 0,
        limit: 100,
    }
}

fn rows(db: &Connection, sql: &str) -> usize {
    let mut read = db.prepare_cached(sql).unwrap();
    let rows = read.query_map([], |r| {
        (0..5)
            .map(|i| r.get::<_, Value>(i))
            .collect::<rusqlite::Result<Vec<_>>>()
    });
    rows.unwrap().map(Result::unwrap).count()
}

/// Peak memory of this program, in MB.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find(|l| l.starts_with("VmHWM:"))
        .unwrap_or("VmHWM: 0 kB");
    let kb: u64 = line
        .split_whitespace()
        .nth(1)
        .and_then(|n| n.parse().ok())
        .unwrap_or(0);
    format!("{} MB", kb / 1024)
}

fn main() {
    let scale = std::env::args()
        .nth(1)
        .and_then(|n| n.parse().ok())
        .unwrap_or(1);
    let mut laptop = Laptop::new(1);
    let start = Instant::now();
    let me = laptop.me;
    let store = laptop.store.as_mut().unwrap();
    generate(
        store,
        &laptop.world,
        me,
        &Size::scale(scale),
        7,
        &mut |_, _| true,
    )
    .unwrap();
    let count = |sql: &str| -> i64 {
        laptop
            .store
            .as_ref()
            .unwrap()
            .db()
            .query_row(sql, [], |r| r.get(0))
            .unwrap()
    };
    let (made, edits) = (
        count("SELECT count(DISTINCT record) FROM head"),
        count("SELECT count(*) FROM log_write"),
    );
    let size = std::fs::metadata(laptop.path()).unwrap().len() / 1_000_000;
    println!(
        "{made} records, {edits} field edits made in {:.1} s; file {size} MB",
        start.elapsed().as_secs_f64()
    );
    println!(
        "{:<44} {:>12} {:>12} {:>9}",
        "", "Hubfolio", "bare SQLite", "ratio"
    );

    let today = laptop.world.today();
    let path = laptop.path();
    laptop.store = None;
    let open_bare = median(9, || {
        let db = Connection::open(&path).unwrap();
        db.query_row("SELECT count(*) FROM meta", [], |r| r.get::<_, i64>(0))
            .unwrap();
    });
    let open = median(9, || {
        laptop.reopen().unwrap();
        laptop.store = None;
    });
    line("open the hub file", open, open_bare);
    laptop.reopen().unwrap();

    let bare = Connection::open(&path).unwrap();
    let page = "SELECT id, name, role, email, telephone FROM live_person";
    let first = median(25, || {
        assert_eq!(
            laptop
                .store()
                .view(&spec(None, &[], None), today)
                .unwrap()
                .rows
                .len(),
            100
        )
    });
    let first_bare = median(25, || {
        bare.query_row("SELECT count(*) FROM live_person", [], |r| {
            r.get::<_, i64>(0)
        })
        .unwrap();
        assert_eq!(
            rows(
                &bare,
                &format!("{page} ORDER BY name COLLATE NOCASE, id LIMIT 100")
            ),
            100
        );
    });
    line("first page of a list (60,000 people)", first, first_bare);

    let nurse = Filter::Field {
        path: "role".into(),
        op: Compare::Is,
        value: "Practice nurse".into(),
    };
    let filtered = spec(Some(nurse), &[("email", true)], None);
    let sorted = median(15, || {
        assert_eq!(
            laptop.store().view(&filtered, today).unwrap().rows.len(),
            100
        )
    });
    let sorted_bare = median(15, || {
        let wanted = "WHERE role = 'Practice nurse'";
        bare.query_row(
            &format!("SELECT count(*) FROM live_person {wanted}"),
            [],
            |r| r.get::<_, i64>(0),
        )
        .unwrap();
        rows(
            &bare,
            &format!("{page} {wanted} ORDER BY email COLLATE NOCASE DESC, id LIMIT 100"),
        );
    });
    line("filtered and sorted page", sorted, sorted_bare);

    let search = median(25, || {
        assert!(!laptop.store().search("thornley", 50).unwrap().is_empty())
    });
    let search_bare = median(25, || {
        let mut find = bare
            .prepare_cached(
                "SELECT d.record FROM search JOIN search_document d ON d.document = search.rowid
                 WHERE search MATCH '\"thornley\"*' ORDER BY bm25(search, 8.0, 1.0) LIMIT 50",
            )
            .unwrap();
        assert!(
            find.query_map([], |r| r.get::<_, Value>(0))
                .unwrap()
                .count()
                > 0
        );
    });
    line("search over everything", search, search_bare);

    let id = laptop
        .store()
        .db()
        .query_row("SELECT id FROM live_person LIMIT 1", [], |r| r.get(0))
        .unwrap();
    let mut n = 0;
    let save = median(25, || {
        n += 1;
        laptop
            .put("person", Some(id), &[("role", format!("Role {n}").into())])
            .unwrap();
    });
    let other = tempfile::tempdir().unwrap().keep().join("bare.db");
    std::fs::copy(&path, &other).unwrap();
    let writer = Connection::open(&other).unwrap();
    writer
        .pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))
        .unwrap();
    writer.pragma_update(None, "synchronous", "full").unwrap();
    let save_bare = median(25, || {
        n += 1;
        writer
            .execute(
                "UPDATE person SET role = ?1 WHERE id = ?2",
                rusqlite::params![format!("Role {n}"), id],
            )
            .unwrap();
    });
    line("save one field of one record", save, save_bare);

    let undo = median(15, || {
        let last = laptop.store().undo_next().unwrap().unwrap();
        laptop.undo(last.id).unwrap();
    });
    line("undo it", undo, save_bare);

    let findings = median(15, || drop(laptop.store().findings(today).unwrap()));
    let findings_bare = median(15, || {
        rows(&bare, "SELECT rule, record, kind, text, fix FROM finding");
    });
    line("read what needs attention", findings, findings_bare);
    println!("peak memory of this program: {}", peak());
    std::fs::remove_dir_all(other.parent().unwrap()).ok();
}
