//! Copies and comments from other teams, coming in.

use super::super::{Reply, Session, sharing::keys};
use crate::{
    contract::{
        CopyFile, CopyLook, CopyTaken, Fault, PartnerAdmit, PartnerBlock, PartnersPage, RecordRef,
    },
    env::Env,
    exchange::{
        self, Staged, check_code,
        packet::{Comments, Contents, Copy, Packet},
    },
    packets,
    record::Id,
    registers::partners::{self, ArrivedComment, ArrivedCopy, Sender, Standing, standing},
    session::records,
    store::{Store, StoreError, log::unhex},
};

fn sender(packet: &Packet) -> Sender {
    Sender {
        team: packet.team.clone(),
        hub: packet.letter.from.name.clone(),
        key: packet.card.key.clone(),
        reads: packet.card.reads.clone(),
        laptop: packet.card.laptop.clone(),
        person: packet.card.person.clone(),
        others: packet.letter.from.laptops.clone(),
    }
}

fn code_of(key: &str) -> String {
    unhex::<32>(key).map(|k| check_code(&k)).unwrap_or_default()
}

/// Refuses what a team or laptop sent that nobody here has admitted.
fn refuse_unless_admitted(store: &Store, sender: &Sender) -> Reply<()> {
    let (hub, person, code) = (&sender.hub, &sender.person, code_of(&sender.key));
    let (id, message, hint) = match standing(store, &sender.team, &sender.key)? {
        Standing::Admitted => return Ok(()),
        Standing::Unknown => (
            "team_not_admitted",
            format!(
                "This file says that it comes from {hub}, a team that nobody here has admitted. Your data was not changed."
            ),
            format!("Telephone {person}, compare the check code ({code}), and admit the team."),
        ),
        Standing::OtherLaptop => (
            "laptop_not_admitted",
            format!(
                "This file says that it comes from {hub}, but from a laptop of that team that is not known here. Your data was not changed."
            ),
            format!("Telephone {person}, compare the check code ({code}), and admit that laptop."),
        ),
        Standing::Blocked => (
            "team_blocked",
            format!("{hub} is blocked by your team. Your data was not changed."),
            "Admit the team again if that was a mistake.".into(),
        ),
    };
    Err(StoreError::refused(id, message, hint).into())
}

impl Session {
    /// A file from another team, read whole.
    fn packet(&self, env: &dyn Env, copy: &CopyFile) -> Reply<Packet> {
        let store = self.read()?;
        let path = env.file(&copy.file)?;
        let staged = Staged::open(&path, &keys(store, copy.words.as_deref()));
        staged
            .and_then(|staged| Packet::for_us(store, &staged))
            .map_err(|e| self.refused_copy(env, &path, e))
    }

    /// What a file from another team says of itself.
    pub(in crate::session) fn copy_look(
        &mut self,
        env: &dyn Env,
        request: &CopyFile,
    ) -> Reply<CopyLook> {
        let packet = self.packet(env, request)?;
        let store = self.read()?;
        let stands = standing(store, &packet.team, &packet.card.key)?;
        let known = exchange::packet::taken(store, &packet.digest)?;
        // Whoever leaves it at that finds it again in the list of files, with what to do.
        if let (false, Err(fault)) = (known, refuse_unless_admitted(store, &sender(&packet))) {
            self.remember_refused_copy(env, &env.file(&request.file)?, &fault);
        }
        let (title, version, parts) = match &packet.contents {
            Contents::Copy(copy) => {
                let rows = copy
                    .sections
                    .iter()
                    .map(|s| (s.heading.clone(), s.rows.len() as i64));
                (&copy.title, &copy.version, rows.collect())
            }
            Contents::Comments(said) => {
                let count = said.comments.len() as i64;
                (
                    &said.title,
                    &said.version,
                    vec![("Comments".to_owned(), count)],
                )
            }
        };
        Ok(CopyLook {
            file: packet.name.clone(),
            team: packet.letter.from.name.clone(),
            laptop: packet.card.laptop.clone(),
            person: packet.card.person.clone(),
            check_code: code_of(&packet.card.key),
            key: packet.card.key.clone(),
            standing: stands.name().into(),
            made: packet.made,
            what: packet.contents.name().into(),
            title: title.clone(),
            version: version.clone(),
            parts,
            known,
        })
    }

