// Texts of Home: what is due by date, records kept at hand, the calendar file.
import { counted } from "../logic/numbers";

export const home = {
  arrange: "Arrange by",
  byMatter: "What it is about",
  byDate: "Due date",
  when: {
    overdue: "Overdue",
    week: "Due within 7 days",
    month: "Due within 30 days",
    later: "Due later",
    none: "Without a date",
  } as Record<string, string>,
  calendar: "Save as calendar file",
  calendarName: (hub: string) => `What is due, ${hub}.ics`,
  calendarDone: (entries: number, file: string) => `${file} was written with ${counted(entries, "entry", "entries")}. Open it in Outlook or another calendar.`,
  oneDate: "To my calendar",
  openCalendar: "Open it",
  calendarNone: "Nothing here has a due date, so there is nothing for a calendar.",
  showFolder: "Show in folder",
  pinned: "Pinned",
  noPinned: "Pin a record or a list on its page to keep it at hand here.",
  list: "List",
  pinList: "Pin list to Home",
  unpinList: "Unpin list from Home",
  searched: (name: string, words: string) => `${name}: “${words}”`,
  filtered: (name: string) => `${name}, filtered`,
  grouped: (name: string) => `${name}, in groups`,
  recent: "Opened last",
  noRecent: "Records that you open appear here.",
  pin: "Pin to Home",
  unpin: "Unpin from Home",
};
