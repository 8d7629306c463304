//! No word that was withheld is in a copy, in any form: pages, particulars, bookmarks, structure, attached snapshot, name.

use hubfolio_core::{
    document::{Attachment, Cover, Document, Paragraph, Relationship},
    html,
    packs::copies::{Face, Issue, Snapshot, issue, reduce},
    pdf,
};
use hubfolio_tests::{
    Desk,
    soak::{Seed, seeds},
};
use serde_json::{Value, json};

use super::{
    kinds::{self, Planter, day},
    reading::{close, said},
    written,
};

/// All that somebody who got this copy could find in it.
fn found_in(copy: &Issue) -> String {
    let bytes = pdf::render(&copy.document, &mut |_, _| true).unwrap();
    let page = close(&html::render(&copy.document));
    format!("{} {page} {}", said(&bytes), copy.file_stem)
}

fn leaked(found: &str, words: &[String]) -> Vec<String> {
    words
        .iter()
        .filter(|w| found.contains(w.as_str()))
        .cloned()
        .collect()
}

/// A public copy says what the public may read, all of it, and nothing else.
fn assert_public<S: Snapshot>(whole: &S, p: &Planter) {
    let found = found_in(&issue(whole, &Face::Public, day(7)));
    assert_eq!(leaked(&found, &p.closed), Vec::<String>::new());
    let missing: Vec<&String> = p.open.iter().filter(|w| !found.contains(*w)).collect();
    assert!(missing.is_empty(), "not in the public copy: {missing:?}");
}

#[test]
fn no_board_pack_tells_the_public_what_is_closed_nor_a_member_of_a_withheld_paper() {
    for seed in seeds(200) {
        let _said = Seed(seed);
        let mut p = Planter::new(seed);
        let (whole, papers) = kinds::board(&mut p);
        assert_public(&whole, &p);
        let Some((paper, words)) = papers.get(p.dice.below(papers.len().max(1))) else {
            continue;
        };
        let face = Face::Member {
            person: "A Member".into(),
            without_papers: vec![paper.clone()],
        };
        let found = found_in(&issue(&whole, &face, day(7)));
        // The name of a note is that of the item: it may be shared with another paper of the same item.
        assert_eq!(leaked(&found, words), Vec::<String>::new(), "paper {paper}");
    }
}

#[test]
fn no_other_kind_of_pack_tells_the_public_what_is_closed() {
    for seed in seeds(50) {
        let _said = Seed(seed);
        let mut p = Planter::new(seed);
        let whole = kinds::minutes(&mut p);
        assert_public(&whole, &p);
        let mut p = Planter::new(seed);
        let whole = kinds::interests(&mut p);
        assert_public(&whole, &p);
        let mut p = Planter::new(seed);
        let whole = kinds::engagement(&mut p);
        assert_public(&whole, &p);
        let mut p = Planter::new(seed);
        let whole = kinds::strategy(&mut p);
        assert_public(&whole, &p);
    }
}

/// The test can fail: a pack that was not reduced is caught, and so is one thing put back into a reduced one.
#[test]
fn a_pack_that_was_not_reduced_is_caught() {
    let mut caught = 0;
    for seed in seeds(8) {
        let mut p = Planter::new(seed);
        let (whole, _) = kinds::board(&mut p);
        let unreduced = Issue {
            document: whole.document(day(7)),
            ..issue(&whole, &Face::Public, day(7))
        };
        caught += usize::from(!leaked(&found_in(&unreduced), &p.closed).is_empty());
        let Some(closed) = whole.items.iter().find(|i| !i.guard.is_public()) else {
            continue;
        };
        let mut copy = reduce(&whole, &Face::Public);
        copy.items.push(closed.clone());
        let put_back = Issue {
            document: copy.document(day(7)),
            ..issue(&whole, &Face::Public, day(7))
        };
        let found = leaked(&found_in(&put_back), &p.closed);
        assert!(found.contains(&closed.title), "seed {seed}");
    }
    assert_eq!(caught, seeds(8).count());
}

