// Times inside the page. A row is on the screen when the frame after the one that drew it begins.
window.hubfolioBench = {
  replied: 0,
  frame: () => new Promise(requestAnimationFrame),

  /** Notes when a window of a list is handed to the page. */
  watch() {
    const ask = window.fetch.bind(window);
    window.fetch = async (to, how) => {
      const reply = await ask(to, how);
      const body = typeof how?.body === "string" ? how.body : how?.body ? new TextDecoder().decode(how.body) : "";
      if (!body.includes('"name":"view"')) return reply;
      const json = reply.json.bind(reply);
      reply.json = async () => {
        const value = await json();
        this.replied = performance.now();
        return value;
      };
      return reply;
    };
  },

  grid: () => document.querySelector("[role=grid]"),

  /** Does a row that is not here yet, or no row at all, stand in sight? */
  blank() {
    const grid = this.grid();
    if (!grid) return true;
    const box = grid.getBoundingClientRect();
    const x = box.left + 40;
    return [0.08, 0.3, 0.5, 0.7, 0.95].some((part) => {
      const row = document.elementFromPoint(x, box.top + box.height * part)?.closest("[role=row]");
      return !row || row.querySelector(".grid__waiting") !== null;
    });
  },

  /** Does something that asks for rows; when did they come, and when were they on the screen? */
  async paints(act) {
    await this.calm();
    const start = performance.now();
    act();
    while (this.replied < start || this.blank()) {
      await this.frame();
      if (performance.now() - start > 10_000) throw new Error(`no rows after ten seconds, replied ${this.replied}, ${document.querySelector("main")?.innerText.slice(0, 200)}`);
    }
    await this.frame();
    const now = performance.now();
    return { whole: now - start, painted: now - this.replied };
  },

  async calm() {
    for (let i = 0; i < 12; i++) await this.frame();
  },

  go: (address) => () => { location.hash = address; },

  /** Sorts by a heading; a second time the other way round. */
  sort: (column) => () => document.querySelector(`[role=columnheader][aria-colindex='${column}'] button`)?.click(),

  type(text) {
    return () => {
      const box = document.getElementById("find");
      box.value = text;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    };
  },

  jumps: 0,

  /** Jumps to a part of the list where nobody was before. */
  jump() {
    const part = (++this.jumps * 0.381966) % 1;
    const grid = this.grid();
    grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * part;
  },

  /** Scrolls so many pixels in each frame, to the end or for some seconds; in how many frames was a row missing? */
  async scroll(each, seconds) {
    const grid = this.grid();
    grid.scrollTop = 0;
    await this.calm();
    const start = performance.now();
    let [frames, blank, longest, last] = [0, 0, 0, start];
    while (grid.scrollTop + grid.clientHeight < grid.scrollHeight - 1 && performance.now() - start < seconds * 1_000) {
      grid.scrollTop += each;
      await this.frame();
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      frames++;
      if (this.blank()) blank++;
    }
    return { frames, blank, longest, rows: Math.round(grid.scrollTop / 32), seconds: (performance.now() - start) / 1_000 };
  },
};
