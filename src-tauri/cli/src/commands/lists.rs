//! Lists, search and what needs attention.

use std::collections::BTreeMap;

use hubfolio_core::{
    contract::{
        CellText, FieldTypeInfo, Filter, FindingInfo, Search, SearchHit, SortBy, Source, ViewPage,
        ViewSpec,
    },
    dates,
    record::thousands,
    session::{Reply, table},
    tabular,
};
use serde_json::{Map, Value as Json, json};

use crate::{
    arguments::{Choice, List},
    client::{Client, fault, list_of},
    condition::{Setting, reference_at},
    layout::{Grid, counted},
    outcome::Outcome,
};

/// The records of a kind or of a named list.
pub fn list(client: &mut Client<'_>, list: &List) -> Reply<Outcome> {
    let (kind, source) = source(client, list)?;
    let mut view = view(client, &kind, source, &list.choice)?;
    view.group.clone_from(&list.group);
    let page = match list.limit {
        None => client.whole(&view)?,
        Some(limit) => {
            view.limit = limit;
            client.ask("view", &view)?
        }
    };
    if list.csv {
        return csv(&page);
    }
    let declared = client.kinds().get(&kind).map(|k| &k.declaration);
    // A code or name is enough to find the record again; where there is none, its identifier is shown.
    let ids = declared.is_none_or(|d| d.key.len() != 1 && d.title != ["name"]);
    let mut lines = groups(&page);
    lines.push(text(&page, ids));
    Ok(Outcome::new(lines.join("\n\n"), as_json(&page)))
}

/// How many records have what, where that was asked for.
fn groups(page: &ViewPage) -> Vec<String> {
    if page.groups.is_empty() {
        return vec![];
    }
    let mut grid = Grid::new(&["Group", "Records"]).right(1);
    for group in &page.groups {
        let words = match group.cell.text.as_str() {
            "" => "(nothing filled in)",
            words => words,
        };
        grid.row(&[words, &thousands(group.count)]);
    }
    vec![grid.text()]
}

fn source(client: &mut Client<'_>, list: &List) -> Reply<(String, Source)> {
    let Some(name) = &list.set else {
        let kind = list.kind.clone().unwrap_or_default();
        return Ok((kind.clone(), Source::Kind { kind }));
    };
    let Some(set) = client.kinds().set(name).copied() else {
        let all: Vec<&str> = client.kinds().sets().iter().map(|s| s.name).collect();
        let hint = format!("The named lists are: {}.", all.join(", "));
        return Err(fault(
            "unknown_set",
            format!("There is no list called {name}."),
            &hint,
        ));
    };
    let mut params = BTreeMap::new();
    for Setting { field, value } in &list.params {
        if !set.params.contains(&field.as_str()) {
            let hint = format!("It takes: {}.", set.params.join(", "));
            return Err(fault(
                "unknown_param",
                format!("{name} has no parameter {field}."),
                &hint,
            ));
        }
        let value = if field == "hub" {
            client.identify("hub_profile", value)?.to_string()
        } else {
            dates::parse_uk(value)
                .map_err(|e| fault("bad_date", format!("{field}: {e}"), ""))?
                .to_string()
        };
        params.insert(field.clone(), value);
    }
    for param in set.params {
        if params.contains_key(*param) {
            continue;
        }
        if *param != "hub" {
            let hint = format!("Add --param {param}=…");
            return Err(fault(
                "param_missing",
                format!("{name} needs {param}."),
                &hint,
            ));
        }
        let hubs = client.whole(&list_of("hub_profile", None, &[], &[]))?;
        let [hub] = &hubs.rows[..] else {
            let hint = "Add --param hub=…";
            return Err(fault(
                "param_missing",
                format!("{name} needs the hub."),
                hint,
            ));
        };
        params.insert("hub".into(), hub.id.clone());
    }
    let set_name = name.clone();
    Ok((
        set.kind.to_owned(),
        Source::Set {
            set: set_name,
            params,
        },
    ))
}

