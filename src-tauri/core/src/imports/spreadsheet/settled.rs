//! What is settled about a file before its rows are read: its sheet, what each row is, which column goes where.

use super::{
    heading,
    laid::{Laid, whole},
    matching, meaning,
    own::OwnColumns,
    remembered::{self, Remembered},
};
use crate::{
    contract::{ColumnMatch, Fault, SheetImport},
    env::Env,
    imports::words::fault,
    record::{Fields, Kind},
    store::Store,
};

/// What was settled about a file: its sheet, its kind, its matching.
pub(super) struct Settled<'a> {
    pub laid: Laid,
    pub kind: &'a Kind,
    /// Column and field, in the order of the columns; the surname of a name in parts comes last.
    pub matching: Vec<(usize, String)>,
    /// Why each.
    pub reasons: Vec<&'static str>,
    /// Values for every row.
    pub filled: Fields,
    pub remembered: bool,
}

/// Settles what a person has chosen, and proposes the rest.
pub(super) fn settle<'a>(
    store: &'a Store,
    env: &dyn Env,
    request: &SheetImport,
) -> Result<Settled<'a>, Fault> {
    let kinds = matching::open_kinds(store.kinds());
    let laid = Laid::read(env, request, &kinds)?;
    let before = if laid.header > 0 {
        remembered::of(store, &laid.shape())?
    } else {
        None
    };
    let likeliest = || {
        matching::fits(&laid.table(), &kinds, &request.filled)
            .into_iter()
            .next()
            .map(|f| f.kind)
    };
    let name = request
        .kind
        .clone()
        .or_else(|| before.as_ref().map(|b| b.kind.clone()))
        .or_else(likeliest)
        .unwrap_or_default();
    let Some(kind) = kinds.iter().copied().find(|k| k.name() == name) else {
        return Err(fault(
            "unknown_kind",
            format!("A file can't be brought in as “{name}”. Nothing was changed."),
            "Choose one of the types of record that people add by hand.",
        ));
    };
    let before = before.filter(|b| b.kind == kind.name());
    let mut pairs: Vec<(usize, String, &'static str)> = match (&request.matching, &before) {
        (Some(chosen), _) => with_reason(matching::chosen(&laid.table(), kind, chosen), "chosen"),
        (None, Some(before)) => with_reason(
            matching::chosen(&laid.table(), kind, &before.matching),
            "remembered",
        ),
        (None, None) => matching::propose(&laid.table(), kind)
            .into_iter()
            .map(|p| (p.column, p.field, p.why))
            .collect(),
    };
    if request.matching.is_none() && before.is_none() {
        let taken: Vec<usize> = pairs.iter().map(|(column, _, _)| *column).collect();
        let own = OwnColumns::of(store, kind)?.propose(store, &laid.table(), kind, &taken);
        pairs.extend(
            own.into_iter()
                .map(|(column, field)| (column, field, "own")),
        );
    }
    // A surname that stands in front of the first name comes behind it in the name.
    let is_surname = |column: usize, field: &str| {
        let title = laid.titles.get(column);
        field == "name" && title.is_some_and(|t| heading::name_part(t) == Some(1))
    };
    pairs.sort_by_key(|(column, field, _)| (is_surname(*column, field), *column));
    Ok(Settled {
        remembered: request.matching.is_none() && before.is_some(),
        reasons: pairs.iter().map(|(_, _, why)| *why).collect(),
        matching: pairs
            .into_iter()
            .map(|(column, field, _)| (column, field))
            .collect(),
        filled: meaning::filled(store, kind, &request.filled)?,
        laid,
        kind,
    })
}

fn with_reason(
    pairs: Vec<(usize, String)>,
    why: &'static str,
) -> Vec<(usize, String, &'static str)> {
    pairs
        .into_iter()
        .map(|(column, field)| (column, field, why))
        .collect()
}

/// Fields of which columns matched to other fields say something.
pub(super) fn said_elsewhere(settled: &Settled<'_>) -> Vec<String> {
    let columns: Vec<&str> = settled.matching.iter().map(|(_, f)| f.as_str()).collect();
    let said = settled.kind.declaration.from_lists.said_by(&columns);
    said.into_iter().map(str::to_owned).collect()
}

/// What is kept about files of this shape.
pub(super) fn to_remember(settled: &Settled<'_>) -> Remembered {
    Remembered {
        kind: settled.kind.name().into(),
        matching: settled
            .matching
            .iter()
            .map(|(column, field)| ColumnMatch {
                column: whole(*column),
                field: field.clone(),
            })
            .collect(),
    }
}
