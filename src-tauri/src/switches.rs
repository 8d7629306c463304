//! What a person may say on the command line of the window. Knows words, not what they lead to.

use std::{ffi::OsString, path::PathBuf};

use chrono::NaiveDate;
use thiserror::Error;

const HELP: &str = "\
Hubfolio: the work of a primary-care training hub, in one file on this laptop.

Usage: hubfolio [--store FILE] [--config FOLDER] [--as NAME] [--today DATE] [FILE...]

  FILE              files from colleagues (.hubx) to look at

  --store FILE      the hub file to work on, in place of the usual one
  --config FOLDER   where keys and settings are, in place of the usual folder
  --as NAME         who works here
  --today DATE      the day that due dates and packs go by (2025-09-30)
  --version         say the version and stop
  --help            say this and stop

Without a window: hubfolio-cli --help";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// Open the window.
    Window(Switches),
    /// Say this and stop.
    Text(String),
}

/// The switches of the window.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Switches {
    /// The hub file, in place of the one in the usual place.
    pub store: Option<PathBuf>,
    /// Keys and settings, in place of the usual folder.
    pub config: Option<PathBuf>,
    /// Who works here.
    pub person: Option<String>,
    /// The day that rules and packs go by.
    pub today: Option<NaiveDate>,
    /// Files to look at, as a double click names them.
    pub files: Vec<PathBuf>,
}

/// Why the command line was not understood.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum SwitchFault {
    /// No such switch.
    #[error("Hubfolio does not know {0:?}. `hubfolio --help` lists what it knows.")]
    Unknown(String),
    /// A switch at the end, without what belongs to it.
    #[error("After {0} something is missing. `hubfolio --help` shows what.")]
    Incomplete(String),
    /// No such day.
    #[error("{0:?} is not a date. Write it as year-month-day: 2025-09-30.")]
    Date(String),
    /// A name that is not text.
    #[error("The name after --as cannot be read as text.")]
    Name,
}

/// Reads the command line of this process.
pub fn from_command_line() -> Result<Asked, SwitchFault> {
    let asked = read(std::env::args_os().skip(1))?;
    #[cfg(feature = "test-seams")]
    if let Asked::Window(switches) = asked {
        return seams::fill(switches).map(Asked::Window);
    }
    Ok(asked)
}

/// The files that the command line of another start names; its first word is the program.
pub fn files(words: Vec<String>) -> Vec<PathBuf> {
    match read(words.into_iter().skip(1).map(OsString::from)) {
        Ok(Asked::Window(switches)) => switches.files,
        Ok(Asked::Text(_)) | Err(_) => vec![],
    }
}

fn read(words: impl IntoIterator<Item = OsString>) -> Result<Asked, SwitchFault> {
    let mut switches = Switches::default();
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        let (name, joined) = split(&word);
        let mut value = || {
            joined
                .clone()
                .or_else(|| words.next())
                .ok_or_else(|| SwitchFault::Incomplete(name.clone()))
        };
        match name.as_str() {
            "--store" => switches.store = Some(value()?.into()),
            "--config" => switches.config = Some(value()?.into()),
            "--as" => {
                switches.person = Some(value()?.into_string().map_err(|_| SwitchFault::Name)?)
            }
            "--today" => switches.today = Some(date(&value()?)?),
            "--version" => {
                return Ok(Asked::Text(format!(
                    "hubfolio {}",
                    env!("CARGO_PKG_VERSION")
                )));
            }
            "--help" | "-h" => return Ok(Asked::Text(HELP.into())),
            _ if name.starts_with('-') => {
                return Err(SwitchFault::Unknown(word.to_string_lossy().into_owned()));
            }
            _ => switches.files.push(word.into()),
        }
    }
    Ok(Asked::Window(switches))
}

/// `--store=FILE` into its two halves; anything else stays whole.
fn split(word: &OsString) -> (String, Option<OsString>) {
    let whole = || (word.to_string_lossy().into_owned(), None);
    match word.to_str().and_then(|text| text.split_once('=')) {
        Some((name, value)) if name.starts_with("--") => (name.to_owned(), Some(value.into())),
        _ => whole(),
    }
}

fn date(text: &OsString) -> Result<NaiveDate, SwitchFault> {
    let text = text.to_string_lossy();
    text.parse()
        .map_err(|_| SwitchFault::Date(text.into_owned()))
}

