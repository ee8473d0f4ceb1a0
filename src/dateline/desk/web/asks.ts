/** What is asked before a verb is done: for whom, where, when, why, and what it comes to. */

import { Refused, fresh, get } from "./api";
import { ask } from "./dialog";
import { fill, h, kbd } from "./dom";
import type { Desk } from "./state";
import { exact, now, onWall, toUtc } from "./times";
import type { Consequences, Row, Ruling, Site, Story } from "./types";
import { type Body, done } from "./verbs";

/** What a story is worth to a site's readers, 1 to 3, and why. */
interface Judged {
  site: string;
  value: number;
  reason: string;
}

/** What is sent with take, or with judge alone. */
function judging(verb: "take" | "judge", judgements: Judged[]): Body {
  return verb === "take" ? { sites: judgements.map((one) => one.site), judgements } : { judgements };
}

const FORMS = [
  ["", "as it is"],
  ["report", "report"],
  ["background", "background"],
  ["analysis", "analysis"],
  ["opinion", "opinion"],
] as const;
const VALUES = ["good to know", "worth their time", "must not be missed"];
const REASONS: Record<string, { title: string; wanted: boolean; say: string }> = {
  hold: { title: "Hold", wanted: true, say: "Why it waits; colleagues read it" },
  release: { title: "Release", wanted: true, say: "Why it may go; colleagues read it" },
  withdraw: { title: "Withdraw", wanted: true, say: "Why it is taken back; it may return" },
  reissue: { title: "Reissue", wanted: true, say: "Why the kill was a mistake" },
};

/** For whom, of what value to each site's readers, and why. */
export function take(desk: Desk, row: Row): void {
  worth(desk, row, "take", "Take");
}

/** What it is worth to each site's readers, and why, without taking it. */
export function judge(desk: Desk, row: Row): void {
  worth(desk, row, "judge", "Judge");
}

function worth(desk: Desk, row: Row, verb: "take" | "judge", title: string): void {
  const choices = desk.sites.map((site, number) => valuing(site, number, row.values?.[site.code]));
  const key = fresh();
  const toggles = choices.slice(0, 9).map((choice, number) => [String(number + 1), choice.toggle] as const);
  void ask({
    title,
    body: [
      h("p", { class: "what" }, row.headline),
      h("p", { class: "hint" }, `For which readers, and why. Digits choose a site; then ${VALUES.map((words, index) => `${index + 1}: ${words}`).join(", ")}.`),
      h("ul", { class: "choices" }, choices.map((choice) => choice.element)),
    ],
    does: title,
    keys: Object.fromEntries(toggles),
    focus: choices[0]?.box,
    run: async () => done(desk, row, verb, judging(verb, some(choices.flatMap((choice) => choice.judged() ?? []))), key),
  });
}

/** What was chosen, if anything was. */
function some<T>(chosen: T[]): T[] {
  if (!chosen.length) throw new Refused(422, { title: "No site is chosen", detail: "a digit chooses one" });
  return chosen;
}

function valuing(site: Site, number: number, known = 2) {
  const box = h("input", { type: "checkbox", id: `take-${site.code}` });
  const reason = h("input", { type: "text", maxlength: "500", placeholder: "Why", "aria-label": `Why for ${site.name}` });
  const radios = VALUES.map((words, index) =>
    h("input", { type: "radio", name: `value-${site.code}`, value: String(index + 1), "aria-label": `${index + 1}: ${words}`, title: words, checked: index + 1 === known }),
  );
  const labels = radios.map((radio, index) => h("label", { title: VALUES[index] as string }, radio, index + 1));
  const more = h(
    "div",
    { class: "more", hidden: true },
    h("fieldset", { class: "value" }, h("legend", { class: "unseen" }, `Value to the readers of ${site.name}`), labels),
    reason,
  );
  const show = () => {
    more.hidden = !box.checked;
    reason.required = box.checked;
  };
  box.addEventListener("change", show);
  const element = h(
    "li",
    {},
    h("label", { for: box.id }, box, h("b", {}, site.name), h("span", { class: "hint" }, site.readers), number < 9 ? kbd(String(number + 1)) : null),
    more,
  );
  return {
    element,
    box,
    toggle: () => {
      box.checked = !box.checked;
      show();
      if (box.checked) (radios.find((radio) => radio.checked) ?? box).focus();
    },
    judged: (): Judged | null =>
      box.checked ? { site: site.code, value: 1 + radios.findIndex((radio) => radio.checked), reason: reason.value.trim() } : null,
  };
}

