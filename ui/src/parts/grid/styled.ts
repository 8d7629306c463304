// Measures of a list are set through the style object: the content policy allows no style attributes.
export function styled(values: Record<string, string | undefined>) {
  return (node: HTMLElement): void => {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) node.style.removeProperty(name);
      else node.style.setProperty(name, value);
    }
  };
}
