//! Files for colleagues, going out.

use super::super::{Reply, Session};
use crate::{
    contract::{Share, SharePreview, ShareWrite, Shared},
    env::Env,
    exchange::{self, ExchangeError, Protecting, Sending, WORK, Words, format::Room},
    store::{Store, StoreError},
};

impl Session {
    /// What a file would hold.
    pub(in crate::session) fn share_preview(
        &mut self,
        env: &dyn Env,
        request: &Share,
    ) -> Reply<SharePreview> {
        let hub = self.hub_name()?;
        let store = self.read()?;
        let contents = exchange::contents(store, request.everything)?;
        let parts = exchange::parts(&contents.files, &Room::default());
        let going = match parts.get(part(request)?) {
            Some(part) if !request.without_files => &contents.files[part.clone()],
            _ => &[],
        };
        let records = contents
            .records
            .iter()
            .filter_map(|(kind, ids)| {
                let d = &store.kinds().get(kind)?.declaration;
                let label = if ids.len() == 1 { d.one } else { d.many };
                Some((label.to_owned(), ids.len() as i64))
            })
            .collect();
        Ok(SharePreview {
            file_name: exchange::file_name(store, env, &hub)?,
            edits: (contents.changes.len() + contents.held.len()) as i64,
            records,
            may_be_open: contents.personal.is_empty(),
            personal: contents.personal,
            readers: match request.protection.as_str() {
                "words" => vec!["Whoever has the file and its six words".into()],
                "none" => vec!["Whoever has the file".into()],
                _ => contents.readers,
            },
            files: going.len() as i64,
            files_bytes: going.iter().map(|f| f.1 as i64).sum(),
            parts: parts.len() as i64,
        })
    }

    /// Writes a file and reads it back.
    pub(in crate::session) fn share_write(
        &mut self,
        env: &dyn Env,
        request: &ShareWrite,
    ) -> Reply<Shared> {
        let path = env.file(&request.file)?;
        let who = self.colleague()?;
        let protection = protecting(self.read()?, &request.share)?;
        let store = &mut self.opened()?.store;
        exchange::team::start(store, env, &who)?;
        let sending = Sending {
            // An invitation goes to somebody who has nothing yet.
            everything: request.share.everything || request.share.invitation.is_some(),
            protection,
            person: who.name,
            without_files: request.share.without_files,
            part: part(&request.share)?,
            room: Room::default(),
        };
        let sent = exchange::send(store, env, &sending, &path)?;
        let file = path.file_name().map(|n| n.to_string_lossy().into_owned());
        Ok(Shared {
            file: file.unwrap_or_default(),
            bytes: sent.bytes as i64,
            edits: sent.changes as i64,
            words: sent.words,
        })
    }
}

/// Which of the files that attached files take.
fn part(share: &Share) -> Result<usize, StoreError> {
    usize::try_from(share.part).map_err(|_| {
        let message = "It is not clear which part is meant. Nothing was written.";
        StoreError::refused("no_such_part", message, "Choose a part, the first being 0.")
    })
}

/// How a file is to be protected. The one that carries an invitation opens with the words of that invitation: whoever
/// joins with it is told one set of words, and proves with them that they are meant.
fn protecting(store: &Store, share: &Share) -> Result<Protecting, ExchangeError> {
    if let Some(invitation) = &share.invitation {
        let words = Words::typed(share.words.as_deref().unwrap_or_default());
        exchange::team::check_invitation(store, invitation, &words)?;
        return Ok(Protecting::Words(Some(words.text().to_owned()), WORK));
    }
    match share.protection.as_str() {
        "colleagues" => Ok(Protecting::Colleagues),
        "words" => Ok(Protecting::Words(share.words.clone(), WORK)),
        "none" => Ok(Protecting::Open),
        _ => Err(StoreError::refused(
            "bad_request",
            "It is not clear how the file is to be protected. Nothing was written.",
            "Choose colleagues, words or none.",
        )
        .into()),
    }
}
