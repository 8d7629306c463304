//! What touches what, who goes, who takes the chair.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::registers::interests::similar::{Alike, Name, flat};

fn id(text: &str) -> Id {
    Id::natural("test", &[text])
}

fn interest(who: &str, name: &str) -> Interest {
    Interest {
        declaration: id(&format!("{who} {name}")),
        person: id(who),
        holder: who.into(),
        kind: "financial".into(),
        organisation: None,
        practice: None,
        name: name.into(),
        whose: String::new(),
        description: String::new(),
        relationship: String::new(),
        withheld: false,
    }
}

fn item(title: &str, subjects: &[Subject]) -> ItemTouches {
    ItemTouches {
        item: id(title),
        title: title.into(),
        words: title.into(),
        subjects: subjects.to_vec(),
    }
}

fn called(name: &str) -> Subject {
    Subject {
        name: name.into(),
        ..Subject::default()
    }
}

fn why(items: &[ItemTouches], interests: &[Interest]) -> Vec<(usize, usize, Why)> {
    matches(items, interests)
        .into_iter()
        .map(|m| (m.item, m.interest, m.why))
        .collect()
}

#[test]
fn an_item_about_an_organisation_touches_interests_in_it_by_record_and_by_name() {
    let brightcare = Subject {
        organisation: Some(id("Brightcare")),
        ..called("Brightcare Ltd")
    };
    let interests = [
        Interest {
            organisation: Some(id("Brightcare")),
            ..interest("Ann", "Brightcare Ltd")
        },
        interest("Bo", "BrightCare Limited"),
        interest("Cy", "Brihgtcare"),
        interest("Di", "Lightcure"),
    ];
    let items = [
        item("Renewal", &[brightcare]),
        item("Any other business", &[]),
    ];
    assert_eq!(
        why(&items, &interests),
        [
            (0, 0, Why::SameRecord),
            (0, 1, Why::SameName),
            (0, 2, Why::NearName)
        ]
    );
}

#[test]
fn a_name_in_the_title_or_in_the_words_of_a_declaration_is_found() {
    let described = Interest {
        description: "My husband is a director of Oak & Ash Training, since 2020.".into(),
        ..interest("Bo", "")
    };
    let interests = [interest("Ann", "Oak and Ash Training Ltd"), described];
    let items = [
        item("Contract with Oak and Ash Training", &[]),
        item("Renewal", &[called("Oak and Ash Training plc")]),
    ];
    assert_eq!(
        why(&items, &interests),
        [
            (0, 0, Why::InTitle),
            (1, 0, Why::SameName),
            (1, 1, Why::InWords)
        ]
    );
}

#[test]
fn an_item_about_a_person_touches_their_interests_and_those_held_through_them() {
    let through = Interest {
        whose: "Sam  Penrose".into(),
        kind: "indirect".into(),
        ..interest("Ann", "Acme")
    };
    let own = interest("Sam Penrose", "Skills Centre");
    let subject = Subject {
        person: Some(id("Sam Penrose")),
        ..called("Sam Penrose")
    };
    let items = [item("Appointment", &[subject])];
    let all = [through, own, interest("Bo", "Acme")];
    assert_eq!(why(&items, &all), [(0, 0, Why::Whose), (0, 1, Why::Whose)]);
}

fn ruling(who: &str, item: &str, ruled: &str) -> RulingFacts {
    RulingFacts {
        item: id(item),
        person: id(who),
        name: who.into(),
        declaration: None,
        interest: String::new(),
        ruled: ruled.into(),
        ruled_by: Some(id("Chair")),
        ruled_by_name: "Chair".into(),
        reason: String::new(),
        out: "10:05".into(),
        back: "10:20".into(),
    }
}

