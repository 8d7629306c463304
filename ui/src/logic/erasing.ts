// An erasure as a person puts it together: what goes, on what ground, who approved it. It knows no screen.
import type { ErasePreview } from "../../bindings/ErasePreview";
import type { EraseRequest } from "../../bindings/EraseRequest";
import type { FieldInfo } from "../../bindings/FieldInfo";
import type { RecordPage } from "../../bindings/RecordPage";
import { erasing as t } from "../words/erasing";
import { blank, type Typed } from "./fields";

/** What is to go. */
export interface What {
  how: "" | "whole" | "some";
  fields: string[];
}

/** The request behind it. */
export interface Order {
  ground: string;
  caseNumber: string;
  approver: Typed;
  sure: boolean;
}

export const noWhat: What = { how: "", fields: [] };
export const noOrder: Order = { ground: "", caseNumber: "", approver: blank, sure: false };

export type Wrong = Record<string, string>;


export function whatIsWrong(what: What): Wrong {
  if (what.how === "") return { how: t.needWhat };
  return what.how === "some" && what.fields.length === 0 ? { fields: t.needFields } : {};
}

/** `twoPeople`: somebody other than the person at the keyboard has to approve it. */
export function orderIsWrong(order: Order, twoPeople: boolean): Wrong {
  const wrong: Wrong = {};
  if (!order.ground.trim()) wrong.ground = t.needGround;
  if (!order.caseNumber.trim()) wrong.case_number = t.needCase;
  if (order.approver.text.trim() && !order.approver.id) wrong.approved_by = t.pickApprover;
  else if (twoPeople && !order.approver.id) wrong.approved_by = t.needApprover;
  if (!order.sure) wrong.sure = t.needSure;
  return wrong;
}

export function requestOf(kind: string, id: string, what: What, order: Order = noOrder): EraseRequest {
  return {
    kind, id, fields: what.how === "some" ? what.fields : [],
    ground: order.ground.trim(), case_number: order.caseNumber.trim(), approved_by: order.approver.id || null,
  };
}

/** Fields that may be chosen, those with something in them first; one that is empty now may have held something before. */
export function choosable(fields: FieldInfo[], page: RecordPage): { name: string; label: string; filled: boolean }[] {
  const known = (name: string): boolean => page.fields.some((f) => f.name === name && f.cell.state === "known");
  const all = fields.map((f) => ({ name: f.name, label: f.label, filled: known(f.name) }));
  return [...all.filter((f) => f.filled), ...all.filter((f) => !f.filled)];
}

/** Nothing is there to go. */
export function isIdle(preview: ErasePreview): boolean {
  return preview.values === 0;
}
