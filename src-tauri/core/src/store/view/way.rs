//! By which way SQLite comes to the rows of a list.

use crate::{
    contract::{Compare, Filter, ViewSpec},
    record::Kind,
};

/// Whether one of the orders that are kept of a kind, those of its quick columns, can lead to the rows of a list: it is
/// ordered by such a column, or asks for a value of one. A kind without such columns has none that could mislead.
pub fn order_leads(spec: &ViewSpec, kind: &Kind) -> bool {
    let first = match (&spec.group, spec.sort.first()) {
        (Some(group), _) => Some(group.as_str()),
        (None, Some(key)) => Some(key.path.as_str()),
        (None, None) => kind.declaration.title.first().copied(),
    };
    kind.declaration.quick.is_empty()
        || first.is_some_and(|path| is_quick(kind, path))
        || spec.filter.as_ref().is_some_and(|f| asks(f, kind))
}

fn is_quick(kind: &Kind, path: &str) -> bool {
    kind.declaration.quick.contains(&path)
}

/// A condition that an order can answer: not what is somewhere inside a text, nor what is left when others are out.
fn asks(filter: &Filter, kind: &Kind) -> bool {
    match filter {
        Filter::And(all) | Filter::Or(all) => all.iter().any(|f| asks(f, kind)),
        Filter::Field { path, op, .. } => *op != Compare::Contains && is_quick(kind, path),
        Filter::Not(_) | Filter::Exists { .. } => false,
    }
}

/// The records of a kind that are there, read as the table lies. The signs keep SQLite from going by an order that says no
/// more of a row than that it is there: every row would be looked up by itself, which takes twice as long and longer.
pub fn as_it_lies(kind: &Kind) -> String {
    format!(
        "(SELECT * FROM \"{}\" WHERE +deleted IS 0 AND +alias_of IS NULL)",
        kind.name()
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use rusqlite::Connection;

    use super::*;
    use crate::{
        contract::{SortBy, Source},
        registers::kinds,
        store::{to_latest_for_tests, view::Sql},
    };

    fn people(by: &str, filter: Option<(&str, Compare)>) -> ViewSpec {
        ViewSpec {
            sort: vec![SortBy {
                path: by.into(),
                descending: false,
            }],
            filter: filter.map(|(path, op)| Filter::Field {
                path: path.into(),
                op,
                value: "a".into(),
            }),
            ..ViewSpec::of(Source::Kind {
                kind: "person".into(),
            })
        }
    }

    /// How SQLite would come to the people of a list.
    fn plan(spec: &ViewSpec, wheres: &str) -> String {
        let mut db = Connection::open_in_memory().unwrap();
        to_latest_for_tests(&mut db);
        let kinds = kinds();
        let kind = kinds.get("person").unwrap();
        let sql = Sql {
            values: vec![],
            joins: Default::default(),
            today: String::new(),
            own: vec![],
            found: None,
            as_it_lies: !order_leads(spec, kind),
        };
        let plan = format!(
            "EXPLAIN QUERY PLAN SELECT t.id, t.notes FROM {}{wheres} ORDER BY t.\"{}\" COLLATE NOCASE ASC NULLS LAST, t.id LIMIT 100",
            sql.from(kind),
            spec.sort[0].path
        );
        let mut steps = db.prepare(&plan).unwrap();
        let steps = steps.query_map([], |r| r.get::<_, String>(3)).unwrap();
        steps.map(Result::unwrap).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn a_list_in_an_order_that_is_not_kept_reads_its_table_through_once() {
        let through = plan(&people("telephone", None), "");
        assert!(through.starts_with("SCAN person"), "{through}");
        assert!(!through.contains("INDEX"), "{through}");
        let holds = people("telephone", Some(("name", Compare::Contains)));
        let through = plan(&holds, " WHERE lower(t.name) LIKE '%a%'");
        assert!(through.starts_with("SCAN person"), "{through}");
    }

    #[test]
    fn an_order_that_is_kept_leads_to_what_is_ordered_or_chosen_by_it() {
        let ordered = plan(&people("email", None), "");
        assert!(ordered.contains("person_by_email"), "{ordered}");
        let chosen = people("telephone", Some(("role", Compare::Is)));
        let chosen = plan(&chosen, " WHERE t.role IS 'a' COLLATE NOCASE");
        assert!(chosen.contains("role"), "{chosen}");
        assert!(chosen.starts_with("SEARCH person"), "{chosen}");
    }
}
