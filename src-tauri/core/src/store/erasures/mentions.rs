//! Records that named the person before. An edit takes a name out of what a record says now, never out of its history, so a
//! person is told of these too.

use std::collections::BTreeSet;

use super::{
    Proposal,
    propose::{MOST_MENTIONS, names},
};
use crate::{
    record::Id,
    store::{Hit, Result, Store},
};

impl Store {
    /// The records of which only an earlier text names the person: none that the proposal covers or mentions.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn named_before(&self, proposal: &Proposal) -> Result<Vec<Hit>> {
        let covered = proposal.subjects.iter().map(|s| s.record);
        let told = proposal.mentions.iter().map(|hit| hit.id);
        let known: BTreeSet<Id> = covered.chain(told).collect();
        let mut out = vec![];
        for (kind, id) in self.ever_named(&proposal.telling)? {
            if out.len() >= MOST_MENTIONS as usize {
                break;
            }
            if !known.contains(&id) && self.kinds.get(&kind).is_some() {
                let title = self.title(&kind, id)?;
                out.push(Hit {
                    kind,
                    id,
                    title,
                    excerpt: String::new(),
                });
            }
        }
        Ok(out)
    }

    /// Kind and identifier of every record with a text, of now or of before, that holds one of these.
    fn ever_named(&self, telling: &BTreeSet<String>) -> Result<BTreeSet<(String, Id)>> {
        let mut found = BTreeSet::new();
        if telling.is_empty() {
            return Ok(found);
        }
        let mut texts = self.db.prepare_cached(
            "SELECT f.kind, w.record, w.value FROM log_write w JOIN log_field f USING (field_no)
             WHERE typeof(w.value) = 'text' AND w.commitment IS NULL AND substr(f.kind, 1, 1) <> '@'",
        )?;
        let mut texts = texts.query([])?;
        while let Some(row) = texts.next()? {
            let text: String = row.get(2)?;
            if names(&text, telling) {
                found.insert((row.get(0)?, row.get(1)?));
            }
        }
        Ok(found)
    }
}
