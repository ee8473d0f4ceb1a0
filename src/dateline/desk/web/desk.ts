/** The desk: its parts put together. */

import { Refused, get, signed } from "./api";
import { pages } from "./board/pages";
import { fill, h, kbd } from "./dom";
import { Filters } from "./filters";
import { help } from "./help";
import { Inspector } from "./inspector";
import { add, all, keyOf, listen, onOtherPages, onRefusal, run, setSingle, single } from "./keys";
import { List } from "./list";
import { type Line, follow } from "./live";
import { palette } from "./palette";
import { type Item, pick } from "./picker";
import { Panes, closer } from "./panes";
import { Router, go, has } from "./router";
import { Rows } from "./rows";
import { Desk } from "./state";
import { StoryPane } from "./story";
import * as times from "./times";
import { Told } from "./told";
import type { Me, Row, Story } from "./types";
import * as verbs from "./verbs";
import { ways } from "./ways";

class Shell {
  #desk: Desk;
  #list: List;
  #filters: Filters;
  #story: StoryPane;
  #inspector: Inspector;
  #panes: Panes;
  #router: Router;
  #count = h("span", { class: "count", role: "status" });
  #new = h("button", { type: "button", class: "new", hidden: true, onclick: () => run("let-in") });
  #line = h("span", { class: "line" });
  /** Those that were killed before, as far as was told. */
  #killed = new Set<string>();

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#list = new List(desk.rows, {
      moved: (row) => this.#moved(row),
      open: (row) => this.#open(row),
      counted: () => this.#counted(),
    });
    this.#filters = new Filters(desk, this.#list);
    this.#story = new StoryPane(desk);
    this.#inspector = new Inspector(desk);
    // Who chooses a view, or words, wants to see the intake.
    for (const part of [this.#filters.views, this.#filters.box]) part.addEventListener("focusin", () => this.#router.shown && go(""));
    this.#commands();
    const bar = h("div", { class: "bar" }, this.#filters.chips, this.#new, this.#count, closer("list", "Close the list"));
    const list = h("section", { class: "list-pane", "aria-label": "Intake" }, bar, this.#list.element, this.#list.empty);
    this.#panes = new Panes({ list, story: this.#story.element, inspector: this.#inspector.element });
    this.#router = new Router(desk, (name, rest) => this.#address(name, rest));
    onOtherPages(() => this.#router.shown);
    desk.rows.on((changed, anew) => this.#changed(changed, anew));
    desk.onDeed(({ id }) => this.#list.drop(id));
    setInterval(() => this.#list.tick(), 20_000);
    this.#alarm([], true);
  }

  /** Put it where it is seen. */
  draw(place: HTMLElement): void {
    const { person, newsroom } = this.#desk.me;
    const leave = h("button", { type: "button", class: "quiet", onclick: () => void logOut(this.#desk) }, "Log out");
    const head = h(
      "header",
      {},
      h("h1", {}, h("a", { href: "#/", title: "Intake" }, newsroom)),
      this.#filters.views,
      this.#filters.box,
      h("button", { type: "button", class: "quiet", onclick: () => run("pages") }, "Pages ", kbd(keyOf("pages"))),
      h("button", { type: "button", class: "quiet", onclick: () => run("palette") }, "Do ", kbd(keyOf("palette"))),
      h("button", { type: "button", class: "quiet", onclick: () => run("help") }, "Keys ", kbd("?")),
      h("span", { class: "who", title: person.role }, person.name),
      leave,
    );
    fill(place, head, this.#panes.element, this.#router.place, h("footer", {}, this.#desk.told.element, this.#line));
    this.line("live");
    this.#list.letIn();
    void this.#router.follow();
  }

  /** Whether changes come in. */
  line(line: Line): void {
    const words = { live: "live", away: "No line to the program: trying again", out: h("a", { href: "/login", target: "_blank" }, "Logged out: log in") };
    fill(this.#line, words[line]);
    this.#line.classList.toggle("wrong", line !== "live");
  }

  #commands(): void {
    const { told } = this.#desk;
    const list = this.#list;
    onRefusal((words) => told.wrong(words));
    const way = (id: string, name: string, keys: string[], run: () => void) => ({ id, name, group: "Move", keys, run, moves: true });
    add(
      way("down", "Next story", ["j", "ArrowDown"], () => list.step(1)),
      way("up", "Story before", ["k", "ArrowUp"], () => list.step(-1)),
      way("page-down", "A screen down", ["PageDown"], () => list.leaf(1)),
      way("page-up", "A screen up", ["PageUp"], () => list.leaf(-1)),
      way("top", "To the top", ["g", "Home"], () => list.end(false)),
      way("bottom", "To the bottom", ["G", "End"], () => list.end(true)),
      way("unfold", "Show near-copies", ["ArrowRight", "l"], () => list.fold(true)),
      way("fold", "Fold near-copies", ["ArrowLeft"], () => list.fold(false)),
      { id: "open", name: "Open", group: "Move", keys: ["Enter", "o"], run: () => this.#open(this.#desk.hand as Row), why: () => (this.#desk.hand ? "" : this.#desk.whyNot("take")) },
      { id: "back", name: "Back", group: "Move", keys: ["Escape"], anywhere: true, run: () => this.#back() },
      ...verbs.commands(this.#desk),
      { id: "edit", name: "Edit", group: "Verbs", keys: ["e"], run: () => go(`edit/${this.#desk.hand?.article}`), why: () => this.#noEdit() },
      { id: "begin", name: "Write: a blank page for a report of our own", group: "Verbs", keys: ["W"], anywhere: true, run: () => go("edit/new"), why: () => this.#noPage() },
      { id: "diff", name: "What changed from the version before", group: "Story", keys: ["d"], run: () => void this.#story.differ() },
      { id: "let-in", name: "Let in what is new", group: "List", keys: ["n"], run: () => list.letIn() },
      { id: "find", name: "Find", group: "List", keys: ["/"], anywhere: true, run: () => this.#find() },
      ...this.#filters.commands(),
      { id: "list", name: "Open or close the list", group: "Panes", keys: ["["], run: () => this.#toggle("list") },
      { id: "inspector", name: "Open or close facts and verbs", group: "Panes", keys: ["]"], run: () => this.#toggle("inspector") },
      { id: "pages", name: "Pages of the desk", group: "Desk", keys: ["m"], moves: true, anywhere: true, run: () => pick("Pages", this.#ways()) },
      { id: "palette", name: "Do anything", group: "Desk", keys: ["Ctrl-k"], typing: true, moves: true, anywhere: true, run: () => palette(this.#items()) },
      { id: "help", name: "Keys", group: "Desk", keys: ["?"], anywhere: true, run: help },
      { id: "single-keys", name: "Turn keys that are single letters on or off", group: "Desk", keys: [], anywhere: true, run: () => setSingle(!single()) },
      ...pages(),
      { id: "log-out", name: "Log out", group: "Desk", keys: [], anywhere: true, run: () => void logOut(this.#desk) },
    );
    listen();
  }

  /** Views, sources and sites: who chooses one sees the intake. */
  #items(): Item[] {
    const chosen = this.#filters.items().map((item) => ({
      ...item,
      choose: () => {
        if (this.#router.shown) go("");
        item.choose();
      },
    }));
    return [...ways(this.#desk), ...chosen];
  }

  /** The pages of the desk, the intake first. */
  #ways(): Item[] {
    const pages = all().filter(({ group }) => group === "Pages");
    const items = pages.map(({ id, name, keys }): Item => ({ name, group: "", key: keys[0] ?? "", choose: () => run(id) }));
    return [{ name: "Intake", group: "", key: "Esc", choose: () => go("") }, ...items, ...ways(this.#desk)];
  }

  #find(): void {
    if (this.#router.shown) go("");
    if (this.#panes.narrow) this.#panes.open("list");
    this.#filters.input.select();
  }

  #noPage(): string {
    const { acts, person } = this.#desk.me;
    return acts.includes("begin") ? "" : `begin is not for ${person.name}: ask an editor`;
  }

  #noEdit(): string {
    if (!has("edit")) return "This build has no editor";
    return this.#desk.whyNot("edit") || (this.#desk.hand?.article ? "" : "t takes it first, and so makes an article of it");
  }

  #moved(row: Row | null): void {
    this.#desk.take(row);
    if (!row || this.#panes.narrow || !this.#panes.shows("story")) return;
    history.replaceState(null, "", `#/story/${row.id}`);
    void this.#story.show(row);
  }

  #open(row: Row): void {
    this.#desk.take(row);
    history.pushState(null, "", `#/story/${row.id}`);
    this.#panes.open("story");
    this.#story.element.focus({ preventScroll: true });
    void this.#story.show(row);
  }

  #back(): void {
    if (this.#router.shown) return go("");
    if (this.#panes.narrow && this.#panes.shows("inspector")) return this.#panes.close("inspector");
    if (this.#panes.shows("story")) {
      history.pushState(null, "", "#/");
      this.#panes.close("story");
      this.#panes.open("list");
      this.#story.empty();
    } else if (this.#filters.narrow) this.#filters.choose({});
    this.#list.element.focus();
  }

  #toggle(pane: "list" | "inspector"): void {
    if (pane === "list" && this.#panes.shows("list") && !this.#panes.shows("story")) {
      return this.#desk.told.wrong("The list is all there is: open a story first, with Enter");
    }
    this.#panes.toggle(pane);
    if (pane === "list" && this.#panes.shows("list")) this.#list.element.focus();
    if (pane === "inspector" && this.#panes.shows("inspector")) this.#inspector.element.focus();
    if (!this.#panes.element.contains(document.activeElement)) (this.#panes.shows("story") ? this.#story.element : this.#list.element).focus();
  }

  /** Go where an address of the intake leads. */
  #address(name: string, rest: string[]): void {
    const id = rest[0];
    if (name === "story" && id) {
      const row = this.#desk.rows.get(id);
      if (row) return this.#show(row);
      void this.#desk.told.awaited("reading", get<Story>(`/stories/${encodeURIComponent(id)}`)).then((story) => {
        if (!story) return;
        this.#desk.rows.meet(story.row);
        this.#show(story.row);
      });
    } else if (name) {
      this.#desk.told.wrong(`There is no page #/${name} at this desk; this is the intake`);
    } else if (this.#panes.shows("story")) {
      this.#panes.close("story");
      if (document.activeElement !== this.#filters.input) this.#list.element.focus();
    }
  }

  #show(row: Row): void {
    this.#desk.take(row);
    this.#list.point(row.id);
    this.#panes.open("story");
    void this.#story.show(row);
  }

  /** What somebody else kills is said aloud, on every page: it has gone from the sites by then. */
  #alarm(changed: Iterable<string>, anew: boolean): void {
    const known = (id: string) => this.#desk.rows.get(id);
    const rows = anew ? this.#desk.rows.sorted() : [...changed].flatMap((id) => known(id) ?? []);
    for (const row of rows) {
      if (row.status !== "killed" || this.#killed.has(row.id)) continue;
      this.#killed.add(row.id);
      if (anew || this.#desk.deeds.some(({ verb, id }) => verb === "kill" && id === row.id)) continue;
      const sites = (row.sites ?? []).map((code) => this.#desk.site(code)?.name ?? code).join(", ");
      this.#desk.told.wrong(`Killed: ${row.headline} (${row.source.toUpperCase()}). ${sites ? `Gone from ${sites}` : "It stood on no site"}`);
    }
  }

  #changed(changed: Iterable<string>, anew: boolean): void {
    this.#alarm(changed, anew);
    const row = this.#desk.hand;
    if (!row || anew || ![...changed].includes(row.id)) return;
    this.#inspector.draw();
    if (this.#panes.shows("story")) void this.#story.show(row);
    // What the cursor's own verb took out of the view goes; what others did stays until the list is chosen anew.
    if (this.#desk.deeds.at(-1)?.id === row.id) this.#list.drop(row.id);
  }

  #counted(): void {
    const { lines, waiting } = this.#list.count;
    const { size, expected } = this.#desk.rows;
    const rest = size < expected ? `, ${expected - size} on their way` : "";
    const what = this.#list.found ? "found" : lines === 1 ? "story" : "stories";
    fill(this.#count, `${lines.toLocaleString("en")} ${what}${rest}`);
    this.#new.hidden = !waiting;
    if (waiting) fill(this.#new, `${waiting} new `, kbd(keyOf("let-in")));
    if (!lines) fill(this.#list.empty, this.#nothing());
  }

  #nothing(): string {
    if (this.#list.found) return "No story has these words. Fewer words find more; Esc goes back to the intake.";
    if (!this.#desk.rows.size) return "Nothing came in during the last seven days. `dateline run` collects from sources; `dateline ingest FILE` takes a file in.";
    return "No story is as chosen. 0 shows everything; f chooses again.";
  }
}

async function logOut(desk: Desk): Promise<void> {
  const gone = await desk.told.awaited("logging out", fetch("/logout", { method: "POST", headers: { "x-dateline-csrf": desk.me.csrf } }));
  if (gone?.ok) location.assign("/login");
}

async function start(): Promise<void> {
  const place = document.querySelector<HTMLElement>("#desk") as HTMLElement;
  const rows = new Rows();
  try {
    const [me] = await Promise.all([get<Me>("/me"), rows.begin()]);
    signed(me.csrf);
    times.set(me.now);
    const shell = new Shell(new Desk(me, rows, new Told()));
    shell.draw(place);
    follow(rows, (line) => shell.line(line));
    // What a key will ask for lies ready when it is pressed.
    requestIdleCallback(() => void import("./asks"));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    fill(place, h("p", { class: "wrong", role: "alert" }, error.words), h("p", {}, h("a", { href: "/login" }, "Log in")));
  }
}

void start();
