/** One article being edited: fields, body, checks, draft, and who else is there. */

import { fill, h, kbd, say as put } from "../dom";
import { Body } from "./body";
import { Checks, marking } from "./checks";
import { field } from "./fields";
import type { Line } from "./fields";
import { merging } from "./merge";
import { packaged, placed, told } from "./panels";
import type { Around } from "./panels";
import { Pictures } from "./pictures";
import { Preview } from "./preview";
import { Session } from "./session";
import type { Passed } from "./session";
import { because, fresh, hour, send } from "./tools";
import type { Article, Here, Kept, Noted, Tools, Words } from "./tools";

/** Words a minute, for the time that a page says it takes. */
const PACE = 230;

type Named = "headline" | "standfirst" | "kicker" | "byline";

export class Editor {
  private readonly fields: Record<Named, Line>;
  private readonly body: Body;
  private readonly checks: Checks;
  private readonly pictures: Pictures;
  private readonly session: Session;
  private readonly preview: Preview;
  private readonly names = new Map<string, { name: string; own: boolean }>();
  private share = 0;

  private readonly who = h("p", { class: "who", role: "status" });
  private readonly state = h("p", { class: "kept", role: "status" });
  private readonly counts = h("p", { class: "counts" });
  private readonly notices = h("div", { class: "notices" });
  private readonly choice = h("div", { class: "notices", role: "alert" });
  private readonly merge = h("div", {});
  private readonly saving = h("div", {});
  private readonly side = h("aside", { class: "side", "aria-label": "Beside the text" });
  private readonly page: HTMLElement;

  constructor(
    root: HTMLElement,
    private readonly tools: Tools,
    private article: Article,
    draft: Kept | null,
    private aside: Kept[],
  ) {
    const words = draft?.words ?? article.words;
    const changed = (): void => this.changed();
    this.fields = {
      kicker: field("Kicker", words.kicker ?? "", changed, { hint: "empty: the section's" }),
      headline: field("Headline", words.headline, changed, { big: true }),
      standfirst: field("Standfirst", words.standfirst ?? "", changed, { lines: true }),
      byline: field("Byline", words.byline ?? "", changed, { hint: "empty: earned by whose words it holds" }),
    };
    this.pictures = new Pictures(changed, () => this.session?.mine ?? false);
    this.pictures.show(article.pictures ?? [], words.pictures);
    this.tellers();
    this.body = new Body(words.blocks, {
      names: (story) => this.names.get(story) ?? { name: tools.source(story.replace(/-[^-]*$/, "")), own: false },
      say: tools.say,
      changed,
      may: () => this.session?.mine ?? false,
      direction: article.direction,
      plugins: [marking()],
    });
    this.session = new Session(tools, article.id, () => this.words(), {
      state: (text, wrong) => this.kept(text, wrong),
      noted: (noted, current) => this.noted(noted, current),
      passed: (passed) => this.passed(passed),
      here: (here, mine) => this.present(here, mine),
      drafted: (kept, who) => void this.drafted(kept, who),
      stands: (now) => this.stands(now),
    });
    this.session.number = draft?.number ?? article.draft;
    this.session.base = draft?.base ?? article.revision;
    this.checks = new Checks(() => this.body.view, (name) => this.fields[name as Named], tools.say, () => this.session.mine);
    this.preview = new Preview(tools, article.id, () => this.words(), (article.placements ?? []).map((one) => one.site), () => this.preview.toggle());
    this.page = this.laid();
    fill(root, this.page);
    this.lock();
    this.share = article.share ?? 0;
    this.count();
    this.checks.come(draft ? [] : article.checks ?? []);
    if (draft) this.kept(`Draft of ${hour(draft.saved)}, not saved yet`, false);
    this.lost();
    this.session.listen();
  }

  close(): void {
    this.session.close();
    this.body.close();
  }

  private words(): Words {
    const { headline, standfirst, kicker, byline } = this.fields;
    return { headline: headline.value, standfirst: standfirst.value, kicker: kicker.value, byline: byline.value, blocks: this.body.blocks, pictures: this.pictures.value };
  }

