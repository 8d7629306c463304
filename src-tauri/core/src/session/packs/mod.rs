//! Writing packs and looking at written ones: the copy, the document, the PDF, the seal, the file.

mod copies;
mod engagement;
mod interests;
mod issued;
mod kpi;
mod list;
pub(super) mod meeting;
mod papers;
mod parts;
mod passport;
mod register_table;
mod signatures;
mod strategy;
mod verify;
mod way;

use chrono::NaiveDate;
use serde_json::{Map, Value as Json, json};

pub(in crate::session) use self::issued::{title as issued_title, waiting as waiting_in_issued};
use self::{papers::Enclosing, signatures::Wanted, way::Way};
use super::{Reply, Session, records::id_of};
use crate::{
    contract::{Fault, PackAsk, PackDone, PackPages, PackPreview, PackPrint, PackRequest},
    document::{self, Document},
    drawing::svg,
    env::Env,
    files, html,
    packs::{
        copies::{Face, Snapshot, bytes, explain, issue},
        head::Head,
    },
    pdf,
    record::Id,
    registers::indicators::returns,
    store::{Result, Store, StoreError, Thing, log::hex, unsettled},
    word,
};

/// Name of the file inside a pack that proves its sign-offs.
const PROOFS: &str = "sign-offs.json";

/// What the laptop's key is used for when it makes letters that can't be guessed.
const SALT: &str = "pack-salt";

/// The file, and its pages where it has any before it is printed.
type Written = (Vec<u8>, Option<i64>);
/// How a pack is written.
type Form = fn(&Store, &dyn Env, &Made, Way) -> Reply<Written>;

/// The forms a pack can take, by the ending of the file's name.
const FORMS: [(&str, Form); 3] = [
    ("pdf", |store, env, made, way| {
        let bytes = as_pdf(store, env, made, way)?;
        let pages = pdf::page_count(&bytes).map_err(pdf_fault)? as i64;
        Ok((bytes, Some(pages)))
    }),
    ("html", |_, _, made, _| {
        Ok((html::render(&made.document).into_bytes(), None))
    }),
    ("docx", |_, _, made, _| {
        let bytes = word::render(&made.document)
            .map_err(|e| Fault::from(StoreError::refused("docx", e.to_string(), "")))?;
        Ok((bytes, None))
    }),
];

/// Most pages shown at a time.
const MOST_PAGES: usize = 20;

/// Most remarks on one pack: whoever gets more has one thing to look into, not many.
const MOST_REMARKS: usize = 20;

/// A pack before it is laid out.
struct Made {
    document: Document,
    /// Somebody signed off what it holds.
    signed: bool,
    /// This kind of pack is signed off at all.
    is_signed_off: bool,
    /// The papers that it holds.
    papers: Vec<papers::Enclosed>,
    /// What the seal is for: enough to make the same pack again.
    purpose: Json,
}

impl Made {
    /// A copy of a pack that nobody has signed yet, and holds no papers. `of`: the kind of pack, and the record that it is
    /// of, where that kind is of one.
    fn of<S: Snapshot>(
        whole: &S,
        face: &Face,
        made_on: NaiveDate,
        (pack, record): (&str, Option<Json>),
    ) -> Self {
        let mut whole = whole.clone();
        explain(&mut whole);
        // Their order is that of the seal's bytes.
        let mut purpose = Map::new();
        purpose.insert("pack".into(), pack.into());
        purpose.extend(record.map(|record| ("record".to_owned(), record)));
        purpose.insert("made_on".into(), json!(made_on));
        purpose.insert("copy".into(), json!(copy_name(face)));
        Self {
            document: issue(&whole, face, made_on).document,
            signed: false,
            is_signed_off: true,
            papers: vec![],
            purpose: purpose.into(),
        }
    }
}

impl Session {
    /// Writes a pack.
    pub(super) fn pack(&mut self, env: &dyn Env, request: &PackRequest) -> Reply<PackDone> {
        let path = env.file(&request.file)?;
        if let Some(done) = self.register_as_table(env, request, &path)? {
            return Ok(done);
        }
        let store = self.read()?;
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        let form = FORMS
            .iter()
            .find(|(name, _)| ending.as_deref() == Some(*name))
            .ok_or_else(bad_ending)?;
        let way = Way::asked(request.papers.as_deref(), request.print)?;
        way.refuse_for(&request.ask.pack, form.0)?;
        let made = made(store, env, &request.ask)?;
        let remarks = remarks(&made.document);
        let (bytes, pages) = form.1(store, env, &made, way)?;
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
            remarks,
        })
    }

    /// Pages of a pack as pictures, laid out as the file's.
    pub(super) fn pack_preview(
        &mut self,
        env: &dyn Env,
        request: &PackPreview,
    ) -> Reply<PackPages> {
        let store = self.read()?;
        let made = made(store, env, &request.ask)?;
        let from = usize::try_from(request.from.saturating_sub(1)).unwrap_or(0);
        let count = usize::try_from(request.count).unwrap_or(0).min(MOST_PAGES);
        let mut progress = |done: usize, total: usize| {
            env.progress(done as u64, total as u64, "Laying out the pack")
        };
        let wanted = from..from.saturating_add(count);
        let pictures = pdf::pictures(&made.document, wanted, &mut progress).map_err(pdf_fault)?;
        Ok(PackPages {
            total: pictures.total as i64,
            pages: pictures.pages.iter().map(svg::render).collect(),
            remarks: remarks(&made.document),
        })
    }
}

