//! A file that was read whole and found to be what it says it is, kept aside until it is brought in. Nothing of the hub
//! file is touched here.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

use sha2::{Digest, Sha256};

use super::{
    ExchangeError, Keys, Layer, Result,
    format::{Counts, Header, Manifest, Payload, Piece, Tag, limits, read_header, unprotect},
};
use crate::{
    record::Id,
    store::{
        ChainSignature, ErasureOrder,
        log::unhex,
        parcel::{Opened, Parcel, TravellingActor},
        team::Card,
    },
};

/// A verified file.
#[derive(Debug)]
pub struct Staged {
    /// File name, without its folder.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of the file.
    pub digest: [u8; 32],
    /// Its first line.
    pub manifest: Manifest,
    /// The laptop that made it.
    pub card: Card,
    /// Everybody whose changes are in it.
    pub actors: Vec<TravellingActor>,
    /// Signatures over their chains.
    pub signatures: Vec<ChainSignature>,
    /// Erasure orders.
    pub erasures: Vec<ErasureOrder>,
    /// Parts of a packet, as JSON.
    pub packet: Vec<String>,
    /// Names of the changes, in order.
    hashes: Vec<[u8; 32]>,
    payload: Payload,
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    counts: Counts,
    actors: Vec<TravellingActor>,
    keys: HashMap<Id, [u8; 32]>,
    signatures: Vec<ChainSignature>,
    signed: HashSet<(Id, i64, [u8; 32])>,
    erasures: Vec<ErasureOrder>,
    packet: Vec<String>,
    hashes: Vec<[u8; 32]>,
    chains: HashMap<Id, Vec<Run>>,
    line: String,
    open: bool,
    pieces: BTreeMap<String, (i64, i64)>,
    /// Bytes of the lines that are kept in memory as they are.
    kept: usize,
}

/// Changes of one actor that follow each other.
struct Run {
    seq: i64,
    tip: [u8; 32],
}

impl Staged {
    /// Reads a file and verifies all of it.
    ///
    /// # Errors
    /// Every fault that a file can have; see [`ExchangeError`].
    pub fn open(path: &Path, keys: &Keys) -> Result<Self> {
        let mut file = File::open(path)?;
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        Self::read(&mut file, name, keys)
    }

    /// As [`Staged::open`], from anything that can be read twice.
    ///
    /// # Errors
    /// As [`Staged::open`].
    pub fn read(input: &mut (impl Read + Seek), name: String, keys: &Keys) -> Result<Self> {
        let (digest, size) = digest(input)?;
        input.seek(SeekFrom::Start(0))?;
        let header = read_header(input)?;
        let mut payload = unprotect(&header, input, keys)?;
        let mut reading = Reading::default();
        let mut counts = Counts::default();
        let manifest = payload.verify(
            &header,
            |manifest| {
                counts = manifest.counts;
                Ok(())
            },
            |tag, text| reading.line(tag, text),
        )?;
        reading.finish(&counts)?;
        let packet = manifest.kind == "packet";
        if !counts.fit(packet) {
            return Err(ExchangeError::damaged(
                Layer::Manifest,
                "lines that a file of this kind does not have",
            ));
        }
        let Some(card) = manifest.card.verify() else {
            return Err(ExchangeError::damaged(Layer::Signature, "card"));
        };
        if packet && speaks_of_a_team(&manifest, &card) {
            return Err(ExchangeError::damaged(
                Layer::Manifest,
                "a copy that speaks of a team's own edits or laptops",
            ));
        }
        Ok(Self {
            name,
            size,
            digest,
            manifest,
            card,
            actors: reading.actors,
            signatures: reading.signatures,
            erasures: reading.erasures,
            packet: reading.packet,
            hashes: reading.hashes,
            payload,
        })
    }

    /// A copy from another team, not a file of edits.
    pub fn is_packet(&self) -> bool {
        self.manifest.kind == "packet"
    }

    /// The team it belongs to, hex.
    pub fn team(&self) -> &str {
        &self.manifest.team
    }

    /// Hands on every change again, in the order of the file.
    ///
    /// # Errors
    /// What `each` refuses; a file that can't be read any more.
    pub fn changes(
        &mut self,
        mut each: impl FnMut(Opened<'_>, &Parcel<'_>) -> Result<()>,
    ) -> Result<()> {
        let mut line = String::new();
        let mut hashes = self.hashes.iter();
        self.payload.again(|tag, text| match tag {
            Tag::Change => {
                text.clone_into(&mut line);
                Ok(())
            }
            Tag::Values => {
                let parcel = Parcel {
                    line: &line,
                    contents: text,
                };
                let hash = hashes.next().copied().unwrap_or_default();
                each(parcel.open_again(hash)?, &parcel)
            }
            _ => Ok(()),
        })
    }

