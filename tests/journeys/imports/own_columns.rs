//! Columns of a file that no field can hold: kept on the record, found, shown, listed, exported, shared, erased with it.

use hubfolio_core::{
    contract::{RecordPage, SheetLook, ViewPage},
    record::Value,
    registers::desk::own,
};
use hubfolio_tests::Desk;
use serde_json::{Value as Json, json};

use crate::versions::Pair;

use super::sheet::{preview, written};

const FILE: &str = "Name,E-mail,Shoe size,Parking badge\n\
    Ann Sample,ann@example.org,4,Blue-77\nBen Other,ben@example.org,5,\n";

fn bring_in(desk: &mut Desk, text: &str) -> Json {
    let request = json!({ "file": written(desk, "people.csv", text), "kind": "person" });
    let shown = preview(desk, &request);
    assert!(shown.can_apply, "{shown:?}");
    desk.call(
        "import_sheet_apply",
        json!({ "request": request, "token": shown.token }),
    )
}

fn person(desk: &mut Desk, name: &str) -> RecordPage {
    let found = desk.call("search", json!({ "text": name, "limit": 1 }));
    let page = desk.call("show", json!({ "kind": "person", "id": found[0]["id"] }));
    serde_json::from_value(page).unwrap()
}

fn said(page: &RecordPage) -> Vec<(&str, &str)> {
    page.own
        .iter()
        .map(|o| (o.name.as_str(), o.text.as_str()))
        .collect()
}

fn hits(desk: &mut Desk, text: &str) -> Vec<String> {
    let found = desk.call("search", json!({ "text": text, "limit": 9 }));
    let titles = found.as_array().unwrap().iter();
    titles
        .map(|h| h["title"].as_str().unwrap().into())
        .collect()
}

fn list(desk: &mut Desk, columns: &Json, sort: &str) -> ViewPage {
    let view = json!({ "source": { "kind": "person" }, "columns": columns, "filter": null, "group": null,
        "sort": [{ "path": sort, "descending": true }], "search": null, "offset": 0, "limit": 10 });
    serde_json::from_value(desk.call("view", view)).unwrap()
}

fn hash(desk: &mut Desk) -> String {
    format!("{:?}", desk.session.store().unwrap().state_hash().unwrap())
}

#[test]
fn a_column_that_matches_nothing_is_kept_on_the_record_and_found() {
    let mut desk = Desk::new(720);
    let before = hash(&mut desk);
    let file = written(&desk, "look.csv", FILE);
    let look = desk.call("import_sheet_look", json!({ "file": file }));
    let look: SheetLook = serde_json::from_value(look).unwrap();
    assert_eq!(look.columns[2].field.as_deref(), Some("own.Shoe size"));
    assert_eq!(look.columns[2].why, "own");

    let done = bring_in(&mut desk, FILE);
    assert_eq!(done["counts"].as_array().unwrap().len(), 1, "{done}");
    let ann = person(&mut desk, "Ann Sample");
    assert_eq!(
        said(&ann),
        [("Shoe size", "4"), ("Parking badge", "Blue-77")]
    );
    assert_eq!(hits(&mut desk, "blue 77"), ["Ann Sample"]);

    let page = list(
        &mut desk,
        &json!(["name", "own.shoe size"]),
        "own.Shoe size",
    );
    assert_eq!(page.columns[1].label, "Shoe size");
    let cells: Vec<&str> = page.rows.iter().map(|r| r.cells[1].text.as_str()).collect();
    assert_eq!(cells[..2], ["5", "4"]);

    let checked = desk.call("check", json!({ "rebuild": true }));
    assert_eq!(checked["faults"], json!([]));
    assert_eq!(hits(&mut desk, "blue 77"), ["Ann Sample"]);
    desk.call("undo", json!({ "action": done["change"] }));
    assert_eq!(hash(&mut desk), before);
    assert_eq!(hits(&mut desk, "blue 77"), Vec::<String>::new());
}

#[test]
fn cells_of_such_columns_are_pasted_into_like_all_others() {
    let mut desk = Desk::new(722);
    bring_in(&mut desk, FILE);
    let [ann, ben] = ["Ann Sample", "Ben Other"].map(|name| person(&mut desk, name).id);
    let columns = desk.call("own_columns", json!({ "kind": "person" }));
    let (size, badge) = (
        columns[0]["path"].as_str().unwrap(),
        columns[1]["path"].as_str().unwrap(),
    );
    let before = hash(&mut desk);
    let rows = json!([
        { "id": ann, "fields": { size: "6", badge: null } },
        { "id": ben, "fields": { size: "5", badge: "Red-1", "role": "Nurse" } },
        { "id": null, "fields": { "name": "Cara New", badge: "Red-22" } },
        { "id": ben, "fields": { "own.019f0000-0000-7000-8000-000000000000": "x" } },
    ]);
    let request =
        json!({ "kind": "person", "how": "paste", "rows": rows, "columns": ["name", size, badge] });
    let done = desk.call("save_many", request);
    let refused: Vec<&Json> = done["refused"].as_array().unwrap().iter().collect();
    assert_eq!(
        (refused.len(), &refused[0]["message"]),
        (1, &json!("This column is not there any more."))
    );
    assert_eq!(done["rows"][0]["cells"][1]["text"], "6");
    assert_eq!(
        said(&person(&mut desk, "Ann Sample")),
        [("Shoe size", "6"), ("Parking badge", "")]
    );
    assert_eq!(
        said(&person(&mut desk, "Ben Other")),
        [("Shoe size", "5"), ("Parking badge", "Red-1")]
    );
    assert_eq!(hits(&mut desk, "red 22"), ["Cara New"]);
    desk.call("undo", json!({ "action": done["change"] }));
    assert_eq!(hash(&mut desk), before);
}