/// Each place in a file where a word could hide is looked into.
#[test]
fn a_word_in_any_corner_of_a_file_is_found() {
    let word = "zqcornerqz".to_owned();
    let p = &mut Planter::new(1);
    let (whole, _) = kinds::board(p);
    let clean = issue(&whole, &Face::Public, day(7));
    assert!(leaked(&found_in(&clean), std::slice::from_ref(&word)).is_empty());
    type Place = fn(&mut Document, String);
    let places: [(&str, Place); 9] = [
        ("title", |d, w| d.meta.title = w),
        ("subject", |d, w| d.meta.subject = w),
        ("author", |d, w| d.meta.organisation = w),
        ("footer", |d, w| d.marks.footer = w),
        ("cover", |d, w| {
            d.cover = Some(Cover {
                lines: vec![("Line".into(), w)],
                ..Cover::default()
            });
        }),
        ("bookmark", |d, w| {
            d.heading(1, w);
        }),
        ("page", |d, w| {
            d.push(Paragraph::note(w));
        }),
        ("link", |d, w| {
            let address = format!("https://example.org/{w}");
            d.paragraph(hubfolio_core::document::Text::new().link("here", address));
        }),
        ("attached file", |d, w| {
            d.attach(Attachment {
                name: "other.json".into(),
                mime: "application/json".into(),
                description: "Other".into(),
                bytes: w.into_bytes(),
                relationship: Relationship::Source,
            });
        }),
    ];
    for (place, put) in places {
        let mut dirty = clean.clone();
        put(&mut dirty.document, word.clone());
        let bytes = pdf::render(&dirty.document, &mut |_, _| true).unwrap();
        assert!(said(&bytes).contains(&word), "{place}");
    }
    let named = Issue {
        file_stem: word.clone(),
        ..clean
    };
    assert!(found_in(&named).contains(&word));
}

/// A hub file with confidential words in it.
fn confided(seed: u64) -> Desk {
    let mut desk = Desk::new(seed);
    let hub = desk.call(
        "view",
        json!({ "source": { "kind": "hub_profile" }, "columns": ["name"] }),
    );
    let hub = hub["rows"][0]["id"].as_str().unwrap().to_owned();
    let secret = desk.save(
        "person",
        json!({ "name": "Zqhiddenqz Person", "notes": "zqnoteqz", "confidential": true }),
    );
    desk.save(
        "person",
        json!({ "name": "Zqopenqz Person", "notes": "zqnoteqz two", "role": "Zqroleqz" }),
    );
    desk.save(
        "team_member",
        json!({ "hub": hub, "person": secret, "role": "programme_manager" }),
    );
    desk
}

#[test]
fn a_public_list_has_no_confidential_field_and_no_confidential_record() {
    let mut desk = confided(921);
    let people = json!({ "source": { "kind": "person" }, "columns": ["name", "role", "notes"] });
    let team = json!({ "source": { "kind": "team_member" }, "columns": ["role", "person", "person.name", "person.notes"] });
    for (view, open) in [(people.clone(), "Zqroleqz"), (team, "Team")] {
        let request = |copy: &str| json!({ "pack": "list", "view": view, "copy": copy });
        let public = said(&written(&mut desk, "public.pdf", request("public")));
        for secret in ["Zqhiddenqz", "zqnoteqz"] {
            assert!(!public.contains(secret), "{secret} of {view}");
        }
        assert!(
            public.to_lowercase().contains(&open.to_lowercase()),
            "{open}"
        );
        assert!(public.contains("Publiccopy"));
        let page = written(&mut desk, "public.html", request("public"));
        assert!(!String::from_utf8(page).unwrap().contains("hiddenqz"));
        // The very same list for members has them, so the test can fail.
        let members = said(&written(&mut desk, "members.pdf", request("members")));
        assert!(members.contains("Zqhiddenqz") && members.contains("zqnoteqz"));
    }
    let telling = json!({
        "pack": "list", "copy": "public", "file": desk.file("telling.pdf"),
        "view": { "source": { "kind": "person" }, "sort": [{ "path": "notes", "descending": false }] },
    });
    assert_eq!(desk.refused("pack", telling).code, "confidential");
    let unknown =
        json!({ "pack": "list", "view": people, "copy": "friends", "file": desk.file("x.pdf") });
    assert_eq!(desk.refused("pack", unknown).code, "unknown_copy");
    assert!(!std::path::Path::new(&desk.file("telling.pdf")).exists());
}

