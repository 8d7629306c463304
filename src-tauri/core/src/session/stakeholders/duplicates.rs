//! Records that may be one, over a whole register: the list, merging many, telling apart.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    contract::{
        DuplicateGroup, DuplicateRecord, DuplicatesOf, DuplicatesPage, KeepApart, MergeMany,
        MergedMany, RecordRef, Saved,
    },
    env::Env,
    record::{FieldType, Id},
    registers::stakeholders::doubles::{self, Card, Group},
    session::{Reply, Session, records},
    store::{Action, Store, StoreError, Verb},
};

/// Groups in a reply unless more are asked for.
const SHOWN: i64 = 200;

/// The registers that are compared, with the columns of code and e-mail.
const COMPARED: &[(&str, &str, &str)] = &[
    ("person", "NULL", "email"),
    ("organisation", "ods_code", "NULL"),
    ("practice", "ods_code", "NULL"),
    ("pcn", "ods_code", "NULL"),
];

impl Session {
    /// The records of a register that may be the same one.
    pub(in crate::session) fn duplicates(
        &mut self,
        request: &DuplicatesOf,
    ) -> Reply<DuplicatesPage> {
        let store = self.read()?;
        let cards = cards(store, &request.kind)?;
        let apart = store.told_apart(&request.kind)?;
        let groups = doubles::groups(&cards, |one, other| {
            apart.contains(&(one.max(other), one.min(other)))
        });
        let most = usize::try_from(request.limit.unwrap_or(SHOWN)).unwrap_or(0);
        let mut shown = vec![];
        for group in groups.iter().take(most) {
            shown.push(told(store, &request.kind, group)?);
        }
        Ok(DuplicatesPage {
            kind: request.kind.clone(),
            compared: cards.len() as i64,
            total: groups.len() as i64,
            groups: shown,
        })
    }

    /// Merges groups of records, as one edit.
    pub(in crate::session) fn merge_many(
        &mut self,
        env: &dyn Env,
        request: MergeMany,
    ) -> Reply<MergedMany> {
        let kinds = Arc::clone(&self.kinds);
        let file = self.opened()?;
        let kind = kinds
            .get(&request.kind)
            .ok_or_else(|| StoreError::UnknownKind(request.kind.clone()))?;
        if !kind.declaration.by_hand {
            return Err(records::not_by_hand(kind));
        }
        let id = |named: &str| {
            let named = RecordRef {
                kind: request.kind.clone(),
                id: named.to_owned(),
            };
            records::record(&file.store, &named)
        };
        let mut merges = vec![];
        let mut gone = BTreeSet::new();
        for group in &request.groups {
            let keep = id(&group.keep)?;
            for other in &group.others {
                let other = id(other)?;
                if gone.insert(other) {
                    merges.push((keep, other));
                }
            }
        }
        if let Some((keep, _)) = merges.iter().find(|(keep, _)| gone.contains(keep)) {
            let title = file.store.title(kind.name(), *keep)?;
            let message = format!("{title} is to stay and to go at once. Nothing was changed.");
            return Err(StoreError::refused("both_ways", message, "Name each record once.").into());
        }
        let Some((first, _)) = merges.first().copied() else {
            let message = "No records were named to merge. Nothing was changed.";
            return Err(StoreError::refused("nothing_to_merge", message, "").into());
        };
        let called = match merges.len() {
            1 => kind.declaration.one,
            _ => kind.declaration.many,
        };
        let words = format!("{} {}", merges.len(), called.to_lowercase());
        let action = Action::new(Verb::Merge)
            .of(words)
            .because(request.reason.clone());
        let total = merges.len() as u64;
        let ((), receipt) = file.store.transact(env, file.me, action, |tx| {
            for (done, (keep, other)) in merges.iter().enumerate() {
                if done % 50 == 0 && !env.progress(done as u64, total, "Merging") {
                    return Err(StoreError::Stopped);
                }
                tx.merge(kind.name(), *keep, *other)?;
            }
            Ok(())
        })?;
        Ok(MergedMany {
            saved: records::saved(&file.store, first, &receipt)?,
            merged: merges.len() as i64,
        })
    }

