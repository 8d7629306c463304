// A KPI return as a list of tasks.
import type { AnswerCard } from "../../bindings/AnswerCard";
import type { ReturnPage } from "../../bindings/ReturnPage";
import type { ViewSpec } from "../../bindings/ViewSpec";
import type { Route } from "./router";

export type TaskState = "ready" | "figure" | "narrative" | "both" | "frozen";

/** What a question still needs. The core decides whether it is answered; what is empty says what is missing. */
export function taskState(answer: AnswerCard, page: ReturnPage): TaskState {
  if (page.frozen) return "frozen";
  if (!page.todo.some((line) => line.number === answer.number)) return "ready";
  const figure = answer.figure_needed && answer.figure === "";
  const narrative = answer.narrative.trim() === "";
  if (figure === narrative) return "both";
  return figure ? "figure" : "narrative";
}

/** Questions with nothing left to do. */
export function answeredCount(page: ReturnPage): number {
  return page.answers.filter((a) => !page.todo.some((line) => line.number === a.number)).length;
}

/** The questions before and after one. */
export function beside(page: ReturnPage, number: string): { prior: AnswerCard | undefined; next: AnswerCard | undefined } {
  const at = page.answers.findIndex((a) => a.number === number);
  return { prior: at > 0 ? page.answers[at - 1] : undefined, next: at >= 0 ? page.answers[at + 1] : undefined };
}

/** The list that shows the rows behind a figure: the very view that the figure counts. */
export function rowsPlace(spec: ViewSpec, title: string): Route {
  const view = { filter: spec.filter, sort: spec.sort, search: spec.search ?? "", group: "" };
  return "kind" in spec.source
    ? { page: "list", kind: spec.source.kind, view }
    : { page: "rows", set: spec.source.set, params: spec.source.params, title, view };
}

export function narrativeKey(id: string, number: string): string {
  return `return/${id}/kpi-${number}`;
}

/** A file name that every system takes. */
export function fileName(text: string): string {
  return text.replace(/[\\/:*?"<>|]/g, "-").replace(/\s+/g, " ").trim();
}

export type Verdict = "met" | "missed" | "none";

export function verdictOf(answer: AnswerCard): Verdict {
  return answer.verdict === "met" || answer.verdict === "missed" ? answer.verdict : "none";
}

/** What is still to do, one line for each question. */
export function todoByQuestion(page: ReturnPage): { number: string; texts: string[] }[] {
  const lines = new Map<string, string[]>();
  for (const { number, text } of page.todo) lines.set(number, [...(lines.get(number) ?? []), text]);
  return [...lines].map(([number, texts]) => ({ number, texts }));
}
