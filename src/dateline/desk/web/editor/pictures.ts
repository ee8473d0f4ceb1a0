/** The pictures that came with an article: which stand with it, in which order, and what those read who cannot see. */

import { fill, h } from "../dom";
import type { Article, Choice } from "./tools";

type Came = NonNullable<Article["pictures"]>[number];

export class Pictures {
  readonly element = h("section", { class: "pictures", "aria-label": "Pictures" });
  #came: readonly Came[] = [];
  #choices: Choice[] = [];

  /** `changed` is called when somebody chooses or types; while `may` says no, nobody can. */
  constructor(
    private readonly changed: () => void,
    private readonly may: () => boolean,
  ) {}

  /** What was chosen; empty where all stands as it came. */
  get value(): Choice[] {
    const plain = this.#choices.every(({ picture, alt, shown }, index) => !alt && shown !== false && picture === this.#came[index]?.picture);
    return plain ? [] : this.#choices;
  }

  /** Show other pictures, or another choice among them. */
  show(came: readonly Came[], chosen: readonly Choice[] = []): void {
    const here = new Set(came.map(({ picture }) => picture));
    const named = new Set(chosen.map(({ picture }) => picture));
    this.#came = came;
    this.#choices = [...chosen.filter(({ picture }) => here.has(picture)), ...came.filter(({ picture }) => !named.has(picture)).map(({ picture }) => ({ picture }))];
    this.#draw();
  }

  /** Let nobody choose, or let them again. */
  lock(): void {
    for (const control of this.element.querySelectorAll<HTMLInputElement | HTMLButtonElement>("input, textarea, button")) control.disabled = !this.may();
  }

  #draw(): void {
    const leads = this.#choices.find(({ shown }) => shown !== false)?.picture;
    this.element.hidden = !this.#came.length;
    fill(this.element, h("h3", {}, "Pictures"), this.#choices.map((choice) => this.#one(choice, choice.picture === leads)));
    this.lock();
  }

  #one(choice: Choice, leads: boolean): HTMLElement {
    const came = this.#came.find(({ picture }) => picture === choice.picture);
    if (!came) return h("div", {});
    const alt = h("textarea", { rows: 2, maxlength: 2000, placeholder: came.alt || "nothing came with it: say what can be seen" });
    alt.value = choice.alt ?? "";
    alt.addEventListener("input", () => {
      choice.alt = alt.value;
      label.classList.toggle("wrong", !alt.value.trim() && !came.alt);
      this.changed();
    });
    const label = h("label", { class: `field${choice.alt || came.alt ? "" : " wrong"}` }, h("span", {}, "Alt text"), alt);
    const shown = h("input", { type: "checkbox", checked: choice.shown !== false });
    shown.addEventListener("change", () => {
      choice.shown = shown.checked;
      this.#chosen(choice);
    });
    const first = (): void => {
      this.#choices = [choice, ...this.#choices.filter((one) => one !== choice)];
      choice.shown = true;
      this.#chosen(choice);
    };
    return h("figure", { class: choice.shown === false ? "off" : null },
      h("img", { src: came.src, alt: choice.alt || came.alt || "", loading: "lazy" }),
      h("figcaption", {}, came.caption ? h("span", {}, came.caption) : null, h("small", {}, [came.credit, came.licence].filter(Boolean).join(" · ")),
        label,
        h("p", { class: "buttons" }, h("label", {}, shown, " With the article"), leads ? h("b", {}, "It stands on top") : h("button", { type: "button", onclick: first }, "Put on top"))));
  }

  /** Show what was chosen; the focus stays with that picture. */
  #chosen(choice: Choice): void {
    this.#draw();
    this.element.querySelectorAll<HTMLElement>("input[type=checkbox]")[this.#choices.indexOf(choice)]?.focus();
    this.changed();
  }
}
