//! The log of the program, for whoever looks after it: what happened and when, never whose or what it says.

use std::{fs, panic, path::Path};

use log::LevelFilter;
use tauri::{Wry, plugin::TauriPlugin};
use tauri_plugin_log::{RotationStrategy, Target, TargetKind};

/// One file of the log; five are kept.
const LARGEST: u128 = 1024 * 1024;
const KEPT: usize = 5;

/// Writes the log into this folder. `None` where the folder cannot be written to: Hubfolio works without a log.
pub fn plugin(folder: &Path) -> Option<TauriPlugin<Wry>> {
    if !writable(folder) {
        eprintln!(
            "Hubfolio keeps no log: {} cannot be written to.",
            folder.display()
        );
        return None;
    }
    let file = TargetKind::Folder {
        path: folder.to_owned(),
        file_name: Some("hubfolio".into()),
    };
    let plugin = tauri_plugin_log::Builder::new()
        .clear_targets()
        .target(Target::new(file))
        .level(LevelFilter::Warn)
        .level_for("hubfolio_shell", LevelFilter::Info)
        .level_for("hubfolio_core", LevelFilter::Info)
        .max_file_size(LARGEST)
        .rotation_strategy(RotationStrategy::KeepSome(KEPT))
        .build();
    Some(plugin)
}

fn writable(folder: &Path) -> bool {
    fs::create_dir_all(folder).is_ok()
        && fs::OpenOptions::new()
            .append(true)
            .create(true)
            .open(folder.join("hubfolio.log"))
            .is_ok()
}

/// Notes where the program met a fault of its own. Not the message: it may quote what somebody typed.
pub fn keep_faults(folder: &Path) {
    let folder = folder.to_owned();
    panic::set_hook(Box::new(move |fault| {
        let place = fault
            .location()
            .map_or_else(|| "an unknown place".into(), ToString::to_string);
        log::error!(
            "stopped by a fault at {place}, version {}",
            env!("CARGO_PKG_VERSION")
        );
        log::logger().flush();
        eprintln!(
            "Hubfolio met a fault of its own. Where is in the log, in {}.",
            folder.display()
        );
    }));
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_folder_that_cannot_be_made_means_no_log() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a file");
        fs::write(&file, "x").unwrap();
        assert!(!writable(&file.join("logs")));
        assert!(writable(&folder.path().join("logs")));
    }
}
