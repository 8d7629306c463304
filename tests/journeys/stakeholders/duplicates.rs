//! Journey B: 1,000 organisations and 4,000 people from a messy workbook; what is there twice is found, merged, unmerged.

use std::time::Instant;

use hubfolio_tests::Desk;
use serde_json::{Value as Json, json};

use super::workbook;

const FIRST: [&str; 16] = [
    "Amara", "Bertram", "Cedric", "Dilys", "Eleanor", "Farouk", "Gwilym", "Hyacinth", "Isidore",
    "Jocasta", "Kwabena", "Leopold", "Mohinder", "Nkechi", "Oswald", "Philippa",
];
const SORTS: [&str; 4] = ["Hospice", "University", "Council", "Pharmacy"];

/// Invented names of ten letters; no two of the first 250 share more than seven of them in order.
fn surname(n: usize) -> String {
    let mut x = (n as u64)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .wrapping_add(3);
    x ^= x >> 29;
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^= x >> 32;
    let mut word = String::new();
    for _ in 0..5 {
        for letters in ["bcdfghjklmnprstv", "aeiou"] {
            let of = letters.len() as u64;
            word.push(letters.as_bytes()[(x % of) as usize] as char);
            x /= of;
        }
    }
    format!("{}{}", word[..1].to_uppercase(), &word[1..])
}

fn organisation(n: usize) -> String {
    format!("{} {}", surname(n % 250), SORTS[n / 250])
}

/// Two letters changed places.
fn slip(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    letters.swap(2, 3);
    letters.into_iter().collect()
}

fn person(n: usize) -> [String; 2] {
    [FIRST[n / 250].to_owned(), surname(n % 250)]
}

/// A title, an empty line, headings; capitals, doubled spaces, forms of address and words for nothing as people leave
/// them.
fn rows() -> Vec<Vec<String>> {
    let row = |cells: [&str; 8]| cells.map(str::to_owned).to_vec();
    let mut rows = vec![
        row(["Stakeholders – DO NOT SHARE", "", "", "", "", "", "", ""]),
        row(["", "", "", "", "", "", "", ""]),
        row([
            "Forename",
            "SURNAME",
            "Organisation ",
            "Type",
            "Job Title",
            "E-mail address",
            "Tel",
            "Comments",
        ]),
    ];
    for n in 0..1_000 {
        let name = organisation(n);
        let name = if n % 7 == 0 {
            name.to_uppercase()
        } else {
            name
        };
        rows.push(row([
            "",
            "",
            &name,
            "voluntary sector",
            "",
            "",
            "01632 960001",
            "",
        ]));
    }
    for n in 0..40 {
        rows.push(row([
            "",
            "",
            &slip(&organisation(n * 3)),
            "",
            "",
            "",
            "",
            "",
        ]));
    }
    for n in 0..4_000 {
        let [first, last] = person(n);
        let email = format!("{first}.{last}@example.org");
        let first = if n % 11 == 0 {
            format!("Dr  {first}")
        } else {
            first
        };
        let email = if n % 13 == 0 {
            "not an address".to_owned()
        } else {
            email
        };
        rows.push(row([
            &first,
            &last,
            &format!("{}  ", organisation(n % 1_000)),
            "",
            "Manager",
            &email,
            "",
            "met 2024",
        ]));
    }
    for n in 0..100 {
        let [first, last] = person(n * 17 + 1);
        rows.push(row([
            &first,
            &slip(&last),
            &organisation(n),
            "",
            "Manager",
            "",
            "",
            "",
        ]));
    }
    rows
}

fn total(desk: &mut Desk, kind: &str) -> i64 {
    let view =
        json!({ "source": { "kind": kind }, "columns": [], "sort": [], "offset": 0, "limit": 1 });
    desk.call("view", view)["total"].as_i64().unwrap()
}

fn found(desk: &mut Desk, kind: &str) -> Json {
    let begun = Instant::now();
    let page = desk.call("duplicates", json!({ "kind": kind, "limit": 10_000 }));
    eprintln!(
        "duplicates of {kind}: {} in {:?}",
        page["compared"],
        begun.elapsed()
    );
    page
}

/// Two records whose names have the same letters in another order.
fn is_a_slip(group: &Json) -> bool {
    let letters = |record: &Json| {
        let title = record["title"].as_str().unwrap().to_lowercase();
        let mut letters: Vec<char> = title.chars().filter(|c| c.is_alphabetic()).collect();
        letters.sort_unstable();
        letters
    };
    match group["records"].as_array().unwrap().as_slice() {
        [one, other] => letters(one) == letters(other),
        _ => false,
    }
}

