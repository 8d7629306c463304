import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { guide } from "./guide";

export default defineConfig({
  plugins: [svelte(), guide()],
  clearScreen: false,
  server: { port: 1420, strictPort: true },
  css: { preprocessorOptions: { scss: { loadPaths: ["node_modules"], quietDeps: true } } },
  // One style sheet for all, since pages that are read later look no different.
  // WebKitGTK 2.50 and WebView2 are both newer than Safari 16. Small files stay files: the content policy allows
  // pictures as data, styles and scripts only from the app itself.
  build: { target: "safari16", outDir: "dist", emptyOutDir: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0, cssCodeSplit: false },
});
