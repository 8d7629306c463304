//! Conditions of a view as SQL. Words of a person are bound as values; names come from the kinds, never from a caller.

use super::{Sql, path};
use crate::{
    contract::{Compare, Filter},
    record::{FieldType, Id, Kind, Kinds, Value, from_json},
    store::{Result, StoreError},
};

/// Deepest nesting of conditions.
const DEEPEST: usize = 8;

/// The condition as SQL over the record `t`.
pub fn sql(kinds: &Kinds, kind: &Kind, filter: &Filter, sql: &mut Sql) -> Result<String> {
    nested(kinds, kind, filter, sql, 0)
}

fn nested(
    kinds: &Kinds,
    kind: &Kind,
    filter: &Filter,
    sql: &mut Sql,
    depth: usize,
) -> Result<String> {
    if depth > DEEPEST {
        return Err(StoreError::refused(
            "too_deep",
            "These conditions are nested too deeply.",
            "Use fewer of them.",
        ));
    }
    match filter {
        Filter::And(all) => joined(kinds, kind, all, sql, depth, " AND ", "1"),
        Filter::Or(any) => joined(kinds, kind, any, sql, depth, " OR ", "0"),
        Filter::Not(inner) => Ok(format!(
            "NOT ifnull({}, 0)",
            nested(kinds, kind, inner, sql, depth + 1)?
        )),
        Filter::Field {
            path: at,
            op,
            value,
        } => {
            let column = path::column(kinds, kind, at, sql)?;
            compare(&column, *op, value, sql)
        }
        Filter::Exists {
            kind: other,
            field,
            filter,
        } => {
            let other = kinds
                .get(other)
                .ok_or_else(|| StoreError::UnknownKind(other.clone()))?;
            let points = other.field(field).filter(|f| {
                f.type_
                    == FieldType::Ref {
                        kind: kind.name().into(),
                    }
            });
            let Some(points) = points else {
                let kind = other.declaration.one.to_owned();
                return Err(StoreError::UnknownField {
                    kind,
                    field: field.clone(),
                });
            };
            // The inner records stand in a query of their own, with joins of their own.
            let outer = std::mem::take(&mut sql.joins);
            let inner = match filter {
                Some(filter) => nested(kinds, other, filter, sql, depth + 1)?,
                None => "1".into(),
            };
            let joins = std::mem::replace(&mut sql.joins, outer);
            Ok(format!(
                "t.id IN (SELECT t.\"{}\" FROM \"live_{}\" t{} WHERE {inner})",
                points.name,
                other.name(),
                joins.sql()
            ))
        }
    }
}

fn joined(
    kinds: &Kinds,
    kind: &Kind,
    filters: &[Filter],
    sql: &mut Sql,
    depth: usize,
    word: &str,
    none: &str,
) -> Result<String> {
    let parts = filters
        .iter()
        .map(|f| nested(kinds, kind, f, sql, depth + 1))
        .collect::<Result<Vec<_>>>()?;
    Ok(if parts.is_empty() {
        none.to_owned()
    } else {
        format!("({})", parts.join(word))
    })
}

fn compare(
    column: &path::Column,
    op: Compare,
    value: &serde_json::Value,
    sql: &mut Sql,
) -> Result<String> {
    let at = &column.sql;
    match op {
        Compare::Empty => return Ok(format!("{at} IS NULL")),
        Compare::Contains => {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), ToOwned::to_owned)
                .to_lowercase();
            return Ok(contains(at, &text, sql));
        }
        _ => {}
    }
    let place = sql.bind(operand(column, value)?);
    let letters = matches!(column.type_, FieldType::Text { .. });
    let collate = if letters { " COLLATE NOCASE" } else { "" };
    Ok(match op {
        Compare::Is => format!("{at} IS {place}{collate}"),
        Compare::Below => format!("{at} < {place}"),
        Compare::AtMost => format!("{at} <= {place}"),
        Compare::Above => format!("{at} > {place}"),
        _ => format!("{at} >= {place}"),
    })
}

/// A text that stands anywhere in a column, whatever its capitals. SQLite compares the letters of ASCII without capitals by
/// itself and in a fraction of the time; the function that knows all letters is asked where others may be meant: a
/// small i or k is also what İ and the sign of Kelvin become.
fn contains(at: &str, text: &str, sql: &mut Sql) -> String {
    let escaped = text
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    let place = sql.bind(Value::from(format!("%{escaped}%")));
    let plain = format!("{at} LIKE {place} ESCAPE '\\'");
    let folded = format!("folded({at}) LIKE {place} ESCAPE '\\'");
    if !text.is_ascii() {
        folded
    } else if text.contains(['i', 'k']) {
        format!("({plain} OR (octet_length({at}) <> length({at}) AND {folded}))")
    } else {
        plain
    }
}

fn operand(column: &path::Column, value: &serde_json::Value) -> Result<Value> {
    if let (FieldType::Ref { .. }, Some(text)) = (&column.type_, value.as_str()) {
        return text.parse::<Id>().map(Value::Id).map_err(|_| {
            StoreError::refused(
                "no_such_record",
                format!("“{text}” is not a record."),
                "Choose one from the list.",
            )
        });
    }
    let field = crate::record::Field {
        confidential: false,
        proof: false,
        name: column.path.clone(),
        label: column.label.clone(),
        help: String::new(),
        type_: column.type_.clone(),
        required: false,
        bytes: None,
    };
    from_json(&field, value).map_err(|e| StoreError::refused("bad_condition", e.to_string(), ""))
}
