//! A laptop that signs whatever it likes: changes of its own making, in files of its own making. The cryptography is
//! right; what it says need not be.

use hubfolio_core::{
    exchange::format::Tag,
    record::Id,
    store::{
        Laptop as Signer,
        log::{change_hash, commitment, hex, salt},
        parcel::{Content, Parcel, TravellingActor},
    },
};
use serde_json::{Value as Json, json};

use crate::forge::Apart;

/// An actor that a laptop made up, and its chain.
pub struct Liar<'a> {
    pub signer: &'a Signer,
    pub actor: Id,
    pub lines: Vec<(Tag, String)>,
    seq: i64,
    tip: Option<[u8; 32]>,
}

impl<'a> Liar<'a> {
    pub fn new(signer: &'a Signer, actor: [u8; 16]) -> Self {
        Self {
            signer,
            actor: Id::from_bytes(actor),
            lines: vec![],
            seq: 0,
            tip: None,
        }
    }

    fn actor_hex(&self) -> String {
        hex(self.actor.as_bytes())
    }

    /// The line that introduces the actor.
    pub fn actor_line(&self) -> (Tag, String) {
        let key = hex(&self.signer.public());
        let line = json!({ "actor": self.actor_hex(), "key": key, "laptop": "liar", "made": 1, "reason": "new" })
            .to_string();
        let sig = hex(&self.signer.sign("actor", line.as_bytes()));
        let actor = TravellingActor {
            actor: self.actor_hex(),
            laptop: "liar".into(),
            key,
            cert: json!({ "line": line, "sig": sig }).to_string(),
            reason: "new".into(),
        };
        (Tag::Actor, serde_json::to_string(&actor).unwrap())
    }

    /// A sound structure line of the next change, to be spoilt: one new place.
    pub fn next_line(&self) -> Json {
        let record = Id::natural("place", &[&self.seq.to_string()]);
        json!({
            "v": 1, "actor": self.actor_hex(), "seq": self.seq + 1, "prev": self.tip.map(|t| hex(&t)), "deps": [],
            "clock": "1763800000000.0", "author": Id::natural("person", &["liar"]), "schema": 4,
            "action": { "id": Id::natural("action", &[&self.seq.to_string()]), "verb": "add", "part": 1, "of": 1 },
            "ops": [{ "k": "place", "r": record, "f": [["@life", []], ["name", []]] }],
        })
    }

    /// Sound contents for [`Liar::next_line`].
    pub fn contents() -> Json {
        json!([hex(&[7; 16]), 1, "Anywhere"])
    }

    /// Adds a change, named as its bytes say, whatever they are.
    pub fn say(&mut self, line: &str, contents: &str) {
        let parcel = Parcel { line, contents };
        self.tip = Some(match parcel.open() {
            Ok(opened) => opened.hash,
            // What no sound laptop writes has a name all the same, if its values can be told.
            Err(_) => change_hash(line, &commitments(contents)),
        });
        self.seq += 1;
        self.lines.push((Tag::Change, line.to_owned()));
        self.lines.push((Tag::Values, contents.to_owned()));
    }

    /// Adds a sound change with this spoilt.
    pub fn say_with(mut self, spoil: impl FnOnce(&mut Json, &mut Json)) -> Self {
        let (mut line, mut contents) = (self.next_line(), Self::contents());
        spoil(&mut line, &mut contents);
        self.say(&line.to_string(), &contents.to_string());
        self
    }

    /// Signs the chain.
    pub fn signature_line(&self) -> (Tag, String) {
        let hash = self.tip.unwrap_or_default();
        let message = [
            self.actor.as_bytes().as_slice(),
            &self.seq.to_be_bytes(),
            &hash,
        ]
        .concat();
        let sig = hex(&self.signer.sign("chain", &message));
        let line = json!([self.actor_hex(), self.seq, hex(&hash), sig]);
        (Tag::Signature, line.to_string())
    }

    /// A file that holds these changes and nothing else, announced, counted and signed as is due. `frame`: a sound file
    /// of the same laptop.
    pub fn file(&self, frame: &Apart) -> Apart {
        let manifest = frame.lines().swap_remove(0);
        let mut lines = vec![manifest, self.actor_line(), self.signature_line()];
        lines.extend(self.lines.iter().cloned());
        lines.push((Tag::End, "{}".into()));
        frame.with(&lines).announced().counted(Some(self.signer))
    }
}

fn commitments(contents: &str) -> Vec<[u8; 32]> {
    let values: Vec<Json> = serde_json::from_str(contents).unwrap_or_default();
    let nonce = [7; 16];
    values
        .iter()
        .skip(1)
        .enumerate()
        .map(|(i, v)| {
            let content = serde_json::from_value::<Content>(v.clone());
            let value = match content {
                Ok(Content::Plain(value) | Content::Salted(value, _)) => value,
                _ => hubfolio_core::record::Value::Null,
            };
            commitment(&salt(&nonce, i as i64), &value)
        })
        .collect()
}
