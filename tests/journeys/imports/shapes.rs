//! What spreadsheets hold beside plain rows: words for "not known", names the hub does not have, quarters across the page.

use hubfolio_tests::Desk;
use serde_json::{Value as Json, json};

use super::sheet::{look, preview, written};

fn apply(desk: &mut Desk, request: &Json) -> Json {
    let token = preview(desk, request).token;
    desk.call(
        "import_sheet_apply",
        json!({ "request": request, "token": token }),
    )
}

fn total(desk: &mut Desk, kind: &str) -> i64 {
    let view = json!({ "source": { "kind": kind }, "columns": [], "filter": null, "sort": [], "group": null,
        "search": null, "offset": 0, "limit": 10 });
    desk.call("view", view)["total"].as_i64().unwrap()
}

fn practices(desk: &mut Desk) {
    let text = "ODS code,Name\nM84001,Abbey Surgery\nM84002,Bridge Surgery\n";
    let file = written(desk, "p.csv", text);
    apply(desk, &json!({ "file": file, "kind": "practice" }));
}

#[test]
fn a_word_for_not_known_is_kept_as_typed_where_there_are_no_notes() {
    let mut desk = Desk::new(730);
    practices(&mut desk);
    let text = "Practice,Mark,From,To\nM84001,Contacted,2024-04-01,TBC\n";
    let file = written(&desk, "marks.csv", text);
    let request = json!({ "file": file, "kind": "practice_mark" });
    let shown = preview(&mut desk, &request);
    assert_eq!((shown.counts[0].added, shown.rejected), (1, 0), "{shown:?}");
    assert_eq!(
        (
            shown.problems[0].outcome.as_str(),
            shown.problems[0].typed.as_str()
        ),
        ("kept", "TBC")
    );
    apply(&mut desk, &request);
    let found = desk.call("search", json!({ "text": "TBC", "limit": 5 }));
    assert_eq!(found[0]["kind"], "practice_mark", "{found}");
    let page = desk.call(
        "show",
        json!({ "kind": "practice_mark", "id": found[0]["id"] }),
    );
    assert_eq!(page["own"][0]["text"], "To: TBC");
}

#[test]
fn a_word_for_not_known_that_the_notes_have_no_room_for_is_kept_beside_them() {
    let mut desk = Desk::new(729);
    practices(&mut desk);
    let notes = "x".repeat(hubfolio_core::record::LONG_TEXT as usize);
    let found = desk.call("search", json!({ "text": "Abbey", "limit": 5 }));
    let save = json!({ "kind": "practice", "id": found[0]["id"], "fields": { "notes": notes },
        "generation": null, "reason": null });
    desk.call("save", save);
    let file = written(&desk, "closing.csv", "ODS code,Closed\nM84001,TBC\n");
    let request = json!({ "file": file, "kind": "practice" });
    let shown = preview(&mut desk, &request);
    assert_eq!((shown.problems.len(), shown.rejected), (1, 0), "{shown:?}");
    let text = &shown.problems[0].text;
    assert!(text.ends_with("the notes are full."), "{text}");
    apply(&mut desk, &request);
    let page = desk.call("show", json!({ "kind": "practice", "id": found[0]["id"] }));
    assert_eq!(page["own"][0]["text"], "Closed: TBC");
    assert!(page["fields"].to_string().contains(&notes));
}

#[test]
fn names_that_are_not_in_the_hub_are_asked_about_once_for_the_file() {
    let mut desk = Desk::new(731);
    practices(&mut desk);
    let text = "Practice,Mark,From\nAbbey Surgry,Contacted,2024-04-01\nabbey  surgry,Engaged,2024-05-01\n\
        Bridge Surgery,Contacted,2024-04-01\nGone House,Contacted,2024-04-01\n";
    let file = written(&desk, "marks.csv", text);
    let mut request = json!({ "file": file, "kind": "practice_mark" });
    let shown = preview(&mut desk, &request);
    assert!(!shown.can_apply);
    let asked: Vec<(&str, i64, usize, bool)> = shown
        .ask_names
        .iter()
        .map(|q| (q.text.as_str(), q.rows, q.candidates.len(), q.can_add))
        .collect();
    assert_eq!(
        asked,
        [("Abbey Surgry", 2, 1, false), ("Gone House", 1, 0, false)]
    );
    let abbey = shown.ask_names[0].candidates[0].id.clone();
    let refused = desk.session.call(
        &desk.world,
        "import_sheet_apply",
        json!({ "request": request, "token": null }),
    );
    assert_eq!(refused.unwrap_err().code, "names_unclear");
    request["names"] = json!([{ "kind": "practice", "text": "Abbey Surgry", "record": abbey, "add": false },
        { "kind": "practice", "text": "Gone House", "record": null, "add": false }]);
    let shown = preview(&mut desk, &request);
    assert_eq!(
        (shown.counts[0].added, shown.rejected, shown.can_apply),
        (3, 1, true),
        "{shown:?}"
    );
}

