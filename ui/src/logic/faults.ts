// What went wrong, in the shape the core uses, whatever was thrown.
import type { Fault } from "../../bindings/Fault";
import { words } from "../words";

function looksLikeFault(e: unknown): e is Fault {
  return typeof e === "object" && e !== null && "code" in e && "message" in e
    && typeof e.code === "string" && typeof e.message === "string";
}

/** A fault of the core as it is; anything else as a fault of the window itself. */
export function asFault(e: unknown): Fault {
  if (looksLikeFault(e)) return { ...e, hint: e.hint ?? "" };
  const text = e instanceof Error ? `${e.name}: ${e.message}` : String(e);
  return { code: "window", message: words.fault.window, hint: text };
}

/** Not a failure: the person asked for the work to stop. */
export function wasStopped(fault: Fault): boolean {
  return fault.code === "stopped" || fault.code === "cancelled";
}

/** What "Copy details" puts on the clipboard: nothing personal, enough to find the cause. */
export function faultDetails(fault: Fault, version: string, where: string): string {
  const fields = (fault.fields ?? []).map((f) => `${f.field}: ${f.message}`);
  return [`Hubfolio ${version}`, `Page: ${where}`, `Code: ${fault.code}`, fault.message, fault.hint, ...fields]
    .filter((line) => line !== "").join("\n");
}
