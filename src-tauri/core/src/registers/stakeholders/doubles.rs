//! STK-7: which records of a register may be the same one, over the whole register at once. Pure: cards in, groups out.
//!
//! Sure is the same ODS code, or the same personal e-mail with nearly the same name. All else is for a person to judge. A
//! mailbox that several people share says next to nothing.

use std::collections::BTreeMap;

use crate::{
    alike::{likeness, plain, plain_name},
    record::Id,
};

/// What is compared of a record.
#[derive(Debug, Clone)]
pub struct Card {
    /// The record.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its ODS code, where it has one.
    pub code: Option<String>,
    /// Its e-mail, where it has one.
    pub email: Option<String>,
}

/// Why records may be the same, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The same ODS code.
    Code,
    /// The same personal e-mail and nearly the same name.
    Email,
    /// The same name but for its form.
    Name,
    /// Nearly the same name.
    NearName,
    /// The same e-mail under different names.
    Mailbox,
}

impl Reason {
    /// Nothing else is likely.
    pub fn sure(self) -> bool {
        matches!(self, Self::Code | Self::Email)
    }

    /// Short and stable.
    pub fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Email => "email",
            Self::Name => "name",
            Self::NearName => "near_name",
            Self::Mailbox => "mailbox",
        }
    }

    /// In words for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Code => "The same ODS code",
            Self::Email => "The same e-mail and nearly the same name",
            Self::Name => "The same name",
            Self::NearName => "Nearly the same name",
            Self::Mailbox => "The same e-mail under different names: perhaps a shared mailbox",
        }
    }
}

/// Records that may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Why: the weakest link between two of them.
    pub reason: Reason,
    /// The records, the oldest first.
    pub records: Vec<Id>,
}

/// Two names alike to this degree may be one, from 0 to 1.
const NEAR: f32 = 0.88;
/// With the same e-mail, this degree is enough: `Jo Ashford` and `Joanna Ashford`.
const NEAR_WITH_EMAIL: f32 = 0.75;
/// A mailbox of as many names is one that people share.
const SHARED_BY: usize = 3;
/// A word that as many names have leads nowhere.
const COMMON: usize = 40;
/// Words of an organisation's name that say what it is and not who.
const NOISE: &[&str] = &[
    "the",
    "and",
    "of",
    "nhs",
    "foundation",
    "ft",
    "ltd",
    "limited",
    "plc",
    "llp",
    "cic",
];
/// Before the @ of a mailbox that is nobody's own.
const SHARED: &[&str] = &[
    "admin",
    "administrator",
    "contact",
    "enquiries",
    "enquiry",
    "feedback",
    "gp",
    "help",
    "hello",
    "info",
    "mail",
    "manager",
    "office",
    "practice",
    "reception",
    "secretary",
    "surgery",
    "team",
    "training",
];

/// A name as it is compared.
struct Folded {
    text: String,
    /// How often each letter stands in it: names that differ in more letters than may differ need no closer look.
    letters: [u8; 36],
    initials: String,
}

impl Folded {
    fn of(name: &str) -> Self {
        let text = plain_name(name);
        let words: Vec<&str> = text.split(' ').filter(|w| !NOISE.contains(w)).collect();
        // A name of nothing but such words is compared as it is.
        let text = if words.is_empty() {
            text
        } else {
            words.join(" ")
        };
        let mut letters = [0u8; 36];
        for c in text.chars() {
            let at = c.to_digit(36).and_then(|d| usize::try_from(d).ok());
            if let Some(count) = at.and_then(|at| letters.get_mut(at)) {
                *count = count.saturating_add(1);
            }
        }
        let initials = text.split(' ').filter_map(|w| w.chars().next()).collect();
        Self {
            text,
            letters,
            initials,
        }
    }

    fn near(&self, other: &Self, degree: f32) -> bool {
        if self.text == other.text {
            return true;
        }
        let length = self.text.len() + other.text.len();
        let may_differ = (1.0 - degree) * length as f32;
        let differ: u32 = self
            .letters
            .iter()
            .zip(&other.letters)
            .map(|(a, b)| u32::from(a.abs_diff(*b)))
            .sum();
        differ as f32 <= may_differ && likeness(&self.text, &other.text) >= degree
    }
}

/// Pairs of places in the list, each with its reason; the surest reason of a pair stays.
#[derive(Default)]
struct Pairs(BTreeMap<(usize, usize), Reason>);