    /// Hands on every piece of an attached file.
    ///
    /// # Errors
    /// As [`Staged::changes`].
    pub fn pieces(&mut self, mut each: impl FnMut(&Piece, &[u8]) -> Result<()>) -> Result<()> {
        self.payload.again(|tag, text| {
            if tag == Tag::Piece {
                let (piece, bytes) = piece(text)?;
                each(&piece, &bytes)?;
            }
            Ok(())
        })
    }
}

fn piece(text: &str) -> Result<(Piece, Vec<u8>)> {
    use base64::Engine as _;
    let fault = |detail: String| ExchangeError::damaged(Layer::Lines, detail);
    let piece: Piece = serde_json::from_str(text).map_err(|e| fault(e.to_string()))?;
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(&piece.data)
        .map_err(|e| fault(e.to_string()))?;
    Ok((piece, bytes))
}

/// SHA-256 and size of a file.
pub(super) fn digest(input: &mut (impl Read + Seek)) -> Result<([u8; 32], u64)> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut size = 0;
    input.seek(SeekFrom::Start(0))?;
    loop {
        let read = input.read(&mut buffer)?;
        if read == 0 {
            return Ok((hash.finalize().into(), size));
        }
        hash.update(&buffer[..read]);
        size += read as u64;
    }
}

fn chain(detail: &str) -> ExchangeError {
    ExchangeError::damaged(Layer::Chain, detail)
}

impl Reading {
    fn line(&mut self, tag: Tag, text: &str) -> Result<()> {
        if self.open && tag != Tag::Values {
            return Err(ExchangeError::damaged(
                Layer::Lines,
                "a change without its values",
            ));
        }
        match tag {
            Tag::Actor => self.actor(text),
            Tag::Signature => self.signature(text),
            Tag::Change => {
                text.clone_into(&mut self.line);
                self.open = true;
                Ok(())
            }
            Tag::Values => self.change(text),
            Tag::Erasure => self.erasure(text),
            Tag::Packet => {
                self.keep(text)?;
                self.counts.packets += 1;
                self.packet.push(text.to_owned());
                Ok(())
            }
            Tag::Piece => self.piece(text),
            Tag::Manifest | Tag::End => Ok(()),
        }
    }

    /// Makes room in memory for a line, as far as any honest file needs it.
    fn keep(&mut self, text: &str) -> Result<()> {
        self.kept += text.len();
        if self.kept > limits::KEPT {
            return Err(ExchangeError::TooMuch("space"));
        }
        Ok(())
    }

    fn erasure(&mut self, text: &str) -> Result<()> {
        let fault = |detail: String| ExchangeError::damaged(Layer::Signature, detail);
        self.keep(text)?;
        let order: ErasureOrder = serde_json::from_str(text).map_err(|e| fault(e.to_string()))?;
        order.verify().map_err(|e| fault(e.to_string()))?;
        self.counts.erasures += 1;
        self.erasures.push(order);
        Ok(())
    }

    fn actor(&mut self, text: &str) -> Result<()> {
        if self.actors.len() >= limits::ACTORS {
            return Err(ExchangeError::TooMuch("laptops"));
        }
        let actor: TravellingActor = serde_json::from_str(text)
            .map_err(|e| ExchangeError::damaged(Layer::Signature, e.to_string()))?;
        let (id, key) = actor
            .verify()
            .map_err(|e| ExchangeError::damaged(Layer::Signature, e.to_string()))?;
        if self.keys.insert(id, key).is_some() {
            return Err(ExchangeError::damaged(Layer::Signature, "an actor twice"));
        }
        self.counts.actors += 1;
        self.actors.push(actor);
        Ok(())
    }

