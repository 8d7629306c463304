// The steps that set a hub up, each done or not by what the hub file holds.
import type { Filter } from "../../bindings/Filter";
import type { KindInfo } from "../../bindings/KindInfo";
import { words } from "../words";
import { listOf } from "./areas";
import { inSentence, severalOf } from "./fields";
import type { Route } from "./router";

export interface Step {
  title: string;
  text: string;
  route: Route;
  done: boolean;
  /** `118 practices` once done. */
  result: string;
}

export type Count = (kind: string, filter: Filter | null) => Promise<number>;

const filled = (path: string): Filter => ({ not: { field: { path, op: "empty", value: null } } });

interface Rule {
  words: { title: string; text: string };
  route: Route;
  kind: string;
  filter: Filter | null;
}

function rules(kinds: KindInfo[]): Rule[] {
  const t = words.home.step;
  const has = (name: string): boolean => kinds.some((k) => k.name === name);
  const sizes = kinds.find((k) => k.name === "practice")?.fields.some((f) => f.name === "list_size") ?? false;
  const all: (Rule | false)[] = [
    { words: t.practices, route: { page: "import", mapping: "epraccur" }, kind: "practice", filter: null },
    { words: t.pcns, route: { page: "import", mapping: "pcn-partners" }, kind: "pcn", filter: null },
    sizes && { words: t.sizes, route: { page: "import", mapping: "list-sizes" }, kind: "practice", filter: filled("list_size") },
    { words: t.coverage, route: listOf("pcn_mark"), kind: "pcn_mark", filter: null },
    { words: t.return, route: { page: "returns" }, kind: "return", filter: null },
  ];
  return all.filter((r): r is Rule => r !== false && has(r.kind));
}

export async function readSteps(kinds: KindInfo[], count: Count): Promise<Step[]> {
  return Promise.all(rules(kinds).map(async (rule) => {
    const found = await count(rule.kind, rule.filter);
    const kind = kinds.find((k) => k.name === rule.kind);
    const named = kind && found !== 1 ? severalOf(kind) : inSentence(kind?.one ?? rule.kind);
    const result = found > 0 ? words.home.counted(found, named) : "";
    return { ...rule.words, route: rule.route, done: found > 0, result };
  }));
}
