//! Edits of a newer version: kinds and fields that this one does not know are kept, counted and passed on.

use hubfolio_core::{
    exchange::{Protecting, Protection, Words},
    record::Id,
};
use hubfolio_tests::{Laptop, forge::apart, liar::Liar, team::LITTLE_WORK};
use serde_json::json;

#[test]
fn edits_of_a_newer_version_are_kept_and_passed_on() {
    let mut ann = Laptop::new(1);
    let mut ben = ann.joined(2);
    let file = ben.file("frame.hubx");
    let sent = ben
        .send(&file, true, Protecting::Words(None, LITTLE_WORK))
        .unwrap();
    let words = sent.words.unwrap();
    let card = ann.staged(&[&file], Some(&words)).unwrap().remove(0).card;
    ann.bring_in(&[&file], Some(&words), &[card.key]).unwrap();
    let frame = apart(&std::fs::read(&file).unwrap(), &ann.keys(Some(&words)));
    let liar = Liar::new(ben.store.as_ref().unwrap().laptop().unwrap(), [9; 16]);
    let liar = liar.say_with(|line, contents| {
        let record = Id::natural("spaceship", &["1"]);
        line["ops"] = json!([
            { "k": "spaceship", "r": record, "f": [["@life", []], ["name", []]] },
            { "k": "practice", "r": record, "f": [["@life", []], ["name", []], ["orbit", []]] },
        ]);
        *contents = json!([contents[0], 1, "Enterprise", 1, "Orbit Road", "low"]);
    });
    let protection = Protection::Words(Words::typed(&words), LITTLE_WORK);
    std::fs::write(&file, liar.file(&frame).together(&protection)).unwrap();
    let came = ann.bring_in(&[&file], Some(&words), &[]).unwrap();
    assert_eq!((came.edits, came.waiting), (1, 0));
    let heads = ann.store().state_hash_heads().unwrap();
    ann.rebuild().unwrap();
    assert_eq!(ann.store().state_hash_heads().unwrap(), heads);
    let on = ann.file("on.hubx");
    ann.send(
        &on,
        true,
        Protecting::Words(
            Some("unicorn tractor basement oblong viper lantern".into()),
            LITTLE_WORK,
        ),
    )
    .unwrap();
    let mut zoe = hubfolio_tests::team::join(
        3,
        &on,
        Some("unicorn tractor basement oblong viper lantern"),
    );
    let versions = zoe
        .store()
        .versions(Id::natural("spaceship", &["1"]), "spaceship", "name")
        .unwrap();
    assert_eq!(versions, [Some("Enterprise".into())]);
}