#[test]
fn a_record_is_added_from_a_name_once_and_its_rows_point_to_it() {
    let mut desk = Desk::new(732);
    let before = total(&mut desk, "person");
    let text = "Hub,Person,Role,Start\nWyre Vale Training Hub,New Colleague,Manager,2024-04-01\n\
        Wyre Vale Training Hub,new colleague,Lead,2025-04-01\n";
    let file = written(&desk, "team.csv", text);
    let mut request = json!({ "file": file, "kind": "team_member", "matching": [
        { "column": 0, "field": "hub" }, { "column": 1, "field": "person" }, { "column": 2, "field": "role" },
        { "column": 3, "field": "start" }] });
    let shown = preview(&mut desk, &request);
    assert!(
        shown.ask_names.len() == 1 && shown.ask_names[0].can_add,
        "{shown:?}"
    );
    request["names"] =
        json!([{ "kind": "person", "text": "New Colleague", "record": null, "add": true }]);
    let shown = preview(&mut desk, &request);
    let counts: Vec<(&str, i64)> = shown
        .counts
        .iter()
        .map(|c| (c.kind.as_str(), c.added))
        .collect();
    assert_eq!(counts, [("person", 1), ("team_member", 2)], "{shown:?}");
    let done = apply(&mut desk, &request);
    assert_eq!(total(&mut desk, "person"), before + 1);
    let found = desk.call("search", json!({ "text": "New Colleague", "limit": 5 }));
    let page = desk.call("show", json!({ "kind": "person", "id": found[0]["id"] }));
    let points: i64 = page["related"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|r| r["kind"] == "team_member")
        .map(|r| r["page"]["total"].as_i64().unwrap())
        .sum();
    assert_eq!(points, 2);
    desk.call("undo", json!({ "action": done["change"] }));
    assert_eq!(total(&mut desk, "person"), before);
}

#[test]
fn quarters_across_the_page_become_rows() {
    let mut desk = Desk::new(733);
    practices(&mut desk);
    let text = "Coverage by quarter,,,\nPractice,Q1 2024/25,Q2 2024/25,Q3 2024/25\n\
        Abbey Surgery,Contacted,,Engaged\nBridge Surgery,,Contacted,\nTotal,1,1,1\nM84001,,,\n";
    let file = written(&desk, "coverage.csv", text);
    let seen = look(&mut desk, &json!({ "file": file, "kind": "practice_mark" }));
    assert_eq!(seen.header, 2);
    let offer = seen.across.unwrap();
    assert_eq!((offer.titles.len(), offer.become_rows), (3, 6));
    let request =
        json!({ "file": file, "kind": "practice_mark", "header": 2, "across": offer.across });
    let seen = look(&mut desk, &request);
    let columns: Vec<(&str, Option<&str>)> = seen
        .columns
        .iter()
        .map(|c| (c.title.as_str(), c.field.as_deref()))
        .collect();
    assert_eq!(
        columns[..4],
        [
            ("Practice", Some("practice")),
            ("Period", Some("own.Period")),
            ("From", Some("from")),
            ("To", Some("to"))
        ]
    );
    let mut request = request;
    request["matching"] = json!([{ "column": 0, "field": "practice" }, { "column": 2, "field": "from" },
        { "column": 3, "field": "to" }, { "column": 4, "field": "mark" }]);
    let shown = preview(&mut desk, &request);
    assert_eq!((shown.counts[0].added, shown.rejected), (3, 0), "{shown:?}");
    let first = &shown.changes[0].fields;
    let from = first.iter().find(|f| f.field == "from").unwrap();
    let to = first.iter().find(|f| f.field == "to").unwrap();
    assert_eq!(
        (from.new.as_str(), to.new.as_str()),
        ("01/04/2024", "30/06/2024")
    );
    let out: Vec<(i64, &str)> = shown
        .out_rows
        .iter()
        .map(|o| (o.row, o.reason.as_str()))
        .collect();
    assert_eq!(out[0], (6, "Nothing stands under any period."));
    assert_eq!(out[1], (5, "A total or subtotal."));
    apply(&mut desk, &request);
    assert_eq!(total(&mut desk, "practice_mark"), 3);
}

