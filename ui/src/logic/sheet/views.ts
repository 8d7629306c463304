// A list as it was set up, under a name: from what the window shows to what is kept, and back.
import type { ListView } from "../router";
import { address, route } from "../router";
import { columnsFromText, columnsToText, type Setup } from "./columns";

/** A view that only this laptop keeps. */
export interface SavedLook {
  name: string;
  setup: Setup;
  view: ListView;
}

/** The fields of the record that travels to colleagues. */
export function toFields(name: string, kind: string, setup: Setup, view: ListView): Record<string, string | number | null> {
  return {
    name, list: kind, columns: columnsToText(setup), frozen: setup.frozen,
    sort: view.sort.map((s) => (s.descending ? "-" : "") + s.path).join(", ") || null,
    grouped_by: view.group || null,
    filter: view.filter ? JSON.stringify(view.filter) : null,
    search: view.search || null,
  };
}

/** A view from the words of its record. Odd words count for nothing, as in an address. */
export function fromTexts(kind: string, texts: Record<string, string>): SavedLook {
  const entries = { q: texts.search ?? "", sort: (texts.sort ?? "").replace(/\s/g, ""), filter: texts.filter ?? "", group: texts.grouped_by ?? "" };
  const query = Object.entries(entries).filter(([, text]) => text).map(([key, text]) => `${key}=${encodeURIComponent(text)}`).join("&");
  const read = route(`${address({ page: "list", kind, view: { filter: null, sort: [], search: "", group: "" } })}?${query}`);
  const view = read.page === "list" ? read.view : { filter: null, sort: [], search: "", group: "" };
  const frozen = Number(texts.frozen ?? "1");
  return { name: texts.name ?? "", setup: { columns: columnsFromText(texts.columns ?? ""), frozen: Number.isInteger(frozen) ? frozen : 1 }, view };
}
