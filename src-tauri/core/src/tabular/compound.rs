//! What is in a compound file, the container of Excel 97–2003, and whether its workbook unfolds to more than may be
//! held.
//!
//! The spreadsheet reader follows the container's chains of sectors without looking for loops, and lays a sheet out as
//! a full rectangle. So the container is checked first, by a library that does look, and the rectangles are measured.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::{Fault, Limits};

/// Makes sure that the bytes are a workbook that can be read within the limits.
pub(super) fn examine(bytes: &[u8], limits: &Limits) -> Result<(), Fault> {
    let mut container = CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let has = |name: &str| container.exists(name);
    if has("EncryptedPackage") {
        return Err(Fault::PasswordProtected);
    }
    let workbook = match ["Workbook", "Book"].into_iter().find(|name| has(name)) {
        Some(name) => name,
        None if has("WordDocument") => return other("a Word 97–2003 document (.doc)"),
        None if has("PowerPoint Document") => {
            return other("a PowerPoint 97–2003 presentation (.ppt)");
        }
        None if has("__properties_version1.0") => return other("an Outlook message (.msg)"),
        None => return Err(Fault::Damaged("it holds no workbook".to_owned())),
    };
    let mut stream = Vec::new();
    let reader = container.open_stream(workbook).map_err(damaged)?;
    // A stream lies in sectors of the file, each used once, so it cannot be longer than the file.
    reader
        .take(limits.file_bytes)
        .read_to_end(&mut stream)
        .map_err(damaged)?;
    let cells = rectangles(&stream, limits)?;
    if cells > limits.cells as u64 * EMPTY_PER_FILLED {
        return Err(Fault::TooManyCells {
            limit: limits.cells,
        });
    }
    Ok(())
}

/// How many places a sheet may have for each cell that may be filled.
pub(super) const EMPTY_PER_FILLED: u64 = 2;

/// More sheets than any person keeps in a workbook.
const MAX_SHEETS: usize = 1_000;

/// Records of the workbook stream ([MS-XLS] 2.3.1).
mod record {
    pub const END: u16 = 0x000A;
    pub const BEGIN: u16 = 0x0809;
    pub const SHEET: u16 = 0x0085;
    pub const DIMENSIONS: u16 = 0x0200;
    /// Several numbers of one row: the last column stands at the end.
    pub const NUMBERS: u16 = 0x00BD;
    /// Number, label, rich text, tick or error, formula's text, short number, shared text, formula.
    pub const CELLS: [u16; 7] = [0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, 0x00FD, 0x0006];
}

/// Places of all sheets together, filled or not.
fn rectangles(stream: &[u8], limits: &Limits) -> Result<u64, Fault> {
    let sheets: Vec<usize> = Records { rest: stream }
        .take_while(|(kind, _)| *kind != record::END)
        .filter(|(kind, _)| *kind == record::SHEET)
        .filter_map(|(_, data)| data.first_chunk::<4>())
        .map(|position| u32::from_le_bytes(*position) as usize)
        .collect();
    if sheets.len() > MAX_SHEETS {
        return Err(Fault::TooManyCells {
            limit: limits.cells,
        });
    }
    let mut places = 0_u64;
    for position in sheets {
        let sheet = stream
            .get(position..)
            .ok_or_else(|| Fault::Damaged("a sheet is missing".to_owned()))?;
        places = places.saturating_add(rectangle(sheet)?);
    }
    Ok(places)
}

/// Rows times columns of one sheet: up to the last cell, and up to what the sheet declares, for which the reader makes
/// room.
fn rectangle(sheet: &[u8]) -> Result<u64, Fault> {
    let (mut rows, mut columns, mut depth) = (0_u64, 0_u64, 0_u32);
    for (kind, data) in (Records { rest: sheet }) {
        let number = |place: usize| {
            data.get(place..place + 2)
                .map_or(0, |b| u64::from(b[0]) | u64::from(b[1]) << 8)
        };
        let long = |place: usize| number(place) | number(place + 2) << 16;
        let (last_row, last_column) = match kind {
            record::BEGIN => {
                depth += 1;
                continue;
            }
            record::END if depth <= 1 => break,
            record::END => {
                depth -= 1;
                continue;
            }
            record::DIMENSIONS => {
                let is_long = data.len() >= 14;
                let (first, end) = if is_long {
                    (long(0), long(4))
                } else {
                    (number(0), number(2))
                };
                if first > end {
                    return Err(Fault::Damaged("a sheet ends before it begins".to_owned()));
                }
                (end, number(if is_long { 10 } else { 6 }))
            }
            record::NUMBERS => {
                let last = number(data.len().saturating_sub(2));
                (
                    number(0),
                    last.max(number(2) + data.len() as u64 / NUMBER_BYTES),
                )
            }
            kind if record::CELLS.contains(&kind) => (number(0), number(2)),
            _ => continue,
        };
        rows = rows.max(last_row + 1);
        columns = columns.max(last_column + 1);
    }
    Ok(rows.saturating_mul(columns))
}

/// Bytes of one number in a record of several.
const NUMBER_BYTES: u64 = 6;

