//! Files on records: attaching one, the list on the page of a record, a look at one, a copy of one.

use std::{fs::File, io::Write, path::Path};

use super::{
    Reply, Session,
    everything::{file_made, name_of},
    papers, records,
};
use crate::{
    contract::{
        Attach, AttachmentId, AttachmentInfo, AttachmentSave, FileMade, PaperInfo, RecordRef, Saved,
    },
    env::Env,
    record::{Fields, Id, Value},
    store::{Action, Row, Store, StoreError, Verb},
};

/// The kind.
const KIND: &str = "attachment";
/// Most characters of a name.
const LONGEST_NAME: usize = 200;
/// What a click may open: what the system shows or edits, never what it runs. Anything else is saved first, so that a
/// person sees what it is.
const OPENS: &[&str] = &[
    "pdf", "docx", "doc", "odt", "rtf", "txt", "md", "xlsx", "xls", "ods", "csv", "pptx", "ppt",
    "odp", "png", "jpg", "jpeg", "gif", "tif", "tiff", "bmp", "webp", "heic", "ics", "vsdx",
];

impl Session {
    /// Attaches a file to a record, as one edit.
    pub(super) fn attach(&mut self, env: &dyn Env, request: &Attach) -> Reply<Saved> {
        let path = env.file(&request.file)?;
        let file = self.opened()?;
        let (kind, id) = (request.kind.clone(), request.id.clone());
        let of = records::record(&file.store, &RecordRef { kind, id })?;
        if file.store.row(&request.kind, of)?.deleted {
            let message = "This record was removed, so nothing can be attached to it.";
            return Err(StoreError::refused("removed", message, "Bring it back first.").into());
        }
        let name = plain_name(&path);
        let title = file.store.title(&request.kind, of)?;
        let mut bytes = File::open(&path).map_err(StoreError::file("read", &path))?;
        let size = bytes
            .metadata()
            .map_err(StoreError::file("read", &path))?
            .len();
        let action = Action::new(Verb::Add).of(format!("{name} to {title}"));
        let (id, receipt) = file.store.transact(env, file.me, action, |tx| {
            let hash = tx.keep_blob_from(&mut bytes)?;
            let fields: Fields = [
                ("record_kind", Value::from(request.kind.as_str())),
                ("record", Value::from(of.to_string())),
                ("name", Value::from(name.as_str())),
                ("size", Value::Int(i64::try_from(size).unwrap_or(i64::MAX))),
                ("file", Value::from(hash)),
            ]
            .into_iter()
            .map(|(field, value)| (field.to_owned(), value))
            .collect();
            tx.put(KIND, None, &fields)
        })?;
        records::saved(&file.store, id, &receipt)
    }

    /// The files of a record, by name.
    pub(super) fn attachments(&self, request: &RecordRef) -> Reply<Vec<AttachmentInfo>> {
        let store = self.read()?;
        let of = records::record(store, request)?;
        let mut find = store
            .db()
            .prepare_cached(
                "SELECT id FROM live_attachment WHERE record = ?1 AND record_kind = ?2
                 ORDER BY name COLLATE NOCASE, id",
            )
            .map_err(StoreError::from)?;
        let ids = find
            .query_map([of.to_string(), request.kind.clone()], |r| r.get(0))
            .map_err(StoreError::from)?;
        let ids = ids
            .collect::<rusqlite::Result<Vec<Id>>>()
            .map_err(StoreError::from)?;
        ids.into_iter().map(|id| info(store, id)).collect()
    }

    /// Writes a file to a place that a person chose.
    pub(super) fn attachment_save(
        &self,
        env: &dyn Env,
        request: &AttachmentSave,
    ) -> Reply<FileMade> {
        let path = env.file(&request.file)?;
        let (_, bytes) = self.attached(&request.id)?;
        file_made(&request.file, &path, &bytes)
    }

