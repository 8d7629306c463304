//! Files that were damaged: every bit turned over, every length cut off, with the outer checksums as they were and made
//! to fit again. Not one may be taken for sound, and none leaves a trace in the hub file.

use std::{
    collections::BTreeMap,
    io::Cursor,
    ops::Range,
    sync::Mutex,
    sync::atomic::{AtomicU64, Ordering},
};

use hubfolio_core::{
    exchange::{
        ExchangeError, Keys, Layer, Protecting, Protection, Staged, Words, format::Tag,
        packet::Packet,
    },
    store::Laptop as Signer,
};
use hubfolio_tests::{
    Desk, Laptop,
    forge::{Apart, apart, file_of, packed, protected},
    soak::one_in,
    team::LITTLE_WORK,
};
use serde_json::json;

use super::packets;

const WORDS: &str = "unicorn tractor basement oblong viper lantern";

/// A sound file, what opens it, and what its parts are.
struct Sample {
    name: &'static str,
    file: Vec<u8>,
    words: Option<&'static str>,
    secret: [u8; 32],
    /// Bytes before the payload.
    head: usize,
    apart: Apart,
}

impl Sample {
    fn new(
        name: &'static str,
        file: Vec<u8>,
        words: Option<&'static str>,
        secret: [u8; 32],
    ) -> Self {
        let keys = Keys {
            laptop: Some(secret),
            words: words.map(Words::typed),
        };
        let apart = apart(&file, &keys);
        Self {
            name,
            head: file.len() - usize::try_from(apart.header.payload_len).unwrap(),
            file,
            words,
            secret,
            apart,
        }
    }

    fn keys(&self) -> Keys {
        Keys {
            laptop: Some(self.secret),
            words: self.words.map(Words::typed),
        }
    }

    fn protection(&self) -> Protection {
        match self.apart.header.enc.as_str() {
            "none" => Protection::None,
            "age-pass" => Protection::Words(Words::typed(WORDS), LITTLE_WORK),
            _ => Protection::Laptops(
                hubfolio_core::exchange::reading_key(&self.secret)
                    .into_iter()
                    .collect(),
            ),
        }
    }

    /// Where the laptop that made the file can lie about what others wrote: actors, orders, signatures, changes, values.
    /// What it says of itself in the first line, or in a packet, it may say as it likes; and the pieces of attached
    /// files are compared with their names when they come in.
    fn told_of_others(&self) -> Range<usize> {
        let text = &self.apart.text;
        let first = text.iter().position(|b| *b == b'\n').unwrap() + 1;
        let piece = text.windows(2).position(|w| w == b"\nb");
        match self.apart.lines()[1].0 {
            Tag::Packet => 0..0,
            _ => first..piece.map_or(self.apart.end(), |at| at + 1),
        }
    }

    /// Lines that are no longer what they were, protected and checked anew.
    fn again(&self, text: Vec<u8>, counted: Option<Option<&Signer>>) -> Vec<u8> {
        let mut apart = Apart {
            header: self.apart.header.clone(),
            text,
        };
        if let Some(signer) = counted {
            apart = apart.counted(signer);
        }
        let packed = packed(&apart.text);
        file_of(&apart.header, &protected(&packed, &self.protection()))
    }
}

/// Ann's team: a file with everything by words, one for colleagues that holds a difference, one without protection, one
/// with an attached file, erased values and the order that erased them; and a copy and comments between two teams.
fn samples() -> (Laptop, Laptop, Vec<Sample>) {
    let mut ann = Laptop::new(1);
    let open = ann.file("open.hubx");
    ann.send(&open, true, Protecting::Open).unwrap();
    let mut ben = ann.joined(2);
    let practice = [("name", "Abbey Road".into()), ("ods_code", "M84001".into())];
    ben.put("practice", None, &practice).unwrap();
    let first = ben.file("first.hubx");
    ben.send(&first, false, Protecting::Colleagues).unwrap();
    ann.bring_in_and_admit(&[&first]).unwrap();
    let all = ann.file("all.hubx");
    let words = Protecting::Words(Some(WORDS.into()), LITTLE_WORK);
    ann.send(&all, true, words).unwrap();
    let difference = ann.file("difference.hubx");
    ann.send(&difference, false, Protecting::Colleagues)
        .unwrap();
    let secret = |l: &mut Laptop| *l.store().laptop().unwrap().reading_secret();
    let (anns, bens) = (secret(&mut ann), secret(&mut ben));
    let read = |path| std::fs::read(path).unwrap();
    let erased = with_an_attachment_and_an_order(&mut ann);
    let mut samples = vec![
        Sample::new("everything, by words", read(&all), Some(WORDS), anns),
        Sample::new("a difference, for laptops", read(&difference), None, bens),
        Sample::new("everything, open", read(&open), None, anns),
        Sample::new(
            "attached and erased, for laptops",
            read(&erased),
            None,
            bens,
        ),
    ];
    samples.extend(between_teams());
    (ann, ben, samples)
}

