/** The shapes of the fronts' API. */

export interface Given {
  place: number;
  until?: string;
  by?: string;
  at?: string;
  reason?: string;
}

export interface Slot {
  article: string;
  story: string;
  headline: string;
  source?: string;
  section?: string;
  published: string;
  urgency: number;
  pin?: Given;
  gathered?: string[];
  /** In the collection that it is listed in. */
  place?: number;
  why?: string;
}

export interface Shelf {
  slug: string;
  title: string;
  kind: "list" | "timeline";
  slots: Slot[];
  shown: string[];
}

export interface Made {
  site: string;
  day: string | null;
  places: number;
  first: Slot[];
  days: { day: string; slots: Slot[] }[];
  collections: Shelf[];
  waiting: Slot[];
}

export interface Change {
  verb: "pin" | "unpin" | "gather" | "ungather";
  id: string;
  place?: number;
  until?: string;
  collection?: string;
  reason?: string;
}

export interface Move {
  entry: number;
  at: string;
  by: string;
  deed: Change["verb"];
  article: string;
  headline: string;
  place?: number;
  until?: string;
  collection?: string;
  reason?: string;
}
