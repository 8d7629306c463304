//! The blocks of a document as HTML elements.

use std::fmt::Write as _;

use crate::{
    document::{
        Align, Block, CallOut, Cell, Document, Figure, Heading, List, Row, SignOff, Table, Target,
        Text, Tone, Voice, is_safe_address,
    },
    drawing::svg,
    markup::escaped,
};

pub(super) fn write(out: &mut String, document: &Document) {
    let writer = Writer {
        document,
        // With a cover its title is the page's first heading, and the parts are one level below.
        below: u8::from(document.cover.is_some()),
    };
    let mut headings = 0;
    let mut marked = false;
    for block in &document.blocks {
        if let Block::PagesMarked(words) = block {
            mark(out, words.as_deref(), &mut marked);
        }
        writer.block(out, block, &mut headings);
    }
    mark(out, None, &mut marked);
}

/// What a mark on pages is in a document without pages: a part of its own that says so.
fn mark(out: &mut String, words: Option<&str>, marked: &mut bool) {
    if std::mem::take(marked) {
        out.push_str("</section>\n");
    }
    if let Some(words) = words {
        let words = escaped(words);
        let _ = writeln!(
            out,
            "<section class=\"marked\" aria-label=\"{words}\">\n<p class=\"mark confidential\" role=\"note\"><strong>{words}</strong></p>"
        );
        *marked = true;
    }
}

struct Writer<'a> {
    document: &'a Document,
    below: u8,
}

/// The name that links to a heading use: its own anchor, or its number.
fn anchor(heading: &Heading, number: usize) -> String {
    match &heading.anchor {
        Some(anchor) => escaped(anchor),
        None => format!("heading-{number}"),
    }
}

impl Writer<'_> {
    fn block(&self, out: &mut String, block: &Block, headings: &mut usize) {
        match block {
            Block::Heading(heading) => {
                *headings += 1;
                let level = (heading.level + self.below).clamp(1, 6);
                let (id, words) = (anchor(heading, *headings), inline(&heading.text));
                let _ = writeln!(out, "<h{level} id=\"{id}\">{words}</h{level}>");
            }
            Block::Paragraph(paragraph) => {
                let class = match paragraph.voice {
                    Voice::Lead => " class=\"lead\"",
                    Voice::Body => "",
                    Voice::Note => " class=\"note\"",
                };
                let _ = writeln!(out, "<p{class}>{}</p>", inline(&paragraph.text));
            }
            Block::List(list) => self::list(out, list),
            Block::Table(table) => self::table(out, table),
            Block::Figure(figure) => self::figure(out, figure),
            Block::CallOut(call_out) => self::call_out(out, call_out),
            Block::KeyFacts(facts) => {
                let facts = facts.iter().filter(|f| !f.0.is_blank());
                pairs(
                    out,
                    "facts",
                    facts.map(|(label, value)| (inline(label), inline(value))),
                );
            }
            Block::Glossary(entries) => {
                pairs(
                    out,
                    "glossary",
                    entries
                        .iter()
                        .map(|(short, long)| (escaped(short), inline(long))),
                );
            }
            Block::SignOff(sign_off) => self::sign_off(out, sign_off),
            Block::Contents(contents) => self.contents(out, &contents.title, contents.depth),
            Block::PageBreak => out.push_str("<hr class=\"page\">\n"),
            Block::PagesMarked(_) => {}
        }
    }

    fn contents(&self, out: &mut String, title: &str, depth: u8) {
        let _ = writeln!(
            out,
            "<nav aria-label=\"{0}\">\n<h2>{0}</h2>\n<ul>",
            escaped(title)
        );
        let mut number = 0;
        for block in &self.document.blocks {
            let Block::Heading(heading) = block else {
                continue;
            };
            number += 1;
            if heading.level <= depth {
                let _ = writeln!(
                    out,
                    "<li class=\"level-{}\"><a href=\"#{}\">{}</a></li>",
                    heading.level,
                    anchor(heading, number),
                    escaped(&heading.text.plain())
                );
            }
        }
        out.push_str("</ul>\n</nav>\n");
    }
}

/// Words with their marks and links. A link that may not lead there stays words.
fn inline(text: &Text) -> String {
    let mut out = String::new();
    for span in &text.spans {
        let mut words = escaped(&span.text);
        if span.emphasis {
            words = format!("<em>{words}</em>");
        }
        if span.strong {
            words = format!("<strong>{words}</strong>");
        }
        match &span.target {
            Some(Target::Uri(uri)) if is_safe_address(uri) => {
                let _ = write!(
                    out,
                    "<a href=\"{}\" rel=\"noreferrer\">{words}</a>",
                    escaped(uri)
                );
            }
            Some(Target::Anchor(anchor)) => {
                let _ = write!(out, "<a href=\"#{}\">{words}</a>", escaped(anchor));
            }
            _ => out.push_str(&words),
        }
    }
    out
}

