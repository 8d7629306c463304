//! Versions of packs that went out.

use hubfolio_core::{
    record::{Fields, Id},
    store::{Action, Verb},
};
use hubfolio_tests::Desk;
use serde_json::{Value, json};

use super::{practice_hub, written};

/// Two laptops that had not exchanged files both sent a version 1 out: a number no longer says which is meant.
#[test]
fn of_two_first_versions_each_is_named_by_its_identifier() {
    let mut desk = practice_hub(951);
    let view = json!({
        "source": { "kind": "meeting" },
        "filter": { "field": { "path": "state", "op": "is", "value": "planned" } },
    });
    let meeting = desk.call("view", view)["rows"][0]["id"].clone();
    let issue = json!({ "pack": "board", "record": meeting });
    let first = desk.call("pack_issue", issue)["id"].clone();
    let id: Id = first.as_str().unwrap().parse().unwrap();
    let store = desk.session.store().unwrap();
    let row = store.row("issued_pack", id).unwrap();
    let fields = [
        "meeting",
        "pack",
        "version",
        "issued_on",
        "issued_by",
        "copy",
        "copies",
    ];
    let values: Fields = fields
        .map(|field| (field.to_owned(), row.value(field)))
        .into();
    let author = row.value("issued_by").as_id().unwrap();
    let (other, _) = store
        .transact(&desk.world, author, Action::new(Verb::Issue), |tx| {
            tx.put("issued_pack", None, &values)
        })
        .unwrap();
    let version = |named: String| json!({ "pack": "board", "record": meeting, "version": named });
    let mut by_number = version("1".into());
    by_number["file"] = json!(desk.file("pack.pdf"));
    let fault = desk.refused("pack", by_number);
    assert_eq!(fault.code, "several_versions");
    for named in [first.as_str().unwrap().to_owned(), other.to_string()] {
        assert!(fault.hint.contains(&named), "{fault:?}");
        assert!(!written(&mut desk, "pack.pdf", version(named)).is_empty());
    }
}

/// Two versions of a day: a form that was opened before another edit, and saved after it.
pub fn two_versions(desk: &mut Desk, kind: &str, id: &str, field: &str) {
    let page = desk.call("show", json!({ "kind": kind, "id": id }));
    for (day, generation) in [
        ("2025-07-02", Value::Null),
        ("2025-07-03", page["generation"].clone()),
    ] {
        let fields = json!({ field: day });
        let save = json!({ "kind": kind, "id": id, "fields": fields, "generation": generation });
        desk.call("save", save);
    }
}

/// The packs that belong to no meeting: their names here, their kinds, and the board that they are of.
const ALONE: [(&str, &str, Option<usize>); 5] = [
    ("ours", "interests", Some(0)),
    ("theirs", "interests", Some(1)),
    ("all", "interests", None),
    ("engagement", "engagement", None),
    ("strategy", "strategy", None),
];

fn names() -> Vec<&'static str> {
    ALONE.iter().map(|one| one.0).collect()
}

/// A hub with something in each of those packs.
struct Recorded {
    boards: [String; 2],
    /// A contact of the year before, which no report of this one shows.
    before: String,
    /// Kind, record and field of what they show, and which of them it holds up when it has two versions.
    inside: [(&'static str, String, &'static str, &'static [&'static str]); 4],
}