/// The records of a stream: kind, length, data. A record that is cut off ends them.
struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (head, rest) = self.rest.split_first_chunk::<4>()?;
        let [kind_low, kind_high, length_low, length_high] = *head;
        let length = usize::from(u16::from_le_bytes([length_low, length_high]));
        let data = rest.get(..length)?;
        self.rest = &rest[length..];
        Some((u16::from_le_bytes([kind_low, kind_high]), data))
    }
}

fn other<T>(kind: &str) -> Result<T, Fault> {
    Err(Fault::OtherKind(kind.to_owned()))
}

fn damaged(error: std::io::Error) -> Fault {
    Fault::Damaged(error.to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use std::io::Write;

    use super::super::tests::read_default_bytes;
    use super::*;

    fn container(streams: &[(&str, &[u8])]) -> Vec<u8> {
        let mut container =
            CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
        for (name, bytes) in streams {
            container
                .create_stream(name)
                .unwrap()
                .write_all(bytes)
                .unwrap();
        }
        container.into_inner().into_inner()
    }

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
    }

    /// A workbook with sheets of one number each, at this row and column.
    fn workbook(places: &[(u16, u16)]) -> Vec<u8> {
        let begin = record(
            record::BEGIN,
            &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        );
        let end = record(record::END, &[]);
        let name = |index: usize| format!("{index:03}").into_bytes();
        let head = begin.len() + places.len() * (4 + 8 + 3) + end.len();
        let mut sheets = Vec::new();
        let mut stream = begin.clone();
        for (index, (row, column)) in places.iter().enumerate() {
            let position = u32::try_from(head + sheets.len()).unwrap().to_le_bytes();
            let sheet = [&position[..], &[0, 0, 3, 0], &name(index)].concat();
            stream.extend(record(record::SHEET, &sheet));
            let number = [
                &row.to_le_bytes()[..],
                &column.to_le_bytes(),
                &[0, 0],
                &7.0_f64.to_le_bytes(),
            ]
            .concat();
            sheets.extend([&begin[..], &record(record::CELLS[0], &number), &end].concat());
        }
        stream.extend(end);
        stream.extend(sheets);
        container(&[("Workbook", &stream)])
    }

    #[test]
    fn a_small_workbook_of_the_old_kind_is_read() {
        let read = read_default_bytes("old.xls", &workbook(&[(0, 0), (4, 2)])).unwrap();
        assert_eq!(read.sheets.len(), 2);
        assert_eq!(
            (
                read.sheets[1].rows[0].number,
                read.sheets[1].rows[0].text(2)
            ),
            (5, "7".to_owned())
        );
    }

    #[test]
    fn sheets_that_unfold_to_huge_rectangles_are_refused() {
        assert!(examine(&workbook(&[(65_535, 100)]), &Limits::default()).is_ok());
        for places in [vec![(65_535, 65_535)], vec![(65_535, 255); 9]] {
            let fault = examine(&workbook(&places), &Limits::default()).unwrap_err();
            assert_eq!(fault, Fault::TooManyCells { limit: 10_000_000 });
        }
    }

    /// The reader takes such a sheet for one of four thousand million rows.
    #[test]
    fn a_sheet_that_ends_before_it_begins_is_damaged() {
        let dimensions = |first: u32, end: u32| {
            let columns = [0, 0, 1, 0, 0, 0];
            record(
                record::DIMENSIONS,
                &[&first.to_le_bytes()[..], &end.to_le_bytes(), &columns].concat(),
            )
        };
        assert_eq!(rectangle(&dimensions(0, 9)), Ok(20));
        assert!(matches!(
            rectangle(&dimensions(9, 8)),
            Err(Fault::Damaged(_))
        ));
    }

    #[test]
    fn a_workbook_that_needs_a_password_is_named() {
        let bytes = container(&[("EncryptionInfo", b"x"), ("EncryptedPackage", b"y")]);
        assert_eq!(
            examine(&bytes, &Limits::default()),
            Err(Fault::PasswordProtected)
        );
        let locked = [
            record(record::BEGIN, &[0, 6, 5, 0]),
            record(0x002F, &[1, 0, 1, 0]),
        ]
        .concat();
        let error =
            read_default_bytes("old.xls", &container(&[("Workbook", &locked)])).unwrap_err();
        assert_eq!(error.fault, Fault::PasswordProtected);
    }

    #[test]
    fn older_documents_in_the_same_container_are_named() {
        for (stream, code) in [
            ("WordDocument", "not_a_table"),
            ("PowerPoint Document", "not_a_table"),
            ("__properties_version1.0", "not_a_table"),
            ("nothing known", "file_damaged"),
            ("Workbook", "file_damaged"),
        ] {
            let error = read_default_bytes("old.xls", &container(&[(stream, b"?")])).unwrap_err();
            assert_eq!(error.code(), code, "{stream}: {error}");
        }
    }

    #[test]
    fn a_container_whose_sectors_run_in_a_circle_is_damaged() {
        let mut bytes = workbook(&[(0, 0)]);
        // The table of sectors is the first sector after the header. Every entry is made to point to sector 1.
        for entry in bytes[512..1024].chunks_mut(4) {
            entry.copy_from_slice(&1_u32.to_le_bytes());
        }
        assert!(matches!(
            examine(&bytes, &Limits::default()),
            Err(Fault::Damaged(_))
        ));
    }
}
