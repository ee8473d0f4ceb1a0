/** A body to write in: ProseMirror with the house's blocks, keys and bar. */

import { history } from "prosemirror-history";
import { EditorState } from "prosemirror-state";
import type { Plugin, Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { h } from "../dom";
import { bar, keys, linking, typing } from "./commands";
import { toBlocks, toDoc } from "./html";
import type { Block } from "./tools";
import { LOADED, whose } from "./whose";
import type { Names } from "./whose";

/** What a body tells and asks. */
export interface Written {
  names: Names;
  say(words: string): void;
  /** Somebody typed. */
  changed(): void;
  may(): boolean;
  direction?: "ltr" | "rtl" | undefined;
  plugins?: Plugin[];
}

export class Body {
  readonly element: HTMLElement;
  readonly view: EditorView;
  private readonly plugins: Plugin[];

  constructor(blocks: readonly Block[], at: Written) {
    const host = h("div", { class: "under-bar" });
    const link = linking(host, () => this.view.focus(), () => this.view.state, (tr) => this.view.dispatch(tr));
    this.plugins = [...keys(link), typing(), history(), whose(at.names, at.say), ...(at.plugins ?? [])];
    const tools = bar((tool) => {
      if (!at.may()) return;
      const done = tool.name === "Link" ? link(this.view.state, this.view.dispatch) : tool.does(this.view.state, this.view.dispatch);
      if (done && tool.name !== "Link") this.view.focus();
    });
    const place = h("div", { class: "body" });
    this.element = h("div", { class: "writing" }, tools.element, host, place);
    this.view = new EditorView(place, {
      state: EditorState.create({ doc: toDoc(blocks), plugins: this.plugins }),
      editable: () => at.may(),
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": "Body", dir: at.direction ?? "ltr", spellcheck: "true" },
      dispatchTransaction: (tr) => {
        this.view.updateState(this.view.state.apply(tr));
        tools.show(this.view.state);
        if (tr.docChanged && !tr.getMeta(LOADED)) at.changed();
      },
    });
  }

  get blocks(): Block[] {
    return toBlocks(this.view.state.doc);
  }

  /** Put other words in the place of all, as nobody's doing: it cannot be undone here, and need not be. */
  load(blocks: readonly Block[]): void {
    this.view.updateState(EditorState.create({ doc: toDoc(blocks), plugins: this.plugins }));
  }

  /** Put the words of another in the place of these while they type; the page does not move. */
  follow(blocks: readonly Block[]): void {
    const doc = toDoc(blocks);
    const before = this.view.state.doc;
    const start = before.content.findDiffStart(doc.content);
    if (start === null) return;
    this.load(blocks);
  }

  /** The desk found whose words some blocks are: let these bear it. */
  learn(blocks: readonly Block[]): void {
    const tr: Transaction = this.view.state.tr;
    let n = 0;
    tr.doc.forEach((node, at) => {
      if (node.type.name !== "media" && !node.textContent.trim()) return;
      const block = blocks[n++];
      const source = block?.source ?? null;
      if (!block || (node.type.name !== "media" && node.type.name !== block.kind)) return;
      const other = JSON.stringify(node.attrs["source"]) !== JSON.stringify(source) || Boolean(block.edited) !== node.attrs["edited"];
      if (other) tr.setNodeMarkup(at, undefined, { ...node.attrs, source, edited: Boolean(block.edited), post: block.post ?? null });
    });
    if (n !== blocks.length || !tr.docChanged) return;
    this.view.dispatch(tr.setMeta(LOADED, true).setMeta("addToHistory", false));
  }

  /** Whether it can be written in has changed. */
  refresh(): void {
    this.view.setProps({});
  }

  close(): void {
    this.view.destroy();
  }
}
