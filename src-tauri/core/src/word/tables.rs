//! Tables: the row of headings is repeated on each page and known as such, no row is torn by a page's end.

use std::fmt::Write as _;

use super::body::{Body, attribute};
use crate::document::{Align, Cell, Row, Table, Text};

/// Width of the text on an upright page and on one on its side, in twentieths of a point (A4, margins of 20 mm).
const UPRIGHT: usize = 9638;
const SIDEWAYS: usize = 14570;
/// Tables with more columns lie on their side.
const MOST_UPRIGHT: usize = 8;

pub(super) fn is_wide(table: &Table) -> bool {
    table.columns.len() > MOST_UPRIGHT
}

impl Body<'_> {
    pub(super) fn table_itself(&mut self, table: &Table, wide: bool) {
        let columns = table.columns.len();
        let whole = if wide { SIDEWAYS } else { UPRIGHT };
        let caption = match &table.caption {
            Some(caption) if !caption.is_blank() => {
                format!("<w:tblCaption w:val=\"{}\"/>", attribute(caption))
            }
            _ => String::new(),
        };
        let first = u8::from(table.row_headers);
        let _ = write!(
            self.xml,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"HubTable\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
             <w:tblLook w:val=\"04A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"{first}\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/>\
             {caption}</w:tblPr><w:tblGrid>"
        );
        for share in shares(table) {
            let _ = write!(self.xml, "<w:gridCol w:w=\"{}\"/>", whole * share / 1000);
        }
        self.xml.push_str("</w:tblGrid>");
        let headings = table
            .columns
            .iter()
            .map(|column| Cell::from(column.heading.clone()))
            .collect::<Vec<_>>();
        self.row(
            table,
            &headings,
            "<w:cantSplit/><w:tblHeader/>",
            Some("TableHead"),
        );
        for row in &table.rows {
            match row {
                Row::Group(text) => self.group(text, columns),
                Row::Cells(cells) => self.row(table, cells, "<w:cantSplit/>", None),
                Row::Total(cells) => self.row(table, cells, "<w:cantSplit/>", Some("TableTotal")),
            }
        }
        self.xml.push_str("</w:tbl>");
    }

    fn group(&mut self, text: &Text, columns: usize) {
        let runs = self.runs(text);
        let _ = write!(
            self.xml,
            "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w=\"5000\" w:type=\"pct\"/><w:gridSpan w:val=\"{columns}\"/></w:tcPr>\
             <w:p><w:pPr><w:pStyle w:val=\"TableGroup\"/></w:pPr>{runs}</w:p></w:tc></w:tr>"
        );
    }

    fn row(&mut self, table: &Table, cells: &[Cell], properties: &str, style: Option<&str>) {
        let _ = write!(self.xml, "<w:tr><w:trPr>{properties}</w:trPr>");
        let empty = Cell::default();
        for (at, column) in table.columns.iter().enumerate() {
            let style = match style {
                Some(style) => style,
                None if at == 0 && table.row_headers => "TableRowHead",
                None => "TableText",
            };
            let align = match column.align {
                Align::Left => "",
                Align::Centre => "<w:jc w:val=\"center\"/>",
                Align::Right => "<w:jc w:val=\"right\"/>",
            };
            self.xml
                .push_str("<w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/></w:tcPr>");
            let cell = cells.get(at).unwrap_or(&empty);
            // A cell has at least one paragraph, or Word calls the file damaged.
            let blank = [Text::new()];
            let paragraphs = if cell.paragraphs.is_empty() {
                blank.as_slice()
            } else {
                &cell.paragraphs
            };
            for paragraph in paragraphs {
                let runs = self.runs(paragraph);
                let _ = write!(
                    self.xml,
                    "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{align}</w:pPr>{runs}</w:p>"
                );
            }
            self.xml.push_str("</w:tc>");
        }
        self.xml.push_str("</w:tr>");
    }
}

/// Each column's share of the width, in thousandths, by what is in it; none so narrow that a word breaks in it.
fn shares(table: &Table) -> Vec<usize> {
    let longest = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| match row {
            Row::Cells(cells) | Row::Total(cells) => cells.get(at),
            Row::Group(_) => None,
        });
        let words = cells
            .flat_map(|cell| &cell.paragraphs)
            .map(|text| text.plain().chars().count())
            .max()
            .unwrap_or(0);
        words
            .max(table.columns[at].heading.plain().chars().count())
            .clamp(6, 40)
    };
    let weights: Vec<usize> = (0..table.columns.len()).map(longest).collect();
    let whole = weights.iter().sum::<usize>().max(1);
    weights
        .into_iter()
        .map(|weight| weight * 1000 / whole)
        .collect()
}
