//! Asking people for their declarations (COI-2): the text, a form filled in with what they declared before, and that they
//! were asked. Nothing is sent, and the answer is declared as it came.

use chrono::NaiveDate;

use super::{
    Reply, Session,
    boards::{label, named},
    everything::file_made,
    interests::{all_due, reason_name},
    letters::letter,
    mail::Collected,
};
use crate::{
    contract::{DeclarationDue, DeclarationForm, DeclarationOf, FileMade, Letter},
    dates::in_words,
    document::{Document, Meta, Table},
    env::Env,
    record::{Fields, Id, Value},
    registers::interests::due::{Due, Role},
    store::{Action, Result, Store, StoreError, Verb, column},
    word,
};

/// Empty lines of the form for what is new.
const EMPTY_LINES: usize = 4;
/// Days that people get where nothing is due for them yet.
const DAYS_TO_ANSWER: u64 = 28;

/// That somebody was asked and has not answered.
pub(super) struct Open {
    id: Id,
    /// The day of asking.
    pub(super) on: NaiveDate,
    /// The day of the last reminder.
    pub(super) reminded: Option<NaiveDate>,
}

/// The newest unanswered request to a person, for a board or for every role.
pub(super) fn open(store: &Store, person: Id, board: Option<Id>) -> Result<Option<Open>> {
    let mut find = store.db().prepare_cached(
        "SELECT id, asked_on, reminded_on FROM live_declaration_request
         WHERE person = ?1 AND answer IS NULL AND (board IS NULL OR board IS ?2) AND asked_on IS NOT NULL
         ORDER BY asked_on DESC, id LIMIT 1",
    )?;
    let mut rows = find.query(rusqlite::params![person, board])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let id = row.get(0)?;
    let reminded = column::day(row, 2)?;
    Ok(column::day(row, 1)?.map(|on| Open { id, on, reminded }))
}

/// Whom and what for.
struct Asked {
    person: Id,
    name: String,
    board: Option<Id>,
    /// What the board is called; empty = every role.
    what: String,
    due: Option<(Role, Due)>,
    by: NaiveDate,
}

fn asked(store: &Store, of: &DeclarationOf, today: NaiveDate) -> Reply<Asked> {
    let person = named(store, "person", &of.person)?;
    let board = match of.board.as_deref().filter(|b| !b.trim().is_empty()) {
        Some(board) => Some(named(store, "board", board)?),
        None => None,
    };
    let due = all_due(store, Some(person), today)?
        .into_iter()
        .find(|(role, _)| board.is_none() || role.board == board);
    let latest = today
        .checked_add_days(chrono::Days::new(DAYS_TO_ANSWER))
        .unwrap_or(today);
    Ok(Asked {
        name: store.title("person", person)?,
        what: match board {
            Some(board) => store.title("board", board)?,
            None => String::new(),
        },
        by: due.as_ref().map_or(latest, |(_, due)| due.due),
        person,
        board,
        due,
    })
}

impl Session {
    /// The text that asks somebody for a declaration.
    pub(super) fn declaration_letter(&self, env: &dyn Env, of: &DeclarationOf) -> Reply<Letter> {
        let store = self.read()?;
        let today = env.today();
        let asked = asked(store, of, today)?;
        let reminder = open(store, asked.person, asked.board)?;
        let hub = self.hub_name()?;
        let role = match asked.what.as_str() {
            "" => format!("for {hub}"),
            board => format!("for {board}"),
        };
        let mut lines = vec![format!("Dear {},", asked.name), String::new()];
        if let Some(before) = &reminder {
            lines.push(format!(
                "We asked you on {} to declare your interests {role}, and have no answer yet.",
                in_words(before.on)
            ));
        } else {
            lines.push(format!("Please declare your interests {role}."));
        }
        lines.extend([
            format!(
                "Your declaration {} due by {}. If there is nothing to declare, that is an answer too: please say so.",
                if asked.by < today { "was" } else { "is" },
                in_words(asked.by)
            ),
            String::new(),
            "The form that goes with this e-mail shows what you declared before. Put right what has changed, add what is new, and \
             send it back by e-mail."
                .to_owned(),
        ]);
        let subject = match reminder {
            Some(_) => format!("Reminder: declaration of interests {role}"),
            None => format!("Declaration of interests {role}"),
        };
        let mut to = Collected::default();
        to.add_person(store, asked.person)?;
        Ok(letter(subject, &lines, to))
    }

