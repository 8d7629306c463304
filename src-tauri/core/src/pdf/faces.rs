//! The faces of one pack: which characters it uses, cut down to those, in the form printpdf embeds.

use std::collections::{BTreeMap, BTreeSet};

use printpdf::{FontId, FontMetrics, ParsedFont, PdfFont, PdfFontHandle};
use subsetter::GlyphRemapper;

use super::PdfError;
use super::strip::Item;
use crate::drawing::Face;

/// The characters used, by face.
#[derive(Debug)]
pub(super) struct Used {
    /// Characters below 0x180, quick to note.
    common: [[bool; 0x180]; 4],
    others: [BTreeSet<char>; 4],
}

impl Used {
    pub(super) fn new() -> Self {
        Self {
            common: [[false; 0x180]; 4],
            others: Default::default(),
        }
    }

    pub(super) fn note(&mut self, face: Face, text: &str) {
        let at = face as usize;
        for c in text.chars() {
            match self.common[at].get_mut(c as usize) {
                Some(seen) => *seen = true,
                None => {
                    self.others[at].insert(c);
                }
            }
        }
    }

    /// Notes what an item shows.
    pub(super) fn note_item(&mut self, item: &Item) {
        if let Item::Text(piece) = item {
            self.note(piece.face, &piece.text);
        }
    }

    fn characters(&self, face: Face) -> Vec<char> {
        let at = face as usize;
        let common = (0u32..0x180)
            .filter(|code| self.common[at][*code as usize])
            .filter_map(char::from_u32);
        common.chain(self.others[at].iter().copied()).collect()
    }
}

/// The name of a face in the content of a page.
pub(super) fn handle(face: Face) -> PdfFontHandle {
    PdfFontHandle::External(FontId(key(face).to_owned()))
}

pub(super) fn key(face: Face) -> &'static str {
    match face {
        Face::Regular => "R",
        Face::Bold => "B",
        Face::Italic => "I",
        Face::Symbols => "S",
    }
}

/// A face cut down to the characters used, and those characters.
pub(super) struct Cut {
    pub face: Face,
    pub characters: String,
    pub font: PdfFont,
}

/// Cuts each used face down.
pub(super) fn cut(used: &Used) -> Result<Vec<Cut>, PdfError> {
    let mut cuts = Vec::new();
    for face in Face::ALL {
        let characters = used.characters(face);
        if !characters.is_empty() {
            cuts.push(cut_face(face, &characters)?);
        }
    }
    Ok(cuts)
}

fn cut_face(face: Face, characters: &[char]) -> Result<Cut, PdfError> {
    let unreadable = |_| PdfError::Face(face.name());
    let whole =
        ttf_parser::Face::parse(face.bytes(), 0).map_err(|_| PdfError::Face(face.name()))?;
    let mut remapper = GlyphRemapper::new();
    let mut glyphs = BTreeMap::new();
    let mut widths = BTreeMap::new();
    let mut shown = Vec::new();
    for c in characters {
        let Some(glyph) = whole.glyph_index(*c) else {
            continue;
        };
        let new = remapper.remap(glyph.0);
        glyphs.insert(*c as u32, new);
        widths.insert(new, whole.glyph_hor_advance(glyph).unwrap_or(0));
        shown.push(*c);
    }
    let bytes = subsetter::subset(face.bytes(), 0, &remapper).map_err(unreadable)?;
    let metrics = FontMetrics {
        ascent: whole.ascender(),
        descent: whole.descender(),
    };
    let name = format!("{}+{}", tag(characters), face.name());
    let units = whole.units_per_em();
    let mut parsed =
        ParsedFont::with_glyph_data(bytes, 0, Some(name), glyphs, widths, units, metrics);
    let frame = whole.global_bounding_box();
    parsed.pdf_font_metrics.x_min = frame.x_min;
    parsed.pdf_font_metrics.y_min = frame.y_min;
    parsed.pdf_font_metrics.x_max = frame.x_max;
    parsed.pdf_font_metrics.y_max = frame.y_max;
    parsed.pdf_font_metrics.us_weight_class = whole.weight().to_number();
    if face == Face::Italic {
        // Liberation Sans Italic slants by 12 degrees.
        (
            parsed.pdf_font_metrics.caret_slope_rise,
            parsed.pdf_font_metrics.caret_slope_run,
        ) = (1000, 213);
    }
    // Where two characters share a glyph, the last one shown names it when text is copied: let that be the plainer one.
    shown.reverse();
    Ok(Cut {
        face,
        characters: shown.into_iter().collect(),
        font: PdfFont::new(parsed),
    })
}

/// Six letters that name the subset, from its characters.
fn tag(characters: &[char]) -> String {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(characters.iter().collect::<String>());
    digest
        .iter()
        .take(6)
        .map(|byte| char::from(b'A' + byte % 26))
        .collect()
}
