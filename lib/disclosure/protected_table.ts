import type { TableDimension } from "../indicators/mod.ts";
import { perThousand, rowName, totalName } from "../indicators/mod.ts";
import { inhabitants, type Ownership } from "../reference/mod.ts";
import { deriveGuarded, type Guarded } from "./guarded.ts";
import { bandKey } from "./measure_axis.ts";
import type { CountedOn, Protection } from "./protection.ts";

/** What a table is made of. */
export interface ProtectedTableOptions {
  /** What the rows tell apart. */
  readonly by: TableDimension;
  /** One vårdutbud only. */
  readonly vardutbud?: string | null;
  /** One ownership only. */
  readonly agarform?: Ownership | null;
}

/** What the rows of all protected tables say of themselves. */
export interface ProtectedRow {
  /** The region, hospital, vårdutbud or ownership; for a total its name. */
  readonly name: string;
  /** The region of a hospital; the region itself; `null` else. */
  readonly region: string | null;
  /** Whether the row is the total of the others. */
  readonly total: boolean;
}

/** A row of the table of those who wait, as it may be shown: like `WaitTableRow`, with guarded numbers. */
export interface ProtectedWaitRow extends ProtectedRow {
  /** Waiting actively in each of the bands, contacts. */
  readonly bands: readonly Guarded[];
  /** The median wait of those who wait actively, whole days. */
  readonly median: Guarded;
  /** Waiting actively, contacts. */
  readonly antal: Guarded;
  /** Waiting by own choice, contacts; `null` where the deliveries do not report it. */
  readonly pvv: Guarded | null;
  /** Waiting for medical reasons, contacts; `null` where the deliveries do not report it. */
  readonly mov: Guarded | null;
  /** PvV and MoV as a proportion of all who wait. */
  readonly deviationShare: Guarded;
  /** Waiting actively over the limit, contacts. */
  readonly over: Guarded;
  /** The same as a proportion of those who wait actively. */
  readonly overShare: Guarded;
  /** Waiting over the limit, PvV and MoV among them, contacts. */
  readonly overIncluding: Guarded;
  /** Waiting actively in the last band, contacts. */
  readonly long: Guarded;
  /** Waiting actively per 1 000 inhabitants; `null` where inhabitants are unknown or make no sense. */
  readonly per1000: Guarded | null;
  /** All who wait, PvV and MoV among them, per 1 000 inhabitants. */
  readonly per1000Including: Guarded | null;
  /** The inhabitants the rates are counted on. */
  readonly inhabitants: number | null;
}

/** A row of the table of performed operations, as it may be shown. It has no mean: means add up, and tell on others. */
export interface ProtectedPerformedRow extends ProtectedRow {
  /** Operations performed, contacts. */
  readonly volume: Guarded;
  /** The share performed within the limit, of those the guarantee covers. */
  readonly shareWithin: Guarded;
  /** That share's denominator, contacts. */
  readonly covered: Guarded;
  /** The median wait of all performed, whole days. */
  readonly median: Guarded;
}

/**
 * The planning group's table of those who wait, as it may be shown.
 *
 * It has a row for everything that the month knows, also where nobody waits: a missing row would tell what a hidden
 * number does not. Vårdutbud stand with the most over the limit first, those that do not tell it last; other rows in
 * Swedish alphabetical order. Shares and rates are made from the numbers shown.
 *
 * @param protection A month's protected numbers of those who wait.
 * @param options What the rows tell apart, and the selection.
 * @returns The rows and their total.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { HIDDEN, protect, protectedWaitTable, shown } from "vantelage";
 * const cells = ["A", "B", "C"].flatMap((region, index) => [10, 45, 75, 100, 400].flatMap((days) =>
 *   ([null, "PvV", "MoV"] as const).map((avvikelse) => ({ manad: "2024-04", status: "vantande" as const, region, sjukhus: null,
 *     agarform: null, vardutbud: null, vardgaranti: true, avvikelse, lo: days, hi: days, antal: index === 0 && days === 400 ? 1 : 20 }))));
 * const rows = protectedWaitTable(await protect(cells), { by: "region" });
 * assert.deepEqual(rows.map((row) => row.over), [shown(21), shown(40), shown(40), shown(101)]);
 * assert.equal(rows[0].long, HIDDEN);
 * ```
 */
