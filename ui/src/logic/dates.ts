// Dates as people in the United Kingdom write them. A day is kept as `2025-09-30`; it is typed in many ways, shown
// `30/09/2025` in fields and lists, and `30 September 2025` in text. Days have no time zone, so no Date object is kept.

const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
] as const;

interface Day {
  year: number;
  month: number;
  day: number;
}

const two = (n: number): string => String(n).padStart(2, "0");
const four = (n: number): string => String(n).padStart(4, "0");

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function real({ year, month, day }: Day): boolean {
  return year >= 1800 && year <= 2200 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

const iso = (d: Day): string => `${four(d.year)}-${two(d.month)}-${two(d.day)}`;

function read(text: string): Day | null {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!m) return null;
  const day = { year: Number(m[1]), month: Number(m[2]), day: Number(m[3]) };
  return real(day) ? day : null;
}

/** A year of two digits: 1950 to 2049, as in Excel and in the core. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

function monthNumber(word: string): number {
  const letters = word.toLowerCase().replace(/\.$/, "");
  if (letters.length < 3) return 0;
  return MONTHS.findIndex((name) => name.toLowerCase().startsWith(letters)) + 1;
}

function moved(from: Day, days: number): Day {
  const at = new Date(Date.UTC(from.year, from.month - 1, from.day + days));
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

/** Same day of a later month, or that month's last day. */
function movedMonths(from: Day, months: number): Day {
  const index = from.year * 12 + from.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  return { year, month, day: Math.min(from.day, daysIn(year, month)) };
}

function relative(text: string, today: Day): Day | null {
  if (text === "today") return today;
  if (text === "tomorrow") return moved(today, 1);
  if (text === "yesterday") return moved(today, -1);
  const m = /^([+-])\s*(\d{1,3})\s*([dwmy])/.exec(text);
  if (!m) return null;
  const n = Number(m[2]) * (m[1] === "-" ? -1 : 1);
  switch (m[3]) {
    case "d": return moved(today, n);
    case "w": return moved(today, n * 7);
    case "m": return movedMonths(today, n);
    default: return movedMonths(today, n * 12);
  }
}

/**
 * Reads a typed day: `6/8/26`, `06-08-2026`, `6.8.2026`, `6 Aug 2026`, `6 aug` (this year), `2026-08-06`, `today`,
 * `+2w`. Day before month, always. `null` when it is no real date.
 */
export function parseDay(typed: string, today: string): string | null {
  const text = typed.trim().toLowerCase().replace(/\s+/g, " ");
  const now = read(today);
  if (!text || !now) return null;
  const asKept = read(text);
  if (asKept) return iso(asKept);
  const later = relative(text, now);
  if (later) return real(later) ? iso(later) : null;
  const figures = /^(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{2}|\d{4}))?$/.exec(text);
  const named = /^(\d{1,2})(?:st|nd|rd|th)? ?(?:of )?([a-z]{3,9}\.?),? ?(\d{2}|\d{4})?$/.exec(text);
  const parts = figures ?? named;
  if (!parts) return null;
  const month = figures ? Number(parts[2]) : monthNumber(parts[2] ?? "");
  const day = { year: parts[3] ? fullYear(parts[3]) : now.year, month, day: Number(parts[1]) };
  return real(day) ? iso(day) : null;
}

/** `30/09/2025`, for fields and lists. Anything that is no day comes back as it is. */
export function dayInField(kept: string): string {
  const d = read(kept);
  return d ? `${two(d.day)}/${two(d.month)}/${four(d.year)}` : kept;
}

/** `30 September 2025`, for text. */
export function dayInText(kept: string): string {
  const d = read(kept);
  return d ? `${d.day} ${MONTHS[d.month - 1]} ${d.year}` : kept;
}

/** The day of a moment on this laptop's calendar. */
export function dayOf(moment: number): string {
  const at = new Date(moment);
  return iso({ year: at.getFullYear(), month: at.getMonth() + 1, day: at.getDate() });
}

/** `2:32pm`; noon and midnight by name, as NHS style has it. */
export function timeInText(moment: number): string {
  const at = new Date(moment);
  const [hours, minutes] = [at.getHours(), at.getMinutes()];
  if (minutes === 0 && hours === 0) return "midnight";
  if (minutes === 0 && hours === 12) return "midday";
  const hour = hours % 12 === 0 ? 12 : hours % 12;
  return `${hour}${minutes === 0 ? "" : `:${two(minutes)}`}${hours < 12 ? "am" : "pm"}`;
}

/** `6 August 2026 at 2:32pm`. */
export function momentInText(moment: number): string {
  return `${dayInText(dayOf(moment))} at ${timeInText(moment)}`;
}

/** Half of a financial year: H1 is April to September, H2 October to March. */
export interface HalfYear {
  /** `2025-26 H1` */
  value: string;
  /** `April to September 2025` */
  label: string;
}

/** The half-year that runs on a day, then the ones before it. */
export function halfYears(today: string, count: number): HalfYear[] {
  const d = read(today);
  if (!d) return [];
  // Half-years counted from year 0: an odd number is a second half (October to March).
  const running = d.month >= 4 && d.month <= 9 ? d.year * 2 : d.month >= 10 ? d.year * 2 + 1 : d.year * 2 - 1;
  return Array.from({ length: count }, (_, i) => halfYear(running - i));
}

function halfYear(index: number): HalfYear {
  const year = Math.floor(index / 2);
  const first = index % 2 === 0;
  return {
    value: `${four(year)}-${two((year + 1) % 100)} H${first ? 1 : 2}`,
    label: first ? `April to September ${year}` : `October ${year} to March ${year + 1}`,
  };
}