/// The pack that is asked for, before it is laid out.
fn made(store: &Store, env: &dyn Env, asked: &PackAsk) -> Reply<Made> {
    let today = env.today();
    let record = asked.record.as_deref();
    let copy = asked.copy.as_deref();
    if let Some(named) = &asked.version {
        let series = issued::Series::of(store, &asked.pack, record)?;
        let row = series.version(store, named)?;
        return issued::made(store, (today, Wanted::Standing), &row, copy);
    }
    match asked.pack.as_str() {
        "board" => return meeting::board(store, today, of_meeting(store, record)?, copy),
        "minutes" => return meeting::minutes(store, today, of_meeting(store, record)?, copy),
        _ => {}
    }
    let face = face(copy)?;
    match asked.pack.as_str() {
        "engagement" => engagement::made(store, env, &face),
        "interests" => interests::made(store, today, board(store, record)?, &face),
        "kpi" => {
            let kpi_return = kpi_return(store, record)?;
            kpi::made(store, (today, Wanted::Standing), kpi_return, &face)
        }
        "strategy" => strategy::made(store, today, kpi_return(store, record)?, &face),
        "list" => list::made(store, env, asked.view.as_ref(), &face),
        "passport" => passport::made(store, env, record, &face),
        other => Err(unknown(other)),
    }
}

/// The meeting that a pack is of.
fn of_meeting(store: &Store, record: Option<&str>) -> Reply<Id> {
    match record {
        Some(id) => super::boards::named(store, "meeting", id),
        None => {
            let message = "It is not said which meeting the pack is of. Nothing was written.";
            Err(StoreError::refused("no_meeting", message, "Name the meeting.").into())
        }
    }
}

/// The board that a register is of; none for all.
fn board(store: &Store, record: Option<&str>) -> Reply<Option<Id>> {
    record
        .map(|id| super::boards::named(store, "board", id))
        .transpose()
}

/// What a pack of this hub begins with.
fn head(store: &Store) -> Result<Head> {
    let hub = store.title("hub_profile", returns::usual_hub(store)?)?;
    Ok(Head::of(hub))
}

/// What waits to be settled in records that a pack shows, a sentence each.
fn waiting(store: &Store, is_shown: impl Fn(&Thing) -> bool) -> Result<Vec<String>> {
    let things = store.to_settle()?.into_iter();
    things
        .filter(is_shown)
        .map(|thing| unsettled::sentence(store.db(), store.kinds(), &thing))
        .collect()
}

/// Random letters for a snapshot, the same for the same content, which nobody without this laptop's key can work out.
fn salt<S: serde::Serialize>(store: &Store, snapshot: &S) -> String {
    store.laptop().map_or_else(String::new, |laptop| {
        hex(&laptop.sign(SALT, &bytes(snapshot))[..32])
    })
}

/// What is wrong with a pack, in sentences.
fn remarks(document: &Document) -> Vec<String> {
    let faults = document::check(document).into_iter();
    faults
        .take(MOST_REMARKS)
        .map(|fault| format!("In {}: {}", fault.place, fault.message))
        .collect()
}

/// The return that is asked for, or the newest.
fn kpi_return(store: &Store, record: Option<&str>) -> Reply<Option<Id>> {
    match record {
        Some(id) => Ok(Some(id_of(id)?)),
        None => Ok(returns::newest(store)?),
    }
}

/// The pack as PDF, sealed. The seal says how the file was made, so that the same one can be made again.
fn as_pdf(store: &Store, env: &dyn Env, made: &Made, way: Way) -> Reply<Vec<u8>> {
    let mut purpose = made.purpose.clone();
    if let Some(purpose) = purpose.as_object_mut() {
        if let Some(name) = way.papers.name() {
            purpose.insert("papers".into(), name.into());
        }
        if way.paper != PackPrint::default() {
            purpose.insert("print".into(), json!(way.paper));
        }
    }
    seal(store, unsealed(store, env, made, way)?, &purpose)
}

/// The pack as PDF, before it is sealed.
fn unsealed(store: &Store, env: &dyn Env, made: &Made, way: Way) -> Reply<Vec<u8>> {
    let mut progress =
        |done: usize, total: usize| env.progress(done as u64, total as u64, "Making the pack");
    let filed;
    let document = match way.papers {
        Enclosing::Read => {
            return papers::reading(store, env, (&made.document, way), &made.papers);
        }
        Enclosing::Filed => {
            filed = papers::filed(store, &made.document, &made.papers)?;
            &filed
        }
        Enclosing::Listed => &made.document,
    };
    pdf::render_for(document, way.print(), &mut progress).map_err(pdf_fault)
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

/// A copy's name in a seal; none for the usual one.
fn copy_name(face: &Face) -> Option<&'static str> {
    (*face == Face::Public).then_some("public")
}

/// Whom a copy is for, by its name.
fn face(named: Option<&str>) -> Reply<Face> {
    face_among(named, "The copies: members, public.")
}

/// As [`face`], of a pack of a meeting, which has more copies; those are looked for first.
fn face_of_meeting(named: Option<&str>) -> Reply<Face> {
    let copies = "The copies: members, public, closed, or member: and the name of a member.";
    face_among(named, copies)
}

fn face_among(named: Option<&str>, copies: &str) -> Reply<Face> {
    match named {
        None | Some("members") => Ok(Face::Members),
        Some("public") => Ok(Face::Public),
        Some(other) => {
            let message = format!("There is no copy called {other}. Nothing was written.");
            Err(StoreError::refused("unknown_copy", message, copies).into())
        }
    }
}

fn unknown(pack: &str) -> Fault {
    let message = format!("There is no pack called {pack}.");
    StoreError::refused(
        "unknown_pack",
        message,
        "The packs so far: board, engagement, interests, kpi, list, minutes, passport, strategy.",
    )
    .into()
}

fn bad_ending() -> Fault {
    let message = "It is not clear what type of file this should be. Nothing was written.";
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
