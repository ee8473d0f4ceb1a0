/** What the editor needs of the desk around it, and the shapes of the API that it works with. */

/** Given by the shell. */
export interface Tools {
  /** Ask `/api/v1` + path; what changes something is signed. Rejects only where nobody answers. */
  api(path: string, init?: RequestInit): Promise<Response>;
  /** Tell whoever sits here, for a moment and to screen readers. */
  say(words: string): void;
  /** Open the dialog to publish an article: sites, home, sections, embargo, schedule. */
  publish(id: string): void;
  /** Go to another place at the desk: `#/edit/art-…`. */
  go(hash: string): void;
  me(): { id: string; name: string };
  sites(): { code: string; name: string }[];
  /** A source's name by its code. */
  source(code: string): string;
}

export type Kind = "paragraph" | "heading" | "list" | "quote" | "table" | "media";

export interface Source {
  story: string;
  version: number;
  block: number;
}

export interface Block {
  kind: Kind;
  html: string;
  source?: Source | null;
  edited?: boolean;
  post?: string | null;
}

/** Our choice among the pictures that came with an article; the first named stands before others. */
export interface Choice {
  /** The digest of its file. */
  picture: string;
  /** What can be seen on it, in our words; empty: in its source's. */
  alt?: string;
  shown?: boolean;
}

export interface Words {
  headline: string;
  standfirst?: string;
  kicker?: string;
  byline?: string;
  blocks: Block[];
  pictures?: Choice[];
}

export interface Suggestion {
  check: string;
  place: string | number;
  words: string;
  nth?: number;
  replacement?: string | null;
  reason: string;
  block?: "" | "heading" | "gone";
}

export interface Teller {
  id: string;
  source: string;
  name: string;
  editing: "free" | "cut" | "none";
  own: boolean;
}

export interface Article {
  id: string;
  revision: number;
  words: Words;
  slug?: string;
  dateline?: string;
  live?: boolean;
  direction?: "ltr" | "rtl";
  tellers?: Teller[];
  parts?: { role: string; story: string; headline: string }[];
  pictures?: { story: string; picture: string; src: string; alt?: string; caption?: string; credit?: string; licence?: string }[];
  placements?: { site: string; path: string; section?: string; at?: string }[];
  home?: string;
  form?: string;
  published?: string;
  draft: number;
  proposed?: boolean;
  checks?: Suggestion[];
  count?: number;
  share?: number;
}

export interface Kept {
  number: number;
  person: string;
  saved: string;
  base: number;
  words: Words;
}

/** A draft that was kept, with what the desk sees in it. */
export interface Noted extends Kept {
  checks: Suggestion[];
  count: number;
  share: number;
  /** Why it could not be saved so; empty: it could. */
  refused?: string;
}

export interface Clash {
  number: number;
  place: string | number;
  base: string;
  ours: string;
  theirs: string;
  ours_html: string;
  theirs_html: string;
  clash: "changed" | "dropped" | "cut";
}

export interface Proposed {
  by?: "wire" | "desk";
  who?: string;
  at?: string;
  version?: number;
  revision: number;
  correction?: boolean;
  conflicts?: Clash[];
  changes?: { kind: string; html: string }[];
}

export interface Here {
  people: { key: string; person: string; name: string; since: string; typed: string | null }[];
  editing: string;
  editor: string;
}

/** What an answer that refuses says. */
export interface Problem {
  title?: string;
  detail?: string;
  remedy?: string;
}

/** Send JSON; what it gives back is the answer, whatever its status. */
export function send(tools: Tools, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const more = body === undefined ? {} : { body: JSON.stringify(body) };
  return tools.api(path, { method, headers: { "content-type": "application/json", ...headers }, ...more });
}

/** Why something was not done, in words. */
export async function because(answer: Response): Promise<string> {
  const problem: Problem = await answer.json().catch(() => ({}));
  return [problem.detail || problem.title || "It was not done", problem.remedy].filter(Boolean).join(". ");
}

/** A key for one verb, however often it is sent. */
export function fresh(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The newsroom's clock on the wall: `12:40`. */
export function hour(iso: string | undefined | null): string {
  return iso ? new Date(iso).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }) : "";
}
