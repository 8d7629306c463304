//! Which laptops belong to the team, worked out from the log like everything else: admitting, blocking and inviting are
//! writes to the log's own kinds, so they travel, are signed, and come out the same everywhere.
//!
//! This file knows laptops and keys; who a person is, it does not ask.

use std::{
    collections::{BTreeMap, HashMap},
    sync::OnceLock,
};

use chrono::NaiveDate;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::{
    Result, Store, StoreError, Tx, heads,
    identity::{Laptop, signature_fits},
    log::{hex, unhex},
};
use crate::record::{Id, Value};

/// The log's own kind for laptops.
pub const LAPTOP: &str = "@laptop";
/// The log's own kind for invitations.
pub const INVITATION: &str = "@invitation";
/// The log's own kind for the key of the recovery words.
pub const RECOVERY: &str = "@recovery";

/// What a laptop says of itself, signed by its key: travels in every file it makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Public key, hex.
    pub key: String,
    /// What people call the laptop.
    pub laptop: String,
    /// Who works on it.
    pub person: String,
    /// The public key to write files for it with.
    pub reads: String,
    /// The invitation it comes with: identifier, and the signature of the invitation's key over this laptop's key, hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation: Option<(Id, String)>,
    /// The signature of the recovery words' key over this laptop's key, hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<String>,
}

/// A card and the signature over it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedCard {
    /// The card as JSON, verbatim.
    pub line: String,
    /// Signature of the laptop's key, hex.
    pub sig: String,
}

impl SignedCard {
    /// Signs a card as this laptop.
    ///
    /// # Errors
    /// Never in practice: a card is plain text.
    pub fn sign(card: &Card, laptop: &Laptop) -> Result<Self> {
        let line = serde_json::to_string(card).map_err(|e| StoreError::Log(e.to_string()))?;
        let sig = hex(&laptop.sign("laptop", line.as_bytes()));
        Ok(Self { line, sig })
    }

    /// The card, when the signature is that of the key it names.
    pub fn verify(&self) -> Option<Card> {
        let card: Card = serde_json::from_str(&self.line).ok()?;
        let (key, sig) = (unhex::<32>(&card.key)?, unhex::<64>(&self.sig)?);
        let short = card.laptop.chars().count() <= 200 && card.person.chars().count() <= 200;
        let fits = signature_fits(&key, "laptop", self.line.as_bytes(), &sig);
        (short && fits && card.reads.len() <= 100).then_some(card)
    }
}

/// How a laptop stands with the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Its edits count.
    Admitted,
    /// Nobody has admitted it yet: its edits are held.
    Waiting,
    /// Blocked: edits up to these (actor in hex -> number) count, later ones are held.
    Blocked(BTreeMap<String, i64>),
}

/// A laptop that the team has spoken about.
#[derive(Debug, Clone)]
pub struct Member {
    /// How it stands.
    pub standing: Standing,
    /// Its card as the log has it.
    said: Option<String>,
    card: OnceLock<Option<Card>>,
}

impl Member {
    /// Its card, when the signature on it fits. Looked at when somebody asks, since that takes far longer than reading the
    /// team, which every bringing in does several times.
    pub fn card(&self) -> Option<&Card> {
        let verified = || {
            serde_json::from_str::<SignedCard>(self.said.as_deref()?)
                .ok()?
                .verify()
        };
        self.card.get_or_init(verified).as_ref()
    }
}

/// An open invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Identifier.
    pub id: Id,
    /// For whom.
    pub person: String,
    /// Public key that its words make, hex.
    pub key: String,
    /// Made on.
    pub made_on: Option<NaiveDate>,
    /// Last day on which it can be used.
    pub until: Option<NaiveDate>,
}

/// The team as the log says.
#[derive(Debug, Clone, Default)]
pub struct Team {
    /// Laptops by key, hex.
    pub laptops: HashMap<String, Member>,
    /// Invitations made, used or not.
    pub invitations: Vec<Invitation>,
    /// Public keys of recovery words, hex.
    pub recovery: Vec<String>,
}

