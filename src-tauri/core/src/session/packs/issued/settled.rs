//! Nothing is issued while two versions of something inside it wait to be settled: nobody could say which one it means.

use chrono::NaiveDate;

use super::{
    super::{Reply, engagement, kpi_return},
    Series,
};
use crate::{
    record::Id,
    registers::{
        governance::{self, Issuable},
        indicators::{
            returns,
            waiting::{self as figures, Reach},
        },
        interests, stakeholders,
    },
    store::{Result, Store, Thing, unsettled},
};

/// What is done once everything is settled.
const THEN: &str = "send the pack out";

/// Refuses while something waits inside a pack. `record`: what it was asked of.
pub(super) fn refuse(
    store: &Store,
    series: Series,
    record: Option<&str>,
    today: NaiveDate,
) -> Reply<()> {
    if let Some(meeting) = series.meeting {
        return Ok(governance::waiting::refuse(store, meeting, THEN)?);
    }
    unsettled::refuse_where(store, |thing| is_of_series(store, thing, series), THEN)?;
    match series.pack {
        Issuable::Interests => interests::waiting::refuse(store, series.board, THEN)?,
        Issuable::Engagement => {
            stakeholders::waiting::refuse(store, engagement::period(today), THEN)?;
        }
        Issuable::Strategy => strategy(store, kpi_return(store, record)?)?,
        Issuable::Board | Issuable::Minutes => {}
    }
    Ok(())
}

/// Another version of the same pack.
fn is_of_series(store: &Store, thing: &Thing, series: Series) -> Result<bool> {
    if thing.kind != "issued_pack" {
        return Ok(false);
    }
    let row = store.row("issued_pack", thing.record)?;
    Ok(row.text("pack") == series.pack.name() && row.value("board").as_id() == series.board)
}

/// The figures of a strategy are those of a return, where there is one; its area lies in places.
fn strategy(store: &Store, kpi_return: Option<Id>) -> Result<()> {
    match kpi_return {
        Some(id) if store.row("return", id)?.text("state") == "open" => {
            figures::refuse(store, id, Reach::Figures, THEN)?;
        }
        Some(id) => figures::refuse(store, id, Reach::Itself, THEN)?,
        None => figures::refuse_figures(store, returns::usual_hub(store)?, THEN)?,
    }
    let is_place =
        |thing: &Thing| thing.kind == "place" || thing.kind == "pcn" && thing.about == "place";
    unsettled::refuse_where(store, |thing| Ok(is_place(thing)), THEN)
}
