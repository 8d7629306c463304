//! What a list shows: rows by their identifiers, cells with their words, groups with their counts.

use std::collections::BTreeMap;

use rusqlite::params_from_iter;

use super::{
    MOST_GROUPS, Sql,
    marks::Marks,
    path::{self, Column},
};
use crate::{
    contract::{CellText, GroupCount, ViewRow},
    record::{FieldType, Id, Kind, Value},
    store::{Result, Store, StoreError, rows},
};

impl Store {
    /// Rows of some records, in their order; those that are not there are left out.
    ///
    /// # Errors
    /// Unknown kinds and columns.
    pub fn rows_by_id(
        &self,
        kind: &str,
        columns: &[String],
        ids: &[Id],
        today: chrono::NaiveDate,
    ) -> Result<Vec<ViewRow>> {
        let kind = self.kind(kind)?;
        let mut sql = self.sql(kind, today)?;
        let columns = columns
            .iter()
            .map(|p| path::column(&self.kinds, kind, p, &mut sql))
            .collect::<Result<Vec<Column>>>()?;
        let from = format!("\"live_{}\" t{}", kind.name(), sql.joins.sql());
        self.rows_at(kind, &columns, &from, ids, &mut sql)
    }

    pub(super) fn rows_at(
        &self,
        kind: &Kind,
        columns: &[Column],
        from: &str,
        ids: &[Id],
        sql: &mut Sql,
    ) -> Result<Vec<ViewRow>> {
        let selected: String = columns.iter().map(|c| format!(", {}", c.sql)).collect();
        let places: Vec<String> = ids.iter().map(|id| sql.bind(Value::Id(*id))).collect();
        let select = format!(
            "SELECT t.id{selected} FROM {from} WHERE t.id IN ({})",
            places.join(", ")
        );
        let mut rows = self.rows_of(kind, columns, &select, &sql.values)?;
        let place: BTreeMap<String, usize> = ids
            .iter()
            .enumerate()
            .map(|(i, id)| (id.to_string(), i))
            .collect();
        rows.sort_by_key(|row| place.get(&row.id).copied());
        Ok(rows)
    }

    pub(super) fn rows_of(
        &self,
        kind: &Kind,
        columns: &[Column],
        select: &str,
        values: &[Value],
    ) -> Result<Vec<ViewRow>> {
        let mut read = self.db.prepare_cached(select)?;
        let used = read.parameter_count();
        let mut out = vec![];
        let mut titles = BTreeMap::new();
        let marks = Marks::of(self, kind, columns)?;
        let mut rows = read.query(params_from_iter(&values[..used]))?;
        while let Some(r) = rows.next()? {
            let id: Id = r.get(0)?;
            let mut cells = Vec::with_capacity(columns.len());
            for (i, column) in columns.iter().enumerate() {
                let value: Value = r.get(i + 1).unwrap_or_default();
                let mut cell = self.cell_text(value, &column.type_, &mut titles)?;
                if marks.at(self, kind, id, i)? {
                    cell.state = CellText::VERSIONS.into();
                }
                cells.push(cell);
            }
            out.push(ViewRow {
                id: id.to_string(),
                title: rows::title(&self.db, &self.kinds, kind.name(), id)?,
                cells,
            });
        }
        Ok(out)
    }

    pub(super) fn groups_of(
        &self,
        column: &Column,
        sql: &str,
        values: &[Value],
    ) -> Result<Vec<GroupCount>> {
        let mut read = self.db.prepare_cached(sql)?;
        let used = read.parameter_count();
        let mut titles = BTreeMap::new();
        let mut out = vec![];
        let mut rows = read.query(params_from_iter(&values[..used]))?;
        while let Some(r) = rows.next()? {
            if out.len() >= MOST_GROUPS {
                return Err(StoreError::refused(
                    "too_many_groups",
                    format!("There are too many groups by {}.", column.label),
                    "Group by something that fewer records have to themselves, or filter the list first.",
                ));
            }
            let cell = self.cell_text(r.get(0).unwrap_or_default(), &column.type_, &mut titles)?;
            out.push(GroupCount {
                cell,
                count: r.get(1)?,
            });
        }
        Ok(out)
    }

    /// A value with its words; a reference with the other record's title.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn cell_text(
        &self,
        value: Value,
        type_: &FieldType,
        titles: &mut BTreeMap<Id, (String, bool)>,
    ) -> Result<CellText> {
        let (text, state) = match (&value, type_) {
            (Value::Null, _) => (String::new(), "missing"),
            (Value::Id(id), FieldType::Ref { kind }) => {
                if !titles.contains_key(id) {
                    let title = rows::title(&self.db, &self.kinds, kind, *id)?;
                    let there = match self.kinds.get(kind) {
                        Some(kind) => self.find_row(kind, *id)?.is_some_and(|r| !r.deleted),
                        None => true,
                    };
                    titles.insert(*id, (title, there));
                }
                let (title, there) = &titles[id];
                (title.clone(), if *there { "known" } else { "removed" })
            }
            (value, type_) => (value.words(type_), "known"),
        };
        Ok(CellText {
            value: value.to_json(),
            text,
            state: state.into(),
        })
    }
}
