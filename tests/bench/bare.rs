//! The same questions in bare SQLite: what the least is that they can cost on this file.

use std::path::Path;

use hubfolio_core::record::Id;
use rusqlite::Connection;

/// Title and columns of the first hundred people, and how many there are.
pub const PEOPLE: &[&str] = &[
    "SELECT count(*) FROM live_person",
    "SELECT id, name, role, email, telephone FROM live_person ORDER BY name COLLATE NOCASE LIMIT 100",
];
pub const DEEP: &[&str] = &[
    "SELECT count(*) FROM live_person",
    "SELECT id, name, role, email, telephone FROM live_person ORDER BY name COLLATE NOCASE LIMIT 100 OFFSET 30000",
];
pub const PRACTICES: &[&str] = &[
    "SELECT count(*) FROM live_practice",
    "SELECT id, name, ods_code, list_size, postcode, closed FROM live_practice ORDER BY name COLLATE NOCASE LIMIT 100",
];
pub const FILTERED: &[&str] = &[
    "SELECT count(*) FROM live_person WHERE role LIKE '%nurse%'",
    "SELECT id, name, role, email, telephone FROM live_person WHERE role LIKE '%nurse%'
     ORDER BY email COLLATE NOCASE DESC LIMIT 100",
];
pub const SEARCHED: &[&str] = &[
    "SELECT count(*) FROM search JOIN search_document d ON d.document = search.rowid WHERE search MATCH '\"rowena\"* \"oak\"*'",
    "SELECT p.id, name, role, email, telephone FROM search JOIN search_document d ON d.document = search.rowid
     JOIN live_person p ON p.id = d.record WHERE search MATCH '\"rowena\"* \"oak\"*' ORDER BY name COLLATE NOCASE LIMIT 100",
];
pub const SEARCH: &[&str] = &[
    "SELECT d.kind, d.record, d.title FROM search JOIN search_document d ON d.document = search.rowid
     WHERE search MATCH '\"rowena\"* \"oak\"*' ORDER BY bm25(search, 8.0, 1.0), d.title LIMIT 50",
];
pub const FINDINGS: &[&str] = &["SELECT * FROM finding ORDER BY severity, due, rule, text"];

/// A connection as the hub file's own, without a room around it.
pub fn connection(path: &Path) -> Connection {
    let db = Connection::open(path).unwrap();
    db.pragma_update(None, "cache_size", -64_000).unwrap();
    db.pragma_update(None, "synchronous", "full").unwrap();
    db
}

/// Opens the file and reads one row.
pub fn open(path: &Path) {
    let db = connection(path);
    let one: i64 = db
        .query_row("SELECT max(change_no) FROM log_change", [], |r| r.get(0))
        .unwrap();
    assert!(one > 0);
}

/// Runs statements and reads every cell.
pub fn page(db: &Connection, statements: &[&str]) {
    for sql in statements {
        let mut statement = db.prepare_cached(sql).unwrap();
        let width = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for i in 0..width {
                drop(row.get::<_, rusqlite::types::Value>(i).unwrap());
            }
        }
    }
}

/// Changes one field of one row, in a transaction.
pub fn save(db: &Connection, person: Id) {
    db.execute_batch("BEGIN IMMEDIATE").unwrap();
    db.prepare_cached("UPDATE person SET telephone = telephone || '' WHERE id = ?1")
        .unwrap()
        .execute([person])
        .unwrap();
    db.execute_batch("COMMIT").unwrap();
}
