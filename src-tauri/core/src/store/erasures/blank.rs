//! Taking values out of the log for good while it still fits together: the value and the secret of its change go, its
//! commitment stays. Then the tables, search and unfinished typing that showed the value.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::{Subject, Suppressed};
use crate::{
    record::{Id, Kinds, Value},
    store::{
        Result, StoreError, heads,
        log::{self, unhex},
        search,
    },
};

/// What was taken out.
#[derive(Debug, Default)]
pub struct Blanked {
    /// Number of values.
    pub values: usize,
    /// Records whose tables were worked out again.
    pub touched: BTreeSet<(String, Id)>,
    /// Unfinished typing that went with it.
    pub drafts: usize,
    /// Number of kept files that nothing refers to any more.
    pub files: usize,
}

/// A value that an order covers and that is still in the log.
struct Covered {
    change: i64,
    idx: i64,
    kind: String,
    field: String,
    field_no: i64,
    value: Value,
}

/// Whether a text by itself tells who is meant, wherever it stands: a name, an address, a telephone number, or so long
/// that it stands nowhere else by chance. “Nurse” does not.
pub(super) fn tells_who(kinds: &Kinds, kind: &str, field: &str, text: &str) -> bool {
    let title = kinds
        .get(kind)
        .is_some_and(|k| k.declaration.title.contains(&field));
    let letters = text.chars().count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (title && letters > 2) || text.contains('@') || digits >= 8 || letters >= 20
}

/// Takes out everything that these subjects cover.
pub(super) fn blank(db: &Connection, kinds: &Kinds, subjects: &[Subject]) -> Result<Blanked> {
    let mut done = Blanked::default();
    let (mut texts, mut telling) = (BTreeSet::new(), BTreeSet::new());
    let mut fields: BTreeMap<(String, Id), BTreeSet<(i64, String)>> = BTreeMap::new();
    for subject in subjects {
        for write in covered(db, subject)? {
            blank_one(db, write.change, write.idx, &write.value)?;
            done.values += 1;
            if let Value::Text(text) = write.value {
                if tells_who(kinds, &write.kind, &write.field, &text) {
                    telling.insert(text.to_lowercase());
                }
                texts.insert(text);
            }
            fields
                .entry((write.kind, subject.record))
                .or_default()
                .insert((write.field_no, write.field));
        }
    }
    for ((kind, record), fields) in fields {
        show_again(db, kinds, &kind, record, &fields)?;
        if heads::is_plain(&kind) {
            done.touched.insert((kind, record));
        }
    }
    let records: BTreeSet<Id> = subjects.iter().map(|s| s.record).collect();
    done.drafts = drop_drafts(db, &records, &telling)?;
    done.files = drop_files(db, &texts)?;
    Ok(done)
}

