use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    imports::{FieldChange, ImportChange, ImportCount, LeftOut},
    records::LookupHit,
};

/// Any spreadsheet, and what a person chose about it so far. What is not chosen is proposed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(default)]
pub struct SheetImport {
    /// A file chosen in a dialog.
    pub file: String,
    /// Which sheet, counted from 0.
    pub sheet: Option<i64>,
    /// Row number of the headings, as a person counts it in the file; 0 = there are none.
    pub header: Option<i64>,
    /// Kind of record that each row is.
    pub kind: Option<String>,
    /// Which column goes where; a column not named goes nowhere. None = as proposed.
    pub matching: Option<Vec<ColumnMatch>>,
    /// For dates like 03/04/2025: yes = the day comes first. None = not said yet.
    pub day_first: Option<bool>,
    /// What becomes of a cell that can't be read.
    pub bad_cells: BadCells,
    /// Rows that may be a record that is there already: what a person said.
    pub answers: Vec<RowAnswer>,
    /// Names of other records that are not in the hub: what a person said.
    pub names: Vec<NameAnswer>,
    /// Columns that go across the page are turned into rows. None = they stay as they are.
    pub across: Option<Across>,
    /// Rows that the spreadsheet hides stay out.
    pub leave_hidden: bool,
    /// Notes on cells stay out; otherwise they go with their record.
    pub leave_notes: bool,
    /// Values for every row in which no column says something of the field.
    pub filled: Vec<FilledValue>,
}

/// A value for every row in which no column says something of its field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FilledValue {
    /// Field of the kind.
    pub field: String,
    /// The value, as a person types it.
    pub text: String,
}

/// Columns that say the same of one period after the other: each of their cells becomes a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Across {
    /// The columns, counted from 0.
    pub columns: Vec<i64>,
    /// What the column with the periods is called then.
    pub heading: String,
    /// What the column with what stood in the cells is called then.
    pub value: String,
}

/// Columns that look as if they went across the page.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AcrossOffer {
    /// How they would be turned.
    pub across: Across,
    /// Their headings.
    pub titles: Vec<String>,
    /// Rows of the sheet.
    pub rows: i64,
    /// Rows that they would become.
    pub become_rows: i64,
}

/// What a person said about a name of another record that is not in the hub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NameAnswer {
    /// Kind of the other record.
    pub kind: String,
    /// The name as it stands in the file.
    pub text: String,
    /// The record that is meant; none = see `add`.
    pub record: Option<String>,
    /// Add a record of this name; otherwise the field stays empty.
    pub add: bool,
}

/// A name of another record that is not in the hub, or that several records have.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NameQuestion {
    /// Kind of the other record.
    pub kind: String,
    /// What people call one.
    pub one: String,
    /// Label of the field.
    pub label: String,
    /// The name as it stands in the file.
    pub text: String,
    /// Rows with it.
    pub rows: i64,
    /// The first of them.
    pub first_row: i64,
    /// Records that it may be, the nearest first.
    pub candidates: Vec<LookupHit>,
    /// A record can be made from the name alone.
    pub can_add: bool,
    /// Rows can do without it; otherwise they are left out where it stays empty.
    pub can_be_empty: bool,
}

/// A note that hangs on a cell.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SheetNote {
    /// Row number.
    pub row: i64,
    /// Column, by its heading.
    pub column: String,
    /// What it says.
    pub text: String,
}

/// A row that is left out since it is no record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OutRow {
    /// Row number.
    pub row: i64,
    /// Why, in plain words.
    pub reason: String,
    /// What stands in it, shortened.
    pub text: String,
}

/// One column and the field that it fills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ColumnMatch {
    /// Column, counted from 0.
    pub column: i64,
    /// Field of the kind; `own.` and a heading = a column of the hub's own, made where there is none.
    pub field: String,
}

/// What becomes of a cell that can't be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum BadCells {
    /// Its whole row is left out.
    #[default]
    LeaveRowOut,
    /// The field stays empty; what was written goes to the notes where the kind has some.
    LeaveCellEmpty,
}

/// Whether a row is a record that is there already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RowAnswer {
    /// Row number in the file.
    pub row: i64,
    /// The record that it is; none = a new one.
    pub record: Option<String>,
}

