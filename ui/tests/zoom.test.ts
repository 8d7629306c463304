import { describe, expect, it } from "vitest";
import { readZoom, zoomed, zoomKey } from "../src/logic/zoom";

const press = (key: string, more = {}) => ({ key, ctrlKey: true, metaKey: false, altKey: false, ...more });

describe("the size of everything", () => {
  it("goes up and down in the steps of a browser and stops at 50% and 400%", () => {
    expect([zoomed(1, 1), zoomed(1, -1), zoomed(1.1, -1), zoomed(2.5, 0)]).toEqual([1.1, 0.9, 1, 1]);
    expect([zoomed(4, 1), zoomed(0.5, -1)]).toEqual([4, 0.5]);
    let now = 0.5;
    for (let i = 0; i < 20; i++) now = zoomed(now, 1);
    expect(now).toBe(4);
  });

  it("reads what was kept, and takes anything odd for the usual size", () => {
    expect(["1.5", "4", "0.5"].map(readZoom)).toEqual([1.5, 4, 0.5]);
    expect([null, "", "big", "40", "-1", "NaN"].map(readZoom)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it("hears the keys of a browser, and no key alone", () => {
    expect(["+", "=", "-", "0"].map((key) => zoomKey(press(key)))).toEqual([1, 1, -1, 0]);
    expect(zoomKey(press("+", { ctrlKey: false }))).toBeNull();
    expect(zoomKey(press("0", { altKey: true }))).toBeNull();
    expect(zoomKey(press("k"))).toBeNull();
  });
});
