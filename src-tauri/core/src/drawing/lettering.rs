//! The faces that packs and charts are set in: which characters they can show and how wide words are.
//!
//! Widths are thousandths of an em, cut to whole numbers exactly as the PDF writer stores them, so that what is measured
//! here is what a reader's program draws. Kerning comes from the faces' own tables, except between figures: columns of
//! numbers must line up.

mod measure;
mod sanitise;

pub use measure::{advance, kern, width, wrapped};
pub use sanitise::{legible, missing, runs, shown_by};

/// One of the embedded faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Face {
    /// Liberation Sans.
    Regular,
    /// Liberation Sans Bold.
    Bold,
    /// Liberation Sans Italic.
    Italic,
    /// DejaVu Sans, for the characters Liberation Sans lacks.
    Symbols,
}

impl Face {
    /// Every face.
    pub const ALL: [Face; 4] = [Face::Regular, Face::Bold, Face::Italic, Face::Symbols];

    /// The font file.
    #[must_use]
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Face::Regular => include_bytes!("../../fonts/LiberationSans-Regular.ttf"),
            Face::Bold => include_bytes!("../../fonts/LiberationSans-Bold.ttf"),
            Face::Italic => include_bytes!("../../fonts/LiberationSans-Italic.ttf"),
            Face::Symbols => include_bytes!("../../fonts/DejaVuSans.ttf"),
        }
    }

    /// The face's PostScript name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Face::Regular => "LiberationSans",
            Face::Bold => "LiberationSans-Bold",
            Face::Italic => "LiberationSans-Italic",
            Face::Symbols => "DejaVuSans",
        }
    }

    pub(super) fn index(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_equally_wide_and_never_kerned() {
        for face in [Face::Regular, Face::Bold, Face::Italic] {
            assert_eq!(width(face, "11111"), width(face, "70707"));
        }
    }

    #[test]
    fn letters_are_kerned() {
        assert!(width(Face::Regular, "AV") < width(Face::Regular, "A") + width(Face::Regular, "V"));
    }

    #[test]
    fn welsh_is_set_in_the_text_face() {
        assert_eq!(
            runs(Face::Regular, "Tŷ Gŵyr â"),
            vec![(Face::Regular, "Tŷ Gŵyr â".to_owned())]
        );
    }

    #[test]
    fn a_tick_comes_from_the_symbol_face() {
        assert_eq!(
            runs(Face::Bold, "ok ✓"),
            vec![
                (Face::Bold, "ok ".to_owned()),
                (Face::Symbols, "✓".to_owned())
            ]
        );
    }

    #[test]
    fn characters_no_face_has_are_shown_as_the_replacement_mark_and_named() {
        assert_eq!(missing("a\u{4e2d}b\u{4e2d}"), vec!['\u{4e2d}']);
        assert_eq!(legible("a\u{4e2d}b"), "a\u{fffd}b");
        assert!(
            runs(Face::Regular, "\u{fffd}")
                .iter()
                .all(|(face, _)| *face == Face::Symbols)
        );
    }

    #[test]
    fn control_and_direction_characters_are_dropped() {
        assert_eq!(
            legible("a\u{0}b\u{202e}c\u{200f}d\u{feff}e\u{7f}f\u{85}g"),
            "abcdef\ng"
        );
        assert_eq!(legible("a\tb\r\nc"), "a b\nc");
    }

    #[test]
    fn lines_are_no_wider_than_asked_even_without_spaces() {
        for text in [
            "one two three four five",
            &"x".repeat(400),
            "Llanfairpwllgwyngyllgogerychwyrndrobwll",
        ] {
            for line in wrapped(Face::Regular, text, 9.0, 60.0) {
                assert!(
                    f64::from(width(Face::Regular, line.trim_end())) * 0.009 <= 60.01,
                    "{line}"
                );
            }
        }
    }
}
