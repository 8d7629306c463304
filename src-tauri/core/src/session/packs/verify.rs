//! Looking at a PDF (PCK-4): exactly as it was made and by whom, changed since and where, or not ours.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{
    super::{Reply, Session},
    PROOFS,
    issued::{self, Series},
    kpi,
    signatures::Wanted,
    unsealed,
    way::Way,
};
use crate::{
    contract::{Fault, PackMaker, PackPrint, PackSignOff, PackVerdict, PackVerify},
    dates,
    env::Env,
    exchange::check_code,
    packs::{
        copies::ATTACHED,
        issued::{LIST, lists_its_copy},
    },
    pdf::{self, Difference, Seal, SealError},
    record::Id,
    registers::{
        governance::Issuable,
        plans::signing::{self, Proven},
    },
    store::{Store, StoreError, log::hex, signature_fits, team::Standing},
};

/// What keeps the signature of a pack from being passed off as another.
pub(super) const PURPOSE: &str = "pack";
/// Larger files are not packs.
const LARGEST: u64 = 512 * 1024 * 1024;

/// What the seal of a pack says that it is.
#[derive(Debug, Default, Deserialize)]
struct Purpose {
    #[serde(default)]
    pack: String,
    record: Option<String>,
    period: Option<String>,
    revision: Option<i64>,
    kind: Option<String>,
    made_on: Option<NaiveDate>,
    copy: Option<String>,
    version: Option<i64>,
    issued: Option<String>,
    signed: Option<Vec<String>>,
    of: Option<String>,
    papers: Option<String>,
    print: Option<PackPrint>,
}

impl Session {
    /// Looks at a PDF. Without an open hub file nobody is known, and the rest still holds.
    pub(in crate::session) fn pack_verify(
        &mut self,
        env: &dyn Env,
        request: &PackVerify,
    ) -> Reply<PackVerdict> {
        let path = env.file(&request.file)?;
        let size = std::fs::metadata(&path).map_err(unreadable)?.len();
        if size > LARGEST {
            return Ok(verdict(
                "not_ours",
                "This file is too large to be a pack made by Hubfolio.",
            ));
        }
        let bytes = std::fs::read(&path).map_err(unreadable)?;
        let store = self.read().ok();
        match pdf::read_seal(&bytes) {
            Ok(seal) => looked_at(store, env, &bytes, &seal),
            Err(SealError::Missing) if pdf::claims_to_be_ours(&bytes) => Ok(verdict(
                "changed",
                "This file was changed since it was made: its seal is gone.",
            )),
            Err(SealError::Missing) => Ok(verdict("not_ours", SealError::Missing.to_string())),
            Err(SealError::Blank) => Ok(verdict(
                "unsealed",
                "This pack was never sealed by a laptop, so nobody can tell whether it was changed.",
            )),
            Err(broken) => Ok(verdict("changed", broken.to_string())),
        }
    }
}

fn unreadable(error: std::io::Error) -> Fault {
    let message = format!("The file can't be read: {error}. Nothing was changed.");
    StoreError::refused("file_unreadable", message, "Choose another file.").into()
}

fn verdict(standing: &str, text: impl Into<String>) -> PackVerdict {
    PackVerdict {
        standing: standing.into(),
        text: text.into(),
        what: String::new(),
        maker: None,
        sign_offs: vec![],
        differences: vec![],
    }
}

/// A file with a seal that can be read.
fn looked_at(
    store: Option<&Store>,
    env: &dyn Env,
    bytes: &[u8],
    seal: &Seal,
) -> Reply<PackVerdict> {
    let purpose: Purpose = serde_json::from_str(&seal.purpose).unwrap_or_default();
    if !signature_fits(&seal.public_key, PURPOSE, &seal.digest, &seal.signature) {
        let differences = match store {
            Some(store) => where_changed(store, env, bytes, &purpose),
            None => vec![],
        };
        let text = if differences.is_empty() {
            "This file was changed since it was made. Where can't be told here: what it was made from is not kept, or is \
             in another hub file, or another version of Hubfolio made it."
        } else {
            "This file was changed since it was made."
        };
        return Ok(PackVerdict {
            what: what(store, &purpose),
            differences,
            ..verdict("changed", text)
        });
    }
    let maker = maker(store, &seal.public_key)?;
    let text = match maker.standing.as_str() {
        "this" => "This file is exactly as this laptop made it.".to_owned(),
        "admitted" => format!("This file is exactly as {} ({}) made it.", maker.laptop, maker.person),
        "blocked" => format!(
            "This file is as {} ({}) made it, but your team has blocked that laptop. Whether it was made before, ask.",
            maker.laptop, maker.person
        ),
        _ => "This file is intact: nothing in it was changed since a laptop made it. That laptop is not known here. \
              Compare its check code with the one that the sender reads out."
            .to_owned(),
    };
    Ok(PackVerdict {
        what: what(store, &purpose),
        maker: Some(maker),
        sign_offs: sign_offs(store, bytes)?,
        ..verdict("as_made", text)
    })
}

