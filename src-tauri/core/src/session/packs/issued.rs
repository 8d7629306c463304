//! Packs of meetings that went out (PCK-7): sending the next version out, and making its copies again from what was kept.

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::{
    super::{
        Reply, Session,
        boards::{label, named},
        sign_offs::sign_offs_of,
    },
    Made, meeting, papers,
    signatures::{Signatures, Wanted},
};
use crate::{
    contract::{Fault, IssuedPackInfo, MeetingId, PackIssue},
    dates::in_words,
    env::Env,
    packs::{
        board::{self, BoardPack},
        copies::{Face, Snapshot, reduce},
        issued::Issued,
        minutes::Minutes,
    },
    record::{Fields, Id, Value},
    registers::governance::{MeetingPack, waiting},
    store::{Action, Kept, Result, Row, Store, StoreError, Verb},
};

/// A version of a pack of a meeting.
#[derive(Debug, Clone, Copy)]
pub(super) struct Version<'a> {
    pub(super) meeting: Id,
    pub(super) pack: MeetingPack,
    /// Its identifier, or its number.
    pub(super) named: &'a str,
}

/// What goes out: bytes to keep, the list that is signed, what is new.
struct Going {
    kept: Vec<u8>,
    list: Vec<u8>,
    changes: Vec<String>,
}

impl Session {
    /// Sends a pack of a meeting out as its next version.
    pub(in super::super) fn pack_issue(
        &mut self,
        env: &dyn Env,
        request: &PackIssue,
    ) -> Reply<IssuedPackInfo> {
        let pack = pack_named(&request.pack)?;
        let file = self.opened()?;
        let store = &mut file.store;
        let meeting = named(store, "meeting", &request.meeting)?;
        waiting::refuse(store, meeting, "send the pack out")?;
        let before = newest(store, meeting, pack)?;
        let version = before.as_ref().map_or(1, |row| number(row) + 1);
        let today = env.today();
        let going = match pack {
            MeetingPack::Board => board(store, today, meeting, (version, before.as_ref()))?,
            MeetingPack::Minutes => minutes(store, today, meeting, (version, before.as_ref()))?,
        };
        let title = format!(
            "{}, version {version}, of {}",
            pack.words(),
            store.title("meeting", meeting)?
        );
        let (id, _) = store.transact(env, file.me, Action::new(Verb::Issue).of(title), |tx| {
            let changes = going.changes.join("\n");
            let values: Fields = [
                ("meeting", Value::from(meeting)),
                ("pack", pack.name().into()),
                ("version", version.into()),
                ("issued_on", today.into()),
                ("issued_by", file.me.into()),
                ("changes", Some(changes).filter(|c| !c.is_empty()).into()),
                ("copy", tx.keep_blob(&going.kept)?.into()),
                ("copies", tx.keep_blob(&going.list)?.into()),
            ]
            .map(|(field, value)| (field.to_owned(), value))
            .into();
            tx.put("issued_pack", None, &values)
        })?;
        info(store, &store.row("issued_pack", id)?)
    }

    /// The packs of a meeting that went out, newest first.
    pub(in super::super) fn packs_issued(
        &mut self,
        request: &MeetingId,
    ) -> Reply<Vec<IssuedPackInfo>> {
        let store = self.read()?;
        let meeting = named(store, "meeting", &request.id)?;
        let mut all = vec![];
        for pack in [MeetingPack::Board, MeetingPack::Minutes] {
            for row in rows(store, meeting, pack)? {
                all.push(info(store, &row)?);
            }
        }
        Ok(all)
    }
}

/// One copy of a version that went out. The day is that of the sign-offs, not of the pack: that bears the day on which it
/// went out.
pub(super) fn made(
    store: &Store,
    signed: (NaiveDate, Wanted),
    version: Version,
    copy: Option<&str>,
) -> Reply<Made> {
    let row = found(store, version)?;
    match version.pack {
        MeetingPack::Board => {
            let issued = kept::<BoardPack>(store, &row)?;
            let face = face(&issued, copy)?;
            let papers = papers::of(&reduce(&issued.whole, &face));
            let of = (issued.whole.group.as_str(), issued.whole.meeting.day);
            one(store, signed, &row, (&issued, &face), of, papers)
        }
        MeetingPack::Minutes => {
            let issued = kept::<Minutes>(store, &row)?;
            let face = face(&issued, copy)?;
            if face == Face::Public
                && issued.whole.state != label(store, "minutes", "state", "published")?
            {
                let message = "These minutes were not published when this version went out. No public copy was written.";
                let hint = "Publish them, then send out the next version.";
                return Err(StoreError::refused("not_published", message, hint).into());
            }
            let of = (issued.whole.group.as_str(), issued.whole.meeting.day);
            one(store, signed, &row, (&issued, &face), of, vec![])
        }
    }
}

