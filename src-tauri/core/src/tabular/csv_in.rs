//! CSV text to rows.

use super::formula_guard;
use super::quotes;
use super::{Cell, Delimiter, Fault, Limits, ReadOptions, Row};

/// Reads rows of any width; quotes as in RFC 4180; every kind of line end.
pub(super) fn parser(delimiter: Delimiter) -> csv::ReaderBuilder {
    let mut builder = csv::ReaderBuilder::new();
    builder
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.byte());
    builder
}

/// All rows of a CSV text that hold something, and the separator they were read with.
pub(super) fn rows(
    text: &str,
    limits: &Limits,
    options: &ReadOptions,
) -> Result<(Vec<Row>, Delimiter), Fault> {
    let announced = if options.own_export {
        None
    } else {
        Delimiter::announced(text)
    };
    let delimiter = options.delimiter.or(announced).unwrap_or_else(|| {
        if options.own_export {
            Delimiter::Comma
        } else {
            Delimiter::detect(text)
        }
    });
    let text = quotes::by_the_rules(text, delimiter)?;
    let mut reader = parser(delimiter).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut lines = LineCounter::new(text.as_bytes());
    let mut rows = Vec::new();
    let mut filled = 0;
    let mut last = (1, 0);
    // Reading text from memory fails in no way that the parser reports: the rows may be of any width.
    while reader
        .read_record(&mut record)
        .map_err(|error| Fault::Damaged(error.to_string()))?
    {
        let position = record.position().map_or(0, csv::Position::byte);
        last = lines.line_of_row_at(usize::try_from(position).unwrap_or(usize::MAX));
        let number = last.0;
        let is_announcement = number == 1 && announced.is_some();
        check(&record, number, limits)?;
        let cells: Vec<Cell> = record.iter().map(|field| cell(field, options)).collect();
        if is_announcement || cells.iter().all(Cell::is_blank) {
            continue;
        }
        filled += cells.len();
        rows.push(Row { number, cells });
        check_counts(rows.len(), filled, limits)?;
    }
    let (line, start) = last;
    if ends_inside_quotes(&text.as_bytes()[start..]) {
        return Err(Fault::UnclosedQuote { line });
    }
    Ok((rows, delimiter))
}

fn cell(field: &str, options: &ReadOptions) -> Cell {
    Cell::of_text(if options.own_export {
        formula_guard::undone(field)
    } else {
        field
    })
}

fn check_counts(rows: usize, cells: usize, limits: &Limits) -> Result<(), Fault> {
    if rows > limits.rows {
        return Err(Fault::TooManyRows {
            sheet: String::new(),
            limit: limits.rows,
        });
    }
    if cells > limits.cells {
        return Err(Fault::TooManyCells {
            limit: limits.cells,
        });
    }
    Ok(())
}

fn check(record: &csv::StringRecord, number: usize, limits: &Limits) -> Result<(), Fault> {
    if record.len() > limits.columns {
        return Err(Fault::TooManyColumns {
            sheet: String::new(),
            row: number,
            limit: limits.columns,
        });
    }
    let too_long = |field: &str| {
        field.len() > limits.cell_characters && field.chars().count() > limits.cell_characters
    };
    match record.iter().position(too_long) {
        Some(index) => Err(Fault::CellTooLong {
            row: number,
            column: index + 1,
            limit: limits.cell_characters,
        }),
        None => Ok(()),
    }
}

/// Whether the last row's quotes do not pair up and it runs over several lines: then a mark was never closed, and
/// rows have been swallowed. On a single line an odd mark is only an inch sign.
fn ends_inside_quotes(row: &[u8]) -> bool {
    let quotes = row.iter().filter(|byte| **byte == b'"').count();
    let lines = row
        .trim_ascii_end()
        .iter()
        .filter(|byte| matches!(byte, b'\n' | b'\r'))
        .count();
    quotes % 2 == 1 && lines > 0
}

/// Counts line ends up to a row. The parser's own count knows `\n` only, and puts a row that follows blank lines on
/// the first of these.
struct LineCounter<'a> {
    text: &'a [u8],
    counted: usize,
    line: usize,
}

impl<'a> LineCounter<'a> {
    fn new(text: &'a [u8]) -> Self {
        Self {
            text,
            counted: 0,
            line: 1,
        }
    }

