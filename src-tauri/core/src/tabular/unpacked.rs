//! What is in a zip archive, and whether it unfolds to more than may be held.
//!
//! The spreadsheet reader unpacks whatever it is given. So the sizes are added up here first: those the archive's
//! directory declares, then those that really come out, because a directory can lie.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;

use super::{Fault, Limits, repeats};

/// Kinds of zip archive that matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Package {
    Xlsx,
    Xlsm,
    Ods,
}

/// Tells the kind of package, and refuses those that are damaged, encrypted or unfold beyond the limits.
pub(super) fn examine(bytes: &[u8], limits: &Limits) -> Result<Package, Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let package = package(&archive, bytes)?;
    unfold(&mut archive, limits.unpacked_bytes)?;
    if package == Package::Ods {
        let mut content = String::new();
        let mut part = archive.by_name("content.xml").map_err(damaged)?;
        part.read_to_string(&mut content).map_err(damaged)?;
        repeats::examine(&content, limits)?;
    }
    Ok(package)
}

fn package(archive: &ZipArchive<Cursor<&[u8]>>, bytes: &[u8]) -> Result<Package, Fault> {
    let has = |name: &str| archive.index_for_name(name).is_some();
    let begins = |folder: &str| {
        archive
            .file_names()
            .any(|name| name.is_ok_and(|name| name.starts_with(folder)))
    };
    // The first part of an OpenDocument file is its type, stored as it is so that it can be found here.
    let head = &bytes[..bytes.len().min(256)];
    let declares = |kind: &[u8]| head.windows(kind.len()).any(|window| window == kind);
    if has("xl/workbook.xml") || has("xl\\workbook.xml") {
        return Ok(if has("xl/vbaProject.bin") {
            Package::Xlsm
        } else {
            Package::Xlsx
        });
    }
    if declares(b"application/vnd.oasis.opendocument.spreadsheet") {
        return Ok(Package::Ods);
    }
    if has("xl/workbook.bin") {
        return Err(Fault::UnsupportedSpreadsheet(
            "an Excel binary workbook (.xlsb)".to_owned(),
        ));
    }
    Err(if begins("xl/") {
        Fault::Damaged("the workbook part is missing".to_owned())
    } else if begins("word/") {
        Fault::OtherKind("a Word document (.docx)".to_owned())
    } else if begins("ppt/") {
        Fault::OtherKind("a PowerPoint presentation (.pptx)".to_owned())
    } else if declares(b"application/vnd.oasis.opendocument.") {
        Fault::OtherKind("an OpenDocument file that is no spreadsheet".to_owned())
    } else if begins("Index/") {
        Fault::UnsupportedSpreadsheet("an Apple Numbers file (.numbers)".to_owned())
    } else {
        Fault::OtherKind("a zip archive".to_owned())
    })
}

fn unfold(archive: &mut ZipArchive<Cursor<&[u8]>>, limit: u64) -> Result<(), Fault> {
    let too_large = || Fault::UnfoldsTooLarge { limit };
    if archive
        .decompressed_size()
        .is_some_and(|size| size > u128::from(limit))
    {
        return Err(too_large());
    }
    let mut left = limit;
    for index in 0..archive.len() {
        if archive.by_index_raw(index).map_err(damaged)?.encrypted() {
            return Err(Fault::PasswordProtected);
        }
        let part = archive.by_index(index).map_err(damaged)?;
        let unpacked = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(damaged)?;
        left = left.checked_sub(unpacked).ok_or_else(too_large)?;
    }
    Ok(())
}

fn damaged(reason: impl std::fmt::Display) -> Fault {
    Fault::Damaged(reason.to_string())
}
