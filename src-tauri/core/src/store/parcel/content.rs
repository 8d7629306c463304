//! The values of a change as text, there and back.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{self, Visitor},
};

use super::MOST_WRITES;
use crate::{
    record::{Id, Value},
    store::log::{hex, unhex},
};

/// A value of an opened change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// As written.
    Plain(Value),
    /// With its own salt, since a sibling was erased.
    Salted(Value, [u8; 32]),
    /// Erased: its commitment alone.
    Erased([u8; 32]),
}

/// The contents of a change: `[nonce, value, value, …]`.
pub(super) struct Contents {
    pub(super) nonce: Option<[u8; 16]>,
    pub(super) values: Vec<Content>,
}

impl<'de> Deserialize<'de> for Contents {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct List;
        impl<'de> Visitor<'de> for List {
            type Value = Contents;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of a secret and values")
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Contents, A::Error> {
                let nonce: Option<&str> = seq
                    .next_element()?
                    .ok_or_else(|| de::Error::custom("empty"))?;
                let nonce = match nonce {
                    None => None,
                    Some(text) => {
                        Some(unhex::<16>(text).ok_or_else(|| de::Error::custom("nonce"))?)
                    }
                };
                let mut values = vec![];
                while let Some(value) = seq.next_element()? {
                    values.push(value);
                    if values.len() > MOST_WRITES {
                        return Err(de::Error::custom("too many values"));
                    }
                }
                Ok(Contents { nonce, values })
            }
        }
        d.deserialize_seq(List)
    }
}

/// A value: nothing, a number, text; `{"r": id}` a reference; `{"s": salt, "v": value}`; `{"x": commitment}`.
impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(ContentVisitor)
    }
}

struct ContentVisitor;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Marked<'a> {
    r: Option<Id>,
    x: Option<&'a str>,
    s: Option<&'a str>,
    #[serde(default, deserialize_with = "given")]
    v: Option<Content>,
}

/// A value that is there, although it may be "nothing": an emptied field beside one that was erased.
fn given<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Content>, D::Error> {
    Content::deserialize(d).map(Some)
}

impl<'de> Visitor<'de> for ContentVisitor {
    type Value = Content;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Content, E> {
        Ok(Content::Plain(Value::Null))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Content, E> {
        Ok(Content::Plain(Value::Int(number)))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Content, E> {
        let number = i64::try_from(number).map_err(de::Error::custom)?;
        Ok(Content::Plain(Value::Int(number)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Content, E> {
        Ok(Content::Plain(Value::Text(text.to_owned())))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Content, E> {
        Ok(Content::Plain(Value::Text(text)))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Content, A::Error> {
        let marked = Marked::deserialize(de::value::MapAccessDeserializer::new(map))?;
        let wrong = || de::Error::custom("a value of another form");
        match marked {
            Marked {
                r: Some(id),
                x: None,
                s: None,
                v: None,
            } => Ok(Content::Plain(Value::Id(id))),
            Marked {
                r: None,
                x: Some(text),
                s: None,
                v: None,
            } => Ok(Content::Erased(unhex(text).ok_or_else(wrong)?)),
            Marked {
                r: None,
                x: None,
                s: Some(salt),
                v: Some(Content::Plain(value)),
            } => Ok(Content::Salted(value, unhex(salt).ok_or_else(wrong)?)),
            _ => Err(wrong()),
        }
    }
}

/// The contents of a change as text, from what the log keeps of each write: value, salt, commitment.
pub fn contents(nonce: Option<&[u8]>, writes: &[Content]) -> String {
    let mut out = String::with_capacity(48 + writes.len() * 24);
    out.push('[');
    match nonce {
        Some(nonce) => {
            out.push('"');
            out.push_str(&hex(nonce));
            out.push('"');
        }
        None => out.push_str("null"),
    }
    for write in writes {
        out.push(',');
        match write {
            Content::Plain(value) => push_value(&mut out, value),
            Content::Salted(value, salt) => {
                out.push_str("{\"s\":\"");
                out.push_str(&hex(salt));
                out.push_str("\",\"v\":");
                push_value(&mut out, value);
                out.push('}');
            }
            Content::Erased(commitment) => {
                out.push_str("{\"x\":\"");
                out.push_str(&hex(commitment));
                out.push_str("\"}");
            }
        }
    }
    out.push(']');
    out
}

fn push_value(out: &mut String, value: &Value) {
    use std::fmt::Write;
    match value {
        Value::Null => out.push_str("null"),
        Value::Int(number) => drop(write!(out, "{number}")),
        Value::Text(text) => out.push_str(&serde_json::Value::from(text.as_str()).to_string()),
        Value::Id(id) => drop(write!(out, "{{\"r\":\"{id}\"}}")),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn values_go_there_and_back() {
        let id = Id::natural("person", &["x"]);
        let plain = [
            Value::Null,
            Value::Int(-5),
            Value::from("a \"b\" \u{2028} é"),
            Value::Id(id),
        ]
        .map(Content::Plain);
        let read: Contents = serde_json::from_str(&contents(Some(&[7; 16]), &plain)).unwrap();
        assert_eq!((read.nonce, read.values), (Some([7; 16]), plain.to_vec()));
        let marked = [
            Content::Salted(Value::from("x"), [1; 32]),
            Content::Salted(Value::Null, [3; 32]),
            Content::Erased([2; 32]),
        ];
        let read: Contents = serde_json::from_str(&contents(None, &marked)).unwrap();
        assert_eq!((read.nonce, read.values), (None, marked.to_vec()));
    }
}
