import {
  type PerformedTableRow,
  perThousand,
  rowName,
  type TableDimension,
  totalName,
  type WaitTableRow,
} from "../indicators/mod.ts";
import { type Bounded, exactly } from "../numeric/mod.ts";
import { inhabitants, type Ownership } from "../reference/mod.ts";
import { deriveGuarded, type Guarded, type Hidden, isHidden } from "./guarded.ts";
import { bandKey } from "./measure_axis.ts";
import type { CountedOn, Protection } from "./protection.ts";

/** What a table is made of. */
export interface ProtectedTableOptions {
  /** What the rows distinguish. */
  readonly by: TableDimension;
  /** One vårdutbud only. */
  readonly vardutbud?: string | null;
  /** One ownership only. */
  readonly agarform?: Ownership | null;
}

/**
 * The planning group's table of those who wait, as it may be shown.
 *
 * It has a row for everything that the month knows, also where nobody waits: a missing row would say what a hidden
 * number does not. Vårdutbud stand with the most over the limit first, those that do not report it last; other rows in
 * Swedish alphabetical order. Shares and rates are made from the numbers shown.
 *
 * @param protection A month's protected numbers of those who wait.
 * @param options What the rows distinguish, and the selection.
 * @returns The rows and their total.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { HIDDEN, isHidden, protect, protectedWaitTable } from "vantelage/disclosure";
 * const cells = ["A", "B", "C"].flatMap((region, index) => [10, 45, 75, 100, 400].flatMap((days) =>
 *   ([null, "PvV", "MoV"] as const).map((avvikelse) => ({ manad: "2024-04", status: "vantande" as const, region, sjukhus: null,
 *     agarform: null, vardutbud: null, vardgaranti: true, avvikelse, lo: days, hi: days, antal: index === 0 && days === 400 ? 1 : 20 }))));
 * const rows = protectedWaitTable(await protect(cells), { by: "region" });
 * assert.deepEqual(rows.map((row) => isHidden(row.over) || row.over.value), [21, 40, 40, 101]);
 * assert.equal(rows[0].long, HIDDEN);
 * ```
 */
export function protectedWaitTable(
  protection: Protection,
  options: ProtectedTableOptions,
): WaitTableRow<Hidden>[] {
  const { bands } = protection;
  return tableRows(protection, options, ({ row, where, persons }) => {
    const count = (measure: string) => protection.count(where, measure);
    const antal = count("antal"), all = count("inkl"), over = count("over");
    const perInhabitants = (contacts: Guarded) =>
      persons === null ? null : deriveGuarded([contacts], (value) => perThousand(value, persons)!);
    return {
      ...row,
      bands: bands.map((band) => exactlyShown(count(bandKey(band)))),
      median: exactlyShown(protection.median(where)),
      antal,
      pvv: protection.has("pvv") ? count("pvv") : null,
      mov: protection.has("mov") ? count("mov") : null,
      deviationShare: deriveGuarded(
        [antal, all],
        (active, all) => all === 0 ? 0 : Math.max(0, 1 - active / all),
      ),
      over: exactlyShown(over),
      overShare: exactlyShown(deriveGuarded([over, antal], share)),
      overIncluding: protection.has("overInkl") ? exactlyShown(count("overInkl")) : openUpwards(over),
      long: exactlyShown(count(bandKey(bands[bands.length - 1]))),
      per1000: perInhabitants(antal),
      per1000Including: perInhabitants(all),
      inhabitants: persons,
    };
  }, ({ overIncluding }) => isHidden(overIncluding) ? overIncluding : overIncluding.value);
}

/**
 * The table of performed operations, as it may be shown.
 *
 * @param protection A month's protected numbers of those operated.
 * @param options What the rows distinguish, and the selection.
 * @returns Rows for everything that the month knows, and their total; vårdutbud with the largest volume first. They have
 *   no mean: means add up, and give others away.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { protect, protectedPerformedTable } from "vantelage/disclosure";
 * const cell = (region: string, days: number, vardgaranti: boolean) => ({ manad: "2024-04", status: "genomforda", avvikelse: null,
 *   vardgaranti, region, sjukhus: null, agarform: null, vardutbud: null, lo: days, hi: days, antal: 30 }) as const;
 * const cells = ["A", "B"].flatMap((region) => [cell(region, 30, true), cell(region, 120, true), cell(region, 30, false)]);
 * const [row] = protectedPerformedTable(await protect(cells, { status: "genomforda" }), { by: "region" });
 * assert.deepEqual([row.volume, row.shareWithin], [90, { value: 0.5, low: 0.5, high: 0.5 }]);
 * ```
 */
export function protectedPerformedTable(
  protection: Protection,
  options: ProtectedTableOptions,
): PerformedTableRow<Hidden>[] {
  return tableRows(protection, options, ({ row, where }) => {
    const isTold = protection.has("omfattas"), covered = isTold ? protection.count(where, "omfattas") : 0;
    return {
      ...row,
      volume: protection.count(where, "volym"),
      shareWithin: isTold
        ? exactlyShown(deriveGuarded([protection.count(where, "inom"), covered], share))
        : null,
      covered,
      median: exactlyShown(protection.median(where)),
      mean: null,
    };
  }, (row) => row.volume);
}

/** A proportion; rounded counts may not fit each other, so it is held within [0, 1]. */
function share(part: number, all: number): number {
  return all === 0 ? 0 : Math.min(1, part / all);
}

/** A guarded number that the count wanted is at least: nobody says how many of PvV and MoV are over the limit. */
function openUpwards(number: Guarded): Bounded | Hidden {
  return isHidden(number) ? number : { value: number, low: number, high: null };
}

/** A guarded number as rows carry measures: exactly as shown, so a rounded number has no bounds. */
function exactlyShown(number: Guarded): Bounded | Hidden {
  return isHidden(number) ? number : exactly(number);
}

/** What the rows of all tables say of themselves. */
type NamedRow = Pick<WaitTableRow, "name" | "region" | "total">;

interface RowPlace {
  readonly row: NamedRow;
  readonly where: CountedOn;
  readonly persons: number | null;
}

function tableRows<R extends NamedRow>(
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
    return isHidden(value) ? -1 : value;
  };
  const ordered = rows[by]().sort((a, b) =>
    (by === "vardutbud" ? rankOf(b) - rankOf(a) : 0) || swedish(a.region ?? "", b.region ?? "") ||
    swedish(a.name, b.name)
  );
  const total = { name: totalName(regions), region: null, total: true };
  return [...ordered, make({ row: total, where: selected, persons: personsOf(regions) })];
}
