//! Identifiers of records: sixteen bytes, written as a UUID.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Identifier of a record, an action, an actor or a person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id([u8; 16]);

impl Id {
    /// A new identifier in the order of time (UUIDv7). A wrong clock does no harm: 74 bits are random.
    pub fn new(now_ms: i64, random: [u8; 10]) -> Self {
        let ms = u64::try_from(now_ms).unwrap_or(0);
        Self(
            uuid::Builder::from_unix_timestamp_millis(ms, &random)
                .into_uuid()
                .into_bytes(),
        )
    }

    /// The identifier that everybody gives to the same thing (UUIDv8 of a SHA-256): an ODS code, a practice in a
    /// network from a day on. Never made from names, e-mails or other personal data.
    pub fn natural(kind: &str, key: &[&str]) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"hubfolio/id/1");
        for part in std::iter::once(&kind).chain(key) {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        let digest = hash.finalize();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        Self(
            uuid::Builder::from_custom_bytes(bytes)
                .into_uuid()
                .into_bytes(),
        )
    }

    /// From sixteen bytes, as kept in the hub file.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// From a slice; `None` unless it has sixteen bytes.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes, as kept in the hub file.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Uuid::from_bytes(self.0).fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for Id {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(Uuid::parse_str(text.trim())?.into_bytes()))
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(D::Error::custom)
    }
}

impl rusqlite::ToSql for Id {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(rusqlite::types::ToSqlOutput::Borrowed(
            rusqlite::types::ValueRef::Blob(&self.0),
        ))
    }
}

impl rusqlite::types::FromSql for Id {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        Id::from_slice(value.as_blob()?).ok_or(rusqlite::types::FromSqlError::InvalidType)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_people_who_enter_one_practice_make_one_record() {
        assert_eq!(
            Id::natural("practice", &["M84001"]),
            Id::natural("practice", &["M84001"])
        );
        assert_ne!(
            Id::natural("practice", &["M84001"]),
            Id::natural("pcn", &["M84001"])
        );
        assert_ne!(
            Id::natural("a", &["bc", "d"]),
            Id::natural("a", &["b", "cd"])
        );
    }

    #[test]
    fn later_identifiers_sort_later() {
        assert!(Id::new(1_000, [255; 10]) < Id::new(1_001, [0; 10]));
    }
}
