// Texts of the box that goes anywhere and does anything, of the sheet of keys, and of the help pages.
import { counted } from "../logic/numbers";

export const palette = {
  title: "Go to or do",
  label: "Page, list, record or action",
  hint: "Type a few letters, choose with the arrow keys, then press Enter.",
  found: (count: number) => counted(count, "result", "results"),
  none: "Nothing found",
  noneText: "Try fewer letters, or the first letters of each word.",
  page: "Page",
  list: "List",
  action: "Action",
  close: "Close",
  add: (one: string) => `Add ${one}`,
  undo: (label: string) => `Undo: ${label}`,
  redo: (label: string) => `Redo: ${label}`,
  edits: "All edits",
  send: "Send edits to colleagues",
  bringIn: "Bring in files from colleagues",
  keys: "Keyboard shortcuts",
  help: "Help for this page",
  switchHub: "Switch hub",
  someoneElse: "I am someone else",
  open: "Go to or do something",
};

export const keySheet = {
  title: "Keyboard shortcuts",
  more: "No single letter does anything by itself, so dictation and screen readers are not disturbed.",
};

export const help = {
  title: "Help",
  intro: "The whole guide is on this laptop; it needs no network.",
  search: "Search the guide",
  pages: "Pages of the guide",
  results: (count: number, text: string) => `${counted(count, "section", "sections")} for “${text}”`,
  none: (text: string) => `Nothing found for “${text}”`,
  noneText: "Try fewer or other words.",
  print: "Print this page",
  missing: "There is no such page in the guide.",
};
