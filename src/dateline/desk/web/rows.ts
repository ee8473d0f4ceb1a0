/** The intake as this browser knows it: rows by id, what is done and not yet told, and which of them a view chooses. */

import { get } from "./api";
import type { Page, Row, View } from "./types";

export type Told = (changed: Iterable<string>, anew: boolean) => void;

/** What is known of a row beside what the server said. */
interface Known {
  /** As it is shown, and as the server said it last. */
  row: Row;
  sent: Row;
  received: number;
  /** Of its headline, case-folded. */
  words: string;
}

export class Rows {
  /** How many there are by the server's count: the rest is on its way. */
  expected = 0;
  /** Of the last change that was told. */
  number = 0;
  #known = new Map<string, Known>();
  #gone = new Set<string>();
  /** What was asked for and is not answered yet, laid over what the server said. */
  #hoped = new Map<string, Partial<Row>>();
  #sorted: Row[] | null = null;
  #told: Told[] = [];

  /** Be told of what changed. */
  on(told: Told): void {
    this.#told.push(told);
  }

  get size(): number {
    return this.#known.size;
  }

  get(id: string): Row | undefined {
    return this.#known.get(id)?.row;
  }

  /** All rows, the latest received first. */
  sorted(): Row[] {
    this.#sorted ??= [...this.#known.values()]
      .sort((a, b) => b.received - a.received || (a.row.id < b.row.id ? 1 : -1))
      .map((known) => known.row);
    return this.#sorted;
  }

  /** Whether all words, case-folded, stand in a row's headline. */
  says(row: Row, words: string[]): boolean {
    const said = this.#known.get(row.id)?.words ?? row.headline.toLowerCase();
    return words.every((word) => said.includes(word));
  }

  /** Read the first page; the rest comes behind. */
  async begin(): Promise<void> {
    const page = await get<Page>("/intake?limit=200");
    this.#known.clear();
    this.#gone.clear();
    this.number = page.number;
    this.expected = page.count;
    this.#keep(page.rows, true);
    this.#tell([], true);
    void this.#rest(page.next ?? "");
  }

  async #rest(cursor: string): Promise<void> {
    for (let next = cursor; next; ) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      const page: Page = await get<Page>(`/intake?limit=1000&cursor=${encodeURIComponent(next)}`);
      // What an event told meanwhile is newer than the page.
      this.#keep(page.rows, false);
      this.#tell([], true);
      next = page.next ?? "";
    }
    this.expected = this.#known.size;
  }

  /** What an event told: rows that came or changed, and ids that left. */
  change(rows: Row[], gone: string[]): void {
    for (const row of rows) this.#gone.delete(row.id);
    this.#keep(rows, true);
    for (const id of gone) {
      this.#gone.add(id);
      this.#known.delete(id);
    }
    this.#sorted = null;
    this.#tell([...rows.map((row) => row.id), ...gone], false);
  }

  /** Take in a row that a search found, or a story that was opened by its address. */
  meet(row: Row): void {
    if (this.#known.has(row.id)) return;
    this.#keep([row], true);
  }

  /** Show what was asked for before it is answered; what it gives back takes that away. */
  hope(id: string, change: Partial<Row>): () => void {
    this.#hoped.set(id, change);
    this.#lay(id, change);
    return () => {
      if (this.#hoped.get(id) !== change) return;
      this.#hoped.delete(id);
      this.#lay(id, {});
    };
  }

  /** What was hoped for has been done: the next thing the server says of it stands. */
  settled(id: string): void {
    this.#hoped.delete(id);
  }

  #keep(rows: Row[], newer: boolean): void {
    for (const row of rows) {
      const old = this.#known.get(row.id);
      if (this.#gone.has(row.id) || (old && (!newer || old.sent.entry > row.entry))) continue;
      this.#known.set(row.id, {
        row: { ...row, ...this.#hoped.get(row.id) },
        sent: row,
        received: Date.parse(row.received),
        words: row.headline.toLowerCase(),
      });
    }
    this.#sorted = null;
  }

  #lay(id: string, change: Partial<Row>): void {
    const known = this.#known.get(id);
    if (!known) return;
    known.row = { ...known.sent, ...change };
    this.#sorted = null;
    this.#tell([id], false);
  }

  #tell(changed: string[], anew: boolean): void {
    for (const told of this.#told) told(changed, anew);
  }
}

/** Whether a row is one that a view chooses; as the server's `seen_in`, but for the words, which `Rows.says` looks for. */
export function chosen(view: View, row: Row): boolean {
  return (
    among(view.sources, [row.source]) &&
    among(view.statuses, [row.status]) &&
    among(view.topics, row.topics) &&
    among(view.languages, [(row.language ?? "").split("-")[0] as string]) &&
    among(view.sites, [...(row.sites ?? []), ...(row.meant ?? [])]) &&
    among(view.rules, row.why?.map(({ rule }) => rule)) &&
    (!view.urgency || (!!row.urgency && row.urgency <= view.urgency)) &&
    (!view.alerts || !!row.alert)
  );
}

function among(wanted: readonly string[] | undefined, found: readonly string[] | undefined): boolean {
  return !wanted?.length || (found ?? []).some((one) => wanted.includes(one));
}

/** Words to look for, case-folded. */
export function wordsOf(text: string | undefined): string[] {
  return (text ?? "").toLowerCase().split(/\s+/).filter(Boolean);
}
