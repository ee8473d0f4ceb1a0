/** People: who works here and what each may do, for the owner; passwords, sessions and tokens of one's own, for everybody. */

import { get, send } from "../api";
import { ask } from "../dialog";
import { fill, h, kbd } from "../dom";
import { add, keyOf, run } from "../keys";
import type { Opened } from "../router";
import type { Desk } from "../state";
import { Own, named } from "./own";

interface Person {
  id: string;
  name: string;
  role: string;
  sites?: string[];
  active?: boolean;
}

const ROLES: [string, string][] = [
  ["reader", "reader: sees everything, does nothing"],
  ["editor", "editor: takes, edits, publishes, holds, pins"],
  ["duty-editor", "duty editor: also kills, withdraws, releases, makes rules"],
  ["owner", "owner: also says who works here"],
];

export async function open(place: HTMLElement, _rest: string[], desk: Desk): Promise<Opened> {
  const own = new Own(desk);
  const page = new People(desk);
  const owner = desk.me.acts.includes("people");
  fill(place, h("div", { class: "sheet" }, owner ? page.element : null, own.element));
  const remove = add({ id: "people-add", name: "Let somebody work here", group: "People", keys: ["a"], anywhere: true, run: () => page.edit(null), why: () => (owner ? "" : "People are for the owner") }, ...own.commands());
  await Promise.all([owner ? page.read() : null, own.read()]);
  return { title: "People", leave: remove };
}

class People {
  readonly element = h("section", { "aria-label": "People" });
  #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  async read(): Promise<void> {
    const people = await this.#desk.told.awaited("reading", get<Person[]>("/people"));
    if (!people) return;
    const heads = ["Id", "Name", "Role", "Works for", ""].map((name) => h("th", { scope: "col" }, name || h("span", { class: "unseen" }, "Change")));
    const rows = people.map((person) =>
      h(
        "tr",
        { class: person.active === false ? "left" : null },
        h("td", {}, h("b", {}, person.id)),
        h("td", {}, person.name),
        h("td", {}, person.active === false ? "has left" : person.role.replace("-", " ")),
        h("td", {}, person.sites?.length ? person.sites.map((code) => this.#desk.site(code)?.name ?? code).join(", ") : "all sites"),
        h("td", { class: "does" }, h("button", { type: "button", "aria-label": `Change ${person.name}`, onclick: () => this.edit(person) }, "Change"), this.#leaving(person)),
      ),
    );
    fill(
      this.element,
      h("div", { class: "title" }, h("h2", {}, "People"), h("button", { type: "button", onclick: () => run("people-add") }, "Let somebody work here ", kbd(keyOf("people-add")))),
      h("p", { class: "hint" }, "An id stands in the ledger beside all that its person did, and is theirs for good. Who leaves keeps it, and comes back as who they were."),
      h("div", { class: "wide" }, h("table", {}, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, rows))),
    );
  }

  #leaving(person: Person): HTMLElement {
    const back = person.active === false;
    const words = back ? `${person.name} is back` : `${person.name} has left: logged out everywhere, and nothing they did has changed`;
    const change = (active: boolean) => send<Person>("PATCH", `/people/${encodeURIComponent(person.id)}`, { active });
    const click = async () => {
      if (!(await this.#desk.told.awaited("changing", change(back)))) return;
      await this.read();
      this.element.querySelector<HTMLElement>(`[aria-label="Change ${CSS.escape(person.name)}"]`)?.focus();
      this.#desk.told.done(words);
    };
    return h("button", { type: "button", class: "quiet", "aria-label": back ? `${person.name} returns` : `${person.name} leaves`, onclick: () => void click() }, back ? "Returns" : "Leaves");
  }

  /** Ask about somebody; null: somebody new. */
  edit(person: Person | null): void {
    const id = h("input", { type: "text", id: "person-id", required: !person, maxlength: "40", autocapitalize: "off", autocomplete: "username", spellcheck: "false", placeholder: "ada" });
    const name = h("input", { type: "text", id: "person-name", autocomplete: "off", maxlength: "120", value: person?.name ?? "" });
    const role = h("select", { id: "person-role" }, ROLES.map(([value, words]) => h("option", { value, selected: value === (person?.role ?? "editor") }, words)));
    const password = h("input", { type: "password", id: "person-password", autocomplete: "new-password", maxlength: "200", required: !person });
    const boxes = this.#desk.me.sites.map((site) => h("input", { type: "checkbox", value: site.code, id: `person-at-${site.code}`, checked: person?.sites?.includes(site.code) ?? false }));
    const sites = boxes.map((box) => h("label", { for: box.id }, box, this.#desk.site(box.value)?.name ?? box.value));
    void ask({
      title: person ? `Change ${person.id}` : "Let somebody work here",
      body: [
        ...(person ? [named(person.id)] : [h("label", { for: "person-id" }, "Id: small letters, digits and hyphens; for good"), id]),
        h("label", { for: "person-name" }, "Name"),
        name,
        h("label", { for: "person-role" }, "Role"),
        role,
        h("fieldset", { class: "sites" }, h("legend", {}, "Works for; for all sites, if none is chosen"), sites),
        h("label", { for: "person-password" }, person ? "New password, of 10 letters or more; as it was, if empty" : "Password, of 10 letters or more"),
        password,
      ],
      does: person ? "Change" : "Let them in",
      focus: person ? name : id,
      run: async () => {
        const said = { name: name.value, role: role.value, sites: boxes.filter((box) => box.checked).map((box) => box.value), password: password.value };
        if (person) await send("PATCH", `/people/${encodeURIComponent(person.id)}`, said);
        else await send("POST", "/people", { id: id.value.trim(), ...said });
        await this.read();
        this.#desk.told.done(person ? `${name.value || person.id} was changed${password.value ? "; they log in by the new password" : ""}` : `${name.value || id.value} logs in as ${id.value.trim()}`);
      },
    });
  }
}