/// The list that a choice of rows and columns describes.
pub fn view(client: &Client<'_>, kind: &str, source: Source, choice: &Choice) -> Reply<ViewSpec> {
    let mut filters = vec![];
    for condition in &choice.wheres {
        let mut condition = condition.clone();
        // People write a code or a name where the core wants the record.
        if let Some(other) = reference_at(client.kinds(), kind, &condition.path)
            && !condition.value.is_empty()
            && condition.compares_whole()
        {
            condition.value = client.identify(&other, &condition.value)?.to_string();
        }
        filters.push(condition.filter());
    }
    let sort = choice.sort.iter().map(|key| SortBy {
        path: key.trim_start_matches('-').to_owned(),
        descending: key.starts_with('-'),
    });
    Ok(ViewSpec {
        source,
        columns: choice
            .columns
            .iter()
            .map(|c| c.trim().to_owned())
            .filter(|c| !c.is_empty())
            .collect(),
        filter: (!filters.is_empty()).then_some(Filter::And(filters)),
        sort: sort.collect(),
        group: None,
        search: choice.search.clone(),
        offset: 0,
        limit: 0,
    })
}

/// CSV for programs: headings are the names of the fields.
fn csv(page: &ViewPage) -> Reply<Outcome> {
    let mut table = table("", page);
    for (column, of) in table.columns.iter_mut().zip(&page.columns) {
        column.title = of.path.clone();
    }
    let mut bytes = vec![];
    tabular::write_csv_to(&table, &mut bytes)
        .map_err(|e| fault("csv", format!("The list can't be written: {e}."), ""))?;
    Ok(Outcome::raw(bytes))
}

fn as_json(page: &ViewPage) -> Json {
    let rows = page.rows.iter().map(|row| {
        let mut object = Map::new();
        object.insert("id".into(), row.id.clone().into());
        object.insert("title".into(), row.title.clone().into());
        for (column, cell) in page.columns.iter().zip(&row.cells) {
            object.insert(column.path.clone(), cell.value.clone());
        }
        Json::Object(object)
    });
    let mut out =
        json!({ "kind": page.kind, "total": page.total, "rows": rows.collect::<Vec<_>>() });
    if !page.groups.is_empty() {
        let groups = page.groups.iter();
        let groups =
            groups.map(|g| json!({ "value": g.cell.value, "text": g.cell.text, "count": g.count }));
        out["groups"] = groups.collect();
    }
    out
}

/// A list for people.
pub fn text(page: &ViewPage, ids: bool) -> String {
    let mut headings: Vec<&str> = page.columns.iter().map(|c| c.label.as_str()).collect();
    if ids {
        headings.push("Identifier");
    }
    let mut grid = Grid::new(&headings);
    for (at, column) in page.columns.iter().enumerate() {
        let number = matches!(
            column.type_,
            FieldTypeInfo::Integer { .. }
                | FieldTypeInfo::Hundredths { .. }
                | FieldTypeInfo::Money {}
        );
        if number {
            grid = grid.right(at);
        }
    }
    for row in &page.rows {
        let marked = |cell: &CellText| match cell.has_versions() {
            true => format!("{} (two versions)", cell.text),
            false => cell.text.clone(),
        };
        let mut cells: Vec<String> = row.cells.iter().map(marked).collect();
        if ids {
            cells.push(row.id.clone());
        }
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        grid.row(&cells);
    }
    let shown = page.rows.len() as i64;
    let total = counted(page.total, "record", "records");
    let mut lines = vec![];
    if !grid.is_empty() {
        lines.push(grid.text());
        lines.push(String::new());
    }
    lines.push(if shown < page.total {
        format!("{} of {total}", thousands(shown))
    } else {
        total
    });
    lines.join("\n")
}

/// Search over everything.
pub fn search(client: &mut Client<'_>, text: String, limit: i64) -> Reply<Outcome> {
    let hits: Vec<SearchHit> = client.ask("search", Search { text, limit })?;
    let mut grid = Grid::new(&["Kind", "Title", "Found in", "Identifier"]);
    for hit in &hits {
        grid.row(&[&hit.kind, &hit.title, &hit.excerpt, &hit.id]);
    }
    let text = if hits.is_empty() {
        "Nothing was found.".into()
    } else {
        grid.text()
    };
    Ok(Outcome::new(text, json!(hits)))
}

/// Findings, one line each.
pub fn findings_text(findings: &[FindingInfo]) -> String {
    if findings.is_empty() {
        return "Nothing needs attention.".into();
    }
    let lines = findings.iter().map(|f| {
        let due = f
            .due
            .as_ref()
            .and_then(|d| d.parse().ok())
            .map(|d| format!(" (by {})", dates::in_words(d)));
        format!(
            "{}: {} {}{}",
            f.severity,
            f.named(),
            f.fix,
            due.unwrap_or_default()
        )
    });
    let mut lines: Vec<String> = lines.collect();
    lines.push(format!(
        "\n{}",
        counted(
            findings.len() as i64,
            "thing needs attention",
            "things need attention"
        )
    ));
    lines.join("\n")
}
