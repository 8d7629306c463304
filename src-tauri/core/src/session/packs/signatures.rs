//! The sign-offs that stand for a pack: as its last page shows them, and as they can be proven without the hub file.

use chrono::NaiveDate;
use serde_json::Value as Json;

use super::{
    super::{Reply, sign_offs::sign_off_info},
    PROOFS,
};
use crate::{
    document::{Attachment, Relationship},
    packs::sign_off::Signed,
    record::Id,
    registers::plans::signing::{self, Proven},
    store::{Row, Store, StoreError},
};

/// The sign-offs of what a pack is made from.
#[derive(Default)]
pub(super) struct Signatures {
    pub(super) shown: Vec<Signed>,
    pub(super) proofs: Vec<Json>,
    /// Which they are, so that the same file can be made again when others were added or one was withdrawn.
    pub(super) marks: Vec<String>,
}

/// Which sign-offs of a pack are asked for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Wanted<'a> {
    /// Those that stand.
    Standing,
    /// Those that a file of before shows, whatever became of them since: their marks.
    These(&'a [String]),
}

impl Wanted<'_> {
    fn has(self, row: &Row) -> bool {
        match self {
            Self::Standing => row.value("withdrawn_on").as_date().is_none(),
            Self::These(marks) => marks.contains(&mark(row.id)),
        }
    }
}

/// The end of an identifier: enough to tell the sign-offs of one pack apart, short enough for a seal.
fn mark(id: Id) -> String {
    let id = id.to_string();
    id[id.len().saturating_sub(8)..].to_owned()
}

impl Signatures {
    /// Those over the copy with this fingerprint that were made until a day.
    pub(super) fn of(
        store: &Store,
        (kind, id): (&str, Id),
        digest: &str,
        (today, wanted): (NaiveDate, Wanted),
    ) -> Reply<Self> {
        let mut signed = Self::default();
        for row in signing::of(store, kind, id)? {
            let later = row.value("day").as_date().is_some_and(|day| day > today);
            if row.text("digest") != digest || later || !wanted.has(&row) {
                continue;
            }
            let info = sign_off_info(store, &row)?;
            if !info.intact {
                let message = "A sign-off does not fit what was signed. No pack was written.";
                let hint = "Run a check of the hub file.";
                return Err(StoreError::refused("sign_off_broken", message, hint).into());
            }
            let how = if info.how == "here" {
                format!("Signed here, on {}", info.laptop)
            } else {
                format!("Recorded by {}: {}", info.recorded_by, info.evidence)
            };
            if !info.content_erased {
                let proof = signing::proof(store, &row, &info.person)?;
                signed.proofs.push(proof);
            }
            signed.marks.push(mark(row.id));
            signed.shown.push(Signed {
                name: info.person,
                role: info.role,
                day: info.day,
                how,
                wording: info.wording,
                check_code: info.check_code,
            });
        }
        Ok(signed)
    }

    /// What shows a sign-off that was recorded (a minute, an e-mail) is not for everybody: only what needs none can be
    /// proven in a public copy.
    pub(super) fn keep_evidence_back(&mut self) {
        self.proofs
            .retain(|proof| Proven::read(proof).is_some_and(|proven| proven.how == "here"));
        for one in &mut self.shown {
            if !one.how.starts_with("Signed here") {
                one.how = "Recorded for this person".to_owned();
            }
        }
    }

    /// The file inside a pack that proves them; none where there is nothing to prove.
    pub(super) fn proofs(&self) -> Option<Attachment> {
        (!self.proofs.is_empty()).then(|| Attachment {
            name: PROOFS.into(),
            mime: "application/json".into(),
            description: "The sign-offs of this pack, with their signatures".into(),
            bytes: Json::from(self.proofs.clone()).to_string().into_bytes(),
            relationship: Relationship::Supplement,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Whatever else of it says "here": its role, its wording, what shows it.
    #[test]
    fn a_recorded_sign_off_is_proven_in_no_public_copy() {
        let how = 5;
        let proof = |how_made: &str| {
            let mut words = vec![json!("here"); 13];
            words[how] = json!(how_made);
            json!({ "words": words, "name": "", "key": "", "signature": "" })
        };
        let mut signed = Signatures {
            proofs: vec![proof("recorded"), proof("here")],
            ..Signatures::default()
        };
        signed.keep_evidence_back();
        assert_eq!(signed.proofs, [proof("here")]);
    }
}
