//! KPI returns and their sign-off.

use hubfolio_core::{
    contract::{
        AnswerCard, Filter, ReturnAnswer, ReturnId, ReturnOpen, ReturnPage, ReturnReopen,
        SignOffInfo, SignWithdraw, TodoLine,
    },
    record::Id,
    registers::indicators::Period,
    session::Reply,
};
use serde_json::json;

use crate::{
    arguments::{self, Return, SetAnswer},
    client::{Client, fault, is, list_of},
    layout::Grid,
    outcome::Outcome,
};

use super::records::text_file;

/// Largest file with a narrative.
const LARGEST: u64 = 1024 * 1024;

/// Carries out one command about returns.
pub fn run(client: &mut Client<'_>, command: Return) -> Reply<Outcome> {
    let page: ReturnPage = match command {
        Return::List => return list(client),
        Return::Open { period } => client.ask("return_open", ReturnOpen { set: None, period })?,
        Return::Show { id } => {
            let id = which(client, id.as_deref())?;
            client.ask("return_page", ReturnId { id })?
        }
        Return::Set(answer) => return set(client, answer),
        Return::Submit { id } => {
            let id = which(client, Some(&id))?;
            client.ask("return_submit", ReturnId { id })?
        }
        Return::Reopen { id, reason } => {
            let id = which(client, Some(&id))?;
            client.ask("return_reopen", ReturnReopen { id, reason })?
        }
    };
    Ok(Outcome::new(page_text(&page), json!(page)))
}

fn list(client: &mut Client<'_>) -> Reply<Outcome> {
    let view = list_of("return", None, &[], &[("to", true)]);
    let page = client.whole(&view)?;
    let rows = page.rows.iter().map(|row| {
        let mut object = json!({ "id": row.id, "title": row.title });
        for (column, cell) in page.columns.iter().zip(&row.cells) {
            object[column.path.as_str()] = cell.value.clone();
        }
        object
    });
    let reply = json!({ "total": page.total, "rows": rows.collect::<Vec<_>>() });
    Ok(Outcome::new(super::lists::text(&page, true), reply))
}

/// The identifier of the return that a person names by identifier or period; the newest where none is named.
pub(super) fn which(client: &mut Client<'_>, named: Option<&str>) -> Reply<String> {
    let filter: Option<Filter> = match named {
        None => None,
        Some(named) => match (named.trim().parse::<Id>(), named.parse::<Period>()) {
            (Ok(id), _) => return Ok(id.to_string()),
            (_, Ok(period)) => Some(is("period", &period.to_string())),
            _ => {
                let message =
                    format!("“{named}” is neither the identifier nor the period of a return.");
                return Err(fault(
                    "no_return",
                    message,
                    "Write a period like \"2025-26 H1\".",
                ));
            }
        },
    };
    let page = client.whole(&list_of("return", filter, &["period"], &[("to", true)]))?;
    match (&page.rows[..], named) {
        ([], None) => Err(fault(
            "no_return",
            "There is no return yet.",
            "Open one first.",
        )),
        ([], Some(named)) => {
            let message = format!("There is no return for {named}.");
            Err(fault("no_return", message, "Open it first."))
        }
        ([_, _, ..], Some(named)) => {
            let message = format!("There is more than one return for {named}.");
            Err(fault(
                "no_return",
                message,
                "Name it by its identifier, from the list of returns.",
            ))
        }
        ([first, ..], _) => Ok(first.id.clone()),
    }
}

fn set(client: &mut Client<'_>, answer: SetAnswer) -> Reply<Outcome> {
    let narrative = match &answer.narrative_file {
        Some(file) => Some(text_file(file, LARGEST)?),
        None => answer.narrative,
    };
    if narrative.is_none() && answer.figure.is_none() && answer.reason.is_none() {
        let hint = "Add --narrative, --narrative-file, --figure or --reason.";
        return Err(fault(
            "nothing_said",
            "There is nothing to set. Nothing was changed.",
            hint,
        ));
    }
    let number = answer.number.trim().to_lowercase();
    let request = ReturnAnswer {
        id: which(client, Some(&answer.id))?,
        number: number.clone(),
        narrative,
        figure: answer.figure,
        figure_reason: answer.reason,
    };
    let page: ReturnPage = client.ask("return_answer", request)?;
    let text = page
        .answers
        .iter()
        .find(|a| a.number == number)
        .map(card_text);
    Ok(Outcome::new(text.unwrap_or_default(), json!(page)))
}