#[test]
fn a_person_chooses_for_each_column_and_a_known_one_is_used_again() {
    let mut desk = Desk::new(721);
    bring_in(&mut desk, FILE);
    let text = "NAME,shoe-size,Locker,Bus pass\nAnn Sample,4½,12,yes\n";
    let file = written(&desk, "second.csv", text);
    let look = desk.call(
        "import_sheet_look",
        json!({ "file": file, "kind": "person" }),
    );
    assert_eq!(look["columns"][1]["field"], "own.Shoe size");
    let matching = json!([{ "column": 0, "field": "name" }, { "column": 1, "field": "own.Shoe size" },
        { "column": 2, "field": "role" }]);
    let ann = person(&mut desk, "Ann Sample").id;
    let request = json!({ "file": file, "kind": "person", "matching": matching,
        "answers": [{ "row": 2, "record": ann }] });
    let shown = preview(&mut desk, &request);
    assert_eq!(shown.unused, ["Bus pass"]);
    assert_eq!(shown.counts[0].changed, 1);
    let edit = shown.changes[0]
        .fields
        .iter()
        .find(|f| f.label == "Shoe size");
    let edit = edit.unwrap();
    assert_eq!((edit.old.as_str(), edit.new.as_str()), ("4", "4½"));
    desk.call(
        "import_sheet_apply",
        json!({ "request": request, "token": shown.token }),
    );
    assert_eq!(
        said(&person(&mut desk, "Ann Sample"))[0],
        ("Shoe size", "4½")
    );
    let columns = desk.call("own_columns", json!({ "kind": "person" }));
    assert_eq!(columns.as_array().unwrap().len(), 2);
}

#[test]
fn what_was_exported_with_own_columns_says_nothing_new_when_it_comes_back() {
    let mut desk = Desk::new(722);
    bring_in(&mut desk, FILE);
    for ending in ["csv", "xlsx"] {
        let out = desk.file(&format!("people.{ending}"));
        let view = json!({ "source": { "kind": "person" }, "columns": ["name", "email", "post_now", "own.Shoe size"],
            "filter": { "field": { "path": "own.Shoe size", "op": "is", "value": "4" } }, "sort": [], "group": null,
            "search": null, "offset": 0, "limit": 10 });
        let done = desk.call("export_table", json!({ "view": view, "file": out }));
        assert_eq!(done["rows"], 1);
        let shown = preview(&mut desk, &json!({ "file": out, "kind": "person" }));
        let count = &shown.counts[0];
        assert_eq!(
            (count.unchanged, count.changed, count.added),
            (1, 0, 0),
            "{shown:?}"
        );
    }
    let columns = desk.call("own_columns", json!({ "kind": "person" }));
    assert_eq!(columns.as_array().unwrap().len(), 2);
    let folder = desk.file("everything");
    desk.call(
        "export_all",
        json!({ "folder": folder, "workbooks": false }),
    );
    let people = std::fs::read_to_string(format!("{folder}/person.csv")).unwrap();
    let titles = people.lines().next().unwrap();
    assert!(
        titles.contains("Parking badge") && people.contains("Blue-77"),
        "{people}"
    );
}

#[test]
fn what_stands_there_is_edited_with_history_and_goes_with_its_record() {
    let mut desk = Desk::new(723);
    bring_in(&mut desk, FILE);
    let ann = person(&mut desk, "Ann Sample");
    let save = json!({ "kind": "person", "id": ann.id, "column": ann.own[0].column, "text": "39" });
    desk.call("own_value_save", save);
    assert_eq!(
        said(&person(&mut desk, "Ann Sample"))[0],
        ("Shoe size", "39")
    );
    let this = json!({ "kind": "person", "id": ann.id });
    let history = desk.call("history", this.clone());
    assert_eq!(history[0]["field_label"], "Shoe size");
    assert_eq!(
        (&history[0]["old"]["text"], &history[0]["new"]["text"]),
        (&json!("4"), &json!("39"))
    );

    let view = json!({ "source": { "kind": "own_value" }, "columns": [], "filter": null, "sort": [], "group": null,
        "search": null, "offset": 0, "limit": 9 });
    let values = |desk: &mut Desk| desk.call("view", view.clone())["total"].as_i64().unwrap();
    assert_eq!(values(&mut desk), 3);
    desk.call("delete", this.clone());
    assert_eq!(
        (values(&mut desk), hits(&mut desk, "blue 77").len()),
        (1, 0)
    );
    desk.call("restore", this);
    assert_eq!(
        said(&person(&mut desk, "Ann Sample"))[0],
        ("Shoe size", "39")
    );
    assert_eq!(hits(&mut desk, "blue 77"), ["Ann Sample"]);

    let badge = format!("own.{}", ann.own[1].column);
    desk.call(
        "delete",
        json!({ "kind": "own_column", "id": ann.own[1].column }),
    );
    let page = list(&mut desk, &json!(["name", badge]), "name");
    let removed = (
        page.columns[1].label.as_str(),
        page.rows[0].cells[1].text.as_str(),
    );
    assert_eq!(removed, ("Removed column", ""));
    assert_eq!(
        said(&person(&mut desk, "Ann Sample")),
        [("Shoe size", "39")]
    );
    assert_eq!(hits(&mut desk, "blue 77"), Vec::<String>::new());
}

