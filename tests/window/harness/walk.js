// What a walk over all screens needs inside the page: when a screen is finished, how it looks in the dark, on a narrow
// screen and in forced colours, where the Tab key leads, and whether anything was asked for outside the program.
window.hubfolioWalk = {
  pending: 0,
  /** Commands that are refused, as if the hub file could not be read; `null` = none, a list names what still works. */
  stillWorks: null,
  /** What broke the content policy. */
  broken: [],

  /** Follows every question to the shell. */
  watch() {
    const ask = window.fetch.bind(window);
    window.fetch = async (to, how) => {
      this.pending++;
      try {
        return this.refused(String(to), how?.body) ?? (await ask(to, how));
      } finally {
        this.pending--;
      }
    };
    document.addEventListener("securitypolicyviolation", (e) => this.broken.push(`${e.effectiveDirective} ${e.blockedURI}`));
  },

  refused(to, body) {
    if (!this.stillWorks || !/\/call$/.test(to)) return null;
    const { name } = JSON.parse(typeof body === "string" ? body : new TextDecoder().decode(body));
    if (this.stillWorks.includes(name)) return null;
    const fault = { code: "storage", message: "The hub file could not be read. Nothing was changed.", hint: "Try again. If it happens again, put back a copy.", fields: [] };
    return new Response(JSON.stringify(fault), { headers: { "content-type": "application/json", "Tauri-Response": "error" } });
  },

  frames: () => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go))),

  /** Goes to a place and waits until nothing more is read or moves there; says what still was after half a minute. */
  async go(address) {
    location.hash = address;
    return this.settled();
  },

  async settled() {
    const end = Date.now() + 30_000;
    for (let quiet = 0; quiet < 3;) {
      await this.frames();
      const busy = this.pending > 0 || !document.querySelector("main h1") || document.querySelector("main[aria-busy=true], main [aria-busy=true]");
      quiet = busy ? 0 : quiet + 1;
      if (Date.now() > end) return `not finished: ${this.pending} questions, ${document.querySelector("main")?.innerText.slice(0, 80)}`;
    }
    await Promise.all(document.getAnimations().map((a) => a.finished.catch(() => 0)));
    return null;
  },

  /** Every rule of axe-core, that on the size of targets too; `only` names some. Returns the violations. */
  async axe(only) {
    // What lies below the fold of a page that scrolls in itself is no part of the screen to axe-core: unfolded, it is.
    const main = document.querySelector("main");
    const whole = new CSSStyleSheet();
    if (main && !main.classList.contains("main--tight")) {
      whole.replaceSync("html, body, #app, .frame, .main { height: auto !important; overflow: visible !important; } .frame { grid-template-rows: auto auto auto !important; }");
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, whole];
      await this.frames();
    }
    const found = await axe.run(only ? { runOnly: only } : { rules: { "target-size": { enabled: true } } });
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((s) => s !== whole);
    const line = (v) => `${v.id}: ${v.help}\n    ${v.nodes.map((n) => n.target.join(" ") + seen(n)).slice(0, 4).join("\n    ")}`;
    const seen = (n) => (n.any[0]?.data?.contrastRatio ? ` (${n.any[0].data.fgColor} on ${n.any[0].data.bgColor}: ${n.any[0].data.contrastRatio})` : "");
    return { passes: found.passes.length, violations: found.violations.map(line) };
  },

  rules(condition) {
    return [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule.media && condition.test(rule.media.mediaText));
  },

  /** As on a computer that is set to dark, or back. */
  async dark(on) {
    this.darkRules ??= this.rules(/prefers-color-scheme:\s*dark/).map((rule) => rule.media);
    for (const media of this.darkRules) media.mediaText = on ? "all" : "(prefers-color-scheme: dark)";
    document.documentElement.style.colorScheme = on ? "dark" : "";
    await this.frames();
    await Promise.all(document.getAnimations().map((a) => a.finished.catch(() => 0)));
    return getComputedStyle(document.body).backgroundColor;
  },

  /** What scrolls sideways that is no table, list or code. */
  sideways() {
    const wide = [document.documentElement, document.querySelector("main")].filter((e) => e && e.scrollWidth > e.clientWidth + 1);
    if (wide.length === 0) return [];
    const edge = document.documentElement.clientWidth;
    const inScroller = (e) => { for (let p = e.parentElement; p && p.tagName !== "MAIN"; p = p.parentElement) if (/auto|scroll/.test(getComputedStyle(p).overflowX)) return true; return false; };
    const out = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > edge + 1 && !inScroller(e)).reverse();
    return [`${wide.map((e) => `${e.tagName} ${e.scrollWidth} in ${e.clientWidth}`).join()}: ${out.slice(0, 3).map((e) => `${e.tagName}.${e.className} “${(e.textContent ?? "").trim().slice(0, 30)}”`).join("; ")}`];
  },

  /** Where the focus goes, from now on. */
  followFocus() {
    this.stops = [];
    document.activeElement?.blur();
    if (this.following) return;
    this.following = true;
    document.addEventListener("focusin", (e) => this.stops.push(e.target), true);
  },

  /** Has the Tab key come round to where it began? */
  cameRound() {
    return this.stops.length > 1 && this.stops.lastIndexOf(this.stops[0]) > 0;
  },

  name: (e) => `${e.tagName.toLowerCase()} ${(e.innerText || e.id || "").replace(/\s+/g, " ").slice(0, 50)}`,

  /** What can be worked. */
  workable: () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter((e) =>
    e.tabIndex >= 0 && !e.disabled && !e.closest("[inert]") && e.checkVisibility({ visibilityProperty: true })),

  /** What can be worked and was not reached with Tab. Of a group of radio buttons one is a stop, of a list one cell. */
  notReached() {
    const reached = new Set(this.stops);
    const groups = new Set(this.stops.filter((e) => e.type === "radio").map((e) => e.name));
    return this.workable().filter((e) => !(e.type === "radio" && groups.has(e.name)) && !reached.has(e)).map(this.name);
  },

  /** Stops of the Tab key that something else lies over while they have the focus. */
  async covered() {
    const inSight = (e) => [e, ...(e.labels ?? [])].some((part) => {
      const box = part.getBoundingClientRect();
      const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.15], [0.5, 0.85]].map(([x, y]) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y));
      return points.some((at) => at && (part.contains(at) || at.contains(part)) && at !== document.documentElement && at !== document.body && at.id !== "main");
    });
    const found = [];
    for (const e of new Set(this.stops)) {
      if (!e.isConnected || e === document.body) continue;
      e.focus();
      // Scrolling to it may take some frames on a long page.
      for (let tries = 0; tries < 10 && !inSight(e); tries++) await this.frames();
      if (!inSight(e) && document.activeElement === e) found.push(this.name(e));
    }
    return found;
  },

  /** As with a contrast theme of the computer: its colours in place of ours, no shadows, and the rules for it hold. */
  async forced(on) {
    this.forcedRules ??= this.rules(/forced-colors:\s*active/).map((rule) => rule.media);
    for (const media of this.forcedRules) media.mediaText = on ? "all" : "(forced-colors: active)";
    if (this.palette) document.adoptedStyleSheets = document.adoptedStyleSheets.filter((s) => s !== this.palette);
    if (on) {
      this.palette = new CSSStyleSheet();
      this.palette.replaceSync(`*, *::before, *::after { background-color: #000 !important; color: #fff !important; box-shadow: none !important; text-shadow: none !important; border-color: #fff !important; }
        a, a * { color: #ff0 !important; } :disabled { color: #3f3 !important; }`);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.palette];
    }
    await this.frames();
  },

  /** With forced colours: stops of the Tab key that look the same with the focus as without it. */
  async focusLost() {
    // A transparent outline is drawn under a contrast theme; grounds, shadows and our own colours are not.
    const looks = ["borderTopWidth", "borderBottomWidth", "borderTopStyle", "textDecorationLine", "textDecorationThickness"];
    const line = (look) => (look.outlineStyle === "none" ? "" : `${look.outlineStyle} ${look.outlineWidth}`);
    const part = (e, p) => { const look = getComputedStyle(e, p); return `${line(look)} ${looks.map((l) => look[l]).join()}`; };
    const drawn = (e) => [e, ...(e.labels ?? [])].flatMap((one) => [null, "::before", "::after"].map((p) => part(one, p))).join(";");
    const lost = [];
    for (const e of this.workable()) {
      document.activeElement?.blur();
      const without = drawn(e);
      e.focus({ focusVisible: true });
      if (document.activeElement === e && drawn(e) === without) lost.push(this.name(e));
    }
    return lost;
  },

  /** Everything that was loaded or asked for, from anywhere but the program itself. */
  foreign() {
    const own = /^(tauri:\/\/localhost|ipc:\/\/localhost|https?:\/\/(tauri|ipc)\.localhost|data:|blob:)/;
    return [...performance.getEntriesByType("resource").map((e) => e.name).filter((name) => !own.test(name)), ...this.broken];
  },
};
