/**
 * The desk's other pages, by their addresses: `#/NAME/…`, each fetched when it is first opened.
 *
 * Who adds one writes a module with `open` and names it in `PAGES`; all that it shares with the intake is in `Desk`. Its
 * own keys are commands with `anywhere`, added when it is opened and taken away when it is left; the story that it is
 * about it takes in hand, so that x kills that.
 */

import { fill, h } from "./dom";
import type { Desk } from "./state";

export interface Opened {
  title: string;
  /** Called before another page is shown; what is unsaved is saved here. */
  leave?(): void;
}

export interface PageModule {
  /** Draw the page into its place; *rest* is what follows its name in the address. */
  open(place: HTMLElement, rest: string[], desk: Desk): Opened | Promise<Opened>;
}

/** Whose style sheet a page shares, where it has none of its own name. */
const STYLES: Readonly<Record<string, string>> = { audit: "board", corrections: "board", edit: "editor", expiring: "board", handover: "board", sources: "board" };

const PAGES: Readonly<Record<string, () => Promise<PageModule>>> = {
  audit: () => import("./board/logs").then((logs) => logs.audit),
  board: () => import("./board/index"),
  corrections: () => import("./board/logs").then((logs) => logs.corrections),
  edit: () => import("./editor/page"),
  expiring: () => import("./board/logs").then((logs) => logs.expiring),
  fronts: () => import("./fronts/page"),
  handover: () => import("./board/handover"),
  numbers: () => import("./numbers/index"),
  people: () => import("./people/page"),
  rules: () => import("./rules/page"),
  sources: () => import("./board/logs").then((logs) => logs.sources),
};

/** Whether there is a page of that name. */
export function has(name: string): boolean {
  return name in PAGES;
}

/** Where an address leads: a page's name, and what follows it. */
export function parse(hash: string): { name: string; rest: string[] } {
  const [name = "", ...rest] = hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  return { name, rest };
}

export class Router {
  /** Where pages are drawn. */
  readonly place = h("main", { class: "page", id: "page", tabindex: "-1", hidden: true });
  #desk: Desk;
  #opened: Opened | null = null;
  /** Told of an address of the intake's own, and that no page is shown. */
  #intake: (name: string, rest: string[]) => void;

  constructor(desk: Desk, intake: (name: string, rest: string[]) => void) {
    this.#desk = desk;
    this.#intake = intake;
    window.addEventListener("hashchange", () => void this.follow());
  }

  /** Show what the address asks for. */
  async follow(): Promise<void> {
    const { name, rest } = parse(location.hash);
    this.#opened?.leave?.();
    this.#opened = null;
    this.#desk.told.forget();
    const load = PAGES[name];
    if (!load) {
      this.place.hidden = true;
      document.title = `Desk · ${this.#desk.me.newsroom}`;
      return this.#intake(name, rest);
    }
    fill(this.place);
    this.place.hidden = false;
    const page = await this.#desk.told.awaited("opening", Promise.all([load(), styled(name)]).then(([found]) => found));
    if (!page) return;
    this.#opened = await page.open(this.place, rest, this.#desk);
    document.title = `${this.#opened.title} · ${this.#desk.me.newsroom}`;
    // A page that has put the focus where one types keeps it there.
    if (!this.place.contains(document.activeElement)) this.place.focus();
  }

  /** Whether a page is shown, and not the intake. */
  get shown(): boolean {
    return !this.place.hidden;
  }
}

/** Go to an address: `edit/art-7f3k2q9m`. */
export function go(address: string): void {
  location.hash = `#/${address}`;
}

/** Fetch a page's style sheet, once; the server says which files there are. */
async function styled(page: string): Promise<void> {
  const said = document.querySelector<HTMLMetaElement>("meta[name=styles]")?.content ?? "";
  const files = new Map(said.split(" ").map((pair) => pair.split("=") as [string, string]));
  const href = files.get(STYLES[page] ?? page);
  if (!href || document.querySelector(`link[href="${href}"]`)) return;
  const link = h("link", { rel: "stylesheet", href });
  const come = new Promise<void>((done) => ["load", "error"].forEach((event) => link.addEventListener(event, () => done())));
  document.head.append(link);
  await come;
}
