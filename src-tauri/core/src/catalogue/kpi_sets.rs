//! The KPI sets that ship with the program.

use std::sync::LazyLock;

use rusqlite::Connection;
use serde::Deserialize;
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use crate::{
    record::{Fields, Id, Kinds, Value, from_json},
    store::{Result, StoreError, log::hex},
};

/// Code of the national set of April 2022 (KG).
pub const NATIONAL: &str = "NATIONAL-2022";

#[derive(Deserialize)]
struct Shipped {
    #[serde(flatten)]
    set: Map<String, Json>,
    indicators: Vec<Map<String, Json>>,
}

const TEXTS: [&str; 1] = [include_str!("../../catalogue/kpi_national_2022.json")];

static SETS: LazyLock<Vec<Shipped>> = LazyLock::new(|| {
    TEXTS
        .iter()
        .filter_map(|text| serde_json::from_str(text).ok())
        .collect()
});

static FINGERPRINT: LazyLock<String> = LazyLock::new(|| {
    let all = format!("{}\n{}", env!("CARGO_PKG_VERSION"), TEXTS.join("\n"));
    hex(&Sha256::digest(all.as_bytes()))
});

/// Fingerprint of all that ships, hex, and of the version that puts it into the tables: another one may read it otherwise.
pub fn fingerprint() -> &'static str {
    &FINGERPRINT
}

/// Identifier of a KPI set, by its code.
pub fn shipped_kpi_set(code: &str) -> Id {
    Id::natural("kpi_set", &[code])
}

/// Puts the shipped sets and their indicators into the tables, outside the log.
///
/// # Errors
/// When the tables can't be written, or a shipped file does not fit its kind.
pub fn load_kpi_sets(db: &Connection, kinds: &Kinds) -> Result<()> {
    for shipped in SETS.iter() {
        let set = load(db, kinds, "kpi_set", shipped.set.clone())?;
        for (place, indicator) in shipped.indicators.iter().enumerate() {
            let mut fields = indicator.clone();
            fields.insert("set".into(), Json::from(set.to_string()));
            fields.insert("place".into(), Json::from(place));
            let part = fields.contains_key("part_of");
            fields.insert("narrative".into(), Json::from(!part));
            load(db, kinds, "indicator", fields)?;
        }
    }
    Ok(())
}

fn load(db: &Connection, kinds: &Kinds, kind: &str, json: Map<String, Json>) -> Result<Id> {
    let kind = kinds
        .get(kind)
        .ok_or_else(|| StoreError::UnknownKind(kind.to_owned()))?;
    let wrong = |what: String| StoreError::Log(format!("shipped {}: {what}", kind.name()));
    let mut fields = Fields::new();
    for (name, value) in json {
        let field = kind
            .field(&name)
            .ok_or_else(|| wrong(format!("no field {name}")))?;
        fields.insert(
            name,
            from_json(field, &value).map_err(|e| wrong(e.to_string()))?,
        );
    }
    if let Some(fault) = kind.validate(&fields).first() {
        return Err(wrong(fault.message.clone()));
    }
    let id = kind
        .natural_id(&fields)
        .ok_or_else(|| wrong("no key".into()))?;
    let names: String = fields.keys().map(|n| format!(", \"{n}\"")).collect();
    let marks: String = (2..fields.len() + 2).map(|i| format!(", ?{i}")).collect();
    let sql = format!(
        "INSERT OR REPLACE INTO \"{}\" (id{names}) VALUES (?1{marks})",
        kind.name()
    );
    let values = std::iter::once(Value::Id(id)).chain(fields.into_values());
    db.prepare_cached(&sql)?
        .execute(rusqlite::params_from_iter(values))?;
    Ok(id)
}
