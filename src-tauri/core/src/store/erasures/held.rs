//! Orders that do not count here yet, since nobody in the team stands behind them: kept as they came, with the laptop whose
//! file they came in, and tried again when the team changes.

use rusqlite::{Connection, params};

use super::ErasureOrder;
use crate::{
    record::Id,
    store::{Result, log::unhex},
};

/// An order that waits for somebody to stand behind it.
pub struct HeldOrder {
    /// The order.
    pub order: ErasureOrder,
    /// Key of the laptop whose file it came in, hex.
    pub maker: String,
}

/// Keeps an order for later.
///
/// # Errors
/// When the file can't be written.
pub fn hold(db: &Connection, id: Id, order: &ErasureOrder, maker: &str) -> Result<()> {
    let (key, signature) = (unhex::<32>(&order.key), unhex::<64>(&order.signature));
    db.prepare_cached(
        "INSERT INTO erasure_held (id, line, key, signature, maker) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO NOTHING",
    )?
    .execute(params![
        id,
        order.line,
        key.unwrap_or([0; 32]).as_slice(),
        signature.unwrap_or([0; 64]).as_slice(),
        maker
    ])?;
    Ok(())
}

/// The orders that are kept for later.
///
/// # Errors
/// When the file can't be read.
pub fn held(db: &Connection) -> Result<Vec<HeldOrder>> {
    let mut rows = db.prepare_cached(
        "SELECT line, key, signature, maker FROM erasure_held ORDER BY id, key, maker",
    )?;
    let rows = rows.query_map([], |r| {
        Ok(HeldOrder {
            order: ErasureOrder::from_row(r)?,
            maker: r.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The order is carried out: it waits no longer.
pub(super) fn let_go(db: &Connection, id: Id) -> Result<()> {
    db.prepare_cached("DELETE FROM erasure_held WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}
