//! Feedback rounds: answers brought in as a survey tool exports them, averages, comments.

use hubfolio_tests::Desk;
use serde_json::json;

fn written(desk: &Desk, text: &str) -> String {
    let path = desk.file("answers.csv");
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn answers_of_a_survey_tool_are_brought_in_once() {
    let mut desk = Desk::new(6_021);
    let pcn = desk.save("pcn", json!({ "ods_code": "U12345", "name": "North PCN" }));
    let round = desk.save(
        "survey_round",
        json!({ "name": "Spring", "invited": 4, "to": "31/03/2026" }),
    );
    let file = written(
        &desk,
        "Timestamp,PCN,The hub answers quickly,Training meets our needs\n\
         2026-03-01,North PCN,5,Agree\n2026-03-02,South PCN,4 - good,2\n2026-03-03,East PCN,9,We never heard of any\n\
         2026-03-04,,n/a,3\n",
    );
    let request = |dry: bool| json!({ "round": "Spring", "file": file, "dry_run": dry });
    let before = desk.hash();
    let would = desk.call("survey_import", request(true));
    assert_eq!(
        (
            &would["questions"],
            &would["answers"],
            &would["respondents"]
        ),
        (&json!(2), &json!(6), &json!(4))
    );
    assert_eq!(desk.hash(), before, "a look writes nothing");
    let done = desk.call("survey_import", request(false));
    assert_eq!(
        done["left_out"][0],
        "Row 4: 9 under “The hub answers quickly” is not between 1 and 5."
    );
    let results = desk.call("survey_results", json!({ "round": round }));
    let quickly = &results["questions"][0];
    assert_eq!(
        (&quickly["average"], &quickly["counts"]),
        (&json!(450), &json!([0, 0, 0, 1, 1]))
    );
    assert_eq!(
        results["questions"][1]["comments"][0]["text"],
        "We never heard of any"
    );
    let page = desk.call("stakeholder_page", json!({ "kind": "pcn", "id": pcn }));
    assert_eq!(page["timeline"][0]["text"], "4.5 of 5 on average", "{page}");
    let again = desk.call("survey_import", request(false));
    assert_eq!(
        (&again["questions"], &again["answers"]),
        (&json!(0), &json!(0)),
        "once more adds nothing"
    );
    desk.call("undo", json!({ "action": done["saved"]["change"] }));
    assert_eq!(desk.hash(), before);
}

#[test]
fn a_file_without_questions_is_refused() {
    let mut desk = Desk::new(6_022);
    desk.save("survey_round", json!({ "name": "Spring" }));
    let file = written(&desk, "1\n2\n");
    let fault = desk.refused("survey_import", json!({ "round": "Spring", "file": file }));
    assert_eq!(fault.code, "no_questions");
}

#[test]
fn a_round_stands_beside_the_one_before() {
    let mut desk = Desk::new(6_023);
    for (name, to, score) in [("Autumn", "30/09/2025", 2), ("Spring", "31/03/2026", 4)] {
        let round = desk.save("survey_round", json!({ "name": name, "to": to }));
        let question =
            json!({ "round": round, "name": "The hub answers quickly", "function": "engagement" });
        let question = desk.save("survey_question", question);
        desk.save(
            "survey_answer",
            json!({ "question": question, "respondent": "North", "score": score }),
        );
    }
    let results = desk.call("survey_results", json!({ "round": "Spring" }));
    assert_eq!(
        (
            &results["questions"][0]["average"],
            &results["questions"][0]["before"]
        ),
        (&json!(400), &json!(200))
    );
    assert_eq!(
        results["functions"][0]["title"],
        "Stakeholders and engagement"
    );
    let first = desk.call("survey_results", json!({ "round": "Autumn" }));
    assert!(first["questions"][0]["before"].is_null());
}
