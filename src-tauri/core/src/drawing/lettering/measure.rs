//! How wide characters and words are.

use std::sync::OnceLock;

use unicode_linebreak::linebreaks;

use super::{Face, legible, runs};

/// Characters measured through a table; everything later goes through the face's own index.
const DENSE: usize = 0x180;
/// First printable character of ASCII, and how many there are.
const ASCII_FROM: u32 = 0x20;
const ASCII_COUNT: usize = 95;

struct Metrics {
    parsed: Option<ttf_parser::Face<'static>>,
    /// Advance of the characters below [`DENSE`]; -1 where the face has none.
    advances: Vec<i32>,
    /// Kerning of ASCII pairs.
    kerns: Vec<i16>,
}

fn metrics(face: Face) -> &'static Metrics {
    static ALL: OnceLock<Vec<Metrics>> = OnceLock::new();
    &ALL.get_or_init(|| Face::ALL.iter().map(|face| Metrics::read(*face)).collect())[face.index()]
}

impl Metrics {
    fn read(face: Face) -> Self {
        let parsed = ttf_parser::Face::parse(face.bytes(), 0).ok();
        let mut read = Self {
            parsed,
            advances: Vec::new(),
            kerns: Vec::new(),
        };
        read.advances = (0..DENSE)
            .map(|code| {
                u32::try_from(code)
                    .ok()
                    .and_then(char::from_u32)
                    .and_then(|c| read.look_up(c))
                    .unwrap_or(-1)
            })
            .collect();
        let ascii =
            |n: usize| char::from_u32(ASCII_FROM + u32::try_from(n).unwrap_or(0)).unwrap_or(' ');
        read.kerns = (0..ASCII_COUNT * ASCII_COUNT)
            .map(|pair| {
                i16::try_from(read.pair(ascii(pair / ASCII_COUNT), ascii(pair % ASCII_COUNT)))
                    .unwrap_or(0)
            })
            .collect();
        read
    }

    fn look_up(&self, c: char) -> Option<i32> {
        let face = self.parsed.as_ref()?;
        let glyph = face.glyph_index(c).filter(|glyph| glyph.0 != 0)?;
        let advance = i32::from(face.glyph_hor_advance(glyph)?);
        Some(advance * 1000 / i32::from(face.units_per_em()))
    }

    fn pair(&self, left: char, right: char) -> i32 {
        let digits = left.is_ascii_digit() && right.is_ascii_digit();
        if digits || left == ' ' || right == ' ' {
            return 0;
        }
        let Some(face) = self.parsed.as_ref() else {
            return 0;
        };
        let (Some(left), Some(right)) = (face.glyph_index(left), face.glyph_index(right)) else {
            return 0;
        };
        let Some(table) = face.tables().kern else {
            return 0;
        };
        let units: i32 = table
            .subtables
            .into_iter()
            .filter(|part| part.horizontal && !part.variable && !part.has_cross_stream)
            .filter_map(|part| part.glyphs_kerning(left, right))
            .map(i32::from)
            .sum();
        units * 1000 / i32::from(face.units_per_em())
    }
}

/// How far a character moves the pen, in thousandths of an em; none when the face lacks it.
#[must_use]
pub fn advance(face: Face, c: char) -> Option<i32> {
    let metrics = metrics(face);
    match metrics.advances.get(c as usize) {
        Some(-1) => None,
        Some(advance) => Some(*advance),
        None => metrics.look_up(c),
    }
}

/// How much closer (negative) two neighbours stand, in thousandths of an em.
#[must_use]
pub fn kern(face: Face, left: char, right: char) -> i32 {
    let metrics = metrics(face);
    let at = |c: char| {
        (c as u32)
            .checked_sub(ASCII_FROM)
            .map(|n| n as usize)
            .filter(|n| *n < ASCII_COUNT)
    };
    match (at(left), at(right)) {
        (Some(left), Some(right)) => i32::from(metrics.kerns[left * ASCII_COUNT + right]),
        _ => metrics.pair(left, right),
    }
}

/// The width of a text in thousandths of an em. The text must be one run of one face (see [`runs`]).
#[must_use]
pub fn width(face: Face, text: &str) -> i32 {
    let mut total = 0i32;
    let mut last = None;
    for c in text.chars() {
        if let Some(last) = last {
            total = total.saturating_add(kern(face, last, c));
        }
        total = total.saturating_add(advance(face, c).unwrap_or(0));
        last = Some(c);
    }
    total
}

/// The width in points of a text that may mix faces.
pub(super) fn mixed_width(face: Face, text: &str, size: f32) -> f32 {
    runs(face, text)
        .iter()
        .map(|(face, run)| width(*face, run) as f32 * size / 1000.0)
        .sum()
}

/// Breaks a text into lines no wider than `limit` points: between words where possible, inside a word where it alone is
/// too wide. Nothing is dropped but the spaces at line ends.
#[must_use]
pub fn wrapped(face: Face, text: &str, size: f32, limit: f32) -> Vec<String> {
    let text = legible(text);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut from = 0;
    for (to, kind) in linebreaks(&text) {
        let word = &text[from..to];
        from = to;
        let joined = format!("{line}{word}");
        if line.is_empty() || mixed_width(face, joined.trim_end(), size) <= limit {
            line = joined;
        } else {
            lines.push(std::mem::replace(&mut line, word.to_owned()));
        }
        while mixed_width(face, line.trim_end(), size) > limit
            && line.trim_end().chars().count() > 1
        {
            let cut = fitting(face, &line, size, limit);
            let rest = line.split_off(cut);
            lines.push(std::mem::replace(&mut line, rest));
        }
        if kind == unicode_linebreak::BreakOpportunity::Mandatory && to < text.len() {
            lines.push(std::mem::take(&mut line));
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

/// How many bytes of the text fit, at least one character.
fn fitting(face: Face, text: &str, size: f32, limit: f32) -> usize {
    let mut fits = text.chars().next().map_or(0, char::len_utf8);
    for (at, c) in text.char_indices().skip(1) {
        let end = at + c.len_utf8();
        if mixed_width(face, &text[..end], size) > limit {
            break;
        }
        fits = end;
    }
    fits
}