/// Every copy of a board pack that went out.
pub(super) fn all(
    store: &Store,
    signed: (NaiveDate, Wanted),
    version: Version,
) -> Reply<meeting::All> {
    let row = found(store, version)?;
    let issued = kept::<BoardPack>(store, &row)?;
    let (issues, who) = issued.copies();
    let of = (issued.whole.group.as_str(), issued.whole.meeting.day);
    let mut copies = vec![];
    for issue in issues {
        let papers = papers::of(&reduce(&issued.whole, &issue.face));
        let made = one(store, signed, &row, (&issued, &issue.face), of, papers)?;
        copies.push((issue.file_stem, made));
    }
    Ok(meeting::All {
        copies,
        who,
        about: meeting::About {
            hub: issued.whole.head.hub.clone(),
            group: issued.whole.group.clone(),
            day: issued.whole.meeting.day,
            made_on: issued.on,
        },
    })
}

/// A pack by its name in a request.
pub(super) fn pack_named(name: &str) -> Reply<MeetingPack> {
    MeetingPack::named(name).ok_or_else(|| {
        let message =
            format!("A pack called {name} can't be sent out from a meeting. Nothing was changed.");
        StoreError::refused(
            "unknown_pack",
            message,
            "The packs of a meeting: board, minutes.",
        )
        .into()
    })
}

fn board(
    store: &Store,
    today: NaiveDate,
    meeting: Id,
    (version, before): (i64, Option<&Row>),
) -> Reply<Going> {
    let mut now = meeting::board_now(store, today, meeting)?;
    now.whole.version = u32::try_from(version).unwrap_or(u32::MAX);
    if let Some(before) = before {
        let before = kept::<BoardPack>(store, before)?.whole;
        now.whole.changes = board::changes(&before, &now.whole);
        if now.whole.changes.is_empty() {
            return Err(nothing_new(MeetingPack::Board, version - 1));
        }
        board::mark_late(&before, &mut now.whole);
    }
    Ok(Going {
        kept: now.bytes(),
        list: now.list(),
        changes: now.whole.changes.into_iter().map(|c| c.text).collect(),
    })
}

fn minutes(
    store: &Store,
    today: NaiveDate,
    meeting: Id,
    (version, before): (i64, Option<&Row>),
) -> Reply<Going> {
    let mut now = meeting::minutes_now(store, today, meeting)?;
    if let Some(before) = before {
        let before = kept::<Minutes>(store, before)?.whole;
        let same = Minutes {
            version: before.version,
            head: before.head.clone(),
            ..now.whole.clone()
        };
        if same == before {
            return Err(nothing_new(MeetingPack::Minutes, version - 1));
        }
    }
    now.whole.version = u32::try_from(version).unwrap_or(u32::MAX);
    Ok(Going {
        kept: now.bytes(),
        list: now.list(),
        changes: vec![],
    })
}

fn nothing_new(pack: MeetingPack, version: i64) -> Fault {
    let message = format!(
        "Nothing in the {} has changed since version {version} went out. Nothing was changed.",
        pack.words()
    );
    let hint = format!("Write version {version} again for whoever needs another copy.");
    StoreError::refused("nothing_new", message, hint).into()
}

fn number(row: &Row) -> i64 {
    row.value("version").as_int().unwrap_or(1)
}

/// The versions of a pack, newest first.
fn rows(store: &Store, meeting: Id, pack: MeetingPack) -> Result<Vec<Row>> {
    let mut find = store.db().prepare_cached(
        "SELECT id FROM live_issued_pack WHERE meeting = ?1 AND pack = ?2 ORDER BY version DESC, id DESC",
    )?;
    let ids = find
        .query_map((meeting, pack.name()), |r| r.get(0))?
        .collect::<rusqlite::Result<Vec<Id>>>()?;
    ids.into_iter()
        .map(|id| store.row("issued_pack", id))
        .collect()
}

fn newest(store: &Store, meeting: Id, pack: MeetingPack) -> Result<Option<Row>> {
    Ok(rows(store, meeting, pack)?.into_iter().next())
}

fn found(store: &Store, version: Version) -> Reply<Row> {
    let mut rows = rows(store, version.meeting, version.pack)?;
    let named = version.named.trim();
    rows.retain(|row| row.id.to_string() == named || number(row).to_string() == named);
    let (pack, one) = (version.pack.words(), rows.pop());
    if let (Some(first), Some(other)) = (&one, rows.first()) {
        let message = format!(
            "Two laptops both sent a version {named} of the {pack} of this meeting out. No pack was written."
        );
        let hint = format!("Name it by its identifier: {} or {}.", first.id, other.id);
        return Err(StoreError::refused("several_versions", message, hint).into());
    }
    one.ok_or_else(|| {
        let message = format!(
            "There is no version {named} of the {pack} of this meeting. No pack was written."
        );
        let hint = "Send it out first, or write it as it is now.";
        StoreError::refused("no_version", message, hint).into()
    })
}

