//! Stakeholders: their page, the map, records that may be one, feedback.

use hubfolio_core::{
    contract::{
        DuplicatesOf, DuplicatesPage, KeepApart, MapPoint, MergeGroup, MergeMany, MergedMany,
        MoveOnMap, RecordRef, Saved, StakeholderMap, StakeholderPage, SurveyId, SurveyImport,
        SurveyImported, SurveyLine, SurveyResults,
    },
    record::decimal,
    session::Reply,
};
use serde_json::json;

use super::versions::to_settle;
use crate::{
    arguments::Stakeholders,
    client::{Client, fault},
    layout::{self, Grid, counted},
    outcome::Outcome,
};

/// Carries out one of the commands on stakeholders.
pub fn run(client: &mut Client<'_>, command: Stakeholders) -> Reply<Outcome> {
    match command {
        Stakeholders::Show { kind, id } => {
            let page: StakeholderPage = client.ask("stakeholder_page", RecordRef { kind, id })?;
            Ok(Outcome::new(told(&page), json!(page)))
        }
        Stakeholders::Map => {
            let map: StakeholderMap = client.ask_for("stakeholder_map")?;
            let mut text = table(&map.points);
            if map.hidden > 0 {
                let hidden = counted(map.hidden, "named person is", "named people are");
                text += &format!("\n{hidden} not shown: the hub's profile does not allow it.");
            }
            if let Some(doubt) = to_settle(&map.to_settle) {
                text += &format!("\n\n{doubt}");
            }
            Ok(Outcome::new(text, json!(map)))
        }
        Stakeholders::Move {
            id,
            influence,
            interest,
            because,
        } => {
            let request = MoveOnMap {
                id,
                influence,
                interest,
                reason: because,
            };
            let saved: Saved = client.ask("stakeholder_move", request)?;
            let words = format!("Moved to influence {influence}, interest {interest}.");
            Ok(Outcome::new(words, json!(saved)))
        }
        Stakeholders::Gaps => {
            let points: Vec<MapPoint> = client.ask_for("stakeholder_gaps")?;
            let text = if points.is_empty() {
                "All stand as the hub would like, as far as the map says.".into()
            } else {
                table(&points)
            };
            Ok(Outcome::new(text, json!(points)))
        }
        Stakeholders::Duplicates { kind, limit } => {
            let page = duplicates(client, kind, limit)?;
            Ok(Outcome::new(groups(&page), json!(page)))
        }
        Stakeholders::Merge {
            kind,
            groups,
            sure,
            because,
        } => merge(client, kind, &groups, sure, because),
        Stakeholders::Apart { kind, records } => {
            let saved: Saved = client.ask("keep_apart", KeepApart { kind, records })?;
            Ok(Outcome::new(
                "They are different ones from now on.",
                json!(saved),
            ))
        }
        Stakeholders::Feedback { round } => {
            let results: SurveyResults = client.ask("survey_results", SurveyId { round })?;
            Ok(Outcome::new(scores(&results), json!(results)))
        }
        Stakeholders::FeedbackImport {
            round,
            file,
            dry_run,
        } => {
            let file = file.to_string_lossy().into_owned();
            let request = SurveyImport {
                round,
                file,
                dry_run,
            };
            let done: SurveyImported = client.ask("survey_import", request)?;
            let would = if dry_run {
                "Would bring in"
            } else {
                "Brought in"
            };
            let mut lines = vec![format!(
                "{would} {} of {}; {}.",
                counted(done.answers, "answer", "answers"),
                counted(done.respondents, "respondent", "respondents"),
                counted(done.questions, "new question", "new questions")
            )];
            lines.extend(done.left_out.iter().cloned());
            Ok(Outcome::new(lines.join("\n"), json!(done)))
        }
    }
}

fn duplicates(client: &mut Client<'_>, kind: String, limit: i64) -> Reply<DuplicatesPage> {
    let limit = Some(limit);
    client.ask("duplicates", DuplicatesOf { kind, limit })
}

