/** The line on which the intake is told as it changes. */

import { Refused } from "./api";
import type { Rows } from "./rows";
import type { Row } from "./types";

/** It stands; it is down and tried again; nobody is logged in any more. */
export type Line = "live" | "away" | "out";

/** Follow the intake for as long as the page is open; *state* is told whether the line stands. */
export function follow(rows: Rows, state: (line: Line) => void): void {
  const source = new EventSource(`/api/v1/intake/events?since=${rows.number}`);
  source.onopen = () => state("live");
  source.addEventListener("rows", (event) => {
    rows.number = Number(event.lastEventId);
    const told = JSON.parse(event.data) as { rows: Row[]; gone: string[] };
    rows.change(told.rows, told.gone);
  });
  source.addEventListener("anew", () => {
    source.close();
    void again(rows, state);
  });
  source.onerror = () => {
    state("away");
    // A browser gives up for good where it got an answer that is no stream: we do not.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => void again(rows, state), 2000);
  };
}

async function again(rows: Rows, state: (line: Line) => void): Promise<void> {
  try {
    await rows.begin();
    follow(rows, state);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    state(error.status === 401 ? "out" : "away");
    setTimeout(() => void again(rows, state), 5000);
  }
}
