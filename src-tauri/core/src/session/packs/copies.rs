//! Every copy of a meeting's board pack at once, and the list of who gets which (PCK-5, PCK-7): all of them, or no folder.

use super::{
    super::{Reply, Session, boards::named},
    as_pdf, issued, meeting, remarks,
    signatures::Wanted,
    way::Way,
};
use crate::{
    contract::{Fault, PackCopies, PackCopiesDone, PackCopyOf, PackDone},
    dates::in_words,
    document::{Document, Meta, Table},
    env::Env,
    files, pdf,
    registers::governance::Issuable,
    store::StoreError,
};

/// The list's name.
const LIST: &str = "who-gets-which-copy.pdf";

impl Session {
    /// Writes every copy of a meeting's board pack to a new folder.
    pub(in super::super) fn pack_copies(
        &mut self,
        env: &dyn Env,
        request: &PackCopies,
    ) -> Reply<PackCopiesDone> {
        let folder = env.file(&request.folder)?;
        let store = self.read()?;
        let way = Way::asked(request.papers.as_deref(), request.print)?;
        let meeting = named(store, "meeting", &request.meeting)?;
        let all = match &request.version {
            None => meeting::all(store, env.today(), meeting)?,
            Some(named) => {
                let series = issued::Series::of_meeting(Issuable::Board, meeting);
                let row = series.version(store, named)?;
                issued::all(store, (env.today(), Wanted::Standing), &row)?
            }
        };
        let partial = files::new_folder(&folder).map_err(StoreError::from)?;
        let mut done = PackCopiesDone {
            files: vec![],
            who: vec![],
        };
        for (stem, made) in &all.copies {
            let bytes = as_pdf(store, env, made, way)?;
            let file = format!("{stem}.pdf");
            std::fs::write(partial.path().join(&file), &bytes).map_err(unwritten(&file))?;
            done.files.push(PackDone {
                pages: Some(pdf::page_count(&bytes).map_err(super::pdf_fault)? as i64),
                bytes: bytes.len() as i64,
                signed: made.signed,
                remarks: remarks(&made.document),
                file,
            });
        }
        for one in all.who {
            done.who.push(PackCopyOf {
                copy: one.face.words(),
                file: format!("{}.pdf", one.file_stem),
                person: one.person,
            });
        }
        let list = pdf::render(&list(&all.about, &done.who), &mut |_, _| true);
        std::fs::write(partial.path().join(LIST), list.map_err(super::pdf_fault)?)
            .map_err(unwritten(LIST))?;
        partial.keep().map_err(StoreError::from)?;
        Ok(done)
    }
}

fn unwritten(file: &str) -> impl Fn(std::io::Error) -> Fault {
    move |e| Fault::from(StoreError::file("write", std::path::Path::new(file))(e))
}

/// For whoever sends the copies out; it is no copy, and goes to nobody.
fn list(about: &meeting::About, who: &[PackCopyOf]) -> Document {
    let title = format!("Who gets which copy: {}", about.group);
    let mut meta = Meta::new(
        title.clone(),
        about.hub.clone(),
        about.made_on,
        about.made_on,
    );
    meta.subject = format!("Meeting of {}", in_words(about.day));
    let mut list = Document::new(meta);
    list.heading(1, title);
    list.paragraph(format!(
        "Board pack for the meeting of {}. Everybody else may have the public copy.",
        in_words(about.day)
    ));
    let mut table = Table::new(["Who", "Copy", "File"])
        .caption("Copies by person")
        .row_headers();
    for one in who {
        table.push([one.person.as_str(), &one.copy, &one.file]);
    }
    list.table(table);
    list
}
