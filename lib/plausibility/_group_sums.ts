import type { Finding } from "../contract/mod.ts";
import { hospitalNames, nameKey } from "../reference/mod.ts";
import { evidence } from "./_counted.ts";
import { fewNames, warning } from "./_wording.ts";
import type { Delivered } from "./delivered.ts";

/** The option of a load that counts rows whose numbers say that they are sums. */
const ACCEPT_SUMS = "godta-summa";

/** Bits of evidence that a sum of few needs beside what the number of tries makes likely; counts in which somebody waits. */
const LEAST_EVIDENCE = 9, LEAST_COUNTS = 3;
/** Hospitals of a region and month beyond which sums of three are not tried; of fewer contacts a sum may be chance. */
const MOST_FOR_THREE = 30, LEAST_SURE = 50;

/** A hospital of a region, month and status, with its contacts by the first day of their waits. */
interface Unit {
  readonly name: string;
  readonly counts: readonly number[];
}

/**
 * Names that are no known hospital's and count, wait by wait, as many as one, two or three others of their region, month
 * and status together: an area ("Norra Dalarna") or a pair ("Falun/Ludvika") beside its hospitals.
 */
export function groupSums(delivered: Delivered): Finding[] {
  const cells = delivered.roll(["manad", "status", "region", "sjukhus"], true);
  const slots = Map.groupBy(cells, ({ manad, status, region }) => `${manad} ${status} ${region}`);
  const found = [...slots.values()].flatMap((slot) => {
    const days = [...new Set(slot.map(({ lo }) => lo))];
    const units = [...Map.groupBy(slot, ({ sjukhus }) => sjukhus)].flatMap(([name, own]): Unit[] =>
      name === null ? [] : [{
        name,
        counts: days.map((day) => own.reduce((sum, { lo, antal }) => lo === day ? sum + antal : sum, 0)),
      }]
    );
    return units.filter(({ name }) => !hospitalNames.has(nameKey(name))).flatMap((unit) => {
      const parts = partsOf(unit, units.filter((one) => one !== unit));
      return parts === null ? [] : [{ unit, parts }];
    });
  });
  // Of two unknown names that count the same, one alone is named.
  const taken = new Set<string>();
  const sums = found.filter(({ unit, parts }) => {
    const isTaken = parts.some(({ name }) => taken.has(name));
    taken.add(unit.name);
    return !isTaken;
  });
  const says = (of: typeof sums) => [
    ...new Set(
      of.map(({ unit, parts }) => `"${unit.name}" = ${parts.map(({ name }) => `"${name}"`).join(" + ")}`),
    ),
  ];
  const people = sums.flatMap(({ unit }) => unit.counts).reduce((sum, count) => sum + count, 0);
  const inside = warning(
    "sjukhus_i_sjukhus",
    "okända namn som börjar som ett annat sjukhus i regionen: är de delar av det, och räknas de där också, räknas de två gånger",
    [...new Set([...slots.values()].flatMap(insideAnother))].sort(),
  );
  if (sums.length === 0) return inside;
  const text =
    "okända namn som i varje väntetid har lika många som andra sjukhus i regionen, och alltså kan vara dem en gång till";
  return [
    ...inside,
    ...people < LEAST_SURE ? warning("summa_misstankt", text, says(sums)) : [{
      rule: "summa_misstankt",
      level: "stop" as const,
      says: `${text}: ${fewNames(says(sums))}`,
      count: sums.length,
      first: null,
      hint: `Ta bort raderna om de är det; är de egna enheter, så läs in filen igen med --${ACCEPT_SUMS}`,
      option: ACCEPT_SUMS,
    }],
  ];
}

/** The unknown names of a slot that begin with another of its names ("Falu lasarett, ögonkliniken"). */
function insideAnother(slot: readonly { readonly sjukhus: string | null }[]): string[] {
  const names = [...new Set(slot.flatMap(({ sjukhus }) => sjukhus ?? []))];
  return names.filter((name) =>
    !hospitalNames.has(nameKey(name)) &&
    names.some((other) =>
      name.length > other.length && /^[^\p{L}\d]/u.test(name.slice(other.length)) && name.startsWith(other)
    )
  ).map((name) => `"${name}"`);
}

/** The one, two or three others that together count as many in every wait; `null` where there are none, or chance may be why. */
function partsOf({ counts }: Unit, others: readonly Unit[]): readonly Unit[] | null {
  const bits = counts.reduce((sum, count) => sum + evidence(count), 0);
  if (counts.filter((count) => count > 0).length < LEAST_COUNTS) return null;
  const fits = others.filter((other) =>
    other.counts.every((count, at) => count <= counts[at]) && other.counts.some((count) => count > 0)
  );
  const left = (units: readonly Unit[]) =>
    counts.map((count, at) => count - units.reduce((sum, unit) => sum + unit.counts[at], 0));
  const byCounts = new Map(fits.map((unit) => [JSON.stringify(unit.counts), unit]));
  /** The others among `tried` that go with one more to make up the counts. */
  const completed = (tried: readonly (readonly Unit[])[]): readonly Unit[] | null => {
    if (bits < LEAST_EVIDENCE + Math.log2(Math.max(1, tried.length))) return null;
    for (const units of tried) {
      const last = byCounts.get(JSON.stringify(left(units)));
      if (last !== undefined && !units.includes(last)) return [...units, last];
    }
    return null;
  };
  return completed([[]]) ?? completed(fits.map((unit) => [unit])) ??
    (fits.length > MOST_FOR_THREE
      ? null
      : completed(fits.flatMap((one, at) => fits.slice(at + 1).map((other) => [one, other]))));
}
