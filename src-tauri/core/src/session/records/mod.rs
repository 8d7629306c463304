//! One record: its page, its history, changing, removing and restoring it.

mod history;
mod keys;
mod related;

use std::collections::BTreeMap;

use self::related::related;
pub(super) use self::{
    keys::{refuse_new_key, refuse_twice, with_article},
    related::heading,
};
use super::{Reply, Session, doubles, duties::Duties, fields, own, papers};
use crate::{
    contract::{Fault, FieldState, FindingInfo, RecordPage, RecordRef, Save, Saved},
    env::Env,
    record::{FieldType, Id, Kind},
    store::{Action, Cell, Receipt, Store, StoreError, Verb},
};

pub(super) fn id_of(text: &str) -> Reply<Id> {
    text.trim().parse().map_err(|_| {
        StoreError::refused(
            "bad_id",
            format!("“{text}” is not the identifier of a record."),
            "Take it from the list.",
        )
        .into()
    })
}

/// A record named by identifier, or by its code or name.
pub(super) fn record(store: &Store, named: &RecordRef) -> Reply<Id> {
    match fields::reference(store, &named.kind, &named.id)? {
        Some(id) => Ok(id),
        None => {
            let one = store.kind(&named.kind)?.declaration.one.to_lowercase();
            let message = format!("There is no {one} “{}”, or more than one.", named.id);
            Err(
                StoreError::refused("no_record", message, "Take its identifier from the list.")
                    .into(),
            )
        }
    }
}

pub(super) fn saved(store: &Store, id: Id, receipt: &Receipt) -> Reply<Saved> {
    Ok(Saved {
        id: id.to_string(),
        change: receipt.action.map(|a| a.to_string()).unwrap_or_default(),
        touched: touched(receipt),
        generation: store.generation()?,
    })
}

pub(super) fn touched(receipt: &Receipt) -> Vec<RecordRef> {
    // The window looks at what it shows; after a large import it reads its list again anyway.
    receipt
        .touched
        .iter()
        .take(1_000)
        .map(|(kind, id)| RecordRef {
            kind: kind.clone(),
            id: id.to_string(),
        })
        .collect()
}

impl Session {
    /// Everything that the page of a record shows.
    pub(super) fn show(&mut self, env: &dyn Env, request: &RecordRef) -> Reply<RecordPage> {
        let store = self.read()?;
        let id = record(store, request)?;
        let kind = store.kind(&request.kind)?;
        let row = store.row(kind.name(), id)?;
        let mut titles = BTreeMap::new();
        let mut states = vec![];
        for field in &kind.fields {
            let cell = row.cells.get(&field.name).cloned().unwrap_or(Cell::Missing);
            let mut text = store.cell_text(cell.value(), &field.type_, &mut titles)?;
            if !matches!(cell, Cell::Known(_)) {
                text.state = cell.state().into();
            }
            let versions = row.versions.get(&field.name).copied().unwrap_or(1);
            let hash = row.value(&field.name);
            states.push(FieldState {
                paper: papers::info(store, kind.name(), field, id, hash.as_text())?,
                name: field.name.clone(),
                cell: text,
                versions,
            });
        }
        Ok(RecordPage {
            kind: kind.name().into(),
            id: id.to_string(),
            title: store.title(kind.name(), id)?,
            removed: row.deleted,
            frozen: store.frozen(kind.name(), id)?.unwrap_or_default(),
            generation: store.generation()?,
            fields: states,
            own: own::fields(store, kind.name(), id)?,
            related: related(store, env, kind, id)?,
            findings: self.findings_of(env, Some(id))?,
        })
    }

    /// What is due, missing or in breach.
    pub(super) fn findings(&mut self, env: &dyn Env) -> Reply<Vec<FindingInfo>> {
        self.findings_of(env, None)
    }

    /// Number of things due, missing or in breach.
    pub(super) fn attention(&self, env: &dyn Env) -> Reply<i64> {
        let store = self.read()?;
        let duties = Duties::of(store, None, env.today())?;
        let mut count = doubles::things(store)?
            .iter()
            .filter(|t| !duties.hides(doubles::RULE, &t.record.to_string()))
            .count();
        for f in store.findings(env.today())? {
            let hidden = duties.hides(&f.rule, &f.record.to_string());
            count += usize::from(!hidden && !doubles::says_already(store, &f)?);
        }
        Ok(count as i64)
    }

