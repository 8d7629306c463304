//! Declaring interests, what is due, and the register, in the words of their pages.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

use super::{
    Reply, Session, asking,
    boards::{label, named},
    fields,
    marks::marks,
    records,
};
use crate::{
    contract::{DeclarationDue, Declare, DeclareDone, RegisterAsk, RegisterLine, RegisterPage},
    dates,
    env::Env,
    record::{Id, Value},
    registers::interests::{
        Reason,
        due::{self, Due, Role},
        facts, posts, programmes,
        register::{self, Entry, Face},
        suppliers, waiting,
    },
    store::{Action, Result, Store, StoreError, Verb},
};

/// As a declaration stores the reason.
pub(super) fn reason_name(reason: Reason) -> &'static str {
    match reason {
        Reason::Appointment => "appointment",
        Reason::NewRole => "new_role",
        Reason::NewProject => "new_project",
        Reason::Change => "change",
        Reason::Refresh => "refresh",
    }
}

/// Every declaration that is due, of one person or of all; the most pressing first.
pub(super) fn all_due(
    store: &Store,
    person: Option<Id>,
    today: NaiveDate,
) -> Result<Vec<(Role, Due)>> {
    let mut all = vec![];
    let roles = facts::roles(store.db())?;
    for role in &roles {
        if person.is_some_and(|p| p != role.person) {
            continue;
        }
        let said = facts::said_by(store.db(), role.person)?;
        let policy = facts::policy(store.db(), today, role.board)?;
        if let Some(due) = due::asked(role, &said, &policy, today).due {
            all.push((role.clone(), due));
        }
    }
    let sit = roles.iter().map(|r| (r.person, r.name.clone()));
    let leads = posts::leads(store.db())?;
    let lead = leads.into_iter().map(|post| (post.person, post.name));
    let people: BTreeMap<Id, String> = sit.chain(lead).collect();
    for (id, name) in people {
        if person.is_some_and(|only| only != id) {
            continue;
        }
        let own: Vec<Role> = roles.iter().filter(|r| r.person == id).cloned().collect();
        all.extend(beside_boards(store, (id, name.as_str()), &own, today)?);
    }
    all.sort_by_key(|(role, due)| (due.due, role.name.clone(), role.id));
    Ok(all)
}

/// What asks somebody for a declaration beside the boards themselves: a post, a programme, a supplier.
fn beside_boards(
    store: &Store,
    (person, name): (Id, &str),
    roles: &[Role],
    today: NaiveDate,
) -> Result<Vec<(Role, Due)>> {
    let board = roles.first().and_then(|r| r.board);
    let policy = facts::policy(store.db(), today, board)?;
    let said = facts::said_by(store.db(), person)?;
    let mut all = vec![];
    let role = |id: Id, what: String, from: Option<NaiveDate>, to: Option<NaiveDate>| Role {
        id,
        person,
        name: name.to_owned(),
        board: None,
        what,
        from,
        to,
        earlier: true,
        held: vec![],
    };
    for post in posts::posts_of(store.db(), person)? {
        let asked = if post.leads() {
            programmes::asked(&post, roles, &said, &policy, today)
        } else {
            posts::asked(&post, roles, &said, &policy, today)
        };
        if let Some(due) = asked.due {
            all.push((role(post.id, post.what(), due.since, post.end), due));
        }
    }
    let taken_on = suppliers::suppliers(store.db())?;
    let (asked, names) = suppliers::asked(&taken_on, roles, &said, &policy, today);
    if let Some(due) = asked.due {
        let what = format!("New supplier: {}", suppliers::in_words(&names));
        all.push((role(person, what, due.since, None), due));
    }
    Ok(all)
}

fn due_words((role, due): &(Role, Due)) -> String {
    format!("{}, due by {}", role.what, dates::in_words(due.due))
}

impl Session {
    /// Records what somebody declares, as one edit, and closes what asked for it.
    pub(super) fn declare(&mut self, env: &dyn Env, request: Declare) -> Reply<DeclareDone> {
        let today = env.today();
        let file = self.opened()?;
        let person = named(&file.store, "person", &request.person)?;
        let before = all_due(&file.store, Some(person), today)?;
        if request.declared == "no_change" && facts::said_by(file.store.db(), person)?.is_empty() {
            let who = file.store.title("person", person)?;
            let message = format!(
                "{who} has declared nothing before, so nothing can be unchanged. Nothing was kept."
            );
            let hint = "Record an interest, or that there is nothing to declare.";
            return Err(StoreError::refused("nothing_before", message, hint).into());
        }
        let mut given: Map<String, Json> = request.fields.into_iter().collect();
        given.insert("person".into(), person.to_string().into());
        given.insert("declared".into(), request.declared.into());
        given
            .entry("declared_on")
            .or_insert_with(|| today.to_string().into());
        if let Some((_, due)) = before.first() {
            given
                .entry("reason")
                .or_insert_with(|| reason_name(due.reason).into());
        }
        let kind = file.store.kind("declaration")?;
        let values = fields::read(&file.store, kind, &given, today)?;
        let on = values.get("declared_on").and_then(Value::as_date);
        if let Some(on) = on.filter(|on| *on > today) {
            let message = format!(
                "{} is still to come, and nobody has declared anything on it yet. Nothing was kept.",
                dates::in_words(on)
            );
            let hint = "Give the day on which it was declared.";
            return Err(StoreError::refused("day_to_come", message, hint).into());
        }
        let asked = unanswered(
            &file.store,
            person,
            values.get("board").and_then(Value::as_id),
        )?;
        let title = file.store.title("person", person)?;
        let action = Action::new(Verb::Add).of(format!("declaration of {title}"));
        let (id, receipt) = file.store.transact(env, file.me, action, |tx| {
            let id = tx.put("declaration", None, &values)?;
            for request in asked {
                let answer = [("answer".to_owned(), Value::Id(id))].into();
                tx.put("declaration_request", Some(request), &answer)?;
            }
            Ok(id)
        })?;
        let after = all_due(&file.store, Some(person), today)?;
        let settled = before
            .iter()
            .filter(|b| !after.iter().any(|a| a.0.id == b.0.id))
            .map(due_words)
            .collect();
        Ok(DeclareDone {
            saved: records::saved(&file.store, id, &receipt)?,
            settled,
            still_due: after.iter().map(due_words).collect(),
        })
    }

