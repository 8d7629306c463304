//! Lists of addresses and drafts of e-mails. Nothing is sent: a person's own mail program does that.

use std::collections::BTreeSet;

use super::{
    Reply, Session,
    everything::{file_made, name_of},
};
use crate::{
    contract::{
        FileMade, LookupHit, MailAddress, MailDraft, MailLink, MailList, MailListOf, MailSave,
        Source,
    },
    env::Env,
    mail::{self, Enclosed},
    record::{FieldType, Id, Kind},
    store::{LARGEST_FILE, Store, StoreError},
};

impl Session {
    /// The addresses of the people of a list.
    pub(super) fn mail_list(&self, env: &dyn Env, request: &MailListOf) -> Reply<MailList> {
        let store = self.read()?;
        let kind = match &request.view.source {
            Source::Kind { kind } => kind.clone(),
            Source::Set { set, .. } => store
                .kinds()
                .set(set)
                .map(|s| s.kind.to_owned())
                .unwrap_or_default(),
        };
        let paths = paths_of(store.kind(&kind)?)?;
        let mut view = request.view.clone();
        view.columns = vec![paths.email.clone()];
        view.columns.extend(paths.person.clone());
        view.group = None;
        let wanted: BTreeSet<&String> = request.ids.iter().collect();
        let page = store.whole_view(&view, env.today())?;
        let mut list = Collected::default();
        for row in &page.rows {
            if !wanted.is_empty() && !wanted.contains(&row.id) {
                continue;
            }
            let email = row.cells.first().map(|c| c.text.trim()).unwrap_or_default();
            // The person is the row itself, or the one it names.
            let (id, name) = match row.cells.get(1) {
                Some(person) if person.text.is_empty() => continue,
                Some(person) => (
                    person.value.as_str().unwrap_or_default().to_owned(),
                    person.text.clone(),
                ),
                None => (row.id.clone(), row.title.clone()),
            };
            list.add(id, name, email);
        }
        Ok(list.list)
    }

    /// Writes a draft to a file that mail programs open.
    pub(super) fn mail_save(&self, env: &dyn Env, request: &MailSave) -> Reply<FileMade> {
        let path = env.file(&request.file)?;
        let enclosed = match &request.attach {
            None => None,
            Some(name) => {
                let from = env.file(name)?;
                let size = std::fs::metadata(&from)
                    .map_err(StoreError::file("read", &from))?
                    .len();
                if size > LARGEST_FILE {
                    let message = "The file to go along is larger than 50 MB. Nothing was written.";
                    let hint = "Send a smaller one, or say in the text where it is kept.";
                    return Err(StoreError::refused("file_too_large", message, hint).into());
                }
                Some(Enclosed {
                    name: name_of(&from),
                    bytes: std::fs::read(&from).map_err(StoreError::file("read", &from))?,
                })
            }
        };
        let bytes = mail::file(&request.draft, enclosed, env.now());
        file_made(&request.file, &path, &bytes)
    }

    /// A draft as a link that opens the mail program.
    pub(super) fn mail_link(&self, draft: &MailDraft) -> Reply<MailLink> {
        let link = mail::link(draft)?;
        Ok(MailLink { link })
    }
}

/// Addresses being collected.
#[derive(Default)]
pub(super) struct Collected {
    seen: BTreeSet<String>,
    people: BTreeSet<String>,
    /// What came together.
    pub(super) list: MailList,
}

impl Collected {
    /// Takes a person in, once; an address that somebody else has too is kept once.
    pub(super) fn add(&mut self, id: String, name: String, email: &str) {
        if !self.people.insert(id.clone()) {
            return;
        }
        if email.is_empty() {
            let detail = String::new();
            self.list.without.push(LookupHit {
                id,
                title: name,
                detail,
            });
        } else if self.seen.insert(email.to_lowercase()) {
            let email = email.to_owned();
            self.list.people.push(MailAddress { name, email });
        } else {
            self.list.shared += 1;
        }
    }

    /// Takes a person in by identifier.
    pub(super) fn add_person(&mut self, store: &Store, person: Id) -> Reply<()> {
        let email = store.row("person", person)?.text("email");
        self.add(person.to_string(), store.title("person", person)?, &email);
        Ok(())
    }
}

/// Where a kind has its people.
struct Paths {
    email: String,
    person: Option<String>,
}

/// The kind's own address, or that of the person it names.
fn paths_of(kind: &Kind) -> Reply<Paths> {
    if kind.field("email").is_some() {
        return Ok(Paths {
            email: "email".into(),
            person: None,
        });
    }
    let person = FieldType::Ref {
        kind: "person".into(),
    };
    match kind.fields.iter().find(|f| f.type_ == person) {
        Some(field) => Ok(Paths {
            email: format!("{}.email", field.name),
            person: Some(field.name.clone()),
        }),
        None => {
            let message = format!(
                "{} are not people, so they have no addresses.",
                kind.declaration.many
            );
            Err(StoreError::refused("no_people", message, "Open a list of people.").into())
        }
    }
}
