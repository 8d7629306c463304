//! Bringing national lists in: what is shown, what is written, what is refused.

mod declarations;
mod lists;
mod national;
mod newer_lists;
mod own_columns;
mod refusals;
mod shapes;
mod sheet;
mod spreadsheets;
mod workbooks;

use std::path::{Path, PathBuf};

use hubfolio_core::{
    contract::{Fault, ImportApply, ImportPreview, ImportRequest, Imported},
    env::Env,
    imports,
    record::Id,
};
use hubfolio_tests::Laptop;

/// What a person asks for.
fn request(mapping: &str, file: &Path) -> ImportRequest {
    ImportRequest {
        mapping: mapping.into(),
        file: file.to_string_lossy().into_owned(),
        ics: None,
    }
}

fn preview(a: &mut Laptop, mapping: &str, file: &Path) -> Result<ImportPreview, Fault> {
    let store = a.store.as_ref().unwrap();
    imports::preview(store, &a.world, &request(mapping, file))
}

/// Looks, then brings in what was shown.
fn bring_in(a: &mut Laptop, mapping: &str, file: &Path) -> Imported {
    let shown = preview(a, mapping, file).unwrap();
    assert!(shown.can_apply, "{:?}", shown.problems);
    bring_in_with(a, request(mapping, file), Some(shown.token)).unwrap()
}

fn bring_in_with(
    a: &mut Laptop,
    request: ImportRequest,
    token: Option<String>,
) -> Result<Imported, Fault> {
    let (world, me) = (&a.world as &dyn Env, a.me);
    imports::apply(
        a.store.as_mut().unwrap(),
        world,
        me,
        &ImportApply { request, token },
    )
}

fn undo(a: &mut Laptop, imported: &Imported) {
    a.undo(imported.change.parse::<Id>().unwrap()).unwrap();
}

/// A number that the hub file gives to a question.
fn count(a: &mut Laptop, sql: &str) -> i64 {
    let store = a.store();
    store.db().query_row(sql, [], |r| r.get(0)).unwrap()
}

/// Invented lists in the national formats.
fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/ods")
        .join(name)
}

/// Writes a file into the laptop's folder.
fn written(a: &Laptop, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = a.folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}
