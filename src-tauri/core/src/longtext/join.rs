//! Joining two edits of one text by what both started from: first by lines, then, where both touched the same lines, by
//! words. Edits that overlap or stand side by side are not joined: two half sentences do not make a true one.

use super::pieces::{Change, changes, lines, words};

/// Most words on either side of a passage that both have edited; beyond that nobody could read the outcome.
const MOST_WORDS: usize = 20_000;

/// The text with both edits in it; none when they can't both stand. The order of the two makes no difference.
pub fn join(base: &str, first: &str, second: &str) -> Option<String> {
    if first == second || second == base {
        return Some(first.to_owned());
    }
    if first == base {
        return Some(second.to_owned());
    }
    by_pieces(
        &lines(base),
        &lines(first),
        &lines(second),
        &mut |base, first, second| by_words(&base.concat(), &first.concat(), &second.concat()),
    )
}

fn by_words(base: &str, first: &str, second: &str) -> Option<String> {
    let (base, first, second) = (words(base), words(first), words(second));
    if [&base, &first, &second]
        .iter()
        .any(|w| w.len() > MOST_WORDS)
    {
        return None;
    }
    by_pieces(&base, &first, &second, &mut |_, _, _| None)
}

/// Asks what becomes of a passage that both have edited: what it was, the first's, the second's.
type Both<'f> = &'f mut dyn FnMut(&[&str], &[&str], &[&str]) -> Option<String>;

fn by_pieces(base: &[&str], first: &[&str], second: &[&str], both: Both<'_>) -> Option<String> {
    let (mut mine, mut theirs) = (
        Side::new(changes(base, first)),
        Side::new(changes(base, second)),
    );
    let mut out = String::new();
    let mut at = 0;
    while let Some(start) = mine
        .next_start()
        .into_iter()
        .chain(theirs.next_start())
        .min()
    {
        out.push_str(&base[at..start].concat());
        let mut end = start;
        // Edits of either side that overlap or touch make one passage.
        while mine.take_up_to(&mut end) || theirs.take_up_to(&mut end) {}
        let (my, their) = (mine.passage(start, end), theirs.passage(start, end));
        let (old, new, other) = (
            &base[start..end],
            &first[my.0..my.1],
            &second[their.0..their.1],
        );
        out.push_str(&match (mine.took(), theirs.took()) {
            (true, false) => new.concat(),
            (false, _) => other.concat(),
            (true, true) if new == other => new.concat(),
            (true, true) => both(old, new, other)?,
        });
        at = end;
    }
    out.push_str(&base[at..].concat());
    Some(out)
}

/// The edits of one side, taken passage by passage.
struct Side {
    changes: Vec<Change>,
    next: usize,
    /// The first change of the passage at hand.
    first: usize,
    /// How far its own pieces run ahead of the base's, before the passage at hand.
    ahead: isize,
}

impl Side {
    fn new(changes: Vec<Change>) -> Self {
        Self {
            changes,
            next: 0,
            first: 0,
            ahead: 0,
        }
    }

    fn next_start(&mut self) -> Option<usize> {
        // The passage before is done.
        for change in &self.changes[self.first..self.next] {
            let (new, old) = (change.new_to - change.new_from, change.to - change.from);
            self.ahead += new.cast_signed() - old.cast_signed();
        }
        self.first = self.next;
        self.changes.get(self.next).map(|c| c.from)
    }

    /// Takes the next change when it begins within the passage or right at its end.
    fn take_up_to(&mut self, end: &mut usize) -> bool {
        match self.changes.get(self.next) {
            Some(change) if change.from <= *end => {
                *end = change.to.max(*end);
                self.next += 1;
                true
            }
            _ => false,
        }
    }

    fn took(&self) -> bool {
        self.next > self.first
    }