/// Headings and the fields that they are proposed for.
fn proposed(desk: &mut Desk, request: &Json) -> Vec<(String, String)> {
    let columns = look(desk, request).columns.into_iter();
    columns
        .map(|c| (c.title, c.field.unwrap_or_default()))
        .collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(title, field): &(&str, &str)| ((*title).to_owned(), (*field).to_owned());
    expected.iter().map(owned).collect()
}

#[test]
fn a_surname_in_front_comes_last_in_the_name_and_a_title_is_no_name() {
    let mut desk = Desk::new(736);
    let text = "Title,Surname,First name,E-mail\nDr,Example,Ann,ann@example.org\n";
    let file = written(&desk, "contacts.csv", text);
    let request = json!({ "file": file, "kind": "person" });
    let expected = [
        ("Title", "own.Title"),
        ("Surname", "name"),
        ("First name", "name"),
        ("E-mail", "email"),
    ];
    assert_eq!(proposed(&mut desk, &request), pairs(&expected));
    let shown = preview(&mut desk, &request);
    assert_eq!(shown.changes[0].title, "Ann Example", "{shown:?}");
}

#[test]
fn headings_in_two_lines_are_read_from_both() {
    let mut desk = Desk::new(734);
    let text =
        "When,How,About,Follow up,\n,,,Owner,Due\n01/05/2025,Meeting,Placements,,13/07/2025\n";
    let file = written(&desk, "log.csv", text);
    let request = json!({ "file": file, "kind": "engagement" });
    let expected = [
        ("When", "day"),
        ("How", "kind"),
        ("About", "subject"),
        ("Follow up Owner", "follow_up_owner"),
        ("Follow up Due", "follow_up_due"),
    ];
    assert_eq!(proposed(&mut desk, &request), pairs(&expected));
    assert_eq!(preview(&mut desk, &request).rows, 1);

    // The lower line is the better one; what stands over its gaps is in the upper one.
    let text = "Comments,,Reach them by,\n,Name,E-mail,Telephone\nLikes tea,Ann Example,ann@example.org,\n";
    let file = written(&desk, "people.csv", text);
    let request = json!({ "file": file, "kind": "person" });
    let expected = [
        ("Comments", "notes"),
        ("Name", "name"),
        ("E-mail", "email"),
        ("Telephone", "telephone"),
    ];
    assert_eq!(proposed(&mut desk, &request), pairs(&expected));
}

#[test]
fn codes_in_small_letters_are_taken_in_capitals() {
    let mut desk = Desk::new(735);
    let file = written(&desk, "p.csv", "ODS code,Name\nm84001,Abbey Surgery\n");
    let request = json!({ "file": file, "kind": "practice" });
    assert_eq!(preview(&mut desk, &request).rejected, 0);
    apply(&mut desk, &request);
    let found = desk.call("search", json!({ "text": "M84001", "limit": 5 }));
    let page = desk.call("show", json!({ "kind": "practice", "id": found[0]["id"] }));
    assert!(page["fields"].to_string().contains("M84001"), "{page}");
}

#[test]
fn a_wide_list_of_practices_of_the_hubs_own_is_not_taken_for_the_national_one() {
    let mut desk = Desk::new(737);
    let titles = "ODS code,Name,Address,Postcode,Telephone,ICS code,Sub-ICB location,Opened,Closed,Followed by,\
        National state,List size,List size as at,Notes";
    let row = "M84001,Abbey Surgery,,CV1 2AB,,QWU,,,,,,8123,,";
    let file = written(&desk, "practices.csv", &format!("{titles}\n{row}\n"));
    assert_eq!(look(&mut desk, &json!({ "file": file })).mapping, None);
}

#[test]
fn a_row_that_stays_out_does_not_keep_a_later_one_of_its_record_out() {
    let mut desk = Desk::new(738);
    let person = "Ann Example,ann@example.org";
    let long = "01926 331401 in the mornings and 07700 900123 later";
    let text = format!("Name,E-mail,Telephone\n{person},{long}\n{person},01926 331401\n");
    let file = written(&desk, "people.csv", &text);
    let shown = preview(&mut desk, &json!({ "file": file, "kind": "person" }));
    assert_eq!((shown.counts[0].added, shown.rejected), (1, 1), "{shown:?}");
}

#[test]
fn a_list_of_who_belongs_to_which_network_is_no_list_of_networks() {
    let mut desk = Desk::new(739);
    let text =
        "Practice code,Practice,PCN,Start,End\nM84001,Abbey Surgery,Dene Valley PCN,2019-07-01,\n";
    let file = written(&desk, "membership.csv", text);
    let seen = look(&mut desk, &json!({ "file": file }));
    assert_eq!(seen.kind, "pcn_membership", "{:?}", seen.kinds);
}
