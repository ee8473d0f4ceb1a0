/** What the list shows: a text box, chips, and saved views under the digits. */

import { Refused, SEARCH, get, send } from "./api";
import { ask } from "./dialog";
import { fill, h, kbd } from "./dom";
import type { Command } from "./keys";
import type { List } from "./list";
import { type Item, pick } from "./picker";
import { wordsOf } from "./rows";
import type { Desk } from "./state";
import type { NamedView, Page, Row, Status, View } from "./types";

/** Those that everybody has, under the first digits. */
const BUILT_IN: NamedView[] = [
  { name: "All", view: {} },
  { name: "New", view: { statuses: ["new"] } },
  { name: "Taken", view: { statuses: ["taken"] } },
  { name: "Look", view: { alerts: true } },
];
const STATUSES: Status[] = ["new", "taken", "published", "held", "expired", "spiked", "withdrawn", "killed"];
type Facet = "sources" | "statuses" | "topics" | "sites";
const FACETS: { facet: Facet; name: string; of(row: Row): readonly string[] }[] = [
  { facet: "sources", name: "Source", of: (row) => [row.source] },
  { facet: "statuses", name: "Status", of: (row) => [row.status] },
  { facet: "topics", name: "Topic", of: (row) => row.topics ?? [] },
  { facet: "sites", name: "Site", of: (row) => [...new Set([...(row.sites ?? []), ...(row.meant ?? [])])] },
];

export class Filters {
  /** The text box, the chips, and the bar of views. */
  readonly box: HTMLElement;
  readonly chips = h("div", { class: "chips", role: "group", "aria-label": "What the list shows" });
  readonly views = h("nav", { class: "views", "aria-label": "Views" });
  readonly input: HTMLInputElement;
  #desk: Desk;
  #list: List;
  #saved: NamedView[] = [];
  #looking: AbortController | null = null;

  constructor(desk: Desk, list: List) {
    this.#desk = desk;
    this.#list = list;
    this.input = h("input", {
      type: "search",
      id: "find",
      placeholder: "Words in headlines; Enter searches everything",
      "aria-label": "Words in headlines; Enter searches everything",
      autocomplete: "off",
      oninput: () => this.#typed(),
      onkeydown: (event: KeyboardEvent) => this.#keyed(event),
    });
    this.box = h("div", { class: "find", role: "search" }, this.input, kbd("/"));
    this.#draw();
    void this.#load();
  }

  /** The views under the digits, built-in ones first. */
  get all(): NamedView[] {
    return [...BUILT_IN, ...this.#saved];
  }

  /** Choose by a view. */
  choose(view: View): void {
    this.#looking?.abort();
    this.#list.found = null;
    this.input.value = view.words ?? "";
    this.#list.choose(view);
    this.#draw();
  }

  /** Whether anything but everything is shown. */
  get narrow(): boolean {
    return this.#list.found !== null || Object.values(this.#list.view).some((value) => (Array.isArray(value) ? value.length : value));
  }

  /** Show what a search of everything finds. */
  async search(words: string): Promise<void> {
    if (!words.trim()) return;
    this.#looking?.abort();
    this.#looking = new AbortController();
    const path = `${SEARCH}?q=${encodeURIComponent(words)}&limit=200`;
    const page = await this.#desk.told.awaited("searching", get<Page>(path, this.#looking.signal).catch(quiet));
    if (!page) return;
    this.#list.show(page.rows);
    this.#list.element.focus();
    this.#draw();
  }

  commands(): Command[] {
    const digits = Array.from({ length: 9 }, (_, number) => ({
      id: `view-${number + 1}`,
      name: `View ${number + 1}: ${this.all[number]?.name ?? "not saved yet"}`,
      group: "Views",
      keys: [String(number + 1)],
      moves: true,
      run: () => this.choose(this.all[number]?.view ?? {}),
      why: () => (this.all[number] ? "" : `There is no view ${number + 1} yet: V saves what the list shows as one`),
    }));
    return [
      { id: "filter", name: "Choose what the list shows", group: "List", keys: ["f"], run: () => this.filter() },
      { id: "everything", name: "Show everything", group: "List", keys: ["0"], run: () => this.choose({}) },
      { id: "save-view", name: "Save as a view", group: "Views", keys: ["V"], run: () => this.#save() },
      ...digits,
    ];
  }

  /** Sources, sites and views, as the palette finds them. */
  items(): Item[] {
    const views = this.all.map(({ name, view }, number) => ({ name, group: "view", key: String(number + 1), choose: () => this.choose(view) }));
    const gone = this.#saved.map(({ name }) => ({ name: `Forget the view ${name}`, group: "views", choose: () => void this.#forget(name) }));
    const sources = Object.entries(this.#desk.me.sources).map(([code, name]) => ({
      name: `${code.toUpperCase()} ${name}`,
      group: "source",
      choose: () => this.choose({ sources: [code] }),
    }));
    const sites = this.#desk.me.sites.map(({ code, name }) => ({ name, group: "site", choose: () => this.choose({ sites: [code] }) }));
    return [...views, ...gone, ...sources, ...sites];
  }

