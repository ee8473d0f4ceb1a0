/** A list to choose from by typing: the palette, and the choice of what the list shows. */

import { open } from "./dialog";
import { fill, h, kbd } from "./dom";

export interface Item {
  name: string;
  /** What kind of thing it is. */
  group: string;
  key?: string;
  /** How many rows it stands for, or what else is worth knowing. */
  hint?: string;
  /** Whether it is chosen, where several can be. */
  on?(): boolean;
  /** Why it cannot be chosen now. */
  why?: string;
  choose(): void;
}

const MOST = 60;

/** How well letters fit a name, in their order; 0: not at all. The beginnings of words count more. */
export function fits(letters: string, name: string): number {
  const said = name.toLowerCase();
  const at = said.indexOf(letters);
  if (at >= 0) return 1000 - at - said.length / 100 + (at === 0 || said[at - 1] === " " ? 500 : 0);
  let score = 1;
  let from = 0;
  for (const letter of letters) {
    if (letter === " ") continue;
    const next = said.indexOf(letter, from);
    if (next < 0) return 0;
    score += next === 0 || /\W/.test(said[next - 1] as string) ? 8 : next === from ? 4 : 1;
    from = next + 1;
  }
  return score;
}

/** Let somebody choose: one, or with *many* as many as they like. */
export function pick(title: string, items: Item[], many = false): void {
  const input = h("input", {
    type: "text",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": "picks",
    "aria-autocomplete": "list",
    "aria-label": title,
    placeholder: title,
    autocomplete: "off",
    spellcheck: "false",
  });
  const list = h("ul", { role: "listbox", id: "picks", "aria-label": title, "aria-multiselectable": many ? "true" : null });
  const none = h("p", { class: "hint", role: "status" });
  const element = h("dialog", { class: "picker", "aria-label": title }, input, list, none);
  let shown: Item[] = [];
  let at = 0;
  const point = () => {
    list.querySelectorAll("[role=option]").forEach((option, number) => option.classList.toggle("here", number === at));
    const here = list.children[at];
    if (here) input.setAttribute("aria-activedescendant", here.id);
    else input.removeAttribute("aria-activedescendant");
    here?.scrollIntoView({ block: "nearest" });
  };
  const choose = (number: number) => {
    const item = shown[number];
    if (!item) return;
    if (!many) element.close();
    item.choose();
    if (many) draw();
  };
  const draw = () => {
    fill(list, shown.map((item, number) => option(item, number, many, () => choose(number))));
    fill(none, shown.length ? "" : "Nothing is called that: fewer letters find more");
    point();
  };
  const search = () => {
    const letters = input.value.trim().toLowerCase();
    const scored = items.map((item) => ({ item, score: letters ? fits(letters, `${item.name} ${item.group}`) : 1 }));
    const kept = scored.filter((one) => one.score > 0);
    if (letters) kept.sort((a, b) => b.score - a.score);
    shown = kept.slice(0, MOST).map((one) => one.item);
    at = 0;
    draw();
  };
  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (by !== undefined) at = Math.max(0, Math.min(shown.length - 1, at + by));
    else if (event.key === "Enter") choose(at);
    else return;
    event.preventDefault();
    point();
  });
  element.addEventListener("close", () => element.remove());
  element.addEventListener("click", (event) => event.target === element && element.close());
  search();
  open(element, input);
}

function option(item: Item, number: number, many: boolean, choose: () => void): HTMLElement {
  const on = item.on?.() ?? false;
  return h(
    "li",
    { role: "option", id: `pick-${number}`, "aria-selected": String(on), "aria-disabled": item.why ? "true" : null, title: item.why ?? null, onclick: choose },
    many ? h("span", { class: "tick", "aria-hidden": "true" }, on ? "✓" : "") : null,
    h("span", { class: "name" }, item.name),
    h("span", { class: "hint" }, [item.group, item.hint].filter(Boolean).join(" · ")),
    kbd(item.key),
  );
}