/** Why; and for a hold, until when. */
export function reason(desk: Desk, row: Row, verb: string): void {
  const asked = REASONS[verb] ?? { title: verb, wanted: true, say: "Why" };
  const words = h("textarea", { rows: "2", maxlength: "2000", required: asked.wanted, id: "reason" });
  const until = h("input", { type: "datetime-local", id: "until" });
  const touched = h("p", { class: "hint" });
  const key = fresh();
  void consequences(row, verb).then((told) => fill(touched, told?.outputs.length ? told.words : ""));
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  void ask({
    title: asked.title,
    body: [
      h("p", { class: "what" }, row.headline),
      touched,
      h("label", { for: words.id }, asked.say),
      words,
      ...(verb === "hold" ? [h("label", { for: until.id }, `Until (${here}); until it is released, if empty`), until] : []),
    ],
    does: asked.title,
    focus: words,
    run: () => {
      const more = verb === "hold" && until.value ? { until: toUtc(until.value, here) } : {};
      return done(desk, row, verb, { reason: words.value.trim(), ...more }, key);
    },
  });
}

/** An error that readers saw. */
export function correct(desk: Desk, row: Row): void {
  const wrong = h("textarea", { rows: "2", maxlength: "2000", required: true, id: "wrong" });
  const right = h("textarea", { rows: "2", maxlength: "2000", required: true, id: "right" });
  const headline = h("input", { type: "text", maxlength: "2000", id: "headline", placeholder: row.headline });
  const key = fresh();
  void ask({
    title: "Correct",
    body: [
      h("p", { class: "what" }, row.headline),
      h("label", { for: "wrong" }, "What it said, as readers are told"),
      wrong,
      h("label", { for: "right" }, "What it should have said"),
      right,
      h("label", { for: "headline" }, "New headline, if the error was in it"),
      headline,
    ],
    does: "Correct",
    focus: wrong,
    run: () => {
      const more = headline.value.trim() ? { headline: headline.value.trim() } : {};
      return done(desk, row, "correct", { wrong: wrong.value.trim(), right: right.value.trim(), ...more }, key);
    },
  });
}

/** Kill: states what it comes to; the second key does it. */
export function kill(desk: Desk, row: Row): void {
  const touches = h("p", { class: "grave", role: "status" }, "Looking what it touches …");
  const words = h("input", { type: "text", maxlength: "2000", id: "reason", value: "must not be used" });
  const key = fresh();
  const ready = consequences(row, "kill").then((told) => {
    const list = told ? told.outputs.slice(0, 400).map((out) => h("li", {}, `${out.site} ${out.path}`)) : [];
    fill(touches, told ? `${told.words[0]?.toUpperCase()}${told.words.slice(1)}.` : "What it touches could not be found out; it can be killed all the same.");
    if (list.length) touches.after(h("details", {}, h("summary", {}, "Which"), h("ul", { class: "outputs" }, list)));
  });
  void ask({
    title: "Kill",
    grave: true,
    ready,
    body: [
      h("p", { class: "what" }, row.headline),
      touches,
      h("p", { class: "hint" }, "For ever: nothing follows a kill but reissue, at a new address."),
      h("label", { for: words.id }, "Reason"),
      words,
    ],
    does: "Kill",
    run: () => done(desk, row, "kill", { reason: words.value.trim() || "must not be used" }, key),
  });
}

async function consequences(row: Row, verb: string): Promise<Consequences | null> {
  try {
    return await get<Consequences>(`/stories/${encodeURIComponent(row.id)}/consequences?verb=${verb}`);
  } catch {
    return null;
  }
}

