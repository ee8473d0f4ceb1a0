/** The desk's API: one way to ask, one way to do, and errors that say what happened and what to do. */

import type { Receipt } from "./types";

const ROOT = "/api/v1";
/** Where all stories are searched, and not only those that came in of late. */
export const SEARCH = "/intake";
let csrf = "";

/** From `/me`: goes with all that changes something. */
export function signed(token: string): void {
  csrf = token;
}

interface Problem {
  title?: string;
  detail?: string;
  remedy?: string;
  fields?: Record<string, string>;
}

/** A request that was not done. */
export class Refused extends Error {
  readonly title: string;
  readonly remedy: string;
  readonly fields: Record<string, string>;

  constructor(
    /** Of the answer; 0: there was none. */
    readonly status: number,
    problem: Problem,
  ) {
    super(problem.detail || problem.title || "It was not done");
    this.title = problem.title ?? "It was not done";
    this.remedy = problem.remedy ?? "";
    this.fields = problem.fields ?? {};
  }

  /** In one line. */
  get words(): string {
    const fields = Object.entries(this.fields).map(([name, what]) => `${name}: ${what}`);
    return [`${this.title}: ${this.message}`, ...fields, this.remedy].filter(Boolean).join(". ").replaceAll("..", ".");
  }
}

const UNREACHED: Problem = {
  title: "The desk does not answer",
  detail: "the line to the program is down",
  remedy: "What you wrote is kept here; once it answers, do it again: it is done once, however often you send it",
};
const LOGGED_OUT = "Log in in another tab at /login, come back and do it again; what you wrote is kept here";

/** Read something. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await ask("GET", path, { ...(signal ? { signal } : {}) })) as T;
}

/** Change something that is no entry of the ledger: a view, a draft. */
export async function send<T>(method: "PUT" | "POST" | "PATCH" | "DELETE", path: string, body?: unknown, key = ""): Promise<T> {
  const headers: Record<string, string> = { "x-dateline-csrf": csrf };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (key) headers["idempotency-key"] = key;
  return (await ask(method, path, { headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })) as T;
}

/** Do a verb. Who asks again sends the same *key* again. */
export async function verb(id: string, name: string, body: unknown, key: string): Promise<Receipt> {
  return send<Receipt>("POST", `/stories/${encodeURIComponent(id)}/${name}`, body, key);
}

/** A key for one verb, however often it is sent. */
export function fresh(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function ask(method: string, path: string, more: RequestInit): Promise<unknown> {
  let answer: Response;
  try {
    answer = await fetch(ROOT + path, { method, ...more });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refused(0, UNREACHED);
  }
  if (answer.ok) return answer.status === 204 ? null : answer.json();
  const problem: Problem = await answer.json().catch(() => ({}));
  throw new Refused(answer.status, answer.status === 401 ? { ...problem, remedy: LOGGED_OUT } : problem);
}
