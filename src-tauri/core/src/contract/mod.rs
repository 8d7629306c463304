//! The list of commands: what a window or a script may ask of the core, each as `name(Request) -> Reply`.
//!
//! The router and the TypeScript of `ui/bindings/Commands.ts` both come from the list below, so the two sides
//! cannot drift apart. This room translates; it decides nothing.

mod attachments;
mod attention;
mod boards;
mod closing;
mod desk;
mod duplicates;
mod erasures;
mod exports;
mod fault;
mod folder;
mod guide;
mod hub;
mod imports;
mod interests;
mod issued;
mod mail;
mod many;
mod meetings;
mod own;
mod packets;
mod packs;
mod papers;
mod records;
mod returns;
mod sharing;
mod spreadsheets;
mod stakeholders;
mod versions;
mod view;
mod workbooks;

pub use attachments::*;
pub use attention::*;
pub use boards::*;
pub use closing::*;
pub use desk::*;
pub use duplicates::*;
pub use erasures::*;
pub use exports::*;
pub use fault::{Fault, FieldFault};
pub use folder::*;
pub use guide::*;
pub use hub::*;
pub use imports::*;
pub use interests::*;
pub use issued::*;
pub use mail::*;
pub use many::*;
pub use meetings::*;
pub use own::*;
pub use packets::*;
pub use packs::*;
pub use papers::*;
pub use records::*;
pub use returns::*;
pub use sharing::*;
pub use spreadsheets::*;
pub use stakeholders::*;
pub use versions::*;
pub use view::*;
pub use workbooks::*;

