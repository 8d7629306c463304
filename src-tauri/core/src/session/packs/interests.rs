//! The register of interests as a pack (COI-6), of one board or of everybody.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde_json::json;

use super::{
    super::{Reply, boards::label},
    Made, head, salt,
};
use crate::{
    dates::in_words,
    packs::{
        copies::Face,
        register_of_interests::{Correction, Declared, InterestsRegister, Nil, NotDeclared},
    },
    record::{Id, Value},
    registers::interests::{self, facts, register},
    store::Store,
};

/// The register as it stands on a day.
pub(super) fn whole(
    store: &Store,
    today: NaiveDate,
    board: Option<Id>,
) -> Reply<InterestsRegister> {
    let db = store.db();
    let members = register::register(db, board, register::Face::Members, today)?;
    let public = register::register(db, board, register::Face::Public, today)?;
    let in_public: BTreeSet<Id> = public
        .entries
        .iter()
        .filter_map(|e| e.declaration)
        .collect();
    let policy = facts::policy(db, today, board)?;
    let mut whole = InterestsRegister {
        head: head(store)?,
        group: match board {
            Some(id) => store.title("board", id)?,
            None => String::new(),
        },
        as_at: today,
        policy: format!(
            "Interests are declared within {} days. An ended interest is shown to the public for {} months after its end.",
            policy.days_allowed, policy.public_months
        ),
        name_missing: policy.name_missing,
        ..InterestsRegister::default()
    };
    for entry in members.entries {
        let (person, role, group) = (entry.name, entry.role, entry.groups);
        if entry.what != "interest" {
            let list = match entry.what.as_str() {
                "no_change" => &mut whole.unchanged,
                _ => &mut whole.nil,
            };
            let declared_on = entry.declared_on;
            list.push(Nil {
                person,
                role,
                group,
                declared_on,
            });
            continue;
        }
        let Some(id) = entry.declaration else {
            continue;
        };
        let row = store.row("declaration", id)?;
        corrections(store, id, &person, &mut whole.corrections)?;
        let mut agreed = match row.value("action_by").as_id() {
            Some(by) => vec![store.title("person", by)?],
            None => vec![],
        };
        agreed.extend(row.value("action_on").as_date().map(in_words));
        let band = store.kind("declaration")?.field("value_band");
        whole.declared.push(Declared {
            id: id.to_string(),
            person,
            role,
            group,
            kind: label(store, "declaration", "kind", &entry.kind)?,
            description: entry.description,
            relationship: entry.through,
            organisation: entry.organisation,
            value: band.map_or_else(String::new, |f| row.value("value_band").words(&f.type_)),
            potential: row.text("actual") == "potential",
            from: entry.from,
            to: entry.to,
            declared_on: entry.declared_on,
            action: entry.action,
            agreed: agreed.join(", "),
            // What the public register no longer shows had its last day before today.
            public_until: (!in_public.contains(&id)).then(|| today.pred_opt().unwrap_or(today)),
            redacted: super::meeting::withheld(&row),
        });
    }
    for missing in members.missing {
        whole.not_declared.push(NotDeclared {
            person: missing.name,
            role: store.row("person", missing.person)?.text("role"),
            group: missing.groups,
            since: missing.since,
        });
    }
    whole.head.salt = salt(store, &whole);
    whole.head.waiting = interests::waiting::inside(store, board)?;
    Ok(whole)
}

/// A copy of it.
pub(super) fn made(store: &Store, today: NaiveDate, board: Option<Id>, face: &Face) -> Reply<Made> {
    let record = json!(board.map(|id| id.to_string()));
    let whole = whole(store, today, board)?;
    Ok(Made::of(&whole, face, today, ("interests", Some(record))))
}

/// Earlier states of a declaration (COI-7): what was changed in it after it was made, oldest first. Private details have no
/// place in a register, nor have their earlier states.
fn corrections(store: &Store, id: Id, person: &str, out: &mut Vec<Correction>) -> Reply<()> {
    let kind = store.kind("declaration")?;
    let mut edits = store.history(id)?;
    edits.reverse();
    let made = edits.first().map(|e| e.action);
    let mut titles = BTreeMap::new();
    for edit in edits.iter().filter(|e| Some(e.action) != made) {
        let Some(field) = kind.field(&edit.field).filter(|f| !f.confidential) else {
            continue;
        };
        // Erased: that it once said something else is gone with it.
        let (Some(new), old) = (&edit.new, edit.old.clone().unwrap_or(Value::Null)) else {
            continue;
        };
        let before = store.cell_text(old, &field.type_, &mut titles)?.text;
        let after = store
            .cell_text(new.clone(), &field.type_, &mut titles)?
            .text;
        if before != after {
            out.push(Correction {
                person: person.to_owned(),
                on: day_of(edit.at),
                by: store.title("person", edit.author)?,
                what: field.label.clone(),
                before,
                after,
            });
        }
    }
    Ok(())
}

fn day_of(at: i64) -> NaiveDate {
    chrono::DateTime::from_timestamp_millis(at).map_or(NaiveDate::MIN, |moment| moment.date_naive())
}
