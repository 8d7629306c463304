//! What a survey tool exports, read: which columns are questions, who answered, which cells are scores and which words.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    alike::plain,
    session::Reply,
    store::StoreError,
    tabular::{self, Row},
};

/// Headings of the column with who answered.
const WHO: &[&str] = &[
    "respondent",
    "pcn",
    "network",
    "name",
    "organisation",
    "organization",
    "practice",
    "response id",
    "id",
    "number",
    "no",
];
/// Headings of columns that are no questions.
const ASIDE: &[&str] = &[
    "date",
    "timestamp",
    "submitted",
    "start time",
    "completion time",
    "email",
    "email address",
    "ip address",
    "role",
    "last modified time",
];
/// Words for scores, as survey tools offer them.
const SCORES: &[(&str, i64)] = &[
    ("very poor", 1),
    ("poor", 2),
    ("fair", 3),
    ("good", 4),
    ("excellent", 5),
    ("very good", 5),
    ("strongly disagree", 1),
    ("disagree", 2),
    ("neither agree nor disagree", 3),
    ("neutral", 3),
    ("agree", 4),
    ("strongly agree", 5),
    ("very dissatisfied", 1),
    ("dissatisfied", 2),
    ("satisfied", 4),
    ("very satisfied", 5),
];
/// Cells that say nothing.
const NOTHING: &[&str] = &[
    "",
    "n a",
    "na",
    "none",
    "don t know",
    "not applicable",
    "no answer",
];
/// Cells named one by one among those left out.
const NAMED: usize = 20;

/// What a survey tool exported, laid out.
pub(super) struct Sheet {
    header: usize,
    who: Option<usize>,
    /// Columns with a question, and its words.
    pub(super) questions: Vec<(usize, String)>,
    /// Cells that were not taken, in a sentence each.
    pub(super) left_out: Vec<String>,
}

/// Who answered, in which column, with which score and words.
pub(super) type Read = (String, usize, Option<i64>, Option<String>);

impl Sheet {
    /// Its headings and which of them are questions.
    pub(super) fn of(rows: &[Row]) -> Reply<Self> {
        let filled = |row: &Row| row.cells.iter().filter(|c| !c.is_blank()).count();
        let widest = rows.iter().take(20).map(filled).max().unwrap_or(0);
        let header = rows
            .iter()
            .position(|r| filled(r) * 2 > widest && widest > 1);
        let Some((header, row)) = header.and_then(|at| Some((at, rows.get(at)?))) else {
            let message = "This file has no headings with questions. Nothing was changed.";
            let hint = "The first row names the questions; each row below it holds the answers of one who was asked.";
            return Err(StoreError::refused("no_questions", message, hint).into());
        };
        let titles: Vec<String> = row
            .cells
            .iter()
            .map(|c| c.text().split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        let who = WHO
            .iter()
            .find_map(|w| titles.iter().position(|t| plain(t) == *w));
        let questions = titles
            .into_iter()
            .enumerate()
            .filter(|(at, t)| {
                let title = plain(t);
                Some(*at) != who
                    && title.chars().count() > 1
                    && !ASIDE.contains(&title.as_str())
                    && !WHO.contains(&title.as_str())
            })
            .map(|(at, t)| (at, t.chars().take(300).collect()))
            .collect();
        Ok(Self {
            header,
            who,
            questions,
            left_out: vec![],
        })
    }

    /// The questions that most answered in words: there, a "Good" among the comments is a comment too.
    fn in_words(&self, rows: &[Row]) -> BTreeSet<usize> {
        let columns = self.questions.iter().map(|(column, _)| *column);
        let most = |column: &usize| {
            let cells = rows.iter().skip(self.header + 1);
            let texts = cells.map(|row| row.cell(*column).text().trim().to_owned());
            let said: Vec<String> = texts
                .filter(|text| !NOTHING.contains(&plain(text).as_str()))
                .collect();
            let words = said.iter().filter(|text| score(text).is_none()).count();
            words * 2 > said.len()
        };
        columns.filter(most).collect()
    }

    /// Who answered what, without the cells that say nothing.
    pub(super) fn answers(&mut self, rows: &[Row]) -> Vec<Read> {
        let mut out: Vec<Read> = vec![];
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let in_words = self.in_words(rows);
        for row in rows.iter().skip(self.header + 1) {
            if row.cells.iter().all(tabular::Cell::is_blank) {
                continue;
            }
            let said = self
                .who
                .map(|at| row.cell(at).text().trim().to_owned())
                .unwrap_or_default();
            let who: String = if said.is_empty() {
                format!("Response {}", row.number)
            } else {
                said.chars().take(200).collect()
            };
            let times = seen.entry(who.to_lowercase()).or_insert(0);
            *times += 1;
            // Two rows of one network are two answers.
            let who = if *times > 1 {
                format!("{who} ({times})")
            } else {
                who
            };
            for (column, title) in &self.questions {
                let text = row.cell(*column).text();
                let text = text.trim();
                if NOTHING.contains(&plain(text).as_str()) {
                    continue;
                }
                match score(text).filter(|_| !in_words.contains(column)) {
                    Some(score @ 1..=5) => out.push((who.clone(), *column, Some(score), None)),
                    Some(other) => {
                        if self.left_out.len() < NAMED {
                            self.left_out.push(format!(
                                "Row {}: {other} under “{title}” is not between 1 and 5.",
                                row.number
                            ));
                        }
                    }
                    None => out.push((who.clone(), *column, None, Some(text.to_owned()))),
                }
            }
        }
        out
    }
}

/// A score in a cell: `4`, `4 – good`, `Agree`. None for words, which are a comment.
fn score(text: &str) -> Option<i64> {
    let plain = plain(text);
    if let Some((_, score)) = SCORES.iter().find(|(words, _)| *words == plain) {
        return Some(*score);
    }
    let number = plain.split(' ').next().unwrap_or_default();
    let few = plain.split(' ').count() <= 4;
    number.parse().ok().filter(|_| few)
}

#[cfg(test)]
mod tests {
    use super::score;

    #[test]
    fn scores_are_read_in_numbers_and_words() {
        for (text, expected) in [
            ("4", Some(4)),
            ("5 - excellent", Some(5)),
            ("Strongly agree", Some(5)),
            ("4.", Some(4)),
            ("7", Some(7)),
            ("Very helpful team", None),
            ("2 of our nurses were trained by them", None),
        ] {
            assert_eq!(score(text), expected, "{text}");
        }
    }
}
