/** A draft on its way to the desk: kept while one types, by its number; and who else is there. */

import { because, fresh, send } from "./tools";
import type { Here, Kept, Noted, Problem, Tools, Words } from "./tools";

/** Milliseconds after the last key. */
export const PAUSE = 800;
/** Milliseconds until it is tried again where the line is down. */
const AGAIN = 3000;
const WINDOW = "dateline.window";

/** What the session tells the editor. */
export interface Listener {
  /** The draft is kept, or is not. */
  state(words: string, wrong: boolean): void;
  /** The desk has looked at what was kept; *current*: nothing was typed since it was sent. */
  noted(noted: Noted, current: boolean): void;
  /** Somebody else was first. */
  passed(by: Passed): void;
  here(here: Here, mine: boolean): void;
  /** Somebody else's words, as they type; null: the draft was saved or left. */
  drafted(kept: Kept | null, who: string): void;
  /** The article has that many revisions now. */
  stands(now: { revision: number; by: string; proposed: boolean }): void;
}

export interface Passed {
  detail: string;
  number: number;
  draft?: Kept | null;
  who?: string;
}

export class Session {
  readonly window: string;
  /** Whether this window edits. */
  mine = false;
  /** Of the draft that the next one goes on from. */
  number = 0;
  base = 0;
  private dirty = false;
  /** Stands still while somebody has to choose between two drafts. */
  private stuck = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<boolean> | null = null;
  private events: EventSource | undefined;
  private over = false;

  constructor(
    private readonly tools: Tools,
    readonly id: string,
    private readonly words: () => Words,
    private readonly listener: Listener,
  ) {
    // Who reloads the page is the same window; who copies the tab is another one.
    this.window = sessionStorage.getItem(WINDOW) ?? fresh();
    sessionStorage.removeItem(WINDOW);
    addEventListener("pagehide", this.hidden);
  }

  private readonly hidden = (): void => {
    sessionStorage.setItem(WINDOW, this.window);
    void this.flush();
  };

  get clean(): boolean {
    return !this.dirty && !this.sending;
  }

  /** Hear of the others, and let them hear of this window. */
  listen(): void {
    const events = new EventSource(`/api/v1/articles/${encodeURIComponent(this.id)}/events?window=${this.window}`);
    this.events = events;
    const hear = <T>(name: string, told: (value: T) => void): void =>
      events.addEventListener(name, (event) => told(JSON.parse((event as MessageEvent<string>).data) as T));
    hear<Here>("here", (here) => this.present(here));
    hear<{ number: number; draft: Kept | null; who: string }>("draft", ({ number, draft, who }) => {
      // The words of this window come back to it as well.
      if (number <= this.number || this.sending || this.stuck) return;
      if (this.mine && this.dirty) return;
      this.number = number;
      if (draft) this.base = draft.base;
      this.listener.drafted(draft, who);
    });
    hear<{ revision: number; by: string; proposed: boolean }>("article", (now) => this.listener.stands(now));
    events.onerror = () => this.listener.state("The line is down; what you type is kept in this browser", true);
  }

  private present(here: Here): void {
    const mine = here.editing === this.window;
    if (this.mine && !mine && this.dirty) void this.flush();
    this.mine = mine;
    this.listener.here(here, mine);
  }

  /** Edit from now on; the other window is told. */
  async take(): Promise<void> {
    const answer = await send(this.tools, "POST", this.path("editing"), { window: this.window });
    if (answer.ok) this.present((await answer.json()) as Here);
    else this.tools.say(await because(answer));
  }

  /** Something was typed. */
  typed(): void {
    this.dirty = true;
    this.keepHere();
    this.listener.state("…", false);
    if (!this.stuck) this.later(PAUSE);
  }

  private later(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), milliseconds);
  }

  /** Bring what was typed to the desk; whether it is there. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    while (this.sending) await this.sending;
    if (!this.dirty) return true;
    if (this.stuck) return false;
    this.sending = this.put();
    const done = await this.sending;
    this.sending = null;
    return done && !this.dirty ? true : done ? this.flush() : false;
  }

  private async put(): Promise<boolean> {
    this.dirty = false;
    const path = `draft?window=${this.window}${this.over ? "&over=true" : ""}`;
    let answer: Response;
    try {
      answer = await send(this.tools, "PUT", this.path(path), { words: this.words(), base: this.base }, { "if-match": `"${this.number}"` });
    } catch {
      return this.failed("The desk does not answer; what you type is kept in this browser and sent again");
    }
    if (answer.status === 412) return this.late((await answer.json()) as Passed & Problem);
    if (!answer.ok) return this.failed(await because(answer));
    const noted = (await answer.json()) as Noted;
    this.number = noted.number;
    this.over = false;
    if (!this.dirty) localStorage.removeItem(this.place);
    this.listener.state(`Kept ${new Date(noted.saved).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" })}`, false);
    this.listener.noted(noted, !this.dirty);
    return true;
  }

  private failed(words: string): boolean {
    this.dirty = true;
    this.listener.state(words, true);
    this.later(AGAIN);
    return false;
  }

  private late(passed: Passed): boolean {
    this.dirty = true;
    this.stuck = true;
    this.listener.state("Not kept: somebody else was first", true);
    this.listener.passed(passed);
    return false;
  }

  /** Somebody has chosen between two drafts: theirs stands, or these words do, and theirs are put aside. */
  chosen(passed: Passed, mine: boolean): void {
    this.number = passed.number;
    this.stuck = false;
    this.dirty = mine;
    this.over = mine;
    if (mine) void this.flush();
    else {
      localStorage.removeItem(this.place);
      if (passed.draft) this.base = passed.draft.base;
    }
  }

  /** Words that came another way stand at that number now. */
  stands(number: number, base: number): void {
    this.number = number;
    this.base = base;
    this.dirty = false;
    localStorage.removeItem(this.place);
  }

  path(what: string): string {
    return `/articles/${encodeURIComponent(this.id)}/${what}`;
  }

  // A copy in this browser, until the desk has it

  private get place(): string {
    return `dateline.draft.${this.id}`;
  }

  private keepHere(): void {
    try {
      localStorage.setItem(this.place, JSON.stringify({ at: new Date().toISOString(), words: this.words() }));
    } catch {
      // A browser that keeps nothing still sends.
    }
  }

  /** What was typed in this browser and never reached the desk. */
  lost(): { at: string; words: Words } | null {
    const found = localStorage.getItem(this.place);
    return found ? (JSON.parse(found) as { at: string; words: Words }) : null;
  }

  forget(): void {
    localStorage.removeItem(this.place);
  }

  close(): void {
    this.hidden();
    removeEventListener("pagehide", this.hidden);
    clearTimeout(this.timer);
    this.events?.close();
  }
}
