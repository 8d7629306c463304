// Stands in for src/ipc.ts: answers every command from the invented hub. What is open follows from ?hub= in the address:
// full (usual), empty, none (first run), broken, readonly; ?many=1 has 20,000 people, ?return=ready a return to submit,
// ?team=alone a hub of one laptop, ?settled=1 nothing to settle, ?open=1 nothing personal to send.
import type { ActionInfo } from "../../bindings/ActionInfo";
import { underway } from "../../src/underway.svelte";
import type { Commands } from "../../bindings/Commands";
import type { FindingInfo } from "../../bindings/FindingInfo";
import type { MailDraft } from "../../bindings/MailDraft";
import type { HistoryEntry } from "../../bindings/HistoryEntry";
import type { Status } from "../../bindings/Status";
import type { ChosenFile, Progress, Purpose } from "../../src/ipc";
import { attachments } from "./attachments";
import { attention } from "./attention";
import { boards } from "./boards";
import { closing } from "./closing";
import { copies } from "./copies";
import { mappings, preview } from "./imports";
import { desk } from "./desk";
import { bookPreview, look, sheetPreview } from "./spreadsheets";
import { erasing } from "./erasing";
import { incoming } from "./incoming";
import { guide, licences } from "./guide";
import { kinds } from "./kinds";
import { saveMany } from "./many";
import { makeReturn, settle } from "./returns";
import { sample, type Row, type Tables } from "./sample";
import { settling } from "./settling";
import { sharing } from "./sharing";
import { stakeholders } from "./stakeholders";
import { cell, kindOf, titleOf, view } from "./views";
import { fault, type World } from "./world";

export type { ChosenFile, Progress, Purpose } from "../../src/ipc";

const params = new URLSearchParams(window.location.search);
const mode = params.get("hub") ?? "full";
let tables: Tables = mode === "empty" ? Object.fromEntries(Object.keys(sample()).map((k) => [k, []])) : sample();
if (params.get("many")) tables.person = Array.from({ length: 20_000 }, (_, i) => ({ id: `many-${i}`, name: `Person ${String(i).padStart(5, "0")}`, role: "Nurse", email: null }));
let open = mode !== "none";
let practice = mode === "practice";
let generation = 41;
const page = makeReturn(params.get("return") === "ready");
if (mode !== "empty" && mode !== "none") tables.return = [{ id: page.id, title: page.title, period: page.period, state: page.state_label, revision: 1 }];
/** Columns that the hub made itself. */
const own: Record<string, string[]> = mode === "empty" ? {} : { practice: ["Parking", "Care home round"], person: ["Shoe size"] };
const drafts = new Map<string, { body: Record<string, unknown>; at: number }>();
if (params.get("draft")) drafts.set("practice/practice-3", { at: Date.UTC(2026, 10, 20, 14, 32), body: { telephone: { text: "01632 960999", id: "" } } });
const listeners = new Set<(p: Progress) => void>();
const drops = new Set<(f: ChosenFile) => void>();

const day = 86_400_000;
let actions: ActionInfo[] = mode === "empty" || mode === "none" ? [] : [
  ["Practice “Abbey Road Surgery” edited", 3], ["Import of ePCN_partners.xlsx", 236], ["Import of epraccur.csv", 1534], ["Hub profile edited", 5], ["Hub started", 4],
].map(([label, edits], i) => ({ id: `a${i}`, label: String(label), who: "Eleanor Whitfield", at: Date.UTC(2026, 10, 20, 14, 32) - i * day, edits: Number(edits), undone: i === 3, undoable: true }));

function findings(): FindingInfo[] {
  if (mode === "empty" || mode === "none") return [];
  const small = (tables.pcn ?? []).filter((p) => Number(p.list_size) < 30000 || Number(p.list_size) > 50000).map((p): FindingInfo => ({
    rule: "pcn.size", severity: "note", kind: "pcn", id: p.id, title: String(p.name), due: null, fix: "Check its practices and list sizes; nothing else is needed if they are right.",
    text: `${p.name} has ${Number(p.list_size).toLocaleString("en-GB")} patients; networks usually have 30,000 to 50,000.` }));
  return [...small,
    { rule: "practice.without_pcn", severity: "missing", kind: "practice", id: "practice-33", title: "Moat Road Surgery", due: null,
      text: "Moat Road Surgery is open and belongs to no PCN.", fix: "Record its PCN, or mark it as closed." },
    { rule: "return.open", severity: "due", kind: "return", id: "return-0", title: page.title, due: "2025-10-31", text: "The return for April to September 2025 is not submitted.", fix: "Answer what is left and submit it." }];
}

