//! Files for colleagues, the team's laptops and the shared folder.

use std::path::{Path, PathBuf};

use hubfolio_core::{
    contract::{
        ArrivalUndo, BroughtIn, Fault, FolderDone, Incoming, IncomingApply, IncomingPreview,
        Invite, Invited, Join, LaptopKey, LaptopLost, Recover, RecoveryWords, Share, SharePreview,
        ShareWrite, Shared, SharingPage, SharingSettings, Status, TeamLaptop, Undone,
    },
    dates,
    record::thousands,
    session::Reply,
};
use serde_json::json;

use super::packets;
use crate::{
    arguments::{Bring, Exchange, Export, FileWords, Global},
    client::{Client, fault},
    layout::counted,
    outcome::Outcome,
};

/// Most refused files that the status names, the newest first.
const MOST_REFUSED: usize = 5;

/// Carries out one of the commands.
pub fn run(client: &mut Client<'_>, command: Exchange) -> Reply<Outcome> {
    carry_out(client, command).map_err(in_commands)
}

/// What the window says by the names of its pages, in the names of commands.
fn in_commands(mut fault: Fault) -> Fault {
    let hint = match fault.code.as_str() {
        "is_a_copy" => "Look at it with “exchange packet look”.",
        "not_a_copy" => "Bring your own team's file in with “exchange import”.",
        "team_not_admitted" | "laptop_not_admitted" => {
            fault.hint += " With “exchange partner admit”.";
            return fault;
        }
        _ => return fault,
    };
    fault.hint = hint.into();
    fault
}

fn carry_out(client: &mut Client<'_>, command: Exchange) -> Reply<Outcome> {
    match command {
        Exchange::Export(export) => send(client, &export),
        Exchange::Preview { files, words } => preview(client, files, &words),
        Exchange::Import(bring) => bring_in(client, bring),
        Exchange::Undo { arrival } => undo(client, arrival),
        // Joining comes before any hub file is open.
        Exchange::Status | Exchange::Join { .. } => status(client),
        Exchange::Invite { name, out } => invite(client, name, &out),
        Exchange::Admit { laptop } => admit(client, &laptop),
        Exchange::Held { laptop } => held(client, &laptop),
        Exchange::Block { laptop, because } => block(client, &laptop, because),
        Exchange::Folder {
            dir,
            by_itself,
            none,
        } => folder(client, dir, by_itself.as_deref(), none),
        Exchange::Packet(command) => packets::run(client, command),
        Exchange::Partners => packets::partners(client),
        Exchange::Partner(command) => packets::partner(client, command),
        Exchange::RecoveryWords => {
            let words: RecoveryWords = client.ask_for("recovery_words")?;
            let text = format!(
                "{}\nPrint these words and keep them in a safe place, not on this laptop. They are not shown again.",
                words.words
            );
            Ok(Outcome::new(text, json!(words)))
        }
        Exchange::Recover { words } => {
            let words = words_of(&words)?.ok_or_else(|| {
                let message = "The recovery words are needed. Nothing was changed.";
                fault(
                    "words_needed",
                    message,
                    "Give --words-file, or - to type them.",
                )
            })?;
            let page: SharingPage = client.ask("recover", Recover { words })?;
            Ok(Outcome::new(
                "This laptop belongs to the team again.",
                json!(page),
            ))
        }
    }
}

pub(super) fn words_of(words: &FileWords) -> Reply<Option<String>> {
    let Some(path) = &words.words_file else {
        return Ok(None);
    };
    let read = if path == Path::new("-") {
        typed()
    } else {
        std::fs::read_to_string(path)
    };
    match read {
        Ok(text) => Ok(Some(text.trim().to_owned())),
        Err(_) => Err(fault(
            "no_words_file",
            format!(
                "The file of words {} can't be read. Nothing was changed.",
                path.display()
            ),
            "",
        )),
    }
}

/// A line from whoever types, or from another program.
fn typed() -> std::io::Result<String> {
    use std::io::IsTerminal;
    if std::io::stdin().is_terminal() {
        eprint!("Words: ");
    }
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(line)
}

pub(super) fn name(path: &Path) -> String {
    path.display().to_string()
}

