//! Founding a hub file; what is open; the kinds and their fields.

use std::path::Path;

use hubfolio_core::{
    contract::{FieldInfo, FieldTypeInfo, HubCreate, KindInfo, SampleMake, Status},
    record::thousands,
    session::Reply,
};
use serde_json::json;

use crate::{
    arguments::{Global, New},
    client::{Client, fault},
    layout::{Grid, counted},
    outcome::Outcome,
};

/// Founds a hub file.
pub fn new(mut client: Client<'_>, global: &Global, new: &New) -> Reply<Outcome> {
    if new.sample {
        let path = client.places().store.clone();
        return sample(client, &path, Some(new.hub.clone()));
    }
    let request = HubCreate {
        hub: new.hub.clone(),
        person: global.as_.clone().unwrap_or_default(),
        ics: new.ics.clone(),
        file: None,
    };
    let path = client.places().store.display().to_string();
    let status: Status = client.ask("hub_create", request)?;
    let Some(hub) = &status.hub else {
        return Ok(Outcome::new("", json!(status)));
    };
    let text = format!(
        "{} was started in {path}. You work in it as {}.\n\
         For the safe: \"exchange recovery-words\" makes twelve words that let a new laptop admit others when all that may are lost.",
        hub.name, hub.person
    );
    Ok(Outcome::new(text, json!(status)))
}

/// Writes the practice hub to a file of its own.
pub fn sample(mut client: Client<'_>, file: &Path, hub: Option<String>) -> Reply<Outcome> {
    let request = SampleMake {
        file: file.to_string_lossy().into_owned(),
        hub,
    };
    let status: Status = client.ask("sample_make", request)?;
    let person = status.hub.as_ref().map_or("", |h| h.person.as_str());
    let text = format!(
        "The practice hub was written to {}. Nothing in it is real. You work in it as {person}.",
        file.display()
    );
    Ok(Outcome::new(text, json!(status)))
}

/// What is open.
pub fn status(client: &mut Client<'_>) -> Reply<Outcome> {
    let status: Status = client.ask_for("status")?;
    let Some(hub) = &status.hub else {
        return Ok(Outcome::new("No hub file is open.", json!(status)));
    };
    let mut lines = vec![
        format!("{} ({})", hub.name, hub.file),
        format!("You work in it as {}.", hub.person),
        format!(
            "{} {} attention.",
            counted(hub.attention, "thing", "things"),
            if hub.attention == 1 { "needs" } else { "need" }
        ),
    ];
    if hub.read_only {
        lines.push(
            "Another program writes to this file just now, so here it can only be read.".into(),
        );
    }
    lines.extend(
        hub.undo
            .iter()
            .map(|label| format!("Undo would take back: {label}")),
    );
    lines.extend(
        hub.redo
            .iter()
            .map(|label| format!("Redo would bring back: {label}")),
    );
    Ok(Outcome::new(lines.join("\n"), json!(status)))
}

/// The kinds of records.
pub fn kinds(client: &mut Client<'_>) -> Reply<Outcome> {
    let kinds: Vec<KindInfo> = client.ask_for("kinds")?;
    let mut grid = Grid::new(&["Kind", "Called", "What it is"]);
    for kind in &kinds {
        grid.row(&[&kind.name, &kind.many, &kind.help]);
    }
    Ok(Outcome::new(grid.text(), json!(kinds)))
}

/// One kind with its fields.
pub fn describe(client: &Client<'_>, name: &str) -> Reply<Outcome> {
    let Some(kind) = client.kinds().get(name) else {
        let message = format!("There is no kind of record called {name}.");
        return Err(fault("unknown_kind", message, "See the list of kinds."));
    };
    let info = kind.info();
    let mut lines = vec![format!("{} ({})", info.many, info.name), info.help.clone()];
    if !info.editable {
        lines.push("Not changed by hand.".into());
    }
    let mut fields = Grid::new(&["Field", "Label", "Holds", "", "Help"]);
    for field in &info.fields {
        let must = match (field.required, field.fixed) {
            (true, true) => "needed, stays as it is",
            (true, false) => "needed",
            (false, true) => "stays as it is",
            (false, false) => "",
        };
        fields.row(&[&field.name, &field.label, &holds(field), must, &field.help]);
    }
    lines.push(String::new());
    lines.push(fields.text());
    for field in &info.fields {
        if let FieldTypeInfo::Choice { options, open, .. } = &field.type_ {
            let more = if *open { ", or other words" } else { "" };
            let values: Vec<&str> = options.iter().map(|o| o.value.as_str()).collect();
            lines.push(format!("\n{}: {}{more}", field.name, values.join(", ")));
        }
    }
    let columns: Vec<_> = client.kinds().columns_of(name).collect();
    if !columns.is_empty() {
        let mut grid = Grid::new(&["Column", "Label"]);
        columns.iter().for_each(|c| grid.row(&[c.name, c.label]));
        lines.push(format!("\nWorked out, for lists:\n{}", grid.text()));
    }
    let sets: Vec<_> = client
        .kinds()
        .sets()
        .iter()
        .filter(|s| s.kind == name)
        .collect();
    if !sets.is_empty() {
        let mut grid = Grid::new(&["List", "Parameters", "What it holds"]);
        sets.iter()
            .for_each(|s| grid.row(&[s.name, &s.params.join(", "), s.label]));
        lines.push(format!("\nNamed lists:\n{}", grid.text()));
    }
    let mut reply = json!(info);
    reply["worked_out"] = columns
        .iter()
        .map(|c| json!({ "name": c.name, "label": c.label, "type": c.type_.info() }))
        .collect();
    reply["sets"] = sets
        .iter()
        .map(|s| json!({ "name": s.name, "label": s.label, "params": s.params }))
        .collect();
    Ok(Outcome::new(lines.join("\n"), reply))
}

/// What a field holds, in words.
fn holds(field: &FieldInfo) -> String {
    let between = |words: &str, min: &Option<i64>, max: &Option<i64>, hundredths: bool| {
        let number = |n: i64| {
            if hundredths {
                hubfolio_core::record::decimal(n)
            } else {
                thousands(n)
            }
        };
        match (min, max) {
            (Some(min), Some(max)) => format!("{words}, {} to {}", number(*min), number(*max)),
            (Some(min), None) => format!("{words}, {} or more", number(*min)),
            (None, Some(max)) => format!("{words}, {} or less", number(*max)),
            (None, None) => words.to_owned(),
        }
    };
    match &field.type_ {
        FieldTypeInfo::Text { long: true, .. } => "several lines of text".into(),
        FieldTypeInfo::Text { .. } => "text".into(),
        FieldTypeInfo::Integer { min, max, .. } => between("whole number", min, max, false),
        FieldTypeInfo::Hundredths { min, max, .. } => {
            between("number with two decimals", min, max, true)
        }
        FieldTypeInfo::Money {} => "pounds and pence".into(),
        FieldTypeInfo::Date {} => "date".into(),
        FieldTypeInfo::Moment {} => "date and time".into(),
        FieldTypeInfo::YesNo {} => "yes or no".into(),
        FieldTypeInfo::Choice { .. } => "one of a list, see below".into(),
        FieldTypeInfo::Ref { kind } => format!("a {kind}"),
    }
}
