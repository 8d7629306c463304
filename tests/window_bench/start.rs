//! From the start of the program to its first painted screen, and the memory it then has, in turns with an empty window.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use crate::{
    empty,
    harness::{
        Home,
        display::Display,
        driver::{children, runs},
    },
    memory,
};

/// When what follows the first screen has settled.
const CALM: Duration = Duration::from_secs(2);
/// No start takes longer.
const LIMIT: Duration = Duration::from_secs(30);

struct Start {
    milliseconds: f64,
    megabytes: f64,
    processes: usize,
}

/// Prints the two lines of the table.
pub fn measure(home: &Home, times: usize) {
    let display = Display::start();
    let nothing = Home::new();
    let own = env!("CARGO_BIN_EXE_hubfolio");
    let bench = std::env::current_exe().unwrap();
    let (mut ours, mut empties) = (vec![], vec![]);
    // The first of each warms the file caches.
    for turn in 0..=times {
        let mut empty = Command::new(&bench);
        empty.arg(empty::SWITCH).envs(nothing.environment());
        let empty = start(empty, &display, empty::PAINTED);
        let mut hub = Command::new(own);
        hub.args(home.switches()).envs(home.environment());
        hub.env("HUBFOLIO_TIMING", "1");
        let hub = start(hub, &display, "ready_ms");
        if turn > 0 {
            empties.push(empty);
            ours.push(hub);
        }
    }
    println!(
        "\n{:<44} {:>9} {:>9} {:>12}",
        format!("start of the window, {times} runs in turns"),
        "median",
        "slowest",
        "reference"
    );
    let (hub, empty) = (times_of(&ours), times_of(&empties));
    println!(
        "{:<44} {:>9.0} {:>9.0} {:>12}",
        "Hubfolio, start to usable home, ms", hub.0, hub.1, "≤ 1000"
    );
    println!(
        "{:<44} {:>9.0} {:>9.0}",
        "empty Tauri window, start to painted, ms", empty.0, empty.1
    );
    println!(
        "{:<44} {:>9.0} {:>22}",
        "Hubfolio, memory of all processes, MB (PSS)",
        middle(ours.iter().map(|s| s.megabytes)),
        format!("{} processes", ours[0].processes)
    );
    println!(
        "{:<44} {:>9.0} {:>22}",
        "empty Tauri window, memory, MB (PSS)",
        middle(empties.iter().map(|s| s.megabytes)),
        format!("{} processes", empties[0].processes)
    );
}

/// Starts a program, waits until it says the word, weighs it and ends it.
fn start(mut program: Command, display: &Display, word: &str) -> Start {
    let begin = Instant::now();
    let mut process = program
        .env("DISPLAY", display.name())
        .env_remove("WAYLAND_DISPLAY")
        .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        .env("NO_AT_BRIDGE", "1")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let said = BufReader::new(process.stdout.take().unwrap());
    let found = said
        .lines()
        .map_while(Result::ok)
        .any(|line| line.starts_with(word));
    let taken = begin.elapsed();
    assert!(
        found && taken < LIMIT,
        "the program ended without saying {word}"
    );
    sleep(CALM);
    let mut all = vec![process.id()];
    all.extend(children(process.id()));
    let megabytes = memory::of(&all);
    Command::new("kill")
        .args(["-TERM", &process.id().to_string()])
        .status()
        .unwrap();
    process.wait().unwrap();
    let end = Instant::now() + LIMIT;
    while all.iter().any(|one| runs(*one)) && Instant::now() < end {
        sleep(Duration::from_millis(20));
    }
    Start {
        milliseconds: taken.as_secs_f64() * 1_000.0,
        megabytes,
        processes: all.len(),
    }
}

/// Median and slowest.
fn times_of(starts: &[Start]) -> (f64, f64) {
    let times = || starts.iter().map(|start| start.milliseconds);
    (middle(times()), times().fold(0.0, f64::max))
}

fn middle(values: impl Iterator<Item = f64>) -> f64 {
    let mut values = values.collect::<Vec<_>>();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
