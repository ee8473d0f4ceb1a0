/** What the parts of the desk share: who works here, the rows, and the story that is in hand. */

import { get } from "./api";
import type { Rows } from "./rows";
import type { Told } from "./told";
import type { Me, Receipt, Row, Rule, Site, Story } from "./types";

/** A verb that was done here, with what was sent. */
export interface Deed {
  verb: string;
  id: string;
  headline: string;
  body: Record<string, unknown>;
  receipt: Receipt;
}

export class Desk {
  /** What was done in this tab, the last last. */
  readonly deeds: Deed[] = [];
  #hand: Row | null = null;
  #handed: ((row: Row | null) => void)[] = [];
  #done: ((deed: Deed) => void)[] = [];
  #stories = new Map<string, { entry: number; story: Promise<Story> }>();

  constructor(
    readonly me: Me,
    readonly rows: Rows,
    readonly told: Told,
  ) {}

  /** The story that verbs are done to: the one that is open, or under the cursor. */
  get hand(): Row | null {
    return this.#hand && (this.rows.get(this.#hand.id) ?? this.#hand);
  }

  /** Take a story in hand, or none. */
  take(row: Row | null): void {
    this.#hand = row;
    for (const handed of this.#handed) handed(row);
  }

  /** Be told when another story is in hand. */
  onHand(handed: (row: Row | null) => void): void {
    this.#handed.push(handed);
  }

  /** A verb was done here. */
  did(deed: Deed): void {
    this.deeds.push(deed);
    for (const done of this.#done) done(deed);
  }

  /** Be told of verbs that were done here. */
  onDeed(done: (deed: Deed) => void): void {
    this.#done.push(done);
  }

  /** A story, whole; asked for once as long as it does not change. */
  story(id: string): Promise<Story> {
    const entry = this.rows.get(id)?.entry ?? 0;
    const known = this.#stories.get(id);
    if (known && known.entry === entry) return known.story;
    const story = get<Story>(`/stories/${encodeURIComponent(id)}`);
    this.#stories.set(id, { entry, story });
    story.catch(() => this.#stories.delete(id));
    const oldest = this.#stories.size > 50 ? this.#stories.keys().next().value : undefined;
    if (oldest !== undefined) this.#stories.delete(oldest);
    return story;
  }

  /** What was known of a story is no longer so. */
  forget(id: string): void {
    this.#stories.delete(id);
  }

  /** The line of the status table for a verb. */
  rule(verb: string): Rule | undefined {
    return this.me.rules.find((rule) => rule.verb === verb);
  }

  /** Why a verb cannot be done to what is in hand; empty: it can, as far as one knows here. */
  whyNot(verb: string): string {
    const row = this.hand;
    if (!row) return "No story is in hand: j puts the cursor on the first";
    if (!this.me.acts.includes(verb)) return `${verb} is not for ${this.me.person.name}: ask a duty editor or the owner`;
    const rule = this.rule(verb);
    return !rule || rule.to.includes(row.status) ? "" : `It is ${row.status}: ${verb} is for what is ${rule.to.join(", ")}`;
  }

  /** The sites that who works here works for. */
  get sites(): Site[] {
    const own = this.me.person.sites;
    return own?.length ? this.me.sites.filter((site) => own.includes(site.code)) : this.me.sites;
  }

  site(code: string): Site | undefined {
    return this.me.sites.find((site) => site.code === code);
  }

  /** Where readers find a path of a site. */
  address(site: string, path: string): string {
    return `${location.protocol}//${this.site(site)?.host ?? site}${path}`;
  }
}
