// Which fields a declaration asks for, by what is declared: only those are shown, and only those are sent.
const always = ["board", "received"];
const interest = ["description", "organisation", "organisation_name", "from", "to", "actual", "director", "voluntary", "action", "withheld", "private"];

/** What few declarations say: folded, so that the usual one is short. */
export const rare = ["actual", "director", "voluntary", "value_band", "action", "withheld", "withheld_because", "private"];

/** The names of the fields, in the order in which people answer them. */
export function asked(declared: string, kind: string, withheld: boolean): string[] {
  if (declared !== "interest") return declared ? [...always, "declared_on"] : [];
  return [
    ...(kind === "indirect" ? ["whose", "relationship"] : []),
    ...interest.flatMap((name) => (name === "withheld" && withheld ? [name, "withheld_because"] : [name])),
    ...(kind === "financial" ? ["value_band"] : []),
    ...always, "declared_on",
  ];
}
