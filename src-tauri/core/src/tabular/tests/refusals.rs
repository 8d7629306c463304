//! Files that are not read, and what is said about them.

use std::io::{Cursor, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::super::{
    Cell, Column, ColumnKind, Fault, Kind, Limits, ReadOptions, Table, TabularError, Workbook,
    read, read_bytes, write_xlsx,
};
use super::{read_with_defaults, shared, times};

fn refused(name: &str, bytes: &[u8]) -> TabularError {
    opened(name, bytes).unwrap_err()
}

fn opened(name: &str, bytes: &[u8]) -> Result<Workbook, TabularError> {
    read_bytes(name, bytes, &Limits::default(), &ReadOptions::default())
}

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let method = if *name == "mimetype" {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        writer
            .start_file(
                *name,
                SimpleFileOptions::default().compression_method(method),
            )
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook of ours, as bytes.
fn workbook(cells: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.xlsx");
    let table = Table {
        name: "Own".to_owned(),
        columns: vec![Column::new("Title", ColumnKind::Text)],
        rows: cells
            .iter()
            .map(|text| vec![Cell::of_text(*text)])
            .collect(),
        notes: Vec::new(),
    };
    let created = chrono::NaiveDate::from_ymd_opt(2025, 4, 1).unwrap().into();
    write_xlsx(&[table], created, &path).unwrap();
    std::fs::read(path).unwrap()
}

#[test]
fn every_refusal_says_what_happened_what_was_kept_and_what_to_do() {
    let error = refused("list.csv", b"%PDF-1.7");
    assert_eq!(
        error.to_string(),
        "“list.csv” is a PDF document, not a CSV file or a spreadsheet. Nothing was taken from it, and the file itself is \
         unchanged."
    );
    assert_eq!(
        error.hint(),
        "Choose the CSV or Excel file; a file does not become another when it is renamed."
    );
    assert_eq!(error.code(), "not_a_table");
}

#[test]
fn a_file_that_holds_nothing_is_empty_whatever_its_kind() {
    for bytes in [
        &b""[..],
        b"\r\n\r\n",
        b",,\n,,\n",
        b"\xEF\xBB\xBF",
        &workbook_without_rows(),
    ] {
        assert_eq!(refused("list.csv", bytes).fault, Fault::Empty);
    }
}

fn workbook_without_rows() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.xlsx");
    write_xlsx(&[Table::default()], chrono::NaiveDateTime::default(), &path).unwrap();
    std::fs::read(path).unwrap()
}

#[test]
fn a_file_of_200_mb_is_refused_before_it_is_read_with_both_sizes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("huge.csv");
    std::fs::File::create(&path)
        .unwrap()
        .set_len(200 * 1024 * 1024)
        .unwrap();
    let error = read_with_defaults(&path).unwrap_err();
    assert_eq!(
        error.fault,
        Fault::TooLarge {
            found: 200 * 1024 * 1024,
            limit: 64 * 1024 * 1024
        }
    );
    assert!(
        error
            .to_string()
            .starts_with("“huge.csv” is 200 MB large; files of up to 64 MB are read. "),
        "{error}"
    );
}

#[test]
fn a_file_just_over_the_limit_does_not_read_as_the_limit() {
    let limits = Limits {
        file_bytes: 1024 * 1024,
        ..Limits::default()
    };
    let error = read_bytes(
        "a.csv",
        &vec![b'a'; 1024 * 1024 + 1],
        &limits,
        &ReadOptions::default(),
    )
    .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("is 1.1 MB large; files of up to 1 MB"),
        "{error}"
    );
}

#[test]
fn a_missing_file_and_a_folder_are_named() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        read_with_defaults(folder.path()).unwrap_err().fault,
        Fault::Folder
    );
    assert_eq!(
        read_with_defaults(&folder.path().join("gone.csv"))
            .unwrap_err()
            .fault,
        Fault::NotFound
    );
    assert_eq!(
        read_with_defaults(Path::new("/dev/null/x"))
            .unwrap_err()
            .code(),
        "file_not_found"
    );
}

/// A device never ends; it is read up to the limit and no further.
#[cfg(target_os = "linux")]
#[test]
fn a_file_without_end_is_too_large() {
    let limits = Limits {
        file_bytes: 1000,
        ..Limits::default()
    };
    let error = read(Path::new("/dev/zero"), &limits, &ReadOptions::default()).unwrap_err();
    assert_eq!(error.code(), "file_too_large");
}

#[test]
fn archives_and_documents_are_named_whatever_their_ending() {
    for (part, words) in [
        ("word/document.xml", "a Word document (.docx)"),
        ("ppt/presentation.xml", "a PowerPoint presentation (.pptx)"),
        ("list.csv", "a zip archive"),
    ] {
        let error = refused("practices.csv", &zip(&[(part, b"x")]));
        assert_eq!(error.fault, Fault::OtherKind(words.to_owned()));
    }
    let text = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", b"<x/>"),
    ]);
    assert_eq!(refused("a.ods", &text).code(), "not_a_table");
    assert_eq!(
        refused("a.xlsb", &zip(&[("xl/workbook.bin", b"x")])).code(),
        "unsupported_spreadsheet"
    );
}

