//! How wide a table's columns are, and how large a page and how small letters it needs.

use super::style::{self, Format};
use crate::document::{Cell, Row, Table, Text};
use crate::drawing::lettering;

/// Space left and right of a cell's text.
pub(super) const PADDING: f32 = 5.0;

/// A table's measure: the page it needs, its letter size, its columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Measure {
    pub format: Format,
    pub size: f32,
    pub columns: Vec<f32>,
}

/// Lines from which on a cell of a table whose columns share out by content looks starved.
const STARVED: f32 = 4.0;

/// What a column would like, in thousandths of an em.
#[derive(Debug, Clone, Copy, Default)]
struct Need {
    /// Its longest word.
    word: i32,
    /// Its longest line.
    line: i32,
}

/// The first page and letter size in which no word needs breaking; failing all, the largest page, with words broken.
pub(super) fn measure(table: &Table, upright: Format) -> Measure {
    let needs = needs(table);
    let choices = [
        (upright, 9.0),
        (upright, 8.5),
        (upright.sideways(), 9.0),
        (upright.sideways(), 8.0),
        (upright.large(), 8.5),
        (upright.large(), 7.0),
    ];
    let holds = |(format, size): &(Format, f32)| {
        let words: f32 = needs.iter().map(|need| in_points(need.word, *size)).sum();
        words <= format.column_width()
    };
    if let Some(at) = choices.iter().position(holds) {
        let (format, mut size) = choices[at];
        let width = format.column_width();
        // Where most rows would wrap, smaller letters on the same page read better.
        let wanted = needs
            .iter()
            .map(|need| in_points(need.line, size).min(width * 0.3));
        if format != upright && wanted.sum::<f32>() > width {
            size = choices[at..]
                .iter()
                .filter(|choice| choice.0 == format)
                .fold(size, |least, choice| least.min(choice.1));
        }
        let measure = Measure {
            format,
            size,
            columns: shares(table, &needs, size, width),
        };
        let starved = format == upright && most_lines(&needs, &measure) >= STARVED;
        let turned = starved.then(|| turned(table, &needs, upright)).flatten();
        return turned.unwrap_or(measure);
    }
    let width = upright.large().column_width();
    Measure {
        format: upright.large(),
        size: 7.0,
        columns: squeezed(&needs, 7.0, width),
    }
}

/// The table on its side, where that is all it takes for short texts not to be a word a line. Long texts wrap on any page.
fn turned(table: &Table, needs: &[Need], upright: Format) -> Option<Measure> {
    if table.columns.iter().any(|column| column.weight.is_some()) {
        return None;
    }
    let format = upright.sideways();
    let measure = Measure {
        format,
        size: 9.0,
        columns: shares(table, needs, 9.0, format.column_width()),
    };
    (most_lines(needs, &measure) <= 2.0).then_some(measure)
}

/// Lines of the highest cell, about.
fn most_lines(needs: &[Need], measure: &Measure) -> f32 {
    let lines = needs.iter().zip(&measure.columns).map(|(need, column)| {
        let line = need.line as f32 * measure.size / 1000.0;
        (line / (column - 2.0 * PADDING).max(1.0)).ceil()
    });
    lines.fold(0.0, f32::max)
}

/// Column widths for text of a given size in a given width, without a choice of page.
pub(super) fn within(table: &Table, size: f32, width: f32) -> Vec<f32> {
    let needs = needs(table);
    if needs
        .iter()
        .map(|need| in_points(need.word, size))
        .sum::<f32>()
        <= width
    {
        shares(table, &needs, size, width)
    } else {
        squeezed(&needs, size, width)
    }
}

fn in_points(thousandths: i32, size: f32) -> f32 {
    thousandths as f32 * size / 1000.0 + 2.0 * PADDING + 0.5
}

