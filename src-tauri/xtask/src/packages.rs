//! System libraries, on Debian and Ubuntu through apt; elsewhere they are named.

use std::io::{self, IsTerminal, Write};
use std::process::Command;

use crate::checkout::is_ci;

/// A package by the names it has in the releases of Debian and Ubuntu, the usual one first.
type Names = &'static [&'static str];

/// What the window is built with.
const BUILD: [Names; 4] = [
    &["libwebkit2gtk-4.1-dev"],
    &["libgtk-3-dev"],
    &["librsvg2-dev"],
    &["pkg-config", "pkgconf"],
];

/// What the tests need besides: a window without a screen, fonts to measure with, readers to check PDF files with.
const TEST: [Names; 7] = [
    &["webkit2gtk-driver"],
    &["xvfb"],
    &["xauth"],
    &["dbus-x11"],
    &["fonts-liberation2", "fonts-liberation"],
    &["poppler-utils"],
    &["qpdf"],
];

/// What the packages are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// To build and run.
    Build,
    /// To test as well.
    Test,
}

impl Need {
    fn packages(self) -> Vec<Names> {
        match self {
            Self::Build => BUILD.to_vec(),
            Self::Test => BUILD.into_iter().chain(TEST).collect(),
        }
    }
}

/// Installs what is missing, after asking.
pub fn ensure(need: Need) -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let wanted = need.packages();
    if !std::fs::read_to_string("/etc/os-release").is_ok_and(|text| is_debian(&text)) {
        println!("This is not Debian or Ubuntu, so the system libraries are not checked.");
        println!(
            "Needed, by their names there: {}",
            usual_names(&wanted).join(" ")
        );
        return Ok(());
    }
    let missing = missing(&wanted, &dpkg_status(&wanted));
    if missing.is_empty() {
        return Ok(());
    }
    install(&missing)
}

fn install(missing: &[Names]) -> Result<(), String> {
    let is_root = is_root();
    let names = usual_names(missing);
    let shown = format!(
        "{}\n  {}",
        update_command(is_root).join(" "),
        install_command(&names, is_root).join(" ")
    );
    println!("Missing system packages: {}", names.join(" "));
    println!("To be run:\n  {shown}");
    if !is_ci() && !confirm("Install them now?") {
        return Err(format!(
            "Nothing was installed. Run this and try again:\n  {shown}"
        ));
    }
    carry_out(&update_command(is_root))?;
    carry_out(&install_command(
        &names_known(missing, is_known_to_apt),
        is_root,
    ))
}

fn carry_out(command: &[&str]) -> Result<(), String> {
    let (program, arguments) = command.split_first().ok_or("no command")?;
    let shown = command.join(" ");
    match Command::new(program).args(arguments).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("`{shown}` did not succeed; see above.")),
        Err(error) => Err(format!("`{shown}` could not be started ({error}).")),
    }
}

fn usual_names(packages: &[Names]) -> Vec<&'static str> {
    packages
        .iter()
        .filter_map(|names| names.first().copied())
        .collect()
}

/// Of each package the first name that this release knows.
fn names_known(packages: &[Names], is_known: impl Fn(&str) -> bool) -> Vec<&'static str> {
    let name = |names: &Names| {
        let known = names.iter().copied().find(|name| is_known(name));
        known.or_else(|| names.first().copied())
    };
    packages.iter().filter_map(name).collect()
}

fn is_known_to_apt(name: &str) -> bool {
    let output = Command::new("apt-cache").args(["show", name]).output();
    output.is_ok_and(|output| output.status.success() && !output.stdout.is_empty())
}

/// On a fresh machine the list of what can be installed is empty.
fn update_command(is_root: bool) -> Vec<&'static str> {
    [apt(is_root), &["update", "--quiet"]].concat()
}

fn install_command<'a>(names: &[&'a str], is_root: bool) -> Vec<&'a str> {
    let options = ["install", "--yes", "--quiet", "--no-install-recommends"];
    [apt(is_root), &options, names].concat()
}

