//! Figures: how they are worked out, compared with a target, and put into words. No floats: all in hundredths.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Direction, FigureKind};
use crate::{
    record::{Id, decimal, thousands},
    store::{Result, Store},
};

/// A figure worked out from the registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// Records that count.
    pub numerator: i64,
    /// Records counted against; none for a plain count.
    pub denominator: Option<i64>,
}

impl Counted {
    /// In the figure's unit, in hundredths: per cent for a percentage. None when nothing is counted against.
    pub fn value(self) -> Option<i64> {
        match self.denominator {
            None => self.numerator.checked_mul(100),
            Some(0) => None,
            Some(all) => percentage(self.numerator, all),
        }
    }

    /// `18 of 19, 94.7%`.
    pub fn words(self) -> String {
        match (self.denominator, self.value()) {
            (None, _) => thousands(self.numerator),
            (Some(all), None) => format!("{} of {}", thousands(self.numerator), thousands(all)),
            (Some(all), Some(value)) => {
                format!(
                    "{} of {}, {}",
                    thousands(self.numerator),
                    thousands(all),
                    percent_words(value)
                )
            }
        }
    }
}

/// A share in hundredths of a per cent, halves up.
pub fn percentage(part: i64, all: i64) -> Option<i64> {
    if all <= 0 {
        return None;
    }
    let scaled = i128::from(part) * 10_000 * 2 + i128::from(all);
    i64::try_from(scaled.div_euclid(i128::from(all) * 2)).ok()
}

/// Hundredths of a per cent with one decimal: `94.7%`.
pub fn percent_words(hundredths: i64) -> String {
    let tenths = (hundredths.unsigned_abs() + 5) / 10;
    let sign = if hundredths < 0 && tenths > 0 {
        "-"
    } else {
        ""
    };
    let whole = thousands(i64::try_from(tenths / 10).unwrap_or(i64::MAX));
    if tenths.is_multiple_of(10) {
        format!("{sign}{whole}%")
    } else {
        format!("{sign}{whole}.{}%", tenths % 10)
    }
}

/// A figure in the words of its kind.
pub fn figure_words(kind: FigureKind, value: i64) -> String {
    match kind {
        FigureKind::Percentage => percent_words(value),
        FigureKind::Change if value > 0 => format!("+{}", percent_words(value)),
        FigureKind::Change => percent_words(value),
        FigureKind::Count | FigureKind::Breakdown | FigureKind::Narrative => decimal(value),
    }
}

/// A figure as a person types it: `85`, `85.5 %`, `1,200`, `+3`. In hundredths; none when it is no number.
pub fn typed_figure(text: &str) -> Option<i64> {
    let text = text
        .trim()
        .trim_end_matches('%')
        .trim()
        .trim_start_matches('+')
        .replace(',', "");
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or((1, text.as_str()), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || part.len() > 2 || !plain(whole) || !plain(part) {
        return None;
    }
    let part: i64 = format!("{part:0<2}").parse().ok()?;
    Some(sign * (whole.parse::<i64>().ok()? * 100 + part))
}

/// How a figure stands against its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// At least as good.
    Met,
    /// Not as good.
    Missed,
    /// Nothing to compare.
    None,
}

impl Verdict {
    /// Compares. A figure that neither way is better, or without a target, is never judged.
    pub fn of(value: Option<i64>, target: Option<i64>, direction: Direction) -> Self {
        match (value, target, direction) {
            (Some(v), Some(t), Direction::Higher) => {
                if v >= t {
                    Self::Met
                } else {
                    Self::Missed
                }
            }
            (Some(v), Some(t), Direction::Lower) => {
                if v <= t {
                    Self::Met
                } else {
                    Self::Missed
                }
            }
            _ => Self::None,
        }
    }

    /// Name at the door.
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "missed",
            Self::None => "none",
        }
    }
}

/// Parameters of the named sets for a hub and a period.
pub fn set_params(hub: Id, from: NaiveDate, to: NaiveDate) -> BTreeMap<String, String> {
    [
        ("hub", hub.to_string()),
        ("from", from.to_string()),
        ("to", to.to_string()),
    ]
    .into_iter()
    .map(|(k, v)| (k.to_owned(), v))
    .collect()
}

/// The records of the numerator and of the denominator. The figure is their number, nothing else.
///
/// # Errors
/// When the file can't be read or an indicator names a list that does not exist.
pub fn counted_rows(
    store: &Store,
    numerator: &str,
    denominator: &str,
    params: &BTreeMap<String, String>,
    today: NaiveDate,
) -> Result<(Vec<Id>, Option<Vec<Id>>)> {
    let counted = store.set_ids(numerator, params, today)?;
    let against = if denominator.is_empty() {
        None
    } else {
        Some(store.set_ids(denominator, params, today)?)
    };
    Ok((counted, against))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_worked_out_without_floats() {
        assert_eq!(percentage(18, 19), Some(9_474));
        assert_eq!(percentage(1, 2), Some(5_000));
        assert_eq!(percentage(2, 3), Some(6_667));
        assert_eq!(percentage(0, 0), None);
        assert_eq!(
            Counted {
                numerator: 18,
                denominator: Some(19)
            }
            .words(),
            "18 of 19, 94.7%"
        );
        assert_eq!(
            Counted {
                numerator: 0,
                denominator: Some(0)
            }
            .words(),
            "0 of 0"
        );
    }

    #[test]
    fn figures_read_as_people_write_them() {
        assert_eq!(typed_figure("85.5 %"), Some(8_550));
        assert_eq!(typed_figure("1,200"), Some(120_000));
        assert_eq!(typed_figure("-3"), Some(-300));
        for bad in ["", "%", "ten", "1.234", "--1", "1e5", "9999999999999999999"] {
            assert_eq!(typed_figure(bad), None, "{bad}");
        }
        assert_eq!(figure_words(FigureKind::Change, 1_050), "+10.5%");
        assert_eq!(figure_words(FigureKind::Count, 1_200), "12");
    }

    #[test]
    fn a_count_of_concerns_alone_is_never_judged() {
        assert_eq!(
            Verdict::of(Some(300), None, Direction::Lower),
            Verdict::None
        );
        assert_eq!(
            Verdict::of(Some(9_474), Some(10_000), Direction::Higher),
            Verdict::Missed
        );
    }
}
