//! Tables.

use super::Text;

/// A table. Column widths follow the content; a table too wide for an upright page is laid on its side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The caption above it.
    pub caption: Option<Text>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Whether the first cell of each row names the row.
    pub row_headers: bool,
    /// Remarks below it.
    pub notes: Vec<Text>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: Text,
    /// How its cells are aligned.
    pub align: Align,
    /// Its share of the width beside the other weighted columns; by content when none is given.
    pub weight: Option<u16>,
}

/// How cells are aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Ticks and the like.
    Centre,
    /// Numbers.
    Right,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// One cell for each column; missing ones are empty. A row without any words is left out.
    Cells(Vec<Cell>),
    /// A heading across the whole table for the rows below it.
    Group(Text),
    /// A row of sums: set off from the rows above.
    Total(Vec<Cell>),
}

/// A cell: one or more paragraphs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// Its paragraphs.
    pub paragraphs: Vec<Text>,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn new(heading: impl Into<Text>) -> Self {
        Self {
            heading: heading.into(),
            align: Align::Left,
            weight: None,
        }
    }

    /// Sets the alignment.
    #[must_use]
    pub fn align(mut self, align: Align) -> Self {
        self.align = align;
        self
    }

    /// Sets the share of the width.
    #[must_use]
    pub fn weight(mut self, weight: u16) -> Self {
        self.weight = Some(weight);
        self
    }
}

impl Table {
    /// A table with these column headings.
    #[must_use]
    pub fn new<H: Into<Text>>(headings: impl IntoIterator<Item = H>) -> Self {
        Self {
            columns: headings.into_iter().map(Column::new).collect(),
            ..Self::default()
        }
    }

    /// A table of prepared columns.
    #[must_use]
    pub fn of(columns: impl IntoIterator<Item = Column>) -> Self {
        Self {
            columns: columns.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Sets the caption.
    #[must_use]
    pub fn caption(mut self, caption: impl Into<Text>) -> Self {
        self.caption = Some(caption.into());
        self
    }

    /// Aligns these columns (counted from 0) as numbers.
    #[must_use]
    pub fn numbers(mut self, columns: impl IntoIterator<Item = usize>) -> Self {
        for index in columns {
            if let Some(column) = self.columns.get_mut(index) {
                column.align = Align::Right;
            }
        }
        self
    }

    /// Says that the first cell of each row names the row.
    #[must_use]
    pub fn row_headers(mut self) -> Self {
        self.row_headers = true;
        self
    }

    /// Adds a row.
    #[must_use]
    pub fn row<C: Into<Cell>>(mut self, cells: impl IntoIterator<Item = C>) -> Self {
        self.push(cells);
        self
    }

    /// Adds a row to a table held elsewhere.
    pub fn push<C: Into<Cell>>(&mut self, cells: impl IntoIterator<Item = C>) {
        self.rows
            .push(Row::Cells(cells.into_iter().map(Into::into).collect()));
    }

    /// Adds a heading across the whole table.
    #[must_use]
    pub fn group(mut self, heading: impl Into<Text>) -> Self {
        self.rows.push(Row::Group(heading.into()));
        self
    }

    /// Adds a row of sums.
    #[must_use]
    pub fn total<C: Into<Cell>>(mut self, cells: impl IntoIterator<Item = C>) -> Self {
        self.rows
            .push(Row::Total(cells.into_iter().map(Into::into).collect()));
        self
    }

    /// Adds a remark below the table.
    #[must_use]
    pub fn note(mut self, note: impl Into<Text>) -> Self {
        self.notes.push(note.into());
        self
    }
}

impl Cell {
    /// A cell of several paragraphs.
    #[must_use]
    pub fn paragraphs<T: Into<Text>>(paragraphs: impl IntoIterator<Item = T>) -> Self {
        Self {
            paragraphs: paragraphs.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Text> for Cell {
    fn from(text: Text) -> Self {
        Self {
            paragraphs: vec![text],
        }
    }
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        Text::from(words).into()
    }
}

impl From<String> for Cell {
    fn from(words: String) -> Self {
        Text::from(words).into()
    }
}