impl Pairs {
    fn add(&mut self, one: usize, other: usize, reason: Reason) {
        let pair = (one.min(other), one.max(other));
        let known = self.0.entry(pair).or_insert(reason);
        *known = (*known).min(reason);
    }
}

/// The groups of records that may be one, the surest first. `apart` says of two that a person told them apart.
pub fn groups(cards: &[Card], apart: impl Fn(Id, Id) -> bool) -> Vec<Group> {
    let names: Vec<Folded> = cards.iter().map(|c| Folded::of(&c.name)).collect();
    let mut pairs = Pairs::default();
    same_code(cards, &mut pairs);
    same_email(cards, &names, &mut pairs);
    near_names(&names, &mut pairs);
    pairs.0.retain(
        |(one, other), _| match (cards.get(*one), cards.get(*other)) {
            (Some(one), Some(other)) => one.id != other.id && !apart(one.id, other.id),
            _ => false,
        },
    );
    joined(cards, &pairs)
}

/// The places of all that share a key.
fn by_key(keys: impl Iterator<Item = (String, usize)>) -> BTreeMap<String, Vec<usize>> {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (key, at) in keys {
        places.entry(key).or_default().push(at);
    }
    places.retain(|_, places| places.len() > 1);
    places
}

fn same_code(cards: &[Card], pairs: &mut Pairs) {
    let code = |(at, card): (usize, &Card)| Some((plain(card.code.as_deref()?), at));
    let codes = cards
        .iter()
        .enumerate()
        .filter_map(code)
        .filter(|(c, _)| !c.is_empty());
    for places in by_key(codes).values() {
        for two in places.windows(2) {
            pairs.add(two[0], two[1], Reason::Code);
        }
    }
}

fn same_email(cards: &[Card], names: &[Folded], pairs: &mut Pairs) {
    let email =
        |(at, card): (usize, &Card)| Some((card.email.as_deref()?.trim().to_lowercase(), at));
    let emails = cards
        .iter()
        .enumerate()
        .filter_map(email)
        .filter(|(e, _)| !e.is_empty());
    for (address, places) in by_key(emails) {
        let local = address.split('@').next().unwrap_or_default();
        let nobodys = local
            .split(|c: char| !c.is_alphabetic())
            .any(|w| SHARED.contains(&w));
        let mut different = false;
        for (n, one) in places.iter().enumerate() {
            for other in places.iter().skip(n + 1) {
                let degree = if nobodys { NEAR } else { NEAR_WITH_EMAIL };
                let near = matches!((names.get(*one), names.get(*other)), (Some(a), Some(b)) if a.near(b, degree));
                if near {
                    pairs.add(*one, *other, Reason::Email);
                } else {
                    different = true;
                }
            }
        }
        if different && !nobodys && places.len() < SHARED_BY {
            for two in places.windows(2) {
                pairs.add(two[0], two[1], Reason::Mailbox);
            }
        }
    }
}

/// Compares names that begin with the same letters, or share a word that few have: a slip rarely hits both.
fn near_names(names: &[Folded], pairs: &mut Pairs) {
    let initials = names
        .iter()
        .enumerate()
        .map(|(at, n)| (n.initials.clone(), at));
    let words = names.iter().enumerate().flat_map(|(at, n)| {
        let words = n.text.split(' ').filter(|w| !w.is_empty());
        words.map(move |w| (format!("={w}"), at))
    });
    for (key, places) in by_key(initials.chain(words)) {
        if key.is_empty() || (key.starts_with('=') && places.len() > COMMON) {
            continue;
        }
        for (n, one) in places.iter().enumerate() {
            for other in places.iter().skip(n + 1) {
                let (Some(a), Some(b)) = (names.get(*one), names.get(*other)) else {
                    continue;
                };
                if a.text == b.text {
                    pairs.add(*one, *other, Reason::Name);
                } else if a.near(b, NEAR) {
                    pairs.add(*one, *other, Reason::NearName);
                }
            }
        }
    }
}

