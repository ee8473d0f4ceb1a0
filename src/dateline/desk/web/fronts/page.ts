/** The front of a site, as its editors make it up: `#/fronts/SITE`. Nothing is done until it is put on the front. */

import { Refused, fresh, get, send, verb } from "../api";
import { ask } from "../dialog";
import { fill, h, kbd } from "../dom";
import { type Command, add, keyOf, run } from "../keys";
import { pick } from "../picker";
import { type Opened, go } from "../router";
import type { Desk } from "../state";
import { ago, exact, onWall, time, toUtc } from "../times";
import type { Row, Site } from "../types";
import { commands as shared } from "../verbs";
import { inverse, joined, merged, placed, shelved, slots } from "./changes";
import { History } from "./history";
import { Preview } from "./preview";
import type { Change, Made, Slot } from "./types";

export async function open(place: HTMLElement, rest: string[], desk: Desk): Promise<Opened> {
  const site = desk.me.sites.find((one) => one.code === rest[0]) ?? (rest[0] ? undefined : (desk.sites[0] ?? desk.me.sites[0]));
  if (!site) {
    fill(place, h("p", { class: "empty" }, rest[0] ? `There is no site ${rest[0]} in force.` : "There is no site yet: `dateline apply` puts one in force."));
    return { title: "Front" };
  }
  const page = new Front(place, site, desk);
  await page.read();
  return { title: `Front of ${site.name}`, leave: () => page.leave() };
}

/** A slot, and the list that it stands in: an article may be on a front twice. */
interface Cursor {
  list: string;
  article: string;
}

class Front {
  #done: Made = { site: "", day: null, places: 9, first: [], days: [], collections: [], waiting: [] };
  /** As it would be. */
  #seen: Made = this.#done;
  #staged: Change[] = [];
  /** What was staged before each step. */
  #steps: Change[][] = [];
  /** What brings back what was so before each time it was put. */
  #backs: Change[][] = [];
  #cursor: Cursor = { list: "", article: "" };
  #asked = 0;
  #gone = false;
  #lists = h("div", { class: "lists" });
  #tools = h("div", { class: "tools", role: "toolbar", "aria-label": "What is done with the chosen story" });
  #count = h("span", { class: "count", role: "status" });
  #new = h("button", { type: "button", hidden: true, onclick: () => run("front-again") }, "The front has changed ", kbd("n"));
  #preview = new Preview();
  #history: History;
  #remove: () => void;
  #element: HTMLElement;

