// Numbers as people type and read them. Nothing here is a fraction inside: hundredths and pence are whole numbers.

/** `1,120,389` */
export function inThousands(n: number): string {
  const sign = n < 0 ? "-" : "";
  return sign + String(Math.abs(Math.trunc(n))).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A typed whole number, commas and spaces allowed; `null` when it is none. */
export function parseWhole(typed: string): number | null {
  const text = typed.replace(/[,\s]/g, "");
  if (!/^[+-]?\d{1,15}$/.test(text)) return null;
  return Number(text);
}

/** A typed number with up to two decimals, as hundredths: `1.5` is 150. */
export function parseHundredths(typed: string): number | null {
  const m = /^([+-]?)(\d{1,12})?(?:\.(\d{1,2}))?$/.exec(typed.replace(/[,\s]/g, ""));
  if (!m || (m[2] === undefined && m[3] === undefined)) return null;
  const value = Number(m[2] ?? "0") * 100 + Number((m[3] ?? "").padEnd(2, "0"));
  return m[1] === "-" && value !== 0 ? -value : value;
}

/** `1.5` from 150; no needless zeros. */
export function hundredthsInField(n: number): string {
  const whole = Math.trunc(Math.abs(n) / 100);
  const rest = String(Math.abs(n) % 100).padStart(2, "0").replace(/0+$/, "");
  return `${n < 0 ? "-" : ""}${whole}${rest ? `.${rest}` : ""}`;
}

/** `1,234.5` from 123450. */
export function hundredthsInText(n: number): string {
  const [whole = "0", rest] = hundredthsInField(Math.abs(n)).split(".");
  return `${n < 0 ? "-" : ""}${inThousands(Number(whole))}${rest ? `.${rest}` : ""}`;
}

/** Typed pounds as pence: `£1,234.50` is 123450. */
export function parseMoney(typed: string): number | null {
  return parseHundredths(typed.replace("£", ""));
}

/** `1234.50`, for a field. */
export function moneyInField(pence: number): string {
  const all = Math.abs(pence);
  return `${pence < 0 ? "-" : ""}${Math.trunc(all / 100)}.${String(all % 100).padStart(2, "0")}`;
}

/** `£1,234.50`, and `£1,234` when there are no pence. */
export function moneyInText(pence: number): string {
  const all = Math.abs(pence);
  const rest = all % 100;
  return `${pence < 0 ? "-" : ""}£${inThousands(Math.trunc(all / 100))}${rest ? `.${String(rest).padStart(2, "0")}` : ""}`;
}

/** `1 practice`, `118 practices`. */
export function counted(n: number, one: string, many: string): string {
  return `${inThousands(n)} ${n === 1 ? one : many}`;
}
