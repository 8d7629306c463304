//! Rows that speak of a record of which an earlier row spoke already.

use std::collections::BTreeMap;

use super::named::title_field;
use crate::{
    alike::plain_name,
    record::{Fields, Id, Kind, Value},
};

/// What earlier rows spoke of.
pub(super) struct Repeats<'a> {
    kind: &'a Kind,
    rows: Vec<(usize, Fields, bool)>,
    by_mark: BTreeMap<String, usize>,
    /// Marks of the row that was remembered last.
    newest: Vec<String>,
}

impl<'a> Repeats<'a> {
    /// None yet.
    pub fn new(kind: &'a Kind) -> Self {
        Self {
            kind,
            rows: vec![],
            by_mark: BTreeMap::new(),
            newest: vec![],
        }
    }

    /// The row number of an earlier row of the same record, and whether this one adds nothing to it. Remembers the row
    /// otherwise.
    pub fn seen(
        &mut self,
        fields: &Fields,
        found: Option<Id>,
        row: usize,
    ) -> Option<(usize, bool)> {
        let (sure, name) = self.marks(fields, found);
        let identified = !sure.is_empty();
        let earlier = sure
            .iter()
            .find_map(|m| self.by_mark.get(m).copied())
            .or_else(|| {
                let at = *self.by_mark.get(name.as_ref()?)?;
                // Two people of one name with an address each are two people.
                let other = self.rows.get(at)?.2;
                (!identified || !other).then_some(at)
            });
        if let Some((number, before, _)) = earlier.and_then(|at| self.rows.get(at)) {
            let adds_nothing = fields
                .iter()
                .all(|(name, value)| before.get(name) == Some(value));
            return Some((*number, adds_nothing));
        }
        let at = self.rows.len();
        let free = |mark: &String| !self.by_mark.contains_key(mark);
        self.newest = sure.into_iter().chain(name).filter(free).collect();
        for mark in &self.newest {
            self.by_mark.insert(mark.clone(), at);
        }
        self.rows.push((row, fields.clone(), identified));
        None
    }

    /// The row that was remembered last stays out: a later one of the same record takes its place.
    pub fn forget_newest(&mut self) {
        for mark in self.newest.drain(..) {
            self.by_mark.remove(&mark);
        }
    }

    /// What surely tells the record, and its name.
    fn marks(&self, fields: &Fields, found: Option<Id>) -> (Vec<String>, Option<String>) {
        let mut sure = vec![];
        let id = found.or_else(|| self.kind.natural_id(fields));
        sure.extend(id.map(|id| format!("id {id}")));
        for group in self.kind.declaration.same_when {
            let texts: Option<Vec<String>> = group
                .iter()
                .map(|f| Some(fields.get(*f)?.as_text()?.to_lowercase()))
                .collect();
            sure.extend(texts.map(|t| format!("{} {}", group.join("+"), t.join("\u{1f}"))));
        }
        let told_by = self.kind.declaration.from_lists.told_by.first();
        if told_by.is_some_and(|f| fields.contains_key(*f)) {
            let all = fields.iter().map(|(f, v)| format!("{f}\u{1f}{v:?}"));
            sure.push(format!("all {}", all.collect::<Vec<_>>().join("\u{1e}")));
        }
        let name = title_field(self.kind)
            .and_then(|t| fields.get(t))
            .and_then(Value::as_text)
            .map(|n| format!("name {}", plain_name(n)));
        (sure, name)
    }
}
