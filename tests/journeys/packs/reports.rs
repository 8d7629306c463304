//! What packs say of the registers by themselves: reports to every meeting, lines over half-years, how long papers are.

use hubfolio_tests::Desk;
use serde_json::{Value, json};

use super::{practice_hub, written};

fn planned(desk: &mut Desk) -> Value {
    let view = json!({
        "source": { "kind": "meeting" },
        "filter": { "field": { "path": "state", "op": "is", "value": "planned" } },
    });
    desk.call("view", view)["rows"][0]["id"].clone()
}

fn page(desk: &mut Desk, request: Value) -> String {
    String::from_utf8(written(desk, "pack.html", request)).unwrap()
}

#[test]
fn a_board_pack_brings_the_standing_reports_and_says_how_long_its_papers_are() {
    let mut desk = practice_hub(961);
    let meeting = planned(&mut desk);
    let person = desk.save("person", json!({ "name": "Zq Follow" }));
    let contact = json!({ "day": "2025-11-20", "kind": "call", "subject": "Placements", "person": person,
                          "follow_up": "Zqfollow", "follow_up_due": "2025-11-21" });
    desk.save("engagement", contact);
    let paper = desk.file("Places.pdf");
    let list = json!({ "pack": "list", "view": { "source": { "kind": "place" } }, "file": paper });
    let pages = desk.call("pack", list)["pages"].as_i64().unwrap();
    let items = desk.call("meeting_page", json!({ "id": meeting }))["items"].clone();
    let attached = json!({ "kind": "agenda_item", "id": items[0]["id"], "file": paper });
    desk.call("attach", attached);
    for copy in ["members", "public"] {
        let pack = page(
            &mut desk,
            json!({ "pack": "board", "record": meeting, "copy": copy }),
        );
        // The newest return that was submitted, not the one under way.
        assert!(
            pack.contains("Indicators, October 2024 to March 2025"),
            "{copy}"
        );
        assert!(
            !pack.contains("Indicators, April to September 2025"),
            "{copy}"
        );
        assert!(
            pack.contains("since the meeting of 1 November 2025"),
            "{copy}"
        );
        assert!(pack.contains("overdue"), "{copy}");
        // Numbers alone: what was to follow and with whom stands elsewhere.
        assert!(!pack.contains("Zq"), "{copy}");
        let long = format!("{pages} page{} to read", if pages == 1 { "" } else { "s" });
        assert!(pack.contains(&long), "{copy}: {long}");
    }
}

#[test]
fn a_kpi_pack_draws_the_line_of_earlier_returns_and_an_older_return_keeps_its_own() {
    let mut desk = practice_hub(962);
    let view = json!({ "source": { "kind": "return" }, "sort": [{ "path": "period", "descending": true }] });
    let returns = desk.call("view", view)["rows"].clone();
    let [newest, oldest] = [0, 2].map(|at| returns[at]["id"].clone());
    let now = page(&mut desk, json!({ "pack": "kpi", "record": newest }));
    assert!(now.contains("Line chart: KPI "), "{now}");
    assert!(now.contains("2024-25 H1") && now.contains("2024-25 H2"));
    let first = page(&mut desk, json!({ "pack": "kpi", "record": oldest }));
    assert!(!first.contains("Line chart: KPI "));
}

#[test]
fn a_boards_packs_have_the_parts_that_were_chosen_for_it() {
    let mut desk = practice_hub(963);
    let meeting = planned(&mut desk);
    let board = desk.call("meeting_page", json!({ "id": meeting }))["board"]["id"].clone();
    let of_board = board.clone();
    let request = json!({ "pack": "board", "record": meeting });
    let issue = json!({ "pack": "board", "record": meeting });
    desk.call("pack_issue", issue.clone());
    let template = |name: &str, board: Value, sections: &str| {
        let fields = json!({ "name": name, "pack": "board", "board": board, "sections": sections });
        json!({ "kind": "pack_template", "fields": fields })
    };
    let unknown = desk.refused("save", template("Wrong", Value::Null, "items\nweather"));
    assert_eq!(unknown.code, "invalid", "{unknown:?}");
    desk.call("save", template("For all", Value::Null, "items"));
    let pack = page(&mut desk, request.clone());
    assert!(!pack.contains("Seats and attendance") && !pack.contains("Indicators, October"));
    // The board's own goes before that of all.
    desk.call(
        "save",
        template("Ours", board, "reports\nitems\nattendance"),
    );
    let pack = page(&mut desk, request);
    let place = |words: &str| pack.rfind(words).unwrap();
    assert!(place("Indicators, October") < place("Seats and attendance"));
    assert!(!pack.contains("Interests to declare"));
    // As a person chooses them: those of the board, the left out ones behind them.
    let parts = desk.call("pack_parts", json!({ "pack": "board", "board": of_board }));
    let names = |on: bool| {
        let parts = parts["parts"].as_array().unwrap().iter();
        let parts = parts.filter(|part| part["on"] == on);
        parts
            .map(|part| part["name"].as_str().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(true), ["reports", "items", "attendance"]);
    assert_eq!(
        names(false),
        ["interests", "actions", "decisions", "previous", "papers"]
    );
    assert_eq!(parts["name"], "Ours");
    let others = desk.call("pack_parts", json!({ "pack": "board" }));
    assert_eq!(others["name"], "For all");
    let next = desk.call("pack_issue", issue);
    assert!(
        next["changes"]
            .to_string()
            .contains("The parts of the pack were chosen anew."),
        "{next}"
    );
}

#[test]
fn a_report_and_a_strategy_have_the_parts_that_were_chosen_for_them() {
    let mut desk = practice_hub(964);
    for (pack, chosen, gone) in [
        ("engagement", "plan\nstakeholders", "Contacts, oldest first"),
        ("strategy", "governance\narea", "Where we stand: figures"),
    ] {
        let usual = desk.call("pack_parts", json!({ "pack": pack }));
        assert_eq!(usual["template"], Value::Null);
        let parts = usual["parts"].as_array().unwrap();
        assert!(parts.iter().all(|part| part["on"] == true), "{usual}");
        assert!(page(&mut desk, json!({ "pack": pack })).contains(gone));
        let first = desk.call("pack_issue", json!({ "pack": pack }));
        let fields =
            json!({ "name": usual["name"], "pack": pack, "board": null, "sections": chosen });
        let save = json!({ "kind": "pack_template", "fields": fields });
        let template = desk.call("save", save)["id"].clone();
        let now = desk.call("pack_parts", json!({ "pack": pack }));
        assert_eq!(now["template"], template);
        let names = now["parts"].as_array().unwrap().iter();
        let names: Vec<&str> = names.map(|part| part["name"].as_str().unwrap()).collect();
        let chosen: Vec<&str> = chosen.lines().collect();
        assert_eq!(names[..2], chosen, "{now}");
        assert!(!page(&mut desk, json!({ "pack": pack })).contains(gone));
        // What went out stands still; the next version has the new parts.
        let before = json!({ "pack": pack, "version": first["id"] });
        assert!(page(&mut desk, before).contains(gone), "{pack}");
        let next = desk.call("pack_issue", json!({ "pack": pack }));
        assert_eq!(next["version"], 2);
    }
    let wrong = json!({ "name": "Wrong", "pack": "strategy", "board": null, "sections": "items" });
    let fault = desk.refused("save", json!({ "kind": "pack_template", "fields": wrong }));
    assert_eq!(fault.code, "invalid", "{fault:?}");
    let fault = desk.refused("pack_parts", json!({ "pack": "kpi" }));
    assert_eq!(fault.code, "unknown_pack", "{fault:?}");
}
