/** The editor as a page of the desk: `#/edit/ID`, `#/edit/new` for a blank page, `#/edit/new/PLAN` for a plan's. */

import { get } from "../api";
import { publish } from "../asks";
import type { Opened } from "../router";
import type { Desk } from "../state";
import type { Row } from "../types";
import { open as mount } from "./index";
import type { Tools } from "./tools";

export function open(place: HTMLElement, rest: string[], desk: Desk): Opened {
  const id = rest[0] || "new";
  const tools: Tools = {
    api: (path, init = {}) => fetch(`/api/v1${path}`, { ...init, headers: { ...init.headers, "x-dateline-csrf": desk.me.csrf } }),
    say: (words) => desk.told.done(words),
    publish: (article) => void get<{ row: Row }>(`/stories/${encodeURIComponent(article)}`).then(({ row }) => publish(desk, row)),
    go: (hash) => location.assign(hash),
    me: () => desk.me.person,
    sites: () => desk.me.sites,
    source: (code) => desk.me.sources[code] ?? code,
  };
  const before = desk.hand;
  const end = mount(place, id, tools, rest[1]);
  let left = false;
  // Keys mean what is open here, and never the story that the list's cursor was left on.
  desk.take(null);
  if (id !== "new") {
    void desk.story(id).then(({ row }) => {
      desk.rows.meet(row);
      if (!left) desk.take(row);
    }, () => undefined);
  }
  const leave = (): void => {
    left = true;
    end();
    desk.take(before);
  };
  return { title: id === "new" ? "A blank page" : `Editing ${id}`, leave };
}
