//! The commands, one file per group. Each asks the core and puts the reply into words.

mod attachments;
mod attention;
mod boards;
mod care;
mod closing;
mod erasures;
mod exchange;
mod exports;
mod generate;
mod hub;
mod imports;
mod interests;
mod lists;
mod packets;
mod packs;
mod records;
mod returns;
mod show;
mod spreadsheets;
mod stakeholders;
mod versions;
mod workbooks;

use hubfolio_core::{contract::CalendarOne, session::Reply};

use crate::{
    arguments::{Arguments, Command, Exchange},
    client::Client,
    outcome::Outcome,
    world::World,
};

/// Carries out one command.
pub fn run(arguments: Arguments, world: &World) -> Reply<Outcome> {
    let global = &arguments.global;
    // These need no hub file.
    match &arguments.command {
        Command::New(new) => return hub::new(Client::closed(global, world)?, global, new),
        Command::Kinds => return hub::kinds(&mut Client::closed(global, world)?),
        Command::Describe { kind } => return hub::describe(&Client::closed(global, world)?, kind),
        Command::Mappings => return imports::mappings(&mut Client::closed(global, world)?),
        Command::Sample { file } => return hub::sample(Client::closed(global, world)?, file, None),
        Command::Generate(wanted) => return generate::run(global, world, wanted),
        Command::Exchange(Exchange::Join { file, words }) => {
            return exchange::join(Client::closed(global, world)?, global, file, words);
        }
        Command::RestoreBackup { file } => {
            return care::restore_backup(Client::closed(global, world)?, file);
        }
        _ => {}
    }
    if let Command::Verify { file } = &arguments.command {
        // Without a hub file nobody is known, and the rest still holds.
        let client = Client::open(global, world).or_else(|_| Client::closed(global, world));
        return packs::verify(&mut client?, file);
    }
    let client = &mut Client::open(global, world)?;
    match arguments.command {
        Command::New(_)
        | Command::Kinds
        | Command::Describe { .. }
        | Command::Mappings
        | Command::Generate(_)
        | Command::Sample { .. }
        | Command::RestoreBackup { .. }
        | Command::Verify { .. }
        | Command::Status => hub::status(client),
        Command::List(list) => lists::list(client, &list),
        Command::Show { kind, id, history } => show::show(client, kind, id, history),
        Command::Save(save) => records::save(client, save),
        Command::SaveMany(many) => records::save_many(client, many),
        Command::Delete { kind, id } => records::delete(client, kind, id),
        Command::Restore { kind, id } => records::restore(client, kind, id),
        Command::Undo { change, partly } => records::undo(client, change, partly),
        Command::Redo => records::redo(client),
        Command::Actions => records::actions(client),
        Command::Import(import) => imports::import(client, &import),
        Command::ExportTable(export) => exports::table(client, &export),
        Command::TakeEverything { file } => exports::everything(client, &file),
        Command::ExportAll { dir, xlsx } => exports::all(client, &dir, xlsx),
        Command::Search { text, limit } => lists::search(client, text, limit),
        Command::Findings(wanted) => attention::findings(client, &wanted, world),
        Command::Rule(command) => attention::rule(client, command),
        Command::Letter(command) => attention::letter(client, command),
        Command::Calendar {
            kind,
            id,
            field,
            out,
        } => {
            let file = out.to_string_lossy().into_owned();
            let field = Some(field);
            let rule = None;
            attention::calendar(
                client,
                CalendarOne {
                    file,
                    kind,
                    id,
                    field,
                    rule,
                },
            )
        }
        Command::Conflicts(wanted) => versions::conflicts(client, wanted),
        Command::Resolve(wanted) => versions::resolve(client, wanted),
        Command::Merge {
            kind,
            keep,
            other,
            because,
        } => versions::merge(client, kind, keep, other, because),
        Command::Close(close) => closing::close(client, close),
        Command::Stakeholders(command) => stakeholders::run(client, command),
        Command::Attachment(command) => attachments::run(client, command),
        Command::Return(command) => returns::run(client, command),
        Command::Board(command) => boards::board(client, command),
        Command::Meeting(command) => boards::meeting(client, command),
        Command::Interests(command) => interests::run(client, command),
        Command::Sign(sign) => returns::sign(client, sign),
        Command::SignWithdraw { id, reason } => returns::sign_withdraw(client, id, reason),
        Command::Pack(pack) => packs::write(client, pack),
        Command::PackCopies(of) => packs::copies(client, of),
        Command::PackIssue(of) => packs::issue(client, of),
        Command::PacksIssued(of) => packs::issued(client, of),
        Command::PackParts(of) => packs::parts(client, of),
        Command::Erase(erase) => erasures::erase(client, erase),
        Command::Erasures => erasures::list(client),
        Command::Check { rebuild } => care::check(client, rebuild),
        Command::Backup { file } => care::backup(client, &file),
        Command::Exchange(command) => exchange::run(client, command),
        Command::StateHash { heads } => care::state_hash(client, heads),
    }
}
