//! Whose each thing is that needs attention, what is switched off or put off, and the texts that tell people (DAT-8).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::OptionalExtension;

use super::{Reply, Session, mail::Collected, records};
use crate::{
    contract::{Fault, FieldFault, FindingOwner, Quiet, RecordRef, RuleSet, Saved},
    dates,
    env::Env,
    record::{Fields, Id, Value},
    registers::hub::programme_manager,
    store::{Action, Store, StoreError, Verb},
};

/// The kind.
const KIND: &str = "rule_setting";

/// What was decided about a rule, or what it says of one record.
struct Setting {
    id: Id,
    kind: Option<String>,
    owner: Option<Id>,
    off: bool,
    until: Option<NaiveDate>,
    reason: String,
}

impl Setting {
    fn hides(&self, today: NaiveDate) -> bool {
        self.off || self.until.is_some_and(|until| until > today)
    }
}

/// Whose what is, and what is not shown.
pub(super) struct Duties {
    settings: BTreeMap<(String, Option<String>), Setting>,
    /// What nobody was given is theirs.
    manager: Option<Id>,
    me: Option<Id>,
    today: NaiveDate,
}

impl Duties {
    /// As at a day.
    pub(super) fn of(store: &Store, me: Option<Id>, today: NaiveDate) -> Reply<Self> {
        let mut find = store
            .db()
            .prepare_cached(
                "SELECT id, rule, record, record_kind, owner, off, until, reason FROM live_rule_setting",
            )
            .map_err(StoreError::from)?;
        let rows = find
            .query_map([], |r| {
                let until: Option<String> = r.get(6)?;
                let record: Option<String> = r.get(2)?;
                Ok((
                    (
                        r.get::<_, Option<String>>(1)?.unwrap_or_default(),
                        record.filter(|r| !r.is_empty()),
                    ),
                    Setting {
                        id: r.get(0)?,
                        kind: r.get(3)?,
                        owner: r.get(4)?,
                        off: r.get::<_, Option<bool>>(5)?.unwrap_or(false),
                        until: until.and_then(|d| d.parse().ok()),
                        reason: r.get::<_, Option<String>>(7)?.unwrap_or_default(),
                    },
                ))
            })
            .map_err(StoreError::from)?;
        let settings = rows
            .collect::<rusqlite::Result<_>>()
            .map_err(StoreError::from)?;
        Ok(Self {
            settings,
            manager: programme_manager(store, today)?,
            me,
            today,
        })
    }

    fn setting(&self, rule: &str, record: Option<&str>) -> Option<&Setting> {
        self.settings
            .get(&(rule.to_owned(), record.map(str::to_owned)))
    }

    /// Switched off or put off, for this record or for the rule as a whole.
    pub(super) fn hides(&self, rule: &str, record: &str) -> bool {
        [Some(record), None]
            .into_iter()
            .filter_map(|record| self.setting(rule, record))
            .any(|s| s.hides(self.today))
    }

    /// Whose it is: as decided for the record, for the rule; as the record itself says; else the programme manager's.
    pub(super) fn owner(
        &self,
        store: &Store,
        rule: &str,
        kind: &str,
        record: &str,
    ) -> Reply<Option<FindingOwner>> {
        let decided = [Some(record), None]
            .into_iter()
            .filter_map(|record| self.setting(rule, record))
            .find_map(|s| s.owner);
        let owner = match decided {
            Some(owner) => Some(owner),
            None => own(store, kind, record)?.or(self.manager),
        };
        let Some(id) = owner else { return Ok(None) };
        Ok(Some(FindingOwner {
            name: store.title("person", id)?,
            me: self.me == Some(id),
            id: id.to_string(),
        }))
    }
}

/// The owner that a record names itself.
fn own(store: &Store, kind: &str, record: &str) -> Reply<Option<Id>> {
    let has = store.kind(kind)?.field("owner").is_some();
    let Ok(id) = record.parse::<Id>() else {
        return Ok(None);
    };
    if !has {
        return Ok(None);
    }
    let sql = format!("SELECT owner FROM \"{kind}\" WHERE id = ?1");
    let found = store
        .db()
        .prepare_cached(&sql)
        .and_then(|mut s| s.query_row([id], |r| r.get(0)).optional())
        .map_err(StoreError::from)?;
    Ok(found.flatten())
}

