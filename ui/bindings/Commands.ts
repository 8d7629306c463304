// This file was generated from the list of commands in the core. Do not edit it.
import type { AccountabilityPage } from "./AccountabilityPage";
import type { ActionInfo } from "./ActionInfo";
import type { ArrivalUndo } from "./ArrivalUndo";
import type { Attach } from "./Attach";
import type { AttachmentId } from "./AttachmentId";
import type { AttachmentInfo } from "./AttachmentInfo";
import type { AttachmentSave } from "./AttachmentSave";
import type { BoardAsk } from "./BoardAsk";
import type { BoardPage } from "./BoardPage";
import type { BoardStart } from "./BoardStart";
import type { BoardTemplateInfo } from "./BoardTemplateInfo";
import type { BookApply } from "./BookApply";
import type { BookImport } from "./BookImport";
import type { BookPreview } from "./BookPreview";
import type { BroughtIn } from "./BroughtIn";
import type { CalendarDone } from "./CalendarDone";
import type { CalendarOne } from "./CalendarOne";
import type { CalendarWrite } from "./CalendarWrite";
import type { CheckReport } from "./CheckReport";
import type { CheckRequest } from "./CheckRequest";
import type { Close } from "./Close";
import type { Closed } from "./Closed";
import type { ClosingOf } from "./ClosingOf";
import type { ClosingPage } from "./ClosingPage";
import type { CommentInfo } from "./CommentInfo";
import type { CommentsSend } from "./CommentsSend";
import type { CopyDone } from "./CopyDone";
import type { CopyFile } from "./CopyFile";
import type { CopyId } from "./CopyId";
import type { CopyLook } from "./CopyLook";
import type { CopyOf } from "./CopyOf";
import type { CopyPage } from "./CopyPage";
import type { CopyPreview } from "./CopyPreview";
import type { CopyRestore } from "./CopyRestore";
import type { CopySay } from "./CopySay";
import type { CopySend } from "./CopySend";
import type { CopySent } from "./CopySent";
import type { CopyTaken } from "./CopyTaken";
import type { CopyWrite } from "./CopyWrite";
import type { DeclarationDue } from "./DeclarationDue";
import type { DeclarationForm } from "./DeclarationForm";
import type { DeclarationOf } from "./DeclarationOf";
import type { Declare } from "./Declare";
import type { DeclareDone } from "./DeclareDone";
import type { Draft } from "./Draft";
import type { DraftKey } from "./DraftKey";
import type { DraftPut } from "./DraftPut";
import type { DueNotice } from "./DueNotice";
import type { DuplicatesOf } from "./DuplicatesOf";
import type { DuplicatesPage } from "./DuplicatesPage";
import type { EraseDone } from "./EraseDone";
import type { ErasePreview } from "./ErasePreview";
import type { EraseRequest } from "./EraseRequest";
import type { ErasureInfo } from "./ErasureInfo";
import type { EverythingDone } from "./EverythingDone";
import type { EverythingWrite } from "./EverythingWrite";
import type { FileMade } from "./FileMade";
import type { FindingInfo } from "./FindingInfo";
import type { FolderDone } from "./FolderDone";
import type { FolderFile } from "./FolderFile";
import type { GuidePage } from "./GuidePage";
import type { HistoryEntry } from "./HistoryEntry";
import type { HubCreate } from "./HubCreate";
import type { HubOpen } from "./HubOpen";
import type { ImportApply } from "./ImportApply";
import type { ImportPreview } from "./ImportPreview";
import type { ImportRequest } from "./ImportRequest";
import type { Imported } from "./Imported";
import type { Incoming } from "./Incoming";
import type { IncomingApply } from "./IncomingApply";
import type { IncomingPreview } from "./IncomingPreview";
import type { Invite } from "./Invite";
import type { Invited } from "./Invited";
import type { IssuedPackInfo } from "./IssuedPackInfo";
import type { Join } from "./Join";
import type { KeepApart } from "./KeepApart";
import type { KindInfo } from "./KindInfo";
import type { LaptopKey } from "./LaptopKey";
import type { LaptopLost } from "./LaptopLost";
import type { Letter } from "./Letter";
import type { Licence } from "./Licence";
import type { Lookup } from "./Lookup";
import type { LookupHit } from "./LookupHit";
import type { MailDraft } from "./MailDraft";
import type { MailLink } from "./MailLink";
import type { MailList } from "./MailList";
import type { MailListOf } from "./MailListOf";
import type { MailSave } from "./MailSave";
import type { MapPoint } from "./MapPoint";
import type { MappingInfo } from "./MappingInfo";
import type { MeetingAttend } from "./MeetingAttend";
import type { MeetingId } from "./MeetingId";
import type { MeetingLetters } from "./MeetingLetters";
import type { MeetingPage } from "./MeetingPage";
import type { MeetingRule } from "./MeetingRule";
import type { MergeMany } from "./MergeMany";
import type { MergeRecords } from "./MergeRecords";
import type { MergedMany } from "./MergedMany";
import type { MinutesStep } from "./MinutesStep";
import type { MoveOnMap } from "./MoveOnMap";
import type { Nothing } from "./Nothing";
import type { OwnColumnInfo } from "./OwnColumnInfo";
import type { OwnColumnsOf } from "./OwnColumnsOf";
import type { OwnValueSave } from "./OwnValueSave";
import type { PackCopies } from "./PackCopies";
import type { PackCopiesDone } from "./PackCopiesDone";
import type { PackDone } from "./PackDone";
import type { PackIssue } from "./PackIssue";
import type { PackPages } from "./PackPages";
import type { PackParts } from "./PackParts";
import type { PackPartsOf } from "./PackPartsOf";
import type { PackPreview } from "./PackPreview";
import type { PackRequest } from "./PackRequest";
import type { PackVerdict } from "./PackVerdict";
import type { PackVerify } from "./PackVerify";
import type { PacksIssued } from "./PacksIssued";
import type { PartnerAdmit } from "./PartnerAdmit";
import type { PartnerBlock } from "./PartnerBlock";
import type { PartnersPage } from "./PartnersPage";
import type { PassportPage } from "./PassportPage";
import type { Quiet } from "./Quiet";
import type { RecordPage } from "./RecordPage";
import type { RecordRef } from "./RecordRef";
import type { Recover } from "./Recover";
import type { RecoveryWords } from "./RecoveryWords";
import type { RegisterAsk } from "./RegisterAsk";
import type { RegisterPage } from "./RegisterPage";
import type { ReturnAnswer } from "./ReturnAnswer";
import type { ReturnId } from "./ReturnId";
import type { ReturnOpen } from "./ReturnOpen";
import type { ReturnPage } from "./ReturnPage";
import type { ReturnReopen } from "./ReturnReopen";
import type { RuleSet } from "./RuleSet";
import type { SampleMake } from "./SampleMake";
import type { SampleOpen } from "./SampleOpen";
import type { Save } from "./Save";
import type { SaveMany } from "./SaveMany";
import type { Saved } from "./Saved";
import type { SavedMany } from "./SavedMany";
import type { Search } from "./Search";
import type { SearchHit } from "./SearchHit";
import type { Settle } from "./Settle";
import type { SettleMany } from "./SettleMany";
import type { SettlePage } from "./SettlePage";
import type { Settled } from "./Settled";
import type { Share } from "./Share";
import type { SharePreview } from "./SharePreview";
import type { ShareWrite } from "./ShareWrite";
import type { Shared } from "./Shared";
import type { SharingPage } from "./SharingPage";
import type { SharingSettings } from "./SharingSettings";
import type { SheetApply } from "./SheetApply";
import type { SheetImport } from "./SheetImport";
import type { SheetLook } from "./SheetLook";
import type { SheetPreview } from "./SheetPreview";
import type { SheetRejected } from "./SheetRejected";
import type { Sign } from "./Sign";
import type { SignOffInfo } from "./SignOffInfo";
import type { SignWithdraw } from "./SignWithdraw";
import type { StakeholderMap } from "./StakeholderMap";
import type { StakeholderPage } from "./StakeholderPage";
import type { Status } from "./Status";
import type { SurveyId } from "./SurveyId";
import type { SurveyImport } from "./SurveyImport";
import type { SurveyImported } from "./SurveyImported";
import type { SurveyResults } from "./SurveyResults";
import type { TableDone } from "./TableDone";
import type { TableRequest } from "./TableRequest";
import type { TablesDone } from "./TablesDone";
import type { TablesRequest } from "./TablesRequest";
import type { ToSettle } from "./ToSettle";
import type { ToSettleId } from "./ToSettleId";
import type { ToSettleRequest } from "./ToSettleRequest";
import type { Undo } from "./Undo";
import type { Undone } from "./Undone";
import type { ViewPage } from "./ViewPage";
import type { ViewSpec } from "./ViewSpec";
import type { WordsSave } from "./WordsSave";
import type { WorkAs } from "./WorkAs";

