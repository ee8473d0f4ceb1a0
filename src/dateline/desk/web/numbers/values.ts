/** What each site values: how much was judged to be worth what, of which topics and sources, and why. */

import { h } from "../dom";
import type { Desk } from "../state";
import { time } from "../times";
import type { Counted, Valued } from "./types";

const WORTH = ["good to know", "worth their time", "must not be missed"];

/** One site's picture. */
export function picture(desk: Desk, site: Valued): HTMLElement {
  const name = desk.site(site.site)?.name ?? site.site;
  const most = Math.max(1, ...[...site.topics, ...site.sources].map(sum));
  const by = WORTH.map((words, index) => `${site.by_value[index] ?? 0} ${words}`).reverse().join(", ");
  return h(
    "section",
    { class: "site-values", "aria-label": name },
    h("h4", {}, name, h("span", { class: "hint" }, ` ${by}`)),
    h("div", { class: "pair" }, counted("Topic", site.topics.slice(0, 10), most), counted("Source", site.sources.slice(0, 10), most)),
    h("details", {}, h("summary", {}, "Why"), h("ul", { class: "why" }, site.reasons.map((one) =>
      h("li", {}, h("b", {}, one.value), " ", h("a", { href: `#/story/${one.id}` }, one.headline), h("span", { class: "hint" }, ` ${one.by}, `, time(one.at)), h("span", { class: "said" }, one.reason))))),
  );
}

function sum(one: Counted): number {
  return one.by_value.reduce((a, b) => a + b, 0);
}

/** Counts as bars of three weights: must not be missed, worth their time, good to know. */
function counted(title: string, rows: Counted[], most: number): HTMLElement {
  const bar = (one: Counted): HTMLElement => {
    const parts = [3, 2, 1].map((value) => {
      const part = h("i", { class: `worth-${value}` });
      part.style.width = `${(100 * (one.by_value[value - 1] ?? 0)) / most}%`;
      return part;
    });
    return h("span", { class: "bar-of", "aria-hidden": "true" }, parts);
  };
  const heads = [title, "", "3", "2", "1"].map((words) => (words ? h("th", { scope: "col" }, words) : h("td")));
  return h(
    "table",
    { class: "counted" },
    h("thead", {}, h("tr", {}, heads)),
    h("tbody", {}, rows.map((one) => h("tr", {}, h("th", { scope: "row" }, one.name), h("td", {}, bar(one)), [2, 1, 0].map((index) => h("td", {}, one.by_value[index] ?? 0))))),
  );
}
