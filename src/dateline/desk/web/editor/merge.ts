/** What has changed since a draft was begun: seen side by side, block by block, and taken in by choice. */

import { cleaned, fill, h } from "../dom";
import { because, fresh, hour, send } from "./tools";
import type { Clash, Proposed, Tools } from "./tools";
import type { Session } from "./session";

/** What a merge needs of the editor. */
export interface Merging {
  tools: Tools;
  session: Session;
  /** Read the article again, and show it. */
  reload(): Promise<void>;
  /** Save the draft as a revision; whether it is one. */
  save(note: string): Promise<boolean>;
}

/** Show what has changed, in an element; it is empty where nothing has. */
export async function merging(host: HTMLElement, at: Merging): Promise<void> {
  if (!(await at.session.flush())) return;
  const answer = await at.tools.api(at.session.path("proposal"));
  if (!answer.ok) {
    at.tools.say(await because(answer));
    return;
  }
  const found = (await answer.json()) as Proposed;
  if (!found.by) {
    fill(host);
    return;
  }
  draw(host, found, at);
}

function draw(host: HTMLElement, found: Proposed, at: Merging): void {
  const clashes = found.conflicts ?? [];
  const take = h("button", { class: "first", type: "button", disabled: clashes.length > 0 }, "Take it in");
  const choices: Record<number, string> = {};
  const choose = (number: number, side: string): void => {
    choices[number] = side;
    take.disabled = Object.keys(choices).length < clashes.length;
  };
  const later = h("button", { type: "button", onclick: () => fill(host) }, "Later");
  const decline = h("button", { type: "button", onclick: () => void declined(host, at) }, "Decline this version");
  take.addEventListener("click", () => void taken(host, found, choices, at, take));
  const title = found.by === "wire" ? `${found.who} has sent a newer version` : `${found.who} has changed this article`;
  const how = found.correction ? " It corrects an error." : "";
  const count = clashes.length ? `${clashes.length} place${clashes.length > 1 ? "s" : ""} where both changed the same words: say whose stand. All the rest is merged.` : "It fits in without a conflict.";
  const changes = (found.changes ?? []).map((change) => cleaned("p", { class: `change ${change.kind.replace(" ", "-")}` }, change.html));
  fill(
    host,
    h("section", { class: "merge", "aria-labelledby": "merge-title" },
      h("h3", { id: "merge-title", tabindex: -1 }, title, h("small", {}, ` ${hour(found.at)}`)),
      h("p", {}, `What you typed is kept.${how} ${count}`),
      clashes.map((clash) => side(clash, found.by === "wire" ? (found.who as string) : "The article now", choose)),
      changes.length ? h("details", { open: !clashes.length }, h("summary", {}, `What changes in your text (${changes.length})`), changes) : null,
      h("p", { class: "buttons" }, take, found.by === "wire" ? decline : null, later)),
  );
  host.querySelector<HTMLElement>("h3")?.focus();
}

const KINDS = { changed: "Both changed this", dropped: "They left out what you changed", cut: "They changed what you had left out" };

function side(clash: Clash, them: string, choose: (number: number, side: string) => void): HTMLElement {
  const where = typeof clash.place === "string" ? clash.place : `block ${clash.place + 1}`;
  const one = (name: "ours" | "theirs", label: string, html: string, words: string): HTMLElement => {
    const input = h("input", { type: "radio", name: `clash-${clash.number}`, value: name, onchange: () => choose(clash.number, name) });
    return h("label", { class: name }, h("span", { class: "who" }, input, label), words ? cleaned("p", {}, html) : h("p", { class: "empty" }, "(left out)"));
  };
  return h("fieldset", { class: "clash" },
    h("legend", {}, `${clash.number}. ${KINDS[clash.clash]} (${where})`),
    h("div", { class: "sides" }, one("ours", "Yours", clash.ours_html, clash.ours), one("theirs", them, clash.theirs_html, clash.theirs)));
}

/** Our own change is merged into the draft; a source's is taken into the article by its verb, once the draft is saved. */
async function taken(host: HTMLElement, found: Proposed, choices: Record<number, string>, at: Merging, button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  const done = found.by === "desk" ? await rebased(choices, at) : await updated(host, found, choices, at);
  button.disabled = false;
  if (!done) return;
  fill(host);
  await at.reload();
  at.tools.say(found.by === "desk" ? "Taken into your draft." : "Taken in; your words stand where you said so.");
}

async function rebased(choices: Record<number, string>, { tools, session }: Merging): Promise<boolean> {
  const answer = await send(tools, "POST", session.path("draft/rebase"), { choices }, { "if-match": `"${session.number}"` });
  if (!answer.ok) tools.say(await because(answer));
  return answer.ok;
}

async function updated(host: HTMLElement, found: Proposed, choices: Record<number, string>, at: Merging): Promise<boolean> {
  const { tools, session } = at;
  if (!(await at.save(`Before ${found.who}'s newer version was taken in`))) return false;
  // Choices are about the conflicts that were seen, and about no others.
  const again = (await (await tools.api(session.path("proposal"))).json()) as Proposed;
  if (again.version !== found.version || JSON.stringify(again.conflicts ?? []) !== JSON.stringify(found.conflicts ?? [])) {
    draw(host, again, at);
    tools.say("Meanwhile it has changed again: look once more. What you typed is saved.");
    return false;
  }
  return verb(at, { choices });
}

async function declined(host: HTMLElement, at: Merging): Promise<void> {
  if (!(await verb(at, { decline: true }))) return;
  fill(host);
  await at.reload();
  at.tools.say("Declined; the article stays as it is, and this version is not proposed again.");
}

async function verb({ tools, session }: Merging, body: unknown): Promise<boolean> {
  const answer = await send(tools, "POST", `/stories/${encodeURIComponent(session.id)}/update`, body, { "idempotency-key": fresh() });
  if (!answer.ok) tools.say(await because(answer));
  return answer.ok;
}
