//! Numbers of a spreadsheet as decimal text.

/// Significant digits a spreadsheet keeps and shows (Excel specifications and limits: "Number precision 15 digits").
/// A float needs 17 to be exact; the last two are what turns 274.66 into 274.65999999999997.
pub(super) const SIGNIFICANT_DIGITS: usize = 15;

/// Beyond these powers of ten, plain digits are longer than they are readable.
const PLAIN_EXPONENTS: std::ops::RangeInclusive<i32> = -15..=20;

/// A float as the decimal a person sees in the spreadsheet. `None` when it is not a number.
pub(super) fn decimal(value: f64) -> Option<String> {
    if !value.is_finite() {
        return None;
    }
    if value == 0.0 {
        return Some("0".to_owned());
    }
    let scientific = format!("{:.*e}", SIGNIFICANT_DIGITS - 1, value);
    let (mantissa, exponent) = scientific.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let (sign, mantissa) = mantissa
        .strip_prefix('-')
        .map_or(("", mantissa), |rest| ("-", rest));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    let (first, rest) = digits.split_at(1);
    if !PLAIN_EXPONENTS.contains(&exponent) {
        let point = if rest.is_empty() { "" } else { "." };
        return Some(format!("{sign}{first}{point}{rest}E{exponent}"));
    }
    Some(if exponent < 0 {
        let zeros = "0".repeat(exponent.unsigned_abs() as usize - 1);
        format!("{sign}0.{zeros}{digits}")
    } else {
        let whole = exponent as usize + 1;
        match digits.len() {
            count if count <= whole => format!("{sign}{digits}{}", "0".repeat(whole - count)),
            _ => format!("{sign}{}.{}", &digits[..whole], &digits[whole..]),
        }
    })
}

/// The float for a decimal text, if a spreadsheet shows the same decimal for it. Zeros at the end of a fraction carry no
/// value; zeros in front, or more digits than a float holds, make it a code that must stay text.
pub(super) fn as_spreadsheet_number(text: &str) -> Option<f64> {
    let canonical = match text.split_once('.') {
        Some(_) => text.trim_end_matches('0').trim_end_matches('.'),
        None => text,
    };
    let value: f64 = canonical.parse().ok()?;
    (decimal(value)? == canonical).then_some(value)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_whole_number_has_no_decimal_point() {
        assert_eq!(decimal(10_000_001.0).unwrap(), "10000001");
        assert_eq!(decimal(-3.0).unwrap(), "-3");
        assert_eq!(decimal(0.0).unwrap(), "0");
        assert_eq!(decimal(-0.0).unwrap(), "0");
        assert_eq!(decimal(1e15).unwrap(), "1000000000000000");
    }

    #[test]
    fn a_fraction_reads_as_the_spreadsheet_shows_it() {
        assert_eq!(decimal(274.659_999_999_999_97).unwrap(), "274.66");
        assert_eq!(decimal(0.1 + 0.2).unwrap(), "0.3");
        assert_eq!(decimal(0.001).unwrap(), "0.001");
        assert_eq!(decimal(-12.5).unwrap(), "-12.5");
    }

    #[test]
    fn extremes_stay_short_and_what_is_no_number_is_none() {
        assert_eq!(decimal(1e300).unwrap(), "1E300");
        assert_eq!(decimal(-2.5e-30).unwrap(), "-2.5E-30");
        assert_eq!(decimal(f64::NAN), None);
        assert_eq!(decimal(f64::INFINITY), None);
    }

    #[test]
    fn a_code_or_a_number_too_long_for_a_float_is_not_made_one() {
        assert_eq!(as_spreadsheet_number("12.5"), Some(12.5));
        assert_eq!(as_spreadsheet_number("1234.50"), Some(1234.5));
        assert_eq!(as_spreadsheet_number("3.00"), Some(3.0));
        assert_eq!(as_spreadsheet_number("100"), Some(100.0));
        for text in [
            "12345678901234567",
            "007",
            "abc",
            "inf",
            "nan",
            "",
            ".",
            "1,5",
            "+1",
        ] {
            assert_eq!(as_spreadsheet_number(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn pence_survive_a_float(pence in -99_999_999_999_999i64..=99_999_999_999_999) {
            let pounds = pence as f64 / 100.0;
            let text = decimal(pounds).unwrap();
            let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
            let digits = format!("{whole}{fraction:0<2}");
            prop_assert_eq!(digits.parse::<i64>().unwrap(), pence);
        }

        #[test]
        fn any_float_gives_text_that_parses_close_to_it(value in any::<f64>().prop_filter("finite", |v| v.is_finite())) {
            let back: f64 = decimal(value).unwrap().parse().unwrap();
            prop_assert!((back - value).abs() <= value.abs() * 1e-14);
        }
    }
}
