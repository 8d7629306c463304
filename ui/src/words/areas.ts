// Names of the areas, and what each is for.
export const areas = {
  "home": { name: "Home", text: "" },
  "our-area": { name: "Our area", text: "The practices, networks and places you work for, what each of them does with the hub, and who is on your team." },
  "contacts": { name: "Contacts", text: "People and organisations you work with, a log of every contact, the stakeholder map, the engagement plan and 360 feedback." },
  "boards-and-meetings": { name: "Boards and meetings", text: "Meetings, boards and groups, actions, decisions, declared interests and who reports to whom." },
  "placements": { name: "Placements", text: "Placements, requests and capacity, learning environments, supervisors and educators, concerns and the tariff will be kept here." },
  "workforce-and-training": { name: "Workforce and training", text: "Programmes, workforce figures, training and CPD, new roles and apprentices, and EDI will be kept here." },
  "kpis-and-maturity": { name: "KPIs and maturity", text: "KPI returns with the records behind every figure, targets and baselines." },
  "plans-risks-and-money": { name: "Plans, risks and money", text: "Plans, milestones, risks and issues, funding, budget and forecast, and the open book will be kept here." },
};

/** The page of all KPI returns, as its area names it. */
export const returnPages = {
  title: "Returns",
  intro: "A KPI return for each half-year. Figures come from your records as they stood on the last day of the period.",
};
