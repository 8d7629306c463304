//! Copies for other teams and from them.

use std::path::Path;

use hubfolio_core::{
    contract::{
        CommentsSend, CopyFile, CopyId, CopyLook, CopyOf, CopyPage, CopyPreview, CopySay, CopySend,
        CopySent, CopyTaken, ForTeam, PartnerAdmit, PartnerBlock, PartnersPage, RecordRef, Source,
    },
    record::thousands,
    session::Reply,
};
use serde_json::json;

use super::{
    exchange::{name, refuse_taken, same_words, words_of},
    lists, returns,
};
use crate::{
    arguments::{FileWords, How, MakePacket, Packet, Partner},
    client::{Client, fault},
    layout::{counted, day},
    outcome::Outcome,
};

/// Carries out one of the commands.
pub fn run(client: &mut Client<'_>, command: Packet) -> Reply<Outcome> {
    match command {
        Packet::Make(wanted) => make(client, &wanted),
        Packet::Look { file, words } => look(client, &file, &words),
        Packet::Accept { file, words } => {
            let taken: CopyTaken = client.ask("copy_take", copy_file(&file, &words)?)?;
            let mut text = taken.text.clone();
            if let Some(id) = &taken.id {
                text += &format!("\nTo read it: exchange packet show {id}");
            }
            Ok(Outcome::new(text, json!(taken)))
        }
        Packet::Show { id } => {
            let page: CopyPage = client.ask("copy_page", CopyId { id })?;
            Ok(Outcome::new(page_text(&page), json!(page)))
        }
        Packet::Comment { id, text, out, how } => comment(client, id, text, out.as_deref(), &how),
    }
}

fn copy_file(file: &Path, words: &FileWords) -> Reply<CopyFile> {
    Ok(CopyFile {
        file: name(file),
        words: words_of(words)?,
    })
}

fn for_team(partner: Option<String>, how: &How) -> Reply<ForTeam> {
    let words = words_of(&how.words)?;
    let protection = match (how.no_encryption, how.with_words || words.is_some()) {
        (true, _) => "none",
        (false, true) => "words",
        // The team's laptops where a team is named, else words.
        (false, false) => "",
    };
    Ok(ForTeam {
        protection: protection.into(),
        partner,
        words,
    })
}

fn make(client: &mut Client<'_>, wanted: &MakePacket) -> Reply<Outcome> {
    let kind = wanted.kind.as_str();
    let of = match &wanted.id {
        Some(id) => {
            let id = if kind == "return" {
                returns::which(client, Some(id))?
            } else {
                id.clone()
            };
            let kind = kind.to_owned();
            CopyOf::Record(RecordRef { kind, id })
        }
        None if kind == "return" => {
            let id = returns::which(client, None)?;
            let kind = kind.to_owned();
            CopyOf::Record(RecordRef { kind, id })
        }
        None => {
            let source = Source::Kind { kind: kind.into() };
            CopyOf::List(Box::new(lists::view(client, kind, source, &wanted.choice)?))
        }
    };
    let seen: CopyPreview = client.ask("copy_preview", &of)?;
    let mut lines = preview_lines(&seen);
    let Some(out) = wanted.out.as_deref().filter(|_| !wanted.dry_run) else {
        lines.push("Nothing was written.".into());
        return Ok(Outcome::new(lines.join("\n"), json!(seen)));
    };
    let request = CopySend {
        of,
        how: for_team(wanted.for_.clone(), &wanted.how)?,
        file: name(out),
    };
    let sent: CopySent = client.ask("copy_send", request)?;
    lines.extend(sent_lines(&sent));
    Ok(Outcome::new(lines.join("\n"), json!(sent)))
}

fn preview_lines(seen: &CopyPreview) -> Vec<String> {
    let mut lines = vec![format!("Copy of {}, {}.", seen.title, seen.version)];
    for section in &seen.sections {
        let rows = counted(section.rows.len() as i64, "row", "rows");
        lines.push(format!("  {}: {rows}", section.heading));
    }
    lines.extend(
        seen.personal
            .iter()
            .map(|p| format!("Personal data in it: {p}.")),
    );
    lines.extend(seen.kept_back.iter().map(|k| format!("Stays here: {k}.")));
    lines
}

fn sent_lines(sent: &CopySent) -> Vec<String> {
    let mut lines = vec![format!(
        "{} ({} bytes) written, read back and found whole.",
        sent.file,
        thousands(sent.bytes)
    )];
    lines.push(match (&sent.words, &sent.reader) {
        (Some(words), _) => format!(
            "Words that open it: {words}\nTell them by telephone, never in the same e-mail."
        ),
        (None, Some(team)) => format!("Only the laptops of {team} can open it."),
        (None, None) => "Anybody can open it: it is not protected.".into(),
    });
    lines
}

fn look(client: &mut Client<'_>, file: &Path, words: &FileWords) -> Reply<Outcome> {
    let seen: CopyLook = client.ask("copy_look", copy_file(file, words)?)?;
    let what = if seen.what == "copy" {
        "Copy of"
    } else {
        "Comments on"
    };
    let mut lines = vec![
        format!("{what} {}, {}.", seen.title, seen.version),
        format!(
            "It says that it comes from {}: {} ({}).",
            seen.team, seen.person, seen.laptop
        ),
        format!("Check code: {}", seen.check_code),
    ];
    let rows = seen
        .parts
        .iter()
        .map(|(part, rows)| format!("  {part}: {rows}"));
    lines.extend(rows);
    lines.push(
        match seen.standing.as_str() {
            "admitted" => "The team is admitted.",
            "blocked" => "The team is blocked: the file is refused.",
            "other_laptop" => "The team is admitted, this laptop of it is not known: compare the check code, then “exchange partner admit”.",
            _ => "Nobody has admitted the team: compare the check code, then “exchange partner admit”.",
        }
        .into(),
    );
    if seen.known {
        lines.push("It was taken in before.".into());
    }
    lines.push("Nothing was changed.".into());
    Ok(Outcome::new(lines.join("\n"), json!(seen)))
}

