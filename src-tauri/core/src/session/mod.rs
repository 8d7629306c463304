//! The open hub file and who works on it: what the window and the command line hold between two calls. A command of
//! the contract comes in as a name and JSON; this room finds who does the work and puts the reply into words.

mod accountability;
mod asking;
mod attachments;
pub mod beside;
mod boards;
mod calendar;
mod closing;
mod copies;
mod desk;
mod doubles;
mod duties;
mod erasures;
mod everything;
mod export;
mod fields;
mod imports;
mod interests;
mod letters;
mod lists;
mod mail;
mod many;
mod marks;
mod meetings;
mod open;
mod own;
mod packets;
mod packs;
mod papers;
mod records;
mod references;
mod returns;
mod sharing;
mod sign_offs;
mod stakeholders;
mod undo;
mod versions;

use std::{path::PathBuf, sync::Arc};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value as Json;

use crate::{
    contract::{CheckReport, CheckRequest, Draft, DraftKey, DraftPut, Fault, Nothing, RecordRef},
    env::Env,
    guide,
    record::{Id, Kinds},
    registers,
    store::{KeyStore, Store, StoreError, steps},
};

pub use export::table;

/// Short for replies.
pub type Reply<T> = Result<T, Fault>;

/// Where things live on this laptop.
#[derive(Debug, Clone)]
pub struct Places {
    /// Keys, witness and settings: outside the hub file, never copied along with it.
    pub config: PathBuf,
    /// The hub file in the usual place.
    pub store: PathBuf,
}

impl Places {
    /// The usual places of this account; `None` where the system names no home.
    pub fn usual() -> Option<Self> {
        let dirs = directories::ProjectDirs::from("app", "", "Hubfolio")?;
        Some(Self {
            config: dirs.config_local_dir().to_owned(),
            store: dirs.data_local_dir().join("hub.hubfolio"),
        })
    }
}

/// Which program this is: the window keeps the right to write while it is open, the command line takes it when free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// The window.
    Window,
    /// The command line.
    CommandLine,
}

/// The open hub file, if any, and the way to it.
pub struct Session {
    places: Places,
    program: Program,
    person: Option<String>,
    kinds: Arc<Kinds>,
    keys: Option<Arc<dyn KeyStore>>,
    open: Option<OpenFile>,
}

struct OpenFile {
    store: Store,
    me: Id,
    /// Files that waited in the shared folder when it was last looked into.
    files_waiting: i64,
    /// Where attached files lie that somebody looks at; gone when the hub file is closed.
    looking: Option<tempfile::TempDir>,
}

impl OpenFile {
    fn new(store: Store, me: Id) -> Self {
        Self {
            store,
            me,
            files_waiting: 0,
            looking: None,
        }
    }
}

impl Session {
    /// A session with nothing open yet. `person` is who works here, where the caller knows.
    pub fn new(places: Places, person: Option<String>, program: Program) -> Self {
        Self {
            places,
            program,
            person,
            kinds: registers::kinds(),
            keys: None,
            open: None,
        }
    }

    /// With the system's key store for the keys of this laptop; otherwise private files hold them.
    #[must_use]
    pub fn with_keys(self, keys: Option<Arc<dyn KeyStore>>) -> Self {
        Self { keys, ..self }
    }

    /// Where things live.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// The open hub file, for the command line's care of it.
    ///
    /// # Errors
    /// When none is open.
    pub fn store(&mut self) -> Reply<&mut Store> {
        Ok(&mut self.opened()?.store)
    }

    /// Who works here.
    ///
    /// # Errors
    /// When no hub file is open.
    pub fn person(&self) -> Reply<Id> {
        Ok(self.open.as_ref().ok_or_else(nothing_open)?.me)
    }

    /// The kinds of records.
    pub fn kinds(&self) -> &Kinds {
        &self.kinds
    }

