//! Whether two names of organisations may mean the same one: the form of company, punctuation and a slip of the pen make
//! no difference.

use std::collections::{BTreeSet, HashMap};

/// Words that say what form of company it is, not which.
const FORMS: [&str; 13] = [
    "ltd", "limited", "plc", "llp", "llc", "inc", "co", "company", "cic", "cio", "uk", "group",
    "the",
];
/// Shortest name, without spaces, in which one slip is let pass; from the second length on, two.
const ONE_SLIP: usize = 6;
const TWO_SLIPS: usize = 12;

/// How many sorts letters fall into where they are counted: letters of one sort are taken for the same.
const SORTS: usize = 32;

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
    /// How many letters and digits it has of each sort.
    counts: [u8; SORTS],
}

/// How two names are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    /// The same but for the form of company and punctuation.
    Same,
    /// Nearly the same: a letter or two differ.
    Nearly,
}

/// The words of a text in small letters, without punctuation, a space between two.
pub fn flat(text: &str) -> String {
    let mut flat = String::with_capacity(text.len());
    let mut apart = false;
    let mut put = |c: char, apart: bool| {
        if apart && !flat.is_empty() {
            flat.push(' ');
        }
        flat.push(c);
    };
    for c in text.to_lowercase().chars() {
        match c {
            '\'' | '’' | '.' => {}
            '&' => {
                put('a', true);
                put('n', false);
                put('d', false);
                apart = true;
            }
            c if c.is_alphanumeric() => put(c, std::mem::take(&mut apart)),
            _ => apart = true,
        }
    }
    flat
}

/// The words of a text in small letters, without punctuation.
fn words(text: &str) -> Vec<String> {
    let flat = flat(text);
    let words = flat.split(' ').filter(|w| !w.is_empty());
    words.map(ToOwned::to_owned).collect()
}

fn is_form(word: &str) -> bool {
    FORMS.contains(&word)
}

impl Name {
    /// Reads a name.
    pub fn of(text: &str) -> Self {
        let mut words = words(text);
        if !words.iter().all(|w| is_form(w)) {
            words.retain(|w| !is_form(w));
        }
        let key = words.concat();
        let (mut length, mut letters, mut counts) = (0, 0, [0_u8; SORTS]);
        for c in key.chars() {
            let code = u32::from(c);
            length += 1;
            letters |= 1_u64 << (code % 64);
            if let Some(count) = counts.get_mut(code as usize % SORTS) {
                *count = count.saturating_add(1);
            }
        }
        Self {
            words,
            key,
            length,
            letters,
            counts,
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
        if self.letters == other.letters && self.key == other.key {
            return Some(Alike::Same);
        }
        let allowed = slips(self.length.min(other.length));
        if allowed == 0 || self.is_far(other, allowed) || numbers(self) != numbers(other) {
            return None;
        }
        (strsim::osa_distance(&self.key, &other.key) <= allowed).then_some(Alike::Nearly)
    }

    /// More slips than that lie between two names, whatever the order of their letters: cheap to rule out before the
    /// real comparison. A slip adds one letter, takes one away, changes one for another, or swaps two neighbours.
    fn is_far(&self, other: &Self, allowed: usize) -> bool {
        if self.length.abs_diff(other.length) > allowed
            || (self.letters ^ other.letters).count_ones() as usize > 2 * allowed
        {
            return true;
        }
        let (mut more, mut less) = (0_usize, 0_usize);
        for (own, theirs) in self.counts.iter().zip(&other.counts) {
            more += usize::from(own.saturating_sub(*theirs));
            less += usize::from(theirs.saturating_sub(*own));
        }
        more.max(less) > allowed
    }

    /// The words of this name stand in a text, one after the other. The text as [`flat`] writes it.
    #[cfg(test)]
    pub(super) fn stands_in(&self, flat: &str) -> bool {
        rests(flat).any(|(_, rest)| self.begins(rest))
    }

    /// The words of this name come first in what is left of a text.
    fn begins(&self, rest: &str) -> bool {
        let mut words = rest.split(' ');
        self.is_telling() && self.words.iter().all(|w| words.next() == Some(w.as_str()))
    }

    /// Long enough to be looked for in a text.
    fn is_telling(&self) -> bool {
        !self.words.is_empty() && self.length >= 4
    }
}

/// How many slips are let pass in a name of this length.
fn slips(length: usize) -> usize {
    match length {
        n if n < ONE_SLIP => 0,
        n if n < TWO_SLIPS => 1,
        _ => 2,
    }
}

/// Each word of a flat text, with what is left of the text from there.
fn rests(flat: &str) -> impl Iterator<Item = (&str, &str)> {
    let starts = std::iter::once(0).chain(flat.match_indices(' ').map(|(at, _)| at + 1));
    starts.filter_map(move |at| {
        let rest = flat.get(at..)?;
        Some((rest.split(' ').next()?, rest))
    })
}

/// Names that are looked for in texts: all of them in one reading of each.
pub struct Wanted<'n> {
    by_first: HashMap<&'n str, Vec<(usize, &'n Name)>>,
}

