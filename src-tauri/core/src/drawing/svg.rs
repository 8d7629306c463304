//! Drawings as SVG for the window: escaped, inert (no scripts, links, styles or references), described in words.

use std::fmt::Write as _;

use base64::Engine as _;

use super::{Anchor, Drawing, Face, Fill, Pattern, Point, Shape, Stroke, hatching, lettering};

/// The drawing as one SVG element.
#[must_use]
pub fn render(drawing: &Drawing) -> String {
    let mut out = String::new();
    let _ = write!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-label="{}" font-family="Arial, 'Liberation Sans', sans-serif">"#,
        number(drawing.width),
        number(drawing.height),
        escaped(&drawing.alternative),
    );
    for shape in &drawing.shapes {
        draw(&mut out, shape);
    }
    out.push_str("</svg>");
    out
}

fn draw(out: &mut String, shape: &Shape) {
    match shape {
        Shape::Rect {
            at,
            size,
            fill,
            outline,
        } => {
            let ground = fill.map_or("none".to_owned(), |fill| fill.colour.css());
            let _ = write!(
                out,
                r#"<rect x="{}" y="{}" width="{}" height="{}" fill="{ground}"{}/>"#,
                number(at.0),
                number(at.1),
                number(size.0),
                number(size.1),
                outline.map_or(String::new(), stroked),
            );
            if let Some(Fill { colour, pattern }) = fill
                && *pattern != Pattern::Plain
            {
                let stroke = stroked(Stroke::solid(colour.text_on(), 0.6));
                for (from, to) in hatching(*pattern, *at, *size) {
                    let _ = write!(
                        out,
                        r#"<polyline points="{}" fill="none"{stroke}/>"#,
                        points(&[from, to])
                    );
                }
            }
        }
        Shape::Picture { at, size, image } => {
            let _ = write!(
                out,
                r#"<image x="{}" y="{}" width="{}" height="{}" preserveAspectRatio="none" href="data:{};base64,{}"/>"#,
                number(at.0),
                number(at.1),
                number(size.0),
                number(size.1),
                image.mime(),
                base64::engine::general_purpose::STANDARD.encode(&image.file),
            );
        }
        Shape::Polyline {
            points: corners,
            stroke,
        } => {
            let _ = write!(
                out,
                r#"<polyline points="{}" fill="none"{}/>"#,
                points(corners),
                stroked(*stroke)
            );
        }
        Shape::Polygon {
            points: corners,
            fill,
            outline,
        } => {
            let ground = fill.map_or("none".to_owned(), super::Colour::css);
            let line = outline.map_or(String::new(), stroked);
            let _ = write!(
                out,
                r#"<polygon points="{}" fill="{ground}"{line}/>"#,
                points(corners)
            );
        }
        Shape::Text {
            at,
            text,
            size,
            anchor,
            face,
            colour,
        } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let weight = match face {
                Face::Bold => r#" font-weight="bold""#,
                Face::Italic => r#" font-style="italic""#,
                Face::Regular | Face::Symbols => "",
            };
            let _ = write!(
                out,
                r#"<text x="{}" y="{}" font-size="{}" text-anchor="{anchor}"{weight} fill="{}">{}</text>"#,
                number(at.0),
                number(at.1),
                number(*size),
                colour.css(),
                escaped(text),
            );
        }
    }
}

fn stroked(stroke: Stroke) -> String {
    let dashes = if stroke.dashed {
        r#" stroke-dasharray="4 3""#
    } else {
        ""
    };
    format!(
        r#" stroke="{}" stroke-width="{}"{dashes}"#,
        stroke.colour.css(),
        number(stroke.width)
    )
}

fn points(points: &[Point]) -> String {
    let pairs: Vec<String> = points
        .iter()
        .map(|(x, y)| format!("{},{}", number(*x), number(*y)))
        .collect();
    pairs.join(" ")
}

/// A measure to a hundredth of a point, without needless digits.
fn number(value: f32) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    ((f64::from(value) * 100.0).round() / 100.0).to_string()
}

/// A text as it can be drawn, safe inside markup.
fn escaped(text: &str) -> String {
    crate::markup::escaped(&lettering::legible(text))
}

#[cfg(test)]
mod tests {
    use super::super::Colour;
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        let mut drawing = Drawing::new(100.0, 20.0);
        drawing.alternative = "\"><script>alert(1)</script>".to_owned();
        drawing.text(
            (0.0, 10.0),
            "</text><script>x</script>\u{0}",
            9.0,
            Anchor::Start,
            Colour::INK,
        );
        let svg = render(&drawing);
        assert!(!svg.contains("<script"), "{svg}");
        assert!(svg.contains("&lt;/text&gt;&lt;script&gt;x&lt;/script&gt;</text>"));
        assert!(!svg.contains('\u{0}'));
    }

    #[test]
    fn measures_that_are_no_numbers_do_not_reach_the_window() {
        let mut drawing = Drawing::new(f32::NAN, 20.0);
        drawing.line(
            (0.0, f32::INFINITY),
            (1.0, 2.0),
            Stroke::solid(Colour::INK, 1.0),
        );
        let svg = render(&drawing);
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }
}
