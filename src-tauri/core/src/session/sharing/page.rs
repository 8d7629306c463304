//! Everything about the team's laptops and files on one page.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{
    super::{Reply, Session, papers},
    refused::Refused,
    settings::Settings,
};
use crate::{
    contract::{FileEntry, InvitationInfo, SharingPage, TeamLaptop},
    env::Env,
    exchange::{self, StandsHere, check_code},
    store::{
        Store, StoreError,
        log::{hex, unhex},
        team::{Standing, Team},
    },
};

/// Most files listed.
const FILES: i64 = 50;

/// What the log holds of one laptop.
#[derive(Default)]
struct Written {
    name: String,
    edits: i64,
    last: Option<i64>,
    twice: bool,
    restored: bool,
}

impl Session {
    /// The page.
    pub(in crate::session) fn sharing(&mut self, env: &dyn Env) -> Reply<SharingPage> {
        let kept = self.sharing_kept()?;
        let folder = self.folder_info()?;
        let store = self.read()?;
        let team = store.team()?;
        let (this, others) = laptops(store, &team, env.today())?;
        let (unsent, last_sent) = unsent(store, &this.key)?;
        let own_invitation = exchange::came_with(store)?;
        Ok(SharingPage {
            waiting: exchange::Waits::told(store.db(), &team, &store.waiting()?)?.sentences,
            invitations: team
                .invitations
                .iter()
                .filter(|i| {
                    team.used_by(i.id).is_none()
                        && own_invitation != Some(i.id)
                        && i.until.is_some_and(|d| d >= env.today())
                })
                .map(|i| InvitationInfo {
                    id: i.id.to_string(),
                    person: i.person.clone(),
                    made_on: i.made_on.map(|d| d.to_string()).unwrap_or_default(),
                    until: i.until.map(|d| d.to_string()).unwrap_or_default(),
                })
                .collect(),
            to_settle: exchange::to_settle(store.db())?,
            has_recovery: !team.recovery.is_empty(),
            files: files(store.db(), &kept)?,
            papers: papers::missing(store)?,
            by_itself: kept.by_itself,
            last_copy: store.last_copy(),
            copies_folder: kept
                .copies
                .as_deref()
                .map(super::super::everything::name_of),
            this,
            others,
            unsent,
            last_sent,
            folder,
        })
    }
}

fn laptops(store: &Store, team: &Team, today: NaiveDate) -> Reply<(TeamLaptop, Vec<TeamLaptop>)> {
    let own = store.laptop().map(|l| hex(&l.public())).unwrap_or_default();
    let written = written(store.db())?;
    let held = held(store)?;
    let peers = exchange::peers(store.db())?;
    let ours = store.holdings()?;
    let mut keys: BTreeSet<&String> = written.keys().chain(team.laptops.keys()).collect();
    keys.insert(&own);
    let none = Written::default();
    let mut this = None;
    let mut others = vec![];
    for key in keys {
        let mine = written.get(key).unwrap_or(&none);
        let card = team.laptops.get(key).and_then(|m| m.card());
        let person = match card {
            Some(card) => Some(card.person.clone()),
            // Whoever is to admit it has to know whom to telephone.
            None => exchange::card_said(store.db(), key)?.map(|card| card.person),
        };
        let (state, note) = if *key == own {
            this_one(exchange::stands_here(store, team, today)?)
        } else {
            another(store, team, key, today)?
        };
        let name = match (card, mine.name.as_str()) {
            (Some(card), _) => card.laptop.clone(),
            (None, "") => store
                .laptop()
                .filter(|_| *key == own)
                .map_or_else(|| "A laptop".into(), |l| l.name.clone()),
            (None, name) => name.to_owned(),
        };
        let mut notes: Vec<String> = note.into_iter().collect();
        if mine.twice {
            notes.push("Its edits were made twice under one name: it or its hub file was copied. Both are kept.".into());
        }
        if mine.restored {
            notes.push("An older copy of its hub file was put back once.".into());
        }
        let laptop = TeamLaptop {
            check_code: unhex::<32>(key).map(|k| check_code(&k)).unwrap_or_default(),
            name,
            person,
            state: state.into(),
            edits: mine.edits,
            held: held.get(key).copied().unwrap_or(0),
            last_edit: mine.last,
            behind: peers.get(key).map(|theirs| {
                ours.iter()
                    .map(|(actor, (seq, _))| (seq - theirs.get(actor).map_or(0, |h| h.0)).max(0))
                    .sum()
            }),
            notes,
            key: key.clone(),
        };
        if *key == own {
            this = Some(laptop);
        } else {
            others.push(laptop);
        }
    }
    others.sort_by_key(|l| {
        (
            l.state != "waiting",
            l.state == "blocked",
            l.name.to_lowercase(),
        )
    });
    let this = this.ok_or(StoreError::ReadOnly)?;
    Ok((this, others))
}

