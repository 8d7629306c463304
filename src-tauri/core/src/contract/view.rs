use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::records::FieldTypeInfo;

/// A list: what screen, export, pack and "show the rows behind this figure" all ask for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ViewSpec {
    /// Where rows come from.
    pub source: Source,
    /// Columns as paths of up to three hops (`name`, `pcn.name`); empty = the kind's own choice.
    #[serde(default)]
    pub columns: Vec<String>,
    /// Which rows.
    #[serde(default)]
    pub filter: Option<Filter>,
    /// Order.
    #[serde(default)]
    pub sort: Vec<SortBy>,
    /// Count rows by this path.
    #[serde(default)]
    pub group: Option<String>,
    /// Words that the record must contain.
    #[serde(default)]
    pub search: Option<String>,
    /// First row wanted.
    #[serde(default)]
    pub offset: i64,
    /// Number of rows wanted; 0 = counts alone.
    #[serde(default = "hundred")]
    pub limit: i64,
}

impl ViewSpec {
    /// The first page of what comes from there, in its usual columns and order.
    pub fn of(source: Source) -> Self {
        Self {
            source,
            columns: vec![],
            filter: None,
            sort: vec![],
            group: None,
            search: None,
            offset: 0,
            limit: hundred(),
        }
    }

    /// All records of a kind, in its usual columns and order.
    pub fn all_of(kind: &str) -> Self {
        Self {
            limit: 0,
            ..Self::of(Source::Kind { kind: kind.into() })
        }
    }
}

fn hundred() -> i64 {
    100
}

/// Where the rows of a view come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(untagged)]
#[ts(export)]
pub enum Source {
    /// All records of a kind.
    Kind {
        /// Its name.
        kind: String,
    },
    /// A named set of records that a register defines, such as the numerator of a figure.
    Set {
        /// Its name (`kpi.8.numerator`).
        set: String,
        /// Its parameters (`from`, `to`, `hub`).
        #[ts(type = "Record<string, string>")]
        params: std::collections::BTreeMap<String, String>,
    },
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Filter {
    /// All of these.
    And(Vec<Filter>),
    /// Any of these.
    Or(Vec<Filter>),
    /// Not this.
    Not(Box<Filter>),
    /// A field compared with a value.
    Field {
        /// Path of the field.
        path: String,
        /// How.
        op: Compare,
        /// With what; left out for `empty`.
        #[serde(default)]
        #[ts(type = "string | number | boolean | null")]
        value: Value,
    },
    /// A record of another kind points here and meets a condition.
    Exists {
        /// That kind.
        kind: String,
        /// Its field that points here.
        field: String,
        /// The condition; none = any such record.
        #[serde(default)]
        filter: Option<Box<Filter>>,
    },
}

/// How a field is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Compare {
    /// Equal.
    Is,
    /// Less, earlier.
    Below,
    /// Less or equal, earlier or on.
    AtMost,
    /// More, later.
    Above,
    /// More or equal, later or on.
    AtLeast,
    /// Holds these letters, capitals or not.
    Contains,
    /// Nothing is filled in.
    Empty,
}

/// One sort key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SortBy {
    /// Path.
    pub path: String,
    /// Largest first.
    #[serde(default)]
    pub descending: bool,
}

/// One window of a list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ViewPage {
    /// State of the file this was read from.
    pub generation: i64,
    /// Kind of the rows.
    pub kind: String,
    /// Number of rows in all.
    pub total: i64,
    /// The columns.
    pub columns: Vec<ViewColumn>,
    /// The rows of this window.
    pub rows: Vec<ViewRow>,
    /// Counts by group, if asked for.
    pub groups: Vec<GroupCount>,
}

/// A column of a view.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ViewColumn {
    /// Path.
    pub path: String,
    /// Heading.
    pub label: String,
    /// What it holds.
    #[serde(rename = "type")]
    pub type_: FieldTypeInfo,
}

/// A row of a view.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ViewRow {
    /// Identifier of the record.
    pub id: String,
    /// Title of the record.
    pub title: String,
    /// Cells in the order of the columns.
    pub cells: Vec<CellText>,
}

/// A value and the words to show for it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CellText {
    /// As kept: text, number, `null`; a reference is the other record's identifier.
    #[ts(type = "string | number | null")]
    pub value: Value,
    /// In words (a date as `30/09/2025`, a reference as the other record's title).
    pub text: String,
    /// `known`, `missing`, `erased`, `unreadable`, `removed` for a reference to a removed record, or `versions` in a list
    /// where the field has versions to settle.
    pub state: String,
}

impl CellText {
    /// [`CellText::state`] of a field that has versions to settle.
    pub const VERSIONS: &str = "versions";

    /// Another version of it waits to be settled.
    #[must_use]
    pub fn has_versions(&self) -> bool {
        self.state == Self::VERSIONS
    }
}

/// How many rows have a value.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GroupCount {
    /// The value and its words.
    pub cell: CellText,
    /// Number of rows.
    pub count: i64,
}
