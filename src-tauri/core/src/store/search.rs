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

/// Bytes of words that are gathered in memory before they are sorted and written, while much is put into the index:
/// eight times SQLite's own measure takes a fifth to a third less time.
const GATHERED: usize = 8 << 20;
/// SQLite's own measure, at all other times.
const GATHERED_OTHERWISE: usize = 1 << 20;

/// How a record's words get into the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Indexing {
    /// As the newest document: what was edited last is found first.
    Newest,
    /// In the place of its document. Of very many records none is the one that a person has just edited.
    InPlace,
    /// Not now: the index is built anew afterwards.
    Afterwards,
}

/// Builds the index anew from the documents.
pub(super) fn build_anew(db: &Connection) -> Result<()> {
    gather(db, GATHERED)?;
    db.execute_batch("INSERT INTO search (search) VALUES ('rebuild');")?;
    gather(db, GATHERED_OTHERWISE)
}

fn gather(db: &Connection, bytes: usize) -> Result<()> {
    db.execute_batch(&format!(
        "INSERT INTO search (search, rank) VALUES ('hashsize', {bytes});"
    ))?;
    Ok(())
}

/// As [`refresh`], for all records that a large piece of work touched. When they are a good part of all, the index is
/// built anew from the documents, which is quicker than taking each record out and putting it in again.
pub(super) fn refresh_all(
    db: &Connection,
    kinds: &Kinds,
    touched: &BTreeSet<(String, Id)>,
) -> Result<()> {
    let documents: i64 = db.query_row("SELECT count(*) FROM search_document", [], |r| r.get(0))?;
    let documents = usize::try_from(documents).unwrap_or(0);
    let indexing = match touched.len() {
        few if few <= FEW => Indexing::Newest,
        many if many * 3 < documents => Indexing::InPlace,
        _ => Indexing::Afterwards,
    };
    if indexing == Indexing::InPlace {
        gather(db, GATHERED)?;
    }
    for (kind, id) in touched {
        if let Some(kind) = kinds.get(kind) {
            put(db, kinds, kind, *id, indexing)?;
        }
    }
    match indexing {
        Indexing::Newest => Ok(()),
        Indexing::InPlace => gather(db, GATHERED_OTHERWISE),
        Indexing::Afterwards => build_anew(db),
    }
}

/// Puts a record's words into the search, or takes them out when it is removed.
pub(super) fn refresh(db: &Connection, kinds: &Kinds, kind: &Kind, id: Id) -> Result<()> {
    put(db, kinds, kind, id, Indexing::Newest)
}

/// A document as it is kept.
type Document = (i64, String, String);

/// Brings a record's document up to date, and the index as asked. What hangs on another record is found with that one.
fn put(db: &Connection, kinds: &Kinds, kind: &Kind, id: Id, indexing: Indexing) -> Result<()> {
    if kind.hangs_on().is_some() {
        let Some((owner, record)) = hanging::owner(db, kinds, kind, id)? else {
            return Ok(());
        };
        return put(db, kinds, owner, record, indexing);
    }
    let old: Option<Document> = db
        .prepare_cached("SELECT document, title, body FROM search_document WHERE record = ?1")?
        .query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
        .optional()?;
    let new = words(db, kinds, kind, id)?;
    if let (Some((_, title, body)), Some(new)) = (&old, &new)
        && (title, body) == (&new.0, &new.1)
    {
        return Ok(());
    }
    let indexed = indexing != Indexing::Afterwards;
    if let (Some(old), Some((title, body)), false) = (&old, &new, indexing == Indexing::Newest) {
        if indexed {
            take_out_of_index(db, old)?;
            put_into_index(db, old.0, title, body)?;
        }
        db.prepare_cached("UPDATE search_document SET title = ?2, body = ?3 WHERE document = ?1")?
            .execute(params![old.0, title, body])?;
        return Ok(());
    }
    if let Some(old) = old {
        if indexed {
            take_out_of_index(db, &old)?;
        }
        db.prepare_cached("DELETE FROM search_document WHERE document = ?1")?
            .execute([old.0])?;
    }
    if let Some((title, body)) = new {
        db.prepare_cached(
            "INSERT INTO search_document (record, kind, title, body) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![id, kind.name(), title, body])?;
        if indexed {
            put_into_index(db, db.last_insert_rowid(), &title, &body)?;
        }
    }
    Ok(())
}

fn take_out_of_index(db: &Connection, (document, title, body): &Document) -> Result<()> {
    let sql = "INSERT INTO search (search, rowid, title, body) VALUES ('delete', ?1, ?2, ?3)";
    db.prepare_cached(sql)?
        .execute(params![document, title, body])?;
    Ok(())
}

fn put_into_index(db: &Connection, document: i64, title: &str, body: &str) -> Result<()> {
    let sql = "INSERT INTO search (rowid, title, body) VALUES (?1, ?2, ?3)";
    db.prepare_cached(sql)?
        .execute(params![document, title, body])?;
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

/// The words of a text that a search can go by.
pub(super) fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() >= 2)
}

