import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

/** Shorter names for the styles of components than the usual ones, which made up a hundredth of scripts and styles. */
const cssHash = ({ hash, filename = "" }) => `s${hash(filename.replaceAll("\\", "/").replace(/^.*\/src\//, "src/")).slice(0, 5)}`;

export default { preprocess: vitePreprocess(), compilerOptions: { runes: true, cssHash } };
