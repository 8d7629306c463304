//! Every kind of pack and every list there is, as draft and signed, in every copy, from the practice hub and from a made-up
//! hub of a whole ICS. `cargo xtask packs` has them written, and validators look at them.

use std::path::{Path, PathBuf};

use hubfolio_core::{
    generate::{Size, generate},
    record::Id,
    store::What,
};
use hubfolio_tests::Desk;
use serde_json::{Value, json};

use super::{signed, sound};

/// Lists of more rows are written whole for the quick checks alone, and narrowed for the slow validators.
const MANY: i64 = 1_500;

/// Of packs of more pages, the slow validators look at drafts and at signed ones, not at what lies between the two.
const LONG: i64 = 200;

/// Words to narrow a long list by; the first that leaves few enough rows is taken.
const NARROW: [&str; 8] = [
    "surgery", "manager", "meeting", "jones", "williams", "west", "north", "2025",
];

/// A folder of files: those that claim PDF/UA and PDF/A, those too long for the slow validators, those that claim neither.
struct Out {
    folder: PathBuf,
    hub: &'static str,
}

impl Out {
    /// Gives its number of pages; none of what is for nobody outside.
    fn write(
        &self,
        desk: &mut Desk,
        kind: &str,
        claims: &str,
        name: &str,
        mut request: Value,
    ) -> Option<i64> {
        let folder = self.folder.join(claims);
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{}--{kind}--{name}.pdf", self.hub));
        request["file"] = json!(file);
        let kept_back = request["pack"] == "list" && request["copy"] == "public";
        let done = match desk.session.call(&desk.world, "pack", request) {
            Ok(done) => done,
            // The records of some lists are for nobody outside.
            Err(fault) if kept_back && fault.code == "confidential" => return None,
            Err(fault) => panic!("{}: {fault:?}", file.display()),
        };
        let bytes = std::fs::read(&file).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let claimed = text.contains("<pdfuaid:part>1") && text.contains("<pdfaid:part>3");
        assert_eq!(claimed, claims != "reading", "{}", file.display());
        done["pages"].as_i64()
    }
}

#[test]
#[ignore = "minutes: cargo xtask packs"]
fn everything_that_can_be_written_is_written() {
    let folder = std::env::var("HUBFOLIO_PDF_DIR").map(PathBuf::from);
    let folder = folder.expect("HUBFOLIO_PDF_DIR: where the files go");
    made_up_words(&folder);
    let out = |hub| Out {
        folder: folder.clone(),
        hub,
    };
    let (mut desk, kpi_return) = signed(941);
    all_of(&out("practice-hub"), &mut desk, &kpi_return);
    let (mut desk, kpi_return) = whole_ics(942);
    all_of(&out("whole-ics"), &mut desk, &kpi_return);
}

/// Packs of words that nobody wrote, whatever may stand in a field.
fn made_up_words(folder: &Path) {
    let claims = folder.join("claims");
    std::fs::create_dir_all(&claims).unwrap();
    for (name, bytes) in sound::of_snapshots(1) {
        std::fs::write(claims.join(format!("any-words--{name}")), bytes).unwrap();
    }
}

/// A hub with 500 practices and 60,000 people and contacts, with a submitted and signed return.
fn whole_ics(seed: u64) -> (Desk, String) {
    let mut desk = Desk::of(seed, "Made-up Training Hub", "Ann Archer");
    let me = json!({ "source": { "kind": "person" }, "search": "Ann Archer" });
    let me: Id = first(&mut desk, me).parse().unwrap();
    let store = desk.session.store().unwrap();
    let size = Size::scale(1);
    generate(store, &desk.world, me, &size, 1, &mut |_, _| true).unwrap();
    told_apart(&mut desk);
    two_meetings(&mut desk);
    let id = json!({
        "source": { "kind": "return" },
        "filter": { "not": { "field": { "path": "state", "op": "is", "value": "open" } } },
        "sort": [{ "path": "period", "descending": true }],
    });
    let id = first(&mut desk, id);
    sign(&mut desk, "return", &json!(id));
    (desk, id)
}

