//! Files that nobody should bring in: each is refused with the right words, in one message that says that nothing was
//! changed, and leaves the hub file byte for byte as it was.

mod inner;
mod outer;

use std::io::Cursor;

use hubfolio_core::{
    contract::Fault,
    exchange::{self, ExchangeError, Keys, Protecting, Protection, Staged, Words},
    store::Laptop as Signer,
};
use hubfolio_tests::{
    Laptop,
    forge::{Apart, apart},
    team::{LITTLE_WORK, receiving},
};

pub const WORDS: &str = "unicorn tractor basement oblong viper lantern";

/// A file and the code with which it has to be refused.
pub struct Case {
    pub name: &'static str,
    pub code: &'static str,
    pub file: Vec<u8>,
    pub words: Option<&'static str>,
}

/// A case opened with the right words.
pub fn case(name: &'static str, code: &'static str, file: Vec<u8>) -> Case {
    Case {
        name,
        code,
        file,
        words: Some(WORDS),
    }
}

/// Ann's hub file; Ben's laptop, admitted; a sound file of his, by words.
pub struct Stage {
    pub ann: Laptop,
    pub ben: Laptop,
    pub file: Vec<u8>,
    pub apart: Apart,
}

impl Stage {
    pub fn set() -> Self {
        let mut ann = Laptop::new(1);
        let mut ben = ann.joined(2);
        for code in ["M84001", "M84002", "M84003"] {
            let values = [("name", "Abbey Road".into()), ("ods_code", code.into())];
            ben.put("practice", None, &values).unwrap();
        }
        let first = ben.file("first.hubx");
        ben.send(
            &first,
            true,
            Protecting::Words(Some(WORDS.into()), LITTLE_WORK),
        )
        .unwrap();
        let keys = [ben_key(&mut ben)];
        ann.bring_in(&[&first], Some(WORDS), &keys).unwrap();
        let file = std::fs::read(&first).unwrap();
        let apart = apart(&file, &ann.keys(Some(WORDS)));
        Self {
            ann,
            ben,
            file,
            apart,
        }
    }

    pub fn signer(&self) -> &Signer {
        self.ben.store.as_ref().unwrap().laptop().unwrap()
    }

    /// Looks at a case, and says how it was refused; none when it was not.
    fn refusal(&mut self, case: &Case) -> Option<Fault> {
        let keys = self.ann.keys(case.words);
        offer(&mut self.ann, &case.file, &keys)
            .err()
            .map(Fault::from)
    }

    /// Every case, one by one.
    pub fn run(&mut self, cases: Vec<Case>) {
        let before = bytes(&self.ann);
        let mut wrong = vec![];
        let count = cases.len();
        for case in cases {
            match self.refusal(&case) {
                None => wrong.push(format!("{}: not refused", case.name)),
                Some(fault) => {
                    println!("{:<22} {:<58} {}", fault.code, case.name, fault.message);
                    if fault.code != case.code {
                        wrong.push(format!(
                            "{}: {} instead of {}",
                            case.name, fault.code, case.code
                        ));
                    }
                    let kept = ["was not changed", "Nothing was"];
                    if !kept.iter().any(|k| fault.message.contains(k)) || fault.hint.is_empty() {
                        wrong.push(format!("{}: “{}”", case.name, fault.message));
                    }
                }
            }
            if bytes(&self.ann) != before {
                wrong.push(format!("{}: the hub file changed", case.name));
                break;
            }
        }
        println!("{count} cases");
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

/// Words with the least work.
pub fn by_words() -> Protection {
    Protection::Words(Words::typed(WORDS), LITTLE_WORK)
}

fn ben_key(ben: &mut Laptop) -> String {
    let key = ben.store().laptop().unwrap().public();
    key.iter().map(|b| format!("{b:02x}")).collect()
}

/// Reads, looks and brings in.
pub fn offer(to: &mut Laptop, file: &[u8], keys: &Keys) -> Result<i64, ExchangeError> {
    let read = |keys| Staged::read(&mut Cursor::new(file), "file.hubx".into(), keys);
    let who = to.colleague();
    let how = receiving(&who, &[]);
    let (store, world) = (to.store.as_mut().unwrap(), &to.world);
    exchange::look(store, world, &mut [read(keys)?], &how)?;
    let came = exchange::bring_in(store, world, &mut [read(keys)?], &how, None)?;
    Ok(came.edits)
}

/// The hub file and what stands beside it.
pub fn bytes(laptop: &Laptop) -> (Vec<u8>, Option<Vec<u8>>) {
    let mut wal = laptop.path().into_os_string();
    wal.push("-wal");
    (
        std::fs::read(laptop.path()).unwrap(),
        std::fs::read(wal).ok(),
    )
}
