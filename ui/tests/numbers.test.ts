import { describe, expect, it } from "vitest";
import {
  counted, hundredthsInField, hundredthsInText, inThousands, moneyInField, moneyInText, parseHundredths, parseMoney, parseWhole,
} from "../src/logic/numbers";

it("thousands have commas", () => {
  expect([0, 999, 1000, 1120389, -1234].map(inThousands)).toEqual(["0", "999", "1,000", "1,120,389", "-1,234"]);
});

it("whole numbers are read with and without commas", () => {
  expect(["1,250", " 12 ", "-3", "1 000"].map(parseWhole)).toEqual([1250, 12, -3, 1000]);
  expect(["", "1.5", "12x", "1e3", "９"].map(parseWhole)).toEqual([null, null, null, null, null]);
});

describe("hundredths", () => {
  it("are never fractions inside", () => {
    expect(["1.5", "0.29", "1.1", "2", ".5", "1,000.05"].map(parseHundredths)).toEqual([150, 29, 110, 200, 50, 100005]);
    expect(["1.555", "x", "", ".", "1.2.3"].map(parseHundredths)).toEqual([null, null, null, null, null]);
  });
  it("come back as they were typed", () => {
    for (let n = -2500; n <= 2500; n++) {
      expect(parseHundredths(hundredthsInField(n))).toBe(n);
      expect(parseMoney(moneyInField(n))).toBe(n);
      expect(parseMoney(moneyInText(n))).toBe(n);
    }
  });
  it("show no needless zeros", () => expect([150, 100, 5, -150, 123456].map(hundredthsInText)).toEqual(["1.5", "1", "0.05", "-1.5", "1,234.56"]));
});

it("money has its sign and its pence", () => {
  expect([123450, 120000, -5, 0].map(moneyInText)).toEqual(["£1,234.50", "£1,200", "-£0.05", "£0"]);
  expect(parseMoney("£1,234.50")).toBe(123450);
});

it("one of a thing is one", () => {
  expect([counted(1, "row", "rows"), counted(0, "row", "rows"), counted(1200, "row", "rows")]).toEqual(["1 row", "0 rows", "1,200 rows"]);
});
