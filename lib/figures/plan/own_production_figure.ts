import { addMonths, type Month, monthName } from "../../calendar/mod.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import type { OwnProduction } from "../../plan/mod.ts";
import { regionShortName } from "../../reference/mod.ts";
import { barFigure } from "../marks/bar_figure.ts";
import type { Figure } from "../marks/figure.ts";
import { formatChange, formatCount, formatShare } from "../marks/format.ts";
import { capitalise, joinNames, NOT_DELIVERED } from "../marks/_wording.ts";

/**
 * Own production within the limit, region by region, with its change per working day and what bought care took the place
 * of (egenproducerad vård inom 90 dagar).
 *
 * @param rows From `ownProduction`.
 * @param options The month; the limit.
 * @returns The figure; a region that has not delivered is named in the table, not drawn.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ownProductionFigure } from "vantelage/figures";
 * assert.equal(ownProductionFigure([], { manad: "2024-04" }).headline, "Egen vård är inte levererad för april 2024");
 * ```
 */
export function ownProductionFigure(
  rows: readonly OwnProduction[],
  { manad, limitDays = GUARANTEE_DAYS }: { readonly manad: Month; readonly limitDays?: number },
): Figure {
  const known = rows.flatMap((row) => row.nu === null ? [] : [{ ...row, nu: row.nu }]);
  const inom = known.reduce((sum, { nu }) => sum + nu.inom, 0);
  const compared = known.filter(({ forandring }) => forandring !== null);
  const less = compared.filter(({ forandring }) => (forandring ?? 0) < 0);
  const replaced = known.filter(({ ersatt }) => (ersatt ?? 0) > 0);
  return barFigure({
    rests: ["leveranser", "kopt_vard"],
    headline: known.length === 0
      ? `Egen vård är inte levererad för ${monthName(manad)}`
      : `${formatCount(inom)} operationer gjordes hemma inom ${limitDays} dagar${
        compared.length === 0
          ? ""
          : less.length === 0
          ? ", inte färre per arbetsdag än året före i någon region"
          : less.length === compared.length && less.length > 1
          ? ", färre per arbetsdag än året före i alla regioner"
          : `, färre per arbetsdag än året före i ${
            joinNames(less.map(({ region }) => regionShortName(region)))
          }`
      }`,
    subtitle:
      `Operationer som regionens egna sjukhus gjorde åt de egna invånarna inom ${limitDays} dagar; deras andel i stapeln. ${
        capitalise(monthName(manad))
      }`,
    alt: `Liggande staplar: egen vård inom ${limitDays} dagar per region`,
    note:
      `Andelen är av dem som vårdgarantin omfattar, utan PvV. Köpt i stället: så mycket som köpt vård ökade per arbetsdag medan den egna minskade. Året före: ${
        monthName(addMonths(manad, -12))
      }.${
        known.every(({ ersatt }) => ersatt === null)
          ? " Om något köptes i stället går inte att säga, då det som köptes året före inte är redovisat."
          : replaced.length === 0
          ? " Ingen region som har redovisat det köpte i stället."
          : ""
      }`,
    caption: `Egen vård inom ${limitDays} dagar, ${monthName(manad)}`,
    columns: [
      { key: "region", label: "Region", format: "text" },
      { key: "egen", label: "Egen vård", unit: "operationer", format: "count" },
      { key: "inom", label: `Inom ${limitDays} dagar`, unit: "operationer", format: "count" },
      { key: "andel", label: `Inom ${limitDays} dagar`, unit: "andel", format: "share" },
      { key: "andelFore", label: "Andel året före", format: "share" },
      { key: "forandring", label: "Förändring", unit: "% per arbetsdag", format: "share" },
      { key: "kopt", label: "Köpt", unit: "operationer", format: "count" },
      { key: "ersatt", label: "Köpt i stället", unit: "operationer", format: "count" },
    ],
    rows: rows.map(({ region, nu, fore, forandring, ersatt }) => ({
      cells: {
        region: regionShortName(region),
        egen: nu?.egen ?? NOT_DELIVERED,
        inom: nu?.inom ?? NOT_DELIVERED,
        andel: nu?.andel ?? null,
        andelFore: fore?.andel ?? null,
        forandring,
        kopt: nu?.kopt ?? null,
        ersatt,
      },
    })),
    bars: known.toSorted((a, b) => b.nu.inom - a.nu.inom).map(({ region, nu, forandring }) => ({
      name: regionShortName(region),
      value: nu.inom,
      text: formatCount(nu.inom),
      inside: [
        nu.andel === null ? "" : formatShare(nu.andel.value, 0),
        forandring === null ? "" : `${formatChange(forandring, "share")} mot året före`,
      ].filter((text) => text !== "").join("; ") || undefined,
      tone: (forandring ?? 0) < 0 ? "late-soft" : "b2",
    })),
  });
}
