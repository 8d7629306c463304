//! The records behind each figure, as named sets: a figure is the count of that very set, and the list behind it is
//! the same set (KPI-3).

use crate::record::NamedSet;

/// Parameters of every set here: the hub, and the first and last day of the period.
const PARAMS: &[&str] = &["hub", "from", "to"];

/// The sets.
pub const SETS: &[NamedSet] = &[
    NamedSet {
        name: "kpi.pcns",
        label: "PCNs with at least one practice on the last day of the period",
        kind: "pcn",
        sql: PCNS,
        params: PARAMS,
    },
    NamedSet {
        name: "kpi.1.numerator",
        label: "PCNs offered workforce-planning support by the last day of the period",
        kind: "pcn",
        sql: OFFERED_SUPPORT,
        params: PARAMS,
    },
    NamedSet {
        name: "kpi.8.numerator",
        label: "PCNs that used knowledge and library services in the period",
        kind: "pcn",
        sql: USES_LIBRARY,
        params: PARAMS,
    },
    NamedSet {
        name: "kpi.19.numerator",
        label: "PCNs engaged on new roles in the period",
        kind: "pcn",
        sql: NEW_ROLES,
        params: PARAMS,
    },
];

/// The networks counted against (KG 3.2, KPI 1): those with a current practice on the last day of the period. An
/// ICS-level hub counts all, a locality hub its own. A macro, so that every numerator is cut from the same cloth.
macro_rules! pcns {
    () => {
        "SELECT n.id FROM live_pcn n
         WHERE (n.locality_hub IS :hub
                OR NOT EXISTS (SELECT 1 FROM live_hub_profile h WHERE h.id = :hub AND h.level = 'locality'))
           AND EXISTS (
             SELECT 1 FROM live_pcn_membership m JOIN live_practice p ON p.id = m.practice
             WHERE m.pcn = n.id
               AND (m.\"from\" IS NULL OR m.\"from\" <= :to) AND (m.\"to\" IS NULL OR m.\"to\" >= :to)
               AND (p.opened IS NULL OR p.opened <= :to) AND (p.closed IS NULL OR p.closed >= :to))"
    };
}

/// Networks with a mark of this hub that meets a condition on its days.
macro_rules! marked {
    ($mark:literal, $days:literal) => {
        concat!(
            "SELECT k.pcn FROM live_pcn_mark k WHERE k.mark = '",
            $mark,
            "' AND (k.hub IS NULL OR k.hub IS :hub) AND ",
            $days,
            " AND k.pcn IN (",
            pcns!(),
            ")"
        )
    };
}

const PCNS: &str = pcns!();
/// An offer once made stays made: whatever its last day, it counts from its first.
const OFFERED_SUPPORT: &str = marked!("planning_support_offered", "k.\"from\" <= :to");
/// Valid on any day of the period.
const USES_LIBRARY: &str = marked!(
    "uses_library_services",
    "k.\"from\" <= :to AND (k.\"to\" IS NULL OR k.\"to\" >= :from)"
);
/// Valid on any day of the period.
const NEW_ROLES: &str = marked!(
    "engaged_on_new_roles",
    "k.\"from\" <= :to AND (k.\"to\" IS NULL OR k.\"to\" >= :from)"
);