fn list(out: &mut String, list: &List) {
    let tag = if list.numbered { "ol" } else { "ul" };
    let _ = writeln!(out, "<{tag}>");
    for item in &list.items {
        let _ = write!(out, "<li>{}", inline(&item.text));
        for nested in &item.nested {
            self::list(out, nested);
        }
        out.push_str("</li>\n");
    }
    let _ = writeln!(out, "</{tag}>");
}

fn pairs(out: &mut String, class: &str, pairs: impl Iterator<Item = (String, String)>) {
    let _ = writeln!(out, "<dl class=\"{class}\">");
    for (label, value) in pairs {
        let _ = writeln!(out, "<dt>{label}</dt><dd>{value}</dd>");
    }
    out.push_str("</dl>\n");
}

fn cell_words(cell: &Cell) -> String {
    let paragraphs: Vec<String> = cell.paragraphs.iter().map(inline).collect();
    paragraphs.join("<br>")
}

fn table(out: &mut String, table: &Table) {
    let name = table
        .caption
        .as_ref()
        .map_or_else(|| "Table".to_owned(), Text::plain);
    // The frame scrolls by itself where the table is wider than the window; keys reach it.
    let _ = writeln!(
        out,
        "<div class=\"frame\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">\n<table>",
        escaped(&name)
    );
    if let Some(caption) = &table.caption {
        let _ = writeln!(out, "<caption>{}</caption>", inline(caption));
    }
    out.push_str("<thead><tr>");
    for column in &table.columns {
        let class = aligned(column.align);
        let _ = write!(
            out,
            "<th scope=\"col\"{class}>{}</th>",
            inline(&column.heading)
        );
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        match row {
            Row::Group(text) => {
                let span = table.columns.len().max(1);
                let _ = writeln!(
                    out,
                    "<tr><th scope=\"rowgroup\" colspan=\"{span}\">{}</th></tr>",
                    inline(text)
                );
            }
            Row::Cells(cells) => self::row(out, table, cells, ""),
            Row::Total(cells) => self::row(out, table, cells, " class=\"total\""),
        }
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
    for note in &table.notes {
        let _ = writeln!(out, "<p class=\"note\">{}</p>", inline(note));
    }
}

fn row(out: &mut String, table: &Table, cells: &[Cell], class: &str) {
    let _ = write!(out, "<tr{class}>");
    for (at, column) in table.columns.iter().enumerate() {
        let words = cells.get(at).map(cell_words).unwrap_or_default();
        let align = aligned(column.align);
        if at == 0 && table.row_headers {
            let _ = write!(out, "<th scope=\"row\"{align}>{words}</th>");
        } else {
            let _ = write!(out, "<td{align}>{words}</td>");
        }
    }
    out.push_str("</tr>\n");
}

fn aligned(align: Align) -> &'static str {
    match align {
        Align::Left => "",
        Align::Centre => " class=\"centre\"",
        Align::Right => " class=\"number\"",
    }
}

fn figure(out: &mut String, figure: &Figure) {
    let _ = writeln!(out, "<figure>\n{}", svg::render(&figure.drawing));
    if let Some(caption) = &figure.caption {
        let _ = writeln!(out, "<figcaption>{}</figcaption>", inline(caption));
    }
    let data = &figure.drawing.table;
    if !data.headings.is_empty() {
        let mut table = Table::new(data.headings.clone())
            .caption("The figures")
            .row_headers();
        for row in &data.rows {
            table.push(row.clone());
        }
        out.push_str("<details><summary>The figures as a table</summary>\n");
        self::table(out, &table);
        out.push_str("</details>\n");
    }
    out.push_str("</figure>\n");
}

fn call_out(out: &mut String, call_out: &CallOut) {
    let class = match call_out.tone {
        Tone::Information => "information",
        Tone::Warning => "warning",
    };
    let _ = writeln!(
        out,
        "<div class=\"call-out {class}\" role=\"note\">\n<p><strong>{}</strong></p>",
        escaped(&call_out.title)
    );
    for paragraph in &call_out.paragraphs {
        let _ = writeln!(out, "<p>{}</p>", inline(paragraph));
    }
    out.push_str("</div>\n");
}

fn sign_off(out: &mut String, sign_off: &SignOff) {
    let _ = writeln!(
        out,
        "<div class=\"sign-off\">\n<p>{}</p>",
        inline(&sign_off.wording)
    );
    for line in &sign_off.lines {
        let labels = ["Name", "Role", "Date", "How"];
        let values = [&line.name, &line.role, &line.date, &line.evidence];
        let shown = labels.iter().zip(values).map(|(label, value)| {
            let value = if value.is_empty() {
                "–"
            } else {
                value.as_str()
            };
            ((*label).to_owned(), escaped(value))
        });
        pairs(out, "facts", shown);
    }
    if !sign_off.remark.is_blank() {
        let _ = writeln!(out, "<p class=\"note\">{}</p>", inline(&sign_off.remark));
    }
    out.push_str("</div>\n");
}
