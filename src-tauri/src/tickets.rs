//! Stand-ins for files that a person chose. The window holds a ticket and a file name; the path stays here.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use hubfolio_core::contract::Fault;
use serde::Serialize;

/// What the window learns of a chosen file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChosenFile {
    /// Stands for the file in later calls.
    pub ticket: String,
    /// File name, without its folder.
    pub name: String,
}

/// What a chosen file is for, so that a ticket to read a file cannot be used to open it with another program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Hubfolio reads it.
    Read,
    /// Hubfolio writes it.
    Write,
}

/// The chosen files of this run. Nothing is forgotten: a run chooses tens of files, not thousands.
#[derive(Default)]
pub struct Tickets(Mutex<HashMap<String, (PathBuf, Use)>>);

impl Tickets {
    /// Keeps a chosen file under a new ticket, made from random bytes that nobody can guess.
    pub fn keep(&self, path: PathBuf, usage: Use, random: [u8; 16]) -> ChosenFile {
        let ticket: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
        let name = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned();
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(ticket.clone(), (path, usage));
        ChosenFile { ticket, name }
    }

    /// The ticket to read a file that was found in a chosen folder: the same for the same file, as folders are looked
    /// into again and again.
    pub fn offer(&self, path: &Path, random: [u8; 16]) -> String {
        let known = {
            let tickets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let same = tickets
                .iter()
                .find(|(_, (kept, usage))| kept == path && *usage == Use::Read);
            same.map(|(ticket, _)| ticket.clone())
        };
        known.unwrap_or_else(|| self.keep(path.to_owned(), Use::Read, random).ticket)
    }

    /// The file behind a ticket.
    pub fn path(&self, ticket: &str) -> Result<PathBuf, Fault> {
        self.find(ticket).map(|(path, _)| path)
    }

    /// The file behind a ticket, if Hubfolio wrote it.
    pub fn made(&self, ticket: &str) -> Result<PathBuf, Fault> {
        match self.find(ticket)? {
            (path, Use::Write) if path.is_file() => Ok(path),
            (path, Use::Write) => Err(gone(&path)),
            (_, Use::Read) => Err(unknown()),
        }
    }

    fn find(&self, ticket: &str) -> Result<(PathBuf, Use), Fault> {
        let tickets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tickets.get(ticket).cloned().ok_or_else(unknown)
    }
}

fn unknown() -> Fault {
    Fault {
        code: "file_not_chosen".into(),
        message: "That file was not chosen in this window. Nothing was changed.".into(),
        hint: "Choose the file again.".into(),
        fields: vec![],
    }
}

fn gone(path: &Path) -> Fault {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Fault {
        code: "file_gone".into(),
        message: format!("{name} is no longer where it was written."),
        hint: "It may have been moved, renamed or removed. Make it again if you need it.".into(),
        fields: vec![],
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_ticket_leads_to_its_file_and_shows_only_the_name() {
        let tickets = Tickets::default();
        let first = tickets.keep("/home/ann/Practices.csv".into(), Use::Read, [1; 16]);
        let second = tickets.keep("/home/ann/KPI pack.pdf".into(), Use::Write, [2; 16]);
        assert_eq!(first.name, "Practices.csv");
        assert_ne!(first.ticket, second.ticket);
        assert!(!serde_json::to_string(&first).unwrap().contains("home"));
        assert_eq!(
            tickets.path(&first.ticket).unwrap(),
            Path::new("/home/ann/Practices.csv")
        );
        assert_eq!(
            tickets.path(&second.ticket).unwrap(),
            Path::new("/home/ann/KPI pack.pdf")
        );
    }

    #[test]
    fn a_path_in_place_of_a_ticket_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret.txt");
        std::fs::write(&file, "x").unwrap();
        let tickets = Tickets::default();
        assert_eq!(
            tickets.path(file.to_str().unwrap()).unwrap_err().code,
            "file_not_chosen"
        );
        assert_eq!(tickets.path("").unwrap_err().code, "file_not_chosen");
    }

    #[test]
    fn only_a_file_that_was_made_here_can_be_opened() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pack.pdf");
        std::fs::write(&file, "x").unwrap();
        let tickets = Tickets::default();
        let read = tickets.keep(file.clone(), Use::Read, [1; 16]);
        let made = tickets.keep(file.clone(), Use::Write, [2; 16]);
        assert_eq!(
            tickets.made(&read.ticket).unwrap_err().code,
            "file_not_chosen"
        );
        assert_eq!(tickets.made(&made.ticket).unwrap(), file);
        std::fs::remove_file(&file).unwrap();
        assert_eq!(tickets.made(&made.ticket).unwrap_err().code, "file_gone");
    }
}
