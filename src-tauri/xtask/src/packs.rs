//! `cargo xtask packs`: every kind of pack and every list, as draft and signed, in every copy, written to a folder and
//! looked at by two independent validators, qpdf and poppler.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::checkout::{cargo, root};
use crate::steps::in_words;

/// How often it is said how far the validators are.
const OFTEN: Duration = Duration::from_secs(20);

/// The test that writes them.
const TEST: &str = "packs::everything::everything_that_can_be_written_is_written";

/// The folders that it writes, and how their files are looked at: those that claim PDF/UA and PDF/A, those too long for
/// veraPDF, and reading copies, which claim neither since nobody can speak for pages by others.
const FOLDERS: [(&str, &[&str]); 3] = [
    ("claims", &[]),
    ("whole", &["-q"]),
    ("reading", &["-p", ""]),
];

/// The checks, in the order of the table.
const CHECKS: [&str; 6] = [
    "veraPDF ua1",
    "veraPDF 3a",
    "page ua1",
    "page 3a",
    "qpdf",
    "fonts",
];

/// Files that a row of the table is about, and how many of them passed each check of how many that it looked at.
#[derive(Debug, Default, PartialEq, Eq)]
struct Row {
    files: usize,
    checks: BTreeMap<&'static str, (usize, usize)>,
}

type Table = BTreeMap<String, Row>;

/// Writes the packs (unless those of last time will do) and validates them. Where the validators can't run, says so: the
/// packs are still there to look at.
pub fn run(write_them: bool) -> Result<(), String> {
    let folder = root().join("artefacts/packs");
    if write_them {
        write(&folder)?;
    }
    if cfg!(windows) {
        println!("skipped: the validators run on Linux and macOS");
        return Ok(());
    }
    let (mut table, mut sound) = (Table::new(), true);
    for (name, options) in FOLDERS {
        let files = files_in(&folder.join(name));
        for file in &files {
            table.entry(row_of(file)).or_default().files += 1;
        }
        if !files.is_empty() {
            sound &= checked(options, &files, &mut table)?;
        }
    }
    print!("{}", in_columns(&table));
    match sound {
        true => Ok(()),
        false => Err("Not every pack is what it claims to be; which, stands above.".to_owned()),
    }
}

fn write(folder: &Path) -> Result<(), String> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .map_err(|e| format!("The packs of last time can't be removed ({e})."))?;
    }
    // Of the whole workspace: for one package alone everything would be built once more, with other features.
    let mut command = cargo(&["test", "--workspace", "--test", "journeys"]);
    let written = command
        .args(["--", "--ignored", "--exact", TEST])
        .env("HUBFOLIO_PDF_DIR", folder)
        .status()
        .map_err(|e| format!("cargo could not be started ({e})."))?;
    if !written.success() {
        return Err("The packs were not written; the reason stands above.".to_owned());
    }
    println!("The packs are in {}.", folder.display());
    Ok(())
}

/// The files of a folder, the smallest first: what is wrong with all of them is seen soon, and the long ones come last.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries
        .map(|e| (e.metadata().map_or(0, |m| m.len()), e.path()))
        .collect();
    files.sort();
    files.into_iter().map(|(_, file)| file).collect()
}

/// Says how far the checks are, now and then.
struct Progress {
    begun: Instant,
    said: Instant,
    done: usize,
    all: usize,
}

impl Progress {
    fn new(options: &[&str], files: usize) -> Self {
        let now = Instant::now();
        let checks = match options {
            // Without veraPDF; without any validator, so that qpdf and the fonts are left.
            ["-q"] => CHECKS.len() - 2,
            ["-p", ..] => CHECKS.len() - 4,
            _ => CHECKS.len(),
        };
        Self {
            begun: now,
            said: now,
            done: 0,
            all: files * checks,
        }
    }

    fn say(&mut self, what: &str) {
        if self.said.elapsed() < OFTEN {
            return;
        }
        self.said = Instant::now();
        let (done, all, time) = (self.done, self.all, in_words(self.begun.elapsed()));
        println!("[{done} of {all} checks, {time}] {what}");
    }
}

