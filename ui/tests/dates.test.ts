import { describe, expect, it } from "vitest";
import { dayInField, dayInText, dayOf, halfYears, momentInText, parseDay, timeInText } from "../src/logic/dates";

const today = "2026-08-22";

describe("typed days", () => {
  it.each([
    ["6/8/26", "2026-08-06"], ["06/08/2026", "2026-08-06"], ["6-8-2026", "2026-08-06"], ["6.8.26", "2026-08-06"], ["6 8 2026", "2026-08-06"],
    ["6 Aug 2026", "2026-08-06"], ["6 aug", "2026-08-06"], ["6 August 26", "2026-08-06"], ["6th of September 2025", "2025-09-06"], ["1 Sept 2025", "2025-09-01"],
    ["6/8", "2026-08-06"], ["2026-08-06", "2026-08-06"], ["  6/8/26 ", "2026-08-06"], ["29/2/2024", "2024-02-29"], ["1/1/75", "1975-01-01"],
    ["today", "2026-08-22"], ["tomorrow", "2026-08-23"], ["yesterday", "2026-08-21"], ["+2w", "2026-09-05"], ["+10d", "2026-09-01"], ["-1m", "2026-07-22"], ["+1 year", "2027-08-22"],
  ])("%s is %s", (typed, day) => expect(parseDay(typed, today)).toBe(day));

  it.each(["31/2/2019", "29/2/2025", "0/1/2025", "13/13/2025", "6/8/2", "6/8/20266", "hello", "", "12", "1 ma 2025", "2025-13-01", "1/1/0001"])(
    "%s is no day", (typed) => expect(parseDay(typed, today)).toBeNull());

  it("the day comes before the month", () => expect(parseDay("3/4/2025", today)).toBe("2025-04-03"));
  it("a month later than the 31st is that month's last day", () => expect(parseDay("+1m", "2025-01-31")).toBe("2025-02-28"));
});

it("every day of four years is read back as it was shown", () => {
  for (let at = Date.UTC(2023, 11, 30); at < Date.UTC(2028, 0, 3); at += 86_400_000) {
    const kept = new Date(at).toISOString().slice(0, 10);
    expect(parseDay(dayInField(kept), today)).toBe(kept);
    expect(parseDay(dayInText(kept), today)).toBe(kept);
  }
});

it("days are shown as NHS style has them", () => {
  expect(dayInField("2026-08-06")).toBe("06/08/2026");
  expect(dayInText("2026-08-06")).toBe("6 August 2026");
  expect(dayInText("not a day")).toBe("not a day");
});

it("times are shown as NHS style has them", () => {
  const at = (h: number, m: number): number => new Date(2026, 7, 6, h, m).getTime();
  expect([timeInText(at(14, 32)), timeInText(at(17, 0)), timeInText(at(0, 0)), timeInText(at(12, 0)), timeInText(at(0, 5))])
    .toEqual(["2:32pm", "5pm", "midnight", "midday", "12:05am"]);
  expect(momentInText(at(9, 5))).toBe("6 August 2026 at 9:05am");
  expect(dayOf(at(23, 59))).toBe("2026-08-06");
});

describe("half-years", () => {
  it("start with the one that runs", () => {
    expect(halfYears("2025-10-01", 3).map((p) => p.value)).toEqual(["2025-26 H2", "2025-26 H1", "2024-25 H2"]);
    expect(halfYears("2026-03-31", 1)[0]).toEqual({ value: "2025-26 H2", label: "October 2025 to March 2026" });
    expect(halfYears("2025-09-30", 1)[0]).toEqual({ value: "2025-26 H1", label: "April to September 2025" });
    expect(halfYears("2025-04-01", 1)[0]?.value).toBe("2025-26 H1");
  });
  it("cross the turn of a century with two figures", () => expect(halfYears("2099-12-01", 1)[0]?.value).toBe("2099-00 H2"));
});
