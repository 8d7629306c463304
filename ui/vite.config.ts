import purgeCss from "@fullhuman/postcss-purgecss";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

const colleagues = /src\/(pages\/(Sharing|Send|BringIn|Settle|SettleList|Erase|Erasures|Merge|Copies|Copy|SendCopy)Page|parts\/(sharing|erase)\/|parts\/copies\/(?!SaidBox|Comments)|parts\/settle\/(?!SettleBanner|VersionsMark))/;
const more = /src\/(pages\/(Import|Return|Packs|Settings|Accessibility|Welcome|SwitchHub|Close|Mail|Boards?|Meeting|Interests|Declare|StakeholderMap|Duplicates|About|Help|Merge|Erase|Sharing)Page|parts\/(spreadsheets|closing|mail|boards|stakeholders)\/|parts\/(PackBox|PackExport|PackPages|VerifyBox|ReturnOverview|FigureForm|NarrativeBox|SignOffBox|WithdrawSignOff|SomeoneElse|DataTable|Progress|Import\w+|ClosingMatterBox|Comments|CompareTable)\.|words\/(boards|boardPacks|stakeholders)\.|logic\/(meetings|declaring|packPages)\.)/;

export default defineConfig({
  plugins: [svelte()],
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
    // Pages that are read late and go together are packed together: forty small files are a tenth larger than a few. What
    // the first view uses of them stays outside, or it would ask for all of it.
    rolldownOptions: { output: { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: "colleagues", test: colleagues }, { name: "more", test: more }] } } },
  },
});