fn merge(
    client: &mut Client<'_>,
    kind: String,
    named: &[String],
    sure: bool,
    reason: Option<String>,
) -> Reply<Outcome> {
    let mut groups = vec![];
    for group in named {
        let Some((keep, others)) = group.split_once('=') else {
            let message = format!("“{group}” does not say what stays and what goes.");
            return Err(fault("bad_group", message, "Write KEEP=OTHER,OTHER."));
        };
        groups.push(MergeGroup {
            keep: keep.into(),
            others: others.split(',').map(Into::into).collect(),
        });
    }
    if sure {
        let found = duplicates(client, kind.clone(), i64::MAX)?;
        let sure = found.groups.into_iter().filter(|g| g.sure);
        groups.extend(sure.filter_map(|group| {
            let mut ids = group.records.into_iter().map(|r| r.id);
            let keep = ids.next()?;
            let others = ids.collect();
            Some(MergeGroup { keep, others })
        }));
    }
    let request = MergeMany {
        kind,
        groups,
        reason,
    };
    let done: MergedMany = client.ask("merge_many", request)?;
    let merged = counted(done.merged, "record is", "records are");
    let words = format!("{merged} another name for one that stays. One undo takes it back.");
    Ok(Outcome::new(words, json!(done)))
}

fn told(page: &StakeholderPage) -> String {
    let mut lines = vec![page.title.clone()];
    for post in &page.posts {
        let now = if post.now { "" } else { " (not now)" };
        lines.push(format!("  {}, {}{now}", post.role, post.other_title));
    }
    if let Some(place) = &page.place {
        lines.push(format!(
            "On the map: influence {}, interest {}: {}",
            place.influence, place.interest, place.corner
        ));
    }
    if let Some(day) = &page.last_contact {
        lines.push(format!("Last contact: {}", layout::day(day)));
    }
    if let Some(day) = &page.next_due {
        lines.push(format!("Next contact by: {}", layout::day(day)));
    }
    for entry in &page.follow_ups {
        let late = if entry.late { ", late" } else { "" };
        let day = layout::day(entry.day.as_deref().unwrap_or("no day"));
        lines.push(format!("To do by {day}{late}: {}", entry.title));
    }
    let mut grid = Grid::new(&["Day", "What", "About", "More"]);
    for entry in &page.timeline {
        let day = layout::day(entry.day.as_deref().unwrap_or_default());
        grid.row(&[&day, &entry.label, &entry.title, &entry.text]);
    }
    if !grid.is_empty() {
        lines.push(grid.text());
    }
    lines.extend(to_settle(&page.to_settle));
    lines.join("\n")
}

fn table(points: &[MapPoint]) -> String {
    let mut grid = Grid::new(&[
        "Stakeholder",
        "Influence",
        "Interest",
        "Corner",
        "Now",
        "Wanted",
        "Identifier",
    ]);
    for p in points {
        let (influence, interest) = (p.influence.to_string(), p.interest.to_string());
        let (now, wanted) = (p.now.as_deref(), p.wanted.as_deref());
        grid.row(&[
            &p.title,
            &influence,
            &interest,
            &p.corner,
            now.unwrap_or_default(),
            wanted.unwrap_or_default(),
            &p.id,
        ]);
    }
    let count = counted(points.len() as i64, "stakeholder", "stakeholders");
    format!("{}\n{count}", grid.text())
}

fn groups(page: &DuplicatesPage) -> String {
    let mut lines = vec![];
    for group in &page.groups {
        let sure = if group.sure { " (sure)" } else { "" };
        lines.push(format!("{}{sure}", group.words));
        for record in &group.records {
            let details = record.details.join("; ");
            let links = counted(record.links, "record names it", "records name it");
            lines.push(format!(
                "  {}  {}  {details}  {links}",
                record.id, record.title
            ));
        }
    }
    let total = counted(page.total, "group", "groups");
    let compared = counted(page.compared, "record", "records");
    lines.push(format!("{total} among {compared}"));
    lines.join("\n")
}

fn scores(results: &SurveyResults) -> String {
    let mut grid = Grid::new(&[
        "Question", "Average", "Before", "Answers", "1", "2", "3", "4", "5",
    ]);
    let mut add = |line: &SurveyLine| {
        let number = |n: Option<i64>| n.map(decimal).unwrap_or_default();
        let mut cells = vec![
            line.title.clone(),
            number(line.average),
            number(line.before),
            line.answered.to_string(),
        ];
        cells.extend(line.counts.iter().map(ToString::to_string));
        grid.row(&cells);
    };
    results.questions.iter().for_each(&mut add);
    results.functions.iter().for_each(&mut add);
    let asked = results
        .invited
        .map(|n| format!(" of {n} asked"))
        .unwrap_or_default();
    let said = counted(results.respondents, "respondent", "respondents");
    format!("{}\n{said}{asked}\n{}", results.title, grid.text())
}
