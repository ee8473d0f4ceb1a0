/** The shapes of the desk's API, as its OpenAPI document has them; what is left out is empty. */

export type Status = "killed" | "withdrawn" | "held" | "expired" | "published" | "spiked" | "taken" | "new";

export interface Person {
  id: string;
  name: string;
  role: string;
  sites?: string[];
}

export interface Site {
  code: string;
  name: string;
  host: string;
  sections: [slug: string, title: string][];
  collections: [slug: string, title: string][];
  readers: string;
  timezone: string;
}

/** What a verb does, to what, and how it is undone: a line of the status table. */
export interface Rule {
  verb: string;
  does: string;
  to: Status[];
  undone_by?: string;
}

export interface Me {
  person: Person;
  acts: string[];
  newsroom: string;
  sites: Site[];
  /** Code → name. */
  sources: Record<string, string>;
  csrf: string;
  /** The newsroom's own clock; UTC. */
  now: string;
  rules: Rule[];
}

export interface Row {
  id: string;
  entry: number;
  headline: string;
  source: string;
  issued: string;
  received: string;
  status: Status;
  urgency?: number;
  words?: number;
  versions?: number;
  licence?: string;
  because?: string;
  soon?: boolean;
  alert?: string;
  language?: string;
  topics?: string[];
  place?: string;
  sites?: string[];
  article?: string;
  taken?: string;
  /** The rules of the desk that meant it, by what, and what of them was refused. */
  why?: { rule: string; because: string; refused?: string }[];
  /** The sites that a rule put it before, or that somebody judged it for. */
  meant?: string[];
  /** Site → what it is worth to its readers. */
  values?: Record<string, 1 | 2 | 3>;
  assigned?: string;
  deadline?: string;
  group?: string;
  best?: string[];
}

export interface Page {
  rows: Row[];
  number: number;
  count: number;
  next?: string;
}

export interface View {
  sources?: string[];
  statuses?: Status[];
  topics?: string[];
  languages?: string[];
  sites?: string[];
  rules?: string[];
  urgency?: number;
  words?: string;
  alerts?: boolean;
}

export interface NamedView {
  name: string;
  view: View;
}

export interface Version {
  entry: number;
  number: number;
  issued: string;
  received: string;
  words: number;
  status: string;
  kind?: string;
  notes?: string[];
  doubt?: string;
  embargo?: string;
  expires?: string;
  current?: boolean;
}

export interface Ruling {
  site: string;
  use: string;
  allowed: boolean;
  because: string;
  until?: string;
  excerpt?: number;
}

export interface Decision {
  entry: number;
  deed: string;
  at: string;
  by: string;
  reason?: string;
  moment?: string;
}

export interface Placement {
  site: string;
  path: string;
  section?: string;
  at?: string;
}

export interface Work {
  id: string;
  headline: string;
  standfirst?: string;
  kicker?: string;
  byline?: string;
  body_html?: string[];
  placements?: Placement[];
  home?: string;
  revisions?: number;
  proposed?: boolean;
}

export interface Story {
  row: Row;
  source_name: string;
  standfirst?: string;
  byline?: string;
  dateline?: string;
  credit?: string;
  usage?: string;
  notes?: string[];
  direction?: string;
  body_html?: string[];
  versions: Version[];
  rulings: Ruling[];
  decisions: Decision[];
  article?: Work;
  twins?: string[];
  verbs: string[];
}

export interface Held {
  site: string;
  path: string;
}

export interface Consequences {
  verb: string;
  outputs: Held[];
  sites: string[];
  words: string;
}

export interface Compared {
  before: Version;
  after: Version;
  headline: string;
  paragraphs: { kind: "same" | "changed" | "added" | "left out"; html: string }[];
}

export interface Out {
  site: string;
  path: string;
  state: string;
  before: string;
  after: string;
  ms: number;
}

export interface Receipt {
  verb: string;
  id: string;
  entry: number;
  ms: number;
  outputs: Out[];
  all_ms: number;
  remarks: string[];
  waiting: Record<string, string>;
  outstanding: unknown[];
}
