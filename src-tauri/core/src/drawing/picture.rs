//! Drawings as pictures of dots (PNG), for programs that know no drawings: the same shapes, the same letters.

use tiny_skia::{
    FillRule, FilterQuality, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, PixmapPaint,
    Rect, StrokeDash, Transform,
};

use super::lettering::{self, Face};
use super::{Anchor, Colour, Drawing, Fill, Image, Pattern, Point, Shape, Stroke, hatching};

/// Dots to a point: 200 to the inch, so that small letters stay sharp on paper.
const SCALE: f32 = 200.0 / 72.0;
/// The longest side, in dots.
const LONGEST: f32 = 6_000.0;

/// The drawing as a PNG file on white; none where it has no size that can be drawn.
#[must_use]
pub fn render(drawing: &Drawing) -> Option<Vec<u8>> {
    let longest = drawing.width.max(drawing.height);
    if !(drawing.width > 0.0 && drawing.height > 0.0 && longest.is_finite()) {
        return None;
    }
    let scale = SCALE.min(LONGEST / longest);
    let dots = |length: f32| (length * scale).ceil().max(1.0) as u32;
    let mut canvas = Canvas {
        dots: Pixmap::new(dots(drawing.width), dots(drawing.height))?,
        scale: Transform::from_scale(scale, scale),
    };
    canvas.dots.fill(tiny_skia::Color::WHITE);
    for shape in &drawing.shapes {
        canvas.shape(shape);
    }
    canvas.dots.encode_png().ok()
}

struct Canvas {
    dots: Pixmap,
    scale: Transform,
}

impl Canvas {
    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Rect {
                at,
                size,
                fill,
                outline,
            } => {
                let Some(frame) = Rect::from_xywh(at.0, at.1, size.0, size.1) else {
                    return;
                };
                let path = PathBuilder::from_rect(frame);
                if let Some(Fill { colour, pattern }) = fill {
                    self.fill(&path, *colour);
                    if *pattern != Pattern::Plain {
                        let stroke = Stroke::solid(colour.text_on(), 0.6);
                        for (from, to) in hatching(*pattern, *at, *size) {
                            self.lines(&[from, to], stroke, false);
                        }
                    }
                }
                if let Some(stroke) = outline {
                    self.stroke(&path, *stroke);
                }
            }
            Shape::Picture { at, size, image } => self.image(*at, *size, image),
            Shape::Polyline { points, stroke } => self.lines(points, *stroke, false),
            Shape::Polygon {
                points,
                fill,
                outline,
            } => {
                if let (Some(colour), Some(path)) = (fill, joined(points, true)) {
                    self.fill(&path, *colour);
                }
                if let Some(stroke) = outline {
                    self.lines(points, *stroke, true);
                }
            }
            Shape::Text {
                at,
                text,
                size,
                anchor,
                face,
                colour,
            } => self.text(*at, text, (*size, *anchor, *face), *colour),
        }
    }

    /// A picture; one that is not unpacked here is a frame where the sharp drawing shows it.
    fn image(&mut self, at: Point, size: (f32, f32), image: &Image) {
        if let Some(dots) = image.dots() {
            let fitted =
                Transform::from_scale(size.0 / image.width as f32, size.1 / image.height as f32);
            let place = fitted.post_translate(at.0, at.1).post_concat(self.scale);
            let paint = PixmapPaint {
                quality: FilterQuality::Bilinear,
                ..PixmapPaint::default()
            };
            self.dots
                .draw_pixmap(0, 0, dots.as_ref(), &paint, place, None);
        } else if let Some(frame) = Rect::from_xywh(at.0, at.1, size.0, size.1) {
            self.stroke(
                &PathBuilder::from_rect(frame),
                Stroke::solid(Colour::RULE, 1.0),
            );
        }
    }

    fn fill(&mut self, path: &Path, colour: Colour) {
        self.dots
            .fill_path(path, &paint(colour), FillRule::Winding, self.scale, None);
    }

    fn lines(&mut self, points: &[Point], stroke: Stroke, closed: bool) {
        if let Some(path) = joined(points, closed) {
            self.stroke(&path, stroke);
        }
    }

    fn stroke(&mut self, path: &Path, stroke: Stroke) {
        let dash = stroke
            .dashed
            .then(|| StrokeDash::new(vec![4.0, 3.0], 0.0))
            .flatten();
        let line = tiny_skia::Stroke {
            width: stroke.width,
            line_cap: LineCap::Butt,
            line_join: LineJoin::Miter,
            dash,
            ..tiny_skia::Stroke::default()
        };
        self.dots
            .stroke_path(path, &paint(stroke.colour), &line, self.scale, None);
    }

    fn text(
        &mut self,
        at: Point,
        text: &str,
        (size, anchor, face): (f32, Anchor, Face),
        colour: Colour,
    ) {
        let runs = lettering::runs(face, &lettering::legible(text));
        let wide = |face, run: &str| lettering::width(face, run) as f32 * size / 1000.0;
        let total: f32 = runs.iter().map(|(face, run)| wide(*face, run)).sum();
        let mut x = at.0
            - match anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => total / 2.0,
                Anchor::End => total,
            };
        for (face, run) in runs {
            if let Some(path) = letters(face, &run, (x, at.1), size) {
                self.fill(&path, colour);
            }
            x += wide(face, &run);
        }
    }
}

fn paint(colour: Colour) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(colour.0, colour.1, colour.2, 255);
    paint
}

fn joined(points: &[Point], closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    let mut points = points.iter();
    let first = points.next()?;
    path.move_to(first.0, first.1);
    for point in points {
        path.line_to(point.0, point.1);
    }
    if closed {
        path.close();
    }
    path.finish()
}

/// The outlines of a line of letters with its baseline's start at a point.
fn letters(face: Face, text: &str, (left, baseline): Point, size: f32) -> Option<Path> {
    let font = ttf_parser::Face::parse(face.bytes(), 0).ok()?;
    let mut pen = Outline {
        path: PathBuilder::new(),
        scale: size / f32::from(font.units_per_em()),
        x: left,
        y: baseline,
    };
    let mut last = None;
    for c in text.chars() {
        if let Some(last) = last {
            pen.x += lettering::kern(face, last, c) as f32 * size / 1000.0;
        }
        if let Some(glyph) = font.glyph_index(c) {
            font.outline_glyph(glyph, &mut pen);
        }
        pen.x += lettering::advance(face, c).unwrap_or(0) as f32 * size / 1000.0;
        last = Some(c);
    }
    pen.path.finish()
}

struct Outline {
    path: PathBuilder,
    scale: f32,
    x: f32,
    y: f32,
}

impl Outline {
    fn at(&self, x: f32, y: f32) -> Point {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl ttf_parser::OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        let to = self.at(x, y);
        self.path.move_to(to.0, to.1);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.at(x, y);
        self.path.line_to(to.0, to.1);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (by, to) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(by.0, by.1, to.0, to.1);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (a, b, to) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(a.0, a.1, b.0, b.1, to.0, to.1);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
