// Texts of the page of a record: mending what needs attention, putting an earlier value back.
export const record = {
  attention: "Needs attention",
  change: (label: string) => `Change ${label}`,
  add: (one: string) => `Add ${one}`,
  look: (many: string) => `Look at ${many}`,
  returns: "Open a return",
  edit: "Edit details",
  putBack: "Put back",
  putBackName: (label: string, value: string) => `Put back: ${label}, ${value}`,
  putBackDone: (label: string) => `${label} is as it was before.`,
  reason: (when: string) => `Put back from the history, as before ${when}`,
};
