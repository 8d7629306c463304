//! Sets that others made to break readers of CSV and spreadsheets.

use super::super::{Cell, Fault, Row, Workbook};
use super::{read_default_bytes, read_with_defaults, shared};
use std::path::Path;

type Record = serde_json::Map<String, serde_json::Value>;

/// Every pair of csv-spectrum: the file reads as its JSON says.
#[test]
fn csv_spectrum_reads_as_its_answers_say() {
    let Some(folder) = shared("torture/csv-spectrum") else {
        return;
    };
    let mut pairs = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "csv") {
            continue;
        }
        // The set is stored with LF, its answers speak of CRLF: the line ends inside cells are taken from the file.
        let answer = std::fs::read_to_string(path.with_extension("json"))
            .unwrap()
            .replace("\\r\\n", "\\n");
        let mut records = records(&read_with_defaults(&path).unwrap());
        let expected = serde_json::from_str::<Vec<Record>>(&answer).unwrap_or_else(|_| {
            // One answer is a single record, and names another telephone number than its file.
            assert!(path.ends_with("location_coordinates.csv"));
            let answer: Record = serde_json::from_str(&answer).unwrap();
            let phone = "Contact Phone Number";
            assert_eq!(records[0][phone], "2095257564");
            records[0][phone] = answer[phone].clone();
            vec![answer]
        });
        assert_eq!(records, expected, "{}", path.display());
        assert_line_ends_do_not_matter(&path);
        pairs += 1;
    }
    assert_eq!(pairs, 12);
}

/// With other line ends the rows and their numbers are the same, and the ends inside cells are those of the file.
fn assert_line_ends_do_not_matter(path: &Path) {
    let text = std::fs::read_to_string(path).unwrap();
    let rows = |text: &str| {
        let workbook = read_default_bytes("list.csv", text.as_bytes()).unwrap();
        let row = |row: &Row| {
            (
                row.number,
                row.cells.iter().map(Cell::text).collect::<Vec<_>>(),
            )
        };
        workbook.sheets[0].rows.iter().map(row).collect::<Vec<_>>()
    };
    for end in ["\r\n", "\r"] {
        let mut expected = rows(&text);
        for cell in expected.iter_mut().flat_map(|(_, cells)| cells) {
            *cell = cell.replace('\n', end);
        }
        assert_eq!(
            rows(&text.replace('\n', end)),
            expected,
            "{path:?} with {end:?}"
        );
    }
}

fn records(workbook: &Workbook) -> Vec<Record> {
    let (header, rows) = workbook.sheets[0].rows.split_first().unwrap();
    let record = |row: &Row| {
        let field = |index| (header.text(index), row.text(index).into());
        (0..header.width()).map(field).collect()
    };
    rows.iter().map(record).collect()
}

/// Of the frictionless set only the empty file and the one in Greek are refused, each with its reason.
#[test]
fn the_frictionless_files_are_read_or_refused_in_words() {
    let Some(folder) = shared("torture/frictionless") else {
        return;
    };
    let mut refused = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match read_with_defaults(&path) {
            Ok(workbook) => assert!(workbook.main_sheet().unwrap().width() > 0, "{path:?}"),
            Err(error) => refused.push((error.file, error.fault)),
        }
    }
    refused.sort_by(|a, b| a.0.cmp(&b.0));
    let greek = Fault::UnknownEncoding("it looks like windows-1253".to_owned());
    assert_eq!(
        refused,
        [
            ("empty.csv".to_owned(), Fault::Empty),
            ("table-infer-iso-8859-7.csv".to_owned(), greek)
        ]
    );
}

#[test]
fn every_kind_of_spreadsheet_gives_the_same_cells() {
    let Some(folder) = shared("torture/frictionless") else {
        return;
    };
    for name in ["table.csv", "table.xls", "table.xlsx", "table.ods"] {
        let workbook = read_with_defaults(&folder.join(name)).unwrap();
        let cells: Vec<Vec<String>> = workbook
            .main_sheet()
            .unwrap()
            .rows
            .iter()
            .map(|row| row.cells.iter().map(Cell::text).collect())
            .collect();
        assert_eq!(
            cells,
            [["id", "name"], ["1", "english"], ["2", "中国人"]],
            "{name}"
        );
    }
}

#[test]
fn a_number_that_the_spreadsheet_shows_rounded_is_read_as_shown() {
    let Some(folder) = shared("torture/frictionless") else {
        return;
    };
    let workbook = read_with_defaults(&folder.join("adjust-floating-point-error.xlsx")).unwrap();
    let texts: Vec<String> = workbook.sheets[0]
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .map(Cell::text)
        .collect();
    assert!(texts.contains(&"274.66".to_owned()), "{texts:?}");
}

#[test]
fn an_empty_file_is_named_empty() {
    let Some(folder) = shared("torture/frictionless") else {
        return;
    };
    assert_eq!(
        read_with_defaults(&folder.join("empty.csv"))
            .unwrap_err()
            .fault,
        Fault::Empty
    );
}

/// Every CSV file of the frictionless set that is read holds what another reader (Python's `csv`) finds in it: short ones
/// cell by cell, long ones by their rows, cells and letters. Two are by hand: that reader knows neither the space before a
/// quotation mark of `issue-1109.csv` nor the `\"` of `escaping.csv`.
#[test]
fn the_frictionless_files_hold_what_their_answers_say() {
    let Some(folder) = shared("torture/frictionless") else {
        return;
    };
    let mut wrong = vec![];
    let mut answers = 0;
    for line in include_str!("frictionless.jsonl").lines() {
        let answer: serde_json::Value = serde_json::from_str(line).unwrap();
        let file = answer["file"].as_str().unwrap();
        answers += 1;
        let found = read_with_defaults(&folder.join(file)).map(|workbook| {
            let rows = workbook.sheets[0].rows.iter();
            rows.map(|row| row.cells.iter().map(Cell::text).collect::<Vec<_>>())
                .collect::<Vec<_>>()
        });
        let found = match found {
            Ok(rows) if answer["rows"].is_array() => {
                serde_json::json!({ "file": file, "rows": rows })
            }
            Ok(rows) => {
                let cells = || rows.iter().flatten();
                let characters: usize = cells().map(|c| c.chars().count()).sum();
                serde_json::json!({ "file": file, "count": rows.len(), "cells": cells().count(), "characters": characters })
            }
            Err(error) => serde_json::json!({ "file": file, "refused": error.to_string() }),
        };
        if found != answer {
            wrong.push(format!("{found}\n  instead of {answer}"));
        }
    }
    assert_eq!(answers, 99);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
