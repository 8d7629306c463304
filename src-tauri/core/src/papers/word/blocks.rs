//! Paragraphs and tables in their order into blocks.

use super::super::Reason;
use super::archive::Package;
use super::look::Look;
use super::lost::Lost;
use super::xml::Node;
use crate::document::{Block, Figure, Heading, List, ListItem, Paragraph, Text};
use crate::drawing::{Drawing, Image, Shape};

/// English Metric Units in a point: the measure of drawings in Word.
const EMU: f32 = 12_700.0;

/// A file being read.
pub(super) struct Reading<'a> {
    pub(super) package: &'a Package,
    pub(super) look: &'a Look,
    pub blocks: Vec<Block>,
    pub lost: Lost,
    pub(super) page_break: bool,
    /// A caption that belongs to the table after it.
    pub(super) caption: Option<Text>,
    /// The list now being read, and the level of the heading before.
    list: Option<(String, List)>,
    level: u8,
    /// Pictures met in the paragraph now being read.
    pub(super) figures: Vec<Block>,
}

impl<'a> Reading<'a> {
    pub(super) fn of(package: &'a Package, look: &'a Look) -> Result<Self, Reason> {
        let mut reading = Self {
            package,
            look,
            blocks: Vec::new(),
            lost: Lost {
                macros: package.has_macros,
                ..Lost::default()
            },
            page_break: false,
            caption: None,
            list: None,
            level: 0,
            figures: Vec::new(),
        };
        let body = package.body.child("body").ok_or(Reason::Broken)?;
        reading.read(body);
        reading.end_list();
        reading.end_caption();
        Ok(reading)
    }

    fn read(&mut self, parent: &Node) {
        for child in &parent.children {
            match child.name.as_str() {
                "p" => self.paragraph(child),
                "tbl" => {
                    self.end_list();
                    self.table(child);
                    self.end_paragraph();
                }
                "sdt" => {
                    if let Some(content) = child.child("sdtContent") {
                        self.read(content);
                    }
                }
                "customXml" | "smartTag" | "ins" | "moveTo" => self.read(child),
                "altChunk" => self.lost.objects += 1,
                "oMathPara" | "oMath" => self.lost.equations += 1,
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Node) {
        let properties = paragraph.child("pPr");
        if properties.is_some_and(|properties| properties.is_on("pageBreakBefore")) {
            self.page_break = true;
        }
        // A list of contents names pages of the Word file; ours has its own.
        if self.look.is_contents(properties) {
            return;
        }
        let text = self.text(paragraph);
        if std::mem::take(&mut self.page_break) {
            self.end_list();
            self.blocks.push(Block::PageBreak);
        }
        if text.is_blank() {
            self.end_paragraph();
            return;
        }
        if let Some(level) = self.look.heading(properties) {
            self.end_list();
            self.end_caption();
            // No level is skipped, so that the outline has no holes.
            self.level = level.min(self.level + 1);
            self.blocks.push(Heading::new(self.level, text).into());
        } else if let Some((list, depth, numbered)) = self.look.list(properties) {
            self.end_caption();
            self.item(list, depth, numbered, text);
        } else if self.look.is_caption(properties) {
            self.end_list();
            self.end_caption();
            self.caption = Some(text);
        } else {
            self.end_list();
            self.end_caption();
            self.blocks.push(Paragraph::new(text).into());
        }
        self.end_paragraph();
    }

    /// Pictures come after the words they stand in.
    fn end_paragraph(&mut self) {
        if !self.figures.is_empty() {
            self.end_list();
            self.blocks.append(&mut self.figures);
        }
    }

    fn item(&mut self, id: String, depth: usize, numbered: bool, text: Text) {
        // An item deeper down may count by another list; one at the top begins a list of its own.
        if self
            .list
            .as_ref()
            .is_none_or(|(open, _)| *open != id && depth == 0)
        {
            self.end_list();
            let list = List {
                numbered,
                items: Vec::new(),
            };
            self.list = Some((id, list));
        }
        if let Some((_, list)) = &mut self.list {
            place(list, depth, numbered, ListItem::new(text));
        }
    }

    pub(super) fn end_list(&mut self) {
        if let Some((_, list)) = self.list.take() {
            self.blocks.push(list.into());
        }
    }

    /// A caption that no table followed is a remark.
    pub(super) fn end_caption(&mut self) {
        if let Some(caption) = self.caption.take() {
            self.blocks.push(Paragraph::note(caption).into());
        }
    }

    /// Something drawn: a picture, a chart, a text box.
    pub(super) fn drawn(&mut self, drawing: &Node) {
        if let Some(words) = drawing.inside("txbxContent") {
            self.lost.text_boxes += 1;
            self.lost.letters += words.words().trim().len();
        } else if drawing.inside("blip").is_some() || drawing.inside("imagedata").is_some() {
            self.picture(drawing);
        } else if ["chart", "relIds", "wsp", "shape"]
            .iter()
            .any(|kind| drawing.inside(kind).is_some())
        {
            self.lost.charts += 1;
        }
    }

    /// A picture with its words; one of a form that is not known here is counted.
    fn picture(&mut self, drawing: &Node) {
        let reference = drawing
            .inside("blip")
            .and_then(|blip| blip.attribute("embed"))
            .or_else(|| drawing.inside("imagedata")?.attribute("id"));
        let image = reference
            .and_then(|id| self.package.links.get(id))
            .and_then(|(target, _)| self.package.pictures.get(target))
            .and_then(|file| Image::read(file));
        let Some(image) = image else {
            self.lost.pictures += 1;
            return;
        };
        let points = |name| -> Option<f32> {
            let length: f32 = drawing.inside("extent")?.attribute(name)?.parse().ok()?;
            Some(length / EMU).filter(|length| (1.0..5_000.0).contains(length))
        };
        let size = match (points("cx"), points("cy")) {
            (Some(width), Some(height)) => (width, height),
            _ => (image.width as f32 * 0.75, image.height as f32 * 0.75),
        };
        let words = drawing.inside("docPr").and_then(|about| {
            about
                .attribute("descr")
                .or_else(|| about.attribute("title"))
                .filter(|words| !words.trim().is_empty())
        });
        let mut shown = Drawing::new(size.0, size.1);
        shown.alternative = match words {
            Some(words) => words.to_owned(),
            None => {
                self.lost.undescribed += 1;
                "Picture without a description".to_owned()
            }
        };
        shown.shapes.push(Shape::Picture {
            at: (0.0, 0.0),
            size,
            image,
        });
        self.figures.push(Figure::new(shown).into());
    }
}

/// Puts an item at its depth: below the last item of the level above, as deep as there are levels.
fn place(list: &mut List, depth: usize, numbered: bool, item: ListItem) {
    match list.items.last_mut() {
        Some(last) if depth > 0 => {
            if last.nested.is_empty() {
                last.nested.push(List {
                    numbered,
                    items: Vec::new(),
                });
            }
            if let Some(nested) = last.nested.last_mut() {
                place(nested, depth - 1, numbered, item);
            }
        }
        _ => list.items.push(item),
    }
}
