/** The numbers: drawn where they are worth looking at, and told in words for whoever does not see them. */

import type uPlot from "uplot";
import { get } from "../api";
import { fill, h } from "../dom";
import type { Opened } from "../router";
import type { Desk } from "../state";
import { asTable, bars, lines } from "./chart";
import type { Numbers, Series, Valued } from "./types";
import { picture } from "./values";

const DARK = matchMedia("(prefers-color-scheme: dark)");
const SPANS = ["7", "14", "30", "90"];
/** Sources with a row of their own; the others share one. */
const ROWS = 12;
/** Lines that one can still tell apart. */
const LINES = 5;

interface Drawing {
  name: Numbers["name"];
  title: string;
  none: string;
  /** In a sentence, what it comes to. */
  says(numbers: Numbers): string;
}

const round = (value: number | null | undefined): string => (value ?? 0).toLocaleString("en", { maximumFractionDigits: 1 });
const total = (numbers: Numbers, name: string): string => round(numbers.series.find((one) => one.name === name)?.all);
const listed = (numbers: Numbers): string => numbers.series.map((one) => `${round(one.all)} ${one.name}`).join(", ");

const DRAWINGS: readonly Drawing[] = [
  {
    name: "intake",
    title: "Came in, by source and hour",
    none: "Nothing came in. `dateline run` collects from sources; `dateline ingest FILE` takes a file in.",
    says: (numbers) => `${round(numbers.series.reduce((all, one) => all + (one.all ?? 0), 0))} stories: ${listed(numbers)}.`,
  },
  {
    name: "chosen",
    title: "Came in, taken, spiked, published, by day",
    none: "Nothing came in and nothing was chosen.",
    says: (numbers) => `Of ${total(numbers, "came in")} that came in, ${total(numbers, "taken")} were taken and ${total(numbers, "spiked")} spiked; ${total(numbers, "published")} were published.`,
  },
  {
    name: "speed",
    title: "From wire to page, by day",
    none: "Nothing from a wire was published.",
    says: (numbers) => `Half of what was published stood there within ${span(numbers.series[0]?.all)}, 95 of 100 within ${span(numbers.series[1]?.all)}.`,
  },
  {
    name: "corrections",
    title: "Corrected and taken back, by day",
    none: "Nothing was corrected or taken back.",
    says: (numbers) => `${listed(numbers)}.`,
  },
  {
    name: "rights",
    title: "Rights used: articles published by licence and day",
    none: "Nothing was published.",
    says: (numbers) => `By licence: ${listed(numbers)}.`,
  },
];

/** Minutes as people say them. */
function span(minutes: number | null | undefined): string {
  if (minutes === null || minutes === undefined) return "–";
  if (minutes < 90) return `${round(minutes)} min`;
  return minutes < 48 * 60 ? `${round(minutes / 60)} h` : `${round(minutes / 1440)} days`;
}

class NumbersPage {
  #desk: Desk;
  #body = h("div", { class: "drawings" });
  #days = "7";
  #plots: uPlot[] = [];
  #known: Numbers[] = [];
  #values: Valued[] = [];

