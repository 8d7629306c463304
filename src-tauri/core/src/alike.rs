//! Whether two names may be one: without forms of address, word order, punctuation and slips of the keyboard. Knows no
//! record and no file.

use similar::{Algorithm, capture_diff_slices, diff_ratio};

/// Words before a name that are no part of it.
const FORMS: &[&str] = &[
    "dr",
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "prof",
    "professor",
    "sir",
    "dame",
    "rev",
];

/// Words without what writing varies: capitals, punctuation, underscores, doubled spaces.
pub fn plain(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words: Vec<String> = spaced.split_whitespace().map(str::to_lowercase).collect();
    let joined = words.join(" ");
    // `e-mail` and `email` are one word to everybody.
    match joined.strip_prefix("e mail") {
        Some(rest) => format!("email{rest}"),
        None => joined,
    }
}

/// A name without forms of address, its words in one order: `Example, Dr Ann` and `Ann Example` are one.
pub fn plain_name(name: &str) -> String {
    let name = plain(name);
    let mut words: Vec<&str> = name.split(' ').filter(|w| !FORMS.contains(w)).collect();
    words.sort_unstable();
    words.join(" ")
}

/// How much of two texts is the same, from 0 to 1.
pub fn likeness(one: &str, other: &str) -> f32 {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let ops = capture_diff_slices(Algorithm::Myers, &one, &other);
    diff_ratio(&ops, one.len(), other.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_titles_and_word_order() {
        assert_eq!(plain_name("EXAMPLE, Dr. Ann"), plain_name("Ann Example"));
        assert_ne!(plain_name("Ann Example"), plain_name("Anna Sample"));
    }
}
