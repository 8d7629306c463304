//! Files from other teams that were refused are listed with what to do.

use hubfolio_tests::Desk;
use serde_json::json;

use super::{admit, hub, record, refusals::refuses, region, send, submitted, with_words};

#[test]
fn what_was_refused_from_another_team_stays_listed_with_what_to_do_until_it_is_taken_in() {
    let (mut region, mut vale) = (region(), hub(2, "Wyre Vale Hub", "Ann Archer"));
    let id = submitted(&mut vale.desk, "We did what we said.");
    let file = send(&mut vale.desk, record("return", &id), "return.hubx");
    let listed = |region: &mut Desk| -> Vec<String> {
        let page = region.call("partners", json!({}));
        let files = page["refused"].as_array().unwrap().iter();
        files
            .map(|f| format!("{}: {}", f["name"], f["text"]))
            .collect()
    };
    assert!(listed(&mut region).is_empty());
    region.call("copy_look", with_words(&file));
    refuses(
        &mut region,
        "copy_take",
        with_words(&file),
        "team_not_admitted",
    );
    let said = listed(&mut region);
    assert_eq!(said.len(), 1, "the same file once: {said:?}");
    for part in [
        "return.hubx",
        "nobody here has admitted",
        "Telephone Ann Archer",
    ] {
        assert!(said[0].contains(part), "{said:?}");
    }
    let all = region.call("sharing", json!({}))["files"].clone();
    assert_eq!(all[0]["what"], "refused", "{all}");
    admit(&mut region, &file);
    region.call("copy_take", with_words(&file));
    assert!(listed(&mut region).is_empty());

    // Looking once more at what is here is no refusal, and wrong words are no fault of the file; damage is.
    region.call("copy_look", with_words(&file));
    let wrong = json!({ "file": file, "words": "some other words" });
    refuses(&mut region, "copy_look", wrong, "words_wrong");
    assert!(listed(&mut region).is_empty());
    let mut bytes = std::fs::read(&file).unwrap();
    bytes.truncate(bytes.len() / 2);
    let cut = region.file("cut.hubx");
    std::fs::write(&cut, bytes).unwrap();
    refuses(&mut region, "copy_look", with_words(&cut), "file_damaged");
    let said = listed(&mut region);
    assert!(
        said.len() == 1 && said[0].contains("Ask for the file again."),
        "{said:?}"
    );
}
