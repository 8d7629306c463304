//! Two colleagues submit one return before either has seen that the other did.

use hubfolio_tests::Desk;
use serde_json::{Value, json};

use super::{
    desks::{bring_in, sent, two, usual},
    preview_words::told,
};

/// A return that waits to be submitted.
fn answered(desk: &mut Desk) {
    let page = desk.call(
        "return_open",
        json!({ "set": null, "period": "2025-26 H1" }),
    );
    for answer in page["answers"].as_array().unwrap() {
        if answer["narrative_needed"] == true {
            let words =
                json!({ "id": page["id"], "number": answer["number"], "narrative": "Words." });
            desk.call("return_answer", words);
        }
    }
}

fn the_return(desk: &mut Desk) -> Value {
    let opened = json!({ "set": null, "period": "2025-26 H1" });
    desk.call("return_open", opened)["id"].clone()
}

#[test]
fn whose_submission_it_is_can_be_settled_and_the_return_goes_on() {
    let (mut ann, mut ben) = two(330, false, answered);
    for desk in [&mut ann, &mut ben] {
        let id = the_return(desk);
        desk.call("return_submit", json!({ "id": id }));
    }
    let file = sent(&mut ben, "submitted", usual());
    bring_in(&mut ann, &file, &[]);

    let things = ann.call("to_settle", json!({}));
    assert_eq!(things.as_array().unwrap().len(), 1, "{things}");
    let id = things[0]["id"].clone();
    let page = ann.call("settle_page", json!({ "id": id }));
    assert_eq!(page["can_write"], false, "nothing new is written into it");
    let versions = page["versions"].as_array().unwrap();
    let seen: Vec<&Value> = versions.iter().map(|v| &v["token"]).collect();
    let ben_s = versions.iter().find(|v| v["text"] == "Ben Cole").unwrap();
    let kept = json!({ "id": id, "seen": seen, "choice": "keep", "token": ben_s["token"], "reason": null });
    assert_eq!(ann.call("settle", kept)["to_settle"], 0);

    let id = the_return(&mut ann);
    let sign = json!({ "kind": "return", "id": id, "how": "here", "role": "Chair" });
    ann.call("sign", sign);
    let file = sent(&mut ann, "settled", usual());
    let lines = told(&mut ben, &file);
    assert!(lines.contains(&"How: Signed here".to_owned()), "{lines:?}");
    let proof = |line: &String| line.starts_with("Holdings") || line.starts_with("Key");
    assert!(!lines.iter().any(proof), "{lines:?}");
    bring_in(&mut ben, &file, &[]);
    assert_eq!(ben.call("to_settle", json!({})), json!([]));
    assert_eq!(ann.hash(), ben.hash());
}
