//! A change on its way between two laptops: the structure line and its values as text, and whether they are what they
//! say they are.
//!
//! Nothing here trusts the other side: the hash is worked out again from the bytes. Knows neither tables nor kinds.

mod actor;
mod content;

use serde::Deserialize;

pub use actor::TravellingActor;
use content::Contents;
pub use content::{Content, contents};

use super::{
    Result, StoreError,
    log::{self, WRITES_PER_CHANGE, unhex},
};
use crate::record::Id;

/// Most changes that one change may build on.
const MOST_DEPS: usize = 2 * WRITES_PER_CHANGE;

/// Most writes of one change: a full part and the two words about its action.
const MOST_WRITES: usize = WRITES_PER_CHANGE + 2;

/// Clocks from the year 2000 to 2100, in milliseconds: a wrong clock does no harm, but a number must stay one.
const CLOCKS: std::ops::Range<i64> = 946_684_800_000..4_102_444_800_000;

/// A change as it travels: two pieces of JSON text.
#[derive(Debug, Clone, Copy)]
pub struct Parcel<'a> {
    /// The structure line, verbatim.
    pub line: &'a str,
    /// The secret of its salts (none once a value was erased), then the values in the order of the writes.
    pub contents: &'a str,
}

/// The structure line, read in place. Names never need escapes, so a line that has some is of another form.
#[derive(Debug, Deserialize)]
pub struct Line<'a> {
    v: u8,
    /// Actor, hex.
    pub actor: &'a str,
    /// Number of this change among the actor's, from 1.
    pub seq: i64,
    /// Hash of the actor's change before, hex.
    pub prev: Option<&'a str>,
    /// Changes that it builds on: actor, number, first 8 bytes of the hash.
    #[serde(borrow)]
    pub deps: Vec<(&'a str, i64, &'a str)>,
    clock: &'a str,
    /// Person.
    pub author: Id,
    /// Number of migrations that the writing program knew.
    pub schema: usize,
    /// The action it is a part of.
    pub action: ActionPart<'a>,
    /// The writes, record by record.
    #[serde(borrow)]
    pub ops: Vec<Ops<'a>>,
}

/// The action part of a line.
#[derive(Debug, Deserialize)]
pub struct ActionPart<'a> {
    /// Identifier.
    pub id: Id,
    /// What was done.
    pub verb: &'a str,
    /// This part, from 1.
    pub part: i64,
    /// Number of parts.
    pub of: i64,
    /// The action taken back.
    #[serde(default)]
    pub undoes: Option<Id>,
}

/// The writes to one record.
#[derive(Debug, Deserialize)]
pub struct Ops<'a> {
    /// Kind.
    pub k: &'a str,
    /// Record.
    pub r: Id,
    /// Field, and the writes it replaces: place in `deps` (one past the end = this change), number of the write.
    #[serde(borrow)]
    pub f: Vec<(&'a str, Vec<(usize, i64)>)>,
}

/// A change that is what it says it is.
#[derive(Debug)]
pub struct Opened<'a> {
    /// Its name.
    pub hash: [u8; 32],
    /// The line.
    pub line: Line<'a>,
    /// Actor.
    pub actor: Id,
    /// Clock.
    pub clock: i64,
    /// Secret of its salts.
    pub nonce: Option<[u8; 16]>,
    /// The values, in the order of the writes.
    pub values: Vec<Content>,
}

impl Opened<'_> {
    /// Takes the values of these writes out: their commitments stay, the others get salts of their own, and the secret
    /// that all salts came from is forgotten. Returns whether any value went.
    ///
    /// # Errors
    /// When the change lost its secret before.
    pub fn erase(&mut self, writes: &[usize]) -> Result<bool> {
        let plain = |c: &Content| !matches!(c, Content::Erased(_));
        if !writes
            .iter()
            .any(|i| self.values.get(*i).is_some_and(plain))
        {
            return Ok(false);
        }
        for (idx, content) in self.values.iter_mut().enumerate() {
            if let (Content::Plain(value), Some(nonce)) = (&*content, &self.nonce) {
                *content = Content::Salted(value.clone(), log::salt(nonce, idx as i64));
            }
            if let (Content::Salted(value, salt), true) = (&*content, writes.contains(&idx)) {
                *content = Content::Erased(log::commitment(salt, value));
            }
        }
        self.nonce = None;
        if self.values.iter().any(|c| matches!(c, Content::Plain(_))) {
            return refuse("lost its secret");
        }
        Ok(true)
    }

    /// The contents as they travel.
    pub fn contents(&self) -> String {
        contents(self.nonce.as_ref().map(<[u8; 16]>::as_slice), &self.values)
    }
}

fn refuse<T>(what: &str) -> Result<T> {
    Err(StoreError::Log(format!("a change from elsewhere {what}")))
}

/// Reads a clock of the form `ms.counter`.
fn clock(text: &str) -> Option<i64> {
    let (ms, counter) = text.split_once('.')?;
    let (ms, counter): (i64, i64) = (ms.parse().ok()?, counter.parse().ok()?);
    let fits = CLOCKS.contains(&ms) && (0..=0xFFFF).contains(&counter);
    fits.then_some((ms << 16) | counter)
}

