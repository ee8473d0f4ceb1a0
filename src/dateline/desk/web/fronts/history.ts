/** What was done with a front, by whom and when. */

import { get } from "../api";
import { fill, h } from "../dom";
import type { Desk } from "../state";
import { exact, time } from "../times";
import type { Site } from "../types";
import type { Move } from "./types";

interface Moves {
  moves: Move[];
  next?: string;
}

export class History {
  readonly element = h("section", { class: "history", "aria-label": "History" });
  #moves: Move[] = [];

  constructor(
    readonly site: Site,
    readonly desk: Desk,
  ) {}

  /** Read it, or what comes behind it. */
  async read(cursor = ""): Promise<void> {
    const page = await this.desk.told.awaited("reading the history", get<Moves>(`/fronts/${this.site.code}/history?cursor=${encodeURIComponent(cursor)}`));
    if (!page) return;
    this.#moves = cursor ? [...this.#moves, ...page.moves] : page.moves;
    const items = this.#moves.map((move) => h("li", {}, time(move.at), " ", h("b", {}, move.by), ` ${this.#words(move)}, entry ${move.entry}`, move.reason ? h("span", { class: "hint" }, move.reason) : null));
    const more = page.next ? h("button", { type: "button", onclick: () => void this.read(page.next) }, "Show more") : null;
    const none = h("p", { class: "empty" }, "Nobody has given a place on this front away yet: p pins the chosen story, c puts it into a collection.");
    fill(this.element, h("h3", {}, "Who changed the front"), items.length ? h("ol", {}, items) : none, more);
  }

  #words({ deed, headline, place, until, collection }: Move): string {
    const title = this.site.collections.find(([slug]) => slug === collection)?.[1] ?? collection;
    const where = place ? ` at place ${place}` : "";
    if (deed === "pin") return `pinned ${headline}${where}${until ? ` until ${exact(until)}` : ""}`;
    if (deed === "unpin") return `took ${headline} off its place`;
    return deed === "gather" ? `put ${headline} into ${title}${where}` : `took ${headline} out of ${title}`;
  }
}
