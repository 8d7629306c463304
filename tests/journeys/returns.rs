//! A half-year return from the registers to the signed pack (KPI-1 to KPI-7, PLN-6, PCK-4).

use hubfolio_tests::Desk;
use serde_json::{Value, json};

/// Three networks of two practices; one practice of the third closed in the period.
fn patch(desk: &mut Desk) -> Vec<String> {
    let mut pcns = vec![];
    for n in 1..=3 {
        let pcn = desk.save(
            "pcn",
            json!({ "ods_code": format!("U0000{n}"), "name": format!("Vale {n} PCN") }),
        );
        for p in 1..=2 {
            let code = format!("A{n}000{p}");
            let closed = if (n, p) == (3, 2) {
                json!("30/06/2025")
            } else {
                Value::Null
            };
            let practice = desk.save(
                "practice",
                json!({ "ods_code": code, "name": format!("Surgery {n}{p}"), "list_size": 12_000, "closed": closed }),
            );
            desk.save(
                "pcn_membership",
                json!({ "practice": practice, "pcn": pcn, "from": "01/07/2019" }),
            );
        }
        pcns.push(pcn);
    }
    pcns
}

fn answer<'a>(page: &'a Value, number: &str) -> &'a Value {
    page["answers"]
        .as_array()
        .unwrap()
        .iter()
        .find(|a| a["number"] == number)
        .unwrap()
}

#[test]
fn figures_come_from_the_marks_and_freeze_on_submission() {
    let mut desk = Desk::new(20);
    let pcns = patch(&mut desk);
    desk.save("pcn_mark", json!({ "pcn": pcns[0], "mark": "planning_support_offered", "from": "2023-05-01", "to": "2023-05-01" }));
    let late = desk.save(
        "pcn_mark",
        json!({ "pcn": pcns[1], "mark": "planning_support_offered", "from": "2025-10-01" }),
    );
    desk.save("pcn_mark", json!({ "pcn": pcns[2], "mark": "uses_library_services", "from": "2024-01-01", "to": "2025-04-01" }));
    desk.save("pcn_mark", json!({ "pcn": pcns[1], "mark": "uses_library_services", "from": "2024-01-01", "to": "2025-03-31" }));

    let page = desk.call(
        "return_open",
        json!({ "set": null, "period": "2025-26 H1" }),
    );
    assert_eq!(page["title"], "National KPIs, April to September 2025");
    assert_eq!(page["answers"].as_array().unwrap().len(), 22);
    assert_eq!(answer(&page, "1")["worked_out"], "1 of 3, 33.3%");
    assert_eq!(answer(&page, "8")["worked_out"], "1 of 3, 33.3%");
    assert_eq!(answer(&page, "19")["worked_out"], "0 of 3, 0%");
    let rows = desk.call("view", answer(&page, "8")["numerator"].clone());
    assert_eq!(
        (rows["total"].clone(), rows["rows"][0]["title"].clone()),
        (json!(1), json!("Vale 3 PCN"))
    );

    let id = page["id"].clone();
    let fault = desk.refused("return_submit", json!({ "id": id }));
    assert_eq!(fault.code, "narratives_missing");
    let fault = desk.refused(
        "return_answer",
        json!({ "id": id, "number": "1", "figure": "50" }),
    );
    assert_eq!(fault.code, "reason_needed");
    for a in page["answers"].as_array().unwrap() {
        if a["narrative_needed"] == true {
            desk.call(
                "return_answer",
                json!({ "id": id, "number": a["number"], "narrative": "We did what we said." }),
            );
        }
    }
    desk.call(
        "return_answer",
        json!({ "id": id, "number": "11", "figure": "3" }),
    );
    let page = desk.call("return_submit", json!({ "id": id }));
    assert_eq!(
        (page["frozen"].clone(), page["state_label"].clone()),
        (json!(true), json!("Submitted by the hub"))
    );

    desk.call(
        "save",
        json!({ "kind": "pcn_mark", "id": late, "fields": { "from": "2025-09-01" } }),
    );
    let page = desk.call("return_page", json!({ "id": id }));
    assert_eq!(answer(&page, "1")["figure"], "1 of 3, 33.3%");
    assert_eq!(
        answer(&page, "1")["later"],
        "The registers now give 2 of 3, 66.7%."
    );
    let fault = desk.refused(
        "return_answer",
        json!({ "id": id, "number": "1", "narrative": "Better words" }),
    );
    assert_eq!(fault.code, "frozen");

    let page = desk.call(
        "return_reopen",
        json!({ "id": id, "reason": "A mark was late" }),
    );
    assert_eq!(
        (page["revision"].clone(), page["frozen"].clone()),
        (json!(2), json!(false))
    );
    assert_eq!(answer(&page, "1")["figure"], "2 of 3, 66.7%");
    assert_eq!(answer(&page, "11")["figure"], "3");
}

