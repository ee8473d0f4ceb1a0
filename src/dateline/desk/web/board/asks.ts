/** What is asked before something on the board is done. */

import { Refused, fresh, send, verb } from "../api";
import { ask } from "../dialog";
import { fill, h } from "../dom";
import type { Desk } from "../state";
import { onWall, toUtc } from "../times";
import { inWords } from "../told";
import type { Receipt } from "../types";
import type { Board, Card } from "./types";

type Body = Record<string, unknown>;
/** Called when it was done, with what is in focus from then on. */
export type After = (id: string) => void;

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Do something to a card, and tell its receipt. */
export async function did(desk: Desk, slug: string, asked: Promise<Receipt>): Promise<Receipt> {
  const receipt = await asked;
  const words = receipt.verb === "plan" ? `${slug}: ${receipt.remarks.join("; ") || "on the budget"}` : `${slug}: ${inWords(receipt)}`;
  desk.told.done(words);
  return receipt;
}

/** A new plan, or another thought of one. */
export function plan(desk: Desk, board: Board, card: Card | null, after: After): void {
  const slug = h("input", { type: "text", id: "slug", maxlength: "200", required: true, value: card?.slug ?? "" });
  const what = h("textarea", { id: "what", rows: "2", maxlength: "2000" });
  what.value = card?.what ?? "";
  const boxes = desk.sites.map((site) => h("input", { type: "checkbox", value: site.code, checked: card?.sites?.includes(site.code) }));
  const sections = h("select", { id: "section" });
  const choose = (): void => {
    const chosen = desk.sites.filter((_, index) => boxes[index]?.checked);
    const known = new Map(chosen.flatMap((site) => site.sections));
    const before = sections.value || card?.section || "";
    fill(sections, h("option", { value: "" }, "none yet"), [...known].map(([code, title]) => h("option", { value: code, selected: code === before }, title)));
  };
  for (const box of boxes) box.addEventListener("change", choose);
  choose();
  const whose = fields(board, card);
  const key = fresh();
  void ask({
    title: card ? "Change a plan" : "New plan",
    body: [
      h("label", { for: "slug" }, "Working name"),
      slug,
      h("label", { for: "what" }, "What it will be"),
      what,
      h("fieldset", { class: "sites" }, h("legend", {}, "For"), desk.sites.map((site, index) => h("label", {}, boxes[index], site.name))),
      h("div", { class: "fields" }, h("div", {}, h("label", { for: "section" }, "Section"), sections), ...whose.elements),
    ],
    does: card ? "Change" : "Plan",
    focus: slug,
    run: async () => {
      if (!slug.value.trim()) throw new Refused(422, { title: "It has no name", detail: "give it a working name" });
      const sites = boxes.filter((box) => box.checked).map((box) => box.value);
      const body: Body = { slug: slug.value, what: what.value, sites, section: sections.value, ...whose.body() };
      const path = card ? `/plans/${card.id}` : "/plans";
      after((await did(desk, slug.value, send<Receipt>(card ? "PATCH" : "POST", path, body, key))).id);
    },
  });
}

/** Whose work it is, and by when. */
export function assign(desk: Desk, board: Board, card: Card, after: After): void {
  const whose = fields(board, card);
  const key = fresh();
  void ask({
    title: "Assign",
    body: [h("p", { class: "what" }, card.slug), h("div", { class: "fields" }, ...whose.elements)],
    does: "Assign",
    focus: whose.to,
    run: async () => {
      const planned = card.stage === "planned";
      const asked = planned ? send<Receipt>("PATCH", `/plans/${card.id}`, whose.body(), key) : verb(card.id, "assign", whose.body(), key);
      await did(desk, card.slug, asked);
      after(card.id);
    },
  });
}

function fields(board: Board, card: Card | null) {
  const people = board.people.map(([id, name]) => h("option", { value: id, selected: id === card?.to }, name));
  const strange = card?.to && !board.people.some(([id]) => id === card.to) ? h("option", { value: card.to, selected: true }, card.who) : null;
  const to = h("select", { id: "to" }, h("option", { value: "" }, "nobody"), strange, people);
  const due = h("input", { type: "datetime-local", id: "due", value: card?.due ? onWall(Date.parse(card.due), HERE) : "" });
  const elements = [h("div", {}, h("label", { for: "to" }, "Whose work"), to), h("div", {}, h("label", { for: "due" }, `Due, by ${HERE}`), due)];
  return { to, elements, body: (): Body => ({ to: to.value, due: due.value ? toUtc(due.value, HERE) : null }) };
}

/** A word to colleagues. */
export function note(desk: Desk, card: Card, after: After): void {
  const words = h("textarea", { id: "words", rows: "3", maxlength: "2000", required: true });
  const key = fresh();
  const before = (card.notes ?? []).map((one) => h("li", {}, `${one.who}: ${one.words}`));
  void ask({
    title: "Note",
    body: [
      h("p", { class: "what" }, card.slug),
      before.length ? h("ul", { class: "notes" }, before) : "",
      h("label", { for: "words" }, "For colleagues; no page shows it"),
      words,
    ],
    does: "Note",
    focus: words,
    run: async () => {
      await did(desk, card.slug, verb(card.id, "note", { words: words.value }, key));
      after(card.id);
    },
  });
}

/** A plan is given up. */
export function drop(desk: Desk, card: Card, after: After): void {
  const reason = h("input", { type: "text", id: "reason", maxlength: "2000" });
  const key = fresh();
  void ask({
    title: "Drop a plan",
    body: [h("p", { class: "what" }, card.slug), h("label", { for: "reason" }, "Why; it goes into the ledger"), reason],
    does: "Drop",
    focus: reason,
    run: async () => {
      await did(desk, card.slug, send<Receipt>("DELETE", `/plans/${card.id}?reason=${encodeURIComponent(reason.value)}`, undefined, key));
      after("");
    },
  });
}

/** An article is what came of a plan. */
export function tie(desk: Desk, board: Board, card: Card, after: After, article = ""): void {
  const others = board.cards.filter((one) => one.stage !== "planned");
  const choice = h("select", { id: "article" }, others.map((one) => h("option", { value: one.id, selected: one.id === article }, one.slug)));
  const id = h("input", { type: "text", id: "other", maxlength: "80", placeholder: "art-… or a story’s id" });
  const key = fresh();
  void ask({
    title: "Tie to an article",
    body: [
      h("p", { class: "what" }, card.slug),
      ...(others.length ? [h("label", { for: "article" }, "What came of it"), choice] : []),
      h("label", { for: "other" }, others.length ? "or, by its id" : "What came of it, by its id"),
      id,
    ],
    does: "Tie",
    focus: others.length ? choice : id,
    run: async () => {
      const to = id.value.trim() || choice.value;
      if (!to) throw new Refused(422, { title: "No article is named", detail: "choose one, or give its id" });
      await did(desk, card.slug, send<Receipt>("POST", `/plans/${card.id}/tie`, { article: to }, key));
      after(to);
    },
  });
}
