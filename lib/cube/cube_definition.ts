import {
  type Band,
  type Condition,
  constant,
  daysFromTo,
  field,
  type FieldValue,
  isEqual,
  lastDayOf,
  NO_HOSPITAL,
  type Reading,
  type Term,
  TOTAL,
} from "../contract/mod.ts";
import { careOfferingOf, countyCodes, hospitalOwnership } from "../reference/mod.ts";
import type { Deviation, Dimension, Status } from "./cell.ts";

/** What a dimension of the cube may hold. */
export type DimensionValue = string | boolean | null;

/** How a dimension follows from the fields of an accepted row. */
export interface DimensionDefinition {
  /** The fields, whose values `make` is given in this order. */
  readonly fields: readonly string[];
  /** The dimension's value; called once for each different tuple of values. */
  readonly make: (...values: (string | null)[]) => DimensionValue;
}

/** Contacts of one row that waited between two days, both included. */
export interface WaitSpan {
  /** The first day. */
  readonly lo: number;
  /** The last day, `null` when open. */
  readonly hi: number | null;
  /** Why they wait longer than others; `null` for none. */
  readonly deviation: Deviation | null;
  /** How many they are. */
  readonly antal: number;
}

/** What of a reading says how rows are counted: the layout, and the fields that the file holds. */
export type CountedReading = Pick<Reading, "layout" | "sources">;

/** How accepted rows become cells of the wait cube: as data and functions of values, for a reader of many rows. */
export interface CubeDefinition {
  /** Every dimension but those that the spans give. */
  readonly dimensions: Readonly<Partial<Record<Dimension, DimensionDefinition>>>;
  /** How long a row's contacts waited. */
  readonly waits:
    /** A row is one contact, whose days are those of the first entry that holds. */
    | { readonly kind: "one"; readonly days: readonly { readonly when: Condition; readonly days: Term }[] }
    /** A row holds several spans. */
    | {
      readonly kind: "several";
      readonly spans: (valueOf: (field: string) => FieldValue) => readonly WaitSpan[];
    };
}

/**
 * How a delivery's accepted rows become cells: the same as {@linkcode cubeQuery} says in SQL, and a test holds the two
 * equal.
 *
 * Of those who wait, the wait is counted from the decision to the last day of the delivery's own month; of those
 * operated, from the decision to the operation. Rows of the register give cells with lo = hi, bands give wide cells.
 * In an aggregated row the bands hold those who are not counted as PvV or MoV, whose waits are unknown (0 to open). The
 * contacts of `antal` that are in no band are put between the first and the last day that no band answers for.
 *
 * @param reading How the delivery was read: its layout, and which bands it holds.
 * @returns The definition.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { profiles, recognise } from "vantelage/contract";
 * import { cubeDefinition } from "vantelage/cube";
 * const { waits } = cubeDefinition(recognise(["manad", "status", "region", "0-30", "31-60"], profiles));
 * const row: Record<string, number> = { d0_30: 7, d31_60: 2 };
 * assert.ok(waits.kind === "several");
 * assert.deepEqual(waits.spans((name) => row[name] ?? null).map(({ lo, hi, antal }) => [lo, hi, antal]), [[0, 30, 7], [31, 60, 2]]);
 * ```
 */
export function cubeDefinition(reading: CountedReading): CubeDefinition {
  return DEFINITIONS[reading.layout.name](reading);
}