fn recorded(desk: &mut Desk) -> Recorded {
    let boards = ["Ours", "Theirs"].map(|name| desk.save("board", json!({ "name": name })));
    let person = desk.save("person", json!({ "name": "Bo Bell", "role": "Nurse" }));
    let seat = json!({ "board": boards[0], "person": person, "capacity": "member", "voting": true, "from": "2024-05-01" });
    desk.save("board_membership", seat);
    let interest = json!({ "person": person, "declared": "interest", "kind": "financial", "description": "Shares",
                           "declared_on": "2025-06-01" });
    let interest = desk.save("declaration", interest);
    let contact = |day: &str| json!({ "day": day, "kind": "call", "subject": "Placements", "person": person, "follow_up": "Write" });
    let before = desk.save("engagement", contact("2024-06-02"));
    let now = desk.save("engagement", contact("2025-06-02"));
    let pcn = desk.save("pcn", json!({ "ods_code": "U00001", "name": "Vale PCN" }));
    let mark = json!({ "pcn": pcn, "mark": "engaged", "from": "2025-05-01" });
    let mark = desk.save("pcn_mark", mark);
    let place = desk.save("place", json!({ "name": "North" }));
    Recorded {
        boards,
        before,
        inside: [
            ("declaration", interest, "from", &["ours", "all"]),
            ("engagement", now, "follow_up_due", &["engagement"]),
            ("pcn_mark", mark, "from", &["strategy"]),
            ("place", place, "name", &["strategy"]),
        ],
    }
}

/// Asks for something of each pack; the names of those that were not held up by what waits to be settled.
fn not_held_up(
    desk: &mut Desk,
    command: &str,
    requests: &[(&'static str, Value)],
    then: &str,
) -> Vec<&'static str> {
    let mut can = vec![];
    for (name, request) in requests {
        match desk.session.call(&desk.world, command, request.clone()) {
            Ok(_) => can.push(*name),
            Err(fault) if fault.code == "nothing_new" => can.push(*name),
            Err(fault) => {
                assert_eq!(fault.code, "to_settle", "{name}: {fault:?}");
                assert!(fault.hint.ends_with(then), "{name}: {fault:?}");
            }
        }
    }
    can
}

/// The packs of no meeting that can be issued now; those that can't wait for something to be settled.
fn issuable(desk: &mut Desk, boards: &[String; 2]) -> Vec<&'static str> {
    let request = |(name, pack, of): (&'static str, &str, Option<usize>)| {
        (
            name,
            json!({ "pack": pack, "record": of.map(|at| &boards[at]) }),
        )
    };
    let requests = ALONE.map(request);
    not_held_up(desk, "pack_issue", &requests, "then send the pack out.")
}

/// The newest version of each pack of no meeting.
fn issued(desk: &mut Desk, boards: &[String; 2]) -> Vec<(&'static str, Value)> {
    let newest = |(name, pack, of): (&'static str, &str, Option<usize>)| {
        let request = json!({ "pack": pack, "record": of.map(|at| &boards[at]) });
        (name, desk.call("packs_issued", request)[0]["id"].clone())
    };
    ALONE.map(newest).into()
}

fn settle(desk: &mut Desk, record: &str) {
    let things = desk.call("to_settle", json!({ "record": record }));
    let things = things.as_array().unwrap().iter();
    let ids: Vec<&Value> = things.map(|t| &t["id"]).collect();
    desk.call("settle_many", json!({ "ids": ids, "choice": "newest" }));
}

/// Gives what each pack shows two versions, one after the other: which packs can then be had?
fn only_what_shows_it_is_held_up(
    desk: &mut Desk,
    of: &Recorded,
    mut can: impl FnMut(&mut Desk) -> Vec<&'static str>,
) {
    two_versions(desk, "engagement", &of.before, "follow_up_due");
    assert_eq!(can(desk), names());
    for (kind, id, field, held_up) in &of.inside {
        two_versions(desk, kind, id, field);
        let mut expected = names();
        expected.retain(|one| !held_up.contains(one));
        assert_eq!(can(desk), expected, "{kind}");
        settle(desk, id);
    }
    assert_eq!(can(desk), names());
}

/// What waits inside a pack holds that pack up, and no other.
#[test]
fn registers_and_reports_are_not_issued_while_two_versions_wait_inside() {
    let mut desk = Desk::new(953);
    let of = recorded(&mut desk);
    only_what_shows_it_is_held_up(&mut desk, &of, |desk| issuable(desk, &of.boards));
}

