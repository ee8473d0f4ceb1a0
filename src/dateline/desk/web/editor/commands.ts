/** What can be done to a body, by key and by button. */

import { baseKeymap, chainCommands, setBlockType, toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { InputRule, inputRules, textblockTypeInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import type { Node } from "prosemirror-model";
import { Selection, TextSelection } from "prosemirror-state";
import type { Command, EditorState, Plugin } from "prosemirror-state";
import { fill, h, kbd } from "../dom";
import { safe, schema } from "./schema";

const { nodes, marks } = schema;

/** A button of the bar above a body. */
export interface Tool {
  name: string;
  /** As it stands on the button. */
  face: string;
  key?: string;
  does: Command;
  /** Whether it is so where the cursor stands. */
  on?(state: EditorState): boolean;
}

const bold = toggleMark(marks.strong);
const italic = toggleMark(marks.em);

export const TOOLS: Tool[] = [
  { name: "Paragraph", face: "¶", key: "Alt-0", does: (state, dispatch) => leaveList(state, dispatch) || setBlockType(nodes.paragraph)(state, dispatch), on: (state) => inside(state) === "paragraph" },
  { name: "Heading", face: "H", key: "Alt-2", does: setBlockType(nodes.heading), on: (state) => inside(state) === "heading" },
  { name: "List", face: "•", key: "Alt-8", does: toList(false), on: (state) => inside(state) === "list" },
  { name: "Numbered list", face: "1.", key: "Alt-7", does: toList(true) },
  { name: "Quote", face: "“ ”", key: "Alt-9", does: toQuote, on: (state) => inside(state) === "quote" },
  { name: "Table", face: "Table", does: insertTable, on: (state) => inside(state) === "table" },
  { name: "Row below", face: "+ Row", does: addRow },
  { name: "Strong", face: "B", key: "Ctrl-b", does: bold, on: (state) => marked(state, "strong") },
  { name: "Emphasis", face: "I", key: "Ctrl-i", does: italic, on: (state) => marked(state, "em") },
  { name: "Link", face: "Link", key: "Alt-l", does: () => false, on: (state) => marked(state, "link") },
  { name: "Move up", face: "↑", key: "Alt-Shift-ArrowUp", does: move(-1) },
  { name: "Move down", face: "↓", key: "Alt-Shift-ArrowDown", does: move(1) },
  { name: "Undo", face: "↶", key: "Ctrl-z", does: undo },
  { name: "Redo", face: "↷", key: "Ctrl-y", does: redo },
];

/** The kind of the block that the cursor stands in. */
function inside(state: EditorState): string {
  return state.doc.maybeChild(state.selection.$from.index(0))?.type.name ?? "";
}

function marked(state: EditorState, name: string): boolean {
  const { from, to, empty, $from } = state.selection;
  const type = schema.marks[name];
  if (!type) return false;
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
}

/** Keys of a body; `link` asks for an address. */
export function keys(link: Command): Plugin[] {
  const own: Record<string, Command> = {
    "Mod-z": undo,
    "Mod-y": redo,
    "Mod-Shift-z": redo,
    "Mod-b": bold,
    "Mod-i": italic,
    "Alt-l": link,
    "Shift-Enter": (state, dispatch) => {
      if (!state.selection.$from.parent.inlineContent) return false;
      dispatch?.(state.tr.replaceSelectionWith(nodes.break.create()).scrollIntoView());
      return true;
    },
    Enter: chainCommands(splitItem),
    Tab: nextCell(1),
    "Shift-Tab": nextCell(-1),
    "Alt-Shift-ArrowUp": move(-1),
    "Alt-Shift-ArrowDown": move(1),
  };
  for (const tool of TOOLS) if (tool.key?.startsWith("Alt-") && !own[tool.key]) own[tool.key] = tool.does;
  return [keymap(own), keymap(baseKeymap)];
}

/** What is typed at the beginning of a block and makes it another kind. */
export function typing(): Plugin {
  return inputRules({
    rules: [
      textblockTypeInputRule(/^##\s$/, nodes.heading),
      new InputRule(/^[-*]\s$/, (state, _match, start, end) => ruled(state, start, end, toList(false))),
      new InputRule(/^1\.\s$/, (state, _match, start, end) => ruled(state, start, end, toList(true))),
      new InputRule(/^>\s$/, (state, _match, start, end) => ruled(state, start, end, toQuote)),
    ],
  });
}

function ruled(state: EditorState, start: number, end: number, command: Command) {
  const $start = state.doc.resolve(start);
  if ($start.depth !== 1 || $start.parent.type !== nodes.paragraph) return null;
  const bare = state.apply(state.tr.delete(start, end));
  let made = null;
  command(bare, (tr) => {
    made = tr;
  });
  if (!made) return null;
  const done = bare.apply(made);
  const tr = state.tr.replaceWith(0, state.doc.content.size, done.doc.content);
  return tr.setSelection(Selection.near(tr.doc.resolve(Math.min(done.selection.from, tr.doc.content.size))));
}

/** The blocks of a body that the selection touches, as a range of their numbers. */
function chosen(state: EditorState): [first: number, last: number, from: number, to: number] {
  const { $from, $to } = state.selection;
  const first = $from.index(0);
  const last = Math.max(first, $to.depth ? $to.index(0) : $to.index(0) - 1);
  let at = 0;
  let from = 0;
  let to = 0;
  state.doc.forEach((node, _offset, index) => {
    if (index === first) from = at;
    at += node.nodeSize;
    if (index === last) to = at;
  });
  return [first, last, from, to];
}

function blocksOf(state: EditorState): Node[] {
  const [first, last] = chosen(state);
  return state.doc.children.slice(first, last + 1);
}

/** What a block that is made of another goes on bearing. */
function borne(node: Node): { source: unknown; post: unknown; edited: boolean } {
  return { source: node.attrs["source"], post: node.attrs["post"], edited: Boolean(node.attrs["source"]) };
}

/** Paragraphs become a list, as long as they are one source's; a list becomes the other kind, or paragraphs. */
function toList(ordered: boolean): Command {
  return (state, dispatch) => {
    const found = blocksOf(state);
    const [, , from, to] = chosen(state);
    const only = found[0];
    if (!only) return false;
    if (found.length === 1 && only.type === nodes.list) {
      if (only.attrs["ordered"] === ordered) return leaveList(state, dispatch);
      dispatch?.(state.tr.setNodeMarkup(from, undefined, { ...only.attrs, ordered }));
      return true;
    }
    if (!found.every((node) => node.isTextblock)) return false;
    const story = (node: Node): unknown => (node.attrs["source"] as { story: string } | null)?.story;
    if (new Set(found.map(story)).size > 1) return false;
    const items = found.map((node) => nodes.item.create(null, nodes.line.create(null, node.content)));
    const offset = state.selection.from - from;
    const tr = state.tr.replaceWith(from, to, nodes.list.create({ ...borne(only), ordered }, items));
    dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(from + offset + 2, tr.doc.content.size)))).scrollIntoView());
    return true;
  };
}

