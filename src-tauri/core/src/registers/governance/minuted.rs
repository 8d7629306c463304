//! What minutes show: once a later meeting has approved them, none of it is changed and nothing comes to it.

use rusqlite::{Connection, OptionalExtension};

use crate::{record::Id, store::Result};

/// Each kind of record that minutes show, with the meetings in whose minutes one stands, and those that stand in some.
const MINUTED: [(&str, &str, &str); 5] = [
    ("meeting", "?1", "SELECT meeting FROM minutes WHERE id = ?1"),
    (
        "agenda_item",
        "SELECT meeting FROM agenda_item WHERE id = ?1",
        "SELECT i.id FROM agenda_item i JOIN minutes n ON n.meeting = i.meeting WHERE n.id = ?1",
    ),
    (
        "attendance",
        "SELECT meeting FROM attendance WHERE id = ?1",
        "SELECT a.id FROM attendance a JOIN minutes n ON n.meeting = a.meeting WHERE n.id = ?1",
    ),
    (
        "item_ruling",
        "SELECT i.meeting FROM item_ruling r JOIN agenda_item i ON i.id = r.item WHERE r.id = ?1",
        "SELECT r.id FROM item_ruling r JOIN agenda_item i ON i.id = r.item
         JOIN minutes n ON n.meeting = i.meeting WHERE n.id = ?1",
    ),
    (
        "decision",
        "SELECT meeting FROM decision WHERE id = ?1 UNION SELECT reported_at FROM decision WHERE id = ?1
         UNION SELECT i.meeting FROM decision d JOIN agenda_item i ON i.id = d.item WHERE d.id = ?1",
        "SELECT d.id FROM minutes n JOIN decision d ON d.meeting = n.meeting OR d.reported_at = n.meeting
           OR d.item IN (SELECT id FROM agenda_item WHERE meeting = n.meeting) WHERE n.id = ?1",
    ),
];

/// The approved minutes that show a record; none where none do.
///
/// # Errors
/// When the tables can't be read.
pub fn approved(db: &Connection, kind: &str, id: Id) -> Result<Option<Id>> {
    let Some((_, meetings, _)) = MINUTED.iter().find(|m| m.0 == kind) else {
        return Ok(None);
    };
    let sql = format!(
        "SELECT id FROM live_minutes WHERE meeting IN ({meetings}) AND state IN ('approved', 'published') LIMIT 1"
    );
    let mut find = db.prepare_cached(&sql)?;
    Ok(find.query_row([id], |r| r.get(0)).optional()?)
}

/// The records that stand still, or cease to, with minutes.
///
/// # Errors
/// When the tables can't be read.
pub fn by(db: &Connection, minutes: Id) -> Result<Vec<(String, Id)>> {
    let mut all = vec![];
    for (kind, _, shown) in MINUTED {
        let mut find = db.prepare_cached(shown)?;
        let ids = find.query_map([minutes], |r| r.get::<_, Option<Id>>(0))?;
        for id in ids {
            all.extend(id?.map(|id| (kind.to_owned(), id)));
        }
    }
    Ok(all)
}
