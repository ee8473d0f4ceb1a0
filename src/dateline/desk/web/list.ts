/**
 * The list: thousands of lines of which only those in sight are elements.
 *
 * Nothing moves under the pointer, or under a cursor that somebody has set: what comes in then collects as *waiting*.
 */

import { h, mark, say } from "./dom";
import { type Line, linesOf } from "./lines";
import { type Rows, chosen, wordsOf } from "./rows";
import { ago, exact } from "./times";
import type { Row, View } from "./types";

const BEYOND = 8;
/** Below this many pixels a line is two lines high. */
const NARROW = 640;
const COLUMNS = [
  ["received", "Age", "When it reached us"],
  ["source", "Src", "Source"],
  ["urgency", "U", "Urgency, 1 to 9"],
  ["headline", "Headline", ""],
  ["words", "Words", ""],
  ["licence", "Licence", "Until when, or how much of it, we may show"],
  ["status", "Status", ""],
  ["sites", "Sites", "Where it stands, and what it is worth there: 1 to 3"],
  ["taken", "By", "Who took it, or has it to do"],
] as const;
type Column = (typeof COLUMNS)[number][0];

interface Place {
  element: HTMLElement;
  cells: Record<Column, HTMLElement>;
  fold: HTMLElement;
  drawn: string;
  row: Row | null;
}

export interface Wishes {
  /** The cursor moved: to this row, or to none. */
  moved(row: Row | null): void;
  open(row: Row): void;
  /** What there is to say of the list has changed. */
  counted(): void;
}

export class List {
  readonly element: HTMLElement;
  /** What is chosen. */
  view: View = {};
  /** What a search found; null: the intake is shown. */
  found: Row[] | null = null;
  #rows: Rows;
  #wishes: Wishes;
  #lines: Line[] = [];
  /** Line of each id. */
  #at = new Map<string, number>();
  #waiting = new Set<string>();
  #opened = new Set<string>();
  #cursor = "";
  #body: HTMLElement;
  #places = new Map<number, Place>();
  #spare: Place[] = [];
  #height = 30;
  #over = false;
  #empty: HTMLElement;

