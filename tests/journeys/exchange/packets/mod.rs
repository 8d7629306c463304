//! Copies between teams (SYN-5): a region and two hubs.

mod confidential;
mod damaged;
mod golden;
mod journey;
mod listed;
mod refusals;

use hubfolio_tests::Desk;
use serde_json::{Value, json};

/// The words of the files in these tests.
pub const WORDS: &str = "unicorn tractor basement oblong viper lantern";

/// A hub with a place, a network and two practices.
pub struct Hub {
    pub desk: Desk,
    pub place: String,
    pub pcn: String,
    pub practice: String,
}

pub fn region() -> Desk {
    Desk::of(1, "Midlands Region", "Rita Regan")
}

pub fn hub(seed: u64, name: &str, person: &str) -> Hub {
    let mut desk = Desk::of(seed, name, person);
    let place = desk.save("place", json!({ "name": "Wyre Vale", "ods_code": "E01" }));
    let pcn = desk.save(
        "pcn",
        json!({ "ods_code": "U00001", "name": "Vale PCN", "place": place }),
    );
    let mut practice = String::new();
    for (code, surgery) in [("A10001", "Abbey Surgery"), ("A10002", "Bridge Surgery")] {
        practice = desk.save(
            "practice",
            json!({ "ods_code": code, "name": surgery, "list_size": 12_000 }),
        );
        desk.save(
            "pcn_membership",
            json!({ "practice": practice, "pcn": pcn, "from": "01/07/2019" }),
        );
    }
    Hub {
        desk,
        place,
        pcn,
        practice,
    }
}

/// What to copy: one record.
pub fn record(kind: &str, id: &str) -> Value {
    json!({ "record": { "kind": kind, "id": id } })
}

/// What to copy: a list in these columns.
pub fn list(kind: &str, columns: &[&str]) -> Value {
    json!({ "list": { "source": { "kind": kind }, "columns": columns } })
}

/// Writes a copy: by words where it has to be protected, else open, which is quicker.
pub fn send(desk: &mut Desk, of: Value, name: &str) -> String {
    let file = desk.file(name);
    let open = desk.call("copy_preview", of.clone())["may_be_open"] == true;
    let protection = if open { "none" } else { "words" };
    let words = (!open).then_some(WORDS);
    let how = json!({ "protection": protection, "words": words });
    desk.call("copy_send", json!({ "of": of, "how": how, "file": file }));
    file
}

/// A file and its words, as a request names them.
pub fn with_words(file: &str) -> Value {
    json!({ "file": file, "words": WORDS })
}

/// Admits the team that made a file, as a person does who compared its check code.
pub fn admit(desk: &mut Desk, file: &str) {
    let seen = desk.call("copy_look", with_words(file));
    desk.call(
        "partner_admit",
        json!({ "copy": with_words(file), "key": seen["key"] }),
    );
}

/// Submits the return of the half-year that ended last. Returns its identifier.
pub fn submitted(desk: &mut Desk, narrative: &str) -> String {
    let page = desk.call(
        "return_open",
        json!({ "set": null, "period": "2025-26 H1" }),
    );
    let id = page["id"].as_str().unwrap().to_owned();
    for a in page["answers"].as_array().unwrap() {
        if a["narrative_needed"] == true {
            desk.call(
                "return_answer",
                json!({ "id": id, "number": a["number"], "narrative": narrative }),
            );
        }
    }
    desk.call("return_submit", json!({ "id": id }));
    id
}

/// Number of live records of a kind.
pub fn count(desk: &mut Desk, kind: &str) -> i64 {
    let page = desk.call("view", json!({ "source": { "kind": kind }, "limit": 0 }));
    page["total"].as_i64().unwrap()
}
