// Many edits at once over the invented hub, cell by cell as the core does it.
import type { CellRefused } from "../../bindings/CellRefused";
import type { SavedMany } from "../../bindings/SavedMany";
import type { SaveMany } from "../../bindings/SaveMany";
import { readField, type Typed } from "../../src/logic/fields";
import type { Row, Tables } from "./sample";
import { cell, kindOf, rowOf, titleOf } from "./views";

export function saveMany(tables: Tables, request: SaveMany, wrote: (label: string, edits: number) => string, generation: () => number): SavedMany {
  const info = kindOf(request.kind);
  const table = (tables[request.kind] ??= []);
  const refused: CellRefused[] = [];
  const examples: SavedMany["examples"] = [];
  let [edited, added] = [0, 0];
  const no = (row: number, field: string, message: string, candidates: CellRefused["candidates"] = []): void => void refused.push({ row, field, message, candidates });
  const ids = request.rows.map((asked, at): string | null => {
    const old = asked.id ? table.find((r) => r.id === asked.id) : undefined;
    const next: Row = { ...(old ?? { id: `${request.kind}-new-${generation()}-${at}` }) };
    for (const [name, value] of Object.entries(asked.fields)) {
      const field = info?.fields.find((f) => f.name === name);
      if (!field || (old && field.fixed)) {
        no(at, name, `${field?.label ?? name} is worked out from other records and can't be typed.`);
        continue;
      }
      let typed: Typed = { text: value === null ? "" : String(value), id: "" };
      if (field.type.is === "ref" && typed.text) {
        const kind = field.type.kind;
        const named = (tables[kind] ?? []).filter((r) => r.id === typed.text || titleOf(tables, kind, r).toLowerCase() === typed.text.toLowerCase());
        if (named.length > 1) {
          no(at, name, `${field.label}: there is more than one “${typed.text}”. Choose which one is meant.`, named.map((r) => ({ id: r.id, title: titleOf(tables, kind, r), detail: String(r.role ?? r.code ?? "") })));
          continue;
        }
        typed = { text: typed.text, id: named[0]?.id ?? "" };
      }
      if (field.type.is === "choice" && !field.type.open && typed.text) {
        const option = field.type.options.find((o) => o.value === typed.text || o.label.toLowerCase() === typed.text.toLowerCase());
        if (!option) {
          no(at, name, `${field.label} must be one of: ${field.type.options.map((o) => o.label).join(", ")}.`);
          continue;
        }
        typed = { text: option.value, id: "" };
      }
      if (field.type.is === "yes_no") typed = { text: typed.text.toLowerCase(), id: "" };
      const read = readField(field, typed, "2026-11-22");
      if ("error" in read) {
        no(at, name, `${read.error}.`);
        continue;
      }
      const before = cell(tables, field.type, old?.[name]);
      next[name] = read.value;
      const after = cell(tables, field.type, read.value);
      if (before.text !== after.text) {
        edited++;
        examples.push({ row: at, title: old ? titleOf(tables, request.kind, old) : "", field: name, before, after });
      }
    }
    const missing = old ? [] : (info?.fields ?? []).filter((f) => f.required && !f.fixed && !next[f.name]);
    for (const f of missing) no(at, f.name, `${f.label} is missing.`);
    if (missing.length > 0) return null;
    if (request.dry_run) return next.id;
    if (old) Object.assign(old, next);
    else table.push(next);
    if (!old) added++;
    return next.id;
  });
  const many = request.rows.length === 1 ? "1 record" : `${request.rows.length} records`;
  const change = request.dry_run || edited === 0 ? "" : wrote(request.how === "paste" ? `Paste of ${many}` : `Change ${many}`, edited);
  const shown = request.columns.length === 0 || request.dry_run ? [] : ids.filter((id) => id !== null).map((id) => rowOf(tables, request.kind, table.find((r) => r.id === id), request.columns));
  return { change, ids, edited, added, refused, rows: shown, examples: request.dry_run ? examples.slice(0, 100) : [], generation: generation() };
}
