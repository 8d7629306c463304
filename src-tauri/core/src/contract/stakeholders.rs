use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    SettleMark,
    records::{RecordRef, Saved},
};

/// Everything about one stakeholder in one place: a person, an organisation, a practice or a network.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StakeholderPage {
    /// Kind.
    pub kind: String,
    /// Record.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Posts that they hold or that are held there, those of today first.
    pub posts: Vec<PostLine>,
    /// Where they stand on the map; none where they are not on it.
    pub place: Option<MapPoint>,
    /// Day of the last contact.
    pub last_contact: Option<String>,
    /// Day by which the next contact is due, where an interval is set.
    pub next_due: Option<String>,
    /// What follows a contact and is not done, the most urgent first.
    pub follow_ups: Vec<TimelineEntry>,
    /// What happened, newest first.
    pub timeline: Vec<TimelineEntry>,
    /// Number of entries in all; the page holds the newest.
    pub total: i64,
    /// What is to be settled in what it shows, beside the stakeholder's own record.
    pub to_settle: Vec<SettleMark>,
}

/// What the hub knows of one practice, for a visit.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PassportPage {
    /// The practice.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The parts, in their order.
    pub parts: Vec<PassportPart>,
}

/// A part of a practice's passport: facts, then rows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PassportPart {
    /// Heading.
    pub title: String,
    /// Labels and values.
    pub facts: Vec<(String, String)>,
    /// Headings of the columns; none where the part has no rows.
    pub headings: Vec<String>,
    /// The rows; the first cell names the row.
    pub rows: Vec<Vec<String>>,
    /// What stands in place of rows where there are none.
    pub none: String,
}

/// A post, seen from one of its two ends.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PostLine {
    /// The post.
    pub id: String,
    /// What they do there.
    pub role: String,
    /// The other end: the person, or where the post is.
    pub other: Option<RecordRef>,
    /// Title of the other end.
    pub other_title: String,
    /// E-mail in this post.
    pub email: Option<String>,
    /// Telephone in this post.
    pub telephone: Option<String>,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// Held today.
    pub now: bool,
}

/// Something that happened with a stakeholder.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TimelineEntry {
    /// `contact`, `follow_up`, `post`, `mark`, `group`, `plan`, `feedback`.
    pub what: String,
    /// The same in words.
    pub label: String,
    /// Day.
    pub day: Option<String>,
    /// What it was about.
    pub title: String,
    /// More about it.
    pub text: String,
    /// Kind of the record behind it.
    pub kind: String,
    /// The record behind it.
    pub id: String,
    /// Its day is past and it is not done.
    pub late: bool,
}

/// A stakeholder's place on the map of influence and interest.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MapPoint {
    /// The place on the map.
    pub id: String,
    /// Kind of the stakeholder.
    pub kind: String,
    /// The stakeholder.
    pub record: String,
    /// Its title.
    pub title: String,
    /// From 1 to 5.
    pub influence: i64,
    /// From 1 to 5.
    pub interest: i64,
    /// The corner of the map, in words.
    pub corner: String,
    /// How they stand now: `unaware`, `resistant`, `neutral`, `supportive` or `leading`.
    pub now: Option<String>,
    /// How the hub would like them to stand.
    pub wanted: Option<String>,
    /// Steps from now to what is wanted; 0 where there is nothing to close.
    pub gap: i64,
    /// Who in the hub looks after them.
    pub owner: Option<String>,
    /// When it was judged so.
    pub day: Option<String>,
    /// Day of the last contact.
    pub last_contact: Option<String>,
}

/// The map of influence and interest.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StakeholderMap {
    /// The stakeholders, the most influential first.
    pub points: Vec<MapPoint>,
    /// Named people may stand on it.
    pub people_allowed: bool,
    /// Named people who are on it though that is not allowed: they are not shown.
    pub hidden: i64,
    /// What is to be settled in what it shows.
    pub to_settle: Vec<SettleMark>,
}

/// Moves a stakeholder on the map.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MoveOnMap {
    /// [`MapPoint::id`].
    pub id: String,
    /// From 1 to 5.
    pub influence: i64,
    /// From 1 to 5.
    pub interest: i64,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Names a feedback round.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SurveyId {
    /// Identifier or name of the round.
    pub round: String,
}

/// What a feedback round came to.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SurveyResults {
    /// The round.
    pub round: String,
    /// Its name.
    pub title: String,
    /// How many were asked.
    pub invited: Option<i64>,
    /// How many answered at least one question.
    pub respondents: i64,
    /// The questions in their order.
    pub questions: Vec<SurveyLine>,
    /// The same by part of the hub's work.
    pub functions: Vec<SurveyLine>,
}

/// What the answers to a question, or to all about one part of the hub's work, came to.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SurveyLine {
    /// The question; empty for a part of the hub's work.
    pub id: String,
    /// Question, or part of the hub's work.
    pub title: String,
    /// Part of the hub's work that a question asks about.
    pub function: String,
    /// How many gave 1, 2, 3, 4 and 5.
    pub counts: Vec<i64>,
    /// How many gave a score.
    pub answered: i64,
    /// The average in hundredths; none without a score.
    pub average: Option<i64>,
    /// Average of the round before, for the same question, in hundredths.
    pub before: Option<i64>,
    /// What people added.
    pub comments: Vec<SurveyComment>,
}

/// A comment on a question.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SurveyComment {
    /// Who wrote it.
    pub respondent: String,
    /// What they wrote.
    pub text: String,
}

/// Brings in the answers of a round as a survey tool exports them: a row for each who answered, a column for each
/// question.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SurveyImport {
    /// Identifier or name of the round.
    pub round: String,
    /// CSV or Excel file.
    pub file: String,
    /// Say what would be written, and write nothing.
    #[serde(default)]
    pub dry_run: bool,
}

/// What bringing answers in did, or would do.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SurveyImported {
    /// As any edit; its identifier is that of the round. Nothing is changed after a dry run.
    pub saved: Saved,
    /// Questions that are new.
    pub questions: i64,
    /// People or networks that answered.
    pub respondents: i64,
    /// Answers that are new or differ from those that were there.
    pub answers: i64,
    /// Cells that could not be read, in words.
    pub left_out: Vec<String>,
}
