// An invented hub of the size of a small system: 4 places, 19 PCNs, 118 practices. Names of people are invented.
export type Row = { id: string; removed?: boolean } & Record<string, string | number | boolean | null | undefined>;
export type Tables = Record<string, Row[]>;

const roads = ["Abbey", "Alder", "Beacon", "Birch", "Bridge", "Brook", "Canal", "Castle", "Cedar", "Chapel", "Church", "Clover", "Combe", "Dale", "Elm",
  "Fairfield", "Ferry", "Forge", "Garden", "Grange", "Grove", "Hawthorn", "Hazel", "Heath", "Hill", "Holly", "Kings", "Lake", "Lime", "Manor", "Market",
  "Mead", "Mill", "Moat", "Mount", "Oak", "Orchard", "Park", "Priory", "Quarry"];
const ends = ["Road Surgery", "Street Medical Centre", "Lane Practice"];
const towns = ["Harborough Dene", "Whitstow", "Kelmarsh Vale", "Ashby Cross"];
const networks = ["Arden Meadows", "Avon Reach", "Beacon Hill", "Bishops Wood", "Canalside", "Castle Gate", "Dene Valley", "Eastbrook", "Fosse Way",
  "Greenway", "Harbour", "Kingsmead", "Lakeside", "Minster", "Northfield", "Oakwood", "Priory Park", "Riverside", "Saxon Fields"];
const people = ["Amina Rahman", "Ben Carter", "Chidi Okafor", "Dilys Morgan", "Eleanor Whitfield", "Farah Siddiqui", "Gareth Pugh", "Hannah O’Neill",
  "Imran Qureshi", "Joanna Kowalska", "Kwame Mensah", "Lucy Pemberton"];

export const hash = (n: number): number => ((n * 2654435761) >>> 0) % 1000;
const pad = (n: number, size: number): string => String(n).padStart(size, "0");

export function sample(): Tables {
  const place: Row[] = towns.map((name, i) => ({ id: `place-${i}`, name, code: `P0${i + 1}` }));
  const pcn: Row[] = networks.map((name, i) => ({ id: `pcn-${i}`, name: `${name} PCN`, code: `U${pad(20411 + i * 37, 5)}`, place: `place-${i % 4}`, opened: "2019-07-01", closed: null }));
  const practice: Row[] = Array.from({ length: 118 }, (_, i) => ({
    id: `practice-${i}`, name: `${roads[i % roads.length]} ${ends[Math.floor(i / roads.length)]}`, code: `M84${pad(1 + i * 3, 3)}`,
    status: "open", pcn: i === 33 ? null : `pcn-${i % 19}`, list_size: 3200 + hash(i + 1) * 12, list_size_on: "2025-10-01",
    address: `${(hash(i) % 90) + 1} ${roads[(i * 7) % roads.length]} Road, ${towns[i % 4]}`, postcode: `ZZ${(i % 9) + 1} ${(i % 8) + 1}AB`,
    telephone: `01632 960${pad(i % 1000, 3)}`, opened: "1974-04-01", closed: null, dispensing: i % 5 === 0, notes: null,
  }));
  practice.push({ id: "practice-118", name: "Whitestone Surgery", code: "M84034", status: "closed", pcn: null, list_size: null, opened: "1974-04-01",
    closed: "2024-03-31", address: "3 Stone Lane, Whitstow", postcode: "ZZ4 4AB", dispensing: false });
  for (const p of pcn) {
    const mine = practice.filter((x) => x.pcn === p.id);
    p.practices = mine.length;
    p.list_size = mine.reduce((sum, x) => sum + Number(x.list_size ?? 0), 0);
  }
  const pcnMarks = ["contacted", "workforce_planning_support_offered", "uses_library_and_knowledge_services", "engaged_on_new_roles"];
  const pcn_mark: Row[] = pcn.flatMap((p, i) => pcnMarks.slice(0, i === 7 ? 1 : 2 + (i % 3)).map((mark, m) => ({
    id: `pm-${i}-${m}`, pcn: p.id, mark, from: `2025-0${4 + m}-1${i % 9}`, to: null, evidence: m === 1 ? "Workshop, attendance list" : "E-mail",
  })));
  const practice_mark: Row[] = practice.slice(0, 60).map((p, i) => ({
    id: `rm-${i}`, practice: p.id, mark: i % 2 ? "engaged" : "hosting_placements_now", from: "2025-04-01", to: i % 7 === 0 ? "2025-12-31" : null, evidence: "Visit",
  }));
  const pcn_membership: Row[] = practice.filter((p) => p.pcn).map((p, i) => ({ id: `mm-${i}`, practice: p.id, pcn: p.pcn, from: "2019-07-01", to: null }));
  const person: Row[] = people.map((name, i) => ({ id: `person-${i}`, name, role: ["Practice manager", "GP", "Nurse", "Clinical director"][i % 4] ?? "", email: null }));
  const team_member: Row[] = [["person-4", "Programme manager", 100], ["person-1", "Lead for education and training", 60], ["person-6", "Lead clinician", 40]]
    .map(([who, role, wte], i) => ({ id: `team-${i}`, person: String(who), role: String(role), wte: Number(wte), from: "2022-04-01", to: null }));
  const hub: Row[] = [{ id: "hub-0", name: "Dene and Vale Training Hub", level: "ics", ics: "QZZ", host: "Dene Community Care CIC", contract_start: "2022-04-01", population: 1120389, budget: 46250000 }];
  return { place, pcn, practice, pcn_mark, practice_mark, pcn_membership, person, team_member, hub, board: [{ id: "board-1", name: "Hub board" }, { id: "board-2", name: "Placements working group" }], return: [], indicator: [], saved_view: [] };
}
