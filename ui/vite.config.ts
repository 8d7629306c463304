import purgeCss from "@fullhuman/postcss-purgecss";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";

/** What the page asks for at once: everything that the entry imports, and what that imports, not what is imported when needed. */
const first = new Set<string>();
const firstView: Plugin = {
  name: "first-view",
  apply: "build",
  buildEnd() {
    const follow = (id: string): void => {
      if (first.has(id)) return;
      first.add(id);
      this.getModuleInfo(id)?.importedIds.forEach(follow);
    };
    for (const id of this.getModuleIds()) if (this.getModuleInfo(id)?.isEntry) follow(id);
  },
};
/** Before there is a hub. */
const start = /src\/(pages\/(FirstRun|Welcome|SwitchHub)Page|pages\/FirstRun|parts\/first\/|words\/(first|start)\.)/;

export default defineConfig({
  plugins: [firstView, svelte()],
  clearScreen: false,
  server: { port: 1420, strictPort: true },
  css: {
    preprocessorOptions: { scss: { loadPaths: ["node_modules"], quietDeps: true } },
    // What NHS.UK frontend has and no page of ours names stays out: a quarter of the sheet. Our own styles are not judged.
    postcss: { plugins: [purgeCss({ content: ["index.html", "src/**/*.{svelte,ts}"], safelist: { standard: [/^(?!nhsuk-)/], greedy: [/^nhsuk-tag--/] } })] },
  },
  // One style sheet for all, since pages that are read later look no different.
  // WebKitGTK 2.50 and WebView2 are both newer than Safari 16. Small files stay files: the content policy allows
  // pictures as data, styles and scripts only from the app itself.
  build: {
    target: "safari16", outDir: "dist", emptyOutDir: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0, cssCodeSplit: false,
    // A few files: forty small ones are a tenth larger. What is read late is one, and takes nothing of the first view along.
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: "start", test: (id) => !first.has(id) && start.test(id) },
            { name: "late", test: (id) => !first.has(id) },
            { name: "first", test: (id) => first.has(id) && !id.endsWith("/src/main.ts") },
          ],
        },
      },
    },
  },
});