impl Session {
    /// Decides something about a rule.
    pub(super) fn rule_set(&mut self, env: &dyn Env, request: &RuleSet) -> Reply<Saved> {
        let today = env.today();
        let file = self.opened()?;
        let store = &file.store;
        if !crate::findings::is_rule(&request.rule) && request.rule != super::doubles::RULE {
            let message = format!("There is no rule {}. Nothing was changed.", request.rule);
            return Err(StoreError::refused("unknown_rule", message, "").into());
        }
        let record = match (&request.kind, &request.record) {
            (Some(kind), Some(id)) => {
                let (kind, id) = (kind.clone(), id.clone());
                let id = records::record(
                    store,
                    &RecordRef {
                        kind: kind.clone(),
                        id,
                    },
                )?;
                Some((kind, id))
            }
            _ => None,
        };
        let mut fields: Fields = [
            ("rule", Value::from(request.rule.as_str())),
            ("record", record.as_ref().map(|r| r.1.to_string()).into()),
            ("record_kind", record.as_ref().map(|r| r.0.clone()).into()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
        fields.extend(decision(store, request, today)?);
        let action = Action::new(Verb::Change)
            .of(words(request))
            .because(request.reason.clone());
        let (id, receipt) = file
            .store
            .transact(env, file.me, action, |tx| tx.put(KIND, None, &fields))?;
        records::saved(&file.store, id, &receipt)
    }

    /// What is switched off or put off, and how much it hides.
    pub(super) fn quiet(&self, env: &dyn Env) -> Reply<Vec<Quiet>> {
        let store = self.read()?;
        let duties = Duties::of(store, None, env.today())?;
        let findings = store.findings(env.today())?;
        let mut out = vec![];
        for ((rule, record), setting) in &duties.settings {
            if !setting.hides(duties.today) {
                continue;
            }
            let title = match (&setting.kind, record.as_ref().and_then(|r| r.parse().ok())) {
                (Some(kind), Some(id)) => store.title(kind, id)?,
                _ => String::new(),
            };
            let hides = findings.iter().filter(|f| {
                f.rule == *rule && record.as_ref().is_none_or(|r| *r == f.record.to_string())
            });
            let hides = hides.count() as i64;
            let last = store.history(setting.id)?.into_iter().next();
            out.push(Quiet {
                rule: rule.clone(),
                kind: setting.kind.clone(),
                record: record.clone(),
                title,
                until: setting
                    .until
                    .filter(|_| !setting.off)
                    .map(|d| d.to_string()),
                reason: setting.reason.clone(),
                who: match &last {
                    Some(edit) => store.title("person", edit.author)?,
                    None => String::new(),
                },
                at: last.map_or(0, |edit| edit.at),
                hides,
            });
        }
        Ok(out)
    }

    /// A person by identifier or name, with their address; none named = who works here.
    pub(super) fn addressee(&self, named: Option<&str>) -> Reply<(Id, Collected)> {
        let store = self.read()?;
        let person = match named.map(str::trim).filter(|n| !n.is_empty()) {
            Some(name) => self.identify("person", name)?,
            None => self.person()?,
        };
        let mut to = Collected::default();
        to.add_person(store, person)?;
        Ok((person, to))
    }
}

/// The fields that a decision sets.
fn decision(store: &Store, request: &RuleSet, today: NaiveDate) -> Reply<Fields> {
    let reason = request
        .reason
        .as_deref()
        .map(str::trim)
        .filter(|r| !r.is_empty());
    let reason = reason.map(str::to_owned);
    let invalid = |field: &str, message: String| -> Fault {
        StoreError::Invalid(vec![FieldFault {
            field: field.into(),
            message,
        }])
        .into()
    };
    let set: Vec<(&str, Value)> = match request.what.as_str() {
        "off" => vec![
            ("off", Value::Int(1)),
            ("until", Value::Null),
            ("reason", reason.into()),
        ],
        "snooze" => {
            let typed = request.until.as_deref().unwrap_or_default();
            let until = dates::parse_typed(typed, today)
                .map_err(|e| invalid("until", format!("Until: {e}.")))?;
            if until <= today {
                let message = "Until: choose a day to come.".to_owned();
                return Err(invalid("until", message));
            }
            vec![
                ("off", Value::Null),
                ("until", Value::from(until)),
                ("reason", reason.into()),
            ]
        }
        "on" => vec![
            ("off", Value::Null),
            ("until", Value::Null),
            ("reason", Value::Null),
        ],
        "owner" => {
            let named = request
                .owner
                .as_deref()
                .map(str::trim)
                .filter(|o| !o.is_empty());
            let owner = match named {
                Some(name) => {
                    let (kind, id) = ("person".to_owned(), name.to_owned());
                    Some(records::record(store, &RecordRef { kind, id })?)
                }
                None => None,
            };
            vec![("owner", owner.map_or(Value::Null, Value::Id))]
        }
        _ => {
            let message = "A rule can be switched off, put off, shown again or given to somebody. Nothing was changed.";
            return Err(StoreError::refused("no_such_choice", message, "").into());
        }
    };
    Ok(set
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect())
}

/// What the list of edits says of it.
fn words(request: &RuleSet) -> &'static str {
    match request.what.as_str() {
        "off" => "reminder: switched off",
        "snooze" => "reminder: put off",
        "on" => "reminder: shown again",
        _ => "reminder: who sees to it",
    }
}
