//! What the files of the kinds promise to the rest of the program.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::kinds;
use crate::record::FieldType;

fn columns(db: &Connection, table: &str) -> BTreeMap<String, String> {
    let mut info = db
        .prepare("SELECT name, type FROM pragma_table_info(?1)")
        .unwrap();
    info.query_map([table], |r| Ok((r.get(0)?, r.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

#[test]
fn every_struct_and_its_table_say_the_same() {
    let mut db = Connection::open_in_memory().unwrap();
    crate::store::to_latest_for_tests(&mut db);
    for kind in &*kinds() {
        let mut wanted: BTreeMap<String, String> = kind
            .fields
            .iter()
            .map(|f| (f.name.clone(), f.type_.column().to_owned()))
            .collect();
        for (name, type_) in [("id", "BLOB"), ("deleted", "INTEGER"), ("alias_of", "BLOB")] {
            wanted.insert(name.into(), type_.into());
        }
        assert_eq!(columns(&db, kind.name()), wanted, "table {}", kind.name());
        assert_eq!(
            columns(&db, &format!("live_{}", kind.name())).len(),
            wanted.len(),
            "view live_{}",
            kind.name()
        );
    }
}

#[test]
fn every_quick_column_has_an_index_that_a_whole_list_can_be_read_from() {
    let mut db = Connection::open_in_memory().unwrap();
    crate::store::to_latest_for_tests(&mut db);
    for kind in &*kinds() {
        for column in kind.declaration.quick {
            let plan = format!(
                "EXPLAIN QUERY PLAN SELECT id FROM live_{0} ORDER BY \"{column}\" COLLATE NOCASE ASC NULLS LAST, id",
                kind.name()
            );
            let steps: Vec<String> = db
                .prepare(&plan)
                .unwrap()
                .query_map([], |r| r.get(3))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            let index = format!("USING COVERING INDEX {}_by_{column} ", kind.name());
            assert!(steps.len() == 1 && steps[0].contains(&index), "{steps:?}");
        }
    }
}

#[test]
fn every_field_has_a_help_text_and_every_reference_leads_to_a_kind() {
    let kinds = kinds();
    for kind in &*kinds {
        assert!(!kind.help.is_empty(), "{} has no help text", kind.name());
        for field in &kind.fields {
            assert!(
                !field.help.is_empty(),
                "{}.{} has no help text",
                kind.name(),
                field.name
            );
            if let FieldType::Ref { kind: other } = &field.type_ {
                assert!(
                    kinds.get(other).is_some(),
                    "{}.{} leads to {other}",
                    kind.name(),
                    field.name
                );
            }
            if let FieldType::Choice { list, options, .. } = &field.type_ {
                assert!(
                    !options.is_empty(),
                    "list {list} of {}.{} is empty",
                    kind.name(),
                    field.name
                );
            }
        }
        let identifying = kind.identifying().flatten();
        let titled = identifying.chain(kind.declaration.title).copied();
        for name in titled.chain(kind.declaration.confidential_when) {
            assert!(
                kind.field(name).is_some(),
                "{} has no field {name}",
                kind.name()
            );
        }
        for name in kind.declaration.columns {
            let known = kind.field(name).is_some() || kinds.column(kind.name(), name).is_some();
            assert!(known, "{} has no column {name}", kind.name());
        }
    }
}
