/** Beside the text: what stands below the article, its pictures, and the sites that it is on. */

import { fill, h } from "../dom";
import { because, fresh, send } from "./tools";
import type { Article, Tools } from "./tools";

/** What a panel needs of the editor. */
export interface Around {
  tools: Tools;
  article: Article;
  reload(): Promise<void>;
  publish(): void;
}

const ROLES: [role: string, name: string][] = [["backgrounder", "Backgrounder"], ["related", "Related"], ["teaser", "Teaser"]];

/** The package: backgrounders and related stories below an article. */
export function packaged(at: Around): HTMLElement {
  const { article } = at;
  const rows = (article.parts ?? []).map((part) =>
    h("li", {}, h("small", {}, part.role), ` ${part.headline || part.story} `,
      h("button", { type: "button", "aria-label": `Take ${part.headline || part.story} off`, onclick: () => void change(at, { drop: [part.story] }) }, "Take off")));
  const role = h("select", { "aria-label": "As what" }, ROLES.map(([value, name]) => h("option", { value }, name)));
  const found = h("ul", { class: "found" });
  const query = h("input", { type: "search", "aria-label": "Find a story to put below", placeholder: "Find a story to put below" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  query.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void find(at, query.value.trim(), role, found), 250);
  });
  return h("section", { class: "package", "aria-label": "Package" },
    h("h3", {}, "Below the story"),
    rows.length ? h("ul", {}, rows) : h("p", { class: "empty" }, "Nothing yet. Find a backgrounder or a related story:"),
    h("p", { class: "seek" }, role, query), found);
}

interface Row {
  id: string;
  headline: string;
  source: string;
}

async function find(at: Around, query: string, role: HTMLSelectElement, host: HTMLElement): Promise<void> {
  if (query.length < 2) {
    fill(host);
    return;
  }
  const answer = await at.tools.api(`/intake?limit=8&q=${encodeURIComponent(query)}`);
  if (!answer.ok) return;
  const { rows } = (await answer.json()) as { rows: Row[] };
  const own = new Set((at.article.tellers ?? []).map((teller) => teller.id));
  const others = rows.filter((row) => !own.has(row.id));
  const put = (row: Row): void => void change(at, { add: [{ role: role.value, story: row.id }] });
  fill(host, others.length ? others.map((row) => h("li", {}, h("button", { type: "button", onclick: () => put(row) }, h("small", {}, row.source), ` ${row.headline}`))) : h("li", { class: "empty" }, "No story of the last days has these words."));
}

async function change(at: Around, body: unknown): Promise<void> {
  const answer = await send(at.tools, "POST", `/stories/${encodeURIComponent(at.article.id)}/package`, body, { "idempotency-key": fresh() });
  if (!answer.ok) {
    at.tools.say(await because(answer));
    return;
  }
  const { remarks } = (await answer.json()) as { remarks?: string[] };
  at.tools.say(remarks?.length ? remarks.join(". ") : "Done.");
  await at.reload();
}

/** Where it stands, and the way to the dialog that puts it there. */
export function placed(at: Around): HTMLElement {
  const { article, tools } = at;
  const names = new Map(tools.sites().map((site) => [site.code, site.name]));
  const rows = (article.placements ?? []).map((one) =>
    h("li", {}, names.get(one.site) ?? one.site, h("small", {}, ` ${[one.section, one.site === article.home ? "home" : "", one.at ? new Date(one.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" }) : ""].filter(Boolean).join(" · ")}`)));
  return h("section", { class: "placed", "aria-label": "Sites" },
    h("h3", {}, "Sites"),
    rows.length ? h("ul", {}, rows) : h("p", { class: "empty" }, "On no site yet."),
    h("p", {}, h("button", { type: "button", onclick: at.publish }, rows.length ? "Sites, sections, schedule …" : "Publish …")));
}

/** Whose words it holds, and how far these may be changed. */
export function told({ article }: Around): HTMLElement | null {
  const tellers = article.tellers ?? [];
  if (!tellers.length) return null;
  const may = { free: "may be edited", cut: "may be shortened, not changed", none: "stands to the letter" };
  return h("section", { class: "tellers", "aria-label": "Sources" }, h("h3", {}, "Sources"),
    h("ul", {}, tellers.map((one) => h("li", {}, one.own ? "Our own desk" : one.name, h("small", {}, ` ${one.id} · ${may[one.editing]}`)))));
}
