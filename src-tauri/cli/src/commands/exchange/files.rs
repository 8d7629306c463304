//! Files for colleagues, out and in, and starting from one.

use std::path::{Path, PathBuf};

use hubfolio_core::{
    contract::{
        ArrivalUndo, BroughtIn, Incoming, IncomingApply, IncomingPreview, Join, Share,
        SharePreview, ShareWrite, Shared, SharingPage, Status, Undone,
    },
    record::thousands,
    session::Reply,
};
use serde_json::json;

use super::{
    laptops::one_of,
    name,
    words::{kept, refuse_taken_words, words_of},
};
use crate::{
    arguments::{Bring, Export, FileWords, Global},
    client::{Client, fault},
    layout::counted,
    outcome::Outcome,
};

pub(super) fn send(client: &mut Client<'_>, export: &Export) -> Reply<Outcome> {
    refuse_taken_words(&export.save)?;
    let words = words_of(&export.words)?;
    let protection = match (export.no_encryption, export.with_words || words.is_some()) {
        (true, _) => "none",
        (false, true) => "words",
        (false, false) => "colleagues",
    };
    let share = Share {
        everything: export.everything,
        protection: protection.into(),
        words,
        without_files: export.without_files,
        part: export.part - 1,
        invitation: None,
    };
    let seen: SharePreview = client.ask("share_preview", share.clone())?;
    let request = ShareWrite {
        share,
        file: name(&export.file),
    };
    let sent: Shared = client.ask("share_write", request)?;
    let mut lines = vec![format!(
        "{} for colleagues in {} ({} bytes), read back and found whole.",
        counted(sent.edits, "edit", "edits"),
        sent.file,
        thousands(sent.bytes)
    )];
    for line in &seen.personal {
        lines.push(format!("Personal data in it: {line}."));
    }
    if seen.parts > 1 && !export.without_files {
        lines.push(format!(
            "The attached files do not fit into one file: this is part {} of {}. Make the others with --part.",
            export.part, seen.parts
        ));
    }
    match (&sent.words, protection) {
        (Some(words), _) => {
            let title = format!("Words that open {}", sent.file);
            let kept = kept(client, &export.save, &title, words);
            lines.push(format!(
                "Words that open it: {words}\nTell them by telephone, never in the same e-mail.{kept}"
            ));
        }
        (None, "none") => lines.push("Anybody can open it: it is not protected.".into()),
        _ => lines.push(format!("Can be opened on: {}.", seen.readers.join(", "))),
    }
    Ok(Outcome::new(lines.join("\n"), json!(sent)))
}

/// Starts from a colleague's file.
pub fn join(
    mut client: Client<'_>,
    global: &Global,
    file: &Path,
    words: &FileWords,
) -> Reply<Outcome> {
    let request = Join {
        file: name(file),
        words: words_of(words)?,
        person: global.as_.clone().unwrap_or_default(),
        to: None,
    };
    let path = client.places().store.display().to_string();
    let status: Status = client.ask("join", request)?;
    let hub = status.hub.as_ref();
    let page: SharingPage = client.ask_for("sharing")?;
    let mut lines = vec![
        format!(
            "{} is now on this laptop, in {path}. You work in it as {}.",
            hub.map_or("The hub", |h| &h.name),
            hub.map_or("", |h| &h.person)
        ),
        format!("Check code of this laptop: {}", page.this.check_code),
    ];
    lines.extend(page.this.notes.iter().cloned());
    Ok(Outcome::new(lines.join("\n"), json!(status)))
}

fn looked_at(
    client: &mut Client<'_>,
    files: Vec<PathBuf>,
    words: &FileWords,
) -> Reply<(Incoming, IncomingPreview)> {
    let incoming = Incoming {
        files: files.iter().map(|f| name(f)).collect(),
        words: words_of(words)?,
        admit: vec![],
    };
    let preview = client.ask("incoming_preview", incoming.clone())?;
    Ok((incoming, preview))
}

