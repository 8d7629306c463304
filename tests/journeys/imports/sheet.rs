//! The wizard for any spreadsheet, asked as the window asks it.

use hubfolio_core::contract::{SheetLook, SheetPreview};
use hubfolio_tests::Desk;
use serde_json::Value as Json;

/// Writes a file into the laptop's folder.
pub fn written(desk: &Desk, name: &str, text: &str) -> String {
    let path = desk.folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path.to_string_lossy().into_owned()
}

/// What the file holds.
pub fn look(desk: &mut Desk, request: &Json) -> SheetLook {
    serde_json::from_value(desk.call("import_sheet_look", request.clone())).unwrap()
}

/// What bringing it in would do.
pub fn preview(desk: &mut Desk, request: &Json) -> SheetPreview {
    serde_json::from_value(desk.call("import_sheet_preview", request.clone())).unwrap()
}
