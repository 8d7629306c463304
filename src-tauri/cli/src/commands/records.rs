//! Adding, changing, removing and restoring records; undo and redo.

use std::path::Path;

use hubfolio_core::{
    contract::{
        ActionInfo, ManyHow, ManyRow, RecordRef, Save, SaveMany, Saved, SavedMany, Undo, Undone,
    },
    record::{FieldType, Value, thousands},
    session::Reply,
};
use serde_json::{Map, Value as Json, json};

use crate::{
    arguments,
    client::{Client, fault},
    layout::{Grid, counted},
    outcome::Outcome,
};

/// Largest file with the fields of one record.
const LARGEST: u64 = 10 * 1024 * 1024;

/// Adds a record, or changes one.
pub fn save(client: &mut Client<'_>, save: arguments::Save) -> Reply<Outcome> {
    let mut fields = match &save.json_file {
        Some(file) => fields_of(file)?,
        None => Map::new(),
    };
    for setting in save.fields {
        if fields.contains_key(&setting.field) {
            let message = format!("{} is set twice. Nothing was changed.", setting.field);
            return Err(fault("set_twice", message, "Set each field once."));
        }
        fields.insert(setting.field, Json::from(setting.value));
    }
    let request = Save {
        kind: save.kind,
        id: save.id,
        fields,
        generation: None,
        reason: save.reason,
    };
    let saved: Saved = client.ask("save", request)?;
    Ok(told(&saved, "Saved"))
}

/// Adds or changes many records as one edit, and says what could not be kept.
pub fn save_many(client: &mut Client<'_>, many: arguments::SaveMany) -> Reply<Outcome> {
    let name = many.file.display().to_string();
    let text = text_file(&many.file, LARGEST)?;
    let rows: Vec<ManyRow> = serde_json::from_str(&text).map_err(|e| {
        let hint = "The file must hold a JSON list of {\"id\": …, \"fields\": {…}}; without \"id\" a row is a new record.";
        let message = format!("{name} can't be used: {e}. Nothing was changed.");
        fault("json_file", message, hint)
    })?;
    let request = SaveMany {
        kind: many.kind,
        how: ManyHow::Edit,
        rows,
        generation: None,
        reason: many.reason,
        columns: vec![],
        dry_run: many.dry_run,
    };
    let done: SavedMany = client.ask("save_many", request)?;
    let mut lines = vec![format!(
        "{}: {}, {}",
        if many.dry_run { "Would save" } else { "Saved" },
        counted(done.edited, "cell", "cells"),
        counted(done.added, "new record", "new records")
    )];
    if !done.refused.is_empty() {
        let count = i64::try_from(done.refused.len()).unwrap_or(i64::MAX);
        lines.push(format!("Not accepted: {}", counted(count, "cell", "cells")));
    }
    lines.extend(done.refused.iter().map(|r| {
        // People count rows from one.
        format!("Row {}, {}: {}", r.row + 1, r.field, r.message)
    }));
    Ok(Outcome::new(lines.join("\n"), json!(done)))
}

fn told(saved: &Saved, done: &str) -> Outcome {
    let text = if saved.change.is_empty() {
        format!("{} is as it was: nothing differed.", saved.id)
    } else {
        format!("{done}: {}", saved.id)
    };
    Outcome::new(text, json!(saved))
}

/// The fields of one record from a file with a JSON object.
fn fields_of(file: &Path) -> Reply<Map<String, Json>> {
    let name = file.display();
    let unreadable = |why: String| {
        let hint = "The file must hold one JSON object: names of fields and their values.";
        fault(
            "json_file",
            format!("{name} can't be used: {why}. Nothing was changed."),
            hint,
        )
    };
    let text = text_file(file, LARGEST)?;
    match serde_json::from_str(&text) {
        Ok(Json::Object(fields)) => Ok(fields),
        Ok(_) => Err(unreadable("it is no JSON object".into())),
        Err(e) => Err(unreadable(e.to_string())),
    }
}

/// A small text file.
pub fn text_file(file: &Path, largest: u64) -> Reply<String> {
    let name = file.display();
    let refused = |why: &str| {
        let message = format!("{name} can't be read: {why}. Nothing was changed.");
        fault("file_unreadable", message, "Check the name of the file.")
    };
    let size = std::fs::metadata(file)
        .map_err(|e| refused(&e.to_string()))?
        .len();
    if size > largest {
        return Err(refused("it is too large"));
    }
    let bytes = std::fs::read(file).map_err(|e| refused(&e.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| refused("it is not text in UTF-8"))?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// Removes a record.
pub fn delete(client: &mut Client<'_>, kind: String, id: String) -> Reply<Outcome> {
    let saved: Saved = client.ask("delete", RecordRef { kind, id })?;
    Ok(told(&saved, "Removed"))
}

/// Brings a removed record back.
pub fn restore(client: &mut Client<'_>, kind: String, id: String) -> Reply<Outcome> {
    let saved: Saved = client.ask("restore", RecordRef { kind, id })?;
    Ok(told(&saved, "Brought back"))
}

/// Takes an edit back.
pub fn undo(client: &mut Client<'_>, action: Option<String>, partly: bool) -> Reply<Outcome> {
    let undone: Undone = client.ask("undo", Undo { action, partly })?;
    let mut lines = vec![format!(
        "Undone: {} ({})",
        undone.label,
        counted(undone.restored, "field", "fields")
    )];
    lines.extend(
        undone
            .left
            .iter()
            .map(|left| format!("Left as it is: {left}")),
    );
    Ok(Outcome::new(lines.join("\n"), json!(undone)))
}

/// Takes the last undo back.
pub fn redo(client: &mut Client<'_>) -> Reply<Outcome> {
    let undone: Undone = client.ask_for("redo")?;
    Ok(Outcome::new(
        format!("Done again: {}", undone.label),
        json!(undone),
    ))
}

/// The newest edits.
pub fn actions(client: &mut Client<'_>) -> Reply<Outcome> {
    let actions: Vec<ActionInfo> = client.ask_for("actions")?;
    let mut grid = Grid::new(&["When", "Who", "What", "Fields", "", "Change"]).right(3);
    for action in &actions {
        let undone = if action.undone { "can't be undone" } else { "" };
        let when = Value::Int(action.at).words(&FieldType::Moment);
        let edits = thousands(action.edits);
        grid.row(&[
            &when,
            &action.who,
            &action.label,
            &edits,
            undone,
            &action.id,
        ]);
    }
    Ok(Outcome::new(grid.text(), json!(actions)))
}
