//! Lists with a column for each type, ticked where it applies, as NHS bodies publish their registers of interests: read as
//! one column that names the type. A row with two ticks is two records.

use super::{
    across::Turned,
    entry::{as_shown, is_not_known},
    heading::{Sureness, means},
    laid::Table,
    matching,
};
use crate::{
    alike::plain,
    contract::SheetImport,
    record::{Field, Implied, Kind, Ticked},
    tabular::{Cell, Row},
};

/// Fewer columns than this are no set of types.
const FEWEST: usize = 2;

/// Of what stands under them this share must be ticks, in percent.
const SHARE: usize = 80;

/// What people put where it applies; the last but two is what a tick of Wingdings becomes in plain text.
const TICKS: &[&str] = &[
    "x", "✓", "✔", "√", "☑", "☒", "ü", "y", "yes", "1", "true", "tick", "ticked",
];

/// What people put where it does not.
const NO_TICKS: &[&str] = &["n", "no", "0", "false", "☐"];

/// Headings in a second line that go with one above, such as `Date of interest`.
pub(super) const DAYS: [&str; 2] = ["from", "to"];

/// Columns of a sheet that are ticked.
struct Columns<'k> {
    kind: &'k Kind,
    field: &'k Field,
    /// One for each type.
    types: Vec<usize>,
    /// One that says the type in words whatever is ticked.
    or_in: Option<usize>,
}

/// What a cell under a type says.
enum Said {
    Nothing,
    Ticked,
    /// Words: neither a tick nor none.
    Words,
}

fn said(cell: &Cell) -> Said {
    let text = as_shown(cell).to_lowercase();
    match text.trim_end_matches('.') {
        "" => Said::Nothing,
        text if TICKS.contains(&text) => Said::Ticked,
        text if NO_TICKS.contains(&text) || is_not_known(text) => Said::Nothing,
        _ => Said::Words,
    }
}

/// What a heading says of the field as its words would; none when it is no value.
fn value_of(kind: &Kind, ticked: &Ticked, heading: &str) -> Option<&'static Implied> {
    let lists = &kind.declaration.from_lists;
    let implied = lists.implied_by(ticked.field, &plain(heading))?;
    (!implied.words.is_empty() && !implied.so.is_empty()).then_some(implied)
}

/// Whether a row is a second line of headings: the types below a heading that goes over all of them, and nothing that
/// could be a record.
pub(super) fn heads(row: &Row, kinds: &[&Kind]) -> bool {
    let texts: Vec<String> = row.cells.iter().map(Cell::text).collect();
    let filled = || texts.iter().filter(|t| !t.trim().is_empty());
    let is_day = |text: &str| DAYS.contains(&plain(text).as_str());
    kinds.iter().any(|kind| {
        let mut all = kind.declaration.from_lists.ticked.iter();
        all.any(|ticked| {
            has_types(kind, ticked, &texts)
                && filled().all(|text| is_day(text) || value_of(kind, ticked, text).is_some())
        })
    })
}

fn has_types(kind: &Kind, ticked: &Ticked, titles: &[String]) -> bool {
    let mut values: Vec<&str> = titles
        .iter()
        .filter_map(|title| value_of(kind, ticked, title)?.means)
        .collect();
    values.sort_unstable();
    values.dedup();
    values.len() >= FEWEST
}

/// The columns of a sheet that are ticked for a field of a kind.
fn columns<'k>(table: &Table<'_>, kind: &'k Kind, ticked: &Ticked) -> Option<Columns<'k>> {
    let field = kind.field(ticked.field)?;
    let at_heading = |fits: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let titles = table.titles.iter().enumerate();
        let fitting = titles.filter(|(_, title)| fits(title.as_str()));
        fitting.map(|(at, _)| at).collect()
    };
    let named = at_heading(&|title| means(title, kind, field) == Some(Sureness::Name));
    if !has_types(kind, ticked, &table.titles) || !named.is_empty() {
        return None;
    }
    let types = at_heading(&|title| value_of(kind, ticked, title).is_some());
    let or_in = at_heading(&|title| ticked.or_in.contains(&plain(title).as_str()));
    let (mut ticks, mut words) = (0, 0);
    let cells = |row: &Row| -> Vec<Said> { types.iter().map(|at| said(row.cell(*at))).collect() };
    for said in table.rows.iter().flat_map(cells) {
        match said {
            Said::Nothing => {}
            Said::Ticked => ticks += 1,
            Said::Words => words += 1,
        }
    }
    (ticks > 0 && ticks * 100 >= (ticks + words) * SHARE).then_some(Columns {
        kind,
        field,
        types,
        or_in: or_in.first().copied(),
    })
}