impl Team {
    /// Reads it from the current versions in the log.
    ///
    /// # Errors
    /// When the tables can't be read.
    pub fn read(db: &Connection) -> Result<Self> {
        let mut team = Self::default();
        for said in current(db, LAPTOP)?.into_values() {
            let Some(key) = said.first("key").map(str::to_owned) else {
                continue;
            };
            let states = said.all("state");
            // Blocking wins over admitting at the same time: the safe answer until somebody says otherwise.
            let standing = if states.iter().any(|s| s == "blocked") {
                let mut upto: BTreeMap<String, i64> = BTreeMap::new();
                for text in said.all("upto") {
                    let list: Vec<(String, i64)> = serde_json::from_str(text).unwrap_or_default();
                    for (actor, seq) in list {
                        let most = upto.entry(actor).or_insert(seq);
                        *most = seq.max(*most);
                    }
                }
                Standing::Blocked(upto)
            } else if states.iter().any(|s| s == "admitted") {
                Standing::Admitted
            } else {
                Standing::Waiting
            };
            let member = Member {
                standing,
                said: said.first("card").map(str::to_owned),
                card: OnceLock::new(),
            };
            team.laptops.insert(key, member);
        }
        for (id, said) in current(db, INVITATION)? {
            let day = |field: &str| said.first(field).and_then(|d| d.parse().ok());
            team.invitations.push(Invitation {
                id,
                person: said.first("person").unwrap_or_default().to_owned(),
                key: said.first("key").unwrap_or_default().to_owned(),
                made_on: day("made_on"),
                until: day("until"),
            });
        }
        team.invitations.sort_by_key(|i| i.id);
        for said in current(db, RECOVERY)?.into_values() {
            team.recovery.extend(said.all("key").iter().cloned());
        }
        Ok(team)
    }

    /// How the laptop of this key stands.
    pub fn standing(&self, key: &str) -> &Standing {
        self.laptops
            .get(key)
            .map_or(&Standing::Waiting, |m| &m.standing)
    }

    /// The laptop that used an invitation; none while it is open.
    pub fn used_by(&self, invitation: Id) -> Option<&str> {
        self.laptops.iter().find_map(|(key, m)| {
            let used = m.card()?.invitation.as_ref()?.0 == invitation;
            (used && m.standing != Standing::Waiting).then_some(key.as_str())
        })
    }

    /// The invitation that a card proves to come with; `Err` says why it does not count.
    ///
    /// # Errors
    /// In words: used before, run out, unknown, not proven.
    pub fn invited(
        &self,
        card: &Card,
        today: NaiveDate,
    ) -> std::result::Result<&Invitation, String> {
        let Some((id, proof)) = &card.invitation else {
            return Err("It comes without an invitation.".into());
        };
        let Some(invitation) = self.invitations.iter().find(|i| i.id == *id) else {
            return Err("Its invitation is not known here.".into());
        };
        let proven = unhex::<32>(&invitation.key)
            .zip(unhex::<64>(proof))
            .is_some_and(|(key, sig)| {
                signature_fits(&key, "invitation", card.key.as_bytes(), &sig)
            });
        if !proven {
            return Err("Its invitation could not be proven.".into());
        }
        if self.used_by(*id).is_some_and(|key| key != card.key) {
            return Err(format!(
                "The invitation for {} was used by another laptop before.",
                invitation.person
            ));
        }
        if invitation.until.is_none_or(|until| today > until) {
            return Err(format!(
                "The invitation for {} has run out.",
                invitation.person
            ));
        }
        Ok(invitation)
    }
}

impl Team {
    /// Whether a card proves that the recovery words were used for its laptop.
    pub fn recovered(&self, card: &Card) -> bool {
        let Some(sig) = card.recovery.as_deref().and_then(unhex::<64>) else {
            return false;
        };
        self.recovery
            .iter()
            .filter_map(|key| unhex::<32>(key))
            .any(|key| signature_fits(&key, "recovery", card.key.as_bytes(), &sig))
    }
}

