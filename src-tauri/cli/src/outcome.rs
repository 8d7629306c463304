//! What a command has to say, as text for people or JSON for programs, and the exit code with it: 0 done, 1 refused,
//! 2 wrong usage.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use hubfolio_core::contract::Fault;
use serde_json::{Value as Json, json};

/// The reply of a command.
pub struct Outcome {
    text: String,
    json: Json,
    /// Bytes for another program, such as CSV: printed as they are, whatever else was asked.
    raw: Option<Vec<u8>>,
    sound: bool,
}

impl Outcome {
    /// Text for people, and the same for programs.
    pub fn new(text: impl Into<String>, json: Json) -> Self {
        Self {
            text: text.into(),
            json,
            raw: None,
            sound: true,
        }
    }

    /// Bytes that are printed as they are.
    pub fn raw(bytes: Vec<u8>) -> Self {
        Self {
            raw: Some(bytes),
            ..Self::new("", Json::Null)
        }
    }

    /// The command worked, and what it looked at is not as it should be: exit code 1.
    pub fn unsound_if(self, unsound: bool) -> Self {
        Self {
            sound: !unsound,
            ..self
        }
    }

    /// Prints it. A reader who has seen enough (`| head`) is no fault.
    pub fn print(&self, json: bool) -> ExitCode {
        let bytes = match &self.raw {
            Some(raw) => raw.clone(),
            None if json => line(&self.json.to_string()),
            None if self.text.is_empty() => vec![],
            None => line(&shown(&self.text)),
        };
        match written(&bytes) {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
            _ if self.sound => ExitCode::SUCCESS,
            _ => ExitCode::FAILURE,
        }
    }
}

/// Tells why nothing was done: one line on stderr.
pub fn refused(fault: &Fault, json: bool) -> ExitCode {
    if json {
        // The names of a fault stay the same whether there is something in them or not.
        let fault = json!({
            "code": fault.code, "message": fault.message, "hint": fault.hint, "fields": fault.fields,
        });
        eprintln!("{fault}");
    } else {
        let words = format!("{} {}", fault.message, fault.hint);
        eprintln!(
            "{}",
            shown(&words.split_whitespace().collect::<Vec<_>>().join(" "))
        );
    }
    ExitCode::FAILURE
}

/// Tells how the command line is used. Help that was asked for is no fault.
pub fn wrong_usage(refusal: &clap::Error) -> ExitCode {
    if !refusal.use_stderr() {
        let _ = refusal.print();
        return ExitCode::SUCCESS;
    }
    if std::env::args().any(|a| a == "--json") {
        let words = refusal.to_string();
        let (message, hint) = words.split_once("\n\n").unwrap_or((&words, ""));
        let message = message.trim_start_matches("error: ");
        let fault = json!({ "code": "usage", "message": message.trim(), "hint": hint.trim(), "fields": [] });
        eprintln!("{fault}");
    } else {
        let _ = refusal.print();
    }
    ExitCode::from(2)
}

fn line(text: &str) -> Vec<u8> {
    let mut bytes = text.trim_end_matches('\n').as_bytes().to_vec();
    bytes.push(b'\n');
    bytes
}

fn written(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// Text of a record must not steer the terminal it is shown on.
fn shown(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() && !matches!(c, '\n' | '\t') {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn text_of_a_record_does_not_steer_the_terminal() {
        assert_eq!(
            shown("a\x1b[2Jb\r\nc\td\u{9b}"),
            "a\u{fffd}[2Jb\u{fffd}\nc\td\u{fffd}"
        );
    }
}
