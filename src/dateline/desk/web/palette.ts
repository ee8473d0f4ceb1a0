/** The palette: all that a button does, every view, site and source, found by a few letters. */

import { all, run, shown } from "./keys";
import { type Item, pick } from "./picker";

/** Open it, with what there is beside the commands. */
export function palette(more: Item[]): void {
  const commands = all().filter((command) => !command.moves);
  const items = commands.map((command) => ({
    name: command.name,
    group: command.group.toLowerCase(),
    key: shown(command.keys[0]),
    why: command.why?.() ?? "",
    choose: () => run(command.id),
  }));
  pick("What to do?", [...items, ...more]);
}
