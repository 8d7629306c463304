// Whose each matter is, what is switched off, texts to send and lists of addresses, invented. ?mine=1 gives some to who works here.
import type { Commands } from "../../bindings/Commands";
import type { FindingInfo } from "../../bindings/FindingInfo";
import type { Quiet } from "../../bindings/Quiet";
import type { Tables } from "./sample";
import { fault, type World } from "./world";

type Names = "findings" | "rule_set" | "quiet" | "due_notice" | "digest" | "mail_list" | "mail_save" | "mail_link";
type Handlers = { [N in Names]: (r: Commands[N]["request"]) => Commands[N]["reply"] };

export function attention(world: World, tables: () => Tables, all: () => FindingInfo[]): Handlers {
  const quiet: Quiet[] = [];
  const owned = new Map<string, { id: string; name: string; me: boolean }>();
  const mine = world.params.get("mine") !== null;
  if (mine) {
    owned.set("return.open", { id: "person-0", name: "Eleanor Whitfield", me: true });
    owned.set("pcn.size", { id: "person-1", name: "Priya Nair", me: false });
  }
  const hidden = (f: FindingInfo): boolean => quiet.some((q) => q.rule === f.rule && (q.record === null || q.record === f.id));
  const findings = (): FindingInfo[] => all().filter((f) => !hidden(f)).map((f) => {
    const owner = owned.get(`${f.rule}/${f.id}`) ?? owned.get(f.rule);
    return owner ? { ...f, owner } : f;
  });
  const people = [{ name: "Priya Nair", email: "priya.nair@example.nhs.uk" }];
  return {
    findings,
    quiet: () => quiet,
    rule_set: (r) => {
      if ((r.what === "off" || r.what === "snooze") && !r.reason) fault("invalid", "Nothing was saved.", "", [{ field: "reason", message: "Say why it is switched off or put off." }]);
      const at = quiet.findIndex((q) => q.rule === r.rule && q.record === (r.record ?? null));
      if (at >= 0) quiet.splice(at, 1);
      if (r.what === "off" || r.what === "snooze") {
        const hides = findings().filter((f) => f.rule === r.rule && (!r.record || f.id === r.record));
        quiet.push({ rule: r.rule, kind: r.kind, record: r.record, title: r.record ? (hides[0]?.title ?? "") : "", until: r.what === "snooze" ? "2026-12-31" : null, reason: r.reason ?? "",
          who: "Eleanor Whitfield", at: Date.UTC(2026, 10, 22, 9, 30), hides: hides.length });
      }
      if (r.what === "owner") owned.set(r.record ? `${r.rule}/${r.record}` : r.rule, { id: r.owner ?? "", name: "Priya Nair", me: false });
      return { id: "rule-0", change: world.wrote("Reminder changed", 2), touched: [], generation: world.generation() };
    },
    due_notice: () => ({ subject: "Due at Dene and Vale Training Hub: 22 November 2026", people, without: [],
      text: "Dear Priya Nair,\n\nThis is due at Dene and Vale Training Hub by 22 December 2026:\n\n- 10 December 2026: The contract is reviewed. Prepare the review." }),
    digest: () => ({ subject: "Dene and Vale Training Hub: week from 22 November 2026", people, without: [{ id: "person-2", title: "Sam Reeve", detail: "" }],
      text: "Dene and Vale Training Hub: week from 22 November 2026\n\nDue by 29 November 2026\n- Nothing.\n\nChanged in the past week\n- Import of epraccur.csv (Eleanor Whitfield)" }),
    mail_list: (r) => {
      const rows = (tables().person ?? []).filter((p) => r.ids.length === 0 || r.ids.includes(p.id));
      const has = rows.filter((p) => p.email);
      return { people: has.map((p) => ({ name: String(p.name), email: String(p.email) })), without: rows.filter((p) => !p.email).map((p) => ({ id: p.id, title: String(p.name), detail: "" })), shared: 0 };
    },
    mail_save: (r) => ({ file: r.file, name: r.file, bytes: 2_000 }),
    mail_link: () => ({ link: "mailto:" }),
  };
}
