// A guide of three short pages, and two packages, as the core would hand them over.
import type { GuidePage } from "../../bindings/GuidePage";
import type { Licence } from "../../bindings/Licence";

const section = (title: string, text: string, html = `<p>${text}</p>`): GuidePage["sections"][number] =>
  ({ id: title.toLowerCase().replaceAll(" ", "-"), title, html, text });

const aroundUndo = "Everything that you save can be taken back for as long as the hub file is there, by you or by a colleague, in any order, one edit after the other. ";

export const guide: GuidePage[] = [
  { slug: "finding-your-way", title: "Finding your way", sections: [
    section("", "Everything is on this laptop."),
    section("Home", `What needs you. ${aroundUndo}Press undo when it was not meant. ${aroundUndo}`),
    section("Undo", "Takes back the last edit."),
  ] },
  { slug: "first-return", title: "Your first return", sections: [
    section("1 Open it", "Choose the period.", '<p>Choose the period; see <a href="#/help/sharing?at=send">sharing</a>.</p>'),
  ] },
  { slug: "sharing", title: "Sharing with colleagues", sections: [section("Send", "Sends what the others lack.")] },
];

export const licences: Licence[] = [
  { sort: "Rust", name: "rusqlite_migration", version: "2.6.0", licence: "Apache-2.0" },
  { sort: "JavaScript", name: "svelte", version: "5.57.3", licence: "MIT" },
];
