//! COI-1, COI-3: how registers that others keep say what was declared: the types of Civica Declare, the words of registers
//! kept by hand, rows that declare nothing. Data alone.

use crate::record::{FromLists, Implied, Ticked};

/// Nothing is declared.
const NIL: &[&str] = &[
    "nil",
    "nil return",
    "nil declaration",
    "nil interest",
    "nil interests",
    "none",
    "none declared",
    "none to declare",
    "no interest",
    "no interests",
    "no interest to declare",
    "no interests to declare",
    "no interests declared",
    "nothing to declare",
    "nothing declared",
];

/// Nothing changed since the last time.
const NO_CHANGE: &[&str] = &[
    "no change",
    "no changes",
    "unchanged",
    "no change to declare",
    "no change since last declaration",
];

/// Words that leave a cell without a meaning of its own.
const NOT_HERE: &[&str] = &["n a", "na", "not applicable"];

const SO_NIL: &[(&str, &str)] = &[("declared", "nil"), ("kind", ""), ("host_type", "")];
const SO_NO_CHANGE: &[(&str, &str)] = &[("declared", "no_change"), ("kind", ""), ("host_type", "")];
const SO_INTEREST: &[(&str, &str)] = &[("declared", "interest")];

/// Words of a column for the host's type, or of one for the four types where it holds the host's.
macro_rules! host_type {
    ($value:literal, $words:expr, $kind:literal) => {
        [
            Implied {
                field: "host_type",
                words: $words,
                means: Some($value),
                so: &[("declared", "interest"), ("kind", $kind)],
            },
            Implied {
                field: "kind",
                words: $words,
                means: Some($kind),
                so: &[("declared", "interest"), ("host_type", $value)],
            },
        ]
    };
}

/// Words of a column for the four types, or of one for the host's type where it holds the four.
macro_rules! four_types {
    ($value:literal, $words:expr) => {
        [
            Implied {
                field: "kind",
                words: $words,
                means: Some($value),
                so: SO_INTEREST,
            },
            Implied {
                field: "host_type",
                words: $words,
                means: None,
                so: &[("declared", "interest"), ("kind", $value)],
            },
        ]
    };
}

