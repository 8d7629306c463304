//! Lines of what is new since the version of a pack that went out before (PCK-7). A line never says more than the copy that
//! it stands in, so each bears the mark of what it is about. What a pack compares is its own affair.

use serde::{Deserialize, Serialize};

use super::copies::{Confidentiality, Guard};

/// What is new in a later version of a pack that already went out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PackChange {
    /// In words.
    pub text: String,
    /// The item that it is about; empty for the pack as a whole.
    pub item: String,
    /// The paper that it is about; empty for none.
    pub paper: String,
    /// Who may read the line.
    pub guard: Guard,
}

/// A line about the pack as a whole.
pub(super) fn line(text: impl Into<String>, guard: Guard) -> PackChange {
    PackChange {
        text: text.into(),
        guard,
        ..PackChange::default()
    }
}

/// A line that everybody may read.
pub(super) fn open(text: impl Into<String>) -> PackChange {
    line(text, Guard::default())
}

/// A line for the members: that there is something may itself be confidential.
pub(super) fn in_confidence(text: impl Into<String>) -> PackChange {
    line(text, Guard::of(Confidentiality::InConfidence))
}

/// Whatever no line speaks of: a version that differs is never refused as the same.
pub(super) fn unsaid(out: &mut Vec<PackChange>, differs: impl FnOnce() -> bool) {
    if out.is_empty() && differs() {
        out.push(in_confidence("Other particulars were brought up to date."));
    }
}

/// The facts that differ as words in a sentence: "one, two and three"; none where none does.
pub(super) fn differing(facts: &[(bool, &str)]) -> Option<String> {
    let what: Vec<&str> = facts.iter().filter(|f| f.0).map(|f| f.1).collect();
    match what.as_slice() {
        [] => None,
        [one] => Some((*one).to_owned()),
        [first @ .., last] => Some(format!("{} and {last}", first.join(", "))),
    }
}

/// The mark under which both may be spoken of; a permission holds for what it was given for alone.
pub(super) fn stricter(a: &Guard, b: &Guard) -> Guard {
    if a == b {
        return a.clone();
    }
    Guard::of(a.confidentiality.max(b.confidentiality))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mark of an item that was opened since still holds for what is said of the time before.
    #[test]
    fn the_stricter_mark_holds() {
        let open = Guard::default();
        let closed = Guard::of(Confidentiality::ClosedSession);
        assert_eq!(stricter(&open, &closed), closed);
        assert_eq!(stricter(&closed, &open), closed);
        assert_eq!(stricter(&open, &open), open);
    }

    #[test]
    fn what_differs_is_said_in_one_sentence() {
        let words = |facts: &[(bool, &str)]| differing(facts).unwrap_or_default();
        assert_eq!(words(&[(false, "its place")]), "");
        assert_eq!(
            words(&[(true, "its place"), (false, "its title")]),
            "its place"
        );
        assert_eq!(
            words(&[
                (true, "its place"),
                (true, "its title"),
                (true, "its words")
            ]),
            "its place, its title and its words"
        );
    }
}
