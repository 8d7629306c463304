//! What a lost laptop held and last sent, in the words of the report to an information governance lead.

use chrono::DateTime;

use super::super::Reply;
use crate::{contract::LaptopLost, dates, exchange, record::thousands, store::Store};

/// What the laptop of this key (hex) holds, as far as known here.
pub(super) fn of(store: &Store, key: &str) -> Reply<LaptopLost> {
    let held = exchange::held(store, key)?;
    let mut lines = vec![match (held.said, held.lacks) {
        (None, _) => {
            "It never said what its hub file holds, so count on everything that is on this laptop."
                .to_owned()
        }
        (Some(at), 0) => format!(
            "On {} its hub file held everything that is on this laptop.",
            day(at)
        ),
        (Some(at), n) => {
            let edits = if n == 1 { "edit" } else { "edits" };
            format!(
                "On {} it said what its hub file holds: everything that is on this laptop but {} {edits}.",
                day(at),
                thousands(n as i64)
            )
        }
    }];
    if held.said.is_some() && held.sent_since > 0 {
        lines.push(match held.sent_since {
            1 => "1 file for colleagues was made here since. If it reached that laptop, it holds those edits too.".into(),
            n => format!(
                "{} files for colleagues were made here since. If they reached that laptop, it holds those edits too.",
                thousands(n)
            ),
        });
    }
    lines.push(match held.last_file {
        Some((name, at)) => format!(
            "The last file it sent that came in here is {name}, on {}.",
            day(at)
        ),
        None => "No file from it was ever brought in here.".into(),
    });
    lines.push(match held.last_edit {
        Some(at) => format!("Its newest edit here is of {}.", day(at)),
        None => "None of its edits is here.".into(),
    });
    lines.push(
        "Whoever has the laptop and its password can read the hub file on it. Tell your information governance lead."
            .into(),
    );
    let mut records = vec![];
    for (kind, ids) in &held.records {
        let Some(kind) = store.kinds().get(kind) else {
            continue;
        };
        let mut count = 0;
        for id in ids {
            // Removed records are still in its history.
            count += i64::from(store.find_row(kind, *id)?.is_some());
        }
        if count > 0 {
            records.push((kind.declaration.many.to_owned(), count));
        }
    }
    Ok(LaptopLost {
        lines,
        records,
        personal: held.personal,
    })
}

fn day(at: i64) -> String {
    DateTime::from_timestamp_millis(at)
        .map(|moment| dates::in_words(moment.date_naive()))
        .unwrap_or_else(|| "a day that is not known".into())
}
