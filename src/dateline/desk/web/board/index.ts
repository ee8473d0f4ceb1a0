/** The board: what is planned, in work, ready and out, moved by keys or by hand; it follows the ledger. */

import { fresh, get, verb } from "../api";
import { fill, h, kbd } from "../dom";
import { type Command, add, keyOf, run } from "../keys";
import { type Opened, go } from "../router";
import type { Desk } from "../state";
import type { Row } from "../types";
import * as asks from "./asks";
import { drawn } from "./card";
import type { Board, Card, Stage } from "./types";

const EMPTY: Record<Stage, string> = {
  planned: "Nothing is planned. + plans a piece before there is a story of it.",
  "in work": "Nobody works on anything. Take a story in the intake with t, and it is here.",
  ready: "Nothing waits to go out. y on a card in work says that it may.",
  out: "Nothing went out within a day.",
};
const MINUTE = 60_000;

class BoardPage {
  #desk: Desk;
  #board: Board = { stages: [], cards: [], people: [], number: 0 };
  #columns = h("div", { class: "stages", onkeydown: (event: KeyboardEvent) => this.#keyed(event), onfocusin: () => this.#focused() });
  #count = h("span", { class: "count", role: "status" });
  #changed = h("button", { type: "button", class: "new", hidden: true, onclick: () => void this.load() });
  #here = "";
  #dragged: Card | null = null;
  #end: (() => void)[] = [];