impl<'n> Wanted<'n> {
    /// These names.
    pub fn of(names: impl Iterator<Item = &'n Name>) -> Self {
        let mut by_first: HashMap<&str, Vec<(usize, &Name)>> = HashMap::new();
        for (at, name) in names.enumerate().filter(|(_, name)| name.is_telling()) {
            if let Some(first) = name.words.first() {
                by_first.entry(first.as_str()).or_default().push((at, name));
            }
        }
        Self { by_first }
    }

    /// The places of those that stand in a text, as often as they do. The text as [`flat`] writes it.
    pub fn found_in<'t>(&'t self, flat: &'t str) -> impl Iterator<Item = usize> + 't {
        rests(flat).flat_map(move |(word, rest)| {
            let here = self.by_first.get(word).map_or(&[][..], Vec::as_slice);
            let here = here.iter().filter(move |(_, name)| name.begins(rest));
            here.map(|(at, _)| *at)
        })
    }
}

/// The digits of a name: "Vale 1 PCN" is not "Vale 2 PCN", however near.
fn numbers(name: &Name) -> BTreeSet<&String> {
    let digits = |w: &&String| w.chars().any(|c| c.is_ascii_digit());
    name.words.iter().filter(digits).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
        assert!(name.stands_in(&flat("Contract with Bright Care, renewed")));
        assert!(!name.stands_in(&flat("A bright careful start")));
        assert!(!Name::of("Ash").stands_in(&flat("Ash")));
    }

    #[test]
    fn a_text_is_its_words_with_a_space_between_two() {
        for (text, words) in [
            (
                "O’Neill & Sons (Northshire) Ltd.",
                "oneill and sons northshire ltd",
            ),
            ("R&D", "r and d"),
            ("  -- ", ""),
            ("&", "and"),
            ("Dr. Ann's  ÉCOLE", "dr anns école"),
        ] {
            assert_eq!(flat(text), words, "{text}");
        }
    }

    /// A name with some letters swapped, left out, doubled or changed, at places that come from numbers.
    fn slipped(name: &str, slips: &[(u8, u8)]) -> String {
        let mut letters: Vec<char> = name.chars().collect();
        for (sort, place) in slips {
            if letters.is_empty() {
                break;
            }
            let at = usize::from(*place) % letters.len();
            match sort % 4 {
                0 => drop(letters.remove(at)),
                1 => letters.insert(at, 'e'),
                2 => letters[at] = 'q',
                _ => {
                    let next = (at + 1) % letters.len();
                    letters.swap(at, next);
                }
            }
        }
        letters.into_iter().collect()
    }

    /// Without anything that is ruled out beforehand.
    fn plainly(a: &Name, b: &Name) -> Option<Alike> {
        if a.is_blank() || b.is_blank() {
            return None;
        }
        if a.key == b.key {
            return Some(Alike::Same);
        }
        let near = strsim::osa_distance(&a.key, &b.key) <= slips(a.length.min(b.length));
        (near && numbers(a) == numbers(b)).then_some(Alike::Nearly)
    }

    proptest! {
        #[test]
        fn what_is_ruled_out_beforehand_is_never_alike(
            name in "[A-Za-zÀ-ÿ]{1,12}( [A-Za-z0-9&]{1,9}){0,2}( Ltd| CIC)?",
            slips in prop::collection::vec((any::<u8>(), any::<u8>()), 0..5),
        ) {
            let (a, b) = (Name::of(&name), Name::of(&slipped(&name, &slips)));
            prop_assert_eq!(a.alike(&b), plainly(&a, &b));
            prop_assert_eq!(b.alike(&a), plainly(&a, &b));
        }
    }
}
