//! Workbooks put together part by part, for what our own writer never writes.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::{Cell, Fault, Kind, Row, Workbook};
use super::read_default_bytes;

/// A sheet: its name, its state as the file has it, and its rows as XML.
type SheetXml<'a> = (&'a str, &'a str, &'a str);

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Styles: 0 as it is, 1 date, 2 date with time, 3 four digits with leading zeros, 4 duration, 5 a share.
const STYLES: &str = r#"<numFmts count="4"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy hh:mm"/><numFmt numFmtId="166" formatCode="0000"/><numFmt numFmtId="167" formatCode="[h]:mm:ss"/></numFmts><cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="9"/></cellXfs>"#;

fn workbook(properties: &str, sheets: &[SheetXml<'_>], more: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, xml: &str| {
        writer
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(xml.as_bytes()).unwrap();
    };
    let mut list = String::new();
    let mut links = String::new();
    for (index, (name, state, rows)) in sheets.iter().enumerate() {
        let id = index + 1;
        list += &format!("<sheet name=\"{name}\" sheetId=\"{id}\" {state} r:id=\"rId{id}\"/>");
        links += &format!(
            "<Relationship Id=\"rId{id}\" Type=\"{LINKS}/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>"
        );
        let sheet =
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
        put(&format!("xl/worksheets/sheet{id}.xml"), &sheet);
    }
    links +=
        &format!("<Relationship Id=\"rId900\" Type=\"{LINKS}/styles\" Target=\"styles.xml\"/>");
    put(
        "xl/workbook.xml",
        &format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINKS}\">{properties}<sheets>{list}</sheets></workbook>"
        ),
    );
    put(
        "xl/_rels/workbook.xml.rels",
        &format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{links}</Relationships>"),
    );
    put(
        "xl/styles.xml",
        &format!("<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>"),
    );
    put(
        "_rels/.rels",
        &format!(
            "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{LINKS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    );
    for (name, text) in more {
        put(name, text);
    }
    writer.finish().unwrap().into_inner()
}

fn one_sheet(rows: &str) -> Vec<Row> {
    let bytes = workbook("", &[("Own", "", rows)], &[]);
    read_default_bytes("own.xlsx", &bytes)
        .unwrap()
        .sheets
        .remove(0)
        .rows
}

fn texts(row: &Row) -> Vec<String> {
    row.cells.iter().map(Cell::text).collect()
}

#[test]
fn dates_are_read_by_the_calendar_that_the_workbook_counts_in() {
    let row = r#"<row r="1"><c r="A1" s="1"><v>44560</v></c></row>"#;
    for (properties, day) in [
        ("", "2021-12-30"),
        ("<workbookPr date1904=\"1\"/>", "2025-12-31"),
    ] {
        let read = read_default_bytes("own.xlsx", &workbook(properties, &[("Own", "", row)], &[]))
            .unwrap();
        assert_eq!(read.sheets[0].rows[0].text(0), day, "{properties}");
    }
}

#[test]
fn what_a_cell_is_follows_from_its_format_and_its_type() {
    let rows = one_sheet(
        r#"<row r="1">
        <c r="A1"><v>10000001.0</v></c>
        <c r="B1" s="1"><v>46022</v></c>
        <c r="C1" s="2"><v>46022</v></c>
        <c r="D1" s="3"><v>7</v></c>
        <c r="E1" s="4"><v>1.5</v></c>
        <c r="F1" t="b"><v>1</v></c>
        <c r="G1" t="e"><v>#N/A</v></c>
        <c r="H1" t="str"><v>=1+1</v></c>
        <c r="I1" t="inlineStr"><is><t xml:space="preserve"> 0071 </t></is></c>
        <c r="J1" s="3"><v>12345</v></c>
        <c r="K1"><v>0.1</v></c>
        <c r="L1" s="5"><v>0.5</v></c>
        </row>"#,
    );
    let expected = [
        "10000001",
        "2025-12-31",
        "2025-12-31 00:00:00",
        "0007",
        "36:00:00",
        "TRUE",
        "#N/A",
        "=1+1",
        " 0071 ",
        "12345",
        "0.1",
        "50%",
    ];
    assert_eq!(texts(&rows[0]), expected);
    assert_eq!(rows[0].cell(6), &Cell::Error("#N/A".to_owned()));
    assert_eq!(rows[0].cell(3), &Cell::Text("0007".to_owned()));
}

#[test]
fn a_cell_at_the_far_corner_costs_one_row_and_keeps_its_number() {
    let rows = one_sheet(
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>2</v></c></row>"#,
    );
    assert_eq!(
        rows.iter().map(|row| row.number).collect::<Vec<_>>(),
        [1, 1_048_576]
    );
    let bytes = workbook(
        "",
        &[("Own", "", r#"<row r="3"><c r="XFD3"><v>1</v></c></row>"#)],
        &[],
    );
    let fault = read_default_bytes("own.xlsx", &bytes).unwrap_err().fault;
    assert_eq!(
        fault,
        Fault::TooManyColumns {
            sheet: "Own".to_owned(),
            row: 3,
            limit: 1_024
        }
    );
}

#[test]
fn cells_that_are_only_formatted_and_rows_of_spaces_are_nothing() {
    let rows = one_sheet(
        r#"<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row>
        <row r="2"><c r="A2" t="str"><v>  </v></c></row><row r="5"><c r="A5"><v>2</v></c></row>"#,
    );
    assert_eq!(
        rows.iter()
            .map(|row| (row.number, row.width()))
            .collect::<Vec<_>>(),
        [(1, 1), (5, 1)]
    );
}

#[test]
fn cells_merged_over_several_rows_are_known() {
    // What the file says of merged cells stands behind its rows.
    let rows = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row></sheetData>
        <mergeCells count="2"><mergeCell ref="A1:A2"/><mergeCell ref="C1:E1"/></mergeCells><sheetData>"#;
    let bytes = workbook("", &[("Own", "", rows)], &[]);
    let mut read = read_default_bytes("own.xlsx", &bytes).unwrap();
    let sheet = &mut read.sheets[0];
    assert_eq!(sheet.merged.len(), 1);
    assert!(sheet.fill_merged(0));
    assert_eq!(texts(&sheet.rows[1]), ["1", "2"]);
}

#[test]
fn hidden_sheets_are_marked_and_the_main_sheet_is_one_that_is_seen() {
    let row = r#"<row r="1"><c r="A1"><v>1</v></c></row>"#;
    let sheets = [
        ("Lists", "state=\"hidden\"", row),
        ("Old", "state=\"veryHidden\"", row),
        ("Empty", "", ""),
        ("Data", "", row),
    ];
    let read: Workbook = read_default_bytes("own.xlsx", &workbook("", &sheets, &[])).unwrap();
    assert_eq!(
        read.sheets
            .iter()
            .map(|sheet| sheet.hidden)
            .collect::<Vec<_>>(),
        [true, true, false, false]
    );
    assert_eq!(read.main_sheet().unwrap().name, "Data");
    assert_eq!(
        read.remarks,
        [
            "The sheet “Lists” is hidden in Excel.",
            "The sheet “Old” is hidden in Excel."
        ]
    );
}

#[test]
fn a_workbook_with_macros_is_read_without_them() {
    let row = r#"<row r="1"><c r="A1"><v>1</v></c></row>"#;
    let bytes = workbook(
        "",
        &[("Own", "", row)],
        &[("xl/vbaProject.bin", "not looked at")],
    );
    let read = read_default_bytes("own.xlsm", &bytes).unwrap();
    assert_eq!((read.kind, read.remarks.len()), (Kind::Xlsm, 0));
}

#[test]
fn a_sheet_that_breaks_off_inside_a_cell_is_damaged() {
    let row = r#"<row r="1"><c r="A1"><v>1"#;
    let error =
        read_default_bytes("own.xlsx", &workbook("", &[("Own", "", row)], &[])).unwrap_err();
    assert_eq!(error.code(), "file_damaged", "{error}");
}
