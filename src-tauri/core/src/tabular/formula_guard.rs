//! Keeps text in a CSV file from being run as a formula by the spreadsheet that opens it.
//!
//! A spreadsheet takes a cell that begins with one of a few signs for a formula, which can start programs or send
//! cells away (OWASP: "CSV injection"). An apostrophe in front makes it text. Text that already begins with
//! apostrophes before such a sign gets one more, so that taking one off always gives back what was written.

/// The signs that OWASP names, and their full-width forms, which some spreadsheets take for the same.
const SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The text as it is written.
pub(super) fn guarded(text: &str) -> std::borrow::Cow<'_, str> {
    if text.trim_start_matches('\'').starts_with(SIGNS) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

/// The text as it was before [`guarded`].
pub(super) fn undone(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(SIGNS) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_that_would_run_gets_an_apostrophe_and_other_text_does_not() {
        for text in [
            "=1+1", "+44 7700", "-5", "@SUM(A1)", "\t=1", "\r=1", "＝cmd", "'=1",
        ] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "plain", "'quoted'", "a=b", " =1", "O'Neill"] {
            assert_eq!(guarded(text), text);
        }
    }

    proptest! {
        #[test]
        fn taking_the_guard_off_gives_back_any_text(text in "['=+@a\t-]{0,6}|.{0,12}") {
            let written = guarded(&text);
            prop_assert!(!written.starts_with(SIGNS));
            prop_assert_eq!(undone(&written), text.as_str());
        }
    }
}
