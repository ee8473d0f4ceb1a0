/** The shapes of the numbers, as the API has them. */

export interface Series {
  name: string;
  values: (number | null)[];
  all: number | null;
}

export interface Numbers {
  name: "intake" | "chosen" | "speed" | "corrections" | "rights";
  unit: string;
  by: "hour" | "day";
  zone: string;
  moments: string[];
  series: Series[];
  table?: { columns: string[]; rows: [name: string, counts: number[]][] };
}

export interface Counted {
  name: string;
  by_value: [number, number, number];
}

export interface Valued {
  site: string;
  by_value: [number, number, number];
  topics: Counted[];
  sources: Counted[];
  reasons: { id: string; headline: string; value: number; reason: string; by: string; at: string }[];
}
