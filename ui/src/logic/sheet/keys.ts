// What a key means in a list, while nothing is being typed into a cell.
export type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

export type GridCommand =
  | { does: "edit"; text: string | null }
  | { does: "all" | "row" | "column" | "clear" | "fill" | "today" | "toggle" | "list" | "add" | "enter" };

/** What a key means on a heading. Arrows alone go to the heading beside it. */
export type HeadCommand = { does: "sort-beside" } | { does: "move" | "wider"; by: 1 | -1 };

export function headCommand(press: Press): HeadCommand | null {
  const { key, shiftKey } = press;
  if (!shiftKey || press.altKey || press.metaKey) return null;
  if (key === "Enter") return press.ctrlKey ? null : { does: "sort-beside" };
  if (key !== "ArrowLeft" && key !== "ArrowRight") return null;
  return { does: press.ctrlKey ? "move" : "wider", by: key === "ArrowRight" ? 1 : -1 };
}

export function gridCommand(press: Press): GridCommand | null {
  const ctrl = press.ctrlKey || press.metaKey;
  const { key } = press;
  if (press.altKey) return key === "ArrowDown" && !ctrl ? { does: "list" } : null;
  if (ctrl) {
    if (key === " ") return { does: "column" };
    if (key === "Enter") return { does: "add" };
    if (press.shiftKey) return null;
    switch (key.toLowerCase()) {
      case "a": return { does: "all" };
      case "d": return { does: "fill" };
      case ";": return { does: "today" };
      default: return null;
    }
  }
  switch (key) {
    case "F2": return { does: "edit", text: null };
    case "Enter": return { does: "enter" };
    case "Delete":
    case "Backspace": return { does: "clear" };
    case " ": return { does: press.shiftKey ? "row" : "toggle" };
    default: return key.length === 1 ? { does: "edit", text: key } : null;
  }
}
