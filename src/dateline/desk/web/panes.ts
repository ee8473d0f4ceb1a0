/** The three panes: beside each other where there is room, one after the other in a hand. */

import { h, kbd } from "./dom";
import { keyOf, run } from "./keys";

export type Pane = "list" | "story" | "inspector";
const KEPT = "dateline.panes";
const NARROW = matchMedia("(max-width: 760px)");

interface Open {
  list: boolean;
  story: boolean;
  inspector: boolean;
}

export class Panes {
  readonly element: HTMLElement;
  #parts: Record<Pane, HTMLElement>;
  #open: Open = { list: true, story: false, inspector: true };
  /** The one in sight where there is room for one. */
  #front: Pane = "list";

  constructor(parts: Record<Pane, HTMLElement>) {
    this.#parts = parts;
    this.#open = { ...this.#open, ...(JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Partial<Open>), story: false };
    const back = h("button", { type: "button", class: "back", onclick: () => run("back") }, "← Back");
    const facts = h("button", { type: "button", class: "on-facts", onclick: () => run("inspector") }, "Facts and verbs →");
    const bar = h("div", { class: "steps" }, back, facts);
    this.element = h("main", { class: "panes" }, bar, parts.list, parts.story, parts.inspector);
    NARROW.addEventListener("change", () => this.#draw());
    this.#draw();
  }

  get narrow(): boolean {
    return NARROW.matches;
  }

  /** Whether a pane is in sight. */
  shows(pane: Pane): boolean {
    return !this.#parts[pane].hidden;
  }

  /** Open a pane, and bring it to the front. */
  open(pane: Pane): void {
    this.#open[pane] = true;
    this.#front = pane;
    this.#draw();
  }

  /** Close a pane; the list comes back where none would be left. */
  close(pane: Pane): void {
    this.#open[pane] = false;
    if (!this.#open.list && !this.#open.story) this.#open.list = true;
    if (this.#front === pane) this.#front = pane === "inspector" && this.#open.story ? "story" : "list";
    this.#draw();
  }

  /** Open what is closed, close what is open. */
  toggle(pane: Pane): void {
    if (this.shows(pane)) this.close(pane);
    else this.open(pane);
  }

  #draw(): void {
    const shown = (pane: Pane) => (this.narrow ? this.#front === pane : this.#open[pane]);
    for (const pane of ["list", "story", "inspector"] as const) {
      this.#parts[pane].hidden = !shown(pane);
      this.element.classList.toggle(`has-${pane}`, shown(pane));
    }
    const { list, inspector } = this.#open;
    localStorage.setItem(KEPT, JSON.stringify({ list, inspector }));
  }
}

/** A small button that closes a pane, with its key. */
export function closer(id: string, name: string): HTMLElement {
  return h("button", { type: "button", class: "quiet closer", title: name, "aria-label": name, onclick: () => run(id) }, kbd(keyOf(id)));
}
