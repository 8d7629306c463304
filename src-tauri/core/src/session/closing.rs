//! Closing a practice or network: one page of what follows, and the edit that settles it.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Reply, Session, records, references};
use crate::{
    closing::{self, Closing, Done, Matter, Stays, Way},
    contract::{
        Close, Closed, ClosingMatter, ClosingOf, ClosingPage, ClosingRecord, ClosingStays, Fault,
        FieldFault, RecordRef,
    },
    dates,
    env::Env,
    record::{Id, Kind, Kinds},
    store::{Action, Store, StoreError, Verb},
};

/// Records that the page names one by one.
const SHOWN: usize = 200;

impl Session {
    /// What follows when a record closes.
    pub(super) fn closing(&mut self, env: &dyn Env, request: &ClosingOf) -> Reply<ClosingPage> {
        let store = self.read()?;
        let closing = wanted(
            store,
            &self.kinds,
            env,
            (&request.kind, &request.id),
            request.on.as_deref(),
            request.successor.as_deref(),
        )?;
        closing::refuse_impossible(store, &closing)?;
        let (matters, stays) = closing::consequences(store, &self.kinds, &closing)?;
        let row = store.row(closing.kind.name(), closing.id)?;
        let successor = match closing.successor {
            Some(id) => references::candidates(store, closing.kind.name(), &[id])?.pop(),
            None => None,
        };
        Ok(ClosingPage {
            kind: closing.kind.name().into(),
            id: closing.id.to_string(),
            title: store.title(closing.kind.name(), closing.id)?,
            on: closing.on.to_string(),
            closed: Some(row.text(closing::CLOSED)).filter(|d| !d.is_empty()),
            successor,
            matters: matters.iter().map(matter_info).collect(),
            stays: stays.iter().map(stays_info).collect(),
        })
    }

    /// Closes a record and settles what follows.
    pub(super) fn close(&mut self, env: &dyn Env, request: &Close) -> Reply<Closed> {
        let kinds = Arc::clone(&self.kinds);
        let file = self.opened()?;
        let closing = wanted(
            &file.store,
            &kinds,
            env,
            (&request.kind, &request.id),
            Some(&request.on),
            request.successor.as_deref(),
        )?;
        closing::refuse_impossible(&file.store, &closing)?;
        let ways = ways_of(request)?;
        let title = file.store.title(&request.kind, closing.id)?;
        let detail = match closing.successor {
            Some(id) => format!("{title} into {}", file.store.title(&request.kind, id)?),
            None => title,
        };
        let (matters, _) = closing::consequences(&file.store, &kinds, &closing)?;
        refuse_unknown(request, &matters)?;
        let way = |matter: &Matter<'_>, id: Id| {
            let chosen = ways.iter().find(|c| {
                c.kind == matter.kind.name() && c.field.is_none_or(|f| f == matter.field.name)
            });
            match chosen {
                Some(choice) if choice.leave.contains(&id) => Way::Leave,
                Some(choice) if matter.ways.contains(&choice.way) => choice.way,
                Some(_) => Way::Leave,
                None => matter.proposed,
            }
        };
        let action = Action::new(Verb::Close)
            .of(detail)
            .because(request.reason.clone());
        let mut would = Done::default();
        let written = file.store.transact(env, file.me, action, |tx| {
            would = closing::carry_out(tx, &closing, &matters, way)?;
            if request.dry_run {
                return Err(StoreError::Stopped);
            }
            Ok(())
        });
        let receipt = match written {
            Ok(((), receipt)) => receipt,
            // Nothing is written by a dry run: it ends like work that a person stops.
            Err(StoreError::Stopped) if request.dry_run => crate::store::Receipt::default(),
            Err(other) => return Err(other.into()),
        };
        Ok(Closed {
            saved: records::saved(&file.store, closing.id, &receipt)?,
            ended: would.ended,
            moved: would.moved,
            left: would.left,
        })
    }
}

/// A choice, read.
struct Chosen<'r> {
    kind: &'r str,
    field: Option<&'r str>,
    way: Way,
    leave: Vec<Id>,
}

