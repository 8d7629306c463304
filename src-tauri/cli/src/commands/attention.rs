//! What needs attention: whose it is, what is switched off; texts to send and addresses.

use chrono::{Days, NaiveDate};
use hubfolio_core::{
    contract::{
        CalendarDone, CalendarOne, CalendarWrite, DueNotice, FileMade, FindingInfo, Letter,
        MailDraft, MailList, MailListOf, MailSave, Nothing, Quiet, RuleSet, Saved, Source,
    },
    dates,
    env::Env,
    session::Reply,
};
use serde_json::json;

use super::{lists, records::text_file};
use crate::{
    arguments::{About, DraftFile, Findings, Letter as Wanted, Rule},
    client::Client,
    layout::{Grid, counted},
    outcome::Outcome,
};

/// Longest text of a draft, in bytes.
const LONGEST: u64 = 1024 * 1024;

/// What is due, missing or in breach.
pub fn findings(client: &mut Client<'_>, wanted: &Findings, world: &dyn Env) -> Reply<Outcome> {
    let mut findings: Vec<FindingInfo> = client.ask_for("findings")?;
    let owner = match &wanted.owner {
        Some(name) => Some(client.identify("person", name)?.to_string()),
        None => None,
    };
    let last = wanted
        .within
        .and_then(|days| world.today().checked_add_days(Days::new(days.into())));
    findings.retain(|f| {
        let theirs = f.owner.as_ref().map(|o| (o.id.clone(), o.me));
        match (&owner, theirs) {
            (Some(wanted), theirs) => theirs.is_some_and(|t| t.0 == *wanted),
            (None, theirs) => !wanted.mine || theirs.is_some_and(|t| t.1),
        }
    });
    let mut text = match last {
        Some(last) => soon(&mut findings, last),
        None => lists::findings_text(&findings),
    };
    if let Some(file) = &wanted.ics {
        let file = file.to_string_lossy().into_owned();
        let done: CalendarDone = client.ask("calendar_write", CalendarWrite { file })?;
        text += &format!("\n{}", written(&done));
    }
    Ok(Outcome::new(text, json!(findings)))
}

/// Keeps what is due by a day, and says how much has no day: that is not shown, and waits all the same.
fn soon(findings: &mut Vec<FindingInfo>, last: NaiveDate) -> String {
    let undated = findings.iter().filter(|f| f.due.is_none()).count();
    findings.retain(|f| {
        let due = f.due.as_ref().and_then(|d| d.parse::<NaiveDate>().ok());
        due.is_some_and(|due| due <= last)
    });
    let mut text = if findings.is_empty() {
        format!("Nothing is due by {}.", dates::in_words(last))
    } else {
        lists::findings_text(findings)
    };
    if undated > 0 {
        let things = counted(undated as i64, "thing", "things");
        text += &format!("\nNot shown: {things} without a date. Leave out --within to see all.");
    }
    text
}

fn written(done: &CalendarDone) -> String {
    let entries = counted(done.entries, "entry", "entries");
    format!("{entries} written to {}.", done.file)
}

/// Writes one date of a record to a calendar file.
pub fn calendar(client: &mut Client<'_>, one: CalendarOne) -> Reply<Outcome> {
    let done: CalendarDone = client.ask("calendar_one", one)?;
    Ok(Outcome::new(written(&done), json!(done)))
}

/// Decides something about a rule, or lists what was decided.
pub fn rule(client: &mut Client<'_>, command: Rule) -> Reply<Outcome> {
    let set = |about: About, what: &str| {
        let [kind, record] = match about.record.as_deref() {
            Some([kind, id]) => [Some(kind.clone()), Some(id.clone())],
            _ => [None, None],
        };
        RuleSet {
            rule: about.rule,
            kind,
            record,
            what: what.into(),
            until: None,
            reason: None,
            owner: None,
        }
    };
    let request = match command {
        Rule::List => return quiet(client),
        Rule::Off { about, because } => RuleSet {
            reason: Some(because),
            ..set(about, "off")
        },
        Rule::Snooze {
            about,
            until,
            because,
        } => RuleSet {
            until: Some(until),
            reason: Some(because),
            ..set(about, "snooze")
        },
        Rule::On { about } => set(about, "on"),
        Rule::Owner { about, name } => RuleSet {
            owner: name,
            ..set(about, "owner")
        },
    };
    let saved: Saved = client.ask("rule_set", request)?;
    Ok(Outcome::new("Saved.", json!(saved)))
}

