//! The KPI pack as a PDF file.

use std::process::Command;

use crate::{
    hub::{Hub, text},
    returns::answered,
};

/// The words of a PDF file with single spaces; none where poppler is absent, and then the test says what it skips.
pub fn words_of(pdf: &str) -> Option<String> {
    match Command::new("pdftotext").args([pdf, "-"]).output() {
        Ok(output) => {
            assert!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
            let text = String::from_utf8(output.stdout).unwrap();
            Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
        }
        Err(_) => {
            println!("skipped: pdftotext (poppler) is not on this machine");
            None
        }
    }
}

/// The titles of the national KPIs, as the list of indicators has them.
pub fn titles(hub: &Hub) -> Vec<String> {
    let list = hub.json(&[
        "list",
        "indicator",
        "--columns",
        "title",
        "--where",
        "part_of=",
        "--where",
        "set.code=NATIONAL-2022",
    ]);
    let rows = list["rows"].as_array().unwrap().iter();
    rows.map(|r| r["title"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn the_same_return_gives_the_same_bytes_with_all_titles_in_them() {
    let hub = Hub::with_patch();
    answered(&hub);
    hub.run(&["return", "submit", "2025-26 H1"]);
    hub.run(&[
        "sign",
        "return",
        "2025-26 H1",
        "--role",
        "Programme manager",
    ]);
    let (one, two) = (text(&hub.path("one.pdf")), text(&hub.path("two.pdf")));
    let done = hub.json(&["pack", "kpi", "--for", "2025-26 H1", "--out", &one]);
    assert!(done["signed"] == true && done["pages"].as_i64().unwrap() > 3);
    hub.run(&["pack", "kpi", "--out", &two]);
    assert_eq!(std::fs::read(&one).unwrap(), std::fs::read(&two).unwrap());
    let Some(words) = words_of(&one) else { return };
    let titles = titles(&hub);
    assert_eq!(titles.len(), 20);
    for title in &titles {
        assert!(words.contains(title), "{title}");
    }
    assert!(words.contains("Ann Archer") && !words.contains("DRAFT"));
}

#[test]
fn without_a_return_the_pack_is_a_draft_of_the_current_period() {
    let hub = Hub::with_patch();
    let file = text(&hub.path("draft.pdf"));
    assert!(
        hub.run(&["pack", "kpi", "--out", &file])
            .contains("a draft, not signed off")
    );
    let Some(words) = words_of(&file) else { return };
    assert!(words.contains("DRAFT"));
}

#[test]
fn a_pack_that_cannot_be_made_is_refused() {
    let hub = Hub::with_patch();
    assert_eq!(
        hub.refused_code(&["pack", "budget", "--out", "s.pdf"]),
        "unknown_pack"
    );
    assert_eq!(
        hub.refused_code(&["pack", "kpi", "--for", "2025-26 H1", "--out", "s.pdf"]),
        "no_return"
    );
    assert_eq!(
        hub.refused_code(&["pack", "kpi", "--out", "no/such/folder/s.pdf"]),
        "folder_missing"
    );
}

/// Nobody signs a passport, and so it is no draft either.
#[test]
fn a_practice_passport_is_written_by_the_practices_name() {
    let hub = Hub::new();
    hub.run(&["save", "practice", "ods_code=M84001", "name=Abbey Surgery"]);
    let page = text(&hub.path("passport.html"));
    let said = hub.run(&["pack", "passport", "--for", "Abbey Surgery", "--out", &page]);
    assert!(
        said.starts_with("passport.html written:") && !said.contains("signed"),
        "{said}"
    );
    let page = std::fs::read_to_string(page).unwrap();
    assert!(
        page.contains("Practice passport: Abbey Surgery") && page.contains("M84001"),
        "{page}"
    );
    let nowhere = text(&hub.path("nowhere.pdf"));
    let pack = ["pack", "passport", "--out", &nowhere];
    assert_eq!(hub.refused_code(&pack), "no_practice");
}

#[test]
fn a_list_on_paper_says_which_list_it_is() {
    let hub = Hub::with_patch();
    let file = hub.folder.path().join("list.pdf");
    let file = file.to_string_lossy().into_owned();
    hub.run(&["export-table", "practice", &file]);
    let verdict = hub.json(&["verify", &file]);
    let what = verdict["what"].as_str().unwrap();
    assert!(what.starts_with("List: Practices, made on "), "{what}");
}