/// Gives each column its longest line if all fit; otherwise its longest word and a share of the rest by what is lacking.
fn shares(table: &Table, needs: &[Need], size: f32, width: f32) -> Vec<f32> {
    let words: Vec<f32> = needs
        .iter()
        .map(|need| in_points(need.word, size))
        .collect();
    let lines: Vec<f32> = needs
        .iter()
        .map(|need| in_points(need.line, size))
        .collect();
    let weights: Vec<f32> = table
        .columns
        .iter()
        .map(|column| f32::from(column.weight.unwrap_or(0)))
        .collect();
    let total: f32 = weights.iter().sum();
    if total > 0.0 {
        let spare = width - words.iter().sum::<f32>();
        let usual = words.iter().zip(&weights);
        let usual: Vec<f32> = usual
            .map(|(word, weight)| word + spare * weight / total)
            .collect();
        let wraps = |(column, line): (&f32, &f32)| column < line;
        if !usual.iter().zip(&lines).any(wraps) {
            return usual;
        }
        let lacking: Vec<f32> = words.iter().zip(&lines).map(lacks).collect();
        let given = weighed(&lacking, &weights, spare);
        return words.iter().zip(given).map(|(w, more)| w + more).collect();
    }
    let wanted: f32 = lines.iter().sum();
    if wanted <= width {
        // What is left goes to the columns in proportion, so that the table fills the page's width.
        let spare = width - wanted;
        return lines
            .iter()
            .map(|line| line + spare * line / wanted.max(1.0))
            .collect();
    }
    let spare = width - words.iter().sum::<f32>();
    // Short columns first: a date is better unbroken than a narrative a line shorter.
    let lacking: Vec<f32> = words.iter().zip(&lines).map(lacks).collect();
    words
        .iter()
        .zip(filled(&lacking, spare))
        .map(|(word, extra)| word + extra)
        .collect()
}

/// What a column's longest word lacks of its longest line.
fn lacks((word, line): (&f32, &f32)) -> f32 {
    (line - word).max(0.0)
}

/// Shares an amount out by weight. Whoever has no use for all of its share leaves it to the others; what nobody has a use
/// for goes to all by weight.
fn weighed(wanted: &[f32], weights: &[f32], amount: f32) -> Vec<f32> {
    let mut given = vec![0.0f32; wanted.len()];
    let mut open: Vec<usize> = (0..wanted.len()).filter(|at| weights[*at] > 0.0).collect();
    let all = open.clone();
    let mut left = amount;
    loop {
        let total: f32 = open.iter().map(|at| weights[*at]).sum();
        let each = left / total.max(1.0);
        let (modest, others): (Vec<usize>, Vec<usize>) = open
            .iter()
            .partition(|at| wanted[**at] <= each * weights[**at]);
        if modest.is_empty() {
            for at in others {
                given[at] = each * weights[at];
            }
            return given;
        }
        for at in modest {
            given[at] = wanted[at];
            left -= wanted[at];
        }
        if others.is_empty() {
            let total: f32 = all.iter().map(|at| weights[*at]).sum();
            for at in all {
                given[at] += left * weights[at] / total;
            }
            return given;
        }
        open = others;
    }
}

/// Shares an amount out evenly, but gives nobody more than wanted; what the modest leave goes to the others.
fn filled(wanted: &[f32], amount: f32) -> Vec<f32> {
    let mut given = vec![0.0f32; wanted.len()];
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]).then(a.cmp(b)));
    let mut left = amount;
    for (done, at) in order.iter().enumerate() {
        let equal = left / (wanted.len() - done) as f32;
        given[*at] = wanted[*at].min(equal);
        left -= given[*at];
    }
    given
}

/// Shares out too little: no column below an equal share unless it needs less.
fn squeezed(needs: &[Need], size: f32, width: f32) -> Vec<f32> {
    let words: Vec<f32> = needs
        .iter()
        .map(|need| in_points(need.word, size))
        .collect();
    filled(&words, width)
}

fn needs(table: &Table) -> Vec<Need> {
    let mut needs: Vec<Need> = table
        .columns
        .iter()
        .map(|column| need(&column.heading, true))
        .collect();
    for row in &table.rows {
        let (cells, bold): (&[Cell], bool) = match row {
            Row::Cells(cells) => (cells, false),
            Row::Total(cells) => (cells, true),
            Row::Group(_) => continue,
        };
        for (at, (found, cell)) in needs.iter_mut().zip(cells).enumerate() {
            let bold = bold || (at == 0 && table.row_headers);
            for text in &cell.paragraphs {
                let own = need(text, bold);
                found.word = found.word.max(own.word);
                found.line = found.line.max(own.line);
            }
        }
    }
    needs
}