  constructor(
    place: HTMLElement,
    readonly site: Site,
    readonly desk: Desk,
  ) {
    this.#history = new History(site, desk);
    this.#staged = JSON.parse(localStorage.getItem(this.#kept) ?? "[]") as Change[];
    this.#remove = add(...this.#commands());
    const choice: HTMLSelectElement = h(
      "select",
      { "aria-label": "Site", onchange: () => go(`fronts/${choice.value}`) },
      desk.me.sites.map((one) => h("option", { value: one.code, selected: one.code === site.code }, one.name)),
    );
    const head = h("div", { class: "head" }, h("h2", {}, "Front of"), choice, this.#count, this.#new, h("span", { class: "gap" }), this.#button("front-put", "Put on the front", "first"), this.#button("front-undo", "Undo"), this.#button("front-preview", "Preview"), this.#button("front-width", "Width"), this.#button("front-history", "History"));
    this.#element = h("div", { class: "front" }, head, this.#tools, h("div", { class: "sides" }, this.#lists, this.#preview.element, this.#history.element));
    fill(place, this.#element);
    if (matchMedia("(min-width: 1000px)").matches) this.#side("previewing");
    this.#lists.addEventListener("focusin", (event) => this.#focused(event.target as HTMLElement));
    this.#lists.addEventListener("keydown", (event) => this.#arrows(event));
    desk.rows.on((changed) => this.#told(changed));
  }

  get #kept(): string {
    return `dateline.front.${this.site.code}`;
  }

  /** Read the front as it is, and look at it as it would be. */
  async read(): Promise<void> {
    const front = await this.desk.told.awaited("reading the front", get<Made>(`/fronts/${this.site.code}`));
    if (!front) return;
    this.#done = this.#seen = front;
    this.#new.hidden = true;
    this.#staged = merged([], this.#staged, front);
    this.#draw();
    await this.#look();
  }

  leave(): void {
    this.#gone = true;
    this.#remove();
    add(...shared(this.desk).filter(({ id }) => id === "undo"));
  }

  // What can be done

  #commands(): Command[] {
    const one = (id: string, name: string, keys: string[], run: () => void, why?: () => string): Command => ({ id: `front-${id}`, name, group: "Front", keys, run, anywhere: true, ...(why ? { why } : {}) });
    const chosen = () => (this.#slot ? "" : "No story is chosen: j chooses the first");
    const may = () => this.#mayNot() || chosen();
    const digits = Array.from({ length: this.#done.places }, (_, index) => ({ ...one(`place-${index + 1}`, `Give it place ${index + 1}`, [String(index + 1)], () => this.#to(index + 1), may), moves: true }));
    return [
      { ...one("down", "Next story", ["j"], () => this.#step(1)), moves: true },
      { ...one("up", "Story before", ["k"], () => this.#step(-1)), moves: true },
      one("move-up", "Move it up", ["Alt-arrowup"], () => this.#move(-1), may),
      one("move-down", "Move it down", ["Alt-arrowdown"], () => this.#move(1), may),
      ...digits,
      one("pin", "Pin it where it is", ["p"], () => this.#to(Math.min(this.#done.places, Math.max(1, this.#index + 1))), () => may() || (this.#slot?.pin ? "It is pinned already" : "")),
      one("until", "Pin it until", ["t"], () => this.#until(), may),
      one("unpin", "Take it off its place", ["P"], () => this.#stage([{ verb: "unpin", id: this.#cursor.article }]), () => may() || (this.#slot?.pin ? "" : "It stands there by itself")),
      one("collect", "Collections it is in", ["c"], () => this.#collect(), () => may() || (this.#done.collections.length ? "" : `${this.site.name} has no collections: [[collections]] in sites/${this.site.code}.toml makes one`)),
      one("add", "Bring in a story", ["a"], () => this.#bring(), () => this.#mayNot()),
      { ...one("put", "Put on the front", ["Ctrl-enter"], () => void this.#put(), () => this.#mayNot() || (this.#staged.length ? "" : "Nothing was changed here that is not on the front")), typing: true },
      { ...one("undo", "Undo", ["u", "Ctrl-z"], () => void this.#undo(), () => (this.#steps.length || this.#backs.length ? "" : "Nothing was done here that could be undone")), id: "undo" },
      one("drop", "Forget what is not put yet", [], () => this.#stage(null), () => (this.#staged.length ? "" : "Nothing was changed here")),
      one("preview", "Open or close the preview", ["v"], () => this.#side("previewing")),
      one("width", "Preview at a phone’s width, or wide", ["w"], () => this.#preview.turn()),
      one("history", "Who changed the front, and when", ["h"], () => this.#side("remembering")),
      one("again", "Show the front as it is now", ["n"], () => void this.read()),
    ];
  }

  #mayNot(): string {
    const { acts, person } = this.desk.me;
    if (!acts.includes("pin")) return `pin is not for ${person.name}: ask an editor`;
    return this.desk.sites.includes(this.site) ? "" : `${person.name} does not work for ${this.site.name}`;
  }

  #button(id: string, name: string, kind = ""): HTMLElement {
    const command = id === "front-undo" ? "undo" : id;
    const key = keyOf(command);
    return h("button", { type: "button", class: kind || null, "data-does": id, "aria-keyshortcuts": key || null, onclick: () => run(command) }, name, " ", kbd(key));
  }

  /** Open what stands beside the lists, or close it; an empty name closes it. */
  #side(name: "previewing" | "remembering" | ""): void {
    const on = name !== "" && !this.#element.classList.contains(name);
    this.#element.classList.remove("previewing", "remembering");
    if (on) this.#element.classList.add(name);
    for (const [does, side] of [["preview", "previewing"], ["history", "remembering"]] as const) {
      this.#element.querySelector(`[data-does=front-${does}]`)?.setAttribute("aria-pressed", String(this.#element.classList.contains(side)));
    }
    if (name === "remembering" && on) void this.#history.read();
  }

  // The chosen slot

  get #here(): Slot[] {
    return this.#listed(this.#cursor.list);
  }

  #listed(list: string): Slot[] {
    const { first, waiting, days, collections } = this.#seen;
    if (list === "first") return first;
    if (list === "waiting") return waiting;
    return days.find(({ day }) => day === list)?.slots ?? collections.find(({ slug }) => `in ${slug}` === list)?.slots ?? [];
  }

  get #index(): number {
    return this.#here.findIndex(({ article }) => article === this.#cursor.article);
  }

  get #slot(): Slot | undefined {
    return this.#here[this.#index];
  }

  #buttons(): HTMLElement[] {
    return [...this.#lists.querySelectorAll<HTMLElement>(".slot")];
  }

  #step(by: number): void {
    // In a hand there is room for one: who moves in the lists wants to see them.
    if (!this.#lists.checkVisibility()) this.#side("");
    const all = this.#buttons();
    const from = all.findIndex((button) => this.#is(button));
    all[Math.max(0, Math.min(all.length - 1, from < 0 ? 0 : from + by))]?.focus();
  }

  #is(button: HTMLElement): boolean {
    return button.dataset["list"] === this.#cursor.list && button.dataset["article"] === this.#cursor.article;
  }

  #arrows(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    this.#step(event.key === "ArrowDown" ? 1 : -1);
  }

  #focused(target: HTMLElement): void {
    const { list, article } = target.dataset;
    if (list === undefined || article === undefined) return;
    this.#cursor = { list, article };
    for (const button of this.#buttons()) button.tabIndex = this.#is(button) ? 0 : -1;
    const slot = this.#slot;
    if (slot) this.desk.take(this.desk.rows.get(slot.story) ?? ({ id: slot.article, headline: slot.headline, status: "published" } as Row));
    this.#drawTools();
  }

  // Changes

  /** Stage changes; null forgets all of them. */
  #stage(changes: Change[] | null): void {
    this.#steps.push(this.#staged);
    this.#staged = changes ? merged(this.#staged, changes, this.#done) : [];
    this.#keep();
    void this.#look();
  }

  #keep(): void {
    if (this.#staged.length) localStorage.setItem(this.#kept, JSON.stringify(this.#staged));
    else localStorage.removeItem(this.#kept);
    this.#counted();
  }

  /** Give the chosen story a place on the front. */
  #to(place: number): void {
    const slot = this.#slot;
    if (!slot) return;
    const changes = placed(this.#seen, slot, place);
    // At once here; what the site's own hand makes of it follows.
    const first = this.#seen.first.filter(({ article }) => article !== slot.article);
    first.splice(place - 1, 0, { ...slot, pin: { ...slot.pin, place } });
    this.#seen = { ...this.#seen, first: first.slice(0, this.#seen.places) };
    this.#cursor = { list: "first", article: slot.article };
    this.#draw();
    this.desk.told.done(`${slot.headline}: place ${place}, not put on the front yet`);
    this.#stage(changes);
  }

  #move(by: number): void {
    const { list } = this.#cursor;
    const to = this.#index + by;
    if (!list.startsWith("in ")) {
      const from = list === "first" ? this.#index + 1 : this.#done.places + 1;
      const place = Math.max(1, Math.min(this.#done.places, from + by));
      if (place !== from) this.#to(place);
      return;
    }
    if (to < 0 || to >= this.#here.length) return;
    this.desk.told.done(`${this.#slot?.headline}: ${to + 1} of ${this.#here.length} in its collection, not put on the front yet`);
    this.#stage(shelved(this.#here, list.slice(3), this.#index, to));
  }

  #until(): void {
    const slot = this.#slot;
    if (!slot) return;
    const place = slot.pin?.place ?? Math.min(this.#done.places, Math.max(1, this.#index + 1));
    const zone = this.site.timezone;
    const until = h("input", { type: "datetime-local", id: "until", value: slot.pin?.until ? onWall(Date.parse(slot.pin.until), zone) : "" });
    const reason = h("input", { type: "text", id: "reason", maxlength: "2000", value: slot.pin?.reason ?? "" });
    void ask({
      title: `Pin at place ${place}`,
      body: [
        h("p", { class: "what" }, slot.headline),
        h("label", { for: "until" }, `Until, by ${zone}; until it is taken off, if empty`),
        until,
        h("label", { for: "reason" }, "Why; colleagues read it"),
        reason,
      ],
      does: "Pin",
      focus: until,
      run: async () => {
        const more = { ...(until.value ? { until: toUtc(until.value, zone) } : {}), ...(reason.value.trim() ? { reason: reason.value.trim() } : {}) };
        this.#stage([{ verb: "pin", id: slot.article, place, ...more }]);
      },
    });
  }

  #collect(): void {
    const slot = this.#slot;
    if (!slot) return;
    const items = this.#done.collections.map(({ slug, title, kind }) => {
      const on = () => this.#seen.collections.some((one) => one.slug === slug && one.slots.some(({ article }) => article === slot.article));
      return { name: title, group: kind, on, choose: () => this.#gather(slot, slug, on()) };
    });
    pick(`Collections of ${this.site.name}: ${slot.headline}`, items, true);
  }

  #gather(slot: Slot, collection: string, on: boolean): void {
    const collections = this.#seen.collections.map((one) => {
      if (one.slug !== collection) return one;
      return { ...one, slots: on ? one.slots.filter(({ article }) => article !== slot.article) : joined(one, slot) };
    });
    this.#seen = { ...this.#seen, collections };
    this.#draw();
    this.#stage([{ verb: on ? "ungather" : "gather", id: slot.article, collection }]);
  }

  /** Choose a story that stands on the site, and not among the first. */
  #bring(): void {
    const here = new Set(this.#seen.first.map(({ article }) => article));
    const known = slots(this.#seen).map(({ article, headline, source, published }) => ({ article, headline, source: source ?? "", at: published }));
    const rows = this.desk.rows.sorted().filter((row) => row.article && row.sites?.includes(this.site.code) && row.status === "published");
    const found = new Map([...rows.map(({ article = "", headline, source, received }) => ({ article, headline, source, at: received })), ...known].map((one) => [one.article, one]));
    const items = [...found.values()].filter(({ article }) => !here.has(article)).map((one) => ({
      name: one.headline,
      group: one.source.toUpperCase(),
      hint: ago(Date.parse(one.at)),
      choose: () => this.#brought(one),
    }));
    if (items.length) pick(`Which story on ${this.site.name}? It gets place 1`, items);
    else this.desk.told.wrong(`No other story stands on ${this.site.name}: p in the intake publishes one`);
  }

  #brought({ article, headline, source, at }: { article: string; headline: string; source: string; at: string }): void {
    const slot: Slot = slots(this.#seen).find((one) => one.article === article) ?? { article, story: "", headline, source, published: at, urgency: 5 };
    this.#seen = { ...this.#seen, waiting: [slot, ...this.#seen.waiting.filter((one) => one.article !== article)] };
    this.#cursor = { list: "waiting", article };
    this.#to(1);
  }

  // What would be, and doing it

  async #look(): Promise<void> {
    const asked = ++this.#asked;
    if (this.#mayNot()) return this.#counted();
    try {
      const changes = this.#staged.map(({ reason: _, ...change }) => change);
      const { front, href } = await send<{ front: Made; href: string }>("POST", `/fronts/${this.site.code}/preview`, { changes });
      if (asked !== this.#asked || this.#gone) return;
      this.#seen = front;
      this.#preview.show(href);
      this.#draw();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (asked !== this.#asked || this.#gone) return;
      const last = this.#steps.pop();
      this.desk.told.wrong(error.words);
      // What cannot be done is not kept; what was there before it is.
      if (last && error.status === 409) {
        this.#staged = last;
        this.#keep();
        await this.#look();
      }
    }
  }

  async #put(): Promise<void> {
    const changes = this.#staged;
    const backs = changes.map((change) => inverse(change, this.#done)).reverse();
    const left = await this.#doing(changes, "putting it on the front");
    const count = changes.length - left.length;
    if (count) this.#backs.push(backs.slice(left.length));
    this.#staged = left;
    this.#steps = [];
    this.#keep();
    if (!left.length) this.desk.told.done(`On the front: ${count} ${count === 1 ? "change" : "changes"}`, () => run("undo"));
    await this.read();
  }

  /** Do changes, one entry each; those that were not done. */
  async #doing(changes: readonly Change[], what: string): Promise<Change[]> {
    for (const [number, { verb: name, id, ...more }] of changes.entries()) {
      const receipt = await this.desk.told.awaited(what, verb(id, name, { site: this.site.code, ...more }, fresh()));
      if (!receipt) return changes.slice(number);
      this.desk.forget(id);
    }
    return [];
  }

  async #undo(): Promise<void> {
    const before = this.#steps.pop();
    if (before) {
      this.#staged = before;
      this.#keep();
      this.desk.told.done("Undone; it was not on the front yet");
      return this.#look();
    }
    const backs = this.#backs.pop();
    if (!backs) return;
    const left = await this.#doing(backs.map((change) => ({ ...change, reason: "undone" })), "undoing");
    if (left.length) this.#backs.push(left);
    else this.desk.told.done("Undone: the front is as it was");
    await this.read();
  }

  /** Somebody may have changed the front: it is not changed under anybody's hand. */
  #told(changed: Iterable<string>): void {
    const stand = [...changed].some((id) => this.desk.rows.get(id)?.sites?.includes(this.site.code));
    if (this.#gone || !stand) return;
    void get<Made>(`/fronts/${this.site.code}`).then((front) => {
      this.#new.hidden = this.#gone || JSON.stringify(front) === JSON.stringify(this.#done);
    });
  }

  // Drawing

  #counted(): void {
    const count = this.#staged.length;
    fill(this.#count, count ? `${count} ${count === 1 ? "change" : "changes"} not put yet` : "as readers have it");
    this.#count.classList.toggle("staged", count > 0);
    const put = this.#element.querySelector("[data-does=front-put]");
    put?.toggleAttribute("disabled", !count || !!this.#mayNot());
  }

  #draw(): void {
    const focused = this.#lists.contains(document.activeElement);
    const { first, days, waiting, collections } = this.#seen;
    const places = h("ol", { class: "places", "aria-label": "First places" }, first.map((slot, index) => this.#place(slot, "first", index, first.length)));
    const none = first.length ? null : h("p", { class: "empty" }, `Nothing stands on ${this.site.name} yet: p in the intake publishes a story.`);
    fill(
      this.#lists,
      h("section", {}, h("h3", {}, "First places", h("span", { class: "hint" }, " digits and Alt-↑ ↓ give a place, or drag")), places, none),
      waiting.length ? this.#section("Pinned, and not shown", "waiting", waiting) : null,
      collections.map((one) => this.#section(one.title, `in ${one.slug}`, one.slots, one.slots.length ? `${one.kind}, ${one.shown.length} of ${one.slots.length} on the front` : "empty: c puts a story into it")),
      days.map(({ day, slots }) => this.#section(day, day, slots, "by itself")),
    );
    const buttons = this.#buttons();
    const here = buttons.find((button) => this.#is(button)) ?? buttons.find(({ dataset }) => dataset["article"] === this.#cursor.article);
    (here ?? buttons[0])?.setAttribute("tabindex", "0");
    if (focused) (here ?? buttons[0])?.focus();
    this.#drawTools();
    this.#counted();
  }

  #section(title: string, list: string, some: Slot[], hint = ""): HTMLElement {
    const name = /^\d{4}-/.test(title) ? new Date(title).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }) : title;
    const items = some.map((slot, index) => this.#place(slot, list, index, some.length));
    return h("section", {}, h("h3", {}, name, hint ? h("span", { class: "hint" }, ` ${hint}`) : null), items.length ? h("ol", { "aria-label": name }, items) : null);
  }

  #place(slot: Slot, list: string, index: number, size: number): HTMLElement {
    const { article, headline, pin } = slot;
    const ordered = list === "first" || list.startsWith("in ");
    const staged = this.#staged.some(({ id, verb, collection }) => id === article && (list.startsWith("in ") ? `in ${collection}` === list : verb.endsWith("pin")));
    const facts = h("span", { class: "facts" }, [slot.source?.toUpperCase(), slot.section].filter(Boolean).join(" · "), " · ", time(slot.published), ` · U${slot.urgency}`);
    const state = list.startsWith("in ") ? (slot.place ? "placed" : "by its day") : pin ? told(pin) : slot.why ? slot.why : list === "first" ? "by itself" : "";
    const button = h(
      "button",
      { type: "button", class: "slot", tabindex: "-1", "data-list": list, "data-article": article, title: pin?.by ? `Pinned by ${pin.by}${pin.at ? `, ${exact(pin.at)}` : ""}${pin.reason ? `: ${pin.reason}` : ""}` : null },
      h("span", { class: "number" }, ordered ? String(index + 1) : ""),
      h("span", { class: "headline" }, headline || article),
      h("span", { class: pin ? "state pinned" : "state" }, state, staged ? h("b", { class: "staged" }, " not put yet") : null, slot.why && pin ? h("span", { class: "why" }, ` ${slot.why}`) : null),
      facts,
    );
    const item = h("li", { draggable: this.#mayNot() ? null : "true", class: `${staged ? "is-staged" : ""}${index === 0 && list === "first" ? " lead" : ""}` }, button);
    item.addEventListener("dragstart", (event) => {
      this.#cursor = { list, article };
      event.dataTransfer?.setData("text/plain", headline);
    });
    if (ordered && size) this.#dropped(item, list, index);
    return item;
  }

  #dropped(item: HTMLElement, list: string, index: number): void {
    const takes = () => list === "first" || list === this.#cursor.list;
    item.addEventListener("dragover", (event) => {
      if (!takes()) return;
      event.preventDefault();
      item.classList.add("over");
    });
    item.addEventListener("dragleave", () => item.classList.remove("over"));
    item.addEventListener("drop", (event) => {
      event.preventDefault();
      item.classList.remove("over");
      if (!takes() || !this.#slot) return;
      if (list === "first") this.#to(index + 1);
      else if (index !== this.#index) this.#stage(shelved(this.#here, list.slice(3), this.#index, index));
    });
  }

  #drawTools(): void {
    const slot = this.#slot;
    const ids: [string, string][] = [["front-move-up", "Up"], ["front-move-down", "Down"], slot?.pin ? ["front-unpin", "Unpin"] : ["front-pin", "Pin"], ["front-until", "Until"], ["front-collect", "Collections"], ["front-add", "Bring in"]];
    const focused = (document.activeElement as HTMLElement | null)?.dataset["does"];
    const inside = this.#tools.contains(document.activeElement);
    fill(this.#tools, h("span", { class: "chosen" }, slot?.headline ?? "No story is chosen"), ids.map(([id, name]) => this.#button(id, name)));
    if (inside) this.#tools.querySelector<HTMLElement>(`[data-does=${focused}], button`)?.focus();
  }
}

function told(pin: NonNullable<Slot["pin"]>): string {
  return pin.until ? `pinned, ends ${ago(Date.parse(pin.until))}` : "pinned";
}
