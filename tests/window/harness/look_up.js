// What the window tests add to the page: finding by role and name, what has the focus, and whether it shows.
window.hubfolioTest = {
  /** Runs `work` while axe-core knows the page. */
  known(work) {
    axe.setup(document.documentElement);
    try {
      return work();
    } finally {
      axe.teardown();
    }
  },

  visible(element) {
    return element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
  },

  name(element) {
    return axe.commons.text.accessibleText(element).replace(/\s+/g, " ").trim();
  },

  all(role) {
    return Array.from(document.body.querySelectorAll("*")).filter((e) => axe.commons.aria.getRole(e) === role && this.visible(e));
  },

  find(role, name) {
    return this.known(() => this.all(role).find((e) => this.name(e) === name) ?? null);
  },

  names(role) {
    return this.known(() => this.all(role).map((e) => this.name(e)));
  },

  focused() {
    const element = document.activeElement ?? document.body;
    return this.known(() => ({ role: axe.commons.aria.getRole(element) ?? "", name: this.name(element), tag: element.tagName }));
  },

  /** One stop on the way to `target`: is this it, does the focus show, and which key leads on. */
  stop(target) {
    const at = document.activeElement;
    const outside = !at || at === document.body;
    const group = at?.type === "radio" && target.type === "radio" && at.name === target.name && at.form === target.form;
    return {
      here: at === target,
      arrow: group,
      // A heading that a step leads to has the focus for reading on; there is nothing to operate.
      shows: outside || at.tabIndex < 0 || this.focusShows(),
      active: document.hasFocus(),
      what: outside ? "the page" : `${at.tagName.toLowerCase()} ${(at.innerText || at.id || "").replace(/\s+/g, " ").slice(0, 60)}`,
    };
  },

  /** How an element, its label and its frame are drawn. */
  drawn(element) {
    const parts = [element, ...(element.labels ?? []), element.parentElement].filter(Boolean);
    const looks = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor", "borderTopColor", "borderBottomWidth", "color"];
    const drawn = (part, pseudo) => looks.map((look) => getComputedStyle(part, pseudo)[look]).join();
    return parts.flatMap((part) => [drawn(part), drawn(part, "::before"), drawn(part, "::after")]).join(";");
  },

  /** Is what has the focus drawn in another way than the same thing without it? Compared with a copy set beside it. */
  focusShows() {
    const element = document.activeElement;
    if (!element || element === document.body) return false;
    const withFocus = this.drawn(element);
    const copy = element.cloneNode(true);
    copy.removeAttribute("id");
    copy.removeAttribute("name");
    element.after(copy);
    const labels = Array.from(element.labels ?? []);
    Object.defineProperty(copy, "labels", { value: labels, configurable: true });
    const without = this.drawn(copy);
    copy.remove();
    return withFocus !== without;
  },
};
