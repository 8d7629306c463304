//! STK-3: the last contact with a stakeholder, from the log: with themselves, or with somebody who held a post there on
//! that day.

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use crate::{record::Id, store::Result};

/// The fields that name a stakeholder, in the log and elsewhere.
pub const PARTIES: [&str; 4] = ["organisation", "practice", "pcn", "person"];

/// The contacts with the stakeholder `?1` and their days, whose kind is the name of the column: some more than once.
pub fn contacts_sql(party: &str) -> String {
    let own = format!(
        "SELECT e.id AS id, e.day AS day FROM live_engagement e WHERE e.\"{party}\" = ?1
         UNION ALL SELECT e.id, e.day FROM live_engagement_party p JOIN live_engagement e ON e.id = p.engagement
           WHERE p.\"{party}\" = ?1 AND p.ours IS NOT 1"
    );
    if party == "person" {
        return own;
    }
    format!(
        "{own}
         UNION ALL SELECT e.id, e.day FROM live_post k JOIN live_engagement e ON e.person = k.person
           WHERE k.\"{party}\" = ?1 AND (k.\"from\" IS NULL OR k.\"from\" <= e.day)
             AND (k.\"to\" IS NULL OR k.\"to\" >= e.day)
         UNION ALL SELECT e.id, e.day FROM live_post k JOIN live_engagement_party p ON p.person = k.person AND p.ours IS NOT 1
           JOIN live_engagement e ON e.id = p.engagement
           WHERE k.\"{party}\" = ?1 AND (k.\"from\" IS NULL OR k.\"from\" <= e.day)
             AND (k.\"to\" IS NULL OR k.\"to\" >= e.day)"
    )
}

/// The last contact up to a day, and the first one after it.
///
/// # Errors
/// When the tables can't be read.
pub fn contact(
    db: &Connection,
    party: &str,
    id: Id,
    today: NaiveDate,
) -> Result<(Option<NaiveDate>, Option<NaiveDate>)> {
    let Some(party) = PARTIES.iter().find(|p| **p == party) else {
        return Ok((None, None));
    };
    let sql = format!(
        "SELECT max(CASE WHEN day <= ?2 THEN day END), min(CASE WHEN day > ?2 THEN day END) FROM ({})",
        contacts_sql(party)
    );
    let (last, next): (Option<String>, Option<String>) = db
        .prepare_cached(&sql)?
        .query_row(params![id, today.to_string()], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })?;
    let day = |text: Option<String>| text.and_then(|t| t.parse().ok());
    Ok((day(last), day(next)))
}
