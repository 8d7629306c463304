//! Packs: written, and looked at.

use std::path::Path;

use hubfolio_core::{
    contract::{
        IssuedPackInfo, PackAsk, PackCopies, PackCopiesDone, PackDone, PackIssue, PackPart,
        PackParts, PackPartsOf, PackRequest, PackSignOff, PackVerdict, PackVerify, PacksIssued,
        ViewSpec,
    },
    session::Reply,
};
use serde_json::json;

use super::returns::{sign_off_text, which};
use crate::{
    arguments::{IssuedOf, MeetingCopies, Pack, PartsOf},
    client::Client,
    layout::counted,
    outcome::Outcome,
};

/// Writes a pack.
pub fn write(client: &mut Client<'_>, pack: Pack) -> Reply<Outcome> {
    let (is_passport, is_minutes) = (pack.kind == "passport", pack.kind == "minutes");
    let record = match pack.for_ {
        Some(named) if pack.kind == "kpi" || pack.kind == "strategy" => {
            Some(which(client, Some(&named))?)
        }
        other => other,
    };
    let request = PackRequest {
        ask: PackAsk {
            pack: pack.kind,
            record,
            view: None,
            copy: Some(pack.copy),
            version: pack.version,
        },
        papers: pack.papers,
        print: Some(pack.print.asked()),
        file: pack.out.to_string_lossy().into_owned(),
    };
    let done: PackDone = client.ask("pack", request)?;
    let standing = match done.signed {
        // Nobody signs one.
        _ if is_passport => "",
        true => ", signed off",
        // Minutes that a meeting approved are no draft; their pages say how far they have come.
        false if is_minutes => ", not signed off",
        false => ", a draft, not signed off",
    };
    Ok(written(&done, standing))
}

/// Writes every copy of a meeting's board pack.
pub fn copies(client: &mut Client<'_>, of: MeetingCopies) -> Reply<Outcome> {
    let request = PackCopies {
        meeting: of.meeting,
        version: of.version,
        papers: Some(of.papers),
        print: Some(of.print.asked()),
        folder: of.folder.to_string_lossy().into_owned(),
    };
    let done: PackCopiesDone = client.ask("pack_copies", request)?;
    let who = done.who.iter();
    let lines: Vec<String> = who
        .map(|one| format!("{}: {}", one.person, one.file))
        .collect();
    let text = format!(
        "{} written.\n{}",
        counted(done.files.len() as i64, "copy", "copies"),
        lines.join("\n")
    );
    Ok(Outcome::new(text, json!(done)))
}

/// Sends a pack out.
pub fn issue(client: &mut Client<'_>, of: IssuedOf) -> Reply<Outcome> {
    let request = PackIssue {
        pack: of.pack().unwrap_or("board").to_owned(),
        record: of.record,
    };
    let made: IssuedPackInfo = client.ask("pack_issue", request)?;
    Ok(Outcome::new(issued_text(&made), json!(made)))
}

/// The packs that went out.
pub fn issued(client: &mut Client<'_>, of: IssuedOf) -> Reply<Outcome> {
    let request = PacksIssued {
        pack: of.pack().map(str::to_owned),
        record: of.record,
    };
    let all: Vec<IssuedPackInfo> = client.ask("packs_issued", request)?;
    let text = match all.is_empty() {
        true => "No such pack went out yet.".to_owned(),
        false => all.iter().map(issued_text).collect::<Vec<_>>().join("\n\n"),
    };
    Ok(Outcome::new(text, json!(all)))
}

/// The parts of a pack, as they were chosen.
pub fn parts(client: &mut Client<'_>, of: PartsOf) -> Reply<Outcome> {
    let request = PackPartsOf {
        pack: of.pack,
        board: of.board,
    };
    let found: PackParts = client.ask("pack_parts", request)?;
    let line = |part: &PackPart| {
        let left_out = if part.on { "" } else { ", left out" };
        format!("{} ({}){left_out}", part.words, part.name)
    };
    let lines: Vec<String> = found.parts.iter().map(line).collect();
    Ok(Outcome::new(lines.join("\n"), json!(found)))
}

fn issued_text(one: &IssuedPackInfo) -> String {
    let pack = match one.pack.as_str() {
        "minutes" => "Minutes",
        "interests" => "Register of interests",
        "engagement" => "Stakeholder engagement report",
        "strategy" => "Strategy",
        _ => "Board pack",
    };
    let mut lines = vec![
        format!(
            "{pack}, version {}, sent out on {} by {}",
            one.version, one.on, one.by
        ),
        format!("Identifier {}", one.id),
    ];
    lines.extend(one.changes.iter().map(|change| format!("New: {change}")));
    lines.extend(one.sign_offs.iter().map(sign_off_text));
    if one.sign_offs.is_empty() {
        lines.push("Not signed off.".to_owned());
    }
    lines.join("\n")
}

/// Writes a list as a pack.
pub fn list(client: &mut Client<'_>, view: ViewSpec, copy: String, out: &Path) -> Reply<Outcome> {
    let request = PackRequest {
        ask: PackAsk {
            pack: "list".into(),
            record: None,
            view: Some(view),
            copy: Some(copy),
            version: None,
        },
        papers: None,
        print: None,
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
