//! `field=value` as it is written on a command line.

use std::str::FromStr;

use hubfolio_core::{
    contract::{Compare, Filter},
    record::{FieldType, Kinds},
};

/// A field and the value it gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Field.
    pub field: String,
    /// Value; empty = the field is emptied.
    pub value: String,
}

impl FromStr for Setting {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('=') {
            Some((field, value)) if is_path(field.trim()) => Ok(Self {
                field: field.trim().into(),
                value: value.into(),
            }),
            _ => Err("write it as FIELD=VALUE".into()),
        }
    }
}

/// How a condition compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Is,
    IsNot,
    Below,
    AtMost,
    Above,
    AtLeast,
    Contains,
}

/// The signs as they are written; longer ones first, so that `<=` is not taken for `<`.
const SIGNS: &[(&str, Sign)] = &[
    ("!=", Sign::IsNot),
    ("<=", Sign::AtMost),
    (">=", Sign::AtLeast),
    ("=", Sign::Is),
    ("<", Sign::Below),
    (">", Sign::Above),
    ("~", Sign::Contains),
];

/// One condition of a list: `list_size>10000`, `name~surgery`, `closed=`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Path of the field.
    pub path: String,
    sign: Sign,
    /// What it is compared with.
    pub value: String,
}

impl FromStr for Condition {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let at = text.find(['!', '<', '>', '=', '~']);
        let found = at.and_then(|at| {
            let (path, rest) = text.split_at(at);
            let (sign, value) = SIGNS
                .iter()
                .find_map(|(written, sign)| Some((*sign, rest.strip_prefix(written)?)))?;
            is_path(path.trim()).then(|| Self {
                path: path.trim().into(),
                sign,
                value: value.trim().into(),
            })
        });
        found.ok_or_else(|| {
            "write it as FIELD=VALUE, or with !=, <, <=, >, >= or ~ (contains)".into()
        })
    }
}

impl Condition {
    /// Compares with a whole value, so that a reference can be named by its code.
    pub fn compares_whole(&self) -> bool {
        matches!(self.sign, Sign::Is | Sign::IsNot)
    }

    /// As the core wants it; `value` may have been put into the core's own form by now.
    pub fn filter(&self) -> Filter {
        let field = |op, value: &str| Filter::Field {
            path: self.path.clone(),
            op,
            value: value.into(),
        };
        let same = if self.value.is_empty() {
            field(Compare::Empty, "")
        } else {
            field(Compare::Is, &self.value)
        };
        match self.sign {
            Sign::Is => same,
            Sign::IsNot => Filter::Not(Box::new(same)),
            Sign::Below => field(Compare::Below, &self.value),
            Sign::AtMost => field(Compare::AtMost, &self.value),
            Sign::Above => field(Compare::Above, &self.value),
            Sign::AtLeast => field(Compare::AtLeast, &self.value),
            Sign::Contains => field(Compare::Contains, &self.value),
        }
    }
}

fn is_path(text: &str) -> bool {
    let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    !text.is_empty() && text.chars().all(letters)
}

/// The kind that a path refers to, where it leads to a reference.
pub fn reference_at(kinds: &Kinds, kind: &str, path: &str) -> Option<String> {
    let mut at = kinds.get(kind)?;
    let mut hops = path.split('.').peekable();
    while let Some(hop) = hops.next() {
        let type_ = match at.field(hop) {
            Some(field) => &field.type_,
            None => &kinds.column(at.name(), hop)?.type_,
        };
        let FieldType::Ref { kind } = type_ else {
            return None;
        };
        if hops.peek().is_none() {
            return Some(kind.clone());
        }
        at = kinds.get(kind)?;
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(text: &str) -> (String, Sign, String) {
        let c: Condition = text.parse().unwrap();
        (c.path, c.sign, c.value)
    }

    #[test]
    fn the_longest_sign_is_meant() {
        assert_eq!(
            read("list_size<=5"),
            ("list_size".into(), Sign::AtMost, "5".into())
        );
        assert_eq!(
            read("pcn.name = A=B"),
            ("pcn.name".into(), Sign::Is, "A=B".into())
        );
        assert_eq!(read("name!=x"), ("name".into(), Sign::IsNot, "x".into()));
        assert_eq!(
            read("name~a<b"),
            ("name".into(), Sign::Contains, "a<b".into())
        );
    }

    #[test]
    fn nothing_after_the_sign_means_that_nothing_is_filled_in() {
        let c: Condition = "closed=".parse().unwrap();
        assert!(matches!(
            c.filter(),
            Filter::Field {
                op: Compare::Empty,
                ..
            }
        ));
        let c: Condition = "closed!=".parse().unwrap();
        assert!(matches!(c.filter(), Filter::Not(_)));
    }

    #[test]
    fn what_is_no_condition_is_refused() {
        for bad in ["", "name", "=x", "a b=c", "na;me=1", "!x"] {
            assert!(bad.parse::<Condition>().is_err(), "{bad}");
        }
        assert!("name".parse::<Setting>().is_err());
        let s: Setting = "notes=a=b ".parse().unwrap();
        assert_eq!((s.field.as_str(), s.value.as_str()), ("notes", "a=b "));
    }

    #[test]
    fn a_path_leads_to_the_kind_that_it_refers_to() {
        let kinds = hubfolio_core::registers::kinds();
        let at = |kind, path| reference_at(&kinds, kind, path);
        assert_eq!(at("pcn_mark", "pcn"), Some("pcn".into()));
        assert_eq!(at("pcn_mark", "pcn.place"), Some("place".into()));
        assert_eq!(at("practice", "pcn_now"), Some("pcn".into()));
        assert_eq!(at("practice", "name"), None);
        assert_eq!(at("practice", "nothing.pcn"), None);
    }
}
