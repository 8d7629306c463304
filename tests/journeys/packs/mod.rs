//! Packs out of a hub file, and packs that come back (PCK-1 to PCK-4, PCK-8).

mod bad_input;
mod everything;
mod golden;
mod issued;
mod kinds;
mod leaks;
mod lists;
mod passport;
mod reading;
mod reports;
mod sound;
mod stores;
mod verify;

use hubfolio_tests::Desk;
use serde_json::{Value, json};

/// The practice hub, with its newest return submitted and signed off.
pub fn signed(seed: u64) -> (Desk, String) {
    let mut desk = practice_hub(seed);
    let page = desk.call(
        "return_open",
        json!({ "set": null, "period": "2025-26 H1" }),
    );
    let id = page["id"].as_str().unwrap().to_owned();
    for answer in page["answers"].as_array().unwrap() {
        let narrative =
            json!({ "id": id, "number": answer["number"], "narrative": "As told to the board." });
        desk.call("return_answer", narrative);
    }
    desk.call("return_submit", json!({ "id": id }));
    desk.call(
        "sign",
        json!({ "kind": "return", "id": id, "how": "here", "role": "Programme manager" }),
    );
    (desk, id)
}

/// The practice hub with its invented people.
pub fn practice_hub(seed: u64) -> Desk {
    let mut desk = Desk::closed(seed);
    let file = desk.file("practice.hubfolio");
    desk.call("sample_make", json!({ "file": file }));
    desk
}

/// Writes a pack and gives its bytes.
pub fn written(desk: &mut Desk, name: &str, mut request: Value) -> Vec<u8> {
    let file = desk.file(name);
    request["file"] = json!(file);
    desk.call("pack", request);
    std::fs::read(file).unwrap()
}
