//! Texts inside markup: HTML, SVG, XML. Knows nothing else.

/// A text that stays a text wherever it stands in markup, also inside quotes: no tag, no reference, and a space in place of
/// what markup can't hold.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control()
                || (c as u32) & 0xfffe == 0xfffe
                || ('\u{fdd0}'..='\u{fdef}').contains(&c) =>
            {
                out.push(' ');
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(
            escaped("<a href='x' b=\"y\">&amp;\u{0}\u{ffff}\n"),
            "&lt;a href=&#39;x&#39; b=&quot;y&quot;&gt;&amp;amp;   "
        );
    }
}
