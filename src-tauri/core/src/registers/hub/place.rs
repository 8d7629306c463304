//! HUB-2: places, the parts of a health system.

use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, ics_code};
use crate::record::{Declaration, LongText, Record};

/// A part of the health system, such as a borough or a district.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct Place {
    /// What people call it.
    #[garde(length(chars, min = 2, max = 200))]
    pub name: String,
    /// ODS code, where the place has one of its own.
    #[schemars(title = "ODS code")]
    pub ods_code: Option<String>,
    /// Code of the health system it lies in.
    #[schemars(title = "ICS code")]
    #[garde(custom(ics_code))]
    pub ics: Option<String>,
    /// Anything worth knowing.
    pub notes: Option<LongText>,
}

impl Record for Place {
    const DECLARATION: Declaration = Declaration {
        key: &["ods_code"],
        columns: &["name", "pcns_now", "practices_now", "patients_now"],
        ..Declaration::new("place", "Place", "Places", AREA)
    };
}