impl<'a> Parcel<'a> {
    /// Opens the parcel: reads the line, counts, works the hash out.
    ///
    /// # Errors
    /// When it is not what a sound laptop writes.
    pub fn open(&self) -> Result<Opened<'a>> {
        let mut opened = self.read()?;
        let mut commitments = Vec::with_capacity(opened.values.len());
        for (idx, content) in opened.values.iter().enumerate() {
            commitments.push(match (content, &opened.nonce) {
                (Content::Plain(value), Some(nonce)) => {
                    log::commitment(&log::salt(nonce, idx as i64), value)
                }
                (Content::Salted(value, salt), None) => log::commitment(salt, value),
                (Content::Erased(commitment), None) => *commitment,
                _ => return refuse("lost its secret"),
            });
        }
        opened.hash = log::change_hash(self.line, &commitments);
        Ok(opened)
    }

    /// Reads the parcel again whose hash was worked out before.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn open_again(&self, hash: [u8; 32]) -> Result<Opened<'a>> {
        let mut opened = self.read()?;
        opened.hash = hash;
        Ok(opened)
    }

    fn read(&self) -> Result<Opened<'a>> {
        let Ok(line) = serde_json::from_str::<Line<'a>>(self.line) else {
            return refuse("can't be read");
        };
        let Ok(Contents { nonce, values }) = serde_json::from_str::<Contents>(self.contents) else {
            return refuse("has values that can't be read");
        };
        let (Some(actor), Some(clock)) = (unhex::<16>(line.actor), clock(line.clock)) else {
            return refuse("has no actor or clock");
        };
        check_form(&line, values.len())?;
        for content in &values {
            if let Content::Plain(value) | Content::Salted(value, _) = content
                && !super::door::fits_the_log(value)
            {
                return refuse("holds what no form lets through");
            }
        }
        Ok(Opened {
            hash: [0; 32],
            actor: Id::from_bytes(actor),
            clock,
            nonce,
            values,
            line,
        })
    }
}

fn check_form(line: &Line<'_>, values: usize) -> Result<()> {
    if line.v != 1 || line.seq < 1 || line.deps.len() > MOST_DEPS {
        return refuse("is of another form");
    }
    if (line.seq == 1) != line.prev.is_none() {
        return refuse("has no place in its chain");
    }
    if line.action.part < 1 || line.action.part > line.action.of || !is_name(line.action.verb) {
        return refuse("is part of no action");
    }
    let named: usize = line.ops.iter().map(|o| o.f.len()).sum();
    if named != values || named == 0 || named > MOST_WRITES {
        return refuse("has another number of values than of fields");
    }
    for op in &line.ops {
        if !is_name(op.k) {
            return refuse("names a kind in another form");
        }
        for (field, parents) in &op.f {
            let known = |p: &(usize, i64)| p.0 <= line.deps.len() && p.1 >= 0;
            if !is_name(field) || parents.len() > MOST_DEPS || !parents.iter().all(known) {
                return refuse("builds on something that it does not name");
            }
        }
    }
    Ok(())
}

/// Names of kinds, fields and verbs: short, lower case. They never reach SQL unless this program has a kind of that name.
fn is_name(name: &str) -> bool {
    let name = name.strip_prefix('@').unwrap_or(name);
    !name.is_empty()
        && name.len() <= 60
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::record::Value;

    const LINE: &str = r#"{"v":1,"actor":"00112233445566778899aabbccddeeff","seq":1,"prev":null,"deps":[],"clock":"1763800000000.0","author":"019a0000-0000-7000-8000-000000000000","schema":4,"action":{"id":"019a0000-0000-7000-8000-000000000001","verb":"add","part":1,"of":1},"ops":[{"k":"person","r":"019a0000-0000-7000-8000-000000000002","f":[["@life",[]],["name",[]]]}]}"#;

    #[test]
    fn another_value_gives_the_change_another_name() {
        let of = |name: &str| {
            let writes = [Value::Int(1), Value::from(name)].map(Content::Plain);
            let contents = super::contents(Some(&[7; 16]), &writes);
            let parcel = Parcel {
                line: LINE,
                contents: &contents,
            };
            parcel.open().unwrap().hash
        };
        assert_eq!(of("Ann"), of("Ann"));
        assert_ne!(of("Ann"), of("Bob"));
    }

    #[test]
    fn what_no_sound_laptop_writes_is_refused() {
        let good = contents(
            Some(&[7; 16]),
            &[Value::Int(1), Value::from("Ann")].map(Content::Plain),
        );
        let refused = |line: &str, contents: &str| Parcel { line, contents }.open().is_err();
        assert!(!refused(LINE, &good));
        assert!(refused(&LINE.replace("\"seq\":1", "\"seq\":0"), &good));
        assert!(refused(&LINE.replace("\"seq\":1", "\"seq\":2"), &good));
        assert!(refused(&LINE.replace("\"v\":1", "\"v\":2"), &good));
        assert!(refused(&LINE.replace("\"schema\":4,", ""), &good));
        assert!(refused(&LINE.replace("1763800000000.0", "1e9"), &good));
        assert!(refused(
            &LINE.replace("\"person\"", "\"person; DROP\""),
            &good
        ));
        assert!(refused(
            &LINE.replace("[\"name\",[]]", "[\"name\",[[1,0]]]"),
            &good
        ));
        assert!(refused(&LINE.replace("\"part\":1", "\"part\":2"), &good));
        assert!(refused(LINE, "[\"07\",1,\"Ann\"]"));
        assert!(refused(LINE, &good.replace("\"Ann\"", "1.5")));
        assert!(refused(LINE, &good.replace("\"Ann\"", "\"A\\u0000\"")));
        assert!(refused(LINE, &good.replace("\"Ann\"", "\"A\\ud800\"")));
        assert!(refused(LINE, &good.replace("\"Ann\"", "9007199254740993")));
        assert!(refused(LINE, &good.replace("\"Ann\"", "{\"x\":\"00\"}")));
        assert!(refused(LINE, &good.replace(",\"Ann\"", "")));
    }
}
