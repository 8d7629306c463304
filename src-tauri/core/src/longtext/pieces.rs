//! Cutting a text: into lines, and a line into words with the spaces after them. Joined again they are the text.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The lines, each with its line break.
pub fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// The words, each with the spaces after it; a line break is a piece of its own.
pub fn words(text: &str) -> Vec<&str> {
    let mut out = vec![];
    let mut start = 0;
    let mut in_space = false;
    for (at, c) in text.char_indices() {
        let breaks = c == '\n' || text[start..at].ends_with('\n');
        let next_word = in_space && !c.is_whitespace();
        if at > start && (breaks || next_word) {
            out.push(&text[start..at]);
            start = at;
        }
        in_space = c.is_whitespace();
    }
    if start < text.len() {
        out.push(&text[start..]);
    }
    out
}

/// A stretch of the first list and what stands in its place in the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// From this piece of the first list.
    pub from: usize,
    /// Up to this one, not included.
    pub to: usize,
    /// From this piece of the second list.
    pub new_from: usize,
    /// Up to this one, not included.
    pub new_to: usize,
}

/// Where two lists of pieces differ, in order. Never bounded by time, which would differ between laptops.
pub fn changes(old: &[&str], new: &[&str]) -> Vec<Change> {
    let mut out: Vec<Change> = vec![];
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (o, n) = (op.old_range(), op.new_range());
        let change = Change {
            from: o.start,
            to: o.end,
            new_from: n.start,
            new_to: n.end,
        };
        match out.last_mut() {
            Some(last) if last.to == change.from && last.new_to == change.new_from => {
                last.to = change.to;
                last.new_to = change.new_to;
            }
            _ => out.push(change),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_into_words_and_line_breaks() {
        assert_eq!(
            words("Two  words\nnext, \n\nend"),
            ["Two  ", "words", "\n", "next, ", "\n", "\n", "end"]
        );
        assert_eq!(words(""), Vec::<&str>::new());
        assert_eq!(words("  led"), ["  ", "led"]);
    }

    #[test]
    fn the_pieces_are_the_text() {
        for text in ["", "a", " a b ", "\n\n", "Zoë’s\tplan \n x", "a\u{a0}b"] {
            assert_eq!(words(text).concat(), text);
            assert_eq!(lines(text).concat(), text);
        }
    }
}
