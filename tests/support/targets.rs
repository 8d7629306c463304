//! What a fuzzer drives, and our own dice too: valid cryptography around hostile content. None may panic, loop or eat
//! memory, and none may leave a hub file that does not hold together.

use std::{cell::RefCell, io::Cursor};

use hubfolio_core::{
    exchange::{self, Keys, Protecting, Protection, Staged, Words, format::read_header},
    store::{Verdict, parcel::Parcel, team::SignedCard},
};

use crate::{
    Laptop,
    forge::{Apart, apart, file_of, packed},
    liar::Liar,
    team::{LITTLE_WORK, receiving},
};

/// One thing to drive, by name.
pub type Target = (&'static str, fn(&[u8]));

/// All of them; `fuzz/` has one program for each.
pub const TARGETS: [Target; 7] = [
    ("header", header),
    ("frame", frame),
    ("lines", lines),
    ("manifest", manifest),
    ("change", change),
    ("values", values),
    ("roster", roster),
];

/// A hub file, a colleague's admitted laptop, and a sound file of hers without protection around it.
struct Stage {
    ann: Laptop,
    ben: Laptop,
    frame: Apart,
    /// Files brought in so far: after some, a look at everything.
    came: u32,
}

thread_local! {
    static STAGE: RefCell<Option<Stage>> = const { RefCell::new(None) };
}

fn on_stage<R>(act: impl FnOnce(&mut Stage) -> R) -> R {
    STAGE.with_borrow_mut(|stage| act(stage.get_or_insert_with(Stage::set)))
}

impl Stage {
    fn set() -> Self {
        let mut ann = Laptop::new(91);
        let mut ben = ann.joined(92);
        let path = ben.file("frame.hubx");
        let sent = ben
            .send(&path, true, Protecting::Words(None, LITTLE_WORK))
            .unwrap();
        let words = sent.words;
        let card = ann
            .staged(&[&path], words.as_deref())
            .unwrap()
            .remove(0)
            .card;
        ann.bring_in(&[&path], words.as_deref(), &[card.key])
            .unwrap();
        let mut frame = apart(&std::fs::read(&path).unwrap(), &ann.keys(words.as_deref()));
        // Without protection, so that dice do not spend their time on it.
        frame.header.enc = "none".into();
        let mut lines = frame.lines();
        lines[0].1 = lines[0].1.replacen("\"age-pass\"", "\"none\"", 1);
        let frame = frame.with(&lines).counted(ben.store().laptop());
        Self {
            ann,
            ben,
            frame,
            came: 0,
        }
    }

    /// Reads, looks at and brings in a file, whatever it is.
    fn offer(&mut self, file: &[u8]) {
        let keys = Keys {
            laptop: None,
            words: None,
        };
        let read = || Staged::read(&mut Cursor::new(file), "file.hubx".into(), &keys);
        let who = self.ann.colleague();
        let how = receiving(&who, &[]);
        let (store, world) = (self.ann.store.as_mut().unwrap(), &self.ann.world);
        let (Ok(look), Ok(take)) = (read(), read()) else {
            return;
        };
        let looked = exchange::look(store, world, &mut [look], &how);
        let came = exchange::bring_in(store, world, &mut [take], &how, None);
        assert_eq!(looked.is_ok(), came.is_ok(), "{looked:?} {came:?}");
        if came.is_ok() {
            self.came += 1;
            if self.came.is_multiple_of(64) {
                self.look_at_everything();
            }
        }
    }

    /// The hub file holds together, whatever came in; then a new one, so that dice do not slow down.
    fn look_at_everything(&mut self) {
        let store = self.ann.store();
        let faults = store.check().unwrap().faults;
        assert!(faults.is_empty(), "{faults:?}");
        if let Some(difference) = crate::oracle::difference(store) {
            panic!("{difference}");
        }
        let heads = self.ann.store().state_hash_heads().unwrap();
        self.ann.rebuild().unwrap();
        assert_eq!(self.ann.store().state_hash_heads().unwrap(), heads);
        if self.came > 512 {
            *self = Self::set();
        }
    }
}

/// The first bytes.
pub fn header(data: &[u8]) {
    let _ = read_header(&mut Cursor::new(data));
    on_stage(|stage| {
        // With a sound beginning, so that the text behind it is met too.
        let mut file = hubfolio_core::exchange::format::MAGIC.to_vec();
        file.extend([0, 1, 0, 0]);
        file.extend((data.len() as u32).to_be_bytes());
        file.extend(data);
        stage.offer(&file);
    });
}

/// Bytes behind a header that fits them: protection and compression.
pub fn frame(data: &[u8]) {
    on_stage(|stage| {
        for enc in ["none", "age-pass", "age-keys"] {
            let mut header = stage.frame.header.clone();
            header.enc = enc.into();
            let keys = Keys {
                laptop: Some([7; 32]),
                words: Some(Words::typed("x")),
            };
            let file = file_of(&header, data);
            let _ = Staged::read(&mut Cursor::new(file), "x".into(), &keys);
        }
    });
}

/// Lines: any bytes behind a sound first line, counted and signed as is due.
pub fn lines(data: &[u8]) {
    on_stage(|stage| {
        let first = stage.frame.text.iter().position(|b| *b == b'\n').unwrap() + 1;
        let mut apart = stage.frame.clone();
        apart.text.truncate(first);
        apart.text.extend(data);
        if apart.text.last() != Some(&b'\n') {
            apart.text.push(b'\n');
        }
        apart.text.extend(b"z{}\n");
        let apart = apart.counted(stage.ben.store.as_ref().unwrap().laptop());
        stage.offer(&file_of(&apart.header, &packed(&apart.text)));
    });
}

/// What a file says of itself, and cards.
pub fn manifest(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let card = SignedCard {
        line: text.into(),
        sig: "00".repeat(64),
    };
    assert!(card.verify().is_none(), "a card that nobody signed");
    on_stage(|stage| {
        let mut lines = stage.frame.lines();
        lines[0].1 = text.replace('\n', " ");
        let apart = stage.frame.with(&lines);
        let apart = apart.counted(stage.ben.store.as_ref().unwrap().laptop());
        stage.offer(&apart.together(&Protection::None));
    });
}

/// The two lines of a change, split at the first line end; in a chain that is signed.
pub fn change(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let (line, contents) = text.split_once('\n').unwrap_or((text, "[null]"));
    let contents = contents.replace('\n', " ");
    let _ = Parcel {
        line,
        contents: &contents,
    }
    .open();
    say(line, &contents);
}

/// The values of a sound line.
pub fn values(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    on_stage(|stage| {
        let actor = actor_of(data);
        let mut liar = Liar::new(stage.ben.store.as_ref().unwrap().laptop().unwrap(), actor);
        let line = liar.next_line().to_string();
        liar.say(&line, &text.replace('\n', " "));
        let file = liar.file(&stage.frame).together(&Protection::None);
        stage.offer(&file);
    });
}

fn say(line: &str, contents: &str) {
    on_stage(|stage| {
        let actor = serde_json::from_str::<serde_json::Value>(line)
            .ok()
            .and_then(|l| hubfolio_core::store::log::unhex::<16>(l["actor"].as_str()?))
            .unwrap_or([9; 16]);
        let mut liar = Liar::new(stage.ben.store.as_ref().unwrap().laptop().unwrap(), actor);
        liar.say(line, contents);
        let file = liar.file(&stage.frame).together(&Protection::None);
        stage.offer(&file);
    });
}

/// What the log says of laptops and invitations: any text for card and state, in edits that are sound.
pub fn roster(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let fit = |c: &char| !c.is_control();
    let parts: Vec<String> = text
        .split('\n')
        .map(|p| p.chars().filter(fit).collect())
        .collect();
    let part = |n: usize| parts.get(n).cloned().unwrap_or_default();
    on_stage(|stage| {
        let before = stage.ann.store().team().unwrap();
        stage
            .ann
            .store
            .as_mut()
            .unwrap()
            .take_in(&stage.ann.world, |taking| {
                let signer = stage.ben.store.as_ref().unwrap().laptop().unwrap();
                let liar = Liar::new(signer, actor_of(data)).say_with(|line, contents| {
                    let record = hubfolio_core::store::team::laptop_record(&part(0));
                    line["ops"] = serde_json::json!([
                        { "k": "@laptop", "r": record, "f": [["key", []], ["card", []], ["state", []], ["upto", []]] },
                        { "k": "@invitation", "r": record, "f": [["person", []], ["key", []], ["until", []]] },
                        { "k": "@recovery", "r": record, "f": [["key", []]] },
                    ]);
                    let mut values = vec![contents[0].clone()];
                    values.extend((0..8).map(|n| serde_json::Value::from(part(n))));
                    *contents = values.into();
                });
                let actor = serde_json::from_str(&liar.actor_line().1).unwrap();
                taking.meet(&actor)?;
                let parcel = Parcel {
                    line: &liar.lines[0].1,
                    contents: &liar.lines[1].1,
                };
                taking.offer(parcel.open()?, &parcel)?;
                taking.show()?;
                Ok(((), Verdict::OnlyLook))
            })
            .unwrap();
        let after = stage.ann.store().team().unwrap();
        assert_eq!(
            before.laptops.len(),
            after.laptops.len(),
            "looking changes nothing"
        );
    });
}

fn actor_of(data: &[u8]) -> [u8; 16] {
    use sha2::Digest;
    let digest = sha2::Sha256::digest(data);
    let mut out = [0; 16];
    out.copy_from_slice(&digest[..16]);
    out
}

/// Sound inputs of each target, to start from.
pub fn beginnings(name: &str) -> Vec<Vec<u8>> {
    on_stage(|stage| {
        let text = &stage.frame.text;
        let first = text.iter().position(|b| *b == b'\n').unwrap() + 1;
        let end = stage.frame.end();
        let line =
            Liar::new(stage.ben.store.as_ref().unwrap().laptop().unwrap(), [9; 16]).next_line();
        match name {
            "header" => vec![serde_json::to_vec(&stage.frame.header).unwrap()],
            "frame" => vec![
                packed(text),
                crate::forge::protected(
                    &packed(text),
                    &Protection::Words(Words::typed("x"), LITTLE_WORK),
                ),
            ],
            "lines" => vec![text[first..end].to_vec()],
            "manifest" => vec![text[1..first - 1].to_vec()],
            "change" => vec![format!("{line}\n{}", Liar::contents()).into_bytes()],
            "values" => vec![
                Liar::contents().to_string().into_bytes(),
                format!("[null,1,{{\"s\":\"{0}\",\"v\":\"x\"}}]", "00".repeat(32)).into_bytes(),
                format!(
                    "[null,{{\"x\":\"{0}\"}},{{\"x\":\"{0}\"}}]",
                    "00".repeat(32)
                )
                .into_bytes(),
            ],
            _ => stage
                .frame
                .lines()
                .iter()
                .map(|l| l.1.clone().into_bytes())
                .take(4)
                .collect(),
        }
    })
}
