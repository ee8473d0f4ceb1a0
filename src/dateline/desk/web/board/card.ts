/** A card of the board: what it is, for whom, whose, by when, and what was said of it last. */

import { h } from "../dom";
import { time } from "../times";
import type { Card } from "./types";

/** An element that the board's keys move the focus to. */
export function drawn(card: Card): HTMLLIElement {
  const said = card.notes?.at(-1);
  const more = (card.notes?.length ?? 0) - 1;
  return h(
    "li",
    { class: card.late ? "card late" : "card", "data-id": card.id, tabindex: "-1", draggable: "true", "aria-label": spoken(card) },
    h("b", {}, card.slug),
    card.what && card.what !== card.slug ? h("p", {}, card.what) : null,
    h("p", { class: "facts" }, ...facts(card)),
    said ? h("p", { class: "said" }, `${said.who}: ${said.words}`, more > 0 ? ` (and ${more} before)` : "") : null,
  );
}

function facts(card: Card): (Node | string)[] {
  const parts: (Node | string)[][] = [
    [(card.sites ?? []).join(" ") || "no site"],
    ...(card.section ? [[card.section]] : []),
    ...(card.who || card.stage !== "out" ? [[card.who || "nobody’s"]] : []),
  ];
  if (card.stage !== "out" && card.due) parts.push([h("span", { class: card.late ? "due late" : "due" }, card.late ? "late, due " : "due ", time(card.due))]);
  if (card.out) parts.push([card.stage === "out" ? "out " : "set for ", time(card.out)]);
  return parts.flatMap((part, index) => (index ? [" · ", ...part] : part));
}

/** What is read out when it gets the focus. */
function spoken(card: Card): string {
  const said = card.notes?.at(-1);
  return [
    card.slug,
    card.what === card.slug ? "" : card.what,
    card.sites?.length ? `for ${card.sites.join(", ")}` : "for no site yet",
    card.section ?? "",
    card.who ? `with ${card.who}` : "nobody’s",
    card.due && card.stage !== "out" ? `${card.late ? "late, it was due" : "due"} ${time(card.due).title}` : "",
    said ? `${said.who} notes: ${said.words}` : "",
  ]
    .filter(Boolean)
    .join("; ");
}
