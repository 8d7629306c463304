//! How lists that others keep say what a kind of record holds: data alone, read where spreadsheets are brought in.

/// What lists of others say in their own way.
#[derive(Debug, Clone, Copy)]
pub struct FromLists {
    /// Words in one column that say something of other fields, the more particular first.
    pub implied: &'static [Implied],
    /// A field that names another record, and the text that takes the name where no record has it. Whichever of the two
    /// the column is matched to, the record is named where there is exactly one.
    pub or_in_words: &'static [(&'static str, &'static str)],
    /// A row with the same in these fields as a record is perhaps that record; a row that says nothing else than a
    /// record does is that record. Empty = rows are not compared in this way.
    pub told_by: &'static [&'static str],
    /// Fields whose values may each stand over a column of their own that is ticked where it applies.
    pub ticked: &'static [Ticked],
}

/// A field whose values may each stand over a column of their own. What the headings say is what words in the field's own
/// column say.
#[derive(Debug, Clone, Copy)]
pub struct Ticked {
    /// The field.
    pub field: &'static str,
    /// Headings, in small letters and without punctuation, of a column that says the value in words whatever is ticked.
    pub or_in: &'static [&'static str],
}

impl FromLists {
    /// Every column says what its field holds, and nothing else.
    pub const PLAIN: Self = Self {
        implied: &[],
        or_in_words: &[],
        told_by: &[],
        ticked: &[],
    };

    /// What a text in the column of a field says, beside or instead of the field's value.
    pub fn implied_by(&self, field: &str, plain_text: &str) -> Option<&'static Implied> {
        let fits = |i: &&Implied| {
            i.field == field && (i.words.is_empty() || i.words.contains(&plain_text))
        };
        self.implied.iter().find(fits)
    }

    /// Fields of which columns of other fields say something.
    pub fn said_by(&self, columns: &[&str]) -> Vec<&'static str> {
        let from = self.implied.iter().filter(|i| columns.contains(&i.field));
        let mut said: Vec<&str> = from.flat_map(|i| i.so.iter().map(|(f, _)| *f)).collect();
        said.sort_unstable();
        said.dedup();
        said
    }
}

/// What words in one column say.
#[derive(Debug, Clone, Copy)]
pub struct Implied {
    /// The field whose column they stand in.
    pub field: &'static str,
    /// The words, in small letters and without punctuation; none = whatever else is written there.
    pub words: &'static [&'static str],
    /// What the field itself holds then; `None` = what is written where any words will do, else nothing.
    pub means: Option<&'static str>,
    /// What other fields hold where no column says so; an empty text = they stay empty whatever is filled in for every
    /// row.
    pub so: &'static [(&'static str, &'static str)],
}