/// The words of a person as a query: each must occur, the last one as a beginning.
pub(crate) fn query(text: &str) -> Option<String> {
    let words: Vec<String> = words_of(text).map(|w| format!("\"{w}\"*")).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Hits that are weighed against each other, at most: more than anybody reads, and few enough to weigh between two
/// keystrokes. The newest come first.
const WEIGHED: i64 = 300;
/// Words before and after the one that was looked for, in what a hit shows.
const AROUND: (usize, usize) = (4, 12);

/// A record that holds the words, and how well it fits.
struct Candidate {
    document: i64,
    kind: String,
    id: Id,
    title: String,
    /// 0 called just so, 1 begins so, 2 all words are in its title, 3 and more: so many words are elsewhere.
    distance: usize,
}

/// What a person types into a search, as it is weighed.
struct Sought {
    text: String,
    words: Vec<String>,
}

impl Sought {
    fn new(text: &str) -> Self {
        let text = text.trim().to_lowercase();
        let words = words_of(&text).map(ToOwned::to_owned).collect();
        Self { text, words }
    }

    fn distance(&self, title: &str, all_in_title: bool) -> usize {
        let title = title.to_lowercase();
        if title.starts_with(&self.text) {
            return usize::from(title != self.text);
        }
        if all_in_title {
            return 2;
        }
        let elsewhere = |word: &&String| !words_of(&title).any(|w| w.starts_with(word.as_str()));
        3 + self.words.iter().filter(elsewhere).count()
    }

    /// The part of a text around the first of the words; its beginning where they stand with other accents.
    fn excerpt(&self, body: &str) -> String {
        let shown: Vec<&str> = body.split_whitespace().collect();
        let found = |word: &&str| {
            let word = word.to_lowercase();
            words_of(&word).any(|part| self.words.iter().any(|w| part.starts_with(w.as_str())))
        };
        let at = shown.iter().position(found).unwrap_or(0);
        let first = at.saturating_sub(AROUND.0);
        let last = (at + AROUND.1).min(shown.len());
        let before = if first > 0 { "… " } else { "" };
        let after = if last < shown.len() { " …" } else { "" };
        format!("{before}{}{after}", shown[first..last].join(" "))
    }
}

impl Store {
    /// Records that hold these words, best first: what is called so, what begins so, what has all words in its title,
    /// and the rest. The work is the same however many records hold the words: of very many the newest are weighed.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn search(&self, text: &str, limit: i64) -> Result<Vec<Hit>> {
        let Some(query) = query(text) else {
            return Ok(vec![]);
        };
        let sought = Sought::new(text);
        let most = usize::try_from(limit).unwrap_or(0);
        let mut found = self.titles_from(&sought, limit)?;
        for (query, in_title) in [(format!("title : ({query})"), true), (query, false)] {
            if found.len() < most {
                self.holding(&query, in_title, &sought, &mut found)?;
            }
        }
        found.sort_by(|a, b| {
            (a.distance, &a.title, a.document).cmp(&(b.distance, &b.title, b.document))
        });
        found.truncate(most);
        found.into_iter().map(|c| self.hit(c, &sought)).collect()
    }

    /// Records that a query in the search's own words finds, the newest first.
    pub(super) fn found_by(&self, query: &str, text: &str, limit: i64) -> Result<Vec<Hit>> {
        let sought = Sought::new(text);
        let mut found = vec![];
        self.holding(query, false, &sought, &mut found)?;
        found.truncate(usize::try_from(limit).unwrap_or(0));
        found.into_iter().map(|c| self.hit(c, &sought)).collect()
    }

    /// Records whose title begins just as it is typed, in the order of their titles.
    fn titles_from(&self, sought: &Sought, limit: i64) -> Result<Vec<Candidate>> {
        let mut read = self.db.prepare_cached(
            "SELECT document, kind, record, title FROM search_document
             WHERE title >= ?1 COLLATE NOCASE AND title < ?2 COLLATE NOCASE ORDER BY title COLLATE NOCASE LIMIT ?3",
        )?;
        let end = format!("{}{}", sought.text, char::MAX);
        let read = read.query_map(params![sought.text, end, limit], |r| {
            candidate(r, sought, true)
        })?;
        Ok(read.collect::<rusqlite::Result<_>>()?)
    }

    /// Adds the newest records that hold all words of a query.
    fn holding(
        &self,
        query: &str,
        in_title: bool,
        sought: &Sought,
        found: &mut Vec<Candidate>,
    ) -> Result<()> {
        let known: BTreeSet<i64> = found.iter().map(|c| c.document).collect();
        // The newest are picked from the index alone; only those are looked at.
        let mut read = self.db.prepare_cached(
            "SELECT d.document, d.kind, d.record, d.title FROM search_document d WHERE d.document IN
             (SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?2)",
        )?;
        let read = read.query_map(params![query, WEIGHED], |r| candidate(r, sought, in_title))?;
        for candidate in read {
            let candidate = candidate?;
            if !known.contains(&candidate.document) {
                found.push(candidate);
            }
        }
        Ok(())
    }

    fn hit(&self, found: Candidate, sought: &Sought) -> Result<Hit> {
        let body: String = self
            .db
            .prepare_cached("SELECT body FROM search_document WHERE document = ?1")?
            .query_row([found.document], |r| r.get(0))?;
        Ok(Hit {
            title: rows::title(&self.db, &self.kinds, &found.kind, found.id)?,
            excerpt: sought.excerpt(&body),
            kind: found.kind,
            id: found.id,
        })
    }
}

