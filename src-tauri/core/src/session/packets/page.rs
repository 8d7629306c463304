//! What the pages about other teams show.

use rusqlite::params;
use sha2::{Digest, Sha256};

use super::{
    super::{Reply, Session, records},
    outgoing::shown,
};
use crate::{
    contract::{
        CommentInfo, CopyId, CopyInfo, CopyPage, CopySay, PartnerInfo, PartnersPage, RecordRef,
    },
    env::Env,
    exchange::{
        check_code,
        packet::{Copy, signature_fits_copy},
    },
    record::Id,
    registers::partners::say,
    store::{
        Row, Store, StoreError,
        log::{hex, unhex},
    },
};

fn ids(store: &Store, sql: &str, with: &[&dyn rusqlite::ToSql]) -> Reply<Vec<Id>> {
    let read = || -> rusqlite::Result<Vec<Id>> {
        store
            .db()
            .prepare_cached(sql)?
            .query_map(with, |r| r.get(0))?
            .collect()
    };
    Ok(read().map_err(StoreError::from)?)
}

fn count(store: &Store, sql: &str, with: &[&dyn rusqlite::ToSql]) -> Reply<i64> {
    let read = || {
        store
            .db()
            .prepare_cached(sql)?
            .query_row(with, |r| r.get(0))
    };
    Ok(read().map_err(StoreError::from)?)
}

/// Every team, those admitted first.
pub(super) fn partners(store: &Store) -> Reply<Vec<PartnerInfo>> {
    let sql = "SELECT id FROM live_partner_team ORDER BY standing IS NOT 'admitted', name COLLATE NOCASE, id";
    ids(store, sql, &[])?
        .into_iter()
        .map(|id| partner_info(store, id))
        .collect()
}

pub(super) fn partner_info(store: &Store, id: Id) -> Reply<PartnerInfo> {
    let row = store.row("partner_team", id)?;
    let laptops = "SELECT count(*) FROM live_partner_laptop WHERE partner = ?1";
    let copies = "SELECT count(*) FROM live_received_copy WHERE partner = ?1";
    Ok(PartnerInfo {
        id: id.to_string(),
        name: row.text("name"),
        standing: row.text("standing"),
        laptops: count(store, laptops, params![id])?,
        copies: count(store, copies, params![id])?,
    })
}

fn partner_name(store: &Store, row: &Row) -> Reply<String> {
    Ok(match row.value("partner").as_id() {
        Some(partner) => store.title("partner_team", partner)?,
        None => String::new(),
    })
}

fn day(row: &Row, field: &str) -> String {
    row.value(field)
        .as_date()
        .map(|d| d.to_string())
        .unwrap_or_default()
}

fn copy_info(store: &Store, id: Id) -> Reply<CopyInfo> {
    let row = store.row("received_copy", id)?;
    let comments =
        "SELECT count(*) FROM live_copy_comment WHERE ours = 1 AND subject = ?1 AND copy = ?2";
    Ok(CopyInfo {
        id: id.to_string(),
        title: row.text("title"),
        version: row.text("version"),
        partner: partner_name(store, &row)?,
        sent_by: row.text("sent_by"),
        as_at: day(&row, "as_at"),
        comments: count(
            store,
            comments,
            params![row.text("subject"), row.text("copy")],
        )?,
    })
}

fn comment_info(store: &Store, id: Id) -> Reply<CommentInfo> {
    let row = store.row("copy_comment", id)?;
    Ok(CommentInfo {
        id: id.to_string(),
        ours: row.value("ours").as_int() == Some(1),
        partner: partner_name(store, &row)?,
        title: row.text("title"),
        version: row.text("version"),
        kind: row.text("subject_kind"),
        subject: row.text("subject"),
        person: row.text("person"),
        day: day(&row, "day"),
        text: row.text("text"),
    })
}

fn comment_infos(
    store: &Store,
    sql: &str,
    with: &[&dyn rusqlite::ToSql],
) -> Reply<Vec<CommentInfo>> {
    let found = ids(store, sql, with)?;
    found
        .into_iter()
        .map(|id| comment_info(store, id))
        .collect()
}

