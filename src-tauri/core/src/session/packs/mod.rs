//! Writing packs and looking at written ones: the copy, the document, the PDF, the seal, the file.

mod kpi;
mod list;
mod verify;

use serde_json::Value as Json;

use super::{Reply, Session, records::id_of};
use crate::{
    contract::{Fault, PackDone, PackRequest},
    document::{self, Document},
    env::Env,
    files, html, pdf,
    record::Id,
    registers::indicators::returns,
    store::{Store, StoreError},
    word,
};

/// Name of the file inside a pack that proves its sign-offs.
const PROOFS: &str = "sign-offs.json";

/// The file, and its pages where it has any before it is printed.
type Written = (Vec<u8>, Option<i64>);
/// How a pack is written.
type Form = fn(&Store, &dyn Env, &Made) -> Reply<Written>;

/// The forms a pack can take, by the ending of the file's name.
const FORMS: [(&str, Form); 3] = [
    ("pdf", |store, env, made| {
        let bytes = as_pdf(store, env, made)?;
        let pages = pdf::page_count(&bytes).map_err(pdf_fault)? as i64;
        Ok((bytes, Some(pages)))
    }),
    ("html", |_, _, made| {
        Ok((html::render(&made.document).into_bytes(), None))
    }),
    ("docx", |_, _, made| {
        let bytes = word::render(&made.document)
            .map_err(|e| Fault::from(StoreError::refused("docx", e.to_string(), "")))?;
        Ok((bytes, None))
    }),
];

/// A pack before it is laid out.
struct Made {
    document: Document,
    /// Somebody signed off what it holds.
    signed: bool,
    /// This kind of pack is signed off at all.
    is_signed_off: bool,
    /// What the seal is for: enough to make the same pack again.
    purpose: Json,
}

impl Session {
    /// Writes a pack.
    pub(super) fn pack(&mut self, env: &dyn Env, request: &PackRequest) -> Reply<PackDone> {
        let path = env.file(&request.file)?;
        let store = self.read()?;
        let made = match request.pack.as_str() {
            "kpi" => kpi::made(store, env.today(), kpi_return(store, request)?)?,
            "list" => list::made(store, env.today(), request.view.as_ref())?,
            other => return Err(unknown(other)),
        };
        for fault in document::check(&made.document) {
            log::info!("pack {}: {}", request.pack, fault.message);
        }
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        let form = FORMS
            .iter()
            .find(|(name, _)| ending.as_deref() == Some(*name))
            .ok_or_else(bad_ending)?;
        let (bytes, pages) = form.1(store, env, &made)?;
        files::write_whole(&path, |file| std::io::Write::write_all(file, &bytes))
            .map_err(StoreError::from)?;
        Ok(PackDone {
            file: path
                .file_name()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default(),
            pages,
            bytes: bytes.len() as i64,
            signed: made.signed || !made.is_signed_off,
        })
    }
}

/// The return that is asked for, or the newest.
fn kpi_return(store: &Store, request: &PackRequest) -> Reply<Option<Id>> {
    match &request.record {
        Some(id) => Ok(Some(id_of(id)?)),
        None => Ok(returns::newest(store)?),
    }
}

/// The pack as PDF, sealed.
fn as_pdf(store: &Store, env: &dyn Env, made: &Made) -> Reply<Vec<u8>> {
    let mut progress =
        |done: usize, total: usize| env.progress(done as u64, total as u64, "Making the pack");
    let bytes = pdf::render(&made.document, &mut progress).map_err(pdf_fault)?;
    seal(store, bytes, &made.purpose)
}

/// The laptop's signature over every byte of the file, so that an edited pack is caught.
fn seal(store: &Store, bytes: Vec<u8>, purpose: &Json) -> Reply<Vec<u8>> {
    let Some(laptop) = store.laptop() else {
        return Ok(bytes);
    };
    pdf::seal(
        bytes,
        &|digest| laptop.sign(verify::PURPOSE, digest),
        laptop.public(),
        &purpose.to_string(),
    )
    .map_err(|e| {
        log::warn!("seal: {e}");
        let message = "The pack could not be sealed. Nothing was written.";
        Fault::from(StoreError::refused("seal", message, ""))
    })
}

fn unknown(pack: &str) -> Fault {
    let message = format!("There is no pack called {pack}.");
    StoreError::refused("unknown_pack", message, "The packs so far: kpi, list.").into()
}

fn bad_ending() -> Fault {
    let message = "It is not clear what kind of file this should be. Nothing was written.";
    let hint = "Give it a name that ends in .pdf, .html or .docx.";
    StoreError::refused("bad_ending", message, hint).into()
}

fn pdf_fault(error: pdf::PdfError) -> Fault {
    let code = if error == pdf::PdfError::Cancelled {
        "stopped"
    } else {
        "pdf"
    };
    StoreError::refused(code, error.to_string(), "").into()
}
