//! `import any --all-sheets`: every sheet of a workbook that fits, as one edit.

use hubfolio_core::{
    contract::{BookApply, BookImport, BookPreview, Imported, SheetImport},
    session::Reply,
};
use serde_json::json;

use super::{
    imports::{counts_text, left_out_text},
    spreadsheets::{answers, names, told},
};
use crate::{arguments::Import, client::Client, outcome::Outcome};

/// Brings all sheets in, or says what that would do.
pub fn import(client: &mut Client<'_>, import: &Import, chosen: &SheetImport) -> Reply<Outcome> {
    let mut request = BookImport {
        file: chosen.file.clone(),
        sheets: None,
    };
    let mut preview: BookPreview = client.ask("import_book_preview", &request)?;
    // What was said holds for every sheet; answers to one sheet can raise questions in the next.
    for _ in 0..=preview.sheets.len() * 2 {
        let sheets = preview.sheets.iter().map(|s| {
            let mut sheet = s.request.clone();
            sheet.day_first = chosen.day_first;
            sheet.bad_cells = chosen.bad_cells;
            sheet.leave_hidden = chosen.leave_hidden;
            sheet.leave_notes = chosen.leave_notes;
            if import.sheet.names.is_some() {
                sheet.names.extend(names(&import.sheet, &s.preview));
            }
            if import.sheet.near.is_some() {
                sheet.answers.extend(answers(&import.sheet, &s.preview));
            }
            sheet
        });
        request.sheets = Some(sheets.collect());
        let next: BookPreview = client.ask("import_book_preview", &request)?;
        let settled = next.token == preview.token;
        preview = next;
        if settled {
            break;
        }
    }
    if import.dry_run {
        let mut parts = vec![format!("{}. {}", preview.file, preview.summary)];
        for sheet in &preview.sheets {
            let summary = &sheet.preview.summary;
            parts.push(format!(
                "Sheet “{}” ({}): {summary}",
                sheet.name, sheet.label
            ));
            parts.extend(told(&sheet.preview));
        }
        let sound = preview.can_apply;
        return Ok(
            Outcome::new(parts.join("\n\n"), json!({ "preview": preview })).unsound_if(!sound),
        );
    }
    let token = Some(preview.token);
    let done: Imported = client.ask("import_book_apply", BookApply { request, token })?;
    let mut parts = vec![done.summary.clone()];
    parts.extend(counts_text(&done.counts));
    parts.extend(left_out_text(&done.left_out));
    Ok(Outcome::new(parts.join("\n\n"), json!(done)))
}
