//! Protecting a file: age, with the public keys of the team's laptops or with words. The work that words ask for is
//! fixed when writing and bounded when reading.

use std::{
    io::{BufRead, Read, Write},
    str::FromStr,
};

use age::{DecryptError, Decryptor, Encryptor, Identity, Recipient, scrypt, x25519};

use super::{ExchangeError, Layer, Result, Words};

/// Work for words: 2^17 rounds, about half a second on an old laptop.
pub const WORK: u8 = 17;
/// More than this is refused at once.
const MOST_WORK: u8 = 20;

/// How a file is protected.
pub enum Protection {
    /// For these public keys (`age1…`).
    Laptops(Vec<String>),
    /// By words, with this much work (a power of two).
    Words(Words, u8),
    /// Not at all.
    None,
}

impl Protection {
    /// Its name in the header.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Laptops(_) => "age-keys",
            Self::Words(..) => "age-pass",
            Self::None => "none",
        }
    }

    /// What writes protected bytes to `out`.
    ///
    /// # Errors
    /// A key that is none, or no key at all.
    pub fn encryptor(&self) -> Result<Option<Encryptor>> {
        let unusable = || {
            ExchangeError::refused(
                "no_readers",
                "There is no laptop to write this file for. Nothing was written.",
                "Admit a colleague's laptop first, or protect the file by words.",
            )
        };
        match self {
            Self::None => Ok(None),
            Self::Words(words, work) => {
                let mut recipient = scrypt::Recipient::new(words.text().to_owned().into());
                recipient.set_work_factor(*work);
                let one: &dyn Recipient = &recipient;
                Encryptor::with_recipients(std::iter::once(one))
                    .map(Some)
                    .map_err(|_| unusable())
            }
            Self::Laptops(keys) => {
                let keys: Vec<x25519::Recipient> = keys
                    .iter()
                    .filter_map(|k| x25519::Recipient::from_str(k).ok())
                    .collect();
                Encryptor::with_recipients(keys.iter().map(|k| k as &dyn Recipient))
                    .map(Some)
                    .map_err(|_| unusable())
            }
        }
    }
}

/// What this laptop can open files with.
pub struct Keys {
    /// Secret key of this laptop.
    pub laptop: Option<[u8; 32]>,
    /// Words that somebody typed.
    pub words: Option<Words>,
}

/// The public key to write files with for the laptop of this secret.
pub fn reading_key(secret: &[u8; 32]) -> Option<String> {
    identity(secret).map(|i| i.to_public().to_string())
}

fn identity(secret: &[u8; 32]) -> Option<x25519::Identity> {
    let hrp = bech32::Hrp::parse("age-secret-key-").ok()?;
    let text = bech32::encode::<bech32::Bech32>(hrp, secret).ok()?;
    x25519::Identity::from_str(&text.to_uppercase()).ok()
}

impl Keys {
    /// Opens what was protected in the way that `name` says, and hands on every byte.
    ///
    /// # Errors
    /// Words missing or wrong, not for this laptop, too much work, damage.
    pub fn open(&self, name: &str, input: impl BufRead, out: &mut impl Write) -> Result<()> {
        let decryptor = Decryptor::new_buffered(input).map_err(refusal)?;
        if decryptor.is_scrypt() != (name == "age-pass") {
            return Err(ExchangeError::damaged(
                Layer::Protection,
                "protected in another way than the header says",
            ));
        }
        let mut stream = if name == "age-pass" {
            let Some(words) = &self.words else {
                return Err(ExchangeError::WordsNeeded);
            };
            let mut identity = scrypt::Identity::new(words.text().to_owned().into());
            identity.set_max_work_factor(MOST_WORK);
            let one: &dyn Identity = &identity;
            decryptor.decrypt(std::iter::once(one)).map_err(refusal)?
        } else {
            let own = self.laptop.as_ref().and_then(identity);
            decryptor
                .decrypt(own.iter().map(|i| i as &dyn Identity))
                .map_err(refusal)?
        };
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let read = stream
                .read(&mut buffer)
                .map_err(|e| ExchangeError::damaged(Layer::Protection, e.to_string()))?;
            if read == 0 {
                return Ok(());
            }
            out.write_all(&buffer[..read])?;
        }
    }
}

fn refusal(error: DecryptError) -> ExchangeError {
    match error {
        DecryptError::ExcessiveWork { .. } => ExchangeError::TooMuch("work to open it"),
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => {
            ExchangeError::WordsWrong
        }
        DecryptError::NoMatchingKeys => ExchangeError::NotForUs,
        other => ExchangeError::damaged(Layer::Protection, other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// The least work there is: the tests look at the shape, not at the strength.
    const LITTLE: u8 = 2;

    fn written(protection: &Protection) -> Vec<u8> {
        let mut out = vec![];
        let mut writer = protection
            .encryptor()
            .unwrap()
            .unwrap()
            .wrap_output(&mut out)
            .unwrap();
        writer.write_all(b"hello").unwrap();
        writer.finish().unwrap();
        out
    }

    fn opened(keys: &Keys, name: &str, bytes: &[u8]) -> Result<Vec<u8>> {
        let mut out = vec![];
        keys.open(name, bytes, &mut out).map(|()| out)
    }

    #[test]
    fn words_open_what_they_protect_and_other_words_do_not() {
        let words = Words::typed("one two three");
        let bytes = written(&Protection::Words(words.clone(), LITTLE));
        let with = |words| Keys {
            laptop: None,
            words,
        };
        assert_eq!(
            opened(&with(Some(words)), "age-pass", &bytes).unwrap(),
            b"hello"
        );
        let other = opened(&with(Some(Words::typed("four"))), "age-pass", &bytes);
        assert!(matches!(other, Err(ExchangeError::WordsWrong)), "{other:?}");
        let none = opened(&with(None), "age-pass", &bytes);
        assert!(matches!(none, Err(ExchangeError::WordsNeeded)));
    }

    #[test]
    fn a_laptop_opens_what_was_written_for_it() {
        let ours = reading_key(&[7; 32]).unwrap();
        let bytes = written(&Protection::Laptops(vec![ours]));
        let with = |secret| Keys {
            laptop: Some(secret),
            words: None,
        };
        assert_eq!(
            opened(&with([7; 32]), "age-keys", &bytes).unwrap(),
            b"hello"
        );
        let other = opened(&with([8; 32]), "age-keys", &bytes);
        assert!(matches!(other, Err(ExchangeError::NotForUs)));
    }

    #[test]
    fn a_file_that_asks_for_hours_of_work_is_refused_at_once() {
        let bytes = written(&Protection::Words(Words::typed("x"), LITTLE));
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
        let line = text.lines().find(|l| l.starts_with("-> scrypt")).unwrap();
        let hard = [line.trim_end_matches('2'), "30"].concat();
        let at = text.find(line).unwrap();
        let bytes = [&bytes[..at], hard.as_bytes(), &bytes[at + line.len()..]].concat();
        let keys = Keys {
            laptop: None,
            words: Some(Words::typed("x")),
        };
        let refused = opened(&keys, "age-pass", &bytes);
        assert!(
            matches!(refused, Err(ExchangeError::TooMuch(_))),
            "{refused:?}"
        );
    }

    #[test]
    fn a_file_without_its_end_is_refused() {
        let keys = Keys {
            laptop: Some([7; 32]),
            words: None,
        };
        let bytes = written(&Protection::Laptops(vec![reading_key(&[7; 32]).unwrap()]));
        for cut in 0..bytes.len() {
            assert!(
                opened(&keys, "age-keys", &bytes[..cut]).is_err(),
                "cut at {cut}"
            );
        }
    }
}
