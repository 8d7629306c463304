//! What people do: a closed list, so that the history, the undo list and the log all use the same words.

use crate::record::Id;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verb {
    /// Founded the hub file.
    Found,
    /// Made a record.
    Add,
    /// Changed a record.
    Change,
    /// Pasted a block of cells.
    Paste,
    /// Removed a record.
    Remove,
    /// Brought a removed record back.
    Restore,
    /// Brought a file in.
    Import,
    /// Took an action back.
    Undo,
    /// Opened a return.
    OpenReturn,
    /// Froze a return.
    Submit,
    /// Opened the next revision of a return.
    Reopen,
    /// Sent a pack out: froze it.
    Issue,
    /// Signed off.
    SignOff,
    /// Withdrew a sign-off.
    WithdrawSignOff,
    /// Settled what waited after files came together.
    Settle,
    /// Made one record another name for a second one.
    Merge,
    /// Closed a record that others name, and settled what followed from it.
    Close,
    /// Made up records for measurements.
    Generate,
    /// Made this laptop the first of a team.
    StartTeam,
    /// Invited a colleague.
    Invite,
    /// Admitted a laptop.
    Admit,
    /// Blocked a laptop.
    Block,
    /// Made the words that recover the team.
    RecoveryWords,
    /// Admitted another team, so that its copies are taken.
    AdmitTeam,
    /// Blocked another team.
    BlockTeam,
    /// Took a copy from another team, or comments on one.
    TakeCopy,
    /// Wrote a comment on another team's copy.
    Comment,
}

/// Every verb with its name in the log and its words.
const WORDS: &[(Verb, &str, &str)] = &[
    (Verb::Found, "found", "Start of"),
    (Verb::Add, "add", "Add"),
    (Verb::Change, "change", "Change"),
    (Verb::Paste, "paste", "Paste of"),
    (Verb::Remove, "remove", "Remove"),
    (Verb::Restore, "restore", "Bring back"),
    (Verb::Import, "import", "Import of"),
    (Verb::Undo, "undo", "Undo:"),
    (Verb::OpenReturn, "open_return", "Open return"),
    (Verb::Submit, "submit", "Submit return"),
    (Verb::Reopen, "reopen", "Open the next revision of return"),
    (Verb::Issue, "issue", "Issue"),
    (Verb::SignOff, "sign_off", "Sign off"),
    (
        Verb::WithdrawSignOff,
        "withdraw_sign_off",
        "Withdraw sign-off of",
    ),
    (Verb::Settle, "settle", "Settle versions of"),
    (Verb::Merge, "merge", "Merge"),
    (Verb::Close, "close", "Close"),
    (Verb::Generate, "generate", "Made-up records"),
    (
        Verb::StartTeam,
        "start_team",
        "Start of the team of laptops",
    ),
    (Verb::Invite, "invite", "Invite"),
    (Verb::Admit, "admit", "Admit laptop"),
    (Verb::Block, "block", "Block laptop"),
    (Verb::RecoveryWords, "recovery_words", "Make recovery words"),
    (Verb::AdmitTeam, "admit_team", "Admit team"),
    (Verb::BlockTeam, "block_team", "Block team"),
    (Verb::TakeCopy, "take_copy", "Take in from another team:"),
    (Verb::Comment, "comment", "Comment on"),
];

impl Verb {
    /// Its name in the log.
    pub fn name(self) -> &'static str {
        WORDS.iter().find(|w| w.0 == self).map_or("", |w| w.1)
    }

    /// From its name in the log; a verb of a newer version is none.
    pub fn named(name: &str) -> Option<Self> {
        WORDS.iter().find(|w| w.1 == name).map(|w| w.0)
    }

    /// In words, before what it was done to.
    pub fn words(self) -> &'static str {
        WORDS.iter().find(|w| w.0 == self).map_or("", |w| w.2)
    }

    /// Can be taken back. What others rely on is withdrawn instead, as a visible act.
    pub fn undoable(self) -> bool {
        !matches!(
            self,
            Self::Found
                | Self::Submit
                | Self::Reopen
                | Self::Issue
                | Self::SignOff
                | Self::WithdrawSignOff
                | Self::StartTeam
                | Self::Invite
                | Self::Admit
                | Self::Block
                | Self::RecoveryWords
                | Self::AdmitTeam
                | Self::BlockTeam
        )
    }

    /// Must be looked at before it comes in from a colleague: others rely on it.
    pub fn weighs(self) -> bool {
        matches!(
            self,
            Self::Submit
                | Self::Reopen
                | Self::Issue
                | Self::SignOff
                | Self::WithdrawSignOff
                | Self::Admit
                | Self::Block
                | Self::AdmitTeam
                | Self::BlockTeam
        )
    }

    /// May touch records that are frozen for everybody else.
    pub fn through_frozen(self) -> bool {
        matches!(
            self,
            Self::Submit | Self::Reopen | Self::SignOff | Self::WithdrawSignOff
        )
    }
}

/// One thing that a person does: one undo.
#[derive(Debug, Clone)]
pub struct Action {
    /// What.
    pub verb: Verb,
    /// To what, in words (a file's name); a value, so that it can be erased.
    pub detail: Option<String>,
    /// Why, if someone said so.
    pub reason: Option<String>,
    /// The action taken back.
    pub undoes: Option<Id>,
}

impl Action {
    /// An action without further words.
    pub fn new(verb: Verb) -> Self {
        Self {
            verb,
            detail: None,
            reason: None,
            undoes: None,
        }
    }

    /// With the name of what it is done to.
    pub fn of(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// With a person's reason.
    pub fn because(mut self, reason: Option<String>) -> Self {
        self.reason = reason.filter(|r| !r.trim().is_empty());
        self
    }
}

/// What an action did.
#[derive(Debug, Clone, Default)]
pub struct Receipt {
    /// The action; none when nothing differed and nothing was written.
    pub action: Option<Id>,
    /// Field writes.
    pub writes: usize,
    /// Records touched, as kind and identifier, each once.
    pub touched: Vec<(String, Id)>,
}
