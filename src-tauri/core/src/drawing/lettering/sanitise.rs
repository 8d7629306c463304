//! Text as it can be shown: no control characters, no hidden direction marks, a mark for what no face has.

use std::borrow::Cow;

use super::{Face, advance};

/// The mark shown for a character no face has.
const REPLACEMENT: char = '\u{fffd}';

/// What becomes of one character.
enum Fate {
    Kept,
    Dropped,
    Replaced(char),
}

fn fate(c: char) -> Fate {
    match c {
        ' '..='~' | '\n' => Fate::Kept,
        '\t' => Fate::Replaced(' '),
        '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => Fate::Replaced('\n'),
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Fate::Dropped,
        // Soft hyphen, zero-width characters, direction marks and isolates, byte order mark, variation selectors,
        // tags, interlinear marks: invisible at best, misleading at worst.
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => Fate::Dropped,
        // Spaces other than the plain one keep only their being a space (and not breaking, where they don't).
        '\u{2000}'..='\u{2006}'
        | '\u{2008}'..='\u{200a}'
        | '\u{205f}'
        | '\u{3000}'
        | '\u{1680}' => Fate::Replaced(' '),
        '\u{2007}' | '\u{202f}' => Fate::Replaced('\u{a0}'),
        // Private use and non-characters have no agreed meaning, whatever a face draws for them.
        '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{f0000}'..='\u{10ffff}' => {
            Fate::Replaced(REPLACEMENT)
        }
        c if (c as u32) & 0xfffe == 0xfffe => Fate::Replaced(REPLACEMENT),
        c if shown_by(Face::Regular, c).is_none() => Fate::Replaced(REPLACEMENT),
        _ => Fate::Kept,
    }
}

/// The text as it will be shown: line ends as `\n`, tabs as spaces, control and direction characters dropped, characters
/// no embedded face has as U+FFFD.
#[must_use]
pub fn legible(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '\r' {
            if rest.peek() != Some(&'\n') {
                shown.push('\n');
            }
            continue;
        }
        match fate(c) {
            Fate::Kept => shown.push(c),
            Fate::Dropped => {}
            Fate::Replaced(by) => shown.push(by),
        }
    }
    Cow::Owned(shown)
}

/// The characters of a text that no embedded face can show, each once, in order.
#[must_use]
pub fn missing(text: &str) -> Vec<char> {
    let mut found = Vec::new();
    if text.is_ascii() {
        return found;
    }
    for c in text.chars() {
        if c != REPLACEMENT && matches!(fate(c), Fate::Replaced(REPLACEMENT)) && !found.contains(&c)
        {
            found.push(c);
        }
    }
    found
}

/// Which face shows a character, when the text is set in `wanted`; none when no face has it.
#[must_use]
pub fn shown_by(wanted: Face, c: char) -> Option<Face> {
    [wanted, Face::Symbols]
        .into_iter()
        .find(|face| advance(*face, c).is_some())
}

/// Splits a legible text into runs of one face each.
#[must_use]
pub fn runs(wanted: Face, text: &str) -> Vec<(Face, String)> {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return if text.is_empty() {
            Vec::new()
        } else {
            vec![(wanted, text.to_owned())]
        };
    }
    let mut runs: Vec<(Face, String)> = Vec::new();
    for c in text.chars() {
        if c == '\n' {
            continue;
        }
        let (face, c) = shown_by(wanted, c).map_or((Face::Symbols, REPLACEMENT), |face| (face, c));
        match runs.last_mut() {
            Some((last, run)) if *last == face => run.push(c),
            _ => runs.push((face, c.to_string())),
        }
    }
    runs
}
