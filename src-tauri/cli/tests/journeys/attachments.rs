//! Files on records from the command line.

use crate::hub::Hub;

#[test]
fn a_file_is_attached_listed_written_again_and_removed() {
    let hub = Hub::new();
    hub.run(&["save", "practice", "ods_code=M84001", "name=Abbey Road"]);
    let lease = hub.write("Lease.pdf", b"%PDF the lease");
    let added = hub.json(&["attachment", "add", "practice", "M84001", &lease]);
    let id = added["id"].as_str().unwrap();
    let list = hub.run(&["attachment", "list", "practice", "Abbey Road"]);
    assert!(list.contains("Lease.pdf") && list.contains("14"), "{list}");
    let copy = hub.path("copy.pdf");
    hub.run(&["attachment", "save", id, "--out", &copy.to_string_lossy()]);
    assert_eq!(std::fs::read(copy).unwrap(), b"%PDF the lease");
    hub.run(&["attachment", "remove", id]);
    assert!(
        hub.run(&["attachment", "list", "practice", "M84001"])
            .contains("Nothing is attached.")
    );
    hub.run(&["undo"]);
    assert!(
        hub.run(&["attachment", "list", "practice", "M84001"])
            .contains("Lease.pdf")
    );
}
