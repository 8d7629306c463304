// Record kinds of the invented hub, as the core would describe them.
import type { Choice } from "../../bindings/Choice";
import type { FieldInfo } from "../../bindings/FieldInfo";
import type { FieldTypeInfo } from "../../bindings/FieldTypeInfo";
import type { KindInfo } from "../../bindings/KindInfo";

const text = (max = 200, long = false): FieldTypeInfo => ({ is: "text", long, max });
const day: FieldTypeInfo = { is: "date" };
const ref = (kind: string): FieldTypeInfo => ({ is: "ref", kind });
const whole = (unit = "", min: number | null = 0, max: number | null = null): FieldTypeInfo => ({ is: "integer", min, max, unit });

function choice(list: string, words: string[], open = false): FieldTypeInfo {
  const options: Choice[] = words.map((label) => ({ value: label.toLowerCase().replace(/\W+/g, "_"), label }));
  return { is: "choice", list, open, options };
}

const field = (name: string, label: string, type: FieldTypeInfo, more: Partial<FieldInfo> = {}): FieldInfo =>
  ({ name, label, help: "", type, required: false, fixed: false, ...more });
const must = { required: true };

export const marks = ["Contacted", "Engaged", "Workforce-planning support offered", "Uses library and knowledge services",
  "Engaged on new roles", "Hosting placements now"];

