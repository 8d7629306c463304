//! Lists: a [`ViewSpec`] becomes SQL. Screen, export, pack and "show the rows behind this figure" all come through
//! here, so their figures can't disagree.

mod condition;
mod found;
mod lists;
mod marks;
mod path;
mod shown;
mod way;

use std::collections::BTreeMap;

use rusqlite::params_from_iter;

use super::{Result, Store, StoreError, search};
use crate::{
    contract::{Source, ViewColumn, ViewPage, ViewSpec},
    record::{Id, Kind, Kinds, Value},
};
use found::{Found, goes_by_title};
pub(super) use lists::Place as KnownLists;
use path::{Column, Joins};

/// Most rows in one window.
const MOST_ROWS: i64 = 20_000;

/// Rows that a whole list is read by: between two of these it can be stopped.
const AT_A_TIME: i64 = 10_000;

/// Most groups of a list.
const MOST_GROUPS: usize = 5_000;

/// Rows from the top that are read without knowing the order of the whole list; also the most rows that are read by
/// their identifiers (SQLite takes 32,766 values in one question).
const NEAR: i64 = 1_000;

/// Order of the rows, and of the groups, as SQL.
struct Order {
    rows: String,
    groups: String,
}

/// SQL with its values, put together piece by piece.
pub(crate) struct Sql {
    values: Vec<Value>,
    joins: Joins,
    today: String,
    /// Columns that the hub made itself for this list: identifier and heading.
    own: Vec<(Id, String)>,
    /// The records that a search has found, where there is one: they lead to the rows.
    found: Option<Found>,
    /// No order that is kept leads to the rows.
    as_it_lies: bool,
}

impl Sql {
    /// Where the rows come from. A search gives few rows of many, so it goes first.
    fn from(&self, kind: &Kind) -> String {
        let joins = self.joins.sql();
        match &self.found {
            Some(found) => self.led_by(kind, &found.records()),
            None if self.as_it_lies => format!("{} t{joins}", way::as_it_lies(kind)),
            None => format!("\"live_{}\" t{joins}", kind.name()),
        }
    }

    /// The rows of the records that a question gives.
    fn led_by(&self, kind: &Kind, records: &str) -> String {
        let joins = self.joins.sql();
        format!(
            "({records}) f CROSS JOIN \"live_{}\" t ON t.id = f.record{joins}",
            kind.name()
        )
    }

    /// The question how many rows there are.
    fn count(&self, kind: &Kind, wheres: &str) -> String {
        match &self.found {
            Some(found) if wheres.is_empty() => found.count(),
            None if wheres.is_empty() => format!("SELECT count(*) FROM \"live_{}\"", kind.name()),
            _ => format!("SELECT count(*) FROM {}{wheres}", self.from(kind)),
        }
    }

    /// A place for a value.
    fn bind(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("?{}", self.values.len())
    }

    /// An expression of a register with `:name` places for its parameters.
    fn fill(&mut self, sql: &str, params: &[(&str, Value)]) -> String {
        let mut out = sql.to_owned();
        for (name, value) in params {
            let place = format!(":{name}");
            if out.contains(&place) {
                let bound = self.bind(value.clone());
                out = out.replace(&place, &bound);
            }
        }
        out
    }
}

