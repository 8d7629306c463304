//! The operators of one page, written through printpdf: text, rectangles, lines, marked content.

use std::collections::BTreeMap;

use printpdf::{
    Color, CurTransMat, DictItem, Line, LineDashPattern, LinePoint, Op, PaintMode, Point, Polygon,
    PolygonRing, Pt, Rect, Rgb, TextItem, XObjectId, XObjectTransform,
};

use super::faces;
use crate::drawing::{Colour, Face, Stroke, lettering};

/// Writes the operators of a page and leaves out what is already in force.
#[derive(Default)]
pub(super) struct Pen {
    pub ops: Vec<Op>,
    in_text: bool,
    marked: bool,
    /// Start of the present line of text, in hundredths of a point.
    cursor: (i64, i64),
    font: Option<(Face, f32)>,
    fill: Option<Colour>,
    line: Option<Stroke>,
}

impl Pen {
    /// Shows everything that follows larger, from the page's lower left corner.
    pub(super) fn enlarge(&mut self, by: f32) {
        if by > 1.0 {
            let matrix = CurTransMat::Scale(by, by);
            self.ops.push(Op::SetTransformationMatrix { matrix });
        }
    }

    /// Begins marked content that belongs to the structure.
    pub(super) fn begin(&mut self, role: &str, content: i64) {
        self.end();
        let map = BTreeMap::from([("MCID".to_owned(), DictItem::Int(content))]);
        let properties = DictItem::Dict { map };
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: role.to_owned(),
            properties,
        });
        self.marked = true;
    }

    /// Begins decoration; running headers and footers say which they are.
    pub(super) fn begin_artifact(&mut self, running: Option<&str>) {
        self.end();
        self.ops.push(match running {
            None => Op::BeginMarkedContent {
                tag: "Artifact".to_owned(),
            },
            Some(kind) => {
                let name = |value: &str| DictItem::Name(value.as_bytes().to_vec());
                let map = BTreeMap::from([
                    ("Type".to_owned(), name("Pagination")),
                    ("Subtype".to_owned(), name(kind)),
                ]);
                let properties = DictItem::Dict { map };
                Op::BeginMarkedContentWithProperties {
                    tag: "Artifact".to_owned(),
                    properties,
                }
            }
        });
        self.marked = true;
    }

    /// Ends the marked content.
    pub(super) fn end(&mut self) {
        self.end_text();
        if std::mem::take(&mut self.marked) {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn end_text(&mut self) {
        if std::mem::take(&mut self.in_text) {
            self.ops.push(Op::EndTextSection);
        }
    }

    fn fill(&mut self, colour: Colour) {
        if self.fill != Some(colour) {
            self.fill = Some(colour);
            self.ops.push(Op::SetFillColor { col: rgb(colour) });
        }
    }

    fn stroke(&mut self, stroke: Stroke) {
        if self.line == Some(stroke) {
            return;
        }
        self.line = Some(stroke);
        self.ops.push(Op::SetOutlineColor {
            col: rgb(stroke.colour),
        });
        self.ops.push(Op::SetOutlineThickness {
            pt: Pt(hundredths(stroke.width)),
        });
        let dashes: &[f32] = if stroke.dashed { &[4.0, 3.0] } else { &[] };
        let pattern = dashes.iter().copied().collect();
        self.ops.push(Op::SetLineDashPattern {
            dash: LineDashPattern {
                pattern,
                offset: 0.0,
            },
        });
    }

    /// Shows one run of text with its baseline's start at (x, y).
    pub(super) fn text(
        &mut self,
        (x, y): (f32, f32),
        text: &str,
        face: Face,
        size: f32,
        colour: Colour,
    ) {
        if text.is_empty() {
            return;
        }
        if !self.in_text {
            self.in_text = true;
            self.cursor = (0, 0);
            self.ops.push(Op::StartTextSection);
        }
        self.fill(colour);
        if self.font != Some((face, size)) {
            self.font = Some((face, size));
            self.ops.push(Op::SetFont {
                font: faces::handle(face),
                size: Pt(hundredths(size)),
            });
        }
        // Steps are relative to the line before, in whole hundredths so that they never drift.
        let to = (whole(x), whole(y));
        let step = Point {
            x: Pt(back(to.0 - self.cursor.0)),
            y: Pt(back(to.1 - self.cursor.1)),
        };
        self.cursor = to;
        self.ops.push(Op::SetTextCursor { pos: step });
        self.ops.push(Op::ShowText {
            items: kerned(face, text),
        });
    }

    /// Fills a rectangle given by its lower left corner.
    pub(super) fn rect(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), colour: Colour) {
        self.end_text();
        self.fill(colour);
        let rectangle = Rect {
            x: Pt(hundredths(x)),
            y: Pt(hundredths(y)),
            width: Pt(hundredths(width)),
            height: Pt(hundredths(height)),
            mode: Some(PaintMode::Fill),
            winding_order: None,
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    /// Shows a picture by its name, in a rectangle given by its lower left corner.
    pub(super) fn picture(&mut self, name: &str, (x, y): (f32, f32), (width, height): (f32, f32)) {
        self.end_text();
        let transform = XObjectTransform {
            translate_x: Some(Pt(hundredths(x))),
            translate_y: Some(Pt(hundredths(y))),
            scale_x: Some(hundredths(width)),
            scale_y: Some(hundredths(height)),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        self.ops.push(Op::UseXobject {
            id: XObjectId(name.to_owned()),
            transform,
        });
    }

    /// Draws joined lines.
    pub(super) fn polyline(&mut self, points: &[(f32, f32)], stroke: Stroke, closed: bool) {
        self.end_text();
        self.stroke(stroke);
        self.ops.push(Op::DrawLine {
            line: Line {
                points: points.iter().map(point).collect(),
                is_closed: closed,
            },
        });
    }

    /// Fills a closed shape.
    pub(super) fn polygon(&mut self, points: &[(f32, f32)], colour: Colour) {
        self.end_text();
        self.fill(colour);
        let rings = vec![PolygonRing {
            points: points.iter().map(point).collect(),
        }];
        self.ops.push(Op::DrawPolygon {
            polygon: Polygon {
                rings,
                mode: PaintMode::Fill,
                ..Polygon::default()
            },
        });
    }
}

fn point((x, y): &(f32, f32)) -> LinePoint {
    LinePoint {
        p: Point {
            x: Pt(hundredths(*x)),
            y: Pt(hundredths(*y)),
        },
        bezier: false,
    }
}

/// A measure in whole hundredths of a point (0.0035 mm).
fn whole(value: f32) -> i64 {
    (f64::from(value) * 100.0).round() as i64
}

fn back(hundredths: i64) -> f32 {
    hundredths as f32 / 100.0
}

fn hundredths(value: f32) -> f32 {
    back(whole(value))
}

fn rgb(colour: Colour) -> Color {
    let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    Color::Rgb(Rgb {
        r: part(colour.0),
        g: part(colour.1),
        b: part(colour.2),
        icc_profile: None,
    })
}

/// Text parted where neighbours are kerned.
fn kerned(face: Face, text: &str) -> Vec<TextItem> {
    let mut items = Vec::with_capacity(1);
    let mut from = 0;
    let mut last = None;
    for (at, c) in text.char_indices() {
        if let Some(last) = last {
            let kern = lettering::kern(face, last, c);
            if kern != 0 {
                items.push(TextItem::Text(text[from..at].to_owned()));
                items.push(TextItem::Offset(-kern as f32));
                from = at;
            }
        }
        last = Some(c);
    }
    items.push(TextItem::Text(text[from..].to_owned()));
    items
}