    /// Admits the team and laptop that made a file.
    pub(in crate::session) fn partner_admit(
        &mut self,
        env: &dyn Env,
        request: &PartnerAdmit,
    ) -> Reply<PartnersPage> {
        let packet = self.packet(env, &request.copy)?;
        if packet.card.key != request.key {
            return Err(StoreError::refused(
                "another_laptop",
                "This file was made by another laptop than the one whose check code you compared. Nothing was changed.",
                "Look at the file again and compare its check code.",
            )
            .into());
        }
        let file = self.opened()?;
        partners::admit(&mut file.store, env, file.me, &sender(&packet))?;
        self.partners()
    }

    /// Blocks another team.
    pub(in crate::session) fn partner_block(
        &mut self,
        env: &dyn Env,
        request: &PartnerBlock,
    ) -> Reply<PartnersPage> {
        let file = self.opened()?;
        let named = RecordRef {
            kind: "partner_team".into(),
            id: request.id.clone(),
        };
        let id = records::record(&file.store, &named)?;
        partners::block(&mut file.store, env, file.me, id, request.reason.clone())?;
        self.partners()
    }

    /// Takes a file from another team in.
    pub(in crate::session) fn copy_take(
        &mut self,
        env: &dyn Env,
        request: &CopyFile,
    ) -> Reply<CopyTaken> {
        let packet = self.packet(env, request)?;
        let path = env.file(&request.file)?;
        let sender = sender(&packet);
        refuse_unless_admitted(self.read()?, &sender)
            .inspect_err(|fault| self.remember_refused_copy(env, &path, fault))?;
        let file = self.opened()?;
        let taken = match &packet.contents {
            Contents::Copy(copy) => {
                let arrived = arrived_copy(&packet, copy);
                let (id, new) =
                    partners::keep_copy(&mut file.store, env, file.me, &sender, &arrived)?;
                let what = format!("{}, {}", copy.title, copy.version);
                CopyTaken {
                    id: Some(id.to_string()),
                    new: i64::from(new),
                    text: if new {
                        format!("A copy from {} came in: {what}.", sender.hub)
                    } else {
                        format!("This copy from {} is here already: {what}.", sender.hub)
                    },
                }
            }
            Contents::Comments(said) => {
                let arrived = arrived_comments(&file.store, said)?;
                let new =
                    partners::keep_comments(&mut file.store, env, file.me, &sender, &arrived)?;
                let (hub, title) = (&sender.hub, &said.title);
                CopyTaken {
                    id: None,
                    new: new as i64,
                    text: match new {
                        0 => format!("No new comment from {hub} on {title}."),
                        1 => format!("1 comment from {hub} on {title} came in."),
                        n => format!("{n} comments from {hub} on {title} came in."),
                    },
                }
            }
        };
        exchange::packet::note_taken(&file.store, env, &packet, &taken.text)?;
        self.forget_refused_copy(&path);
        Ok(taken)
    }
}

fn arrived_copy(packet: &Packet, copy: &Copy) -> ArrivedCopy {
    ArrivedCopy {
        kind: copy.kind.clone(),
        subject: copy.id,
        title: copy.title.clone(),
        version: copy.version.clone(),
        as_at: copy.as_at,
        bytes: packet.body.clone().into_bytes(),
        fingerprint: packet.fingerprint(),
        signature: packet.letter.sig.clone(),
    }
}

/// Comments on something that is here.
fn arrived_comments(store: &Store, said: &Comments) -> Result<Vec<ArrivedComment>, Fault> {
    let subject = RecordRef {
        kind: said.kind.clone(),
        id: said.id.to_string(),
    };
    if !packets::subject_is_here(store, &subject)? {
        return Err(StoreError::refused(
            "unknown_subject",
            format!(
                "These comments are about something that is not in this hub file ({}). Your data was not changed.",
                said.title
            ),
            "Bring in your colleagues' newest file first, then take the comments in again.",
        )
        .into());
    }
    let one = |comment: &exchange::packet::Comment| -> ArrivedComment {
        let (subject, comment_id): (Id, Id) = (said.id, comment.id);
        ArrivedComment {
            comment: comment_id,
            kind: said.kind.clone(),
            subject,
            title: said.title.clone(),
            version: said.version.clone(),
            fingerprint: said.copy.clone(),
            person: comment.person.clone(),
            day: comment.day,
            text: comment.text.clone(),
        }
    };
    Ok(said.comments.iter().map(one).collect())
}
