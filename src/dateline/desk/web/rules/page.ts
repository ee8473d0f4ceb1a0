/** The rules of the desk: those in force, one in a form, what it would have done, and who changed them. */

import { fresh, get, send } from "../api";
import { fill, h, kbd } from "../dom";
import { add, keyOf, run } from "../keys";
import type { Opened } from "../router";
import type { Desk } from "../state";
import { time } from "../times";
import { Form } from "./form";
import { type Book, type Rule, type RuleChange, inWords } from "./types";

export async function open(place: HTMLElement, rest: string[], desk: Desk): Promise<Opened> {
  const page = new Rules(place, desk);
  const remove = page.commands();
  await page.read();
  if (rest[0]) page.edit(rest[0]);
  return { title: "Rules", leave: remove };
}

class Rules {
  #desk: Desk;
  #book: Book = { rules: [], licences: [], people: [] };
  #list = h("section", { "aria-label": "Rules in force" });
  #form = h("section", { "aria-label": "A rule", hidden: true });
  #history = h("section", { "aria-label": "History", hidden: true });

  constructor(place: HTMLElement, desk: Desk) {
    this.#desk = desk;
    fill(place, h("div", { class: "sheet" }, this.#form, this.#list, this.#history));
  }

  commands(): () => void {
    const one = (id: string, name: string, keys: string[], run: () => void, why?: () => string) => ({ id: `rules-${id}`, name, group: "Rules", keys, run, anywhere: true, ...(why ? { why } : {}) });
    return add(
      one("new", "Make a rule", ["a"], () => this.edit(""), () => this.#mayNot()),
      one("history", "Who changed the rules, and when", ["h"], () => void this.#remember()),
    );
  }

  #mayNot(): string {
    return this.#desk.me.acts.includes("rules") ? "" : "Rules are for a duty editor or the owner";
  }

  async read(): Promise<void> {
    const book = await this.#desk.told.awaited("reading the rules", get<Book>("/rules"));
    if (!book) return;
    this.#book = book;
    const rows = book.rules.map(({ rule, at, by, entry }, index) =>
      h(
        "tr",
        {},
        h("td", {}, `${index + 1}`),
        h("td", {}, h("b", {}, rule.name)),
        h("td", {}, inWords(rule.when)),
        h("td", {}, inWords(rule.then)),
        h("td", { title: `Entry ${entry}` }, by, ", ", time(at)),
        h("td", { class: "does" }, this.#buttons(rule, index)),
      ),
    );
    const heads = ["", "Rule", "Means what is", "And does", "Put by", ""].map((name, index) => h("th", { scope: "col" }, name || h("span", { class: "unseen" }, index ? "Change" : "Order")));
    fill(
      this.#list,
      h("div", { class: "title" }, h("h2", {}, "Rules in force"), h("button", { type: "button", disabled: !!this.#mayNot(), onclick: () => run("rules-new") }, "Make a rule ", kbd(keyOf("rules-new"))), h("button", { type: "button", onclick: () => run("rules-history") }, "History ", kbd(keyOf("rules-history")))),
      h("p", { class: "hint" }, "A rule has each story once, as it comes, and only what comes after it was put in force. Of two that say the same the first one’s word holds; what a person decided, no rule touches."),
      rows.length
        ? h("div", { class: "wide", tabindex: "0", role: "group", "aria-label": "Rules in force" }, h("table", {}, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, rows)))
        : h("p", { class: "empty" }, "No rule is in force: every story waits for a person. ", kbd(keyOf("rules-new")), " makes one."),
    );
  }

  #buttons(rule: Rule, index: number): HTMLElement[] {
    if (this.#mayNot()) return [];
    const before = this.#book.rules[index - 1]?.rule.name;
    return [
      h("button", { type: "button", disabled: !before, "aria-label": before ? `Try ${rule.name} before ${before}` : `${rule.name} is tried first`, onclick: () => void this.#earlier(index) }, "↑"),
      h("button", { type: "button", "aria-label": `Change ${rule.name}`, onclick: () => this.edit(rule.name) }, "Change"),
      h("button", { type: "button", class: "quiet", "aria-label": `Drop ${rule.name}`, onclick: () => void this.#drop(rule) }, "Drop"),
    ];
  }

  /** Open a rule in the form; an empty name: a new one. */
  edit(name: string): void {
    const known = this.#book.rules.find(({ rule }) => rule.name === name)?.rule;
    if (name && !known) return this.#desk.told.wrong(`There is no rule ${name} in force`);
    const close = () => {
      this.#form.hidden = true;
      fill(this.#form);
      this.#list.querySelector<HTMLElement>(`[aria-label="Change ${name}"], button`)?.focus();
    };
    const form = new Form(this.#desk, this.#book, known ?? null, { put: (rule) => this.#put(rule), close });
    this.#form.hidden = false;
    fill(this.#form, form.element);
    form.focus();
  }

  async #put(rule: Rule): Promise<void> {
    await send("PUT", `/rules/${encodeURIComponent(rule.name)}`, { when: rule.when, then: rule.then }, fresh());
    await this.read();
    this.#desk.told.done(`The rule ${rule.name} is in force, for what comes from now on`);
  }

  /** Try a rule before the one that was tried before it. */
  async #earlier(index: number): Promise<void> {
    const names = this.#names;
    const [name] = names.splice(index, 1);
    if (name === undefined) return;
    names.splice(index - 1, 0, name);
    if (!(await this.#desk.told.awaited("putting it first", send("PUT", "/rules", { names }, fresh())))) return;
    await this.read();
    // Where nothing is before it any more, it has nothing to press but what changes it.
    this.#list.querySelector<HTMLElement>(`button[aria-label^="Try ${name} before"], button[aria-label="Change ${name}"]`)?.focus();
    this.#desk.told.done(`The rule ${name} is tried as number ${index} from now on`);
  }

  get #names(): string[] {
    return this.#book.rules.map(({ rule }) => rule.name);
  }

  async #drop(rule: Rule): Promise<void> {
    const path = `/rules/${encodeURIComponent(rule.name)}`;
    const names = this.#names;
    const back = async (): Promise<void> => {
      await this.#put(rule);
      await send("PUT", "/rules", { names }, fresh());
      await this.read();
    };
    if (!(await this.#desk.told.awaited("dropping", send("DELETE", path, undefined, fresh())))) return;
    await this.read();
    this.#list.querySelector<HTMLElement>("button")?.focus();
    this.#desk.told.done(`The rule ${rule.name} is dropped; what it did stays done`, () => void this.#desk.told.awaited("undoing", back()));
  }

  async #remember(cursor = ""): Promise<void> {
    if (!this.#history.hidden && !cursor) {
      this.#history.hidden = true;
      return;
    }
    const page = await this.#desk.told.awaited("reading the history", get<{ changes: RuleChange[]; next?: string }>(`/rules/history?cursor=${encodeURIComponent(cursor)}`));
    if (!page) return;
    const items = page.changes.map((change) =>
      h(
        "li",
        {},
        time(change.at),
        " ",
        h("b", {}, change.by),
        `, entry ${change.entry}`,
        change.dropped.length ? h("span", { class: "reason" }, `dropped ${change.dropped.join(", ")}`) : null,
        change.put.map((rule) => h("span", { class: "reason" }, h("b", {}, rule.name), `: when ${inWords(rule.when)}; then ${inWords(rule.then)}`)),
        change.put.length || change.dropped.length ? null : h("span", { class: "reason" }, "another order"),
      ),
    );
    const more = page.next ? h("button", { type: "button", onclick: () => void this.#remember(page.next) }, "Show what was before") : null;
    this.#history.hidden = false;
    const none = h("p", { class: "empty" }, "No rule was ever put in force.");
    fill(this.#history, h("h2", { tabindex: "-1" }, "Who changed the rules"), items.length ? h("ol", { class: "timeline" }, items) : none, more);
    this.#history.querySelector<HTMLElement>("h2")?.focus();
  }
}