fn lines(preview: &IncomingPreview) -> Vec<String> {
    let mut out = vec![];
    for file in &preview.files {
        let person = file.person.as_deref().unwrap_or("somebody");
        let seen = if file.seen { "; brought in before" } else { "" };
        out.push(format!(
            "{}: from {person} ({}){seen}",
            file.name, file.laptop
        ));
    }
    out.push(format!(
        "{} new here, {} here already.",
        counted(preview.new_edits, "edit", "edits"),
        preview.known_edits
    ));
    out.extend(preview.people.iter().cloned());
    for record in &preview.records {
        let what = match record.what.as_str() {
            "added" => "new",
            "removed" => "removed",
            "two_versions" => "two versions to settle",
            _ => "changed",
        };
        let fields = match record.what.as_str() {
            "removed" => String::new(),
            _ => record.fields.iter().map(|f| format!("\n    {f}")).collect(),
        };
        out.push(format!(
            "  {} {}: {what}{fields}",
            record.kind_label, record.title
        ));
    }
    out.extend(preview.waiting.iter().cloned());
    out.extend(preview.notes.iter().map(|n| format!("Note: {n}")));
    for laptop in &preview.laptops {
        let person = laptop.person.as_deref().unwrap_or("somebody");
        out.push(format!(
            "New laptop {} ({person}), check code: {}",
            laptop.name, laptop.check_code
        ));
    }
    out.extend(preview.decisions.iter().map(|d| format!("To decide: {d}")));
    out
}

pub(super) fn preview(
    client: &mut Client<'_>,
    files: Vec<PathBuf>,
    words: &FileWords,
) -> Reply<Outcome> {
    let (_, preview) = looked_at(client, files, words)?;
    let mut lines = lines(&preview);
    lines.push("Nothing was changed.".into());
    Ok(Outcome::new(lines.join("\n"), json!(preview)))
}

pub(super) fn bring_in(client: &mut Client<'_>, bring: Bring) -> Reply<Outcome> {
    let (mut incoming, mut preview) = looked_at(client, bring.files, &bring.words)?;
    for named in &bring.admit {
        incoming
            .admit
            .push(one_of(&preview.laptops, named)?.key.clone());
    }
    if !incoming.admit.is_empty() {
        preview = client.ask("incoming_preview", incoming.clone())?;
    }
    if !preview.decisions.is_empty() && !bring.approve {
        let message = format!("{} Nothing was brought in.", preview.decisions.join(" "));
        let hint = if preview.laptops.is_empty() {
            "Look with “exchange preview”, then bring it in with --approve."
        } else {
            "Look with “exchange preview”, then bring it in with --approve, and --admit for a new laptop whose check \
             code you compared."
        };
        return Err(fault("needs_a_decision", message, hint));
    }
    let request = IncomingApply {
        incoming,
        token: preview.token.clone(),
    };
    let done: BroughtIn = client.ask("incoming_apply", request)?;
    let mut text = done.summary.clone();
    if done.to_settle > 0 {
        text += &format!(
            "\n{} to settle: see “conflicts”.",
            counted(done.to_settle, "thing", "things")
        );
    }
    text += &to_take_back(&done);
    Ok(Outcome::new(text, json!(done)))
}

pub(super) fn to_take_back(done: &BroughtIn) -> String {
    done.arrival.map_or_else(String::new, |arrival| {
        format!("\nTo take all of it back: exchange undo {arrival}")
    })
}

pub(super) fn undo(client: &mut Client<'_>, arrival: i64) -> Reply<Outcome> {
    let done: Undone = client.ask("arrival_undo", ArrivalUndo { arrival })?;
    let mut lines = vec![format!(
        "Undone: {} ({}).",
        done.label,
        counted(done.restored, "field", "fields")
    )];
    lines.extend(done.left.iter().cloned());
    Ok(Outcome::new(lines.join("\n"), json!(done)))
}
