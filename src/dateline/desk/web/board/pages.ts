/** The ways to the board, the logs and the numbers: commands, so that keys, help and palette have them. */

import type { Command } from "../keys";
import { go } from "../router";

const PAGES: readonly [address: string, name: string, ...keys: string[]][] = [
  ["board", "Board", "b"],
  ["handover", "Handover sheet", "H"],
  ["numbers", "Numbers", "N"],
  ["sources", "Sources: how they do"],
  ["expiring", "Rights that end soon"],
  ["corrections", "Corrections log"],
  ["audit", "Audit: who decided what"],
];

/** Commands that open them. */
export function pages(): Command[] {
  return PAGES.map(([address, name, ...keys]) => ({ id: `go-${address}`, name, group: "Pages", keys, anywhere: true, run: () => go(address) }));
}
