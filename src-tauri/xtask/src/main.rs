//! How Hubfolio is run, tested and measured: `cargo xtask …`.
//!
//! Uses the standard library only, so that it starts on a machine that has nothing but Rust, and says in plain words
//! what else is missing before it builds anything.

mod bench;
mod checkout;
mod cli;
mod fuzz;
mod packages;
mod packs;
mod pictures;
mod run;
mod soak;
mod steps;
mod tally;
mod test;
mod tools;
mod version;

use std::process::ExitCode;

use cli::Task;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = cli::parse(&arguments).and_then(|task| match task {
        Task::Help => {
            print!("{}", cli::HELP);
            Ok(())
        }
        Task::Run(rest) => run::run(&rest),
        Task::Test => test::run(),
        Task::Soak(plan) => soak::run(&plan),
        Task::Fuzz(plan) => fuzz::run(&plan),
        Task::Bench(rest) => bench::run(&rest),
        Task::Packs { write } => packs::run(write),
        Task::Pictures(which) => pictures::run(which.as_deref()),
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.is_empty() {
                eprintln!("{failure}");
            }
            ExitCode::FAILURE
        }
    }
}
