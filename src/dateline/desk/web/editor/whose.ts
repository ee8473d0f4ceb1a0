/** Whose words a block holds: it shows, and it stays so through paste, split, join and move. */

import type { Node, Slice } from "prosemirror-model";
import { Plugin, Selection } from "prosemirror-state";
import type { EditorState, Transaction } from "prosemirror-state";
import type { Mapping } from "prosemirror-transform";
import { Decoration, DecorationSet } from "prosemirror-view";
import type { EditorView } from "prosemirror-view";
import { touched } from "./html";
import type { Source } from "./tools";

/** How a story's source is called, and whether that is our own desk. */
export type Names = (story: string) => { name: string; own: boolean };

/** On a transaction that puts other words in the place of all. */
export const LOADED = "dateline-loaded";

export function whose(names: Names, say: (words: string) => void): Plugin {
  return new Plugin({
    filterTransaction(tr, state) {
      const mixed = tr.docChanged && !tr.getMeta(LOADED) ? mixture(state.doc, tr.mapping, tr.doc) : null;
      if (!mixed) return true;
      const [one, other] = [...mixed].map((story) => names(story).name);
      say(`${one === other ? "Words of two stories" : `${one}'s words and ${other}'s`} stay in paragraphs of their own.`);
      return false;
    },
    appendTransaction: (trs, before, after) => adopted(trs, before, after),
    props: {
      decorations: (state) => marked(state.doc, names),
      handlePaste: (view, _event, slice) => paste(view, slice, view.state.selection.$from.index(0)),
      handleDrop: (view, event, slice, moved) => drop(view, event as DragEvent, slice, moved),
    },
  });
}

/** What readers of the screen are told beside each block, and the ink of the rule at its left. */
function marked(doc: Node, names: Names): DecorationSet {
  const found: Decoration[] = [];
  let last = "";
  doc.forEach((node, at) => {
    const source = node.attrs["source"] as Source | null;
    const { name, own } = source ? names(source.story) : { name: "", own: true };
    const label = !source ? "ours" : own ? "ours, as begun" : touched(node) ? `${name}, edited` : name;
    const attributes: Record<string, string> = { class: `whose ${own ? "ours" : "wire"}` };
    if (label !== last) attributes["data-whose"] = label;
    last = label;
    found.push(Decoration.node(at, at + node.nodeSize, attributes));
  });
  return DecorationSet.create(doc, found);
}

interface Piece {
  node: Node;
  length: number;
}

/** What each block of a changed document holds of the blocks that stood before. */
function pieces(before: Node, mapping: Mapping, after: Node): Map<number, Piece[]> {
  const found = new Map<number, Piece[]>();
  before.forEach((node, at) => {
    if (!node.attrs["source"] || !node.content.size) return;
    const start = mapping.map(at + 1, 1);
    const end = mapping.map(at + node.nodeSize - 1, -1);
    if (end <= start) return;
    after.nodesBetween(start, end, (block, place, _parent, index) => {
      const length = Math.min(end, place + block.nodeSize - 1) - Math.max(start, place + 1);
      if (length > 0 && block.content.size) found.set(index, [...(found.get(index) ?? []), { node, length }]);
      return false;
    });
  });
  return found;
}

function storyOf(node: Node | null | undefined): string {
  return (node?.attrs["source"] as Source | null | undefined)?.story ?? "";
}

/** The stories that would stand in one block; null where none would beside another. */
function mixture(before: Node, mapping: Mapping, after: Node): Set<string> | null {
  for (const [, held] of pieces(before, mapping, after)) {
    const stories = new Set(held.map((piece) => storyOf(piece.node)));
    if (stories.size > 1) return stories;
  }
  return null;
}

/** A source's words in a block that has none bear their source; an empty block bears none. */
function adopted(trs: readonly Transaction[], before: EditorState, after: EditorState): Transaction | null {
  if (!trs.some((tr) => tr.docChanged) || trs.some((tr) => tr.getMeta(LOADED))) return null;
  const tr = after.tr;
  let left: Map<number, Piece[]> = new Map();
  let doc = before.doc;
  for (const one of trs) {
    if (!one.docChanged) continue;
    left = pieces(doc, one.mapping, one.doc);
    doc = one.doc;
    for (const [index, held] of left) adopt(tr, index, held);
  }
  after.doc.forEach((node, at) => {
    if (!node.content.size && !node.isAtom && node.attrs["source"]) {
      tr.setNodeMarkup(at, undefined, { ...node.attrs, source: null, edited: false, kept: null });
    }
  });
  return tr.docChanged ? tr : null;
}

function adopt(tr: Transaction, index: number, held: Piece[]): void {
  const node = index < tr.doc.childCount ? tr.doc.child(index) : null;
  const most = held.reduce((one, other) => (other.length > one.length ? other : one));
  if (!node || node.attrs["source"]) return;
  let at = 0;
  for (let n = 0; n < index; n++) at += tr.doc.child(n).nodeSize;
  const { source, post } = most.node.attrs;
  tr.setNodeMarkup(at, undefined, { ...node.attrs, source, post: node.attrs["post"] ?? post, edited: true });
}

/** Another story's words come in as paragraphs of their own. */
function paste(view: EditorView, slice: Slice, index: number): boolean {
  const stories = new Set(slice.content.content.map(storyOf).filter(Boolean));
  const target = view.state.doc.maybeChild(index);
  const alike = stories.size === 1 && stories.has(storyOf(target));
  if (!stories.size || alike || slice.content.content.some((node) => !node.type.isInGroup("block"))) return false;
  const tr = view.state.tr.deleteSelection();
  const $from = tr.selection.$from;
  const own = tr.doc.child($from.index(0));
  const begin = $from.depth ? $from.before(1) : $from.pos;
  const end = $from.depth ? $from.after(1) : $from.pos;
  if (own.content.size) tr.insert(end, slice.content);
  else tr.replaceWith(begin, end, slice.content);
  const last = (own.content.size ? end : begin) + slice.content.size;
  tr.setSelection(Selection.near(tr.doc.resolve(last), -1)).setMeta("paste", true);
  view.dispatch(tr.scrollIntoView());
  return true;
}

/** What is dragged into another story's words stands before or after them. */
function drop(view: EditorView, event: DragEvent, slice: Slice, moved: boolean): boolean {
  const stories = new Set(slice.content.content.map(storyOf).filter(Boolean));
  const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
  if (!at || !stories.size || slice.content.content.some((node) => !node.type.isInGroup("block"))) return false;
  const target = view.state.doc.maybeChild(view.state.doc.resolve(at.pos).index(0));
  if (stories.size === 1 && stories.has(storyOf(target))) return false;
  const tr = view.state.tr;
  if (moved) tr.deleteSelection();
  const $place = tr.doc.resolve(tr.mapping.map(at.pos));
  tr.insert($place.depth ? $place.after(1) : $place.pos, slice.content);
  view.dispatch(tr.setMeta("uiEvent", "drop"));
  return true;
}
