// The window without the shell: the same pages over an invented hub in memory. For looking at screens, never shipped;
// the production build knows nothing of this folder, and a test makes sure of it.
import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vite";
import base from "../../vite.config";

const standIn = fileURLToPath(new URL("./ipc.ts", import.meta.url));

export default mergeConfig(base, defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  plugins: [{
    name: "stand-in-for-the-shell",
    enforce: "pre",
    async resolveId(source, importer) {
      if (!source.endsWith("/ipc") || !importer?.includes("/src/")) return null;
      return standIn;
    },
  }],
}));
