//! Versions of tools as they print them.

use std::fmt;

/// Major, minor, patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u32, pub u32, pub u32);

impl Version {
    /// The first version in a text such as `rustc 1.95.0 (59807616e 2026-04-14)` or `v20.20.0`.
    pub fn in_text(text: &str) -> Option<Self> {
        text.split_whitespace().find_map(|word| {
            let numbers = word.trim_start_matches('v');
            let mut parts = numbers.split(['.', '-', '+']);
            let mut next = || parts.next()?.parse().ok();
            let (major, minor) = (next()?, next()?);
            Some(Self(major, minor, next().unwrap_or(0)))
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(major, minor, patch) = self;
        write!(formatter, "{major}.{minor}.{patch}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_as_the_tools_print_them() {
        for (text, version) in [
            ("rustc 1.95.0 (59807616e 2026-04-14)", Version(1, 95, 0)),
            ("rustc 1.97.0-nightly (abc 2026-05-01)", Version(1, 97, 0)),
            ("v20.20.0\n", Version(20, 20, 0)),
            ("11.2", Version(11, 2, 0)),
        ] {
            assert_eq!(Version::in_text(text), Some(version), "{text}");
        }
    }

    #[test]
    fn text_without_a_version_gives_none() {
        assert_eq!(Version::in_text("command not found"), None);
        assert_eq!(Version::in_text(""), None);
    }

    #[test]
    fn versions_are_compared_by_number_and_not_by_letter() {
        assert!(Version(1, 100, 0) > Version(1, 95, 9));
        assert!(Version(20, 9, 0) < Version(20, 19, 0));
    }
}
