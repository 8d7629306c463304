//! The file to bring in: its name, its bytes, and what they hold.

use sha2::{Digest, Sha256};

use super::words::fault;
use crate::{
    contract::Fault,
    env::Env,
    tabular::{self, Kind, Limits, ReadOptions, TabularError, Workbook},
};

/// A file, read whole.
pub(super) struct File {
    /// Name without its folder.
    pub name: String,
    /// SHA-256 of its bytes.
    pub digest: [u8; 32],
    /// Its rows.
    pub workbook: Workbook,
}

/// Reads the file that a request names. Its bytes are read once, so that what is shown and what the token stands for
/// are the same file.
pub(super) fn read(env: &dyn Env, name: &str) -> Result<File, Fault> {
    let path = env.file(name)?;
    let limits = Limits::default();
    let bytes = tabular::bytes(&path, &limits).map_err(refused)?;
    let name = path
        .file_name()
        .map_or_else(|| name.to_owned(), |n| n.to_string_lossy().into_owned());
    let read = tabular::read_bytes(&name, &bytes, &limits, &ReadOptions::default());
    let mut workbook = read.map_err(refused)?;
    if workbook.kind == Kind::Csv {
        number_as_shown(&mut workbook);
    }
    Ok(File {
        name,
        digest: Sha256::digest(&bytes).into(),
        workbook,
    })
}

/// Numbers the rows of a CSV file as a spreadsheet shows them, where people look: line breaks inside quotation marks, as
/// in the header of the PCN lists, begin no new row there.
fn number_as_shown(workbook: &mut Workbook) {
    for sheet in &mut workbook.sheets {
        let mut inside = 0;
        for row in &mut sheet.rows {
            row.number = row.number.saturating_sub(inside);
            let breaks = row.cells.iter().map(|c| line_breaks(&c.text()));
            inside += breaks.sum::<usize>();
        }
    }
}

fn line_breaks(text: &str) -> usize {
    text.replace("\r\n", "\n").matches(['\n', '\r']).count()
}

fn refused(error: TabularError) -> Fault {
    fault(
        error.code(),
        format!("{error} Nothing was changed in the hub."),
        error.hint(),
    )
}