/// Words are parted at spaces only: a fair measure of what looks right unbroken.
fn need(text: &Text, bold: bool) -> Need {
    let mut need = Need::default();
    let mut word = 0;
    let mut line = 0;
    for span in &text.spans {
        let style = style::cell(9.0, bold || span.strong);
        let shown = lettering::legible(&span.text);
        for part in shown.split_inclusive([' ', '\n']) {
            let bare = part.trim_end_matches([' ', '\n']);
            let wide: i32 = if bare.is_ascii() {
                lettering::width(style.face, bare)
            } else {
                lettering::runs(style.face, bare)
                    .iter()
                    .map(|(face, run)| lettering::width(*face, run))
                    .sum()
            };
            word += wide;
            line += wide;
            need.word = need.word.max(word);
            need.line = need.line.max(line);
            if part.len() > bare.len() {
                word = 0;
                line = if part.ends_with('\n') {
                    0
                } else {
                    line + lettering::width(style.face, " ")
                };
            }
        }
    }
    need
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_page_exactly() {
        let table = Table::new(["Practice", "Remarks", "Number"])
            .row(["High Street Surgery", &"many words ".repeat(60), "12"])
            .row(["The Old Forge", "few", "9,120"]);
        let measure = measure(&table, Format::UPRIGHT);
        assert_eq!(measure.format, Format::UPRIGHT);
        assert!((measure.columns.iter().sum::<f32>() - Format::UPRIGHT.column_width()).abs() < 1.0);
        assert!(measure.columns[1] > measure.columns[0]);
    }

    #[test]
    fn a_wide_table_is_laid_on_its_side() {
        let headings: Vec<String> = (0..9).map(|n| format!("Heading{n}long")).collect();
        assert_eq!(
            measure(&Table::new(headings), Format::UPRIGHT).format,
            Format::UPRIGHT.sideways()
        );
    }

    #[test]
    fn a_list_of_short_texts_is_turned_before_one_of_them_is_a_word_a_line() {
        let list = |seat: &str| {
            let headings = [
                "Person",
                "Board",
                "Capacity",
                "Seat",
                "Organisation",
                "Voting",
                "From",
                "Term ends",
                "To",
            ];
            let row = [
                "Farah Dunthwaite",
                "Oversight board",
                "Member",
                seat,
                "",
                "Yes",
                "10/07/2024",
                "27/12/2026",
                "",
            ];
            measure(&Table::new(headings).row(row), Format::UPRIGHT).format
        };
        let seat = "Regional training programme lead, Oversight board";
        assert_eq!(list(seat), Format::UPRIGHT.sideways());
        assert_eq!(list("Chair"), Format::UPRIGHT);
        // Turning the page is no help to a whole story.
        assert_eq!(list(&"many words ".repeat(60)), Format::UPRIGHT);
    }

    #[test]
    fn a_table_no_page_can_hold_still_gets_its_columns() {
        let headings: Vec<String> = (0..80).map(|n| format!("Heading{n}long")).collect();
        let measure = measure(&Table::new(headings), Format::UPRIGHT);
        assert!(measure.columns.iter().all(|column| *column > 10.0));
        assert!(
            measure.columns.iter().sum::<f32>() <= Format::UPRIGHT.large().column_width() + 0.1
        );
    }

    #[test]
    fn a_column_without_a_use_for_its_share_leaves_it_to_those_that_wrap() {
        use crate::document::Column;
        let column = |name: &str| Column::new(name).weight(1);
        let table = |organisation: &str| {
            Table::of([column("Seat"), column("Organisation"), column("Remark")]).row([
                "Lead for the allied health professions",
                organisation,
                &"many words ".repeat(20),
            ])
        };
        let width = Format::UPRIGHT.column_width();
        let empty = measure(&table(""), Format::UPRIGHT).columns;
        let full = measure(&table(&"as many words ".repeat(20)), Format::UPRIGHT).columns;
        for columns in [&empty, &full] {
            assert!(
                (columns.iter().sum::<f32>() - width).abs() < 1.0,
                "{columns:?}"
            );
        }
        // The empty one is as wide as its heading; the seat stands on one line.
        assert!(
            empty[1] < full[1] - 20.0 && empty[1] > 50.0,
            "{empty:?} {full:?}"
        );
        let seat = needs(&table(""))[0].line;
        assert!(empty[0] + 0.1 >= in_points(seat, 9.0), "{empty:?}");
        assert!(empty[2] > full[2] + 10.0, "{empty:?} {full:?}");
        assert_eq!(weighed(&[1.0, 2.0], &[1.0, 3.0], 11.0), [3.0, 8.0]);
        assert_eq!(
            weighed(&[1.0, 90.0, 90.0], &[1.0, 1.0, 0.0], 11.0),
            [1.0, 10.0, 0.0]
        );
    }

    #[test]
    fn weights_share_out_what_words_leave() {
        use crate::document::Column;
        let table = Table::of([Column::new("A").weight(1), Column::new("B").weight(3)]);
        let columns = measure(&table, Format::UPRIGHT).columns;
        assert!(columns[1] > columns[0] * 2.0);
    }
}
