//! Charts as one list of shapes.
//!
//! A [`Drawing`] is what a chart looks like (shapes in points, from the top left, y downwards) together with what it
//! says to someone who cannot see it: a text alternative and the table of its figures. The same list becomes SVG for
//! the window ([`svg::render`]) and marks on a page for a pack (`pdf`). This room knows no register: values and their
//! wording are passed in.

pub mod bars;
pub mod grid;
mod image;
pub mod lettering;
pub mod lines;
mod palette;
mod pattern;
pub mod picture;
pub mod places;
pub mod radar;
pub mod reporting;
pub mod svg;
#[cfg(test)]
mod tests;
pub mod timeline;

#[cfg(test)]
pub(crate) use image::tests as image_tests;
pub use image::{Image, ImageForm};
pub use lettering::Face;
pub use palette::{Colour, series_colour};
pub use pattern::{Pattern, hatching};

/// Width of the text column of an upright A4 page, in points: the natural width of a chart in a pack.
pub const COLUMN_WIDTH: f32 = 481.9;

/// A chart: its shapes, its text alternative and its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// The shapes, painted in order.
    pub shapes: Vec<Shape>,
    /// What the chart shows, in words. Never empty in a pack: `document::check` asks for it.
    pub alternative: String,
    /// The figures behind the chart.
    pub table: FigureTable,
}

/// The figures behind a chart, as plain text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FigureTable {
    /// Column headings.
    pub headings: Vec<String>,
    /// One row per bar, point or cell; as many entries as headings.
    pub rows: Vec<Vec<String>>,
}

/// A point: x to the right, y downwards, in points.
pub type Point = (f32, f32);

/// One shape of a drawing.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// An upright rectangle.
    Rect {
        /// Top left corner.
        at: Point,
        /// Width and height.
        size: (f32, f32),
        /// How it is filled, if it is.
        fill: Option<Fill>,
        /// Its outline, if it has one.
        outline: Option<Stroke>,
    },
    /// Joined straight lines.
    Polyline {
        /// The points in order.
        points: Vec<Point>,
        /// How the line is drawn.
        stroke: Stroke,
    },
    /// A closed shape.
    Polygon {
        /// The corners in order.
        points: Vec<Point>,
        /// Fill colour, if filled.
        fill: Option<Colour>,
        /// Outline, if drawn.
        outline: Option<Stroke>,
    },
    /// A picture of dots made elsewhere.
    Picture {
        /// Top left corner.
        at: Point,
        /// Width and height.
        size: (f32, f32),
        /// The picture.
        image: Image,
    },
    /// One line of text.
    Text {
        /// Where the text starts, ends or has its middle, on its baseline.
        at: Point,
        /// The words.
        text: String,
        /// Size in points.
        size: f32,
        /// Which part of the text sits at `at`.
        anchor: Anchor,
        /// The face it is set in.
        face: Face,
        /// Its colour.
        colour: Colour,
    },
}

/// Which part of a text sits at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The text starts there.
    Start,
    /// The text is centred there.
    Middle,
    /// The text ends there.
    End,
}

/// A colour with a pattern drawn over it, so that no meaning rests on colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fill {
    /// The ground.
    pub colour: Colour,
    /// The pattern.
    pub pattern: Pattern,
}

impl Fill {
    /// A plain fill.
    #[must_use]
    pub fn plain(colour: Colour) -> Self {
        Self {
            colour,
            pattern: Pattern::Plain,
        }
    }
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub colour: Colour,
    /// Its width in points.
    pub width: f32,
    /// Whether it is dashed.
    pub dashed: bool,
}

impl Stroke {
    /// A solid line.
    #[must_use]
    pub fn solid(colour: Colour, width: f32) -> Self {
        Self {
            colour,
            width,
            dashed: false,
        }
    }

    /// A dashed line.
    #[must_use]
    pub fn dashed(colour: Colour, width: f32) -> Self {
        Self {
            colour,
            width,
            dashed: true,
        }
    }
}

