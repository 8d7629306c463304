//! Stakeholders from the command line: contacts in, duplicates merged and parted, the map, feedback (STK).

use serde_json::{Value as Json, json};

use crate::hub::Hub;

/// A list as Outlook exports it; two names are slips of others.
const CONTACTS: &str = "First Name,Last Name,Company,Job Title,E-mail Address,Business Phone\n\
    Ann,Archer,Northwold University,Dean,ann.archer@example.org,01632 960001\n\
    Bertram,Bowyer,Northwold Univeristy,Tutor,,01632 960002\n\
    Bertram,Bowyre,Northwold University,Tutor,,\n\
    Cy,Carter,Dene Trust,Matron,cy.carter@example.org,\n";

#[test]
fn contacts_come_in_and_duplicates_are_merged_and_parted() {
    let hub = Hub::new();
    let file = hub.write("contacts.csv", CONTACTS);
    hub.run(&["import", "contacts", &file]);
    let before = hub.hash();
    assert_eq!(hub.json(&["list", "organisation"])["total"], 3);
    let found = hub.json(&["stakeholders", "duplicates", "organisation"]);
    assert_eq!(
        (&found["total"], &found["groups"][0]["reason"]),
        (&json!(1), &json!("near_name"))
    );
    let ids: Vec<&str> = found["groups"][0]["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r: &Json| r["id"].as_str().unwrap())
        .collect();
    let group = format!("{}={}", ids[0], ids[1]);
    hub.run(&["stakeholders", "merge", "organisation", &group]);
    assert_eq!(hub.json(&["list", "organisation"])["total"], 2);
    let page = hub.run(&["stakeholders", "show", "organisation", ids[0]]);
    assert!(page.contains("Tutor, Bertram Bowyer"), "{page}");
    hub.run(&["undo"]);
    assert_eq!(hub.hash(), before, "as before the merging");
    hub.run(&["stakeholders", "apart", "organisation", ids[0], ids[1]]);
    assert_eq!(
        hub.json(&["stakeholders", "duplicates", "organisation"])["total"],
        0
    );
}

#[test]
fn a_stakeholder_is_moved_on_the_map_and_leaves_the_gaps() {
    let hub = Hub::new();
    hub.run(&[
        "save",
        "organisation",
        "name=Dene Trust",
        "category=acute_trust",
    ]);
    hub.run(&[
        "save",
        "stakeholder_mapping",
        "organisation=Dene Trust",
        "influence=2",
        "interest=2",
        "engagement_now=neutral",
        "engagement_wanted=leading",
    ]);
    let map = hub.json(&["stakeholders", "map"]);
    let id = map["points"][0]["id"].as_str().unwrap();
    hub.run(&[
        "stakeholders",
        "move",
        id,
        "--influence",
        "5",
        "--interest",
        "4",
    ]);
    let gaps = hub.json(&["stakeholders", "gaps"]);
    assert_eq!(
        (&gaps[0]["gap"], &gaps[0]["corner"]),
        (&json!(2), &json!("Work closely with"))
    );
    let findings = hub.json(&["findings"]);
    assert!(
        findings
            .as_array()
            .unwrap()
            .iter()
            .any(|f| f["rule"] == "stakeholder.gap"),
        "{findings}"
    );
}

#[test]
fn answers_of_a_feedback_round_are_brought_in_after_a_look() {
    let hub = Hub::new();
    hub.run(&["save", "survey_round", "name=Spring 2026", "invited=3"]);
    let file = &hub.write(
        "answers.csv",
        "PCN,The hub answers quickly\nNorth,4\nSouth,Strongly agree\n",
    );
    let look = hub.run(&[
        "stakeholders",
        "feedback-import",
        "Spring 2026",
        file,
        "--dry-run",
    ]);
    assert!(
        look.contains("Would bring in 2 answers of 2 respondents; 1 new question."),
        "{look}"
    );
    hub.run(&["stakeholders", "feedback-import", "Spring 2026", file]);
    let results = hub.run(&["stakeholders", "feedback", "Spring 2026"]);
    assert!(
        results.contains("2 respondents of 3 asked") && results.contains("4.5"),
        "{results}"
    );
    // What most answered in words has no score, not from those of one word either.
    let file = &hub.write(
        "comments.csv",
        "PCN,What else?\nNorth,Good\nSouth,More visits in spring\nEast,2 more visits please\nWest,A newsletter each month\nMid,By e-mail if you can\n",
    );
    hub.run(&["stakeholders", "feedback-import", "Spring 2026", file]);
    let results = hub.run(&["stakeholders", "feedback", "Spring 2026"]);
    let line = results.lines().find(|l| l.starts_with("What else?"));
    let line = line.unwrap_or_else(|| panic!("{results}"));
    assert!(
        !line.contains('4') && !line.contains('2'),
        "{line} in {results}"
    );
}

/// The engagement report says what was planned and how often contact is meant.
#[test]
fn the_engagement_report_holds_the_plan_and_the_intervals() {
    let mut hub = Hub::new();
    hub.today = "2025-10-15".into();
    let save = |kind: &str, fields: &[&str]| {
        let saved = hub.json(&[&["save", kind], fields].concat());
        saved["id"].as_str().unwrap().to_owned()
    };
    let university = save("organisation", &["name=Dene University"]);
    let of = format!("organisation={university}");
    save(
        "stakeholder_mapping",
        &[&of, "influence=5", "interest=5", "why=Sends most students"],
    );
    save("contact_interval", &[&of, "weeks=4"]);
    let strategy = save(
        "engagement_strategy",
        &["name=Working together", "from=01/04/2025", "to=31/03/2028"],
    );
    let in_it = format!("strategy={strategy}");
    save(
        "engagement_activity",
        &[&in_it, "name=Open day", "due=01/09/2025"],
    );
    save(
        "engagement_activity",
        &[&in_it, "name=Newsletter", "done=02/05/2025"],
    );
    let page = hub.path("report.html");
    hub.run(&["pack", "engagement", "--out", page.to_str().unwrap()]);
    let text = std::fs::read_to_string(page).unwrap();
    for wanted in [
        "Plan: Working together",
        "Open day",
        "Overdue since 1 September 2025",
        "Done on 2 May 2025",
        "Sends most students",
    ] {
        assert!(text.contains(wanted), "{wanted}");
    }
    let public = hub.path("public.html");
    hub.run(&[
        "pack",
        "engagement",
        "--copy",
        "public",
        "--out",
        public.to_str().unwrap(),
    ]);
    let text = std::fs::read_to_string(public).unwrap();
    assert!(
        text.contains("Open day") && !text.contains("Sends most students"),
        "{text}"
    );
}
