//! Names of files: plain on every disk.

use chrono::DateTime;

use crate::{
    env::Env,
    exchange::Result,
    store::{Store, StoreError},
};

/// A name for a file: hub, when, laptop, and a number that goes up.
pub fn file_name(store: &Store, env: &dyn Env, hub: &str) -> Result<String> {
    let count: i64 = store
        .db()
        .query_row(
            "SELECT count(*) + 1 FROM share_file WHERE what = 'sent'",
            [],
            |r| r.get(0),
        )
        .map_err(StoreError::from)?;
    let when = DateTime::from_timestamp_millis(env.now())
        .map(|m| m.format("%Y-%m-%d_%H%M").to_string())
        .unwrap_or_default();
    let laptop = store.laptop().map(|l| l.name.clone()).unwrap_or_default();
    Ok(format!(
        "{}_{when}_{}_{count:04}.hubx",
        plain(hub),
        plain(&laptop)
    ))
}

/// Letters and digits, the rest as hyphens: a name that every disk takes. "Ann’s laptop" is Anns-laptop.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let letters = text.chars().filter(|c| !matches!(c, '\'' | '’'));
    for c in letters.take(60) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_matches('-').to_owned();
    if out.is_empty() { "hub".into() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_plain_on_every_disk() {
        assert_eq!(plain("Ann’s laptop"), "Anns-laptop");
        assert_eq!(plain("Dene & Vale: Training/Hub"), "Dene-Vale-Training-Hub");
        assert_eq!(plain("../.."), "hub");
        assert_eq!(plain("’"), "hub");
        assert_eq!(plain(&"x".repeat(200)).len(), 60);
    }
}