/// What is said of the laptop that somebody works on.
fn this_one(stands: StandsHere) -> (&'static str, Option<String>) {
    match stands {
        StandsHere::Counts => ("this", None),
        StandsHere::ComesIn => (
            "this",
            Some("It belongs to the team as soon as a colleague brings in a file from here.".into()),
        ),
        StandsHere::Waits => (
            "waiting",
            Some(
                "Nobody in the team has admitted this laptop yet: read its check code out to a colleague by telephone. Until \
                 then the edits you send are held on their laptops."
                    .into(),
            ),
        ),
        StandsHere::Blocked => (
            "blocked",
            Some(
                "Your team blocked this laptop: what you edit from now on is held on your colleagues' laptops. Telephone one of \
                 them if that was a mistake."
                    .into(),
            ),
        ),
    }
}

/// What is said of another laptop.
fn another(
    store: &Store,
    team: &Team,
    key: &str,
    today: NaiveDate,
) -> Reply<(&'static str, Option<String>)> {
    Ok(match team.standing(key) {
        Standing::Admitted => ("admitted", None),
        // That its invitation was used before is not only said while its file is looked at.
        Standing::Waiting => ("waiting", exchange::why_it_waits(store, team, key, today)?),
        Standing::Blocked(_) => ("blocked", None),
    })
}

/// Read from the index of the log alone: a log has hundreds of thousands of edits, and Home asks at every start. The last
/// edit of an actor has its latest clock.
fn written(db: &Connection) -> Reply<BTreeMap<String, Written>> {
    let read = || -> rusqlite::Result<_> {
        let mut rows = db.prepare(
            "SELECT a.key, a.laptop, a.reason,
                    (SELECT count(*) FROM log_change c WHERE c.actor_no = a.actor_no),
                    (SELECT c.clock >> 16 FROM log_change c WHERE c.actor_no = a.actor_no ORDER BY c.seq DESC, c.branch DESC LIMIT 1),
                    (SELECT max(c.branch) FROM log_change c WHERE c.actor_no = a.actor_no)
             FROM log_actor a ORDER BY a.actor_no",
        )?;
        let mut rows = rows.query([])?;
        let mut out: BTreeMap<String, Written> = BTreeMap::new();
        while let Some(r) = rows.next()? {
            let of = out.entry(hex(&r.get::<_, Vec<u8>>(0)?)).or_default();
            of.name = r.get(1)?;
            of.restored |= r.get::<_, String>(2)? == "restored";
            of.edits += r.get::<_, i64>(3)?;
            of.last = of.last.max(r.get(4)?);
            of.twice |= r.get::<_, Option<i64>>(5)?.unwrap_or(0) > 0;
        }
        Ok(out)
    };
    Ok(read().map_err(StoreError::from)?)
}

/// Edits that are held for a laptop, by its key.
fn held(store: &Store) -> Reply<BTreeMap<String, i64>> {
    let mut out = BTreeMap::new();
    for waiting in store.waiting()? {
        if let Some(key) = waiting
            .needs
            .strip_prefix("admit ")
            .or_else(|| waiting.needs.strip_prefix("blocked "))
        {
            *out.entry(key.to_owned()).or_default() += 1;
        }
    }
    Ok(out)
}

/// Own edits that no file has taken along, and when the last one was made.
fn unsent(store: &Store, own: &str) -> Reply<(i64, Option<i64>)> {
    let read = || -> rusqlite::Result<_> {
        let (last_no, at): (Option<i64>, Option<i64>) = store.db().query_row(
            "SELECT max(last_no), max(at) FROM share_file WHERE what = 'sent'",
            [],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )?;
        let count = store.db().query_row(
            // By the laptop first: its edits are counted in the index, without reading one.
            "SELECT count(*) FROM log_actor a CROSS JOIN log_change c ON c.actor_no = a.actor_no
             WHERE c.change_no > ?1 AND lower(hex(a.key)) = ?2",
            rusqlite::params![last_no.unwrap_or(0), own],
            |r| r.get(0),
        )?;
        Ok((count, at))
    };
    Ok(read().map_err(StoreError::from)?)
}

/// The files that came and went, and those that were refused, the newest first.
fn files(db: &Connection, kept: &Settings) -> Reply<Vec<FileEntry>> {
    let mut files = came_and_went(db)?;
    files.extend(kept.refused.iter().rev().map(Refused::entry));
    files.sort_by_key(|file| std::cmp::Reverse(file.at));
    files.truncate(FILES as usize);
    Ok(files)
}

fn came_and_went(db: &Connection) -> Reply<Vec<FileEntry>> {
    let read = || -> rusqlite::Result<Vec<FileEntry>> {
        let mut rows = db.prepare(
            "SELECT name, at, what, text FROM share_file ORDER BY file_no DESC LIMIT ?1",
        )?;
        let rows = rows.query_map([FILES], |r| {
            Ok(FileEntry {
                name: r.get(0)?,
                at: r.get(1)?,
                what: r.get(2)?,
                text: r.get(3)?,
            })
        })?;
        rows.collect()
    };
    Ok(read().map_err(StoreError::from)?)
}
