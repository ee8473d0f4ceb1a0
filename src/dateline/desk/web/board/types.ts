/** The shapes of the board's and the logs' part of the API; what is left out is empty. */

export type Stage = "planned" | "in work" | "ready" | "out";

export interface Word {
  at: string;
  who: string;
  words: string;
}

export interface Card {
  stage: Stage;
  id: string;
  slug: string;
  what: string;
  story?: string;
  sites?: string[];
  section?: string;
  to?: string;
  who?: string;
  due?: string;
  late?: boolean;
  out?: string;
  notes?: Word[];
}

export interface Board {
  stages: Stage[];
  cards: Card[];
  people: [id: string, name: string][];
  number: number;
}

export interface Said {
  story: string;
  headline: string;
  at?: string;
  who?: string;
  words?: string;
  sites?: string[];
  until?: string;
}

export interface Corrected {
  at: string;
  kind: string;
  by: string;
  words: string;
  story: string;
  headline: string;
  sites: string[];
}

export interface Ends {
  until: string;
  story: string;
  headline: string;
  site: string;
  uses: string[];
  because: string;
  part?: string;
}

export interface Source {
  code: string;
  name: string;
  state: string;
  wrong?: string[];
  last?: string;
  day?: number;
  usual?: string;
  story?: string;
}

export interface Sheet {
  day: string;
  zone: string;
  since: string;
  until: string;
  came: [source: string, count: number][];
  all: number;
  chosen: Said[];
  out: Said[];
  corrections: Corrected[];
  notes: Said[];
  planned: Card[];
  holds: Said[];
  alerts: Said[];
  ends: Ends[];
  sources: Source[];
}

export interface Owed {
  entry: number;
  at: string;
  deed: string;
  story: string;
  headline: string;
  site: string;
  recipient: string;
  count: number;
  path: string;
  because: string;
}

export interface Decided {
  line: { number: number; at: string; by: string; verb: string; id?: string; sites?: string[]; why?: string };
  who: string;
  story: string;
  headline: string;
}

export interface Decisions {
  rows: Decided[];
  next?: string;
}