export const kinds: KindInfo[] = [
  {
    name: "declaration", one: "Declaration of interest", many: "Declarations of interest", help: "What a person declared: an interest, none, or no change.",
    area: "boards-and-meetings", columns: ["person", "description"], part_of: null, editable: true,
    fields: [
      field("person", "Person", ref("person"), must), field("declared_on", "Declared on", day, must), field("whose", "Whose", text()), field("relationship", "Relationship", text()),
      field("organisation", "Organisation", ref("organisation")), field("organisation_name", "Organisation name", text()), field("description", "Description", text(0, true)),
      field("from", "From", day), field("to", "To", day), field("withheld", "Withheld", { is: "yes_no" }), field("withheld_because", "Withheld because", text()),
      field("value_band", "Value band", choice("interest_band", ["Up to £5,000"])),
    ],
  },
  {
    name: "practice", one: "Practice", many: "Practices", help: "GP practices of your area, open and closed.", area: "our-area",
    columns: ["name", "code", "pcn", "list_size", "status", "postcode"], part_of: null, editable: true,
    fields: [
      field("name", "Name", text(120), must),
      field("code", "ODS code", text(6), { required: true, fixed: true, help: "A letter and five figures, as the national list has it" }),
      field("status", "Status", choice("status", ["Open", "Closed", "Dormant"]), must),
      field("pcn", "PCN now", ref("pcn")),
      field("list_size", "List size", whole("patients")),
      field("list_size_on", "List size as at", day),
      field("address", "Address", text(300)),
      field("postcode", "Postcode", text(8)),
      field("telephone", "Telephone", text(20)),
      field("opened", "Opened", day),
      field("closed", "Closed", day),
      field("successor", "Followed by", ref("practice")),
      field("dispensing", "Dispensing practice", { is: "yes_no" }),
      field("notes", "Notes", text(5000, true)),
    ],
  },
  {
    name: "pcn", one: "PCN", many: "PCNs", help: "Primary care networks: groups of practices with 30,000 to 50,000 patients.", area: "our-area",
    columns: ["name", "code", "place", "practices", "list_size"], part_of: null, editable: true,
    fields: [
      field("name", "Name", text(120), must),
      field("code", "ODS code", text(6), { required: true, fixed: true }),
      field("place", "Place", ref("place")),
      field("practices", "Practices", whole(), { fixed: true }),
      field("list_size", "Patients", whole("patients"), { fixed: true }),
      field("opened", "Opened", day),
      field("closed", "Closed", day),
      field("successor", "Followed by", ref("pcn")),
    ],
  },
  {
    name: "place", one: "Place", many: "Places", help: "Parts of your health system.", area: "our-area",
    columns: ["name", "code"], part_of: null, editable: true,
    fields: [field("name", "Name", text(120), must), field("code", "Code", text(10))],
  },
  {
    name: "practice_mark", one: "Practice coverage mark", many: "Practice coverage", area: "our-area",
    help: "What a practice does with the hub, each with its dates.", columns: ["practice", "mark", "from", "to", "evidence"], part_of: null, editable: true,
    fields: [
      field("practice", "Practice", ref("practice"), must), field("mark", "Mark", choice("mark", marks), must), field("from", "From", day, must),
      field("to", "To", day), field("evidence", "Evidence", text(500)),
    ],
  },
  {
    name: "pcn_mark", one: "PCN coverage mark", many: "PCN coverage", area: "our-area",
    help: "What a network does with the hub, each with its dates.", columns: ["pcn", "mark", "from", "to", "evidence"], part_of: null, editable: true,
    fields: [
      field("pcn", "PCN", ref("pcn"), must), field("mark", "Mark", choice("mark", marks), must), field("from", "From", day, must),
      field("to", "To", day), field("evidence", "Evidence", text(500), { help: "Such as an e-mail, a minute or a report" }),
    ],
  },
  {
    name: "pcn_membership", one: "PCN membership", many: "PCN memberships", help: "Which practice belongs to which network, with dates.",
    area: "our-area", columns: ["practice", "pcn", "from", "to"], part_of: null, editable: true,
    fields: [field("practice", "Practice", ref("practice"), must), field("pcn", "PCN", ref("pcn"), must), field("from", "From", day, must), field("to", "To", day)],
  },
  {
    name: "hub", one: "Hub profile", many: "Hub profile", help: "Your hub, its host and its contract.", area: "our-area",
    columns: ["name", "level", "host", "contract_start"], part_of: null, editable: true,
    fields: [
      field("name", "Name", text(120), must), field("level", "Level", choice("level", ["ICS", "Locality"]), must), field("ics", "ICB code", text(3)),
      field("host", "Host", text(200)), field("contract_start", "Contract start", day), field("population", "Population served", whole("people")),
      field("budget", "Yearly budget", { is: "money" }),
    ],
  },
  {
    name: "team_member", one: "Team member", many: "Team", help: "Who works for the hub.", area: "our-area",
    columns: ["person", "role", "wte", "from", "to"], part_of: null, editable: true,
    fields: [
      field("person", "Person", ref("person"), must), field("role", "Role", choice("team_role", ["Programme manager", "Lead for education and training", "Lead clinician"], true), must),
      field("wte", "WTE", { is: "hundredths", min: 0, max: 200, unit: "WTE" }), field("from", "From", day, must), field("to", "To", day),
    ],
  },
  {
    name: "person", one: "Person", many: "People", help: "People you work with.", area: "contacts", columns: ["name", "role", "email"], part_of: null, editable: true,
    fields: [field("name", "Name", text(120), must), field("role", "Role", text(120)), field("email", "E-mail", text(200))],
  },
  {
    name: "board", one: "Board or group", many: "Boards and groups", help: "Boards and their groups.", area: "boards-and-meetings", columns: ["name"], part_of: null, editable: true,
    fields: [field("name", "Name", text(120), must)],
  },
  {
    name: "indicator", one: "Indicator", many: "Indicators", help: "What the national set asks for.", area: "kpis-and-maturity",
    columns: ["number", "title"], part_of: "kpi_set", editable: false,
    fields: [field("number", "Number", text(5), must), field("title", "Title", text(200), must)],
  },
  {
    name: "return", one: "Return", many: "Returns", help: "Half-yearly KPI returns.", area: "kpis-and-maturity",
    columns: ["title", "period", "state", "revision"], part_of: null, editable: false,
    fields: [field("title", "Return", text()), field("period", "Period", text()), field("state", "State", text()), field("revision", "Revision", whole())],
  },
  {
    name: "saved_view", one: "Saved view", many: "Saved views", help: "A list under a name, for the whole team.", area: "desk",
    columns: ["name", "list"], part_of: null, editable: true,
    fields: [field("name", "Name", text(120), must), field("list", "List", text(60), must), field("columns", "Columns", text(4000)), field("frozen", "Frozen", whole()),
      field("sort", "Sort", text()), field("grouped_by", "Grouped by", text()), field("filter", "Filter", text(5000, true)), field("search", "Search", text())],
  },
];