/// What is said of one record of the log's own kinds: field -> current versions, newest first.
struct Said(BTreeMap<String, Vec<String>>);

impl Said {
    fn first(&self, field: &str) -> Option<&str> {
        self.0.get(field)?.first().map(String::as_str)
    }

    fn all(&self, field: &str) -> &[String] {
        self.0.get(field).map_or(&[], Vec::as_slice)
    }
}

fn current(db: &Connection, kind: &str) -> Result<BTreeMap<Id, Said>> {
    let mut fields = db.prepare_cached("SELECT field_no, field FROM log_field WHERE kind = ?1")?;
    let fields = fields
        .query_map([kind], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
    let mut out: BTreeMap<Id, Said> = BTreeMap::new();
    for (no, field) in fields {
        // By the index of the team's edits: heads lie in the order of records, and there are many of those.
        let mut records = db.prepare_cached(
            "SELECT DISTINCT w.record FROM log_change c INDEXED BY log_change_team CROSS JOIN log_write w USING (change_no)
             WHERE (instr(c.body, '\"@laptop\"') OR instr(c.body, '\"@invitation\"') OR instr(c.body, '\"@recovery\"'))
               AND w.field_no = ?1",
        )?;
        let records = records
            .query_map([no], |r| r.get(0))?
            .collect::<rusqlite::Result<Vec<Id>>>()?;
        for record in records {
            let texts = heads::of(db, record, no)?
                .into_iter()
                .filter_map(|h| h.value?.as_text().map(str::to_owned))
                .collect();
            let said = out.entry(record).or_insert_with(|| Said(BTreeMap::new()));
            said.0.insert(field.clone(), texts);
        }
    }
    Ok(out)
}

/// The record of a laptop in the log: the same for everybody.
pub fn laptop_record(key: &str) -> Id {
    Id::natural(LAPTOP, &[key])
}

impl Store {
    /// The team as the log says.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn team(&self) -> Result<Team> {
        Team::read(&self.db)
    }
}

impl Tx<'_> {
    /// Says something of a laptop: `state`, `card`, `upto`.
    ///
    /// # Errors
    /// When the log can't be written.
    pub fn say_of_laptop(&mut self, key: &str, said: &[(&str, String)]) -> Result<()> {
        let record = laptop_record(key);
        self.say(LAPTOP, record, "key", key)?;
        for (field, text) in said {
            self.say(LAPTOP, record, field, text)?;
        }
        Ok(())
    }

    /// Writes an invitation down.
    ///
    /// # Errors
    /// When the log can't be written.
    pub fn say_invitation(&mut self, invitation: &Invitation) -> Result<()> {
        let day = |d: Option<NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
        for (field, text) in [
            ("person", invitation.person.clone()),
            ("key", invitation.key.clone()),
            ("made_on", day(invitation.made_on)),
            ("until", day(invitation.until)),
        ] {
            self.say(INVITATION, invitation.id, field, &text)?;
        }
        Ok(())
    }

    /// Writes the public key of new recovery words down, in place of earlier ones.
    ///
    /// # Errors
    /// When the log can't be written.
    pub fn say_recovery(&mut self, key: &str) -> Result<()> {
        self.say(RECOVERY, Id::natural(RECOVERY, &[]), "key", key)
    }

    /// One field of one of the log's own kinds, over all versions; nothing when it says so already.
    fn say(&mut self, kind: &str, record: Id, field: &str, text: &str) -> Result<()> {
        let no = self.field_no(kind, field)?;
        let now = heads::of(self.db(), record, no)?;
        let value = Value::from(text);
        if now.len() == 1 && now[0].value.as_ref() == Some(&value) {
            return Ok(());
        }
        let over = now.iter().map(|h| h.at).collect();
        self.write_over(kind, record, field, value, over)
    }
}
