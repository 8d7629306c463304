//! Several sheets of one file in one go: in an order in which later ones find the records of earlier ones, with one
//! preview, one action and one undo.

use sha2::{Digest, Sha256};

use super::{
    Prepared,
    laid::Laid,
    matching, prepare, stands_in_the_way, told, workbook,
    write::{add_counts, ready, write_all},
};
use crate::{
    contract::{
        BookApply, BookImport, BookPreview, BookSheet, ColumnMatch, Fault, ImportCount, Imported,
        SheetImport,
    },
    env::Env,
    imports::{
        apply::changed_since,
        words::{counted, fault},
    },
    record::{Id, thousands},
    registers::desk::own,
    store::Store,
};

/// What an import of several sheets would do; nothing is written.
///
/// # Errors
/// A file that can't be read, in words for a person.
pub fn preview(store: &Store, env: &dyn Env, request: &BookImport) -> Result<BookPreview, Fault> {
    let sheets = prepare_all(store, env, request)?;
    let token = token(&sheets);
    let counts = counts(&sheets);
    let file = name(&sheets);
    let can_apply = sheets.iter().all(|s| stands_in_the_way(s).is_none());
    let summary = summary(&sheets, &counts);
    let told = sheets.into_iter().map(|prepared| {
        let laid = &prepared.settled.laid;
        BookSheet {
            name: laid.sheet().map(|s| s.name.clone()).unwrap_or_default(),
            label: prepared.settled.kind.declaration.many.into(),
            request: prepared.asked.clone(),
            preview: told(prepared),
        }
    });
    Ok(BookPreview {
        file,
        token,
        summary,
        counts,
        sheets: told.collect(),
        can_apply,
    })
}

/// Brings the good rows of all sheets in: in one action, or nothing.
///
/// # Errors
/// What stands in the way, in words for a person; a file or a hub that changed since the preview.
pub fn apply(
    store: &mut Store,
    env: &dyn Env,
    author: Id,
    apply: &BookApply,
) -> Result<Imported, Fault> {
    let sheets = prepare_all(store, env, &apply.request)?;
    if apply.token.as_ref().is_some_and(|t| *t != token(&sheets)) {
        return Err(changed_since(&name(&sheets)));
    }
    let said = summary(&sheets, &counts(&sheets));
    let all = sheets
        .iter()
        .map(ready)
        .collect::<Result<Vec<_>, Fault>>()?;
    drop(sheets);
    write_all(store, env, author, all, &said)
}

/// Prepares the sheets one after the other, each as if those before it were in the hub already.
fn prepare_all<'a>(
    store: &'a Store,
    env: &dyn Env,
    request: &BookImport,
) -> Result<Vec<Prepared<'a>>, Fault> {
    let asked = match &request.sheets {
        Some(sheets) => sheets.clone(),
        None => proposed(store, env, &request.file)?,
    };
    if asked.is_empty() {
        return Err(fault(
            "no_sheet_fits",
            "No sheet of this file is chosen, or none looks like something that is kept here. Nothing was changed.",
            "Choose the sheets to bring in.",
        ));
    }
    store.suppose(|supposing| {
        let mut all = vec![];
        for sheet in asked {
            let sheet = SheetImport {
                file: request.file.clone(),
                ..sheet
            };
            let prepared = prepare(store, env, &sheet)?;
            for (id, fields) in &prepared.taken.columns {
                supposing.put(own::COLUMN, *id, fields)?;
            }
            for write in &prepared.difference.writes {
                supposing.put(write.kind, write.id, &write.fields)?;
            }
            all.push(prepared);
        }
        Ok::<_, Fault>(all)
    })
}

/// Every sheet that fits something, in an order in which what others name comes first.
fn proposed(store: &Store, env: &dyn Env, file: &str) -> Result<Vec<SheetImport>, Fault> {
    let kinds = matching::open_kinds(store.kinds());
    let request = SheetImport {
        file: file.to_owned(),
        ..SheetImport::default()
    };
    let laid = Laid::read(env, &request, &kinds)?;
    let mut sheets: Vec<(i64, SheetImport)> = vec![];
    for (at, info) in workbook::sheets(&laid, &kinds).into_iter().enumerate() {
        if info.place > 0 {
            let sheet = SheetImport {
                sheet: Some(super::whole(at)),
                ..request.clone()
            };
            sheets.push((info.place, sheet));
        }
    }
    sheets.sort_by_key(|(place, _)| *place);
    Ok(sheets.into_iter().map(|(_, sheet)| sheet).collect())
}

/// What was asked for and what was settled on top, so that a later look reads the same.
pub(super) fn as_settled(request: &SheetImport, settled: &super::Settled<'_>) -> SheetImport {
    SheetImport {
        sheet: Some(super::whole(settled.laid.sheet)),
        header: Some(super::whole(settled.laid.header)),
        kind: Some(settled.kind.name().to_owned()),
        matching: Some(
            settled
                .matching
                .iter()
                .map(|(column, field)| ColumnMatch {
                    column: super::whole(*column),
                    field: field.clone(),
                })
                .collect(),
        ),
        ..request.clone()
    }
}

fn name(sheets: &[Prepared<'_>]) -> String {
    let first = sheets.first();
    first
        .map(|s| s.settled.laid.file.name.clone())
        .unwrap_or_default()
}

fn token(sheets: &[Prepared<'_>]) -> String {
    let mut hash = Sha256::new();
    for sheet in sheets {
        hash.update(&sheet.token);
        hash.update([0]);
    }
    let digest: [u8; 32] = hash.finalize().into();
    digest.iter().map(|b| format!("{b:02x}")).collect()
}

fn counts(sheets: &[Prepared<'_>]) -> Vec<ImportCount> {
    let mut all = vec![];
    for sheet in sheets {
        add_counts(&mut all, &sheet.difference.counts);
    }
    all
}

fn summary(sheets: &[Prepared<'_>], counts: &[ImportCount]) -> String {
    let mut parts = vec![format!("{}:", counted(sheets.len(), "sheet", "sheets"))];
    let kinds: Vec<String> = counts
        .iter()
        .map(|c| {
            format!(
                "{}: {} new, {} changed, {} as before",
                c.label,
                thousands(c.added),
                thousands(c.changed),
                thousands(c.unchanged)
            )
        })
        .collect();
    parts.push(format!("{}.", kinds.join("; ")));
    let rejected: usize = sheets.iter().map(|s| s.taken.rejected.len()).sum();
    if rejected > 0 {
        parts.push(format!(
            "{} with faults left out.",
            counted(rejected, "row", "rows")
        ));
    }
    parts.join(" ")
}
