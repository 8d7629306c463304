//! Patterns over a colour, worked out as plain lines so that the window and a pack draw the very same ones.

use super::Point;

/// A pattern drawn over a fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern {
    /// None.
    Plain,
    /// Lines rising to the right.
    Rising,
    /// Lines falling to the right.
    Falling,
    /// Both.
    Crossed,
    /// Upright lines.
    Upright,
}

impl Pattern {
    /// The pattern of the n-th series of a chart.
    #[must_use]
    pub fn of_series(index: usize) -> Self {
        [
            Self::Plain,
            Self::Rising,
            Self::Crossed,
            Self::Upright,
            Self::Falling,
        ][index % 5]
    }
}

/// Distance between the lines of a pattern, in points.
const SPACING: f32 = 5.0;

/// The lines of a pattern inside a rectangle (top left corner, width and height), already cut at its edges.
#[must_use]
pub fn hatching(pattern: Pattern, at: Point, size: (f32, f32)) -> Vec<(Point, Point)> {
    match pattern {
        Pattern::Plain => Vec::new(),
        Pattern::Rising => slanted(at, size, false),
        Pattern::Falling => slanted(at, size, true),
        Pattern::Crossed => {
            let mut lines = slanted(at, size, false);
            lines.extend(slanted(at, size, true));
            lines
        }
        Pattern::Upright => steps(size.0)
            .map(|x| ((at.0 + x, at.1), (at.0 + x, at.1 + size.1)))
            .collect(),
    }
}

/// Lines at 45 degrees: in the rectangle's own measure, x + y = c, mirrored when falling.
fn slanted(at: Point, (width, height): (f32, f32), falling: bool) -> Vec<(Point, Point)> {
    steps(width + height)
        .map(|c| {
            let low = ((c - height).max(0.0), c.min(height));
            let high = (c.min(width), (c - width).max(0.0));
            let place = |(x, y): Point| (at.0 + if falling { width - x } else { x }, at.1 + y);
            (place(low), place(high))
        })
        .collect()
}

/// 2.5, 7.5, 12.5 … below `length`; at most 2,000 so that a huge rectangle cannot flood a page.
fn steps(length: f32) -> impl Iterator<Item = f32> {
    (0..2000u16)
        .map(|n| SPACING / 2.0 + SPACING * f32::from(n))
        .take_while(move |x| *x < length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hatching_stays_inside_its_rectangle() {
        for pattern in [
            Pattern::Rising,
            Pattern::Falling,
            Pattern::Crossed,
            Pattern::Upright,
        ] {
            for size in [(3.0, 40.0), (40.0, 3.0), (17.0, 17.0)] {
                let lines = hatching(pattern, (10.0, 20.0), size);
                assert!(!lines.is_empty());
                for (from, to) in lines {
                    for (x, y) in [from, to] {
                        assert!((10.0..=10.01 + size.0).contains(&x), "{pattern:?} {x}");
                        assert!((20.0..=20.01 + size.1).contains(&y), "{pattern:?} {y}");
                    }
                }
            }
        }
    }
}