    fn findings_of(&self, env: &dyn Env, record: Option<Id>) -> Reply<Vec<FindingInfo>> {
        let store = self.read()?;
        let duties = Duties::of(store, self.person().ok(), env.today())?;
        // The page of a record says in a place of its own what is to be settled there.
        let mut out = match record {
            None => doubles::findings(store)?,
            Some(_) => vec![],
        };
        for f in store.findings(env.today())? {
            if record.is_none() && doubles::says_already(store, &f)? {
                continue;
            }
            if record.is_none_or(|r| r == f.record) {
                out.push(FindingInfo {
                    title: store.title(&f.kind, f.record)?,
                    rule: f.rule,
                    severity: f.severity,
                    kind: f.kind,
                    id: f.record.to_string(),
                    text: f.text,
                    fix: f.fix,
                    due: f.due.map(|d| d.to_string()),
                    owner: None,
                });
            }
        }
        out.retain(|f| !duties.hides(&f.rule, &f.id));
        for f in &mut out {
            f.owner = duties.owner(store, &f.rule, &f.kind, &f.id)?;
        }
        Ok(out)
    }

    /// Creates or changes one record.
    pub(super) fn save(&mut self, env: &dyn Env, request: Save) -> Reply<Saved> {
        let file = self.opened()?;
        let kind = file.store.kind(&request.kind)?;
        if !kind.declaration.by_hand {
            return Err(not_by_hand(kind));
        }
        let id = match &request.id {
            Some(id) => Some(record(
                &file.store,
                &RecordRef {
                    kind: request.kind.clone(),
                    id: id.clone(),
                },
            )?),
            None => None,
        };
        let fields = fields::read(&file.store, kind, &request.fields, env.today())?;
        refuse_new_key(&file.store, kind, id, &fields)?;
        if id.is_none() {
            refuse_twice(&file.store, kind, &fields)?;
        }
        let verb = if id.is_some() {
            Verb::Change
        } else {
            Verb::Add
        };
        let action = Action::new(verb).because(request.reason.clone());
        let (id, receipt) = file.store.transact(env, file.me, action, |tx| {
            tx.put_seen(&request.kind, id, &fields, request.generation)
        })?;
        saved(&file.store, id, &receipt)
    }

    /// Removes a record.
    pub(super) fn remove(&mut self, env: &dyn Env, request: &RecordRef) -> Reply<Saved> {
        self.live(env, request, Verb::Remove)
    }

    /// Brings a removed record back.
    pub(super) fn restore(&mut self, env: &dyn Env, request: &RecordRef) -> Reply<Saved> {
        self.live(env, request, Verb::Restore)
    }

    fn live(&mut self, env: &dyn Env, request: &RecordRef, verb: Verb) -> Reply<Saved> {
        let file = self.opened()?;
        let id = record(&file.store, request)?;
        let parts = if verb == Verb::Remove {
            parts_of(&file.store, &request.kind, id)?
        } else {
            // What hangs on a record was removed with it and comes back with it.
            hanging(&file.store, &request.kind, id, false)?
        };
        let ((), receipt) = file.store.transact(env, file.me, Action::new(verb), |tx| {
            if verb == Verb::Restore {
                tx.restore(&request.kind, id)?;
                return parts
                    .iter()
                    .try_for_each(|(kind, part)| tx.restore(kind, *part));
            }
            tx.remove(&request.kind, id)?;
            parts
                .iter()
                .try_for_each(|(kind, part)| tx.remove(kind, *part))
        })?;
        saved(&file.store, id, &receipt)
    }
}

pub(super) fn not_by_hand(kind: &Kind) -> Fault {
    let message = format!(
        "A {} is not changed by hand. Nothing was changed.",
        kind.declaration.one.to_lowercase()
    );
    StoreError::refused("not_by_hand", message, "Use the page made for it.").into()
}

/// Records that are parts of this one go with it; bringing it back is an undo.
fn parts_of(store: &Store, kind: &str, id: Id) -> Reply<Vec<(String, Id)>> {
    let mut out = hanging(store, kind, id, true)?;
    for other in store.kinds() {
        let Some(field) = other.declaration.part_of.and_then(|f| other.field(f)) else {
            continue;
        };
        if field.type_
            != (FieldType::Ref {
                kind: kind.to_owned(),
            })
        {
            continue;
        }
        let sql = format!(
            "SELECT id FROM \"live_{}\" WHERE \"{}\" = ?1",
            other.name(),
            field.name
        );
        let mut rows = store.db().prepare_cached(&sql).map_err(StoreError::from)?;
        let ids = rows
            .query_map([id], |r| r.get::<_, Id>(0))
            .map_err(StoreError::from)?;
        for part in ids {
            let part = part.map_err(StoreError::from)?;
            out.extend(parts_of(store, other.name(), part)?);
            out.push((other.name().to_owned(), part));
        }
    }
    Ok(out)
}

/// What hangs on a record and is there, or was removed.
fn hanging(store: &Store, kind: &str, id: Id, there: bool) -> Reply<Vec<(String, Id)>> {
    let all = store.hanging_on(kind, id)?.into_iter();
    Ok(all
        .filter(|(_, _, is_there)| *is_there == there)
        .map(|(kind, id, _)| (kind, id))
        .collect())
}