    /// Writes the form for a declaration as a Word file.
    pub(super) fn declaration_form(
        &self,
        env: &dyn Env,
        request: &DeclarationForm,
    ) -> Reply<FileMade> {
        let path = env.file(&request.file)?;
        if path
            .extension()
            .is_none_or(|e| !e.eq_ignore_ascii_case("docx"))
        {
            let message = "The form is a Word file. Nothing was written.";
            let hint = "Give the file a name that ends in .docx.";
            return Err(StoreError::refused("not_docx", message, hint).into());
        }
        let store = self.read()?;
        let today = env.today();
        let asked = asked(store, &request.of, today)?;
        let form = form(store, &asked, &self.hub_name()?, today)?;
        let bytes = word::render(&form)
            .map_err(|e| StoreError::refused("word", e.to_string(), "Please report this."))?;
        file_made(&request.file, &path, &bytes)
    }

    /// Notes that somebody was asked today; who was asked before was reminded today.
    pub(super) fn declaration_asked(
        &mut self,
        env: &dyn Env,
        of: &DeclarationOf,
    ) -> Reply<Vec<DeclarationDue>> {
        let today = env.today();
        let file = self.opened()?;
        let asked = asked(&file.store, of, today)?;
        let before = open(&file.store, asked.person, asked.board)?;
        let or_none = |v: Option<Value>| v.unwrap_or(Value::Null);
        let fields: Vec<(&str, Value)> = match &before {
            Some(_) => vec![("reminded_on", today.into())],
            None => vec![
                ("person", asked.person.into()),
                ("board", or_none(asked.board.map(Into::into))),
                (
                    "reason",
                    or_none(asked.due.as_ref().map(|d| reason_name(d.1.reason).into())),
                ),
                ("asked_on", today.into()),
                ("due", asked.by.max(today).into()),
            ],
        };
        let fields: Fields = fields.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
        let action =
            Action::new(Verb::Add).of(format!("request for the declaration of {}", asked.name));
        file.store.transact(env, file.me, action, |tx| {
            tx.put("declaration_request", before.map(|b| b.id), &fields)
        })?;
        self.declarations_due(env)
    }
}

/// The form: who and for what, what was declared before, room for what is new, what the types mean.
fn form(store: &Store, asked: &Asked, hub: &str, today: NaiveDate) -> Reply<Document> {
    let title = "Declaration of interests";
    let mut form = Document::new(Meta::new(title, hub, today, today));
    form.heading(1, title);
    let role = if asked.what.is_empty() {
        "Every role"
    } else {
        &asked.what
    };
    form.key_facts([
        ("Name", asked.name.clone()),
        ("For", role.to_owned()),
        (
            if asked.by < today {
                "Was due by"
            } else {
                "Please answer by"
            },
            in_words(asked.by),
        ),
    ]);
    form.heading(2, "Your answer");
    form.paragraph("Mark one line, and send this form back by e-mail.");
    form.bullets([
        "☐ I have nothing to declare.",
        "☐ What is listed below still holds; nothing has changed.",
        "☐ I declare the interests that I have changed or added below.",
    ]);
    form.heading(2, "What you declared before");
    let headings = ["Type", "What it is", "Organisation", "From", "To"];
    let known = known(store, asked.person)?;
    if known.is_empty() {
        form.paragraph("Nothing is on the register.");
    } else {
        let mut table = Table::new(headings).caption("Interests on the register today");
        for row in known {
            table.push(row);
        }
        form.table(table);
    }
    form.heading(2, "What is new");
    let mut table = Table::new(headings).caption("Interests to add");
    for _ in 0..EMPTY_LINES {
        table.push([" ", " ", " ", " ", " "]);
    }
    form.table(table);
    form.heading(2, "The four types");
    form.bullets([
        "Financial: you may gain or lose money.",
        "Non-financial professional: your standing or career may gain.",
        "Non-financial personal: you may gain in another way.",
        "Indirect: somebody close to you has the interest. Please say who, and how they are connected to you.",
    ]);
    form.paragraph("Name and date:");
    Ok(form)
}

/// The interests of a person that go on: type, what, organisation, from, to.
fn known(store: &Store, person: Id) -> Reply<Vec<[String; 5]>> {
    let read = || -> Result<Vec<[String; 5]>> {
        let mut find = store.db().prepare_cached(
            "SELECT d.kind, d.description, coalesce(o.name, p.name, d.organisation_name), d.\"from\", d.\"to\"
             FROM live_declaration d LEFT JOIN live_organisation o ON o.id = d.organisation
             LEFT JOIN live_practice p ON p.id = d.practice
             WHERE d.person = ?1 AND d.declared = 'interest' AND d.ended IS NOT 1 ORDER BY d.declared_on, d.id",
        )?;
        let rows = find.query_map([person], |r| {
            let day = |at| {
                Ok::<_, rusqlite::Error>(column::day(r, at)?.map_or_else(String::new, in_words))
            };
            Ok([
                column::text(r, 0)?,
                column::text(r, 1)?,
                column::text(r, 2)?,
                day(3)?,
                day(4)?,
            ])
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    let mut lines = read()?;
    for line in &mut lines {
        line[0] = label(store, "declaration", "kind", &line[0])?;
    }
    Ok(lines)
}