/// Made-up organisations may have one name: nothing that counts them goes out before somebody said that they are two.
fn told_apart(desk: &mut Desk) {
    // Of three namesakes, the third pair is seen once the first two are told apart.
    loop {
        let mut waiting = desk.session.store().unwrap().to_settle().unwrap();
        waiting.retain(|thing| thing.what == What::Same);
        if waiting.is_empty() {
            return;
        }
        for pair in waiting {
            let records = [pair.record, pair.target.unwrap()].map(|id| id.to_string());
            desk.call(
                "keep_apart",
                json!({ "kind": pair.kind, "records": records }),
            );
        }
    }
}

/// A meeting that was held and the next one to come, each with an agenda: those of made-up hubs of full size have none.
fn two_meetings(desk: &mut Desk) {
    let board = first(desk, json!({ "source": { "kind": "board" } }));
    for (day, state) in [("2025-10-09", "held"), ("2025-12-01", "planned")] {
        let one = json!({ "board": board, "day": day, "state": state, "starts": "09:00" });
        let meeting = desk.save("meeting", one);
        let titles = ["Welcome", "Placements of the year", "Any other business"];
        for (place, title) in titles.iter().enumerate() {
            let mut item = json!({ "meeting": meeting, "place": place + 1, "title": title, "purpose": "decide" });
            if place == 2 {
                item["confidentiality"] = json!("closed_session");
            }
            if state == "held" {
                item["minute"] = json!("It was talked about and agreed.");
            }
            desk.save("agenda_item", item);
        }
    }
}

/// The first record of a list.
fn first(desk: &mut Desk, view: Value) -> String {
    let page = desk.call("view", view);
    page["rows"][0]["id"].as_str().unwrap().to_owned()
}

fn sign(desk: &mut Desk, kind: &str, id: &Value) {
    desk.call(
        "sign",
        json!({ "kind": kind, "id": id, "how": "here", "role": "Chair" }),
    );
}

fn all_of(out: &Out, desk: &mut Desk, kpi_return: &str) {
    // Packs whose draft is long: the slow validators see that and the signed one, which bears a sign-off and its proofs. What
    // was issued and not signed yet differs from the draft on its first and last pages alone, and those of the practice
    // hub's are seen.
    let mut long = vec![];
    for copy in ["members", "public"] {
        let mut one = |kind: &str, state: &str, request: Value| {
            let mut request = request;
            request["pack"] = json!(kind);
            request["copy"] = json!(copy);
            let pages = out.write(desk, kind, "claims", &format!("{state}--{copy}"), request);
            if pages > Some(LONG) {
                long.push((kind.to_owned(), copy));
            }
        };
        one("kpi", "signed", json!({ "record": kpi_return }));
        for kind in ["kpi", "strategy", "interests", "engagement"] {
            one(kind, "draft", json!({}));
        }
        one(
            "kpi",
            "draft-both-sides",
            json!({ "print": { "both_sides": true } }),
        );
        one("kpi", "draft-large", json!({ "print": { "large": true } }));
    }
    for kind in ["interests", "engagement", "strategy"] {
        let issued = desk.call("pack_issue", json!({ "pack": kind }));
        for state in ["issued", "signed"] {
            if state == "signed" {
                sign(desk, "issued_pack", &issued["id"]);
            }
            for copy in ["members", "public"] {
                let request = json!({ "pack": kind, "version": issued["id"], "copy": copy });
                let unseen = state == "issued" && long.contains(&(kind.to_owned(), copy));
                let claims = if unseen { "whole" } else { "claims" };
                out.write(desk, kind, claims, &format!("{state}--{copy}"), request);
            }
        }
    }
    meetings(out, desk);
    lists(out, desk);
}

