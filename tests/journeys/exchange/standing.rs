//! What a laptop is told of its own standing with the team, and what stays said of one that waits.

use hubfolio_tests::Desk;
use serde_json::{Value, json};

use super::{
    desks::{bring_in, sent, two, usual},
    packets::WORDS,
};

/// A file with everything, for whoever has the words.
fn for_anybody(desk: &mut Desk, name: &str) -> String {
    let share = json!({ "everything": true, "protection": "words", "words": WORDS });
    sent(desk, name, share)
}

fn joined(seed: u64, file: &str, words: &Value, person: &str) -> Desk {
    let mut desk = Desk::closed(seed);
    desk.call(
        "join",
        json!({ "file": file, "words": words, "person": person, "to": null }),
    );
    desk
}

/// State and notes of the laptop itself.
fn here(desk: &mut Desk) -> (String, String) {
    let this = desk.call("sharing", json!({}))["this"].clone();
    (
        this["state"].as_str().unwrap().to_owned(),
        this["notes"].to_string(),
    )
}

#[test]
fn a_laptop_that_nobody_invited_is_told_how_it_stands() {
    let mut ann = Desk::new(510);
    assert_eq!(here(&mut ann), ("this".into(), "[]".into()));
    let file = for_anybody(&mut ann, "everything");
    let mut dee = joined(511, &file, &json!(WORDS), "Dee Dunn");
    let (state, note) = here(&mut dee);
    assert_eq!(state, "waiting");
    assert!(note.contains("read its check code out"), "{note}");

    let hello = sent(&mut dee, "hello", usual());
    let key = dee.call("sharing", json!({}))["this"]["key"].clone();
    bring_in(&mut ann, &hello, &[key.as_str().unwrap()]);
    let back = sent(&mut ann, "back", usual());
    bring_in(&mut dee, &back, &[]);
    assert_eq!(here(&mut dee), ("this".into(), "[]".into()));

    ann.call("laptop_block", json!({ "key": key }));
    let last = for_anybody(&mut ann, "last");
    let incoming = json!({ "files": [last], "words": WORDS, "admit": [] });
    dee.call(
        "incoming_apply",
        json!({ "incoming": incoming, "token": "" }),
    );
    let (state, note) = here(&mut dee);
    assert_eq!(state, "blocked");
    assert!(note.contains("Your team blocked this laptop"), "{note}");
}

#[test]
fn a_laptop_that_was_invited_need_not_telephone() {
    let (mut ann, mut ben) = two(520, false, |_| {});
    let (state, note) = here(&mut ben);
    assert_eq!(state, "this");
    assert!(
        note.contains("as soon as a colleague brings in a file"),
        "{note}"
    );
    let open = |desk: &mut Desk| desk.call("sharing", json!({}))["invitations"].clone();
    assert_eq!(open(&mut ben), json!([]), "it is his own, and used");
    assert_eq!(open(&mut ann).as_array().unwrap().len(), 1);
    let file = sent(&mut ben, "ben", usual());
    bring_in(&mut ann, &file, &[]);
    let back = sent(&mut ann, "ann", usual());
    bring_in(&mut ben, &back, &[]);
    assert_eq!(here(&mut ben), ("this".into(), "[]".into()));
}

#[test]
fn that_an_invitation_was_used_twice_stays_said_where_the_laptop_waits() {
    let mut ann = Desk::new(530);
    let invited = ann.call("invite", json!({ "person": "Ben Cole" }));
    let words = &invited["words"];
    let share = json!({ "everything": true, "protection": "words", "words": words, "invitation": invited["id"] });
    let file = sent(&mut ann, "to-ben", share);
    let mut first = joined(531, &file, words, "Somebody Else");
    let mut second = joined(532, &file, words, "Ben Cole");
    for (desk, name) in [(&mut first, "first"), (&mut second, "second")] {
        let hello = sent(desk, name, usual());
        bring_in(&mut ann, &hello, &[]);
    }
    let others = ann.call("sharing", json!({}))["others"].clone();
    let of = |person: &str| {
        let all = others.as_array().unwrap();
        all.iter().find(|l| l["person"] == person).unwrap().clone()
    };
    assert_eq!(of("Somebody Else")["state"], "admitted");
    assert_eq!(of("Ben Cole")["state"], "waiting");
    assert_eq!(
        of("Ben Cole")["notes"],
        json!(["The invitation for Ben Cole was used by another laptop before."])
    );
}

#[test]
fn recovery_words_that_a_colleague_has_not_heard_of_are_called_so() {
    let (mut ann, mut ben) = two(540, false, |_| {});
    let made = ann.call("recovery_words", json!({}));
    let file = for_anybody(&mut ann, "everything");
    let mut dee = joined(542, &file, &json!(WORDS), "Dee Dunn");
    let mut misheard: Vec<&str> = made["words"].as_str().unwrap().split(' ').collect();
    assert_eq!(misheard.len(), 12);
    misheard[2] = "qxzt";
    let fault = dee.refused("recover", json!({ "words": misheard.join(" ") }));
    assert!(fault.hint.contains("Look at “qxzt” first"), "{fault:?}");
    dee.call("recover", json!({ "words": made["words"] }));
    assert_eq!(here(&mut dee).0, "this");
    let from_dee = for_anybody(&mut dee, "dee");
    let incoming = json!({ "files": [from_dee], "words": WORDS, "admit": [] });
    let decisions = ben.call("incoming_preview", incoming)["decisions"].to_string();
    assert!(
        decisions.contains("It comes with recovery words that could not be proven here."),
        "{decisions}"
    );
}
