//! The matching that was used for files of one shape. It stays on this laptop.

use serde::{Deserialize, Serialize};

use crate::{
    contract::ColumnMatch,
    env::Env,
    store::{Result, Store},
};

/// What is kept for a shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Remembered {
    /// Kind.
    pub kind: String,
    /// Matching.
    pub matching: Vec<ColumnMatch>,
}

fn key(shape: &str) -> String {
    format!("import-columns/{shape}")
}

/// What was used for files of this shape before.
pub(super) fn of(store: &Store, shape: &str) -> Result<Option<Remembered>> {
    let kept = store.draft(&key(shape))?;
    Ok(kept.and_then(|(body, _)| serde_json::from_str(&body).ok()))
}

/// Keeps what was used.
pub(super) fn keep(store: &Store, env: &dyn Env, shape: &str, used: &Remembered) -> Result<()> {
    match serde_json::to_string(used) {
        Ok(body) => store.put_draft(&key(shape), &body, env.now()),
        // Names and numbers alone are always written.
        Err(_) => Ok(()),
    }
}
