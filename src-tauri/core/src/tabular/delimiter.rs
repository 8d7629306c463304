//! What stands between the cells of a CSV file.

use std::collections::HashMap;

/// The separators in use. The order is the order of preference when a file could be read either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`, as Excel writes it where the comma is the decimal sign.
    Semicolon,
    /// A tab.
    Tab,
    /// `|`
    Bar,
}

/// Rows looked at; the first tell, and a long file must not be read five times.
const SAMPLE_ROWS: usize = 100;

/// Bytes looked at, for files whose quotes never close.
const SAMPLE_BYTES: usize = 256 * 1024;

impl Delimiter {
    const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Bar];

    /// The character as a byte.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }

    /// The separator in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Comma => "commas",
            Self::Semicolon => "semicolons",
            Self::Tab => "tabs",
            Self::Bar => "vertical bars",
        }
    }

    /// The separator that Excel's own first line `sep=;` announces.
    pub(super) fn announced(text: &str) -> Option<Self> {
        let line = text.lines().next()?;
        let sign = line.trim_matches('"').strip_prefix("sep=")?;
        Self::ALL
            .into_iter()
            .find(|delimiter| sign.as_bytes() == [delimiter.byte()])
    }

    /// The separator that divides the first rows most evenly. Text that none divides has one column, which commas
    /// read as well as any.
    pub(super) fn detect(text: &str) -> Self {
        let end = text.floor_char_boundary(SAMPLE_BYTES);
        let mut best = (Self::Comma, Evenness::default());
        for delimiter in Self::ALL {
            let evenness = Evenness::of(&widths(&text.as_bytes()[..end], delimiter));
            if evenness > best.1 {
                best = (delimiter, evenness);
            }
        }
        best.0
    }
}

/// How well a separator fits, best first by field order.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Evenness {
    divides_the_first_row: bool,
    /// Rows in a hundred that have the most frequent width.
    share: usize,
    width: usize,
}

impl Evenness {
    fn of(widths: &[usize]) -> Self {
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for width in widths.iter().filter(|width| **width > 1) {
            *counts.entry(*width).or_default() += 1;
        }
        // Of widths that are equally frequent the greater is taken, so that the result does not hang on map order.
        let Some((width, count)) = counts
            .into_iter()
            .max_by_key(|(width, count)| (*count, *width))
        else {
            return Self::default();
        };
        Self {
            divides_the_first_row: widths.first().is_some_and(|first| *first > 1),
            share: count * 100 / widths.len().max(1),
            width,
        }
    }
}

fn widths(sample: &[u8], delimiter: Delimiter) -> Vec<usize> {
    let mut reader = super::csv_in::parser(delimiter).from_reader(sample);
    let mut record = csv::ByteRecord::new();
    let mut widths = Vec::new();
    while widths.len() < SAMPLE_ROWS && matches!(reader.read_byte_record(&mut record), Ok(true)) {
        widths.push(record.len());
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_separator_is_found() {
        assert_eq!(Delimiter::detect("a,b\n1,2\n"), Delimiter::Comma);
        assert_eq!(Delimiter::detect("a;b\n1;2\n"), Delimiter::Semicolon);
        assert_eq!(Delimiter::detect("a\tb\n1\t2\n"), Delimiter::Tab);
        assert_eq!(Delimiter::detect("a|b\n1|2\n"), Delimiter::Bar);
    }

    #[test]
    fn decimal_commas_do_not_hide_semicolons() {
        assert_eq!(
            Delimiter::detect("code;share\nA;1,5\nB;2,5\nC;3,5\n"),
            Delimiter::Semicolon
        );
    }

    #[test]
    fn separators_inside_quotes_do_not_count() {
        assert_eq!(
            Delimiter::detect("a,b\n\"x;y;z\",1\n\"p;q;r\",2\n"),
            Delimiter::Comma
        );
    }

    #[test]
    fn one_column_and_nothing_at_all_are_read_with_commas() {
        assert_eq!(Delimiter::detect("name\nAnn\nBob\n"), Delimiter::Comma);
        assert_eq!(Delimiter::detect(""), Delimiter::Comma);
    }

    #[test]
    fn the_line_that_excel_writes_for_itself_is_understood() {
        assert_eq!(
            Delimiter::announced("sep=;\r\na;b"),
            Some(Delimiter::Semicolon)
        );
        assert_eq!(
            Delimiter::announced("\"sep=,\"\na,b"),
            Some(Delimiter::Comma)
        );
        assert_eq!(Delimiter::announced("separator,b"), None);
    }
}
