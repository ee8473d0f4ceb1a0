/** A front as readers would get it, wide or at a phone's width. */

import { fill, h } from "../dom";

/** The width of a screen that a wide page is made for; it is shown smaller. */
const WIDE = 1280;

export class Preview {
  readonly element: HTMLElement;
  #frame = h("iframe", { title: "The front as readers would get it", tabindex: "0" });
  #stage = h("div", { class: "stage" }, this.#frame);
  #words = h("p", { class: "hint", role: "status" }, "Making the preview …");

  constructor() {
    this.element = h("section", { class: "preview", "aria-label": "Preview" }, this.#words, this.#stage);
    this.#frame.addEventListener("load", () => this.#loaded());
    new ResizeObserver(() => this.#fit()).observe(this.#stage);
  }

  /** Show the page at an address of the desk's own. */
  show(href: string): void {
    this.#frame.src = href;
    this.#say();
  }

  /** At the other width. */
  turn(): void {
    this.#stage.classList.toggle("phone");
    this.#say();
    this.#fit();
  }

  #say(): void {
    fill(this.#words, this.#stage.classList.contains("phone") ? "As readers would get it, at a phone’s width" : "As readers would get it, on a wide screen");
  }

  #fit(): void {
    const scale = this.#stage.classList.contains("phone") ? 1 : Math.min(1, this.#stage.clientWidth / WIDE);
    this.#stage.style.setProperty("--scale", String(scale || 1));
  }

  /** Its links lead nowhere: there is nothing behind them here. */
  #loaded(): void {
    const page = this.#frame.contentDocument;
    page?.addEventListener("click", (event) => {
      if ((event.target as Element).closest("a, button, summary")) event.preventDefault();
    });
    page?.addEventListener("submit", (event) => event.preventDefault());
  }
}
