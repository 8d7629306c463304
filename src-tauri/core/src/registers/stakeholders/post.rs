//! STK-1: posts: who works where, as what and for how long. People and organisations are many to many, so the post
//! stands between them.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, Person, exactly_one, person::email_address};
use crate::{
    contract::FieldFault,
    record::{Declaration, Record, Ref},
    registers::hub::{Organisation, Pcn, Practice, in_order},
};

/// A person's post in an organisation, a practice or a network.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct Post {
    /// Who holds the post.
    pub person: Ref<Person>,
    /// What they do there, in that organisation's words.
    #[garde(length(chars, min = 2, max = 200))]
    pub role: String,
    /// The organisation, unless it is a practice or a PCN.
    pub organisation: Option<Ref<Organisation>>,
    /// The practice.
    pub practice: Option<Ref<Practice>>,
    /// The network.
    #[schemars(title = "PCN")]
    pub pcn: Option<Ref<Pcn>>,
    /// E-mail in this post, where it differs from the person's own.
    #[schemars(title = "E-mail")]
    #[garde(length(chars, max = 254), custom(email_address))]
    pub email: Option<String>,
    /// Telephone number in this post.
    #[garde(length(chars, max = 40))]
    pub telephone: Option<String>,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day; empty while it goes on.
    pub to: Option<NaiveDate>,
}

impl Record for Post {
    const DECLARATION: Declaration = Declaration {
        personal: true,
        same_when: &[
            &["person", "organisation", "role"],
            &["person", "practice", "role"],
            &["person", "pcn", "role"],
        ],
        // The post and not its holder: a map of posts names nobody.
        title: &["role", "organisation", "practice", "pcn"],
        columns: &[
            "person",
            "role",
            "organisation",
            "practice",
            "pcn",
            "from",
            "to",
        ],
        quick: &["role"],
        part_of: Some("person"),
        lasts: Some(("from", "to")),
        ..Declaration::new("post", "Post", "Posts", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        let mut faults = exactly_one(
            &[
                ("organisation", self.organisation.is_some()),
                ("practice", self.practice.is_some()),
                ("pcn", self.pcn.is_some()),
            ],
            "Say where the post is: an organisation, a practice or a PCN.",
            "A post is in one place. Add a second post for the other one.",
        );
        let late = "A post can't end before it starts.";
        faults.extend(in_order(self.from, self.to, "to", late));
        faults
    }
}
