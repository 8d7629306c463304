//! Where the project is, and its commands.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the project: two above this package, where `cargo run` says that it is.
pub fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    package
        .ancestors()
        .nth(2)
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// The same cargo that started this program, in the project's folder. What that cargo said about this package is kept
/// from it, lest build scripts take it for news.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// `npm` or `npx` in the folder of the window's code.
pub fn node_tool(name: &str, arguments: &[&str]) -> Command {
    // On Windows both are scripts, which are found only by their full name.
    let name = if cfg!(windows) {
        format!("{name}.cmd")
    } else {
        name.to_owned()
    };
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root().join("ui"));
    command
}

/// Whether the packages that the lock file names are missing or older than it.
pub fn ui_packages_are_stale() -> bool {
    let changed = |path: &str| {
        root()
            .join(path)
            .metadata()
            .and_then(|about| about.modified())
            .ok()
    };
    match (
        changed("ui/node_modules/.package-lock.json"),
        changed("ui/package-lock.json"),
    ) {
        (Some(installed), Some(lock)) => installed < lock,
        (installed, _) => installed.is_none(),
    }
}

/// Whether an automatic build runs, which cannot answer questions.
pub fn is_ci() -> bool {
    std::env::var_os("CI")
        .is_some_and(|value| !value.is_empty() && value != "false" && value != "0")
}
