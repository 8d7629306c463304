//! The orders a second time, outside the hub file: an older copy that is put in its place does not know them. They name
//! no one, so they may lie here.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use super::ErasureOrder;
use crate::{
    files,
    store::{Result, StoreError},
};

fn path(config: &Path, hub: &str) -> PathBuf {
    config.join("erasures").join(format!("{hub}.json"))
}

/// The orders remembered for this hub file; none where there are none that can be read.
pub(super) fn read(config: &Path, hub: &str) -> Vec<ErasureOrder> {
    let Ok(text) = std::fs::read(path(config, hub)) else {
        return vec![];
    };
    serde_json::from_slice(&text).unwrap_or_else(|e| {
        log::warn!("the erasure orders outside the hub file can't be read: {e}");
        vec![]
    })
}

/// Remembers these orders beside those that are remembered already.
pub(super) fn keep(config: &Path, hub: &str, orders: &[ErasureOrder]) -> Result<()> {
    let mut all = read(config, hub);
    for order in orders {
        if !all.contains(order) {
            all.push(order.clone());
        }
    }
    let path = path(config, hub);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(StoreError::file("make", folder))?;
    }
    let text = serde_json::to_vec(&all).map_err(|e| StoreError::Log(e.to_string()))?;
    files::write_whole(&path, |file| file.write_all(&text))?;
    Ok(())
}
