/** One rule in a form, and a dry run of it. */

import { Refused, send } from "../api";
import { counting } from "../dialog";
import { fill, h } from "../dom";
import type { Desk } from "../state";
import { time } from "../times";
import type { Book, Dry, Rule, Then, When } from "./types";

const GROUNDS = ["licence", "public-domain", "own", "exception"];
const SIGNALS = ["update", "correction", "advisory"];

export interface Wishes {
  put(rule: Rule): Promise<void>;
  close(): void;
}

export class Form {
  readonly element: HTMLElement;
  #desk: Desk;
  #wishes: Wishes;
  #name: HTMLInputElement;
  /** What each field says of its part. */
  #when: ((when: When) => void)[] = [];
  #then: ((then: Then) => void)[] = [];
  #wrong = h("p", { class: "wrong", role: "alert" });
  #wait = h("span", { class: "wait", role: "status" });
  #tried = h("div", { class: "tried" });

  constructor(desk: Desk, book: Book, rule: Rule | null, wishes: Wishes) {
    this.#desk = desk;
    this.#wishes = wishes;
    this.#name = h("input", { type: "text", id: "rule-name", required: true, maxlength: "80", value: rule?.name ?? "", readonly: rule !== null, placeholder: "launches", autocapitalize: "off", spellcheck: "false" });
    const form = h(
      "form",
      { class: "rule" },
      h("div", { class: "title" }, h("h2", {}, rule ? `Change ${rule.name}` : "Make a rule")),
      h("div", { class: "field" }, h("label", { for: "rule-name" }, "Name: small letters, digits, hyphens"), this.#name),
      h("fieldset", {}, h("legend", {}, "Means a story that is"), h("p", { class: "hint" }, "All conditions that say something hold, each by any one of what it lists. Commas part what is listed."), this.#conditions(book, rule?.when ?? {})),
      h("fieldset", {}, h("legend", {}, "And then"), this.#actions(book, rule?.then ?? {})),
      this.#wrong,
      h("p", { class: "buttons" }, h("button", { type: "submit", class: "first" }, "Try on the last seven days"), h("button", { type: "button", onclick: () => void this.#put() }, "Put in force"), h("button", { type: "button", onclick: () => wishes.close() }, "Leave"), this.#wait),
      this.#tried,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#dry();
    });
    this.element = form;
  }

  focus(): void {
    (this.#name.readOnly ? this.element.querySelector<HTMLElement>("fieldset :is(input, select)") : this.#name)?.focus();
    this.element.scrollIntoView({ block: "start" });
  }

  // Fields

  #conditions(book: Book, when: When): HTMLElement {
    const sources = Object.entries(this.#desk.me.sources);
    const set = this.#when;
    return h(
      "div",
      { class: "grid" },
      several("from these sources", "sources", sources, when.sources, (v) => set.push((w) => (w.sources = v()))),
      listed("in these languages", "en, pt-BR", when.languages, (v) => set.push((w) => (w.languages = v()))),
      number("urgent: 1, a flash, to 9, at most", 1, 9, when.urgency ?? null, (v) => set.push((w) => (w.urgency = v()))),
      listed("about one of these topics", "names or codes", when.topics, (v) => set.push((w) => (w.topics = v()))),
      listed("with one of these words, or words in a row", "launch, lift-off", when.words, (v) => set.push((w) => (w.words = v()))),
      several("under these licences", "licences", [...new Set([...book.licences, ...GROUNDS])].map((name) => [name, name]), when.licences, (v) => set.push((w) => (w.licences = v()))),
      listed("come at these hours", "22:00-06:00", when.hours?.map(({ begin, end }) => `${begin.slice(0, 5)}-${end.slice(0, 5)}`), (v) => set.push((w) => (w.hours = v().map(span)))),
      listed("from, or naming, these places", "Kourou", when.places, (v) => set.push((w) => (w.places = v()))),
      listed("marked so by its source", SIGNALS.join(", "), when.signals, (v) => set.push((w) => (w.signals = v()))),
      number("of so many words at least", 0, 100_000, when.length || null, (v) => set.push((w) => (w.length = v() ?? 0))),
    );
  }

  #actions(book: Book, then: Then): HTMLElement {
    const { me } = this.#desk;
    const set = this.#then;
    const sections = [...new Map(me.sites.flatMap((site) => site.sections)).entries()];
    return h(
      "div",
      { class: "grid" },
      several("put it before the editors of", "sites", me.sites.map(({ code, name }) => [code, name]), then.sites, (v) => set.push((t) => (t.sites = v()))),
      choice("in the section", [["", "by its topic"], ...sections], then.section ?? "", (v) => set.push((t) => (t.section = v()))),
      choice("judge it, where no person has, to be worth", [["", "nothing said"], ["1", "1, good to know"], ["2", "2, worth their time"], ["3", "3, must not be missed"]], String(then.value ?? ""), (v) => set.push((t) => (t.value = v() ? Number(v()) : null))),
      listed("add the topics", "", then.tags, (v) => set.push((t) => (t.tags = v()))),
      text("with the kicker", then.kicker ?? "", (v) => set.push((t) => (t.kicker = v()))),
      several("tell", "people", book.people.map(([id, name]) => [id, `${name} (${id})`]), then.notify, (v) => set.push((t) => (t.notify = v()))),
      tick("publish it as it came, where rights let it", then.publish ?? false, (v) => set.push((t) => (t.publish = v()))),
      tick("put it aside: spike", then.spike ?? false, (v) => set.push((t) => (t.spike = v()))),
    );
  }

  /** The rule as the form has it. */
  #rule(): Rule {
    const rule: Rule = { name: this.#name.value.trim(), when: {}, then: {} };
    for (const say of this.#when) say(rule.when);
    for (const say of this.#then) say(rule.then);
    return rule;
  }

  // What it comes to

  async #put(): Promise<void> {
    if (!(this.element as HTMLFormElement).reportValidity()) return;
    if (await this.#asked("putting it in force", async () => this.#wishes.put(this.#rule()))) this.#wishes.close();
  }

  async #dry(): Promise<void> {
    await this.#asked("trying it on the last seven days", async () => {
      const rule = this.#rule();
      this.#show(rule, await send<Dry>("POST", "/rules/dry-run", { rules: [rule] }));
    });
  }

  /** Do something; what it is refused for is told in the form. */
  async #asked(what: string, act: () => Promise<void>): Promise<boolean> {
    fill(this.#wrong);
    const end = counting((words) => fill(this.#wait, words), what);
    try {
      await act();
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      fill(this.#wrong, error.words);
      return false;
    } finally {
      end();
    }
  }

  #show(rule: Rule, dry: Dry): void {
    const means = dry.means[rule.name] ?? 0;
    const refused = dry.refused[rule.name] ?? 0;
    const words = `${rule.name} would have meant ${means} of ${dry.stories} ${dry.stories === 1 ? "story" : "stories"} that came in the last seven days${refused ? `; something was refused of ${refused}` : ""}. Nothing was done.`;
    const rows = dry.tried.map((one) =>
      h(
        "tr",
        {},
        h("td", {}, time(one.received)),
        h("td", {}, h("a", { href: `#/story/${one.story}` }, one.headline)),
        h("td", {}, one.because),
        h("td", {}, one.does.join("; ") || "nothing"),
        h("td", { class: one.refused ? "refused" : null }, one.refused),
      ),
    );
    const heads = ["Came", "Story", "Because", "Would", "Refused"].map((name) => h("th", { scope: "col" }, name));
    const less = dry.tried.length < means ? h("p", { class: "hint" }, `The ${dry.tried.length} latest are shown.`) : null;
    fill(
      this.#tried,
      h("p", { role: "status", tabindex: "-1" }, h("b", {}, words)),
      rows.length ? h("div", { class: "wide", tabindex: "0", role: "group", "aria-label": "What it would have done" }, h("table", {}, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, rows))) : null,
      less,
    );
    this.#tried.querySelector<HTMLElement>("p")?.focus();
  }
}

// A field each: its label, its element, and what reads it.

let fields = 0;

function field(label: string, input: HTMLElement): HTMLElement {
  input.id ||= `rule-field-${++fields}`;
  return h("div", { class: "field" }, h("label", { for: input.id }, label), input);
}

function split(words: string): string[] {
  return words.split(",").map((one) => one.trim()).filter(Boolean);
}

function listed(label: string, like: string, values: string[] | undefined, read: (value: () => string[]) => void): HTMLElement {
  const input = h("input", { type: "text", maxlength: "2000", placeholder: like || null, value: (values ?? []).join(", ") });
  read(() => split(input.value));
  return field(label, input);
}

function text(label: string, value: string, read: (value: () => string) => void): HTMLElement {
  const input = h("input", { type: "text", maxlength: "200", value });
  read(() => input.value.trim());
  return field(label, input);
}

function number(label: string, min: number, max: number, value: number | null, read: (value: () => number | null) => void): HTMLElement {
  const input = h("input", { type: "number", min, max, value: value ?? "" });
  read(() => (input.value ? Number(input.value) : null));
  return field(label, input);
}

function choice(label: string, options: [string, string][], value: string, read: (value: () => string) => void): HTMLElement {
  const select = h("select", {}, options.map(([code, name]) => h("option", { value: code, selected: code === value }, name)));
  read(() => select.value);
  return field(label, select);
}

function tick(label: string, value: boolean, read: (value: () => boolean) => void): HTMLElement {
  const box = h("input", { type: "checkbox", checked: value });
  read(() => box.checked);
  return h("label", { class: "tick" }, box, label);
}

/** Some of a few: boxes in a group. */
function several(label: string, name: string, options: [string, string][], values: string[] | undefined, read: (value: () => string[]) => void): HTMLElement {
  const boxes = options.map(([code]) => h("input", { type: "checkbox", value: code, name: `rule-${name}`, checked: values?.includes(code) ?? false }));
  read(() => boxes.filter((box) => box.checked).map((box) => box.value));
  const labels = boxes.map((box, index) => h("label", {}, box, options[index]?.[1] ?? box.value));
  const none = h("p", { class: "hint" }, "there are none");
  return h("fieldset", { class: "several" }, h("legend", {}, label), labels.length ? h("div", {}, labels) : none);
}

/** `22:00-06:00`; what is none is sent as it is, and refused in words. */
function span(words: string): { begin: string; end: string } {
  const [begin = "", end = ""] = words.split("-").map((one) => one.trim());
  return { begin: whole(begin), end: whole(end) };
}

function whole(time: string): string {
  return /^\d:/.test(time) ? `0${time}:00` : /^\d\d:\d\d$/.test(time) ? `${time}:00` : time;
}