const DEFINITIONS: Readonly<Record<Reading["layout"]["name"], (reading: CountedReading) => CubeDefinition>> =
  {
    register: () => ({
      dimensions: {
        manad: same("matperiod"),
        status: same("status"),
        region: same("regionkod"),
        sjukhus: { fields: ["sjukhuskod", "sjukhusnamn"], make: hospitalOf },
        vardutbud: {
          fields: ["aktivitetskod", "kva_kod", "aktivitet_kva", "mvo_kod"],
          make: (aktivitetskod, kva, otherKva, mvo_kod) =>
            careOfferingOf({ aktivitetskod, kva_kod: kva ?? otherKva, mvo_kod }),
        },
        agarform: {
          fields: ["sjukhuskod", "sjukhusnamn", "matperiod"],
          make: (code, name, month) => ownershipOf(hospitalOf(code, name), month),
        },
        avvikelse: same("avvikelsekod"),
        vardgaranti: {
          fields: ["vardgaranti"],
          make: (covered) => covered === null ? null : covered === "JA",
        },
        hemregion: {
          fields: ["lkf"],
          make: (lkf) => lkf === null ? null : countyCodes.get(lkf.slice(0, 2)) ?? null,
        },
      },
      waits: {
        kind: "one",
        days: [
          {
            when: isEqual(field("status"), constant("vantande" satisfies Status)),
            days: daysFromTo(field("beslut_datum"), lastDayOf(field("matperiod"))),
          },
          {
            when: isEqual(field("status"), constant("genomforda" satisfies Status)),
            days: daysFromTo(field("beslut_datum"), field("start_datum")),
          },
        ],
      },
    }),
    aggregat: ({ layout, sources }) => {
      const bands = layout.bands.filter((band) => sources[band.field] !== undefined);
      return { dimensions: aggregateDimensions, waits: { kind: "several", spans: bandColumns(bands) } };
    },
    bandrader: () => ({
      dimensions: { ...aggregateDimensions, avvikelse: same("avvikelse") },
      waits: {
        kind: "several",
        spans: (valueOf) => {
          const [lo, hi] = String(valueOf("band")).split("-"), antal = Number(valueOf("antal"));
          return antal > 0
            ? [{ lo: Number(lo), hi: hi === "" ? null : Number(hi), deviation: null, antal }]
            : [];
        },
      },
    }),
  };

/** A dimension that is a field's own value. */
function same(name: string): DimensionDefinition {
  return { fields: [name], make: (value) => value };
}

function hospitalOf(code: string | null, name: string | null): string | null {
  return code === "00000" || name === NO_HOSPITAL ? null : name;
}

function ownershipOf(hospital: string | null, month: string | null): string | null {
  return hospital === null || month === null ? null : hospitalOwnership(hospital, month);
}

/** A total that is kept because the file has no detail rows: the dimension is not broken down. */
function brokenDown(value: string | null): string | null {
  return value === TOTAL ? null : value;
}

const aggregateDimensions: CubeDefinition["dimensions"] = {
  manad: same("manad"),
  status: same("status"),
  region: same("region"),
  sjukhus: { fields: ["sjukhus"], make: (name) => name === NO_HOSPITAL ? null : brokenDown(name) },
  vardutbud: { fields: ["vardutbud"], make: brokenDown },
  agarform: {
    fields: ["agarform", "sjukhus", "manad"],
    make: (own, hospital, month) => brokenDown(own) ?? ownershipOf(hospital, month),
  },
  vardgaranti: { fields: [], make: () => true },
  hemregion: same("hemregion"),
};

/** The spans of a row with a column for each band. */
function bandColumns(
  bands: readonly Band[],
): (valueOf: (field: string) => FieldValue) => readonly WaitSpan[] {
  const unbanded = gaps(bands);
  return (valueOf) => {
    const countOf = (name: string) => {
      const value = valueOf(name);
      return typeof value === "number" ? value : null;
    };
    const own = ({ field, utom }: Band) => {
      const count = countOf(field), less = utom === undefined ? 0 : countOf(utom);
      return count === null || less === null ? null : count - less;
    };
    const spans: { lo: number; hi: number | null; deviation: Deviation | null; antal: number | null }[] =
      bands
        .map((band) => ({ lo: band.lo, hi: band.hi, deviation: null, antal: own(band) }));
    const unanswered = [...bands.filter(({ field }) => countOf(field) === null), ...unbanded]
      .sort((a, b) => a.lo - b.lo);
    const total = countOf("antal");
    if (unanswered.length > 0 && total !== null) {
      const known = spans.reduce((sum, { antal }) => sum + (antal ?? 0), 0);
      const [{ lo }, { hi }] = [unanswered[0], unanswered[unanswered.length - 1]];
      spans.push({ lo, hi, deviation: null, antal: total - known });
    }
    spans.push({ lo: 0, hi: null, deviation: "PvV", antal: countOf("pvv") });
    spans.push({ lo: 0, hi: null, deviation: "MoV", antal: countOf("mov") });
    return spans.flatMap(({ antal, ...span }) => antal !== null && antal > 0 ? [{ ...span, antal }] : []);
  };
}

/** The days that no band answers for. The bands do not overlap. */
export function gaps(bands: readonly Pick<Band, "lo" | "hi">[]): { lo: number; hi: number | null }[] {
  const found: { lo: number; hi: number | null }[] = [];
  let next: number | null = 0;
  for (const { lo, hi } of bands.toSorted((a, b) => a.lo - b.lo)) {
    if (next !== null && lo > next) found.push({ lo: next, hi: lo - 1 });
    next = hi === null ? null : hi + 1;
  }
  return next === null ? found : [...found, { lo: next, hi: null }];
}