    /// The record that a person names by identifier, code or name.
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub fn identify(&self, kind: &str, named: &str) -> Reply<Id> {
        let named = RecordRef {
            kind: kind.to_owned(),
            id: named.to_owned(),
        };
        records::record(self.read()?, &named)
    }

    fn opened(&mut self) -> Reply<&mut OpenFile> {
        self.open.as_mut().ok_or_else(nothing_open)
    }

    fn read(&self) -> Reply<&Store> {
        self.open
            .as_ref()
            .map(|o| &o.store)
            .ok_or_else(nothing_open)
    }

    /// Carries out one command of [`crate::contract::commands`].
    ///
    /// # Errors
    /// Every failure, in words for a person; nothing was changed unless the reply says so.
    pub fn call(&mut self, env: &dyn Env, name: &str, request: Json) -> Reply<Json> {
        let reply = self.carry_out(env, name, request);
        if let (Err(fault), Some(open)) = (&reply, &self.open)
            && fault.code == "damaged"
        {
            open.store.suspect();
        }
        reply
    }

    fn carry_out(&mut self, env: &dyn Env, name: &str, request: Json) -> Reply<Json> {
        if let Some(open) = &mut self.open {
            // The day may have turned since the last call.
            open.store.refresh_findings(env.today())?;
        }
        match name {
            "status" => self.answer(request, |s, _: Nothing| s.status(env)),
            "hub_create" => self.answer(request, |s, r| s.hub_create(env, r)),
            "hub_open" => self.answer(request, |s, r| s.hub_open(env, r)),
            "guide" => self.answer(request, |_, _: Nothing| Ok(guide::guide())),
            "licences" => self.answer(request, |_, _: Nothing| Ok(guide::licences())),
            "kinds" => self.answer(request, |s, _: Nothing| {
                Ok(s.kinds.iter().map(|k| k.info()).collect::<Vec<_>>())
            }),
            "view" => self.answer(request, |s, r| Ok(s.read()?.view(&r, env.today())?)),
            "lookup" => self.answer(request, |s, r| s.lookup(env, &r)),
            "show" => self.answer(request, |s, r| s.show(env, &r)),
            "history" => self.answer(request, |s, r| s.history(&r)),
            "save" => self.answer(request, |s, r| s.save(env, r)),
            "save_many" => self.answer(request, |s, r| s.save_many(env, r)),
            "delete" => self.answer(request, |s, r| s.remove(env, &r)),
            "restore" => self.answer(request, |s, r| s.restore(env, &r)),
            "attach" => self.answer(request, |s, r| s.attach(env, &r)),
            "attachments" => self.answer(request, |s, r| s.attachments(&r)),
            "attachment_open" => self.answer(request, |s, r| s.attachment_open(env, &r)),
            "attachment_save" => self.answer(request, |s, r| s.attachment_save(env, &r)),
            "closing" => self.answer(request, |s, r| s.closing(env, &r)),
            "close" => self.answer(request, |s, r| s.close(env, &r)),
            "undo" => self.answer(request, |s, r| s.undo(env, &r)),
            "redo" => self.answer(request, |s, _: Nothing| s.redo(env)),
            "actions" => self.answer(request, |s, _: Nothing| s.actions()),
            "findings" => self.answer(request, |s, _: Nothing| s.findings(env)),
            "rule_set" => self.answer(request, |s, r| s.rule_set(env, &r)),
            "quiet" => self.answer(request, |s, _: Nothing| s.quiet(env)),
            "due_notice" => self.answer(request, |s, r| s.due_notice(env, &r)),
            "digest" => self.answer(request, |s, _: Nothing| s.digest(env)),
            "mail_list" => self.answer(request, |s, r| s.mail_list(env, &r)),
            "mail_save" => self.answer(request, |s, r| s.mail_save(env, &r)),
            "mail_link" => self.answer(request, |s, r| s.mail_link(&r)),
            "search" => self.answer(request, |s, r| s.search(&r)),
            "draft_put" => self.answer(request, |s, r: DraftPut| {
                s.read()?
                    .put_draft(&r.key, &r.body.to_string(), env.now())?;
                Ok(Nothing {})
            }),
            "draft_get" => self.answer(request, |s, r: DraftKey| s.draft(&r)),
            "draft_drop" => self.answer(request, |s, r: DraftKey| {
                s.read()?.drop_draft(&r.key)?;
                Ok(Nothing {})
            }),
            "mappings" => self.answer(request, |_, _: Nothing| Ok(crate::imports::mappings())),
            "import_preview" => self.answer(request, |s, r| s.import_preview(env, &r)),
            "import_apply" => self.answer(request, |s, r| s.import_apply(env, &r)),
            "import_sheet_look" => self.answer(request, |s, r| s.import_sheet_look(env, &r)),
            "import_sheet_preview" => self.answer(request, |s, r| s.import_sheet_preview(env, &r)),
            "import_sheet_apply" => self.answer(request, |s, r| s.import_sheet_apply(env, &r)),
            "import_sheet_rejected" => {
                self.answer(request, |s, r| s.import_sheet_rejected(env, &r))
            }
            "return_open" => self.answer(request, |s, r| s.return_open(env, &r)),
            "return_page" => self.answer(request, |s, r| s.return_page(env, &r)),
            "return_answer" => self.answer(request, |s, r| s.return_answer(env, r)),
            "return_submit" => self.answer(request, |s, r| s.return_submit(env, &r)),
            "return_reopen" => self.answer(request, |s, r| s.return_reopen(env, &r)),
            "board_templates" => self.answer(request, |s, _: Nothing| Ok(s.board_templates())),
            "board_start" => self.answer(request, |s, r| s.board_start(env, &r)),
            "board_page" => self.answer(request, |s, r| s.board_page(env, &r)),
            "accountability" => self.answer(request, |s, _: Nothing| s.accountability(env)),
            "meeting_page" => self.answer(request, |s, r| s.meeting_page(env, &r)),
            "meeting_attend" => self.answer(request, |s, r| s.meeting_attend(env, &r)),
            "meeting_rule" => self.answer(request, |s, r| s.meeting_rule(env, &r)),
            "meeting_standing" => self.answer(request, |s, r| s.meeting_standing(env, &r)),
            "meeting_letters" => self.answer(request, |s, r| s.meeting_letters(env, &r)),
            "minutes_step" => self.answer(request, |s, r| s.minutes_step(env, &r)),
            "declare" => self.answer(request, |s, r| s.declare(env, r)),
            "declarations_due" => self.answer(request, |s, _: Nothing| s.declarations_due(env)),
            "declaration_letter" => self.answer(request, |s, r| s.declaration_letter(env, &r)),
            "declaration_form" => self.answer(request, |s, r| s.declaration_form(env, &r)),
            "declaration_asked" => self.answer(request, |s, r| s.declaration_asked(env, &r)),
            "interest_register" => self.answer(request, |s, r| s.interest_register(env, &r)),
            "sign" => self.answer(request, |s, r| s.sign(env, r)),
            "sign_withdraw" => self.answer(request, |s, r| s.sign_withdraw(env, &r)),
            "pack_issue" => self.answer(request, |s, r| s.pack_issue(env, &r)),
            "packs_issued" => self.answer(request, |s, r| s.packs_issued(&r)),
            "pack_parts" => self.answer(request, |s, r| s.pack_parts(&r)),
            "pack" => self.answer(request, |s, r| s.pack(env, &r)),
            "pack_copies" => self.answer(request, |s, r| s.pack_copies(env, &r)),
            "pack_preview" => self.answer(request, |s, r| s.pack_preview(env, &r)),
            "pack_verify" => self.answer(request, |s, r| s.pack_verify(env, &r)),
            "import_book_preview" => self.answer(request, |s, r| s.import_book_preview(env, &r)),
            "import_book_apply" => self.answer(request, |s, r| s.import_book_apply(env, &r)),
            "own_columns" => self.answer(request, |s, r| s.own_columns(&r)),
            "own_value_save" => self.answer(request, |s, r| s.own_value_save(env, &r)),
            "export_table" => self.answer(request, |s, r| s.export_table(env, &r)),
            "export_all" => self.answer(request, |s, r| s.export_all(env, &r)),
            "everything_write" => self.answer(request, |s, r| s.everything_write(env, &r)),
            "calendar_write" => self.answer(request, |s, r| s.calendar_write(env, &r)),
            "calendar_one" => self.answer(request, |s, r| s.calendar_one(env, &r)),
            "sample_open" => self.answer(request, |s, r| s.sample_open(env, &r)),
            "sample_make" => self.answer(request, |s, r| s.sample_make(env, &r)),
            "work_as" => self.answer(request, |s, r| s.work_as(env, &r)),
            "to_settle" => self.answer(request, |s, r| s.to_settle(&r)),
            "settle_page" => self.answer(request, |s, r| s.settle_page(&r)),
            "settle" => self.answer(request, |s, r| s.settle(env, r)),
            "settle_many" => self.answer(request, |s, r| s.settle_many(env, r)),
            "merge_records" => self.answer(request, |s, r| s.merge_records(env, r)),
            "duplicates" => self.answer(request, |s, r| s.duplicates(&r)),
            "merge_many" => self.answer(request, |s, r| s.merge_many(env, r)),
            "keep_apart" => self.answer(request, |s, r| s.keep_apart(env, &r)),
            "practice_passport" => self.answer(request, |s, r| s.practice_passport(env, &r)),
            "stakeholder_page" => self.answer(request, |s, r| s.stakeholder_page(env, &r)),
            "stakeholder_map" => self.answer(request, |s, _: Nothing| s.stakeholder_map(env)),
            "stakeholder_move" => self.answer(request, |s, r| s.stakeholder_move(env, &r)),
            "stakeholder_gaps" => self.answer(request, |s, _: Nothing| s.stakeholder_gaps(env)),
            "survey_results" => self.answer(request, |s, r| s.survey_results(&r)),
            "survey_import" => self.answer(request, |s, r| s.survey_import(env, &r)),
            "check" => self.answer(request, |s, r| s.check(env, &r)),
            "sharing" => self.answer(request, |s, _: Nothing| s.sharing(env)),
            "sharing_settings" => self.answer(request, |s, r| s.sharing_settings(env, &r)),
            "share_preview" => self.answer(request, |s, r| s.share_preview(env, &r)),
            "share_write" => self.answer(request, |s, r| s.share_write(env, &r)),
            "incoming_preview" => self.answer(request, |s, r| s.incoming_preview(env, &r)),
            "incoming_apply" => self.answer(request, |s, r| s.incoming_apply(env, &r)),
            "arrival_undo" => self.answer(request, |s, r| s.arrival_undo(env, &r)),
            "join" => self.answer(request, |s, r| s.join(env, &r)),
            "invite" => self.answer(request, |s, r| s.invite(env, &r)),
            "laptop_admit" => self.answer(request, |s, r| s.laptop_admit(env, &r)),
            "laptop_block" => self.answer(request, |s, r| s.laptop_block(env, &r)),
            "laptop_held" => self.answer(request, |s, r| s.laptop_held(env, &r)),
            "folder_files" => self.answer(request, |s, _: Nothing| s.folder_files(env)),
            "folder_exchange" => self.answer(request, |s, _: Nothing| s.folder_exchange(env)),
            "recovery_words" => self.answer(request, |s, _: Nothing| s.recovery_words(env)),
            "words_save" => self.answer(request, |s, r| s.words_save(env, &r)),
            "recover" => self.answer(request, |s, r| s.recover(env, &r)),
            "copy_preview" => self.answer(request, |s, r| s.copy_preview(env, &r)),
            "copy_send" => self.answer(request, |s, r| s.copy_send(env, &r)),
            "copy_look" => self.answer(request, |s, r| s.copy_look(env, &r)),
            "copy_take" => self.answer(request, |s, r| s.copy_take(env, &r)),
            "partners" => self.answer(request, |s, _: Nothing| s.partners()),
            "partner_admit" => self.answer(request, |s, r| s.partner_admit(env, &r)),
            "partner_block" => self.answer(request, |s, r| s.partner_block(env, &r)),
            "copy_page" => self.answer(request, |s, r| s.copy_page(&r)),
            "copy_say" => self.answer(request, |s, r| s.copy_say(env, &r)),
            "comments_send" => self.answer(request, |s, r| s.comments_send(env, &r)),
            "comments_on" => self.answer(request, |s, r| s.comments_on(&r)),
            "erase_preview" => self.answer(request, |s, r| s.erase_preview(&r)),
            "erase" => self.answer(request, |s, r| s.erase(env, &r)),
            "erasures" => self.answer(request, |s, _: Nothing| s.erasures()),
            "copy_write" => self.answer(request, |s, r| s.copy_write(env, &r)),
            "copy_restore" => self.answer(request, |s, r| s.copy_restore(env, &r)),
            _ => Err(StoreError::refused(
                "unknown_command",
                format!("Hubfolio has no command {name}."),
                "",
            )
            .into()),
        }
    }

