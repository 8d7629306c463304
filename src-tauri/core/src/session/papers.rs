//! Files that records name and that have not come to this laptop: what a person is told, and whom to ask.

use std::collections::BTreeMap;

use super::Reply;
use crate::{
    contract::{MissingPaper, PaperInfo},
    exchange,
    record::{Bytes, Field, Id},
    store::{
        Holdings, Kept, Naming, Store,
        log::hex,
        team::{Standing, Team},
    },
};

/// Most papers listed on one page.
const MOST: usize = 200;
/// Most laptops named in one sentence.
const MOST_NAMED: usize = 3;

/// What became of the bytes that a field names; none where it names none.
pub(super) fn info(
    store: &Store,
    kind: &str,
    field: &Field,
    record: Id,
    hash: Option<&str>,
) -> Reply<Option<PaperInfo>> {
    let (Some(bytes), Some(hash)) = (field.bytes, hash) else {
        return Ok(None);
    };
    let (state, text) = match store.kept(hash)? {
        Kept::Here => ("here", String::new()),
        Kept::Erased if bytes == Bytes::Copy => ("erased", "Signed; content erased.".into()),
        Kept::Erased => ("erased", "Content erased.".into()),
        Kept::Missing => {
            let named = store.who_named(kind, &field.name, record)?;
            ("missing", Known::of(store)?.ask(store, &named)?)
        }
    };
    Ok(Some(PaperInfo {
        state: state.into(),
        text,
    }))
}

/// Everything that has not come, with whom to ask.
pub(super) fn missing(store: &Store) -> Reply<Vec<MissingPaper>> {
    let found = store.missing_papers(MOST)?;
    if found.is_empty() {
        return Ok(vec![]);
    }
    let known = Known::of(store)?;
    let mut out = vec![];
    for paper in found {
        out.push(MissingPaper {
            kind_label: store.kind(&paper.kind)?.declaration.one.into(),
            title: store.title(&paper.kind, paper.record)?,
            text: known.ask(store, &paper.named)?,
            id: paper.record.to_string(),
            kind: paper.kind,
        });
    }
    Ok(out)
}

/// Who is in the team and what they said they hold.
struct Known {
    team: Team,
    peers: BTreeMap<String, Holdings>,
    own: String,
}

impl Known {
    fn of(store: &Store) -> Reply<Self> {
        Ok(Self {
            team: store.team()?,
            peers: exchange::peers(store.db())?,
            own: store.laptop().map(|l| hex(&l.public())).unwrap_or_default(),
        })
    }

    /// May be asked: another laptop that was not blocked.
    fn can_be_asked(&self, key: &str) -> bool {
        key != self.own && !matches!(self.team.standing(key), Standing::Blocked(_))
    }

    /// Whom to ask: the author on the laptop where it was made, then colleagues whose hub file holds that edit.
    fn ask(&self, store: &Store, named: &[Naming]) -> Reply<String> {
        let mut names: Vec<String> = vec![];
        let mut add = |name: String| {
            if names.len() < MOST_NAMED && !names.contains(&name) {
                names.push(name);
            }
        };
        for edit in named.iter().filter(|e| self.can_be_asked(&e.key)) {
            let author = store.title("person", edit.author)?;
            add(format!("{author} ({})", edit.laptop));
        }
        for (key, held) in self.peers.iter().filter(|(k, _)| self.can_be_asked(k)) {
            let has = |e: &Naming| held.get(&e.actor).is_some_and(|h| h.0 >= e.seq);
            if let (true, Some(card)) = (
                named.iter().any(has),
                self.team.laptops.get(key).and_then(|m| m.card()),
            ) {
                add(format!("{} ({})", card.person, card.laptop));
            }
        }
        Ok(match names.split_last() {
            None => "Paper not here, and no other laptop is known to have it: look for it in a copy of the hub file.".into(),
            Some((last, [])) => format!("Paper not here yet: ask {last}."),
            Some((last, first)) => format!("Paper not here yet: ask {} or {last}.", first.join(", ")),
        })
    }
}
