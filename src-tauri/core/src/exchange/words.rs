//! Words that people read to each other: six that open a file, six that name a laptop, twelve that recover the team.

use sha2::{Digest, Sha256};

use super::{ExchangeError, Result};
use crate::env::Env;

/// 7,776 words: 12.9 bits each, six of them 77 bits.
const LIST: &[&str] = &diceware_wordlists::EFF_LONG_WORDLIST;

/// Words that open a file.
pub const FILE_WORDS: usize = 6;

/// Words as a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Words(String);

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Words(…)")
    }
}

impl Words {
    /// Makes up `count` words.
    pub fn new(env: &dyn Env, count: usize) -> Self {
        let mut words = Vec::with_capacity(count);
        while words.len() < count {
            let mut two = [0; 2];
            env.fill(&mut two);
            let drawn = usize::from(u16::from_be_bytes(two));
            let word = LIST[drawn % LIST.len()];
            // Throw away the remainder, so that every word is equally likely. And the few with a hyphen: they are two words to
            // whoever hears, types or counts them.
            if drawn < LIST.len() * (usize::from(u16::MAX) / LIST.len()) && !word.contains('-') {
                words.push(word);
            }
        }
        Self::typed(&words.join(" "))
    }

    /// Words as somebody typed them: capitals, hyphens and extra spaces make no difference.
    pub fn typed(text: &str) -> Self {
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect();
        Self(words.join(" "))
    }

    /// A person's own choice, when it is hard enough to guess.
    ///
    /// # Errors
    /// [`ExchangeError::WordsWeak`].
    pub fn chosen(text: &str) -> Result<Self> {
        let words = Self::typed(text);
        if zxcvbn::zxcvbn(&words.0, &[]).score() < zxcvbn::Score::Four {
            return Err(ExchangeError::WordsWeak);
        }
        Ok(words)
    }

    /// The first word that is never made up, where most are: a slip of the ear or of the pen. None in words of somebody's own
    /// choice.
    pub fn slip(&self) -> Option<&str> {
        let all = || self.0.split(' ').filter(|word| !word.is_empty());
        let made_up = |word: &&str| LIST.iter().any(|w| w.split('-').any(|part| part == *word));
        let known = all().filter(made_up).count();
        let strange = all().find(|word| !made_up(word))?;
        (known * 2 > all().count()).then_some(strange)
    }

    /// For showing once and for the cipher.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// A key made from the words. `purpose` keeps keys for different uses apart, `salt` those of different teams. The
    /// words carry their own 77 bits and more, so a plain hash, repeated to make guessing dear, is enough.
    pub fn key(&self, purpose: &str, salt: &str) -> [u8; 32] {
        let mut key: [u8; 32] = Sha256::new()
            .chain_update(b"hubfolio/words/1\0")
            .chain_update(purpose.as_bytes())
            .chain_update(b"\0")
            .chain_update(salt.as_bytes())
            .chain_update(b"\0")
            .chain_update(self.0.as_bytes())
            .finalize()
            .into();
        for _ in 0..100_000 {
            key = Sha256::digest(key).into();
        }
        key
    }
}

/// Six words that stand for a laptop's key: both sides read them out before it is admitted.
pub fn check_code(key: &[u8]) -> String {
    let digest = Sha256::new()
        .chain_update(b"hubfolio/check-code/1\0")
        .chain_update(key)
        .finalize();
    let words: Vec<&str> = digest
        .chunks_exact(4)
        .take(6)
        .map(|b| {
            let number = u32::from_be_bytes([b[0], b[1], b[2], b[3]]);
            LIST[number as usize % LIST.len()]
        })
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_them_another_way_makes_no_difference() {
        assert_eq!(
            Words::typed(" Apple-Tree  river\n"),
            Words::typed("apple tree river")
        );
        assert_ne!(Words::typed("apple tree"), Words::typed("appletree"));
    }

    #[test]
    fn every_word_that_is_made_up_can_be_typed_again() {
        // Draws the words of the list one after another.
        struct InTurn(std::cell::Cell<u16>);
        impl Env for InTurn {
            fn now(&self) -> i64 {
                0
            }
            fn today(&self) -> chrono::NaiveDate {
                chrono::NaiveDate::MIN
            }
            fn fill(&self, bytes: &mut [u8]) {
                bytes.copy_from_slice(&self.0.get().to_be_bytes());
                self.0.set(self.0.get() + 1);
            }
            fn account(&self) -> String {
                String::new()
            }
            fn laptop(&self) -> String {
                String::new()
            }
            fn file(
                &self,
                name: &str,
            ) -> std::result::Result<std::path::PathBuf, crate::contract::Fault> {
                Ok(name.into())
            }
            fn progress(&self, _: u64, _: u64, _: &str) -> bool {
                true
            }
        }
        let env = InTurn(std::cell::Cell::new(0));
        for _ in LIST {
            let made = Words::new(&env, 1);
            assert_eq!(Words::typed(made.text()), made);
            assert!(!made.text().contains(' '), "{} is one word", made.text());
        }
    }

    #[test]
    fn the_word_that_was_misheard_is_named() {
        let slip = |text: &str| Words::typed(text).slip().map(str::to_owned);
        let right = "unicorn tractor lethargy oblong viper lantern";
        assert_eq!(slip(right), None);
        let misheard = slip("unicorn tracktor lethargy oblong viper lantern");
        assert_eq!(misheard.as_deref(), Some("tracktor"));
        assert_eq!(slip("our hub wxyz likes kubernetes qqq"), None);
        assert_eq!(slip(""), None);
    }

    #[test]
    fn easy_words_are_refused() {
        assert!(Words::chosen("password").is_err());
        assert!(Words::chosen("hub 2025").is_err());
        assert!(Words::chosen("unicorn tractor basement oblong viper lantern").is_ok());
    }

    #[test]
    fn a_key_is_for_one_purpose_and_one_team() {
        let words = Words::typed("one two three four five six");
        assert_eq!(words.key("invitation", "a"), words.key("invitation", "a"));
        assert_ne!(words.key("invitation", "a"), words.key("recovery", "a"));
        assert_ne!(words.key("invitation", "a"), words.key("invitation", "b"));
    }

    #[test]
    fn a_check_code_is_six_words_and_tells_laptops_apart() {
        assert_eq!(check_code(&[1; 32]).split(' ').count(), 6);
        assert_ne!(check_code(&[1; 32]), check_code(&[2; 32]));
    }
}