fn candidate(
    row: &rusqlite::Row<'_>,
    sought: &Sought,
    in_title: bool,
) -> rusqlite::Result<Candidate> {
    let title: String = row.get(3)?;
    Ok(Candidate {
        document: row.get(0)?,
        kind: row.get(1)?,
        id: row.get(2)?,
        distance: sought.distance(&title, in_title),
        title,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_called_so_is_nearer_than_what_begins_so_and_that_than_the_rest() {
        let sought = Sought::new("Rowena Oak");
        let distance = |title: &str, all: bool| sought.distance(title, all);
        assert_eq!(distance("ROWENA OAK", true), 0);
        assert_eq!(distance("Rowena Oakley", true), 1);
        assert_eq!(distance("Oak, Rowena", true), 2);
        // Accents are the index's business: it says that all words are in the title.
        assert_eq!(distance("Rowéna Oak", true), 2);
        assert_eq!(distance("Rowena Elm", false), 4);
        assert_eq!(distance("Elm", false), 5);
    }

    #[test]
    fn a_hit_shows_the_words_around_what_was_looked_for() {
        let sought = Sought::new("libr");
        let body = "one two three four five six Library eight";
        assert_eq!(sought.excerpt(body), "… three four five six Library eight");
        let long = "Library ".repeat(20);
        assert_eq!(sought.excerpt(&long).matches("Library").count(), AROUND.1);
        assert_eq!(sought.excerpt("nothing of it"), "nothing of it");
        assert_eq!(sought.excerpt(""), "");
    }
}
