//! One record: its fields, what points to it, what needs attention, its history.

use hubfolio_core::{
    contract::{HistoryEntry, RecordPage, RecordRef},
    record::{FieldType, Value},
    session::Reply,
};
use serde_json::{Map, Value as Json, json};

use super::lists::findings_text;
use crate::{
    client::{Client, fault},
    layout::Grid,
    outcome::Outcome,
};

/// Shows one record.
pub fn show(client: &mut Client<'_>, kind: String, id: String, history: bool) -> Reply<Outcome> {
    let named = RecordRef { kind, id };
    let page: RecordPage = client.ask("show", &named)?;
    let edits: Option<Vec<HistoryEntry>> = if history {
        let exactly = RecordRef {
            kind: page.kind.clone(),
            id: page.id.clone(),
        };
        Some(client.ask("history", exactly)?)
    } else {
        None
    };
    let text = text(client, &page, edits.as_deref())?;
    Ok(Outcome::new(text, as_json(&page, edits.as_deref())))
}

fn text(client: &Client<'_>, page: &RecordPage, edits: Option<&[HistoryEntry]>) -> Reply<String> {
    let Some(kind) = client.kinds().get(&page.kind) else {
        return Err(fault(
            "unknown_kind",
            format!("There is no kind {}.", page.kind),
            "",
        ));
    };
    let mut parts = vec![format!(
        "{} ({}, {})",
        page.title, kind.declaration.one, page.id
    )];
    if page.removed {
        parts.push("This record was removed; restore brings it back.".into());
    }
    if !page.frozen.is_empty() {
        parts.push(page.frozen.clone());
    }
    let mut fields = Grid::new(&["Field", "Value"]);
    for field in &page.fields {
        let label = kind
            .field(&field.name)
            .map_or(field.name.as_str(), |f| f.label.as_str());
        let value = match field.cell.state.as_str() {
            "known" | "missing" => field.cell.text.clone(),
            state => format!("{} ({state})", field.cell.text).trim().to_owned(),
        };
        let versions = if field.versions > 1 {
            " (two versions to settle)"
        } else {
            ""
        };
        if !value.is_empty() {
            fields.row(&[label, &format!("{value}{versions}")]);
        }
    }
    for own in page.own.iter().filter(|o| !o.text.is_empty()) {
        fields.row(&[&own.name, &own.text]);
    }
    parts.push(fields.text());
    for related in page.related.iter().filter(|r| r.page.total > 0) {
        let body = super::lists::text(&related.page, false);
        parts.push(format!("{}\n{body}", related.label));
    }
    if !page.findings.is_empty() {
        parts.push(findings_text(&page.findings));
    }
    if let Some(edits) = edits {
        parts.push(history_text(edits));
    }
    Ok(parts.join("\n\n"))
}

fn history_text(edits: &[HistoryEntry]) -> String {
    let mut grid = Grid::new(&["When", "Who", "Laptop", "Field", "Before", "After", "Why"]);
    for edit in edits {
        let when = Value::Int(edit.at).words(&FieldType::Moment);
        let (old, new) = (words(&edit.old), words(&edit.new));
        grid.row(&[
            &when,
            &edit.who,
            &edit.laptop,
            &edit.field_label,
            &old,
            &new,
            &edit.reason,
        ]);
    }
    grid.text()
}

fn words(cell: &hubfolio_core::contract::CellText) -> String {
    if cell.state == "erased" {
        "(erased)".into()
    } else {
        cell.text.clone()
    }
}

/// Fields by name, as kept and in words; the rest as the core says it.
fn as_json(page: &RecordPage, edits: Option<&[HistoryEntry]>) -> Json {
    let by_name = |of: &dyn Fn(&hubfolio_core::contract::FieldState) -> Json| -> Json {
        let all: Map<String, Json> = page
            .fields
            .iter()
            .map(|f| (f.name.clone(), of(f)))
            .collect();
        Json::Object(all)
    };
    let related = page.related.iter().map(
        |r| json!({ "label": r.label, "kind": r.kind, "field": r.field, "total": r.page.total }),
    );
    let mut reply = json!({
        "kind": page.kind,
        "id": page.id,
        "title": page.title,
        "removed": page.removed,
        "frozen": page.frozen,
        "generation": page.generation,
        "fields": by_name(&|f| f.cell.value.clone()),
        "words": by_name(&|f| f.cell.text.clone().into()),
        "own": page.own,
        "related": related.collect::<Vec<_>>(),
        "findings": page.findings,
    });
    if let Some(edits) = edits {
        reply["history"] = json!(edits);
    }
    reply
}