/// How many, where the list is whole; of one that was narrowed not even that: what it was narrowed by would be told of them.
#[test]
fn a_public_list_says_that_rows_are_withheld_and_never_whose() {
    let mut desk = confided(924);
    let open = desk.save(
        "person",
        json!({ "name": "Zqmoreqz Person", "role": "Nurse" }),
    );
    super::issued::two_versions(&mut desk, "person", &open, "role");
    let all = json!({ "source": { "kind": "person" }, "columns": ["name", "role"] });
    let page = |desk: &mut Desk, view: &Value, copy: &str| {
        let request = json!({ "pack": "list", "view": view, "copy": copy });
        String::from_utf8(written(desk, "list.html", request)).unwrap()
    };
    let public = page(&mut desk, &all, "public");
    assert!(
        public.contains("1 row is withheld: it is kept to the hub’s team."),
        "{public}"
    );
    assert!(!public.contains("Zqhiddenqz"));
    // What is there still says that it is one of two versions.
    assert_eq!(public.matches("(two versions)").count(), 1, "{public}");
    let members = page(&mut desk, &all, "members");
    assert!(members.contains("Zqhiddenqz") && !members.contains("withheld"));
    let narrowed = ["Zqhiddenqz", "Zqnobodyqz"].map(|word| {
        let mut view = all.clone();
        view["filter"] = json!({ "field": { "path": "name", "op": "contains", "value": word } });
        let page = page(&mut desk, &view, "public");
        assert!(page.contains("are withheld"), "{page}");
        page.replace(word, "")
    });
    assert_eq!(narrowed[0], narrowed[1]);
}

#[test]
fn a_public_kpi_pack_has_figures_and_story_but_no_reasons_nor_names() {
    let mut desk = super::practice_hub(922);
    let page = desk.call(
        "return_open",
        json!({ "set": null, "period": "2025-26 H1" }),
    );
    let id = page["id"].as_str().unwrap().to_owned();
    let number = page["answers"]
        .as_array()
        .unwrap()
        .iter()
        .find(|a| a["figure_text"].is_string() || a["numerator"].is_number())
        .map_or(page["answers"][0]["number"].clone(), |a| {
            a["number"].clone()
        });
    desk.call(
        "return_answer",
        json!({ "id": id, "number": number, "narrative": "zqstoryqz" }),
    );
    let made = |desk: &mut Desk, copy: &str| {
        let request = json!({ "pack": "kpi", "record": id, "copy": copy });
        said(&written(desk, &format!("{copy}.pdf"), request))
    };
    let members = made(&mut desk, "members");
    let public = made(&mut desk, "public");
    assert!(members.contains("zqstoryqz") && public.contains("zqstoryqz"));
    assert!(members.contains("Counted:") && !public.contains("Counted:"));
    assert!(public.contains("Publiccopy"));
}

#[test]
fn a_public_strategy_has_figures_but_no_reasons_nor_names() {
    let mut desk = super::practice_hub(923);
    let request = json!({ "set": null, "period": "2025-26 H1" });
    let page = desk.call("return_open", request);
    let id = page["id"].clone();
    let mut answers = page["answers"].as_array().unwrap().iter();
    let number = answers.find(|a| a["numerator"].is_object()).unwrap()["number"].clone();
    let typed = json!({ "id": id, "number": number, "figure": "5", "figure_reason": "zqreasonqz" });
    desk.call("return_answer", typed);
    let mut made = |copy: &str| {
        let request = json!({ "pack": "strategy", "record": id, "copy": copy });
        said(&written(&mut desk, &format!("{copy}.pdf"), request))
    };
    assert!(made("members").contains("zqreasonqz"));
    assert!(!made("public").contains("zqreasonqz"));
}
