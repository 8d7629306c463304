//! STK-1, HUB-2: organisations that are neither a practice nor a network.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::record::{Declaration, LongText, Record};

/// A trust, university, council, charity, supplier or any other organisation that the hub works with.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct Organisation {
    /// Name.
    #[garde(length(chars, min = 2, max = 200))]
    pub name: String,
    /// What type of organisation it is.
    #[schemars(extend("x-list" = "stakeholder_category"))]
    pub category: Option<String>,
    /// ODS code, where it has one.
    #[schemars(title = "ODS code")]
    #[garde(length(chars, max = 20))]
    pub ods_code: Option<String>,
    /// Street, district, town and postcode.
    pub address: Option<String>,
    /// Telephone number.
    #[garde(length(chars, max = 40))]
    pub telephone: Option<String>,
    /// Address of its web site.
    pub web: Option<String>,
    /// The day on which the hub took it on as a supplier. Members of boards who declared before are then asked again.
    pub supplier_since: Option<NaiveDate>,
    /// Last day; empty while it exists.
    pub closed: Option<NaiveDate>,
    /// Anything worth knowing.
    pub notes: Option<LongText>,
}

impl Record for Organisation {
    const DECLARATION: Declaration = Declaration {
        same_when: &[&["ods_code"], &["name", "category"]],
        columns: &["name", "category", "ods_code", "telephone"],
        quick: &["name", "category"],
        ..Declaration::new("organisation", "Organisation", "Organisations", "contacts")
    };
}
