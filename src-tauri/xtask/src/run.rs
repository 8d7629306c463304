//! `cargo xtask run`: from a fresh machine to an open window.

use crate::checkout::cargo;
use crate::packages::{self, Need};
use crate::tools;

/// Checks, installs what is missing, builds, and opens the window; returns when it is closed.
pub fn run(arguments: &[String]) -> Result<(), String> {
    println!("[1/3] Checking the tools: a C compiler, Rust, Node.js with npm");
    let missing = tools::missing();
    if !missing.is_empty() {
        return Err(missing.join("\n"));
    }
    println!("[2/3] Checking the system libraries");
    packages::ensure(Need::Build)?;
    if !has_a_screen() {
        return Err(
            "There is no screen to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set."
                .to_owned(),
        );
    }
    println!("[3/3] Building Hubfolio and opening its window; the first time takes some minutes");
    let mut command = cargo(&["run", "--package", "hubfolio"]);
    if !arguments.is_empty() {
        command.arg("--").args(arguments);
    }
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(
            "Hubfolio was not built, or ended with a fault; the reason stands above.".to_owned(),
        ),
        Err(error) => Err(format!("cargo could not be started ({error}).")),
    }
}

fn has_a_screen() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}
