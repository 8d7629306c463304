//! Two versions to settle: two laptops that exchange files, and the commands that list, settle and merge.

use serde_json::{Value, json};

use crate::{boards::add, hub::Hub};

fn text(path: &std::path::Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Ann's and Ben's laptops, of one team.
fn two_laptops() -> (Hub, Hub, String) {
    let ann = Hub::new();
    let person = ann.json(&["save", "person", "name=Bo Bell", "telephone=1"]);
    let file = text(&ann.path("start.hubx"));
    let invited = ann.json(&["exchange", "invite", "Ben Booth", "--out", &file]);
    let ben = Hub::none();
    let words = text(&ben.path("words.txt"));
    std::fs::write(&words, invited["words"].as_str().unwrap()).unwrap();
    ben.json(&[
        "--as",
        "Ben Booth",
        "exchange",
        "join",
        &file,
        "--words-file",
        &words,
    ]);
    (ann, ben, person["id"].as_str().unwrap().to_owned())
}

fn send(from: &Hub, to: &Hub, name: &str) {
    let file = text(&from.path(name));
    from.json(&["exchange", "export", &file]);
    to.json(&["exchange", "import", &file, "--approve"]);
}

fn first_id(things: &Value) -> String {
    things[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn what_a_laptop_held_is_told_and_words_are_no_argument() {
    let (ann, ben, _) = two_laptops();
    send(&ben, &ann, "hello.hubx");
    let status = ann.json(&["exchange", "status"]);
    let held = ann.json(&[
        "exchange",
        "held",
        status["others"][0]["key"].as_str().unwrap(),
    ]);
    assert!(!held["lines"].as_array().unwrap().is_empty(), "{held}");
    assert!(held["personal"][0].is_string(), "{held}");
    let named = ann.try_run(&["exchange", "preview", "x.hubx", "--words", "a b c d e f"]);
    assert_eq!(named.status.code(), Some(2), "{named:?}");
}

#[test]
fn status_names_the_files_that_were_refused() {
    let (ann, ben, _) = two_laptops();
    let file = text(&ben.path("whole.hubx"));
    ben.json(&["exchange", "export", &file]);
    let bytes = std::fs::read(&file).unwrap();
    let cut = ann.write("cut.hubx", &bytes[..bytes.len() / 2]);
    assert_eq!(
        ann.refused_code(&["exchange", "import", &cut]),
        "file_damaged"
    );
    let said = ann.run(&["exchange", "status"]);
    assert!(
        said.contains("Refused on ") && said.contains("cut.hubx. This file is damaged"),
        "{said}"
    );
}

#[test]
fn two_versions_are_listed_and_settled() {
    let (ann, ben, bo) = two_laptops();
    ann.run(&["save", "person", "--id", &bo, "telephone=2"]);
    ben.run(&[
        "--as",
        "Ben Booth",
        "save",
        "person",
        "--id",
        &bo,
        "telephone=3",
    ]);
    send(&ben, &ann, "one.hubx");
    let things = ann.json(&["conflicts"]);
    assert_eq!(things.as_array().unwrap().len(), 1);
    assert_eq!(
        (&things[0]["what"], &things[0]["field"]),
        (&json!("field"), &json!("telephone"))
    );
    let list = ["list", "person", "--columns", "name,telephone"];
    assert!(ann.run(&list).contains("3 (two versions)"));
    let csv = ann.run(&[&list[..], &["--csv"]].concat());
    let heading = csv.lines().next().unwrap();
    assert!(heading.ends_with("Two versions to settle"), "{csv}");
    let said = ann.run(&["conflicts"]);
    assert!(
        said.contains("Telephone of Bo Bell has two versions.")
            && said.contains("1 thing to settle"),
        "{said}"
    );
    let id = first_id(&things);
    let said = ann.run(&["conflicts", &id]);
    assert!(
        said.contains("Ben Booth") && said.contains("--keep NUMBER") && said.contains("--write"),
        "{said}"
    );
    assert_eq!(
        ann.refused_code(&["resolve", &id, "--keep", "3"]),
        "no_version"
    );
    assert_eq!(
        ann.refused_code(&["resolve", &id, "--both"]),
        "no_such_choice"
    );
    let settled = ann.json(&["resolve", &id, "--write", "4", "--because", "Rang to check"]);
    assert_eq!(
        (&settled["settled"], &settled["to_settle"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(
        ann.run(&["conflicts"]).trim(),
        "Nothing waits to be settled."
    );
    assert_eq!(
        ann.refused_code(&["resolve", &id, "--keep", "1"]),
        "settled"
    );
    assert_eq!(
        ann.json(&["show", "person", &bo])["fields"]["telephone"],
        "4"
    );
    send(&ann, &ben, "two.hubx");
    assert_eq!(ann.hash(), ben.hash());
    assert_eq!(ben.json(&["conflicts"]), json!([]));
}

#[test]
fn all_are_settled_at_once_and_undone_at_once() {
    let (ann, ben, bo) = two_laptops();
    ann.run(&["save", "person", "--id", &bo, "telephone=2", "role=Nurse"]);
    ben.run(&[
        "--as",
        "Ben Booth",
        "save",
        "person",
        "--id",
        &bo,
        "telephone=3",
        "role=GP",
    ]);
    send(&ben, &ann, "one.hubx");
    let before = ann.hash();
    let settled = ann.json(&["resolve", "--all", "--from", "Ben Booth"]);
    assert_eq!(settled["settled"], 2);
    let fields = ann.json(&["show", "person", &bo])["fields"].clone();
    assert_eq!(
        (&fields["telephone"], &fields["role"]),
        (&json!("3"), &json!("GP"))
    );
    ann.run(&["undo"]);
    assert_eq!(ann.hash(), before);
    assert_eq!(ann.json(&["resolve", "--all", "--newest"])["settled"], 2);
    let wrong = ann.try_run(&["resolve", "--all", "--keep", "1"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn two_records_are_merged_and_parted() {
    let hub = Hub::new();
    let keep = hub.json(&["save", "person", "name=Ada Bell", "email=ada@b.org"]);
    hub.run(&["save", "person", "name=Ada Belle", "telephone=7"]);
    let before = hub.hash();
    let merged = hub.json(&[
        "merge",
        "person",
        "Ada Bell",
        "Ada Belle",
        "--because",
        "Married",
    ]);
    assert_eq!(merged["id"], keep["id"]);
    assert_eq!(
        hub.json(&["show", "person", "Ada Bell"])["fields"]["telephone"],
        "7"
    );
    hub.run(&["undo"]);
    assert_eq!(hub.hash(), before);
}

#[test]
fn long_texts_that_begin_alike_are_shown_whole() {
    let (ann, ben, bo) = two_laptops();
    let same = "Long enough to fill the whole width that a column of the table has";
    let anns = format!("notes={same}, by Ann");
    let bens = format!("notes={same}, by Ben");
    ann.run(&["save", "person", "--id", &bo, &anns]);
    ben.run(&["--as", "Ben Booth", "save", "person", "--id", &bo, &bens]);
    send(&ben, &ann, "notes.hubx");
    let said = ann.run(&["conflicts", &first_id(&ann.json(&["conflicts"]))]);
    assert!(
        said.contains(", by Ann\n") && said.contains(", by Ben\n"),
        "{said}"
    );
}

#[test]
fn an_edit_of_a_record_merged_away_meanwhile_waits_and_is_taken_over() {
    let (ann, ben, bo) = two_laptops();
    let other = ann.json(&["save", "person", "name=Bob Bell", "role=Nurse"]);
    let other = other["id"].as_str().unwrap();
    send(&ben, &ann, "hello.hubx");
    send(&ann, &ben, "two.hubx");
    ann.run(&["merge", "person", &bo, other]);
    ben.run(&[
        "--as",
        "Ben Booth",
        "save",
        "person",
        "--id",
        other,
        "role=GP",
    ]);
    send(&ben, &ann, "role.hubx");
    let things = ann.json(&["conflicts", "--record", &bo]);
    let id = first_id(&things);
    assert_eq!(id, format!("field/person/{other}/role"));
    let said = ann.run(&["conflicts", &id]);
    assert!(
        said.contains("Role of Bob Bell was changed by somebody who had not seen that it became another name for Bo Bell.")
            && said.contains("Nurse (shown)")
            && said.contains("GP "),
        "{said}"
    );
    ann.run(&["resolve", &id, "--keep", "2"]);
    let fields = ann.json(&["show", "person", &bo])["fields"].clone();
    assert_eq!(fields["role"], "GP");
    send(&ann, &ben, "settled.hubx");
    assert_eq!(ann.hash(), ben.hash());
    assert_eq!(ben.json(&["conflicts"]), json!([]));
}

#[test]
fn pages_of_several_records_name_what_is_to_be_settled_in_them() {
    let (ann, ben, _) = two_laptops();
    send(&ben, &ann, "hello.hubx");
    let board = add(&ann, "board", &["name=Hub board"]);
    let meeting = add(
        &ann,
        "meeting",
        &[&format!("board={board}"), "day=01/12/2025", "state=planned"],
    );
    let of_meeting = format!("meeting={meeting}");
    let item = add(
        &ann,
        "agenda_item",
        &[&of_meeting, "place=1", "title=Minutes", "purpose=note"],
    );
    let trust = add(&ann, "organisation", &["name=Dene Trust"]);
    let place = add(
        &ann,
        "stakeholder_mapping",
        &[
            &format!("organisation={trust}"),
            "influence=4",
            "interest=4",
            "day=01/11/2025",
        ],
    );
    let declared = add(
        &ann,
        "declaration",
        &[
            "person=Bo Bell",
            "declared=interest",
            "kind=financial",
            "description=Shares",
            "declared_on=01/11/2025",
        ],
    );
    send(&ann, &ben, "all.hubx");
    let edits: [(&str, &str, [&str; 2]); 4] = [
        ("board", &board, ["purpose=Leads", "purpose=Watches"]),
        ("agenda_item", &item, ["title=Old minutes", "title=Notes"]),
        (
            "stakeholder_mapping",
            &place,
            ["influence=2", "influence=3"],
        ),
        (
            "declaration",
            &declared,
            ["description=Loans", "description=Bonds"],
        ),
    ];
    for (kind, id, [mine, theirs]) in edits {
        ann.run(&["save", kind, "--id", id, mine]);
        ben.run(&["--as", "Ben Booth", "save", kind, "--id", id, theirs]);
    }
    let before = ann.json(&["meeting", "show", &meeting]);
    assert_eq!(before["to_settle"], json!([]));
    send(&ben, &ann, "one.hubx");
    let marks = |page: &[&str]| -> Vec<(String, String)> {
        let page = ann.json(page);
        let marks = page["to_settle"].as_array().unwrap().iter();
        let mut marks: Vec<_> = marks
            .map(|m| (m["on"].as_str().unwrap(), m["field"].as_str().unwrap()))
            .map(|(on, field)| (on.to_owned(), field.to_owned()))
            .collect();
        marks.sort_by(|a, b| a.1.cmp(&b.1));
        marks
    };
    let at = |on: &str, field: &str| (on.to_owned(), field.to_owned());
    assert_eq!(
        marks(&["meeting", "show", &meeting]),
        [at(&board, "purpose"), at(&item, "title")]
    );
    assert_eq!(
        marks(&["board", "show", &board]),
        [at(&board, "purpose")],
        "what is inside a meeting has its place there"
    );
    assert_eq!(marks(&["stakeholders", "map"]), [at(&place, "influence")]);
    assert_eq!(
        marks(&["stakeholders", "show", "organisation", &trust]),
        [at(&place, "influence")]
    );
    let register = ["interests", "register"];
    assert_eq!(marks(&register), [at(&declared, "description")]);
    let said = ann.run(&register);
    assert!(
        said.contains("To settle") && said.contains("has two versions."),
        "{said}"
    );
    let id = first_id(&ann.json(&["meeting", "show", &meeting])["to_settle"]);
    ann.run(&["resolve", &id, "--keep", "1"]);
    assert_eq!(marks(&["meeting", "show", &meeting]).len(), 1);
}

#[test]
fn words_that_were_saved_open_the_file_and_are_told_apart_from_it() {
    let (ann, ben, _) = two_laptops();
    send(&ben, &ann, "hello.hubx");
    let (file, words) = (text(&ann.path("all.hubx")), text(&ann.path("words.txt")));
    let said = ann.run(&[
        "exchange",
        "export",
        &file,
        "--everything",
        "--with-words",
        "--save-words",
        &words,
    ]);
    assert!(
        said.contains("The words are in words.txt.") && said.contains("must never travel"),
        "{said}"
    );
    let kept = std::fs::read_to_string(&words).unwrap();
    assert!(
        kept.starts_with("Words that open all.hubx") && kept.contains("\r\n6. "),
        "{kept}"
    );
    ben.json(&["exchange", "preview", &file, "--words-file", &words]);
}
