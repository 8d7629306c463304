//! What edits that can't come in yet wait for, in sentences.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::{
    Result,
    sharing::{card_said, peers},
    tally::counted,
};
use crate::store::{StoreError, Waiting, log::hex, team::Team};

/// What some edits wait for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waits {
    /// For an earlier file: "3 edits from Priya wait for an earlier file. Ask Sam (SAM-PC) for everything." Or for one that
    /// holds them whole.
    pub sentences: Vec<String>,
    /// For their laptop: its key (hex), and "3 edits from Priya (HUB-PC) are held until that laptop is admitted."
    pub held: Vec<(String, String)>,
}

/// Key (hex) and name of the laptop of each actor (hex).
type Laptops = BTreeMap<String, (String, String)>;

impl Waits {
    /// What these edits wait for.
    ///
    /// # Errors
    /// When the hub file can't be read.
    pub fn told(db: &Connection, team: &Team, edits: &[Waiting]) -> Result<Self> {
        if edits.is_empty() {
            return Ok(Self::default());
        }
        let laptops = laptops(db)?;
        let peers = peers(db)?;
        let name = |key: &str| match team.laptops.get(key).and_then(|m| m.card()) {
            Some(card) => format!("{} ({})", card.person, card.laptop),
            None => match card_said(db, key) {
                Ok(Some(card)) => format!("{} ({})", card.person, card.laptop),
                _ => laptops
                    .values()
                    .find(|(of, name)| of == key && !name.is_empty())
                    .map_or_else(|| "a colleague".into(), |(_, name)| name.clone()),
            },
        };
        let by = |actor: &str| laptops.get(actor).map(|(key, _)| name(key));
        let mut earlier: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut held: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut incomplete: BTreeMap<String, usize> = BTreeMap::new();
        for edit in edits {
            let from = || by(&hex(edit.actor.as_bytes())).unwrap_or_else(|| "a colleague".into());
            if edit.is_incomplete() {
                *incomplete.entry(from()).or_default() += 1;
                continue;
            }
            let mut parts = edit.needs.split(' ');
            match (parts.next(), parts.next()) {
                (Some(why @ ("admit" | "blocked")), Some(key)) => {
                    *held.entry((key, why)).or_default() += 1;
                }
                (Some(actor), Some(seq)) => {
                    let seq: i64 = seq.parse().unwrap_or(i64::MAX);
                    // Who said that they hold the missing edit; else its own author.
                    let holder = peers
                        .iter()
                        .find(|(_, held)| held.get(actor).is_some_and(|h| h.0 >= seq));
                    let ask = match holder {
                        Some((key, _)) => name(key),
                        None => by(actor).unwrap_or_else(|| "your colleagues".into()),
                    };
                    *earlier.entry((from(), ask)).or_default() += 1;
                }
                _ => {}
            }
        }
        Ok(Self {
            sentences: earlier
                .into_iter()
                .map(|((from, ask), count)| {
                    let s = if count == 1 { "s" } else { "" };
                    let edits = counted(count, "edit", "edits");
                    format!(
                        "{edits} from {from} wait{s} for an earlier file. Ask {ask} for everything."
                    )
                })
                .chain(incomplete.into_iter().map(|(from, count)| {
                    let s = if count == 1 { "s" } else { "" };
                    let edits = counted(count, "edit", "edits");
                    format!(
                        "{edits} from {from} came with words left out that no erasure of your team explains, and wait{s} for a \
                         file that holds them whole. Ask {from} for everything."
                    )
                }))
                .collect(),
            held: held
                .into_iter()
                .map(|((key, why), count)| {
                    let is = if count == 1 { "is" } else { "are" };
                    let edits = counted(count, "edit", "edits");
                    let until = match why {
                        "admit" => "until that laptop is admitted",
                        _ => "since your team blocked that laptop",
                    };
                    (
                        key.to_owned(),
                        format!("{edits} from {} {is} held {until}.", name(key)),
                    )
                })
                .collect(),
        })
    }
}

fn laptops(db: &Connection) -> Result<Laptops> {
    let read = || -> rusqlite::Result<_> {
        let mut rows = db.prepare("SELECT actor, key, laptop FROM log_actor")?;
        rows.query_map([], |r| {
            let (actor, key): (Vec<u8>, Vec<u8>) = (r.get(0)?, r.get(1)?);
            Ok((hex(&actor), (hex(&key), r.get(2)?)))
        })?
        .collect()
    };
    Ok(read().map_err(StoreError::from)?)
}
