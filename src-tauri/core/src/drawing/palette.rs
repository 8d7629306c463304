//! The colours of charts: the NHS identity's blues and the few signal colours, each readable on white.

/// A colour by its red, green and blue parts (0–255).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// Text.
    pub const INK: Colour = Colour(0x21, 0x2b, 0x32);
    /// Secondary text; 5.9 : 1 on white.
    pub const QUIET: Colour = Colour(0x4c, 0x62, 0x72);
    /// Hairlines and frames.
    pub const RULE: Colour = Colour(0xd8, 0xdd, 0xe0);
    /// Pale ground of table headings and call-outs.
    pub const PALE: Colour = Colour(0xf0, 0xf4, 0xf5);
    /// Dark blue: headings.
    pub const DARK_BLUE: Colour = Colour(0x00, 0x30, 0x87);
    /// Blue: rules, links, first series.
    pub const BLUE: Colour = Colour(0x00, 0x5e, 0xb8);
    /// Pale blue: tracks and grounds.
    pub const PALE_BLUE: Colour = Colour(0xe8, 0xed, 0xf7);
    /// Green: reached.
    pub const GREEN: Colour = Colour(0x00, 0x7f, 0x3b);
    /// Amber: near.
    pub const AMBER: Colour = Colour(0xff, 0xb8, 0x1c);
    /// Red: missed, warning, DRAFT.
    pub const RED: Colour = Colour(0xd5, 0x28, 0x1b);
    /// White.
    pub const WHITE: Colour = Colour(0xff, 0xff, 0xff);

    /// The colour as CSS writes it.
    #[must_use]
    pub fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// Black or white, whichever reads better on this colour (relative luminance, WCAG 2).
    #[must_use]
    pub fn text_on(self) -> Colour {
        if self.luminance() > 0.25 {
            Colour::INK
        } else {
            Colour::WHITE
        }
    }

    /// How light it is, from 0 to 1: all that is left of a colour on a grey printer (relative luminance, WCAG 2).
    fn luminance(self) -> f32 {
        let part = |value: u8| {
            let share = f32::from(value) / 255.0;
            if share <= 0.040_45 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(self.0) + 0.7152 * part(self.1) + 0.0722 * part(self.2)
    }
}

/// The colour of the n-th series of a chart; neighbours also differ in lightness, so they survive grey printing.
#[must_use]
pub fn series_colour(index: usize) -> Colour {
    const SERIES: [Colour; 6] = [
        Colour(0x00, 0x5e, 0xb8),
        Colour(0x41, 0xb6, 0xe6),
        Colour(0x00, 0x30, 0x87),
        Colour(0xae, 0x25, 0x73),
        Colour(0x00, 0xa4, 0x99),
        Colour(0xae, 0xb7, 0xbd),
    ];
    SERIES[index % SERIES.len()]
}

#[cfg(test)]
mod tests {
    use super::{Colour, series_colour};

    /// How much one colour stands out from another (WCAG 2, contrast ratio); the same in grey.
    fn contrast(one: Colour, other: Colour) -> f32 {
        let (a, b) = (one.luminance() + 0.05, other.luminance() + 0.05);
        (a / b).max(b / a)
    }

    #[test]
    fn what_is_read_can_be_read_in_grey() {
        let grounds = [Colour::WHITE, Colour::PALE, Colour::PALE_BLUE];
        for ground in grounds {
            for ink in [Colour::INK, Colour::QUIET, Colour::DARK_BLUE, Colour::BLUE] {
                assert!(contrast(ink, ground) >= 4.5, "{ink:?} on {ground:?}");
            }
        }
        assert!(
            contrast(Colour::RED, Colour::WHITE) >= 4.5,
            "marks stand on white"
        );
        for fill in [Colour::BLUE, Colour::GREEN, Colour::AMBER, Colour::RED] {
            assert!(contrast(fill.text_on(), fill) >= 4.5, "words on {fill:?}");
        }
    }

    #[test]
    fn neighbours_in_a_chart_differ_in_grey() {
        for at in 0..6 {
            let (one, next) = (series_colour(at), series_colour(at + 1));
            assert!(contrast(one, next) >= 1.25, "{at}: {}", contrast(one, next));
        }
    }
}