/// What a pack is, in words.
fn what(store: Option<&Store>, purpose: &Purpose) -> String {
    let mut words = match purpose.pack.as_str() {
        "board" => "Board pack".to_owned(),
        "minutes" => "Minutes".to_owned(),
        "kpi" => "KPI return".to_owned(),
        "list" => "List".to_owned(),
        "strategy" => "Strategy".to_owned(),
        "interests" => "Register of interests".to_owned(),
        "engagement" => "Stakeholder engagement report".to_owned(),
        "passport" => "Practice passport".to_owned(),
        _ => return String::new(),
    };
    if let Some(kind) = &purpose.kind {
        let many = match store.and_then(|store| store.kind(kind).ok()) {
            Some(known) => known.declaration.many.to_owned(),
            None => kind.replace('_', " "),
        };
        words += &format!(": {many}");
    }
    if let Some(period) = &purpose.period {
        words += &format!(", {period}");
    }
    if let Some(of) = &purpose.of {
        words += &format!(": {of}");
    }
    if let Some(version) = purpose.version {
        words += &format!(", version {version}");
    }
    if let Some(revision) = purpose.revision {
        words += &format!(", revision {revision}");
    }
    if let Some(day) = purpose.made_on {
        words += &format!(", made on {}", dates::in_words(day));
    }
    match purpose.copy.as_deref() {
        Some("public") => words += ", public copy",
        Some("closed") => words += ", closed session’s copy",
        Some(copy) => {
            if let Some(person) = copy.strip_prefix("member:") {
                words += &format!(", copy for {person}");
            }
        }
        None => {}
    }
    let print = purpose.print.unwrap_or_default();
    if print.large {
        words += ", in large print";
    }
    if print.both_sides {
        words += ", for both sides of the paper";
    }
    words
}

fn maker(store: Option<&Store>, key: &[u8; 32]) -> Reply<PackMaker> {
    let mut maker = PackMaker {
        laptop: String::new(),
        person: String::new(),
        check_code: check_code(key),
        standing: "unknown".into(),
    };
    let Some(store) = store else {
        return Ok(maker);
    };
    if store.laptop().is_some_and(|l| l.public() == *key) {
        maker.standing = "this".into();
    }
    let key = hex(key);
    if let Some(member) = store.team()?.laptops.get(&key) {
        if let Some(card) = member.card() {
            maker.laptop.clone_from(&card.laptop);
            maker.person.clone_from(&card.person);
        }
        match member.standing {
            Standing::Admitted if maker.standing != "this" => maker.standing = "admitted".into(),
            Standing::Blocked(_) => maker.standing = "blocked".into(),
            _ => {}
        }
    }
    Ok(maker)
}

