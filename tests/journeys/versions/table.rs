//! The tables of `tests/fixtures/versions`: what each of two people did, and what comes out, in words that a product
//! owner can read.

/// One row.
#[derive(Debug, Clone)]
pub struct Case {
    /// File, line and name.
    pub name: String,
    /// Kind of the record called `it`.
    pub kind: String,
    pub base: Vec<String>,
    pub mine: Vec<String>,
    pub theirs: Vec<String>,
    /// What each does after the first exchange of files.
    pub then_mine: Vec<String>,
    pub then_theirs: Vec<String>,
    /// What is shown in the end.
    pub shown: Vec<String>,
    /// What waits to be settled in the end.
    pub waits: Vec<String>,
}

/// Reads a table: `@ kind` begins a part, `#` a remark, `let NAME = steps` a shorthand; the other lines are rows of six
/// columns, or of eight where the two go on after the first exchange. `#` in a cell is a number that no other row has.
pub fn read(file: &str, number_of_file: usize, text: &str) -> Vec<Case> {
    let mut kind = String::new();
    let mut short: Vec<(String, String)> = vec![];
    let mut out = vec![];
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(name) = line.strip_prefix("@ ") {
            kind = name.trim().to_owned();
        } else if let Some(shorthand) = line.strip_prefix("let ") {
            let (name, steps) = shorthand.split_once('=').expect("let NAME = steps");
            short.push((format!("${}", name.trim()), steps.trim().to_owned()));
        } else if !line.is_empty() && !line.starts_with('#') {
            let line = short.iter().fold(line.to_owned(), |line, (name, steps)| {
                line.replace(name, steps)
            });
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let unique = format!("{number_of_file}{:03}", out.len());
            let steps = |at: usize| -> Vec<String> {
                let steps = cells[at].split(';').map(str::trim);
                steps
                    .filter(|s| !s.is_empty() && *s != "-")
                    .map(|s| s.replace('#', &unique))
                    .collect()
            };
            let two = cells.len() == 8;
            assert!(
                two || cells.len() == 6,
                "{file} line {}: {} columns",
                number + 1,
                cells.len()
            );
            let then = |at: usize| if two { steps(at) } else { vec![] };
            let end = if two { 6 } else { 4 };
            let case = Case {
                name: format!("{file} line {}: {}", number + 1, cells[0]),
                kind: kind.clone(),
                base: steps(1),
                mine: steps(2),
                theirs: steps(3),
                then_mine: then(4),
                then_theirs: then(5),
                shown: steps(end),
                waits: steps(end + 1)
                    .into_iter()
                    .filter(|w| w != "nothing")
                    .collect(),
            };
            out.push(case);
        }
    }
    out
}