  constructor(place: HTMLElement, desk: Desk) {
    this.#desk = desk;
    const before = desk.hand;
    this.#end.push(add(...this.#commands()), () => desk.take(before));
    const button = (id: string, words: string) => h("button", { type: "button", onclick: () => run(id) }, words, " ", kbd(keyOf(id)));
    const head = h("div", { class: "page-head" }, h("h2", {}, "Board"), this.#count, this.#changed, button("board-new", "New plan"), h("a", { href: "#/handover" }, "Handover sheet"));
    fill(place, h("section", { class: "board", "aria-label": "Board" }, head, this.#columns));
  }

  /** Read it, and draw it anew. */
  async load(focus = this.#here): Promise<void> {
    const board = await this.#desk.told.awaited("reading the board", get<Board>("/board"));
    if (!board) return;
    this.#board = board;
    this.#changed.hidden = true;
    this.#draw(focus);
  }

  /** Follow it, for as long as the page is open. */
  follow(): void {
    const source = new EventSource(`/api/v1/board/events?since=${this.#board.number}`);
    source.addEventListener("board", () => this.#others());
    const ticks = setInterval(() => this.#others(), MINUTE);
    this.#end.push(() => source.close(), () => clearInterval(ticks));
  }

  /** Put the focus where one works. */
  enter(): void {
    this.#point(this.#here);
  }

  leave(): void {
    for (const end of this.#end) end();
  }

  /** Somebody changed it, or the clock did: nothing moves while one is at it. */
  #others(): void {
    const busy = this.#columns.matches(":hover") || this.#columns.contains(document.activeElement) || document.querySelector("dialog[open]");
    if (!busy) return void this.load();
    void get<Board>("/board").then((board) => {
      if (JSON.stringify(board.cards) === JSON.stringify(this.#board.cards)) return;
      this.#changed.hidden = false;
      fill(this.#changed, "Changed: show ", kbd(keyOf("board-show")));
    }, () => undefined);
  }

  #draw(focus: string): void {
    const { stages, cards } = this.#board;
    const own = this.#columns.contains(document.activeElement) || Boolean(focus && focus !== this.#here);
    fill(this.#columns, stages.map((stage) => this.#stage(stage, cards.filter((card) => card.stage === stage))));
    const late = cards.filter((card) => card.late).length;
    fill(this.#count, `${cards.length} on it`, late ? h("span", { class: "late" }, `, ${late} late`) : "");
    const first = this.#element(focus) ?? this.#columns.querySelector<HTMLElement>(".card");
    if (first) first.tabIndex = 0;
    this.#here = first?.dataset["id"] ?? "";
    if (own) first?.focus();
  }

  #stage(stage: Stage, cards: Card[]): HTMLElement {
    const id = `stage-${stage.replace(" ", "-")}`;
    const list = cards.length ? h("ul", {}, cards.map((card) => this.#card(card))) : h("p", { class: "empty" }, EMPTY[stage]);
    const over = (event: DragEvent): void => {
      if (this.#dragged && this.#means(this.#dragged, stage)) event.preventDefault();
    };
    const dropped = (event: DragEvent): void => {
      event.preventDefault();
      if (this.#dragged) this.#put(this.#dragged, stage);
    };
    return h("section", { class: "stage", "aria-labelledby": id, ondragover: over, ondrop: dropped }, h("h3", { id }, stage, " ", h("span", { class: "hint" }, cards.length)), list);
  }

  #card(card: Card): HTMLElement {
    const element = drawn(card);
    element.addEventListener("dragstart", (event) => {
      this.#dragged = card;
      event.dataTransfer?.setData("text/plain", card.id);
    });
    element.addEventListener("dragend", () => (this.#dragged = null));
    element.addEventListener("dblclick", () => this.#open(card));
    if (card.stage !== "planned") {
      element.addEventListener("dragover", (event) => this.#dragged?.stage === "planned" && event.preventDefault());
      element.addEventListener("drop", (event) => {
        const plan = this.#dragged;
        if (plan?.stage !== "planned") return;
        event.preventDefault();
        event.stopPropagation();
        asks.tie(this.#desk, this.#board, plan, this.#after, card.id);
      });
    }
    return element;
  }

  /** Whether a card that is let go over a column would do something. */
  #means(card: Card, stage: Stage): boolean {
    return card.stage !== stage && card.stage !== "planned" && card.stage !== "out" && stage !== "planned";
  }

  #put(card: Card, stage: Stage): void {
    if (!this.#means(card, stage)) return;
    this.#point(card.id);
    if (stage === "out") void this.#hand(card).then(() => run("publish"));
    else void this.#ready(card);
  }

  #element(id: string): HTMLElement | null {
    return id ? this.#columns.querySelector<HTMLElement>(`.card[data-id="${CSS.escape(id)}"]`) : null;
  }

  /** The card in focus. */
  get #current(): Card | undefined {
    return this.#board.cards.find((card) => card.id === this.#here);
  }

  #point(id: string): void {
    const before = this.#element(this.#here);
    if (before) before.tabIndex = -1;
    this.#here = id;
    const element = this.#element(id);
    if (!element) return;
    element.tabIndex = 0;
    element.focus();
    element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #focused(): void {
    const id = (document.activeElement as HTMLElement | null)?.dataset["id"];
    if (!id) return;
    if (id !== this.#here) this.#point(id);
    const card = this.#current;
    if (card) void this.#hand(card);
  }

  /** Take its story in hand, so that x kills that. */
  async #hand(card: Card): Promise<void> {
    const id = card.story;
    if (!id) return this.#desk.take(null);
    const known = this.#desk.rows.get(id);
    if (known) return this.#desk.take(known);
    const story = await this.#desk.story(id).catch(() => null);
    const row: Row | null = story?.row ?? null;
    if (row) this.#desk.rows.meet(row);
    if (this.#here === card.id) this.#desk.take(row);
  }

  #keyed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const { key } = event;
    const card = this.#current;
    if (key === "Enter" && card) this.#open(card);
    else if (!this.#moved(key)) return;
    event.preventDefault();
  }

  #moved(key: string): boolean {
    const down = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[key];
    const right = { ArrowRight: 1, ArrowLeft: -1 }[key];
    const columns = [...this.#columns.querySelectorAll(".stage")].map((stage) => [...stage.querySelectorAll<HTMLElement>(".card")]);
    const at = columns.findIndex((cards) => cards.some((card) => card.dataset["id"] === this.#here));
    const column = columns[at] ?? [];
    const row = column.findIndex((card) => card.dataset["id"] === this.#here);
    let to: HTMLElement | undefined;
    if (down) to = column[row + down];
    else if (right) {
      let next = at + right;
      while (columns[next]?.length === 0) next += right;
      to = columns[next]?.[Math.min(row, (columns[next]?.length ?? 1) - 1)];
    } else if (key === "Home") to = column[0];
    else if (key === "End") to = column.at(-1);
    else return false;
    if (to?.dataset["id"]) this.#point(to.dataset["id"]);
    return true;
  }

  #after = (id: string): void => void this.load(id || this.#here);

  #open(card: Card): void {
    if (card.stage === "planned") asks.plan(this.#desk, this.#board, card, this.#after);
    else go(`story/${card.story}`);
  }

  async #ready(card: Card): Promise<void> {
    const receipt = verb(card.id, "ready", { ready: card.stage !== "ready" }, fresh());
    const words = card.stage === "ready" ? "not ready after all" : "ready";
    const done = await this.#desk.told.awaited("ready", receipt);
    if (!done) return;
    this.#desk.told.done(`${card.slug}: ${words}`);
    await this.load(card.id);
  }

  #commands(): Command[] {
    const may = (act: string): string => (this.#desk.me.acts.includes(act) ? "" : `${act} is not for ${this.#desk.me.person.name}: ask an editor`);
    const article = (act: string) => () => may(act) || (!this.#current ? "No card is in focus" : this.#current.stage === "planned" ? "There is no article of it yet: Enter changes the plan" : "");
    const planned = () => may("plan") || (this.#current?.stage === "planned" ? "" : "Only what is planned: an article is spiked or withdrawn");
    const command = (id: string, name: string, key: string, run: (card: Card) => void, why: () => string): Command => ({
      id: `board-${id}`,
      name,
      group: "Board",
      keys: [key],
      anywhere: true,
      why,
      run: () => this.#current && run(this.#current),
    });
    return [
      { id: "board-new", name: "New plan", group: "Board", keys: ["+"], anywhere: true, why: () => may("plan"), run: () => asks.plan(this.#desk, this.#board, null, this.#after) },
      command("assign", "Assign", "a", (card) => asks.assign(this.#desk, this.#board, card, this.#after), () => may(this.#current?.stage === "planned" ? "plan" : "assign") || (this.#current ? "" : "No card is in focus")),
      command("note", "Note", "n", (card) => asks.note(this.#desk, card, this.#after), article("note")),
      command("ready", "Ready, or not ready", "y", (card) => void this.#ready(card), () => article("ready")() || (this.#current?.stage === "out" ? "It is out" : "")),
      command("write", "Write it: a report of our own", "w", (card) => go(`edit/new/${card.id}`), () => may("begin") || planned()),
      command("drop", "Drop a plan", "d", (card) => asks.drop(this.#desk, card, this.#after), planned),
      command("tie", "Tie a plan to an article", "l", (card) => asks.tie(this.#desk, this.#board, card, this.#after), planned),
      { id: "board-show", name: "Show what has changed", group: "Board", keys: ["."], anywhere: true, run: () => void this.load() },
    ];
  }
}

/** Open the board. */
export async function open(place: HTMLElement, _rest: string[], desk: Desk): Promise<Opened> {
  const page = new BoardPage(place, desk);
  await page.load();
  page.follow();
  // The router puts the focus on the whole page first.
  requestAnimationFrame(() => page.enter());
  return { title: "Board", leave: () => page.leave() };
}
