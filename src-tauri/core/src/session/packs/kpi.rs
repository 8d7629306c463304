//! The KPI pack: the copy of a return that is printed, and the sign-offs that stand for it.

use chrono::NaiveDate;
use serde_json::json;

use super::{
    super::Reply,
    Made,
    signatures::{Signatures, Wanted},
};
use crate::{
    catalogue,
    packs::{copies::Face, head::SOMETHING_WAITS, kpi},
    record::Id,
    registers::indicators::{
        copy::{ReturnCopy, Subject},
        returns,
        waiting::{self, Reach, Waiting},
    },
    store::Store,
};

/// The pack of a return, or a preview of one.
pub(super) fn made(
    store: &Store,
    (made_on, wanted): (NaiveDate, Wanted),
    record: Option<Id>,
    face: &Face,
) -> Reply<Made> {
    let (mut copy, mut signed) = what_to_print(store, (made_on, wanted), record)?;
    let mut waiting = what_waits(store, record)?;
    if *face == Face::Public {
        copy = kpi::for_the_public(copy);
        // What a sign-off proves is the whole return, which a public copy does not hold.
        signed.proofs.clear();
        for one in &mut signed.shown {
            one.check_code.clear();
            one.how.clear();
        }
        // The other version's words are nobody else's business; that there is one, is.
        if !waiting.is_empty() {
            waiting = vec![Waiting {
                indicator: None,
                sentence: SOMETHING_WAITS.to_owned(),
            }];
        }
    }
    let mut document = kpi::document(&copy, &signed.shown, &waiting, copy.bytes()?, made_on, face);
    document.attachments.extend(signed.proofs());
    Ok(Made {
        signed: !signed.shown.is_empty(),
        is_signed_off: true,
        papers: vec![],
        purpose: json!({
            "pack": "kpi",
            "record": record.map(|id| id.to_string()),
            "period": copy.period,
            "revision": copy.revision,
            "made_on": made_on,
            "copy": super::copy_name(face),
            "signed": signed.marks,
        }),
        document,
    })
}

/// The figures of a return as they are printed, or those of the current period.
pub(super) fn copy_to_print(
    store: &Store,
    today: NaiveDate,
    kpi_return: Option<Id>,
) -> Reply<ReturnCopy> {
    Ok(what_to_print(store, (today, Wanted::Standing), kpi_return)?.0)
}

/// What waits to be settled inside an open return: the pack shows one version, and says that there is another. What was
/// submitted stands still, whatever waits beside it.
pub(super) fn what_waits(store: &Store, kpi_return: Option<Id>) -> Reply<Vec<Waiting>> {
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
    (today, wanted): (NaiveDate, Wanted),
    kpi_return: Option<Id>,
) -> Reply<(ReturnCopy, Signatures)> {
    let Some(id) = kpi_return else {
        let period = returns::usual_period(today);
        let subject = Subject {
            hub: returns::usual_hub(store)?,
            set: catalogue::shipped_kpi_set(catalogue::NATIONAL),
            from: period.from(),
            to: period.to(),
        };
        return Ok((
            ReturnCopy::of(store, &subject, None, 1, today)?,
            Signatures::default(),
        ));
    };
    let open = store.row("return", id)?.text("state") == "open";
    let submitted = if open {
        None
    } else {
        returns::submitted(store, id)?
    };
    let Some((copy, digest)) = submitted else {
        return Ok((ReturnCopy::take(store, id, today)?, Signatures::default()));
    };
    // A sign-off of an earlier revision says nothing about this one.
    let signed = Signatures::of(store, ("return", id), &digest, (today, wanted))?;
    Ok((copy, signed))
}