impl Columns<'_> {
    /// The types of a row: the headings of its ticks; words as they stand, to be told of; one blank where there is none.
    fn types_of(&self, table: &Table<'_>, row: &Row) -> Vec<Cell> {
        if let Some(cell) = self.or_in.map(|at| row.cell(at))
            && self.is_value(&cell.text())
        {
            return vec![cell.clone()];
        }
        let mut types = vec![];
        for at in &self.types {
            match said(row.cell(*at)) {
                Said::Nothing => {}
                Said::Ticked => {
                    let title = table.titles.get(*at).cloned();
                    types.push(Cell::of_text(title.unwrap_or_default()));
                }
                Said::Words => types.push(row.cell(*at).clone()),
            }
        }
        if types.is_empty() {
            types.push(Cell::of_text(String::new()));
        }
        types
    }

    fn is_value(&self, text: &str) -> bool {
        let lists = &self.kind.declaration.from_lists;
        let implied = lists.implied_by(&self.field.name, &plain(text));
        implied.is_some_and(|i| !i.words.is_empty() && i.means.is_some())
    }

    fn turn(&self, table: &Table<'_>) -> Turned {
        let first = self.types.first().copied().unwrap_or_default();
        let kept = |at: &usize| !self.types.contains(at);
        let before: Vec<usize> = (0..first).filter(kept).collect();
        let behind: Vec<usize> = (first..table.titles.len()).filter(kept).collect();
        let title = |at: &usize| table.titles.get(*at).cloned().unwrap_or_default();
        let mut titles: Vec<String> = before.iter().map(title).collect();
        titles.push(self.field.label.clone());
        titles.extend(behind.iter().map(title));
        let mut rows = vec![];
        for row in table.rows {
            for of_type in self.types_of(table, row) {
                let mut cells: Vec<Cell> = before.iter().map(|at| row.cell(*at).clone()).collect();
                cells.push(of_type);
                cells.extend(behind.iter().map(|at| row.cell(*at).clone()));
                let number = row.number;
                rows.push(Row { number, cells });
            }
        }
        Turned {
            titles,
            rows,
            bare: vec![],
        }
    }
}