fn send(client: &mut Client<'_>, export: &Export) -> Reply<Outcome> {
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
    match (&sent.words, protection) {
        (Some(words), _) => lines.push(format!(
            "Words that open it: {words}\nTell them by telephone, never in the same e-mail."
        )),
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
    let text = format!(
        "{} is now on this laptop, in {path}. You work in it as {}.\nCheck code of this laptop: {}",
        hub.map_or("The hub", |h| &h.name),
        hub.map_or("", |h| &h.person),
        page.this.check_code
    );
    Ok(Outcome::new(text, json!(status)))
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

fn preview(client: &mut Client<'_>, files: Vec<PathBuf>, words: &FileWords) -> Reply<Outcome> {
    let (_, preview) = looked_at(client, files, words)?;
    let mut lines = lines(&preview);
    lines.push("Nothing was changed.".into());
    Ok(Outcome::new(lines.join("\n"), json!(preview)))
}

fn bring_in(client: &mut Client<'_>, bring: Bring) -> Reply<Outcome> {
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
        return Err(fault(
            "needs_a_decision",
            message,
            "Look with “exchange preview”, then bring it in with --approve, and --admit for a new laptop whose check \
             code you compared.",
        ));
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

fn to_take_back(done: &BroughtIn) -> String {
    done.arrival.map_or_else(String::new, |arrival| {
        format!("\nTo take all of it back: exchange undo {arrival}")
    })
}

fn undo(client: &mut Client<'_>, arrival: i64) -> Reply<Outcome> {
    let done: Undone = client.ask("arrival_undo", ArrivalUndo { arrival })?;
    let mut lines = vec![format!(
        "Undone: {} ({}).",
        done.label,
        counted(done.restored, "field", "fields")
    )];
    lines.extend(done.left.iter().cloned());
    Ok(Outcome::new(lines.join("\n"), json!(done)))
}

/// The laptop that somebody names by check code, key or name.
fn one_of<'a>(laptops: &'a [TeamLaptop], named: &str) -> Reply<&'a TeamLaptop> {
    let named = named.trim();
    let found: Vec<&TeamLaptop> = laptops
        .iter()
        .filter(|l| l.key == named || l.check_code.eq_ignore_ascii_case(named) || l.name == named)
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

fn status(client: &mut Client<'_>) -> Reply<Outcome> {
    let page: SharingPage = client.ask_for("sharing")?;
    let mut lines = vec![
        format!(
            "This laptop: {}, check code: {}",
            page.this.name, page.this.check_code
        ),
        format!("{} not yet sent.", counted(page.unsent, "edit", "edits")),
    ];
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
    for invitation in &page.invitations {
        lines.push(format!(
            "Invitation for {}, until {}",
            invitation.person, invitation.until
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

fn invite(client: &mut Client<'_>, person: String, out: &Path) -> Reply<Outcome> {
    let invited: Invited = client.ask("invite", Invite { person })?;
    let request = ShareWrite {
        share: Share {
            everything: true,
            protection: "words".into(),
            words: Some(invited.words.clone()),
            without_files: false,
            invitation: Some(invited.id.clone()),
        },
        file: name(out),
    };
    let sent: Shared = client.ask("share_write", request)?;
    let text = format!(
        "Invitation for {} in {}, to be used once, until {}.\nWords to read out by telephone: {}",
        invited.person, sent.file, invited.until, invited.words
    );
    Ok(Outcome::new(text, json!(invited)))
}

fn admit(client: &mut Client<'_>, laptop: &str) -> Reply<Outcome> {
    let page: SharingPage = client.ask_for("sharing")?;
    let laptop = one_of(&page.others, laptop)?;
    let (key, name) = (laptop.key.clone(), laptop.name.clone());
    let page: SharingPage = client.ask("laptop_admit", LaptopKey { key, reason: None })?;
    Ok(Outcome::new(format!("{name} is admitted."), json!(page)))
}

fn block(client: &mut Client<'_>, laptop: &str, reason: Option<String>) -> Reply<Outcome> {
    let page: SharingPage = client.ask_for("sharing")?;
    let key = one_of(&page.others, laptop)?.key.clone();
    let lost: LaptopLost = client.ask("laptop_block", LaptopKey { key, reason })?;
    Ok(Outcome::new(lost.lines.join("\n"), json!(lost)))
}

fn held(client: &mut Client<'_>, laptop: &str) -> Reply<Outcome> {
    let page: SharingPage = client.ask_for("sharing")?;
    let key = one_of(&page.others, laptop)?.key.clone();
    let lost: LaptopLost = client.ask("laptop_held", LaptopKey { key, reason: None })?;
    let mut lines = lost.lines.clone();
    let records = lost.records.iter();
    lines.extend(records.map(|(label, count)| format!("  {label}: {}", thousands(*count))));
    let personal = lost.personal.iter();
    lines.extend(personal.map(|line| format!("Personal data: {line}.")));
    Ok(Outcome::new(lines.join("\n"), json!(lost)))
}

fn folder(
    client: &mut Client<'_>,
    dir: Option<PathBuf>,
    by_itself: Option<&str>,
    none: bool,
) -> Reply<Outcome> {
    let by_itself = match by_itself {
        None => None,
        Some("yes") => Some(true),
        Some("no") => Some(false),
        Some(_) => {
            return Err(fault(
                "bad_request",
                "Say yes or no to --by-itself. Nothing was changed.",
                "",
            ));
        }
    };
    let folder = if none {
        Some(String::new())
    } else {
        dir.as_deref().map(name)
    };
    if folder.is_some() || by_itself.is_some() {
        let page: SharingPage =
            client.ask("sharing_settings", SharingSettings { folder, by_itself })?;
        if none {
            return Ok(Outcome::new(
                "No shared folder is used any more.",
                json!(page),
            ));
        }
    }
    let done: FolderDone = client.ask_for("folder_exchange")?;
    let brought_in = done.brought_in.iter();
    let mut lines: Vec<String> = brought_in
        .map(|b| b.summary.clone() + &to_take_back(b))
        .collect();
    lines.extend(
        done.waiting
            .iter()
            .map(|f| format!("{f} needs a decision: look with “exchange preview”.")),
    );
    lines.extend(done.refused.iter().cloned());
    lines.push(match &done.put {
        Some(file) => format!("Put into the shared folder: {file}"),
        None => "Nothing new to put into the shared folder.".into(),
    });
    Ok(Outcome::new(lines.join("\n"), json!(done)))
}