fn with_an_attachment_and_an_order(ann: &mut Laptop) -> std::path::PathBuf {
    let person = [("name", "Zebedee Quuxworth".into())];
    let person = ann.put("person", None, &person).unwrap().0;
    let paper: &[u8] = b"Terms of reference";
    let file = ann.store().keep_blob_from(&mut { paper }).unwrap();
    let attached = [
        ("record_kind", "person".into()),
        ("record", person.to_string().as_str().into()),
        ("name", "terms.txt".into()),
        ("size", (paper.len() as i64).into()),
        ("file", file.as_str().into()),
    ];
    ann.put("attachment", None, &attached).unwrap();
    ann.erase("person", person, &["name"]).unwrap();
    let path = ann.file("erased.hubx");
    ann.send(&path, false, Protecting::Colleagues).unwrap();
    path
}

/// A copy of a list, open, and the region's comments on it, for the laptop that made it.
fn between_teams() -> [Sample; 2] {
    let mut region = packets::region();
    let mut hub = packets::hub(2, "Wyre Vale Hub", "Ann Archer").desk;
    let list = packets::list("practice", &["name", "ods_code"]);
    let copy = packets::send(&mut hub, list, "copy.hubx");
    packets::admit(&mut region, &copy);
    let taken = region.call("copy_take", packets::with_words(&copy));
    let comment = json!({ "id": taken["id"], "text": "A10001 is closed" });
    region.call("copy_say", comment);
    let back = region.file("comments.hubx");
    region.call(
        "comments_send",
        json!({ "id": taken["id"], "how": {}, "file": back }),
    );
    let secret = |desk: &mut Desk| desk.keys(None).laptop.unwrap();
    let read = |path: &str| std::fs::read(path).unwrap();
    [
        Sample::new("a copy, open", read(&copy), None, secret(&mut region)),
        Sample::new("comments, for laptops", read(&back), None, secret(&mut hub)),
    ]
}

/// A bit, and nothing else.
const AS_IT_IS: &str = "as it is, a bit";

/// Who refused how many.
#[derive(Default)]
struct Table {
    rows: Mutex<BTreeMap<(String, Option<Layer>), u64>>,
    accepted: Mutex<Vec<String>>,
    flips: AtomicU64,
    cuts: AtomicU64,
    /// Frames that unfolded to the same lines.
    same: AtomicU64,
}

impl Table {
    fn look(&self, sample: &Sample, how: &str, what: &str, file: Vec<u8>) {
        let read = Staged::read(&mut Cursor::new(&file), "x.hubx".into(), &sample.keys());
        let refusal = match read {
            Ok(staged) if staged.is_packet() && Packet::of(&staged).is_err() => {
                ExchangeError::damaged(Layer::Signature, "the packet's own signature")
            }
            // A few bits of a compressed frame mean nothing: it unfolds to the very same lines, checksum and all. That can
            // only happen where somebody made header and protection fit again.
            Ok(_) if how != AS_IT_IS && apart(&file, &sample.keys()).text == sample.apart.text => {
                self.same.fetch_add(1, Ordering::Relaxed);
                return;
            }
            Ok(_) => {
                let words = format!("{}, {how}: {what}", sample.name);
                self.accepted.lock().unwrap().push(words);
                return;
            }
            Err(ExchangeError::Io(e)) => panic!("not a refusal: {e}"),
            Err(e) => e,
        };
        let row = (how.to_owned(), refusal.layer());
        *self.rows.lock().unwrap().entry(row).or_default() += 1;
    }

    fn print(&self) {
        let rows = self.rows.lock().unwrap();
        for ((how, layer), count) in rows.iter() {
            let layer = layer.map_or("another", Layer::name);
            println!("{count:>8} refused by {layer:<12} {how}");
        }
        println!(
            "{} flips and {} cuts: {} unfolded to the very same lines, {} accepted",
            self.flips.load(Ordering::Relaxed),
            self.cuts.load(Ordering::Relaxed),
            self.same.load(Ordering::Relaxed),
            self.accepted.lock().unwrap().len()
        );
    }
}

/// Threads that share the places of a text.
const SHARES: usize = 4;

/// Positions of a text that are looked at, in one of the shares: all in a soak, else one in so many.
fn places(length: usize, share: usize, every: usize) -> impl Iterator<Item = usize> {
    (share * every + every / 2..length).step_by(SHARES * every)
}