/// The same switches as environment variables, for tests that cannot reach the command line.
#[cfg(feature = "test-seams")]
mod seams {
    use std::env::var_os;

    use super::{SwitchFault, Switches, date};

    pub fn fill(switches: Switches) -> Result<Switches, SwitchFault> {
        Ok(Switches {
            store: switches
                .store
                .or_else(|| var_os("HUBFOLIO_STORE").map(Into::into)),
            config: switches
                .config
                .or_else(|| var_os("HUBFOLIO_CONFIG").map(Into::into)),
            person: switches
                .person
                .or_else(|| var_os("HUBFOLIO_AS").and_then(|name| name.into_string().ok())),
            today: match switches.today {
                None => var_os("HUBFOLIO_TODAY")
                    .map(|text| date(&text))
                    .transpose()?,
                today => today,
            },
            files: switches.files,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    fn window(words: &[&str]) -> Switches {
        match read(words.iter().map(OsString::from)).unwrap() {
            Asked::Window(switches) => switches,
            Asked::Text(text) => panic!("{text}"),
        }
    }

    fn fault(words: &[&str]) -> SwitchFault {
        read(words.iter().map(OsString::from)).unwrap_err()
    }

    #[test]
    fn nothing_said_means_the_usual_places() {
        assert_eq!(window(&[]), Switches::default());
    }

    #[test]
    fn every_switch_is_taken_joined_or_apart() {
        let apart = window(&[
            "--store",
            "a b.hubfolio",
            "--config",
            "c",
            "--as",
            "Ann Lee",
            "--today",
            "2025-09-30",
        ]);
        let joined = window(&[
            "--store=a b.hubfolio",
            "--config=c",
            "--as=Ann Lee",
            "--today=2025-09-30",
        ]);
        assert_eq!(apart, joined);
        assert_eq!(apart.person.as_deref(), Some("Ann Lee"));
        assert_eq!(apart.today, NaiveDate::from_ymd_opt(2025, 9, 30));
    }

    #[test]
    fn an_equals_sign_in_a_file_name_is_kept() {
        assert_eq!(
            window(&["--store=a=b.hubfolio"]).store,
            Some("a=b.hubfolio".into())
        );
        assert_eq!(
            window(&["--store", "a=b.hubfolio"]).store,
            Some("a=b.hubfolio".into())
        );
    }

    #[test]
    fn files_may_be_named_beside_the_switches() {
        let asked = window(&["--as", "Ann Lee", "a=b.hubx", "My team/c d.hubx"]);
        assert_eq!(
            asked.files,
            [PathBuf::from("a=b.hubx"), PathBuf::from("My team/c d.hubx")]
        );
        assert_eq!(asked.person.as_deref(), Some("Ann Lee"));
    }

    #[test]
    fn another_start_hands_over_its_files_and_nothing_else() {
        let start = |words: &[&str]| files(words.iter().map(ToString::to_string).collect());
        assert_eq!(
            start(&["/usr/bin/hubfolio", "a.hubx", "--today", "2025-09-30"]),
            [PathBuf::from("a.hubx")]
        );
        assert!(start(&["hubfolio"]).is_empty());
        assert!(start(&[]).is_empty());
        assert!(start(&["hubfolio", "--version", "a.hubx"]).is_empty());
        assert!(start(&["hubfolio", "--stor", "a.hubx"]).is_empty());
    }

    #[test]
    fn the_version_is_said_before_a_window_opens() {
        let Asked::Text(text) = read([OsString::from("--version")]).unwrap() else {
            panic!("a window")
        };
        assert!(text.starts_with("hubfolio 0"));
    }

    #[test]
    fn faults_name_what_was_written() {
        assert_eq!(
            fault(&["--stor", "x"]),
            SwitchFault::Unknown("--stor".into())
        );
        assert_eq!(
            fault(&["--store"]),
            SwitchFault::Incomplete("--store".into())
        );
        assert_eq!(
            fault(&["--today", "31.2.2025"]),
            SwitchFault::Date("31.2.2025".into())
        );
        assert_eq!(
            fault(&["--today", "2025-02-30"]),
            SwitchFault::Date("2025-02-30".into())
        );
    }
}
