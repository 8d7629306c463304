//! Everything official as data: loaded from files that ship with the program, in own words, each with its source.
//!
//! Shipped records have fixed identifiers and stand outside the log; what a hub adds is logged like anything else.

mod groups;
mod kpi_sets;

use std::{collections::BTreeMap, sync::LazyLock};

pub use groups::{GroupTemplate, UsualLine, group_templates, usual_lines};
pub use kpi_sets::{NATIONAL, fingerprint, load_kpi_sets, shipped_kpi_set};

use crate::record::ListValue;

static LISTS: LazyLock<BTreeMap<String, Vec<(String, String)>>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../catalogue/lists.json")).unwrap_or_default()
});

/// The values of a list; a list that does not exist has none.
pub fn list(name: &str) -> Vec<ListValue> {
    let values = LISTS.get(name).into_iter().flatten();
    values
        .map(|(value, label)| ListValue {
            value: value.clone(),
            label: label.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_lists_can_be_read() {
        assert_eq!(super::list("coverage_mark").len(), 8);
        assert_eq!(super::list("ics").len(), 42);
        assert!(super::list("no such list").is_empty());
    }
}
