/** House style: suggestions of the desk, shown where they mean something, accepted one by one. */

import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import type { EditorState, Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import type { EditorView } from "prosemirror-view";
import { fill, h, kbd } from "../dom";
import { schema } from "./schema";
import type { Suggestion } from "./tools";

/** A suggestion and where its words stand in the body. */
interface Found {
  suggestion: Suggestion;
  from: number;
  to: number;
}

interface Shown {
  found: readonly Found[];
  now: number;
}

const key = new PluginKey<Shown>("checks");

/** Marks the words of suggestions in a body. */
export function marking(): Plugin {
  return new Plugin<Shown>({
    key,
    state: {
      init: () => ({ found: [], now: -1 }),
      apply(tr, shown) {
        const given = tr.getMeta(key) as Shown | undefined;
        if (given) return given;
        return tr.docChanged ? { ...shown, found: shown.found.map((one) => moved(one, tr)).filter((one) => one !== null) } : shown;
      },
    },
    props: {
      decorations(state) {
        const { found, now } = key.getState(state) as Shown;
        const marks = found.map((one, n) => Decoration.inline(one.from, one.to, { class: n === now ? "check now" : "check", title: one.suggestion.reason }));
        return DecorationSet.create(state.doc, marks);
      },
    },
  });
}

/** Where a suggestion's words stand after a change; null once they were touched. */
function moved(one: Found, tr: Transaction): Found | null {
  const from = tr.mapping.map(one.from, 1);
  const to = tr.mapping.map(one.to, -1);
  return to > from && read(tr.doc, from, to) === one.suggestion.words ? { ...one, from, to } : null;
}

function read(doc: Node, from: number, to: number): string {
  return doc.textBetween(from, to, " ", " ").replace(/\s+/g, " ");
}

/** The words of a block as the desk reads them, each letter with its place. */
function letters(node: Node, at: number): { text: string; places: number[] } {
  let text = "";
  const places: number[] = [];
  const put = (letter: string, place: number): void => {
    if (/\s/.test(letter) && (!text || text.endsWith(" "))) return;
    text += /\s/.test(letter) ? " " : letter;
    places.push(place);
  };
  node.descendants((child, offset) => {
    const place = at + 1 + offset;
    if (child.isText) for (let n = 0; n < (child.text as string).length; n++) put((child.text as string)[n] as string, place + n);
    else put(" ", place);
    return true;
  });
  return { text, places };
}

/** The numbers of a document's blocks that the desk was sent: empty ones are not. */
function sent(doc: Node): { node: Node; at: number }[] {
  const found: { node: Node; at: number }[] = [];
  doc.forEach((node, at) => {
    if (node.type.name === "media" || node.textContent.trim()) found.push({ node, at });
  });
  return found;
}

function locate(doc: Node, suggestion: Suggestion): Found | null {
  const block = typeof suggestion.place === "number" ? sent(doc)[suggestion.place] : undefined;
  if (!block) return null;
  const { text, places } = letters(block.node, block.at);
  let start = -1;
  for (let n = 0; n <= (suggestion.nth ?? 0); n++) {
    start = text.indexOf(suggestion.words, n ? start + suggestion.words.length : 0);
    if (start < 0) return null;
  }
  const from = places[start];
  const to = places[start + suggestion.words.length - 1];
  return from === undefined || to === undefined ? null : { suggestion, from, to: to + 1 };
}

/** A field above the body that suggestions may mean. */
export interface Field {
  value: string;
  focus(): void;
  change(value: string): void;
}

/** The list of suggestions, and the keys that work it. */
export class Checks {
  readonly element = h("section", { class: "checks", "aria-label": "House style" });
  private fields: Suggestion[] = [];
  private readonly left = new Set<string>();

  constructor(
    private readonly view: () => EditorView,
    private readonly field: (name: string) => Field | undefined,
    private readonly say: (words: string) => void,
    private readonly may: () => boolean,
  ) {}

  /** Suggestions came: of words that are still there they are shown. */
  come(suggestions: readonly Suggestion[]): void {
    const open = suggestions.filter((one) => !this.left.has(named(one)));
    this.fields = open.filter((one) => typeof one.place === "string");
    const view = this.view();
    const found = open.map((one) => locate(view.state.doc, one)).filter((one) => one !== null);
    view.dispatch(view.state.tr.setMeta(key, { found, now: -1 } satisfies Shown).setMeta("addToHistory", false));
    this.draw();
  }

  private shown(state: EditorState = this.view().state): Shown {
    return key.getState(state) as Shown;
  }

  private all(): Suggestion[] {
    this.fields = this.fields.filter((one) => this.field(one.place as string)?.value.includes(one.words));
    return [...this.fields, ...this.shown().found.map((one) => one.suggestion)];
  }

  private at = -1;

  /** Go to the next suggestion, or the one before. */
  go(step: 1 | -1): void {
    const all = this.all();
    if (!all.length) {
      this.say("House style has nothing to say.");
      return;
    }
    this.at = this.at < 0 && step < 0 ? all.length - 1 : (this.at + step + all.length) % all.length;
    this.choose(this.at);
  }

  private choose(n: number): void {
    const one = this.all()[n];
    if (!one) return;
    this.at = n;
    const view = this.view();
    const now = n - this.fields.length;
    view.dispatch(view.state.tr.setMeta(key, { ...this.shown(), now } satisfies Shown).setMeta("addToHistory", false));
    const place = this.shown().found[now];
    if (place) {
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, place.from, place.to)).scrollIntoView());
      view.focus();
    } else this.field(one.place as string)?.focus();
    this.say(told(one));
    this.draw();
  }

  /** Take the suggestion that is chosen. */
  accept(): void {
    const one = this.all()[this.at];
    if (!one || !this.may()) return;
    if (one.replacement === undefined || one.replacement === null) {
      this.say("This one is for you to find out; nothing was changed.");
      return;
    }
    const place = this.shown().found[this.at - this.fields.length];
    if (place) this.replace(place);
    else this.field(one.place as string)?.change(nth(this.field(one.place as string)?.value ?? "", one));
    this.left.add(named(one));
    this.at -= 1;
    this.say(`Accepted: ${one.reason}.`);
    this.draw();
    if (this.all().length) this.go(1);
  }

  /** Leave the suggestion that is chosen: it does not come again while this article is open. */
  leave(): void {
    const one = this.all()[this.at];
    if (!one) return;
    this.left.add(named(one));
    const { found } = this.shown();
    this.fields = this.fields.filter((other) => other !== one);
    const view = this.view();
    view.dispatch(view.state.tr.setMeta(key, { found: found.filter((other) => other.suggestion !== one), now: -1 } satisfies Shown));
    this.at -= 1;
    this.draw();
    if (this.all().length) this.go(1);
  }

  private replace({ suggestion, from, to }: Found): void {
    const view = this.view();
    const $from = view.state.doc.resolve(from);
    const [before, after] = [$from.before(1), $from.after(1)];
    const node = $from.node(1);
    const words = suggestion.replacement ?? "";
    const tr = view.state.tr;
    if (suggestion.block === "gone") {
      if (view.state.doc.childCount > 1) tr.delete(before, after);
      else tr.delete(from, to);
    } else if (suggestion.block === "heading") {
      const { source, post } = node.attrs;
      tr.replaceWith(before, after, schema.nodes.heading.create({ source, post, edited: Boolean(source) }, words ? schema.text(words) : null));
    } else if (words) tr.insertText(words, from, to);
    else {
      // What stood after words that are left out does not begin with a blank.
      const rest = view.state.doc.textBetween(to, Math.min(to + 1, $from.end()), " ", " ");
      tr.delete(from, /\s/.test(rest) ? to + 1 : to);
    }
    view.dispatch(tr.scrollIntoView());
  }

  /** Show the list as it stands. */
  draw(): void {
    const all = this.all();
    this.at = Math.min(this.at, all.length - 1);
    const rows = all.map((one, n) => {
      const change = one.replacement === null || one.replacement === undefined ? h("ins", {}, "?") : one.replacement ? h("ins", {}, one.replacement) : one.block === "gone" ? "left out" : "";
      const button = h("button", { type: "button", onclick: () => this.choose(n) }, h("del", {}, short(one.words)), " ", change, h("small", {}, one.reason));
      const own = n === this.at ? h("p", { class: "own" }, this.button("Accept", "Alt-Enter", () => this.accept()), this.button("Leave", "Alt-Backspace", () => this.leave())) : null;
      return h("li", { "aria-current": n === this.at ? "true" : null }, button, own);
    });
    const title = h("h3", {}, "House style ", h("span", { class: "count" }, String(all.length)), " ", kbd("Alt-↓"));
    fill(this.element, title, rows.length ? h("ol", {}, rows) : h("p", { class: "empty" }, "Nothing to say."));
  }

  private button(name: string, press: string, does: () => void): HTMLElement {
    return h("button", { type: "button", onclick: does }, `${name} `, kbd(press));
  }
}

function short(words: string): string {
  return words.length > 90 ? `${words.slice(0, 60)} … ${words.slice(-20)}` : words;
}

function told(one: Suggestion): string {
  const what = one.replacement ? `“${short(one.words)}” becomes “${short(one.replacement)}”` : `“${short(one.words)}”`;
  return `${what}: ${one.reason}`;
}

function named(one: Suggestion): string {
  return `${one.check} ${one.words} ${one.replacement ?? ""}`;
}

function nth(value: string, one: Suggestion): string {
  let start = -1;
  for (let n = 0; n <= (one.nth ?? 0); n++) start = value.indexOf(one.words, start + 1);
  return start < 0 ? value : value.slice(0, start) + (one.replacement ?? "") + value.slice(start + one.words.length);
}
