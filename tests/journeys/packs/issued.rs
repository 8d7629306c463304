//! Versions of packs that went out.

use hubfolio_core::{
    record::{Fields, Id},
    store::{Action, Verb},
};
use serde_json::json;

use super::{practice_hub, written};

/// Two laptops that had not exchanged files both sent a version 1 out: a number no longer says which is meant.
#[test]
fn of_two_first_versions_each_is_named_by_its_identifier() {
    let mut desk = practice_hub(951);
    let view = json!({
        "source": { "kind": "meeting" },
        "filter": { "field": { "path": "state", "op": "is", "value": "planned" } },
    });
    let meeting = desk.call("view", view)["rows"][0]["id"].clone();
    let issue = json!({ "pack": "board", "record": meeting });
    let first = desk.call("pack_issue", issue)["id"].clone();
    let id: Id = first.as_str().unwrap().parse().unwrap();
    let store = desk.session.store().unwrap();
    let row = store.row("issued_pack", id).unwrap();
    let fields = [
        "meeting",
        "pack",
        "version",
        "issued_on",
        "issued_by",
        "copy",
        "copies",
    ];
    let values: Fields = fields
        .map(|field| (field.to_owned(), row.value(field)))
        .into();
    let author = row.value("issued_by").as_id().unwrap();
    let (other, _) = store
        .transact(&desk.world, author, Action::new(Verb::Issue), |tx| {
            tx.put("issued_pack", None, &values)
        })
        .unwrap();
    let version = |named: String| json!({ "pack": "board", "record": meeting, "version": named });
    let mut by_number = version("1".into());
    by_number["file"] = json!(desk.file("pack.pdf"));
    let fault = desk.refused("pack", by_number);
    assert_eq!(fault.code, "several_versions");
    for named in [first.as_str().unwrap().to_owned(), other.to_string()] {
        assert!(fault.hint.contains(&named), "{fault:?}");
        assert!(!written(&mut desk, "pack.pdf", version(named)).is_empty());
    }
}
