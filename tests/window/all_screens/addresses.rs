//! The addresses of all screens, from the window's own table of places: a page that is added there and not here fails.

use std::{fs, path::PathBuf};

use serde_json::json;

use super::state::Known;

/// The names of the pages, as `ui/src/logic/router.ts` declares them.
pub fn pages() -> Vec<String> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("ui/src/logic/router.ts");
    let text = fs::read_to_string(file).unwrap();
    let start = text.find("export type Route").expect("the table of places");
    let table = text[start..].split(";\n\n").next().unwrap();
    let names = table.split("page: \"").skip(1);
    let names = names
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect::<Vec<_>>();
    assert!(
        names.len() > 25,
        "the table of places was not read: {names:?}"
    );
    names
}

/// Every screen of a page: what it is called in the table of results, and its address.
pub fn of(page: &str, known: &Known) -> Vec<(String, String)> {
    let plain = || vec![(page.to_owned(), format!("#/{page}"))];
    let one = |address: String| vec![(page.to_owned(), address)];
    let record = |kind: &str| known.id(kind);
    match page {
        "home" | "erasures" | "returns" | "edits" | "packs" | "sharing" | "bring-in" | "copies"
        | "stakeholder-map" | "settings" | "about" | "accessibility" | "switch-hub" | "welcome"
        | "to-settle" | "mail" | "interests" | "declare" | "boards" => plain(),
        "area" => known
            .areas
            .iter()
            .map(|area| (format!("area {area}"), format!("#/area/{area}")))
            .collect(),
        "list" => known
            .lists
            .iter()
            .map(|kind| (format!("list {kind}"), format!("#/list/{kind}")))
            .collect(),
        "new" => known
            .various
            .iter()
            .map(|kind| (format!("new {kind}"), format!("#/new/{kind}")))
            .collect(),
        "record" => known
            .various
            .iter()
            .map(|kind| {
                (
                    format!("record {kind}"),
                    format!("#/record/{kind}/{}", record(kind)),
                )
            })
            .collect(),
        "close" | "passport" => one(format!("#/{page}/practice/{}", record("practice"))),
        "erase" | "merge" => one(format!("#/{page}/person/{}", record("person"))),
        "rows" => one(format!(
            "#/rows/kpi.1.numerator?title=KPI%201&params={}",
            encoded(
                &json!({ "hub": record("hub_profile"), "from": "2025-04-01", "to": "2025-09-30" })
                    .to_string()
            )
        )),
        "import" => vec![
            (page.to_owned(), "#/import".into()),
            (format!("{page} epraccur"), "#/import/epraccur".into()),
        ],
        "return" => {
            let id = record("return");
            vec![
                (page.to_owned(), format!("#/return/{id}")),
                (format!("{page} KPI 1"), format!("#/return/{id}/1")),
            ]
        }
        "board" | "meeting" => one(format!("#/{page}/{}", record(page))),
        "search" => vec![
            (page.to_owned(), "#/search?q=pra".into()),
            (format!("{page} nothing found"), "#/search?q=xyzzy".into()),
        ],
        "send" => vec![
            (page.to_owned(), "#/send".into()),
            (format!("{page} invitation"), "#/send/nobody".into()),
        ],
        "duplicates" => ["person", "organisation"]
            .iter()
            .map(|kind| (format!("{page} {kind}"), format!("#/{page}/{kind}")))
            .collect(),
        "copy" => one("#/copy/none".into()),
        "send-copy" => vec![
            (format!("{page} list"), "#/send-copy/practice".into()),
            (
                format!("{page} record"),
                format!("#/send-copy/return/{}", record("return")),
            ),
        ],
        "settle" => one("#/to-settle/none".into()),
        "help" => vec![
            (page.to_owned(), "#/help".into()),
            (format!("{page} topic"), "#/help/lists".into()),
        ],
        "missing" => one("#/no/such/page".into()),
        other => panic!(
            "the page {other:?} is in the table of places, but the walk over all screens does not know where to find it: add it to addresses.rs"
        ),
    }
}

/// As a part of an address.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => char::from(b).to_string(),
            _ => format!("%{b:02X}"),
        })
        .collect()
}
