//! Writing packs: the copy, the document, the PDF, the seal, the file.

use super::{Reply, Session, records::id_of, returns::sign_off_info};
use crate::{
    catalogue,
    contract::{Fault, PackDone, PackRequest},
    env::Env,
    files,
    packs::kpi::{self, Signed},
    pdf,
    record::Id,
    registers::{
        indicators::{
            copy::{ReturnCopy, Subject},
            returns,
            waiting::{self, Reach, Waiting},
        },
        plans::signing,
    },
    store::{Store, StoreError},
};

impl Session {
    /// Writes a pack as PDF.
    pub(super) fn pack(&mut self, env: &dyn Env, request: &PackRequest) -> Reply<PackDone> {
        if request.pack != "kpi" {
            let message = format!("There is no pack called {}.", request.pack);
            return Err(
                StoreError::refused("unknown_pack", message, "The packs so far: kpi.").into(),
            );
        }
        let path = env.file(&request.file)?;
        let store = self.read()?;
        let kpi_return = match &request.record {
            Some(id) => Some(id_of(id)?),
            None => returns::newest(store)?,
        };
        let (copy, signed) = what_to_print(store, env, kpi_return)?;
        let waiting = what_waits(store, kpi_return)?;
        let document = kpi::document(&copy, &signed, &waiting, copy.bytes()?, env.today());
        for fault in crate::document::check(&document) {
            log::info!("pack kpi: {}", fault.message);
        }
        let mut progress =
            |done: usize, total: usize| env.progress(done as u64, total as u64, "Making the pack");
        let bytes = pdf::render(&document, &mut progress).map_err(pdf_fault)?;
        let bytes = seal(store, bytes, &copy)?;
        files::write_whole(&path, |file| std::io::Write::write_all(file, &bytes))
            .map_err(StoreError::from)?;
        Ok(PackDone {
            file: path
                .file_name()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default(),
            pages: pdf::page_count(&bytes).map_err(pdf_fault)? as i64,
            bytes: bytes.len() as i64,
            signed: !signed.is_empty(),
        })
    }
}

/// What waits to be settled inside an open return: the pack shows one version, and says that there is another. What was
/// submitted stands still, whatever waits beside it.
fn what_waits(store: &Store, kpi_return: Option<Id>) -> Reply<Vec<Waiting>> {
    Ok(match kpi_return {
        Some(id) if store.row("return", id)?.text("state") == "open" => {
            waiting::inside(store, id, Reach::Figures)?
        }
        _ => vec![],
    })
}

/// The copy to print, and the sign-offs that stand for it: the submitted one where there is one, else the return as it
/// is now, else a preview of the current period.
fn what_to_print(
    store: &Store,
    env: &dyn Env,
    kpi_return: Option<Id>,
) -> Reply<(ReturnCopy, Vec<Signed>)> {
    let today = env.today();
    let Some(id) = kpi_return else {
        let period = returns::usual_period(today);
        let subject = Subject {
            hub: returns::usual_hub(store)?,
            set: catalogue::shipped_kpi_set(catalogue::NATIONAL),
            from: period.from(),
            to: period.to(),
        };
        return Ok((ReturnCopy::of(store, &subject, None, 1, today)?, vec![]));
    };
    let open = store.row("return", id)?.text("state") == "open";
    let submitted = if open {
        None
    } else {
        returns::submitted(store, id)?
    };
    let Some((copy, digest)) = submitted else {
        return Ok((ReturnCopy::take(store, id, today)?, vec![]));
    };
    let mut signed = vec![];
    for row in signing::of(store, "return", id)? {
        // A sign-off of an earlier revision says nothing about this one.
        if row.text("digest") != digest || row.value("withdrawn_on").as_date().is_some() {
            continue;
        }
        let info = sign_off_info(store, &row)?;
        if !info.intact {
            let message =
                "A sign-off of this return does not fit what was signed. No pack was written.";
            return Err(StoreError::refused(
                "sign_off_broken",
                message,
                "Run a check of the hub file.",
            )
            .into());
        }
        let how = if info.how == "here" {
            format!("Signed here, on {}", info.laptop)
        } else {
            format!("Recorded by {}: {}", info.recorded_by, info.evidence)
        };
        signed.push(Signed {
            name: info.person,
            role: info.role,
            day: info.day,
            how,
            wording: info.wording,
            check_code: info.check_code,
        });
    }
    Ok((copy, signed))
}

/// The laptop's signature over every byte of the file, so that an edited pack is caught.
fn seal(store: &Store, bytes: Vec<u8>, copy: &ReturnCopy) -> Reply<Vec<u8>> {
    let Some(laptop) = store.laptop() else {
        return Ok(bytes);
    };
    let purpose =
        serde_json::json!({ "pack": "kpi", "period": copy.period, "revision": copy.revision })
            .to_string();
    pdf::seal(
        bytes,
        &|digest| laptop.sign("pack", digest),
        laptop.public(),
        &purpose,
    )
    .map_err(|e| {
        log::warn!("seal: {e}");
        Fault::from(StoreError::refused(
            "seal",
            "The pack could not be sealed. Nothing was written.",
            "",
        ))
    })
}

fn pdf_fault(error: pdf::PdfError) -> Fault {
    let code = if error == pdf::PdfError::Cancelled {
        "stopped"
    } else {
        "pdf"
    };
    StoreError::refused(code, error.to_string(), "").into()
}
