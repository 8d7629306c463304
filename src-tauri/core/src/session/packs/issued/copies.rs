//! Copies of packs that went out, made again from what was kept.

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::{
    super::{
        super::{Reply, boards::label},
        Made, face as plain_face, face_of_meeting, meeting, papers,
        signatures::{Signatures, Wanted},
    },
    number,
};
use crate::{
    contract::Fault,
    dates::in_words,
    packs::{
        board::BoardPack,
        copies::{Face, Snapshot, reduce},
        engagement::EngagementReport,
        issued::Issued,
        minutes::Minutes,
        register_of_interests::InterestsRegister,
        strategy::StrategyPack,
    },
    registers::governance::Issuable,
    store::{Kept, Row, Store, StoreError},
};

/// One copy of a version that went out. The day is that of the sign-offs, not of the pack: that bears the day on which it
/// went out.
pub(in super::super) fn made(
    store: &Store,
    signed: (NaiveDate, Wanted),
    row: &Row,
    copy: Option<&str>,
) -> Reply<Made> {
    match Issuable::named(&row.text("pack")) {
        Some(Issuable::Board) => {
            let issued = kept::<BoardPack>(store, row)?;
            let face = face(&issued, copy)?;
            let papers = papers::of(&reduce(&issued.whole, &face));
            let of = of_meeting(&issued.whole.group, issued.whole.meeting.day);
            one(store, signed, row, (&issued, &face), (&of, papers))
        }
        Some(Issuable::Minutes) => {
            let issued = kept::<Minutes>(store, row)?;
            let face = face(&issued, copy)?;
            if face == Face::Public
                && issued.whole.state != label(store, "minutes", "state", "published")?
            {
                let message = "These minutes were not published when this version went out. No public copy was written.";
                let hint = "Publish them, then send out the next version.";
                return Err(StoreError::refused("not_published", message, hint).into());
            }
            let of = of_meeting(&issued.whole.group, issued.whole.meeting.day);
            one(store, signed, row, (&issued, &face), (&of, vec![]))
        }
        Some(Issuable::Interests) => {
            let group = |register: &InterestsRegister| register.group.clone();
            alone(store, signed, row, copy, group)
        }
        Some(Issuable::Engagement) => alone(store, signed, row, copy, |_: &EngagementReport| {
            String::new()
        }),
        Some(Issuable::Strategy) => {
            alone(store, signed, row, copy, |_: &StrategyPack| String::new())
        }
        None => Err(missing()),
    }
}

/// A copy of a pack of no meeting. `of`: what it is of, as its seal says it; empty for none.
fn alone<S: Snapshot + DeserializeOwned>(
    store: &Store,
    signed: (NaiveDate, Wanted),
    row: &Row,
    copy: Option<&str>,
    of: impl Fn(&S) -> String,
) -> Reply<Made> {
    let issued = kept::<S>(store, row)?;
    let of = of(&issued.whole);
    one(
        store,
        signed,
        row,
        (&issued, &plain_face(copy)?),
        (&of, vec![]),
    )
}

fn of_meeting(group: &str, day: NaiveDate) -> String {
    format!("{group}, {}", in_words(day))
}

/// What a version is of, for its seal.
fn of_record(row: &Row) -> Option<String> {
    let one = |field: &str| row.value(field).as_id().map(|id| id.to_string());
    one("meeting").or_else(|| one("board"))
}

/// Every copy of a board pack that went out.
pub(in super::super) fn all(
    store: &Store,
    signed: (NaiveDate, Wanted),
    row: &Row,
) -> Reply<meeting::All> {
    let issued = kept::<BoardPack>(store, row)?;
    let (issues, who) = issued.copies();
    let of = of_meeting(&issued.whole.group, issued.whole.meeting.day);
    let mut copies = vec![];
    for issue in issues {
        let papers = papers::of(&reduce(&issued.whole, &issue.face));
        let made = one(store, signed, row, (&issued, &issue.face), (&of, papers))?;
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

/// What was kept of a version.
pub(super) fn kept<S: Snapshot + DeserializeOwned>(store: &Store, row: &Row) -> Reply<Issued<S>> {
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
        .filter(|name| !name.is_empty())
    else {
        return match copy {
            Some("closed") => Ok(Face::ClosedSession),
            other => face_of_meeting(other),
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
    (of, papers): (&str, Vec<papers::Enclosed>),
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
            "record": of_record(row),
            "version": number(row),
            "issued": row.id.to_string(),
            "signed": signed.marks,
            "of": Some(of).filter(|of| !of.is_empty()),
            "made_on": today,
            "copy": name_of(face),
        }),
    })
}
