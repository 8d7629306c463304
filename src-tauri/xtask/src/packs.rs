//! `cargo xtask packs`: every kind of pack in every copy, written to a folder and looked at by two independent validators.

use std::process::Command;

use crate::checkout::{cargo, root};

/// The test that writes them.
const TEST: &str = "packs::sound::every_kind_of_pack_is_written_in_every_copy";

/// Writes the packs and validates them. Where the validators can't run, says so: the packs are still there to look at.
pub fn run() -> Result<(), String> {
    let folder = root().join("artefacts/packs");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)
            .map_err(|e| format!("The packs of last time can't be removed ({e})."))?;
    }
    let mut command = cargo(&["test", "--package", "hubfolio-tests", "--test", "journeys"]);
    let written = command
        .args(["--", "--exact", TEST])
        .env("HUBFOLIO_PDF_DIR", &folder)
        .status()
        .map_err(|e| format!("cargo could not be started ({e})."))?;
    if !written.success() {
        return Err("The packs were not written; the reason stands above.".to_owned());
    }
    let entries = std::fs::read_dir(&folder).map_err(|e| format!("No pack was written ({e})."))?;
    let mut files: Vec<_> = entries.flatten().map(|e| e.path()).collect();
    files.sort();
    println!("{} packs are in {}.", files.len(), folder.display());
    if cfg!(windows) {
        println!("skipped: the validators run on Linux and macOS");
        return Ok(());
    }
    let checked = Command::new("bash")
        .arg(root().join("tests/pdf/check-pdf"))
        .args(&files)
        .status();
    match checked {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("Not every pack is what it claims to be; which, stands above.".to_owned()),
        Err(error) => {
            println!("skipped: the validators can't be started ({error})");
            Ok(())
        }
    }
}