impl Store {
    /// One window of a list, with counts, as at a day.
    ///
    /// # Errors
    /// Unknown kinds, sets, fields; words that a programme manager understands.
    pub fn view(&self, spec: &ViewSpec, today: chrono::NaiveDate) -> Result<ViewPage> {
        let kinds = &self.kinds;
        let kind = source_kind(kinds, &spec.source)?;
        let names: Vec<String> = if spec.columns.is_empty() {
            kind.declaration
                .columns
                .iter()
                .map(|c| (*c).to_owned())
                .collect()
        } else {
            spec.columns.clone()
        };
        let mut sql = self.sql(kind, today)?;
        sql.as_it_lies = !way::order_leads(spec, kind);
        let wheres = self.wheres(spec, kind, &mut sql)?;
        let columns = names
            .iter()
            .map(|p| path::column(kinds, kind, p, &mut sql))
            .collect::<Result<Vec<Column>>>()?;
        let group = match &spec.group {
            Some(group) => Some(path::column(kinds, kind, group, &mut sql)?),
            None => None,
        };
        let order = self.order(spec, kind, group.as_ref(), &mut sql)?;
        let from = sql.from(kind);
        let total = self.length_of(&sql.count(kind, &wheres), &sql.values)?;
        let limit = spec.limit.clamp(0, MOST_ROWS);
        let offset = spec.offset.max(0);
        let selected: String = columns.iter().map(|c| format!(", {}", c.sql)).collect();
        let titled = sql.found.as_ref().filter(|_| wheres.is_empty());
        let titled = titled.and_then(|f| Some((f, goes_by_title(spec, kind)?)));
        let rows = if limit == 0 {
            vec![]
        } else if let (Some((found, descending)), true) = (titled, offset <= NEAR) {
            let select = format!(
                "SELECT t.id{selected} FROM {} ORDER BY {}",
                sql.led_by(kind, &found.by_title(descending, limit, offset)),
                Found::order(descending).rows
            );
            self.rows_of(kind, &columns, &select, &sql.values)?
        } else if offset > NEAR && limit <= NEAR {
            let ids = format!("SELECT t.id FROM {from}{wheres} ORDER BY {}", order.rows);
            let ids = self.order_of(&ids, &sql.values)?;
            let first = usize::try_from(offset).unwrap_or(usize::MAX).min(ids.len());
            let last = first.saturating_add(limit as usize).min(ids.len());
            self.rows_at(kind, &columns, &from, &ids[first..last], &mut sql)?
        } else {
            let select = format!(
                "SELECT t.id{selected} FROM {from}{wheres} ORDER BY {} LIMIT {limit} OFFSET {offset}",
                order.rows
            );
            self.rows_of(kind, &columns, &select, &sql.values)?
        };
        let groups = match &group {
            Some(column) => {
                let groups = format!(
                    "SELECT {0}, count(*) FROM {from}{wheres} GROUP BY {1} ORDER BY {2}",
                    column.sql,
                    column.group(),
                    order.groups
                );
                let values = &sql.values;
                let known =
                    self.groups_by(&groups, values, || self.groups_of(column, &groups, values))?;
                known.to_vec()
            }
            None => vec![],
        };
        Ok(ViewPage {
            generation: self.generation()?,
            kind: kind.name().into(),
            total,
            columns: columns
                .iter()
                .map(|c| ViewColumn {
                    path: c.path.clone(),
                    label: c.label.clone(),
                    type_: c.type_.info(),
                })
                .collect(),
            rows,
            groups,
        })
    }

    /// The whole of a list as at a day, whatever window of it the request names; all rows are of one state of the file.
    ///
    /// # Errors
    /// As [`Store::view`].
    pub fn whole_view(&self, spec: &ViewSpec, today: chrono::NaiveDate) -> Result<ViewPage> {
        self.whole_view_told(spec, today, &mut |_, _| Ok(()))
    }

    /// As [`Store::whole_view`], saying how many rows of how many are read.
    ///
    /// # Errors
    /// As [`Store::view`], and what `tell` returns.
    pub fn whole_view_told(
        &self,
        spec: &ViewSpec,
        today: chrono::NaiveDate,
        tell: &mut dyn FnMut(i64, i64) -> Result<()>,
    ) -> Result<ViewPage> {
        let reading = self.db.unchecked_transaction()?;
        let mut spec = ViewSpec {
            offset: 0,
            limit: AT_A_TIME,
            ..spec.clone()
        };
        let mut whole = self.view(&spec, today)?;
        while (whole.rows.len() as i64) < whole.total {
            tell(whole.rows.len() as i64, whole.total)?;
            spec.offset = whole.rows.len() as i64;
            whole.rows.extend(self.view(&spec, today)?.rows);
        }
        reading.commit()?;
        Ok(whole)
    }

    /// Identifiers of the records of a named set, as at a day.
    ///
    /// # Errors
    /// Unknown sets.
    pub fn set_ids(
        &self,
        set: &str,
        params: &BTreeMap<String, String>,
        today: chrono::NaiveDate,
    ) -> Result<Vec<Id>> {
        let source = Source::Set {
            set: set.to_owned(),
            params: params.clone(),
        };
        let kind = source_kind(&self.kinds, &source)?;
        let mut sql = self.sql(kind, today)?;
        let inner = source_condition(&self.kinds, &source, &mut sql)?.unwrap_or_default();
        let select = format!(
            "SELECT t.id FROM \"live_{}\" t WHERE {inner} ORDER BY t.id",
            kind.name()
        );
        let mut rows = self.db.prepare_cached(&select)?;
        Ok(rows
            .query_map(params_from_iter(&sql.values), |r| r.get(0))?
            .collect::<rusqlite::Result<_>>()?)
    }

