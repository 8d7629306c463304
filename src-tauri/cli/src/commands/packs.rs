//! Packs: written, and looked at.

use std::path::Path;

use hubfolio_core::{
    contract::{PackDone, PackRequest, PackSignOff, PackVerdict, PackVerify, ViewSpec},
    session::Reply,
};
use serde_json::json;

use super::returns::which;
use crate::{client::Client, layout::counted, outcome::Outcome};

/// Writes a pack.
pub fn write(
    client: &mut Client<'_>,
    kind: String,
    record: Option<String>,
    (copy, papers): (String, Option<String>),
    out: &Path,
) -> Reply<Outcome> {
    let record = match record {
        Some(named) if kind == "kpi" || kind == "strategy" => Some(which(client, Some(&named))?),
        other => other,
    };
    let request = PackRequest {
        pack: kind,
        record,
        view: None,
        copy: Some(copy),
        papers,
        file: out.to_string_lossy().into_owned(),
    };
    let done: PackDone = client.ask("pack", request)?;
    let standing = if done.signed {
        "signed off"
    } else {
        "a draft, not signed off"
    };
    Ok(written(&done, &format!(", {standing}")))
}

/// Writes a list as a pack.
pub fn list(client: &mut Client<'_>, view: ViewSpec, copy: String, out: &Path) -> Reply<Outcome> {
    let request = PackRequest {
        pack: "list".into(),
        record: None,
        view: Some(view),
        copy: Some(copy),
        papers: None,
        file: out.to_string_lossy().into_owned(),
    };
    let done: PackDone = client.ask("pack", request)?;
    Ok(written(&done, ""))
}

fn written(done: &PackDone, standing: &str) -> Outcome {
    let pages = done
        .pages
        .map(|pages| format!("{}, ", counted(pages, "page", "pages")))
        .unwrap_or_default();
    let bytes = hubfolio_core::record::thousands(done.bytes);
    let mut text = format!("{} written: {pages}{bytes} bytes{standing}.", done.file);
    for remark in &done.remarks {
        text += &format!("\n{remark}");
    }
    Outcome::new(text, json!(done))
}

/// Looks at a PDF. One that was changed, or is not ours, ends with an exit code of its own.
pub fn verify(client: &mut Client<'_>, file: &Path) -> Reply<Outcome> {
    let request = PackVerify {
        file: file.to_string_lossy().into_owned(),
    };
    let verdict: PackVerdict = client.ask("pack_verify", request)?;
    let mut lines = vec![verdict.text.clone()];
    if !verdict.what.is_empty() {
        lines.push(format!("It is: {}.", verdict.what));
    }
    if let Some(maker) = &verdict.maker {
        lines.push(format!("Check code of the laptop: {}", maker.check_code));
    }
    lines.extend(verdict.sign_offs.iter().map(sign_off));
    lines.extend(
        verdict
            .differences
            .iter()
            .map(|place| format!("Changed: {place}")),
    );
    let as_made = verdict.standing == "as_made";
    Ok(Outcome::new(lines.join("\n"), json!(verdict)).unsound_if(!as_made))
}

fn sign_off(s: &PackSignOff) -> String {
    let holds = match (s.fits, s.standing.as_str()) {
        (false, _) => "The signature does not fit what this file holds.",
        (true, "stands") => "It is over exactly what this file holds, and stands in this hub file.",
        (true, "withdrawn") => "It was withdrawn since.",
        (true, _) => "It is over exactly what this file holds; this hub file does not know it.",
    };
    format!(
        "Signed off by {}, {}, on {} on {}. {holds} Check code {}.",
        s.person, s.role, s.day, s.laptop, s.check_code
    )
}
