// Turns docs/guide into pages when the window is built, so that help is in the bundle and needs no reader of Markdown
// and no network. Only what is written there comes in: raw HTML, pictures and addresses elsewhere are left out.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Marked, type Tokens } from "marked";
import type { Plugin } from "vite";
import type { Section, Topic } from "./src/logic/help";

const NAME = "virtual:guide";
const folder = join(import.meta.dirname, "../docs/guide");
/** The pages that come first; others follow by name. */
const order = ["finding-your-way", "first-return", "sharing"];

const slugOf = (title: string): string => title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
const escaped = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
const textOf = (html: string): string =>
  html.replace(/<[^>]+>/g, " ").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, "&").replace(/\s+/g, " ").trim();

function reader(own: string): Marked {
  return new Marked({
    renderer: {
      html: () => "",
      image: ({ text }) => escaped(text),
      link({ href, tokens }: Tokens.Link) {
        const inner = this.parser.parseInline(tokens);
        const [, page, at] = /^([a-z0-9-]+)?(?:\.md)?(?:#([a-z0-9-]+))?$/.exec(href) ?? [];
        if (page === undefined && at === undefined) return inner;
        return `<a href="#/help/${page ?? own}${at ? `?at=${at}` : ""}">${inner}</a>`;
      },
      table({ header, rows }: Tokens.Table) {
        const cells = (row: Tokens.TableCell[], tag: string): string => row.map((c) => `<${tag}>${this.parser.parseInline(c.tokens)}</${tag.split(" ")[0]}>`).join("");
        const body = rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("");
        return `<div class="table-wrap" role="group" tabindex="0" aria-label="Table"><table class="data"><thead><tr>${cells(header, 'th scope="col"')}</tr></thead><tbody>${body}</tbody></table></div>`;
      },
    },
  });
}

/** One page of the guide, cut at its second-level headings. */
export function topicFrom(slug: string, markdown: string): Topic {
  const marked = reader(slug);
  let title = slug;
  const parts: { title: string; tokens: string[] }[] = [{ title: "", tokens: [] }];
  for (const token of marked.lexer(markdown)) {
    if (token.type === "heading" && token.depth === 1) title = token.text as string;
    else if (token.type === "heading" && token.depth === 2) parts.push({ title: token.text as string, tokens: [] });
    else parts.at(-1)?.tokens.push(token.raw);
  }
  const sections = parts.flatMap((part): Section[] => {
    const html = String(marked.parse(part.tokens.join(""))).trim();
    return html || part.title ? [{ id: slugOf(part.title), title: textOf(String(marked.parseInline(part.title))), html, text: textOf(html) }] : [];
  });
  return { slug, title, sections };
}

export function readGuide(): Topic[] {
  const slugs = readdirSync(folder).filter((name) => name.endsWith(".md")).map((name) => name.slice(0, -3));
  const place = (slug: string): number => (order.includes(slug) ? order.indexOf(slug) : order.length);
  return slugs.sort((a, b) => place(a) - place(b) || a.localeCompare(b)).map((slug) => topicFrom(slug, readFileSync(join(folder, `${slug}.md`), "utf8")));
}

export function guide(): Plugin {
  return {
    name: "guide",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load(id) {
      if (id !== `\0${NAME}`) return null;
      for (const topic of readdirSync(folder)) this.addWatchFile(join(folder, topic));
      return `export default ${JSON.stringify(readGuide())};`;
    },
  };
}
