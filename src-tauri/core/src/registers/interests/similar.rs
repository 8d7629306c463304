//! Whether two names of organisations may mean the same one: the form of company, punctuation and a slip of the pen make
//! no difference.

use std::collections::BTreeSet;

/// Words that say what form of company it is, not which.
const FORMS: [&str; 13] = [
    "ltd", "limited", "plc", "llp", "llc", "inc", "co", "company", "cic", "cio", "uk", "group",
    "the",
];
/// Shortest name, without spaces, in which one slip is let pass; from the second length on, two.
const ONE_SLIP: usize = 6;
const TWO_SLIPS: usize = 12;

/// A name, ready to be compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// Its words, without the form of company.
    pub words: Vec<String>,
    /// The words without spaces.
    pub key: String,
    /// Its length in characters.
    length: usize,
    /// Which letters and digits it has: names that differ in many are far apart.
    letters: u64,
}

/// How two names are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    /// The same but for the form of company and punctuation.
    Same,
    /// Nearly the same: a letter or two differ.
    Nearly,
}

/// The words of a text in small letters, without punctuation.
pub fn words(text: &str) -> Vec<String> {
    let text = text
        .to_lowercase()
        .replace('&', " and ")
        .replace(['\'', '’', '.'], "");
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}

impl Name {
    /// Reads a name.
    pub fn of(text: &str) -> Self {
        let all = words(text);
        let telling: Vec<String> = all
            .iter()
            .filter(|w| !FORMS.contains(&w.as_str()))
            .cloned()
            .collect();
        let words = if telling.is_empty() { all } else { telling };
        let key = words.concat();
        let letters = key
            .chars()
            .fold(0, |bits, c| bits | 1 << (u32::from(c) % 64));
        Self {
            length: key.chars().count(),
            words,
            key,
            letters,
        }
    }

    /// Nothing that could be compared.
    pub fn is_blank(&self) -> bool {
        self.length < 2
    }

    /// How it is like another name; none when it is not.
    pub fn alike(&self, other: &Self) -> Option<Alike> {
        if self.is_blank() || other.is_blank() {
            return None;
        }
        if self.key == other.key {
            return Some(Alike::Same);
        }
        let shorter = self.length.min(other.length);
        let allowed = match shorter {
            n if n < ONE_SLIP => return None,
            n if n < TWO_SLIPS => 1,
            _ => 2,
        };
        // Each slip changes at most one letter for another: cheap to rule out before the real comparison.
        let far = (self.letters ^ other.letters).count_ones() as usize > 2 * allowed;
        if far || self.length.abs_diff(other.length) > allowed || numbers(self) != numbers(other) {
            return None;
        }
        (strsim::osa_distance(&self.key, &other.key) <= allowed).then_some(Alike::Nearly)
    }

    /// The words of this name stand in a text, one after the other.
    pub fn stands_in(&self, text: &[String]) -> bool {
        !self.words.is_empty()
            && self.length >= 4
            && text
                .windows(self.words.len())
                .any(|window| window == self.words)
    }
}

/// The digits of a name: "Vale 1 PCN" is not "Vale 2 PCN", however near.
fn numbers(name: &Name) -> BTreeSet<&String> {
    let digits = |w: &&String| w.chars().any(|c| c.is_ascii_digit());
    name.words.iter().filter(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> Option<Alike> {
        let (a, b) = (Name::of(a), Name::of(b));
        assert_eq!(a.alike(&b), b.alike(&a));
        a.alike(&b)
    }

    #[test]
    fn the_form_of_company_and_punctuation_make_no_difference() {
        for (a, b) in [
            ("Brightcare Ltd", "BrightCare Limited"),
            ("Brightcare Ltd.", "Bright-Care"),
            ("The Oak & Ash Company", "Oak and Ash Co."),
            ("O’Neill Training plc", "ONeill Training"),
        ] {
            assert_eq!(alike(a, b), Some(Alike::Same), "{a} / {b}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_nearly_the_same() {
        for (a, b) in [
            ("Brightcare Ltd", "Brihgtcare Limited"),
            ("Medlearn Solutions", "Medlearn Solutons Ltd"),
            ("Quarrdale Skills Centre", "Quardale Skils Centre"),
        ] {
            assert_eq!(alike(a, b), Some(Alike::Nearly), "{a} / {b}");
        }
    }

    #[test]
    fn other_names_are_not_alike() {
        for (a, b) in [
            ("Brightcare Ltd", "Lightcure Ltd"),
            ("Acme", "Acne"),
            ("Vale 1 Network Group", "Vale 2 Network Group"),
            ("Ltd", "Limited"),
            ("", "Brightcare"),
            ("Ashford Surgery", "Oakford Surgery"),
        ] {
            assert_eq!(alike(a, b), None, "{a} / {b}");
        }
    }

    #[test]
    fn a_name_is_found_in_a_sentence_by_whole_words() {
        let name = Name::of("Bright Care Ltd");
        assert!(name.stands_in(&words("Contract with Bright Care, renewed")));
        assert!(!name.stands_in(&words("A bright careful start")));
    }
}
