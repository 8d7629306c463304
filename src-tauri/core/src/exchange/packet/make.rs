//! Making a packet: signed, protected, written under a temporary name, read back, named.

use std::path::Path;

use super::{Contents, From, Letter, Packet, copy::FORM, letter::sign};
use crate::{
    env::Env,
    exchange::{
        ExchangeError, Protecting, Result,
        format::{Counts, Room, Tag},
        send::{
            bare_card,
            frame::{self, Frame, Making},
            own_key, protection,
        },
    },
    store::{
        Holdings, Store, StoreError,
        log::hex,
        team::{SignedCard, Standing},
    },
};

/// Who sends, and how.
pub struct Posting {
    /// What the team calls itself.
    pub hub: String,
    /// Name of the person who works here.
    pub person: String,
    /// Protection.
    pub protection: Protecting,
    /// The personal data in it, a sentence each.
    pub personal: Vec<String>,
}

/// A packet that was made.
#[derive(Debug, Clone)]
pub struct Posted {
    /// Size in bytes.
    pub bytes: u64,
    /// The words that open it.
    pub words: Option<String>,
}

/// Writes a packet, reads it back whole, and only then gives it its name.
///
/// # Errors
/// Personal data without protection; nobody to write for; a file of that name; more than fits into one file.
pub fn make(
    store: &Store,
    env: &dyn Env,
    posting: &Posting,
    contents: &Contents,
    to: &Path,
) -> Result<Posted> {
    let laptop = store.laptop().ok_or(StoreError::ReadOnly)?;
    let team = store.meta("hub_file")?.unwrap_or_default();
    let body = contents.text().map_err(std::io::Error::from)?;
    if body.len() + 1 > Tag::Packet.most() {
        return Err(ExchangeError::refused(
            "copy_too_large",
            "This copy would be larger than the other team's Hubfolio takes. Nothing was written.",
            "Choose fewer rows or columns, or send it as a spreadsheet.",
        ));
    }
    let letter = Letter {
        form: FORM,
        what: contents.name().into(),
        from: From {
            name: posting.hub.clone(),
            laptops: others(store)?,
        },
        sig: hex(&sign(laptop, &team, body.as_bytes())),
    };
    let (protection, words) = protection(store, env, &posting.protection, &posting.personal)?;
    let counts = Counts {
        packets: 2,
        ..Counts::default()
    };
    let frame = Frame {
        state: None,
        kind: "packet",
        // What admits a laptop to its own team is no other team's business.
        card: SignedCard::sign(&bare_card(store, &posting.person)?, laptop)?,
        holdings: Holdings::new(),
        after: Holdings::new(),
        left_out: vec![],
        counts,
        room: Room::default(),
    };
    let write = |partial: &Path| {
        frame.write(store, env, &protection, partial, |out| {
            out.json(Tag::Packet, &letter)?;
            out.line(Tag::Packet, &body)
        })?;
        Ok(counts)
    };
    let making = Making {
        to,
        words: words.as_ref(),
        what: "copy_sent",
        said: &|_| said(contents),
        check: &|staged| Packet::of(staged).map(|_| ()),
    };
    let (bytes, _) = frame::make(store, env, &making, write)?;
    Ok(Posted {
        bytes,
        words: words.map(|w| w.text().to_owned()),
    })
}

fn said(contents: &Contents) -> String {
    match contents {
        Contents::Copy(copy) => {
            format!("A copy for another team: {}, {}.", copy.title, copy.version)
        }
        Contents::Comments(said) => format!(
            "Comments for another team: {}, {}.",
            said.title, said.version
        ),
    }
}

/// The other admitted laptops of this team.
fn others(store: &Store) -> Result<Vec<(String, String)>> {
    let own = own_key(store)?;
    let team = store.team()?;
    let admitted = team
        .laptops
        .iter()
        .filter(|(key, m)| **key != own && m.standing == Standing::Admitted);
    let mut out: Vec<(String, String)> = admitted
        .filter_map(|(key, m)| Some((key.clone(), m.card()?.reads.clone())))
        .collect();
    out.sort();
    Ok(out)
}