fn page_text(page: &ReturnPage) -> String {
    let mut parts = vec![format!(
        "{}\n{} · {}, revision {} · {}",
        page.title, page.hub, page.state_label, page.revision, page.id
    )];
    let mut grid = Grid::new(&["KPI", "Question", "Figure", "Target", "", "Narrative"]);
    for a in &page.answers {
        let figure = if a.figure.is_empty() && a.figure_needed {
            "–"
        } else {
            &a.figure
        };
        let verdict = if a.verdict == "none" { "" } else { &a.verdict };
        grid.row(&[
            &a.number,
            &a.title,
            figure,
            &a.target,
            verdict,
            &a.narrative,
        ]);
    }
    parts.push(grid.text());
    let later: Vec<String> = page
        .answers
        .iter()
        .filter(|a| !a.later.is_empty())
        .map(|a| format!("KPI {} stands as submitted. {}", a.number, a.later))
        .collect();
    if !later.is_empty() {
        parts.push(later.join("\n"));
    }
    if !page.todo.is_empty() {
        let missing = todo_text(&page.todo);
        let then = if page.frozen {
            "signed off"
        } else {
            "submitted"
        };
        parts.push(format!("Before it can be {then}:\n{missing}"));
    }
    for sign_off in &page.sign_offs {
        let mut text = sign_off_text(sign_off);
        if sign_off.revision != page.revision {
            text += &format!(
                "\nThis is of revision {}, not of revision {}.",
                sign_off.revision, page.revision
            );
        }
        parts.push(text);
    }
    parts.join("\n\n")
}

/// What is missing, each with all the questions that miss it.
fn todo_text(todo: &[TodoLine]) -> String {
    let mut by_text: Vec<(&str, Vec<&str>)> = vec![];
    for line in todo {
        match by_text.iter_mut().find(|(text, _)| *text == line.text) {
            Some((_, numbers)) => numbers.push(&line.number),
            None => by_text.push((&line.text, vec![&line.number])),
        }
    }
    // What concerns the return as a whole has no number.
    let lines = by_text.iter().map(|(text, numbers)| match numbers[..] {
        [""] => (*text).to_owned(),
        _ => format!("KPI {}: {text}", numbers.join(", ")),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn card_text(a: &AnswerCard) -> String {
    let mut lines = vec![format!("KPI {} {}", a.number, a.title)];
    let mut say = |label: &str, text: &str| {
        if !text.is_empty() {
            lines.push(format!("{label}: {text}"));
        }
    };
    say("Figure", &a.figure);
    say("Worked out", &a.worked_out);
    say("Typed", &a.typed);
    say("Why", &a.figure_reason);
    say("Target", &a.target);
    say("Narrative", &a.narrative);
    lines.join("\n")
}

/// Signs off a return as it was submitted.
pub fn sign(client: &mut Client<'_>, sign: arguments::Sign) -> Reply<Outcome> {
    let id = if sign.kind == "return" {
        which(client, Some(&sign.id))?
    } else {
        sign.id
    };
    let request = hubfolio_core::contract::Sign {
        kind: sign.kind,
        id,
        how: if sign.for_.is_some() {
            "recorded"
        } else {
            "here"
        }
        .into(),
        person: sign.for_,
        role: sign.role,
        evidence: sign.evidence,
        wording: sign.wording,
    };
    let made: SignOffInfo = client.ask("sign", request)?;
    Ok(Outcome::new(sign_off_text(&made), json!(made)))
}

/// Withdraws a sign-off.
pub fn sign_withdraw(client: &mut Client<'_>, id: String, reason: String) -> Reply<Outcome> {
    let made: SignOffInfo = client.ask("sign_withdraw", SignWithdraw { id, reason })?;
    Ok(Outcome::new(sign_off_text(&made), json!(made)))
}

/// A sign-off in words.
pub fn sign_off_text(s: &SignOffInfo) -> String {
    let how = if s.how == "here" {
        format!("signed here, on {}", s.laptop)
    } else {
        format!("recorded by {}: {}", s.recorded_by, s.evidence)
    };
    let mut text = format!(
        "Signed off by {}, {}, on {} ({how})\n“{}”\nCheck code {}",
        s.person, s.role, s.day, s.wording, s.check_code
    );
    if s.withdrawn {
        text += &format!("\nWithdrawn: {}", s.withdrawn_because);
    }
    if !s.intact {
        text += "\nThis sign-off does not fit what was signed.";
    } else if s.content_erased {
        text += "\nSigned; content erased on a person's lawful request since. That it was signed stays.";
    }
    text
}
