//! Who reports to whom, in a pack: a picture with its words and its table.

use serde::{Deserialize, Serialize};

use crate::{
    document::{Document, Figure},
    drawing::reporting::{Reporting, reporting},
};

/// Who reports to whom for one kind of work.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WorkLines {
    /// For which work.
    pub work: String,
    /// Who reports, and to whom.
    pub lines: Vec<(String, String)>,
}

/// The picture and the table; nothing where there are no lines.
pub(super) fn write(pack: &mut Document, works: &[WorkLines]) {
    if works.is_empty() {
        return;
    }
    let all: Vec<Reporting> = works
        .iter()
        .map(|one| Reporting {
            work: one.work.clone(),
            lines: one.lines.clone(),
        })
        .collect();
    pack.figure(
        Figure::new(reporting("Who reports to whom", &all))
            .caption("Who reports to whom, by the work that it is for")
            .with_table(),
    );
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::{
        html,
        packs::{
            copies::{Face, bytes, issue},
            strategy::StrategyPack,
        },
    };

    #[test]
    fn a_strategy_shows_who_reports_to_whom_once_it_is_recorded() {
        let day = NaiveDate::default();
        let page = |pack: &StrategyPack| html::render(&issue(pack, &Face::Public, day).document);
        let mut pack = StrategyPack::default();
        assert!(!page(&pack).contains("reports to"));
        // A strategy that went out before this was drawn keeps its bytes.
        let before = String::from_utf8(bytes(&pack)).unwrap_or_default();
        assert!(!before.contains("reporting"), "{before}");
        pack.reporting.push(WorkLines {
            work: "Education".into(),
            lines: vec![("Hub".into(), "School".into())],
        });
        let page = page(&pack);
        assert!(page.contains("Education: Hub reports to School."), "{page}");
        assert!(page.contains("For which work"), "{page}");
    }
}
