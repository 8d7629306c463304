//! Several sheets of one spreadsheet brought in as one edit.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    imports::ImportCount,
    spreadsheets::{SheetImport, SheetPreview},
};

/// Several sheets of one file in one go.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(default)]
pub struct BookImport {
    /// A file chosen in a dialog.
    pub file: String,
    /// What was chosen for each sheet, in the order in which they are brought in. None = every sheet that fits, in the
    /// order that is proposed.
    pub sheets: Option<Vec<SheetImport>>,
}

/// What an import of several sheets would do.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BookPreview {
    /// File name, without its folder.
    pub file: String,
    /// Stands for exactly this preview; give it back to apply it.
    pub token: String,
    /// What it would do, in a sentence or two.
    pub summary: String,
    /// Counts by kind of record.
    pub counts: Vec<ImportCount>,
    /// Sheet by sheet, in the order in which they are brought in; later ones see the records of earlier ones.
    pub sheets: Vec<BookSheet>,
    /// Nothing stands in the way.
    pub can_apply: bool,
}

/// One sheet of several.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BookSheet {
    /// Name on its tab.
    pub name: String,
    /// What its rows are called.
    pub label: String,
    /// What was chosen and proposed for it.
    pub request: SheetImport,
    /// What it would do, after the sheets before it.
    pub preview: SheetPreview,
}

/// Applies a previewed import of several sheets.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BookApply {
    /// The request that was previewed.
    pub request: BookImport,
    /// The preview's token; a file or hub that changed since is refused. None = apply what a preview now would say.
    pub token: Option<String>,
}
