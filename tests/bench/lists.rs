//! Lists and what is done in them, as a person who scrolls, sorts, filters, types and pastes meets them.

use chrono::NaiveDate;
use hubfolio_core::{
    contract::{Compare, Filter, SortBy, Source, ViewSpec},
    session::Session,
    store::Store,
};
use hubfolio_tests::World;
use rusqlite::Connection;
use serde_json::json;

use crate::{
    bare,
    report::{Limit, Report},
};

/// Runs of each line: enough for the slowest of twenty to mean something.
const TIMES: usize = 40;
/// What a list of people shows, in bare SQL.
const PEOPLE: &str = "SELECT id, name, role, email, telephone FROM live_person";

fn list(kind: &str) -> ViewSpec {
    ViewSpec::of(Source::Kind { kind: kind.into() })
}

fn people() -> ViewSpec {
    ViewSpec {
        columns: ["name", "role", "email", "telephone"]
            .map(ToOwned::to_owned)
            .to_vec(),
        ..list("person")
    }
}

fn sorted(path: &str, descending: bool) -> ViewSpec {
    let path = path.to_owned();
    ViewSpec {
        sort: vec![SortBy { path, descending }],
        ..people()
    }
}

fn filtered(path: &str, op: Compare, value: &str) -> ViewSpec {
    let (path, value) = (path.to_owned(), value.into());
    ViewSpec {
        filter: Some(Filter::Field { path, op, value }),
        ..people()
    }
}

/// Lists beside the same questions in bare SQLite, as after an edit: nothing of a list is known any more.
fn compare(
    report: &mut Report,
    (store, db, today): (&Store, &Connection, NaiveDate),
    what: &str,
    limit: Limit,
    specs: &[ViewSpec],
    bare: &[String],
) {
    let bare: Vec<&str> = bare.iter().map(String::as_str).collect();
    let mut turn = 0;
    report.within(
        what,
        TIMES,
        limit,
        || {
            turn += 1;
            store.put_draft("bench", "{}", turn).unwrap();
        },
        || {
            for spec in specs {
                store.view(spec, today).unwrap();
            }
        },
        || bare::page(db, &bare),
    );
}

/// The first page of every list as it opens, and sorted and filtered by each column that its kind declares as quick.
pub fn every_first_page(report: &mut Report, store: &Store, db: &Connection, today: NaiveDate) {
    for kind in store.kinds().iter() {
        let name = kind.name();
        let fields = kind.declaration.columns.iter();
        let fields: Vec<String> = fields
            .filter(|c| kind.field(c).is_some())
            .map(|c| format!(", \"{c}\""))
            .collect();
        let rows = format!("SELECT id{} FROM live_{name}", fields.concat());
        let count = |wheres: &str| format!("SELECT count(*) FROM live_{name} {wheres}");
        let titles: Vec<String> = kind
            .declaration
            .title
            .iter()
            .map(|t| key(t, "ASC"))
            .collect();
        let usual = [titles.as_slice(), &["id".to_owned()][..]]
            .concat()
            .join(", ");
        let mut line = |what: String, spec: ViewSpec, wheres: &str, order: &str| {
            let bare = [
                count(wheres),
                format!("{rows} {wheres} ORDER BY {order} LIMIT 100"),
            ];
            let what = format!("{name}: {what}");
            compare(
                report,
                (store, db, today),
                &what,
                Limit::Picture,
                &[spec],
                &bare,
            );
        };
        line("first page".into(), list(name), "", &usual);
        for column in kind.declaration.quick {
            for (direction, descending) in [("ASC", false), ("DESC", true)] {
                let path = (*column).to_owned();
                let spec = ViewSpec {
                    sort: vec![SortBy { path, descending }],
                    ..list(name)
                };
                let order = format!("{}, id {direction}", key(column, direction));
                line(format!("by {column} {direction}"), spec, "", &order);
            }
            let sample = format!(
                "SELECT \"{column}\" FROM live_{name} WHERE \"{column}\" IS NOT NULL LIMIT 1"
            );
            let Ok(value) = db.query_row(&sample, [], |r| r.get::<_, String>(0)) else {
                continue;
            };
            let wheres = format!(
                "WHERE \"{column}\" IS '{}' COLLATE NOCASE",
                value.replace('\'', "''")
            );
            let filter = Filter::Field {
                path: (*column).to_owned(),
                op: Compare::Is,
                value: value.into(),
            };
            let spec = ViewSpec {
                filter: Some(filter),
                ..list(name)
            };
            line(format!("one {column}"), spec, &wheres, &usual);
        }
    }
}

fn key(column: &str, direction: &str) -> String {
    format!("\"{column}\" COLLATE NOCASE {direction} NULLS LAST")
}

