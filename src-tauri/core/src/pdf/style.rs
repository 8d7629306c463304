//! How a pack looks: page sizes, margins, letter sizes and colours. All measures in points (1/72 inch).

use crate::document::Voice;
use crate::drawing::{Colour, Face};

/// The sheet of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sheet {
    /// A4 upright.
    Upright,
    /// A4 on its side, for wide tables.
    Sideways,
    /// A3 on its side, for tables that even that cannot hold.
    Large,
}

/// The shape of a page. In large print everything on it is larger by the same step, so it holds less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Format {
    sheet: Sheet,
    enlarged: bool,
}

/// How much larger large print is: running text of 10.5 points becomes 16.3, notes and running lines stay above 12.
const ENLARGEMENT: f32 = 1.55;

pub(super) const MARGIN_SIDE: f32 = 56.69;
pub(super) const MARGIN_TOP: f32 = 70.87;
pub(super) const MARGIN_BOTTOM: f32 = 66.0;
/// Where the running header's and footer's letters stand, from the page's edge.
pub(super) const HEADER_BASELINE: f32 = 40.0;
pub(super) const FOOTER_BASELINE: f32 = 34.0;

impl Format {
    /// A4 upright.
    pub(super) const UPRIGHT: Self = Self {
        sheet: Sheet::Upright,
        enlarged: false,
    };
    /// A4 upright in large print.
    pub(super) const ENLARGED: Self = Self {
        sheet: Sheet::Upright,
        enlarged: true,
    };

    /// A4 on its side.
    pub(super) fn sideways(self) -> Self {
        Self {
            sheet: Sheet::Sideways,
            ..self
        }
    }

    /// A3 on its side.
    pub(super) fn large(self) -> Self {
        Self {
            sheet: Sheet::Large,
            ..self
        }
    }

    /// How much larger everything is shown than it is laid out.
    pub(super) fn zoom(self) -> f32 {
        if self.enlarged { ENLARGEMENT } else { 1.0 }
    }

    /// Width and height of the sheet of paper.
    pub(super) fn paper(self) -> (f32, f32) {
        match self.sheet {
            Sheet::Upright => (595.28, 841.89),
            Sheet::Sideways => (841.89, 595.28),
            Sheet::Large => (1190.55, 841.89),
        }
    }

    /// Width to lay out on.
    pub(super) fn width(self) -> f32 {
        self.paper().0 / self.zoom()
    }

    /// Height to lay out on.
    pub(super) fn height(self) -> f32 {
        self.paper().1 / self.zoom()
    }

    pub(super) fn column_width(self) -> f32 {
        self.width() - 2.0 * MARGIN_SIDE
    }

    pub(super) fn column_height(self) -> f32 {
        self.height() - MARGIN_TOP - MARGIN_BOTTOM
    }
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub face: Face,
    pub size: f32,
    /// Distance from one baseline to the next.
    pub leading: f32,
    pub colour: Colour,
}

const fn style(face: Face, size: f32, leading: f32, colour: Colour) -> Style {
    Style {
        face,
        size,
        leading,
        colour,
    }
}

pub(super) const BODY: Style = style(Face::Regular, 10.5, 15.0, Colour::INK);
pub(super) const SMALL: Style = style(Face::Regular, 8.5, 11.5, Colour::QUIET);
pub(super) const CAPTION: Style = style(Face::Bold, 9.5, 13.0, Colour::INK);
pub(super) const RUNNING: Style = style(Face::Regular, 8.0, 10.0, Colour::QUIET);
/// A mark on pages, where it stands in the text.
pub(super) const MARK: Style = style(Face::Bold, 10.5, 15.0, Colour::RED);
pub(super) const COVER_TITLE: Style = style(Face::Bold, 30.0, 36.0, Colour::DARK_BLUE);
pub(super) const COVER_SUBTITLE: Style = style(Face::Regular, 16.0, 22.0, Colour::INK);
pub(super) const COVER_BAND: Style = style(Face::Bold, 14.0, 18.0, Colour::WHITE);

pub(super) fn voice(voice: Voice) -> Style {
    match voice {
        Voice::Lead => style(Face::Regular, 12.5, 18.0, Colour::INK),
        Voice::Body => BODY,
        Voice::Note => SMALL,
    }
}

pub(super) fn heading(level: u8) -> Style {
    let (size, leading) = match level {
        0 | 1 => (20.0, 25.0),
        2 => (15.0, 20.0),
        3 => (12.5, 17.0),
        _ => (10.5, 15.0),
    };
    style(Face::Bold, size, leading, Colour::DARK_BLUE)
}

/// Space above a heading.
pub(super) fn heading_gap(level: u8) -> f32 {
    match level {
        0 | 1 => 28.0,
        2 => 22.0,
        3 => 16.0,
        _ => 12.0,
    }
}

/// Table text of a given letter size.
pub(super) fn cell(size: f32, bold: bool) -> Style {
    style(
        if bold { Face::Bold } else { Face::Regular },
        size,
        (size * 1.36 * 4.0).round() / 4.0,
        Colour::INK,
    )
}

/// Where the baseline stands below the top of a line: the letters are centred in the leading by their capitals and
/// descenders (0.72 em and 0.21 em in Liberation Sans).
pub(super) fn baseline(style: &Style) -> f32 {
    (style.leading - 0.93 * style.size) / 2.0 + 0.72 * style.size
}
