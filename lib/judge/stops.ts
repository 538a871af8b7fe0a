import type { Day } from "../calendar/mod.ts";
import type { Finding } from "../contract/mod.ts";
import type { SlotShape } from "../plausibility/mod.ts";
import type { RejectedRecord } from "./finding.ts";

/** The share of a delivery's records that must be accepted unless the load says otherwise. */
const LEAST_ACCEPTED = 0.9;

/** Fewer rejected records than this stop nothing while more are accepted, unless a share is given. */
const MANY_REJECTED = 10;

/** What is known of a delivery when it is decided whether it may be kept. */
export interface JudgedRecords {
  /** Records accepted. */
  readonly loaded: number;
  /** Records rejected. */
  readonly rejected: readonly RejectedRecord[];
  /** What the rules found. */
  readonly findings: readonly Finding[];
  /** What the accepted rows hold for each region, month and status. */
  readonly shapes: readonly SlotShape[];
}

/**
 * Why a delivery must not be kept although some of its rows are accepted: few rows would replace a whole month, or a
 * month that has not begun would stay the latest.
 *
 * @param judged The delivery.
 * @param options The least share of its records that must be accepted, where a person says it, and the day of the load.
 *   Unless it is said, fewer than ten rejected records stop nothing while more are accepted.
 * @returns Findings of level stop; mostly none.
 */
export function stopFindings(
  judged: JudgedRecords,
  { minAccepted, today }: { minAccepted?: number; today?: Day },
): Finding[] {
  return [...fewAccepted(judged, minAccepted), ...today === undefined ? [] : futureMonths(judged, today)];
}

/**
 * What a load stops for that takes warnings for errors: any warning or rejected record but what has been accepted.
 *
 * @param findings Everything that was found.
 * @param accept What the load accepts, by the `option` of the findings.
 * @returns A finding of level stop that names the rules; none where there is nothing to stop for.
 */
export function strictFindings(findings: readonly Finding[], accept: readonly string[]): Finding[] {
  const found = findings.filter(({ level, option }) =>
    (level === "warn" || level === "error") && !(option !== undefined && accept.includes(option))
  );
  if (found.length === 0) return [];
  return [{
    rule: "strikt",
    level: "stop",
    says: `--strikt godtar inga varningar eller underkända rader, och filen har ${
      found.map(({ rule, count }) => `${rule} (${count.toLocaleString("sv-SE")})`).join(", ")
    }`,
    count: found.length,
    first: null,
    hint: "Rätta filen, eller läs in den utan --strikt",
  }];
}

function fewAccepted({ loaded, rejected, findings }: JudgedRecords, said?: number): Finding[] {
  const judged = loaded + rejected.length, share = loaded / judged, minAccepted = said ?? LEAST_ACCEPTED;
  // A few rejected records among more accepted ones are listed, and corrected by hand.
  const isFew = said === undefined && rejected.length < MANY_REJECTED && share > 0.5;
  if (share >= minAccepted || isFew) return [];
  const counts = new Map<string, number>();
  for (const { rules } of rejected) for (const rule of rules) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const [rule, count] = [...counts].reduce((most, next) => next[1] > most[1] ? next : most);
  const cause = findings.find((finding) => finding.rule === rule)?.says ?? rule;
  const number = (value: number) => value.toLocaleString("sv-SE");
  return [{
    rule: "for_fa_godtagna",
    level: "stop",
    says: `bara ${number(loaded)} av ${number(judged)} rader kan godtas, och minst ${
      minAccepted.toLocaleString("sv-SE", { style: "percent", maximumFractionDigits: 2 })
    } ska godtas. Vanligaste orsaken, i ${number(count)} av ${
      number(rejected.length)
    } underkända rader: ${cause}. Rätta den och läs in filen igen, eller läs in bara de godtagna raderna med --minst-godtaget ${
      Math.floor(share * 100) / 100
    }`,
    count: rejected.length,
    first: null,
  }];
}

function futureMonths({ shapes }: JudgedRecords, today: Day): Finding[] {
  const future = shapes.filter(({ manad }) => manad > today.slice(0, 7));
  if (future.length === 0) return [];
  const rows = new Map<string, number>();
  for (const { manad, rows: count } of future) rows.set(manad, (rows.get(manad) ?? 0) + count);
  const named = [...rows].sort().map(([manad, count]) =>
    `${manad} (${count.toLocaleString("sv-SE")} ${count === 1 ? "rad" : "rader"})`
  );
  return [{
    rule: "manad_i_framtiden",
    level: "stop",
    says: `en leverans kan inte ha månader som inte har börjat, och dagens datum är ${today}: ${
      named.join(", ")
    }. Rätta månaden och läs in filen igen`,
    count: [...rows.values()].reduce((sum, count) => sum + count, 0),
    first: null,
  }];
}
