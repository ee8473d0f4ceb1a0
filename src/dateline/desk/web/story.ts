/** A story, whole: its words as sent, its versions, what may be done with it, where it stands, who decided what. */

import { Refused, get } from "./api";
import { counting } from "./dialog";
import { cleaned, fill, h, kbd } from "./dom";
import type { Desk } from "./state";
import { inWords } from "./told";
import { exact, time } from "./times";
import type { Compared, Consequences, Decision, Held, Receipt, Row, Ruling, Story, Version } from "./types";

export class StoryPane {
  readonly element = h("article", { class: "story", "aria-label": "Story", tabindex: "-1", id: "story" });
  #desk: Desk;
  #shown = "";
  /** The later of two versions that are compared: so they stay when the story is drawn again. */
  #compared = 0;
  #read: Promise<unknown> = Promise.resolve();

  constructor(desk: Desk) {
    this.#desk = desk;
    this.empty();
  }

  /** Nothing is open. */
  empty(): void {
    this.#shown = "";
    fill(this.element, h("p", { class: "empty" }, "No story is open. ", kbd("j"), " ", kbd("k"), " move, ", kbd("Enter"), " opens."));
  }

  /** Show a story: what the row says at once, the rest as it comes. */
  async show(row: Row): Promise<void> {
    const again = this.#shown === row.id;
    this.#shown = row.id;
    if (!again) this.#compared = 0;
    const wait = h("p", { class: "wait", role: "status" });
    if (!again) {
      fill(this.element, h("h2", {}, row.headline), h("p", { class: "facts" }, `${row.source.toUpperCase()} · `, time(row.received)), wait);
      this.element.scrollTop = 0;
    }
    const end = counting((words) => fill(wait, words), "reading");
    try {
      const read = this.#desk.story(row.id);
      this.#read = read;
      const story = await read;
      if (this.#shown === row.id) this.#draw(story);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (this.#shown === row.id) fill(this.element, h("h2", {}, row.headline), h("p", { class: "wrong", role: "alert" }, error.words));
    } finally {
      end();
    }
  }

  /** Show what changed from the version before. */
  async differ(): Promise<void> {
    await this.#read.catch(() => undefined);
    const button = this.element.querySelector<HTMLElement>(".versions button");
    if (button) button.click();
    else this.#desk.told.wrong(this.#shown ? "There is one version alone" : "Open a story first, with Enter");
  }

  #draw(story: Story): void {
    const { row } = story;
    const outputs = h("section", { class: "outputs" });
    const words = h("div", { class: "words", dir: story.direction ?? "ltr", lang: row.language || null });
    words.append(...(story.body_html ?? []).map((html) => cleaned("div", { class: "block" }, html)));
    fill(
      this.element,
      h("h2", { dir: story.direction ?? "ltr" }, row.headline),
      story.standfirst ? h("p", { class: "standfirst" }, story.standfirst) : null,
      h("p", { class: "facts" }, [story.byline, story.dateline, story.source_name].filter(Boolean).join(" · ")),
      row.alert ? h("p", { class: "alert" }, row.alert) : null,
      notes(story),
      words,
      story.credit ? h("p", { class: "hint" }, `Credit: ${story.credit}`) : null,
      this.#versions(story),
      rulings(this.#desk, story.rulings),
      outputs,
      timeline(story.decisions, this.#receipts(row.id)),
    );
    void this.#outputs(row.id, outputs);
  }

  #receipts(id: string): Map<number, Receipt> {
    const own = this.#desk.deeds.filter((deed) => deed.id === id);
    return new Map(own.map((deed) => [deed.receipt.entry, deed.receipt]));
  }

  #versions(story: Story): HTMLElement {
    const place = h("div", { class: "diff" });
    const items = story.versions.map((version, number) => {
      const before = story.versions[number - 1];
      const differ = async () => {
        await this.#compare(story.row.id, before as Version, version, place);
        place.scrollIntoView({ block: "nearest" });
      };
      if (before && version.entry === this.#compared) void this.#compare(story.row.id, before, version, place);
      return h(
        "li",
        {},
        h("b", {}, `Version ${version.number}`),
        version.current ? " in force" : "",
        " · ",
        time(version.received),
        ` · ${version.words} words`,
        [version.kind, version.status === "usable" ? "" : version.status, version.doubt].filter(Boolean).map((what) => ` · ${what}`).join(""),
        version.embargo ? ` · embargoed until ${exact(version.embargo)}` : "",
        version.expires ? ` · expires ${exact(version.expires)}` : "",
        before ? h("button", { type: "button", class: "quiet", onclick: differ }, "What changed ", number === story.versions.length - 1 ? kbd("d") : null) : null,
      );
    });
    items.reverse();
    return h("section", { class: "versions" }, h("h3", {}, "Versions"), h("ol", {}, items), place);
  }

  async #compare(id: string, before: Version, after: Version, place: HTMLElement): Promise<void> {
    const path = `/stories/${encodeURIComponent(id)}/versions/${before.entry}/${after.entry}`;
    const found = await this.#desk.told.awaited("comparing", get<Compared>(path));
    if (!found) return;
    this.#compared = after.entry;
    fill(
      place,
      h("p", { class: "hint", role: "status" }, `Version ${before.number} → ${after.number}: `, h("ins", {}, "new"), ", ", h("del", {}, "gone")),
      cleaned("p", { class: "headline" }, found.headline),
      found.paragraphs.map((one) => cleaned("p", { class: one.kind === "same" ? "same" : null }, one.html)),
    );
  }

