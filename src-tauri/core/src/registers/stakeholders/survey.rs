//! STK-6: feedback on the hub from networks and the health system: rounds, questions, scored answers.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::AREA;
use crate::{
    contract::FieldFault,
    record::{Declaration, LongText, Record, Ref},
    registers::hub::{HubProfile, Organisation, Pcn, in_order},
};

/// One round of asking others how the hub does.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct SurveyRound {
    /// Name, like “Feedback from PCNs, spring 2026”.
    #[garde(length(chars, min = 2, max = 200))]
    pub name: String,
    /// Who was asked.
    pub asked: Option<String>,
    /// How many were asked.
    #[garde(range(min = 0))]
    #[schemars(range(min = 0))]
    pub invited: Option<i64>,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day; answers are counted from then on.
    pub to: Option<NaiveDate>,
    /// The hub.
    pub hub: Option<Ref<HubProfile>>,
}

impl Record for SurveyRound {
    const DECLARATION: Declaration = Declaration {
        same_when: &[&["name"]],
        columns: &["name", "asked", "invited", "from", "to"],
        lasts: Some(("from", "to")),
        ..Declaration::new("survey_round", "Feedback round", "360 feedback", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        let late = "A round can't end before it starts.";
        in_order(self.from, self.to, "to", late)
    }
}

/// A question of a feedback round, answered with 1 (poor) to 5 (excellent).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct SurveyQuestion {
    /// The round.
    pub round: Ref<SurveyRound>,
    /// Its number.
    #[garde(range(min = 1, max = 200))]
    #[schemars(range(min = 1, max = 200))]
    pub number: Option<i64>,
    /// The question.
    #[schemars(title = "Question")]
    #[garde(length(chars, min = 2, max = 300))]
    pub name: String,
    /// The part of the hub's work that it asks about, as in the maturity matrix.
    #[schemars(extend("x-list" = "maturity_function"))]
    pub function: Option<String>,
}

impl Record for SurveyQuestion {
    const DECLARATION: Declaration = Declaration {
        same_when: &[&["round", "name"]],
        columns: &["number", "name", "function", "round"],
        part_of: Some("round"),
        ..Declaration::new(
            "survey_question",
            "Feedback question",
            "Feedback questions",
            AREA,
        )
    };
}

/// One answer to one question of a feedback round.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct SurveyAnswer {
    /// The question.
    pub question: Ref<SurveyQuestion>,
    /// Who answered, in their own words, or a number where answers are given without a name.
    #[garde(length(chars, min = 1, max = 200))]
    pub respondent: String,
    /// The network that they answered for.
    #[schemars(title = "PCN")]
    pub pcn: Option<Ref<Pcn>>,
    /// The organisation that they answered for.
    pub organisation: Option<Ref<Organisation>>,
    /// 1 (poor) to 5 (excellent); empty where they did not say.
    #[garde(range(min = 1, max = 5))]
    #[schemars(range(min = 1, max = 5))]
    pub score: Option<i64>,
    /// What they added.
    pub comment: Option<LongText>,
}

impl Record for SurveyAnswer {
    const DECLARATION: Declaration = Declaration {
        personal: true,
        confidential: true,
        same_when: &[&["question", "respondent"]],
        title: &["question", "respondent"],
        columns: &["question", "respondent", "score", "comment"],
        part_of: Some("question"),
        stays: true,
        ..Declaration::new("survey_answer", "Feedback answer", "Feedback answers", AREA)
    };
}
