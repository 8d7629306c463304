// What tests of whole screens share.
import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import axe from "axe-core";
import { expect } from "vitest";

/** Faults of accessibility. No colours here: those have a test of their own. */
export async function faultsOf(container: Element): Promise<string[]> {
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`);
}

/** A part of the screen by its name for tests. */
export function part(name: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-test="${name}"]`);
  if (!found) throw new Error(`${name} is not on the screen`);
  return found;
}

/** The same, once it is there. */
export const shown = (name: string): Promise<HTMLElement> => waitFor(() => part(name));

/** Types into a box of records and takes the first result with the keyboard alone. */
export async function pick(label: string | RegExp, text: string): Promise<void> {
  const box = screen.getByLabelText<HTMLInputElement>(label);
  box.focus();
  await fireEvent.input(box, { target: { value: text } });
  await waitFor(() => expect(screen.getAllByRole("option").length).toBeGreaterThan(0));
  await fireEvent.keyDown(box, { key: "Enter" });
}
