//! Two versions to settle: the list, one thing, settling, merging two records.

use hubfolio_core::{
    contract::{
        FieldVersion, MergeRecords, Saved, Settle, SettleMany, SettleMark, SettlePage, Settled,
        ToSettle, ToSettleId, ToSettleRequest,
    },
    record::{FieldType, Value},
    session::Reply,
};
use serde_json::{Value as Json, json};

use crate::{
    arguments::{Conflicts, Resolve},
    client::{Client, fault},
    layout::{Grid, counted},
    outcome::Outcome,
};

/// As much of a text as certainly stands in the table.
const BEGINNING: usize = 50;

/// What waits, or one thing of it with its versions.
pub fn conflicts(client: &mut Client<'_>, wanted: Conflicts) -> Reply<Outcome> {
    if let Some(id) = wanted.id {
        let page: SettlePage = client.ask("settle_page", ToSettleId { id })?;
        return Ok(Outcome::new(side_by_side(&page), json!(page)));
    }
    let record = wanted.record;
    let things: Vec<ToSettle> = client.ask("to_settle", ToSettleRequest { record })?;
    Ok(Outcome::new(list(&things), json!(things)))
}

fn list(things: &[ToSettle]) -> String {
    if things.is_empty() {
        return "Nothing waits to be settled.".into();
    }
    let lines = things.iter().map(|t| {
        let people = if t.people.is_empty() {
            String::new()
        } else {
            format!(" ({})", t.people.join(", "))
        };
        format!("{}{people}\n  {}", t.sentence, t.id)
    });
    let all: Vec<String> = lines.collect();
    let count = counted(all.len() as i64, "thing to settle", "things to settle");
    format!("{}\n\n{count}", all.join("\n"))
}

/// What is to be settled in what a page shows; nothing where there is nothing.
pub(super) fn to_settle(marks: &[SettleMark]) -> Option<String> {
    let lines: Vec<String> = marks
        .iter()
        .map(|m| format!("{}\n  {}", m.thing.sentence, m.thing.id))
        .collect();
    (!lines.is_empty()).then(|| format!("To settle, with “resolve”:\n{}", lines.join("\n")))
}

fn side_by_side(page: &SettlePage) -> String {
    let mut grid = Grid::new(&[
        "No",
        "Version",
        "Who",
        "When",
        "Laptop",
        "In place of",
        "Why",
    ]);
    for (i, v) in page.versions.iter().enumerate() {
        let number = (i + 1).to_string();
        let shown = if v.shown { " (shown)" } else { "" };
        let when = Value::Int(v.at).words(&FieldType::Moment);
        let doubt = if v.doubtful { ", date uncertain" } else { "" };
        grid.row(&[
            &number,
            &format!("{}{shown}", v.text),
            &v.person,
            &format!("{when}{doubt}"),
            &v.laptop,
            &v.replaced,
            v.reason.as_deref().unwrap_or_default(),
        ]);
    }
    let mut parts = vec![page.item.sentence.clone(), grid.text()];
    parts.extend(page.versions.iter().enumerate().filter_map(whole));
    if let Some(joined) = &page.joined {
        parts.push(format!("Both joined, to be read:\n{joined}"));
    }
    // Edits that were made twice are all kept: that somebody looked is all there is to say.
    let keep = match page.item.what.as_str() {
        "twice" => "--keep 0",
        _ => "--keep NUMBER",
    };
    let mut ways = vec![keep];
    ways.extend(page.can_keep_both.then_some("--both"));
    ways.extend(page.can_write.then_some("--write VALUE"));
    parts.push(format!("To settle it: resolve with {}.", ways.join(", ")));
    parts.join("\n\n")
}

/// A long text as it stands: the table shows only its beginning, in which versions may well say the same.
fn whole((place, version): (usize, &FieldVersion)) -> Option<String> {
    let text = version.value.as_str()?;
    let long = text.contains('\n') || text.chars().count() > BEGINNING;
    let shown = if version.shown { " (shown)" } else { "" };
    long.then(|| format!("Version {}{shown}, {}:\n{text}", place + 1, version.person))
}

/// Settles one thing, or all of them.
pub fn resolve(client: &mut Client<'_>, wanted: Resolve) -> Reply<Outcome> {
    let settled: Settled = match wanted.id.clone() {
        Some(id) => one(client, id, wanted)?,
        None => many(client, wanted)?,
    };
    let count = counted(settled.settled, "thing", "things");
    let mut lines = vec![format!("Settled: {count}.")];
    lines.extend(settled.left.iter().map(|why| format!("Left: {why}")));
    if settled.to_settle > 0 {
        let waits = counted(settled.to_settle, "thing waits", "things wait");
        lines.push(format!("{waits} to be settled still."));
    }
    Ok(Outcome::new(lines.join("\n"), json!(settled)))
}

fn one(client: &mut Client<'_>, id: String, wanted: Resolve) -> Reply<Settled> {
    let page: SettlePage = client.ask("settle_page", ToSettleId { id: id.clone() })?;
    let (choice, token, value) = match (wanted.keep, wanted.both, wanted.write) {
        (Some(0), ..) => ("keep", None, None),
        (Some(number), ..) => {
            let Some(version) = page.versions.get(number - 1) else {
                let count = page.versions.len();
                let message = format!("There is no version {number}. Nothing was changed.");
                let hint = format!("Choose one of 1 to {count}, or 0 to leave it as it is.");
                return Err(fault("no_version", message, &hint));
            };
            ("keep", Some(version.token.clone()), None)
        }
        (None, true, _) => ("both", None, None),
        (None, false, value) => ("write", None, value.map(Json::from)),
    };
    let request = Settle {
        id,
        seen: page.versions.into_iter().map(|v| v.token).collect(),
        choice: choice.into(),
        token,
        value,
        reason: wanted.because,
    };
    client.ask("settle", request)
}

fn many(client: &mut Client<'_>, wanted: Resolve) -> Reply<Settled> {
    let things: Vec<ToSettle> = client.ask("to_settle", ToSettleRequest { record: None })?;
    let choice = match (&wanted.from, wanted.shown) {
        (Some(_), _) => "person",
        (None, true) => "shown",
        (None, false) => "newest",
    };
    let request = SettleMany {
        ids: things.into_iter().map(|t| t.id).collect(),
        choice: choice.into(),
        person: wanted.from,
        reason: wanted.because,
    };
    client.ask("settle_many", request)
}

/// Makes one record another name for a second one.
pub fn merge(
    client: &mut Client<'_>,
    kind: String,
    keep: String,
    other: String,
    reason: Option<String>,
) -> Reply<Outcome> {
    let request = MergeRecords {
        kind,
        keep,
        other,
        reason,
    };
    let saved: Saved = client.ask("merge_records", request)?;
    let text = format!(
        "Merged: {} stands for both now. undo takes it back.",
        saved.id
    );
    Ok(Outcome::new(text, json!(saved)))
}
