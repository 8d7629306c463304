//! Closing a practice or network.

use hubfolio_core::{
    contract::{Closed, ClosingChoice, ClosingOf, ClosingPage},
    dates,
    session::Reply,
};
use serde_json::json;

use crate::{
    arguments::Close,
    client::Client,
    layout::{Grid, counted},
    outcome::Outcome,
};

/// Closes a record, or says what would follow.
pub fn close(client: &mut Client<'_>, close: Close) -> Reply<Outcome> {
    let look = ClosingOf {
        kind: close.kind.clone(),
        id: close.id.clone(),
        on: Some(close.on.clone()),
        successor: close.successor.clone(),
    };
    let page: ClosingPage = client.ask("closing", look)?;
    let ways = [
        ("move", close.moved),
        ("end", close.end),
        ("leave", close.leave),
    ];
    let choices: Vec<ClosingChoice> = ways
        .into_iter()
        .flat_map(|(way, kinds)| {
            kinds.into_iter().map(move |kind| ClosingChoice {
                kind,
                field: None,
                way: way.into(),
                leave: vec![],
            })
        })
        .collect();
    let text = told(&page, &choices, close.dry_run);
    let request = hubfolio_core::contract::Close {
        kind: close.kind,
        id: close.id,
        on: close.on,
        successor: close.successor,
        choices,
        reason: close.because,
        dry_run: close.dry_run,
    };
    let done: Closed = client.ask("close", request)?;
    let counts = format!(
        "{}: {} ended, {} moved, {} left.",
        if close.dry_run { "Would be" } else { "Records" },
        done.ended,
        done.moved,
        done.left
    );
    Ok(Outcome::new(
        format!("{text}\n{counts}"),
        json!({ "page": page, "done": done }),
    ))
}

fn told(page: &ClosingPage, choices: &[ClosingChoice], dry: bool) -> String {
    let day = page.on.parse().map(dates::in_words).unwrap_or_default();
    let into = page
        .successor
        .as_ref()
        .map(|s| format!(", followed by {}", s.title))
        .unwrap_or_default();
    let would = if dry { "would close" } else { "closed" };
    let mut lines = vec![format!("{} {would} on {day}{into}.", page.title)];
    let mut grid = Grid::new(&["What names it", "Kind", "Records", "Way"]).right(2);
    for matter in &page.matters {
        let chosen = choices.iter().find(|c| c.kind == matter.kind);
        let way = chosen.map_or(&matter.proposed, |c| &c.way);
        grid.row(&[&matter.label, &matter.kind, &matter.total.to_string(), way]);
    }
    if !grid.is_empty() {
        lines.push(grid.text());
    }
    lines.extend(page.stays.iter().map(|s| {
        let count = counted(s.total, "record", "records");
        format!("Stays: {} ({count}, {}).", s.label, s.why)
    }));
    lines.join("\n")
}
