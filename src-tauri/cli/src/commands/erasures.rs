//! Erasing on a person's lawful request; the list of what was erased.

use hubfolio_core::{
    contract::{EraseDone, ErasePreview, EraseRequest, ErasureInfo, ErasureMention},
    session::Reply,
};
use serde_json::json;

use crate::{
    arguments,
    client::Client,
    layout::{counted, day},
    outcome::Outcome,
};

/// Erases, or says what would go.
pub fn erase(client: &mut Client<'_>, erase: arguments::Erase) -> Reply<Outcome> {
    let request = EraseRequest {
        kind: erase.kind,
        id: erase.id,
        fields: erase.fields,
        ground: erase.ground.unwrap_or_default(),
        case_number: erase.case_number.unwrap_or_default(),
        approved_by: erase.approved_by,
    };
    if erase.dry_run {
        let preview: ErasePreview = client.ask("erase_preview", request)?;
        let mut lines = vec![format!(
            "{} would go. Nothing was changed.",
            counted(preview.values, "value", "values")
        )];
        lines.extend(preview.goes.iter().cloned());
        lines.extend(preview.stays.iter().map(|l| format!("Stays: {l}")));
        if preview.two_people {
            lines.push("A colleague has to approve it: name them with --approved-by.".into());
        }
        lines.extend(named_too(&preview.mentions));
        lines.extend(
            preview
                .out_of_reach
                .iter()
                .map(|l| format!("Out of reach: {l}")),
        );
        return Ok(Outcome::new(lines.join("\n"), json!(preview)));
    }
    let done: EraseDone = client.ask("erase", request)?;
    let mut lines = vec![done.summary.clone()];
    lines.extend(named_too(&done.mentions));
    lines.extend(beyond(&done.order));
    Ok(Outcome::new(lines.join("\n"), json!(done)))
}

/// Everything that was erased.
pub fn list(client: &mut Client<'_>) -> Reply<Outcome> {
    let all: Vec<ErasureInfo> = client.ask_for("erasures")?;
    let mut lines = vec![];
    for order in &all {
        lines.push(format!(
            "{}, case {}: {}",
            day(&order.day),
            order.case_number,
            order.ground
        ));
        lines.extend(order.what.iter().map(|w| format!("  {w}")));
        lines.push(if order.alone {
            format!("  Proposed and approved by {}.", order.proposed_by)
        } else {
            format!(
                "  Proposed by {}, approved by {}.",
                order.proposed_by, order.approved_by
            )
        });
        lines.extend(beyond(order).map(|line| format!("  {line}")));
    }
    if lines.is_empty() {
        lines.push("Nothing was erased in this hub file.".into());
    }
    Ok(Outcome::new(lines.join("\n"), json!(all)))
}

fn named_too(mentions: &[ErasureMention]) -> impl Iterator<Item = String> {
    mentions
        .iter()
        .map(|m| format!("Also named in: {} {} ({})", m.kind_label, m.title, m.id))
}

fn beyond(order: &ErasureInfo) -> impl Iterator<Item = String> {
    order
        .out_of_reach
        .iter()
        .map(|l| format!("Out of reach: {l}"))
}