fn ways_of(request: &Close) -> Reply<Vec<Chosen<'_>>> {
    let choices = request.choices.iter();
    choices
        .map(|c| {
            Ok(Chosen {
                kind: &c.kind,
                field: c.field.as_deref(),
                way: Way::named(&c.way).ok_or_else(no_such_way)?,
                leave: c
                    .leave
                    .iter()
                    .map(|id| records::id_of(id))
                    .collect::<Reply<_>>()?,
            })
        })
        .collect()
}

fn no_such_way() -> Fault {
    let message =
        "Records can be ended, moved to the successor or left as they are. Nothing was changed.";
    StoreError::refused("no_such_way", message, "").into()
}

/// A choice for what there is nothing of is a mistake: it is said, not passed over.
fn refuse_unknown(request: &Close, matters: &[Matter<'_>]) -> Reply<()> {
    for choice in &request.choices {
        let matter = matters.iter().find(|m| {
            m.kind.name() == choice.kind && choice.field.as_ref().is_none_or(|f| *f == m.field.name)
        });
        let fits = |m: &Matter<'_>| m.ways.iter().any(|w| w.name() == choice.way);
        let message = match matter {
            Some(m) if fits(m) => continue,
            Some(m) if choice.way == "move" && request.successor.is_none() => format!(
                "{} can't be moved without a successor. Nothing was changed.",
                m.kind.declaration.many
            ),
            Some(m) => format!(
                "{} have no last day, so they can't be ended. Nothing was changed.",
                m.kind.declaration.many
            ),
            None => format!(
                "No {} here is to be settled. Nothing was changed.",
                choice.kind
            ),
        };
        let hint = "Look at what follows first; it says what can be done.";
        return Err(StoreError::refused("no_such_choice", message, hint).into());
    }
    Ok(())
}

fn wanted<'k>(
    store: &Store,
    kinds: &'k Kinds,
    env: &dyn Env,
    (kind, id): (&str, &str),
    on: Option<&str>,
    successor: Option<&str>,
) -> Reply<Closing<'k>> {
    let declared = kinds
        .get(kind)
        .ok_or_else(|| StoreError::UnknownKind(kind.to_owned()))?;
    let named = |id: &str| {
        let (kind, id) = (kind.to_owned(), id.to_owned());
        records::record(store, &RecordRef { kind, id })
    };
    let id = named(id)?;
    let on = match on.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => typed_day(declared, text, env.today())?,
        None => {
            let closed = store.row(kind, id)?.text(closing::CLOSED);
            closed.parse().unwrap_or_else(|_| env.today())
        }
    };
    let successor = successor.map(str::trim).filter(|s| !s.is_empty());
    Ok(Closing {
        kind: declared,
        id,
        on,
        successor: successor.map(named).transpose()?,
    })
}

fn typed_day(kind: &Kind, text: &str, today: NaiveDate) -> Reply<NaiveDate> {
    dates::parse_typed(text, today).map_err(|e| {
        let label = kind.field(closing::CLOSED).map_or("", |f| f.label.as_str());
        let fault = FieldFault {
            field: closing::CLOSED.into(),
            message: format!("{label}: {e}."),
        };
        StoreError::Invalid(vec![fault]).into()
    })
}

fn matter_info(matter: &Matter<'_>) -> ClosingMatter {
    let records = matter.records.iter().take(SHOWN);
    ClosingMatter {
        kind: matter.kind.name().into(),
        field: matter.field.name.clone(),
        label: records::heading(matter.kind, matter.field),
        ways: matter.ways.iter().map(|w| w.name().into()).collect(),
        proposed: matter.proposed.name().into(),
        total: matter.records.len() as i64,
        records: records
            .map(|r| ClosingRecord {
                id: r.id.to_string(),
                title: r.title.clone(),
                detail: r
                    .from
                    .map(|day| format!("from {}", dates::in_words(day)))
                    .unwrap_or_default(),
                twin: r.twin,
            })
            .collect(),
    }
}

fn stays_info(stays: &Stays<'_>) -> ClosingStays {
    ClosingStays {
        label: records::heading(stays.kind, stays.field),
        total: stays.total as i64,
        why: if stays.over {
            "over by then"
        } else {
            "says how things stood on its day"
        }
        .into(),
    }
}
