//! Declarations of interest and their register.

use hubfolio_core::{
    contract::{
        DeclarationDue, DeclarationForm, DeclarationOf, Declare, DeclareDone, FileMade, Letter,
        RegisterAsk, RegisterPage,
    },
    session::Reply,
};
use serde_json::json;

use super::{attention::letter_text, versions::to_settle};
use crate::{
    arguments::Interests,
    client::Client,
    layout::{self, Grid, day},
    outcome::Outcome,
};

/// Carries out one command about interests.
pub fn run(client: &mut Client<'_>, command: Interests) -> Reply<Outcome> {
    match command {
        Interests::Due => due(client),
        Interests::Declare {
            person,
            declared,
            settings,
        } => {
            let fields = settings
                .into_iter()
                .map(|s| (s.field, s.value.into()))
                .collect();
            let request = Declare {
                person,
                declared,
                fields,
            };
            let done: DeclareDone = client.ask("declare", request)?;
            let mut lines = vec![format!("Declared. {}", done.saved.id)];
            lines.extend(done.settled.iter().map(|s| format!("Done: {s}")));
            lines.extend(done.still_due.iter().map(|s| format!("Still due: {s}")));
            Ok(Outcome::new(lines.join("\n"), json!(done)))
        }
        Interests::Ask {
            person,
            board,
            form,
            asked,
        } => ask(client, DeclarationOf { person, board }, form, asked),
        Interests::Register { board, public } => {
            let page: RegisterPage =
                client.ask("interest_register", RegisterAsk { board, public })?;
            Ok(Outcome::new(register_text(&page), json!(page)))
        }
    }
}

/// The text, the form to go along, and that the person was asked: whatever of it is wanted.
fn ask(
    client: &mut Client<'_>,
    of: DeclarationOf,
    form: Option<String>,
    asked: bool,
) -> Reply<Outcome> {
    let letter: Letter = client.ask("declaration_letter", of.clone())?;
    let mut lines = vec![letter_text(&letter)];
    if let Some(file) = form {
        let of = of.clone();
        let made: FileMade = client.ask("declaration_form", DeclarationForm { of, file })?;
        lines.push(format!("\n{} was written.", made.name));
    }
    if asked {
        let _: Vec<DeclarationDue> = client.ask("declaration_asked", of)?;
        lines.push("\nIt is noted that the person was asked today.".into());
    }
    Ok(Outcome::new(lines.join("\n"), json!(letter)))
}

fn due(client: &mut Client<'_>) -> Reply<Outcome> {
    let all: Vec<DeclarationDue> = client.ask_for("declarations_due")?;
    if all.is_empty() {
        return Ok(Outcome::new("No declaration is due.", json!(all)));
    }
    let mut grid = Grid::new(&["Who", "Board", "Why", "Due", "", "Asked", "Reminded"]);
    for d in &all {
        let late = if d.overdue { "overdue" } else { "" };
        let day = |d: &Option<String>| day(d.as_deref().unwrap_or_default());
        let (asked, reminded) = (day(&d.asked_on), day(&d.reminded_on));
        grid.row(&[
            &d.name,
            &d.board_name,
            &d.reason_label,
            &layout::day(&d.due),
            late,
            &asked,
            &reminded,
        ]);
    }
    Ok(Outcome::new(grid.text(), json!(all)))
}

fn register_text(page: &RegisterPage) -> String {
    let mut grid = Grid::new(&[
        "Name",
        "Kind",
        "Organisation",
        "What",
        "From",
        "To",
        "Action",
    ]);
    for e in &page.entries {
        let what = if e.what == "withheld" {
            "The reason is on record."
        } else {
            e.description.as_str()
        };
        let day = |d: &Option<String>| day(d.as_deref().unwrap_or_default());
        grid.row(&[
            &e.name,
            &e.kind,
            &e.organisation,
            what,
            &day(&e.from),
            &day(&e.to),
            &e.action,
        ]);
    }
    let mut parts = vec![];
    if !grid.is_empty() {
        parts.push(grid.text());
    }
    if !page.missing.is_empty() {
        parts.push(format!("Not declared: {}", page.missing.join(", ")));
    }
    parts.push(page.policy.clone());
    parts.extend(to_settle(&page.to_settle));
    parts.join("\n\n")
}
