// Keys that work everywhere. Only with Ctrl or Alt, or function keys: single letters would hinder people who dictate.
export type Shortcut =
  | { does: "area"; key: number }
  | { does: "search" | "find" | "undo" | "redo" | "new" | "edit" | "save" | "help" | "palette" | "keys" };

export interface Press {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** What a key press asks for. `typing`: the focus is in a text box, where undo and redo belong to the typing. */
export function shortcut(press: Press, typing: boolean): Shortcut | null {
  const ctrl = press.ctrlKey || press.metaKey;
  const letter = press.key.toLowerCase();
  if (press.altKey && !ctrl && !press.shiftKey) {
    const digit = /^(?:Digit|Numpad)([1-8])$/.exec(press.code)?.[1];
    return digit ? { does: "area", key: Number(digit) } : null;
  }
  if (press.altKey) return null;
  if (press.key === "F1") return { does: "help" };
  if (!ctrl) return null;
  // On many keyboards a slash needs Shift.
  if (press.key === "/") return { does: "keys" };
  if (press.shiftKey) {
    if (letter === "f") return { does: "search" };
    return letter === "z" && !typing ? { does: "redo" } : null;
  }
  switch (letter) {
    case "k": return { does: "palette" };
    case "f": return { does: "find" };
    case "z": return typing ? null : { does: "undo" };
    case "y": return typing ? null : { does: "redo" };
    case "n": return { does: "new" };
    case "e": return { does: "edit" };
    case "s": return { does: "save" };
    default: return null;
  }
}

/** Text is being typed there. */
export function isTyping(element: Element | null): boolean {
  if (!element) return false;
  if (element.tagName === "TEXTAREA") return true;
  if (element.tagName === "INPUT") {
    const type = element.getAttribute("type") ?? "text";
    return !["radio", "checkbox", "button", "submit"].includes(type);
  }
  return element.getAttribute("contenteditable") === "true";
}
