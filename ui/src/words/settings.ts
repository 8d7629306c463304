// Texts of the settings of the window, of "take everything", and of the pages about Hubfolio.
import { counted } from "../logic/numbers";

export const look = {
  title: "How it looks",
  theme: "Light or dark",
  themes: { system: "As my computer is set", light: "Light", dark: "Dark" } as Record<string, string>,
  density: "How close together",
  densities: { comfortable: "Comfortable", standard: "Standard", compact: "Compact" } as Record<string, string>,
  kept: "Kept on this laptop. Windows contrast themes come before these settings.",
};

export const everything = {
  title: "Take everything",
  text: "One zip file with the hub file, every table as CSV and Excel, every attached file, and a note that says what is what. Each part opens without Hubfolio.",
  personal: "It holds personal data and is not protected by words. Keep it as safe as the hub file.",
  button: "Take everything",
  name: (hub: string, day: string) => `Everything of ${hub} ${day}.zip`,
  busy: "Writing everything",
  stop: "Stop",
  stopped: "Stopped. No file was written.",
  done: (file: string, tables: number, attached: number, size: string) =>
    `${file} was written: ${counted(tables, "table", "tables")}, ${counted(attached, "attached file", "attached files")}, ${size}.`,
  show: "Show in folder",
};

export const about = {
  title: "About and licences",
  link: "About and licences",
  accessibilityLink: "Accessibility statement",
  intro: "Hubfolio is free software under the MIT licence. It is built from the packages below, each under its own licence; some are needed only to build or test it, or on other systems.",
  filter: "Find a package",
  count: (n: number) => counted(n, "package", "packages"),
  sort: "For",
  name: "Package",
  version: "Version",
  licence: "Licence",
};

export const accessibility = {
  title: "Accessibility statement",
  intro: "Hubfolio aims at level AA of the Web Content Accessibility Guidelines 2.2 (WCAG), as the NHS asks of internal services too.",
  canTitle: "What you can do",
  can: [
    "Do everything with the keyboard alone, without single-letter keys",
    "Zoom to 400%: pages flow into one column, only wide tables scroll sideways",
    "Use light or dark, Windows contrast themes, and reduced motion",
    "Hear names, states and messages with a screen reader",
    "Dictate: the words on a button are the words that work it",
  ],
  testedTitle: "What is tested with every version",
  tested: [
    "Every screen with axe-core, an automatic check: empty, filled and when the hub file cannot be read, in light and dark",
    "Every screen with the Tab key: it comes to everything, is never caught, and shows where it is",
    "Every screen in a window 320 pixels wide, and with the rules for contrast themes",
    "Every pair of text and background for a contrast of 4.5 to 1 or more",
    "The compiler refuses pages with known faults of accessibility",
    "The tags of PDF packs",
  ],
  notTitle: "What has not been tested yet",
  not: [
    "With people who use screen readers, magnifiers or dictation every day",
    "With NVDA, JAWS, ZoomText or Dragon on Windows",
    "On Windows and macOS at all: so far on Linux only. Contrast themes of Windows are imitated",
    "What no machine can check: whether words are understood, whether what is read aloud comes in a sensible order and at the right moment, and whether pages ask too much at once. The list is in docs/accessibility.md",
  ],
  reportTitle: "If something gets in your way",
  report: "Tell whoever gave you Hubfolio which page it was and what you use. “Copy details” on a fault puts what they need on the clipboard; nothing personal is in it.",
};
