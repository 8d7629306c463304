// The keyboard keeps its place when parts of a page come and go.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { holdFocus } from "../src/logic/focus";

let stop: () => void;
const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
/** After a part has gone, when the page has come to rest. */
const rest = async (): Promise<string> => {
  await new Promise((done) => setTimeout(done, 0));
  return document.activeElement?.id ?? "";
};

beforeEach(() => {
  document.body.innerHTML = `
    <a id="skip" href="#x">Skip</a>
    <main id="main" tabindex="-1">
      <div><h1 id="title" tabindex="-1">Import</h1></div>
      <section id="first"><h2 id="heading">Which file?</h2><button id="choose">Choose</button></section>
      <ul id="list"><li><button id="one">Remove one</button></li><li id="second"><button id="two">Remove two</button></li>
        <li id="third"><button id="three">Remove three</button></li></ul>
      <div role="grid" id="grid"><div id="row"><button id="cell">Cell</button></div></div>
    </main>`;
  stop = holdFocus(document.body);
});
afterEach(() => stop());

describe("what had the focus goes away", () => {
  it("with its step: the heading of the step that stands there now takes it", async () => {
    at("choose").focus();
    const next = document.createElement("section");
    next.innerHTML = `<h2 id="next">Which columns?</h2><button>On</button>`;
    at("first").replaceWith(next);
    expect(await rest()).toBe("next");
    expect(at("next").getAttribute("tabindex")).toBe("-1");
  });
  it("with its line: the next line's button takes it, after the last one that of the line before", async () => {
    at("two").focus();
    at("second").remove();
    expect(await rest()).toBe("three");
    at("third").remove();
    expect(await rest()).toBe("one");
  });
  it("by itself: what took its place takes it", async () => {
    at("choose").focus();
    at("choose").outerHTML = `<button id="stop">Stop</button>`;
    expect(await rest()).toBe("stop");
  });
  it("at the foot of the window: the page's heading takes it", async () => {
    document.body.insertAdjacentHTML("beforeend", `<div id="foot"><button id="cancel">Cancel</button></div>`);
    at("cancel").focus();
    at("foot").replaceChildren();
    expect(await rest()).toBe("title");
  });
  it("with the whole page: the next page's heading takes it", async () => {
    at("choose").focus();
    at("main").outerHTML = `<main tabindex="-1"><h1 id="home" tabindex="-1">Home</h1><button>On</button></main>`;
    expect(await rest()).toBe("home");
  });
});

describe("and nothing is done", () => {
  it("where the page itself gave the focus to something else", async () => {
    at("choose").focus();
    at("first").remove();
    at("title").focus();
    expect(await rest()).toBe("title");
  });
  it("about cells of a list, which come and go as it scrolls", async () => {
    at("cell").focus();
    at("row").remove();
    expect(await rest()).toBe("");
  });
  it("once it is not asked for any more", async () => {
    stop();
    at("choose").focus();
    at("first").remove();
    expect(await rest()).toBe("");
  });
});