#[test]
fn a_workbook_named_csv_is_read_as_a_workbook_and_said_so() {
    let read = opened("practices.csv", &workbook(&["M84034"])).unwrap();
    assert_eq!(read.kind, Kind::Xlsx);
    assert_eq!(read.sheets[0].rows[1].text(0), "M84034");
    assert_eq!(
        read.remarks,
        [
            "The name ends in .csv, but the file is really this: Excel workbook (.xlsx). It was read as that."
        ]
    );
    assert!(
        opened("practices.XLSX", &workbook(&["M84034"]))
            .unwrap()
            .remarks
            .is_empty()
    );
}

#[test]
fn a_workbook_cut_off_anywhere_is_damaged_and_nothing_is_taken() {
    let whole = workbook(&["one", "two", "three"]);
    for length in (8..whole.len()).step_by(97) {
        let error = refused("cut.xlsx", &whole[..length]);
        assert_eq!(
            error.code(),
            "file_damaged",
            "{length} of {} bytes: {error}",
            whole.len()
        );
    }
}

#[test]
fn a_workbook_with_a_byte_changed_is_read_or_refused_in_words() {
    let whole = workbook(&["one", "two", "three"]);
    // Every seventh byte; in a heavy run each.
    for index in (0..whole.len()).step_by((7 / times()).max(1)) {
        let mut bytes = whole.clone();
        bytes[index] ^= 0x55;
        if let Err(error) = opened("bent.xlsx", &bytes) {
            assert!(error.to_string().starts_with("“bent.xlsx” "), "{error}");
        }
    }
}

#[test]
fn a_small_file_that_unfolds_to_gigabytes_is_stopped() {
    let limits = Limits {
        unpacked_bytes: 1_000_000,
        ..Limits::default()
    };
    let options = ReadOptions::default();
    let zeros = vec![b' '; 3_000_000];
    let bomb = zip(&[
        ("xl/workbook.xml", b"<x/>"),
        ("xl/sharedStrings.xml", &zeros),
    ]);
    assert!(bomb.len() < 10_000);
    let error = read_bytes("bomb.xlsx", &bomb, &limits, &options).unwrap_err();
    assert_eq!(error.fault, Fault::UnfoldsTooLarge { limit: 1_000_000 });

    // The same with a directory and headers that declare ten bytes.
    let mut liar = bomb;
    let declared = 3_000_000u32.to_le_bytes();
    let places: Vec<usize> = liar
        .windows(4)
        .enumerate()
        .filter(|(_, w)| *w == declared)
        .map(|(i, _)| i)
        .collect();
    assert!(!places.is_empty());
    for place in places {
        liar[place..place + 4].copy_from_slice(&10u32.to_le_bytes());
    }
    let error = read_bytes("liar.xlsx", &liar, &limits, &options).unwrap_err();
    assert!(
        matches!(
            error.fault,
            Fault::UnfoldsTooLarge { .. } | Fault::Damaged(_)
        ),
        "{error}"
    );
}

#[test]
fn one_text_used_in_many_cells_counts_each_time() {
    let limits = Limits {
        unpacked_bytes: 100_000,
        ..Limits::default()
    };
    let text = "x".repeat(1_000);
    let error = read_bytes(
        "a.xlsx",
        &workbook(&vec![text.as_str(); 200]),
        &limits,
        &ReadOptions::default(),
    )
    .unwrap_err();
    assert_eq!(error.fault, Fault::UnfoldsTooLarge { limit: 100_000 });
}

#[test]
fn a_workbook_beyond_the_limits_is_refused_with_its_sheet() {
    let rows = Limits {
        rows: 2,
        ..Limits::default()
    };
    let error = read_bytes(
        "a.xlsx",
        &workbook(&["1", "2"]),
        &rows,
        &ReadOptions::default(),
    )
    .unwrap_err();
    assert_eq!(
        error.fault,
        Fault::TooManyRows {
            sheet: "Own".to_owned(),
            limit: 2
        }
    );
    let cells = Limits {
        cells: 2,
        ..Limits::default()
    };
    let error = read_bytes(
        "a.xlsx",
        &workbook(&["1", "2"]),
        &cells,
        &ReadOptions::default(),
    )
    .unwrap_err();
    assert_eq!(error.fault, Fault::TooManyCells { limit: 2 });
    let characters = Limits {
        cell_characters: 5,
        ..Limits::default()
    };
    let error = read_bytes(
        "a.xlsx",
        &workbook(&["123456"]),
        &characters,
        &ReadOptions::default(),
    )
    .unwrap_err();
    assert_eq!(
        error.fault,
        Fault::CellTooLong {
            row: 2,
            column: 1,
            limit: 5
        }
    );
}

/// Every spreadsheet of the frictionless set, bent in many places: read or refused, never the end of the program.
#[test]
fn bent_spreadsheets_of_every_kind_are_read_or_refused() {
    let Some(folder) = shared("torture/frictionless") else {
        return;
    };
    for name in ["table.xls", "table.xlsx", "table.ods", "merged-cells.xls"] {
        let whole = std::fs::read(folder.join(name)).unwrap();
        for index in (0..whole.len()).step_by((whole.len() / 150 / times()).max(1)) {
            let mut bytes = whole.clone();
            bytes[index] = !bytes[index];
            if let Err(error) = opened(name, &bytes) {
                assert!(!error.hint().is_empty());
            }
            if let Err(error) = opened(name, &whole[..index]) {
                assert!(!error.hint().is_empty());
            }
        }
    }
}
