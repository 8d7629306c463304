//! A pack that went out (PCK-5, PCK-7): all that it was made from and who gets which copy, kept as it was. From what is
//! kept, the very same copies come again on any day, and one sign-off stands for all of them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::{
    copies::{self, Distribution, Face, Issue, Recipient, Snapshot, bytes},
    sign_off::Signed,
};
use crate::{
    document::{Attachment, Relationship},
    store::log::hex,
};

/// Name of the attached list of the copies' fingerprints.
pub const LIST: &str = "copies.json";

/// What is kept of a pack that went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued<S> {
    /// The whole, which is never handed out.
    pub whole: S,
    /// Who gets a copy.
    pub recipients: Vec<Recipient>,
    /// Whether there is a copy for the closed session.
    pub closed_session: bool,
    /// The day on which it went out.
    pub on: NaiveDate,
}

impl<S: Snapshot + DeserializeOwned> Issued<S> {
    /// What is kept, as bytes that are the same for the same content.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        bytes(self)
    }

    /// Reads what was kept; none when it is something else.
    #[must_use]
    pub fn read(kept: &[u8]) -> Option<Self> {
        serde_json::from_slice(kept).ok()
    }

    /// Its copies, and who gets which.
    #[must_use]
    pub fn copies(&self) -> (Vec<Issue>, Vec<Distribution>) {
        copies::all(&self.whole, &self.recipients, self.closed_session, self.on)
    }

    /// What a sign-off of it is over.
    #[must_use]
    pub fn list(&self) -> Vec<u8> {
        copies::signed_together(&self.copies().0)
    }

    /// One copy, signed by these; none where this pack has no such copy.
    #[must_use]
    pub fn copy(&self, face: &Face, signed: &[Signed]) -> Option<Issue> {
        let mut whole = self.whole.clone();
        whole.sign(signed.to_vec());
        let mut issue = copies::issue(&whole, face, self.on);
        let (all, _) = self.copies();
        if !all.iter().any(|one| one.digest == issue.digest) {
            return None;
        }
        issue.document.attach(Attachment {
            name: LIST.into(),
            mime: "application/json".into(),
            description: "The fingerprints of all copies of this pack: what its sign-offs are over"
                .into(),
            bytes: copies::signed_together(&all),
            relationship: Relationship::Supplement,
        });
        Some(issue)
    }
}

/// Whether a file's list of copies (if it has one) names the copy that the file carries. A file without such a list carries
/// what is signed itself.
#[must_use]
pub fn lists_its_copy(list: Option<&[u8]>, copy: Option<&[u8]>) -> bool {
    let Some(list) = list else {
        return true;
    };
    let digests: Vec<String> = serde_json::from_slice(list).unwrap_or_default();
    copy.is_some_and(|copy| digests.contains(&hex(&Sha256::digest(copy))))
}
