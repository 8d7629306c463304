//! Reading a packet: everything that it says of itself is checked before anybody looks at it.

use sha2::{Digest, Sha256};

use super::{
    Comments, Contents, Copy, Letter,
    copy::FORM,
    letter::signature_fits_copy,
    limits::{self, Fault},
};
use crate::{
    env::Env,
    exchange::{
        ExchangeError, Layer, Result, Staged,
        sharing::{self, FileNote},
    },
    store::{
        Store,
        log::{hex, unhex},
        team::Card,
    },
};

/// A packet that holds together.
#[derive(Debug, Clone)]
pub struct Packet {
    /// File name.
    pub name: String,
    /// SHA-256 of the file.
    pub digest: [u8; 32],
    /// Size of the file in bytes.
    pub size: u64,
    /// The team that it comes from, hex.
    pub team: String,
    /// The laptop that made it.
    pub card: Card,
    /// Made when, by that laptop's clock, UTC milliseconds.
    pub made: i64,
    /// What it says of its team, and the signature.
    pub letter: Letter,
    /// The second part, verbatim.
    pub body: String,
    /// What that is.
    pub contents: Contents,
}

impl Packet {
    /// Reads a packet from a file that was verified.
    ///
    /// # Errors
    /// A file of edits; parts that do not hold together; a newer form.
    pub fn of(staged: &Staged) -> Result<Self> {
        if !staged.is_packet() {
            return Err(ExchangeError::NoPacket);
        }
        let damaged = |detail: String| ExchangeError::damaged(Layer::Lines, detail);
        let [first, body] = staged.packet.as_slice() else {
            return Err(damaged("another number of parts than two".into()));
        };
        refuse_newer(first)?;
        refuse_newer(body)?;
        let letter: Letter = serde_json::from_str(first).map_err(|e| damaged(e.to_string()))?;
        check(&letter).map_err(in_words)?;
        if !signature_fits_copy(
            &staged.card.key,
            staged.team(),
            body.as_bytes(),
            &letter.sig,
        ) {
            return Err(ExchangeError::damaged(
                Layer::Signature,
                "a copy that is not signed by the laptop that made the file",
            ));
        }
        let contents = match letter.what.as_str() {
            "copy" => {
                let copy: Copy = serde_json::from_str(body).map_err(|e| damaged(e.to_string()))?;
                copy.check().map_err(in_words)?;
                Contents::Copy(copy)
            }
            "comments" => {
                let said: Comments =
                    serde_json::from_str(body).map_err(|e| damaged(e.to_string()))?;
                said.check().map_err(in_words)?;
                Contents::Comments(said)
            }
            _ => return Err(ExchangeError::Newer),
        };
        Ok(Self {
            name: staged.name.clone(),
            digest: staged.digest,
            size: staged.size,
            team: staged.team().to_owned(),
            card: staged.card.clone(),
            made: staged.manifest.made,
            letter,
            body: body.clone(),
            contents,
        })
    }

    /// As [`Packet::of`], for this hub file: what its own team made, and what is meant for another team, is refused.
    ///
    /// # Errors
    /// As [`Packet::of`]; [`ExchangeError::OwnPacket`]; comments for another team.
    pub fn for_us(store: &Store, staged: &Staged) -> Result<Self> {
        let packet = Self::of(staged)?;
        let own = store.meta("hub_file")?.unwrap_or_default();
        if packet.team == own {
            return Err(ExchangeError::OwnPacket);
        }
        match &packet.contents {
            Contents::Comments(said) if said.to != own => Err(ExchangeError::refused(
                "not_for_this_team",
                "These comments are for another hub, not for yours. Your data was not changed.",
                "Ask who sent them for the file that is meant for your hub.",
            )),
            _ => Ok(packet),
        }
    }

    /// SHA-256 of the second part, hex: what tells one version from another.
    pub fn fingerprint(&self) -> String {
        hex(&Sha256::digest(self.body.as_bytes()))
    }
}

/// The number of the form comes before anything else that a newer version may have changed.
fn refuse_newer(part: &str) -> Result<()> {
    #[derive(serde::Deserialize)]
    struct Form {
        form: u64,
    }
    match serde_json::from_str::<Form>(part) {
        Ok(form) if form.form > u64::from(FORM) => Err(ExchangeError::Newer),
        Ok(Form { form: 0 }) => Err(in_words(Fault::Damaged("a part of no form"))),
        _ => Ok(()),
    }
}

fn check(letter: &Letter) -> Result<(), Fault> {
    limits::line(&letter.from.name, limits::SHORT)?;
    limits::count(letter.from.laptops.len(), limits::LAPTOPS, "laptops")?;
    for (key, reads) in &letter.from.laptops {
        let reads_fits = reads.len() <= 100 && reads.starts_with("age1");
        if unhex::<32>(key).is_none() || !reads_fits {
            return Err(Fault::Damaged("a laptop of another form"));
        }
    }
    Ok(())
}

fn in_words(fault: Fault) -> ExchangeError {
    match fault {
        Fault::Newer => ExchangeError::Newer,
        Fault::TooMuch(what) => ExchangeError::TooMuch(what),
        Fault::Damaged(detail) => ExchangeError::damaged(Layer::Lines, detail),
    }
}

/// Whether a file of these bytes was taken in before.
///
/// # Errors
/// When the hub file can't be read.
pub fn taken(store: &Store, digest: &[u8; 32]) -> Result<bool> {
    sharing::came_or_went(store.db(), digest, "copy_in")
}

/// Writes down that a packet was taken in.
///
/// # Errors
/// When the hub file can't be written.
pub fn note_taken(store: &Store, env: &dyn Env, packet: &Packet, said: &str) -> Result<()> {
    if taken(store, &packet.digest)? {
        return Ok(());
    }
    let note = FileNote {
        digest: packet.digest,
        name: packet.name.clone(),
        size: packet.size as i64,
        maker: packet.card.key.clone(),
        at: env.now(),
        what: "copy_in",
        text: said.to_owned(),
        span: (None, None),
    };
    sharing::note_file(store.db(), &note)?;
    Ok(())
}
