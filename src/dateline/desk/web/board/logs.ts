/** The logs: how sources do, which rights end, what was corrected, who decided what. Each row leads to its story. */

import { get } from "../api";
import { fill, h } from "../dom";
import type { Opened, PageModule } from "../router";
import type { Desk } from "../state";
import { time } from "../times";
import { story, table } from "./table";
import type { Corrected, Decided, Decisions, Ends, Owed, Source } from "./types";

/** A page of one log. */
function page(title: string, draw: (body: HTMLElement, desk: Desk, rest: string[]) => Promise<void>): PageModule {
  return {
    async open(place, rest, desk): Promise<Opened> {
      const body = h("div", { class: "log-body" });
      fill(place, h("section", { class: "logs", "aria-label": title }, h("div", { class: "page-head" }, h("h2", {}, title)), body));
      await draw(body, desk, rest);
      return { title };
    },
  };
}

const person = (desk: Desk, id: string): string => (id === "dateline" ? "the program" : (desk.me.sources[id] ?? id));
const empty = (words: string): HTMLElement => h("p", { class: "empty" }, words);
/** A choice above a log: what is chosen is asked for anew. */
function choice(label: string, options: [value: string, words: string][], value: string, changed: (value: string) => void): HTMLElement {
  const select: HTMLSelectElement = h("select", { "aria-label": label, onchange: () => changed(select.value) }, options.map(([one, words]) => h("option", { value: one, selected: one === value }, words)));
  return h("label", { class: "choice" }, label, " ", select);
}

export const sources = page("Sources", async (body, desk) => {
  const found = await desk.told.awaited("reading", get<Source[]>("/sources"));
  if (!found) return;
  const rows = table("How each source is doing", [
    { name: "Source", cell: (one) => story(one.story, one.name), by: (one) => one.name },
    { name: "State", cell: (one) => h("span", { class: one.wrong ? "late" : null }, one.state), by: (one) => one.state },
    { name: "Last", cell: (one) => (one.last ? time(one.last) : "never"), by: (one) => one.last ?? "" },
    { name: "In a day", cell: (one) => String(one.day ?? 0), by: (one) => one.day ?? 0 },
    { name: "Usually", cell: (one) => one.usual || "no rhythm yet" },
    { name: "What is wrong", cell: (one) => (one.wrong ?? []).join("; ") || "nothing" },
  ], found);
  fill(body, found.length ? rows : empty("No source is in force. Put one into sources/ in the newsroom’s folder; `dateline apply` puts it in force."));
});

const SPANS: [string, string][] = [["24", "a day"], ["168", "a week"], ["720", "30 days"], ["2160", "90 days"]];

export const expiring = page("Rights that end", async (body, desk) => {
  const draw = async (hours: string): Promise<void> => {
    const found = await desk.told.awaited("reading", get<Ends[]>(`/expiring?hours=${hours}`));
    if (!found) return;
    const rows = table("What is allowed now and ends, the soonest first", [
      { name: "Ends", cell: (one) => time(one.until), by: (one) => one.until },
      { name: "Story", cell: (one) => story(one.story, one.headline), by: (one) => one.headline },
      { name: "Site", cell: (one) => one.site, by: (one) => one.site },
      { name: "Uses", cell: (one) => one.uses.join(", ") },
      { name: "Because", cell: (one) => one.because, by: (one) => one.because },
    ], found);
    fill(body, h("p", { class: "choices-line" }, choice("Within", SPANS, hours, (value) => void draw(value))), found.length ? rows : empty("No right to anything on the sites ends in that time. A longer one shows more."));
  };
  await draw("168");
});

const DAYS: [string, string][] = [["7", "a week"], ["30", "30 days"], ["365", "a year"], ["3650", "ten years"]];

export const corrections = page("Corrections", async (body, desk) => {
  const draw = async (days: string): Promise<void> => {
    const [found, owed] = await Promise.all([
      desk.told.awaited("reading", get<Corrected[]>(`/corrections?days=${days}`)),
      get<Owed[]>("/outstanding").catch(() => []),
    ]);
    if (!found) return;
    const rows = table("What was corrected or taken back, the latest first", [
      { name: "When", cell: (one) => time(one.at), by: (one) => one.at },
      { name: "What", cell: (one) => h("span", { class: one.kind === "killed" ? "killed" : null }, one.kind), by: (one) => one.kind },
      { name: "Story", cell: (one) => story(one.story, one.headline), by: (one) => one.headline },
      { name: "By", cell: (one) => person(desk, one.by), by: (one) => one.by },
      { name: "Sites", cell: (one) => one.sites.join(" ") },
      { name: "Words", cell: (one) => one.words },
    ], found);
    fill(
      body,
      h("p", { class: "choices-line" }, choice("Of the last", DAYS, days, (value) => void draw(value))),
      found.length ? rows : empty("Nothing was corrected or taken back in that time. c on a published story corrects it, and says so."),
      ...waiting(owed),
    );
  };
  await draw("30");
});

