/** The shapes of the rules' API; what is left out asks or does nothing. */

export interface Hours {
  begin: string;
  end: string;
}

export interface When {
  sources?: string[];
  languages?: string[];
  urgency?: number | null;
  topics?: string[];
  words?: string[];
  licences?: string[];
  hours?: Hours[];
  places?: string[];
  signals?: string[];
  length?: number;
}

export interface Then {
  sites?: string[];
  section?: string;
  tags?: string[];
  kicker?: string;
  value?: number | null;
  publish?: boolean;
  notify?: string[];
  spike?: boolean;
}

export interface Rule {
  name: string;
  when: When;
  then: Then;
}

export interface InForce {
  rule: Rule;
  entry: number;
  at: string;
  by: string;
}

export interface Book {
  rules: InForce[];
  licences: string[];
  people: [id: string, name: string][];
}

export interface Tried {
  rule: string;
  story: string;
  headline: string;
  received: string;
  because: string;
  does: string[];
  refused: string;
}

export interface Dry {
  stories: number;
  means: Record<string, number>;
  refused: Record<string, number>;
  tried: Tried[];
}

export interface RuleChange {
  entry: number;
  at: string;
  by: string;
  put: Rule[];
  dropped: string[];
}

/** A part of a rule in words: `sources afp, upi; urgency 3`. */
export function inWords(part: When | Then): string {
  return Object.entries(part)
    .filter(([, value]) => value !== null && value !== undefined && value !== false && value !== 0 && value !== "" && !(Array.isArray(value) && !value.length))
    .map(([name, value]) => (value === true ? name : `${name} ${Array.isArray(value) ? value.map(said).join(", ") : value}`))
    .join("; ");
}

function said(value: string | Hours): string {
  return typeof value === "string" ? value : `${value.begin.slice(0, 5)}-${value.end.slice(0, 5)}`;
}
