//! Any list on paper, and as one page for a browser.

use hubfolio_tests::Desk;
use serde_json::{Value, json};

use super::{practice_hub, written};

fn list_of(view: Value) -> Value {
    json!({ "pack": "list", "view": view })
}

/// Every kind of record that has a list.
pub fn kinds(desk: &mut Desk) -> Vec<String> {
    let kinds = desk.call("kinds", json!({}));
    kinds
        .as_array()
        .unwrap()
        .iter()
        .map(|k| k["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_list_can_be_printed_twice_with_the_same_bytes() {
    let mut desk = practice_hub(911);
    for kind in kinds(&mut desk) {
        let view = list_of(json!({ "source": { "kind": kind } }));
        let one = written(&mut desk, "one.pdf", view.clone());
        let two = written(&mut desk, "two.pdf", view);
        assert!(one == two, "{kind}");
        assert!(hubfolio_core::pdf::page_count(&one).unwrap() > 0, "{kind}");
    }
}

#[test]
fn a_list_can_be_a_word_file_that_reads_back() {
    let mut desk = practice_hub(915);
    let view = list_of(json!({ "source": { "kind": "practice" } }));
    let one = written(&mut desk, "one.docx", view.clone());
    assert!(one == written(&mut desk, "two.docx", view));
    let paper = hubfolio_core::papers::word::read("one.docx", &one).unwrap();
    let is_table = |block: &hubfolio_core::document::Block| {
        matches!(block, hubfolio_core::document::Block::Table(_))
    };
    assert!(paper.blocks.iter().any(is_table), "{:?}", paper.blocks);
}

#[test]
fn what_was_asked_for_stands_on_it_in_words() {
    let mut desk = practice_hub(912);
    let view = json!({
        "source": { "kind": "practice" },
        "columns": ["name", "ods_code", "list_size"],
        "filter": { "and": [
            { "field": { "path": "list_size", "op": "above", "value": 5000 } },
            { "not": { "field": { "path": "closed", "op": "empty" } } },
        ] },
        "sort": [{ "path": "list_size", "descending": true }],
    });
    let page = String::from_utf8(written(&mut desk, "practices.html", list_of(view))).unwrap();
    assert!(
        page.contains("Only where List size is above 5000 and not (Closed"),
        "{page}"
    );
    assert!(page.contains("In the order of List size, last first."));
}

#[test]
fn an_empty_list_says_so() {
    let mut desk = Desk::new(913);
    let page = written(
        &mut desk,
        "none.html",
        list_of(json!({ "source": { "kind": "practice" } })),
    );
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains("There is nothing on record.") && !page.contains("<table"));
    let view = json!({ "source": { "kind": "person" }, "search": "nobody of that name" });
    let page = String::from_utf8(written(&mut desk, "none.html", list_of(view))).unwrap();
    assert!(page.contains("Nothing on record fits."));
}

#[test]
fn a_list_that_is_not_named_or_has_another_ending_is_refused() {
    let mut desk = Desk::new(914);
    let file = desk.file("list.pdf");
    assert_eq!(
        desk.refused("pack", json!({ "pack": "list", "file": file }))
            .code,
        "no_list"
    );
    let file = desk.file("list.odt");
    let fault = desk.refused(
        "pack",
        json!({ "pack": "list", "view": { "source": { "kind": "person" } }, "file": file }),
    );
    assert_eq!(fault.code, "bad_ending");
    assert!(!std::path::Path::new(&file).exists());
}