fn copy_infos(store: &Store, sql: &str, with: &[&dyn rusqlite::ToSql]) -> Reply<Vec<CopyInfo>> {
    let found = ids(store, sql, with)?;
    found.into_iter().map(|id| copy_info(store, id)).collect()
}

impl Session {
    /// Everything about other teams.
    pub(in crate::session) fn partners(&mut self) -> Reply<PartnersPage> {
        let refused = self.refused_copies()?;
        let store = self.read()?;
        Ok(PartnersPage {
            refused,
            partners: partners(store)?,
            copies: copy_infos(
                store,
                "SELECT id FROM live_received_copy ORDER BY as_at DESC, title COLLATE NOCASE, version DESC, id",
                &[],
            )?,
            comments: comment_infos(
                store,
                "SELECT id FROM live_copy_comment WHERE ours = 0 ORDER BY day DESC, id DESC",
                &[],
            )?,
        })
    }

    /// What other teams said about one of this team's records.
    pub(in crate::session) fn comments_on(
        &mut self,
        request: &RecordRef,
    ) -> Reply<Vec<CommentInfo>> {
        comment_infos(
            self.read()?,
            "SELECT id FROM live_copy_comment WHERE ours = 0 AND subject_kind = ?1 AND subject = ?2
             ORDER BY day DESC, id DESC",
            params![request.kind, request.id],
        )
    }

    /// One copy.
    pub(in crate::session) fn copy_page(&mut self, request: &CopyId) -> Reply<CopyPage> {
        let store = self.read()?;
        let id = copy_named(store, &request.id)?;
        let row = store.row("received_copy", id)?;
        let (state, sections) = match store.blob(&row.text("copy"))? {
            None => ("missing", vec![]),
            Some(bytes) if intact(store, &row, &bytes)? => {
                let copy = serde_json::from_slice::<Copy>(&bytes).ok();
                let sections = copy.map(|c| c.sections.iter().map(shown).collect());
                ("intact", sections.unwrap_or_default())
            }
            Some(_) => ("changed", vec![]),
        };
        let (partner, subject) = (row.value("partner").as_id(), row.text("subject"));
        Ok(CopyPage {
            info: copy_info(store, id)?,
            sections,
            state: state.into(),
            check_code: unhex::<32>(&row.text("key"))
                .map(|k| check_code(&k))
                .unwrap_or_default(),
            versions: copy_infos(
                store,
                "SELECT id FROM live_received_copy WHERE partner = ?1 AND subject = ?2 AND id <> ?3
                 ORDER BY as_at DESC, version DESC, id",
                params![partner, subject, id],
            )?,
            comments: comment_infos(
                store,
                "SELECT id FROM live_copy_comment WHERE ours = 1 AND partner = ?1 AND subject = ?2 AND copy = ?3
                 ORDER BY day, id",
                params![partner, subject, row.text("copy")],
            )?,
        })
    }

    /// Writes a comment.
    pub(in crate::session) fn copy_say(
        &mut self,
        env: &dyn Env,
        request: &CopySay,
    ) -> Reply<CopyPage> {
        let file = self.opened()?;
        let id = copy_named(&file.store, &request.id)?;
        say(&mut file.store, env, file.me, id, &request.text)?;
        self.copy_page(&CopyId { id: id.to_string() })
    }
}

fn copy_named(store: &Store, id: &str) -> Reply<Id> {
    let named = RecordRef {
        kind: "received_copy".into(),
        id: id.to_owned(),
    };
    records::record(store, &named)
}

/// As its sender signed it.
fn intact(store: &Store, row: &Row, bytes: &[u8]) -> Reply<bool> {
    let Some(partner) = row.value("partner").as_id() else {
        return Ok(false);
    };
    let team = store.row("partner_team", partner)?.text("team");
    let same = hex(&Sha256::digest(bytes)) == row.text("copy");
    Ok(same && signature_fits_copy(&row.text("key"), &team, bytes, &row.text("signature")))
}
