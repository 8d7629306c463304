//! Files for colleagues, the team's laptops and the shared folder.

mod files;
mod folder;
mod laptops;
mod words;

use std::path::Path;

use hubfolio_core::{contract::Fault, session::Reply};

use self::{
    files::{bring_in, preview, send, undo},
    folder::folder,
    laptops::{admit, block, held, invite, status},
    words::{recover, recovery_words},
};
use super::packets;
use crate::{
    arguments::Exchange,
    client::{Client, fault},
    outcome::Outcome,
};

pub use self::files::join;
pub(super) use self::words::{same_words, words_of};

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
        Exchange::Invite { name, out, save } => invite(client, name, &out, &save),
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
        Exchange::RecoveryWords { save } => recovery_words(client, &save),
        Exchange::Recover { words } => recover(client, &words),
    }
}

/// Refuses before anything else is done where a file could not be written: words that go with it would be lost, and
/// whoever tries again would say a comment twice.
pub(super) fn refuse_taken(out: &Path) -> Reply<()> {
    if out.exists() {
        let message = format!(
            "There is a file {} already. Nothing was changed.",
            name(out)
        );
        return Err(fault("exists", message, "Choose another name."));
    }
    Ok(())
}

pub(super) fn name(path: &Path) -> String {
    path.display().to_string()
}
