//! Which health system's rows a national file is read for.

use std::collections::{BTreeMap, BTreeSet};

use super::words::fault;
use crate::{
    catalogue,
    contract::{Fault, IcsChoice, ImportRequest},
    store::{Result as StoreResult, Store},
};

/// The outcome: one health system, or the choices that a person has.
#[derive(Default)]
pub(super) struct Choice {
    /// The one whose rows are read.
    pub ics: Option<String>,
    /// The ones in the file, when one must be chosen first.
    pub choices: Vec<IcsChoice>,
    /// Something to know about how it was chosen.
    pub note: Option<String>,
}

/// Settles the health system: what was asked for, what the hub's profile says, or the only one in the file; else the
/// person chooses. `rows` counts the file's rows by code.
pub(super) fn choose(
    store: &Store,
    request: &ImportRequest,
    file: &str,
    rows: &BTreeMap<String, i64>,
) -> Result<Choice, Fault> {
    let asked = request.ics.as_deref().map(|i| i.trim().to_uppercase());
    if let Some(ics) = asked.filter(|i| !i.is_empty()) {
        return if rows.contains_key(&ics) {
            Ok(settled(ics))
        } else {
            Err(fault(
                "ics_not_in_file",
                format!("“{file}” has no rows of the health system {ics}. Nothing was changed."),
                "Choose another health system, or download a file that holds it.",
            ))
        };
    }
    let profiles = of_profiles(store).map_err(Fault::from)?;
    let here: Vec<&String> = profiles.keys().filter(|p| rows.contains_key(*p)).collect();
    if let [ics] = here[..] {
        return Ok(settled(ics.clone()));
    }
    let mut codes = rows.keys();
    match (codes.next(), codes.next()) {
        (Some(only), None) => Ok(Choice {
            note: (!profiles.is_empty() && here.is_empty()).then(|| {
                let own: Vec<&str> = profiles.keys().map(String::as_str).collect();
                format!(
                    "The file is of {only}, but the hub's profile says {}.",
                    own.join(", ")
                )
            }),
            ..settled(only.clone())
        }),
        (None, _) => Err(fault(
            "no_health_system",
            format!("No row of “{file}” names a health system. Nothing was changed."),
            "Download the list again, and bring it in without changing its columns.",
        )),
        _ => Ok(Choice {
            choices: rows
                .iter()
                .map(|(code, rows)| IcsChoice {
                    code: code.clone(),
                    name: name(code, &profiles),
                    rows: *rows,
                })
                .collect(),
            ..Choice::default()
        }),
    }
}

fn settled(ics: String) -> Choice {
    Choice {
        ics: Some(ics),
        ..Choice::default()
    }
}

/// Whether a code is that of an integrated care board (`QWU`).
pub(super) fn is_code(code: &str) -> bool {
    code.len() == 3 && code.starts_with('Q') && code.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// The name that the hub or the catalogue has for a code; else the code.
fn name(code: &str, profiles: &BTreeMap<String, BTreeSet<String>>) -> String {
    let own = profiles.get(code).and_then(|names| names.first()).cloned();
    let known = || catalogue::list("ics").into_iter().find(|v| v.value == code);
    own.or_else(|| known().map(|v| v.label))
        .unwrap_or_else(|| code.to_owned())
}

/// The health systems that hub profiles name, with what they call them.
fn of_profiles(store: &Store) -> StoreResult<BTreeMap<String, BTreeSet<String>>> {
    let mut rows = store
        .db()
        .prepare_cached("SELECT ics, ics_name FROM live_hub_profile WHERE ics IS NOT NULL")?;
    let rows = rows.query_map([], |r| {
        Ok((r.get::<_, String>(0)?, r.get::<_, Option<String>>(1)?))
    })?;
    let mut profiles: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows {
        let (ics, name) = row?;
        profiles.entry(ics).or_default().extend(name);
    }
    Ok(profiles)
}
