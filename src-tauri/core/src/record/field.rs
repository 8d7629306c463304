//! One field of a kind: its name, its words and what it holds.

use crate::contract::{Choice, FieldInfo, FieldTypeInfo};

/// A field, as the kind's file says it.
#[derive(Debug, Clone)]
pub struct Field {
    /// Name, the same as the column's.
    pub name: String,
    /// Label.
    pub label: String,
    /// Help text: the doc comment.
    pub help: String,
    /// What it holds.
    pub type_: FieldType,
    /// Must be filled in.
    pub required: bool,
    /// For a field with the fingerprint (SHA-256) of bytes that are kept beside the records: what they are.
    pub bytes: Option<Bytes>,
    /// Never goes into a copy for another team.
    pub confidential: bool,
    /// Proves something to a program, such as a key or a signature: says nothing to people.
    pub proof: bool,
}

/// What the fingerprint in a field stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bytes {
    /// A copy of records as they were submitted or signed.
    Copy,
    /// A file that a person attached.
    File,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldType {
    /// Text; `long` = several lines; `max` in characters.
    Text {
        /// Several lines.
        long: bool,
        /// Most characters.
        max: i64,
    },
    /// A whole number.
    Integer {
        /// Smallest value, if there is one.
        min: Option<i64>,
        /// Largest value, if there is one.
        max: Option<i64>,
    },
    /// Two decimals, held as hundredths.
    Hundredths {
        /// Smallest value, in hundredths.
        min: Option<i64>,
        /// Largest value, in hundredths.
        max: Option<i64>,
    },
    /// Pence.
    Money,
    /// A day.
    Date,
    /// UTC milliseconds.
    Moment,
    /// Yes or no.
    YesNo,
    /// A value of a list of the catalogue or of a closed set in the kind's file.
    Choice {
        /// List of the catalogue; empty for a closed set of the kind's own.
        list: String,
        /// Other words are taken too.
        open: bool,
        /// The values.
        options: Vec<ListValue>,
    },
    /// A reference.
    Ref {
        /// Kind of the other record.
        kind: String,
    },
}

/// One value of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListValue {
    /// As kept.
    pub value: String,
    /// In words.
    pub label: String,
}

impl FieldType {
    /// Text of several lines, which people write freely.
    pub fn is_long(&self) -> bool {
        matches!(self, Self::Text { long: true, .. })
    }

    /// Kept as a number.
    pub fn is_number(&self) -> bool {
        matches!(
            self,
            Self::Integer { .. }
                | Self::Hundredths { .. }
                | Self::Money
                | Self::Moment
                | Self::YesNo
        )
    }

    /// The column type in the hub file.
    pub fn column(&self) -> &'static str {
        match self {
            Self::Ref { .. } => "BLOB",
            t if t.is_number() => "INTEGER",
            _ => "TEXT",
        }
    }

    /// As the window needs it.
    pub fn info(&self) -> FieldTypeInfo {
        let unit = String::new();
        match self {
            Self::Text { long, max } => FieldTypeInfo::Text {
                long: *long,
                max: *max,
            },
            Self::Integer { min, max } => FieldTypeInfo::Integer {
                min: *min,
                max: *max,
                unit,
            },
            Self::Hundredths { min, max } => FieldTypeInfo::Hundredths {
                min: *min,
                max: *max,
                unit,
            },
            Self::Money => FieldTypeInfo::Money {},
            Self::Date => FieldTypeInfo::Date {},
            Self::Moment => FieldTypeInfo::Moment {},
            Self::YesNo => FieldTypeInfo::YesNo {},
            Self::Choice {
                list,
                open,
                options,
            } => FieldTypeInfo::Choice {
                list: list.clone(),
                open: *open,
                options: options
                    .iter()
                    .map(|o| Choice {
                        value: o.value.clone(),
                        label: o.label.clone(),
                    })
                    .collect(),
            },
            Self::Ref { kind } => FieldTypeInfo::Ref { kind: kind.clone() },
        }
    }
}

impl Field {
    /// As the window needs it; `fixed` says that it is part of the record's identity.
    pub fn info(&self, fixed: bool) -> FieldInfo {
        FieldInfo {
            name: self.name.clone(),
            label: self.label.clone(),
            help: self.help.clone(),
            type_: self.type_.info(),
            required: self.required,
            fixed,
        }
    }
}