/** A list becomes paragraphs, each of which stays whose it was. */
function leaveList(state: EditorState, dispatch?: Parameters<Command>[1]): boolean {
  const [only, more] = blocksOf(state);
  if (!only || more || only.type !== nodes.list) return false;
  const [, , from, to] = chosen(state);
  const made: Node[] = [];
  only.forEach((item) => {
    item.forEach((child) => {
      if (child.type === nodes.line) made.push(nodes.paragraph.create(borne(only), child.content));
      else made.push(child.type.create({ ...child.attrs, ...borne(only) }, child.content));
    });
  });
  const tr = state.tr.replaceWith(from, to, made);
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(state.selection.from, tr.doc.content.size)))).scrollIntoView());
  return true;
}

/** A paragraph becomes a quote, and a quote paragraphs again. */
function toQuote(state: EditorState, dispatch?: Parameters<Command>[1]): boolean {
  const [only, more] = blocksOf(state);
  const [, , from, to] = chosen(state);
  if (!only || more) return false;
  const offset = state.selection.from - from;
  if (only.type === nodes.quote) {
    const made = only.children.map((child) => child.type.create({ ...child.attrs, ...borne(only) }, child.content));
    const tr = state.tr.replaceWith(from, to, made);
    dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(from + Math.max(1, offset - 1)))));
    return true;
  }
  if (!only.isTextblock) return false;
  const tr = state.tr.replaceWith(from, to, nodes.quote.create(borne(only), nodes.paragraph.create(null, only.content)));
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(from + offset + 1))));
  return true;
}

/** Enter in a list: the next item; in an empty last one, out of the list. */
function splitItem(state: EditorState, dispatch?: Parameters<Command>[1]): boolean {
  const { $from, $to } = state.selection;
  if ($from.parent.type !== nodes.line || !$from.sameParent($to) || $from.node(-1).type !== nodes.item) return false;
  const item = $from.node(-1);
  const list = $from.node(-2);
  const last = $from.index(-2) === list.childCount - 1;
  if (!item.textContent && last && list.childCount > 1 && $from.depth === 3) {
    const tr = state.tr.delete($from.before(2), $from.after(2));
    const at = tr.mapping.map($from.after(1));
    tr.insert(at, nodes.paragraph.create());
    dispatch?.(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
    return true;
  }
  dispatch?.(state.tr.deleteSelection().split(state.tr.mapping.map($from.pos), 2).scrollIntoView());
  return true;
}

function insertTable(state: EditorState, dispatch?: Parameters<Command>[1]): boolean {
  const [, , , to] = chosen(state);
  const cell = (head: boolean): Node => nodes.cell.create({ head }, nodes.line.create());
  const row = (head: boolean): Node => nodes.row.create(null, [cell(head), cell(head)]);
  const tr = state.tr.insert(to, nodes.table.create(null, [row(true), row(false)]));
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(to + 4))).scrollIntoView());
  return true;
}

function depthOf(state: EditorState, type: string): number {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type.name === type) return depth;
  return 0;
}