#[test]
fn a_signed_pack_is_the_same_twice_and_says_who_signed() {
    let mut desk = Desk::new(21);
    let pcns = patch(&mut desk);
    for (pcn, mark) in [
        (0, "engaged"),
        (0, "engaged_on_new_roles"),
        (1, "planning_support_offered"),
    ] {
        desk.save(
            "pcn_mark",
            json!({ "pcn": pcns[pcn], "mark": mark, "from": "2025-05-01" }),
        );
    }
    let page = desk.call(
        "return_open",
        json!({ "set": null, "period": "2025-26 H1" }),
    );
    let id = page["id"].clone();
    let draft = desk.folder.path().join("draft.pdf");
    let done = desk.call(
        "pack",
        json!({ "pack": "kpi", "record": id, "file": draft }),
    );
    assert_eq!(done["signed"], false);
    for a in page["answers"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|a| a["narrative_needed"] == true)
    {
        desk.call("return_answer", json!({ "id": id, "number": a["number"], "narrative": "Planned, offered, followed up." }));
    }
    let fault = desk.refused(
        "sign",
        json!({ "kind": "return", "id": id, "how": "here", "role": "Programme manager" }),
    );
    assert_eq!(fault.code, "not_submitted");
    desk.call("return_submit", json!({ "id": id }));
    desk.call(
        "sign",
        json!({ "kind": "return", "id": id, "how": "here", "role": "Programme manager" }),
    );
    let fault = desk.refused("sign", json!({ "kind": "return", "id": id, "how": "recorded", "role": "SRO", "person": "Ruth Amadi" }));
    assert!(
        fault.fields.iter().any(|f| f.field == "evidence"),
        "{fault:?}"
    );
    let recorded = desk.call(
        "sign",
        json!({ "kind": "return", "id": id, "how": "recorded", "role": "Senior responsible officer",
                "person": "Ruth Amadi", "evidence": "E-mail of 3 November 2025" }),
    );
    assert_eq!(
        (recorded["intact"].clone(), recorded["recorded_by"].clone()),
        (json!(true), json!("Ann Archer"))
    );
    // A signer turns out to be in the list twice: what was signed stays as signed.
    let found = json!({ "kind": "person", "text": "Ruth Amadi", "limit": 1 });
    let other = desk.call("lookup", found)[0]["id"].clone();
    let keep = desk.save("person", json!({ "name": "Ruth Amadi-Cole" }));
    desk.call(
        "merge_records",
        json!({ "kind": "person", "keep": keep, "other": other }),
    );
    let page = desk.call("return_page", json!({ "id": id }));
    let signed = page["sign_offs"].as_array().unwrap();
    assert!(signed.iter().all(|one| one["intact"] == true), "{page}");
    assert!(signed.iter().any(|one| one["person"] == "Ruth Amadi-Cole"));
    let files = ["one.pdf", "two.pdf"].map(|f| desk.folder.path().join(f));
    for file in &files {
        let done = desk.call(
            "pack",
            json!({ "pack": "kpi", "record": null, "file": file }),
        );
        assert_eq!(done["signed"], true);
    }
    let bytes = files.map(|f| std::fs::read(f).unwrap());
    assert!(bytes[0] == bytes[1], "the same return gives the same bytes");
    let attached = hubfolio_core::pdf::attachments(&bytes[0]).unwrap();
    assert_eq!(attached[0].0, "return.json");
    if let Ok(keep) = std::env::var("HUBFOLIO_KEEP_PACK") {
        std::fs::copy(&draft, format!("{keep}-draft.pdf")).unwrap();
        std::fs::write(format!("{keep}-signed.pdf"), &bytes[0]).unwrap();
    }
}

#[test]
fn what_is_signed_or_published_is_never_undone_or_edited() {
    let mut desk = Desk::new(22);
    patch(&mut desk);
    let page = desk.call(
        "return_open",
        json!({ "set": null, "period": "2025-26 H1" }),
    );
    let id = page["id"].clone();
    for a in page["answers"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|a| a["narrative_needed"] == true)
    {
        desk.call(
            "return_answer",
            json!({ "id": id, "number": a["number"], "narrative": "Words." }),
        );
    }
    desk.call("return_submit", json!({ "id": id }));
    let actions = desk.call("actions", json!({}));
    let submit = &actions[0];
    assert_eq!(
        (submit["label"].clone(), submit["undoable"].clone()),
        (json!("Submit return April to September 2025"), json!(false))
    );
    let before = desk.hash();
    assert_eq!(
        desk.refused("undo", json!({ "action": submit["id"] })).code,
        "not_undoable"
    );
    let narrative = &actions[1];
    assert_eq!(
        desk.refused("undo", json!({ "action": narrative["id"] }))
            .code,
        "frozen"
    );
    let set = desk.call("view", json!({ "source": { "kind": "kpi_set" } }));
    let fault = desk.refused(
        "save",
        json!({ "kind": "kpi_set", "id": set["rows"][0]["id"], "fields": { "name": "Mine" } }),
    );
    assert_eq!(fault.code, "not_by_hand");
    assert_eq!(desk.hash(), before);
}