#[test]
fn records_that_become_one_keep_the_words_of_both() {
    let mut desk = Desk::new(724);
    bring_in(&mut desk, FILE);
    let (ann, ben) = (
        person(&mut desk, "Ann Sample"),
        person(&mut desk, "Ben Other"),
    );
    let merge = json!({ "kind": "person", "keep": ann.id, "other": ben.id });
    let merged = desk.call("merge_records", merge);
    let one = person(&mut desk, "Ann Sample");
    assert_eq!(said(&one)[0], ("Shoe size", "4; 5"));
    let save = json!({ "kind": "person", "id": ann.id, "column": ann.own[0].column, "text": "4" });
    let saved = desk.call("own_value_save", save);
    assert_eq!(
        said(&person(&mut desk, "Ann Sample"))[0],
        ("Shoe size", "4")
    );
    desk.call("undo", json!({ "action": saved["change"] }));
    desk.call("undo", json!({ "action": merged["change"] }));
    assert_eq!(said(&person(&mut desk, "Ben Other"))[0], ("Shoe size", "5"));
    assert_eq!(
        said(&person(&mut desk, "Ann Sample"))[0],
        ("Shoe size", "4")
    );
}

#[test]
fn an_erased_person_leaves_no_word_in_the_hubs_own_columns() {
    let mut desk = Desk::new(725);
    bring_in(&mut desk, FILE);
    let ann = person(&mut desk, "Ann Sample").id;
    let erase = json!({ "kind": "person", "id": ann, "fields": [], "ground": "Asked to be forgotten",
        "case_number": "C-1", "approved_by": null });
    desk.call("erase", erase);
    assert_eq!(hits(&mut desk, "blue 77"), Vec::<String>::new());
    let left: i64 = desk
        .session
        .store()
        .unwrap()
        .db()
        .query_row(
            "SELECT count(*) FROM log_write WHERE value = 'Blue-77'",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert_eq!(left, 0);
    assert_eq!(said(&person(&mut desk, "Ben Other"))[0], ("Shoe size", "5"));
}

#[test]
fn two_laptops_that_fill_one_cell_meet_as_versions_of_it() {
    let mut pair = Pair::new(726);
    let ann = &mut pair.ann;
    let person = ann
        .put("person", None, &[("name", "Cara Example".into())])
        .unwrap()
        .0;
    let column = own::new_column("person", "Shoe size", 1);
    let mut ids = vec![];
    for laptop in [&mut pair.ann, &mut pair.ben] {
        // Each makes the column by itself, as each imports the same kind of file.
        let fields: Vec<(&str, Value)> = column
            .iter()
            .map(|(k, v)| (k.as_str(), v.clone()))
            .collect();
        ids.push(laptop.put("own_column", None, &fields).unwrap().0);
    }
    assert_eq!(ids[0], ids[1]);
    pair.exchange(true);
    for (laptop, size) in [(&mut pair.ann, "4"), (&mut pair.ben, "5")] {
        let value = own::new_value(ids[0], "person", person, size);
        let fields: Vec<(&str, Value)> =
            value.iter().map(|(k, v)| (k.as_str(), v.clone())).collect();
        laptop.put("own_value", None, &fields).unwrap();
    }
    pair.exchange(false);
    for laptop in [&mut pair.ann, &mut pair.ben] {
        let store = laptop.store();
        let said = own::said(store, "person", person).unwrap();
        assert_eq!(said.len(), 1, "one record, not two");
        let row = store.row("own_value", said[0].id).unwrap();
        assert_eq!(row.versions.get("value"), Some(&2));
        assert_eq!(
            store.title("own_value", said[0].id).unwrap(),
            "Shoe size, Cara Example"
        );
        assert_eq!(store.search("cara", 9).unwrap().len(), 1);
    }
    let hashes = [&mut pair.ann, &mut pair.ben].map(|l| l.store().state_hash_heads().unwrap());
    assert_eq!(hashes[0], hashes[1]);
}