    /// Reads the request, does the work, writes the reply.
    fn answer<Q: DeserializeOwned, R: Serialize>(
        &mut self,
        request: Json,
        work: impl FnOnce(&mut Self, Q) -> Reply<R>,
    ) -> Reply<Json> {
        let request = serde_json::from_value(request).map_err(|e| {
            Fault::from(StoreError::refused(
                "bad_request",
                format!("This request can't be read: {e}."),
                "",
            ))
        })?;
        let reply = work(self, request)?;
        serde_json::to_value(reply).map_err(|e| {
            Fault::from(StoreError::refused(
                "bad_reply",
                format!("The answer can't be written: {e}."),
                "",
            ))
        })
    }

    fn draft(&self, key: &DraftKey) -> Reply<Option<Draft>> {
        let found = self.read()?.draft(&key.key)?;
        Ok(found.map(|(body, at)| Draft {
            body: serde_json::from_str(&body).unwrap_or(Json::Null),
            at,
        }))
    }

    fn check(&mut self, env: &dyn Env, request: &CheckRequest) -> Reply<CheckReport> {
        let file = self.opened()?;
        let mut report = file
            .store
            .check_told(&mut |done, total| steps::step(env, done, total, "Checking all edits"))?;
        if request.rebuild {
            let before = file.store.state_hash()?;
            file.store.rebuild(env)?;
            if file.store.state_hash()? == before {
                report.lines.push(
                    "Tables: worked out again from the record of edits, the same as before".into(),
                );
            } else {
                report
                    .lines
                    .push("Tables: worked out again from the record of edits".into());
                report.faults.push(
                    "Tables: they were not what the record of edits says; they are now".into(),
                );
            }
        }
        Ok(CheckReport {
            sound: report.faults.is_empty(),
            lines: report.lines,
            faults: report.faults,
        })
    }
}

fn nothing_open() -> Fault {
    let hint = "Start a new hub, or open the hub file.";
    StoreError::refused("nothing_open", "No hub file is open.", hint).into()
}

#[cfg(test)]
mod attachments_tests;
#[cfg(test)]
mod closing_tests;
#[cfg(test)]
mod desk_tests;
#[cfg(test)]
mod duties_tests;
#[cfg(test)]
mod mail_tests;
#[cfg(test)]
mod stakeholders_tests;
#[cfg(test)]
mod test_laptop;
#[cfg(test)]
mod tests;