/// The sign-offs that a file carries, and whether they are over the copy that it carries.
fn sign_offs(store: Option<&Store>, bytes: &[u8]) -> Reply<Vec<PackSignOff>> {
    // Anybody can seal anything: what can't be read carries no sign-off.
    let files: BTreeMap<String, Vec<u8>> = pdf::attachments(bytes)
        .unwrap_or_default()
        .into_iter()
        .collect();
    let proofs: Vec<serde_json::Value> = files
        .get(PROOFS)
        .and_then(|proofs| serde_json::from_slice(proofs).ok())
        .unwrap_or_default();
    let carried: Vec<String> = files
        .values()
        .map(|file| hex(&Sha256::digest(file)))
        .collect();
    let file = |name: &str| files.get(name).map(Vec::as_slice);
    let listed = lists_its_copy(file(LIST), file(ATTACHED));
    let mut out = vec![];
    for proof in &proofs {
        let Some(proven) = Proven::read(proof) else {
            continue;
        };
        out.push(PackSignOff {
            fits: proven.fits && carried.contains(&proven.digest) && listed,
            standing: standing(store, &proven)?.into(),
            check_code: proven
                .digest
                .chars()
                .take(super::super::sign_offs::CHECK_CODE)
                .collect(),
            day: proven.day.map(dates::in_words).unwrap_or_default(),
            person: proven.person,
            role: proven.role,
            laptop: proven.laptop,
            wording: proven.wording,
        });
    }
    Ok(out)
}

/// How a sign-off stands in this hub file.
fn standing(store: Option<&Store>, proven: &Proven) -> Reply<&'static str> {
    let (Some(store), Ok(id)) = (store, proven.subject.parse::<Id>()) else {
        return Ok("unknown");
    };
    let rows = signing::of(store, &proven.subject_kind, id)?;
    let known = rows
        .iter()
        .find(|row| row.text("signature") == proven.signature);
    Ok(match known {
        Some(row) if row.value("withdrawn_on").as_date().is_some() => "withdrawn",
        Some(_) => "stands",
        None => "unknown",
    })
}

/// Where a file differs from what its laptop made. Only a file that the seal itself proves to be that one is compared with:
/// a guess would name pages that nobody touched.
fn where_changed(store: &Store, env: &dyn Env, bytes: &[u8], purpose: &Purpose) -> Vec<String> {
    let again =
        made_again(store, env, purpose).and_then(|again| pdf::under_the_seal_of(again, bytes).ok());
    let Some(again) = again else {
        return vec![];
    };
    if again == bytes {
        return vec!["The seal".to_owned()];
    }
    let proven = pdf::read_seal(&again)
        .is_ok_and(|seal| signature_fits(&seal.public_key, PURPOSE, &seal.digest, &seal.signature));
    if !proven {
        return vec![];
    }
    let differences = pdf::differences(&again, bytes).unwrap_or_default();
    differences.iter().map(in_words).collect()
}

/// The same pack once more, before it is sealed, where what it was made from is kept. A pack whose content is gone, or is in
/// another hub file, can't be made again: that is no fault of the file's. Nor is a seal whose own words were changed.
fn made_again(store: &Store, env: &dyn Env, purpose: &Purpose) -> Option<Vec<u8>> {
    let wanted = match &purpose.signed {
        Some(marks) => Wanted::These(marks),
        None => Wanted::Standing,
    };
    let signed = (purpose.made_on?, wanted);
    let record = purpose.record.as_deref();
    let copy = purpose.copy.as_deref();
    let made = if let Some(version) = purpose.version {
        Issuable::named(&purpose.pack)?;
        let series = Series::of(store, &purpose.pack, record).ok()?;
        let number = version.to_string();
        let named = purpose.issued.as_deref().unwrap_or(&number);
        let row = series.version(store, named).ok()?;
        issued::made(store, signed, &row, copy).ok()?
    } else {
        let record: Id = record?.parse().ok()?;
        if !is_kept(store, purpose, record) {
            return None;
        }
        kpi::made(store, signed, Some(record), &super::face(copy).ok()?).ok()?
    };
    let way = Way::asked(purpose.papers.as_deref(), purpose.print).ok()?;
    unsealed(store, env, &made, way).ok()
}

/// A return that was submitted stands still.
fn is_kept(store: &Store, purpose: &Purpose, record: Id) -> bool {
    let row = store.row("return", record);
    purpose.pack == "kpi" && row.is_ok_and(|row| row.text("state") != "open")
}

fn in_words(difference: &Difference) -> String {
    match difference {
        Difference::Unreadable => "The file is damaged so that it can't be read as a PDF.".into(),
        Difference::Pages { made, found } => format!("It has {found} pages in place of {made}."),
        Difference::Page(number) => format!("Page {number}"),
        Difference::Attachment(name) => format!("The attached file {name}"),
        Difference::Elsewhere => "Title, dates, bookmarks, fonts or structure".into(),
    }
}
