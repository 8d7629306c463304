//! Files on records.

use std::path::Path;

use hubfolio_core::{
    contract::{Attach, AttachmentInfo, AttachmentSave, FileMade, RecordRef, Saved},
    record::{FieldType, Value, thousands},
    session::Reply,
};
use serde_json::json;

use crate::{arguments::Attachment, client::Client, layout::Grid, outcome::Outcome};

/// Carries out one of the commands.
pub fn run(client: &mut Client<'_>, command: Attachment) -> Reply<Outcome> {
    match command {
        Attachment::Add { kind, id, file } => {
            let file = file.to_string_lossy().into_owned();
            let saved: Saved = client.ask("attach", Attach { kind, id, file })?;
            Ok(Outcome::new(
                format!("Attached: {}", saved.id),
                json!(saved),
            ))
        }
        Attachment::List { kind, id } => list(client, kind, id),
        Attachment::Save { id, out } => save(client, id, &out),
        Attachment::Remove { id } => {
            let kind = "attachment".to_owned();
            let saved: Saved = client.ask("delete", RecordRef { kind, id })?;
            Ok(Outcome::new(format!("Removed: {}", saved.id), json!(saved)))
        }
    }
}

fn list(client: &mut Client<'_>, kind: String, id: String) -> Reply<Outcome> {
    let files: Vec<AttachmentInfo> = client.ask("attachments", RecordRef { kind, id })?;
    if files.is_empty() {
        return Ok(Outcome::new("Nothing is attached.", json!(files)));
    }
    let mut grid = Grid::new(&["Name", "Bytes", "Who", "When", "", "Identifier"]).right(1);
    for file in &files {
        let when = Value::Int(file.at).words(&FieldType::Moment);
        let bytes = thousands(file.bytes);
        grid.row(&[
            &file.name,
            &bytes,
            &file.who,
            &when,
            &file.paper.text,
            &file.id,
        ]);
    }
    Ok(Outcome::new(grid.text(), json!(files)))
}

fn save(client: &mut Client<'_>, id: String, out: &Path) -> Reply<Outcome> {
    let file = out.to_string_lossy().into_owned();
    let done: FileMade = client.ask("attachment_save", AttachmentSave { id, file })?;
    let text = format!(
        "{} was written, {} bytes.",
        done.name,
        thousands(done.bytes)
    );
    Ok(Outcome::new(text, json!(done)))
}