  private tellers(): void {
    for (const one of this.article.tellers ?? []) this.names.set(one.id, { name: one.name, own: one.own });
  }

  // How it is laid out

  private laid(): HTMLElement {
    const { kicker, headline, standfirst, byline } = this.fields;
    const slug = field("Slug", this.article.slug ?? "", () => undefined, { fixed: true, hint: "none" });
    const button = (name: string, key: string, does: () => void, more = ""): HTMLElement => h("button", { type: "button", class: more || null, onclick: does }, `${name} `, kbd(key));
    const buttons = h("p", { class: "buttons" },
      button("Save", "Ctrl-S", () => this.ask(), "first"),
      button("Preview", "Alt-P", () => this.preview.toggle()),
      button("Publish", "Alt-U", () => void this.publish()),
      button("Leave draft", "", () => void this.leave()));
    const dateline = this.article.dateline ? h("p", { class: "dateline" }, this.article.dateline) : null;
    const text = h("div", { class: "text" }, h("div", { class: "row" }, kicker.element, slug.element), headline.element, standfirst.element, byline.element, dateline, this.body.element);
    this.panels();
    return h("article", { class: "editor", "aria-label": `Editing ${this.article.words.headline}`, onkeydown: (event: KeyboardEvent) => this.pressed(event) },
      h("h2", { class: "unseen" }, `Editing ${this.article.words.headline}`),
      h("header", { class: "state" }, this.who, this.state, this.counts, buttons),
      this.choice, this.notices, this.saving, this.merge,
      h("div", { class: "columns" }, text, this.side),
      this.preview.element);
  }

  private panels(): void {
    const at: Around = { tools: this.tools, article: this.article, reload: () => this.reload(), publish: () => void this.publish() };
    const kids = [this.checks.element, placed(at), packaged(at), this.pictures.element, told(at), this.set()];
    fill(this.side, kids);
  }

  /** What others had typed when the draft was overtaken. */
  private set(): HTMLElement | null {
    if (!this.aside.length) return null;
    const back = (kept: Kept): void => {
      if (!this.session.mine) return this.tools.say("Take over first; nothing was changed.");
      this.show(kept.words);
      this.changed();
      this.tools.say("These words are in the draft now.");
    };
    return h("section", { class: "aside", "aria-label": "Put aside" }, h("h3", {}, "Put aside"),
      h("ul", {}, this.aside.map((kept) => h("li", {}, `${kept.person}, ${hour(kept.saved)} `, h("button", { type: "button", onclick: () => back(kept) }, "Put these words in")))));
  }

