//! The words of imports: refusals, counts and lists as people read them.

use crate::{contract::Fault, record::thousands};

/// A refusal with its code, what happened, and what to do.
pub(super) fn fault(code: &str, message: impl Into<String>, hint: impl Into<String>) -> Fault {
    Fault {
        code: code.into(),
        message: message.into(),
        hint: hint.into(),
        fields: vec![],
    }
}

/// `1 practice`, `1,250 practices`.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    let shown = thousands(i64::try_from(number).unwrap_or(i64::MAX));
    format!("{shown} {}", if number == 1 { one } else { many })
}

/// `is` for one, `are` for several.
pub(super) fn are(number: usize) -> &'static str {
    if number == 1 { "is" } else { "are" }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A column as a spreadsheet names it, counted from 0: `A`, `Z`, `AA`.
pub(super) fn column_letter(index: usize) -> String {
    let mut rest = index;
    let mut letters = vec![];
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
        if rest == 0 {
            break;
        }
        rest -= 1;
    }
    letters.iter().rev().collect()
}

/// A telephone number with the nought that a spreadsheet drops when it takes the number for a quantity: every national
/// number has ten digits behind a nought.
pub(super) fn with_nought(text: &str) -> String {
    let digits: String = text.split_whitespace().collect();
    let lost = digits.len() == 10
        && digits.starts_with(['1', '2', '3', '7', '8'])
        && digits.bytes().all(|b| b.is_ascii_digit());
    if lost {
        format!("0{}", text.trim())
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_number_gets_its_nought_back() {
        assert_eq!(with_nought("7700900123"), "07700900123");
        assert_eq!(with_nought("2476 646720"), "02476 646720");
        for whole in [
            "07700 900123",
            "+44 7700 900123",
            "999",
            "x4512",
            "7700900123 x2",
        ] {
            assert_eq!(with_nought(whole), whole);
        }
    }

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        assert_eq!(column_letter(0), "A");
        assert_eq!(column_letter(25), "Z");
        assert_eq!(column_letter(26), "AA");
        assert_eq!(column_letter(701), "ZZ");
        assert_eq!(column_letter(702), "AAA");
    }

    #[test]
    fn counts_and_lists_read_as_sentences() {
        assert_eq!(counted(1, "practice", "practices"), "1 practice");
        assert_eq!(counted(1250, "practice", "practices"), "1,250 practices");
        let of = |items: &[&str]| listed(&items.iter().map(|i| (*i).into()).collect::<Vec<_>>());
        assert_eq!(of(&["a", "b", "c"]), "a, b and c");
        assert_eq!(of(&["a"]), "a");
    }
}
