//! Packs whose parts somebody chose (PCK-1): in their order, and what they leave out is nowhere.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{
    board,
    copies::{Face, Snapshot, bytes, reduce},
    engagement::{Contact, EngagementReport, Stakeholder},
    report::Report,
    strategy::{PlaceCoverage, StrategyPack, StrategySection, TEMPLATE},
    tests::{both, day, head},
};
use crate::{document::check, html, registers::desk::Composed};

/// What can be chosen is what the template has, by the same names and headings, in the same order.
#[test]
fn the_parts_of_a_strategy_are_those_of_its_template() {
    let parts = Composed::Strategy.parts().iter().copied();
    let template = TEMPLATE.iter().map(|wanted| (wanted.name, wanted.heading));
    assert_eq!(parts.collect::<Vec<_>>(), template.collect::<Vec<_>>());
}

/// A report with something in each of its parts.
fn report() -> EngagementReport {
    EngagementReport {
        head: head(),
        stakeholders: vec![Stakeholder {
            name: "zzpcn".into(),
            influence: Some(4),
            interest: Some(2),
            note: "zznote".into(),
            last_contact: Some(day(1)),
            contacts: 2,
            ..Stakeholder::default()
        }],
        contacts: vec![Contact {
            day: day(1),
            subject: "zzsubject".into(),
            ..Contact::default()
        }],
        plan: vec![Report {
            title: "zzplanned".into(),
            lead: "As it was planned.".into(),
            ..Report::default()
        }],
        ..EngagementReport::default()
    }
}

fn composed(parts: &[&str]) -> EngagementReport {
    let mut report = report();
    report.compose(parts.iter().map(|part| (*part).to_owned()).collect());
    report
}

fn json<S: Snapshot>(whole: &S) -> serde_json::Value {
    serde_json::from_slice(&bytes(whole)).unwrap()
}

#[test]
fn each_part_of_an_engagement_report_adds_something_to_it() {
    let usual = both(&report()).0;
    for (part, words) in [
        ("stakeholders", "zznote"),
        ("grid", "Stakeholders by influence and interest"),
        ("contacts", "zzsubject"),
        ("plan", "zzplanned"),
    ] {
        let others = Composed::Engagement.parts().iter().map(|one| one.0);
        let others: Vec<&str> = others.filter(|one| *one != part).collect();
        let without = both(&composed(&others)).0;
        assert!(usual.contains(words) && !without.contains(words), "{part}");
    }
    // A report of before anybody chose keeps its fingerprint.
    assert!(json(&report()).get("parts").is_none());
}

#[test]
fn what_a_part_left_out_would_have_shown_is_not_in_the_report() {
    let chosen = composed(&["plan", "contacts"]);
    let words = both(&chosen).0;
    assert!(
        words.rfind("zzplanned") < words.rfind("zzsubject"),
        "{words}"
    );
    assert!(!json(&chosen).to_string().contains("zzpcn"));
    assert!(!words.contains("In contact with the hub"), "{words}");

    let mapped = composed(&["grid"]);
    let words = both(&mapped).0;
    assert!(words.contains("1 of 1 stakeholder."), "{words}");
    let kept = json(&mapped).to_string();
    assert!(kept.contains("zzpcn") && !kept.contains("zznote") && !kept.contains("zzsubject"));
    // The map is for members: without the list, a public copy has nobody of it.
    assert!(reduce(&mapped, &Face::Public).stakeholders.is_empty());

    let listed = json(&composed(&["stakeholders"]));
    assert!(listed["stakeholders"][0]["influence"].is_null(), "{listed}");
}

#[test]
fn a_strategy_has_the_parts_that_were_chosen() {
    let section = |name: &str| StrategySection {
        name: name.into(),
        text: format!("zz{name}"),
        ..StrategySection::default()
    };
    let mut strategy = StrategyPack {
        head: head(),
        sections: vec![section("foreword"), section("people")],
        area: vec![PlaceCoverage::default()],
        ..StrategyPack::default()
    };
    assert!(json(&strategy).get("parts").is_none());
    strategy.compose(["next", "people"].map(str::to_owned).into());
    let words = both(&strategy).0;
    let next = words.rfind("What happens next");
    assert!(next < words.rfind("zzpeople"), "{words}");
    assert!(!words.contains("Foreword") && !words.contains("Our area"));
    assert!(strategy.area.is_empty() && strategy.sections.len() == 1);
}

#[test]
fn chosen_parts_stand_in_their_order_and_what_they_leave_out_is_not_in_the_pack() {
    let usual = board::tests::meeting();
    let words = |pack: &board::BoardPack| html::render(&pack.document(day(20)));
    // A pack of before anybody chose keeps its fingerprint.
    let before: serde_json::Value = serde_json::from_slice(&bytes(&usual)).unwrap();
    assert!(before.get("sections").is_none(), "{before}");
    let mut pack = usual.clone();
    pack.compose(["papers", "items"].map(str::to_owned).into());
    let (all, chosen) = (words(&usual), words(&pack));
    for part in [
        "Seats and attendance",
        "Interests to declare",
        "Minutes of ",
    ] {
        assert!(all.contains(part) && !chosen.contains(part), "{part}");
    }
    let place = |words: &str, id: &str| words.find(&format!("id=\"{id}\"")).unwrap();
    assert!(place(&all, "items") < place(&all, "papers"));
    assert!(place(&chosen, "papers") < place(&chosen, "items"));
    assert!(pack.interests.is_empty() && pack.actions.is_empty() && pack.previous.is_none());
    assert_eq!(check(&pack.document(day(20))), vec![]);
    let said = board::changes(&usual, &pack);
    assert!(
        said.iter()
            .any(|c| c.text == "The parts of the pack were chosen anew."),
        "{said:?}"
    );
    both(&pack);
}
