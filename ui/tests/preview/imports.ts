// What importing would say, invented.
import type { ImportPreview } from "../../bindings/ImportPreview";
import type { MappingInfo } from "../../bindings/MappingInfo";

export const mappings: MappingInfo[] = [
  { name: "epraccur", label: "Practices (epraccur)", help: "The national list of GP practices of the Organisation Data Service: CSV with 27 columns and no headings.", asks_ics: true },
  { name: "pcn-partners", label: "PCN partners", help: "Which practice belongs to which network, with dates: the “ePCN” workbook or its partner sheet as CSV.", asks_ics: true },
  { name: "pcn-details", label: "PCN details", help: "Names and addresses of networks.", asks_ics: true },
  { name: "list-sizes", label: "List sizes", help: "Patients registered at each practice, as published every month.", asks_ics: false },
];

const counts = { kind: "practice", label: "Practices" };

export function preview(mapping: string, ics: string | null, name: string): ImportPreview {
  const base: ImportPreview = {
    file: name, token: "t1", rows: 12412, summary: "", ics_choices: [], ics, counts: [], left_out: [], problems: [], changes: [], can_apply: true,
  };
  if (/wrong/.test(name)) {
    return { ...base, rows: 118, ics: "QZZ", can_apply: false, summary: "Two rows cannot be read. Nothing would be imported.", problems: [
      { row: 14, column: "Open Date", text: "31 February 2019 does not exist." }, { row: 87, column: "Organisation Code", text: "M84052 is in the file twice (rows 31 and 87)." }] };
  }
  if (mapping === "epraccur" && !ics) {
    return { ...base, can_apply: false, summary: "Choose your health system first.", ics_choices: [
      { code: "QZZ", name: "Dene and Vale", rows: 279 }, { code: "QYY", name: "Northmoor", rows: 412 }, { code: "QXX", name: "QXX", rows: 388 }] };
  }
  return {
    ...base, summary: "2 practices are new and 7 differ from your hub file. 110 are as the file says.",
    counts: [{ ...counts, found: 119, added: 2, changed: 7, unchanged: 110 }],
    left_out: [{ reason: "In another health system", rows: 12133, examples: [1, 2, 3] }, { reason: "Not a GP practice (prison, walk-in centre, out of hours)", rows: 150, examples: [8, 19, 44] }],
    changes: [
      { kind: "practice", title: "M84004 Alder Road Surgery", what: "changed", fields: [{ field: "telephone", label: "Telephone", old: "01632 960001", new: "01632 960441" }] },
      { kind: "practice", title: "M84010 Bridge Road Surgery", what: "renamed", fields: [{ field: "name", label: "Name", old: "Bridge Road Surgery", new: "The Bridge Medical Practice" }, { field: "postcode", label: "Postcode", old: "ZZ4 4AB", new: "ZZ4 9QT" }] },
      { kind: "practice", title: "M84016 Canal Road Surgery", what: "closed", fields: [{ field: "status", label: "Status", old: "Open", new: "Closed" }, { field: "closed", label: "Closed", old: "", new: "30/06/2025" }] },
      { kind: "practice", title: "M84022 Cedar Road Surgery", what: "moved", fields: [{ field: "pcn", label: "PCN", old: "Dene Valley PCN", new: "Eastbrook PCN" }] },
      { kind: "practice", title: "M84901 Quayside Surgery", what: "added", fields: [{ field: "name", label: "Name", old: "", new: "Quayside Surgery" }, { field: "status", label: "Status", old: "", new: "Open" }] },
      { kind: "practice", title: "M84902 New Town Medical Centre", what: "added", fields: [{ field: "name", label: "Name", old: "", new: "New Town Medical Centre" }] },
    ],
  };
}