/// What a spreadsheet holds, and how it would be read.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SheetLook {
    /// File name, without its folder.
    pub file: String,
    /// What a person should know about the reading.
    pub remarks: Vec<String>,
    /// Its sheets.
    pub sheets: Vec<SheetInfo>,
    /// The one that was looked at, counted from 0.
    pub sheet: i64,
    /// Row number of the headings; 0 = none.
    pub header: i64,
    /// The first rows, for choosing the headings.
    pub first_rows: Vec<FirstRow>,
    /// Rows below the headings.
    pub rows: i64,
    /// A list with a way of its own (`epraccur`) that fits better.
    pub mapping: Option<String>,
    /// The matching is the one that was used for such a file before.
    pub remembered: bool,
    /// Kinds that rows can become, the likeliest first.
    pub kinds: Vec<KindFit>,
    /// The one that was looked at.
    pub kind: String,
    /// Its columns.
    pub columns: Vec<SheetColumn>,
    /// Fields of which columns matched to other fields say something as well, such as “Nil” among the types of a register of
    /// interests.
    pub said_elsewhere: Vec<String>,
    /// Columns that look as if they went across the page; none where there are no such columns.
    pub across: Option<AcrossOffer>,
    /// Numbers of the rows below the headings that the spreadsheet hides.
    pub hidden_rows: Vec<i64>,
    /// Notes on cells below the headings.
    pub notes: Vec<SheetNote>,
}

/// One sheet.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SheetInfo {
    /// Name on its tab.
    pub name: String,
    /// Excel hides it.
    pub hidden: bool,
    /// Rows that hold something.
    pub rows: i64,
    /// The kind of record that its rows most likely are; empty when none of its columns matches anything.
    pub kind: String,
    /// Its place in the order in which the sheets are best brought in, counted from 1: what others point at comes
    /// first. 0 = not among them.
    pub place: i64,
}

/// One of the first rows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FirstRow {
    /// Row number.
    pub row: i64,
    /// What stands in it, shortened.
    pub text: String,
}

/// How well a sheet fits a kind.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct KindFit {
    /// Kind.
    pub kind: String,
    /// What people call several.
    pub label: String,
    /// Columns that match a field.
    pub matched: i64,
}

/// One column of a sheet.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SheetColumn {
    /// Counted from 0.
    pub column: i64,
    /// Its heading; its letter where it has none.
    pub title: String,
    /// Letter (`C`).
    pub letter: String,
    /// The first things that stand in it.
    pub samples: Vec<String>,
    /// The field that it fills; `own.` and a heading for a column of the hub's own; none = it is not brought in.
    pub field: Option<String>,
    /// Why that field: `name`, `near`, `content`, `own`, `remembered`, `chosen`; empty for none.
    pub why: String,
}

/// What an import of a spreadsheet would do.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SheetPreview {
    /// File name, without its folder.
    pub file: String,
    /// Stands for exactly this preview; give it back to apply it.
    pub token: String,
    /// Rows read.
    pub rows: i64,
    /// What it would do, in a sentence or two.
    pub summary: String,
    /// Counts, one line.
    pub counts: Vec<ImportCount>,
    /// Dates that can be read both ways, when the file must be asked about; empty = no question.
    pub ask_dates: Vec<String>,
    /// Rows that may be a record that is there already.
    pub ask_rows: Vec<RowQuestion>,
    /// Names of other records that are not in the hub.
    pub ask_names: Vec<NameQuestion>,
    /// The rows that are no records, one by one, the first 500.
    pub out_rows: Vec<OutRow>,
    /// Rows that are no records (subtotals, headings once more, blank in every matched column), by reason.
    pub left_out: Vec<LeftOut>,
    /// Cells that can't be read, each with its reason.
    pub problems: Vec<CellProblem>,
    /// Rows that would be left out for their cells.
    pub rejected: i64,
    /// What would change, record by record.
    pub changes: Vec<ImportChange>,
    /// Columns that are not brought in.
    pub unused: Vec<String>,
    /// Nothing stands in the way.
    pub can_apply: bool,
}

/// A row that may be a record that is there already.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RowQuestion {
    /// Row number.
    pub row: i64,
    /// What the row is called.
    pub title: String,
    /// What the row says.
    pub fields: Vec<FieldChange>,
    /// The records that it may be.
    pub candidates: Vec<LookupHit>,
}

/// A cell that can't be read, or that holds a word for "not known".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CellProblem {
    /// Row number, as a person counts it in the file.
    pub row: i64,
    /// Column, by its heading; may be empty.
    pub column: String,
    /// As it stands in the file.
    pub typed: String,
    /// What is wrong, in plain words.
    pub text: String,
    /// What becomes of it: `row_left_out`, `cell_left_empty` or `kept`.
    pub outcome: String,
}

/// Applies a previewed import of a spreadsheet.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SheetApply {
    /// The request that was previewed.
    pub request: SheetImport,
    /// The preview's token; a file or hub that changed since is refused. None = apply what a preview now would say.
    pub token: Option<String>,
}

/// Writes the rows that an import leaves out to a spreadsheet, with reasons.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SheetRejected {
    /// The request that was previewed.
    pub request: SheetImport,
    /// Where to write it, from a dialog.
    pub to: String,
}
