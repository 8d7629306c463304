//! A change as it is written down, and the hash that names it.
//!
//! The hash covers the structure line and salted commitments, never values: a value can be erased later and the
//! chain still fits together (`docs/exchange-format.md`). This file knows neither tables nor kinds.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::record::{Id, Value};

/// Most field writes in one change; a larger action is split into parts.
pub const WRITES_PER_CHANGE: usize = 5_000;

/// What kind of record-keeping a field name stands for when it starts with `@`.
pub mod special {
    /// The record is there (1) or removed (0).
    pub const LIFE: &str = "@life";
    /// The record is another name for the one named here.
    pub const ALIAS: &str = "@alias";
    /// The record took in the one named here, which became another name for it. Who removes the record has seen that.
    pub const MERGED: &str = "@merged";
    /// Beginning of the fields that say that somebody looked at what was to settle, and left it as it is.
    pub const SETTLED: &str = "@settled_";
    /// The kind that holds what a person said about an action: its `detail` and its `reason`.
    pub const ACTION: &str = "@action";
}

/// The structure line of a change: who, after what, and which fields; no values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Structure {
    /// Version of this form.
    pub v: u8,
    /// Actor, hex.
    pub actor: String,
    /// Number of this change among the actor's, from 1.
    pub seq: i64,
    /// Hash of the actor's change before, hex.
    pub prev: Option<String>,
    /// Changes that parents point into: actor, number, first 8 bytes of the hash.
    pub deps: Vec<(String, i64, String)>,
    /// `ms.counter`.
    pub clock: String,
    /// Person.
    pub author: Id,
    /// Number of migrations that the writing program knew.
    pub schema: usize,
    /// The action this is a part of.
    pub action: ActionLine,
    /// The writes, record by record.
    pub ops: Vec<RecordOps>,
}

/// The action part of a structure line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionLine {
    /// Identifier.
    pub id: Id,
    /// What was done, of a closed list.
    pub verb: String,
    /// This part, from 1.
    pub part: i64,
    /// Number of parts.
    pub of: i64,
    /// The action that this one takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<Id>,
}

/// The writes to one record within a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordOps {
    /// Kind.
    pub k: String,
    /// Record.
    pub r: Id,
    /// Field and the writes it replaces, each as (place in `deps`, number of the write in that change).
    pub f: Vec<(String, Vec<(usize, i64)>)>,
}

/// The clock as text: milliseconds and counter.
pub fn clock_text(clock: i64) -> String {
    format!("{}.{}", clock >> 16, clock & 0xFFFF)
}

/// The clock after `last`, not before the wall clock: never runs backwards on one laptop.
pub fn tick(last: i64, now_ms: i64) -> i64 {
    (last + 1).max(now_ms << 16)
}

fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC takes keys of any length, so this arm is never taken.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return [0; 32];
    };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// The salt of one write.
pub fn salt(nonce: &[u8], idx: i64) -> [u8; 32] {
    mac(nonce, &[&idx.to_be_bytes()])
}

/// What the hash covers in place of a value. Without its salt it can't be confirmed by guessing.
pub fn commitment(salt: &[u8], value: &Value) -> [u8; 32] {
    mac(salt, &[&value.tagged_bytes()])
}

/// The name of a change.
pub fn change_hash(line: &str, commitments: &[[u8; 32]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"hubx/change/1");
    hash.update((line.len() as u64).to_be_bytes());
    hash.update(line.as_bytes());
    for c in commitments {
        hash.update(c);
    }
    hash.finalize().into()
}

/// Bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
            let _ = write!(out, "{b:02x}");
            out
        })
}

/// Lower-case hex as bytes; `None` when it is none or has the wrong length.
pub fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    // One spelling only: a digit in capitals would be a change that nobody notices.
    let digit = |b: u8| match b {
        b'0'..=b'9' => Some(b - b'0'),
        b'a'..=b'f' => Some(b - b'a' + 10),
        _ => None,
    };
    if text.len() != N * 2 {
        return None;
    }
    let mut out = [0; N];
    for (byte, two) in out.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = digit(two[0])? << 4 | digit(two[1])?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_never_runs_backwards() {
        let monday = tick(0, 1_000);
        assert_eq!(clock_text(monday), "1000.0");
        assert_eq!(clock_text(tick(monday, 500)), "1000.1");
        assert_eq!(clock_text(tick(monday, 2_000)), "2000.0");
    }

    #[test]
    fn a_change_with_another_value_has_another_name() {
        let c = |v: &str| commitment(&salt(b"nonce", 0), &Value::from(v));
        assert_ne!(
            change_hash("line", &[c("a")]),
            change_hash("line", &[c("b")])
        );
        assert_ne!(
            change_hash("line", &[c("a")]),
            change_hash("lime", &[c("a")])
        );
    }

    #[test]
    fn hex_goes_there_and_back() {
        assert_eq!(unhex::<3>(&hex(&[0, 171, 255])), Some([0, 171, 255]));
        assert_eq!(unhex::<1>("é"), None);
        assert_eq!(unhex::<1>("zz"), None);
        assert_eq!(unhex::<1>("AB"), None, "one spelling only");
        assert_eq!(unhex::<1>("+b"), None);
    }
}
