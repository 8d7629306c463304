//! Two versions side by side, paragraph by paragraph, with the words that the other does not have.

use super::pieces::{changes, lines, words};

/// Words of one version, marked where the other has others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The words.
    pub text: String,
    /// Not in the other version.
    pub differs: bool,
}

/// A paragraph of both versions; empty on one side where that version has none here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The first version's.
    pub first: Vec<Marked>,
    /// The second version's.
    pub second: Vec<Marked>,
    /// Both say the same.
    pub same: bool,
}

/// Lines up the paragraphs of two versions.
pub fn paragraphs(first: &str, second: &str) -> Vec<Pair> {
    let (first, second) = (lines(first), lines(second));
    let mut out = vec![];
    let mut at = 0;
    for change in changes(&first, &second) {
        out.extend(first[at..change.from].iter().map(|line| same(line)));
        let mine = &first[change.from..change.to];
        let theirs = &second[change.new_from..change.new_to];
        for i in 0..mine.len().max(theirs.len()) {
            out.push(pair(
                mine.get(i).copied().unwrap_or_default(),
                theirs.get(i).copied().unwrap_or_default(),
            ));
        }
        at = change.to;
    }
    out.extend(first[at..].iter().map(|line| same(line)));
    // Empty lines part paragraphs; they need no row of their own.
    out.retain(|p| !(p.first.is_empty() && p.second.is_empty()));
    out
}

fn same(line: &str) -> Pair {
    let line = marked([(line.trim_end_matches('\n'), false)]);
    Pair {
        first: line.clone(),
        second: line,
        same: true,
    }
}

fn pair(first: &str, second: &str) -> Pair {
    let (first, second) = (
        words(first.trim_end_matches('\n')),
        words(second.trim_end_matches('\n')),
    );
    let (mut mine, mut theirs) = (vec![], vec![]);
    let (mut at, mut new_at) = (0, 0);
    let differing = changes(&first, &second);
    for change in &differing {
        mine.push((first[at..change.from].concat(), false));
        theirs.push((second[new_at..change.new_from].concat(), false));
        mine.push((first[change.from..change.to].concat(), true));
        theirs.push((second[change.new_from..change.new_to].concat(), true));
        (at, new_at) = (change.to, change.new_to);
    }
    mine.push((first[at..].concat(), false));
    theirs.push((second[new_at..].concat(), false));
    Pair {
        first: marked(mine),
        second: marked(theirs),
        same: differing.is_empty(),
    }
}

fn marked<T: Into<String>>(pieces: impl IntoIterator<Item = (T, bool)>) -> Vec<Marked> {
    let pieces = pieces.into_iter().map(|(text, differs)| Marked {
        text: text.into(),
        differs,
    });
    pieces.filter(|p| !p.text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differing_words_are_marked_on_both_sides() {
        let pairs = paragraphs("Same.\n\nFour PCNs met.", "Same.\n\nFive PCNs met.\n\nNew.");
        let text = |side: &[Marked]| {
            let words = side.iter().map(|m| {
                if m.differs {
                    format!("[{}]", m.text)
                } else {
                    m.text.clone()
                }
            });
            words.collect::<String>()
        };
        let shown: Vec<(String, String, bool)> = pairs
            .iter()
            .map(|p| (text(&p.first), text(&p.second), p.same))
            .collect();
        assert_eq!(
            shown,
            [
                ("Same.".into(), "Same.".into(), true),
                ("[Four ]PCNs met.".into(), "[Five ]PCNs met.".into(), false),
                (String::new(), "[New.]".into(), false),
            ]
        );
    }
}
