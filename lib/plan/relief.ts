import { hospitals, namedOperations } from "../reference/mod.ts";
import { shareOut } from "../numeric/mod.ts";
import { roomByMonth, type SpareCapacity } from "./bought_care.ts";
import type { CareFlow } from "./care_flow.ts";
import { universityHospitals } from "./order.ts";

/** What of a vårdutbud a university hospital could leave to others. */
export interface ReliefRow {
  /** The university hospital. */
  readonly sjukhus: string;
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** Done at the university hospital, contacts. */
  readonly antal: number;
  /** Of these, patients from other regions. */
  readonly fran_andra: number;
  /** At how many other public hospitals it is done. */
  readonly andra_sjukhus: number;
  /** What the surrounding regions had room for in the same months, at most `antal`. */
  readonly kan_flytta: number;
}

/**
 * What the surrounding regions could take over from the university hospitals (avlastning).
 *
 * Care that many other public hospitals do needs no university hospital. Of it the regions around could take what they
 * had room for in the same month; the university hospitals' own regions are not counted as room, and where both of them
 * do the same, they share the room in proportion. Groups that hold what is left of a speciality ("övriga") are left out,
 * as room for one of their operations is not room for another.
 *
 * @param flows Operations of all hospitals.
 * @param spare The room, from `spareWithin`.
 * @param options How many other hospitals must do it for it to be basic, and how many times each in the whole time.
 * @returns A row for each university hospital and basic vårdutbud, what could move most first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { reliefRows } from "vantelage/plan";
 * const flow = (utforare: string, utforarregion: string, antal: number) => ({ manad: "2024-04", hemregion: utforarregion,
 *   utforarregion, utforare, agarform: "offentlig", vardutbud: "Gråstarr", antal, kalla: "egen" }) as const;
 * const flows = [flow("Akademiska sjukhuset", "Region Uppsala", 40), flow("Gävle sjukhus", "Region Gävleborg", 90)];
 * const spare = [{ region: "Region Gävleborg", vardutbud: "Gråstarr", manad: "2024-04", antal: 9 }];
 * const [row] = reliefRows(flows, spare, { leastHospitals: 1 });
 * assert.deepEqual([row.antal, row.kan_flytta], [40, 9]);
 * ```
 */
export function reliefRows(
  flows: readonly CareFlow[],
  spare: readonly SpareCapacity[],
  options: { leastHospitals?: number; leastVolume?: number } = {},
): ReliefRow[] {
  const { leastHospitals = 10, leastVolume = 20 } = options;
  const ownPlaces = flows.filter(({ agarform, vardutbud }) =>
    agarform !== "privat" && namedOperations.has(vardutbud)
  );
  const ownRegions = hospitals.filter(({ namn }) => universityHospitals.includes(namn)).map(({ region }) =>
    region
  );
  const rooms = roomByMonth(spare.filter(({ region }) => !ownRegions.includes(region)));
  return [...Map.groupBy(ownPlaces, ({ vardutbud }) => vardutbud)].flatMap(([vardutbud, own]) => {
    const byHospital = Map.groupBy(own, ({ utforare }) => utforare ?? "");
    const others = [...byHospital].filter(([name, rows]) =>
      name !== "" && !universityHospitals.includes(name) && countOf(rows) >= leastVolume
    ).length;
    if (others < leastHospitals) {
      return [];
    }
    const moved = movable(own, rooms);
    return universityHospitals.flatMap((sjukhus): ReliefRow[] => {
      const rows = byHospital.get(sjukhus) ?? [];
      if (rows.length === 0) {
        return [];
      }
      const away = rows.filter(({ hemregion, utforarregion }) =>
        hemregion !== utforarregion
      );
      return [{
        sjukhus,
        vardutbud,
        antal: countOf(rows),
        fran_andra: countOf(away),
        andra_sjukhus: others,
        kan_flytta: moved.get(sjukhus) ?? 0,
      }];
    });
  }).sort((a, b) => b.kan_flytta - a.kan_flytta || b.antal - a.antal);
}

/** What could move from each university hospital, month by month: what is done there, as far as there is room. */
function movable(flows: readonly CareFlow[], rooms: ReadonlyMap<string, number>): Map<string, number> {
  const moved = new Map<string, number>();
  for (const [manad, rows] of Map.groupBy(flows, ({ manad }) => manad)) {
    const done = universityHospitals.map((name) => countOf(rows.filter(({ utforare }) => utforare === name)));
    const all = done.reduce((sum, number) => sum + number, 0);
    const room = Math.min(all, rooms.get(`${flows[0].vardutbud} ${manad}`) ?? 0);
    if (room === 0) continue;
    shareOut(room, done).forEach((part, index) => {
      const name = universityHospitals[index];
      moved.set(name, (moved.get(name) ?? 0) + part);
    });
  }
  return moved;
}

const countOf = (rows: readonly { readonly antal: number }[]): number =>
  rows.reduce((sum, { antal }) => sum + antal, 0);
