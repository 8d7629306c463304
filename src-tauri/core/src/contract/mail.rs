use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{LookupHit, ViewSpec};

/// Asks for the addresses of the people of a list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MailListOf {
    /// The list: all of its rows, whatever window of it is named.
    pub view: ViewSpec,
    /// Only these records of it; none = all.
    #[serde(default)]
    pub ids: Vec<String>,
}

/// An address with the name that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MailAddress {
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
}

/// The addresses of the people of a list.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MailList {
    /// Each address once.
    pub people: Vec<MailAddress>,
    /// People without an address.
    pub without: Vec<LookupHit>,
    /// People whose address another one has too.
    pub shared: i64,
}

/// Text to send, ready to be looked over.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Letter {
    /// Subject.
    pub subject: String,
    /// Text, in plain lines.
    pub text: String,
    /// To whom.
    pub people: Vec<MailAddress>,
    /// People who should have it and have no address.
    pub without: Vec<LookupHit>,
}

/// A draft of an e-mail.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MailDraft {
    /// To whom.
    pub people: Vec<MailAddress>,
    /// The addresses are hidden from each other (Bcc).
    pub hidden: bool,
    /// Subject.
    pub subject: String,
    /// Text.
    pub text: String,
}

/// Writes a draft to a file that mail programs open.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MailSave {
    /// The draft.
    pub draft: MailDraft,
    /// A file to go along: one that was chosen.
    #[serde(default)]
    pub attach: Option<String>,
    /// Where to.
    pub file: String,
}

/// A draft as a link that opens the mail program.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MailLink {
    /// The link.
    pub link: String,
}
