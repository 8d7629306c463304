//! The same questions in bare SQLite: what the least is that they can cost on this file.

use std::path::Path;

use hubfolio_core::record::Id;
use rusqlite::Connection;

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

/// Asks the search for the best of all that holds some words, as SQLite weighs it.
pub fn search(db: &Connection, query: &str) {
    let mut statement = db
        .prepare_cached(
            "SELECT d.kind, d.record, d.title FROM search JOIN search_document d ON d.document = search.rowid
             WHERE search MATCH ?1 ORDER BY bm25(search, 8.0, 1.0), d.title LIMIT 101",
        )
        .unwrap();
    let rows = statement.query_map([query], |r| r.get::<_, String>(2));
    assert!(rows.unwrap().all(|title| title.is_ok()));
}

/// Adds rows and takes them out again, each batch in a transaction.
pub fn paste(db: &Connection, rows: usize) {
    db.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut add = db
        .prepare_cached("INSERT INTO person (id, name, role, email, telephone) VALUES (randomblob(16), ?1, 'Nurse', ?2, '01632 960000')")
        .unwrap();
    for i in 0..rows {
        add.execute([format!("Pasted {i}"), format!("pasted{i}@example.org")])
            .unwrap();
    }
    drop(add);
    db.execute_batch("ROLLBACK").unwrap();
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