/// It went out before the second version came: nobody could say which of the two a sign-off means.
#[test]
fn registers_and_reports_are_not_signed_off_while_two_versions_wait_inside() {
    let mut desk = Desk::new(954);
    let of = recorded(&mut desk);
    assert_eq!(issuable(&mut desk, &of.boards), names());
    let sign = |(name, id): (&'static str, Value)| {
        let request = json!({ "kind": "issued_pack", "id": id, "how": "here", "role": "Chair" });
        (name, request)
    };
    let signs: Vec<_> = issued(&mut desk, &of.boards)
        .into_iter()
        .map(sign)
        .collect();
    let then = "then sign off.";
    only_what_shows_it_is_held_up(&mut desk, &of, |desk| {
        not_held_up(desk, "sign", &signs, then)
    });
    // It says where.
    let (kind, id, field, _) = &of.inside[0];
    two_versions(&mut desk, kind, id, field);
    let ours = signs[0].1.clone();
    let said = desk.refused("sign", ours).message;
    assert!(
        said.starts_with("From of ") && said.contains("has two versions."),
        "{said}"
    );
}

/// A colleague sent a version out whose own record has not come to this laptop: until that is settled nobody can say
/// what the next version follows.
#[test]
fn the_next_version_waits_while_something_of_the_former_is_to_be_settled() {
    let mut desk = Desk::new(956);
    let of = recorded(&mut desk);
    assert_eq!(issuable(&mut desk, &of.boards), names());
    for (at, (name, id)) in issued(&mut desk, &of.boards).into_iter().enumerate() {
        let store = desk.session.store().unwrap();
        let row = store
            .row("issued_pack", id.as_str().unwrap().parse().unwrap())
            .unwrap();
        let author = row.value("issued_by").as_id().unwrap();
        let colleague = Id::new(1_760_000_000_000, [u8::try_from(at).unwrap(); 10]);
        let fields = ["board", "pack", "version", "issued_on", "copy", "copies"];
        let mut values: Fields = fields
            .map(|field| (field.to_owned(), row.value(field)))
            .into();
        values.insert("issued_by".to_owned(), colleague.into());
        let action = || Action::new(Verb::Issue);
        store
            .transact(&desk.world, author, action(), |tx| {
                tx.put("issued_pack", None, &values)
            })
            .unwrap();
        let mut expected = names();
        expected.retain(|one| *one != name);
        assert_eq!(issuable(&mut desk, &of.boards), expected, "{name}");
        // Then the colleague's record comes.
        let person: Fields = [("name".to_owned(), format!("Colleague {name}").into())].into();
        let store = desk.session.store().unwrap();
        store
            .transact(&desk.world, author, action(), |tx| {
                tx.put("person", Some(colleague), &person)
            })
            .unwrap();
        assert_eq!(issuable(&mut desk, &of.boards), names(), "{name}");
    }
}

/// Which parts a pack has is one of the things that it is made from.
#[test]
fn a_strategy_waits_while_two_versions_of_its_parts_are_to_be_settled() {
    let mut desk = Desk::new(957);
    let of = recorded(&mut desk);
    let parts = json!({ "name": "Parts", "pack": "strategy", "sections": "area" });
    let parts = desk.save("pack_template", parts);
    two_versions(&mut desk, "pack_template", &parts, "name");
    assert_eq!(issuable(&mut desk, &of.boards), names());
    let page = desk.call("show", json!({ "kind": "pack_template", "id": parts }));
    for (sections, generation) in [
        ("foreword", Value::Null),
        ("next\narea", page["generation"].clone()),
    ] {
        let fields = json!({ "sections": sections });
        let save = json!({ "kind": "pack_template", "id": parts, "fields": fields, "generation": generation });
        desk.call("save", save);
    }
    let mut expected = names();
    expected.retain(|one| *one != "strategy");
    assert_eq!(issuable(&mut desk, &of.boards), expected);
    settle(&mut desk, &parts);
    assert_eq!(issuable(&mut desk, &of.boards), names());
}
