/** All that can be done at the desk, in one table: keys are bound, help is listed and the palette is filled from it. */

import { typing } from "./dom";

export interface Command {
  id: string;
  /** As a button says it. */
  name: string;
  group: string;
  /** `j`, `Enter`, `Ctrl-k`, `Alt-x`; the first is the one that is shown. */
  keys: readonly string[];
  run(): void;
  /** Why it cannot be done now; empty: it can. */
  why?(): string;
  /** Whether its keys with Ctrl or Alt go through while somebody types. */
  typing?: boolean;
  /** Whether they go through while a dialog is open. */
  over?: boolean;
  /** Whether it can be done on other pages than the intake; a page's own commands can. */
  anywhere?: boolean;
  /** Whether it is one of those that move about, and not worth a line of the palette. */
  moves?: boolean;
}

const NAMES: Record<string, string> = { ArrowDown: "↓", ArrowUp: "↑", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc", arrowdown: "↓", arrowup: "↑", enter: "Enter", " ": "Space" };
const OFF = "dateline.single-keys-off";
const table = new Map<string, Command>();
let complain: (words: string) => void = () => undefined;
let elsewhere: () => boolean = () => false;

/** Who is told why a key does nothing now. */
export function onRefusal(tell: (words: string) => void): void {
  complain = tell;
}

/** Add commands, or put others in their place; what it gives back takes them away. */
export function add(...commands: Command[]): () => void {
  for (const command of commands) table.set(command.id, command);
  return () => {
    for (const command of commands) if (table.get(command.id) === command) table.delete(command.id);
  };
}

/** Say how one knows that another page than the intake is shown. */
export function onOtherPages(shown: () => boolean): void {
  elsewhere = shown;
}

/** All commands that can be done on this page, in the order in which they were added. */
export function all(): Command[] {
  const away = elsewhere();
  return [...table.values()].filter((command) => !away || command.anywhere);
}

/** The key of a command, as it is shown. */
export function keyOf(id: string): string {
  return shown(table.get(id)?.keys[0]);
}

/** A key, as it is shown. */
export function shown(key: string | undefined): string {
  if (!key) return "";
  const parts = key.split("-");
  const last = parts.pop() as string;
  return [...parts, NAMES[last] ?? (parts.length ? last.toUpperCase() : last)].join("-");
}

/** Why a command cannot be done now; empty: it can. */
export function whyNot(id: string): string {
  const command = table.get(id);
  return command ? (command.why?.() ?? "") : "There is no such command";
}

/** Do a command, or say why not. */
export function run(id: string): void {
  const command = table.get(id);
  if (!command) return;
  const why = whyNot(id);
  if (why) complain(why);
  else command.run();
}

/** Whether keys without Ctrl or Alt are bound: who speaks to their computer may not want them. */
export function single(): boolean {
  return localStorage.getItem(OFF) === null;
}

/** Bind keys without Ctrl or Alt, or no longer. */
export function setSingle(on: boolean): void {
  if (on) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
}

/** Bind the keys of all commands, those that are added later too. */
export function listen(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const key = named(event);
    const command = all().find((one) => one.keys.includes(key));
    if (!command || !mayAct(event, key, command)) return;
    const dialog = document.querySelector("dialog[open]");
    if (dialog && !(command.over && /^(Ctrl|Alt)-/.test(key) && !dialog.classList.contains("grave"))) return;
    event.preventDefault();
    run(command.id);
  });
}

function mayAct(event: KeyboardEvent, key: string, command: Command): boolean {
  const chord = /^(Ctrl|Alt)-/.test(key);
  if (typing(event.target) && !(command.typing && chord)) return false;
  if (!chord && key.length === 1 && !single()) return false;
  // A button or a link in focus answers to these itself.
  const own = event.target instanceof Element && event.target.closest("button, a, summary, input");
  if (own && (key === "Enter" || key === " ")) return false;
  // Where there is something to scroll, these scroll it.
  const scrolled = event.target instanceof Element && event.target.closest(".story, .inspector, .page");
  return !(scrolled && /^(Arrow|Page|Home|End)/.test(key));
}

function named(event: KeyboardEvent): string {
  const key = event.ctrlKey || event.metaKey || event.altKey ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return `Ctrl-${key}`;
  return event.altKey ? `Alt-${key}` : event.key;
}
