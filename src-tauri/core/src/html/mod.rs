//! Documents as one accessible HTML page (PCK-8): a browser or a screen reader opens it without anything else, and it asks
//! the network for nothing. This room knows no register, no store and no clock.

mod blocks;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use crate::{dates::in_words, document::Document, markup::escaped};

/// How the page looks: on paper too, in the dark too, in large letters too.
const STYLE: &str = include_str!("style.css");

/// The document as one page: everything is inside, and nothing in it can run.
#[must_use]
pub fn render(document: &Document) -> String {
    let meta = &document.meta;
    let mut out = String::with_capacity(16 * 1024);
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
         <meta name=\"author\" content=\"{}\">\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        escaped(&meta.language),
        escaped(&meta.title),
        escaped(&meta.organisation),
    );
    let marks = &document.marks;
    for (class, words) in [
        ("draft", &marks.draft),
        ("confidential", &marks.confidentiality),
    ] {
        if let Some(words) = words {
            let _ = writeln!(
                out,
                "<p class=\"mark {class}\" role=\"note\"><strong>{}</strong></p>",
                escaped(words)
            );
        }
    }
    out.push_str("<main>\n");
    if let Some(cover) = &document.cover {
        let _ = writeln!(
            out,
            "<header class=\"cover\">\n<h1>{}</h1>",
            escaped(&cover.title)
        );
        if !cover.subtitle.is_empty() {
            let _ = writeln!(out, "<p class=\"lead\">{}</p>", escaped(&cover.subtitle));
        }
        if !cover.lines.is_empty() {
            out.push_str("<dl>\n");
            for (label, value) in &cover.lines {
                let _ = writeln!(
                    out,
                    "<dt>{}</dt><dd>{}</dd>",
                    escaped(label),
                    escaped(value)
                );
            }
            out.push_str("</dl>\n");
        }
        out.push_str("</header>\n");
    }
    blocks::write(&mut out, document);
    let _ = write!(
        out,
        "</main>\n<footer><p>{}</p><p>Made on {}.</p></footer>\n</body>\n</html>\n",
        escaped(&marks.footer),
        in_words(meta.made_on)
    );
    out
}
