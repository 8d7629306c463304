//! Copies and comments, going out.

use super::{
    super::{Reply, Session, records},
    page::{partner_info, partners},
};
use crate::{
    contract::{
        CommentsSend, CopyOf, CopyPreview, CopySection, CopySend, CopySent, ForTeam, RecordRef,
    },
    env::Env,
    exchange::{
        self, Protecting, WORK,
        packet::{Comment, Comments, Contents, Gathered, Posting, Section, make},
    },
    packets,
    record::{Id, Value},
    registers::partners::reading_keys,
    store::{Store, StoreError},
};

pub(super) fn shown(section: &Section) -> CopySection {
    CopySection {
        heading: section.heading.clone(),
        columns: section.columns.iter().map(|c| c.label.clone()).collect(),
        rows: section.rows.clone(),
    }
}

fn gathered(store: &Store, env: &dyn Env, of: &CopyOf) -> Reply<Gathered> {
    Ok(match of {
        CopyOf::List(view) => packets::of_list(store, view, env.today())?,
        CopyOf::Record(named) => {
            let id = records::record(store, named)?;
            packets::of_record(store, &named.kind, id, env.today())?
        }
    })
}

impl Session {
    /// What a copy would take along.
    pub(in crate::session) fn copy_preview(
        &mut self,
        env: &dyn Env,
        request: &CopyOf,
    ) -> Reply<CopyPreview> {
        let hub = self.hub_name()?;
        let store = self.read()?;
        let gathered = gathered(store, env, request)?;
        let mut teams = partners(store)?;
        teams.retain(|p| p.standing == "admitted" && p.laptops > 0);
        let name = exchange::file_name(store, env, &format!("{hub} {}", gathered.copy.title))?;
        Ok(CopyPreview {
            title: gathered.copy.title,
            version: gathered.copy.version,
            file_name: name,
            sections: gathered.copy.sections.iter().map(shown).collect(),
            may_be_open: gathered.personal.is_empty(),
            personal: gathered.personal,
            kept_back: gathered.kept_back,
            partners: teams,
        })
    }

    /// Writes a copy and reads it back.
    pub(in crate::session) fn copy_send(
        &mut self,
        env: &dyn Env,
        request: &CopySend,
    ) -> Reply<CopySent> {
        let gathered = gathered(self.read()?, env, &request.of)?;
        let contents = Contents::Copy(gathered.copy);
        self.post(
            env,
            &contents,
            gathered.personal,
            &request.how,
            &request.file,
        )
    }

    /// Writes the comments on a copy, for the team that sent it.
    pub(in crate::session) fn comments_send(
        &mut self,
        env: &dyn Env,
        request: &CommentsSend,
    ) -> Reply<CopySent> {
        let store = self.read()?;
        let named = RecordRef {
            kind: "received_copy".into(),
            id: request.id.clone(),
        };
        let id = records::record(store, &named)?;
        let row = store.row("received_copy", id)?;
        let partner = row.value("partner").as_id().unwrap_or(id);
        let said = comments(store, partner, &row.text("subject"), &row.text("copy"))?;
        if said.is_empty() {
            return Err(StoreError::refused(
                "no_comment",
                "Nobody here has commented on this copy yet. Nothing was written.",
                "Write a comment first.",
            )
            .into());
        }
        let personal = vec![exchange::packet::freely(said.len())];
        let contents = Contents::Comments(Comments {
            form: 1,
            to: store.row("partner_team", partner)?.text("team"),
            kind: row.text("subject_kind"),
            id: row.text("subject").parse().unwrap_or(id),
            title: row.text("title"),
            version: row.text("version"),
            copy: row.text("copy"),
            comments: said,
        });
        let mut how = request.how.clone();
        how.partner = how.partner.or_else(|| Some(partner.to_string()));
        self.post(env, &contents, personal, &how, &request.file)
    }

    fn post(
        &mut self,
        env: &dyn Env,
        contents: &Contents,
        personal: Vec<String>,
        how: &ForTeam,
        file: &str,
    ) -> Reply<CopySent> {
        let path = env.file(file)?;
        let hub = self.hub_name()?;
        let person = self.colleague()?.name;
        let store = self.read()?;
        let (protection, reader) = protecting(store, how)?;
        let posting = Posting {
            hub,
            person,
            protection,
            personal,
        };
        let posted = make(store, env, &posting, contents, &path)?;
        let file = path.file_name().map(|n| n.to_string_lossy().into_owned());
        Ok(CopySent {
            file: file.unwrap_or_default(),
            bytes: posted.bytes as i64,
            words: posted.words,
            reader,
        })
    }
}

/// The comments written here on one version.
fn comments(store: &Store, partner: Id, subject: &str, copy: &str) -> Reply<Vec<Comment>> {
    let read = || -> rusqlite::Result<Vec<Id>> {
        let mut rows = store.db().prepare_cached(
            "SELECT id FROM live_copy_comment WHERE partner = ?1 AND subject = ?2 AND copy = ?3 AND ours = 1
             ORDER BY day, id",
        )?;
        rows.query_map(rusqlite::params![partner, subject, copy], |r| r.get(0))?
            .collect()
    };
    let mut out = vec![];
    for id in read().map_err(StoreError::from)? {
        let row = store.row("copy_comment", id)?;
        let person = Some(row.text("person")).filter(|p| !p.trim().is_empty());
        let (Ok(comment), Some(day)) = (row.text("comment").parse(), row.value("day").as_date())
        else {
            continue;
        };
        out.push(Comment {
            id: comment,
            person: person.unwrap_or_else(|| "Somebody".into()),
            day,
            text: row.text("text"),
        });
    }
    Ok(out)
}

/// How a file is to be protected, and for which team.
fn protecting(store: &Store, how: &ForTeam) -> Reply<(Protecting, Option<String>)> {
    let team = match &how.partner {
        None => None,
        Some(named) => {
            let named = RecordRef {
                kind: "partner_team".into(),
                id: named.clone(),
            };
            Some(records::record(store, &named)?)
        }
    };
    match (how.protection.as_str(), team) {
        ("team", Some(team)) => for_team(store, team),
        ("", Some(team)) if how.words.is_none() && !reading_keys(store, team)?.is_empty() => {
            for_team(store, team)
        }
        ("" | "words", _) => Ok((Protecting::Words(how.words.clone(), WORK), None)),
        ("none", _) => Ok((Protecting::Open, None)),
        ("team", None) => Err(StoreError::refused(
            "no_team",
            "It is not clear which team the file is for. Nothing was written.",
            "Name a team that you have admitted, or protect the file by words.",
        )
        .into()),
        _ => Err(StoreError::refused(
            "bad_request",
            "It is not clear how the file is to be protected. Nothing was written.",
            "Choose a team, words or none.",
        )
        .into()),
    }
}

fn for_team(store: &Store, team: Id) -> Reply<(Protecting, Option<String>)> {
    let info = partner_info(store, team)?;
    if store.row("partner_team", team)?.value("standing") != Value::from("admitted") {
        return Err(StoreError::refused(
            "team_blocked",
            format!(
                "{} is blocked by your team. Nothing was written.",
                info.name
            ),
            "Admit the team again first, or choose another.",
        )
        .into());
    }
    let keys = reading_keys(store, team)?;
    Ok((Protecting::Partner(keys), Some(info.name)))
}
