//! A subset of Markdown, as used in narrative fields: headings, paragraphs, bold, italic, lists, links, simple tables.
//! Anything else stays as the text it is; raw HTML is shown as typed and does nothing.

use pulldown_cmark::{Alignment, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Align, Block, Cell, Heading, List, ListItem, Paragraph, Span, Table, Target, Text};

/// Lists nest this deep; what a text nests deeper is kept, but not indented further.
const DEEPEST: usize = 8;

/// Reads Markdown into blocks. `top_level` is the level its highest headings get, so that a narrative fits below the
/// heading it stands under; levels skipped in the text are closed up.
#[must_use]
pub fn from_markdown(source: &str, top_level: u8) -> Vec<Block> {
    let mut reader = Reader {
        top_level: top_level.clamp(1, 6),
        ..Reader::default()
    };
    for event in Parser::new_ext(source, Options::ENABLE_TABLES) {
        reader.take(event);
    }
    reader.end_paragraph();
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    text: Text,
    strong: usize,
    emphasis: usize,
    links: Vec<String>,
    lists: Vec<List>,
    /// Lists nested deeper than is kept: their items join the deepest one kept.
    deeper: usize,
    table: Option<Table>,
    cells: Vec<Cell>,
    top_level: u8,
    /// Levels of the source's headings above and at the present one, outermost first.
    levels: Vec<HeadingLevel>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words)
            | Event::Code(words)
            | Event::Html(words)
            | Event::InlineHtml(words) => self.add(&words),
            Event::SoftBreak => self.add(" "),
            Event::HardBreak => self.add("\n"),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links.push(dest_url.into_string())
            }
            Tag::List(first) => {
                self.end_paragraph();
                if self.lists.len() >= DEEPEST {
                    self.deeper += 1;
                    return;
                }
                self.lists.push(List {
                    numbered: first.is_some(),
                    items: Vec::new(),
                });
            }
            Tag::Item => {
                if let Some(list) = self.lists.last_mut() {
                    list.items.push(ListItem::default());
                }
            }
            Tag::Table(alignments) => {
                self.end_paragraph();
                let mut table = Table::new(alignments.iter().map(|_| ""));
                for (column, alignment) in table.columns.iter_mut().zip(alignments) {
                    column.align = match alignment {
                        Alignment::Right => Align::Right,
                        Alignment::Center => Align::Centre,
                        Alignment::None | Alignment::Left => Align::Left,
                    };
                }
                self.table = Some(table);
            }
            Tag::Heading { .. } | Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.end_paragraph()
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Link | TagEnd::Image => {
                self.links.pop();
            }
            TagEnd::Heading(level) => self.end_heading(level),
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Item => {
                self.end_paragraph()
            }
            TagEnd::List(_) => self.end_list(),
            TagEnd::TableCell => self.cells.push(std::mem::take(&mut self.text).into()),
            TagEnd::TableHead => {
                let cells = std::mem::take(&mut self.cells);
                if let Some(table) = &mut self.table {
                    for (column, cell) in table.columns.iter_mut().zip(cells) {
                        column.heading = cell.paragraphs.into_iter().next().unwrap_or_default();
                    }
                }
            }
            TagEnd::TableRow => {
                let cells = std::mem::take(&mut self.cells);
                if let Some(table) = &mut self.table {
                    table.push(cells);
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.blocks.push(table.into());
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, words: &str) {
        let target = self.links.last().map(|link| match link.strip_prefix('#') {
            Some(anchor) => Target::Anchor(anchor.to_owned()),
            None => Target::Uri(link.clone()),
        });
        let span = Span {
            text: words.to_owned(),
            strong: self.strong > 0,
            emphasis: self.emphasis > 0,
            target,
        };
        match self.text.spans.last_mut() {
            Some(last)
                if last.strong == span.strong
                    && last.emphasis == span.emphasis
                    && last.target == span.target =>
            {
                last.text.push_str(words);
            }
            _ => self.text.spans.push(span),
        }
    }

    /// Ends the words gathered so far: a paragraph, or words of the present list item.
    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.is_blank() {
            return;
        }
        match self.lists.last_mut().and_then(|list| list.items.last_mut()) {
            Some(item) if item.text.spans.is_empty() => item.text = text,
            Some(item) => {
                item.text.spans.push(Span {
                    text: "\n".to_owned(),
                    ..Span::default()
                });
                item.text.spans.extend(text.spans);
            }
            None => self.blocks.push(Paragraph::new(text).into()),
        }
    }

    fn end_heading(&mut self, level: HeadingLevel) {
        let text = std::mem::take(&mut self.text);
        if text.is_blank() {
            return;
        }
        while self.levels.last().is_some_and(|above| *above >= level) {
            self.levels.pop();
        }
        let depth = u8::try_from(self.levels.len()).unwrap_or(5);
        self.levels.push(level);
        self.blocks
            .push(Heading::new((self.top_level + depth).min(6), text).into());
    }

    fn end_list(&mut self) {
        self.end_paragraph();
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let Some(list) = self.lists.pop() else { return };
        if list.items.is_empty() {
            return;
        }
        match self
            .lists
            .last_mut()
            .and_then(|outer| outer.items.last_mut())
        {
            Some(item) => item.nested.push(list),
            None => self.blocks.push(list.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_links_are_kept() {
        let blocks = from_markdown(
            "Some **bold**, *slanted* and [a link](https://example.org).",
            2,
        );
        let expected = Text::from("Some ")
            .strong("bold")
            .then(", ")
            .emphasis("slanted")
            .then(" and ");
        assert_eq!(
            blocks,
            vec![Paragraph::new(expected.link("a link", "https://example.org").then(".")).into()]
        );
    }

    #[test]
    fn headings_fit_below_the_given_level_without_skipping() {
        let levels: Vec<u8> = from_markdown("# A\n\n#### B\n\n## C\n\n# D\n", 3)
            .iter()
            .filter_map(|block| {
                if let Block::Heading(heading) = block {
                    Some(heading.level)
                } else {
                    None
                }
            })
            .collect();
        assert_eq!(levels, vec![3, 4, 4, 3]);
    }

    #[test]
    fn lists_nest() {
        let blocks = from_markdown("- a\n  1. b\n  2. c\n- d\n", 2);
        let inner = List::numbered(["b", "c"]);
        let outer = List::default()
            .item(ListItem::new("a").with(inner))
            .item(ListItem::new("d"));
        assert_eq!(blocks, vec![outer.into()]);
    }

    #[test]
    fn tables_keep_their_alignment() {
        let blocks = from_markdown("| A | B |\n| --- | ---: |\n| x | 1 |\n", 2);
        assert_eq!(
            blocks,
            vec![Table::new(["A", "B"]).numbers([1]).row(["x", "1"]).into()]
        );
    }

    #[test]
    fn raw_html_is_only_text() {
        let blocks = from_markdown("<script>alert(1)</script>\n\ntext <b>x</b>", 2);
        let words: Vec<String> = blocks
            .iter()
            .filter_map(|block| {
                if let Block::Paragraph(paragraph) = block {
                    Some(paragraph.text.plain())
                } else {
                    None
                }
            })
            .collect();
        assert_eq!(words, vec!["<script>alert(1)</script>\n", "text <b>x</b>"]);
    }

    #[test]
    fn lists_nested_without_end_keep_their_words() {
        let source: String = (0..400)
            .map(|n| format!("{}- w{n}\n", " ".repeat(n * 2)))
            .collect();
        let said = format!("{:?}", from_markdown(&source, 2));
        assert!(said.contains("\"w7\"") && said.contains("w399"));
        assert!(said.matches("ListItem").count() >= 8);
        let deep = "- ".repeat(5000) + "end";
        assert!(format!("{:?}", from_markdown(&deep, 2)).contains("end"));
    }

    #[test]
    fn nothing_gives_nothing() {
        assert!(from_markdown("  \n\n", 1).is_empty());
    }
}
