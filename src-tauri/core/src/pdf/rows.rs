//! Rows of cells onto strips: whole where they are short, a strip for each line where they are tall.

use super::columns::PADDING;
use super::flow::{Flow, place};
use super::paragraph::Line;
use super::strip::{Item, Strip};
use super::style::{Format, Style};
use crate::document::Align;
use crate::drawing::Colour;

/// Space above and below a row's text.
const ROW_PADDING: f32 = 4.0;
/// A row higher than this may be parted by the end of a page.
const TALL: f32 = 150.0;

/// A cell's lines, ready to be put on a strip.
pub(super) struct SetCell {
    pub left: f32,
    pub width: f32,
    pub align: Align,
    pub lines: Vec<Option<Line>>,
}

/// How a row looks.
pub(super) struct Look {
    pub format: Format,
    pub style: Style,
    pub ground: Option<Colour>,
    /// Thickness and colour of the line below the row.
    pub rule: (f32, Colour),
    pub least_height: f32,
    pub width: f32,
}

impl Flow<'_, '_> {
    /// Puts a row's cells on one strip, or on one strip per line where the row is tall.
    pub(super) fn row(&mut self, cells: Vec<SetCell>, look: &Look, whole: bool) {
        let count = cells
            .iter()
            .map(|cell| cell.lines.len())
            .max()
            .unwrap_or(0)
            .max(1);
        let leading = look.style.leading;
        let height = (count as f32 * leading + 2.0 * ROW_PADDING).max(look.least_height);
        if height <= TALL || (whole && height < TALL * 2.0) {
            let mut strip = Strip::new(look.format, 0.0, height);
            look.decorate(&mut strip, true);
            for cell in cells {
                let (left, width, align) = (cell.left, cell.width, cell.align);
                for (at, line) in cell.lines.into_iter().enumerate() {
                    let top = ROW_PADDING + at as f32 * leading;
                    put(&mut strip, line, (left, width, align), top, &look.style);
                }
            }
            self.strips.push(strip);
            return;
        }
        let mut cells = cells;
        for at in 0..count {
            let (above, below) = (
                if at == 0 { ROW_PADDING } else { 0.0 },
                if at + 1 == count { ROW_PADDING } else { 0.0 },
            );
            let mut strip = Strip::new(look.format, 0.0, leading + above + below);
            strip.continues = at > 0;
            strip.glued = at + 1 < count && (at == 0 || at + 2 == count);
            look.decorate(&mut strip, at + 1 == count);
            for cell in &mut cells {
                let place = (cell.left, cell.width, cell.align);
                put(
                    &mut strip,
                    cell.lines.get_mut(at).and_then(Option::take),
                    place,
                    above,
                    &look.style,
                );
            }
            self.strips.push(strip);
        }
    }
}

impl Look {
    fn decorate(&self, strip: &mut Strip, last: bool) {
        if let Some(colour) = self.ground {
            strip.items.push(Item::Fill {
                x: 0.0,
                y: 0.0,
                width: self.width,
                height: strip.height,
                colour,
            });
        }
        if last {
            let (height, colour) = self.rule;
            strip.items.push(Item::Fill {
                x: 0.0,
                y: strip.height - height,
                width: self.width,
                height,
                colour,
            });
        }
    }
}

fn put(
    strip: &mut Strip,
    line: Option<Line>,
    (left, width, align): (f32, f32, Align),
    top: f32,
    style: &Style,
) {
    let Some(line) = line else { return };
    let room = (width - 2.0 * PADDING - line.width).max(0.0);
    let shift = match align {
        Align::Left => 0.0,
        Align::Centre => room / 2.0,
        Align::Right => room,
    };
    place(&mut strip.items, line, left + PADDING + shift, top, style);
}
