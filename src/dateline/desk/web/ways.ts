/** The palette's ways to the desk's other pages. */

import type { Item } from "./picker";
import { go } from "./router";
import type { Desk } from "./state";

/** Where one can go from anywhere. */
export function ways(desk: Desk): Item[] {
  const way = (name: string, address: string): Item => ({ name, group: "page", choose: () => go(address) });
  const fronts = desk.me.sites.map(({ code, name }) => way(`Front of ${name}`, `fronts/${code}`));
  const own = desk.me.acts.includes("people") ? "People, and your own password and tokens" : "Your own password, sessions and tokens";
  return [...fronts, way("Rules of the desk", "rules"), way(own, "people")];
}