/// From pairs to groups: what one is, all linked with it are.
fn joined(cards: &[Card], pairs: &Pairs) -> Vec<Group> {
    let mut leads: Vec<usize> = (0..cards.len()).collect();
    fn first(leads: &mut [usize], at: usize) -> usize {
        let mut at = at;
        while let Some(next) = leads.get(at).copied().filter(|next| *next != at) {
            at = next;
        }
        at
    }
    for (one, other) in pairs.0.keys() {
        let (a, b) = (first(&mut leads, *one), first(&mut leads, *other));
        if let Some(lead) = leads.get_mut(a.max(b)) {
            *lead = a.min(b);
        }
    }
    let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
    for ((one, other), reason) in &pairs.0 {
        let group = groups.entry(first(&mut leads, *one)).or_insert(Group {
            reason: *reason,
            records: vec![],
        });
        group.reason = group.reason.max(*reason);
        for at in [*one, *other] {
            if let Some(card) = cards.get(at)
                && !group.records.contains(&card.id)
            {
                group.records.push(card.id);
            }
        }
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    for group in &mut groups {
        group.records.sort();
    }
    groups.sort_by(|a, b| a.reason.cmp(&b.reason).then(a.records.cmp(&b.records)));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(n: u8, name: &str, code: &str, email: &str) -> Card {
        let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Card {
            id: Id::natural("test", &[&format!("{n:03}")]),
            name: name.into(),
            code: filled(code),
            email: filled(email),
        }
    }

    fn reasons(cards: &[Card]) -> Vec<(Reason, usize)> {
        let groups = groups(cards, |_, _| false);
        groups.iter().map(|g| (g.reason, g.records.len())).collect()
    }

    #[test]
    fn the_same_code_is_sure_whatever_the_name() {
        let cards = [
            card(1, "Dene Trust", "RXX", ""),
            card(2, "Hospitals of the Dene", "rxx", ""),
        ];
        assert_eq!(reasons(&cards), [(Reason::Code, 2)]);
        assert_eq!(
            reasons(&[
                card(1, "Dene Trust", "RXX", ""),
                card(2, "Leam Council", "RXY", "")
            ]),
            []
        );
    }

    #[test]
    fn a_personal_e_mail_with_a_near_name_is_sure() {
        let cards = [
            card(1, "Joanna Ashford", "", "Jo.Ashford@example.org"),
            card(2, "Jo Ashford", "", "jo.ashford@example.org"),
        ];
        assert_eq!(reasons(&cards), [(Reason::Email, 2)]);
    }

    #[test]
    fn a_shared_mailbox_is_a_weak_hint_and_then_none() {
        let mail = "wren@example.org";
        let two = [
            card(1, "Bo Baker", "", mail),
            card(2, "Cy Miller", "", mail),
        ];
        assert_eq!(reasons(&two), [(Reason::Mailbox, 2)]);
        let three = [
            two[0].clone(),
            two[1].clone(),
            card(3, "Di Cooper", "", mail),
        ];
        assert_eq!(reasons(&three), []);
        let office = "reception.wren@example.org";
        assert_eq!(
            reasons(&[
                card(1, "Bo Baker", "", office),
                card(2, "Cy Miller", "", office)
            ]),
            []
        );
        let slip = [
            card(1, "Bo Bakerson", "", office),
            card(2, "Bo Bakersson", "", office),
        ];
        assert_eq!(reasons(&slip), [(Reason::Email, 2)], "the name carries it");
    }

    #[test]
    fn names_count_without_forms_order_and_noise() {
        let same = [
            card(1, "Example, Dr Ann", "", ""),
            card(2, "Ann Example", "", ""),
        ];
        assert_eq!(reasons(&same), [(Reason::Name, 2)]);
        let same = [
            card(1, "The Dene NHS Foundation Trust", "", ""),
            card(2, "Dene NHS Trust", "", ""),
        ];
        assert_eq!(reasons(&same), [(Reason::Name, 2)]);
        let near = [
            card(1, "Northwold University", "", ""),
            card(2, "Northwold Univeristy", "", ""),
        ];
        assert_eq!(reasons(&near), [(Reason::NearName, 2)]);
        let far = [
            card(1, "Northwold University", "", ""),
            card(2, "Eastmere University", "", ""),
        ];
        assert_eq!(reasons(&far), []);
    }

    #[test]
    fn a_chain_is_one_group_and_what_is_told_apart_is_none() {
        let cards = [
            card(1, "Dene Trust", "RXX", ""),
            card(2, "Leam Trust", "RXX", ""),
            card(3, "Leam Trust", "", ""),
        ];
        assert_eq!(
            reasons(&cards),
            [(Reason::Name, 3)],
            "as weak as its weakest link"
        );
        let apart = groups(&cards, |a, b| [a, b].contains(&cards[2].id));
        assert_eq!(apart.len(), 1);
        assert_eq!(apart[0].records.len(), 2);
    }

    #[test]
    fn empty_names_are_not_one() {
        assert_eq!(
            reasons(&[
                card(1, "", "", ""),
                card(2, "", "", ""),
                card(3, "–", "", "")
            ]),
            []
        );
    }
}
