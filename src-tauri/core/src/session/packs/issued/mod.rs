//! Packs that went out (PCK-7): sending the next version out, and making its copies again from what was kept.

mod copies;
mod waiting;

use chrono::NaiveDate;
use serde::de::DeserializeOwned;

use self::copies::kept;
pub(super) use self::copies::{all, made};
pub(in crate::session) use self::waiting::waiting;
use super::{
    super::{
        Reply, Session,
        sign_offs::{CHECK_CODE, sign_offs_of},
    },
    board as of_board, engagement, interests, kpi_return, meeting, of_meeting, strategy,
};
use crate::{
    contract::{Fault, IssuedPackInfo, PackIssue, PacksIssued},
    dates::in_words,
    env::Env,
    packs::{
        board::{self, BoardPack},
        copies::{Snapshot, explain},
        issued::Issued,
        minutes::{self, Minutes},
    },
    record::{Fields, Id, Value},
    registers::governance::Issuable,
    store::{Action, Kept, Result, Row, Store, StoreError, Verb, unsettled},
};

/// What to do once that is settled which a pack may not go out with.
const SETTLE_THEN: &str = "send the pack out";

/// What goes out: bytes to keep, the list that is signed, what is new.
struct Going {
    kept: Vec<u8>,
    list: Vec<u8>,
    changes: Vec<String>,
}

impl Going {
    fn of<S: Snapshot + DeserializeOwned>(now: &Issued<S>, changes: Vec<String>) -> Self {
        Self {
            kept: now.bytes(),
            list: now.list(),
            changes,
        }
    }
}

/// The versions of one pack of one thing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Series {
    pack: Issuable,
    meeting: Option<Id>,
    board: Option<Id>,
}

impl Series {
    pub(super) fn of_meeting(pack: Issuable, meeting: Id) -> Self {
        Self {
            pack,
            meeting: Some(meeting),
            board: None,
        }
    }

    /// Of a version.
    fn of_row(row: &Row) -> Self {
        Self {
            pack: Issuable::named(&row.text("pack")).unwrap_or(Issuable::Board),
            meeting: row.value("meeting").as_id(),
            board: row.value("board").as_id(),
        }
    }

    /// By what a request says.
    pub(super) fn of(store: &Store, pack: &str, record: Option<&str>) -> Reply<Self> {
        let pack = Issuable::named(pack).ok_or_else(|| unknown(pack))?;
        if pack.is_of_meeting() {
            return Ok(Self::of_meeting(pack, of_meeting(store, record)?));
        }
        let board = match pack {
            Issuable::Interests => of_board(store, record)?,
            _ => None,
        };
        Ok(Self {
            pack,
            meeting: None,
            board,
        })
    }

    /// The versions, newest first.
    fn rows(self, store: &Store) -> Result<Vec<Row>> {
        let mut find = store.db().prepare_cached(
            "SELECT id FROM live_issued_pack WHERE pack = ?1 AND meeting IS ?2 AND board IS ?3
             ORDER BY version DESC, id DESC",
        )?;
        let ids = find
            .query_map((self.pack.name(), self.meeting, self.board), |r| r.get(0))?
            .collect::<rusqlite::Result<Vec<Id>>>()?;
        ids.into_iter()
            .map(|id| store.row("issued_pack", id))
            .collect()
    }

    /// What waits in the versions that went out, where they belong to no meeting: those of a meeting are looked at with it.
    fn waiting(self, store: &Store) -> Result<Vec<String>> {
        unsettled::sentences(store, |thing| {
            if self.meeting.is_some() || thing.kind != "issued_pack" {
                return Ok(false);
            }
            let row = store.row("issued_pack", thing.record)?;
            Ok(row.text("pack") == self.pack.name() && row.value("board").as_id() == self.board)
        })
    }

    /// One version, by its identifier or its number.
    pub(super) fn version(self, store: &Store, named: &str) -> Reply<Row> {
        let (pack, named) = (self.pack.words(), named.trim());
        let mut rows = self.rows(store)?;
        rows.retain(|row| row.id.to_string() == named || number(row).to_string() == named);
        let one = rows.pop();
        if let (Some(first), Some(other)) = (&one, rows.first()) {
            let message = format!(
                "Two laptops both sent a version {named} of this {pack} out. No pack was written."
            );
            let hint = format!("Name it by its identifier: {} or {}.", first.id, other.id);
            return Err(StoreError::refused("several_versions", message, hint).into());
        }
        one.ok_or_else(|| {
            let message =
                format!("There is no version {named} of this {pack}. No pack was written.");
            let hint = "Send it out first, or write it as it is now.";
            StoreError::refused("no_version", message, hint).into()
        })
    }
}

