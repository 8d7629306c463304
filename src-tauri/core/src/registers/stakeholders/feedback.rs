//! STK-6: what the scores of a feedback round come to. No floats: averages are hundredths.

/// The middle of the scale from 1 to 5, in hundredths: an average below it says more people are unhappy than happy.
pub const MIDDLE: i64 = 300;

/// What the answers to one question come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scores {
    /// How many gave each score, from 1 to 5.
    pub counts: [i64; 5],
}

impl Scores {
    /// From the scores; what is not between 1 and 5 does not count.
    pub fn of(scores: impl IntoIterator<Item = i64>) -> Self {
        let mut counts = [0; 5];
        for score in scores {
            let at = usize::try_from(score - 1).ok();
            if let Some(count) = at.and_then(|at| counts.get_mut(at)) {
                *count += 1;
            }
        }
        Self { counts }
    }

    /// Number of scores.
    pub fn answered(&self) -> i64 {
        self.counts.iter().sum()
    }

    /// The average in hundredths, rounded half up; none without a score.
    pub fn average(&self) -> Option<i64> {
        let answered = self.answered();
        let sum: i64 = (1..).zip(self.counts).map(|(score, n)| score * n).sum();
        (answered > 0).then(|| (sum * 200 + answered) / (answered * 2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_average_is_rounded_half_up() {
        assert_eq!(Scores::of([]).average(), None);
        assert_eq!(Scores::of([4]).average(), Some(400));
        assert_eq!(Scores::of([1, 2, 2]).average(), Some(167));
        assert_eq!(Scores::of([1, 1, 2]).average(), Some(133));
        assert_eq!(
            Scores::of([3, 0, 6, -1]).answered(),
            1,
            "no scores of this scale"
        );
    }

    proptest! {
        #[test]
        fn an_average_lies_between_the_lowest_and_the_highest(scores in prop::collection::vec(1i64..=5, 1..40)) {
            let average = Scores::of(scores.iter().copied()).average().unwrap_or_default();
            let (low, high) = (scores.iter().min().unwrap_or(&0), scores.iter().max().unwrap_or(&0));
            prop_assert!(low * 100 <= average && average <= high * 100);
        }
    }
}
