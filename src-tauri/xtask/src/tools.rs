//! The tools that must be there before anything else: a C compiler, Rust, Node.js with npm.

use std::process::Command;

use crate::checkout::{cargo, is_ci};
use crate::packages::confirm;
use crate::version::Version;

/// The oldest Rust that the packages build with.
const RUST: Version = Version(1, 95, 0);

/// Names every tool that is missing or too old, each with what to do; an empty list when all is well.
pub fn missing() -> Vec<String> {
    let rust = printed("rustc", &["--version"]);
    let node = printed("node", &["--version"]);
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let npm = printed(npm, &["--version"]);
    [
        c_compiler(),
        rust_fault(rust.as_deref()),
        node_fault(node.as_deref()),
        npm_fault(npm.as_deref()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// On Windows the compiler is not on the search path, and Rust itself says how to get it.
fn c_compiler() -> Option<String> {
    if cfg!(windows)
        || ["cc", "gcc", "clang"]
            .iter()
            .any(|name| printed(name, &["--version"]).is_some())
    {
        return None;
    }
    Some(
        if cfg!(target_os = "macos") {
            "A C compiler is missing. Install it with: xcode-select --install"
        } else {
            "A C compiler is missing. On Debian and Ubuntu install it with: sudo apt-get install build-essential"
        }
        .to_owned(),
    )
}

fn rust_fault(printed: Option<&str>) -> Option<String> {
    match printed.and_then(Version::in_text) {
        Some(found) if found >= RUST => None,
        Some(found) => Some(format!(
            "Rust {RUST} or newer is needed; {found} was found. Update it with: rustup update stable"
        )),
        None => Some(format!(
            "Rust {RUST} or newer is needed, and rustc was not found. Install it from https://rustup.rs"
        )),
    }
}

fn node_fault(printed: Option<&str>) -> Option<String> {
    const WHERE: &str =
        "Install version 22 from https://nodejs.org (on Debian 12 the packaged version is too old)";
    match printed.and_then(Version::in_text) {
        Some(found) if builds_the_window(found) => None,
        Some(found) => Some(format!(
            "Node.js 20.19, or 22.12 and newer, is needed; {found} was found. {WHERE}."
        )),
        None => Some(format!(
            "Node.js 20.19, or 22.12 and newer, is needed and was not found. {WHERE}."
        )),
    }
}

/// Vite, which builds the window's code, runs on `^20.19.0 || >=22.12.0`.
fn builds_the_window(node: Version) -> bool {
    node >= Version(22, 12, 0) || (Version(20, 19, 0)..Version(21, 0, 0)).contains(&node)
}

fn npm_fault(printed: Option<&str>) -> Option<String> {
    match printed.and_then(Version::in_text) {
        Some(_) => None,
        None => Some("npm was not found. It comes with Node.js from https://nodejs.org; on Debian it is the package npm.".to_owned()),
    }
}

/// Rust's formatter and linter, which a small installation of Rust leaves out.
pub fn ensure_checkers() -> Result<(), String> {
    let works = |name: &str| {
        cargo(&[name, "--version"])
            .output()
            .is_ok_and(|output| output.status.success())
    };
    if works("fmt") && works("clippy") {
        return Ok(());
    }
    let add = ["component", "add", "rustfmt", "clippy"];
    let command = format!("rustup {}", add.join(" "));
    if printed("rustup", &["--version"]).is_none() {
        return Err("Rust's formatter and linter are missing: install the packages rustfmt and clippy of your Rust.".to_owned());
    }
    println!("Rust's formatter and linter are missing. To be run: {command}");
    if !is_ci() && !confirm("Install them now?") {
        return Err(format!(
            "Nothing was installed. Run this and try again: {command}"
        ));
    }
    match Command::new("rustup").args(add).status() {
        Ok(status) if status.success() => Ok(()),
        _ => Err(format!("`{command}` did not succeed; see above.")),
    }
}

/// What a tool prints, if it is there and works.
fn printed(tool: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(tool).args(arguments).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rust_that_is_new_enough_is_accepted() {
        assert_eq!(
            rust_fault(Some("rustc 1.95.0 (59807616e 2026-04-14)")),
            None
        );
        assert_eq!(rust_fault(Some("rustc 2.0.0")), None);
    }

    #[test]
    fn an_old_or_missing_rust_is_named_with_the_way_out() {
        assert_eq!(
            rust_fault(Some("rustc 1.94.1 (abc)")).as_deref(),
            Some(
                "Rust 1.95.0 or newer is needed; 1.94.1 was found. Update it with: rustup update stable"
            )
        );
        assert!(rust_fault(None).is_some_and(|text| text.contains("https://rustup.rs")));
    }

    #[test]
    fn node_is_accepted_from_20_19_but_not_the_early_22() {
        for (printed, accepted) in [
            ("v18.19.0", false),
            ("v20.18.3", false),
            ("v20.19.0", true),
            ("v20.20.0", true),
            ("v21.7.0", false),
            ("v22.11.0", false),
            ("v22.12.0", true),
            ("v24.1.0", true),
        ] {
            assert_eq!(node_fault(Some(printed)).is_none(), accepted, "{printed}");
        }
        assert!(node_fault(None).is_some());
        assert!(npm_fault(None).is_some());
        assert_eq!(npm_fault(Some("11.2.0\n")), None);
    }
}