    fn sql(&self, kind: &Kind, today: chrono::NaiveDate) -> Result<Sql> {
        let mut own = vec![];
        if let Some(columns) = self.kinds.own_columns() {
            let mut read = self.db.prepare_cached(columns.list)?;
            let rows = read.query_map([kind.name()], |r| {
                Ok((
                    r.get(0)?,
                    r.get::<_, Option<String>>(1)?.unwrap_or_default(),
                ))
            })?;
            own = rows.collect::<rusqlite::Result<_>>()?;
        }
        Ok(Sql {
            values: vec![],
            joins: Joins::default(),
            today: today.to_string(),
            own,
            found: None,
            as_it_lies: false,
        })
    }

    fn wheres(&self, spec: &ViewSpec, kind: &Kind, sql: &mut Sql) -> Result<String> {
        let mut all = vec![];
        all.extend(source_condition(&self.kinds, &spec.source, sql)?);
        if let Some(filter) = &spec.filter {
            all.push(condition::sql(&self.kinds, kind, filter, sql)?);
        }
        if let Some(text) = spec.search.as_deref().filter(|t| !t.trim().is_empty()) {
            match search::query(text) {
                Some(query) => {
                    let place = sql.bind(Value::from(query));
                    sql.found = Some(Found::new(kind, &place));
                }
                // One letter: nothing to look up in an index, so compare the titles.
                None => {
                    let place = sql.bind(Value::from(format!("%{}%", text.trim().to_lowercase())));
                    all.push(format!(
                        "t.id IN (SELECT record FROM search_document WHERE kind = '{}' AND folded(title) LIKE {place})",
                        kind.name()
                    ));
                }
            }
        }
        Ok(if all.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", all.join(" AND "))
        })
    }

    /// The order of rows and of groups. Rows of a group stand together, in the order of the groups.
    fn order(
        &self,
        spec: &ViewSpec,
        kind: &Kind,
        group: Option<&Column>,
        sql: &mut Sql,
    ) -> Result<Order> {
        let kinds = &self.kinds;
        let mut rows = vec![];
        let mut groups = vec![];
        let mut sort = spec.sort.iter().peekable();
        let mut descending = false;
        if let Some(group) = group {
            // A list sorted by what it is grouped by has its groups in that order.
            descending = sort
                .next_if(|key| key.path == group.path)
                .is_some_and(|key| key.descending);
            rows.extend(path::sort_keys(kinds, kind, &group.path, descending, sql)?);
            rows.push(group.sql.clone());
            groups.clone_from(&rows);
        }
        let titled = sort.peek().is_none();
        for key in sort {
            descending = key.descending;
            rows.extend(path::sort_keys(kinds, kind, &key.path, descending, sql)?);
        }
        if titled {
            for title in kind.declaration.title {
                descending = false;
                rows.extend(path::sort_keys(kinds, kind, title, false, sql)?);
            }
        }
        // In the direction of the key before it, so that an index of that key serves both ways.
        rows.push(if descending { "t.id DESC" } else { "t.id" }.into());
        Ok(Order {
            rows: rows.join(", "),
            groups: groups.join(", "),
        })
    }
}

fn source_kind<'k>(kinds: &'k Kinds, source: &Source) -> Result<&'k Kind> {
    let name = match source {
        Source::Kind { kind } => kind.as_str(),
        Source::Set { set, .. } => kinds.set(set).map(|s| s.kind).ok_or_else(|| {
            StoreError::refused("unknown_set", format!("There is no list called {set}."), "")
        })?,
    };
    kinds
        .get(name)
        .ok_or_else(|| StoreError::UnknownKind(name.to_owned()))
}

fn source_condition(kinds: &Kinds, source: &Source, sql: &mut Sql) -> Result<Option<String>> {
    let Source::Set { set, params } = source else {
        return Ok(None);
    };
    let Some(named) = kinds.set(set) else {
        return Ok(None);
    };
    let mut values: Vec<(&str, Value)> = vec![];
    for name in named.params {
        let text = params.get(*name).map(String::as_str).unwrap_or_default();
        let value = match text.parse::<Id>() {
            Ok(id) => Value::Id(id),
            Err(_) if text.is_empty() => Value::Null,
            Err(_) => Value::from(text),
        };
        values.push((name, value));
    }
    let today = sql.today.clone();
    values.push(("today", Value::from(today)));
    Ok(Some(format!("t.id IN ({})", sql.fill(named.sql, &values))))
}
