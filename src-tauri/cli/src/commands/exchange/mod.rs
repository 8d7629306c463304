//! Files for colleagues, the team's laptops and the shared folder.

mod files;
mod folder;
mod laptops;

use std::path::Path;

use hubfolio_core::{
    contract::{Fault, Recover, RecoveryWords, SharingPage},
    session::Reply,
};
use serde_json::json;

use self::{
    files::{bring_in, preview, send, undo},
    folder::folder,
    laptops::{admit, block, held, invite, status},
};
use super::packets;
use crate::{
    arguments::{Exchange, FileWords},
    client::{Client, fault},
    outcome::Outcome,
};

pub use self::files::join;

/// Carries out one of the commands.
pub fn run(client: &mut Client<'_>, command: Exchange) -> Reply<Outcome> {
    carry_out(client, command).map_err(in_commands)
}

/// What the window says by the names of its pages, in the names of commands.
fn in_commands(mut fault: Fault) -> Fault {
    let hint = match fault.code.as_str() {
        "is_a_copy" => "Look at it with “exchange packet look”.",
        "not_a_copy" => "Bring your own team's file in with “exchange import”.",
        "team_not_admitted" | "laptop_not_admitted" => {
            fault.hint += " With “exchange partner admit”.";
            return fault;
        }
        _ => return fault,
    };
    fault.hint = hint.into();
    fault
}

fn carry_out(client: &mut Client<'_>, command: Exchange) -> Reply<Outcome> {
    match command {
        Exchange::Export(export) => send(client, &export),
        Exchange::Preview { files, words } => preview(client, files, &words),
        Exchange::Import(bring) => bring_in(client, bring),
        Exchange::Undo { arrival } => undo(client, arrival),
        // Joining comes before any hub file is open.
        Exchange::Status | Exchange::Join { .. } => status(client),
        Exchange::Invite { name, out } => invite(client, name, &out),
        Exchange::Admit { laptop } => admit(client, &laptop),
        Exchange::Held { laptop } => held(client, &laptop),
        Exchange::Block { laptop, because } => block(client, &laptop, because),
        Exchange::Folder {
            dir,
            by_itself,
            none,
        } => folder(client, dir, by_itself.as_deref(), none),
        Exchange::Packet(command) => packets::run(client, command),
        Exchange::Partners => packets::partners(client),
        Exchange::Partner(command) => packets::partner(client, command),
        Exchange::RecoveryWords => {
            let words: RecoveryWords = client.ask_for("recovery_words")?;
            let text = format!(
                "{}\nPrint these words and keep them in a safe place, not on this laptop. They are not shown again.",
                words.words
            );
            Ok(Outcome::new(text, json!(words)))
        }
        Exchange::Recover { words } => {
            let words = words_of(&words)?.ok_or_else(|| {
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
    }
}

pub(super) fn words_of(words: &FileWords) -> Reply<Option<String>> {
    let Some(path) = &words.words_file else {
        return Ok(None);
    };
    let read = if path == Path::new("-") {
        typed()
    } else {
        std::fs::read_to_string(path)
    };
    match read {
        Ok(text) => Ok(Some(text.trim().to_owned())),
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

pub(super) fn name(path: &Path) -> String {
    path.display().to_string()
}
