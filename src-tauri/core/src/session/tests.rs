//! The commands of the contract, one by one, as a window or a script calls them.
#![allow(clippy::unwrap_used)]

use super::{Places, Program, Session};

#[test]
fn every_command_of_the_contract_is_answered() {
    struct Nowhere;
    impl crate::env::Env for Nowhere {
        fn now(&self) -> i64 {
            0
        }
        fn today(&self) -> chrono::NaiveDate {
            chrono::NaiveDate::default()
        }
        fn fill(&self, _: &mut [u8]) {}
        fn account(&self) -> String {
            String::new()
        }
        fn laptop(&self) -> String {
            String::new()
        }
        fn file(&self, name: &str) -> Result<std::path::PathBuf, crate::contract::Fault> {
            Ok(name.into())
        }
        fn progress(&self, _: u64, _: u64, _: &str) -> bool {
            true
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let places = Places {
        config: folder.path().join("config"),
        store: folder.path().join("none.hubfolio"),
    };
    let mut session = Session::new(places, None, Program::CommandLine);
    for command in crate::contract::commands() {
        let reply = session.call(&Nowhere, command.name, serde_json::json!({}));
        let code = reply.err().map(|f| f.code).unwrap_or_default();
        assert_ne!(code, "unknown_command", "{}", command.name);
    }
}