    /// The declarations that are due.
    pub(super) fn declarations_due(&mut self, env: &dyn Env) -> Reply<Vec<DeclarationDue>> {
        let store = self.read()?;
        let today = env.today();
        let mut all = vec![];
        for (role, due) in all_due(store, None, today)? {
            let reason = reason_name(due.reason);
            let asked = asking::open(store, role.person, role.board)?;
            all.push(DeclarationDue {
                person: role.person.to_string(),
                name: role.name,
                board: role.board.map(|b| b.to_string()).unwrap_or_default(),
                board_name: role.what,
                reason: reason.into(),
                reason_label: label(store, "declaration", "reason", reason)?,
                due: due.due.to_string(),
                overdue: due.is_overdue(today),
                last: due.last.map(|d| d.to_string()),
                asked_on: asked.as_ref().map(|a| a.on.to_string()),
                reminded_on: asked.and_then(|a| a.reminded).map(|d| d.to_string()),
            });
        }
        Ok(all)
    }

    /// The register of interests.
    pub(super) fn interest_register(
        &mut self,
        env: &dyn Env,
        request: &RegisterAsk,
    ) -> Reply<RegisterPage> {
        let store = self.read()?;
        let today = env.today();
        let board = match request.board.as_deref().filter(|b| !b.trim().is_empty()) {
            Some(board) => Some(named(store, "board", board)?),
            None => None,
        };
        let face = if request.public {
            Face::Public
        } else {
            Face::Members
        };
        let made = register::register(store.db(), board, face, today)?;
        let policy = facts::policy(store.db(), today, board)?;
        let mut entries = vec![];
        for entry in made.entries {
            entries.push(line(store, entry)?);
        }
        // The public face says nothing of what it does not show.
        let shown = entries
            .iter()
            .filter(|e| !request.public || e.what != "withheld");
        let to_settle = marks(store, shown.map(|e| &e.id), |thing, on| {
            Ok((!request.public || on.is_some()) && waiting::is_inside(store, thing, board)?)
        })?;
        let refresh = match policy.refresh_months {
            0 => "no regular refresh".to_owned(),
            months => format!("again every {months} months"),
        };
        Ok(RegisterPage {
            public: request.public,
            board: match board {
                Some(board) => store.title("board", board)?,
                None => String::new(),
            },
            day: today.to_string(),
            entries,
            withheld: made.withheld,
            past: made.past,
            missing: made.missing.into_iter().map(|m| m.name).collect(),
            policy: format!(
                "Interests are declared within {} days, {refresh}; the public register shows them for {} months after their \
                 end, and they are kept for {} years after it.",
                policy.days_allowed, policy.public_months, policy.record_years
            ),
            to_settle,
        })
    }
}

/// What the person was asked for and has not answered, for this board or for every role.
fn unanswered(store: &Store, person: Id, board: Option<Id>) -> Result<Vec<Id>> {
    let mut find = store.db().prepare_cached(
        "SELECT id FROM live_declaration_request WHERE person = ?1 AND answer IS NULL AND (?2 IS NULL OR board IS ?2)",
    )?;
    let ids = find.query_map(rusqlite::params![person, board], |r| r.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

fn line(store: &Store, entry: Entry) -> Reply<RegisterLine> {
    let kind = match entry.what.as_str() {
        "interest" => label(store, "declaration", "kind", &entry.kind)?,
        "withheld" => format!(
            "Withheld: {}",
            label(store, "declaration", "kind", &entry.kind)?
        ),
        other => label(store, "declaration", "declared", other)?,
    };
    let day = |d: Option<NaiveDate>| d.map(|d| d.to_string());
    Ok(RegisterLine {
        id: entry.declaration.map(|d| d.to_string()).unwrap_or_default(),
        name: entry.name,
        role: entry.role,
        groups: entry.groups,
        what: entry.what,
        kind,
        description: entry.description,
        organisation: entry.organisation,
        through: entry.through,
        from: day(entry.from),
        to: day(entry.to),
        declared_on: day(entry.declared_on),
        action: entry.action,
        withheld_because: entry.withheld_because,
    })
}
