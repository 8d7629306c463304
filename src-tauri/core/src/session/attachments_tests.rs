//! Files on records: listed with who and when, opened, saved, removed and brought back, erased with their record.
#![allow(clippy::unwrap_used)]

use serde_json::json;

use super::test_laptop::Laptop;

struct Attached {
    laptop: Laptop,
    practice: String,
    file: String,
}

fn with_a_file(name: &str, bytes: &[u8]) -> Attached {
    let mut laptop = Laptop::with_a_hub();
    let practice = laptop.save(
        "practice",
        json!({ "ods_code": "M84001", "name": "Abbey Road" }),
    );
    let path = laptop.path(name);
    std::fs::write(&path, bytes).unwrap();
    let done = laptop.ask(
        "attach",
        json!({ "kind": "practice", "id": practice, "file": path }),
    );
    Attached {
        file: done["id"].as_str().unwrap().to_owned(),
        laptop,
        practice,
    }
}

impl Attached {
    fn list(&mut self) -> Vec<serde_json::Value> {
        let record = json!({ "kind": "practice", "id": self.practice });
        self.laptop
            .ask("attachments", record)
            .as_array()
            .unwrap()
            .clone()
    }
}

#[test]
fn an_attached_file_is_listed_with_name_size_who_and_when() {
    let mut it = with_a_file("Lease.pdf", b"%PDF lease");
    let list = it.list();
    assert_eq!(list.len(), 1);
    let file = &list[0];
    assert_eq!(
        (
            &file["name"],
            &file["bytes"],
            &file["who"],
            &file["paper"]["state"],
            &file["opens"]
        ),
        (
            &json!("Lease.pdf"),
            &json!(10),
            &json!("Ann Archer"),
            &json!("here"),
            &json!(true)
        )
    );
    assert!(file["at"].as_i64().unwrap() > 1_790_000_000_000);
    let actions = it.laptop.ask("actions", json!({}));
    assert_eq!(actions[0]["label"], "Add Lease.pdf to Abbey Road");
}

#[test]
fn a_file_opens_as_a_copy_to_look_at_and_is_saved_byte_by_byte() {
    // Larger than one piece, so that it lies in pieces.
    let bytes: Vec<u8> = (0..5_000_000_u32).map(|n| (n % 251) as u8).collect();
    let mut it = with_a_file("Scan.png", &bytes);
    let made = it.laptop.ask("attachment_open", json!({ "id": it.file }));
    let path = std::path::PathBuf::from(made["file"].as_str().unwrap());
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    assert!(std::fs::metadata(&path).unwrap().permissions().readonly());
    it.laptop.ask("attachment_open", json!({ "id": it.file }));
    let to = it.laptop.path("copy.png");
    it.laptop
        .ask("attachment_save", json!({ "id": it.file, "file": to }));
    assert_eq!(std::fs::read(to).unwrap(), bytes);
}

#[test]
fn a_program_is_never_opened_from_here() {
    let mut it = with_a_file("setup.exe", b"MZ");
    let fault = it
        .laptop
        .try_ask("attachment_open", json!({ "id": it.file }))
        .unwrap_err();
    assert_eq!(fault.code, "not_opened_here");
}

#[test]
fn removing_a_file_can_be_undone() {
    let mut it = with_a_file("Lease.pdf", b"lease");
    let file = it.file.clone();
    it.laptop
        .ask("delete", json!({ "kind": "attachment", "id": file }));
    assert!(it.list().is_empty());
    it.laptop.ask("undo", json!({}));
    assert_eq!(it.list().len(), 1);
    it.laptop.ask("attachment_open", json!({ "id": file }));
}

#[test]
fn a_file_over_fifty_megabytes_is_refused_and_nothing_is_kept() {
    let mut it = with_a_file("small.pdf", b"x");
    let large = it.laptop.path("large.pdf");
    std::fs::File::create(&large)
        .unwrap()
        .set_len(50_000_001)
        .unwrap();
    let request = json!({ "kind": "practice", "id": it.practice, "file": large });
    assert_eq!(
        it.laptop.try_ask("attach", request).unwrap_err().code,
        "file_too_large"
    );
    assert_eq!(it.list().len(), 1);
    let gone = json!({ "kind": "practice", "id": it.practice, "file": it.laptop.path("none.pdf") });
    assert!(it.laptop.try_ask("attach", gone).is_err());
}

#[test]
fn who_is_erased_takes_the_attached_files_along() {
    let mut it = with_a_file("other.pdf", b"other");
    let person = it.laptop.save("person", json!({ "name": "Cara Cole" }));
    let path = it.laptop.path("CV.pdf");
    std::fs::write(&path, b"the life of Cara").unwrap();
    let cv = it.laptop.ask(
        "attach",
        json!({ "kind": "person", "id": person, "file": path }),
    );
    let erase = json!({ "kind": "person", "id": person, "fields": [], "ground": "Request", "case_number": "1" });
    it.laptop.ask("erase", erase);
    let store = it.laptop.session.store().unwrap();
    assert_eq!(
        store.kept_blobs().unwrap().len(),
        1,
        "the bytes are gone; the other file's are not"
    );
    let cv = cv["id"].as_str().unwrap().to_owned();
    assert!(
        it.laptop
            .try_ask("attachment_open", json!({ "id": cv }))
            .is_err()
    );
    assert_eq!(it.list().len(), 1);
}
