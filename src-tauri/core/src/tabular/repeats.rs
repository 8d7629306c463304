//! Whether the repeated cells of an OpenDocument sheet unfold to more than may be held.
//!
//! OpenDocument writes a run of equal cells, rows or spaces once, with a number. The spreadsheet reader writes them all
//! out. So the numbers are multiplied here first, on the text of the part that holds the sheets.

use super::compound::EMPTY_PER_FILLED;
use super::{Fault, Limits};

/// Adds up what the sheets in `content.xml` unfold to. Where the text is no honest XML, it is for the reader to say so.
pub(super) fn examine(content: &str, limits: &Limits) -> Result<(), Fault> {
    let mut sums = Sums::default();
    for tag in content.split('<').skip(1) {
        sums.add(tag);
        if sums.text > limits.unpacked_bytes {
            return Err(Fault::UnfoldsTooLarge {
                limit: limits.unpacked_bytes,
            });
        }
        if sums.places + sums.rows.saturating_mul(sums.width)
            > limits.cells as u64 * EMPTY_PER_FILLED
        {
            return Err(Fault::TooManyCells {
                limit: limits.cells,
            });
        }
    }
    Ok(())
}

#[derive(Default)]
struct Sums {
    /// Places of the sheets before this one.
    places: u64,
    /// Rows of this sheet, up to the last that holds something, and its width.
    rows: u64,
    width: u64,
    /// Empty rows that count only if something follows.
    empty_rows: u64,
    /// Bytes of text, of all sheets.
    text: u64,
    row: RowSums,
    cell: CellSums,
}

#[derive(Default)]
struct RowSums {
    repeats: u64,
    /// Cells up to the last that holds something, and empty ones behind it.
    width: u64,
    empty: u64,
    text: u64,
}

#[derive(Default)]
struct CellSums {
    repeats: u64,
    is_filled: bool,
    text: u64,
}

impl Sums {
    /// A tag, without its `<`, and the text that follows it.
    fn add(&mut self, tag: &str) {
        let end = tag
            .find(|sign: char| sign.is_whitespace() || matches!(sign, '>' | '/'))
            .filter(|end| *end > 0);
        let name = &tag[..end.unwrap_or(tag.len())];
        match name {
            "table:table-cell" | "table:covered-table-cell" => {
                self.end_cell();
                let repeats = number(tag, "table:number-columns-repeated").unwrap_or(1);
                self.cell = CellSums {
                    repeats,
                    is_filled: tag.contains("office:"),
                    text: tag.len() as u64,
                };
            }
            "table:table-row" => {
                self.end_row();
                self.row = RowSums {
                    repeats: number(tag, "table:number-rows-repeated").unwrap_or(1),
                    ..RowSums::default()
                };
            }
            "table:table" => self.end_table(),
            _ if tag.starts_with("/table:table-row") => self.end_row(),
            _ => {
                let spaces = if name == "text:s" {
                    number(tag, "text:c").unwrap_or(1)
                } else {
                    0
                };
                self.cell.text = self
                    .cell
                    .text
                    .saturating_add(spaces)
                    .saturating_add(tag.len() as u64);
            }
        }
    }

    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        if cell.is_filled {
            self.row.width = self
                .row
                .width
                .saturating_add(self.row.empty)
                .saturating_add(cell.repeats);
            self.row.empty = 0;
            self.row.text = self
                .row
                .text
                .saturating_add(cell.text.saturating_mul(cell.repeats));
        } else {
            self.row.empty = self.row.empty.saturating_add(cell.repeats);
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        let row = std::mem::take(&mut self.row);
        if row.width == 0 {
            self.empty_rows = self.empty_rows.saturating_add(row.repeats);
            return;
        }
        self.rows = self
            .rows
            .saturating_add(self.empty_rows)
            .saturating_add(row.repeats);
        self.empty_rows = 0;
        self.width = self.width.max(row.width);
        self.text = self
            .text
            .saturating_add(row.text.saturating_mul(row.repeats));
    }

