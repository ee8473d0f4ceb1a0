/** What everybody has of their own: a password, sessions, tokens. */

import { get, send } from "../api";
import { ask } from "../dialog";
import { fill, h, kbd } from "../dom";
import { type Command, keyOf, run } from "../keys";
import type { Desk } from "../state";
import { exact, toUtc } from "../times";

interface Token {
  id: string;
  name: string;
  scopes: string[];
  made: string;
  used: string | null;
  until: string | null;
}

interface Session {
  id: string;
  seen: string;
  until: string;
  here?: boolean;
}

export class Own {
  readonly element = h("section", { "aria-label": "Your own" });
  #desk: Desk;
  #secret = h("div", { class: "secret", role: "status" });
  #lists = h("div");

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  commands(): Command[] {
    const one = (id: string, name: string, keys: string[], run: () => void): Command => ({ id: `own-${id}`, name, group: "Your own", keys, run, anywhere: true });
    return [one("token", "Make a token", ["t"], () => this.#make()), one("password", "Change your password", ["p"], () => this.#renew())];
  }

  async read(): Promise<void> {
    const found = await this.#desk.told.awaited("reading", Promise.all([get<Token[]>("/tokens"), get<Session[]>("/sessions")]));
    if (!found) return;
    const [tokens, sessions] = found;
    const { name, id } = this.#desk.me.person;
    const does = (id: string, words: string) => h("button", { type: "button", onclick: () => run(id) }, words, " ", kbd(keyOf(id)));
    fill(this.#lists, tokens.length ? this.#tokens(tokens) : h("p", { class: "empty" }, "You have no token. A program needs one to do in your name what you let it do."), h("h3", {}, "Where you are logged in"), this.#sessions(sessions));
    fill(
      this.element,
      h("div", { class: "title" }, h("h2", {}, `Your own: ${name}`), does("own-password", "Change your password"), does("own-token", "Make a token")),
      h("p", { class: "hint" }, `You log in as ${id}. Who changes the password stays logged in here, and nowhere else.`),
      h("h3", {}, "Tokens"),
      this.#secret,
      this.#lists,
    );
  }

  #tokens(tokens: Token[]): HTMLElement {
    const heads = ["For", "May", "Made", "Used", "Ends", ""].map((name) => h("th", { scope: "col" }, name || h("span", { class: "unseen" }, "Take back")));
    const rows = tokens.map((token) =>
      h(
        "tr",
        {},
        h("td", {}, h("b", {}, token.name)),
        h("td", {}, token.scopes.join(", ")),
        h("td", {}, exact(token.made)),
        h("td", {}, token.used ? exact(token.used) : "never"),
        h("td", {}, token.until ? exact(token.until) : "when you take it back"),
        h("td", { class: "does" }, h("button", { type: "button", class: "grave", "aria-label": `Take back ${token.name}`, onclick: () => void this.#gone(`/tokens/${token.id}`, `The token ${token.name} opens nothing any more`) }, "Take back")),
      ),
    );
    return h("div", { class: "wide" }, h("table", {}, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, rows)));
  }

  #sessions(sessions: Session[]): HTMLElement {
    const items = sessions.map((one) =>
      h(
        "li",
        {},
        one.here ? h("b", {}, "Here") : "Elsewhere",
        `, last used ${exact(one.seen)}, ends ${exact(one.until)} `,
        one.here ? null : h("button", { type: "button", class: "quiet", "aria-label": `End the session that ends ${exact(one.until)}`, onclick: () => void this.#gone(`/sessions/${one.id}`, "Logged out there") }, "Log out there"),
      ),
    );
    return h("ul", { class: "sessions" }, items);
  }

  async #gone(path: string, words: string): Promise<void> {
    const done = await this.#desk.told.awaited("doing", send("DELETE", path).then(() => true));
    if (!done) return;
    fill(this.#secret);
    await this.read();
    this.element.querySelector<HTMLElement>("button")?.focus();
    this.#desk.told.done(words);
  }

  #make(): void {
    const name = h("input", { type: "text", id: "token-name", required: true, maxlength: "120", placeholder: "the newsletter's script" });
    const until = h("input", { type: "datetime-local", id: "token-until" });
    const boxes = this.#desk.me.acts.map((act) => h("input", { type: "checkbox", value: act, id: `token-${act}`, checked: act === "see" }));
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    void ask({
      title: "Make a token",
      body: [
        h("label", { for: "token-name" }, "What it is for"),
        name,
        h("fieldset", { class: "scopes" }, h("legend", {}, "What it may do, of what you may"), boxes.map((box) => h("label", { for: box.id }, box, box.value))),
        h("label", { for: "token-until" }, `Until (${here}); until you take it back, if empty`),
        until,
      ],
      does: "Make",
      focus: name,
      run: async () => {
        const scopes = boxes.filter((box) => box.checked).map((box) => box.value);
        const more = until.value ? { until: toUtc(until.value, here) } : {};
        const made = await send<{ secret: string; token: Token }>("POST", "/tokens", { name: name.value.trim(), scopes, ...more });
        await this.read();
        this.#show(made.secret, made.token.name);
      },
    });
  }

  /** The secret, this once. */
  #show(secret: string, name: string): void {
    const box = h("input", { type: "text", readonly: true, value: secret, "aria-label": `The secret of ${name}` });
    const copied = h("span", { class: "hint" });
    const copy = () => void navigator.clipboard.writeText(secret).then(() => fill(copied, "copied"), () => box.select());
    fill(this.#secret, h("p", {}, h("b", {}, `The secret of ${name} is shown this once: `), "keep it where its program finds it."), h("p", { class: "buttons" }, box, h("button", { type: "button", onclick: copy }, "Copy"), copied));
    box.focus();
    box.select();
  }

  #renew(): void {
    const old = h("input", { type: "password", id: "password-old", autocomplete: "current-password", maxlength: "200" });
    const fresh = h("input", { type: "password", id: "password-new", autocomplete: "new-password", required: true, maxlength: "200" });
    void ask({
      title: "Change your password",
      body: [named(this.#desk.me.person.id), h("label", { for: "password-old" }, "The old one"), old, h("label", { for: "password-new" }, "The new one, of 10 letters or more; a few words that fit together do"), fresh],
      does: "Change",
      focus: old,
      run: async () => {
        await send("POST", "/password", { old: old.value, new: fresh.value });
        await this.read();
        this.#desk.told.done("Your password is another one; everywhere but here you are logged out");
      },
    });
  }
}

/** Whose password a form is about, for what keeps passwords. */
export function named(id: string): HTMLElement {
  return h("input", { type: "text", autocomplete: "username", value: id, readonly: true, hidden: true });
}
