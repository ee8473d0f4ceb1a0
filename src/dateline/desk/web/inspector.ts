/** The facts of the story in hand, in short, and what can be done to it. */

import { fill, h, kbd } from "./dom";
import { keyOf, run, whyNot } from "./keys";
import type { Desk } from "./state";
import { time } from "./times";
import type { Row } from "./types";
import { BUTTONS } from "./verbs";

export class Inspector {
  readonly element = h("aside", { class: "inspector", "aria-label": "Facts and verbs", id: "inspector", tabindex: "-1" });
  #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
    desk.onHand(() => this.draw());
    this.draw();
  }

  /** Draw what is so now. */
  draw(): void {
    const row = this.#desk.hand;
    if (!row) return fill(this.element, h("p", { class: "empty" }, "No story is in hand. ", kbd("j"), " puts the cursor on the first."));
    const focused = document.activeElement instanceof HTMLElement && this.element.contains(document.activeElement) ? document.activeElement.dataset["verb"] : undefined;
    fill(this.element, h("h2", {}, row.headline), facts(row, this.#desk), this.#buttons());
    if (focused) (this.element.querySelector<HTMLElement>(`[data-verb="${focused}"]`) ?? this.element).focus();
  }

  #buttons(): HTMLElement {
    const buttons = BUTTONS.map((verb) => {
      const why = whyNot(verb);
      if (why && verb !== "kill") return null;
      const name = `${verb[0]?.toUpperCase()}${verb.slice(1)}`;
      return h(
        "button",
        { type: "button", "data-verb": verb, "aria-keyshortcuts": keyOf(verb) || null, class: verb === "kill" ? "grave" : null, disabled: !!why, title: this.#desk.rule(verb)?.does ?? null, onclick: () => run(verb) },
        h("span", {}, name),
        kbd(keyOf(verb)),
      );
    });
    return h("div", { class: "verbs", role: "group", "aria-label": "Verbs" }, buttons);
  }
}

function facts(row: Row, desk: Desk): HTMLElement {
  const said: [string, (Node | string)[] | string | undefined][] = [
    ["Status", [h("span", { class: `status is-${row.status}` }, row.status)]],
    ["Look", row.alert],
    ["Source", `${row.source.toUpperCase()} · ${desk.me.sources[row.source] ?? row.source}`],
    ["Received", [time(row.received)]],
    ["Issued", [time(row.issued)]],
    ["Urgency", row.urgency ? String(row.urgency) : ""],
    ["Licence", [h("span", { class: row.soon ? "soon" : null }, row.licence ?? ""), row.because ? h("span", { class: "hint" }, row.because) : ""]],
    ["Words", String(row.words ?? 0)],
    ["Versions", (row.versions ?? 1) > 1 ? String(row.versions) : ""],
    ["About", (row.topics ?? []).join(", ")],
    ["Place", row.place],
    ["Sites", (row.sites ?? []).map((code) => desk.site(code)?.name ?? code).join(", ")],
    ["Taken by", row.taken],
    ["Work of", row.assigned ? [row.assigned, ...(row.deadline ? [", by ", time(row.deadline)] : [])] : ""],
    ["Worth", Object.entries(row.values ?? {}).map(([code, value]) => `${value} to ${desk.site(code)?.name ?? code}`).join(", ")],
    ["Why here", (row.why ?? []).map(({ rule, because, refused }) => h("span", { class: "hint" }, h("b", {}, `rule ${rule}`), `: ${because}`, refused ? h("span", { class: "refused" }, `; ${refused}`) : null))],
    ["Id", row.article ? `${row.id}, ${row.article}` : row.id],
  ];
  const told = said.filter(([, what]) => what?.length);
  return h("dl", { class: "facts" }, told.map(([name, what]) => h("div", {}, h("dt", {}, name), h("dd", {}, ...(typeof what === "string" ? [what] : (what ?? []))))));
}