fn page_text(page: &CopyPage) -> String {
    let info = &page.info;
    let mut lines = vec![
        format!("{}, {}", info.title, info.version),
        format!(
            "From {}: {}. As at {}.",
            info.partner,
            info.sent_by,
            day(&info.as_at)
        ),
        match page.state.as_str() {
            "intact" => "It is as its sender signed it.".into(),
            "missing" => {
                "Its content is not in this hub file: it has not arrived, or was erased.".to_owned()
            }
            _ => "It is not what its sender signed.".into(),
        },
    ];
    for section in &page.sections {
        lines.push(format!("\n{}", section.heading));
        lines.push(section.columns.join(" | "));
        lines.extend(section.rows.iter().map(|row| row.join(" | ")));
    }
    if !page.versions.is_empty() {
        lines.push("\nOther versions".into());
        let versions = page.versions.iter();
        lines.extend(versions.map(|v| format!("  {} {}", v.id, v.version)));
    }
    if !page.comments.is_empty() {
        lines.push("\nComments".into());
        let said = page.comments.iter();
        lines.extend(said.map(|c| format!("  {} {}: {}", day(&c.day), c.person, c.text)));
    }
    lines.join("\n")
}

fn comment(
    client: &mut Client<'_>,
    id: String,
    text: Option<String>,
    out: Option<&Path>,
    how: &How,
) -> Reply<Outcome> {
    if let (Some(_), Some(out)) = (&text, out) {
        refuse_taken(out)?;
    }
    let how = for_team(None, how)?;
    let mut lines = vec![];
    let mut reply = json!({});
    if let Some(text) = text {
        let id = id.clone();
        let page: CopyPage = client.ask("copy_say", CopySay { id, text })?;
        let (title, version) = (&page.info.title, &page.info.version);
        lines.push(format!("Commented on {title}, {version}."));
        reply = json!(page);
    }
    if let Some(out) = out {
        let file = name(out);
        let request = CommentsSend { id, how, file };
        let sent = client.ask::<CopySent>("comments_send", request);
        // Whoever tries again would say the comment twice.
        let sent = sent.map_err(|mut fault| {
            if !lines.is_empty() {
                fault.hint += " The comment is kept: give --out without --text for the file.";
            }
            fault
        })?;
        lines.extend(sent_lines(&sent));
        reply = json!(sent);
    }
    Ok(Outcome::new(lines.join("\n"), reply))
}

/// The other teams, what they sent, what they said.
pub fn partners(client: &mut Client<'_>) -> Reply<Outcome> {
    let page: PartnersPage = client.ask_for("partners")?;
    Ok(Outcome::new(partners_text(&page), json!(page)))
}

fn partners_text(page: &PartnersPage) -> String {
    if page.partners.is_empty() {
        return "No other team is admitted.".into();
    }
    let mut lines = vec![];
    for partner in &page.partners {
        lines.push(format!(
            "{}: {}, {}, {}",
            partner.name,
            partner.standing,
            counted(partner.laptops, "laptop", "laptops"),
            counted(partner.copies, "copy", "copies")
        ));
    }
    for copy in &page.copies {
        lines.push(format!(
            "{} {}, {} ({})",
            copy.id, copy.title, copy.version, copy.partner
        ));
    }
    for said in &page.comments {
        lines.push(format!(
            "{} {} of {} on {}, {}: {}",
            day(&said.day),
            said.person,
            said.partner,
            said.title,
            said.version,
            said.text
        ));
    }
    lines.join("\n")
}

/// Admits or blocks another team.
pub fn partner(client: &mut Client<'_>, command: Partner) -> Reply<Outcome> {
    match command {
        Partner::Admit { file, code, words } => admit(client, &file, &code, &words),
        Partner::Block { team, because } => {
            let request = PartnerBlock {
                id: team,
                reason: because,
            };
            let page: PartnersPage = client.ask("partner_block", request)?;
            Ok(Outcome::new(partners_text(&page), json!(page)))
        }
    }
}

fn admit(client: &mut Client<'_>, file: &Path, code: &str, words: &FileWords) -> Reply<Outcome> {
    let copy = copy_file(file, words)?;
    let seen: CopyLook = client.ask("copy_look", copy.clone())?;
    if !same_words(code, &seen.check_code) {
        return Err(fault(
            "code_differs",
            "This is not the check code of the laptop that made the file. Nobody was admitted and nothing was changed.",
            "Ask them to read out the check code of their laptop again. If it differs still, the file is not theirs.",
        ));
    }
    let request = PartnerAdmit {
        copy,
        key: seen.key.clone(),
    };
    let page: PartnersPage = client.ask("partner_admit", request)?;
    Ok(Outcome::new(
        format!(
            "{} is admitted. Now take the file in: exchange packet accept",
            seen.team
        ),
        json!(page),
    ))
}
