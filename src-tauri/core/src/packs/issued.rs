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

/// The list of the copies' fingerprints is filled up to a multiple of this, so that its length does not tell how many members
/// have a copy of their own.
const ENTRIES: usize = 32;

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

    /// What a sign-off of it is over: the fingerprints of its copies among others that nobody without the whole can tell
    /// from them.
    #[must_use]
    pub fn list(&self) -> Vec<u8> {
        let mut digests: Vec<String> = self.copies().0.into_iter().map(|i| i.digest).collect();
        let secret = Sha256::digest(self.bytes());
        while !digests.len().is_multiple_of(ENTRIES) {
            let mut filler = Sha256::new();
            filler.update(b"filler");
            filler.update(secret);
            filler.update(digests.len().to_be_bytes());
            digests.push(hex(&filler.finalize()));
        }
        digests.sort_unstable();
        bytes(&digests)
    }

    /// One copy, signed by these; none where the list that was signed has no such copy.
    #[must_use]
    pub fn copy(&self, face: &Face, signed: &[Signed], list: &[u8]) -> Option<Issue> {
        let mut whole = self.whole.clone();
        whole.sign(signed.to_vec());
        let mut issue = copies::issue(&whole, face, self.on);
        if !read_list(list).contains(&issue.digest) {
            return None;
        }
        issue.document.attach(Attachment {
            name: LIST.into(),
            mime: "application/json".into(),
            description: "The fingerprints of all copies of this pack: what its sign-offs are over"
                .into(),
            bytes: list.to_vec(),
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
    copy.is_some_and(|copy| read_list(list).contains(&hex(&Sha256::digest(copy))))
}

fn read_list(list: &[u8]) -> Vec<String> {
    serde_json::from_slice(list).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::packs::{
        board::{BoardPack, tests::meeting},
        copies::ATTACHED,
    };

    fn issued(own_copies: usize) -> Issued<BoardPack> {
        let whole = meeting();
        let member = |n| Recipient {
            id: String::new(),
            person: format!("Member {n}"),
            member: true,
            without_papers: vec![whole.papers[0].id.clone()],
        };
        Issued {
            recipients: (0..own_copies).map(member).collect(),
            closed_session: false,
            on: NaiveDate::default(),
            whole,
        }
    }

    #[test]
    fn the_list_of_copies_does_not_tell_how_many_members_have_their_own() {
        let lists = [0, 1, 7].map(|own| read_list(&issued(own).list()));
        assert!(lists.iter().all(|list| list.len() == ENTRIES));
        // Nothing tells a filled-up entry from a copy's: same form, in the order of the alphabet.
        for list in lists {
            assert!(list.is_sorted() && list.iter().all(|digest| digest.len() == 64));
        }
    }

    #[test]
    fn a_copy_is_written_only_where_the_signed_list_names_it() {
        let one = issued(1);
        let list = one.list();
        let own = Face::Member {
            person: "Member 0".into(),
            without_papers: one.recipients[0].without_papers.clone(),
        };
        for face in [Face::Members, Face::Public, own.clone()] {
            let copy = one.copy(&face, &[], &list).unwrap();
            let file = |name: &str| {
                let attached = &copy.document.attachments;
                attached
                    .iter()
                    .find(|a| a.name == name)
                    .unwrap()
                    .bytes
                    .clone()
            };
            assert!(lists_its_copy(Some(&file(LIST)), Some(&file(ATTACHED))));
        }
        assert!(one.copy(&Face::ClosedSession, &[], &list).is_none());
        assert!(one.copy(&own, &[], &issued(0).list()).is_none());
    }
}