impl Session {
    /// Sends a pack out as its next version.
    pub(in super::super) fn pack_issue(
        &mut self,
        env: &dyn Env,
        request: &PackIssue,
    ) -> Reply<IssuedPackInfo> {
        let file = self.opened()?;
        let store = &mut file.store;
        let record = request.record.as_deref();
        let series = Series::of(store, &request.pack, record)?;
        let today = env.today();
        unsettled::refuse(&series.waiting(store)?, SETTLE_THEN)?;
        let before = series.rows(store)?.into_iter().next();
        let version = before.as_ref().map_or(1, |row| number(row) + 1);
        let next = (version, before.as_ref());
        let going = match (series.pack, series.meeting) {
            (Issuable::Minutes, Some(meeting)) => minutes_of(store, today, meeting, next)?,
            (_, Some(meeting)) => board(store, today, meeting, next)?,
            (Issuable::Engagement, _) => alone(
                store,
                series.pack,
                engagement::whole(store, env)?,
                today,
                next,
            )?,
            (Issuable::Strategy, _) => {
                let whole = strategy::whole(store, today, kpi_return(store, record)?)?;
                alone(store, series.pack, whole, today, next)?
            }
            _ => {
                let whole = interests::whole(store, today, series.board)?;
                alone(store, series.pack, whole, today, next)?
            }
        };
        let title = title_of(store, series, version)?;
        let (id, _) = store.transact(env, file.me, Action::new(Verb::Issue).of(title), |tx| {
            let changes = going.changes.join("\n");
            let values: Fields = [
                ("meeting", series.meeting.into()),
                ("board", series.board.into()),
                ("pack", series.pack.name().into()),
                ("version", version.into()),
                ("issued_on", today.into()),
                ("issued_by", file.me.into()),
                ("changes", Some(changes).filter(|c| !c.is_empty()).into()),
                ("copy", tx.keep_blob(&going.kept)?.into()),
                ("copies", tx.keep_blob(&going.list)?.into()),
            ]
            .map(|(field, value): (&str, Value)| (field.to_owned(), value))
            .into();
            tx.put("issued_pack", None, &values)
        })?;
        info(store, &store.row("issued_pack", id)?)
    }

    /// The packs that went out, newest first.
    pub(in super::super) fn packs_issued(
        &mut self,
        request: &PacksIssued,
    ) -> Reply<Vec<IssuedPackInfo>> {
        let store = self.read()?;
        let packs = match request.pack.as_deref() {
            Some(pack) => vec![pack],
            None => vec![Issuable::Board.name(), Issuable::Minutes.name()],
        };
        let mut all = vec![];
        for pack in packs {
            for row in Series::of(store, pack, request.record.as_deref())?.rows(store)? {
                all.push(info(store, &row)?);
            }
        }
        Ok(all)
    }
}

fn unknown(pack: &str) -> Fault {
    let message = format!("A pack called {pack} can't be sent out. Nothing was changed.");
    let hint = "Those that can: board, minutes, interests, engagement, strategy.";
    StoreError::refused("unknown_pack", message, hint).into()
}

/// What a version is called: "board pack, version 1, of Hub board, 2 December 2026".
pub(in crate::session) fn title(store: &Store, row: &Row) -> Result<String> {
    title_of(store, Series::of_row(row), number(row))
}

fn title_of(store: &Store, series: Series, version: i64) -> Result<String> {
    let words = format!("{}, version {version}", series.pack.words());
    let of = match (series.meeting, series.board) {
        (Some(meeting), _) => store.title("meeting", meeting)?,
        (None, Some(board)) => store.title("board", board)?,
        (None, None) => return Ok(words),
    };
    Ok(format!("{words}, of {of}"))
}

