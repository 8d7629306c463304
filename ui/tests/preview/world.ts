// What the parts of the invented hub share.
import type { Status } from "../../bindings/Status";

export interface World {
  params: URLSearchParams;
  status: () => Status;
  /** Notes an edit; the reply names it for undo. */
  wrote: (label: string, edits: number) => string;
  generation: () => number;
  longWork: (job: string, what: string) => Promise<void>;
  toSettle: () => number;
}

export function fault(code: string, message: string, hint = "", fields?: { field: string; message: string }[]): never {
  throw { code, message, hint, ...(fields ? { fields } : {}) };
}
