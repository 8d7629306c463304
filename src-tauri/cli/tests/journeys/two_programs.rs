//! Two programs on one hub file: one writes, the other reads and says so.

use hubfolio_core::{
    contract::Fault,
    env::Env,
    session::{Places, Program, Session},
};
use serde_json::json;

use crate::hub::{Hub, text};

/// The world of the window in these tests.
pub struct Window;

/// What a window reads of a hub file: the same room, another program.
pub fn in_the_window(hub: &Hub, call: &str, request: serde_json::Value) -> serde_json::Value {
    let places = Places {
        config: hub.config(),
        store: hub.store(),
    };
    let mut window = Session::new(places, None, Program::Window);
    let open = json!({ "file": null });
    window.call(&Window, "hub_open", open).unwrap();
    window.call(&Window, call, request).unwrap()
}

impl Env for Window {
    fn now(&self) -> i64 {
        1_760_000_000_000
    }
    fn today(&self) -> chrono::NaiveDate {
        "2025-11-22".parse().unwrap()
    }
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).unwrap();
    }
    fn account(&self) -> String {
        "ann".into()
    }
    fn laptop(&self) -> String {
        "window".into()
    }
    fn file(&self, name: &str) -> Result<std::path::PathBuf, Fault> {
        Ok(name.into())
    }
    fn progress(&self, _: u64, _: u64, _: &str) -> bool {
        true
    }
}

#[test]
fn while_a_window_is_open_the_command_line_reads_and_does_not_write() {
    let hub = Hub::with_patch();
    let places = Places {
        config: hub.config(),
        store: hub.store(),
    };
    let mut window = Session::new(places, None, Program::Window);
    window
        .call(&Window, "hub_open", json!({ "file": null }))
        .unwrap();
    let saved = json!({ "kind": "place", "id": null, "fields": { "name": "North Vale" } });
    window.call(&Window, "save", saved).unwrap();

    assert_eq!(hub.json(&["list", "place"])["total"], 1);
    assert_eq!(hub.json(&["status"])["hub"]["read_only"], true);
    assert!(hub.run(&["status"]).contains("can only be read"));
    hub.run(&["findings"]);
    hub.run(&["export-table", "practice", &text(&hub.path("list.csv"))]);
    hub.run(&["backup", &text(&hub.path("copy.hubfolio"))]);
    let file = text(&hub.path("draft.pdf"));
    hub.run(&["pack", "kpi", "--out", &file]);
    for arguments in [
        &["save", "place", "name=South Vale"][..],
        &["delete", "practice", "A10001"],
        &["undo"],
        &["return", "open"],
        &["check", "--rebuild"],
    ] {
        assert_eq!(hub.refused_code(arguments), "read_only", "{arguments:?}");
    }
    let said = hub.refused(&["save", "place", "name=South Vale"]);
    assert!(
        said.contains("for reading only. Nothing was changed."),
        "{said}"
    );

    drop(window);
    hub.run(&["save", "place", "name=South Vale"]);
}

#[test]
fn a_second_hub_file_is_not_founded_over_the_first() {
    let hub = Hub::new();
    assert_eq!(
        hub.refused_code(&["new", "--hub", "Another Hub"]),
        "file_exists"
    );
}
