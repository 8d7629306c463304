//! Which teams and laptops are taken copies from: admitted by a person who compared check codes, and blocked again.

use rusqlite::OptionalExtension;

use crate::{
    env::Env,
    record::{Fields, Id, Value},
    store::{Action, Receipt, Result, Store, StoreError, Tx, Verb},
};

/// Who made a file, as that file says of itself.
#[derive(Debug, Clone)]
pub struct Sender {
    /// The team's number.
    pub team: String,
    /// What the team calls itself.
    pub hub: String,
    /// Public key of the laptop.
    pub key: String,
    /// The public key to write files for it with.
    pub reads: String,
    /// What people call the laptop.
    pub laptop: String,
    /// Who works on it.
    pub person: String,
    /// The other laptops of that team that it vouches for: public key, and the key to write files with.
    pub others: Vec<(String, String)>,
}

/// How the maker of a file stands here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has admitted the team.
    Unknown,
    /// The team is admitted; this laptop of it was never named.
    OtherLaptop,
    /// Admitted.
    Admitted,
    /// Blocked.
    Blocked,
}

impl Standing {
    /// Its name in replies.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::OtherLaptop => "other_laptop",
            Self::Admitted => "admitted",
            Self::Blocked => "blocked",
        }
    }
}

pub(super) fn fields<const N: usize>(values: [(&str, Value); N]) -> Fields {
    values.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()
}

/// The record of the team of this number: the same on every laptop.
///
/// # Errors
/// When the kind is not known.
pub fn partner_id(store: &Store, team: &str) -> Result<Id> {
    natural(store, "partner_team", &fields([("team", team.into())]))
}

pub(super) fn natural(store: &Store, kind: &str, key: &Fields) -> Result<Id> {
    let id = store.kind(kind)?.natural_id(key);
    id.ok_or_else(|| StoreError::Log(format!("a {kind} without its key")))
}

/// How the laptop of this key in this team stands.
///
/// # Errors
/// When the file can't be read.
pub fn standing(store: &Store, team: &str, key: &str) -> Result<Standing> {
    let partner = partner_id(store, team)?;
    let stands: Option<Option<String>> = store
        .db()
        .prepare_cached("SELECT standing FROM live_partner_team WHERE id = ?1")?
        .query_row([partner], |r| r.get(0))
        .optional()?;
    match stands.flatten().as_deref() {
        None => return Ok(Standing::Unknown),
        Some("admitted") => {}
        // Whatever a newer version calls it: not admitted.
        Some(_) => return Ok(Standing::Blocked),
    }
    // Two people who admit and block at the same time: blocked until they have settled it.
    let versions = store.versions(partner, "partner_team", "standing")?;
    let admitted = |v: &Option<Value>| v.as_ref().and_then(Value::as_text) == Some("admitted");
    if !versions.iter().all(admitted) {
        return Ok(Standing::Blocked);
    }
    let known: bool = store
        .db()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM live_partner_laptop WHERE partner = ?1 AND \"key\" = ?2)",
        )?
        .query_row(rusqlite::params![partner, key], |r| r.get(0))?;
    Ok(if known {
        Standing::Admitted
    } else {
        Standing::OtherLaptop
    })
}

/// The keys to write files for a team with: of all its laptops that are known here.
///
/// # Errors
/// When the file can't be read.
pub fn reading_keys(store: &Store, partner: Id) -> Result<Vec<String>> {
    let mut keys = store.db().prepare_cached(
        "SELECT reads FROM live_partner_laptop WHERE partner = ?1 AND reads IS NOT NULL ORDER BY reads",
    )?;
    let keys = keys.query_map([partner], |r| r.get(0))?;
    Ok(keys.collect::<rusqlite::Result<_>>()?)
}

/// Admits the team and the laptop of a file whose check code a person has compared. A team that was blocked, since a laptop
/// of it was lost, comes back with this laptop and those that it vouches for: the lost one is none of them.
///
/// # Errors
/// When the hub file can't be written.
pub fn admit(store: &mut Store, env: &dyn Env, who: Id, sender: &Sender) -> Result<Receipt> {
    let partner = partner_id(store, &sender.team)?;
    let was_blocked = standing(store, &sender.team, &sender.key)? == Standing::Blocked;
    let known = store
        .find_row(store.kind("partner_team")?, partner)?
        .is_some_and(|r| !r.deleted);
    let mut values = fields([
        ("team", sender.team.as_str().into()),
        ("standing", "admitted".into()),
        ("blocked_because", Value::Null),
    ]);
    if !known {
        values.insert("name".into(), sender.hub.as_str().into());
    }
    let action = Action::new(Verb::AdmitTeam).of(sender.hub.clone());
    let ((), receipt) = store.transact(env, who, action, |tx| {
        tx.put("partner_team", Some(partner), &values)?;
        if was_blocked {
            let_go(tx, partner, sender)?;
        }
        let laptop = fields([
            ("partner", partner.into()),
            ("key", sender.key.as_str().into()),
            ("reads", sender.reads.as_str().into()),
            (
                "name",
                format!("{} ({})", sender.laptop, sender.person).into(),
            ),
        ]);
        tx.put("partner_laptop", None, &laptop)?;
        vouched(tx, partner, sender)
    })?;
    Ok(receipt)
}

/// Lets the laptops of a team go that neither made this file nor are vouched for in it.
fn let_go(tx: &mut Tx<'_>, partner: Id, sender: &Sender) -> Result<()> {
    let known = {
        let mut find = tx
            .db()
            .prepare_cached("SELECT id, \"key\" FROM live_partner_laptop WHERE partner = ?1")?;
        let found = find.query_map([partner], |r| Ok((r.get(0)?, r.get(1)?)))?;
        found.collect::<rusqlite::Result<Vec<(Id, String)>>>()?
    };
    for (id, key) in known {
        if key != sender.key && !sender.others.iter().any(|(other, _)| *other == key) {
            tx.remove("partner_laptop", id)?;
        }
    }
    Ok(())
}

/// Takes the laptops in that an admitted laptop vouches for, unless they are known or were removed here.
pub(super) fn vouched(tx: &mut Tx<'_>, partner: Id, sender: &Sender) -> Result<()> {
    for (key, reads) in &sender.others {
        let laptop = fields([
            ("partner", partner.into()),
            ("key", key.as_str().into()),
            ("reads", reads.as_str().into()),
        ]);
        let kinds = tx.kinds();
        let id = kinds
            .get("partner_laptop")
            .and_then(|k| k.natural_id(&laptop));
        let known: bool = tx
            .db()
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM partner_laptop WHERE id = ?1)")?
            .query_row([id], |r| r.get(0))?;
        if !known {
            tx.put("partner_laptop", id, &laptop)?;
        }
    }
    Ok(())
}

/// Blocks a team: what it sent stays, what it sends from now on is refused.
///
/// # Errors
/// No such team; a hub file that can't be written.
pub fn block(
    store: &mut Store,
    env: &dyn Env,
    who: Id,
    partner: Id,
    reason: Option<String>,
) -> Result<Receipt> {
    let name = store.row("partner_team", partner)?.text("name");
    let why = reason.filter(|r| !r.trim().is_empty());
    let values = fields([
        ("standing", "blocked".into()),
        ("blocked_because", why.map_or(Value::Null, |w| w.into())),
    ]);
    let action = Action::new(Verb::BlockTeam).of(name);
    let ((), receipt) = store.transact(env, who, action, |tx| {
        tx.put("partner_team", Some(partner), &values).map(|_| ())
    })?;
    Ok(receipt)
}
