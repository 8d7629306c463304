// Where each thing that needs attention is put right on the page of its record.
import type { FindingInfo } from "../../bindings/FindingInfo";
import type { Route } from "./router";

export type Mend =
  /** A field to change. */
  | { what: "field"; field: string }
  /** A record to add that points back here. */
  | { what: "add"; kind: string; to: Route }
  /** A list on the page to look at. */
  | { what: "list"; kind: string; part: string }
  | { what: "returns"; to: Route }
  /** The details as a whole. */
  | { what: "edit" };

const fields: Record<string, string> = {
  "practice.without_list_size": "list_size",
  "pcn.without_locality_hub": "locality_hub",
  "hub.contract_unknown": "contract_start",
  "hub.review_due": "next_review",
  "hub.contract_ends": "extended_to",
  "hub.trust_without_safeguards": "host_safeguards",
};

const lists: Record<string, string> = {
  "practice.in_two_pcns": "practice",
  "practice.closed_but_in_pcn": "practice",
  "pcn.size": "pcn",
};

export function mendOf(finding: FindingInfo): Mend {
  const field = fields[finding.rule];
  if (field) return { what: "field", field };
  const pointing = lists[finding.rule];
  if (pointing) return { what: "list", kind: "pcn_membership", part: `related-pcn_membership-${pointing}` };
  switch (finding.rule) {
    case "practice.without_pcn": return { what: "add", kind: "pcn_membership", to: { page: "new", kind: "pcn_membership", fill: { practice: finding.id } } };
    case "hub.return_not_opened": return { what: "returns", to: { page: "returns" } };
    default: return { what: "edit" };
  }
}
