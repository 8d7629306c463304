//! Hubfolio without a window, for scripts, IT staff and tests. A thin layer over the commands of the core: it reads
//! arguments, asks the core, and puts the reply into plain text or JSON. It decides nothing about records.

mod arguments;
mod client;
mod commands;
mod condition;
mod layout;
mod outcome;
mod world;

use std::process::ExitCode;

use clap::Parser;

use arguments::Arguments;
use outcome::Outcome;
use world::World;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(refusal) => return outcome::wrong_usage(&refusal),
    };
    let json = arguments.global.json;
    let world = World::new(arguments.global.today);
    let outcome: Result<Outcome, _> = commands::run(arguments, &world);
    world.progress_over();
    match outcome {
        Ok(outcome) => outcome.print(json),
        Err(fault) => outcome::refused(&fault, json),
    }
}
