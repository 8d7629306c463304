//! Columns as paths of up to three hops: `name`, `pcn.name`, `practice.place.name`.

use super::Sql;
use crate::{
    record::{FieldType, Id, Kind, Kinds, LONG_TEXT, OWN, Value},
    store::{Result, StoreError},
};

/// Most hops of a path.
const HOPS: usize = 3;

/// A column of a view: where its value comes from and what it holds.
pub struct Column {
    pub path: String,
    pub label: String,
    pub type_: FieldType,
    pub sql: String,
}

impl Column {
    /// What rows of one group have in common. In the order of an index, which puts letters together whatever their size,
    /// the groups are counted in one go. What is worked out has no index and is worked out once.
    pub fn group(&self) -> String {
        if is_letters(&self.type_) && self.sql.starts_with("t.") {
            format!("{0} COLLATE NOCASE, {0}", self.sql)
        } else {
            self.sql.clone()
        }
    }
}

fn is_letters(type_: &FieldType) -> bool {
    matches!(type_, FieldType::Text { .. } | FieldType::Choice { .. })
}

/// Other tables that paths lead into, each joined once.
#[derive(Default)]
pub struct Joins(Vec<(String, String)>);

impl Joins {
    /// The alias of the record that `via` refers to.
    fn to(&mut self, kind: &str, via: &str) -> String {
        let on = format!(" LEFT JOIN \"{kind}\" {{}} ON {{}}.id = {via}");
        if let Some(at) = self.0.iter().position(|j| j.0 == on) {
            return self.0[at].1.clone();
        }
        let alias = format!("j{}", self.0.len() + 1);
        self.0.push((on, alias.clone()));
        alias
    }

    /// The joins as SQL.
    pub fn sql(&self) -> String {
        self.0
            .iter()
            .map(|(on, alias)| on.replace("{}", alias))
            .collect()
    }
}

/// Finds the column that a path leads to.
pub fn column(kinds: &Kinds, kind: &Kind, path: &str, sql: &mut Sql) -> Result<Column> {
    if let Some(own) = path.strip_prefix(OWN) {
        return own_column(kinds, kind, path, own, sql);
    }
    let hops: Vec<&str> = path.split('.').collect();
    let unknown = |kind: &Kind, field: &str| StoreError::UnknownField {
        kind: kind.declaration.one.to_owned(),
        field: field.to_owned(),
    };
    if hops.len() > HOPS {
        return Err(unknown(kind, path));
    }
    let mut at = kind;
    let mut alias = "t".to_owned();
    for (i, hop) in hops.iter().enumerate() {
        let last = i + 1 == hops.len();
        let (label, type_, expression) = match at.field(hop) {
            Some(field) => {
                let expression = format!("{alias}.\"{}\"", field.name);
                (field.label.clone(), &field.type_, expression)
            }
            // What is worked out speaks of the record of the list itself.
            None => {
                let derived = kinds.column(at.name(), hop).filter(|_| i == 0);
                let derived = derived.ok_or_else(|| unknown(at, hop))?;
                let today = Value::from(sql.today.clone());
                let expression = sql.fill(derived.sql, &[("today", today)]);
                let expression = format!("({expression})");
                (derived.label.to_owned(), &derived.type_, expression)
            }
        };
        if last {
            let label = if i == 0 {
                label
            } else {
                format!("{}: {label}", at.declaration.one)
            };
            return Ok(Column {
                path: path.into(),
                label,
                type_: type_.clone(),
                sql: expression,
            });
        }
        let FieldType::Ref { kind: next } = type_ else {
            return Err(unknown(at, hop));
        };
        at = kinds.get(next).ok_or_else(|| unknown(at, hop))?;
        alias = sql.joins.to(at.name(), &expression);
    }
    Err(unknown(kind, path))
}

/// A column that the hub made itself, by its identifier or its heading.
fn own_column(kinds: &Kinds, kind: &Kind, path: &str, own: &str, sql: &mut Sql) -> Result<Column> {
    let id = own.parse::<Id>().ok();
    let is_it = |(column, label): &&(Id, String)| {
        Some(*column) == id || label.to_lowercase() == own.to_lowercase()
    };
    let found = sql.own.iter().find(is_it).cloned();
    let type_ = FieldType::Text {
        long: true,
        max: LONG_TEXT,
    };
    if found.is_none() && id.is_some() {
        // A list that was set up with a column which was removed since still shows its others.
        return Ok(Column {
            path: path.into(),
            label: "Removed column".into(),
            type_,
            sql: "NULL".into(),
        });
    }
    let (Some((column, label)), Some(columns)) = (found, kinds.own_columns()) else {
        return Err(StoreError::UnknownField {
            kind: kind.declaration.one.to_owned(),
            field: own.to_owned(),
        });
    };
    let value = sql.fill(columns.value, &[("column", Value::Id(column))]);
    Ok(Column {
        path: path.into(),
        label,
        type_,
        sql: format!("({value})"),
    })
}

/// The keys that order rows by a path: capitals or not, empty ones last, references by what people call them.
pub fn sort_keys(
    kinds: &Kinds,
    kind: &Kind,
    path: &str,
    descending: bool,
    sql: &mut Sql,
) -> Result<Vec<String>> {
    let found = column(kinds, kind, path, sql)?;
    if let FieldType::Ref { kind: other } = &found.type_
        && path.split('.').count() < HOPS
        && let Some(title) = kinds.get(other).and_then(|k| k.declaration.title.first())
        && kinds.column(kind.name(), path).is_none()
    {
        return sort_keys(kinds, kind, &format!("{path}.{title}"), descending, sql);
    }
    let direction = if descending { "DESC" } else { "ASC" };
    // Days have no capitals, but the orders that are kept say so of all that is written.
    let collate = if is_letters(&found.type_) || matches!(found.type_, FieldType::Date) {
        " COLLATE NOCASE"
    } else {
        ""
    };
    // In this form SQLite reads an index twice, first what is filled in, then what is not.
    Ok(vec![format!(
        "{}{collate} {direction} NULLS LAST",
        found.sql
    )])
}
