//! Words that open a file, invite somebody or bring a laptop back: typed, read from a file, kept in one.

use std::path::Path;

use hubfolio_core::{
    contract::{FileMade, Recover, RecoveryWords, SharingPage, WordsSave},
    session::Reply,
};
use serde_json::json;

use super::{name, refuse_taken};
use crate::{
    arguments::{FileWords, SaveWords},
    client::{Client, fault},
    outcome::Outcome,
};

/// Recovery words open a team, not a file, and nobody is told them.
const FOR_THE_SAFE: &str = "Print this file, put the paper in the safe, and delete the file.";
const APART: &str = "This file must never travel with what the words open, or lie beside it. Delete it once they were told.";

pub(super) fn recovery_words(client: &mut Client<'_>, save: &SaveWords) -> Reply<Outcome> {
    refuse_taken_words(save)?;
    let words: RecoveryWords = client.ask_for("recovery_words")?;
    let kept = written(client, save, "Recovery words", &words.words, FOR_THE_SAFE);
    let text = format!(
        "{}\nPrint these words and keep them in a safe place, not on this laptop. They are not shown again.{kept}",
        words.words
    );
    Ok(Outcome::new(text, json!(words)))
}

pub(super) fn recover(client: &mut Client<'_>, words: &FileWords) -> Reply<Outcome> {
    let words = words_of(words)?.ok_or_else(|| {
        let message = "The recovery words are needed. Nothing was changed.";
        fault(
            "words_needed",
            message,
            "Give --words-file, or - to type them.",
        )
    })?;
    let page: SharingPage = client.ask("recover", Recover { words })?;
    Ok(Outcome::new(
        "This laptop belongs to the team again.",
        json!(page),
    ))
}

/// Refuses before any words are made where the text file for them is there already.
pub(super) fn refuse_taken_words(save: &SaveWords) -> Reply<()> {
    save.save_words.as_deref().map_or(Ok(()), refuse_taken)
}

/// Writes words to a text file where one is named. Returns the line that says so, with what comes before it.
pub(super) fn kept(client: &mut Client<'_>, save: &SaveWords, title: &str, words: &str) -> String {
    written(client, save, title, words, APART)
}

/// The words were made and are shown this once: that they could not be written is told beside them, never instead.
fn written(
    client: &mut Client<'_>,
    save: &SaveWords,
    title: &str,
    words: &str,
    mind: &str,
) -> String {
    let Some(path) = &save.save_words else {
        return String::new();
    };
    let request = WordsSave {
        title: title.into(),
        words: words.into(),
        notes: vec![mind.into()],
        file: name(path),
    };
    match client.ask::<FileMade>("words_save", request) {
        Ok(made) => format!("\nThe words are in {}. {mind}", made.name),
        Err(fault) => format!(
            "\nThe words are in no file: write them down now. {} {}",
            fault.message, fault.hint
        ),
    }
}

/// The words that a file holds, or that somebody types.
pub fn words_of(words: &FileWords) -> Reply<Option<String>> {
    let Some(path) = &words.words_file else {
        return Ok(None);
    };
    let read = if path == Path::new("-") {
        typed()
    } else {
        std::fs::read_to_string(path)
    };
    match read {
        Ok(text) => Ok(Some(words_in(&text))),
        Err(_) => Err(fault(
            "no_words_file",
            format!(
                "The file of words {} can't be read. Nothing was changed.",
                path.display()
            ),
            "",
        )),
    }
}

/// Whether two people read the same words: capitals, hyphens and extra spaces make no difference.
pub fn same_words(one: &str, other: &str) -> bool {
    fn plain(text: &str) -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect()
    }
    plain(one) == plain(other)
}

/// A line from whoever types, or from another program.
fn typed() -> std::io::Result<String> {
    use std::io::IsTerminal;
    if std::io::stdin().is_terminal() {
        eprint!("Words: ");
    }
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(line)
}

/// The words of a text: those after numbers, as such a file is written; else all of it.
fn words_in(text: &str) -> String {
    let numbered = text.lines().filter_map(|line| {
        let (number, word) = line.trim().split_once(". ")?;
        number.parse::<u32>().ok().map(|_| word.trim())
    });
    let numbered: Vec<&str> = numbered.collect();
    if numbered.is_empty() {
        return text.trim().to_owned();
    }
    numbered.join(" ")
}