fn covered(db: &Connection, subject: &Subject) -> Result<Vec<Covered>> {
    let mut rows = db.prepare_cached(
        "SELECT w.change_no, w.idx, f.kind, f.field, w.field_no, w.value
         FROM log_write w JOIN log_field f USING (field_no)
         WHERE w.record = ?1 AND f.kind = ?2 AND (?3 IS NULL OR f.field = ?3)
           AND substr(f.field, 1, 1) <> '@' AND w.commitment IS NULL",
    )?;
    let rows = rows.query_map(params![subject.record, subject.kind, subject.field], |r| {
        Ok(Covered {
            change: r.get(0)?,
            idx: r.get(1)?,
            kind: r.get(2)?,
            field: r.get(3)?,
            field_no: r.get(4)?,
            value: r.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn blank_one(db: &Connection, change: i64, idx: i64, value: &Value) -> Result<()> {
    spread_salts(db, change)?;
    let salt: Vec<u8> = db
        .prepare_cached("SELECT salt FROM log_write WHERE change_no = ?1 AND idx = ?2")?
        .query_row([change, idx], |r| r.get(0))?;
    let salt: [u8; 32] = salt
        .try_into()
        .map_err(|_| StoreError::Log("a salt of the wrong length".into()))?;
    db.prepare_cached(
        "UPDATE log_write SET value = NULL, salt = NULL, commitment = ?3 WHERE change_no = ?1 AND idx = ?2",
    )?
    .execute(params![change, idx, log::commitment(&salt, value).as_slice()])?;
    Ok(())
}

/// Gives every write of a change its own salt and forgets the secret they all come from: with it, the salt of the
/// erased value could be worked out again, and the value confirmed by guessing.
fn spread_salts(db: &Connection, change: i64) -> Result<()> {
    let nonce: Option<Vec<u8>> = db
        .prepare_cached("SELECT nonce FROM log_change WHERE change_no = ?1")?
        .query_row([change], |r| r.get(0))?;
    let Some(nonce) = nonce else { return Ok(()) };
    let places = db
        .prepare_cached("SELECT idx FROM log_write WHERE change_no = ?1")?
        .query_map([change], |r| r.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut write =
        db.prepare_cached("UPDATE log_write SET salt = ?3 WHERE change_no = ?1 AND idx = ?2")?;
    for idx in places {
        write.execute(params![change, idx, log::salt(&nonce, idx).as_slice()])?;
    }
    db.prepare_cached("UPDATE log_change SET nonce = NULL WHERE change_no = ?1")?
        .execute([change])?;
    Ok(())
}

/// Works the fields of a record, and its words in the search, out again.
fn show_again(
    db: &Connection,
    kinds: &Kinds,
    kind: &str,
    record: Id,
    fields: &BTreeSet<(i64, String)>,
) -> Result<()> {
    let Some(kind) = kinds.get(kind) else {
        return Ok(());
    };
    let known: Vec<_> = fields
        .iter()
        .filter_map(|(no, name)| kind.field(name).map(|field| (*no, field)))
        .collect();
    if !known.is_empty() {
        heads::show(db, kind, record, &known)?;
    }
    search::refresh(db, kinds, kind, record)
}

/// Unfinished typing about these records, or with these words in it.
fn drop_drafts(
    db: &Connection,
    records: &BTreeSet<Id>,
    telling: &BTreeSet<String>,
) -> Result<usize> {
    let mut drafts = db.prepare("SELECT key, body FROM draft")?;
    let drafts = drafts
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    let about = |text: &str| {
        let text = text.to_lowercase();
        records.iter().any(|id| text.contains(&id.to_string()))
            || telling.iter().any(|t| text.contains(t))
    };
    let mut gone = 0;
    for (key, body) in drafts {
        // As JSON, so that escaped letters are compared as what they stand for.
        let said = serde_json::from_str(&body).map_or(body, |json| words_of(&json));
        if about(&key) || about(&said) {
            gone += db.execute("DELETE FROM draft WHERE key = ?1", [key])?;
        }
    }
    Ok(gone)
}

fn words_of(json: &serde_json::Value) -> String {
    use serde_json::Value as Json;
    match json {
        Json::String(text) => text.clone(),
        Json::Array(list) => list.iter().map(words_of).collect::<Vec<_>>().join("\n"),
        Json::Object(fields) => fields.values().map(words_of).collect::<Vec<_>>().join("\n"),
        other => other.to_string(),
    }
}

/// Kept files that only an erased value referred to.
fn drop_files(db: &Connection, texts: &BTreeSet<String>) -> Result<usize> {
    let mut gone = 0;
    for text in texts {
        let Some(hash) = unhex::<32>(text) else {
            continue;
        };
        let used: bool = db.query_row(
            "SELECT EXISTS (SELECT 1 FROM log_write WHERE value = ?1)",
            [text],
            |r| r.get(0),
        )?;
        if !used {
            gone += db.execute("DELETE FROM blob WHERE hash = ?1", [hash.as_slice()])?;
            db.execute("DELETE FROM blob_piece WHERE hash = ?1", [hash.as_slice()])?;
        }
    }
    Ok(gone)
}

/// Takes the bytes of signed copies out; that they were kept, and under which fingerprint, stays.
pub(super) fn blank_copies(db: &Connection, suppressed: &Suppressed) -> Result<usize> {
    let mut gone = 0;
    for hash in &suppressed.blobs {
        gone += db.execute(
            "UPDATE blob SET bytes = NULL WHERE hash = ?1 AND bytes IS NOT NULL",
            [hash.as_slice()],
        )?;
        let pieces = db.execute("DELETE FROM blob_piece WHERE hash = ?1", [hash.as_slice()])?;
        gone += usize::from(pieces > 0);
    }
    Ok(gone)
}
