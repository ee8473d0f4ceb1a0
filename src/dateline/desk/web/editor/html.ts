/** Blocks into ProseMirror and back: what nobody touched comes back to the letter. */

import { DOMParser as Parser, Fragment } from "prosemirror-model";
import type { Mark, Node } from "prosemirror-model";
import { schema, spanned } from "./schema";
import type { Block, Kind, Source } from "./tools";

const parser = Parser.fromSchema(schema);
const written = new WeakMap<Node, string>();
const pristine = new WeakMap<Node, boolean>();

/** A body as a document; one of no blocks has an empty paragraph to write in. */
export function toDoc(blocks: readonly Block[]): Node {
  const nodes = blocks.map(toNode);
  return schema.node("doc", null, nodes.length ? nodes : [schema.node("paragraph")]);
}

function toNode(block: Block): Node {
  const borne = { source: block.source ?? null, edited: block.edited ?? false, post: block.post ?? null, kept: block.html };
  const node = block.kind === "media" ? null : parsed(block.html);
  // Nothing is lost of what the schema does not know: it is shown, and cannot be changed.
  if (!node || node.type.name !== block.kind) return schema.node("media", { ...borne, html: block.html });
  return node.type.create({ ...node.attrs, ...borne }, node.content);
}

/** One block's HTML as a node; null where it holds what the schema does not know. */
function parsed(html: string): Node | null {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  const doc = parser.parse(body, { preserveWhitespace: "full" });
  const node = doc.firstChild;
  return node && doc.childCount === 1 && bare(node.textContent) === bare(body.textContent ?? "") ? node : null;
}

function bare(text: string): string {
  return text.replace(/\s+/g, "");
}

/** A document as blocks; empty paragraphs are none. */
export function toBlocks(doc: Node): Block[] {
  const blocks: Block[] = [];
  doc.forEach((node) => {
    if (node.type.name === "media" || node.textContent.trim()) blocks.push(toBlock(node));
  });
  return blocks;
}

function toBlock(node: Node): Block {
  const block: Block = { kind: kindOf(node), html: htmlOf(node) };
  const source = node.attrs["source"] as Source | null;
  if (source) block.source = source;
  if (source && touched(node)) block.edited = true;
  if (node.attrs["post"]) block.post = node.attrs["post"] as string;
  return block;
}

/** A block's kind, by its HTML where the schema does not know it. */
function kindOf(node: Node): Kind {
  if (node.type.name !== "media") return node.type.name as Kind;
  const html = node.attrs["html"] as string;
  const kinds: [string, Kind][] = [["<p", "paragraph"], ["<h2", "heading"], ["<ul", "list"], ["<ol", "list"], ["<bl", "quote"], ["<ta", "table"]];
  return kinds.find(([tag]) => html.startsWith(tag))?.[1] ?? "media";
}

/** Whether our desk changed a source's words. */
export function touched(node: Node): boolean {
  return (node.attrs["edited"] as boolean) || (node.attrs["kept"] !== null && !same(node));
}

/** Whether a block's words are those that it came with. */
function same(node: Node): boolean {
  let known = pristine.get(node);
  if (known === undefined) {
    const kept = node.attrs["kept"] as string | null;
    const before = kept && node.type.name !== "media" ? parsed(kept) : null;
    known = node.type.name === "media" || (before !== null && before.type === node.type && before.content.eq(node.content));
    pristine.set(node, known);
  }
  return known;
}

/** A block as clean HTML. */
export function htmlOf(node: Node): string {
  let html = written.get(node);
  if (html === undefined) {
    html = node.attrs["kept"] !== null && same(node) ? (node.attrs["kept"] as string) : write(node);
    written.set(node, html);
  }
  return html;
}

const TAGS: Record<string, string> = { paragraph: "p", heading: "h2", quote: "blockquote", item: "li", caption: "caption", row: "tr", table: "table" };

function write(node: Node): string {
  switch (node.type.name) {
    case "media":
      return node.attrs["html"] as string;
    case "line":
      return inline(node.content);
    case "list":
      return wrapped(node.attrs["ordered"] ? "ol" : "ul", "", lines(node));
    case "cell": {
      const spans = Object.entries(spanned(node)).map(([name, many]) => ` ${name}="${many}"`);
      return wrapped(node.attrs["head"] ? "th" : "td", spans.join(""), lines(node));
    }
    default:
      return wrapped(TAGS[node.type.name] as string, "", node.inlineContent ? inline(node.content) : lines(node));
  }
}

function wrapped(tag: string, attributes: string, inner: string): string {
  return `<${tag}${attributes}>${inner}</${tag}>`;
}

/** What stands in a block; two lines in a row are parted by a break. */
function lines(node: Node): string {
  let html = "";
  let line = false;
  node.forEach((child) => {
    const another = child.type.name === "line";
    html += (line && another ? "<br>" : "") + write(child);
    line = another;
  });
  return html;
}

/** Running words; marks are opened and closed as they nest. */
function inline(content: Fragment): string {
  let html = "";
  let open: readonly Mark[] = [];
  const turn = (marks: readonly Mark[]): void => {
    let shared = 0;
    while (shared < open.length && shared < marks.length && (open[shared] as Mark).eq(marks[shared] as Mark)) shared++;
    html += open.slice(shared).reverse().map(closing).join("") + marks.slice(shared).map(opening).join("");
    open = marks;
  };
  content.forEach((child) => {
    turn(child.marks);
    html += child.isText ? escaped(child.text ?? "") : "<br>";
  });
  turn([]);
  return html;
}

function opening(one: Mark): string {
  return one.type.name === "link" ? `<a href="${escaped(one.attrs["href"] as string).replaceAll('"', "&quot;")}">` : `<${one.type.name}>`;
}

function closing(one: Mark): string {
  return one.type.name === "link" ? "</a>" : `</${one.type.name}>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
