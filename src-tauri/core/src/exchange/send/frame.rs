//! What every file has, whatever is in it: header, manifest, last line; written under a temporary name, read back by the
//! real reader, then named.

use std::{
    fs::File,
    io::{BufWriter, Seek, SeekFrom, Write},
    path::Path,
};

use super::own_key;
use crate::{
    env::Env,
    exchange::{
        ExchangeError, Keys, Result, Staged, Words,
        format::{Counts, FileWriter, Header, MAJOR, MINOR, Manifest, Room, Tag},
        keys::Protection,
        sharing::{self, FileNote},
    },
    files::new_file,
    store::{Holdings, Laptop, Store, StoreError, team::SignedCard},
};

/// What a file says of itself.
pub struct Frame {
    /// `team` or `packet`.
    pub kind: &'static str,
    /// The laptop that makes it.
    pub card: SignedCard,
    /// What the hub file holds.
    pub holdings: Holdings,
    /// What the readers are taken to hold.
    pub after: Holdings,
    /// Fingerprint of the current versions.
    pub state: Option<String>,
    /// Attached files that are not in it.
    pub left_out: Vec<(String, i64)>,
    /// What is in it.
    pub counts: Counts,
    /// How much fits into it.
    pub room: Room,
}

/// Where the lines go.
pub type Lines = FileWriter<BufWriter<File>>;

impl Frame {
    /// Writes the file: the lines that `body` writes, between the first and the last.
    pub fn write(
        self,
        store: &Store,
        env: &dyn Env,
        protection: &Protection,
        path: &Path,
        body: impl FnOnce(&mut Lines) -> Result<()>,
    ) -> Result<()> {
        let laptop = store.laptop().ok_or(StoreError::ReadOnly)?;
        let header = Header {
            minor: MINOR,
            team: store.meta("hub_file")?.unwrap_or_default(),
            enc: protection.name().into(),
            made: env.now(),
            app: env!("CARGO_PKG_VERSION").into(),
            min_reader: MAJOR,
            payload_len: 0,
            payload_sha256: String::new(),
        };
        let manifest = Manifest {
            minor: MINOR,
            kind: self.kind.into(),
            team: header.team.clone(),
            enc: header.enc.clone(),
            made: header.made,
            app: header.app.clone(),
            card: self.card,
            holdings: held(&self.holdings),
            after: held(&self.after),
            schema: crate::store::SCHEMA,
            state: self.state,
            left_out: self.left_out,
            counts: self.counts,
        };
        let payload = tempfile::tempfile_in(path.parent().unwrap_or(Path::new(".")))?;
        let payload = BufWriter::with_capacity(1 << 20, payload);
        let mut out = FileWriter::begin(payload, header, protection, &self.room)?;
        out.json(Tag::Manifest, &manifest)?;
        body(&mut out)?;
        assemble(out, laptop, path)
    }
}

fn held(holdings: &Holdings) -> Vec<(String, i64, String)> {
    holdings
        .iter()
        .map(|(actor, (seq, hash))| (actor.clone(), *seq, hash.clone()))
        .collect()
}

/// Puts the header, which tells the length of the rest, before the rest.
fn assemble(out: Lines, laptop: &Laptop, path: &Path) -> Result<()> {
    let (payload, header) = out.finish(laptop)?;
    let mut payload = payload
        .into_inner()
        .map_err(std::io::IntoInnerError::into_error)?;
    payload.seek(SeekFrom::Start(0))?;
    let mut file = File::options().write(true).truncate(true).open(path)?;
    file.write_all(&header.bytes()?)?;
    std::io::copy(&mut payload, &mut file)?;
    file.sync_data()?;
    Ok(())
}

/// A file to be made.
pub struct Making<'a> {
    /// Its name.
    pub to: &'a Path,
    /// The words that open it.
    pub words: Option<&'a Words>,
    /// What it is written down as.
    pub what: &'static str,
    /// In a sentence, from what is in it.
    pub said: &'a dyn Fn(&Counts) -> String,
    /// What has to be true of it when it is read back, beyond that it is sound.
    pub check: &'a dyn Fn(&Staged) -> Result<()>,
}

/// What a reader calls too much is, of a file that is being made, too much to send.
fn no_room(error: ExchangeError) -> ExchangeError {
    match error {
        ExchangeError::TooMuch(_) => ExchangeError::NoRoom,
        other => other,
    }
}

/// Makes a file: `write` fills it, the real reader reads it back, and only then it has its name. Returns its size and
/// what is in it.
pub fn make(
    store: &Store,
    env: &dyn Env,
    making: &Making<'_>,
    write: impl FnOnce(&Path) -> Result<Counts>,
) -> Result<(u64, Counts)> {
    let mut digest = [0; 32];
    let mut counts = Counts::default();
    let size = new_file(making.to, |partial| -> Result<()> {
        counts = write(partial).map_err(no_room)?;
        let keys = Keys {
            laptop: store.laptop().map(|l| *l.reading_secret()),
            words: making.words.cloned(),
        };
        let read = Staged::open(partial, &keys).map_err(no_room)?;
        digest = read.digest;
        (making.check)(&read)?;
        if read.manifest.counts == counts {
            return Ok(());
        }
        Err(ExchangeError::refused(
            "not_as_written",
            "The file did not turn out as it was written. No file was kept.",
            "Choose another disk.",
        ))
    })?;
    let name = making
        .to
        .file_name()
        .map(|n| n.to_string_lossy().into_owned());
    let note = FileNote {
        digest,
        name: name.unwrap_or_default(),
        size: size as i64,
        maker: own_key(store)?,
        at: env.now(),
        what: making.what,
        text: (making.said)(&counts),
        span: (None, Some(store.generation()?)),
    };
    sharing::note_file(store.db(), &note)?;
    Ok((size, counts))
}
