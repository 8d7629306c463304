//! Putting a copy together from what the hub file holds, without anything confidential, and counting the personal data
//! that goes into it. A confidential field is left out, a confidential record is left out, and a reference to one is an
//! empty cell; a list that is chosen or ordered by a confidential field is refused, since the choice would tell.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::Value as Json;

use super::{
    copy::{Copy, Heading, Section},
    leaving::{HOPS, Leaving},
    paths,
};
use crate::{
    contract::{Compare, Filter, Source, ViewColumn, ViewRow, ViewSpec},
    exchange::{ExchangeError, Result},
    record::{FieldType, Id, Kind, Kinds},
    store::{Store, StoreError},
};

/// Fields that say until when a record holds.
const UNTIL: [&str; 3] = ["to", "end", "closed"];

/// A copy being put together.
pub struct Gathering<'a> {
    store: &'a Store,
    today: NaiveDate,
    leaving: Leaving<'a>,
}

/// A copy, and what to know before it leaves.
#[derive(Debug, Clone)]
pub struct Gathered {
    /// The copy.
    pub copy: Copy,
    /// The personal data in it, a sentence each.
    pub personal: Vec<String>,
    /// What stays here, a sentence each. Not part of the copy: how much is kept back is confidential too.
    pub kept_back: Vec<String>,
}

impl<'a> Gathering<'a> {
    /// Begins, as at a day.
    pub fn new(store: &'a Store, today: NaiveDate) -> Self {
        Self {
            store,
            today,
            leaving: Leaving::new(store),
        }
    }

