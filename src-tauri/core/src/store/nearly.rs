//! A search that found nothing, once more with words that are spelt nearly as they were typed: a letter too many, too few,
//! another one, or two that changed places.

use std::{cmp::Reverse, collections::BTreeSet};

use super::{Hit, Result, Store, search::words_of, telephone};

/// Letters that a word must have: shorter ones are near too many others.
const SHORTEST: usize = 5;
/// Letters from which on a word may hold two slips.
const LONG: usize = 8;
/// What such a hit says, in place of the words around what was looked for.
const EXCERPT: &str = "Spelt nearly as you typed it.";

/// The words that the search knows, and in how many records each stands.
const KNOWN: &str =
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_word USING fts5vocab('main', 'search', 'row')";

impl Store {
    /// As [`Store::search`]; where no record holds the words, those that hold the telephone number in another spacing, or
    /// words spelt nearly so.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn search_or_nearly(&self, text: &str, limit: i64) -> Result<Vec<Hit>> {
        let mut hits = self.search(text, limit)?;
        if hits.is_empty()
            && let Some(query) = telephone::query(text)
        {
            hits = self.found_by(&query, text, limit)?;
        }
        if hits.is_empty()
            && let Some(near) = self.nearly(text)?
        {
            hits = self.search(&near, limit)?;
            for hit in &mut hits {
                hit.excerpt = EXCERPT.into();
            }
        }
        Ok(hits)
    }

    /// The words, with the nearest known one in place of each that no known word begins with; none where nothing is near.
    fn nearly(&self, text: &str) -> Result<Option<String>> {
        let text = text.to_lowercase();
        let mut words = vec![];
        for word in words_of(&text) {
            if self.begins_a_word(word)? {
                words.push(word.to_owned());
            } else {
                match self.nearest(word)? {
                    Some(near) => words.push(near),
                    None => return Ok(None),
                }
            }
        }
        Ok(Some(words.join(" ")))
    }

    fn begins_a_word(&self, word: &str) -> Result<bool> {
        let mut find = self
            .db
            .prepare_cached("SELECT 1 FROM search WHERE search MATCH ?1 LIMIT 1")?;
        Ok(find.exists([format!("\"{word}\"*")])?)
    }

    /// The known word that is nearest to one, or its beginning, since it may not be typed to its end. Of several the
    /// one in most records.
    fn nearest(&self, word: &str) -> Result<Option<String>> {
        let letters: Vec<char> = word.chars().collect();
        let [first, second, third, ..] = letters[..] else {
            return Ok(None);
        };
        if letters.len() < SHORTEST {
            return Ok(None);
        }
        self.db.execute_batch(KNOWN)?;
        let mut known = self.db.prepare_cached(
            "SELECT term, doc FROM temp.search_word WHERE term >= ?1 AND term <= ?2",
        )?;
        let mut best: Option<(usize, bool, Reverse<i64>, String)> = None;
        // A slip is seldom in the first letter. The second may be missing, or have changed places with the third.
        for next in BTreeSet::from([second, third]) {
            let from = format!("{first}{next}");
            let to = format!("{from}{}", char::MAX);
            let terms =
                known.query_map([&from, &to], |r| Ok((r.get::<_, String>(0)?, r.get(1)?)))?;
            for term in terms {
                let (term, records): (String, i64) = term?;
                let Some((slips, left, near)) = reading(word, letters.len(), &term) else {
                    continue;
                };
                let found = (slips, left, Reverse(records), near);
                if best.as_ref().is_none_or(|b| found < *b) {
                    best = Some(found);
                }
            }
        }
        Ok(best.map(|(.., near)| near))
    }
}

/// How a known word may be what was typed: the slips, whether more of it is to be typed, and so much of it as was.
fn reading(word: &str, letters: usize, term: &str) -> Option<(usize, bool, String)> {
    let most = if letters < LONG { 1 } else { 2 };
    let length = term.chars().count();
    let ends = [letters + 1, letters, letters - 1];
    let ends = ends.into_iter().filter(|end| *end <= length);
    let readings = ends.filter_map(|end| {
        let near: String = term.chars().take(end).collect();
        let slips = strsim::osa_distance(word, &near);
        (slips <= most).then_some((slips, end < length, near))
    });
    readings.min_by_key(|(slips, left, _)| (*slips, *left))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(word: &str, term: &str) -> Option<(usize, bool, String)> {
        reading(word, word.chars().count(), term)
    }

    #[test]
    fn a_slip_is_a_letter_more_or_less_or_another_and_two_that_changed_places() {
        let whole = |slips, near: &str| Some((slips, false, near.to_owned()));
        assert_eq!(best("ashborne", "ashbourne"), whole(1, "ashbourne"));
        assert_eq!(best("oakley", "oakly"), whole(1, "oakly"));
        assert_eq!(best("jhonson", "johnson"), whole(1, "johnson"));
        assert_eq!(best("practise", "practice"), whole(1, "practice"));
        assert_eq!(best("surgury", "surgery"), whole(1, "surgery"));
        assert_eq!(
            best("surgur", "surgery").map(|b| b.2),
            Some("surger".into())
        );
    }

    #[test]
    fn long_words_may_hold_two_slips_and_short_ones_one() {
        assert!(best("featherstoon", "featherstone").is_some());
        assert_eq!(best("belles", "bolton"), None);
        assert_eq!(best("smyths", "smithe"), None);
    }
}