/// Has the files looked at; prints what is wrong as it comes.
fn checked(options: &[&str], files: &[PathBuf], table: &mut Table) -> Result<bool, String> {
    let mut checker = Command::new("bash")
        .arg(root().join("tests/pdf/check-pdf"))
        .args(options)
        .args(files)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| format!("The validators can't be started ({e}). The packs were written."))?;
    let mut wrong = false;
    let mut progress = Progress::new(options, files.len());
    let said = checker.stdout.take().into_iter();
    for line in said.flat_map(|out| BufReader::new(out).lines().map_while(Result::ok)) {
        if let Some(file) = line.strip_prefix("look  ") {
            progress.say(file);
            continue;
        }
        match read(&line) {
            Some((passed, check, file)) => {
                progress.done += 1;
                progress.say(check);
                let row = table.entry(row_of(Path::new(file))).or_default();
                let (good, all) = row.checks.entry(check).or_default();
                *good += usize::from(passed);
                *all += 1;
                wrong = !passed;
            }
            None => wrong |= line.starts_with("FAIL"),
        }
        if wrong {
            println!("{line}");
        }
    }
    let status = checker.wait().map_err(|e| e.to_string())?;
    Ok(status.success())
}

/// A line of the checker: whether the file passed, which check, the file. None for another line.
fn read(line: &str) -> Option<(bool, &'static str, &str)> {
    let (verdict, rest) = line.split_once(' ')?;
    let passed = match verdict {
        "ok" => true,
        "FAIL" => false,
        _ => return None,
    };
    let (said, from) = rest.split_at(rest.find('/')?);
    let words: Vec<&str> = said.split_whitespace().collect();
    let check = CHECKS.into_iter().find(|c| *c == words.join(" "))?;
    let end = from.find(".pdf")? + ".pdf".len();
    Some((passed, check, &from[..end]))
}

/// "practice-hub--board--signed--public.pdf" is about the practice hub's board packs.
fn row_of(file: &Path) -> String {
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let folder = file.parent().and_then(Path::file_name).unwrap_or_default();
    let mut parts = name.split("--");
    let (hub, kind) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    match folder.to_str() {
        Some("claims") | None => format!("{hub}, {kind}"),
        Some(other) => format!("{hub}, {kind} ({other})"),
    }
}

fn in_columns(table: &Table) -> String {
    let mut lines = vec![format!("{:40} {:>5}", "hub, pack", "files")];
    lines.extend(
        table
            .iter()
            .map(|(name, row)| format!("{name:40} {:>5}", row.files)),
    );
    for check in CHECKS {
        lines[0] += &format!("  {check:>11}");
        for (line, row) in lines[1..].iter_mut().zip(table.values()) {
            let cell = match row.checks.get(check) {
                Some((good, all)) => format!("{good} of {all}"),
                None => "–".to_owned(),
            };
            *line += &format!("  {cell:>11}");
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_checker_are_read() {
        let file = "/tmp/claims/whole-ics--list--person--public.pdf";
        for (line, found) in [
            (
                format!("ok    veraPDF ua1  {file}, 20 assertions"),
                (true, "veraPDF ua1"),
            ),
            (
                format!("FAIL  page    3a   {file}, 154 rules"),
                (false, "page 3a"),
            ),
            (format!("ok    qpdf         {file}"), (true, "qpdf")),
            (
                format!("FAIL  fonts        {file}: not every face"),
                (false, "fonts"),
            ),
        ] {
            assert_eq!(read(&line), Some((found.0, found.1, file)));
        }
        assert_eq!(read("      7.1-3: a rule"), None);
    }

    #[test]
    fn every_check_counts_towards_the_progress() {
        let all = |options: &[&str]| Progress::new(options, 10).all;
        assert_eq!(FOLDERS.map(|(_, options)| all(options)), [60, 40, 20]);
    }

    #[test]
    fn the_table_has_a_line_for_each_kind_of_pack_of_each_hub() {
        let row = Row {
            files: 4,
            checks: [("qpdf", (3, 4))].into(),
        };
        let name = row_of(Path::new(
            "/tmp/reading/practice-hub--board--now--members--papers-read.pdf",
        ));
        assert_eq!(name, "practice-hub, board (reading)");
        let shown = in_columns(&[(name, row)].into());
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(
            lines[1].contains("3 of 4") && lines[1].contains('–'),
            "{shown}"
        );
    }
}