#[test]
fn only_people_of_the_meeting_are_named_and_a_ruling_stands_beside_the_match() {
    let items = [item("Renewal", &[called("Brightcare")]), item("Money", &[])];
    let interests = [
        interest("Ann", "Brightcare Ltd"),
        interest("Outsider", "Brightcare Ltd"),
    ];
    let who = [id("Ann"), id("Bo")].into();
    let all = concerns(&items, &interests, &[], &who);
    assert_eq!(all.len(), 1);
    assert!(all[0].withholds_paper() && all[0].is_conflicted() && minute(&all[0], None).is_none());

    let rulings = [
        ruling("Ann", "Renewal", "left"),
        ruling("Bo", "Money", "noted"),
    ];
    let all = concerns(&items, &interests, &rulings, &who);
    let named: Vec<(&str, bool, bool)> = all
        .iter()
        .map(|c| (c.name.as_str(), c.withholds_paper(), c.is_conflicted()))
        .collect();
    assert_eq!(named, [("Ann", true, true), ("Bo", false, false)]);
    assert_eq!(
        away(&rulings),
        [Away {
            item: id("Renewal"),
            person: id("Ann")
        }]
    );
}

#[test]
fn a_conflicted_chair_hands_over_to_the_next_in_line() {
    let items = [item("Renewal", &[called("Brightcare")]), item("Money", &[])];
    let interests = [interest("Chair", "Brightcare Ltd")];
    let who = [id("Chair"), id("Deputy")].into();
    let all = concerns(&items, &interests, &[], &who);
    let line = [
        (id("Chair"), "Chair".to_owned()),
        (id("Deputy"), "Deputy".to_owned()),
    ];
    let chair = |item: &str, line: &[(Id, String)]| chair_for(id(item), line, &all).map(|c| c.1);
    assert_eq!(chair("Renewal", &line).as_deref(), Some("Deputy"));
    assert_eq!(chair("Money", &line).as_deref(), Some("Chair"));
    assert_eq!(chair("Renewal", &line[..1]), None);
}

#[test]
fn the_minute_says_what_was_declared_ruled_and_done() {
    let items = [item("Renewal", &[called("Brightcare")])];
    let indirect = Interest {
        kind: "indirect".into(),
        relationship: "Husband".into(),
        ..interest("Ann", "Brightcare Ltd")
    };
    let who = [id("Ann")].into();
    let all = concerns(
        &items,
        &[indirect],
        &[ruling("Ann", "Renewal", "left")],
        &who,
    );
    assert_eq!(
        minute(&all[0], Some("Chair")).unwrap(),
        "Ann has declared an indirect interest. Chair, in the chair, ruled that \
         they leave the room for this item; they took no part in it. They left at 10:05 and came back at 10:20."
    );
    assert!(
        minute(&all[0], Some("Dean"))
            .unwrap()
            .contains("in place of Dean")
    );
}

/// The strongest reason why an interest touches an item, if any: everything compared with everything.
fn plainly(item: &ItemTouches, interest: &Interest) -> Option<Why> {
    let mut all = vec![];
    for subject in &item.subjects {
        let same = |a: Option<Id>, b: Option<Id>| a.is_some() && a == b;
        if same(subject.organisation, interest.organisation)
            || same(subject.practice, interest.practice)
        {
            all.push(Why::SameRecord);
        }
        if subject.person.is_some() {
            let whose = flat(&interest.whose);
            let through = !whose.is_empty() && whose == flat(&subject.name);
            if subject.person == Some(interest.person) || through {
                all.push(Why::Whose);
            }
            continue;
        }
        let wanted = Name::of(&subject.name);
        all.extend(
            wanted
                .alike(&Name::of(&interest.name))
                .map(|alike| match alike {
                    Alike::Same => Why::SameName,
                    Alike::Nearly => Why::NearName,
                }),
        );
        if wanted.stands_in(&flat(&interest.description)) {
            all.push(Why::InWords);
        }
    }
    let name = Name::of(&interest.name);
    if !name.is_blank() && name.stands_in(&flat(&item.words)) {
        all.push(Why::InTitle);
    }
    all.into_iter().min()
}

fn all_plainly(items: &[ItemTouches], interests: &[Interest]) -> Vec<(usize, usize, Why)> {
    let mut plain = vec![];
    for (i, item) in items.iter().enumerate() {
        for (at, interest) in interests.iter().enumerate() {
            plain.extend(plainly(item, interest).map(|why| (i, at, why)));
        }
    }
    plain
}

