//! Columns of the patch that are worked out from memberships and coverage: as at the day that rules go by.

use crate::{
    catalogue,
    record::{DerivedColumn, FieldType},
};

/// The list of the catalogue that holds the roles in a hub's team.
const ROLES: &str = "team_role";

/// A membership `m` of an open practice `p` counts on a day when it has begun and not ended.
const CURRENT: &str =
    "(m.\"from\" IS NULL OR m.\"from\" <= :today) AND (m.\"to\" IS NULL OR m.\"to\" >= :today)
    AND (p.closed IS NULL OR p.closed >= :today)";

/// The patients of the practices that memberships lead to, each practice once. The memberships come first: asked the other
/// way round, all practices would be gone through for each line of the list.
fn patients(memberships: &str) -> String {
    format!(
        "SELECT sum(list_size) FROM (
           SELECT DISTINCT p.id, p.list_size FROM {memberships} CROSS JOIN live_practice p ON p.id = m.practice
           WHERE {CURRENT})"
    )
}

/// The columns.
pub fn columns() -> Vec<DerivedColumn> {
    let number = || FieldType::Integer {
        min: None,
        max: None,
    };
    let column = |kind, name, label, type_, sql: String| DerivedColumn {
        kind,
        name,
        label,
        type_,
        // Said once at start: the text of an expression lives as long as the program.
        sql: Box::leak(sql.into_boxed_str()),
    };
    vec![
        column(
            "practice",
            "pcn_now",
            "PCN now",
            FieldType::Ref { kind: "pcn".into() },
            format!(
                "SELECT m.pcn FROM live_pcn_membership m JOIN live_practice p ON p.id = m.practice
                 WHERE m.practice = t.id AND {CURRENT} ORDER BY m.\"from\" DESC, m.id LIMIT 1"
            ),
        ),
        column(
            "practice",
            "marks_now",
            "Coverage",
            number(),
            "SELECT count(DISTINCT k.mark) FROM live_practice_mark k WHERE k.practice = t.id
             AND k.\"from\" <= :today AND (k.\"to\" IS NULL OR k.\"to\" >= :today)"
                .into(),
        ),
        column(
            "pcn",
            "practices_now",
            "Practices",
            number(),
            format!(
                "SELECT count(DISTINCT m.practice) FROM live_pcn_membership m JOIN live_practice p ON p.id = m.practice
                 WHERE m.pcn = t.id AND {CURRENT}"
            ),
        ),
        column(
            "pcn",
            "patients_now",
            "Patients",
            number(),
            patients("(SELECT * FROM live_pcn_membership WHERE pcn = t.id) m"),
        ),
        column(
            "pcn",
            "marks_now",
            "Coverage",
            number(),
            "SELECT count(DISTINCT k.mark) FROM live_pcn_mark k WHERE k.pcn = t.id
             AND k.\"from\" <= :today AND (k.\"to\" IS NULL OR k.\"to\" >= :today)"
                .into(),
        ),
        column(
            "place",
            "pcns_now",
            "PCNs",
            number(),
            "SELECT count(*) FROM live_pcn n WHERE n.place = t.id AND (n.closed IS NULL OR n.closed >= :today)".into(),
        ),
        column(
            "place",
            "practices_now",
            "Practices",
            number(),
            format!(
                "SELECT count(DISTINCT m.practice) FROM live_pcn_membership m
                 JOIN live_practice p ON p.id = m.practice JOIN live_pcn n ON n.id = m.pcn
                 WHERE n.place = t.id AND {CURRENT}"
            ),
        ),
        column(
            "place",
            "patients_now",
            "Patients",
            number(),
            patients(
                "live_pcn n CROSS JOIN live_pcn_membership m ON m.pcn = n.id AND n.place = t.id",
            ),
        ),
        column(
            "person",
            "post_now",
            "Post in our team",
            FieldType::Choice {
                list: ROLES.into(),
                open: true,
                options: catalogue::list(ROLES),
            },
            "SELECT k.role FROM live_team_member k WHERE k.person = t.id
             AND (k.\"end\" IS NULL OR k.\"end\" >= :today) ORDER BY k.id LIMIT 1"
                .into(),
        ),
    ]
}