  constructor(rows: Rows, wishes: Wishes) {
    this.#rows = rows;
    this.#wishes = wishes;
    const heads = COLUMNS.map(([name, title, why]) =>
      h("span", { role: "columnheader", class: `c-${name}`, title: why || null }, title),
    );
    this.#body = h("div", { role: "rowgroup", class: "rows" });
    this.#empty = h("div", { class: "empty", hidden: true });
    this.element = h(
      "div",
      { role: "grid", class: "list", tabindex: "0", "aria-label": "Intake", id: "list" },
      h("div", { role: "rowgroup", class: "heads" }, h("div", { role: "row", "aria-rowindex": "1" }, heads)),
      this.#body,
    );
    this.element.addEventListener("scroll", () => this.#paint(), { passive: true });
    this.#body.addEventListener("pointerenter", () => (this.#over = true));
    this.#body.addEventListener("pointerleave", () => (this.#over = false));
    this.#body.addEventListener("click", (event) => this.#clicked(event));
    new ResizeObserver(() => this.#measured()).observe(this.element);
    rows.on((changed, anew) => this.#changed(changed, anew));
  }

  /** Where an empty list says what to do next. */
  get empty(): HTMLElement {
    return this.#empty;
  }

  /** How many lines there are, and how many rows wait to be let in. */
  get count(): { lines: number; waiting: number } {
    return { lines: this.#lines.length, waiting: this.#waiting.size };
  }

  /** The row under the cursor. */
  get row(): Row | null {
    return this.#rows.get(this.#cursor) ?? null;
  }

  /** Choose anew: from the top, with all that came in. */
  choose(view: View): void {
    this.view = view;
    this.element.scrollTop = 0;
    this.#build();
  }

  /** Show what a search found, or the intake again. */
  show(found: Row[] | null): void {
    for (const row of found ?? []) this.#rows.meet(row);
    this.found = found;
    this.element.scrollTop = 0;
    this.#build();
  }

  /** Let in what waits. */
  letIn(): void {
    this.element.scrollTop = 0;
    this.#build();
  }

  /** Move the cursor by so many lines; from nowhere to the first. */
  step(by: number): void {
    const from = this.#at.get(this.#cursor) ?? (by > 0 ? -1 : this.#lines.length);
    this.#put(Math.max(0, Math.min(this.#lines.length - 1, from + by)));
  }

  /** Move the cursor by so many screens. */
  leaf(screens: number): void {
    this.step(screens * Math.max(1, Math.floor(this.element.clientHeight / this.#height) - 2));
  }

  /** Move the cursor to one end; at the top all that waits is let in. */
  end(last: boolean): void {
    if (!last) this.letIn();
    this.#put(last ? this.#lines.length - 1 : 0);
  }

  /** Put the cursor on a row, where it is in the list. */
  point(id: string): void {
    this.#cursor = id;
    const line = this.#at.get(id);
    if (line !== undefined) this.#reveal(line);
    this.#paint();
    this.#wishes.counted();
  }

  /** Take the row under the cursor out of what is shown if the view does not choose it any more. */
  drop(id: string): void {
    const row = this.#rows.get(id);
    const line = this.#at.get(id);
    if (line === undefined || (row && this.#chooses(row))) return;
    const next = this.#lines[line + 1] ?? this.#lines[line - 1];
    const under = this.#cursor === id;
    this.#build(true);
    if (under && next) this.#put(this.#at.get(next.id) ?? 0);
  }

  /** Open or fold the near-copies of the row under the cursor. */
  fold(open: boolean): void {
    const group = this.row?.group;
    if (!group || this.#opened.has(group) === open) return;
    const head = this.#lines.find((line) => line.folded && this.#rows.get(line.id)?.group === group);
    if (open) this.#opened.add(group);
    else this.#opened.delete(group);
    if (!open && head) this.#cursor = head.id;
    this.#build(true);
    this.#wishes.moved(this.row);
  }

  /** Tell ages anew. */
  tick(): void {
    for (const place of this.#places.values()) {
      if (place.row) say(place.cells.received, ago(Date.parse(place.row.received)));
    }
  }

  #chooses(row: Row): boolean {
    return chosen(this.view, row) && this.#rows.says(row, wordsOf(this.view.words));
  }

  #changed(changed: Iterable<string>, anew: boolean): void {
    if (anew) return this.#build(true);
    if (this.found === null && !this.#still()) return this.#build();
    for (const id of changed) {
      const row = this.#rows.get(id);
      if (this.found === null && row && !this.#at.has(id) && this.#chooses(row) && !this.#inFold(row)) this.#waiting.add(id);
      if (!row) this.#waiting.delete(id);
    }
    this.#paint();
    this.#wishes.counted();
  }

  /** A near-copy of something folded makes a number larger, and waits for nothing. */
  #inFold(row: Row): boolean {
    if (!row.group || this.#opened.has(row.group)) return false;
    const line = this.#lines.find((one) => !one.under && this.#rows.get(one.id)?.group === row.group);
    if (line) line.folded += 1;
    return line !== undefined;
  }

  /** Whether somebody has a pointer or a cursor in the list, or has scrolled: then nothing may move. */
  #still(): boolean {
    const line = this.#at.get(this.#cursor);
    return this.#over || this.element.scrollTop > 0 || (line !== undefined && line > 0);
  }

  #build(keep = false): void {
    const rows = this.found ?? this.#rows.sorted();
    const waits = keep ? this.#waiting : new Set<string>();
    const shown = this.found ? rows : rows.filter((row) => this.#chooses(row) && !waits.has(row.id));
    this.#lines = linesOf(shown.map((row) => this.#rows.get(row.id) ?? row), this.#opened);
    this.#at = new Map(this.#lines.map((line, number) => [line.id, number]));
    this.#waiting = waits;
    this.element.setAttribute("aria-rowcount", String(this.#lines.length + 1));
    this.#body.style.height = `${this.#lines.length * this.#height}px`;
    this.#empty.hidden = this.#lines.length > 0;
    this.#paint();
    this.#wishes.counted();
  }

  #put(line: number): void {
    const found = this.#lines[line];
    if (!found) return;
    this.#cursor = found.id;
    this.#reveal(line);
    this.#paint();
    this.#wishes.moved(this.row);
  }

  #reveal(line: number): void {
    const head = this.#body.offsetTop;
    const top = line * this.#height;
    const { scrollTop, clientHeight } = this.element;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + this.#height + head > scrollTop + clientHeight) {
      this.element.scrollTop = top + this.#height + head - clientHeight;
    }
  }

  #measured(): void {
    const narrow = this.element.clientWidth < NARROW;
    this.#height = narrow ? 50 : 28;
    this.element.classList.toggle("narrow", narrow);
    this.#body.style.height = `${this.#lines.length * this.#height}px`;
    this.#paint();
  }

  #clicked(event: MouseEvent): void {
    const row = (event.target as Element).closest<HTMLElement>("[role=row]");
    const id = row?.dataset["id"];
    const line = id ? this.#at.get(id) : undefined;
    if (line === undefined) return;
    this.#put(line);
    this.element.focus({ preventScroll: true });
    const found = this.row;
    if ((event.target as Element).closest(".fold")) this.fold(!this.#opened.has(found?.group ?? ""));
    else if (found) this.#wishes.open(found);
  }

  #paint(): void {
    const first = Math.max(0, Math.floor(this.element.scrollTop / this.#height) - BEYOND);
    const last = Math.min(this.#lines.length, first + Math.ceil(this.element.clientHeight / this.#height) + 2 * BEYOND);
    for (const [number, place] of this.#places) {
      if (number >= first && number < last) continue;
      this.#places.delete(number);
      this.#spare.push(place);
    }
    for (let number = first; number < last; number++) {
      let place = this.#places.get(number);
      if (!place) {
        place = this.#spare.pop() ?? this.#made();
        this.#places.set(number, place);
      }
      this.#draw(place, number);
    }
    for (const place of this.#spare) place.element.remove();
    this.#spare.length = 0;
    const line = this.#at.get(this.#cursor);
    mark(this.element, "aria-activedescendant", line !== undefined && line >= first && line < last ? `row-${this.#cursor}` : null);
  }

  #made(): Place {
    const fold = h("span", { class: "fold" });
    const cells = Object.fromEntries(
      COLUMNS.map(([name]) => [name, h("span", { role: "gridcell", class: `c-${name}` })]),
    ) as Record<Column, HTMLElement>;
    const element = h("div", { role: "row" }, Object.values(cells));
    return { element, cells, fold, drawn: "", row: null };
  }

  #draw(place: Place, number: number): void {
    const line = this.#lines[number] as Line;
    const row = this.#rows.get(line.id) ?? this.found?.find((one) => one.id === line.id) ?? null;
    const here = line.id === this.#cursor;
    const drawn = `${number} ${here} ${line.folded} ${line.under} ${this.#height} ${this.#opened.has(row?.group ?? " ")}`;
    if (place.row === row && place.drawn === drawn && place.element.isConnected) return;
    place.drawn = drawn;
    const { element } = place;
    element.style.transform = `translateY(${number * this.#height}px)`;
    element.id = `row-${line.id}`;
    element.dataset["id"] = line.id;
    element.setAttribute("aria-rowindex", String(number + 2));
    element.setAttribute("aria-selected", String(here));
    if (place.row !== row || row === null) this.#write(place, row);
    place.row = row;
    element.classList.toggle("under", line.under);
    this.#drawFold(place, line, row);
    if (!element.isConnected) this.#body.append(element);
  }

  #drawFold(place: Place, line: Line, row: Row | null): void {
    mark(place.element, "aria-expanded", line.folded ? String(this.#opened.has(row?.group ?? "")) : null);
    if (!line.folded) return place.fold.remove();
    say(place.fold, `+${line.folded}`);
    place.fold.title = `${line.folded} near-copies: → shows them, ← folds them`;
    place.cells.headline.append(place.fold);
  }

  #write(place: Place, row: Row | null): void {
    const { cells, element } = place;
    element.className = row ? `is-${row.status}${row.soon ? " is-soon" : ""}${row.alert ? " is-alert" : ""}` : "is-gone";
    say(cells.received, row ? ago(Date.parse(row.received)) : "");
    cells.received.title = row ? exact(row.received) : "";
    say(cells.source, row ? row.source.toUpperCase() : "");
    say(cells.urgency, row?.urgency ? String(row.urgency) : "");
    cells.headline.replaceChildren(
      row ? h("span", { class: "words", title: row.alert || row.headline }, row.headline) : "This story has left the list",
      row?.alert ? h("span", { class: "mark" }, "look") : "",
      ...(row?.why ?? []).map(({ rule, because, refused }) => h("span", { class: "best", title: `By the rule ${rule}: ${[because, refused].filter(Boolean).join("; ")}` }, refused ? `${rule}, not all` : rule)),
      row?.best?.length ? h("span", { class: "best" }, row.best.join(", ")) : "",
    );
    say(cells.words, row?.words ? String(row.words) : "");
    say(cells.licence, row?.licence ?? "");
    cells.licence.title = row?.because ?? "";
    say(cells.status, row ? row.status : "gone");
    const values = row?.values ?? {};
    const sites = [...new Set([...(row?.sites ?? []), ...Object.keys(values)])].map((code) => (values[code] ? `${code} ${values[code]}` : code));
    say(cells.sites, sites.length > 2 ? `${sites.length} sites` : sites.join(", "));
    cells.sites.title = sites.join(", ");
    say(cells.taken, row?.taken || row?.assigned || "");
    cells.taken.title = [row?.taken && `Taken by ${row.taken}`, row?.assigned && `work of ${row.assigned}`].filter(Boolean).join(", ");
  }
}
