import * as z from "zod";
import { Month } from "../calendar/mod.ts";
import type { Reading } from "../contract/mod.ts";
import { Status, type UntoldDeviation } from "../cube/mod.ts";
import { type Database, identifier, literal } from "../database/mod.ts";

/** What is usual of a region, month and status can be seen from this: how much there is, and of what kind. */
export interface SlotShape {
  /** The region. */
  readonly region: string;
  /** The month. */
  readonly manad: Month;
  /** Waiting or performed. */
  readonly status: Status;
  /** Records accepted. */
  readonly rows: number;
  /** Records without a value, by field of the layout; a field that every record has is left out. */
  readonly missing: Readonly<Record<string, number>>;
  /** Contacts by wait, in the bands of {@linkcode SHAPE_BANDS}; PvV and MoV are not in them. */
  readonly bands: readonly number[];
}

/** What is usual of a region, month and status, checked. */
export const SlotShape: z.ZodType<SlotShape> = z.strictObject({
  region: z.string(),
  manad: Month,
  status: Status,
  rows: z.int().nonnegative(),
  missing: z.record(z.string(), z.int().positive()),
  bands: z.array(z.int().nonnegative()),
});

/** The bands of {@linkcode SlotShape}: first day and name. A wide cell counts where it begins. */
export const SHAPE_BANDS: readonly { readonly lo: number; readonly name: string }[] = [
  { lo: 0, name: "0–30 dagar" },
  { lo: 31, name: "31–60 dagar" },
  { lo: 61, name: "61–90 dagar" },
  { lo: 91, name: "91–365 dagar" },
  { lo: 366, name: "över 365 dagar" },
];

/** The fields of a slot in each layout's rows. */
export const SLOT_FIELDS = {
  register: { region: "regionkod", manad: "matperiod", status: "status" },
  aggregat: { region: "region", manad: "manad", status: "status" },
  bandrader: { region: "region", manad: "manad", status: "status" },
} as const;

/**
 * The shape of every slot of a judged delivery, in order of region, month and status.
 *
 * @param database The database it was judged in.
 * @param reading How it was read.
 * @param tables The accepted rows, and their cells.
 * @returns One shape for each region, month and status that has rows.
 */
export async function slotShapes(
  database: Database,
  { layout, sources }: Reading,
  { rows, cells }: { rows: string; cells: string },
): Promise<SlotShape[]> {
  const { region, manad, status } = SLOT_FIELDS[layout.name];
  const fields = Object.keys(layout.shape).filter((name) => sources[name] !== undefined);
  const found = await database.query<Record<string, string | number>>(
    `SELECT ${region} AS region, ${manad} AS manad, ${status} AS status, count(*) AS antal, ${
      fields.map((name, index) => `count(*) - count(${identifier(name)}) AS f${index}`).join(", ")
    } FROM ${rows} GROUP BY ALL ORDER BY ALL`,
  );
  const sums = SHAPE_BANDS.map(({ lo }, index) => {
    const next = SHAPE_BANDS.at(index + 1)?.lo;
    return `CAST(coalesce(sum(antal) FILTER (lo >= ${lo}${
      next === undefined ? "" : ` AND lo < ${next}`
    }), 0) AS BIGINT) AS b${index}`;
  });
  const bands = await database.query<Record<string, string | number>>(
    `SELECT region, manad, status, ${
      sums.join(", ")
    } FROM ${cells} WHERE avvikelse IS NULL GROUP BY region, manad, status`,
  );
  return found.map((row) => {
    const own = bands.find((band) =>
      band.region === row.region && band.manad === row.manad && band.status === row.status
    );
    return {
      region: String(row.region),
      manad: String(row.manad),
      status: Status.parse(row.status),
      rows: Number(row.antal),
      missing: Object.fromEntries(
        fields.map((name, index) => [name, Number(row[`f${index}`])] as const).filter(([, count]) =>
          count > 0
        ),
      ),
      bands: SHAPE_BANDS.map((_, index) => Number(own?.[`b${index}`] ?? 0)),
    };
  });
}

/**
 * The deviations that a judged delivery does not tell of those who wait in a region and month: of an aggregate those
 * whose count no row has, in the other layouts both, where there is no column for them.
 *
 * @param reading How it was read.
 * @param shape The region, month and status.
 * @returns PvV, MoV, both or, mostly, none.
 */
export function untoldDeviations(
  { layout, sources }: Pick<Reading, "layout" | "sources">,
  shape: SlotShape,
): UntoldDeviation[] {
  if (shape.status !== "vantande") return [];
  const lacks = (field: string) => sources[field] === undefined || shape.missing[field] === shape.rows;
  switch (layout.name) {
    case "aggregat":
      return [...lacks("pvv") ? ["PvV" as const] : [], ...lacks("mov") ? ["MoV" as const] : []];
    case "bandrader":
      return sources.avvikelse === undefined ? ["PvV", "MoV"] : [];
    case "register":
      return sources.avvikelsekod === undefined ? ["PvV", "MoV"] : [];
  }
}

/** More values than this are no code list. */
const MOST_VALUES = 200;

/**
 * The names of hospitals, vårdutbud, ownerships and deviations in a delivery's cells, by dimension, each in order.
 *
 * @param database The database it was judged in.
 * @param cells Its cells.
 * @returns Names by dimension; a dimension with more than 200 names is left out.
 */
export async function dimensionValues(database: Database, cells: string): Promise<Record<string, string[]>> {
  const dimensions = ["sjukhus", "vardutbud", "agarform", "avvikelse"];
  const rows = await database.query<{ dimension: string; name: string }>(
    `${
      dimensions.map((name) =>
        `SELECT DISTINCT ${
          literal(name)
        } AS dimension, ${name} AS name FROM ${cells} WHERE ${name} IS NOT NULL`
      ).join(" UNION ALL ")
    } ORDER BY dimension, name`,
  );
  const values = Object.groupBy(rows, ({ dimension }) => dimension);
  return Object.fromEntries(
    dimensions.map((dimension) => [dimension, (values[dimension] ?? []).map(({ name }) => name)] as const)
      .filter(([, names]) => names.length <= MOST_VALUES),
  );
}
