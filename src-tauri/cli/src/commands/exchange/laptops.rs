//! The team's laptops: who has what, inviting, admitting and blocking.

use std::path::Path;

use hubfolio_core::{
    contract::{
        Invite, Invited, LaptopKey, LaptopLost, Share, ShareWrite, Shared, SharingPage, TeamLaptop,
    },
    dates,
    record::thousands,
    session::Reply,
};
use serde_json::json;

use super::{
    name, refuse_taken,
    words::{kept, refuse_taken_words, same_words},
};
use crate::{
    arguments::SaveWords,
    client::{Client, fault},
    layout::{self, counted},
    outcome::Outcome,
};

/// The laptop that somebody names by check code, key or name.
pub(super) fn one_of<'a>(laptops: &'a [TeamLaptop], named: &str) -> Reply<&'a TeamLaptop> {
    let named = named.trim();
    let found: Vec<&TeamLaptop> = laptops
        .iter()
        .filter(|l| l.key == named || same_words(&l.check_code, named) || l.name == named)
        .collect();
    match found.as_slice() {
        [one] => Ok(one),
        _ => Err(fault(
            "no_laptop",
            format!("There is not exactly one laptop called “{named}”. Nothing was changed."),
            "Name it by its check code, in quotation marks.",
        )),
    }
}

/// One of the others; this very laptop is never meant.
fn another<'a>(page: &'a SharingPage, named: &str) -> Reply<&'a TeamLaptop> {
    let this = std::slice::from_ref(&page.this);
    if one_of(&page.others, named).is_err() && one_of(this, named).is_ok() {
        let message = "This is the laptop you work on. Nothing was changed.";
        return Err(fault(
            "this_laptop",
            message,
            "Do it on another laptop of the team.",
        ));
    }
    one_of(&page.others, named)
}

/// Most kept files that have not come which the status names.
const MOST_PAPERS: usize = 5;
/// Most refused files that the status names, the newest first.
const MOST_REFUSED: usize = 5;

pub(super) fn status(client: &mut Client<'_>) -> Reply<Outcome> {
    let page: SharingPage = client.ask_for("sharing")?;
    let mut lines = vec![
        format!(
            "This laptop: {}, check code: {}",
            page.this.name, page.this.check_code
        ),
        format!("{} not yet sent.", counted(page.unsent, "edit", "edits")),
    ];
    lines.extend(page.this.notes.iter().cloned());
    for laptop in &page.others {
        let person = laptop
            .person
            .as_deref()
            .map_or_else(String::new, |p| format!(" ({p})"));
        let behind = match laptop.behind {
            None => "never said what it has".to_owned(),
            Some(0) => "has everything".to_owned(),
            Some(n) => format!("lacks {}", counted(n, "edit", "edits")),
        };
        let held = match laptop.held {
            0 => String::new(),
            n => format!(", {} held", counted(n, "edit", "edits")),
        };
        let (name, state) = (&laptop.name, &laptop.state);
        lines.push(format!(
            "{name}{person}: {state}, {behind}{held}, check code: {}",
            laptop.check_code
        ));
        lines.extend(laptop.notes.iter().map(|n| format!("  {n}")));
    }
    lines.extend(page.waiting.iter().cloned());
    let papers = page.papers.iter().take(MOST_PAPERS);
    lines.extend(papers.map(|p| format!("{} {}: {}", p.kind_label, p.title, p.text)));
    let more = page.papers.len().saturating_sub(MOST_PAPERS);
    if more > 0 {
        let files = counted(more as i64, "kept file", "kept files");
        lines.push(format!("Not here either: {files} more."));
    }
    for invitation in &page.invitations {
        lines.push(format!(
            "Invitation for {}, until {}",
            invitation.person,
            layout::day(&invitation.until)
        ));
    }
    if page.to_settle > 0 {
        lines.push(format!(
            "{} to settle.",
            counted(page.to_settle, "thing", "things")
        ));
    }
    if let Some(folder) = &page.folder {
        let reach = if folder.reachable {
            ""
        } else {
            ", not reached now"
        };
        lines.push(format!(
            "Shared folder {}{reach}: {} new",
            folder.name,
            counted(folder.new_files, "file", "files")
        ));
    }
    let refused = page.files.iter().filter(|file| file.what == "refused");
    for file in refused.take(MOST_REFUSED) {
        lines.push(format!(
            "Refused on {}: {}. {}",
            day(file.at),
            file.name,
            file.text
        ));
    }
    Ok(Outcome::new(lines.join("\n"), json!(page)))
}