    fn end_table(&mut self) {
        self.end_row();
        self.places = self
            .places
            .saturating_add(self.rows.saturating_mul(self.width));
        (self.rows, self.width, self.empty_rows) = (0, 0, 0);
    }
}

/// The number in an attribute of a tag. One too long to be a number is as large as can be.
fn number(tag: &str, attribute: &str) -> Option<u64> {
    let (_, behind) = tag.split_once(attribute)?;
    let value = behind.trim_start().strip_prefix('=')?.trim_start();
    let value = value.strip_prefix(['"', '\''])?.trim_start();
    let digits = value
        .find(|sign: char| !sign.is_ascii_digit())
        .unwrap_or(value.len());
    (digits > 0).then(|| value[..digits].parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn sheet(rows: &str) -> String {
        format!(
            "<office:spreadsheet><table:table table:name=\"s\">{rows}</table:table></office:spreadsheet>"
        )
    }

    fn examined(rows: &str) -> Result<(), Fault> {
        examine(&sheet(rows), &Limits::default())
    }

    const CELL: &str =
        "<table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell>";

    #[test]
    fn empty_cells_and_rows_to_the_edge_of_the_sheet_cost_nothing() {
        let rest = "<table:table-cell table:number-columns-repeated=\"16383\"/>";
        let rows = format!(
            "<table:table-row>{CELL}{rest}</table:table-row>\
             <table:table-row table:number-rows-repeated=\"1048575\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>"
        );
        assert_eq!(examined(&rows), Ok(()));
    }

    #[test]
    fn a_filled_cell_at_the_far_corner_unfolds_to_the_whole_sheet() {
        let rows = format!(
            "<table:table-row table:number-rows-repeated=\"1048575\"><table:table-cell/></table:table-row>\
             <table:table-row><table:table-cell table:number-columns-repeated=\"16383\"/>{CELL}</table:table-row>"
        );
        assert_eq!(
            examined(&rows),
            Err(Fault::TooManyCells { limit: 10_000_000 })
        );
    }

    #[test]
    fn a_long_text_repeated_is_counted_each_time() {
        let text = "x".repeat(100_000);
        let cell = format!(
            "<table:table-cell table:number-columns-repeated = '1000' office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        );
        let rows =
            format!("<table:table-row table:number-rows-repeated=\"6\">{cell}</table:table-row>");
        assert_eq!(
            examined(&rows),
            Err(Fault::UnfoldsTooLarge {
                limit: 512 * 1024 * 1024
            })
        );
    }

    #[test]
    fn a_run_of_spaces_is_counted_as_long_as_it_is() {
        for count in ["99999999999", "99999999999999999999999999"] {
            let cell = format!(
                "<table:table-cell office:value-type=\"string\"><text:p>a<text:s text:c=\"{count}\"/></text:p></table:table-cell>"
            );
            let fault =
                examined(&format!("<table:table-row>{cell}</table:table-row>")).unwrap_err();
            assert!(matches!(fault, Fault::UnfoldsTooLarge { .. }));
        }
    }

    #[test]
    fn many_sheets_add_up() {
        let empty = "<table:table-cell table:number-columns-repeated=\"999\"/>";
        let rows = format!(
            "<table:table-row table:number-rows-repeated=\"1000\">{empty}{CELL}</table:table-row>"
        );
        let sheets: String = (0..21).map(|_| sheet(&rows)).collect();
        assert_eq!(
            examine(&sheets, &Limits::default()),
            Err(Fault::TooManyCells { limit: 10_000_000 })
        );
        assert_eq!(examine(&sheet(&rows), &Limits::default()), Ok(()));
    }

    #[test]
    fn what_is_no_xml_is_left_to_the_reader() {
        for text in ["", "<", "<<<>", "</", "<table:table-cell", "<é/>"] {
            assert_eq!(examine(text, &Limits::default()), Ok(()), "{text}");
        }
    }
}