  constructor(place: HTMLElement, desk: Desk) {
    this.#desk = desk;
    const choice: HTMLSelectElement = h("select", { onchange: () => void this.load(choice.value) }, SPANS.map((days) => h("option", { value: days }, `${days} days`)));
    const head = h("div", { class: "page-head" }, h("h2", {}, "Numbers"), h("label", { class: "choice" }, "Of the last ", choice));
    fill(place, h("section", { class: "numbers", "aria-label": "Numbers" }, head, this.#body));
    DARK.addEventListener("change", this.#again);
    addEventListener("resize", this.#again);
  }

  leave(): void {
    DARK.removeEventListener("change", this.#again);
    removeEventListener("resize", this.#again);
    this.#clear();
  }

  async load(days = this.#days): Promise<void> {
    this.#days = days;
    const asked = Promise.all(DRAWINGS.map((one) => get<Numbers>(`/numbers/${one.name}?days=${days}`)));
    const both = Promise.all([asked, get<{ sites: Valued[] }>(`/numbers/values?days=${days}`)]);
    const found = await this.#desk.told.awaited("counting", both);
    if (!found) return;
    this.#known = found[0];
    this.#values = found[1].sites;
    this.#draw();
  }

  #again = (): void => {
    requestAnimationFrame(() => this.#draw());
  };

  #clear(): void {
    for (const plot of this.#plots) plot.destroy();
    this.#plots = [];
  }

  #draw(): void {
    this.#clear();
    fill(this.#body);
    DRAWINGS.forEach((drawing, index) => {
      const numbers = this.#known[index];
      if (numbers) this.#one(drawing, numbers);
    });
    const none = h("p", { class: "hint" }, "Nobody said what a story is worth. t takes one, with its value to each site’s readers and why.");
    const sites = this.#values.length ? this.#values.map((site) => picture(this.#desk, site)) : [none];
    this.#body.append(h("section", { class: "drawing values", "aria-labelledby": "n-values" }, h("h3", { id: "n-values" }, "What each site values"), ...sites));
  }

  #one(drawing: Drawing, numbers: Numbers): void {
    const some = numbers.series.some((one) => one.values.some((value) => value));
    const id = `n-${drawing.name}`;
    const figure = h("section", { class: "drawing", "aria-labelledby": id }, h("h3", { id }, drawing.title));
    this.#body.append(figure);
    if (!some) return figure.append(h("p", { class: "hint" }, drawing.none));
    const says = drawing.says(numbers);
    const plot = h("div", { class: "plot", role: "img", "aria-label": `${drawing.title}. ${says}` });
    const many = numbers.unit === "minutes" ? span : round;
    figure.append(h("p", { class: "hint" }, says), plot, asTable(numbers, drawing.title, many));
    if (drawing.name === "intake") this.#strips(plot, numbers);
    else this.#plots.push(lines(plot, numbers, folded(numbers.series, LINES), many));
    if (numbers.table) figure.append(matrix(numbers.table));
  }

  #strips(place: HTMLElement, numbers: Numbers): void {
    const shown = folded(numbers.series, ROWS);
    const most = Math.max(1, ...shown.flatMap((one) => one.values.map((value) => value ?? 0)));
    shown.forEach((one, index) => {
      const strip = h("div", { class: "strip-plot" });
      const name = this.#desk.me.sources[one.name] ?? one.name;
      place.append(h("div", { class: "strip" }, h("span", { class: "strip-name", title: name }, one.name.toUpperCase(), " ", h("b", {}, round(one.all))), strip));
      this.#plots.push(bars(strip, numbers, one, most, index === shown.length - 1));
    });
  }
}

/** Those with most, and the others as one. */
function folded(series: readonly Series[], most: number): Series[] {
  if (series.length <= most) return [...series];
  const rest = series.slice(most - 1);
  const values = (rest[0]?.values ?? []).map((_, index) => rest.reduce((all, one) => all + (one.values[index] ?? 0), 0));
  return [...series.slice(0, most - 1), { name: `${rest.length} others`, values, all: rest.reduce((all, one) => all + (one.all ?? 0), 0) }];
}

/** By which licence what was used for what. */
function matrix(counts: NonNullable<Numbers["table"]>): HTMLElement {
  return h(
    "div",
    { class: "wide", tabindex: "0", role: "region", "aria-label": "Uses by licence" },
    h(
      "table",
      { class: "matrix" },
      h("caption", {}, "Uses allowed, article by site"),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Licence"), counts.columns.map((use) => h("th", { scope: "col" }, use)))),
      h("tbody", {}, counts.rows.map(([name, of]) => h("tr", {}, h("th", { scope: "row" }, name), of.map((count) => h("td", {}, count || "–"))))),
    ),
  );
}

/** Open them. */
export async function open(place: HTMLElement, _rest: string[], desk: Desk): Promise<Opened> {
  const page = new NumbersPage(place, desk);
  await page.load();
  return { title: "Numbers", leave: () => page.leave() };
}
