//! Copies and comments from a team that is admitted, brought in as own changes. What they are known by is the team, the
//! subject and the version, so that taking the same twice, or on two laptops, makes one record; nothing that a copy says
//! of itself can reach another record.

use chrono::NaiveDate;

use super::standing::{Sender, fields, natural, partner_id, vouched};
use crate::{
    env::Env,
    record::{Fields, Id},
    store::{Action, Result, Store, Verb},
};

/// A copy that was read and found to be what its sender signed.
#[derive(Debug, Clone)]
pub struct ArrivedCopy {
    /// Kind of what it is a copy of.
    pub kind: String,
    /// Its identifier in the sender's hub file.
    pub subject: Id,
    /// What it is called.
    pub title: String,
    /// Which version, in words.
    pub version: String,
    /// The day it speaks of.
    pub as_at: NaiveDate,
    /// The copy, verbatim.
    pub bytes: Vec<u8>,
    /// SHA-256 of it, hex.
    pub fingerprint: String,
    /// The sender's signature, hex.
    pub signature: String,
}

/// A comment on something of this team's.
#[derive(Debug, Clone)]
pub struct ArrivedComment {
    /// Its identifier, given by whoever wrote it.
    pub comment: Id,
    /// Kind of what it is about.
    pub kind: String,
    /// Its identifier here.
    pub subject: Id,
    /// What it is called.
    pub title: String,
    /// Which version, in words.
    pub version: String,
    /// Fingerprint (SHA-256, hex) of that version.
    pub fingerprint: String,
    /// Who wrote it.
    pub person: String,
    /// On which day.
    pub day: NaiveDate,
    /// What it says.
    pub text: String,
}

fn is_here(store: &Store, kind: &str, id: Id) -> Result<bool> {
    Ok(store
        .find_row(store.kind(kind)?, id)?
        .is_some_and(|r| !r.deleted))
}

/// Keeps a copy. Returns its record, and whether it is new here.
///
/// # Errors
/// When the hub file can't be written.
pub fn keep_copy(
    store: &mut Store,
    env: &dyn Env,
    who: Id,
    sender: &Sender,
    copy: &ArrivedCopy,
) -> Result<(Id, bool)> {
    let partner = partner_id(store, &sender.team)?;
    let values = fields([
        ("partner", partner.into()),
        ("subject_kind", copy.kind.as_str().into()),
        ("subject", copy.subject.to_string().into()),
        ("title", copy.title.as_str().into()),
        ("version", copy.version.as_str().into()),
        ("as_at", copy.as_at.into()),
        ("copy", copy.fingerprint.as_str().into()),
        (
            "sent_by",
            format!("{} ({})", sender.person, sender.laptop).into(),
        ),
        ("key", sender.key.as_str().into()),
        ("signature", copy.signature.as_str().into()),
    ]);
    let id = natural(store, "received_copy", &values)?;
    if is_here(store, "received_copy", id)? {
        // It may be here without its bytes, when a colleague's file came without attached files.
        if store.blob(&copy.fingerprint)?.is_none() {
            store.keep_blob_from(&mut copy.bytes.as_slice())?;
        }
        return Ok((id, false));
    }
    let action = Action::new(Verb::TakeCopy).of(format!("{}, {}", copy.title, copy.version));
    store.transact(env, who, action, |tx| {
        tx.keep_blob(&copy.bytes)?;
        tx.put("received_copy", Some(id), &values)?;
        vouched(tx, partner, sender)
    })?;
    Ok((id, true))
}

/// Keeps comments. Returns how many are new here.
///
/// # Errors
/// When the hub file can't be written.
pub fn keep_comments(
    store: &mut Store,
    env: &dyn Env,
    who: Id,
    sender: &Sender,
    comments: &[ArrivedComment],
) -> Result<usize> {
    let partner = partner_id(store, &sender.team)?;
    let mut new: Vec<(Id, Fields)> = vec![];
    for said in comments {
        let values = fields([
            ("partner", partner.into()),
            ("comment", said.comment.to_string().into()),
            ("ours", 0.into()),
            ("subject_kind", said.kind.as_str().into()),
            ("subject", said.subject.to_string().into()),
            ("title", said.title.as_str().into()),
            ("version", said.version.as_str().into()),
            ("copy", said.fingerprint.as_str().into()),
            ("person", said.person.as_str().into()),
            ("day", said.day.into()),
            ("text", said.text.as_str().into()),
        ]);
        let id = natural(store, "copy_comment", &values)?;
        if !is_here(store, "copy_comment", id)? {
            new.push((id, values));
        }
    }
    let Some(first) = comments.first().filter(|_| !new.is_empty()) else {
        return Ok(0);
    };
    let action = Action::new(Verb::TakeCopy).of(format!("comments on {}", first.title));
    store.transact(env, who, action, |tx| {
        for (id, values) in &new {
            tx.put("copy_comment", Some(*id), values)?;
        }
        vouched(tx, partner, sender)
    })?;
    Ok(new.len())
}
