//! What the hub file holds already and rows of national files are matched against.

use std::collections::BTreeMap;

use super::plan::Reading;
use super::words::fault;
use crate::{
    contract::Fault,
    record::Id,
    store::{Result, Store},
};

/// Why a row of a national file is left out.
pub(super) const OTHER_SYSTEM: &str = "Of another health system";

/// A practice of the hub file.
pub(super) struct Practice {
    /// Identifier.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Health system.
    pub ics: Option<String>,
}

/// A network of the hub file.
pub(super) struct Pcn {
    /// Identifier.
    pub id: Id,
}

/// Practices and networks by ODS code, and the parts of the health system they lie in.
#[derive(Default)]
pub(super) struct Ours {
    /// Practices by code.
    pub practices: BTreeMap<String, Practice>,
    /// Networks by code.
    pub pcns: BTreeMap<String, Pcn>,
    /// Health system by sub-ICB location.
    pub sub_icbs: BTreeMap<String, Option<String>>,
}

impl Ours {
    /// Reads them for a list that is matched against practices, and says for which health system. A hub without
    /// practices is refused: then nobody can tell which rows are its own.
    pub fn with_practices(reading: &mut Reading<'_>) -> Result<Self, Fault> {
        let asked = reading
            .request
            .ics
            .as_deref()
            .map(|i| i.trim().to_uppercase());
        let ours = Self::read(reading.store, asked.as_deref())?;
        if ours.practices.is_empty() {
            return Err(fault(
                "practices_first",
                format!(
                    "This hub has no practices yet{}, so the rows of “{}” can't be matched. Nothing was changed.",
                    asked
                        .filter(|i| !i.is_empty())
                        .map_or_else(String::new, |i| format!(" of {i}")),
                    reading.workbook.name
                ),
                "Bring in the list of practices (epraccur) first.",
            ));
        }
        reading.plan.system.ics = ours.only_ics();
        Ok(ours)
    }

    /// Reads them; only those of one health system where one is asked for.
    fn read(store: &Store, ics: Option<&str>) -> Result<Self> {
        let mut ours = Self::default();
        let ics = ics.filter(|i| !i.is_empty());
        let sql = "SELECT id, ods_code, name, ics, sub_icb FROM live_practice
                   WHERE ods_code IS NOT NULL AND (?1 IS NULL OR ics = ?1)";
        let mut rows = store.db().prepare_cached(sql)?;
        let mut rows = rows.query([ics])?;
        while let Some(r) = rows.next()? {
            let health_system: Option<String> = r.get(3)?;
            if let Some(sub) = r.get::<_, Option<String>>(4)? {
                ours.sub_icbs.insert(sub, health_system.clone());
            }
            let practice = Practice {
                id: r.get(0)?,
                name: r.get::<_, Option<String>>(2)?.unwrap_or_default(),
                ics: health_system,
            };
            ours.practices.insert(r.get(1)?, practice);
        }
        let sql = "SELECT id, ods_code, ics, sub_icb FROM live_pcn
                   WHERE ods_code IS NOT NULL AND (?1 IS NULL OR ics IS NULL OR ics = ?1)";
        let mut rows = store.db().prepare_cached(sql)?;
        let mut rows = rows.query([ics])?;
        while let Some(r) = rows.next()? {
            if let Some(sub) = r.get::<_, Option<String>>(3)? {
                let ics = r.get(2)?;
                ours.sub_icbs.entry(sub).or_insert(ics);
            }
            let pcn = Pcn { id: r.get(0)? };
            ours.pcns.insert(r.get(1)?, pcn);
        }
        Ok(ours)
    }

    /// Whether a sub-ICB location is one of ours. A blank one may be.
    pub fn has_sub_icb(&self, code: &str) -> bool {
        code.is_empty() || self.sub_icbs.contains_key(code)
    }

    /// Health system of a sub-ICB location.
    pub fn ics_of(&self, sub_icb: &str) -> Option<String> {
        self.sub_icbs.get(sub_icb).cloned().flatten()
    }

    /// The one health system of all practices, if it is one.
    fn only_ics(&self) -> Option<String> {
        let mut all = self.practices.values().map(|p| p.ics.clone());
        let first = all.next().flatten()?;
        all.all(|ics| ics.as_ref() == Some(&first)).then_some(first)
    }
}
