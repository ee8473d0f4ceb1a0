/** The page as each site's readers would get it, wide or at a phone's width. */

import { fill, h } from "../dom";
import { because, hour, send } from "./tools";
import type { Tools, Words } from "./tools";

export class Preview {
  readonly element = h("section", { class: "preview", "aria-label": "Preview", hidden: true });
  private readonly frame = h("iframe", { title: "The page as readers would get it", tabindex: 0 });
  private readonly note = h("p", { class: "note", role: "status" });
  private readonly select: HTMLSelectElement;
  private readonly stage: HTMLElement;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly tools: Tools,
    private readonly id: string,
    private readonly words: () => Words,
    placed: readonly string[],
    closed: () => void,
  ) {
    const sites = [...tools.sites()].sort((one, other) => Number(placed.includes(other.code)) - Number(placed.includes(one.code)));
    const options = sites.map((site) => h("option", { value: site.code }, placed.includes(site.code) ? site.name : `${site.name} (not there yet)`));
    this.select = h("select", { "aria-label": "Site", onchange: () => void this.show() }, options);
    this.stage = h("div", { class: "stage" }, this.frame);
    const width = (name: string, phone: boolean): HTMLElement =>
      h("button", { type: "button", "aria-pressed": phone ? "false" : "true", onclick: (event: Event) => this.width(event.currentTarget as HTMLElement, phone) }, name);
    fill(this.element, h("header", {}, this.select, width("Wide", false), width("Phone", true), h("button", { type: "button", onclick: closed }, "Close")), this.note, this.stage);
    this.frame.addEventListener("load", () => this.loaded());
  }

  get open(): boolean {
    return !this.element.hidden;
  }

  toggle(): void {
    this.element.hidden = !this.element.hidden;
    if (this.open) {
      void this.show();
      this.select.focus();
    }
  }

  /** The words have changed. */
  changed(): void {
    clearTimeout(this.timer);
    if (this.open) this.timer = setTimeout(() => void this.show(), 600);
  }

  private width(button: HTMLElement, phone: boolean): void {
    this.stage.classList.toggle("phone", phone);
    for (const other of this.element.querySelectorAll("header button[aria-pressed]")) other.setAttribute("aria-pressed", String(other === button));
  }

  private async show(): Promise<void> {
    const answer = await send(this.tools, "POST", `/articles/${encodeURIComponent(this.id)}/preview?site=${this.select.value}`, this.words());
    if (!answer.ok) {
      this.said(await because(answer), "");
      return;
    }
    const seen = (await answer.json()) as { href: string; path: string; status: number; why?: string; until?: string };
    const until = seen.until ? `; until ${new Date(seen.until).toLocaleDateString("en-GB")} ${hour(seen.until)}` : "";
    this.said(seen.why ? `${seen.why}${until}` : `${seen.path}${until}`, seen.href);
  }

  private said(words: string, href: string): void {
    fill(this.note, words);
    this.stage.hidden = !href;
    if (href) this.frame.src = href;
  }

  /** It is as high as its page, and its links lead nowhere: there is nothing behind them here. */
  private loaded(): void {
    const page = this.frame.contentDocument;
    if (!page?.body) return;
    page.addEventListener("click", (event) => {
      if ((event.target as Element).closest("a, button, summary")) event.preventDefault();
    });
    page.addEventListener("submit", (event) => event.preventDefault());
  }
}