  /** Choose by facets: all, or one of them. */
  filter(only?: Facet): void {
    const rows = this.#desk.rows.sorted();
    const items = FACETS.filter(({ facet }) => !only || facet === only).flatMap(({ facet, name, of }) => {
      const counts = new Map<string, number>(facet === "statuses" ? STATUSES.map((status) => [status, 0]) : []);
      for (const row of rows) for (const value of of(row)) counts.set(value, (counts.get(value) ?? 0) + 1);
      const sorted = facet === "statuses" ? [...counts] : [...counts].sort((a, b) => b[1] - a[1]);
      return sorted.map(([value, count]) => ({
        name: this.#named(facet, value),
        group: name.toLowerCase(),
        hint: String(count),
        on: () => (this.#list.view[facet] as string[] | undefined)?.includes(value) ?? false,
        choose: () => this.#toggle(facet, value),
      }));
    });
    pick(only ? `Choose: ${FACETS.find(({ facet }) => facet === only)?.name.toLowerCase()}` : "Choose what the list shows", items, true);
  }

  #named(facet: Facet, value: string): string {
    if (facet === "sources") return `${value.toUpperCase()} ${this.#desk.me.sources[value] ?? ""}`;
    return facet === "sites" ? (this.#desk.site(value)?.name ?? value) : value;
  }

  #toggle(facet: Facet, value: string): void {
    const before = (this.#list.view[facet] ?? []) as string[];
    const values = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
    this.choose({ ...this.#list.view, [facet]: values });
  }

  #typed(): void {
    const { words: _, ...view } = this.#list.view;
    this.#list.found = null;
    this.#list.choose(wordsOf(this.input.value).length ? { ...view, words: this.input.value } : view);
    this.#draw();
  }

  #keyed(event: KeyboardEvent): void {
    if (event.key === "Enter") void this.search(this.input.value);
    else if (event.key === "ArrowDown") {
      this.#list.element.focus();
      this.#list.step(1);
    } else if (event.key === "Escape") {
      if (this.input.value) this.choose({ ...this.#list.view, words: "" });
      this.#list.element.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #draw(): void {
    const view = this.#list.view;
    const chips = FACETS.map(({ facet, name }) => {
      const values = (view[facet] ?? []) as string[];
      const words = values.map((value) => (facet === "sources" ? value.toUpperCase() : value)).join(", ");
      return h("button", { type: "button", class: values.length ? "on" : null, onclick: () => this.filter(facet) }, values.length ? `${name}: ${words}` : name);
    });
    const alerts = h(
      "button",
      { type: "button", "aria-pressed": String(!!view.alerts), class: view.alerts ? "on" : null, onclick: () => this.choose({ ...view, alerts: !view.alerts }) },
      "To look at",
    );
    const clear = this.narrow
      ? h("button", { type: "button", class: "quiet", onclick: () => this.choose({}) }, this.#list.found ? "Found by search: back " : "Show everything ", kbd("0"))
      : null;
    fill(this.chips, chips, alerts, clear);
    const same = JSON.stringify(view);
    const views = this.all.map(({ name, view: one }, number) =>
      h(
        "button",
        { type: "button", "aria-pressed": String(!this.#list.found && JSON.stringify(one) === same), onclick: () => this.choose(one) },
        name,
        " ",
        kbd(number < 9 ? String(number + 1) : ""),
      ),
    );
    fill(this.views, views, h("button", { type: "button", class: "quiet", title: "Save what the list shows as a view", onclick: () => this.#save() }, "Save ", kbd("V")));
  }

  async #load(): Promise<void> {
    try {
      this.#saved = await get<NamedView[]>("/views");
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#desk.told.wrong(`Your views could not be read. ${error.words}`);
    }
    this.#draw();
  }

  #save(): void {
    const name = h("input", { type: "text", id: "view-name", maxlength: "80", required: true });
    void ask({
      title: "Save as a view",
      body: [h("p", { class: "hint" }, "What the list shows now; the views stand under the digits."), h("label", { for: "view-name" }, "Name"), name],
      does: "Save",
      focus: name,
      run: async () => {
        await send("PUT", `/views/${encodeURIComponent(name.value.trim())}`, this.#list.view);
        await this.#load();
        this.#desk.told.done(`Saved as the view ${name.value.trim()}`);
      },
    });
  }

  async #forget(name: string): Promise<void> {
    const view = this.#saved.find((one) => one.name === name)?.view;
    const path = `/views/${encodeURIComponent(name)}`;
    const gone = await this.#desk.told.awaited("forgetting", send("DELETE", path).then(() => true));
    if (!gone) return;
    await this.#load();
    this.#desk.told.done(`The view ${name} is forgotten`, () => {
      void send("PUT", path, view).then(() => this.#load());
      this.#desk.told.done(`The view ${name} is back`);
    });
  }
}

function quiet(error: unknown): null {
  if (error instanceof Refused) throw error;
  return null;
}
