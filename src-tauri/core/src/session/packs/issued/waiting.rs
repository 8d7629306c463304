//! What waits to be settled inside a pack that went out: while anything does, it is not signed off, since nobody could say
//! which version the sign-off means.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{
    super::{super::Reply, engagement, meeting, strategy},
    Series,
};
use crate::{
    registers::{
        governance::{self, Issuable},
        indicators::returns,
        interests,
    },
    store::{Row, Store},
};

/// What waits in the records that a version shows, and in the versions themselves, a sentence each.
pub(in crate::session) fn waiting(
    store: &Store,
    today: NaiveDate,
    row: &Row,
) -> Reply<Vec<String>> {
    if store.count_to_settle()? == 0 {
        return Ok(vec![]);
    }
    let series = Series::of_row(row);
    let mut waiting = series.waiting(store)?;
    waiting.extend(match (series.pack, series.meeting) {
        (Issuable::Board, Some(meeting)) => meeting::waiting(store, today, meeting)?,
        (Issuable::Minutes, Some(meeting)) => {
            governance::waiting::inside(store, meeting, &BTreeSet::new())?
        }
        // Of no meeting that anybody knows of.
        (Issuable::Board | Issuable::Minutes, None) => vec![],
        (Issuable::Interests, _) => interests::waiting::inside(store, series.board)?,
        (Issuable::Engagement, _) => {
            let until = row.value("issued_on").as_date().unwrap_or(today);
            engagement::waiting(store, until)?
        }
        (Issuable::Strategy, _) => strategy::what_waits(store, returns::newest(store)?)?,
    });
    Ok(waiting)
}