/// The packs of a meeting to come and of one that was held: as they are now, as they went out, and signed.
fn meetings(out: &Out, desk: &mut Desk) {
    let planned = meeting(desk, "planned");
    let page = desk.call("meeting_page", json!({ "id": planned }));
    let paper = desk.file("Paper.pdf");
    desk.call(
        "pack",
        json!({ "pack": "list", "view": { "source": { "kind": "place" } }, "file": paper }),
    );
    for item in page["items"].as_array().unwrap() {
        let request = json!({ "kind": "agenda_item", "id": item["id"], "file": paper });
        desk.call("attach", request);
    }
    let held = meeting(desk, "held");
    if desk.call("meeting_page", json!({ "id": held }))["minutes"]["state"] == "" {
        desk.call("minutes_step", json!({ "meeting": held, "step": "draft" }));
    }
    for (pack, meeting) in [("board", &planned), ("minutes", &held)] {
        copies(out, desk, (pack, meeting), "now", None);
        let issued = desk.call("pack_issue", json!({ "record": meeting, "pack": pack }));
        copies(out, desk, (pack, meeting), "draft", Some(&issued));
        sign(desk, "issued_pack", &issued["id"]);
        copies(out, desk, (pack, meeting), "signed", Some(&issued));
    }
}

fn meeting(desk: &mut Desk, state: &str) -> String {
    let view = json!({
        "source": { "kind": "meeting" },
        "filter": { "field": { "path": "state", "op": "is", "value": state } },
        "sort": [{ "path": "day", "descending": state == "held" }],
    });
    first(desk, view)
}

fn copies(
    out: &Out,
    desk: &mut Desk,
    (pack, meeting): (&str, &str),
    state: &str,
    issued: Option<&Value>,
) {
    let mut whose = vec!["members".to_owned()];
    // Minutes that nobody published have no public copy.
    if pack == "board" {
        whose.extend(["public".to_owned(), "closed".to_owned()]);
        let own = issued.map_or(&Value::Null, |one| &one["own_copies"]);
        let own = own
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        whose.extend(own.map(|name| format!("member:{name}")));
    }
    if issued.is_some_and(|one| one["closed_session"] == false) {
        whose.retain(|copy| copy != "closed");
    }
    for copy in whose {
        let mut request = json!({ "pack": pack, "record": meeting, "copy": copy });
        if let Some(one) = issued {
            request["version"] = one["id"].clone();
        }
        let name = format!("{state}--{}", copy.replace([':', ' '], "-"));
        out.write(desk, pack, "claims", &name, request.clone());
        if pack == "board" {
            for (papers, claims) in [("read", "reading"), ("filed", "claims")] {
                request["papers"] = json!(papers);
                let name = format!("{name}--papers-{papers}");
                out.write(desk, pack, claims, &name, request.clone());
            }
        }
    }
}

fn lists(out: &Out, desk: &mut Desk) {
    for kind in super::lists::kinds(desk) {
        let view = json!({ "source": { "kind": kind }, "limit": 0 });
        let total = |desk: &mut Desk, view: &Value| -> i64 {
            desk.call("view", view.clone())["total"].as_i64().unwrap()
        };
        let mut narrowed = view.clone();
        if total(desk, &view) > MANY {
            let request = json!({ "pack": "list", "view": view, "copy": "members" });
            out.write(desk, "list", "whole", &format!("{kind}--whole"), request);
            let few = NARROW.iter().map(|word| {
                let mut narrowed = view.clone();
                narrowed["search"] = json!(word);
                narrowed
            });
            let mut few = few.filter(|view| (1..=MANY).contains(&total(desk, view)));
            match few.next() {
                Some(view) => narrowed = view,
                None => continue,
            }
        }
        for copy in ["members", "public"] {
            let request = json!({ "pack": "list", "view": narrowed, "copy": copy });
            out.write(desk, "list", "claims", &format!("{kind}--{copy}"), request);
        }
    }
}
