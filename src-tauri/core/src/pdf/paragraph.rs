//! Words into lines: Unicode line breaking, greedy and ragged on the right; a word wider than the line is broken.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::strip::Piece;
use super::style::{Style, baseline};
use crate::drawing::{Colour, Face, lettering};

/// Words that share their marks, ready to be set.
pub(super) struct Words {
    pub text: String,
    pub face: Face,
    pub colour: Colour,
    pub slot: Option<u32>,
    pub link: Option<usize>,
}

/// One set line. Places count from the line's left edge.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub pieces: Vec<Piece>,
    pub width: f32,
    /// Links on it: left edge, width, number.
    pub links: Vec<(f32, f32, usize)>,
}

/// A stretch of the text in one face and of one mark, up to this byte.
struct Run {
    end: usize,
    face: Face,
    words: usize,
}

/// Sets words in lines of the given width. The words must be legible (see `lettering::legible`).
pub(super) fn set(words: &[Words], style: &Style, width: f32) -> Vec<Line> {
    let mut text = String::new();
    let mut runs: Vec<Run> = Vec::new();
    for (index, part) in words.iter().enumerate() {
        for c in part.text.chars() {
            let face = if c == '\n' {
                part.face
            } else {
                lettering::shown_by(part.face, c).unwrap_or(part.face)
            };
            text.push(c);
            match runs.last_mut() {
                Some(run) if run.face == face && run.words == index => run.end = text.len(),
                _ => runs.push(Run {
                    end: text.len(),
                    face,
                    words: index,
                }),
            }
        }
    }
    let setting = Setting {
        text: &text,
        runs: &runs,
        words,
        style,
        width,
    };
    setting.lines()
}

/// Sets a title: in as few lines as its width allows, of about the same length.
pub(super) fn balanced(words: &[Words], style: &Style, width: f32) -> Vec<Line> {
    let mut lines = set(words, style, width);
    let count = lines.len();
    if !(2..=4).contains(&count) {
        return lines;
    }
    // Narrower in steps of a twentieth, while no line is added.
    for step in 1..10u8 {
        let narrower = set(words, style, width * (1.0 - f32::from(step) / 20.0));
        if narrower.len() > count {
            break;
        }
        lines = narrower;
    }
    lines
}

struct Setting<'a> {
    text: &'a str,
    runs: &'a [Run],
    words: &'a [Words],
    style: &'a Style,
    width: f32,
}

impl Setting<'_> {
    fn lines(&self) -> Vec<Line> {
        if self.text.trim().is_empty() {
            return Vec::new();
        }
        let whole = self.text.trim_end();
        if !whole.contains('\n') && self.measure(0, whole.len()) <= self.width {
            return vec![self.line(0, self.text.len())];
        }
        let mut lines = Vec::new();
        let (mut start, mut end, mut used) = (0, 0, 0.0f32);
        for (to, kind) in linebreaks(self.text) {
            let bare = self.measure(end, end + self.text[end..to].trim_end().len());
            if used + bare > self.width && end > start {
                lines.push(self.line(start, end));
                (start, used) = (end, 0.0);
            }
            if used + bare > self.width {
                // A word that no line can hold: as many characters as fit on each line.
                for cut in self.cuts(start, to) {
                    lines.push(self.line(start, cut));
                    start = cut;
                }
            }
            end = to;
            used = self.measure(start, end);
            if kind == BreakOpportunity::Mandatory && to < self.text.len() {
                lines.push(self.line(start, end));
                (start, used) = (end, 0.0);
            }
        }
        if end > start {
            lines.push(self.line(start, end));
        }
        lines
    }

    /// Where to break a word from `start` to `to` so that each part fits; the last part is left over.
    fn cuts(&self, start: usize, to: usize) -> Vec<usize> {
        let mut cuts = Vec::new();
        let mut used = 0.0;
        let mut from = start;
        let bare = start + self.text[start..to].trim_end().len();
        for (offset, c) in self.text[start..bare].char_indices() {
            let at = start + offset;
            let wide = self.measure(at, at + c.len_utf8());
            if used + wide > self.width && at > from && !joins_previous(c) {
                cuts.push(at);
                from = at;
                used = 0.0;
            }
            used += wide;
        }
        cuts
    }

    /// The parts of each run between two bytes.
    fn parts(&self, from: usize, to: usize) -> impl Iterator<Item = (&Run, usize, usize)> {
        let first = self.runs.partition_point(|run| run.end <= from);
        let mut begin = from;
        self.runs[first..]
            .iter()
            .take_while(move |_| from < to)
            .map_while(move |run| {
                let (start, end) = (begin, run.end.min(to));
                begin = end;
                (start < end).then_some((run, start, end))
            })
    }

    fn measure(&self, from: usize, to: usize) -> f32 {
        self.parts(from, to)
            .map(|(run, start, end)| self.wide(run.face, &self.text[start..end]))
            .sum()
    }

    fn wide(&self, face: Face, text: &str) -> f32 {
        lettering::width(face, text) as f32 * self.style.size / 1000.0
    }

    fn line(&self, from: usize, to: usize) -> Line {
        let mut line = Line::default();
        let bare = from + self.text[from..to].trim_end().len();
        for (run, start, end) in self.parts(from, to) {
            let words = &self.words[run.words];
            let shown = &self.text[start..end.min(bare).max(start)];
            let width = self.wide(run.face, shown);
            if let Some(link) = words.link.filter(|_| width > 0.0) {
                line.links.push((line.width, width, link));
            }
            line.pieces.push(Piece {
                x: line.width,
                baseline: baseline(self.style),
                text: self.text[start..end].replace('\n', " "),
                face: run.face,
                size: self.style.size,
                colour: words.colour,
                slot: words.slot,
            });
            line.width += width;
        }
        line
    }
}

/// Marks that belong to the character before them.
fn joins_previous(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{65f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

#[cfg(test)]
mod tests {
    use super::super::style::BODY;
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<Words> {
        let text = lettering::legible(text).into_owned();
        vec![Words {
            text,
            face: Face::Regular,
            colour: Colour::INK,
            slot: None,
            link: None,
        }]
    }

    fn spoken(lines: &[Line]) -> String {
        lines
            .iter()
            .flat_map(|line| &line.pieces)
            .map(|piece| piece.text.as_str())
            .collect()
    }

    #[test]
    fn a_word_of_five_thousand_letters_is_broken_and_complete() {
        let text = "Llan".repeat(1250);
        let lines = set(&words(&text), &BODY, 200.0);
        assert_eq!(spoken(&lines), text);
        assert!(lines.len() > 100);
        assert!(lines.iter().all(|line| line.width <= 200.0));
    }

    #[test]
    fn a_line_is_not_broken_at_a_space_that_does_not_break() {
        let lines = set(&words("Dr\u{a0}Jones Dr\u{a0}Jones"), &BODY, 70.0);
        assert_eq!(lines[0].pieces[0].text, "Dr\u{a0}Jones ");
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(text in "\\PC{0,300}", width in 30.0f32..400.0) {
            let prepared = words(&text);
            let lines = set(&prepared, &BODY, width);
            let expected: String = prepared[0].text.split_whitespace().collect();
            let found: String = spoken(&lines).split_whitespace().collect();
            prop_assert_eq!(found, expected);
            for line in &lines {
                prop_assert!(line.width <= width + 0.01, "{} > {}", line.width, width);
            }
        }
    }
}