/** Where, in which section, at home where, when; and what may be shown there until when, and why. */
export function publish(desk: Desk, row: Row): void {
  const places = desk.sites.map((site, number) => placing(site, number, row.sites ?? []));
  const zone = () => (desk.site(home.value) ?? places.find((place) => place.box.checked)?.site ?? desk.sites[0])?.timezone ?? "UTC";
  const home = h("select", { id: "home" });
  const at = h("input", { type: "datetime-local", id: "at" });
  const form = h("select", { id: "form" }, FORMS.map(([value, words]) => h("option", { value }, words)));
  const atLabel = h("label", { for: "at" });
  const clock = h("p", { class: "hint" });
  const key = fresh();
  const changed = () => {
    const chosen = places.filter((place) => place.box.checked);
    const before = home.value;
    fill(home, h("option", { value: "" }, "as it is, or the first"), chosen.map((place) => h("option", { value: place.site.code }, place.site.name)));
    if (chosen.some((place) => place.site.code === before)) home.value = before;
    fill(atLabel, `At, by ${zone()}`);
    fill(clock, `Now it is ${onWall(now(), zone()).slice(11)}; empty: at once`);
  };
  for (const place of places) place.box.addEventListener("change", changed);
  home.addEventListener("change", changed);
  changed();
  void desk.story(row.id).then((story) => places.forEach((place) => place.rule(story)));
  const toggles = places.slice(0, 9).map((place, number) => [String(number + 1), () => place.box.click()] as const);
  const fields = h("div", { class: "fields" }, h("div", {}, h("label", { for: "home" }, "Home"), home), h("div", {}, atLabel, at, clock), h("div", {}, h("label", { for: "form" }, "Form"), form));
  void ask({
    title: "Publish",
    body: [
      h("p", { class: "what" }, row.headline),
      h("p", { class: "hint" }, "Digits choose a site."),
      h("ul", { class: "choices" }, places.map((place) => place.element)),
      fields,
    ],
    does: "Publish",
    keys: Object.fromEntries(toggles),
    focus: places[0]?.box,
    run: async () => {
      const chosen = some(places.filter((place) => place.box.checked));
      const sections = Object.fromEntries(chosen.filter((p) => p.section.value).map((p) => [p.site.code, p.section.value]));
      const body: Body = { sites: chosen.map((place) => place.site.code), sections, home: home.value, form: form.value };
      if (at.value) body["at"] = toUtc(at.value, zone());
      return done(desk, row, "publish", body, key);
    },
  });
}

function placing(site: Site, number: number, stands: string[]) {
  const box = h("input", { type: "checkbox", id: `publish-${site.code}` });
  const section = h(
    "select",
    { "aria-label": `Section on ${site.name}` },
    h("option", { value: "" }, "section by topic"),
    site.sections.map(([slug, title]) => h("option", { value: slug }, title)),
  );
  const ruled = h("span", { class: "ruled" }, "…");
  const more = h("div", { class: "more", hidden: !box.checked }, section, ruled);
  box.addEventListener("change", () => (more.hidden = !box.checked));
  const element = h("li", {}, h("label", { for: box.id }, box, h("b", {}, site.name), stands.includes(site.code) ? h("span", { class: "hint" }, "stands there") : null, number < 9 ? kbd(String(number + 1)) : null), more);
  const rule = (story: Story) => fill(ruled, inWords(story.rulings.find((one) => one.site === site.code && one.use === "display")));
  return { element, box, section, site, rule };
}

function inWords(ruling: Ruling | undefined): HTMLElement {
  if (!ruling) return h("span", {}, "nothing is ruled for this site");
  const may = ruling.allowed ? (ruling.excerpt ? `${ruling.excerpt} words` : "allowed") : "refused";
  const until = ruling.until ? [" until ", h("time", { datetime: ruling.until }, exact(ruling.until))] : [];
  return h("span", { class: ruling.allowed ? null : "refused" }, h("b", {}, may), ...until, `: ${ruling.because}`);
}