fn quiet(client: &mut Client<'_>) -> Reply<Outcome> {
    let quiet: Vec<Quiet> = client.ask("quiet", Nothing {})?;
    if quiet.is_empty() {
        return Ok(Outcome::new(
            "Nothing is switched off or put off.",
            json!(quiet),
        ));
    }
    let mut grid = Grid::new(&["Rule", "Record", "Until", "Why", "Who"]);
    for q in &quiet {
        let until = q.until.as_ref().and_then(|d| d.parse().ok());
        let until = until.map(dates::in_words).unwrap_or_default();
        grid.row(&[&q.rule, &q.title, &until, &q.reason, &q.who]);
    }
    Ok(Outcome::new(grid.text(), json!(quiet)))
}

/// Texts to send, and addresses.
pub fn letter(client: &mut Client<'_>, command: Wanted) -> Reply<Outcome> {
    match command {
        Wanted::Notice { owner, draft } => {
            let letter: Letter = client.ask("due_notice", DueNotice { owner })?;
            told(client, &letter, &draft)
        }
        Wanted::Digest { draft } => {
            let letter: Letter = client.ask_for("digest")?;
            told(client, &letter, &draft)
        }
        Wanted::Addresses {
            kind,
            choice,
            subject,
            text_file: file,
            draft,
        } => {
            let source = Source::Kind { kind: kind.clone() };
            let view = lists::view(client, &kind, source, &choice)?;
            let list: MailList = client.ask("mail_list", MailListOf { view, ids: vec![] })?;
            let text = match file {
                Some(file) => text_file(&file, LONGEST)?,
                None => String::new(),
            };
            addresses(client, list, (subject, text), &draft)
        }
    }
}

/// A text with to whom, as plain lines.
pub fn letter_text(letter: &Letter) -> String {
    let people = letter
        .people
        .iter()
        .map(|p| format!("{} <{}>", p.name, p.email));
    let without = letter
        .without
        .iter()
        .map(|p| format!("{} (no address)", p.title));
    let to: Vec<String> = people.chain(without).collect();
    format!(
        "To: {}\n{}\n\n{}",
        to.join(", "),
        letter.subject,
        letter.text
    )
}

fn told(client: &mut Client<'_>, letter: &Letter, draft: &DraftFile) -> Reply<Outcome> {
    let mail = MailDraft {
        people: letter.people.clone(),
        hidden: draft.bcc,
        subject: letter.subject.clone(),
        text: letter.text.clone(),
    };
    let mut lines = vec![letter.subject.clone(), String::new(), letter.text.clone()];
    lines.extend(save(client, mail, draft)?.map(|name| format!("\n{name} was written.")));
    Ok(Outcome::new(lines.join("\n"), json!(letter)))
}

fn addresses(
    client: &mut Client<'_>,
    list: MailList,
    (subject, text): (String, String),
    draft: &DraftFile,
) -> Reply<Outcome> {
    let people = list.people.iter();
    let mut lines: Vec<String> = people
        .map(|p| format!("{} <{}>", p.name, p.email))
        .collect();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    lines.push(format!(
        "\n{}; {} without one; {} shared",
        counted(count(list.people.len()), "address", "addresses"),
        list.without.len(),
        list.shared
    ));
    lines.extend(
        list.without
            .iter()
            .map(|w| format!("No address: {}", w.title)),
    );
    let mail = MailDraft {
        people: list.people.clone(),
        hidden: draft.bcc,
        subject,
        text,
    };
    lines.extend(save(client, mail, draft)?.map(|name| format!("{name} was written.")));
    Ok(Outcome::new(lines.join("\n"), json!(list)))
}

/// Writes the draft where one was asked for; the reply is its name.
fn save(client: &mut Client<'_>, mail: MailDraft, draft: &DraftFile) -> Reply<Option<String>> {
    let Some(file) = &draft.eml else {
        return Ok(None);
    };
    let attach = draft
        .attach
        .as_ref()
        .map(|f| f.to_string_lossy().into_owned());
    let request = MailSave {
        draft: mail,
        attach,
        file: file.to_string_lossy().into_owned(),
    };
    let made: FileMade = client.ask("mail_save", request)?;
    Ok(Some(made.name))
}