    /// Says of records that they are different ones.
    pub(in crate::session) fn keep_apart(
        &mut self,
        env: &dyn Env,
        request: &KeepApart,
    ) -> Reply<Saved> {
        let file = self.opened()?;
        let mut ids = vec![];
        for named in &request.records {
            ids.push(records::id_of(named)?);
        }
        let Some(first) = ids.first().copied() else {
            let message = "No records were named. Nothing was changed.";
            return Err(StoreError::refused("nothing_named", message, "").into());
        };
        let receipt = file.store.tell_apart(env, file.me, &request.kind, &ids)?;
        records::saved(&file.store, first, &receipt)
    }
}

fn cards(store: &Store, kind: &str) -> Reply<Vec<Card>> {
    let Some((kind, code, email)) = COMPARED.iter().find(|c| c.0 == kind) else {
        let kinds: Vec<&str> = COMPARED.iter().map(|c| c.0).collect();
        let message = format!("Records of the type “{kind}” are not compared.");
        let hint = format!("Choose one of: {}.", kinds.join(", "));
        return Err(StoreError::refused("not_compared", message, hint).into());
    };
    let sql =
        format!("SELECT id, ifnull(name, ''), {code}, {email} FROM \"live_{kind}\" ORDER BY id");
    let mut rows = store.db().prepare(&sql).map_err(StoreError::from)?;
    let cards = rows
        .query_map([], |r| {
            Ok(Card {
                id: r.get(0)?,
                name: r.get(1)?,
                code: r.get(2)?,
                email: r.get(3)?,
            })
        })
        .and_then(Iterator::collect::<rusqlite::Result<_>>)
        .map_err(StoreError::from)?;
    Ok(cards)
}

/// A group in words; the record with most links first, since it is proposed to stay.
fn told(store: &Store, kind: &str, group: &Group) -> Reply<DuplicateGroup> {
    let mut records = vec![];
    for id in &group.records {
        records.push(record(store, kind, *id)?);
    }
    records.sort_by_key(|r| -r.links);
    Ok(DuplicateGroup {
        reason: group.reason.name().into(),
        words: group.reason.words().into(),
        sure: group.reason.sure(),
        records,
    })
}

fn record(store: &Store, kind: &str, id: Id) -> Reply<DuplicateRecord> {
    let declared = store.kind(kind)?;
    let row = store.row(kind, id)?;
    let title = store.title(kind, id)?;
    let fields = declared.fields.iter().filter(|f| {
        let short = !f.type_.is_long() && !matches!(f.type_, FieldType::Ref { .. });
        short && f.name != "name"
    });
    let details = fields.filter_map(|f| {
        let words = row.value(&f.name).words(&f.type_);
        (!words.is_empty()).then(|| format!("{}: {words}", f.label))
    });
    Ok(DuplicateRecord {
        id: id.to_string(),
        title,
        details: details.collect(),
        links: links(store, kind, id)?,
    })
}

/// Number of records that name this one.
fn links(store: &Store, kind: &str, id: Id) -> Reply<i64> {
    let mut total = 0;
    for other in store.kinds() {
        for field in &other.fields {
            if !matches!(&field.type_, FieldType::Ref { kind: to } if to == kind) {
                continue;
            }
            let sql = format!(
                "SELECT count(*) FROM \"live_{}\" WHERE \"{}\" = ?1",
                other.name(),
                field.name
            );
            let count: i64 = store
                .db()
                .prepare_cached(&sql)
                .and_then(|mut s| s.query_row([id], |r| r.get(0)))
                .map_err(StoreError::from)?;
            total += count;
        }
    }
    Ok(total)
}
