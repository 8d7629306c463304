//! Where things live on this laptop: the usual folders of the system, unless the command line names others.

use std::path::PathBuf;

use hubfolio_core::session;

use crate::switches::Switches;

/// Where the window finds and keeps things.
#[derive(Debug, Clone)]
pub struct Places {
    /// The hub file in the usual place, or the one that was named.
    pub store: PathBuf,
    /// Keys, settings, and where the window was on the screen.
    pub config: PathBuf,
    /// The log of the program; holds no names and no content.
    pub logs: PathBuf,
    /// What the web engine keeps for itself.
    pub engine: PathBuf,
    /// The usual folder of settings: then the system's key store may hold the keys, which belong to the account. Keys of
    /// another folder stay in that folder.
    pub usual_config: bool,
    /// A hub file was named, so a second window beside the usual one is meant.
    pub named: bool,
}

impl Places {
    /// The places for these switches.
    pub fn new(switches: &Switches) -> Result<Self, String> {
        let usual = session::Places::usual()
            .ok_or("Hubfolio could not find out which folder belongs to you. Start it from your own account.")?;
        let beside = |name| usual.store.with_file_name(name);
        Ok(Self {
            logs: beside("logs"),
            engine: beside("engine"),
            store: switches.store.clone().unwrap_or(usual.store),
            usual_config: switches.config.is_none(),
            config: switches.config.clone().unwrap_or(usual.config),
            named: switches.store.is_some(),
        })
    }

    /// The two places that the core works with.
    pub fn for_core(&self) -> session::Places {
        session::Places {
            config: self.config.clone(),
            store: self.store.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn without_switches_the_usual_folders_of_the_account_are_taken() {
        let places = Places::new(&Switches::default()).unwrap();
        let folder = if cfg!(target_os = "linux") {
            "hubfolio"
        } else {
            "Hubfolio"
        };
        assert!(!places.named);
        assert!(places.store.to_string_lossy().contains(folder));
        assert!(
            !places.config.starts_with(places.store.parent().unwrap())
                || cfg!(not(target_os = "linux"))
        );
    }

    #[test]
    fn a_named_file_and_folder_take_their_place() {
        let switches = Switches {
            store: Some("b/our.hubfolio".into()),
            config: Some("c".into()),
            ..Switches::default()
        };
        let places = Places::new(&switches).unwrap();
        assert!(places.named);
        assert_eq!(places.for_core().store, PathBuf::from("b/our.hubfolio"));
        assert_eq!(places.for_core().config, PathBuf::from("c"));
    }
}
