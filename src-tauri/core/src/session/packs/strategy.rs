//! The hub's strategy as far as the registers hold it: its template, the newest figures, the area by place.

use std::collections::BTreeMap;

use super::{
    super::{Reply, accountability},
    Made, head, kpi,
    parts::parts_wait,
    salt, waiting,
};
use crate::{
    dates::financial_year,
    packs::{
        copies::Face,
        strategy::{PlaceCoverage, StrategyPack},
        who_reports::WorkLines,
    },
    record::Id,
    registers::{
        desk::{self, Composed},
        indicators::{
            copy::CoverageCopy,
            returns,
            waiting::{self as figures, Reach},
        },
    },
    store::{Result, Store, Thing},
};
use chrono::NaiveDate;

/// How long a hub's strategy is for (PLN-1).
const YEARS: i32 = 3;

/// The strategy from this financial year on.
pub(super) fn whole(store: &Store, made_on: NaiveDate, newest: Option<Id>) -> Reply<StrategyPack> {
    let figures = kpi::copy_to_print(store, made_on, newest)?;
    let (from, to) = years(made_on);
    let mut whole = StrategyPack {
        head: head(store)?,
        from,
        to,
        reporting: reporting(store, made_on)?,
        area: by_place(store, &figures.coverage)?,
        figures: Some(figures),
        ..StrategyPack::default()
    };
    if let Some(chosen) = desk::chosen(store.db(), Composed::Strategy, None)? {
        whole.compose(chosen.parts);
    }
    whole.head.salt = salt(store, &whole);
    whole.head.waiting = what_waits(store, newest)?;
    Ok(whole)
}

/// A copy of it.
pub(super) fn made(
    store: &Store,
    made_on: NaiveDate,
    newest: Option<Id>,
    face: &Face,
) -> Reply<Made> {
    let whole = whole(store, made_on, newest)?;
    Ok(Made::of(&whole, face, made_on, ("strategy", None)))
}

/// Its figures are those of a return, where there is one; its area lies in places.
pub(super) fn what_waits(store: &Store, newest: Option<Id>) -> Result<Vec<String>> {
    let mut sentences = match newest {
        None => figures::figures(store, returns::usual_hub(store)?)?,
        Some(id) => {
            let is_open = store.row("return", id)?.text("state") == "open";
            let reach = if is_open {
                Reach::Figures
            } else {
                Reach::Itself
            };
            let waits = figures::inside(store, id, reach)?.into_iter();
            waits.map(|one| one.sentence).collect()
        }
    };
    sentences.extend(waiting(store, is_place)?);
    sentences.extend(parts_wait(store, Composed::Strategy, None)?);
    Ok(sentences)
}

fn is_place(thing: &Thing) -> bool {
    thing.kind == "place" || thing.kind == "pcn" && thing.about == "place"
}

/// Who reports to whom, where the hub has recorded it: the usual lines may not be its own.
fn reporting(store: &Store, on: NaiveDate) -> Reply<Vec<WorkLines>> {
    let (usual, lines) = accountability::lines(store, on)?;
    if usual {
        return Ok(vec![]);
    }
    let all = accountability::by_work(&lines).into_iter();
    Ok(all
        .map(|one| WorkLines {
            work: one.work,
            lines: one.lines,
        })
        .collect())
}

/// From the first day of the financial year that this day lies in.
fn years(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let year = financial_year(day);
    let day = |year, month, of| NaiveDate::from_ymd_opt(year, month, of).unwrap_or_default();
    (day(year, 4, 1), day(year + YEARS, 3, 31))
}

/// Networks by the place that they lie in, in the order of the alphabet; those without a place come last.
fn by_place(store: &Store, networks: &[CoverageCopy]) -> Result<Vec<PlaceCoverage>> {
    let mut find = store.db().prepare_cached(
        "SELECT n.ods_code, p.name FROM live_pcn n JOIN live_place p ON p.id = n.place",
    )?;
    let mut place_of: BTreeMap<String, String> = BTreeMap::new();
    let rows = find.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    for row in rows {
        let (code, place): (Option<String>, Option<String>) = row?;
        if let (Some(code), Some(place)) = (code, place) {
            place_of.insert(code, place);
        }
    }
    let mut places: BTreeMap<(bool, String), Vec<CoverageCopy>> = BTreeMap::new();
    for network in networks {
        let place = place_of.get(&network.code).cloned().unwrap_or_default();
        places
            .entry((place.is_empty(), place))
            .or_default()
            .push(network.clone());
    }
    let place = |((_, place), networks)| PlaceCoverage { place, networks };
    Ok(places.into_iter().map(place).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strategy_starts_with_the_financial_year() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap_or_default();
        let three = (day(2025, 4, 1), day(2028, 3, 31));
        assert_eq!(years(day(2026, 3, 31)), three);
        assert_eq!(years(day(2025, 4, 1)), three);
    }
}