  private pressed(event: KeyboardEvent): void {
    const name = `${event.ctrlKey || event.metaKey ? "Ctrl-" : ""}${event.altKey ? "Alt-" : ""}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
    const does: Record<string, () => void> = {
      "Ctrl-s": () => this.ask(),
      "Alt-p": () => this.preview.toggle(),
      "Alt-u": () => void this.publish(),
      "Alt-ArrowDown": () => this.checks.go(1),
      "Alt-ArrowUp": () => this.checks.go(-1),
      "Alt-Enter": () => this.checks.accept(),
      "Alt-Backspace": () => this.checks.leave(),
    };
    // Out of the text first, so that the desk's single letters are keys again; then Esc leaves the page.
    const written = event.target instanceof Element && event.target.closest(".text") && !event.target.closest(".linking");
    if (written) does["Escape"] = () => this.page.closest("main")?.focus();
    const one = event.shiftKey ? undefined : does[name];
    if (!one) return;
    event.preventDefault();
    event.stopPropagation();
    one();
  }

  // Typing

  private changed(): void {
    this.session.typed();
    this.count();
    this.preview.changed();
  }

  private count(): void {
    const text = this.body.view.state.doc.textBetween(0, this.body.view.state.doc.content.size, " ", " ");
    const words = (text.match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu) ?? []).length;
    put(this.counts, `${words} words · ${Math.max(1, Math.round(words / PACE))} min · ${Math.round(this.share * 100)}% wire text`);
  }

  private kept(words: string, wrong: boolean): void {
    this.state.classList.toggle("wrong", wrong);
    put(this.state, words);
  }

  private noted(noted: Noted, current: boolean): void {
    this.share = noted.share;
    this.count();
    if (noted.refused) this.kept(`Kept; it cannot be saved so: ${noted.refused}`, true);
    if (!current) return;
    this.body.learn(noted.words.blocks);
    this.checks.come(noted.checks);
  }

  /** Show other words than these. */
  private show(words: Words): void {
    for (const name of ["headline", "standfirst", "kicker", "byline"] as const) this.fields[name].value = words[name] ?? "";
    this.body.follow(words.blocks);
    this.pictures.show(this.article.pictures ?? [], words.pictures);
    this.count();
    this.preview.changed();
  }

  private lost(): void {
    const found = this.session.lost();
    if (!found) return;
    const done = (): void => {
      this.session.forget();
      fill(this.choice);
    };
    const back = (): void => {
      if (!this.session.mine) return this.tools.say("Take over first; these words wait here.");
      this.show(found.words);
      done();
      this.changed();
    };
    fill(this.choice, h("p", { class: "notice" }, `Words of ${hour(found.at)} are in this browser and never reached the desk. `,
      h("button", { type: "button", onclick: back }, "Put them in"), h("button", { type: "button", onclick: done }, "Forget them")));
  }

  // The others

  private present(here: Here, mine: boolean): void {
    const others = here.people.filter((one) => one.key !== this.session.window);
    const said = others.map((one) => `${one.person === this.tools.me().id ? "You, in another window" : one.name} (since ${hour(one.since)}${one.typed ? `, typed ${hour(one.typed)}` : ""})`);
    const holder = others.find((one) => one.key === here.editing);
    const was = this.page?.classList.contains("locked");
    if (mine) fill(this.who, said.length ? `Also here: ${said.join(", ")}` : "Nobody else is here");
    else {
      const words = holder ? `${holder.person === this.tools.me().id ? "You are editing this in another window" : `${holder.name} is editing`}; you look on.` : `${here.editor || "Nobody"} has left; nobody is editing.`;
      fill(this.who, `${words} `, h("button", { type: "button", class: "first", onclick: () => void this.session.take() }, holder ? "Take over" : "Edit"));
      if (was === false) this.tools.say(`${holder?.name ?? "Somebody"} has taken over; your words are kept.`);
    }
    this.lock();
    // Who opens an article to edit it types at once, and its keys are at hand.
    if (mine && was && document.activeElement?.contains(this.page)) this.body.view.focus();
  }

  private lock(): void {
    const locked = !this.session.mine;
    if (!this.page || this.page.classList.contains("locked") === locked) return;
    this.page.classList.toggle("locked", locked);
    for (const one of Object.values(this.fields)) one.lock(locked);
    this.pictures.lock();
    this.body.refresh();
  }

  private async drafted(kept: Kept | null, who: string): Promise<void> {
    if (kept) {
      this.show(kept.words);
      this.kept(`${who} typed at ${hour(kept.saved)}`, false);
    } else await this.reload();
  }

  private passed(passed: Passed): void {
    const theirs = (): void => {
      this.session.chosen(passed, false);
      if (passed.draft) this.show(passed.draft.words);
      else void this.reload();
      fill(this.choice);
      this.kept("", false);
    };
    const mine = (): void => {
      this.session.chosen(passed, true);
      fill(this.choice);
    };
    fill(this.choice, h("p", { class: "notice" }, `${passed.detail} `,
      h("button", { type: "button", onclick: theirs }, passed.draft ? `Let ${passed.who}'s words stand` : "Show the article as it is"),
      h("button", { type: "button", onclick: mine }, "Let mine stand; theirs are put aside")));
  }

  private stands(now: { revision: number; by: string; proposed: boolean }): void {
    const behind = now.revision !== this.session.base;
    if (behind && this.session.clean && this.session.number === 0) {
      void this.reload();
      return;
    }
    const words = behind ? `${now.by} has changed this article since your draft was begun.` : now.proposed ? "Its source has sent a newer version." : "";
    if (!words) {
      fill(this.notices);
      return;
    }
    const look = (): void => void merging(this.merge, { tools: this.tools, session: this.session, reload: () => this.reload(), save: (note) => this.save({ note }) });
    fill(this.notices, h("p", { class: "notice" }, `${words} `, h("button", { type: "button", onclick: look }, "Look, and take it in")));
  }

  // Saving and publishing

  /** Ask what was changed, and save. */
  private ask(): void {
    if (this.saving.firstChild) {
      fill(this.saving);
      this.body.view.focus();
      return;
    }
    const note = h("input", { type: "text", maxlength: 2000, placeholder: "for readers of How we know; may be empty" });
    const wrong = h("input", { type: "text", maxlength: 2000 });
    const right = h("input", { type: "text", maxlength: 2000 });
    const correcting = h("details", {}, h("summary", {}, "Readers saw an error"), h("label", { class: "field" }, h("span", {}, "It said"), wrong), h("label", { class: "field" }, h("span", {}, "It should have said"), right));
    const leave = (): void => {
      fill(this.saving);
      this.body.view.focus();
    };
    const form = h("form", { class: "saving" },
      h("label", { class: "field" }, h("span", {}, "What was changed"), note),
      this.article.published ? correcting : null,
      h("p", { class: "buttons" }, h("button", { class: "first" }, "Save as a revision ", kbd("Enter")), h("button", { type: "button", onclick: leave }, "Not yet ", kbd("Esc"))));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.save({ note: note.value, wrong: wrong.value, right: right.value }).then((done) => {
        if (done) leave();
      });
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") leave();
    });
    fill(this.saving, form);
    note.focus();
  }

  /** Make a revision of what was typed; whether there is nothing left to save. */
  private async save(data: { note: string; wrong?: string; right?: string }): Promise<boolean> {
    if (!(await this.session.flush())) return false;
    const { draft } = (await (await this.tools.api(this.session.path("draft"))).json()) as { draft: Kept | null };
    if (!draft) {
      if (!data.wrong) {
        this.kept("Nothing to save: the article stands so already", false);
        return true;
      }
      this.session.typed();
      if (!(await this.session.flush())) return false;
    }
    const answer = await send(this.tools, "POST", this.session.path("draft/save"), data, { "if-match": `"${this.session.number}"`, "idempotency-key": fresh() });
    if (!answer.ok) {
      const why = await because(answer);
      this.kept(why, true);
      this.tools.say(why);
      return false;
    }
    await this.reload();
    this.kept("Saved as a revision", false);
    this.tools.say("Saved as a revision.");
    return true;
  }

  private async publish(): Promise<void> {
    if (await this.save({ note: "" })) this.tools.publish(this.article.id);
  }

  /** End the draft; its words are put aside, so nothing is asked. */
  private async leave(): Promise<void> {
    if (!this.session.mine || !(await this.session.flush())) return;
    const answer = await send(this.tools, "DELETE", this.session.path("draft"), undefined, { "if-match": `"${this.session.number}"` });
    if (!answer.ok) return this.tools.say(await because(answer));
    await this.reload();
    this.kept("The article stands as it was; your words are put aside", false);
  }

  /** Read the article and its draft again. */
  private async reload(): Promise<void> {
    const path = `/articles/${encodeURIComponent(this.article.id)}`;
    const [article, drafted] = await Promise.all([this.tools.api(path), this.tools.api(`${path}/draft`)]);
    if (!article.ok || !drafted.ok) return;
    this.article = (await article.json()) as Article;
    const { number, draft, aside } = (await drafted.json()) as { number: number; draft: Kept | null; aside: Kept[] };
    this.aside = aside;
    this.tellers();
    this.session.stands(number, draft?.base ?? this.article.revision);
    this.show(draft?.words ?? this.article.words);
    if (!draft) {
      this.share = this.article.share ?? 0;
      this.checks.come(this.article.checks ?? []);
    }
    this.count();
    this.panels();
    this.stands({ revision: this.article.revision, by: "Somebody", proposed: this.article.proposed ?? false });
  }
}
