//! Which interests touch which items of an agenda (COI-4), who should leave the room, who takes the chair, and the words
//! for the minutes. Pure: facts in, proposals out. What is proposed never enters the minutes; a ruling does.

mod matching;

use std::collections::{BTreeMap, BTreeSet};

pub use matching::matches;

use super::facts::RulingFacts;
use crate::{record::Id, registers::governance::quorum::Away};

/// Somebody or something that an item concerns.
#[derive(Debug, Clone, Default)]
pub struct Subject {
    /// An organisation of the list.
    pub organisation: Option<Id>,
    /// A practice of the list.
    pub practice: Option<Id>,
    /// A person of the list.
    pub person: Option<Id>,
    /// What it is called.
    pub name: String,
}

/// An item with all it concerns.
#[derive(Debug, Clone)]
pub struct ItemTouches {
    /// The item.
    pub item: Id,
    /// Its title.
    pub title: String,
    /// Its title and what its paper asks for: names are looked for in them.
    pub words: String,
    /// Whom and what it concerns.
    pub subjects: Vec<Subject>,
}

/// An interest that holds on the day.
#[derive(Debug, Clone)]
pub struct Interest {
    /// The declaration.
    pub declaration: Id,
    /// Who declared it.
    pub person: Id,
    /// Their name.
    pub holder: String,
    /// Kind, as stored.
    pub kind: String,
    /// The organisation concerned, where it is in the list.
    pub organisation: Option<Id>,
    /// The practice concerned, where it is in the list.
    pub practice: Option<Id>,
    /// What the organisation is called.
    pub name: String,
    /// For an indirect interest: whose.
    pub whose: String,
    /// What it is.
    pub description: String,
    /// For an indirect interest: how that person is connected.
    pub relationship: String,
    /// It may not be read in public.
    pub withheld: bool,
}

/// Why an interest touches an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The item concerns the very organisation or practice.
    SameRecord,
    /// The item concerns the person whose interest it is.
    Whose,
    /// The names are the same but for the form of company.
    SameName,
    /// The name stands in the title or the recommendation of the item.
    InTitle,
    /// What the item concerns is named in the words of the declaration.
    InWords,
    /// The names are nearly the same.
    NearName,
}

impl Why {
    /// Name at the door.
    pub fn name(self) -> &'static str {
        match self {
            Self::SameRecord => "same_record",
            Self::Whose => "whose",
            Self::SameName => "same_name",
            Self::InTitle => "in_title",
            Self::InWords => "in_words",
            Self::NearName => "near_name",
        }
    }

    /// In words.
    pub fn words(self, subject: &str) -> String {
        match self {
            Self::SameRecord => format!("the item concerns {subject}"),
            Self::Whose => format!("the item concerns {subject}, whose interest it is"),
            Self::SameName => format!("the item concerns {subject}: the same name"),
            Self::InTitle => format!("{subject} is named in the item"),
            Self::InWords => format!("{subject} is named in the declaration"),
            Self::NearName => format!("the item concerns {subject}: nearly the same name"),
        }
    }
}

/// An interest that touches an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Place of the item in the agenda given.
    pub item: usize,
    /// Place of the interest in the list given.
    pub interest: usize,
    /// Why; the strongest reason alone.
    pub why: Why,
    /// What the item concerns, as it is called there.
    pub subject: String,
}

/// A person whose interests touch an item, and what was ruled.
#[derive(Debug, Clone)]
pub struct Concern {
    /// The item.
    pub item: Id,
    /// The person.
    pub person: Id,
    /// Their name.
    pub name: String,
    /// The interests that touch it and why, the strongest reason first.
    pub interests: Vec<(Interest, Why, String)>,
    /// The ruling, once there is one.
    pub ruling: Option<RulingFacts>,
}