#[test]
fn a_messy_list_is_brought_in_and_its_duplicates_merged_and_unmerged() {
    let mut desk = Desk::new(6_001);
    let before = desk.hash();
    let file = workbook(&desk, "stakeholders.xlsx", &rows());
    let request = json!({ "mapping": "contacts", "file": file, "ics": null });
    let shown = desk.call("import_preview", request.clone());
    assert_eq!(shown["can_apply"], true, "{}", shown["problems"]);
    let imported = desk.call(
        "import_apply",
        json!({ "request": request, "token": shown["token"] }),
    );
    assert_eq!(total(&mut desk, "organisation"), 1_040);
    assert_eq!(total(&mut desk, "person"), 1 + 4_100);
    assert_eq!(total(&mut desk, "post"), 4_100);
    let brought_in = desk.hash();
    let again = desk.call("import_preview", request);
    assert!(
        again["changes"].as_array().unwrap().is_empty(),
        "once more adds nothing: {}",
        again["summary"]
    );

    let organisations = found(&mut desk, "organisation");
    assert_eq!(
        organisations["total"], 40,
        "the forty slips and nothing else"
    );
    assert!(
        organisations["groups"]
            .as_array()
            .unwrap()
            .iter()
            .all(is_a_slip),
        "each is a name and its own slip"
    );
    let people = found(&mut desk, "person");
    assert_eq!(people["total"], 100, "the hundred slips and nothing else");
    assert!(
        people["groups"]
            .as_array()
            .unwrap()
            .iter()
            .all(|g| g["sure"] == false)
    );

    let groups = |page: &Json| -> Vec<Json> {
        let ids = |g: &Json| {
            g["records"]
                .as_array()
                .unwrap()
                .iter()
                .map(|r| r["id"].clone())
                .collect::<Vec<_>>()
        };
        let groups = page["groups"].as_array().unwrap().iter().map(ids);
        groups
            .map(|ids| json!({ "keep": ids[0], "others": ids[1..] }))
            .collect()
    };
    let merged = desk.call(
        "merge_many",
        json!({ "kind": "organisation", "groups": groups(&organisations) }),
    );
    assert_eq!(merged["merged"], 40);
    let both = desk.call(
        "merge_many",
        json!({ "kind": "person", "groups": groups(&people), "reason": "Same people" }),
    );
    assert_eq!(
        (total(&mut desk, "organisation"), total(&mut desk, "person")),
        (1_000, 4_001)
    );
    assert_eq!(found(&mut desk, "person")["total"], 0);
    assert_eq!(total(&mut desk, "post"), 4_100, "no post is lost");
    let keep = groups(&people)[0]["keep"].as_str().unwrap().to_owned();
    let page = desk.call("stakeholder_page", json!({ "kind": "person", "id": keep }));
    assert_eq!(
        page["posts"].as_array().unwrap().len(),
        2,
        "every link is kept: {page}"
    );

    desk.call("undo", json!({ "action": both["saved"]["change"] }));
    desk.call("undo", json!({ "action": merged["saved"]["change"] }));
    assert_eq!(desk.hash(), brought_in, "as before the merging");
    desk.call("undo", json!({ "action": imported["change"] }));
    assert_eq!(desk.hash(), before, "as before the import");
}

#[test]
fn records_told_apart_are_not_put_before_people_again() {
    let mut desk = Desk::new(6_002);
    let one = desk.save("organisation", json!({ "name": "Northwold University" }));
    let other = desk.save("organisation", json!({ "name": "Northwold Univeristy" }));
    let page = found(&mut desk, "organisation");
    assert_eq!(
        (&page["total"], &page["groups"][0]["reason"]),
        (&json!(1), &json!("near_name"))
    );
    let before = desk.hash();
    let saved = desk.call(
        "keep_apart",
        json!({ "kind": "organisation", "records": [one, other] }),
    );
    assert_eq!(found(&mut desk, "organisation")["total"], 0);
    desk.call("undo", json!({ "action": saved["change"] }));
    assert_eq!(
        found(&mut desk, "organisation")["total"],
        1,
        "an undo asks again"
    );
    assert_eq!(desk.hash(), before);
}

#[test]
fn a_record_is_merged_one_way_only() {
    let mut desk = Desk::new(6_003);
    let one = desk.save("organisation", json!({ "name": "Northwold University" }));
    let other = desk.save("organisation", json!({ "name": "Northwold Univeristy" }));
    let before = desk.hash();
    let ways = json!([{ "keep": one, "others": [other] }, { "keep": other, "others": [one] }]);
    let fault = desk.refused(
        "merge_many",
        json!({ "kind": "organisation", "groups": ways }),
    );
    assert_eq!(fault.code, "both_ways");
    let fault = desk.refused(
        "merge_many",
        json!({ "kind": "organisation", "groups": [] }),
    );
    assert_eq!(fault.code, "nothing_to_merge");
    let fault = desk.refused("duplicates", json!({ "kind": "kpi_set" }));
    assert_eq!(fault.code, "not_compared");
    assert_eq!(desk.hash(), before);
}
