//! What a field can hold once it is written down: nothing, a whole number, text or a reference. No floats anywhere.

use chrono::{DateTime, NaiveDate};
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde_json::Value as Json;

use super::{FieldType, Id};

/// A field's value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Value {
    /// Nothing is filled in.
    #[default]
    Null,
    /// A whole number: also pence, hundredths, moments, yes (1) and no (0).
    Int(i64),
    /// Text: also dates (`2025-09-30`) and values of lists.
    Text(String),
    /// A reference.
    Id(Id),
}

impl Value {
    /// Nothing is filled in.
    pub fn is_null(&self) -> bool {
        *self == Self::Null
    }

    /// The text, if it is text.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(t) = self {
            Some(t)
        } else {
            None
        }
    }

    /// The number, if it is one.
    pub fn as_int(&self) -> Option<i64> {
        if let Self::Int(i) = self {
            Some(*i)
        } else {
            None
        }
    }

    /// The reference, if it is one.
    pub fn as_id(&self) -> Option<Id> {
        if let Self::Id(i) = self {
            Some(*i)
        } else {
            None
        }
    }

    /// The date, if it is the text of one.
    pub fn as_date(&self) -> Option<NaiveDate> {
        self.as_text()?.parse().ok()
    }

    /// One letter for the type and the bytes: what a commitment covers, so that no two values look alike.
    pub fn tagged_bytes(&self) -> Vec<u8> {
        let (tag, bytes): (u8, Vec<u8>) = match self {
            Self::Null => (b'n', vec![]),
            Self::Int(i) => (b'i', i.to_be_bytes().to_vec()),
            Self::Text(t) => (b't', t.as_bytes().to_vec()),
            Self::Id(i) => (b'r', i.as_bytes().to_vec()),
        };
        let mut out = Vec::with_capacity(bytes.len() + 1);
        out.push(tag);
        out.extend(bytes);
        out
    }

    /// As JSON at the door: references as UUID text.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Int(i) => Json::from(*i),
            Self::Text(t) => Json::from(t.as_str()),
            Self::Id(i) => Json::from(i.to_string()),
        }
    }

    /// The value is one that a column of this type can hold.
    pub fn fits(&self, field: &FieldType) -> bool {
        match self {
            Self::Null => true,
            Self::Int(_) => field.is_number(),
            Self::Id(_) => matches!(field, FieldType::Ref { .. }),
            Self::Text(t) => match field {
                FieldType::Date => t.parse::<NaiveDate>().is_ok(),
                FieldType::Text { .. } | FieldType::Choice { .. } => true,
                _ => false,
            },
        }
    }

    /// The words to show for it; a reference needs the other record's title, see the store's views.
    pub fn words(&self, field: &FieldType) -> String {
        match (self, field) {
            (Self::Null, _) => String::new(),
            (Self::Int(i), FieldType::YesNo) => if *i == 0 { "No" } else { "Yes" }.into(),
            (Self::Int(i), FieldType::Money) => pounds(*i),
            (Self::Int(i), FieldType::Hundredths { .. }) => decimal(*i),
            (Self::Int(i), FieldType::Moment) => DateTime::from_timestamp_millis(*i)
                .map(|m| m.format("%d/%m/%Y %H:%M").to_string())
                .unwrap_or_default(),
            (Self::Int(i), _) => thousands(*i),
            (Self::Text(t), FieldType::Date) => t
                .parse::<NaiveDate>()
                .map_or_else(|_| t.clone(), |d| d.format("%d/%m/%Y").to_string()),
            (Self::Text(t), FieldType::Choice { options, .. }) => options
                .iter()
                .find(|o| o.value == *t)
                .map_or_else(|| t.clone(), |o| o.label.clone()),
            (Self::Text(t), _) => t.clone(),
            (Self::Id(i), _) => i.to_string(),
        }
    }
}

/// `1234567` as `1,234,567`.
pub fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        out.push('-');
    }
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// Hundredths as a decimal number without needless zeros: `150` as `1.5`.
pub fn decimal(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, part) = (
        hundredths.unsigned_abs() / 100,
        hundredths.unsigned_abs() % 100,
    );
    let whole = thousands(i64::try_from(whole).unwrap_or(i64::MAX));
    match part {
        0 => format!("{sign}{whole}"),
        p if p % 10 == 0 => format!("{sign}{whole}.{}", p / 10),
        p => format!("{sign}{whole}.{p:02}"),
    }
}

/// Pence as pounds: `123456` as `£1,234.56`.
pub fn pounds(pence: i64) -> String {
    let sign = if pence < 0 { "-" } else { "" };
    let whole = i64::try_from(pence.unsigned_abs() / 100).unwrap_or(i64::MAX);
    format!(
        "{sign}£{}.{:02}",
        thousands(whole),
        pence.unsigned_abs() % 100
    )
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(i) => ValueRef::Integer(*i),
            Self::Text(t) => ValueRef::Text(t.as_bytes()),
            Self::Id(i) => ValueRef::Blob(i.as_bytes()),
        }))
    }
}

impl FromSql for Value {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Ok(match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(i) => Self::Int(i),
            ValueRef::Text(_) => Self::Text(value.as_str()?.to_owned()),
            ValueRef::Blob(b) => match Id::from_slice(b) {
                Some(id) => Self::Id(id),
                None => return Err(rusqlite::types::FromSqlError::InvalidType),
            },
            ValueRef::Real(_) => return Err(rusqlite::types::FromSqlError::InvalidType),
        })
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<Id> for Value {
    fn from(id: Id) -> Self {
        Self::Id(id)
    }
}

impl From<NaiveDate> for Value {
    fn from(date: NaiveDate) -> Self {
        Self::Text(date.to_string())
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Int(i64::from(yes))
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_read_them() {
        assert_eq!(thousands(1_120_389), "1,120,389");
        assert_eq!(thousands(-999), "-999");
        assert_eq!(decimal(150), "1.5");
        assert_eq!(decimal(-205), "-2.05");
        assert_eq!(decimal(300), "3");
        assert_eq!(pounds(-123_456), "-£1,234.56");
    }

    #[test]
    fn no_two_values_look_alike_to_a_commitment() {
        assert_ne!(Value::Null.tagged_bytes(), Value::from("").tagged_bytes());
        assert_ne!(
            Value::Int(0).tagged_bytes(),
            Value::Text("\0".repeat(8)).tagged_bytes()
        );
    }
}