/** What is still to be sent, where anything is. */
function waiting(owed: Owed[]): HTMLElement[] {
  if (!owed.length) return [];
  const rows = table("What exports, caches and hubs do not have yet", [
    { name: "Decided", cell: (one) => time(one.at), by: (one) => one.at },
    { name: "Verb", cell: (one) => one.deed, by: (one) => one.deed },
    { name: "Story", cell: (one) => story(one.story, one.headline) },
    { name: "To whom", cell: (one) => `${one.recipient} (${one.site})`, by: (one) => one.recipient },
    { name: "Outputs", cell: (one) => String(one.count), by: (one) => one.count },
    { name: "Why it waits", cell: (one) => `${one.path}: ${one.because}` },
  ], owed);
  return [h("h3", {}, "Still to be sent"), rows];
}

interface Asked {
  by: string;
  verb: string;
  site: string;
  story: string;
  day: string;
}

/** Of what was looked through and had none, so many pages are asked for by themselves. */
const ROUNDS = 5;
const VERBS = [
  "take", "begin", "judge", "note", "assign", "ready", "unready", "plan", "drop", "route", "spike", "restore", "hold", "release", "edit",
  "publish", "correct", "update", "decline", "package", "pin", "unpin", "gather", "ungather", "withdraw", "kill", "reissue", "join",
  "separate", "erase", "rules", "apply", "confirm", "look",
];

class Audit {
  #desk: Desk;
  #asked: Asked;
  #rows: Decided[] = [];
  #next = "";
  #times = 0;
  #out = h("div");
  #more = h("p", { class: "buttons" });

  constructor(body: HTMLElement, desk: Desk, story: string) {
    this.#desk = desk;
    this.#asked = { by: "", verb: "", site: "", story, day: "" };
    fill(body, this.#form(), this.#out, this.#more);
  }

  #form(): HTMLElement {
    const box = (name: keyof Asked, label: string, type = "text"): HTMLElement => {
      const input: HTMLInputElement = h("input", { type, value: this.#asked[name], maxlength: "80", onchange: () => this.#ask(name, input.value) });
      return h("label", { class: "choice" }, label, " ", input);
    };
    const any = (list: string[]): [string, string][] => [["", "any"], ...list.map((one): [string, string] => [one, one])];
    return h(
      "form",
      { class: "choices-line", onsubmit: (event: Event) => event.preventDefault() },
      box("by", "Person"),
      choice("Verb", any(VERBS), "", (value) => this.#ask("verb", value)),
      choice("Site", any(this.#desk.me.sites.map((site) => site.code)), "", (value) => this.#ask("site", value)),
      box("story", "Story"),
      box("day", "Day", "date"),
    );
  }

  #ask(name: keyof Asked, value: string): void {
    this.#asked[name] = value.trim();
    this.#rows = [];
    this.#next = "";
    void this.load();
  }

  /** The next page; where nothing was found in much that was looked through, the one after it too. */
  async load(): Promise<void> {
    const asked = ++this.#times;
    const before = this.#rows.length;
    for (let round = 0; round < ROUNDS && (round === 0 || (this.#next && this.#rows.length - before < 50)); round++) {
      const query = new URLSearchParams({ limit: "100", ...(this.#next ? { cursor: this.#next } : {}) });
      for (const [name, value] of Object.entries(this.#asked)) if (value) query.set(name, value);
      const page = await this.#desk.told.awaited("looking", get<Decisions>(`/audit?${query}`));
      // Meanwhile something else may have been asked for.
      if (!page || asked !== this.#times) return;
      this.#rows.push(...page.rows);
      this.#next = page.next ?? "";
    }
    this.#draw();
  }

  #draw(): void {
    const rows = table("Decisions, the latest first", [
      { name: "Entry", cell: (one) => String(one.line.number), by: (one) => one.line.number },
      { name: "When", cell: (one) => time(one.line.at), by: (one) => one.line.at },
      { name: "Who", cell: (one) => (one.line.by === "dateline" ? "the program" : one.who), by: (one) => one.who },
      { name: "What", cell: (one) => h("span", { class: one.line.verb === "kill" ? "killed" : null }, one.line.verb), by: (one) => one.line.verb },
      { name: "Story", cell: (one) => story(one.story, one.headline || one.line.id || "the newsroom"), by: (one) => one.headline },
      { name: "Sites", cell: (one) => (one.line.sites ?? []).join(" ") },
      { name: "Why", cell: (one) => one.line.why ?? "" },
    ], this.#rows);
    const none = this.#next ? "Nobody decided such a thing of late. Look further back, or choose less." : "Nobody ever decided such a thing. Choose less to see more.";
    fill(this.#out, this.#rows.length ? rows : empty(none));
    fill(this.#more, this.#next ? h("button", { type: "button", onclick: () => void this.load() }, "Look further back") : null);
  }
}

export const audit = page("Audit", async (body, desk, rest) => new Audit(body, desk, rest[0] ?? "").load());