export interface Commands {
  /** What is open, by whom, and what can be undone. */
  status: { request: Nothing; reply: Status };
  /** Founds a new hub file in the usual place and opens it. */
  hub_create: { request: HubCreate; reply: Status };
  /** Opens a hub file. */
  hub_open: { request: HubOpen; reply: Status };
  /** The user guide, page by page. */
  guide: { request: Nothing; reply: Array<GuidePage> };
  /** What Hubfolio is built from, with the licences. */
  licences: { request: Nothing; reply: Array<Licence> };
  /** The record kinds with their fields, rules and help. */
  kinds: { request: Nothing; reply: Array<KindInfo> };
  /** One window of a list, with counts. */
  view: { request: ViewSpec; reply: ViewPage };
  /** The candidates for a reference as the person types. */
  lookup: { request: Lookup; reply: Array<LookupHit> };
  /** One record with everything a page shows of it. */
  show: { request: RecordRef; reply: RecordPage };
  /** Every edit of a record, newest first. */
  history: { request: RecordRef; reply: Array<HistoryEntry> };
  /** Creates or changes one record. */
  save: { request: Save; reply: Saved };
  /** Creates or changes many records of a kind as one action; says which cells could not be kept. */
  save_many: { request: SaveMany; reply: SavedMany };
  /** The columns that the hub made itself for the records of a kind. */
  own_columns: { request: OwnColumnsOf; reply: Array<OwnColumnInfo> };
  /** Says something of a record in a column that the hub made itself. */
  own_value_save: { request: OwnValueSave; reply: Saved };
  /** Removes a record; it can be restored. */
  delete: { request: RecordRef; reply: Saved };
  /** Brings a removed record back. */
  restore: { request: RecordRef; reply: Saved };
  /** Attaches a file to a record. */
  attach: { request: Attach; reply: Saved };
  /** The files attached to a record. */
  attachments: { request: RecordRef; reply: Array<AttachmentInfo> };
  /** Puts an attached file where its program can open it, to look at. */
  attachment_open: { request: AttachmentId; reply: FileMade };
  /** Writes an attached file to a place that a person chose. */
  attachment_save: { request: AttachmentSave; reply: FileMade };
  /** What follows when a practice or network closes; nothing is changed. */
  closing: { request: ClosingOf; reply: ClosingPage };
  /** Closes a practice or network and settles what follows, as one edit. */
  close: { request: Close; reply: Closed };
  /** Takes back the last action, or a named one. */
  undo: { request: Undo; reply: Undone };
  /** Takes back the last undo. */
  redo: { request: Nothing; reply: Undone };
  /** The newest actions, for the list of what can be undone. */
  actions: { request: Nothing; reply: Array<ActionInfo> };
  /** What is due, missing or in breach. */
  findings: { request: Nothing; reply: Array<FindingInfo> };
  /** Switches a rule off, puts it off, shows it again or gives it to somebody. */
  rule_set: { request: RuleSet; reply: Saved };
  /** What is switched off or put off. */
  quiet: { request: Nothing; reply: Array<Quiet> };
  /** What is due for one person, as text to send. */
  due_notice: { request: DueNotice; reply: Letter };
  /** What is due for whom and what changed this week, as text to send. */
  digest: { request: Nothing; reply: Letter };
  /** The addresses of the people of a list. */
  mail_list: { request: MailListOf; reply: MailList };
  /** Writes a draft of an e-mail to a file (.eml). */
  mail_save: { request: MailSave; reply: FileMade };
  /** A draft of an e-mail as a link that opens the mail program. */
  mail_link: { request: MailDraft; reply: MailLink };
  /** Search over everything. */
  search: { request: Search; reply: Array<SearchHit> };
  /** Keeps unfinished typing on this laptop. */
  draft_put: { request: DraftPut; reply: Nothing };
  /** Unfinished typing kept earlier, if any. */
  draft_get: { request: DraftKey; reply: Draft | null };
  /** Forgets unfinished typing. */
  draft_drop: { request: DraftKey; reply: Nothing };
  /** The ways a file can be brought in. */
  mappings: { request: Nothing; reply: Array<MappingInfo> };
  /** What an import would do; nothing is written. */
  import_preview: { request: ImportRequest; reply: ImportPreview };
  /** Brings a file in: all of it or nothing. */
  import_apply: { request: ImportApply; reply: Imported };
  /** What any spreadsheet holds, and which columns would fill which fields. */
  import_sheet_look: { request: SheetImport; reply: SheetLook };
  /** What an import of any spreadsheet would do; nothing is written. */
  import_sheet_preview: { request: SheetImport; reply: SheetPreview };
  /** Brings the good rows of any spreadsheet in, as one edit. */
  import_sheet_apply: { request: SheetApply; reply: Imported };
  /** Writes the rows that such an import leaves out to an Excel file, with reasons. */
  import_sheet_rejected: { request: SheetRejected; reply: TableDone };
  /** What an import of several sheets of a file would do; nothing is written. */
  import_book_preview: { request: BookImport; reply: BookPreview };
  /** Brings several sheets of a file in, as one edit. */
  import_book_apply: { request: BookApply; reply: Imported };
  /** Opens a return for a period. */
  return_open: { request: ReturnOpen; reply: ReturnPage };
  /** A return with all its answers. */
  return_page: { request: ReturnId; reply: ReturnPage };
  /** Changes one answer of an open return. */
  return_answer: { request: ReturnAnswer; reply: ReturnPage };
  /** Freezes the figures: hub complete. */
  return_submit: { request: ReturnId; reply: ReturnPage };
  /** Opens the next revision of a submitted return, with a reason. */
  return_reopen: { request: ReturnReopen; reply: ReturnPage };
  /** The usual terms of boards and groups. */
  board_templates: { request: Nothing; reply: Array<BoardTemplateInfo> };
  /** Makes a board with the usual terms and seats of its kind. */
  board_start: { request: BoardStart; reply: Saved };
  /** A board with its seats, members, meetings of a year and where it did not keep to its terms. */
  board_page: { request: BoardAsk; reply: BoardPage };
  /** Who reports to whom. */
  accountability: { request: Nothing; reply: AccountabilityPage };
  /** A meeting with its agenda, who was there, who must leave, actions and minutes. */
  meeting_page: { request: MeetingId; reply: MeetingPage };
  /** Says whether somebody was at a meeting. */
  meeting_attend: { request: MeetingAttend; reply: MeetingPage };
  /** Records what the person in the chair ruled about an interest in an item. */
  meeting_rule: { request: MeetingRule; reply: MeetingPage };
  /** Puts the standing items that are missing on the agenda, as one edit. */
  meeting_standing: { request: MeetingId; reply: MeetingPage };
  /** The texts to send about a meeting, one for each person; nothing is sent. */
  meeting_letters: { request: MeetingLetters; reply: Array<Letter> };
  /** Takes the minutes of a meeting a step further. */
  minutes_step: { request: MinutesStep; reply: MeetingPage };
  /** Records what somebody declares: an interest, none, or no change. */
  declare: { request: Declare; reply: DeclareDone };
  /** The declarations that are due, the most pressing first. */
  declarations_due: { request: Nothing; reply: Array<DeclarationDue> };
  /** The text that asks somebody for a declaration; nothing is sent. */
  declaration_letter: { request: DeclarationOf; reply: Letter };
  /** Writes the form for a declaration as a Word file. */
  declaration_form: { request: DeclarationForm; reply: FileMade };
  /** Notes that somebody was asked for a declaration today, or reminded. */
  declaration_asked: { request: DeclarationOf; reply: Array<DeclarationDue> };
  /** The register of interests, as the members or the public see it. */
  interest_register: { request: RegisterAsk; reply: RegisterPage };
  /** Signs off a record as it stands. */
  sign: { request: Sign; reply: SignOffInfo };
  /** Withdraws a sign-off: a new, visible act. */
  sign_withdraw: { request: SignWithdraw; reply: SignOffInfo };
  /** Sends a pack out: freezes it as the next version. */
  pack_issue: { request: PackIssue; reply: IssuedPackInfo };
  /** The packs that went out, newest first. */
  packs_issued: { request: PacksIssued; reply: Array<IssuedPackInfo> };
  /** The parts of a pack in their order, as they were chosen. */
  pack_parts: { request: PackPartsOf; reply: PackParts };
  /** Writes a pack as PDF, or as one accessible page for a browser. */
  pack: { request: PackRequest; reply: PackDone };
  /** Writes every copy of a meeting's board pack to a new folder, with a list of who gets which. */
  pack_copies: { request: PackCopies; reply: PackCopiesDone };
  /** Pages of a pack as pictures, before it is written. */
  pack_preview: { request: PackPreview; reply: PackPages };
  /** Whether a PDF is a pack exactly as it was made, by whom, and where it was changed. */
  pack_verify: { request: PackVerify; reply: PackVerdict };
  /** Writes a list to a CSV or Excel file: all of its rows, whatever window of it was asked for. */
  export_table: { request: TableRequest; reply: TableDone };
  /** Writes every table to a new folder, a file each. */
  export_all: { request: TablesRequest; reply: TablesDone };
  /** Writes everything to one zip: the hub file, every table, every attached file. */
  everything_write: { request: EverythingWrite; reply: EverythingDone };
  /** Writes what is due to a calendar file (.ics). */
  calendar_write: { request: CalendarWrite; reply: CalendarDone };
  /** Writes one date to a calendar file (.ics). */
  calendar_one: { request: CalendarOne; reply: CalendarDone };
  /** Opens the practice hub, made on the first time. */
  sample_open: { request: SampleOpen; reply: Status };
  /** Writes a practice hub to a file of its own and opens it. */
  sample_make: { request: SampleMake; reply: Status };
  /** Says who works here from now on. */
  work_as: { request: WorkAs; reply: Status };
  /** Checks the open file. */
  check: { request: CheckRequest; reply: CheckReport };
  /** Writes a copy of the hub file and checks it. */
  copy_write: { request: CopyWrite; reply: CopyDone };
  /** Puts a copy back in place of the hub file, which is moved aside, and opens it. */
  copy_restore: { request: CopyRestore; reply: Status };
  /** What an erasure on a person's request would take; nothing is changed. */
  erase_preview: { request: EraseRequest; reply: ErasePreview };
  /** Erases for good, on this laptop now and on the others with the next file for colleagues. */
  erase: { request: EraseRequest; reply: EraseDone };
  /** Everything that was erased, newest first. */
  erasures: { request: Nothing; reply: Array<ErasureInfo> };
  /** Everything about the team's laptops, files for colleagues, and copies. */
  sharing: { request: Nothing; reply: SharingPage };
  /** Changes the settings of sharing. */
  sharing_settings: { request: SharingSettings; reply: SharingPage };
  /** What a file for colleagues would hold; nothing is written. */
  share_preview: { request: Share; reply: SharePreview };
  /** Writes a file for colleagues and reads it back. */
  share_write: { request: ShareWrite; reply: Shared };
  /** What bringing colleagues' files in would do; nothing is written. */
  incoming_preview: { request: Incoming; reply: IncomingPreview };
  /** Brings colleagues' files in: all of it or nothing. */
  incoming_apply: { request: IncomingApply; reply: BroughtIn };
  /** Takes a whole bringing in back, as one edit. */
  arrival_undo: { request: ArrivalUndo; reply: Undone };
  /** Starts on this laptop from a colleague's file, and opens the new hub file. */
  join: { request: Join; reply: Status };
  /** Makes an invitation for one person. */
  invite: { request: Invite; reply: Invited };
  /** Admits a laptop whose check code was compared. */
  laptop_admit: { request: LaptopKey; reply: SharingPage };
  /** Blocks a laptop that was lost or left: later edits from it are held. */
  laptop_block: { request: LaptopKey; reply: LaptopLost };
  /** What a laptop holds as far as known and what it last sent; nothing is changed. */
  laptop_held: { request: LaptopKey; reply: LaptopLost };
  /** Puts new edits into the shared folder and brings in what colleagues put there. */
  folder_exchange: { request: Nothing; reply: FolderDone };
  /** The files of colleagues in the shared folder that wait to be looked at. */
  folder_files: { request: Nothing; reply: Array<FolderFile> };
  /** Makes the recovery words, shown once. */
  recovery_words: { request: Nothing; reply: RecoveryWords };
  /** Writes words that were shown once to a text file. */
  words_save: { request: WordsSave; reply: FileMade };
  /** Uses the recovery words: this laptop may admit laptops again. */
  recover: { request: Recover; reply: SharingPage };
  /** What a copy for another team would take along; nothing is written. */
  copy_preview: { request: CopyOf; reply: CopyPreview };
  /** Writes a copy for another team and reads it back. */
  copy_send: { request: CopySend; reply: CopySent };
  /** What a file from another team says of itself; nothing is taken in. */
  copy_look: { request: CopyFile; reply: CopyLook };
  /** Takes a copy or comments from an admitted team in. */
  copy_take: { request: CopyFile; reply: CopyTaken };
  /** The other teams, what they sent, what they said. */
  partners: { request: Nothing; reply: PartnersPage };
  /** Admits the team and laptop that made a file, after its check code was compared. */
  partner_admit: { request: PartnerAdmit; reply: PartnersPage };
  /** Blocks another team: what it sends from now on is refused. */
  partner_block: { request: PartnerBlock; reply: PartnersPage };
  /** One copy from another team. */
  copy_page: { request: CopyId; reply: CopyPage };
  /** Writes a comment on a copy from another team. */
  copy_say: { request: CopySay; reply: CopyPage };
  /** Writes the comments on a copy to a file for the team that sent it. */
  comments_send: { request: CommentsSend; reply: CopySent };
  /** What other teams said about one of this team's records. */
  comments_on: { request: RecordRef; reply: Array<CommentInfo> };
  /** What waits for a person after files came together. */
  to_settle: { request: ToSettleRequest; reply: Array<ToSettle> };
  /** One thing to settle, its versions side by side. */
  settle_page: { request: ToSettleId; reply: SettlePage };
  /** Settles one thing. */
  settle: { request: Settle; reply: Settled };
  /** Settles many things, as one edit. */
  settle_many: { request: SettleMany; reply: Settled };
  /** Makes one record another name for a second one of the same kind; can be undone. */
  merge_records: { request: MergeRecords; reply: Saved };
  /** The records of a register that may be the same one. */
  duplicates: { request: DuplicatesOf; reply: DuplicatesPage };
  /** Merges groups of records, as one edit. */
  merge_many: { request: MergeMany; reply: MergedMany };
  /** Says of records that they are different ones, as one edit. */
  keep_apart: { request: KeepApart; reply: Saved };
  /** Everything about one stakeholder in one place. */
  stakeholder_page: { request: RecordRef; reply: StakeholderPage };
  /** What the hub knows of one practice, for a visit. */
  practice_passport: { request: RecordRef; reply: PassportPage };
  /** The map of influence and interest. */
  stakeholder_map: { request: Nothing; reply: StakeholderMap };
  /** Moves a stakeholder on the map. */
  stakeholder_move: { request: MoveOnMap; reply: Saved };
  /** Stakeholders who do not stand as the hub would like, the most influential first. */
  stakeholder_gaps: { request: Nothing; reply: Array<MapPoint> };
  /** What a feedback round came to. */
  survey_results: { request: SurveyId; reply: SurveyResults };
  /** Brings in the answers of a feedback round as a survey tool exports them. */
  survey_import: { request: SurveyImport; reply: SurveyImported };
}