const status = (): Status => ({
  version: "0.1.0",
  hub: open ? {
    name: "Dene and Vale Training Hub", file: "Dene and Vale.hubfolio", person, read_only: mode === "readonly", sample: practice, generation,
    undo: actions.find((a) => !a.undone)?.label ?? null, redo: null, attention: findings().length, to_settle: toSettle.count(), files_waiting: team.page().folder?.new_files ?? 0, notices: [],
  } : null,
});

function wrote(label: string, edits: number): string {
  generation++;
  const id = `a${generation}`;
  actions = [{ id, label, who: "Eleanor Whitfield", at: Date.now(), edits, undone: false, undoable: true }, ...actions];
  return id;
}

function find(kind: string, id: string): Row {
  return tables[kind]?.find((r) => r.id === id) ?? fault("record_unknown", "There is no such record.", "It may be in another hub file.");
}

function history(kind: string, id: string): HistoryEntry[] {
  const row = find(kind, id);
  return (kindOf(kind)?.fields ?? []).slice(0, 4).map((f, i): HistoryEntry => ({
    at: Date.UTC(2026, 10, 20, 14, 32) - Math.floor(i / 2) * day, who: "Eleanor Whitfield", laptop: "Hub laptop 1", action: `a${Math.floor(i / 2)}`,
    label: i < 2 ? "Practice edited" : "Import of epraccur.csv", field: f.name, field_label: f.label, reason: i === 0 ? "Told by the practice manager" : "",
    old: { value: null, text: "", state: "missing" }, new: cell(tables, f.type, row[f.name]),
  }));
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
let stopped = false;
async function longWork(job: string, what: string): Promise<void> {
  stopped = false;
  for (let done = 0; done <= 118; done += 6) {
    for (const tell of listeners) tell({ job, number: underway.newest(job), done, total: 118, what });
    await pause(params.get("slow") ? 400 : 15);
    if (stopped) fault("stopped", "Stopped.", "Nothing was written.");
  }
}

const toSettle = settling(() => world, mode === "empty" || mode === "none" || params.get("settled") !== null);
const world: World = { params, status, wrote, generation: () => generation, longWork, toSettle: toSettle.count };
const team = sharing(world);
let person = "Eleanor Whitfield";
const files = attachments(world, () => person);

type Handlers = { [N in keyof Commands]: (request: Commands[N]["request"]) => Promise<Commands[N]["reply"]> | Commands[N]["reply"] };

const handlers: Handlers = {
  status: () => (mode === "broken" ? fault("file_damaged", "The hub file is damaged and was moved aside. Nothing was deleted.", "Open a copy of it, or ask whoever looks after your laptop for the newest backup.") : status()),
  hub_create: (r) => {
    if (/taken/.test(r.hub)) fault("file_exists", "There is already a hub file in that place.", "Open it, or choose another place.");
    open = true;
    tables.hub = [{ id: "hub-0", name: r.hub, level: "ics" }];
    return status();
  },
  hub_open: () => { open = true; practice = false; return status(); },
  guide: () => guide,
  licences: () => licences,
  kinds: () => kinds,
  view: async (r) => {
    if (params.get("lost") && "kind" in r.source && r.source.kind === "practice" && r.limit > 0) fault("file_unreadable", "The hub file could not be read.", "Check that its disk is still there.");
    const page = view(tables, r, generation);
    for (const row of page.rows) {
      const marked = toSettle.marked(row.id);
      page.columns.forEach((c, i) => { const cell = row.cells[i]; if (cell && marked.includes(c.path)) cell.state = "versions"; });
    }
    return page;
  },
  lookup: (r) => view(tables, { source: { kind: r.kind }, columns: [], filter: null, sort: [], group: null, search: r.text, offset: 0, limit: r.limit }, generation).rows
    .map((row) => ({ id: row.id, title: row.title, detail: String(tables[r.kind]?.find((x) => x.id === row.id)?.code ?? "") })),
  show: (r) => {
    const info = kindOf(r.kind) ?? fault("kind_unknown", "There is no such record.");
    const row = find(r.kind, r.id);
    const related = kinds.flatMap((k) => k.fields.filter((f) => f.type.is === "ref" && f.type.kind === r.kind).map((f) => {
      const spec = { source: { kind: k.name }, columns: [], filter: { field: { path: f.name, op: "is" as const, value: r.id } }, sort: [], group: null, search: null, offset: 0, limit: 5 };
      return { label: k.many, kind: k.name, field: f.name, view: spec, page: view(tables, spec, generation) };
    }));
    return {
      kind: r.kind, id: r.id, title: titleOf(tables, r.kind, row), removed: row.removed === true, frozen: "", generation, related,
      fields: info.fields.map((f) => ({ name: f.name, cell: cell(tables, f.type, row[f.name]), versions: toSettle.versionsOf(r.id, f.name), paper: null })),
      findings: findings().filter((f) => f.id === r.id),
      own: (own[r.kind] ?? []).map((name, i) => ({ column: name, name, text: String(row[`own.${name}`] ?? (i === 0 ? "Ring the side door" : "")), versions: 1 })),
    };
  },
  history: (r) => history(r.kind, r.id),
  save: (r) => {
    const label = kindOf(r.kind)?.one ?? r.kind;
    if (r.fields.name === "Duplicate") fault("save_refused", "Nothing was saved.", "", [{ field: "name", message: "Another practice has this name. Add the town to tell them apart." }]);
    const id = r.id ?? `${r.kind}-${generation}x`;
    const row: Row = r.id ? find(r.kind, r.id) : { id };
    Object.assign(row, r.fields);
    if (!r.id) tables[r.kind]?.unshift(row);
    const change = wrote(`${label} “${titleOf(tables, r.kind, row)}” ${r.id ? "edited" : "added"}`, Object.keys(r.fields).length);
    return { id, change, touched: [{ kind: r.kind, id }], generation };
  },
  save_many: (r) => saveMany(tables, r, wrote, () => generation),
  delete: (r) => {
    if (r.kind === "attachment" && files.detach(r.id)) return { id: r.id, change: wrote("File removed", 1), touched: [], generation };
    find(r.kind, r.id).removed = true;
    return { id: r.id, change: wrote(`${titleOf(tables, r.kind, find(r.kind, r.id))} removed`, 1), touched: [], generation };
  },
  restore: (r) => { find(r.kind, r.id).removed = false; return { id: r.id, change: wrote(`${titleOf(tables, r.kind, find(r.kind, r.id))} restored`, 1), touched: [], generation }; },
  undo: (r) => {
    const action = actions.find((a) => (r.action ? a.id === r.action : !a.undone)) ?? fault("undo_nothing", "There is nothing to undo.");
    if (action.id === "a2" && !r.partly) fault("later_edits", "Some of these fields were edited later.", "They would stay as they are.");
    action.undone = true;
    generation++;
    return { label: action.label, change: `u${generation}`, restored: action.edits, left: r.partly ? ["Abbey Road Surgery, Telephone: edited on 20 November 2026"] : [], touched: [], generation };
  },
  redo: () => fault("redo_nothing", "There is nothing to redo."),
  actions: () => actions,
  search: (r) => ["practice", "pcn", "person", "place"].flatMap((kind) =>
    view(tables, { source: { kind }, columns: [], filter: null, sort: [], group: null, search: r.text, offset: 0, limit: 20 }, generation).rows
      .map((row) => ({ kind, id: row.id, title: row.title, excerpt: row.cells.slice(1, 4).map((c) => c.text).filter(Boolean).join(" · ") }))),
  draft_put: (r) => { drafts.set(r.key, { body: r.body, at: Date.now() }); return {}; },
  draft_get: (r) => drafts.get(r.key) ?? null,
  draft_drop: (r) => { drafts.delete(r.key); return {}; },
  mappings: () => mappings,
  import_preview: (r) => preview(r.mapping, r.ics, r.file),
  import_apply: async (r) => {
    await longWork("import", "Practices");
    const p = preview(r.request.mapping, r.request.ics ?? "QZZ", r.request.file);
    return { change: wrote(`Import of ${r.request.file}`, 31), summary: "2 practices were added and 7 edited.", counts: p.counts, left_out: p.left_out, generation };
  },
  import_sheet_look: (r) => look(r),
  import_sheet_preview: (r) => sheetPreview(r),
  import_sheet_apply: async (r) => {
    await longWork("import", "People");
    const p = sheetPreview(r.request);
    return { change: wrote(`Import of ${r.request.file}`, 10), summary: p.summary, counts: p.counts, left_out: p.left_out, generation };
  },
  import_book_preview: (r) => bookPreview(r),
  import_book_apply: async (r) => {
    await longWork("import", "People");
    const p = bookPreview(r.request);
    return { change: wrote(`Import of ${r.request.file}`, 20), summary: p.summary, counts: p.counts, left_out: [], generation };
  },
  own_columns: (r) => (own[r.kind] ?? []).map((name) => ({ id: name, path: `own.${name}`, name, heading: name })),
  own_value_save: (r) => { find(r.kind, r.id)[`own.${r.column}`] = r.text; return { id: r.id, change: wrote(`${r.column} edited`, 1), touched: [{ kind: r.kind, id: r.id }], generation }; },
  import_sheet_rejected: (r) => ({ file: r.to, rows: 1 }),
  return_open: () => { tables.return = [{ id: page.id, title: page.title, period: page.period, state: page.state_label, revision: 1 }]; wrote("Return opened", 1); return settle(page); },
  return_page: () => settle(page),
  return_answer: (r) => {
    const a = page.answers.find((x) => x.number === r.number) ?? fault("question_unknown", "There is no such question.");
    if (r.narrative !== null) a.narrative = r.narrative;
    if (r.figure !== null) {
      if (/x/.test(r.figure)) fault("figure_unreadable", "Nothing was saved.", "", [{ field: "figure", message: "Enter a number, such as 12 or 85.5 %." }]);
      a.typed = r.figure; a.figure = r.figure || a.worked_out;
    }
    if (r.figure_reason !== null) a.figure_reason = r.figure_reason;
    wrote(`KPI ${r.number} answered`, 1);
    return settle(page);
  },
  return_submit: () => { Object.assign(page, { frozen: true, state: "hub_complete", state_label: "Hub complete" }); const a = page.answers[0]; if (a) a.later = "19 of 19, 100%"; wrote("Return submitted", 1); return settle(page); },
  return_reopen: () => { Object.assign(page, { frozen: false, state: "open", state_label: "Open", revision: page.revision + 1 }); wrote("Return reopened", 1); return settle(page); },
  sign: (r) => {
    const info = { id: `s${page.sign_offs.length}`, person: r.how === "here" ? "Eleanor Whitfield" : titleOf(tables, "person", { id: "", name: r.person }), role: r.role, how: r.how, day: "22 November 2026",
      laptop: "Hub laptop 1", recorded_by: r.how === "here" ? "" : "Eleanor Whitfield", evidence: r.evidence ?? "", wording: "I confirm that this return is complete and correct.", revision: page.revision, check_code: "7F3A 9C21", intact: true, content_erased: false, withdrawn: false, withdrawn_because: "" };
    page.sign_offs = [info, ...page.sign_offs];
    wrote("Return signed off", 1);
    return info;
  },
  sign_withdraw: (r) => {
    const one = page.sign_offs.find((s) => s.id === r.id) ?? fault("not_found", "There is no such sign-off.");
    one.withdrawn = true;
    wrote("Sign-off withdrawn", 1);
    return one;
  },
  pack_copies: () => ({
    files: [{ file: "members.pdf", pages: 12, bytes: 90_000, signed: false, remarks: [] }], who: [{ person: "Dilys Morgan", copy: "Dilys Morgan’s copy", file: "dilys-morgan.pdf" }],
  }),
  pack_preview: (r) => ({ total: 26, remarks: [], pages: Array.from({ length: Math.min(r.count, 27 - r.from) }, (_, at) =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 595 842" role="img"><rect width="595" height="842" fill="#fff"/><rect width="595" height="96" fill="#005eb8"/><text x="57" y="160" font-size="30" fill="#003087" font-family="Arial">Page ${r.from + at}</text></svg>`) }),
  pack: async (r) => { await longWork("pack", "Pages"); return { file: r.file, pages: 26, bytes: 240_000, signed: page.sign_offs.length > 0, remarks: [] }; },
  pack_verify: async () => {
    await pause(200);
    return mode === "broken"
      ? { standing: "changed", text: "This file was changed since it was made.", what: "KPI return, 2025-26 H1, revision 1, made on 22 November 2025", maker: null, sign_offs: [], differences: ["Page 3", "The attached file return.json"] }
      : {
          standing: "as_made", text: "This file is exactly as Priya’s laptop (Priya Nair) made it.", what: "KPI return, 2025-26 H1, revision 1, made on 22 November 2025",
          maker: { laptop: "Priya’s laptop", person: "Priya Nair", check_code: "violet harbour tractor cinema lantern oblong", standing: "admitted" }, differences: [],
          sign_offs: [{ person: "Rowan Ashdale", role: "Programme manager", day: "22 November 2025", laptop: "Priya’s laptop", wording: "", check_code: "3f9a12cc08de", fits: true, standing: "stands" }],
        };
  },
  export_table: (r) => ({ file: r.file, rows: view(tables, r.view, generation).total }),
  export_all: () => ({ files: [{ file: "practices.csv", rows: 118 }] }),
  check: async () => { await pause(200); return { sound: true, lines: ["1,534 records compared with their history", "File structure"], faults: [] }; },
  ...team,
  ...desk(world, () => { open = true; practice = true; }, (name) => { person = name; generation++; }),
  ...files,
  ...attention(world, () => tables, findings),
  ...boards(world),
  ...closing(world, () => tables),
  ...stakeholders(world, () => tables),
  ...toSettle,
  ...erasing(world),
  ...copies(world),
  ...incoming(world, (key) => team.laptop_admit({ key, reason: null }), (name) => { open = true; person = name; }),
};

export async function call<N extends keyof Commands>(name: N, request: Commands[N]["request"]): Promise<Commands[N]["reply"]> {
  return underway.run(name, async () => {
    await pause(8);
    return structuredClone(await handlers[name](request));
  });
}

const usual: Partial<Record<Purpose, string>> = {
  "import": "epraccur.csv", "bring-in": "Dene-and-Vale_2026-11-21_1740_Priyas-laptop_0032.hubx", "join": "Dene-and-Vale_words.hubx", "shared-folder": "Training hub – shared", "attach": "Lease of Abbey Road.pdf",
};

export async function chooseFile(purpose: Purpose, name = ""): Promise<ChosenFile | null> {
  const chosen = params.get("file") ?? usual[purpose];
  const file = chosen && purpose in usual ? chosen : name || "Copy.hubfolio";
  return { ticket: file, name: file };
}
export async function chooseFiles(purpose: Purpose): Promise<ChosenFile[]> {
  const file = await chooseFile(purpose);
  return file ? [file] : [];
}
export async function openMade(): Promise<void> {}
export async function openMail(draft: MailDraft): Promise<void> { if (draft.text.length > 1500) fault("draft_too_long", "This draft is too long to hand over to the mail program directly. Nothing was opened.", "Copy the addresses and the text, or save the draft as a file and open that."); }
export async function cancelWork(): Promise<void> { stopped = true; }
/** A browser has a size of its own; here it is only noted. */
export async function setZoom(value: number): Promise<void> { document.documentElement.dataset.zoom = String(value); }
export async function ready(): Promise<void> { document.documentElement.dataset.ready = "yes"; }
export async function onProgress(listener: (p: Progress) => void): Promise<() => void> {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
export async function onFilesDropped(listener: (f: ChosenFile) => void): Promise<() => void> {
  drops.add(listener);
  return () => void drops.delete(listener);
}
Object.assign(window, { drop: (name: string) => drops.forEach((tell) => tell({ ticket: name, name })) });
