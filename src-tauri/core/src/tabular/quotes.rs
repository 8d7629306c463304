//! Quotation marks as programs write them that do not keep to the rules (RFC 4180), put as the rules say: a space
//! before the opening mark, and `\"` for a mark inside a text. What can't be understood one way only is refused: a
//! reader that guesses would split or join cells without anybody seeing it.

use std::borrow::Cow;

use super::{Delimiter, Fault};

/// The text with its quotation marks by the rules.
///
/// # Errors
/// [`Fault::LooseQuote`] where a text in quotation marks goes on after its end.
pub(super) fn by_the_rules(text: &str, delimiter: Delimiter) -> Result<Cow<'_, str>, Fault> {
    if !text.contains('"') {
        return Ok(Cow::Borrowed(text));
    }
    let mut pass = Pass {
        text: text.as_bytes(),
        delimiter: delimiter.byte(),
        at: 0,
        kept: 0,
        out: String::new(),
        whole: text,
    };
    while pass.at < pass.text.len() {
        pass.cell()?;
    }
    if pass.out.is_empty() && pass.kept == 0 {
        return Ok(Cow::Borrowed(text));
    }
    pass.out.push_str(&text[pass.kept..]);
    Ok(Cow::Owned(pass.out))
}

/// One walk through a text. All marks that matter are single bytes, so that cutting at them never cuts a letter.
struct Pass<'a> {
    text: &'a [u8],
    whole: &'a str,
    delimiter: u8,
    at: usize,
    /// Up to here everything is in `out`, as it was or put right.
    kept: usize,
    out: String,
}

impl Pass<'_> {
    /// Goes over one cell and the separator or line end after it.
    fn cell(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while self.text.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        if self.text.get(self.at) == Some(&b'"') {
            self.put_instead(start, self.at, "");
            self.at += 1;
            self.quoted()?;
        }
        while let Some(byte) = self.text.get(self.at) {
            self.at += 1;
            if self.ends_a_cell(*byte) {
                break;
            }
        }
        Ok(())
    }

    /// Goes over a text in quotation marks, its first mark read. One that never ends is seen by the reader.
    fn quoted(&mut self) -> Result<(), Fault> {
        let first = self.at;
        while let Some(byte) = self.text.get(self.at) {
            let mark = self.at;
            self.at += 1;
            if *byte != b'"' {
                continue;
            }
            if self.text.get(self.at) == Some(&b'"') {
                self.at += 1;
            } else if self.is_last(self.at) {
                return Ok(());
            } else if mark > first && self.text[mark - 1] == b'\\' {
                self.put_instead(mark - 1, mark, "\"");
            } else {
                return Err(Fault::LooseQuote {
                    line: line_of(&self.text[..mark]),
                });
            }
        }
        Ok(())
    }

    /// Nothing but spaces stands between here and the end of the cell.
    fn is_last(&self, at: usize) -> bool {
        let rest = &self.text[at..];
        let next = rest.iter().find(|byte| **byte != b' ');
        next.is_none_or(|byte| self.ends_a_cell(*byte))
    }

    fn ends_a_cell(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n' || byte == b'\r'
    }

    fn put_instead(&mut self, from: usize, to: usize, text: &str) {
        if from < to {
            self.out.push_str(&self.whole[self.kept..from]);
            self.out.push_str(text);
            self.kept = to;
        }
    }
}

/// The line that comes after some text, counted from 1.
fn line_of(before: &[u8]) -> usize {
    let ends = before.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => before.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    1 + ends.count()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn put(text: &str) -> Result<String, Fault> {
        by_the_rules(text, Delimiter::Comma).map(Cow::into_owned)
    }

    #[test]
    fn a_text_by_the_rules_is_left_as_it_is() {
        for text in [
            "a,b\n1,\"x, \"\"y\"\"\nz\"\r\n",
            "\"\",\"\"\n",
            "5\" pipe, 6\n",
            "é, ü\n",
            "\"open\n1,2\n",
        ] {
            assert_eq!(put(text).unwrap(), text);
        }
    }

    #[test]
    fn a_space_before_the_mark_is_no_part_of_the_cell() {
        assert_eq!(
            put("\"a\", \"b, c\",  \"d\" \n").unwrap(),
            "\"a\",\"b, c\",\"d\" \n"
        );
    }

    #[test]
    fn a_backslash_before_a_mark_inside_a_text_stands_for_the_mark() {
        assert_eq!(put("1, \"a \\\" b\"\n").unwrap(), "1,\"a \"\" b\"\n");
        // A folder's name ends with one: the mark after it closes the text.
        assert_eq!(put("\"C:\\\",1\n").unwrap(), "\"C:\\\",1\n");
    }

    #[test]
    fn a_text_that_goes_on_after_its_end_is_refused_with_its_line() {
        for (text, line) in [
            ("a\r\n\"big\" practice,1\n", 2),
            ("1,\"four\n5,\"six\"\n", 2),
        ] {
            assert_eq!(put(text), Err(Fault::LooseQuote { line }), "{text}");
        }
    }
}
