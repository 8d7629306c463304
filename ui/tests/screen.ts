// What tests of screens share: the accessibility check, and finding a part of the screen by its test name.
import axe from "axe-core";

/** No colours here: those have a test of their own. */
export async function faultsOf(container: Element): Promise<string[]> {
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`);
}

export function part(name: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-test="${name}"]`);
  if (!found) throw new Error(`${name} is not on the screen`);
  return found;
}
