// What an e-mail is about, whatever day it was written on. It knows no screen.

/** A subject without the day at its end, by which this week's is known as the same as last week's. */
export function withoutDay(subject: string): string {
  return subject.trim().replace(/[\s,:–-]*\b\d{1,2} \p{L}+ \d{4}$/u, "").trim();
}
