/** What is to be done with a front and is not done yet: arithmetic of places alone. */

import type { Change, Made, Shelf, Slot } from "./types";

/** What one change is about: a later one about the same takes its place. */
function about(change: Change): string {
  return change.verb === "pin" || change.verb === "unpin" ? `pin ${change.id}` : `${change.collection} ${change.id}`;
}

/** Changes with others added; what would leave things as they are is left out. */
export function merged(before: readonly Change[], more: readonly Change[], done: Made): Change[] {
  const kept = new Map(before.map((change) => [about(change), change]));
  for (const change of more) {
    kept.delete(about(change));
    if (!same(change, done)) kept.set(about(change), change);
  }
  return [...kept.values()];
}

/** Whether a change would leave a front as it is. */
function same(change: Change, done: Made): boolean {
  const back = inverse(change, done);
  return (
    back.verb === change.verb &&
    (change.verb === "unpin" || change.verb === "ungather" || (back.place === change.place && back.until === change.until))
  );
}

/** What brings back what is so now, once a change is done. */
export function inverse(change: Change, done: Made): Change {
  const { id, collection } = change;
  if (change.verb === "pin" || change.verb === "unpin") {
    const pin = slots(done).find((slot) => slot.article === id && slot.pin)?.pin;
    return pin ? { verb: "pin", id, place: pin.place, ...(pin.until ? { until: pin.until } : {}) } : { verb: "unpin", id };
  }
  const member = done.collections.find((one) => one.slug === collection)?.slots.find((slot) => slot.article === id);
  if (!member) return { verb: "ungather", id, collection: collection as string };
  return { verb: "gather", id, collection: collection as string, ...(member.place ? { place: member.place } : {}) };
}

/** All slots of a front, those of its first places first. */
export function slots(front: Made): Slot[] {
  return [...front.first, ...front.waiting, ...front.days.flatMap((day) => day.slots), ...front.collections.flatMap((one) => one.slots)];
}

function pinned(slot: Slot, place: number): Change {
  return { verb: "pin", id: slot.article, place, ...(slot.pin?.until ? { until: slot.pin.until } : {}) };
}

/**
 * An article gets a place. Others that have it, and those next to it, move on by one towards where it came from, so that
 * no place is given twice.
 */
export function placed(front: Made, slot: Slot, to: number): Change[] {
  const from = front.first.findIndex((one) => one.article === slot.article) + 1;
  const step = from && from < to ? -1 : 1;
  const given = new Map([...front.first, ...front.waiting].filter((one) => one.pin && one.article !== slot.article).map((one) => [one.pin?.place, one]));
  const changes = [pinned(slot, to)];
  for (let place = to; given.has(place) && place + step >= 1 && place + step <= front.places; place += step) {
    changes.push(pinned(given.get(place) as Slot, place + step));
  }
  return changes;
}

/** A collection with an article more, that has no place in it yet: after those that have one, by its day. */
export function joined({ kind, slots: some }: Shelf, slot: Slot): Slot[] {
  const later = (one: Slot) => (kind === "timeline" ? one.published > slot.published : one.published < slot.published);
  const at = some.findIndex((one) => !one.place && later(one));
  return some.toSpliced(at < 0 ? some.length : at, 0, { ...slot, place: 0 });
}

/** An article gets a place in a collection; all before it get theirs, so that it stays where it was put. */
export function shelved(some: readonly Slot[], collection: string, from: number, to: number): Change[] {
  const order = [...some];
  order.splice(to, 0, ...order.splice(from, 1));
  const last = Math.max(to, order.findLastIndex((slot) => slot.place));
  return order
    .slice(0, last + 1)
    .map((slot, index): Change => ({ verb: "gather", id: slot.article, collection, place: index + 1 }))
    .filter((change, index) => order[index]?.place !== change.place);
}
