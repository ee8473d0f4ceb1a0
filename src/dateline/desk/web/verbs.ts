/** The verbs: done in the name of who sits here, told in one line, undone by their inverse. */

import { fresh, verb as send } from "./api";
import type { Command } from "./keys";
import type { Deed, Desk } from "./state";
import { inWords } from "./told";
import type { Row } from "./types";

export type Body = Record<string, unknown>;

/** Do a verb and tell its receipt; what it is refused for is thrown. The same *key* is done once. */
export async function done(desk: Desk, row: Row, verb: string, body: Body, key: string): Promise<void> {
  const receipt = await send(row.id, verb, body, key);
  const deed: Deed = { verb, id: row.id, headline: row.headline, body, receipt };
  desk.forget(row.id);
  if (receipt.entry) desk.did(deed);
  desk.told.done(`${row.headline}: ${inWords(receipt)}`, inverse(desk, deed) ? () => undo(desk) : undefined);
}

/** Do a verb that needs no words: its effect is shown at once, and taken back if it is refused. */
async function atOnce(desk: Desk, verb: string, hoped: Partial<Row>): Promise<void> {
  const row = desk.hand as Row;
  const back = desk.rows.hope(row.id, hoped);
  const receipt = await desk.told.awaited(verb, done(desk, row, verb, {}, fresh()).then(() => true));
  if (receipt) desk.rows.settled(row.id);
  else back();
}

/** What undoes a deed, and what is sent with it; null: nothing that can be done without words does. */
export function inverse(desk: Desk, deed: Deed): { verb: string; body: Body } | null {
  const verb = desk.rule(deed.verb)?.undone_by;
  const { site, collection, other } = deed.body;
  const reason = `undoes entry ${deed.receipt.entry}`;
  if (!deed.receipt.entry || !verb || verb === deed.verb) return null;
  if (verb === "ungather") return { verb, body: { site, collection, reason } };
  if (verb === "unpin") return { verb, body: { site, reason } };
  if (verb === "separate") return { verb, body: { other, reason } };
  return ["spike", "restore", "hold", "release", "withdraw"].includes(verb) ? { verb, body: { reason } } : null;
}

/** Undo what was done last, by the verb that undoes it: a new entry. */
export function undo(desk: Desk): void {
  const deed = desk.deeds.pop();
  if (!deed) return desk.told.wrong("Nothing was done in this tab that could be undone");
  const back = inverse(desk, deed);
  if (!back) return desk.told.wrong(`Nothing undoes ${deed.verb} by itself: ${remedy(deed.verb)}`);
  const row = desk.rows.get(deed.id) ?? ({ id: deed.id, headline: deed.headline } as Row);
  const undone = send(deed.id, back.verb, back.body, fresh()).then((receipt) => {
    desk.forget(deed.id);
    desk.told.done(`Undone: ${row.headline}: ${inWords(receipt)}`);
    return true;
  });
  void desk.told.awaited("undoing", undone).then((ok) => ok || desk.deeds.push(deed));
}

function remedy(verb: string): string {
  return verb === "kill" ? "reissue begins the story anew, at a new address" : "edit or correct it";
}

/** The commands of the verbs; their dialogs come when they are first asked for. */
export function commands(desk: Desk): Command[] {
  const asking = (what: "take" | "judge" | "publish" | "kill" | "correct") => () =>
    void import("./asks").then((asks) => asks[what](desk, desk.hand as Row));
  const why = (verb: string) => () =>
    void import("./asks").then((asks) => asks.reason(desk, desk.hand as Row, verb));
  const command = (verb: string, name: string, keys: string[], run: () => void): Command => {
    return { id: verb, name, group: "Verbs", keys, run, why: () => desk.whyNot(verb) };
  };
  return [
    command("take", "Take", ["t"], asking("take")),
    command("judge", "Judge: what it is worth to whom", ["v"], asking("judge")),
    command("spike", "Spike", ["s"], () => void atOnce(desk, "spike", { status: "spiked" })),
    command("restore", "Restore", ["S"], () => void atOnce(desk, "restore", {})),
    command("publish", "Publish", ["p"], asking("publish")),
    command("hold", "Hold", ["h"], why("hold")),
    command("release", "Release", ["r"], why("release")),
    command("correct", "Correct", ["c"], asking("correct")),
    command("withdraw", "Withdraw", ["w"], why("withdraw")),
    // With Alt it goes through while somebody types, too.
    { ...command("kill", "Kill", ["x", "Alt-x"], asking("kill")), typing: true, over: true, anywhere: true },
    command("reissue", "Reissue", [], why("reissue")),
    {
      id: "undo",
      name: "Undo",
      group: "Verbs",
      keys: ["u", "Ctrl-z"],
      anywhere: true,
      run: () => undo(desk),
    },
  ];
}

/** The verbs that are shown as buttons, in their order. */
export const BUTTONS = ["take", "judge", "spike", "restore", "edit", "publish", "hold", "release", "correct", "withdraw", "kill", "reissue"];
