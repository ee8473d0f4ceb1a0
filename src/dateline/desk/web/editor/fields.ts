/** Fields above a body, which grow with what is typed. */

import { h } from "../dom";
import type { Field } from "./checks";

export interface Line extends Field {
  element: HTMLElement;
  /** Let nobody type, or let them again. */
  lock(locked: boolean): void;
}

interface How {
  /** Whether it is set as a headline, or may have several lines. */
  big?: boolean;
  lines?: boolean;
  hint?: string;
  fixed?: boolean;
}

/** A field with its name; `changed` is called when somebody types. */
export function field(name: string, value: string, changed: () => void, how: How = {}): Line {
  const input = how.big || how.lines ? h("textarea", { rows: 1 }) : h("input", { type: "text", placeholder: how.hint ?? "" });
  input.value = value;
  input.readOnly = how.fixed ?? false;
  const label = h("label", { class: `field ${name.toLowerCase()}${how.big ? " big" : ""}` }, h("span", {}, name), input);
  const fit = (): void => {
    if (!(input instanceof HTMLTextAreaElement)) return;
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight + 1}px`;
  };
  // It is as high as its words, also once it is in the page, or that gets narrower.
  new ResizeObserver(fit).observe(label);
  input.addEventListener("input", () => {
    // A headline is one line, however it was pasted.
    if (/\n/.test(input.value)) input.value = input.value.replace(/\s*\n\s*/g, " ");
    fit();
    changed();
  });
  fit();
  return {
    element: label,
    get value() {
      return input.value;
    },
    set value(words: string) {
      if (input.value === words) return;
      input.value = words;
      fit();
    },
    focus: () => input.focus(),
    change(words: string) {
      input.value = words;
      fit();
      changed();
    },
    lock(locked: boolean) {
      input.readOnly = locked || (how.fixed ?? false);
    },
  };
}
