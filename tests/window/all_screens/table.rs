//! The table of results: screens down, states and looks across, violations in the cells.

use std::{
    collections::BTreeSet, fmt::Write as _, fs, io::Write as _, path::PathBuf, time::Duration,
};

const LOOKS: [&str; 6] = ["light", "dark", "forced", "keys", "320 px", "requests"];

/// What was found, in the order it was looked at.
#[derive(Default)]
pub struct Table {
    state: &'static str,
    found: Vec<Cell>,
    slowest: Vec<(Duration, String)>,
}

struct Cell {
    screen: String,
    state: &'static str,
    look: &'static str,
    faults: Vec<String>,
}

impl Table {
    /// The results of one state.
    pub fn of(state: &'static str) -> Self {
        Self {
            state,
            ..Self::default()
        }
    }

    /// What was found on a screen.
    pub fn put(&mut self, screen: &str, look: &'static str, faults: Vec<String>) {
        let screen = screen.to_owned();
        self.found.push(Cell {
            screen,
            state: self.state,
            look,
            faults,
        });
    }

    /// How long a screen took.
    pub fn took(&mut self, screen: &str, time: Duration) {
        self.slowest
            .push((time, format!("{} {screen}", self.state)));
    }

    /// Takes in the results of another state.
    pub fn add(&mut self, other: Self) {
        self.found.extend(other.found);
        self.slowest.extend(other.slowest);
    }

    /// Everything that was found, a line each; empty = all is well.
    pub fn faults(&self) -> String {
        let mut all = String::new();
        for cell in &self.found {
            for fault in &cell.faults {
                let _ = writeln!(
                    all,
                    "{} · {} · {}: {fault}",
                    cell.screen, cell.state, cell.look
                );
            }
        }
        all
    }

    /// Prints the table past the test runner, which keeps what passing tests say to itself, and keeps it as a file.
    pub fn show(&self) {
        let mut text = self.text();
        let mut slowest = self.slowest.clone();
        slowest.sort_by(|a, b| b.cmp(a));
        for (time, screen) in slowest.iter().take(3) {
            let _ = writeln!(text, "slowest: {screen} {:.1} s", time.as_secs_f64());
        }
        let _ = std::io::stdout().write_all(text.as_bytes());
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("artefacts/window");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("all-screens.txt"), text + &self.faults()).unwrap();
    }

    fn text(&self) -> String {
        let columns = self
            .found
            .iter()
            .map(|c| (c.state, c.look))
            .collect::<BTreeSet<_>>();
        let mut columns = columns.into_iter().collect::<Vec<_>>();
        let order = |look: &str| LOOKS.iter().position(|l| *l == look);
        columns.sort_by_key(|(state, look)| (*state != "empty", *state != "sample", order(look)));
        let mut screens: Vec<&str> = vec![];
        for cell in &self.found {
            if !screens.contains(&cell.screen.as_str()) {
                screens.push(&cell.screen);
            }
        }
        let mut text = format!("\n{:<28}", "faults on every screen");
        for (state, look) in &columns {
            let _ = write!(text, " {:>15}", format!("{state} {look}"));
        }
        text.push('\n');
        for screen in &screens {
            let _ = write!(text, "{screen:<28}");
            for (state, look) in &columns {
                let mut here = self
                    .found
                    .iter()
                    .filter(|c| (c.state, c.look) == (*state, *look) && c.screen == **screen)
                    .peekable();
                let cell = here.peek().map_or("-".into(), |_| String::new());
                let count = here.map(|c| c.faults.len()).sum::<usize>();
                let _ = write!(
                    text,
                    " {:>15}",
                    if cell.is_empty() {
                        count.to_string()
                    } else {
                        cell
                    }
                );
            }
            text.push('\n');
        }
        let total = self.found.iter().map(|c| c.faults.len()).sum::<usize>();
        let _ = writeln!(
            text,
            "{} screens, {} checks, {total} faults",
            screens.len(),
            self.found.len()
        );
        text
    }
}