    /// Its own pieces that stand where the base has `start..end`.
    fn passage(&self, start: usize, end: usize) -> (usize, usize) {
        let mut ahead = self.ahead;
        let from = start.saturating_add_signed(ahead);
        for change in &self.changes[self.first..self.next] {
            let (new, old) = (change.new_to - change.new_from, change.to - change.from);
            ahead += new.cast_signed() - old.cast_signed();
        }
        (from, end.saturating_add_signed(ahead))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    const PLAN: &str = "We met all PCNs.\n\nFour offered placements.\n\nNext: the east.";

    #[test]
    fn edits_of_different_paragraphs_are_joined() {
        let first = PLAN.replace("all", "all nineteen");
        let second = PLAN.replace("the east", "the east and the north");
        assert_eq!(
            join(PLAN, &first, &second).unwrap(),
            "We met all nineteen PCNs.\n\nFour offered placements.\n\nNext: the east and the north."
        );
    }

    #[test]
    fn edits_of_one_sentence_are_joined_where_words_lie_between() {
        let base = "Four of the nineteen PCNs offered placements in spring.";
        let first = base.replace("Four", "Five");
        let second = base.replace("spring", "summer");
        assert_eq!(
            join(base, &first, &second).unwrap(),
            "Five of the nineteen PCNs offered placements in summer."
        );
    }

    #[test]
    fn edits_of_neighbouring_words_are_not_joined() {
        let base = "Four PCNs offered placements.";
        assert_eq!(
            join(
                base,
                "Five PCNs offered placements.",
                "Four practices offered placements."
            ),
            None
        );
    }

    #[test]
    fn two_different_additions_at_one_place_are_not_joined() {
        assert_eq!(
            join(
                PLAN,
                &format!("{PLAN} Then the west."),
                &format!("{PLAN} More soon.")
            ),
            None
        );
        assert_eq!(join("", "Mine.", "Theirs."), None);
    }

    #[test]
    fn the_same_edit_by_both_is_taken_once() {
        let first = PLAN.replace("Four", "Five").replace("east", "west");
        let second = PLAN.replace("Four", "Five");
        assert_eq!(join(PLAN, &first, &second).unwrap(), first);
    }

    #[test]
    fn a_deleted_paragraph_that_the_other_edited_is_not_joined() {
        let first = PLAN.replace("Four offered placements.\n\n", "");
        let second = PLAN.replace("Four offered", "Five offered");
        assert_eq!(join(PLAN, &first, &second), None);
    }

    fn text() -> impl Strategy<Value = Vec<String>> {
        proptest::collection::vec("[a-d]{1,2}|\n", 0..14)
    }

    /// Edits of a text: at some places pieces are left out or new ones put in.
    fn edited(base: &[String], edits: &[(usize, u8)], word: &str) -> String {
        let mut out = base.to_vec();
        for (at, what) in edits {
            let at = at % (out.len() + 1);
            match what % 3 {
                0 if at < out.len() => drop(out.remove(at)),
                1 if at < out.len() => out[at] = word.to_owned(),
                _ => out.insert(at, word.to_owned()),
            }
        }
        out.join(" ")
    }

    fn bag(text: &str) -> std::collections::BTreeMap<&str, i64> {
        let mut bag = std::collections::BTreeMap::new();
        for word in text.split_whitespace() {
            *bag.entry(word).or_default() += 1;
        }
        bag
    }

    proptest! {
        #[test]
        fn who_comes_first_makes_no_difference(
            base in text(), one in proptest::collection::vec((0..20usize, 0..3u8), 0..4),
            two in proptest::collection::vec((0..20usize, 0..3u8), 0..4)
        ) {
            let whole = base.join(" ");
            let (first, second) = (edited(&base, &one, "Mine"), edited(&base, &two, "Theirs"));
            prop_assert_eq!(join(&whole, &first, &second), join(&whole, &second, &first));
        }

        #[test]
        fn an_edit_beside_none_is_the_edit(base in "[a-c \n]{0,30}", edit in "[a-c \n]{0,30}") {
            prop_assert_eq!(join(&base, &edit, &base).unwrap(), edit.clone());
            prop_assert_eq!(join(&base, &base, &edit).unwrap(), edit.clone());
            prop_assert_eq!(join(&base, &edit, &edit).unwrap(), edit);
        }

        #[test]
        fn what_is_joined_holds_both_edits(
            base in text(), one in proptest::collection::vec((0..20usize, 0..3u8), 0..4),
            two in proptest::collection::vec((0..20usize, 0..3u8), 0..4)
        ) {
            let whole = base.join(" ");
            let (first, second) = (edited(&base, &one, "Mine"), edited(&base, &two, "Theirs"));
            if let Some(joined) = join(&whole, &first, &second) {
                // New words come from one side alone, so each must be there as often as that side put it in.
                prop_assert_eq!(bag(&joined).get("Mine").copied(), bag(&first).get("Mine").copied());
                prop_assert_eq!(bag(&joined).get("Theirs").copied(), bag(&second).get("Theirs").copied());
            }
        }
    }
}
