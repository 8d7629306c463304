//! Words with their marks and links as runs.

use std::fmt::Write as _;

use super::body::Body;
use crate::{
    document::{Target, Text, is_safe_address},
    markup::escaped,
};

impl Body<'_> {
    /// The runs of a text.
    pub(super) fn runs(&mut self, text: &Text) -> String {
        let mut out = String::new();
        for span in &text.spans {
            let marks = |link: bool| {
                let mut marks = String::new();
                if link {
                    marks.push_str("<w:rStyle w:val=\"Hyperlink\"/>");
                }
                if span.strong {
                    marks.push_str("<w:b/>");
                }
                if span.emphasis {
                    marks.push_str("<w:i/>");
                }
                marks
            };
            match &span.target {
                Some(Target::Uri(uri)) if is_safe_address(uri) => {
                    let link = self.link(uri);
                    let run = run(&span.text, &marks(true));
                    let _ = write!(out, "<w:hyperlink r:id=\"{link}\">{run}</w:hyperlink>");
                }
                Some(Target::Anchor(anchor)) if self.anchors.contains_key(anchor.as_str()) => {
                    let place = self.anchors[anchor.as_str()];
                    let run = run(&span.text, &marks(true));
                    let _ = write!(
                        out,
                        "<w:hyperlink w:anchor=\"{}\">{run}</w:hyperlink>",
                        bookmark(place)
                    );
                }
                _ => out.push_str(&run(&span.text, &marks(false))),
            }
        }
        out
    }
}

/// The name of the bookmark on a heading, by the heading's number.
pub(super) fn bookmark(heading: usize) -> String {
    format!("_Toc{:06}", heading + 1)
}

/// A run of words.
pub(super) fn run(words: &str, marks: &str) -> String {
    let marks = if marks.is_empty() {
        String::new()
    } else {
        format!("<w:rPr>{marks}</w:rPr>")
    };
    let words = escaped(words);
    format!("<w:r>{marks}<w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

/// A field that Word fills in, with what stands there until it does.
pub(super) fn field(code: &str, shown: &str) -> String {
    let shown = run(shown, "");
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {code} </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{shown}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
    )
}