fn board(
    store: &Store,
    today: NaiveDate,
    meeting: Id,
    (version, before): (i64, Option<&Row>),
) -> Reply<Going> {
    let mut now = meeting::board_now(store, today, meeting)?;
    unsettled::refuse(&now.whole.head.waiting, SETTLE_THEN)?;
    explain(&mut now.whole);
    now.whole.version = u32::try_from(version).unwrap_or(u32::MAX);
    if let Some(before) = before {
        let before = kept::<BoardPack>(store, before)?.whole;
        now.whole.changes = board::changes(&before, &now.whole);
        if now.whole.changes.is_empty() {
            return Err(nothing_new(Issuable::Board, version - 1));
        }
        board::mark_late(&before, &mut now.whole);
    }
    let changes = now.whole.changes.iter().map(|c| c.text.clone()).collect();
    Ok(Going::of(&now, changes))
}

fn minutes_of(
    store: &Store,
    today: NaiveDate,
    meeting: Id,
    (version, before): (i64, Option<&Row>),
) -> Reply<Going> {
    let mut now = meeting::minutes_now(store, today, meeting)?;
    unsettled::refuse(&now.whole.head.waiting, SETTLE_THEN)?;
    explain(&mut now.whole);
    if let Some(before) = before {
        let before = kept::<Minutes>(store, before)?.whole;
        now.whole.changes = minutes::changes(&before, &now.whole);
        if now.whole.changes.is_empty() {
            return Err(nothing_new(Issuable::Minutes, version - 1));
        }
    }
    now.whole.version = u32::try_from(version).unwrap_or(u32::MAX);
    let changes = now.whole.changes.iter().map(|c| c.text.clone()).collect();
    Ok(Going::of(&now, changes))
}

/// A pack of no meeting: for everybody the members' copy or the public one.
fn alone<S: Snapshot + DeserializeOwned + PartialEq>(
    store: &Store,
    pack: Issuable,
    mut whole: S,
    today: NaiveDate,
    (version, before): (i64, Option<&Row>),
) -> Reply<Going> {
    unsettled::refuse(&whole.head().waiting, SETTLE_THEN)?;
    explain(&mut whole);
    if let Some(before) = before {
        let mut before = kept::<S>(store, before)?.whole;
        // What it begins with differs by the laptop that made it.
        *before.head() = whole.clone().head().clone();
        if before == whole {
            return Err(nothing_new(pack, version - 1));
        }
    }
    let now = Issued {
        whole,
        recipients: vec![],
        closed_session: false,
        on: today,
    };
    Ok(Going::of(&now, vec![]))
}

fn nothing_new(pack: Issuable, version: i64) -> Fault {
    let message = format!(
        "Nothing in the {} has changed since version {version} went out. Nothing was changed.",
        pack.words()
    );
    let hint = format!("Write version {version} again for whoever needs another copy.");
    StoreError::refused("nothing_new", message, hint).into()
}

fn number(row: &Row) -> i64 {
    row.value("version").as_int().unwrap_or(1)
}

fn info(store: &Store, row: &Row) -> Reply<IssuedPackInfo> {
    let state = match store.kept(&row.text("copy"))? {
        Kept::Erased => "erased",
        Kept::Here => "here",
        _ => "not_here",
    };
    let (mut closed_session, mut own_copies) = (false, vec![]);
    if state == "here" && row.text("pack") == Issuable::Board.name() {
        let issued = kept::<BoardPack>(store, row)?;
        closed_session = issued.closed_session;
        let own = issued
            .recipients
            .into_iter()
            .filter(|r| !r.without_papers.is_empty());
        own_copies = own.map(|r| r.person).collect();
    }
    let by = row.value("issued_by").as_id();
    Ok(IssuedPackInfo {
        id: row.id.to_string(),
        pack: row.text("pack"),
        version: number(row),
        on: row
            .value("issued_on")
            .as_date()
            .map(in_words)
            .unwrap_or_default(),
        by: by.map_or(Ok(String::new()), |id| store.title("person", id))?,
        check_code: row.text("copies").chars().take(CHECK_CODE).collect(),
        changes: row.text("changes").lines().map(str::to_owned).collect(),
        state: state.to_owned(),
        closed_session,
        own_copies,
        sign_offs: sign_offs_of(store, "issued_pack", row.id)?,
    })
}
