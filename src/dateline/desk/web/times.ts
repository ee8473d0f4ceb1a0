/** Moments as they are told: relative to the newsroom's clock, exact on hover, and in a site's own zone. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** What the newsroom's clock is ahead of the browser's. */
let ahead = 0;

/** Go by the newsroom's clock. */
export function set(now: string): void {
  ahead = Date.parse(now) - Date.now();
}

/** The newsroom's moment, in milliseconds. */
export function now(): number {
  return Date.now() + ahead;
}

/** How long ago: `now`, `4 min`, `3 h`, `2 d`, then the day. Ahead of us: `in 4 min`. */
export function ago(moment: number): string {
  const past = now() - moment;
  const span = Math.abs(past);
  if (span < MINUTE) return "now";
  const words = span < HOUR ? `${Math.floor(span / MINUTE)} min` : span < DAY ? `${Math.floor(span / HOUR)} h` : `${Math.floor(span / DAY)} d`;
  if (span >= 7 * DAY) {
    const day = new Date(moment);
    const year = day.getUTCFullYear() === new Date(now()).getUTCFullYear() ? "" : ` ${day.getUTCFullYear()}`;
    return `${MONTHS[day.getUTCMonth()]} ${day.getUTCDate()}${year}`;
  }
  return past < 0 ? `in ${words}` : words;
}

const EXACT = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZone: "UTC",
});

/** To the second: `30 Jan 2020, 19:08:21 UTC`. */
export function exact(moment: string): string {
  return `${EXACT.format(Date.parse(moment))} UTC`;
}

/** A `<time>`: how long ago, and exactly when on hover. */
export function time(moment: string): HTMLTimeElement {
  const element = document.createElement("time");
  element.dateTime = moment;
  element.title = exact(moment);
  element.textContent = ago(Date.parse(moment));
  return element;
}

/** What a clock on a wall in that zone shows: `2020-01-30T21:08`. */
export function onWall(moment: number, zone: string): string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  return format.format(moment).replace(" ", "T");
}

/** The moment at which a wall clock of that zone shows this, as ISO 8601 in UTC. */
export function toUtc(wall: string, zone: string): string {
  const meant = Date.parse(`${wall}Z`);
  let moment = meant;
  // Twice: near the change to or from summer time the first guess may lie on the other side of it.
  for (let round = 0; round < 2; round++) moment += meant - Date.parse(`${onWall(moment, zone)}Z`);
  return new Date(moment).toISOString();
}
