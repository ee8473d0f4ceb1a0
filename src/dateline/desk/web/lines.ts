/** Which lines the list shows, in their order: what a view chooses, with near-copies folded under one. Pure. */

import type { Row } from "./types";

export interface Line {
  id: string;
  /** Its near-copies that are folded under it; 0: none. */
  folded: number;
  /** Whether it stands under another line, which was opened. */
  under: boolean;
}

/**
 * The lines of these rows.
 *
 * A group stands where its first story does, or else its latest, so that a new copy moves nothing.
 */
export function linesOf(rows: readonly Row[], opened: ReadonlySet<string>): Line[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    if (!row.group) continue;
    const found = groups.get(row.group);
    if (found) found.push(row);
    else groups.set(row.group, [row]);
  }
  const lines: Line[] = [];
  for (const row of rows) {
    const group = row.group ? groups.get(row.group) : undefined;
    if (!group || group.length === 1) {
      lines.push({ id: row.id, folded: 0, under: false });
      continue;
    }
    const head = group.find((one) => one.id === one.group) ?? (group[0] as Row);
    if (row !== head) continue;
    lines.push({ id: row.id, folded: group.length - 1, under: false });
    if (!opened.has(row.group as string)) continue;
    for (const one of group) if (one !== head) lines.push({ id: one.id, folded: 0, under: true });
  }
  return lines;
}
