// Saves one date as a file for the person's own calendar.
import { call, chooseFile, openMade } from "./ipc";
import { fileName } from "./logic/returns";
import { session } from "./session.svelte";
import { home as t } from "./words/home";

/** The date of a field of a record, or the day that a rule says. */
export async function toCalendar(of: { kind: string; id: string; field: string | null; rule: string | null }, title: string): Promise<void> {
  try {
    const file = await chooseFile("calendar", fileName(`${title}.ics`));
    if (!file) return;
    const done = await call("calendar_one", { file: file.ticket, ...of });
    const open = (): Promise<void> => openMade(file.ticket, "open").catch((e: unknown) => session.complain(e));
    session.say({ text: t.calendarDone(done.entries, done.file), action: { label: t.openCalendar, run: open } });
  } catch (e) {
    session.complain(e);
  }
}