    fn kinds(&self) -> &'a Kinds {
        self.store.kinds()
    }

    fn kind(&self, name: &str) -> Result<&'a Kind> {
        let unknown = || StoreError::UnknownKind(name.to_owned());
        let kind = self.kinds().get(name).ok_or_else(unknown)?;
        if kind.declaration.confidential {
            let many = kind.declaration.many;
            return Err(ExchangeError::refused(
                "confidential",
                format!("{many} never go into a copy for another team. Nothing was written."),
                "Choose another list or record.",
            ));
        }
        Ok(kind)
    }

    /// A list as a section: every row of it.
    ///
    /// # Errors
    /// A confidential kind; a list chosen or ordered by something confidential.
    pub fn list(&mut self, heading: &str, view: &ViewSpec) -> Result<Section> {
        let kind = self.kind(&kind_of(self.kinds(), &view.source)?)?;
        paths::refuse_telling(self.kinds(), kind, view)?;
        let wanted: Vec<String> = if view.columns.is_empty() {
            kind.declaration
                .columns
                .iter()
                .map(|c| (*c).into())
                .collect()
        } else {
            view.columns.clone()
        };
        let mut shown = vec![];
        let mut through: Vec<(String, String)> = vec![];
        for path in wanted {
            let Some(steps) = paths::follow(self.kinds(), kind, &path) else {
                // Not a column: the list itself says so, in its own words.
                shown.push(path);
                continue;
            };
            if let Some(step) = steps.iter().find(|s| s.confidential) {
                self.leaving.fields.insert(step.label.clone());
                continue;
            }
            for step in steps {
                let reached = (step.path, step.leads_to);
                if let (path, Some(kind)) = reached
                    && !through.iter().any(|t| t.0 == path)
                {
                    through.push((path, kind));
                }
            }
            shown.push(path);
        }
        let unseen: Vec<String> = through
            .iter()
            .map(|t| t.0.clone())
            .filter(|p| !shown.contains(p))
            .collect();
        let spec = ViewSpec {
            columns: shown.iter().chain(&unseen).cloned().collect(),
            group: None,
            ..view.clone()
        };
        let page = self.store.whole_view(&spec, self.today)?;
        let mut rows = vec![];
        for row in &page.rows {
            if let Some(cells) = self.row(kind, &page.columns, &through, row)? {
                rows.push(cells.into_iter().take(shown.len()).collect());
            }
        }
        let columns = page.columns.iter().take(shown.len()).map(|c| Heading {
            path: c.path.clone(),
            label: c.label.clone(),
        });
        Ok(Section {
            heading: heading.to_owned(),
            columns: columns.collect(),
            rows,
        })
    }

    /// The cells of a row; none when its record is confidential.
    fn row(
        &mut self,
        kind: &Kind,
        columns: &[ViewColumn],
        through: &[(String, String)],
        row: &ViewRow,
    ) -> Result<Option<Vec<String>>> {
        if !self.has(kind, row)? {
            return Ok(None);
        }
        let mut closed: Vec<&str> = vec![];
        for (path, other) in through {
            let at = columns.iter().position(|c| c.path == *path);
            let cell = at.and_then(|at| row.cells.get(at));
            if let Some(cell) = cell
                && !self.leaving.reference(other, cell)?
            {
                closed.push(path);
            }
        }
        let mut out = vec![];
        for (cell, column) in row.cells.iter().zip(columns) {
            let beyond = |path: &&&str| {
                let rest = column.path.strip_prefix(**path);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            if closed.iter().any(|path| beyond(&path)) {
                out.push(String::new());
                continue;
            }
            let long = matches!(
                &column.type_,
                crate::contract::FieldTypeInfo::Text { long: true, .. }
            );
            self.leaving.texts += usize::from(long && !cell.text.is_empty());
            out.push(cell.text.clone());
        }
        Ok(Some(out))
    }

    /// The fields of a record as a section of what and value.
    ///
    /// # Errors
    /// A confidential kind or record.
    pub fn facts(&mut self, heading: &str, kind: &str, id: Id) -> Result<Section> {
        let kind = self.kind(kind)?;
        let row = self.store.row(kind.name(), id)?;
        if row.deleted || !self.leaving.may_be_named(kind, id, HOPS)? {
            let one = kind.declaration.one.to_lowercase();
            return Err(ExchangeError::refused(
                "confidential",
                format!("This {one} was removed, or is kept to your team. Nothing was written."),
                "Choose another record.",
            ));
        }
        let mut titles = BTreeMap::new();
        let mut facts = vec![];
        for field in &kind.fields {
            let value = row.value(&field.name);
            if value.is_null() {
                continue;
            }
            if field.confidential {
                self.leaving.fields.insert(field.label.clone());
                continue;
            }
            let cell = self.store.cell_text(value, &field.type_, &mut titles)?;
            if let FieldType::Ref { kind } = &field.type_
                && !self.leaving.reference(kind, &cell)?
            {
                continue;
            }
            self.leaving.texts += usize::from(field.type_.is_long());
            facts.push((field.label.clone(), cell.text));
        }
        Ok(Section::facts(heading, facts))
    }

    /// What points at a record and still holds, a section for each kind and field.
    ///
    /// # Errors
    /// When the hub file can't be read.
    pub fn related(&mut self, kind: &str, id: Id) -> Result<Vec<Section>> {
        let mut out = vec![];
        for other in self.kinds() {
            if other.declaration.confidential {
                continue;
            }
            for field in &other.fields {
                let leads_here = matches!(&field.type_, FieldType::Ref { kind: to } if to == kind);
                if !leads_here || field.confidential {
                    continue;
                }
                let columns = other.declaration.columns.iter();
                let points_here = condition(&field.name, Compare::Is, Json::from(id.to_string()));
                let view = ViewSpec {
                    columns: columns
                        .filter(|c| **c != field.name)
                        .map(|c| (*c).into())
                        .collect(),
                    filter: Some(Filter::And(
                        std::iter::once(points_here)
                            .chain(still_holds(other, self.today))
                            .collect(),
                    )),
                    ..ViewSpec::all_of(other.name())
                };
                let section = self.list(other.declaration.many, &view)?;
                if !section.rows.is_empty() {
                    out.push(section);
                }
            }
        }
        Ok(out)
    }

    /// Counts texts that people wrote freely and that come into the copy in another way.
    pub fn count_texts(&mut self, texts: usize) {
        self.leaving.texts += texts;
    }

    /// Whether a record may be named by its title in a section put together elsewhere. Counts it when it is about a person.
    ///
    /// # Errors
    /// When the hub file can't be read.
    pub fn name(&mut self, kind: &str, id: Id) -> Result<bool> {
        let kind = self.store.kind(kind)?;
        self.leaving.may_be_named(kind, id, HOPS)
    }

    /// Whether the row of a record is in a list of its kind; which of them are left out is nobody else's business.
    ///
    /// # Errors
    /// When the hub file can't be read.
    pub fn has(&mut self, kind: &Kind, row: &ViewRow) -> Result<bool> {
        match row.id.parse::<Id>() {
            Ok(id) => self.leaving.may_leave(kind, id),
            Err(_) => Ok(false),
        }
    }

    /// The copy, and what to know before it leaves.
    ///
    /// # Errors
    /// When the hub file can't be read.
    pub fn finish(self, copy: Copy) -> Result<Gathered> {
        Ok(Gathered {
            copy,
            personal: self.leaving.personal()?,
            kept_back: self.leaving.kept_back(),
        })
    }
}

/// A condition on one field.
pub fn condition(path: &str, op: Compare, value: Json) -> Filter {
    Filter::Field {
        path: path.to_owned(),
        op,
        value,
    }
}

/// Has not come to an end before a day, for kinds that do.
fn still_holds(kind: &Kind, today: NaiveDate) -> Option<Filter> {
    let dated = |name: &&&str| kind.field(name).is_some_and(|f| f.type_ == FieldType::Date);
    let field = UNTIL.iter().find(dated)?;
    Some(Filter::Or(vec![
        condition(field, Compare::Empty, Json::Null),
        condition(field, Compare::AtLeast, Json::from(today.to_string())),
    ]))
}

/// The kind of a list's rows.
pub fn kind_of(kinds: &Kinds, source: &Source) -> Result<String> {
    match source {
        Source::Kind { kind } => Ok(kind.clone()),
        Source::Set { set, .. } => match kinds.set(set) {
            Some(set) => Ok(set.kind.to_owned()),
            None => Err(StoreError::UnknownKind(set.clone()).into()),
        },
    }
}