/// What was kept of a version.
fn kept<S: Snapshot + DeserializeOwned>(store: &Store, row: &Row) -> Reply<Issued<S>> {
    let hash = row.text("copy");
    if store.kept(&hash)? == Kept::Erased {
        let message = "This version held a person whose data was erased since, so its content is gone. That it went out \
                       and was signed stays. No pack was written.";
        return Err(
            StoreError::refused("copy_erased", message, "Send out the next version.").into(),
        );
    }
    let bytes = store.blob(&hash)?;
    bytes
        .and_then(|bytes| Issued::read(&bytes))
        .ok_or_else(missing)
}

fn missing() -> Fault {
    let message = "What this version was made from is not on this laptop, or is not what it was. No pack was written.";
    let hint = "Ask a colleague for a file with everything.";
    StoreError::refused("copy_missing", message, hint).into()
}

fn face<S: Snapshot + DeserializeOwned>(issued: &Issued<S>, copy: Option<&str>) -> Reply<Face> {
    let Some(name) = copy
        .and_then(|name| name.strip_prefix("member:"))
        .map(str::trim)
    else {
        return match copy {
            Some("closed") => Ok(Face::ClosedSession),
            other => super::face(other),
        };
    };
    let recipients = issued.recipients.iter();
    let own = meeting::named(name, recipients, |r| (r.id.clone(), &r.person))?;
    own.map(|r| Face::Member {
        person: r.person.clone(),
        without_papers: r.without_papers.clone(),
    })
    .ok_or_else(|| {
        let message = format!("{name} got no copy of this version. No pack was written.");
        StoreError::refused(
            "no_member",
            message,
            "Choose somebody who sat on the board when it went out.",
        )
        .into()
    })
}

/// The name of a copy in a request.
fn name_of(face: &Face) -> String {
    match face {
        Face::Members => "members".to_owned(),
        Face::Public => "public".to_owned(),
        Face::ClosedSession => "closed".to_owned(),
        Face::Member { person, .. } => format!("member:{person}"),
    }
}

fn one<S: Snapshot + DeserializeOwned>(
    store: &Store,
    (today, wanted): (NaiveDate, Wanted),
    row: &Row,
    (issued, face): (&Issued<S>, &Face),
    (group, day): (&str, NaiveDate),
    papers: Vec<papers::Enclosed>,
) -> Reply<Made> {
    let digest = row.text("copies");
    let list = store.blob(&digest)?.ok_or_else(missing)?;
    let subject = ("issued_pack", row.id);
    let mut signed = Signatures::of(store, subject, &digest, (today, wanted))?;
    if *face == Face::Public {
        signed.keep_evidence_back();
    }
    let Some(mut issue) = issued.copy(face, &signed.shown, &list) else {
        let message = format!(
            "This version has no such copy: {}. No pack was written.",
            face.words()
        );
        return Err(StoreError::refused("no_such_copy", message, "").into());
    };
    issue.document.attachments.extend(signed.proofs());
    Ok(Made {
        document: issue.document,
        signed: !signed.shown.is_empty(),
        is_signed_off: true,
        papers,
        purpose: json!({
            "pack": row.text("pack"),
            "record": row.value("meeting").as_id().map(|id| id.to_string()),
            "version": number(row),
            "issued": row.id.to_string(),
            "signed": signed.marks,
            "of": format!("{group}, {}", in_words(day)),
            "made_on": today,
            "copy": name_of(face),
        }),
    })
}

fn info(store: &Store, row: &Row) -> Reply<IssuedPackInfo> {
    let state = match store.kept(&row.text("copy"))? {
        Kept::Erased => "erased",
        Kept::Here => "here",
        _ => "not_here",
    };
    let (mut closed_session, mut own_copies) = (false, vec![]);
    if state == "here" && row.text("pack") == MeetingPack::Board.name() {
        let issued = kept::<BoardPack>(store, row)?;
        closed_session = issued.closed_session;
        let own = issued
            .recipients
            .into_iter()
            .filter(|r| !r.without_papers.is_empty());
        own_copies = own.map(|r| r.person).collect();
    }
    let by = row.value("issued_by").as_id();
    Ok(IssuedPackInfo {
        id: row.id.to_string(),
        pack: row.text("pack"),
        version: number(row),
        on: row
            .value("issued_on")
            .as_date()
            .map(in_words)
            .unwrap_or_default(),
        by: by.map_or(Ok(String::new()), |id| store.title("person", id))?,
        changes: row.text("changes").lines().map(str::to_owned).collect(),
        state: state.to_owned(),
        closed_session,
        own_copies,
        sign_offs: sign_offs_of(store, "issued_pack", row.id)?,
    })
}
