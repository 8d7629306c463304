//! Runs into words with their marks and links; what stands between them that is no words is counted.

use super::blocks::Reading;
use super::xml::Node;
use crate::document::{Span, Target, Text, is_safe_address};

/// Where a run stands.
#[derive(Clone, Default)]
struct Around {
    target: Option<Target>,
}

/// A field being read: its code is not shown, its result is.
#[derive(Default)]
struct Fields {
    open: Vec<bool>,
}

impl Reading<'_> {
    /// The words of a paragraph.
    pub(super) fn text(&mut self, paragraph: &Node) -> Text {
        let mut text = Text::new();
        self.pieces(
            paragraph,
            &Around::default(),
            &mut Fields::default(),
            &mut text,
        );
        joined(text)
    }

    fn pieces(&mut self, node: &Node, around: &Around, fields: &mut Fields, text: &mut Text) {
        for child in &node.children {
            match child.name.as_str() {
                "r" => self.run(child, around, fields, text),
                "hyperlink" => {
                    let target = child
                        .attribute("id")
                        .and_then(|id| self.package.links.get(id))
                        .filter(|(uri, outside)| *outside && is_safe_address(uri))
                        .map(|(uri, _)| Target::Uri(uri.clone()));
                    self.pieces(child, &Around { target }, fields, text);
                }
                "ins" | "moveTo" => {
                    self.lost.changes += 1;
                    self.pieces(child, around, fields, text);
                }
                "del" | "moveFrom" => self.lost.changes += 1,
                "sdt" | "sdtContent" | "smartTag" | "customXml" | "fldSimple" | "dir" | "bdo" => {
                    self.pieces(child, around, fields, text);
                }
                "oMath" | "oMathPara" => self.lost.equations += 1,
                _ => {}
            }
        }
    }

    fn run(&mut self, run: &Node, around: &Around, fields: &mut Fields, text: &mut Text) {
        let looks = run.child("rPr");
        let is = |name| looks.is_some_and(|looks| looks.is_on(name));
        if is("vanish") {
            if !run.words().trim().is_empty() {
                self.lost.hidden += 1;
            }
            return;
        }
        let mut words = String::new();
        for child in &run.children {
            match child.name.as_str() {
                "fldChar" => match child.attribute("fldCharType") {
                    Some("begin") => fields.open.push(true),
                    Some("separate") => {
                        if let Some(code) = fields.open.last_mut() {
                            *code = false;
                        }
                    }
                    Some("end") => drop(fields.open.pop()),
                    _ => {}
                },
                _ if fields.open.contains(&true) => {}
                "t" => words.push_str(child.text()),
                "tab" | "ptab" => words.push(' '),
                "br" | "cr" => match child.attribute("type") {
                    Some("page") => self.page_break = true,
                    _ => words.push(' '),
                },
                "noBreakHyphen" => words.push('-'),
                "footnoteReference" | "endnoteReference" => self.lost.footnotes += 1,
                "commentReference" => self.lost.comments += 1,
                "object" => self.lost.objects += 1,
                "drawing" | "pict" | "AlternateContent" => self.drawn(child),
                _ => {}
            }
        }
        if words.is_empty() {
            return;
        }
        text.spans.push(Span {
            text: words,
            strong: is("b"),
            emphasis: is("i"),
            target: around.target.clone(),
        });
    }
}

/// Neighbours that share their marks as one piece: Word parts words wherever somebody paused.
fn joined(text: Text) -> Text {
    let mut out = Text::new();
    for span in text.spans {
        match out.spans.last_mut() {
            Some(last)
                if (last.strong, last.emphasis, &last.target)
                    == (span.strong, span.emphasis, &span.target) =>
            {
                last.text.push_str(&span.text);
            }
            _ => out.spans.push(span),
        }
    }
    out
}
