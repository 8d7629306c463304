//! How much of anything a copy may hold, and which characters: far above what honest ones need.

/// Characters of a title or heading.
pub const TITLE: usize = 500;
/// Characters of a name or version.
pub const SHORT: usize = 200;
/// Characters of any other text.
pub const TEXT: usize = 256 * 1024;
/// Sections of a copy.
pub const SECTIONS: usize = 200;
/// Columns of a section.
pub const COLUMNS: usize = 200;
/// Cells of a copy.
pub const CELLS: usize = 2_000_000;
/// Comments in a packet.
pub const COMMENTS: usize = 10_000;
/// Laptops that a packet vouches for.
pub const LAPTOPS: usize = 1_000;

/// What is wrong with a part of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Made by a newer version.
    Newer,
    /// Not of the form.
    Damaged(&'static str),
    /// More than is taken.
    TooMuch(&'static str),
}

/// A text of one or several lines.
pub fn text(text: &str, most: usize) -> Result<(), Fault> {
    if text
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\t' | '\n'))
    {
        return Err(Fault::Damaged("a text with control characters"));
    }
    count(text.chars().count(), most, "text")
}

/// A text of one line that says something.
pub fn line(line: &str, most: usize) -> Result<(), Fault> {
    if line.trim().is_empty() || line.chars().any(char::is_control) {
        return Err(Fault::Damaged("a name of another form"));
    }
    count(line.chars().count(), most, "text")
}

/// The name of a kind.
pub fn name(name: &str) -> Result<(), Fault> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.is_empty() || name.len() > 60 || !name.chars().all(fits) {
        return Err(Fault::Damaged("a kind of another form"));
    }
    Ok(())
}

/// Not more than this.
pub fn count(count: usize, most: usize, what: &'static str) -> Result<(), Fault> {
    if count > most {
        return Err(Fault::TooMuch(what));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_no_text_but_line_ends_and_tabs_are() {
        assert_eq!(text("one\ttwo\nthree", TEXT), Ok(()));
        assert!(text("bell\u{7}", TEXT).is_err());
        assert!(text("nul\0", TEXT).is_err());
        assert!(line("two\nlines", TITLE).is_err());
        assert!(line("  ", TITLE).is_err());
    }

    #[test]
    fn a_kind_is_named_as_kinds_are() {
        assert_eq!(name("return"), Ok(()));
        for other in ["", "Return", "return; DROP", "../return", "@laptop"] {
            assert!(name(other).is_err(), "{other}");
        }
    }

    #[test]
    fn more_than_the_limit_is_too_much() {
        assert_eq!(text("abc", 2), Err(Fault::TooMuch("text")));
        assert_eq!(count(2, 2, "rows"), Ok(()));
    }
}
