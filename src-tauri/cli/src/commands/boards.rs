//! Boards and their meetings.

use hubfolio_core::{
    contract::{
        AccountabilityPage, ActionCard, BoardAsk, BoardPage, BoardStart, BoardTemplateInfo,
        InterestCard, ItemCard, Letter, MeetingAttend, MeetingId, MeetingLetters, MeetingPage,
        MeetingRule, Saved,
    },
    session::Reply,
};
use serde_json::json;

use super::{attention::letter_text, versions::to_settle};
use crate::{
    arguments::{Board, Meeting, MinutesStep},
    client::Client,
    layout::{Grid, counted, day},
    outcome::Outcome,
};

/// Carries out one command about boards.
pub fn board(client: &mut Client<'_>, command: Board) -> Reply<Outcome> {
    match command {
        Board::Templates => templates(client),
        Board::Start { template, name } => {
            let saved: Saved = client.ask("board_start", BoardStart { template, name })?;
            let id = saved.id.clone();
            let page: BoardPage = client.ask("board_page", BoardAsk { id, year: None })?;
            let seats = counted(page.seats.len() as i64, "seat", "seats");
            let text = format!("{} with {seats}.\n{}", page.name, page.id);
            Ok(Outcome::new(text, json!(saved)))
        }
        Board::Show { id, year } => {
            let page: BoardPage = client.ask("board_page", BoardAsk { id, year })?;
            Ok(Outcome::new(board_text(&page), json!(page)))
        }
        Board::Lines => lines(client),
    }
}

/// Carries out one command about meetings.
pub fn meeting(client: &mut Client<'_>, command: Meeting) -> Reply<Outcome> {
    let page: MeetingPage = match command {
        Meeting::Show { id } => client.ask("meeting_page", MeetingId { id })?,
        Meeting::Attend {
            id,
            person,
            presence,
            arrived,
            left,
            back,
            for_,
        } => {
            let request = MeetingAttend {
                meeting: id,
                person,
                presence,
                arrived,
                left,
                back,
                stands_in_for: for_,
            };
            client.ask("meeting_attend", request)?
        }
        Meeting::Standing { id } => client.ask("meeting_standing", MeetingId { id })?,
        Meeting::Letters { id, about } => return letters(client, id, about),
        Meeting::Rule(rule) => {
            let request = MeetingRule {
                item: rule.item,
                person: rule.person,
                ruled: rule.ruled,
                by: rule.by,
                interest: rule.declared,
                reason: rule.because,
                out: rule.out,
                back: rule.back,
            };
            client.ask("meeting_rule", request)?
        }
        Meeting::Minutes(step) => client.ask("minutes_step", step_of(step))?,
    };
    Ok(Outcome::new(meeting_text(&page), json!(page)))
}

fn step_of(step: MinutesStep) -> hubfolio_core::contract::MinutesStep {
    let (name, meeting, by, at, corrections) = match step {
        MinutesStep::Draft { id } => ("draft", id, None, None, None),
        MinutesStep::Check { id, by } => ("check", id, by, None, None),
        MinutesStep::Approve {
            id,
            at,
            corrections,
        } => ("approve", id, None, Some(at), corrections),
        MinutesStep::Publish { id } => ("publish", id, None, None, None),
    };
    hubfolio_core::contract::MinutesStep {
        meeting,
        step: name.into(),
        by,
        at,
        corrections,
    }
}

fn letters(client: &mut Client<'_>, meeting: String, about: String) -> Reply<Outcome> {
    let all: Vec<Letter> = client.ask("meeting_letters", MeetingLetters { meeting, about })?;
    let mut texts: Vec<String> = all.iter().map(letter_text).collect();
    if texts.is_empty() {
        texts.push("There is nobody to write to.".into());
    }
    Ok(Outcome::new(texts.join("\n\n"), json!(all)))
}

fn templates(client: &mut Client<'_>) -> Reply<Outcome> {
    let all: Vec<BoardTemplateInfo> = client.ask_for("board_templates")?;
    let mut grid = Grid::new(&["Code", "Name", "Meetings", "Seats"]).right(3);
    for t in &all {
        grid.row(&[&t.code, &t.name, &t.meetings, &t.seats.len().to_string()]);
    }
    Ok(Outcome::new(grid.text(), json!(all)))
}

fn lines(client: &mut Client<'_>) -> Reply<Outcome> {
    let page: AccountabilityPage = client.ask_for("accountability")?;
    let mut grid = Grid::new(&["Reports", "To", "For"]);
    for line in &page.lines {
        grid.row(&[&line.reports, &line.reports_to, &line.scope_label]);
    }
    let mut text = grid.text();
    if page.usual {
        text += "\nNothing is recorded yet: these are the usual lines.";
    }
    Ok(Outcome::new(text, json!(page)))
}

