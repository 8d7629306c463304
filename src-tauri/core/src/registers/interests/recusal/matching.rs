//! What touches what: every name is read once and every text gone through once, however long agenda and register are.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Interest, ItemTouches, Match, Subject, Why};
use crate::{
    record::Id,
    registers::interests::similar::{Alike, Name, Wanted, flat},
};

/// Names of organisations that interests are in, each once, with the interests that have it.
type Named = Vec<(Name, Vec<usize>)>;

/// What is worked out once from many interests, so that an agenda is compared with them fast.
struct Compared<'a> {
    names: Named,
    /// What an agenda calls its subjects, with the interests that this touches.
    called: HashMap<&'a str, Called>,
    by_organisation: HashMap<Id, Vec<usize>>,
    by_practice: HashMap<Id, Vec<usize>>,
    by_holder: HashMap<Id, Vec<usize>>,
    by_whose: HashMap<String, Vec<usize>>,
}

/// What a name that an agenda uses touches.
struct Called {
    /// Places among the names of interests that are like it.
    alike: Vec<(usize, Alike)>,
    /// Interests in whose words it stands.
    said: Vec<usize>,
}

impl<'a> Compared<'a> {
    fn of(items: &'a [ItemTouches], interests: &[Interest]) -> Self {
        let names = names(interests);
        let mut it = Self {
            called: called(items, interests, &names),
            names,
            by_organisation: HashMap::new(),
            by_practice: HashMap::new(),
            by_holder: HashMap::new(),
            by_whose: HashMap::new(),
        };
        for (at, interest) in interests.iter().enumerate() {
            if let Some(id) = interest.organisation {
                it.by_organisation.entry(id).or_default().push(at);
            }
            if let Some(id) = interest.practice {
                it.by_practice.entry(id).or_default().push(at);
            }
            it.by_holder.entry(interest.person).or_default().push(at);
            let whose = flat(&interest.whose);
            if !whose.is_empty() {
                it.by_whose.entry(whose).or_default().push(at);
            }
        }
        it
    }

    /// Passes on what a subject of an item touches, and why.
    fn touched_by(&self, subject: &Subject, mut touch: impl FnMut(&[usize], Why)) {
        touch(
            of_record(&self.by_organisation, subject.organisation),
            Why::SameRecord,
        );
        touch(
            of_record(&self.by_practice, subject.practice),
            Why::SameRecord,
        );
        if subject.person.is_some() {
            // An item about a person touches their own interests and those that others have through them.
            touch(of_record(&self.by_holder, subject.person), Why::Whose);
            let through = self.by_whose.get(&flat(&subject.name));
            touch(through.map_or(&[][..], Vec::as_slice), Why::Whose);
            return;
        }
        let Some(called) = self.called.get(subject.name.as_str()) else {
            return;
        };
        for (name, alike) in &called.alike {
            let why = match alike {
                Alike::Same => Why::SameName,
                Alike::Nearly => Why::NearName,
            };
            touch(&self.names[*name].1, why);
        }
        touch(&called.said, Why::InWords);
    }
}

fn of_record(map: &HashMap<Id, Vec<usize>>, id: Option<Id>) -> &[usize] {
    let of = id.and_then(|id| map.get(&id));
    of.map_or(&[][..], Vec::as_slice)
}

/// A register names few organisations many times over: each spelling is read once.
fn names(interests: &[Interest]) -> Named {
    let mut names: Named = vec![];
    let mut by_key: HashMap<String, usize> = HashMap::new();
    let mut by_spelling: HashMap<&str, Option<usize>> = HashMap::new();
    for (at, interest) in interests.iter().enumerate() {
        let place = by_spelling.entry(&interest.name).or_insert_with(|| {
            let name = Name::of(&interest.name);
            if name.is_blank() {
                return None;
            }
            let place = by_key.entry(name.key.clone()).or_insert_with(|| {
                names.push((name, vec![]));
                names.len() - 1
            });
            Some(*place)
        });
        if let Some((_, of)) = place.and_then(|place| names.get_mut(place)) {
            of.push(at);
        }
    }
    names
}

/// What the agenda's names for its subjects touch, people's left out.
fn called<'a>(
    items: &'a [ItemTouches],
    interests: &[Interest],
    names: &[(Name, Vec<usize>)],
) -> HashMap<&'a str, Called> {
    let subjects = items.iter().flat_map(|i| &i.subjects);
    let spelt: BTreeSet<&str> = subjects
        .filter(|s| s.person.is_none())
        .map(|s| s.name.as_str())
        .collect();
    let read: Vec<Name> = spelt.iter().map(|s| Name::of(s)).collect();
    let mut all: Vec<Called> = read
        .iter()
        .map(|name| {
            let others = names.iter().enumerate();
            let alike = others.filter_map(|(at, (other, _))| Some((at, name.alike(other)?)));
            Called {
                alike: alike.collect(),
                said: vec![],
            }
        })
        .collect();
    let wanted = Wanted::of(read.iter());
    for (at, interest) in interests.iter().enumerate() {
        for place in wanted.found_in(&flat(&interest.description)) {
            all[place].said.push(at);
        }
    }
    spelt.into_iter().zip(all).collect()
}

/// Every interest that touches an item, each once with its strongest reason; in the order of the agenda.
pub fn matches(items: &[ItemTouches], interests: &[Interest]) -> Vec<Match> {
    let compared = Compared::of(items, interests);
    let in_titles = Wanted::of(compared.names.iter().map(|(name, _)| name));
    let mut found: BTreeMap<(usize, usize), (Why, &str)> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        let mut touch = |of: &[usize], why: Why, subject| {
            for interest in of {
                let known = found.get(&(at, *interest));
                if known.is_none_or(|(w, _)| why < *w) {
                    found.insert((at, *interest), (why, subject));
                }
            }
        };
        for subject in &item.subjects {
            compared.touched_by(subject, |of, why| touch(of, why, subject.name.as_str()));
        }
        for place in in_titles.found_in(&flat(&item.words)) {
            let of = &compared.names[place].1;
            let first = of.first().map_or("", |i| interests[*i].name.as_str());
            touch(of, Why::InTitle, first);
        }
    }
    let matches = found
        .into_iter()
        .map(|((item, interest), (why, subject))| Match {
            item,
            interest,
            why,
            subject: subject.to_owned(),
        });
    matches.collect()
}