/// The people whose interests touch an item, those who sit on the board or come to the meeting alone; and those on whom
/// there is a ruling although nothing was declared before.
pub fn concerns(
    items: &[ItemTouches],
    interests: &[Interest],
    rulings: &[RulingFacts],
    who: &BTreeSet<Id>,
) -> Vec<Concern> {
    let mut all: BTreeMap<(usize, String, Id), Concern> = BTreeMap::new();
    for found in matches(items, interests) {
        let interest = &interests[found.interest];
        if !who.contains(&interest.person) {
            continue;
        }
        let item = items[found.item].item;
        let concern = all
            .entry((found.item, interest.holder.clone(), interest.person))
            .or_insert_with(|| Concern {
                item,
                person: interest.person,
                name: interest.holder.clone(),
                interests: vec![],
                ruling: None,
            });
        concern
            .interests
            .push((interest.clone(), found.why, found.subject));
    }
    for ruling in rulings {
        let Some(at) = items.iter().position(|i| i.item == ruling.item) else {
            continue;
        };
        let concern = all
            .entry((at, ruling.name.clone(), ruling.person))
            .or_insert_with(|| Concern {
                item: ruling.item,
                person: ruling.person,
                name: ruling.name.clone(),
                interests: vec![],
                ruling: None,
            });
        concern.ruling = Some(ruling.clone());
    }
    for concern in all.values_mut() {
        concern.interests.sort_by_key(|i| (i.1, i.0.declaration));
    }
    all.into_values().collect()
}

impl Concern {
    /// Their copy of the pack goes without the papers of the item: they leave for it, or nothing was ruled yet.
    pub fn withholds_paper(&self) -> bool {
        self.ruling.as_ref().is_none_or(|r| r.ruled == "left")
    }

    /// They have no part in the item: whoever is in the chair hands it over, and may not rule on others either.
    pub fn is_conflicted(&self) -> bool {
        self.ruling.as_ref().is_none_or(|r| r.ruled != "noted")
    }
}

/// Those who left for an item.
pub fn away(rulings: &[RulingFacts]) -> Vec<Away> {
    rulings
        .iter()
        .filter(|r| r.ruled == "left")
        .map(|r| Away {
            item: r.item,
            person: r.person,
        })
        .collect()
}

/// Who takes the chair for an item: the first in line without an interest in it; none when all in line have one.
pub fn chair_for(item: Id, line: &[(Id, String)], concerns: &[Concern]) -> Option<(Id, String)> {
    let conflicted = |person: Id| {
        concerns
            .iter()
            .any(|c| c.item == item && c.person == person && c.is_conflicted())
    };
    line.iter().find(|l| !conflicted(l.0)).cloned()
}

/// An interest as minutes say it. They are read in public once they are published, so nothing private is in it: of one
/// that is withheld only that there is one; of an indirect one neither in what nor through whom.
fn said(interest: &Interest, subject: &str) -> String {
    let kind = match interest.kind.as_str() {
        _ if interest.withheld => return "an interest".to_owned(),
        "indirect" => return "an indirect interest".to_owned(),
        "financial" => "a financial interest",
        "professional" => "a non-financial professional interest",
        "personal" => "a non-financial personal interest",
        _ => "an interest",
    };
    let name = match interest.name.as_str() {
        "" => subject,
        name => name,
    };
    match name {
        "" => kind.to_owned(),
        name => format!("{kind} in {name}"),
    }
}

/// The sentence for the minutes; none before the ruling.
pub fn minute(concern: &Concern, in_the_chair: Option<&str>) -> Option<String> {
    let ruling = concern.ruling.as_ref()?;
    let declared = match concern.interests.first() {
        Some((interest, _, subject)) => {
            format!("{} has declared {}.", concern.name, said(interest, subject))
        }
        None if ruling.interest.is_empty() => format!("{} declared an interest.", concern.name),
        None => format!(
            "{} declared at the meeting: {}.",
            concern.name,
            ruling.interest.trim().trim_end_matches('.')
        ),
    };
    let by = &ruling.ruled_by_name;
    let chair = match in_the_chair {
        Some(name) if name != by => {
            format!("{by}, who took the chair in place of {name}, ruled that")
        }
        _ => format!("{by}, in the chair, ruled that"),
    };
    let times = match (ruling.out.as_str(), ruling.back.as_str()) {
        ("", _) => String::new(),
        (out, "") => format!(" They left at {out}."),
        (out, back) => format!(" They left at {out} and came back at {back}."),
    };
    let ruled = match ruling.ruled.as_str() {
        "left" => format!("they leave the room for this item; they took no part in it.{times}"),
        "stayed_silent" => "they may stay, and they neither spoke nor voted.".to_owned(),
        _ => "the interest be noted and that they take part.".to_owned(),
    };
    let why = match ruling.reason.trim().trim_end_matches('.') {
        "" => String::new(),
        reason => format!(" Reason: {reason}."),
    };
    Some(format!("{declared} {chair} {ruled}{why}"))
}

#[cfg(test)]
mod tests;
