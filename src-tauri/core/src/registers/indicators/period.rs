//! The periods that returns are made for: half-years of a financial year (domain, words: H1 = April to September).

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate};
use thiserror::Error;

use crate::dates;

/// A half-year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The calendar year of the financial year's first day.
    year: i32,
    /// Second half: October to March.
    second: bool,
}

/// Not a period.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” is not a half-year. Write it like 2025-26 H1.")]
pub struct PeriodFault(String);

impl Period {
    /// The half-year that a day lies in.
    pub fn of(day: NaiveDate) -> Self {
        Self {
            year: dates::financial_year(day),
            second: !(4..=9).contains(&day.month()),
        }
    }

    /// The half-year before.
    pub fn before(self) -> Self {
        if self.second {
            Self {
                second: false,
                ..self
            }
        } else {
            Self {
                year: self.year - 1,
                second: true,
            }
        }
    }

    /// First day.
    pub fn from(self) -> NaiveDate {
        let month = if self.second { 10 } else { 4 };
        NaiveDate::from_ymd_opt(self.year, month, 1).unwrap_or_default()
    }

    /// Last day.
    pub fn to(self) -> NaiveDate {
        let day = if self.second {
            NaiveDate::from_ymd_opt(self.year + 1, 3, 31)
        } else {
            NaiveDate::from_ymd_opt(self.year, 9, 30)
        };
        day.unwrap_or_default()
    }

    /// `April to September 2025`.
    pub fn words(self) -> String {
        if self.second {
            format!("October {} to March {}", self.year, self.year + 1)
        } else {
            format!("April to September {}", self.year)
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let next = (self.year + 1).rem_euclid(100);
        write!(
            f,
            "{}-{next:02} H{}",
            self.year,
            if self.second { 2 } else { 1 }
        )
    }
}

impl FromStr for Period {
    type Err = PeriodFault;

    /// Reads `2025-26 H1`, `2025/26 H1`, `H1 2025/26`, `2025-26h1`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fault = || PeriodFault(text.chars().take(40).collect());
        let upper = text.to_uppercase();
        let second = match (upper.contains("H1"), upper.contains("H2")) {
            (true, false) => false,
            (false, true) => true,
            _ => return Err(fault()),
        };
        let rest = upper.replace("H1", "").replace("H2", "");
        let (first, next) = rest.trim().split_once(['-', '/', '–']).ok_or_else(fault)?;
        let year: i32 = first.trim().parse().map_err(|_| fault())?;
        let next: i32 = next.trim().parse().map_err(|_| fault())?;
        let follows = next == (year + 1).rem_euclid(100) || next == year + 1;
        if (2000..2200).contains(&year) && follows {
            Ok(Self { year, second })
        } else {
            Err(fault())
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_first_half_ends_in_september() {
        let period: Period = "H1 2025/26".parse().unwrap();
        assert_eq!(period.to_string(), "2025-26 H1");
        assert_eq!(
            (period.from().to_string(), period.to().to_string()),
            ("2025-04-01".into(), "2025-09-30".into())
        );
        assert_eq!(period.words(), "April to September 2025");
        assert_eq!(period.before().to_string(), "2024-25 H2");
        assert_eq!(period.before().to().to_string(), "2025-03-31");
    }

    #[test]
    fn a_year_that_does_not_follow_is_refused() {
        for bad in [
            "2025-27 H1",
            "2025 H1",
            "2025-26",
            "2025-26 H3",
            "H1",
            "99999999999-26 H1",
            "",
        ] {
            assert!(bad.parse::<Period>().is_err(), "{bad}");
        }
    }
}