    /// Puts a file where its program can open it: a copy to look at, gone when Hubfolio is closed. What is edited there
    /// does not come back by itself.
    pub(super) fn attachment_open(
        &mut self,
        env: &dyn Env,
        request: &AttachmentId,
    ) -> Reply<FileMade> {
        let (row, bytes) = self.attached(&request.id)?;
        let name = row.text("name");
        if !opens(&name) {
            let message = format!(
                "{name} is not a document, a table or a picture, so it is not opened from here."
            );
            let hint = "Save a copy, and open it only if you know who it is from.";
            return Err(StoreError::refused("not_opened_here", message, hint).into());
        }
        let unwritten = |e: std::io::Error| {
            crate::contract::Fault::from(StoreError::file("write", Path::new(&name))(e))
        };
        let file = self.opened()?;
        let folder = match &mut file.looking {
            Some(folder) => folder,
            none => none.insert(tempfile::tempdir().map_err(unwritten)?),
        };
        // A folder for each, so that two files of one name are two files.
        let place = folder.path().join(&request.id);
        std::fs::create_dir_all(&place).map_err(unwritten)?;
        let path = place.join(plain_name(Path::new(&name)));
        if !path.exists() {
            crate::files::write_whole(&path, |file| file.write_all(&bytes))
                .map_err(StoreError::from)?;
            let mut about = std::fs::metadata(&path).map_err(unwritten)?.permissions();
            about.set_readonly(true);
            std::fs::set_permissions(&path, about).map_err(unwritten)?;
        }
        Ok(FileMade {
            file: env.made(&path),
            name,
            bytes: bytes.len() as i64,
        })
    }

    /// A file with its bytes, if they are here.
    fn attached(&self, id: &str) -> Reply<(Row, Vec<u8>)> {
        let store = self.read()?;
        let id = records::id_of(id)?;
        let row = store.row(KIND, id)?;
        if let Some(bytes) = store.blob(&row.text("file"))? {
            return Ok((row, bytes));
        }
        let text = paper(store, id, &row)?.text;
        let message = format!("{} can't be opened. {text}", row.text("name"));
        Err(StoreError::refused("file_not_here", message, "").into())
    }
}

fn info(store: &Store, id: Id) -> Reply<AttachmentInfo> {
    let row = store.row(KIND, id)?;
    let name = row.text("name");
    let made = store.history(id)?.into_iter().last();
    let who = match &made {
        Some(edit) => store.title("person", edit.author)?,
        None => String::new(),
    };
    Ok(AttachmentInfo {
        id: id.to_string(),
        bytes: row.value("size").as_int().unwrap_or(0),
        opens: opens(&name),
        paper: paper(store, id, &row)?,
        at: made.map_or(0, |edit| edit.at),
        who,
        name,
    })
}

fn paper(store: &Store, id: Id, row: &Row) -> Reply<PaperInfo> {
    let hash = row.value("file");
    let field = store.kind(KIND)?.field("file");
    let info = match field {
        Some(field) => papers::info(store, KIND, field, id, hash.as_text())?,
        None => None,
    };
    Ok(info.unwrap_or(PaperInfo {
        state: "erased".into(),
        text: "Content erased.".into(),
    }))
}

fn opens(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|n| n.1.to_lowercase());
    ending.is_some_and(|ending| OPENS.contains(&ending.as_str()))
}

/// The name of a file as every system takes it: no folder, no letters that steer anything, not too long, its ending kept.
fn plain_name(path: &Path) -> String {
    let kept: String = name_of(path)
        .chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => ' ',
            // Marks that turn the direction of writing could show one ending and be another.
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ' ',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect();
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let kept = kept.trim_matches(['.', ' ']);
    let (stem, ending) = match kept.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= 10 => (stem, format!(".{ending}")),
        _ => (kept, String::new()),
    };
    let stem: String = stem.chars().take(LONGEST_NAME).collect();
    match (stem.is_empty(), ending.is_empty()) {
        (true, true) => "File".into(),
        _ => format!("{stem}{ending}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_ending_and_steers_nothing() {
        let name = |text: &str| plain_name(Path::new(text));
        assert_eq!(name("/home/ann/Minutes 3.pdf"), "Minutes 3.pdf");
        assert_eq!(name("a\u{202e}fdp.exe"), "a fdp.exe");
        assert_eq!(name("a:b*c?.txt"), "a b c .txt");
        assert_eq!(name(".hidden"), "hidden");
        assert_eq!(
            name(&format!("{}.pdf", "x".repeat(400))).chars().count(),
            204
        );
    }

    #[test]
    fn documents_open_and_programs_do_not() {
        assert!(opens("Minutes.PDF") && opens("list.xlsx"));
        for never in [
            "setup.exe",
            "a.js",
            "macro.xlsm",
            "link.url",
            "page.html",
            "noending",
        ] {
            assert!(!opens(never), "{never}");
        }
    }
}
