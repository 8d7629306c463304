//! What a search in a list has found, and its usual order, told by the search's own titles: looking up thousands of
//! records to put a hundred of them on the screen would be felt with every letter typed.

use super::Order;
use crate::{
    contract::ViewSpec,
    record::{FieldType, Kind},
};

/// The documents of a search that are records of one kind.
pub struct Found {
    /// From where, and under which conditions, the record `d.record` comes.
    from: String,
}

impl Found {
    /// `place` holds the words looked for.
    pub fn new(kind: &Kind, place: &str) -> Self {
        Self {
            from: format!(
                "FROM search CROSS JOIN search_document d ON d.document = search.rowid
                 WHERE search MATCH {place} AND d.kind = '{}'",
                kind.name()
            ),
        }
    }

    /// The records that were found.
    pub fn records(&self) -> String {
        format!("SELECT d.record {}", self.from)
    }

    /// How many were found. Every record that is there has its words in the search, and only those.
    pub fn count(&self) -> String {
        format!("SELECT count(*) {}", self.from)
    }

    /// Those of them that stand in this window of the order by title, in that order.
    pub fn by_title(&self, descending: bool, limit: i64, offset: i64) -> String {
        format!(
            "SELECT d.record, d.title {} ORDER BY {} LIMIT {limit} OFFSET {offset}",
            self.from,
            title_order("d.title", "d.record", descending)
        )
    }

    /// The order by title of what [`Found::by_title`] chose as `f`.
    pub fn order(descending: bool) -> Order {
        Order {
            rows: title_order("f.title", "t.id", descending),
            groups: String::new(),
        }
    }
}

/// As lists sort by a text: capitals or not, those without one last.
fn title_order(title: &str, record: &str, descending: bool) -> String {
    let direction = if descending { "DESC" } else { "ASC" };
    format!("{title} = '', {title} COLLATE NOCASE {direction}, {record} {direction}")
}

/// Whether a list goes by the title alone, and then whether backwards; only where the title is one text, which the search
/// keeps as it is.
pub fn goes_by_title(spec: &ViewSpec, kind: &Kind) -> Option<bool> {
    let [title] = kind.declaration.title else {
        return None;
    };
    let field = kind.field(title)?;
    if spec.group.is_some() || !matches!(field.type_, FieldType::Text { long: false, .. }) {
        return None;
    }
    match spec.sort.as_slice() {
        [] => Some(false),
        [only] if only.path == *title => Some(only.descending),
        _ => None,
    }
}
