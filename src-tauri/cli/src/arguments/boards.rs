//! The words of boards, meetings and interests.

use clap::{Args, Subcommand};

use crate::condition::Setting;

#[derive(Subcommand)]
pub enum Board {
    /// The usual terms of boards and groups
    Templates,
    /// Make a board with the usual terms and seats of its kind
    Start {
        /// Such as `ics_hub_board`; `board templates` lists them
        template: String,
        /// What it is called
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
    },
    /// A board: seats, members, meetings of a year, and where it did not keep to its terms
    Show {
        /// Identifier or name
        id: String,
        /// A day of the financial year to look at
        #[arg(long, value_name = "DATE")]
        year: Option<String>,
    },
    /// Who reports to whom
    Lines,
}

#[derive(Subcommand)]
pub enum Meeting {
    /// A meeting: agenda, who was there, who must leave, quorum per item, actions, minutes
    Show {
        /// Identifier, or board and day as its title has them
        id: String,
    },
    /// Say whether somebody was there
    Attend {
        /// The meeting
        id: String,
        /// The person, by identifier or name
        person: String,
        /// `present`, `apologies` or `absent`
        #[arg(long, value_name = "WORD")]
        presence: Option<String>,
        /// When they came, like 09:45
        #[arg(long, value_name = "TIME")]
        arrived: Option<String>,
        /// When they went
        #[arg(long, value_name = "TIME")]
        left: Option<String>,
        /// When they came back, after having gone out for a while
        #[arg(long, value_name = "TIME")]
        back: Option<String>,
        /// The member they stand in for
        #[arg(long = "for", value_name = "NAME")]
        for_: Option<String>,
    },
    /// Put the standing items that are missing on the agenda
    Standing {
        /// The meeting
        id: String,
    },
    /// The texts to send about a meeting, one for each person; nothing is sent
    Letters {
        /// The meeting
        id: String,
        /// `papers` (to those who owe one) or `actions` (to those who have something to do)
        about: String,
    },
    /// Record what was ruled about an interest in an item
    Rule(RuleItem),
    /// Take the minutes a step further
    #[command(subcommand)]
    Minutes(MinutesStep),
}

#[derive(Args)]
pub struct RuleItem {
    /// The agenda item, by identifier
    pub item: String,
    /// Whose interest it is, by identifier or name
    pub person: String,
    /// `noted`, `stayed_silent` or `left`
    pub ruled: String,
    /// Who ruled; otherwise who is in the chair for the item
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// What was declared at the meeting itself
    #[arg(long, value_name = "TEXT")]
    pub declared: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub because: Option<String>,
    /// When they left the room, like 10:05
    #[arg(long, value_name = "TIME")]
    pub out: Option<String>,
    /// When they came back
    #[arg(long, value_name = "TIME")]
    pub back: Option<String>,
}

#[derive(Subcommand)]
pub enum MinutesStep {
    /// The draft is finished: the chair can check it
    Draft {
        /// The meeting
        id: String,
    },
    /// Who was in the chair says that it is right
    Check {
        /// The meeting
        id: String,
        /// Who was in the chair; otherwise who works here
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
    },
    /// A later meeting agrees to them
    Approve {
        /// The meeting
        id: String,
        /// The later meeting
        #[arg(long, value_name = "ID")]
        at: String,
        /// What that meeting put right
        #[arg(long, value_name = "TEXT")]
        corrections: Option<String>,
    },
    /// They are given to those outside
    Publish {
        /// The meeting
        id: String,
    },
}

#[derive(Subcommand)]
pub enum Interests {
    /// The declarations that are due, the most pressing first
    Due,
    /// Record what somebody declares
    Declare {
        /// The person, by identifier or name
        person: String,
        /// `interest`, `nil` or `no_change`
        declared: String,
        /// Other fields of the declaration: kind=indirect whose="Sam Hill" organisation_name="Acme Ltd"
        settings: Vec<Setting>,
    },
    /// The text that asks somebody for a declaration, and the form to go along; nothing is sent
    Ask {
        /// The person, by identifier or name
        person: String,
        /// For one board, by identifier or name
        #[arg(long, value_name = "ID")]
        board: Option<String>,
        /// Write the form, filled in with what was declared before, to this .docx file
        #[arg(long, value_name = "FILE")]
        form: Option<String>,
        /// Note that the person was asked today, or reminded
        #[arg(long)]
        asked: bool,
    },
    /// The register of interests, as the members see it
    Register {
        /// One board alone, by identifier or name
        #[arg(long, value_name = "ID")]
        board: Option<String>,
        /// As the public sees it
        #[arg(long)]
        public: bool,
    },
}
