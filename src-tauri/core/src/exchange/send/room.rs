//! What fits into one file: never more than a reader takes. Attached files that do not fit together go into several files;
//! anything else that does not fit is refused while it is written, with a way out.

use std::ops::Range;

use super::{Contents, Sending};
use crate::exchange::{ExchangeError, Result, format::Room};

/// Which of the attached files go into which file: the same ones every time, in the order in which they were named. One file
/// at least; one that alone is too large has a file of its own.
pub fn parts(files: &[(String, u64)], room: &Room) -> Vec<Range<usize>> {
    let mut parts = vec![];
    let (mut start, mut bytes) = (0, 0);
    for (at, (_, size)) in files.iter().enumerate() {
        if at > start && bytes + size > room.papers {
            parts.push(start..at);
            (start, bytes) = (at, 0);
        }
        bytes += size;
    }
    parts.push(start..files.len());
    parts
}

/// Leaves the attached files in `contents` that go along, and returns the others.
pub(super) fn leave_out(contents: &mut Contents, sending: &Sending) -> Result<Vec<(String, u64)>> {
    let mut all = std::mem::take(&mut contents.files);
    if sending.without_files {
        return Ok(all);
    }
    let parts = parts(&all, &sending.room);
    let Some(part) = parts.get(sending.part) else {
        return Err(ExchangeError::refused(
            "no_such_part",
            match parts.len() {
                1 => "All attached files go into one file, so it has no further parts. Nothing was written.".to_owned(),
                n => format!("The attached files go into {n} files, so there is no such part. Nothing was written."),
            },
            "Look at what would be sent, then choose a part.",
        ));
    };
    contents.files = all.drain(part.clone()).collect();
    Ok(all)
}

/// Why a file was not made, and what to do instead.
pub(super) fn refusal(contents: &Contents, sending: &Sending) -> ExchangeError {
    let most = sending.room.file >> 20;
    let hint = match (contents.files.is_empty(), sending.everything) {
        (false, _) => "Leave the attached files out.",
        (true, true) => "Send what colleagues do not have yet.",
        (true, false) => {
            "Bring in a file from each colleague first: what they have then need not be sent again."
        }
    };
    ExchangeError::refused(
        "file_would_be_too_large",
        format!(
            "This file would be larger than Hubfolio can bring in ({most} MB, or two million edits). No file was kept."
        ),
        hint,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(papers: u64) -> Room {
        Room {
            papers,
            ..Room::default()
        }
    }

    /// From where to where each part goes, of files of these sizes.
    fn spread(sizes: &[u64], papers: u64) -> Vec<(usize, usize)> {
        let named = sizes.iter().enumerate();
        let files: Vec<_> = named.map(|(n, size)| (n.to_string(), *size)).collect();
        let parts = parts(&files, &room(papers)).into_iter();
        parts.map(|part| (part.start, part.end)).collect()
    }

    #[test]
    fn what_fits_goes_into_one_file() {
        assert_eq!(spread(&[], 10), [(0, 0)]);
        assert_eq!(spread(&[5, 5], 10), [(0, 2)]);
    }

    #[test]
    fn what_does_not_fit_goes_into_the_next_and_nothing_is_lost() {
        assert_eq!(spread(&[5, 6, 4, 1], 10), [(0, 1), (1, 3), (3, 4)]);
        assert_eq!(spread(&[20, 1, 20], 10), [(0, 1), (1, 2), (2, 3)]);
    }

    #[test]
    fn a_paper_that_was_named_later_moves_none_of_the_others() {
        let before = spread(&[5, 6, 4], 10);
        let after = spread(&[5, 6, 4, 9], 10);
        assert_eq!(after[..before.len()], before[..]);
    }
}
