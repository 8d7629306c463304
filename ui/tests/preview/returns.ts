// The return of the invented hub.
import type { AnswerCard } from "../../bindings/AnswerCard";
import type { ReturnPage } from "../../bindings/ReturnPage";
import type { ViewSpec } from "../../bindings/ViewSpec";

const questions: [string, string, string, string][] = [
  ["1", "PCNs offered workforce-planning support", "percentage", "What share of PCNs was offered support on workforce planning, advice and identification of needs?"],
  ["2", "Nurses and AHPs offered CPD funding", "percentage", "What share of nurses and allied health professionals was offered CPD funding?"],
  ["3", "Take-up of CPD funding", "change", "By how much did take-up of CPD funding by nurses and AHPs rise?"],
  ["4", "Workforce offered hub training", "percentage", "What share of the primary care workforce was offered training by the hub?"],
  ["5", "Professions in training", "breakdown", "Which professions took part in training?"],
  ["6", "Non-clinical apprenticeships", "count", "How many non-clinical apprenticeships were supported?"],
  ["7", "Clinical apprenticeships", "count", "How many clinical apprenticeships were supported?"],
  ["8", "PCNs using library services", "percentage", "What share of PCNs uses knowledge and library services?"],
  ["9", "EDI strategy and plan", "narrative", "How does the hub’s equality, diversity and inclusion plan support that of the system?"],
  ["10", "Training on health inequalities", "narrative", "Which education and training reduced health inequalities?"],
  ["11", "EDI events", "count", "How many EDI events supported the system’s strategy?"],
  ["12", "Differential attainment", "narrative", "How did the hub work with leads for differential attainment?"],
  ["13a", "Quality concerns raised", "count", "How many quality concerns were raised?"],
  ["13b", "Complaints received", "count", "How many complaints were received?"],
  ["14", "Growth in placements", "change", "By how much did placements grow?"],
  ["15", "Placements for all professions", "breakdown", "To which professions were practice placements offered?"],
  ["16", "Placements meeting standards", "percentage", "What share of placements meets the standards of regulators and the quality framework?"],
  ["17", "Growth in approved educators", "change", "By how much did the number of approved educators and supervisors grow?"],
  ["18", "Educators with update training", "count", "How many educators and supervisors attended update training?"],
  ["19", "PCNs engaged on new roles", "percentage", "What share of PCNs actively promotes new roles and new ways of working?"],
  ["20", "Newly qualified staff supported", "count", "How many newly qualified professionals were supported into a primary care role?"],
];

const rows = (number: string, side: string): ViewSpec => ({
  source: { set: `kpi.${number}.${side}`, params: { from: "2025-04-01", to: "2025-09-30" } },
  columns: [], filter: null, sort: [], group: null, search: null, offset: 0, limit: 100,
});

const worked: Record<string, Partial<AnswerCard>> = {
  "1": { worked_out: "18 of 19, 94.7%", figure: "18 of 19, 94.7%", target: "100% by year 3", baseline: "61% on 1 April 2022", previous: "84.2%", verdict: "missed",
    verdict_text: "One network short of the target. The narrative needs to say why and what follows.",
    formula: "PCNs with the mark “Workforce-planning support offered” from a date on or before 30 September 2025, divided by PCNs with at least one open practice on that day." },
  "8": { worked_out: "11 of 19, 57.9%", figure: "11 of 19, 57.9%", target: "55%", previous: "52.6%", verdict: "met", verdict_text: "2.9 points above the target.",
    formula: "PCNs with the mark “Uses library and knowledge services” valid on any day of the period, divided by PCNs with at least one open practice on 30 September 2025." },
  "19": { worked_out: "6 of 19, 31.6%", figure: "7 of 19, 36.8%", typed: "7 of 19", figure_reason: "Saxon Fields started in September; its mark is recorded from October.", previous: "21.1%",
    formula: "PCNs with the mark “Engaged on new roles” valid on any day of the period, divided by PCNs with at least one open practice on 30 September 2025." },
};

export function makeReturn(full: boolean): ReturnPage {
  const answers = questions.map(([number, title, kind, question], i) => ({
    number, title, question, kind, formula: "", worked_out: "", figure: "", typed: "", figure_reason: "", figure_needed: kind !== "narrative", narrative_needed: true, baseline: "", target: "",
    verdict: "none", verdict_text: "", previous: "", narrative: full || i < 2 ? "Every network but one took part in a planning workshop.\nThe last one has a date in October." : "",
    clarification: "Give examples from the period: workshops, tools used, and what networks did with the result.", later: "",
    numerator: number in worked ? rows(number, "numerator") : null, denominator: number in worked ? rows(number, "denominator") : null, ...worked[number],
    ...(full && kind !== "narrative" && !(number in worked) ? { typed: "12", figure: "12" } : {}),
  }) as AnswerCard);
  return {
    id: "return-0", title: "National KPIs, April to September 2025", hub: "Dene and Vale Training Hub", set: "National KPIs 2022/23", period: "April to September 2025",
    from: "2025-04-01", to: "2025-09-30", state: "open", state_label: "Open", revision: 1, frozen: false, copy: null, answers, todo: [], sign_offs: [], generation: 1,
  };
}

export function settle(page: ReturnPage): ReturnPage {
  page.todo = page.frozen ? [] : page.answers.flatMap((a) => [
    ...(a.figure_needed && !a.figure ? [{ number: a.number, text: "The figure is missing." }] : []),
    ...(a.narrative.trim() ? [] : [{ number: a.number, text: "The narrative is missing." }]),
  ]);
  return structuredClone(page);
}