/// What is compared fast must find what a plain comparison of everything with everything finds.
#[test]
fn the_fast_way_finds_what_the_plain_way_finds() {
    let stems = [
        "Ash", "Brack", "Cold", "Dun", "Elder", "Fern", "Gold", "Haw",
    ];
    let ends = [
        "bourne Care",
        "combe Skills",
        "dale Training",
        "field Surgery",
        "gate Health",
    ];
    let forms = ["", " Ltd", " Limited", " CIC"];
    let name = |n: usize| {
        let mut name = format!("{}{}{}", stems[n % 8], ends[n / 8 % 5], forms[n % 4]);
        if n % 7 == 3 {
            name.remove(2);
        }
        name
    };
    let interests: Vec<Interest> = (0..400)
        .map(|n| interest(&format!("P{n}"), &name(n)))
        .collect();
    let items: Vec<ItemTouches> = (0..40)
        .map(|n| item(&format!("Item {n}"), &[called(&name(n * 3 + 1))]))
        .collect();
    let plain = all_plainly(&items, &interests);
    assert!(plain.len() > 100, "{}", plain.len());
    assert_eq!(why(&items, &interests), plain);
}

/// A name, a slip or another form of company in it now and then; now and then none.
fn a_name() -> impl Strategy<Value = String> {
    let stem = prop::sample::select(vec![
        "Ash",
        "Oak & Elm",
        "Fern",
        "Quarr",
        "Vale 1",
        "Vale 2",
    ]);
    let end = prop::sample::select(vec!["Training", "Skills Centre", "Health", "Co"]);
    let form = prop::sample::select(vec!["", " Ltd", " Limited", " CIC"]);
    let slip = prop::option::weighted(0.3, 0..6_usize);
    (stem, end, form, slip, prop::bool::weighted(0.9)).prop_map(|(stem, end, form, slip, any)| {
        let mut name = format!("{stem} {end}{form}");
        // A letter, never a space: names are compared by their letters, titles are searched by their words.
        let letter = |at: &usize| name.as_bytes()[*at].is_ascii_alphanumeric();
        if let Some(at) = slip.filter(letter) {
            name.remove(at);
        }
        if any { name } else { String::new() }
    })
}

fn a_record() -> impl Strategy<Value = Option<Id>> {
    let names = vec!["First", "Second", "Third"];
    prop::option::weighted(0.3, prop::sample::select(names).prop_map(id))
}

/// Somebody, or nobody.
fn somebody() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["Ann", "Bo  Brown", "bo brown", ""]).prop_map(str::to_owned)
}

fn an_interest() -> impl Strategy<Value = Interest> {
    let said = prop_oneof![
        Just(String::new()),
        a_name().prop_map(|name| format!("Director of {name}, and of {name} before.")),
    ];
    (
        a_record(),
        a_record(),
        a_name(),
        somebody(),
        somebody(),
        said,
    )
        .prop_map(
            |(organisation, practice, name, who, whose, description)| Interest {
                organisation,
                practice,
                whose,
                description,
                ..interest(&who, &name)
            },
        )
}

fn an_item() -> impl Strategy<Value = ItemTouches> {
    let subject = (
        a_record(),
        a_record(),
        prop::bool::weighted(0.2),
        a_name(),
        somebody(),
    )
        .prop_map(|(organisation, practice, is_person, name, who)| Subject {
            organisation,
            practice,
            person: is_person.then(|| id(&who)),
            name: if is_person { who } else { name },
        });
    let title = a_name().prop_map(|name| format!("Renewal: {name} for next year"));
    (title, prop::collection::vec(subject, 0..4))
        .prop_map(|(title, subjects)| item(&title, &subjects))
}

proptest! {
    #[test]
    fn every_agenda_and_register_is_compared_as_the_plain_way_compares_them(
        items in prop::collection::vec(an_item(), 0..4),
        interests in prop::collection::vec(an_interest(), 0..12),
    ) {
        prop_assert_eq!(why(&items, &interests), all_plainly(&items, &interests));
    }
}