/// Declares the commands once; see [`COMMANDS`].
macro_rules! commands {
    ($( $(#[doc = $help:literal])* $name:ident ( $request:ty ) -> $reply:ty ; )*) => {
        /// Every command with its help text, the TypeScript name of its request and of its reply.
        pub fn commands() -> Vec<CommandInfo> {
            vec![$( CommandInfo {
                name: stringify!($name),
                help: concat!($($help),*).trim(),
                request: <$request as ts_rs::TS>::name(&ts_rs::Config::default()),
                reply: <$reply as ts_rs::TS>::name(&ts_rs::Config::default()),
            } ),*]
        }
    };
}

/// One line of the list of commands.
pub struct CommandInfo {
    /// The name a caller uses.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub help: &'static str,
    /// TypeScript name of the request.
    pub request: String,
    /// TypeScript name of the reply.
    pub reply: String,
}

commands! {
    /// What is open, by whom, and what can be undone.
    status(Nothing) -> Status;
    /// Founds a new hub file in the usual place and opens it.
    hub_create(HubCreate) -> Status;
    /// Opens a hub file.
    hub_open(HubOpen) -> Status;
    /// The user guide, page by page.
    guide(Nothing) -> Vec<GuidePage>;
    /// What Hubfolio is built from, with the licences.
    licences(Nothing) -> Vec<Licence>;
    /// The record kinds with their fields, rules and help.
    kinds(Nothing) -> Vec<KindInfo>;
    /// One window of a list, with counts.
    view(ViewSpec) -> ViewPage;
    /// The candidates for a reference as the person types.
    lookup(Lookup) -> Vec<LookupHit>;
    /// One record with everything a page shows of it.
    show(RecordRef) -> RecordPage;
    /// Every edit of a record, newest first.
    history(RecordRef) -> Vec<HistoryEntry>;
    /// Creates or changes one record.
    save(Save) -> Saved;
    /// Creates or changes many records of a kind as one action; says which cells could not be kept.
    save_many(SaveMany) -> SavedMany;
    /// The columns that the hub made itself for the records of a kind.
    own_columns(OwnColumnsOf) -> Vec<OwnColumnInfo>;
    /// Says something of a record in a column that the hub made itself.
    own_value_save(OwnValueSave) -> Saved;
    /// Removes a record; it can be restored.
    delete(RecordRef) -> Saved;
    /// Brings a removed record back.
    restore(RecordRef) -> Saved;
    /// Attaches a file to a record.
    attach(Attach) -> Saved;
    /// The files attached to a record.
    attachments(RecordRef) -> Vec<AttachmentInfo>;
    /// Puts an attached file where its program can open it, to look at.
    attachment_open(AttachmentId) -> FileMade;
    /// Writes an attached file to a place that a person chose.
    attachment_save(AttachmentSave) -> FileMade;
    /// What follows when a practice or network closes; nothing is changed.
    closing(ClosingOf) -> ClosingPage;
    /// Closes a practice or network and settles what follows, as one edit.
    close(Close) -> Closed;
    /// Takes back the last action, or a named one.
    undo(Undo) -> Undone;
    /// Takes back the last undo.
    redo(Nothing) -> Undone;
    /// The newest actions, for the list of what can be undone.
    actions(Nothing) -> Vec<ActionInfo>;
    /// What is due, missing or in breach.
    findings(Nothing) -> Vec<FindingInfo>;
    /// Switches a rule off, puts it off, shows it again or gives it to somebody.
    rule_set(RuleSet) -> Saved;
    /// What is switched off or put off.
    quiet(Nothing) -> Vec<Quiet>;
    /// What is due for one person, as text to send.
    due_notice(DueNotice) -> Letter;
    /// What is due for whom and what changed this week, as text to send.
    digest(Nothing) -> Letter;
    /// The addresses of the people of a list.
    mail_list(MailListOf) -> MailList;
    /// Writes a draft of an e-mail to a file (.eml).
    mail_save(MailSave) -> FileMade;
    /// A draft of an e-mail as a link that opens the mail program.
    mail_link(MailDraft) -> MailLink;
    /// Search over everything.
    search(Search) -> Vec<SearchHit>;
    /// Keeps unfinished typing on this laptop.
    draft_put(DraftPut) -> Nothing;
    /// Unfinished typing kept earlier, if any.
    draft_get(DraftKey) -> Option<Draft>;
    /// Forgets unfinished typing.
    draft_drop(DraftKey) -> Nothing;
    /// The ways a file can be brought in.
    mappings(Nothing) -> Vec<MappingInfo>;
    /// What an import would do; nothing is written.
    import_preview(ImportRequest) -> ImportPreview;
    /// Brings a file in: all of it or nothing.
    import_apply(ImportApply) -> Imported;
    /// What any spreadsheet holds, and which columns would fill which fields.
    import_sheet_look(SheetImport) -> SheetLook;
    /// What an import of any spreadsheet would do; nothing is written.
    import_sheet_preview(SheetImport) -> SheetPreview;
    /// Brings the good rows of any spreadsheet in, as one edit.
    import_sheet_apply(SheetApply) -> Imported;
    /// Writes the rows that such an import leaves out to an Excel file, with reasons.
    import_sheet_rejected(SheetRejected) -> TableDone;
    /// What an import of several sheets of a file would do; nothing is written.
    import_book_preview(BookImport) -> BookPreview;
    /// Brings several sheets of a file in, as one edit.
    import_book_apply(BookApply) -> Imported;
    /// Opens a return for a period.
    return_open(ReturnOpen) -> ReturnPage;
    /// A return with all its answers.
    return_page(ReturnId) -> ReturnPage;
    /// Changes one answer of an open return.
    return_answer(ReturnAnswer) -> ReturnPage;
    /// Freezes the figures: hub complete.
    return_submit(ReturnId) -> ReturnPage;
    /// Opens the next revision of a submitted return, with a reason.
    return_reopen(ReturnReopen) -> ReturnPage;
    /// The usual terms of boards and groups.
    board_templates(Nothing) -> Vec<BoardTemplateInfo>;
    /// Makes a board with the usual terms and seats of its kind.
    board_start(BoardStart) -> Saved;
    /// A board with its seats, members, meetings of a year and where it did not keep to its terms.
    board_page(BoardAsk) -> BoardPage;
    /// Who reports to whom.
    accountability(Nothing) -> AccountabilityPage;
    /// A meeting with its agenda, who was there, who must leave, actions and minutes.
    meeting_page(MeetingId) -> MeetingPage;
    /// Says whether somebody was at a meeting.
    meeting_attend(MeetingAttend) -> MeetingPage;
    /// Records what the person in the chair ruled about an interest in an item.
    meeting_rule(MeetingRule) -> MeetingPage;
    /// Puts the standing items that are missing on the agenda, as one edit.
    meeting_standing(MeetingId) -> MeetingPage;
    /// The texts to send about a meeting, one for each person; nothing is sent.
    meeting_letters(MeetingLetters) -> Vec<Letter>;
    /// Takes the minutes of a meeting a step further.
    minutes_step(MinutesStep) -> MeetingPage;
    /// Records what somebody declares: an interest, none, or no change.
    declare(Declare) -> DeclareDone;
    /// The declarations that are due, the most pressing first.
    declarations_due(Nothing) -> Vec<DeclarationDue>;
    /// The text that asks somebody for a declaration; nothing is sent.
    declaration_letter(DeclarationOf) -> Letter;
    /// Writes the form for a declaration as a Word file.
    declaration_form(DeclarationForm) -> FileMade;
    /// Notes that somebody was asked for a declaration today, or reminded.
    declaration_asked(DeclarationOf) -> Vec<DeclarationDue>;
    /// The register of interests, as the members or the public see it.
    interest_register(RegisterAsk) -> RegisterPage;
    /// Signs off a record as it stands.
    sign(Sign) -> SignOffInfo;
    /// Withdraws a sign-off: a new, visible act.
    sign_withdraw(SignWithdraw) -> SignOffInfo;
    /// Sends a pack out: freezes it as the next version.
    pack_issue(PackIssue) -> IssuedPackInfo;
    /// The packs that went out, newest first.
    packs_issued(PacksIssued) -> Vec<IssuedPackInfo>;
    /// The parts of a pack in their order, as they were chosen.
    pack_parts(PackPartsOf) -> PackParts;
    /// Writes a pack as PDF, or as one accessible page for a browser.
    pack(PackRequest) -> PackDone;
    /// Writes every copy of a meeting's board pack to a new folder, with a list of who gets which.
    pack_copies(PackCopies) -> PackCopiesDone;
    /// Pages of a pack as pictures, before it is written.
    pack_preview(PackPreview) -> PackPages;
    /// Whether a PDF is a pack exactly as it was made, by whom, and where it was changed.
    pack_verify(PackVerify) -> PackVerdict;
    /// Writes a list to a CSV or Excel file: all of its rows, whatever window of it was asked for.
    export_table(TableRequest) -> TableDone;
    /// Writes every table to a new folder, a file each.
    export_all(TablesRequest) -> TablesDone;
    /// Writes everything to one zip: the hub file, every table, every attached file.
    everything_write(EverythingWrite) -> EverythingDone;
    /// Writes what is due to a calendar file (.ics).
    calendar_write(CalendarWrite) -> CalendarDone;
    /// Writes one date to a calendar file (.ics).
    calendar_one(CalendarOne) -> CalendarDone;
    /// Opens the practice hub, made on the first time.
    sample_open(SampleOpen) -> Status;
    /// Writes a practice hub to a file of its own and opens it.
    sample_make(SampleMake) -> Status;
    /// Says who works here from now on.
    work_as(WorkAs) -> Status;
    /// Checks the open file.
    check(CheckRequest) -> CheckReport;
    /// Writes a copy of the hub file and checks it.
    copy_write(CopyWrite) -> CopyDone;
    /// Puts a copy back in place of the hub file, which is moved aside, and opens it.
    copy_restore(CopyRestore) -> Status;
    /// What an erasure on a person's request would take; nothing is changed.
    erase_preview(EraseRequest) -> ErasePreview;
    /// Erases for good, on this laptop now and on the others with the next file for colleagues.
    erase(EraseRequest) -> EraseDone;
    /// Everything that was erased, newest first.
    erasures(Nothing) -> Vec<ErasureInfo>;
    /// Everything about the team's laptops, files for colleagues, and copies.
    sharing(Nothing) -> SharingPage;
    /// Changes the settings of sharing.
    sharing_settings(SharingSettings) -> SharingPage;
    /// What a file for colleagues would hold; nothing is written.
    share_preview(Share) -> SharePreview;
    /// Writes a file for colleagues and reads it back.
    share_write(ShareWrite) -> Shared;
    /// What bringing colleagues' files in would do; nothing is written.
    incoming_preview(Incoming) -> IncomingPreview;
    /// Brings colleagues' files in: all of it or nothing.
    incoming_apply(IncomingApply) -> BroughtIn;
    /// Takes a whole bringing in back, as one edit.
    arrival_undo(ArrivalUndo) -> Undone;
    /// Starts on this laptop from a colleague's file, and opens the new hub file.
    join(Join) -> Status;
    /// Makes an invitation for one person.
    invite(Invite) -> Invited;
    /// Admits a laptop whose check code was compared.
    laptop_admit(LaptopKey) -> SharingPage;
    /// Blocks a laptop that was lost or left: later edits from it are held.
    laptop_block(LaptopKey) -> LaptopLost;
    /// What a laptop holds as far as known and what it last sent; nothing is changed.
    laptop_held(LaptopKey) -> LaptopLost;
    /// Puts new edits into the shared folder and brings in what colleagues put there.
    folder_exchange(Nothing) -> FolderDone;
    /// The files of colleagues in the shared folder that wait to be looked at.
    folder_files(Nothing) -> Vec<FolderFile>;
    /// Makes the recovery words, shown once.
    recovery_words(Nothing) -> RecoveryWords;
    /// Writes words that were shown once to a text file.
    words_save(WordsSave) -> FileMade;
    /// Uses the recovery words: this laptop may admit laptops again.
    recover(Recover) -> SharingPage;
    /// What a copy for another team would take along; nothing is written.
    copy_preview(CopyOf) -> CopyPreview;
    /// Writes a copy for another team and reads it back.
    copy_send(CopySend) -> CopySent;
    /// What a file from another team says of itself; nothing is taken in.
    copy_look(CopyFile) -> CopyLook;
    /// Takes a copy or comments from an admitted team in.
    copy_take(CopyFile) -> CopyTaken;
    /// The other teams, what they sent, what they said.
    partners(Nothing) -> PartnersPage;
    /// Admits the team and laptop that made a file, after its check code was compared.
    partner_admit(PartnerAdmit) -> PartnersPage;
    /// Blocks another team: what it sends from now on is refused.
    partner_block(PartnerBlock) -> PartnersPage;
    /// One copy from another team.
    copy_page(CopyId) -> CopyPage;
    /// Writes a comment on a copy from another team.
    copy_say(CopySay) -> CopyPage;
    /// Writes the comments on a copy to a file for the team that sent it.
    comments_send(CommentsSend) -> CopySent;
    /// What other teams said about one of this team's records.
    comments_on(RecordRef) -> Vec<CommentInfo>;
    /// What waits for a person after files came together.
    to_settle(ToSettleRequest) -> Vec<ToSettle>;
    /// One thing to settle, its versions side by side.
    settle_page(ToSettleId) -> SettlePage;
    /// Settles one thing.
    settle(Settle) -> Settled;
    /// Settles many things, as one edit.
    settle_many(SettleMany) -> Settled;
    /// Makes one record another name for a second one of the same kind; can be undone.
    merge_records(MergeRecords) -> Saved;
    /// The records of a register that may be the same one.
    duplicates(DuplicatesOf) -> DuplicatesPage;
    /// Merges groups of records, as one edit.
    merge_many(MergeMany) -> MergedMany;
    /// Says of records that they are different ones, as one edit.
    keep_apart(KeepApart) -> Saved;
    /// Everything about one stakeholder in one place.
    stakeholder_page(RecordRef) -> StakeholderPage;
    /// What the hub knows of one practice, for a visit.
    practice_passport(RecordRef) -> PassportPage;
    /// The map of influence and interest.
    stakeholder_map(Nothing) -> StakeholderMap;
    /// Moves a stakeholder on the map.
    stakeholder_move(MoveOnMap) -> Saved;
    /// Stakeholders who do not stand as the hub would like, the most influential first.
    stakeholder_gaps(Nothing) -> Vec<MapPoint>;
    /// What a feedback round came to.
    survey_results(SurveyId) -> SurveyResults;
    /// Brings in the answers of a feedback round as a survey tool exports them.
    survey_import(SurveyImport) -> SurveyImported;
}

/// The commands as a TypeScript type, so that a call with the wrong request does not compile.
pub fn commands_typescript() -> String {
    let mut names = std::collections::BTreeSet::new();
    let mut body = String::new();
    for c in commands() {
        for text in [&c.request, &c.reply] {
            for word in text.split(|ch: char| !ch.is_alphanumeric()) {
                if !matches!(word, "" | "Array" | "null") {
                    names.insert(word.to_owned());
                }
            }
        }
        body += &format!(
            "  /** {} */\n  {}: {{ request: {}; reply: {} }};\n",
            c.help, c.name, c.request, c.reply
        );
    }
    let imports: String = names
        .iter()
        .map(|n| format!("import type {{ {n} }} from \"./{n}\";\n"))
        .collect();
    format!(
        "// This file was generated from the list of commands in the core. Do not edit it.\n{imports}\nexport interface Commands {{\n{body}}}\n"
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    /// ts-rs writes the other bindings when the tests run; this one goes with them.
    #[test]
    fn the_window_gets_the_list_of_commands() {
        let dir = std::env::var("TS_RS_EXPORT_DIR").unwrap();
        let text = super::commands_typescript();
        assert!(text.contains("view: { request: ViewSpec; reply: ViewPage }"));
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(std::path::Path::new(&dir).join("Commands.ts"), text).unwrap();
    }
}
