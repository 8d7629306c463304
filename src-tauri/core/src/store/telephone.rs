//! A telephone number is found however it is spaced: `07700900456` where `07700 900456` or `+44 7700 900456` stands.

/// Digits of a whole national number: with its nought, and without it.
const WHOLE: std::ops::RangeInclusive<usize> = 9..=10;
/// Fewest digits between two spaces of a number.
const FEWEST: usize = 2;

/// A query for the search that finds the number in every spacing; none where the text is no whole telephone number.
pub(super) fn query(text: &str) -> Option<String> {
    let bare = |c: &char| c.is_ascii_digit() || " ()-+".contains(*c);
    if !text.chars().all(|c| bare(&c)) {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let national = if text.trim_start().starts_with('+') {
        digits.strip_prefix("44")?
    } else {
        &digits
    };
    let national = national.strip_prefix('0').unwrap_or(national);
    if !WHOLE.contains(&national.len()) {
        return None;
    }
    let mut ways = spacings(national);
    ways.extend(spacings(&format!("0{national}")));
    let ways: Vec<String> = ways.iter().map(|w| format!("\"{w}\"")).collect();
    Some(ways.join(" OR "))
}

/// The digits in one, two and three groups.
fn spacings(digits: &str) -> Vec<String> {
    let mut ways = vec![digits.to_owned()];
    for first in FEWEST..=digits.len() - FEWEST {
        let (start, rest) = digits.split_at(first);
        ways.push(format!("{start} {rest}"));
        for second in FEWEST..=rest.len().saturating_sub(FEWEST) {
            let (middle, end) = rest.split_at(second);
            ways.push(format!("{start} {middle} {end}"));
        }
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks_for(text: &str, written: &str) -> bool {
        query(text).is_some_and(|q| q.split(" OR ").any(|way| way == format!("\"{written}\"")))
    }

    #[test]
    fn a_number_is_asked_for_in_every_spacing() {
        for text in [
            "07700900456",
            "07700 900 456",
            "+44 7700 900456",
            "(07700) 900-456",
        ] {
            assert!(asks_for(text, "07700 900456"), "{text}");
            assert!(asks_for(text, "07700900456"), "{text}");
            assert!(asks_for(text, "7700 900456"), "{text}");
        }
        assert!(asks_for("02079460000", "020 7946 0000"));
        assert!(asks_for("02476646720", "024 76646720"));
    }

    #[test]
    fn what_is_no_whole_number_is_left_to_the_words() {
        for text in [
            "2026",
            "07700",
            "M84001",
            "0770090045x",
            "+1 212 555 1234",
            "",
            "123456789012345",
        ] {
            assert_eq!(query(text), None, "{text}");
        }
    }
}
