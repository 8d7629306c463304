use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whose something is that needs attention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FindingOwner {
    /// The person.
    pub id: String,
    /// Name.
    pub name: String,
    /// It is who works here.
    pub me: bool,
}

impl super::FindingInfo {
    /// What is the matter, with the name of the record in front where the sentence does not say it. The sentences of
    /// some rules name nobody, since a page shows the name beside them; a text that is sent has nothing beside it.
    #[must_use]
    pub fn named(&self) -> String {
        let says_it = self.title.split(", ").all(|part| self.text.contains(part));
        if says_it {
            self.text.clone()
        } else {
            format!("{}: {}", self.title, self.text)
        }
    }
}

/// Decides something about a rule, or about what it says of one record.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RuleSet {
    /// Rule.
    pub rule: String,
    /// Kind of the record, where it is about one alone.
    #[serde(default)]
    pub kind: Option<String>,
    /// The record, by identifier, code or name.
    #[serde(default)]
    pub record: Option<String>,
    /// `off`, `snooze`, `on` (shown again) or `owner`.
    pub what: String,
    /// For `snooze`: shown again from this day on, as typed.
    #[serde(default)]
    pub until: Option<String>,
    /// For `off` and `snooze`: why.
    #[serde(default)]
    pub reason: Option<String>,
    /// For `owner`: the person, by identifier or name; none = nobody in particular.
    #[serde(default)]
    pub owner: Option<String>,
}

/// Something that is switched off or put off.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Quiet {
    /// Rule.
    pub rule: String,
    /// Kind of the record, where it is about one alone.
    pub kind: Option<String>,
    /// That record.
    pub record: Option<String>,
    /// Title of that record.
    pub title: String,
    /// Until when; none = switched off.
    pub until: Option<String>,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub who: String,
    /// When, UTC milliseconds.
    pub at: i64,
    /// What would be shown without it.
    pub hides: i64,
}

/// A notice to one person of what is due.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DueNotice {
    /// The person, by identifier or name; none = who works here.
    #[serde(default)]
    pub owner: Option<String>,
}

#[cfg(test)]
mod tests {
    use crate::contract::FindingInfo;

    #[test]
    fn a_sentence_that_names_nobody_has_the_name_in_front() {
        let finding = |title: &str, text: &str| FindingInfo {
            rule: "stakeholder.gap".into(),
            severity: "note".into(),
            kind: "stakeholder_mapping".into(),
            id: String::new(),
            title: title.into(),
            text: text.into(),
            fix: String::new(),
            due: None,
            owner: None,
        };
        let overdue = "Contact is meant at least once in 13 weeks.";
        assert_eq!(
            finding("Vale Surgery", overdue).named(),
            "Vale Surgery: Contact is meant at least once in 13 weeks."
        );
        let vacant = "The seat “Chair” of Hub board is vacant.";
        assert_eq!(finding("Chair, Hub board", vacant).named(), vacant);
        assert_eq!(finding("", overdue).named(), overdue);
    }
}