/// A sheet whose types are ticked, turned; with a sentence that says so. Only where its rows are of a kind that may be kept
/// so: as a person chose it, or as it then fits best.
pub(super) fn turned(
    table: &Table<'_>,
    kinds: &[&Kind],
    request: &SheetImport,
) -> Option<(Turned, String)> {
    if table.header == 0 {
        return None;
    }
    let wanted = |kind: &&&Kind| request.kind.as_ref().is_none_or(|k| k == kind.name());
    let found = kinds.iter().filter(wanted).find_map(|kind| {
        let ticked = kind.declaration.from_lists.ticked;
        ticked.iter().find_map(|t| columns(table, kind, t))
    })?;
    let turned = found.turn(table);
    if request.kind.is_none() {
        let as_turned = Table {
            file: table.file,
            name: table.name,
            header: table.header,
            titles: turned.titles.clone(),
            rows: &turned.rows,
        };
        let best = matching::fits(&as_turned, kinds, &request.filled);
        if best.first().is_none_or(|fit| fit.kind != found.kind.name()) {
            return None;
        }
    }
    let titles = found.types.iter().filter_map(|at| table.titles.get(*at));
    let titles: Vec<String> = titles.map(|t| format!("“{t}”")).collect();
    let remark = format!(
        "{} are ticked columns, read as one column “{}”: a row for each tick.",
        titles.join(", "),
        found.field.label
    );
    Some((turned, remark))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::registers;

    fn row(number: usize, cells: &[&str]) -> Row {
        let cells = cells.iter().map(|c| Cell::of_text(*c)).collect();
        Row { number, cells }
    }

    /// The type and the last column of each row; none where nothing is turned.
    fn types(titles: &[&str], rows: &[Row], kind: Option<&str>) -> Option<Vec<(String, String)>> {
        let kinds = registers::kinds();
        let kinds = matching::open_kinds(&kinds);
        let table = Table {
            file: "list.csv",
            name: "list",
            header: 1,
            titles: titles.iter().map(|t| (*t).to_owned()).collect(),
            rows,
        };
        let request = SheetImport {
            kind: kind.map(str::to_owned),
            ..SheetImport::default()
        };
        let (turned, remark) = turned(&table, &kinds, &request)?;
        let at = turned.titles.iter().position(|t| t == "Type of interest")?;
        assert!(remark.contains("“Indirect”"), "{remark}");
        let told = turned.rows.iter().map(|r| {
            let last = r.cells.last().unwrap().text();
            (r.cell(at).text(), last)
        });
        Some(told.collect())
    }

    const TITLES: [&str; 5] = [
        "Name",
        "Financial interests",
        "Indirect",
        "Declared interest",
        "From",
    ];

    #[test]
    fn every_way_of_ticking_is_a_tick_and_two_are_two_rows() {
        for tick in ["x", "X", "✓", "Yes", "y", "1", "TRUE"] {
            let rows = [
                row(2, &["Ann", tick, "", "Shares", "a"]),
                row(3, &["Bea", "no", tick, "Husband’s shares", "b"]),
                row(4, &["Cy", tick, tick, "Both", "c"]),
                row(5, &["Di", "", "-", "None", "d"]),
            ];
            let told = types(&TITLES, &rows, None).unwrap();
            let told: Vec<(&str, &str)> =
                told.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            let expected = [
                ("Financial interests", "a"),
                ("Indirect", "b"),
                ("Financial interests", "c"),
                ("Indirect", "c"),
                ("", "d"),
            ];
            assert_eq!(told, expected, "{tick}");
        }
    }

    #[test]
    fn words_under_a_type_are_no_ticks() {
        let rows = [
            row(2, &["Ann", "Director of Abbey Ltd", "", "Shares", "a"]),
            row(3, &["Bea", "", "His wife works there", "Shares", "b"]),
        ];
        assert_eq!(types(&TITLES, &rows, None), None);
        // One remark among many ticks is told of where it stands.
        let mut rows: Vec<Row> = (2..12)
            .map(|n| row(n, &["Ann", "x", "", "Shares", "a"]))
            .collect();
        rows.push(row(12, &["Bea", "see e-mail", "", "Shares", "b"]));
        let told = types(&TITLES, &rows, None).unwrap();
        assert_eq!(told.last().unwrap().0, "see e-mail");
    }

    #[test]
    fn other_lists_and_other_kinds_stay_as_they_are() {
        let ticked = [row(2, &["Ann", "x", "", "Shares", "a"])];
        assert!(types(&TITLES, &ticked, Some("declaration")).is_some());
        assert_eq!(types(&TITLES, &ticked, Some("person")), None);
        // Training that somebody needs, by e-mail address: people.
        let titles = ["Name", "E-mail", "Telephone", "Personal", "Professional"];
        let rows = [row(2, &["Ann", "ann@example.org", "0123", "x", ""])];
        assert_eq!(types(&titles, &rows, None), None);
        let named = [
            "Name",
            "Financial",
            "Indirect",
            "Type of interest",
            "Declared interest",
        ];
        let rows = [row(2, &["Ann", "x", "", "Financial", "Shares"])];
        assert_eq!(types(&named, &rows, Some("declaration")), None);
    }

    #[test]
    fn a_second_line_of_headings_holds_types_and_days_alone() {
        let kinds = registers::kinds();
        let kinds = matching::open_kinds(&kinds);
        let types = [
            "",
            "",
            "Financial Interests",
            "Non-Financial Personal Interests",
            "From",
            "To",
        ];
        assert!(heads(&row(2, &types), &kinds));
        for cells in [
            ["Ann", "", "Financial", "Indirect", "", ""],
            ["", "", "Financial", "", "From", "To"],
            ["", "", "x", "", "", ""],
        ] {
            assert!(!heads(&row(2, &cells), &kinds), "{cells:?}");
        }
    }

    #[test]
    fn a_column_that_says_indirect_counts_before_the_ticks() {
        let titles = [
            "Name",
            "Financial",
            "Non-financial professional",
            "Indirect",
            "Is the interest direct or indirect?",
        ];
        let rows = [
            row(2, &["Ann", "x", "", "", "Direct"]),
            row(3, &["Bea", "x", "", "", "Indirect"]),
        ];
        let told = types(&titles, &rows, Some("declaration")).unwrap();
        let types: Vec<&str> = told.iter().map(|(a, _)| a.as_str()).collect();
        assert_eq!(types, ["Financial", "Indirect"]);
    }
}
