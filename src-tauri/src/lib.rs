//! The shell: the window, the file dialogs and the way from the screens to the core. The only code that names Tauri.
//!
//! It knows no register and no rule. A screen calls [`commands::call`]; everything else here serves that call or
//! what only a desktop can do: choose a file, open one, show the window, write a log.

mod app;
mod commands;
mod desktop;
mod display;
mod faults;
mod handed;
mod laptop;
mod line;
mod log_file;
mod places;
mod progress;
mod stops;
mod switches;
mod tickets;
mod timing;
mod window;
mod work;
mod worker;

use std::{process::ExitCode, time::Instant};

use switches::Asked;

/// Does what the command line asks: opens the window, as a rule, and ends when it is closed.
pub fn main() -> ExitCode {
    let started = Instant::now();
    let asked = switches::from_command_line();
    let run = match asked {
        Ok(Asked::Window(switches)) => {
            display::paint_as_fits();
            app::run(switches, started)
        }
        Ok(Asked::Text(text)) => {
            println!("{text}");
            Ok(())
        }
        Err(fault) => Err(fault.to_string()),
    };
    match run {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}