/// Pages, sorts, filters and searches; the file has not changed since the page before, as when a person looks around.
pub fn measure(report: &mut Report, store: &Store, db: &Connection, today: NaiveDate) {
    let mut line = |what: &str, limit: Limit, specs: &[ViewSpec], bare: &[String]| {
        compare(report, (store, db, today), what, limit, specs, bare);
    };
    let count = |wheres: &str| format!("SELECT count(*) FROM live_person {wheres}");
    let page = |rest: &str| format!("{PEOPLE} {rest} LIMIT 100");
    let named = "ORDER BY name COLLATE NOCASE ASC NULLS LAST, id";
    line(
        "first page of 60,000 people",
        Limit::Picture,
        &[people()],
        &[count(""), page(named)],
    );
    let practices = "SELECT id, name, ods_code, list_size, postcode, closed FROM live_practice";
    line(
        "first page of practices, PCN worked out",
        Limit::Picture,
        &[list("practice")],
        &[
            "SELECT count(*) FROM live_practice".into(),
            format!("{practices} ORDER BY name COLLATE NOCASE LIMIT 100"),
        ],
    );
    let deep = ViewSpec {
        offset: 30_000,
        ..people()
    };
    line(
        "jump to the middle of the people",
        Limit::Question,
        &[deep],
        &[count(""), format!("{} OFFSET 30000", page(named))],
    );
    line(
        "people by e-mail, last first (quick column)",
        Limit::Picture,
        &[sorted("email", true)],
        &[
            count(""),
            page("ORDER BY email COLLATE NOCASE DESC, id DESC"),
        ],
    );
    line(
        "people of one role (quick column)",
        Limit::Picture,
        &[filtered("role", Compare::Is, "Nurse")],
        &[
            count("WHERE role IS 'Nurse' COLLATE NOCASE"),
            page(&format!("WHERE role IS 'Nurse' COLLATE NOCASE {named}")),
        ],
    );
    line(
        "people by telephone (any other sort)",
        Limit::Question,
        &[sorted("telephone", false)],
        &[
            count(""),
            page("ORDER BY telephone COLLATE NOCASE ASC NULLS LAST, id"),
        ],
    );
    let nurses = ViewSpec {
        sort: sorted("email", true).sort,
        ..filtered("telephone", Compare::Contains, "960")
    };
    line(
        "telephone contains, by e-mail (any other filter)",
        Limit::Question,
        &[nurses],
        &[
            count("WHERE telephone LIKE '%960%'"),
            page("WHERE telephone LIKE '%960%' ORDER BY email COLLATE NOCASE DESC, id DESC"),
        ],
    );
    let grouped = ViewSpec {
        group: Some("role".into()),
        ..people()
    };
    line(
        "people in groups by role, with counts",
        Limit::Question,
        &[grouped],
        &[
            count(""),
            "SELECT role, count(*) FROM live_person GROUP BY 1 ORDER BY role COLLATE NOCASE".into(),
            page(
                "ORDER BY role COLLATE NOCASE ASC NULLS LAST, role, name COLLATE NOCASE ASC NULLS LAST, id",
            ),
        ],
    );
    for (what, words, bare) in [
        ("search in people as typed: ro", "ro", "\"ro\"*"),
        ("search in people as typed: nu", "nu", "\"nu\"*"),
        ("search in people: practice", "practice", "\"practice\"*"),
        ("search in people as typed: rowe", "rowe", "\"rowe\"*"),
        (
            "search in people: rowena oak",
            "rowena oak",
            "\"rowena\"* \"oak\"*",
        ),
    ] {
        let spec = ViewSpec {
            search: Some(words.into()),
            ..people()
        };
        let found = format!(
            "WHERE id IN (SELECT d.record FROM search JOIN search_document d ON d.document = search.rowid WHERE search MATCH '{bare}')"
        );
        line(
            what,
            Limit::Picture,
            &[spec],
            &[count(&found), page(&format!("{found} {named}"))],
        );
    }
    // Scrolling: ten pages far apart, nothing changed between them.
    let jumps: Vec<ViewSpec> = (1..=10)
        .map(|n| ViewSpec {
            offset: n * 5_000,
            ..sorted("telephone", false)
        })
        .collect();
    let bare_jumps: Vec<String> = (1..=10)
        .map(|n| {
            let sort = "ORDER BY telephone COLLATE NOCASE ASC NULLS LAST, id";
            format!("{} OFFSET {}", page(sort), n * 5_000)
        })
        .collect();
    line(
        "ten jumps through people by telephone",
        Limit::None,
        &jumps,
        &bare_jumps,
    );
}

/// A thousand new rows from a spreadsheet, and one cell, each through the contract as the window asks for it.
pub fn paste(report: &mut Report, session: &mut Session, world: &World) {
    let rows = |turn: usize| -> Vec<serde_json::Value> {
        (0..1_000)
            .map(|i| {
                json!({ "fields": { "name": format!("Pasted {turn} {i}"), "role": "Nurse", "telephone": "01632 960000",
                                    "email": format!("pasted{turn}-{i}@example.org") } })
            })
            .collect()
    };
    let columns = ["name", "role", "email", "telephone"];
    let path = session.store().unwrap().path().to_owned();
    let db = bare::connection(&path);
    let mut turn = 0;
    report.compare(
        "paste of 1,000 new people",
        5,
        || {
            turn += 1;
            let request =
                json!({ "kind": "person", "how": "paste", "rows": rows(turn), "columns": columns });
            let done = session.call(world, "save_many", request).unwrap();
            assert_eq!(done["added"], 1_000);
        },
        || bare::paste(&db, 1_000),
    );
    report.alone("undo of such a paste", 4, || {
        drop(session.call(world, "undo", json!({})).unwrap());
    });
}