export function protectedWaitTable(
  protection: Protection,
  options: ProtectedTableOptions,
): ProtectedWaitRow[] {
  const { bands } = protection;
  return tableRows(protection, options, ({ row, where, persons }) => {
    const count = (measure: string) => protection.count(where, measure);
    const antal = count("antal"), all = count("inkl"), over = count("over");
    const perInhabitants = (contacts: Guarded) =>
      persons === null ? null : deriveGuarded([contacts], (value) => perThousand(value, persons)!);
    return {
      ...row,
      bands: bands.map((band) => count(bandKey(band))),
      median: protection.median(where),
      antal,
      pvv: count("pvv"),
      mov: count("mov"),
      deviationShare: deriveGuarded(
        [antal, all],
        (active, all) => all === 0 ? 0 : Math.max(0, 1 - active / all),
      ),
      over,
      overShare: deriveGuarded([over, antal], share),
      overIncluding: count("overInkl"),
      long: count(bandKey(bands[bands.length - 1])),
      per1000: perInhabitants(antal),
      per1000Including: perInhabitants(all),
      inhabitants: persons,
    };
  }, (row) => row.overIncluding);
}

/**
 * The table of performed operations, as it may be shown.
 *
 * @param protection A month's protected numbers of those operated.
 * @param options What the rows tell apart, and the selection.
 * @returns Rows for everything that the month knows, and their total; vårdutbud with the largest volume first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { protect, protectedPerformedTable, shown } from "vantelage";
 * const cell = (region: string, days: number, vardgaranti: boolean) => ({ manad: "2024-04", status: "genomforda", avvikelse: null,
 *   vardgaranti, region, sjukhus: null, agarform: null, vardutbud: null, lo: days, hi: days, antal: 30 }) as const;
 * const cells = ["A", "B"].flatMap((region) => [cell(region, 30, true), cell(region, 120, true), cell(region, 30, false)]);
 * const [row] = protectedPerformedTable(await protect(cells, { status: "genomforda" }), { by: "region" });
 * assert.deepEqual([row.volume, row.shareWithin], [shown(90), shown(0.5)]);
 * ```
 */
export function protectedPerformedTable(
  protection: Protection,
  options: ProtectedTableOptions,
): ProtectedPerformedRow[] {
  return tableRows(protection, options, ({ row, where }) => {
    const covered = protection.count(where, "omfattas");
    return {
      ...row,
      volume: protection.count(where, "volym"),
      shareWithin: deriveGuarded([protection.count(where, "inom"), covered], share),
      covered,
      median: protection.median(where),
    };
  }, (row) => row.volume);
}

/** A proportion; rounded counts may not fit each other, so it is held within [0, 1]. */
function share(part: number, all: number): number {
  return all === 0 ? 0 : Math.min(1, part / all);
}

interface RowPlace {
  readonly row: ProtectedRow;
  readonly where: CountedOn;
  readonly persons: number | null;
}

function tableRows<R extends ProtectedRow>(
  protection: Protection,
  { by, vardutbud, agarform }: ProtectedTableOptions,
  make: (place: RowPlace) => R,
  rank: (row: R) => Guarded,
): R[] {
  const { manad, offerings } = protection;
  const selected = {
    ...(vardutbud === undefined ? {} : { vardutbud }),
    ...(agarform === undefined ? {} : { agarform }),
  };
  const places = protection.places.filter((place) => agarform === undefined || place.agarform === agarform);
  const regions = [...new Set(places.map((place) => place.region))];
  const personsOf = (names: readonly string[]) =>
    names.map((name) => inhabitants(name, manad))
      .reduce((sum, part) => sum === null || part === null ? null : sum + part, 0);
  const rowOf = (value: string | null, region: string | null, where: CountedOn): R =>
    make({
      row: { name: rowName(by, value), region, total: false },
      where: { ...selected, ...where },
      persons: by === "region" ? personsOf([region!]) : null,
    });
  const rows: Readonly<Record<TableDimension, () => R[]>> = {
    region: () => regions.map((region) => rowOf(region, region, { region })),
    sjukhus: () =>
      [...new Map(
        places.map(({ region, sjukhus }) => [JSON.stringify([region, sjukhus]), { region, sjukhus }]),
      ).values()]
        .map(({ region, sjukhus }) => rowOf(sjukhus, region, { region, sjukhus })),
    vardutbud: () => offerings.map((vardutbud) => rowOf(vardutbud, null, { vardutbud })),
    agarform: () =>
      [...new Set(places.map((place) => place.agarform))].map((agarform) =>
        rowOf(agarform, null, { agarform })
      ),
  };
  const swedish = new Intl.Collator("sv").compare;
  const rankOf = (row: R) => {
    const value = rank(row);
    return value.hidden ? -1 : value.value;
  };
  const ordered = rows[by]().sort((a, b) =>
    (by === "vardutbud" ? rankOf(b) - rankOf(a) : 0) || swedish(a.region ?? "", b.region ?? "") ||
    swedish(a.name, b.name)
  );
  const total = { name: totalName(regions), region: null, total: true };
  return [...ordered, make({ row: total, where: selected, persons: personsOf(regions) })];
}
