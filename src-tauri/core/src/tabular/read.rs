//! From a path or bytes to a workbook: looks at the file, then hands it to the reading that its content asks for.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use super::csv_out::UTF8_MARK;
use super::sniff::{self, Content};
use super::unpacked::{self, Package};
use super::{
    Fault, Kind, Limits, ReadOptions, Sheet, TabularError, Workbook, compound, csv_in, encoding,
    spreadsheet_in,
};

/// Reads a file. Its size is looked at before anything of it is read.
pub fn read(path: &Path, limits: &Limits, options: &ReadOptions) -> Result<Workbook, TabularError> {
    let bytes = bytes(path, limits)?;
    read_bytes(&name_of(path), &bytes, limits, options)
}

/// The bytes of a file, for callers that need these too. Its size is looked at first.
pub fn bytes(path: &Path, limits: &Limits) -> Result<Vec<u8>, TabularError> {
    bytes_of(path, limits).map_err(|fault| TabularError {
        file: name_of(path),
        fault,
    })
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// Reads the bytes of a file of this name.
pub fn read_bytes(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
    options: &ReadOptions,
) -> Result<Workbook, TabularError> {
    workbook(name, bytes, limits, options).map_err(|fault| TabularError {
        file: name.to_owned(),
        fault,
    })
}

fn bytes_of(path: &Path, limits: &Limits) -> Result<Vec<u8>, Fault> {
    let too_large = |found: u64| Fault::TooLarge {
        found,
        limit: limits.file_bytes,
    };
    let about = std::fs::metadata(path).map_err(io_fault)?;
    if about.is_dir() {
        return Err(Fault::Folder);
    }
    if about.len() > limits.file_bytes {
        return Err(too_large(about.len()));
    }
    let mut bytes = Vec::new();
    let mut file = File::open(path)
        .map_err(io_fault)?
        .take(limits.file_bytes.saturating_add(1));
    file.read_to_end(&mut bytes).map_err(io_fault)?;
    // A file can grow while it is read, and a device has no size.
    if bytes.len() as u64 > limits.file_bytes {
        Err(too_large(bytes.len() as u64))
    } else {
        Ok(bytes)
    }
}

fn io_fault(error: io::Error) -> Fault {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Fault::NotFound,
        ErrorKind::PermissionDenied => Fault::NotAllowed,
        ErrorKind::IsADirectory => Fault::Folder,
        _ => Fault::Unreadable(error.to_string()),
    }
}

fn workbook(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
    options: &ReadOptions,
) -> Result<Workbook, Fault> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(Fault::TooLarge {
            found: bytes.len() as u64,
            limit: limits.file_bytes,
        });
    }
    let mut workbook = match content(bytes, options) {
        Content::Nothing => return Err(Fault::Empty),
        Content::Other(kind) => return Err(Fault::OtherKind(kind.to_owned())),
        Content::Text => csv(name, bytes, limits, options)?,
        Content::Zip => match unpacked::examine(bytes, limits)? {
            Package::Xlsx => spreadsheet(name, Kind::Xlsx, spreadsheet_in::xlsx(bytes, limits)?),
            Package::Xlsm => spreadsheet(name, Kind::Xlsm, spreadsheet_in::xlsx(bytes, limits)?),
            Package::Ods => spreadsheet(name, Kind::Ods, spreadsheet_in::ods(bytes, limits)?),
        },
        Content::CompoundFile => {
            compound::examine(bytes, limits)?;
            spreadsheet(name, Kind::Xls, spreadsheet_in::xls(bytes, limits)?)
        }
    };
    if workbook.sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(Fault::Empty);
    }
    workbook.remarks = remarks(&workbook);
    Ok(workbook)
}

fn csv(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
    options: &ReadOptions,
) -> Result<Workbook, Fault> {
    let (text, encoding) = encoding::decode(bytes, options.encoding)?;
    let (rows, delimiter) = csv_in::rows(&text, limits, options)?;
    let sheet = Sheet {
        name: stem(name).to_owned(),
        rows,
        ..Sheet::default()
    };
    Ok(Workbook {
        name: name.to_owned(),
        kind: Kind::Csv,
        encoding: Some(encoding),
        delimiter: Some(delimiter),
        sheets: vec![sheet],
        remarks: Vec::new(),
    })
}

fn spreadsheet(name: &str, kind: Kind, sheets: Vec<Sheet>) -> Workbook {
    Workbook {
        name: name.to_owned(),
        kind,
        encoding: None,
        delimiter: None,
        sheets,
        remarks: Vec::new(),
    }
}

/// What the bytes are. A file that Hubfolio wrote itself begins with the mark of UTF-8 and is CSV, even where its first
/// title looks like the beginning of a web page.
fn content(bytes: &[u8], options: &ReadOptions) -> Content {
    match sniff::content(bytes) {
        Content::Other(_) if options.own_export && bytes.starts_with(UTF8_MARK) => Content::Text,
        content => content,
    }
}

/// The name without its ending.
fn stem(name: &str) -> &str {
    name.rsplit_once('.')
        .map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

fn remarks(workbook: &Workbook) -> Vec<String> {
    let mut remarks = Vec::new();
    let ending = workbook
        .name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase())
        .unwrap_or_default();
    if !workbook.kind.goes_by(&ending) && !ending.is_empty() {
        let what = workbook.kind.in_words();
        remarks.push(format!(
            "The name ends in .{ending}, but the file is really this: {what}. It was read as that."
        ));
    }
    for sheet in workbook
        .sheets
        .iter()
        .filter(|sheet| sheet.hidden && !sheet.rows.is_empty())
    {
        remarks.push(format!("The sheet “{}” is hidden in Excel.", sheet.name));
    }
    remarks
}