fn flipped(bytes: &[u8], bit: usize) -> Vec<u8> {
    let mut out = bytes.to_vec();
    out[bit / 8] ^= 1 << (bit % 8);
    out
}

/// Turns bits over and cuts, in each of the ways, in one of the shares.
fn damage(table: &Table, sample: &Sample, signer: &Signer, share: usize, every: usize) {
    let flip = |how: &str, length: usize, make: &dyn Fn(usize) -> Vec<u8>| {
        for bit in places(length * 8, share, every) {
            table.flips.fetch_add(1, Ordering::Relaxed);
            table.look(sample, how, &format!("bit {bit}"), make(bit));
        }
    };
    let cut = |how: &str, length: usize, make: &dyn Fn(usize) -> Vec<u8>| {
        for at in places(length, share, every.div_ceil(4)) {
            table.cuts.fetch_add(1, Ordering::Relaxed);
            table.look(sample, how, &format!("cut at {at}"), make(at));
        }
    };
    let (file, text) = (&sample.file, &sample.apart.text);
    flip(AS_IT_IS, file.len(), &|bit| flipped(file, bit));
    cut("as it is, cut", file.len(), &|at| file[..at].to_vec());
    let payload = &file[sample.head..];
    let header = &sample.apart.header;
    flip("header made to fit, a bit", payload.len(), &|bit| {
        file_of(header, &flipped(payload, bit))
    });
    cut("header made to fit, cut", payload.len(), &|at| {
        file_of(header, &payload[..at])
    });
    let frame = packed(text);
    flip("protected anew, a bit", frame.len(), &|bit| {
        file_of(
            header,
            &protected(&flipped(&frame, bit), &sample.protection()),
        )
    });
    cut("protected anew, cut", frame.len(), &|at| {
        file_of(header, &protected(&frame[..at], &sample.protection()))
    });
    flip("compressed anew, a bit", text.len(), &|bit| {
        sample.again(flipped(text, bit), None)
    });
    cut("compressed anew, cut", text.len(), &|at| {
        sample.again(text[..at].to_vec(), None)
    });
    flip("counted anew, a bit", sample.apart.end(), &|bit| {
        sample.again(flipped(text, bit), Some(None))
    });
    let told = sample.told_of_others();
    flip("signed anew, a bit", told.len(), &|bit| {
        let bit = told.start * 8 + bit;
        sample.again(flipped(text, bit), Some(Some(signer)))
    });
}

#[test]
fn no_corrupt_file_is_taken_for_a_sound_one() {
    let (mut ann, mut ben, samples) = samples();
    let paths = [ann.path(), ben.path()];
    let bytes = |path: &std::path::PathBuf| {
        let mut wal = path.as_os_str().to_owned();
        wal.push("-wal");
        (std::fs::read(path).unwrap(), std::fs::read(wal).ok())
    };
    let before: Vec<_> = paths.iter().map(bytes).collect();
    let table = Table::default();
    let signer = ann.store().laptop().unwrap();
    for sample in &samples {
        println!(
            "{}: {} bytes, {} in lines",
            sample.name,
            sample.file.len(),
            sample.apart.text.len()
        );
        let sound = Staged::read(&mut Cursor::new(&sample.file), "x".into(), &sample.keys());
        assert!(sound.is_ok(), "{}: {sound:?}", sample.name);
        let same = sample.again(sample.apart.text.clone(), None);
        let same = Staged::read(&mut Cursor::new(same), "x".into(), &sample.keys());
        assert!(same.is_ok(), "taken apart and put together: {same:?}");
        let table = &table;
        std::thread::scope(|scope| {
            for share in 0..SHARES {
                scope.spawn(move || damage(table, sample, signer, share, one_in(61)));
            }
        });
        table.print();
    }
    let accepted = table.accepted.lock().unwrap();
    assert!(
        accepted.is_empty(),
        "{} accepted: {accepted:#?}",
        accepted.len()
    );
    for layer in [
        Layer::Header,
        Layer::Frame,
        Layer::Protection,
        Layer::Compression,
        Layer::Lines,
        Layer::Manifest,
        Layer::Signature,
        Layer::Chain,
    ] {
        let rows = table.rows.lock().unwrap();
        let met: u64 = rows
            .iter()
            .filter(|r| r.0.1 == Some(layer))
            .map(|r| r.1)
            .sum();
        assert!(met > 0, "{} was never asked", layer.name());
    }
    assert!(
        before == paths.iter().map(bytes).collect::<Vec<_>>(),
        "a hub file changed"
    );
    ben.reopen().unwrap();
}
