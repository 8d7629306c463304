//! Search over everything as people type: words from two letters, accents or not, whatever field they stand in.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::{Result, Store, hanging, rows};
use crate::record::{FieldType, Id, Kind, Kinds, Value};

/// One hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Kind.
    pub kind: String,
    /// Record.
    pub id: Id,
    /// Title.
    pub title: String,
    /// Where it was found, shortened.
    pub excerpt: String,
}

/// Empties the search.
pub(super) fn clear(db: &Connection) -> Result<()> {
    db.execute_batch(
        "INSERT INTO search (search) VALUES ('delete-all'); DELETE FROM search_document;",
    )?;
    Ok(())
}

/// Fewer records than this are always put into the index one by one.
const FEW: usize = 2_000;

/// As [`refresh`], for all records that a large piece of work touched. When they are a good part of all, the index is
/// built anew from the documents, which is quicker than taking each record out and putting it in again.
pub(super) fn refresh_all(
    db: &Connection,
    kinds: &Kinds,
    touched: &BTreeSet<(String, Id)>,
) -> Result<()> {
    let documents: i64 = db.query_row("SELECT count(*) FROM search_document", [], |r| r.get(0))?;
    let anew = touched.len() > FEW && touched.len() * 6 > usize::try_from(documents).unwrap_or(0);
    for (kind, id) in touched {
        if let Some(kind) = kinds.get(kind) {
            put(db, kinds, kind, *id, !anew)?;
        }
    }
    if anew {
        db.execute_batch("INSERT INTO search (search) VALUES ('rebuild');")?;
    }
    Ok(())
}

/// Puts a record's words into the search, or takes them out when it is removed.
pub(super) fn refresh(db: &Connection, kinds: &Kinds, kind: &Kind, id: Id) -> Result<()> {
    put(db, kinds, kind, id, true)
}

/// Brings a record's document up to date, and with `index` the index too. What hangs on another record is found with
/// that one.
fn put(db: &Connection, kinds: &Kinds, kind: &Kind, id: Id, index: bool) -> Result<()> {
    if kind.hangs_on().is_some() {
        let Some((owner, record)) = hanging::owner(db, kinds, kind, id)? else {
            return Ok(());
        };
        return put(db, kinds, owner, record, index);
    }
    let old: Option<(i64, String, String)> = db
        .prepare_cached("SELECT document, title, body FROM search_document WHERE record = ?1")?
        .query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
        .optional()?;
    let new = words(db, kinds, kind, id)?;
    if let (Some((_, title, body)), Some(new)) = (&old, &new)
        && (title, body) == (&new.0, &new.1)
    {
        return Ok(());
    }
    if let (Some((document, ..)), Some((title, body)), false) = (&old, &new, index) {
        db.prepare_cached("UPDATE search_document SET title = ?2, body = ?3 WHERE document = ?1")?
            .execute(params![document, title, body])?;
        return Ok(());
    }
    if let Some((document, title, body)) = old {
        if index {
            db.prepare_cached(
                "INSERT INTO search (search, rowid, title, body) VALUES ('delete', ?1, ?2, ?3)",
            )?
            .execute(params![document, title, body])?;
        }
        db.prepare_cached("DELETE FROM search_document WHERE document = ?1")?
            .execute([document])?;
    }
    if let Some((title, body)) = new {
        db.prepare_cached(
            "INSERT INTO search_document (record, kind, title, body) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![id, kind.name(), title, body])?;
        let document = db.last_insert_rowid();
        if !index {
            return Ok(());
        }
        db.prepare_cached("INSERT INTO search (rowid, title, body) VALUES (?1, ?2, ?3)")?
            .execute(params![document, title, body])?;
    }
    Ok(())
}

/// Title words and the words of all text fields; none for a record that was removed or merged into another. A title made of other records' names is
/// not kept here: those are found by their own names.
fn words(db: &Connection, kinds: &Kinds, kind: &Kind, id: Id) -> Result<Option<(String, String)>> {
    let texts: Vec<&str> = kind
        .fields
        .iter()
        .filter(|f| matches!(f.type_, FieldType::Text { .. } | FieldType::Choice { .. }))
        .map(|f| f.name.as_str())
        .collect();
    let columns: String = texts.iter().map(|t| format!(", \"{t}\"")).collect();
    let sql = format!(
        "SELECT deleted IS NOT 0 OR alias_of IS NOT NULL{columns} FROM \"{}\" WHERE id = ?1",
        kind.name()
    );
    let found = db
        .prepare_cached(&sql)?
        .query_row([id], |r| {
            let gone: bool = r.get(0)?;
            let values: Vec<Value> = (0..texts.len())
                .map(|i| r.get(i + 1).unwrap_or_default())
                .collect();
            Ok((gone, values))
        })
        .optional()?;
    let Some((false, values)) = found else {
        return Ok(None);
    };
    let (mut title, mut body) = (vec![], vec![]);
    for (name, value) in texts.iter().zip(values) {
        let Some(field) = kind.field(name) else {
            continue;
        };
        let text = value.words(&field.type_);
        if text.is_empty() {
            continue;
        }
        if kind.declaration.title.contains(name) {
            title.push(text)
        } else {
            body.push(text)
        }
    }
    body.extend(hanging::words(db, kinds, kind, id)?);
    if title.is_empty() && body.is_empty() {
        Ok(None)
    } else {
        Ok(Some((title.join(" "), body.join(" "))))
    }
}

/// The words of a person as a query: each must occur, the last one as a beginning.
pub(crate) fn query(text: &str) -> Option<String> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() >= 2)
        .map(|w| format!("\"{w}\"*"))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

impl Store {
    /// Records that hold these words, best first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn search(&self, text: &str, limit: i64) -> Result<Vec<Hit>> {
        let Some(query) = query(text) else {
            return Ok(vec![]);
        };
        let mut hits = self.db.prepare_cached(
            "SELECT d.kind, d.record, d.title, snippet(search, 1, '', '', ' … ', 12)
             FROM search JOIN search_document d ON d.document = search.rowid
             WHERE search MATCH ?1 ORDER BY bm25(search, 8.0, 1.0), d.title LIMIT ?2",
        )?;
        let hits = hits.query_map(params![query, limit], |r| {
            Ok(Hit {
                kind: r.get(0)?,
                id: r.get(1)?,
                title: r.get(2)?,
                excerpt: r.get(3)?,
            })
        })?;
        let mut out = hits.collect::<rusqlite::Result<Vec<_>>>()?;
        for hit in &mut out {
            hit.title = rows::title(&self.db, &self.kinds, &hit.kind, hit.id)?;
        }
        Ok(out)
    }
}