fn apt(is_root: bool) -> &'static [&'static str] {
    let with_sudo = &["sudo", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
    if is_root { &with_sudo[1..] } else { with_sudo }
}

/// Whether `/etc/os-release` is that of Debian or a child of it.
fn is_debian(os_release: &str) -> bool {
    os_release
        .lines()
        .filter_map(|line| {
            line.strip_prefix("ID=")
                .or_else(|| line.strip_prefix("ID_LIKE="))
        })
        .any(|value| {
            value
                .trim_matches('"')
                .split_whitespace()
                .any(|name| matches!(name, "debian" | "ubuntu"))
        })
}

/// One line a package: its name and `installed`, or something else. Unknown packages have no line.
fn dpkg_status(wanted: &[Names]) -> String {
    let output = Command::new("dpkg-query")
        .args(["--show", "--showformat=${Package} ${db:Status-Status}\\n"])
        .args(wanted.iter().copied().flatten())
        .output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    text.unwrap_or_default()
}

fn missing(wanted: &[Names], status: &str) -> Vec<Names> {
    let is_installed = |name: &&str| {
        status.lines().any(|line| {
            let mut words = line.split_whitespace();
            words.next() == Some(name) && words.next() == Some("installed")
        })
    };
    let is_missing = |names: &Names| !names.iter().any(&is_installed);
    wanted.iter().copied().filter(is_missing).collect()
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Asks a question that is answered with yes by default. Where nobody can answer, the answer is no.
pub fn confirm(question: &str) -> bool {
    if !io::stdin().is_terminal() {
        return false;
    }
    print!("{question} [Y/n] ");
    let mut answer = String::new();
    let asked = io::stdout()
        .flush()
        .and_then(|()| io::stdin().read_line(&mut answer));
    asked.is_ok_and(|length| length > 0)
        && matches!(answer.trim().to_lowercase().as_str(), "" | "y" | "yes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_and_its_children_are_known() {
        assert!(is_debian("PRETTY_NAME=\"Debian\"\nID=debian\n"));
        assert!(is_debian("ID=ubuntu\nID_LIKE=debian\n"));
        assert!(is_debian("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!is_debian(
            "ID=fedora\nHOME_URL=\"https://debian.example\"\n"
        ));
    }

    #[test]
    fn a_package_that_was_removed_or_never_there_is_missing() {
        let status = "xvfb installed\nxauth config-files\nqpdf-doc installed\n";
        let wanted: [Names; 3] = [&["xvfb"], &["xauth"], &["qpdf"]];
        assert_eq!(missing(&wanted, status), [&["xauth"], &["qpdf"]]);
        assert_eq!(missing(&wanted, "").len(), 3);
    }

    #[test]
    fn a_package_is_there_under_any_of_its_names_and_installed_under_the_one_that_is_known() {
        let fonts: [Names; 1] = [&["fonts-liberation2", "fonts-liberation"]];
        assert!(missing(&fonts, "fonts-liberation installed\n").is_empty());
        assert_eq!(
            names_known(&fonts, |name| name == "fonts-liberation"),
            ["fonts-liberation"]
        );
        assert_eq!(names_known(&fonts, |_| true), ["fonts-liberation2"]);
        assert_eq!(names_known(&fonts, |_| false), ["fonts-liberation2"]);
    }

    #[test]
    fn the_command_asks_for_rights_only_where_it_needs_them() {
        assert_eq!(
            update_command(false).join(" "),
            "sudo env DEBIAN_FRONTEND=noninteractive apt-get update --quiet"
        );
        let install = install_command(&["xvfb", "qpdf"], false).join(" ");
        assert!(
            install.ends_with("--no-install-recommends xvfb qpdf"),
            "{install}"
        );
        assert_eq!(install_command(&["xvfb"], true)[0], "env");
    }

    #[test]
    fn tests_need_what_the_build_needs_and_more() {
        let (build, test) = (Need::Build.packages(), Need::Test.packages());
        assert!(build.iter().all(|names| test.contains(names)) && test.len() > build.len());
    }
}
