//! Sharing with colleagues, as the window and the command line ask for it: files out and in, the team's laptops, the shared
//! folder. The work is done in `exchange`; this room knows the person who works here and the settings of this laptop.

mod files;
mod folder;
mod folder_files;
mod held;
mod incoming;
mod page;
mod refused;
mod settings;
mod team;
mod told;

use super::{Reply, Session};
use crate::{
    contract::Fault,
    exchange::{ExchangeError, Keys, Words, team::Colleague},
    record::Id,
    store::Store,
};

/// Name of a person; "somebody" where the hub file does not know.
fn name_of(db: &rusqlite::Connection, id: Id) -> String {
    db.prepare_cached("SELECT name FROM person WHERE id = ?1")
        .and_then(|mut s| s.query_row([id], |r| r.get::<_, Option<String>>(0)))
        .ok()
        .flatten()
        .unwrap_or_else(|| "Somebody".into())
}

/// A refusal in words. Where words do not open a file, the one to look at first is named.
pub(super) fn refusal(error: ExchangeError, words: Option<&str>) -> Fault {
    let wrong = matches!(error, ExchangeError::WordsWrong);
    let mut fault = Fault::from(error);
    let typed = words.filter(|_| wrong).map(Words::typed);
    if let Some(word) = typed.as_ref().and_then(Words::slip) {
        fault.hint = format!(
            "Look at “{word}” first, which Hubfolio never makes up. {}",
            fault.hint
        );
    }
    fault
}

pub(super) fn keys(store: &Store, words: Option<&str>) -> Keys {
    Keys {
        laptop: store.laptop().map(|l| *l.reading_secret()),
        words: words.filter(|w| !w.trim().is_empty()).map(Words::typed),
    }
}

impl Session {
    /// Who works here, as files name them.
    pub(super) fn colleague(&self) -> Reply<Colleague> {
        let id = self.person()?;
        let name = self.read()?.title("person", id)?;
        Ok(Colleague { id, name })
    }

    /// Name of the hub, for file names.
    pub(super) fn hub_name(&self) -> Reply<String> {
        let name = self
            .read()?
            .db()
            .prepare_cached(
                "SELECT name FROM live_hub_profile ORDER BY level IS NOT 'ics', name, id LIMIT 1",
            )
            .and_then(|mut s| s.query_row([], |r| r.get::<_, Option<String>>(0)));
        Ok(name.ok().flatten().unwrap_or_else(|| "Hub".into()))
    }
}
