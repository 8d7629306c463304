//! The tables of a hub file, step by step. The list is append-only: a step is numbered by its place.

use std::path::Path;

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use super::{Result, StoreError};

const STEPS: &[M<'static>] = &[
    M::up(include_str!("../../migrations/0001_log.sql")),
    M::up(include_str!("../../migrations/0002_hub.sql")),
    M::up(include_str!("../../migrations/0003_indicators.sql")),
    M::up(include_str!("../../migrations/0004_arrivals.sql")),
    M::up(include_str!("../../migrations/0005_unsettled.sql")),
    M::up(include_str!("../../migrations/0006_erasures.sql")),
    M::up(include_str!("../../migrations/0007_team_edits.sql")),
    M::up(include_str!("../../migrations/0008_partners.sql")),
    M::up(include_str!("../../migrations/0009_lists.sql")),
    M::up(include_str!("../../migrations/0010_own_columns.sql")),
    M::up(include_str!("../../migrations/0011_attachments.sql")),
    M::up(include_str!("../../migrations/0012_successors.sql")),
    M::up(include_str!("../../migrations/0013_rule_settings.sql")),
    M::up(include_str!("../../migrations/0014_stakeholders.sql")),
    M::up(include_str!("../../migrations/0015_governance.sql")),
    M::up(include_str!("../../migrations/0016_interests.sql")),
    M::up(include_str!("../../migrations/0017_issued_packs.sql")),
    M::up(include_str!("../../migrations/0018_orders_held.sql")),
    M::up(include_str!("../../migrations/0020_marked_actions.sql")),
    M::up(include_str!("../../migrations/0023_issued_registers.sql")),
    M::up(include_str!("../../migrations/0025_quick_search.sql")),
    M::up(include_str!("../../migrations/0026_attendance_break.sql")),
    M::up(include_str!("../../migrations/0027_posts.sql")),
    M::up(include_str!("../../migrations/0028_pack_templates.sql")),
    M::up(include_str!("../../migrations/0030_suppliers.sql")),
];

const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

/// Number of steps that this program knows.
pub const KNOWN: usize = STEPS.len();

/// Brings the tables up to date, all steps or none.
///
/// # Errors
/// When the file can't be written or a step does not fit.
pub fn to_latest(db: &mut Connection) -> Result<()> {
    MIGRATIONS.to_latest(db).map_err(|e| match e {
        rusqlite_migration::Error::RusqliteError { err, .. } => StoreError::Sql(err),
        other => StoreError::Log(other.to_string()),
    })
}

/// Refuses a file that a newer program has used.
///
/// # Errors
/// [`StoreError::Newer`].
pub fn refuse_newer(db: &Connection, path: &Path) -> Result<()> {
    let version: i64 = db.pragma_query_value(None, "user_version", |r| r.get(0))?;
    if usize::try_from(version).is_ok_and(|v| v <= KNOWN) {
        Ok(())
    } else {
        Err(StoreError::Newer(path.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_steps_fit_together() {
        assert_eq!(super::MIGRATIONS.validate(), Ok(()));
    }
}