const fn nothing(field: &'static str, words: &'static [&'static str]) -> Implied {
    Implied {
        field,
        words,
        means: None,
        so: SO_NIL,
    }
}

const fn no_change(field: &'static str) -> Implied {
    Implied {
        field,
        words: NO_CHANGE,
        means: None,
        so: SO_NO_CHANGE,
    }
}

const fn not_here(field: &'static str) -> Implied {
    Implied {
        field,
        words: NOT_HERE,
        means: None,
        so: &[],
    }
}

const fn whatever(field: &'static str) -> Implied {
    Implied {
        field,
        words: &[],
        means: None,
        so: SO_INTEREST,
    }
}

const GIFTS: [Implied; 2] = host_type!("gifts", &["gifts", "gift"], "financial");
const HOSPITALITY: [Implied; 2] = host_type!(
    "hospitality",
    &["hospitality", "gifts and hospitality"],
    "financial"
);
const OUTSIDE_EMPLOYMENT: [Implied; 2] = host_type!(
    "outside_employment",
    &[
        "outside employment",
        "other employment",
        "secondary employment"
    ],
    "financial"
);
const PRIVATE_PRACTICE: [Implied; 2] = host_type!(
    "private_practice",
    &["clinical private practice", "private practice"],
    "financial"
);
const SPONSORED_EVENTS: [Implied; 2] = host_type!(
    "sponsored_events",
    &["sponsored events", "sponsored event"],
    "financial"
);
const SPONSORED_RESEARCH: [Implied; 2] =
    host_type!("sponsored_research", &["sponsored research"], "financial");
const SPONSORED_POSTS: [Implied; 2] = host_type!(
    "sponsored_posts",
    &["sponsored posts", "sponsored post"],
    "financial"
);
const SHAREHOLDINGS: [Implied; 2] = host_type!(
    "shareholdings",
    &[
        "shareholdings",
        "shareholding",
        "shareholdings and other ownership interests",
        "shareholdings and other ownership issues",
    ],
    "financial"
);
const PATENTS: [Implied; 2] = host_type!("patents", &["patents", "patent"], "financial");
const DONATIONS: [Implied; 2] = host_type!("donations", &["donations", "donation"], "financial");
const LOYALTY: [Implied; 2] = host_type!(
    "loyalty",
    &["loyalty", "loyalty interest", "loyalty interests"],
    "professional"
);

const FINANCIAL: [Implied; 2] = four_types!(
    "financial",
    &[
        "financial",
        "financial interest",
        "financial interests",
        "direct financial",
    ]
);
const PROFESSIONAL: [Implied; 2] = four_types!(
    "professional",
    &[
        "professional",
        "non financial professional",
        "non financial professional interest",
        "non financial professional interests",
    ]
);
const PERSONAL: [Implied; 2] = four_types!(
    "personal",
    &[
        "personal",
        "non financial personal",
        "non financial personal interest",
        "non financial personal interests",
    ]
);
const INDIRECT: [Implied; 2] = four_types!(
    "indirect",
    &["indirect", "indirect interest", "indirect interests"]
);

const IMPLIED: &[Implied] = &[
    nothing("host_type", NIL),
    nothing("kind", NIL),
    nothing("description", NIL),
    no_change("host_type"),
    no_change("kind"),
    no_change("description"),
    Implied {
        means: Some("nil"),
        ..nothing("declared", NIL)
    },
    Implied {
        means: Some("nil"),
        ..nothing("declared", &["no"])
    },
    Implied {
        means: Some("no_change"),
        ..no_change("declared")
    },
    Implied {
        field: "declared",
        words: &["yes", "interest", "interests"],
        means: Some("interest"),
        so: &[],
    },
    GIFTS[0],
    GIFTS[1],
    HOSPITALITY[0],
    HOSPITALITY[1],
    OUTSIDE_EMPLOYMENT[0],
    OUTSIDE_EMPLOYMENT[1],
    PRIVATE_PRACTICE[0],
    PRIVATE_PRACTICE[1],
    SPONSORED_EVENTS[0],
    SPONSORED_EVENTS[1],
    SPONSORED_RESEARCH[0],
    SPONSORED_RESEARCH[1],
    SPONSORED_POSTS[0],
    SPONSORED_POSTS[1],
    SHAREHOLDINGS[0],
    SHAREHOLDINGS[1],
    PATENTS[0],
    PATENTS[1],
    DONATIONS[0],
    DONATIONS[1],
    LOYALTY[0],
    LOYALTY[1],
    FINANCIAL[0],
    FINANCIAL[1],
    PROFESSIONAL[0],
    PROFESSIONAL[1],
    PERSONAL[0],
    PERSONAL[1],
    INDIRECT[0],
    INDIRECT[1],
    not_here("host_type"),
    not_here("kind"),
    not_here("description"),
    not_here("organisation"),
    not_here("organisation_name"),
    not_here("value_band"),
    whatever("host_type"),
    whatever("description"),
];

/// How registers of interests are read.
pub(super) const LISTS: FromLists = FromLists {
    implied: IMPLIED,
    or_in_words: &[
        ("organisation", "organisation_name"),
        ("practice", "organisation_name"),
    ],
    told_by: &["person", "declared_on", "description"],
    ticked: &[Ticked {
        field: "kind",
        or_in: &[
            "direct or indirect",
            "direct indirect",
            "direct or indirect interest",
            "is the interest direct or indirect",
            "is interest direct or indirect",
        ],
    }],
};

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        alike::plain,
        record::{FieldType, from_text},
        registers,
    };

    fn said(field: &str, text: &str) -> (Option<&'static str>, Vec<(&'static str, &'static str)>) {
        let implied = LISTS.implied_by(field, &plain(text)).unwrap();
        (implied.means, implied.so.to_vec())
    }

    #[test]
    fn every_type_of_declare_is_one_of_ours() {
        for (text, ours, kind) in [
            ("Gifts", "gifts", "financial"),
            ("Hospitality", "hospitality", "financial"),
            ("Outside Employment", "outside_employment", "financial"),
            ("Clinical Private Practice", "private_practice", "financial"),
            ("Sponsored Events", "sponsored_events", "financial"),
            ("Sponsored Research", "sponsored_research", "financial"),
            ("Sponsored Posts", "sponsored_posts", "financial"),
            ("Shareholdings", "shareholdings", "financial"),
            ("Patents", "patents", "financial"),
            ("Donations", "donations", "financial"),
            ("Loyalty", "loyalty", "professional"),
        ] {
            let so = vec![("declared", "interest"), ("kind", kind)];
            assert_eq!(said("host_type", text), (Some(ours), so), "{text}");
            let so = vec![("declared", "interest"), ("host_type", ours)];
            assert_eq!(said("kind", text), (Some(kind), so), "{text}");
        }
        assert_eq!(said("host_type", "Nil"), (None, SO_NIL.to_vec()));
        assert_eq!(
            said("host_type", "NO CHANGE"),
            (None, SO_NO_CHANGE.to_vec())
        );
    }

    #[test]
    fn the_four_types_are_known_in_either_column_and_other_words_are_an_interest() {
        let so = vec![("declared", "interest"), ("kind", "professional")];
        assert_eq!(
            said("host_type", "Non-Financial Professional Interest"),
            (None, so)
        );
        assert_eq!(said("kind", "Indirect").0, Some("indirect"));
        assert_eq!(
            said("description", "Nothing to declare."),
            (None, SO_NIL.to_vec())
        );
        assert_eq!(
            said("description", "Director of Abbey Training Ltd"),
            (None, SO_INTEREST.to_vec())
        );
        assert!(LISTS.implied_by("whose", "nil").is_none());
    }

    #[test]
    fn what_is_implied_can_be_kept() {
        let kinds = registers::kinds();
        let kind = kinds.get("declaration").unwrap();
        for implied in IMPLIED {
            let own = implied.means.map(|m| (implied.field, m));
            for (name, value) in own.into_iter().chain(implied.so.iter().copied()) {
                let field = kind.field(name).unwrap();
                assert!(matches!(field.type_, FieldType::Choice { .. }), "{name}");
                assert!(from_text(field, value).is_ok(), "{name} {value}");
            }
            let plain_words = implied.words.iter().all(|w| plain(w) == *w);
            assert!(plain_words, "{:?}", implied.words);
        }
    }
}