/// The day of a moment (UTC milliseconds), in words.
fn day(at: i64) -> String {
    chrono::DateTime::from_timestamp_millis(at)
        .map(|moment| dates::in_words(moment.date_naive()))
        .unwrap_or_default()
}

pub(super) fn invite(
    client: &mut Client<'_>,
    person: String,
    out: &Path,
    save: &SaveWords,
) -> Reply<Outcome> {
    refuse_taken(out)?;
    refuse_taken_words(save)?;
    let invited: Invited = client.ask("invite", Invite { person })?;
    let request = ShareWrite {
        share: Share {
            everything: true,
            protection: "words".into(),
            words: Some(invited.words.clone()),
            without_files: false,
            part: 0,
            invitation: Some(invited.id.clone()),
        },
        file: name(out),
    };
    let sent: Shared = client.ask("share_write", request)?;
    let title = format!("Invitation for {}", invited.person);
    let kept = kept(client, save, &title, &invited.words);
    let text = format!(
        "{title} in {}, to be used once, until {}.\nWords to read out by telephone: {}{kept}",
        sent.file,
        layout::day(&invited.until),
        invited.words
    );
    Ok(Outcome::new(text, json!(invited)))
}

pub(super) fn admit(client: &mut Client<'_>, laptop: &str) -> Reply<Outcome> {
    let page: SharingPage = client.ask_for("sharing")?;
    let laptop = another(&page, laptop)?;
    let (key, held) = (laptop.key.clone(), laptop.held);
    let name = match &laptop.person {
        Some(person) => format!("{} ({person})", laptop.name),
        None => laptop.name.clone(),
    };
    let request = LaptopKey {
        key: key.clone(),
        reason: None,
    };
    let page: SharingPage = client.ask("laptop_admit", request)?;
    let left = page.others.iter().find(|l| l.key == key);
    let came = held - left.map_or(0, |l| l.held);
    let came = match came {
        ..=0 => String::new(),
        1 => " 1 edit of it that was held counts now.".to_owned(),
        n => format!(" {n} edits of it that were held count now."),
    };
    let text = format!(
        "{name} is admitted.{came} Send a file to your colleagues so that their laptops admit it too."
    );
    Ok(Outcome::new(text, json!(page)))
}

pub(super) fn block(
    client: &mut Client<'_>,
    laptop: &str,
    reason: Option<String>,
) -> Reply<Outcome> {
    let page: SharingPage = client.ask_for("sharing")?;
    let key = another(&page, laptop)?.key.clone();
    let lost: LaptopLost = client.ask("laptop_block", LaptopKey { key, reason })?;
    Ok(Outcome::new(lost.lines.join("\n"), json!(lost)))
}

pub(super) fn held(client: &mut Client<'_>, laptop: &str) -> Reply<Outcome> {
    let page: SharingPage = client.ask_for("sharing")?;
    let key = another(&page, laptop)?.key.clone();
    let lost: LaptopLost = client.ask("laptop_held", LaptopKey { key, reason: None })?;
    let mut lines = lost.lines.clone();
    let records = lost.records.iter();
    lines.extend(records.map(|(label, count)| format!("  {label}: {}", thousands(*count))));
    let personal = lost.personal.iter();
    lines.extend(personal.map(|line| format!("Personal data: {line}.")));
    Ok(Outcome::new(lines.join("\n"), json!(lost)))
}
