//! Boards and interests: what needs attention is named, each thing once, and nothing that is fine.

mod fixture;
mod minuted;
mod register;
mod work;

use std::collections::BTreeSet;

use fixture::Fixture;
use serde_json::json;

fn named(fixture: &mut Fixture) -> BTreeSet<(String, String)> {
    listed(fixture).into_iter().collect()
}

/// Every line of what needs attention, also one that says the same as another.
fn listed(fixture: &mut Fixture) -> Vec<(String, String)> {
    let all = fixture.desk.call("findings", json!({}));
    let text = |f: &serde_json::Value, key: &str| f[key].as_str().unwrap().to_owned();
    all.as_array()
        .unwrap()
        .iter()
        .map(|f| (text(f, "rule"), text(f, "text")))
        .collect()
}

#[test]
fn the_findings_are_the_planted_problems_and_nothing_else() {
    let mut fixture = Fixture::new();
    let before = named(&mut fixture);
    fixture.plant_boards();
    fixture.plant_meetings();
    fixture.plant_work();
    fixture.plant_interests();
    fixture.plant_stakeholders();
    let found: BTreeSet<_> = named(&mut fixture).difference(&before).cloned().collect();
    assert!(fixture.planted.len() >= 40, "{}", fixture.planted.len());
    assert!(fixture.near >= 45, "{}", fixture.near);
    let mut unexpected: Vec<_> = vec![];
    let mut left = fixture.planted.clone();
    for (rule, text) in &found {
        match left
            .iter()
            .position(|(r, words)| r == rule && text.contains(words))
        {
            Some(at) => drop(left.remove(at)),
            None => unexpected.push((rule, text)),
        }
    }
    assert!(
        left.is_empty() && unexpected.is_empty(),
        "not found: {left:#?}\nnot planted: {unexpected:#?}"
    );
    // Each of them once.
    let new = listed(&mut fixture).into_iter();
    let new = new.filter(|f| !before.contains(f)).count();
    assert_eq!(new, fixture.planted.len());
    // A look at everything says the same as what was kept up to date with every edit.
    let kept = fixture.desk.call("findings", json!({}));
    fixture.desk.call("check", json!({ "rebuild": true }));
    assert_eq!(fixture.desk.call("findings", json!({})), kept);
}

#[test]
fn findings_come_and_go_with_the_day_alone() {
    let mut fixture = Fixture::new();
    fixture.plant_boards();
    fixture.plant_meetings();
    fixture.plant_work();
    fixture.plant_interests();
    fixture.plant_stakeholders();
    // Day by day over the turns of months and years, against a look at everything on that day.
    for day in [
        "2025-11-23",
        "2025-12-01",
        "2025-12-20",
        "2026-01-04",
        "2026-04-01",
        "2026-06-02",
        "2031-12-01",
    ] {
        fixture.desk.world.set_today(day);
        let kept = fixture.desk.call("findings", json!({}));
        fixture.desk.call("check", json!({ "rebuild": true }));
        let whole = fixture.desk.call("findings", json!({}));
        assert_eq!(kept, whole, "{day}");
    }
}