    fn signature(&mut self, text: &str) -> Result<()> {
        if self.signatures.len() >= limits::SIGNATURES {
            return Err(ExchangeError::TooMuch("signatures"));
        }
        let fault = |detail: &str| ExchangeError::damaged(Layer::Signature, detail);
        let (actor, seq, hash, signature): (String, i64, String, String) =
            serde_json::from_str(text).map_err(|e| fault(&e.to_string()))?;
        let (Some(actor), Some(hash), Some(signature)) = (
            unhex::<16>(&actor),
            unhex::<32>(&hash),
            unhex::<64>(&signature),
        ) else {
            return Err(fault("a signature of another form"));
        };
        let signed = ChainSignature {
            actor: Id::from_bytes(actor),
            seq,
            hash,
            signature,
        };
        if !self
            .keys
            .get(&signed.actor)
            .is_some_and(|key| signed.fits(key))
        {
            return Err(fault("a chain is not signed by the laptop that wrote it"));
        }
        self.counts.signatures += 1;
        self.signed.insert((signed.actor, seq, hash));
        self.signatures.push(signed);
        Ok(())
    }

    fn change(&mut self, contents: &str) -> Result<()> {
        if !std::mem::take(&mut self.open) {
            return Err(ExchangeError::damaged(
                Layer::Lines,
                "values without a change",
            ));
        }
        let parcel = Parcel {
            line: &self.line,
            contents,
        };
        let opened = parcel.open().map_err(|e| chain(&e.to_string()))?;
        if self.counts.changes >= limits::CHANGES {
            return Err(ExchangeError::TooMuch("edits"));
        }
        if !self.keys.contains_key(&opened.actor) {
            return Err(chain("a change by nobody in the list"));
        }
        let prev = match opened.line.prev {
            None => None,
            Some(text) => Some(unhex::<32>(text).ok_or_else(|| chain("prev"))?),
        };
        let runs = self.chains.entry(opened.actor).or_default();
        let seq = opened.line.seq;
        let follows = |r: &Run| Some(r.tip) == prev && r.seq + 1 == seq;
        let tip = opened.hash;
        match runs.iter().position(follows) {
            Some(at) => runs[at] = Run { seq, tip },
            None if runs.len() >= MOST_RUNS => return Err(ExchangeError::TooMuch("edits")),
            None => runs.push(Run { seq, tip }),
        }
        self.counts.changes += 1;
        self.counts.writes += opened.values.len() as u64;
        self.hashes.push(opened.hash);
        Ok(())
    }

    fn piece(&mut self, text: &str) -> Result<()> {
        let fault = |detail: &str| ExchangeError::damaged(Layer::Lines, detail);
        let (piece, bytes) = piece(text)?;
        let whole = self
            .pieces
            .entry(piece.hash.clone())
            .or_insert((piece.size, 0));
        if unhex::<32>(&piece.hash).is_none()
            || piece.size < 0
            || whole.0 != piece.size
            || piece.piece != whole.1
        {
            return Err(fault("pieces of a file in another order"));
        }
        let start = piece.piece * PIECE;
        let expected = (piece.size - start).clamp(0, PIECE);
        if bytes.len() as i64 != expected || (expected == 0 && piece.size > 0) {
            return Err(fault("a piece of another length"));
        }
        whole.1 += 1;
        self.counts.pieces += 1;
        Ok(())
    }

    /// Everything that was announced came, and every chain ends in a signed change.
    fn finish(&self, announced: &Counts) -> Result<()> {
        if self.open {
            return Err(ExchangeError::damaged(
                Layer::Lines,
                "a change without its values",
            ));
        }
        if self.counts != *announced {
            return Err(ExchangeError::damaged(
                Layer::Manifest,
                "another number of lines than announced",
            ));
        }
        for (actor, runs) in &self.chains {
            for run in runs {
                if !self.signed.contains(&(*actor, run.seq, run.tip)) {
                    return Err(ExchangeError::damaged(
                        Layer::Signature,
                        "a chain whose last change is not signed",
                    ));
                }
            }
        }
        Ok(())
    }
}

/// What only files between the laptops of one team say.
fn speaks_of_a_team(manifest: &Manifest, card: &Card) -> bool {
    let edits = !manifest.holdings.is_empty() || !manifest.after.is_empty();
    edits || card.invitation.is_some() || card.recovery.is_some()
}

/// Most separate stretches of one actor's changes in a file: an honest one has a few.
const MOST_RUNS: usize = 1_000;

/// Bytes of a piece of an attached file.
const PIECE: i64 = crate::store::PIECE as i64;

/// The header of a file, without opening it: which team, how protected.
///
/// # Errors
/// Not ours, newer, damaged.
pub fn look_at_header(path: &Path) -> Result<Header> {
    let mut file = File::open(path)?;
    read_header(&mut file)
}
