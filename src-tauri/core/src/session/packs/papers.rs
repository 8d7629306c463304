//! The papers of a meeting inside its pack (PCK-7): their pages in one file to read, or their files in one file to keep.

use std::{collections::BTreeMap, sync::Mutex};

use super::{super::Reply, pdf_fault, way::Way};
use crate::{
    contract::Fault,
    document::{Document, Meta},
    env::Env,
    packs::board::BoardPack,
    papers::{self, Filed, Paper, Refusal},
    pdf::{self, PaperPlace, ReadingCopy},
    store::{Result, Store, StoreError},
};

/// The pages of files that were counted before, by fingerprint: what a fingerprint stands for never changes, and a pack that
/// is looked at page by page is made anew for each look.
static COUNTED: Mutex<BTreeMap<String, Option<u32>>> = Mutex::new(BTreeMap::new());

/// A paper that a copy holds.
pub(super) struct Enclosed {
    /// "Paper 5a".
    label: String,
    title: String,
    /// The words of its mark; none where it is open.
    mark: Option<String>,
    /// The file's name.
    name: String,
    /// Fingerprint of its bytes.
    sha256: String,
}

/// How papers come with a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Enclosing {
    /// Only the list of them.
    #[default]
    Listed,
    /// Their pages, in the order of the agenda.
    Read,
    /// Their files, attached.
    Filed,
}

impl Enclosing {
    /// By its name in a request.
    pub(super) fn named(name: Option<&str>) -> Reply<Self> {
        match name {
            None | Some("" | "listed") => Ok(Self::Listed),
            Some("read") => Ok(Self::Read),
            Some("filed") => Ok(Self::Filed),
            Some(other) => {
                let message = format!("Papers can't come along as “{other}”. Nothing was written.");
                let hint = "The ways are listed, read, filed.";
                Err(StoreError::refused("bad_papers", message, hint).into())
            }
        }
    }
}

impl Enclosing {
    /// Its name in a request; none for the usual way.
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Self::Listed => None,
            Self::Read => Some("read"),
            Self::Filed => Some("filed"),
        }
    }
}

/// The papers that a reduced pack still holds: one that was taken out of a copy has no file there.
pub(super) fn of(copy: &BoardPack) -> Vec<Enclosed> {
    let papers = copy.papers.iter().filter(|p| !p.withheld);
    papers
        .filter_map(|paper| {
            let file = paper.file.as_ref()?;
            let item = copy.items.iter().find(|i| i.id == paper.item);
            let mark = paper.guard.mark().or_else(|| item?.guard.mark());
            Some(Enclosed {
                label: format!("Paper {}", paper.reference),
                title: paper.title.clone(),
                mark: mark.map(str::to_owned),
                name: file.name.clone(),
                sha256: file.sha256.clone(),
            })
        })
        .collect()
}

/// The pages of a PDF paper; none of another file, one that can't be read, or one that has not come to this laptop.
pub(super) fn page_count(store: &Store, name: &str, sha256: &str) -> Result<Option<u32>> {
    if !name.to_lowercase().ends_with(".pdf") {
        return Ok(None);
    }
    let before = COUNTED.lock().ok().and_then(|c| c.get(sha256).copied());
    if let Some(pages) = before {
        return Ok(pages);
    }
    let Some(bytes) = store.blob(sha256)? else {
        return Ok(None);
    };
    let read = papers::read(name, &bytes).ok();
    let pages = read.and_then(|paper| u32::try_from(paper.pages.len()).ok());
    if let Ok(mut counted) = COUNTED.lock() {
        counted.insert(sha256.to_owned(), pages);
    }
    Ok(pages)
}

/// One file with our pages and the papers' pages.
pub(super) fn reading(
    store: &Store,
    env: &dyn Env,
    (document, way): (&Document, Way),
    papers: &[Enclosed],
) -> Reply<Vec<u8>> {
    let mut places = vec![];
    for paper in papers {
        places.push(PaperPlace {
            label: paper.label.clone(),
            title: paper.title.clone(),
            mark: paper.mark.clone(),
            paper: pages(store, paper, &document.meta)?,
        });
    }
    let copy = ReadingCopy {
        document: document.clone(),
        papers: places,
        print: way.print(),
    };
    let mut progress =
        |done: usize, total: usize| env.progress(done as u64, total as u64, "Making the pack");
    pdf::reading_copy(&copy, &mut progress).map_err(pdf_fault)
}

/// Our pages with the papers' files attached and listed.
pub(super) fn filed(store: &Store, document: &Document, papers: &[Enclosed]) -> Reply<Document> {
    let mut files = vec![];
    for paper in papers {
        let bytes = bytes(store, paper)?;
        let (mime, pages) = match papers::read(&paper.name, &bytes) {
            Ok(read) => ("application/pdf", Some(read.pages.len())),
            // A file that can't be shown can be filed all the same.
            Err(_) => ("application/octet-stream", None),
        };
        files.push(Filed {
            label: paper.label.clone(),
            title: paper.title.clone(),
            name: paper.name.clone(),
            mime: mime.to_owned(),
            pages,
            bytes,
        });
    }
    Ok(papers::archive_copy(document, &files))
}

fn bytes(store: &Store, paper: &Enclosed) -> Reply<Vec<u8>> {
    if let Some(bytes) = store.blob(&paper.sha256)? {
        return Ok(bytes);
    }
    let message = format!(
        "{} of {} has not come to this laptop. No pack was written.",
        paper.name, paper.label
    );
    let hint = "Ask the colleague who attached it for a file of everything.";
    Err(StoreError::refused("file_not_here", message, hint).into())
}

/// The pages of a paper; a Word file's are laid out first.
fn pages(store: &Store, paper: &Enclosed, pack: &Meta) -> Reply<Paper> {
    let bytes = bytes(store, paper)?;
    if !paper.name.to_lowercase().ends_with(".docx") {
        return papers::read(&paper.name, &bytes).map_err(refused);
    }
    let word = papers::word::read(&paper.name, &bytes).map_err(refused)?;
    let meta = Meta::new(
        paper.title.clone(),
        pack.organisation.clone(),
        pack.data_date,
        pack.made_on,
    );
    let made = pdf::render(&word.document(meta), &mut |_, _| true).map_err(pdf_fault)?;
    papers::read(&paper.name, &made).map_err(refused)
}

fn refused(refusal: Refusal) -> Fault {
    let (code, hint) = (refusal.code(), refusal.hint());
    StoreError::refused(code, format!("{refusal} No pack was written."), hint).into()
}
