//! Signing off what stands still (PLN-6): a submitted return, a pack that went out.

use super::{Reply, Session, boards::named, packs, records::id_of};
use crate::{
    contract::{Sign, SignOffInfo, SignWithdraw},
    dates,
    env::Env,
    record::Id,
    registers::{
        governance::Issuable,
        indicators::{
            returns,
            waiting::{self, Reach},
        },
        plans::{How, signing},
    },
    store::{Row, Store, StoreError, unsettled},
};

/// Letters of a fingerprint that people compare.
pub(super) const CHECK_CODE: usize = 12;

impl Session {
    /// Signs off a submitted return, or a pack that went out.
    pub(super) fn sign(&mut self, env: &dyn Env, request: Sign) -> Reply<SignOffInfo> {
        let file = self.opened()?;
        let (subject, usual) = match request.kind.as_str() {
            "return" => submitted(&file.store, &request.id)?,
            "issued_pack" => issued(&file.store, env, &request.id)?,
            other => {
                let message = format!("A {other} can't be signed off. Nothing was changed.");
                let hint = "What can be: a submitted return, a pack that was issued.";
                return Err(StoreError::refused("not_signable", message, hint).into());
            }
        };
        let how = match request.how.as_str() {
            "here" => How::Here,
            "recorded" => How::Recorded,
            _ => {
                let message =
                    "A sign-off is either made here or recorded for somebody. Nothing was changed.";
                return Err(StoreError::refused("bad_how", message, "").into());
            }
        };
        let signer = signing::Signer {
            how,
            person: request.person,
            role: request.role,
            evidence: request.evidence,
            wording: request
                .wording
                .filter(|w| !w.trim().is_empty())
                .unwrap_or(usual),
        };
        let made = signing::sign(&mut file.store, env, file.me, &subject, &signer)?;
        let row = file.store.row("sign_off", made)?;
        sign_off_info(&file.store, &row)
    }

    /// Withdraws a sign-off, with a reason that everybody can read.
    pub(super) fn sign_withdraw(
        &mut self,
        env: &dyn Env,
        request: &SignWithdraw,
    ) -> Reply<SignOffInfo> {
        let file = self.opened()?;
        let id = named(&file.store, "sign_off", &request.id)?;
        signing::withdraw(&mut file.store, env, file.me, id, &request.reason)?;
        let row = file.store.row("sign_off", id)?;
        sign_off_info(&file.store, &row)
    }
}

/// A return as it was submitted, and what is agreed to unless the person words it otherwise.
fn submitted(store: &Store, id: &str) -> Reply<(signing::Subject, String)> {
    let id = id_of(id)?;
    let row = store.row("return", id)?;
    let kept = returns::submitted(store, id)?.filter(|_| row.text("state") != "open");
    let Some((copy, digest)) = kept else {
        let message = "Only a submitted return can be signed off, since its figures stand still. Nothing was changed.";
        return Err(
            StoreError::refused("not_submitted", message, "Submit the return first.").into(),
        );
    };
    waiting::refuse(store, id, Reach::Itself, "sign off")?;
    let subject = signing::Subject {
        kind: "return".into(),
        id,
        revision: copy.revision,
        title: format!("return for {}", copy.period_words),
        digest,
    };
    let wording = "I confirm that this return is a true account of the hub's work in the period.";
    Ok((subject, wording.to_owned()))
}

/// A pack that went out: signed is the list of its copies' fingerprints, so that one sign-off stands for each of them.
fn issued(store: &Store, env: &dyn Env, id: &str) -> Reply<(signing::Subject, String)> {
    let id = named(store, "issued_pack", id)?;
    let row = store.row("issued_pack", id)?;
    unsettled::refuse(
        &packs::waiting_in_issued(store, env.today(), &row)?,
        "sign off",
    )?;
    let version = row.value("version").as_int().unwrap_or(1);
    let pack = Issuable::named(&row.text("pack")).unwrap_or(Issuable::Board);
    let wording = match pack {
        Issuable::Board => "I agree to this pack as it was issued.",
        Issuable::Minutes => "I confirm that these minutes are a true record of the meeting.",
        Issuable::Interests => "I confirm that this register is what was declared.",
        Issuable::Engagement => {
            "I confirm that this report is a true account of the hub's engagement."
        }
        Issuable::Strategy => "I agree to this strategy as it was issued.",
    };
    let subject = signing::Subject {
        kind: "issued_pack".into(),
        id,
        revision: version,
        title: packs::issued_title(store, &row)?,
        digest: row.text("copies"),
    };
    Ok((subject, wording.to_owned()))
}

/// The sign-offs of a record, newest first.
pub(super) fn sign_offs_of(store: &Store, kind: &str, id: Id) -> Reply<Vec<SignOffInfo>> {
    let rows = signing::of(store, kind, id)?;
    rows.iter().map(|row| sign_off_info(store, row)).collect()
}

pub(super) fn sign_off_info(store: &Store, row: &Row) -> Reply<SignOffInfo> {
    let person = |field: &str| -> Reply<String> {
        Ok(match row.value(field).as_id() {
            Some(id) => store.title("person", id)?,
            None => String::new(),
        })
    };
    Ok(SignOffInfo {
        id: row.id.to_string(),
        person: person("person")?,
        role: row.text("role"),
        how: row.text("how"),
        day: row
            .value("day")
            .as_date()
            .map(dates::in_words)
            .unwrap_or_default(),
        laptop: row.text("laptop"),
        recorded_by: person("recorded_by")?,
        evidence: row.text("evidence"),
        wording: row.text("wording"),
        revision: row.value("revision").as_int().unwrap_or(1),
        check_code: row.text("digest").chars().take(CHECK_CODE).collect(),
        intact: signing::intact(store, row)?,
        content_erased: signing::content_erased(store, row)?,
        withdrawn: row.value("withdrawn_on").as_date().is_some(),
        withdrawn_because: row.text("withdrawn_because"),
    })
}
