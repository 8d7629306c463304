//! The open hub file and who works on it: what the window and the command line hold between two calls.

use std::path::PathBuf;

use serde_json::Value;

use crate::{contract::Fault, env::Env};

/// Where things live on this laptop.
#[derive(Debug, Clone)]
pub struct Places {
    /// Keys, witness and settings: outside the hub file, never copied along with it.
    pub config: PathBuf,
    /// The hub file in the usual place.
    pub store: PathBuf,
}

/// The open hub file, if any, and the way to it.
pub struct Session {
    places: Places,
}

impl Session {
    /// A session with nothing open yet. `person` is who works here, where the caller knows.
    pub fn new(places: Places, _person: Option<String>) -> Self {
        Self { places }
    }

    /// Where things live.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// Carries out one command of [`crate::contract::commands`].
    ///
    /// # Errors
    /// Every failure, in words for a person; nothing was changed unless the reply says so.
    pub fn call(&mut self, _env: &dyn Env, name: &str, _request: Value) -> Result<Value, Fault> {
        Err(Fault {
            code: "unknown_command".into(),
            message: format!("Hubfolio has no command {name}."),
            hint: String::new(),
            fields: vec![],
        })
    }
}