fn board_text(page: &BoardPage) -> String {
    let quorum = page.quorum.map_or_else(
        || "quorum not defined".to_owned(),
        |q| format!("quorum {q}"),
    );
    let mut parts = vec![format!("{}\n{quorum} · {}", page.name, page.id)];
    let mut seats = Grid::new(&["Seat", "Held by"]);
    for seat in &page.seats {
        let held = match (seat.holders.is_empty(), seat.optional) {
            (true, true) => "–".to_owned(),
            (true, false) => "vacant".to_owned(),
            _ => seat.holders.join(", "),
        };
        seats.row(&[&seat.name, &held]);
    }
    let mut members = Grid::new(&["Member", "As", "Votes", "Term ends", ""]);
    for m in &page.members {
        let votes = if m.voting { "yes" } else { "no" };
        let ends = day(m.term_ends.as_deref().unwrap_or_default());
        members.row(&[&m.name, &m.capacity_label, votes, &ends, &m.declaration]);
    }
    let mut meetings = Grid::new(&["Meeting", "", "Quorum", "Minutes"]);
    for m in &page.meetings {
        meetings.row(&[&day(&m.day), &m.state_label, &m.quorum, &m.minutes]);
    }
    for grid in [seats, members, meetings] {
        if !grid.is_empty() {
            parts.push(grid.text());
        }
    }
    parts.push(page.paragraph.clone());
    parts.extend(actions_text("Open actions", &page.actions));
    parts.extend(to_settle(&page.to_settle));
    parts.join("\n\n")
}

fn actions_text(heading: &str, actions: &[ActionCard]) -> Option<String> {
    if actions.is_empty() {
        return None;
    }
    let mut grid = Grid::new(&[heading, "Who", "By", ""]);
    for a in actions {
        let state = if a.overdue { "overdue" } else { &a.status };
        grid.row(&[
            &a.what,
            &a.owner,
            &day(a.due.as_deref().unwrap_or_default()),
            state,
        ]);
    }
    Some(grid.text())
}

fn meeting_text(page: &MeetingPage) -> String {
    let mut parts = vec![format!(
        "{}\n{} · {}\nIn the chair: {} · {}",
        page.title, page.state, page.id, page.chair, page.quorum_words
    )];
    parts.extend(page.items.iter().map(item_text));
    let mut people = Grid::new(&["Who", "As", "", "Came", "Out", "Back", "Went"]);
    for p in &page.people {
        people.row(&[
            &p.name,
            &p.capacity,
            &p.presence,
            &p.arrived,
            &p.stepped_out,
            &p.came_back,
            &p.left,
        ]);
    }
    if !people.is_empty() {
        parts.push(people.text());
    }
    parts.extend(actions_text("Carried forward", &page.carried));
    parts.extend(actions_text("New actions", &page.actions));
    for d in &page.decisions {
        let told = match (d.to_report, d.reported) {
            (_, true) => " (reported at this meeting)",
            (true, false) => " (to report)",
            _ => "",
        };
        parts.push(format!(
            "Decided {}, {}{told}: {}",
            day(&d.day),
            d.way,
            d.decision
        ));
    }
    for w in &page.withheld {
        parts.push(format!(
            "{} gets no papers for: {}",
            w.name,
            w.titles.join("; ")
        ));
    }
    if !page.todo.is_empty() {
        parts.push(format!("Before it goes out:\n{}", page.todo.join("\n")));
    }
    if !page.minutes.label.is_empty() {
        parts.push(format!("Minutes: {}", page.minutes.label));
    }
    parts.extend(to_settle(&page.to_settle));
    parts.join("\n\n")
}

fn item_text(item: &ItemCard) -> String {
    let closed = match (item.confidentiality.as_str(), item.released) {
        ("open", _) => "",
        (_, true) => " [confidential, released]",
        _ => " [confidential]",
    };
    let mut lines = vec![format!(
        "{}. {} ({}){closed} · {} · {}",
        item.place, item.title, item.purpose, item.quorum_words, item.id
    )];
    lines.extend(item.interests.iter().map(interest_text));
    lines.extend(item.drafted.iter().map(|d| format!("   Minute: {d}")));
    if !item.minute.is_empty() {
        lines.push(format!("   {}", item.minute));
    }
    lines.join("\n")
}

fn interest_text(interest: &InterestCard) -> String {
    let ruled = if interest.ruled.is_empty() {
        "proposed: leaves for the item".to_owned()
    } else {
        format!("{}, ruled by {}", interest.ruled_label, interest.ruled_by)
    };
    let why = match interest.why.is_empty() {
        true => "declared at the meeting".to_owned(),
        false => interest.why.join("; "),
    };
    format!("   {}: {why} – {ruled}", interest.name)
}