  async #outputs(id: string, place: HTMLElement): Promise<void> {
    let held: Held[];
    try {
      held = (await get<Consequences>(`/stories/${encodeURIComponent(id)}/consequences`)).outputs;
    } catch {
      return fill(place, h("h3", {}, "Outputs"), h("p", { class: "wrong" }, "Where it stands could not be read; open it again."));
    }
    if (!held.length) return fill(place, h("h3", {}, "Outputs"), h("p", { class: "hint" }, "No output of ours holds its words."));
    const sites = [...Map.groupBy(held, (one) => one.site)].map(([site, outs]) =>
      h(
        "details",
        {},
        h("summary", {}, `${this.#desk.site(site)?.name ?? site}: ${outs.length}`),
        h("ul", {}, outs.map((out) => h("li", {}, h("a", { href: this.#desk.address(site, out.path), target: "_blank", rel: "noopener" }, out.path)))),
      ),
    );
    fill(place, h("h3", {}, `Outputs that hold its words: ${held.length}`), sites);
  }
}

function notes(story: Story): HTMLElement | null {
  const all = [...(story.notes ?? []), ...story.versions.flatMap((version) => version.notes ?? []), story.usage ?? ""].filter(Boolean);
  const words = [...new Set(all)];
  return words.length ? h("aside", { class: "notes", "aria-label": "From its source" }, words.map((note) => h("p", {}, note))) : null;
}

/** A line for each use that is ruled alike on the same sites. */
function rulings(desk: Desk, ruled: Ruling[]): HTMLElement {
  const alike = Map.groupBy(ruled, (one) => JSON.stringify([one.use, one.allowed, one.because, one.until, one.excerpt]));
  const rows = [...alike.values()].map((same) => {
    const one = same[0] as Ruling;
    const everywhere = same.length === desk.me.sites.length;
    const may = one.allowed ? (one.excerpt ? `${one.excerpt} words` : "allowed") : "refused";
    return h(
      "tr",
      { class: one.allowed ? null : "refused" },
      h("td", {}, one.use),
      h("td", {}, everywhere ? "all sites" : same.map((ruling) => ruling.site).join(", ")),
      h("td", {}, may),
      h("td", {}, one.until ? time(one.until) : ""),
      h("td", {}, one.because),
    );
  });
  const heads = ["Use", "Sites", "May we", "Until", "Because"].map((name) => h("th", { scope: "col" }, name));
  return h("section", { class: "rulings" }, h("h3", {}, "Rights"), h("div", { class: "wide", tabindex: "0", role: "group", "aria-label": "Rights" }, h("table", {}, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, rows))));
}

/** What a verb that was done in this tab came to, output by output. */
function receipt(one: Receipt | undefined): HTMLElement | null {
  if (!one) return null;
  if (!one.outputs.length) return h("span", { class: "hint" }, inWords(one));
  const outs = one.outputs.map((out) => h("li", {}, `${out.site} ${out.path} ${out.state}, ${Math.round(out.ms)} ms`));
  return h("details", { class: "outputs" }, h("summary", {}, inWords(one)), h("ul", {}, outs));
}

function timeline(decisions: Decision[], receipts: Map<number, Receipt>): HTMLElement {
  const items = decisions.map((one) =>
    h(
      "li",
      {},
      time(one.at),
      " ",
      h("b", {}, one.deed),
      ` by ${one.by}, entry ${one.entry}`,
      one.moment ? `, for ${exact(one.moment)}` : "",
      one.reason ? h("span", { class: "reason" }, one.reason) : null,
      receipt(receipts.get(one.entry)),
    ),
  );
  const none = h("p", { class: "hint" }, "Nobody has decided anything yet. ", kbd("t"), " takes it, ", kbd("s"), " puts it aside.");
  return h("section", { class: "timeline" }, h("h3", {}, "Decisions"), items.length ? h("ol", {}, items) : none);
}
