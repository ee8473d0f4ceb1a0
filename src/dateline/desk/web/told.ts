/** The line at the foot: what was done, what is being done, what went wrong; read out as it changes. */

import { Refused } from "./api";
import { fill, h, kbd } from "./dom";
import { counting } from "./dialog";
import type { Receipt } from "./types";

const DONE: Record<string, string> = {
  take: "taken",
  spike: "spiked",
  restore: "restored",
  hold: "held",
  release: "released",
  publish: "published",
  edit: "edited",
  correct: "corrected",
  update: "brought up to date",
  package: "packaged",
  pin: "pinned",
  unpin: "unpinned",
  gather: "gathered",
  ungather: "taken out of its collection",
  withdraw: "withdrawn",
  kill: "killed",
  reissue: "reissued",
  join: "joined",
  separate: "separated",
  judge: "judged",
  note: "noted",
  assign: "assigned",
  ready: "ready",
};

/** A receipt in one line: `published on 3 sites, 41 outputs, 38 ms`. */
export function inWords(receipt: Receipt): string {
  if (!receipt.entry) return `nothing to do: ${receipt.remarks.join("; ") || "it is so already"}`;
  const sites = new Set(receipt.outputs.map((out) => out.site)).size;
  const outputs = receipt.outputs.length;
  const on = sites ? ` on ${sites} ${sites === 1 ? "site" : "sites"}, ${outputs} ${outputs === 1 ? "output" : "outputs"}` : "";
  const late = Object.entries(receipt.waiting ?? {}).map(([site, why]) => `${site} is closed until it is up to date: ${why}`);
  const owed = receipt.outstanding?.length ? [`${receipt.outstanding.length} outside are still to be told`] : [];
  const ms = Math.max(1, Math.round(outputs ? receipt.all_ms : receipt.ms));
  return [`${DONE[receipt.verb] ?? receipt.verb}${on}, ${ms} ms`, ...receipt.remarks, ...late, ...owed].join("; ");
}

export class Told {
  readonly element: HTMLElement;
  #words = h("span", { role: "status", class: "words" });
  #wrong = h("span", { role: "alert", class: "wrong" });
  #wait = h("span", { class: "wait" });
  #more = h("span");

  constructor() {
    this.element = h("div", { class: "told" }, this.#words, this.#wrong, this.#more, this.#wait);
  }

  /** Say what was done, and how it is undone. */
  done(words: string, undo?: () => void): void {
    fill(this.#wrong);
    fill(this.#words, words);
    fill(this.#more, undo ? h("button", { type: "button", class: "quiet", onclick: undo }, "Undo ", kbd("u")) : null);
  }

  /** Say what went wrong, what was kept, what to do. */
  wrong(words: string): void {
    fill(this.#words);
    fill(this.#more);
    fill(this.#wrong, words);
  }

  /** What went wrong on the page that is left is of no use on the next. */
  forget(): void {
    fill(this.#wrong);
  }

  /** Wait for something, and say so; what it was refused for is told, and given back as null. */
  async awaited<T>(what: string, promise: Promise<T>): Promise<T | null> {
    const end = counting((words) => fill(this.#wait, words), what);
    try {
      return await promise;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.wrong(`${error.words}${error.status ? ". Nothing was changed" : ""}`);
      return null;
    } finally {
      end();
    }
  }
}
