//! How a file is protected: for whom, by which words, or not at all.

use super::own_key;
use crate::{
    env::Env,
    exchange::{
        ExchangeError, Result, Words,
        keys::{Protection, reading_key},
        words,
    },
    store::{Store, team::Standing},
};

/// How a file is to be protected.
#[derive(Debug, Clone)]
pub enum Protecting {
    /// For the admitted laptops of the team.
    Colleagues,
    /// For these laptops of another team, by the public keys (`age1…`) they read with.
    Partner(Vec<String>),
    /// By words: these, or made up.
    Words(Option<String>, u8),
    /// Not at all: only when nothing personal is in it.
    Open,
}

/// The protection of a file that holds this personal data, and the words that open it.
///
/// # Errors
/// Personal data without protection; words that are easy to guess.
pub fn protection(
    store: &Store,
    env: &dyn Env,
    asked: &Protecting,
    personal: &[String],
) -> Result<(Protection, Option<Words>)> {
    match asked {
        Protecting::Open if personal.is_empty() => Ok((Protection::None, None)),
        Protecting::Open => Err(ExchangeError::refused(
            "personal_data",
            format!(
                "This file would hold personal data ({}), so it can't go out without protection. Nothing was written.",
                personal.join("; ")
            ),
            "Write it for the laptops of those who are to read it, or protect it by words.",
        )),
        Protecting::Words(words, work) => {
            let words = match words {
                Some(text) => Words::chosen(text)?,
                None => Words::new(env, words::FILE_WORDS),
            };
            Ok((Protection::Words(words.clone(), *work), Some(words)))
        }
        Protecting::Colleagues => Ok((
            Protection::Laptops(for_keys(store, colleagues(store)?)),
            None,
        )),
        Protecting::Partner(keys) => Ok((Protection::Laptops(for_keys(store, keys.clone())), None)),
    }
}

/// The keys that the team's other laptops read with.
fn colleagues(store: &Store) -> Result<Vec<String>> {
    let own = own_key(store)?;
    let team = store.team()?;
    let others = team
        .laptops
        .iter()
        .filter(|(key, m)| **key != own && m.standing == Standing::Admitted);
    Ok(others
        .filter_map(|(_, m)| Some(m.card()?.reads.clone()))
        .collect())
}

/// With this laptop's own key, so that it can read the file back; none where there is nobody to write for.
fn for_keys(store: &Store, mut keys: Vec<String>) -> Vec<String> {
    if !keys.is_empty() {
        let own = store.laptop().and_then(|l| reading_key(l.reading_secret()));
        keys.extend(own);
    }
    keys.sort();
    keys.dedup();
    keys
}