    /// The line, counted from 1, and the byte where the row begins that the parser found at or after `position`.
    fn line_of_row_at(&mut self, position: usize) -> (usize, usize) {
        let from = position.clamp(self.counted, self.text.len());
        let blank = self.text[from..]
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'))
            .count();
        let start = from + blank;
        let skipped = &self.text[self.counted..start];
        for (index, byte) in skipped.iter().enumerate() {
            let is_second_of_pair = *byte == b'\n' && index > 0 && skipped[index - 1] == b'\r';
            self.line += usize::from(matches!(byte, b'\r' | b'\n') && !is_second_of_pair);
        }
        self.counted = start;
        (self.line, start)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn read(text: &str) -> Vec<(usize, Vec<String>)> {
        let (rows, _) = rows(text, &Limits::default(), &ReadOptions::default()).unwrap();
        rows.iter()
            .map(|row| (row.number, row.cells.iter().map(Cell::text).collect()))
            .collect()
    }

    fn row(number: usize, cells: &[&str]) -> (usize, Vec<String>) {
        (
            number,
            cells.iter().map(|cell| (*cell).to_owned()).collect(),
        )
    }

    #[test]
    fn every_kind_of_line_end_gives_the_same_rows_and_numbers() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "", "1,2", "", "", "3,4", ""].join(end);
            assert_eq!(
                read(&text),
                [
                    row(1, &["a", "b"]),
                    row(3, &["1", "2"]),
                    row(6, &["3", "4"])
                ],
                "{end:?}"
            );
        }
    }

    #[test]
    fn a_row_after_a_quoted_line_break_keeps_its_own_line_number() {
        for end in ["\n", "\r\n", "\r"] {
            let text = format!("\"Partner{end}Code\",b{end}1,\"x{end}{end}y\"{end}2,z{end}");
            let numbers: Vec<usize> = read(&text).iter().map(|row| row.0).collect();
            assert_eq!(numbers, [1, 3, 6], "{end:?}");
        }
    }

    #[test]
    fn ragged_rows_are_kept_at_their_own_width() {
        assert_eq!(
            read("a,b,c\n1\n1,2,3,4\n"),
            [
                row(1, &["a", "b", "c"]),
                row(2, &["1"]),
                row(3, &["1", "2", "3", "4"])
            ]
        );
    }

    #[test]
    fn text_is_neither_trimmed_nor_turned_into_numbers() {
        assert_eq!(
            read("code,x\n0071, y \n"),
            [row(1, &["code", "x"]), row(2, &["0071", " y "])]
        );
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_named_with_its_line() {
        let error = rows(
            "a,b\n1,2\n3,\"four\n5,6\n7,8\n",
            &Limits::default(),
            &ReadOptions::default(),
        )
        .unwrap_err();
        assert_eq!(error, Fault::UnclosedQuote { line: 3 });
    }

    #[test]
    fn rows_in_which_nothing_stands_are_left_out_and_counted() {
        assert_eq!(
            read("a,b\n,\n , \n\"\"\n1,2\n"),
            [row(1, &["a", "b"]), row(5, &["1", "2"])]
        );
    }

    #[test]
    fn a_space_before_a_quotation_mark_splits_no_cell() {
        assert_eq!(
            read("a, b\n1, \"x, y\"\n"),
            [row(1, &["a", " b"]), row(2, &["1", "x, y"])]
        );
    }

    #[test]
    fn an_inch_sign_is_no_open_quotation_mark() {
        assert_eq!(
            read("size,n\n5\" pipe,1\n"),
            [row(1, &["size", "n"]), row(2, &["5\" pipe", "1"])]
        );
    }

    #[test]
    fn the_limits_on_rows_columns_cells_and_characters_hold() {
        let limits = Limits {
            rows: 2,
            columns: 3,
            cells: 5,
            cell_characters: 4,
            ..Limits::default()
        };
        let fault = |text: &str| rows(text, &limits, &ReadOptions::default()).unwrap_err();
        assert_eq!(
            fault("a\nb\nc\n"),
            Fault::TooManyRows {
                sheet: String::new(),
                limit: 2
            }
        );
        assert_eq!(
            fault("a,b\n1,2,3,4\n"),
            Fault::TooManyColumns {
                sheet: String::new(),
                row: 2,
                limit: 3
            }
        );
        assert_eq!(fault("a,b,c\n1,2,3\n"), Fault::TooManyCells { limit: 5 });
        assert_eq!(
            fault("a,b\n1,éééé\n\n3,ééééé\n"),
            Fault::CellTooLong {
                row: 4,
                column: 2,
                limit: 4
            }
        );
        assert!(rows("a,b\n1,éééé\n", &limits, &ReadOptions::default()).is_ok());
    }

    #[test]
    fn the_line_that_announces_the_separator_is_no_row() {
        assert_eq!(read("sep=;\r\na;b,c\r\n"), [row(2, &["a", "b,c"])]);
    }
}
