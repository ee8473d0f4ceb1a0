/** Tables of the logs: sorted by a click or a key on a column's head, walked row by row with the arrows. */

import { fill, h } from "../dom";

export interface Column<Row> {
  name: string;
  cell(row: Row): Node | string | null;
  /** By what it is sorted; without it, it is not. */
  by?(row: Row): string | number;
}

/** A table of *rows*; the link in each row leads to its story. */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): HTMLElement {
  let sorted: { column: number; down: boolean } | null = null;
  const body = h("tbody");
  const heads = columns.map((column, index) => {
    const sort = (): void => {
      sorted = { column: index, down: sorted?.column === index && !sorted.down };
      draw();
    };
    return h("th", { scope: "col" }, column.by ? h("button", { type: "button", class: "quiet", onclick: sort }, column.name) : column.name);
  });
  const draw = (): void => {
    const by = sorted && columns[sorted.column]?.by;
    const ordered = by ? [...rows].sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0) * (sorted?.down ? -1 : 1)) : rows;
    heads.forEach((head, index) => {
      if (sorted?.column === index) head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    fill(body, ordered.map((row) => h("tr", {}, columns.map((column) => h("td", { "data-label": column.name }, column.cell(row))))));
  };
  body.addEventListener("keydown", walked);
  draw();
  return h("table", { class: "log" }, h("caption", { class: "unseen" }, caption), h("thead", {}, h("tr", {}, heads)), body);
}

/** The arrows move from row to row, while a link in one has the focus. */
function walked(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  const row = event.target instanceof Element ? event.target.closest("tr") : null;
  if (!step || !row?.parentElement) return;
  const rows = [...row.parentElement.children];
  for (let at = rows.indexOf(row) + step; rows[at]; at += step) {
    const link = rows[at]?.querySelector<HTMLElement>("a");
    if (!link) continue;
    link.focus();
    event.preventDefault();
    return;
  }
}

/** A link to a story; its words alone where there is none. */
export function story(id: string | undefined, words: string): Node | string {
  return id ? h("a", { href: `#/story/${id}` }, words || id) : words;
}
