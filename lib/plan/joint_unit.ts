import { travelBetween } from "../reference/mod.ts";
import type { CareFlow } from "./care_flow.ts";

/** A hospital where one unit could do all the operations, and the way there. */
export interface JointUnitPlace {
  /** The hospital. */
  readonly sjukhus: string;
  /** Its region. */
  readonly region: string;
  /** Done there in the time, contacts. */
  readonly antal: number;
  /** The mean way of a patient one way, km. */
  readonly km: number;
  /** The share of the patients who live over 100 km away, 0–1. */
  readonly langt: number;
}

/** What it would mean that one unit did all operations of a kind (gemensam produktionsenhet). */
export interface JointUnit {
  /** Operations in the time, contacts. */
  readonly antal: number;
  /** The mean way of a patient one way as it has been, km. */
  readonly kmIdag: number;
  /** Where it could be, that with the shortest way first. */
  readonly platser: readonly JointUnitPlace[];
  /** How many months of operations wait in each region, the longest first; none where nothing waits. */
  readonly vantan: readonly { readonly region: string; readonly manader: number }[];
  /** How many months of operations wait on all lists together; `null` without operations. */
  readonly vantanTillsammans: number | null;
}

/** A way that is long, km. */
const LONG_KM = 100;

/**
 * What it would mean that one unit did all operations of a kind, hospital by hospital (gemensam produktionsenhet).
 *
 * A patient is taken to live where the home region's largest hospital lies. Only public hospitals that have done such
 * operations, and whose town is known, are places for a unit. What waits is measured in months of what has been operated.
 *
 * @param flows Operations of the kind; those bought outside the seven regions are left out.
 * @param waiting Contacts that wait in each region.
 * @param months How many months the operations are of.
 * @returns The unit.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { jointUnit } from "vantelage/plan";
 * const flow = (hemregion: string, antal: number, utforare: string, utforarregion: string) => ({ manad: "2024-04", hemregion,
 *   utforarregion, utforare, agarform: "offentlig", vardutbud: "Knäled protes", antal, kalla: "egen" }) as const;
 * const [dalarna, uppsala] = ["Region Dalarna", "Region Uppsala"];
 * const unit = jointUnit([flow(dalarna, 30, "Falu lasarett", dalarna), flow(uppsala, 60, "Akademiska sjukhuset", uppsala)],
 *   [{ region: dalarna, antal: 90 }, { region: uppsala, antal: 30 }], 1);
 * assert.deepEqual([unit.antal, unit.platser[0].sjukhus, unit.platser[0].langt], [90, "Akademiska sjukhuset", 1 / 3]);
 * assert.deepEqual(unit.vantan, [{ region: dalarna, manader: 3 }, { region: uppsala, manader: 0.5 }]);
 * assert.equal(unit.vantanTillsammans, 120 / 90);
 * ```
 */
export function jointUnit(
  flows: readonly CareFlow[],
  waiting: readonly { readonly region: string; readonly antal: number }[],
  months: number,
): JointUnit {
  const own = flows.filter(({ kalla }) => kalla !== "utanfor"), antal = countOf(own);
  const homes = [...Map.groupBy(own, ({ hemregion }) => hemregion)].map(([region, rows]) => ({
    region,
    antal: countOf(rows),
  }));
  const meanTo = (way: (row: CareFlow) => number | null) => {
    const known = own.map((row) => ({ antal: row.antal, km: way(row) })).filter(({ km }) => km !== null);
    return known.reduce((sum, { antal, km }) => sum + antal * (km ?? 0), 0) / Math.max(1, countOf(known));
  };
  const hospitals = Map.groupBy(
    own.filter(({ agarform, utforare }) => agarform !== "privat" && utforare !== null),
    ({ utforare, utforarregion }) => JSON.stringify([utforare, utforarregion]),
  );
  const platser = [...hospitals].flatMap(([key, rows]): JointUnitPlace[] => {
    const [sjukhus, region] = JSON.parse(key) as [string, string];
    const ways = homes.map((home) => ({
      antal: home.antal,
      km: travelBetween({ region: home.region, sjukhus: null }, { region, sjukhus })?.km ?? null,
    }));
    if (ways.some(({ km }) => km === null)) return [];
    return [{
      ...{ sjukhus, region, antal: countOf(rows) },
      km: ways.reduce((sum, { antal, km }) => sum + antal * (km ?? 0), 0) / antal,
      langt: countOf(ways.filter(({ km }) => (km ?? 0) > LONG_KM)) / antal,
    }];
  });
  const done = Map.groupBy(own, ({ utforarregion }) => utforarregion);
  const perMonth = (region: string) => countOf(done.get(region) ?? []) / months;
  return {
    antal,
    kmIdag: meanTo(({ hemregion, utforarregion, utforare }) =>
      travelBetween({ region: hemregion, sjukhus: null }, { region: utforarregion, sjukhus: utforare })?.km ??
        null
    ),
    platser: platser.sort((a, b) => a.km - b.km || b.antal - a.antal),
    vantan: waiting.filter(({ region, antal }) => antal > 0 && perMonth(region) > 0)
      .map(({ region, antal }) => ({ region, manader: antal / perMonth(region) }))
      .sort((a, b) => b.manader - a.manader),
    vantanTillsammans: antal === 0 ? null : countOf(waiting) / (antal / months),
  };
}

const countOf = (rows: readonly { readonly antal: number }[]): number =>
  rows.reduce((sum, { antal }) => sum + antal, 0);
