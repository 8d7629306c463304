//! Tables of aligned columns for a terminal.

/// Longest cell that is shown whole, in characters.
const WIDEST: usize = 60;

/// A table under construction.
#[derive(Default)]
pub struct Grid {
    rows: Vec<Vec<String>>,
    right: Vec<bool>,
}

impl Grid {
    /// With these headings.
    pub fn new(headings: &[&str]) -> Self {
        let row = headings.iter().map(|h| (*h).to_owned()).collect();
        Self {
            rows: vec![row],
            right: vec![false; headings.len()],
        }
    }

    /// Numbers stand to the right.
    pub fn right(mut self, column: usize) -> Self {
        if let Some(right) = self.right.get_mut(column) {
            *right = true;
        }
        self
    }

    /// Adds a row.
    pub fn row<T: AsRef<str>>(&mut self, cells: &[T]) {
        self.rows
            .push(cells.iter().map(|c| one_line(c.as_ref())).collect());
    }

    /// Whether there is nothing but headings.
    pub fn is_empty(&self) -> bool {
        self.rows.len() < 2
    }

    /// The table as text; the last line ends without a line break.
    pub fn text(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |at: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(at));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let lines = self.rows.iter().map(|row| {
            let cells = row.iter().enumerate().map(|(at, cell)| {
                let fill = " ".repeat(widths[at] - cell.chars().count());
                if self.right.get(at) == Some(&true) {
                    format!("{fill}{cell}")
                } else {
                    format!("{cell}{fill}")
                }
            });
            let line: Vec<String> = cells.collect();
            line.join("  ").trim_end().to_owned()
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// One line, cut where it gets too wide for a table.
pub fn one_line(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= WIDEST {
        return text;
    }
    let mut cut: String = text.chars().take(WIDEST - 1).collect();
    cut.push('…');
    cut
}

/// A day for people, as "3 June 2026"; what is no day as it is.
pub fn day(text: &str) -> String {
    let day = text.parse().map(hubfolio_core::dates::in_words);
    day.unwrap_or_else(|_| text.to_owned())
}

/// `1 row`, `12 rows`.
pub fn counted(number: i64, one: &str, many: &str) -> String {
    let number_words = hubfolio_core::record::thousands(number);
    format!("{number_words} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other() {
        let mut grid = Grid::new(&["Name", "Size"]).right(1);
        grid.row(&["Abbey Méd", "7"]);
        grid.row(&["B", "12,345"]);
        assert_eq!(
            grid.text(),
            "Name         Size\nAbbey Méd       7\nB          12,345"
        );
    }

    #[test]
    fn long_text_is_cut_and_stays_on_its_line() {
        let text = one_line(&"word\n".repeat(40));
        assert_eq!(text.chars().count(), WIDEST);
        assert!(text.ends_with('…') && !text.contains('\n'));
    }
}
