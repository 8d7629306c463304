//! The usual terms of boards and groups, and who usually reports to whom: what a new board can start from.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

/// The usual terms of a kind of group. No source lays down a quorum, so there is none here.
#[derive(Debug, Clone, Deserialize)]
pub struct GroupTemplate {
    /// Its value in the list of kinds of groups.
    pub code: String,
    /// What such a group is called.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Who chairs it.
    pub chair_rule: String,
    /// Fewest meetings in a financial year; none where none are laid down.
    pub meetings_a_year: Option<i64>,
    /// The same in words.
    pub meetings_words: String,
    /// Terms of reference to start from.
    pub terms: String,
    /// Indicative seats: what each is called, whether it votes, whether it may stay empty.
    pub seats: Vec<(String, bool, bool)>,
    /// Where it comes from.
    pub source: String,
}

/// A usual line of accountability: who, to whom, for which work, from when to when it was called so.
pub type UsualLine = (String, String, String, Option<NaiveDate>, Option<NaiveDate>);

static TEMPLATES: LazyLock<Vec<GroupTemplate>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../catalogue/group_templates.json")).unwrap_or_default()
});

static LINES: LazyLock<Vec<UsualLine>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../catalogue/accountability.json")).unwrap_or_default()
});

/// The usual terms of the kinds of groups that have them.
pub fn group_templates() -> &'static [GroupTemplate] {
    &TEMPLATES
}

/// Who usually reports to whom.
pub fn usual_lines() -> &'static [UsualLine] {
    &LINES
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_template_is_a_value_of_the_list_and_none_invents_a_quorum() {
        let kinds = crate::catalogue::list("board_template");
        let templates = super::group_templates();
        assert_eq!(templates.len(), 5);
        for template in templates {
            assert!(
                kinds.iter().any(|k| k.value == template.code),
                "{}",
                template.code
            );
            assert!(!template.seats.is_empty() && !template.source.is_empty());
        }
        let text = include_str!("../../catalogue/group_templates.json");
        assert!(!text.to_lowercase().contains("quorum"));
    }

    #[test]
    fn every_line_is_for_a_known_kind_of_work() {
        let scopes = crate::catalogue::list("accountability_scope");
        assert_eq!(super::usual_lines().len(), 13);
        for line in super::usual_lines() {
            assert!(scopes.iter().any(|s| s.value == line.2), "{line:?}");
        }
    }
}
