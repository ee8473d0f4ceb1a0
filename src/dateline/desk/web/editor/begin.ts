/** Our own reporting, from a blank page: what is typed first begins an article, which is edited like any other. */

import { fill, h, kbd } from "../dom";
import { Body } from "./body";
import { field } from "./fields";
import { because, fresh, send } from "./tools";
import type { Block, Tools } from "./tools";

interface Begun {
  headline: string;
  standfirst: string;
  byline: string;
  slug: string;
  blocks: Block[];
}

/**
 * Mount the blank page, for a *plan* of the board if there is one; what it gives back takes it away. What was typed
 * waits in this browser until it is begun.
 */
export function begin(root: HTMLElement, tools: Tools, plan: string): () => void {
  const place = plan ? `dateline.begun.${plan}` : "dateline.begun";
  const before = JSON.parse(localStorage.getItem(place) ?? "{}") as Partial<Begun>;
  const keep = (): void => localStorage.setItem(place, JSON.stringify(typed()));
  const headline = field("Headline", before.headline ?? "", keep, { big: true });
  const standfirst = field("Standfirst", before.standfirst ?? "", keep, { lines: true });
  const byline = field("Byline", before.byline ?? "", keep, { hint: "empty: Staff Writers" });
  const slug = field("Slug", before.slug ?? "", keep, { hint: "working name" });
  const names = (story: string): { name: string; own: boolean } => ({ name: tools.source(story.replace(/-[^-]*$/, "")), own: false });
  const body = new Body(before.blocks ?? [], { names, say: tools.say, changed: keep, may: () => true });
  const typed = (): Begun => ({ headline: headline.value, standfirst: standfirst.value, byline: byline.value, slug: slug.value, blocks: body.blocks });
  const wrong = h("p", { class: "wrong", role: "alert", hidden: true });
  const key = fresh();
  const go = h("button", { class: "first", type: "button" }, "Begin this article ", kbd("Ctrl-S"));
  const does = async (): Promise<void> => {
    go.disabled = true;
    const failed = await begun(tools, { ...typed(), ...(plan ? { plan } : {}) }, key, place).catch(() => "The desk does not answer; what you typed is kept in this browser.");
    go.disabled = false;
    wrong.hidden = !failed;
    fill(wrong, failed);
  };
  go.addEventListener("click", () => void does());
  const pressed = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    void does();
  };
  const told = h("p", {}, "Our own report. It waits in this browser until it is begun.");
  if (plan) void planned(tools, plan).then((card) => {
    if (!card) return;
    fill(told, `For the plan ${card.slug}: ${card.what || card.slug}. It waits in this browser until it is begun.`);
    if (!slug.value) slug.value = card.slug;
  });
  const page = h("article", { class: "editor blank", onkeydown: pressed },
    h("header", { class: "state" }, told, h("p", { class: "buttons" }, go)),
    wrong,
    h("div", { class: "columns" }, h("div", { class: "text" }, headline.element, standfirst.element, h("div", { class: "row" }, byline.element, slug.element), body.element)));
  fill(root, page);
  headline.focus();
  return () => body.close();
}

/** What the board says of a plan. */
async function planned(tools: Tools, plan: string): Promise<{ slug: string; what: string } | undefined> {
  const answer = await tools.api("/board");
  const { cards } = (answer.ok ? await answer.json() : { cards: [] }) as { cards: { id: string; slug: string; what: string }[] };
  return cards.find(({ id }) => id === plan);
}

/** Begin it at the desk, and go on there; why not, in words. */
async function begun(tools: Tools, page: Begun & { plan?: string }, key: string, place: string): Promise<string> {
  const answer = await send(tools, "POST", "/articles", page, { "idempotency-key": key });
  if (!answer.ok) return because(answer);
  const { id } = (await answer.json()) as { id: string };
  localStorage.removeItem(place);
  tools.go(`#/edit/${id}`);
  return "";
}
