/** A body as ProseMirror has it: the house's blocks, each of which knows whose words it holds. */

import { Schema } from "prosemirror-model";
import type { Attrs, DOMOutputSpec, Node, TagParseRule } from "prosemirror-model";
import type { Source } from "./tools";

/** What every block of a body bears; inside other blocks it means nothing. */
const borne = {
  source: { default: null },
  edited: { default: false },
  post: { default: null },
  /** The HTML that it came as: as long as nobody changes its words, it goes back to the letter. */
  kept: { default: null },
};

/** A block's source, as the clipboard carries it. */
function carried(node: Node): Record<string, string> {
  const source = node.attrs["source"] as Source | null;
  return source ? { "data-source": `${source.story} ${source.version} ${source.block}` } : {};
}

/** A block's source, from the clipboard. */
function bearing(more: (dom: HTMLElement) => Attrs = () => ({})): (dom: HTMLElement) => Attrs {
  return (dom) => {
    const [story, version, block] = (dom.getAttribute("data-source") ?? "").split(" ");
    const source = story && version && block ? { story, version: Number(version), block: Number(block) } : null;
    return { source, ...more(dom) };
  };
}

function block(tag: string, more?: (dom: HTMLElement) => Attrs): TagParseRule {
  return { tag, getAttrs: bearing(more) };
}

function mark(...tags: string[]): { parseDOM: TagParseRule[]; toDOM: () => DOMOutputSpec } {
  return { parseDOM: tags.map((tag) => ({ tag })), toDOM: () => [tags[0] as string, 0] };
}

const inside = "(line | list | quote | table | heading)+";

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: {
      group: "block",
      content: "inline*",
      attrs: borne,
      parseDOM: [block("p")],
      toDOM: (node) => ["p", carried(node), 0],
    },
    heading: {
      group: "block",
      content: "inline*",
      defining: true,
      attrs: borne,
      parseDOM: ["h1", "h2", "h3", "h4", "h5", "h6"].map((tag) => block(tag)),
      toDOM: (node) => ["h2", carried(node), 0],
    },
    list: {
      group: "block",
      content: "item+",
      attrs: { ...borne, ordered: { default: false } },
      parseDOM: [block("ul", () => ({ ordered: false })), block("ol", () => ({ ordered: true }))],
      toDOM: (node) => [node.attrs["ordered"] ? "ol" : "ul", carried(node), 0],
    },
    quote: {
      group: "block",
      content: "(paragraph | heading | list | quote | table)+",
      defining: true,
      attrs: borne,
      parseDOM: [block("blockquote")],
      toDOM: (node) => ["blockquote", carried(node), 0],
    },
    table: {
      group: "block",
      content: "caption? row*",
      isolating: true,
      attrs: borne,
      parseDOM: [block("table")],
      toDOM: (node) => ["table", carried(node), 0],
    },
    media: {
      group: "block",
      atom: true,
      attrs: { ...borne, html: { default: "" } },
      parseDOM: [block("figure[data-html]", (dom) => ({ html: dom.getAttribute("data-html") ?? "" }))],
      toDOM: (node) => ["figure", { ...carried(node), "data-html": node.attrs["html"] as string }, words(node)],
    },
    /** Lines of an item or a cell, which need no paragraphs around them. */
    line: {
      content: "inline*",
      parseDOM: [
        { tag: "div.line" },
        { tag: "p", context: "item/", priority: 60 },
        { tag: "p", context: "cell/", priority: 60 },
      ],
      toDOM: () => ["div", { class: "line" }, 0],
    },
    item: { content: inside, defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
    caption: { content: "inline*", isolating: true, parseDOM: [{ tag: "caption" }], toDOM: () => ["caption", 0] },
    row: { content: "cell+", parseDOM: [{ tag: "tr" }], toDOM: () => ["tr", 0] },
    cell: {
      content: inside,
      isolating: true,
      attrs: { head: { default: false }, colspan: { default: 1 }, rowspan: { default: 1 } },
      parseDOM: [
        { tag: "td", getAttrs: (dom) => spans(dom, false) },
        { tag: "th", getAttrs: (dom) => spans(dom, true) },
      ],
      toDOM: (node) => [node.attrs["head"] ? "th" : "td", spanned(node), 0],
    },
    text: { group: "inline" },
    break: {
      inline: true,
      group: "inline",
      selectable: false,
      parseDOM: [{ tag: "br" }],
      toDOM: () => ["br"],
      leafText: () => "\n",
    },
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [{ tag: "a[href]", getAttrs: (dom) => safe(dom.getAttribute("href") ?? "") }],
      toDOM: (one) => ["a", { href: one.attrs["href"] as string, title: one.attrs["href"] as string }, 0],
    },
    strong: mark("strong", "b"),
    em: mark("em", "i"),
    q: mark("q"),
    abbr: mark("abbr", "acronym"),
    code: mark("code"),
    sub: mark("sub"),
    sup: mark("sup"),
  },
});

/** A link's address, if readers may be sent there. */
export function safe(href: string): Attrs | false {
  return /^(https?:\/\/|mailto:)\S/i.test(href.trim()) ? { href: href.trim() } : false;
}

function spans(dom: HTMLElement, head: boolean): Attrs {
  const many = (name: string): number => Number(dom.getAttribute(name)) || 1;
  return { head, colspan: many("colspan"), rowspan: many("rowspan") };
}

/** The spans of a cell that say more than one. */
export function spanned(node: Node): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of ["colspan", "rowspan"]) {
    if ((node.attrs[name] as number) > 1) found[name] = String(node.attrs[name]);
  }
  return found;
}

/** The words of a medium. */
function words(node: Node): string {
  const html = node.attrs["html"] as string;
  return new DOMParser().parseFromString(html, "text/html").body.textContent?.trim() || "a picture";
}
