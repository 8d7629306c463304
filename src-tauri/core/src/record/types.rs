//! Field types that records are made of, beyond those of the standard library and chrono.

use std::{borrow::Cow, fmt, marker::PhantomData};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Id, Record};

/// A reference to a record of one kind.
pub struct Ref<T>(Id, PhantomData<fn() -> T>);

impl<T> Ref<T> {
    /// To the record with this identifier.
    pub fn to(id: Id) -> Self {
        Self(id, PhantomData)
    }

    /// The identifier referred to.
    pub fn id(&self) -> Id {
        self.0
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Ref<T> {}

impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T> Serialize for Ref<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(s)
    }
}

impl<'de, T> Deserialize<'de> for Ref<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Id::deserialize(d).map(Self::to)
    }
}

impl<T: Record> JsonSchema for Ref<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("RefTo_{}", T::DECLARATION.name).into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "ref", "x-kind": T::DECLARATION.name })
    }
}

/// Declares a number with a meaning of its own: a newtype over `i64` whose schema names the format.
macro_rules! number {
    ($(#[$doc:meta])* $name:ident, $format:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "integer", "format": $format })
            }
        }

        impl garde::rules::range::Bounds for $name {
            type Size = i64;
            const MIN: i64 = i64::MIN;
            const MAX: i64 = i64::MAX;

            fn validate_bounds(
                &self,
                lower: i64,
                upper: i64,
            ) -> Result<(), garde::rules::range::OutOfBounds> {
                self.0.validate_bounds(lower, upper)
            }
        }
    };
}

number!(
    /// Money in pence.
    Pence,
    "pence"
);
number!(
    /// A number with two decimals, held as hundredths: WTE, percentages.
    Hundredths,
    "hundredths"
);
number!(
    /// A moment in UTC milliseconds.
    Moment,
    "moment"
);

/// Text of several lines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LongText(pub String);

/// Longest long text, in characters (exchange format, limits).
pub const LONG_TEXT: i64 = 60_000;

impl JsonSchema for LongText {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "LongText".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "long", "maxLength": LONG_TEXT })
    }
}