impl Drawing {
    /// An empty drawing of the given size.
    #[must_use]
    pub fn new(width: f32, height: f32) -> Self {
        Self {
            width,
            height,
            shapes: Vec::new(),
            alternative: String::new(),
            table: FigureTable::default(),
        }
    }

    /// Adds a filled rectangle.
    pub fn rect(&mut self, at: Point, size: (f32, f32), fill: Fill) {
        self.shapes.push(Shape::Rect {
            at,
            size,
            fill: Some(fill),
            outline: None,
        });
    }

    /// Adds a straight line.
    pub fn line(&mut self, from: Point, to: Point, stroke: Stroke) {
        self.shapes.push(Shape::Polyline {
            points: vec![from, to],
            stroke,
        });
    }

    /// Adds one line of ordinary text.
    pub fn text(
        &mut self,
        at: Point,
        text: impl Into<String>,
        size: f32,
        anchor: Anchor,
        colour: Colour,
    ) {
        self.lettered(at, text, size, anchor, Face::Regular, colour);
    }

    /// Adds one line of text in a given face.
    pub fn lettered(
        &mut self,
        at: Point,
        text: impl Into<String>,
        size: f32,
        anchor: Anchor,
        face: Face,
        colour: Colour,
    ) {
        self.shapes.push(Shape::Text {
            at,
            text: text.into(),
            size,
            anchor,
            face,
            colour,
        });
    }

    /// Moves text that would leave the drawing's sides back inside, in smaller letters where it is wider than the whole:
    /// the last net under words nobody expected to be so long.
    #[must_use]
    pub(crate) fn settled(mut self) -> Self {
        let whole = self.width;
        for shape in &mut self.shapes {
            let Shape::Text {
                at,
                text,
                size,
                anchor,
                face,
                ..
            } = shape
            else {
                continue;
            };
            let wide = bars::wide(*face, text, *size);
            if wide > whole {
                *size *= whole / wide;
            }
            let wide = wide.min(whole);
            let before = match anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => wide / 2.0,
                Anchor::End => wide,
            };
            at.0 = at.0.clamp(before, (whole - wide + before).max(before));
        }
        let above = self.shapes.iter().map(Shape::top).fold(0.0, f32::min);
        if above < 0.0 {
            self.height -= above;
            self.shapes.iter_mut().for_each(|shape| shape.lower(-above));
        }
        self
    }

    /// Adds a circle, drawn as a polygon of 24 corners (below one point of error at the sizes of a chart).
    pub fn disc(&mut self, centre: Point, radius: f32, fill: Colour, outline: Option<Stroke>) {
        let points = (0..24u8)
            .map(|step| {
                let angle = f32::from(step) * std::f32::consts::TAU / 24.0;
                (
                    centre.0 + radius * angle.cos(),
                    centre.1 + radius * angle.sin(),
                )
            })
            .collect();
        self.shapes.push(Shape::Polygon {
            points,
            fill: Some(fill),
            outline,
        });
    }
}

impl Shape {
    /// Its highest point.
    fn top(&self) -> f32 {
        match self {
            Shape::Rect { at, .. } | Shape::Picture { at, .. } => at.1,
            Shape::Polyline { points, .. } | Shape::Polygon { points, .. } => {
                points.iter().map(|point| point.1).fold(f32::MAX, f32::min)
            }
            Shape::Text { at, size, .. } => at.1 - size * 0.8,
        }
    }

    /// Moves it down.
    fn lower(&mut self, by: f32) {
        match self {
            Shape::Rect { at, .. } | Shape::Picture { at, .. } | Shape::Text { at, .. } => {
                at.1 += by;
            }
            Shape::Polyline { points, .. } | Shape::Polygon { points, .. } => {
                points.iter_mut().for_each(|point| point.1 += by);
            }
        }
    }
}
