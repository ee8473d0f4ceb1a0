/** Drawings: lines that carry their names, in ink, with the same numbers in words and as a table beside them. */

import uPlot from "uplot";
import { fill, h } from "../dom";
import type { Numbers, Series } from "./types";

interface Ink {
  ink: string;
  soft: string;
  rule: string;
  killed: string;
  held: string;
}

const FONT = '12px "Source Sans 3", "Segoe UI", system-ui, sans-serif';
const LINE = 15;
/** How far apart days are marked, in seconds, and counts. */
const DAYS = [1, 2, 7, 14, 28].map((days) => days * 86_400);
const MINUTES = [1, 5, 15, 30, 60, 120, 240, 480, 1440, 2880, 7200, 14_400, 43_200];
const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

/** The colours of the page, as a canvas takes them. */
export function inks(place: HTMLElement): Ink {
  const probe = h("span", { hidden: true });
  place.append(probe);
  const of = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const found = { ink: of("ink"), soft: of("soft"), rule: of("rule"), killed: of("killed"), held: of("held") };
  probe.remove();
  return found;
}

/** How a line is told from the others: by its weight and its dashes; colour is kept for what is taken back. */
function stroke(name: string, index: number, ink: Ink): { stroke: string; width: number; dash?: number[] } {
  if (name === "killed") return { stroke: ink.killed, width: 2 };
  if (name === "withdrawn") return { stroke: ink.held, width: 2 };
  const dashes = [[], [], [5, 3], [2, 3], [8, 3, 2, 3]][index % 5] as number[];
  return { stroke: index % 2 ? ink.soft : ink.ink, width: index === 0 ? 2 : 1.5, ...(dashes.length ? { dash: dashes } : {}) };
}

/** Lines of some days, each with its name at its end. */
export function lines(place: HTMLElement, numbers: Numbers, shown: readonly Series[], many: (value: number) => string): uPlot {
  const ink = inks(place);
  const width = Math.max(260, place.clientWidth);
  const room = width < 500 ? 92 : 130;
  const axis = { stroke: ink.soft, font: FONT, grid: { stroke: ink.rule, width: 1 }, ticks: { show: false } };
  const data = [numbers.moments.map((moment) => Date.parse(moment) / 1000), ...shown.map((one) => one.values)] as uPlot.AlignedData;
  const options: uPlot.Options = {
    width,
    height: 200,
    padding: [12, room, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    tzDate: (moment) => uPlot.tzDate(new Date(moment * 1000), numbers.zone),
    scales: { y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] } },
    axes: [{ ...axis, size: 24, space: 60, incrs: DAYS, values: (plot, splits) => splits.map((at) => days(plot, at, numbers.zone)) }, { ...axis, size: 48, incrs: numbers.unit === "minutes" ? MINUTES : WHOLE, values: (_, splits) => splits.map(many) }],
    series: [{}, ...shown.map((one, index) => ({ ...stroke(one.name, index, ink), points: { show: data[0].length < 40, size: 5, fill: ink.ink }, spanGaps: true }))],
    hooks: { draw: [(plot) => names(plot, shown, ink)] },
  };
  return new uPlot(options, data, place);
}

function days(_: uPlot, at: number, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: zone }).format(at * 1000);
}

/** The name of each line, at its end; those that would meet are put apart. */
function names(plot: uPlot, shown: readonly Series[], ink: Ink): void {
  const ratio = devicePixelRatio;
  const { ctx, bbox } = plot;
  const placed = shown
    .map((one, index) => {
      const last = one.values.findLastIndex((value) => value !== null);
      const at = last < 0 ? bbox.top + bbox.height : plot.valToPos(one.values[last] as number, "y", true);
      return { words: one.name, at, colour: stroke(one.name, index, ink).stroke };
    })
    .sort((a, b) => a.at - b.at);
  for (let index = 1; index < placed.length; index++) {
    const [before, one] = [placed[index - 1], placed[index]];
    if (before && one) one.at = Math.max(one.at, before.at + LINE * ratio);
  }
  const over = Math.max(0, (placed.at(-1)?.at ?? 0) - (bbox.top + bbox.height));
  ctx.save();
  ctx.font = FONT.replace("12px", `${12 * ratio}px`);
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  for (const one of placed) {
    ctx.fillStyle = one.colour;
    ctx.fillText(one.words, bbox.left + bbox.width + 8 * ratio, one.at - over);
  }
  ctx.restore();
}

/** One source's hours as bars, to the same height as all others'. */
export function bars(place: HTMLElement, numbers: Numbers, one: Series, most: number, last: boolean): uPlot {
  const ink = inks(place);
  const axis = { stroke: ink.soft, font: FONT, ticks: { show: false } };
  const options: uPlot.Options = {
    width: Math.max(200, place.clientWidth),
    height: last ? 54 : 34,
    padding: [2, 16, 0, 16],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false }, sync: { key: "intake" } },
    tzDate: (moment) => uPlot.tzDate(new Date(moment * 1000), numbers.zone),
    scales: { y: { range: [0, most] } },
    axes: [
      { ...axis, show: last, size: 20, grid: { stroke: ink.rule, width: 1 }, space: 60, values: (plot, splits) => splits.map((at) => days(plot, at, numbers.zone)), incrs: DAYS },
      { show: false },
    ],
    series: [{}, { fill: ink.ink, stroke: ink.ink, width: 0, paths: uPlot.paths.bars?.({ size: [0.9, 40] }), points: { show: false } } as uPlot.Series],
  };
  return new uPlot(options, [numbers.moments.map((moment) => Date.parse(moment) / 1000), one.values], place);
}

/** The same numbers as a table, made when somebody opens it. */
export function asTable(numbers: Numbers, title: string, many: (value: number) => string): HTMLDetailsElement {
  const format = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", ...(numbers.by === "hour" ? { hour: "2-digit", minute: "2-digit" } : {}), timeZone: numbers.zone } as Intl.DateTimeFormatOptions);
  const place = h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": `${title}: as a table` });
  const details = h("details", {}, h("summary", {}, "The same as a table"), place);
  details.addEventListener("toggle", () => {
    if (!details.open || place.firstChild) return;
    const kept = numbers.moments.map((moment, index) => ({ moment, index })).filter(({ index }) => numbers.by === "day" || numbers.series.some((one) => one.values[index]));
    const cell = (value: number | null | undefined): HTMLElement => h("td", {}, value === null || value === undefined ? "–" : many(value));
    const rows = kept.map(({ moment, index }) => h("tr", {}, h("th", { scope: "row" }, format.format(Date.parse(moment))), numbers.series.map((one) => cell(one.values[index]))));
    const all = h("tr", {}, h("th", { scope: "row" }, "all"), numbers.series.map((one) => cell(one.all)));
    fill(place, h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, numbers.by), numbers.series.map((one) => h("th", { scope: "col" }, one.name)))), h("tbody", {}, rows, all)));
  });
  return details;
}
