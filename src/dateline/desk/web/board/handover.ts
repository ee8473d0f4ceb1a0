/** The handover sheet: one day of the newsroom, to be read by whoever comes next, on a screen or on paper. */

import { get } from "../api";
import { fill, h, kbd } from "../dom";
import { add, keyOf } from "../keys";
import { type Opened, go } from "../router";
import type { Desk } from "../state";
import { exact } from "../times";
import { story } from "./table";
import type { Card, Said, Sheet } from "./types";

const DAY = 86_400_000;

/** Open it: of today, or of the day in the address. */
export async function open(place: HTMLElement, rest: string[], desk: Desk): Promise<Opened> {
  const asked = rest[0] ? `?day=${encodeURIComponent(rest[0])}` : "";
  const sheet = await desk.told.awaited("making the sheet", get<Sheet>(`/handover${asked}`));
  if (!sheet) {
    fill(place, h("p", { class: "empty" }, "There is no sheet of that day. ", h("a", { href: "#/handover" }, "Today’s"), " is there."));
    return { title: "Handover" };
  }
  const other = (by: number): string => new Date(Date.parse(sheet.day) + by * DAY).toISOString().slice(0, 10);
  const remove = add(
    { id: "day-before", name: "The day before", group: "Handover", keys: ["["], anywhere: true, run: () => go(`handover/${other(-1)}`) },
    { id: "day-after", name: "The day after", group: "Handover", keys: ["]"], anywhere: true, run: () => go(`handover/${other(1)}`) },
    { id: "print", name: "Print", group: "Handover", keys: ["P"], anywhere: true, run: () => print() },
  );
  const head = h(
    "div",
    { class: "page-head" },
    h("h2", {}, `Handover, ${named(sheet.day)}`),
    h("a", { href: `#/handover/${other(-1)}` }, "The day before ", kbd(keyOf("day-before"))),
    h("a", { href: `#/handover/${other(1)}` }, "The day after ", kbd(keyOf("day-after"))),
    h("button", { type: "button", onclick: () => print() }, "Print ", kbd(keyOf("print"))),
  );
  const whole = h("p", { class: "facts" }, `${desk.me.newsroom}. A day by ${sheet.zone}, ${exact(sheet.since)} to ${exact(sheet.until)}; what waits is as it stands now.`);
  fill(place, h("article", { class: "handover", "aria-label": "Handover" }, head, whole, h("div", { class: "parts" }, parts(sheet))));
  return { title: `Handover, ${sheet.day}`, leave: remove };
}

function named(day: string): string {
  return new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(Date.parse(day));
}

function parts(sheet: Sheet): HTMLElement[] {
  const at = clock(sheet.zone);
  const day = clock(sheet.zone, true);
  const lines = (said: Said[]): HTMLElement[] => said.map((one) => line(one, at));
  const waiting = (said: Said[]): HTMLElement[] => said.map((one) => line({ ...one, words: [one.words, one.until ? day(one.until) : ""].filter(Boolean).join(" ") }, () => ""));
  return [
    part("In", `${sheet.all} came in`, sheet.came.map(([source, count]) => h("li", { class: "count" }, h("b", {}, count), ` ${source}`)), "Nothing came in."),
    part("Chosen", "with value and reason", lines(sheet.chosen), "Nobody chose anything."),
    part("Out", "", lines(sheet.out), "Nothing was published."),
    part("Planned and due", "now", sheet.planned.map((card) => planned(card, day)), "Nothing is planned or in work."),
    part("Held", "now", waiting(sheet.holds), "Nothing is held."),
    part("To be decided", "now", waiting(sheet.alerts), "Nothing waits for a person."),
    part("Corrected and taken back", "", sheet.corrections.map((one) => line({ story: one.story, headline: one.headline, at: one.at, who: one.by, words: `${one.kind}. ${one.words}`, sites: one.sites }, at)), "Nothing."),
    part("Rights that end within 24 hours", "now", sheet.ends.map((one) => line({ story: one.story, headline: one.headline, words: `${one.uses.join(", ")} until ${day(one.until)}`, sites: [one.site] }, at)), "None."),
    part("Sources in trouble", "now", sheet.sources.map((one) => h("li", {}, h("b", {}, one.code), ` ${one.state}: ${(one.wrong ?? []).join("; ")}`)), "All are well."),
    part("Notes", "", lines(sheet.notes), "Nobody left any."),
  ];
}

function part(title: string, hint: string, lines: HTMLElement[], none: string): HTMLElement {
  return h("section", {}, h("h3", {}, title, hint ? h("span", { class: "hint" }, ` ${hint}`) : null), lines.length ? h("ul", {}, lines) : h("p", { class: "hint" }, none));
}

function line(said: Said, at: (moment: string) => string): HTMLElement {
  const where = said.sites?.length ? ` ${said.sites.join(" ")}` : "";
  const about = [said.who, said.words].filter(Boolean).join(": ");
  return h("li", {}, said.at ? h("time", { datetime: said.at, title: exact(said.at) }, at(said.at)) : null, " ", story(said.story, said.headline), h("span", { class: "hint" }, where), about ? h("span", { class: "said" }, about) : null);
}

function planned(card: Card, day: (moment: string) => string): HTMLElement {
  const due = card.due ? `, ${card.late ? "late, was due" : "due"} ${day(card.due)}` : "";
  const words = h("span", { class: "hint" }, ` ${card.stage}, ${card.who || "nobody’s"}, ${(card.sites ?? []).join(" ") || "no site"}`, h("span", { class: card.late ? "late" : null }, due));
  return h("li", {}, story(card.story, card.slug), words, ...(card.notes ?? []).slice(-1).map((one) => h("span", { class: "said" }, `${one.who}: ${one.words}`)));
}

/** The time of a moment on the newsroom's wall; with its day, where that may be another one. */
function clock(zone: string, whole = false): (moment: string) => string {
  const more = whole ? ({ day: "numeric", month: "short" } as const) : {};
  const format = new Intl.DateTimeFormat("en-GB", { ...more, hour: "2-digit", minute: "2-digit", timeZone: zone });
  return (moment) => format.format(Date.parse(moment));
}
