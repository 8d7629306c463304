//! National files of NHS England, ONS, OfS and DfE, with answers counted by other means.

use super::super::{Cell, Delimiter, Kind, Row, TextEncoding, Workbook, date};
use super::{read_with_defaults, shared};

fn rows(folder: &str, name: &str) -> Option<(Workbook, Vec<Row>)> {
    let workbook = read_with_defaults(&shared(folder)?.join(name)).unwrap();
    let rows = workbook.main_sheet().unwrap().rows.clone();
    Some((workbook, rows))
}

fn count(rows: &[Row], column: usize, value: &str) -> usize {
    rows.iter().filter(|row| row.text(column) == value).count()
}

#[test]
fn practices_of_november_2025_are_279_rows_of_27_columns() {
    let Some((workbook, rows)) = rows("ods", "epraccur_2025-11_QWU.csv") else {
        return;
    };
    assert_eq!(
        (workbook.kind, workbook.delimiter),
        (Kind::Csv, Some(Delimiter::Comma))
    );
    assert_eq!(rows.len(), 279);
    assert!(rows.iter().all(|row| row.width() == 27));
    assert_eq!(
        (
            count(&rows, 12, "A"),
            count(&rows, 12, "C"),
            count(&rows, 12, "D")
        ),
        (265, 11, 3)
    );
    let practices: Vec<Row> = rows
        .iter()
        .filter(|row| row.text(25) == "4")
        .cloned()
        .collect();
    assert_eq!((practices.len(), count(&practices, 12, "A")), (129, 119));
    assert!(
        rows.iter().all(|row| date::of_cell(row.cell(10)).is_ok()),
        "every opening date"
    );
    assert_eq!(rows.last().unwrap().number, 279);
}

#[test]
fn practices_of_february_2023_are_248_rows() {
    let Some((_, rows)) = rows("ods", "epraccur_2023-02_QWU.csv") else {
        return;
    };
    assert_eq!(rows.len(), 248);
    assert!(rows.iter().all(|row| row.width() == 27));
}

#[test]
fn partners_of_networks_have_line_breaks_in_their_header_and_151_rows() {
    let Some((_, rows)) = rows("ods", "ePCN_2026-02_QWU_partners.csv") else {
        return;
    };
    let (header, rows) = rows.split_first().unwrap();
    assert_eq!(header.width(), 11);
    assert_eq!(
        header.text(0).split_whitespace().collect::<Vec<_>>(),
        ["Partner", "Organisation", "Code"]
    );
    assert_eq!(rows.len(), 151);
    let current: Vec<&Row> = rows.iter().filter(|row| row.cell(9).is_blank()).collect();
    assert_eq!(current.len(), 118);
    let networks: std::collections::BTreeSet<String> =
        current.iter().map(|row| row.text(4)).collect();
    assert_eq!(networks.len(), 19);
    assert!(rows[0].number > 2, "the header takes several lines");
    assert!(
        rows.windows(2)
            .all(|pair| pair[1].number == pair[0].number + 1)
    );
}

#[test]
fn networks_are_22() {
    let Some((_, rows)) = rows("ods", "ePCN_2026-02_QWU_pcns.csv") else {
        return;
    };
    assert_eq!(rows.len() - 1, 22);
    assert!(rows.iter().all(|row| row.width() == 12));
}

#[test]
fn registered_patients_are_1_120_389_in_119_practices() {
    let Some((_, rows)) = rows("ods", "gp-reg-pat-prac-all_2026-03_QWU.csv") else {
        return;
    };
    let (header, rows) = rows.split_first().unwrap();
    let column = (0..header.width())
        .find(|index| header.text(*index) == "NUMBER_OF_PATIENTS")
        .unwrap();
    let total: u64 = rows
        .iter()
        .map(|row| row.text(column).parse::<u64>().unwrap())
        .sum();
    assert_eq!((rows.len(), total), (119, 1_120_389));
}

#[test]
fn trusts_are_274_rows_and_integrated_care_boards_42() {
    let Some((_, trusts)) = rows("ods", "etr_2026-04.csv") else {
        return;
    };
    assert_eq!(trusts.len(), 274);
    assert!(trusts.iter().all(|row| row.width() == 27));
    let Some((_, boards)) = rows("ods", "icb_names_codes_dec_2024.csv") else {
        return;
    };
    assert_eq!(boards.len() - 1, 42);
}

#[test]
fn workforce_of_2022_is_windows_1252_with_270_rows_for_269_posts() {
    let Some((workbook, rows)) = rows("workforce", "pcn_individual_2022-09_QWU.csv") else {
        return;
    };
    assert_eq!(workbook.encoding, Some(TextEncoding::Windows1252));
    let (_, rows) = rows.split_first().unwrap();
    assert_eq!(rows.len(), 270);
    // Contracted services carry no identifier; of the staff, one post stands in the file twice.
    let staff: Vec<String> = rows
        .iter()
        .map(|row| row.text(15))
        .filter(|id| id != "NULL")
        .collect();
    let distinct: std::collections::BTreeSet<&String> = staff.iter().collect();
    assert_eq!(rows.len() - staff.len() + distinct.len(), 269);
    let text: String = rows
        .iter()
        .flat_map(|row| &row.cells)
        .map(Cell::text)
        .collect();
    assert!(text.contains('–'), "byte 0x96 is a dash");
}

#[test]
fn provider_numbers_stored_as_floats_are_414_whole_numbers() {
    let Some((workbook, rows)) = rows("hei", "UKPRNs_OfS_2022-23.xlsx") else {
        return;
    };
    assert_eq!(workbook.kind, Kind::Xlsx);
    let is_provider = |cell: &Cell| matches!(cell, Cell::Number(number) if number.len() == 8 && number.starts_with("10"));
    let providers = rows
        .iter()
        .filter(|row| row.cells.iter().any(is_provider))
        .count();
    assert_eq!(providers, 414);
}

#[test]
fn leading_zeros_of_provider_codes_are_kept_in_590_institutions() {
    let Some((_, rows)) = rows("hei", "dfe_degree_institutions.csv") else {
        return;
    };
    assert_eq!(rows.len() - 1, 590);
    assert_eq!(rows[1].text(2), "0001");
}
