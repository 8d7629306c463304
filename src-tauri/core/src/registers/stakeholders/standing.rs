//! STK-2: how stakeholders stand: levels of engagement, the gap to what is wanted, and the four corners of the map.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a stakeholder stands towards the hub's work, from the least wanted to the most.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Does not know of it.
    Unaware,
    /// Knows of it and is against it.
    Resistant,
    /// Neither for nor against it.
    Neutral,
    /// For it.
    Supportive,
    /// Takes it forward with the hub.
    Leading,
}

const LEVELS: [(Level, &str); 5] = [
    (Level::Unaware, "unaware"),
    (Level::Resistant, "resistant"),
    (Level::Neutral, "neutral"),
    (Level::Supportive, "supportive"),
    (Level::Leading, "leading"),
];

impl Level {
    /// From the word that the tables hold.
    pub fn named(word: &str) -> Option<Self> {
        LEVELS.iter().find(|l| l.1 == word).map(|l| l.0)
    }

    /// The word for people and tables.
    pub fn word(self) -> &'static str {
        LEVELS.iter().find(|l| l.0 == self).map_or("", |l| l.1)
    }
}

/// Steps from how a stakeholder stands to how the hub would like them to stand; none where there is nothing to close or
/// one of the two is not known.
pub fn gap(now: Option<Level>, wanted: Option<Level>) -> Option<u8> {
    let (now, wanted) = (now? as u8, wanted? as u8);
    wanted.checked_sub(now).filter(|steps| *steps > 0)
}

/// From this number on, influence and interest count as high: the upper two of five.
pub const HIGH: i64 = 4;

/// The four corners of the map; each can have a contact interval of its own.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// High influence, high interest.
    #[schemars(title = "Work closely with")]
    WorkClosely,
    /// High influence, low interest.
    #[schemars(title = "Keep satisfied")]
    KeepSatisfied,
    /// Low influence, high interest.
    #[schemars(title = "Keep informed")]
    KeepInformed,
    /// Low influence, low interest.
    #[schemars(title = "Keep an eye on")]
    KeepAnEyeOn,
}

impl Tier {
    /// The corner in which a stakeholder stands.
    pub fn of(influence: i64, interest: i64) -> Self {
        match (influence >= HIGH, interest >= HIGH) {
            (true, true) => Self::WorkClosely,
            (true, false) => Self::KeepSatisfied,
            (false, true) => Self::KeepInformed,
            (false, false) => Self::KeepAnEyeOn,
        }
    }

    /// The word that the tables hold.
    pub fn word(self) -> &'static str {
        match self {
            Self::WorkClosely => "work_closely",
            Self::KeepSatisfied => "keep_satisfied",
            Self::KeepInformed => "keep_informed",
            Self::KeepAnEyeOn => "keep_an_eye_on",
        }
    }

    /// In words for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::WorkClosely => "Work closely with",
            Self::KeepSatisfied => "Keep satisfied",
            Self::KeepInformed => "Keep informed",
            Self::KeepAnEyeOn => "Keep an eye on",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_the_steps_still_to_go() {
        use Level::{Leading, Neutral, Resistant, Supportive, Unaware};
        assert_eq!(gap(Some(Unaware), Some(Leading)), Some(4));
        assert_eq!(gap(Some(Resistant), Some(Neutral)), Some(1));
        assert_eq!(gap(Some(Supportive), Some(Supportive)), None);
        assert_eq!(
            gap(Some(Leading), Some(Neutral)),
            None,
            "better than asked for"
        );
        assert_eq!(gap(None, Some(Leading)), None, "not judged yet");
        assert_eq!(gap(Some(Unaware), None), None, "nothing is wanted");
    }

    #[test]
    fn every_level_is_found_by_its_word() {
        for (level, word) in LEVELS {
            assert_eq!(Level::named(word), Some(level));
            assert_eq!(level.word(), word);
        }
        assert_eq!(Level::named("keen"), None);
    }

    #[test]
    fn four_is_high_and_three_is_not() {
        assert_eq!(Tier::of(4, 4), Tier::WorkClosely);
        assert_eq!(Tier::of(4, 3), Tier::KeepSatisfied);
        assert_eq!(Tier::of(3, 4), Tier::KeepInformed);
        assert_eq!(Tier::of(3, 3), Tier::KeepAnEyeOn);
    }
}