function addRow(state: EditorState, dispatch?: Parameters<Command>[1]): boolean {
  const depth = depthOf(state, "row");
  if (!depth) return false;
  const { $from } = state.selection;
  const cells = $from.node(depth).children.map((cell) => nodes.cell.create({ colspan: cell.attrs["colspan"] as number }, nodes.line.create()));
  const at = $from.after(depth);
  const tr = state.tr.insert(at, nodes.row.create(null, cells));
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(at + 3))).scrollIntoView());
  return true;
}

/** Tab in a table goes to the next cell, and from the last one to a new row; elsewhere it goes on. */
function nextCell(step: 1 | -1): Command {
  return (state, dispatch) => {
    const depth = depthOf(state, "cell");
    if (!depth) return false;
    const { $from } = state.selection;
    const end = step === 1 ? $from.after(depth) : $from.before(depth);
    const table = $from.start(depthOf(state, "table"));
    const next = Selection.findFrom(state.doc.resolve(end), step, true);
    const outside = !next || next.from < table || next.from > $from.end(depthOf(state, "table"));
    if (outside) return step === 1 ? addRow(state, dispatch) : true;
    dispatch?.(state.tr.setSelection(next).scrollIntoView());
    return true;
  };
}

/** The block with the cursor goes one place up or down, as it is. */
function move(step: 1 | -1): Command {
  return (state, dispatch) => {
    const [first, last, from, to] = chosen(state);
    const other = state.doc.maybeChild(step === 1 ? last + 1 : first - 1);
    if (!other) return false;
    const moving = state.doc.slice(from, to).content;
    const tr = state.tr;
    const offset = step * other.nodeSize;
    tr.delete(from, to).insert(from + offset, moving);
    const { anchor, head } = state.selection;
    tr.setSelection(TextSelection.between(tr.doc.resolve(anchor + offset), tr.doc.resolve(head + offset)));
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/** The bar of buttons above a body; what it gives back sets them to where the cursor stands. */
export function bar(run: (tool: Tool) => void): { element: HTMLElement; show(state: EditorState): void } {
  const buttons = TOOLS.map((tool) => {
    const label = tool.key ? `${tool.name} (${tool.key.replace("ArrowUp", "↑").replace("ArrowDown", "↓")})` : tool.name;
    const face = h("span", { "aria-hidden": "true" }, tool.face);
    const press = (): void => run(tool);
    return h("button", { type: "button", tabindex: tool === TOOLS[0] ? 0 : -1, title: label, "aria-label": tool.name, "aria-pressed": tool.on ? "false" : null, onclick: press, onmousedown: (event: Event) => event.preventDefault() }, face);
  });
  // One stop for Tab; arrows go from button to button.
  const walk = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (!step || event.altKey || at < 0) return;
    event.preventDefault();
    const next = buttons[(at + step + buttons.length) % buttons.length] as HTMLButtonElement;
    buttons.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
    next.focus();
  };
  const element = h("div", { class: "tools", role: "toolbar", "aria-label": "Kinds of blocks, and marks", onkeydown: walk }, buttons);
  return {
    element,
    show: (state) =>
      TOOLS.forEach((tool, n) => {
        if (tool.on) buttons[n]?.setAttribute("aria-pressed", String(tool.on(state)));
      }),
  };
}

/** Ask for a link's address below the bar; an empty one takes the link away. */
export function linking(host: HTMLElement, done: () => void, state: () => EditorState, dispatch: Parameters<Command>[1]): Command {
  return () => {
    const now = state();
    const { from, to, empty, $from } = now.selection;
    const here = marks.link.isInSet($from.marks());
    if (empty && !here) return false;
    const input = h("input", { type: "url", "aria-label": "The link's address", placeholder: "https://…", value: here ? (here.attrs["href"] as string) : "" });
    const form = h("form", { class: "linking" }, input, h("button", {}, "Link ", kbd("Enter")), h("button", { type: "button", onclick: () => leave() }, "Leave"));
    const leave = (): void => {
      fill(host);
      done();
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const attrs = safe(input.value);
      if (input.value.trim() && !attrs) {
        input.setAttribute("aria-invalid", "true");
        return;
      }
      const after = state();
      const range = empty ? linked(after) : { from, to };
      const tr = after.tr.removeMark(range.from, range.to, marks.link);
      if (attrs) tr.addMark(range.from, range.to, marks.link.create(attrs));
      dispatch?.(tr);
      leave();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") leave();
    });
    fill(host, form);
    input.focus();
    return true;
  };
}

/** The words around the cursor that one link is on. */
function linked(state: EditorState): { from: number; to: number } {
  const { $from } = state.selection;
  const here = marks.link.isInSet($from.marks());
  let range = { from: $from.pos, to: $from.pos };
  $from.parent.forEach((child, offset) => {
    const start = $from.start() + offset;
    const on = here && here.isInSet(child.marks);
    if (on && start <= $from.pos && start + child.nodeSize >= $from.pos) range = { from: start, to: start + child.nodeSize };
  });
  return range;
}
