//! A list as a pack: the rows of the screen on paper, with what was asked for in words.

use chrono::NaiveDate;
use serde_json::json;

use super::{
    super::{Reply, export},
    Made,
};
use crate::{
    contract::{Compare, Filter, Source, ViewPage, ViewSpec},
    env::Env,
    exchange::packet::Gathering,
    packs::{
        copies::Face,
        list::{self, Listed},
    },
    record::Kind,
    registers::indicators::returns,
    store::{Store, StoreError},
};

/// The pack of a list. A public copy has no confidential field and no confidential record; a list that is chosen or
/// ordered by something confidential is refused.
pub(super) fn made(
    store: &Store,
    env: &dyn Env,
    view: Option<&ViewSpec>,
    face: &Face,
) -> Reply<Made> {
    let Some(view) = view else {
        let message = "It is not said which list to print. Nothing was written.";
        return Err(StoreError::refused("no_list", message, "Name a list.").into());
    };
    let made_on = env.today();
    let mut withheld = None;
    let mut page = store.whole_view_told(view, made_on, &mut |done, total| {
        export::reading(env, done, total)
    })?;
    if *face == Face::Public {
        let mut gathering = Gathering::new(store, made_on);
        let section = gathering.list("", view)?;
        let types = std::mem::take(&mut page.columns);
        let kept = section.columns.iter();
        let kept = kept.filter_map(|c| types.iter().position(|t| t.path == c.path));
        let kept: Vec<usize> = kept.collect();
        page.columns = kept.iter().map(|at| types[*at].clone()).collect();
        let kind = store.kind(&page.kind)?;
        let mut marks: Vec<Vec<bool>> = vec![];
        let before = std::mem::take(&mut page.rows);
        for row in &before {
            if gathering.has(kind, row)? {
                let cells = kept.iter().map(|at| row.cells[*at].has_versions());
                marks.push(cells.collect());
            }
        }
        withheld = said_of_withheld(kind, view, before.len().saturating_sub(marks.len()));
        let rows = section.rows.into_iter().zip(marks);
        let rows = rows.map(|(texts, marks)| list::texts_alone(texts, &marks));
        page.rows = rows.collect();
    }
    let kind = store.kind(&page.kind)?.declaration.many;
    let document = list::document(&Listed {
        title: kind.to_owned(),
        hub: hub_name(store)?,
        choice: choice(store, view, &page, made_on)?,
        page: &page,
        withheld,
        public: *face == Face::Public,
        made_on,
    });
    Ok(Made {
        document,
        signed: false,
        is_signed_off: false,
        papers: vec![],
        purpose: json!({
            "pack": "list",
            "kind": page.kind,
            "rows": page.rows.len(),
            "made_on": made_on,
            "copy": super::copy_name(face),
        }),
    })
}

/// What a public copy says of the rows that it leaves out: never whose. How many is said of a whole list alone; of one that
/// was narrowed the number would tell what is true of somebody who is kept to the team, so nothing depends on it.
fn said_of_withheld(kind: &Kind, view: &ViewSpec, rows: usize) -> Option<String> {
    kind.declaration.confidential_when?;
    let all = matches!(view.source, Source::Kind { .. });
    let searched = view.search.as_deref().is_some_and(|s| !s.trim().is_empty());
    if !all || view.filter.is_some() || searched {
        return Some("Rows that are kept to the hub’s team are withheld.".to_owned());
    }
    match rows {
        0 => None,
        1 => Some("1 row is withheld: it is kept to the hub’s team.".to_owned()),
        n => Some(format!(
            "{n} rows are withheld: they are kept to the hub’s team."
        )),
    }
}

/// The name of the hub; before there is a page about it, nobody's.
fn hub_name(store: &Store) -> Reply<String> {
    match returns::usual_hub(store) {
        Ok(id) => Ok(store.title("hub_profile", id)?),
        Err(_) => Ok("Training hub".to_owned()),
    }
}

/// What the list was narrowed to and how it is ordered, a sentence each.
fn choice(store: &Store, view: &ViewSpec, page: &ViewPage, today: NaiveDate) -> Reply<Vec<String>> {
    let mut out = vec![];
    if let Some(filter) = &view.filter {
        out.push(format!(
            "Only where {}.",
            words(store, &page.kind, filter, today)?
        ));
    }
    if let Some(search) = view.search.as_deref().filter(|s| !s.trim().is_empty()) {
        out.push(format!("Only what holds “{}”.", search.trim()));
    }
    let mut order = vec![];
    for sort in &view.sort {
        let way = if sort.descending { ", last first" } else { "" };
        order.push(format!(
            "{}{way}",
            label(store, &page.kind, &sort.path, today)?
        ));
    }
    if !order.is_empty() {
        out.push(format!("In the order of {}.", order.join(", then ")));
    }
    Ok(out)
}

/// What people call a path.
fn label(store: &Store, kind: &str, path: &str, today: NaiveDate) -> Reply<String> {
    let view = ViewSpec {
        columns: vec![path.to_owned()],
        ..ViewSpec::all_of(kind)
    };
    let columns = store.view(&view, today)?.columns;
    Ok(columns
        .first()
        .map_or_else(|| path.to_owned(), |c| c.label.clone()))
}

/// A condition in words.
fn words(store: &Store, kind: &str, filter: &Filter, today: NaiveDate) -> Reply<String> {
    let all = |filters: &[Filter], with: &str| -> Reply<String> {
        let parts: Vec<String> = filters
            .iter()
            .map(|f| words(store, kind, f, today))
            .collect::<Reply<_>>()?;
        Ok(parts.join(with))
    };
    Ok(match filter {
        Filter::And(filters) => all(filters, " and ")?,
        Filter::Or(filters) => format!("either {}", all(filters, " or ")?),
        Filter::Not(filter) => format!("not ({})", words(store, kind, filter, today)?),
        Filter::Field { path, op, value } => {
            let shown = match value {
                serde_json::Value::String(text) => format!("“{text}”"),
                serde_json::Value::Bool(true) => "yes".into(),
                serde_json::Value::Bool(false) => "no".into(),
                other => other.to_string(),
            };
            let how = match op {
                Compare::Is => format!("is {shown}"),
                Compare::Below => format!("is below {shown}"),
                Compare::AtMost => format!("is at most {shown}"),
                Compare::Above => format!("is above {shown}"),
                Compare::AtLeast => format!("is at least {shown}"),
                Compare::Contains => format!("holds {shown}"),
                Compare::Empty => "is empty".into(),
            };
            format!("{} {how}", label(store, kind, path, today)?)
        }
        Filter::Exists { kind, filter, .. } => {
            let one = store.kind(kind)?.declaration.one.to_lowercase();
            match filter {
                Some(filter) => {
                    format!(
                        "there is a {one} for which {}",
                        words(store, kind, filter, today)?
                    )
                }
                None => format!("there is a {one}"),
            }
        }
    })
}
