//! Laptops that made one of the files and that nobody has admitted yet.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Result, Staged, check_code, own_card, sharing, team};
use crate::{
    contract::TeamLaptop,
    record::Id,
    store::{
        Store,
        log::{hex, unhex},
        team::{Card, SignedCard, Standing, Team},
    },
};

/// A laptop that made one of the files and that nobody has admitted.
pub struct Newcomer {
    /// Its card.
    pub card: SignedCard,
    /// Its key, hex.
    pub key: String,
    /// It proves an invitation or the recovery words; or why not.
    pub proof: std::result::Result<String, String>,
}

/// The newcomers among those who made some files.
///
/// # Errors
/// When the hub file can't be read.
pub fn newcomers(store: &Store, files: &[Staged], today: NaiveDate) -> Result<Vec<Newcomer>> {
    let team = store.team()?;
    let own = store.laptop().map(|l| hex(&l.public())).unwrap_or_default();
    let mut out: Vec<Newcomer> = vec![];
    let mut used = BTreeSet::new();
    for file in files {
        let key = &file.card.key;
        let known = *key == own || out.iter().any(|l| l.key == *key);
        if known || *team.standing(key) != Standing::Waiting {
            continue;
        }
        let mut proof = team::comes_in(&team, &file.card, today);
        // Two laptops with one invitation in the same preview: only the first may come in by it.
        if let (Ok(_), Some((id, _))) = (&proof, &file.card.invitation)
            && !used.insert(*id)
        {
            proof = Err("Its invitation was used by another laptop before.".into());
        }
        out.push(Newcomer {
            card: file.manifest.card.clone(),
            key: key.clone(),
            proof,
        });
    }
    Ok(out)
}

/// How the very laptop that somebody works on stands with its team, as far as this hub file knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandsHere {
    /// It belongs to the team, or there is none yet.
    Counts,
    /// It comes with an invitation or the recovery words: the first file from it that a colleague brings in admits it.
    ComesIn,
    /// A colleague has to admit it.
    Waits,
    /// The team blocked it.
    Blocked,
}

/// How this laptop stands.
///
/// # Errors
/// When the hub file can't be read.
pub fn stands_here(store: &Store, team: &Team, today: NaiveDate) -> Result<StandsHere> {
    let Some(laptop) = store.laptop().filter(|_| !team.laptops.is_empty()) else {
        return Ok(StandsHere::Counts);
    };
    Ok(match team.standing(&hex(&laptop.public())) {
        Standing::Admitted => StandsHere::Counts,
        Standing::Blocked(_) => StandsHere::Blocked,
        Standing::Waiting => {
            let card = own_card(store, &laptop.name)?.verify();
            if card.is_some_and(|card| team::comes_in(team, &card, today).is_ok()) {
                StandsHere::ComesIn
            } else {
                StandsHere::Waits
            }
        }
    })
}

/// The invitation that this laptop came with, whether its team has heard of that or not.
///
/// # Errors
/// When the hub file can't be read.
pub fn came_with(store: &Store) -> Result<Option<Id>> {
    let used = store.meta("invitation")?;
    let used = used.and_then(|text| serde_json::from_str::<(Id, String)>(&text).ok());
    Ok(used.map(|(invitation, _)| invitation))
}

/// Why a laptop that waits is not let in by what it came with; none where it came with nothing.
///
/// # Errors
/// When the hub file can't be read.
pub fn why_it_waits(
    store: &Store,
    team: &Team,
    key: &str,
    today: NaiveDate,
) -> Result<Option<String>> {
    let card = sharing::card_said(store.db(), key)?;
    let came_with_something = |c: &Card| c.invitation.is_some() || c.recovery.is_some();
    Ok(card
        .filter(came_with_something)
        .and_then(|card| team::comes_in(team, &card, today).err()))
}

impl Newcomer {
    /// Whether it is admitted with the files, when a person admits these (keys in hex).
    pub fn comes_in(&self, admit: &[String]) -> bool {
        self.proof.is_ok() || admit.contains(&self.key)
    }

    /// What a person has to decide about it, when they admit these.
    pub fn decision(&self, admit: &[String]) -> String {
        let name = || {
            let card = self.card.verify();
            card.map_or_else(String::new, |c| format!("{} ({})", c.laptop, c.person))
        };
        match &self.proof {
            Ok(how) => format!("New laptop: {how}"),
            Err(_) if admit.contains(&self.key) => {
                format!("New laptop: {}. You admit it.", name())
            }
            Err(why) => format!(
                "New laptop: {}. {why} Its edits are held until you admit it.",
                name()
            ),
        }
    }

    /// As it is shown.
    pub fn shown(&self, files: &[Staged]) -> Option<TeamLaptop> {
        let card = self.card.verify()?;
        let held: i64 = files
            .iter()
            .filter(|f| f.card.key == card.key)
            .map(|f| f.manifest.counts.changes as i64)
            .sum();
        let state = if self.proof.is_ok() {
            "admitted"
        } else {
            "waiting"
        };
        Some(TeamLaptop {
            check_code: check_code(&unhex::<32>(&card.key)?),
            key: card.key,
            name: card.laptop,
            person: Some(card.person),
            state: state.into(),
            edits: 0,
            held,
            last_edit: None,
            behind: None,
            notes: self.proof.as_ref().err().cloned().into_iter().collect(),
        })
    }
}
