import { DELIVERIES } from "../../reference/invented.ts";
import type { PressureZone } from "../../analysis/queueing/pressure.ts";
import type { QueueRow } from "../../analysis/queueing/queue_table.ts";
import { operationsName } from "../../reference/offering_words.ts";
import { regionShortName } from "../../reference/regions.ts";
import { FOLLOWED, followedNote } from "./_followed.ts";
import { Figure } from "../marks/figure.ts";
import { type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatCount, formatShare } from "../marks/format.ts";

/** Options for {@linkcode queueTableFigure}. */
export interface QueueTableFigureOptions extends FigureOptions {
  /** What the rows distinguish. */
  readonly by: "region" | "vardutbud";
  /** What is wanted of each list: the share that shall have waited at most the days. */
  readonly target: { readonly share: number; readonly days: number };
  /** In how many days a list that is far too long shall have come to its target. @default {364} */
  readonly reliefDays?: number;
  /** How many of the lists to show, the longest first. @default all */
  readonly top?: number;
}

/** The zones of the pressure on a list, in words. */
export const zoneWords: Readonly<Record<PressureZone, string>> = {
  within: "klarar",
  strained: "missas troligen",
  overloaded: "långt över",
};

/**
 * The lists' load, target, needed capacity and pressure (köernas mått).
 *
 * @param rows The lists, the longest first.
 * @param options What the rows distinguish, the target, the month.
 * @returns A figure that is a table.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { queueTable, queueTableFigure } from "vantelage";
 * const target = { share: 0.92, days: 90 };
 * const spells = [{ decided: "2024-04-01", left: null, exit: null }];
 * const rows = queueTable(spells, { from: "2024-04", asAt: "2024-04", by: () => "Gråstarr", target });
 * const figure = queueTableFigure(rows, { manad: "2024-04", by: "vardutbud", target });
 * assert.equal(figure.headline, "Ingen av köerna är mer än dubbelt så lång som målet tillåter");
 * ```
 */
export function queueTableFigure(rows: readonly QueueRow[], options: QueueTableFigureOptions): Figure {
  const { by, target, reliefDays = 364, top = rows.length } = options;
  const shown = rows.slice(0, top), weeks = formatCount(reliefDays / 7);
  const goal = `${formatShare(target.share, 0)} inom ${target.days} dagar`;
  return new Figure({
    rests: DELIVERIES,
    kind: "queueTableFigure",
    headline: headlineOf(rows, by),
    subtitle: figureSubtitle(
      `Beslut och operationer per vecka, och vad som krävs för målet ${goal}`,
      options,
      FOLLOWED,
    ),
    alt: `Tabell: köernas mått, ${rows.length} rader.`,
    note: followedNote([
      rows.length > shown.length
        ? `De ${formatCount(shown.length)} längsta av ${formatCount(rows.length)} köer visas.`
        : null,
      `Krävs: för en kö som är mer än dubbelt så lång som målet, operationerna som tar den dit på ${weeks} veckor; ` +
      "annars de som håller den där. Den som lämnar listan utan operation behöver ingen och är avräknad. Netto: beslut " +
      "minus dem, per operation; över 1 växte listan.",
    ], options),
    table: {
      caption: `Köernas mått, mål ${goal}`,
      remark:
        "lämnat: utan operation; belastning brutto: beslut per operation; netto: utan dem som lämnat; målkö: så lång får kön vara",
      columns: [
        { key: "namn", label: by === "region" ? "Region" : "Vårdutbud", format: "text" },
        { key: "ko", label: "På listan", unit: "antal", format: "count" },
        { key: "andring", label: "Listan", format: "text" },
        { key: "beslut", label: "Beslut", unit: "per vecka", format: "rate" },
        { key: "operationer", label: "Op.", unit: "per vecka", format: "rate" },
        { key: "lamnat", label: "Lämnat", unit: "per vecka", format: "rate" },
        { key: "belastning", label: "Belastning", unit: "brutto", format: "rate2" },
        { key: "netto", label: "Belastning", unit: "netto", format: "rate2" },
        { key: "malko", label: "Målkö", unit: "antal", format: "count" },
        { key: "kravs", label: "Krävs", unit: "per vecka", format: "rate" },
        { key: "fattas", label: "Fattas", unit: "per vecka", format: "rate" },
        { key: "tryck", label: "Kötryck", format: "rate2" },
        { key: "zon", label: "Målet", format: "text" },
      ],
      rows: shown.map((row) => ({
        cells: {
          namn: by === "region" ? regionShortName(row.name) : row.name,
          ko: row.queue,
          andring: growthWords(row.growth),
          beslut: row.decisionsPerWeek,
          operationer: row.performedPerWeek,
          lamnat: row.leavingPerWeek,
          belastning: row.load.value,
          netto: row.netLoad.value,
          malko: row.targetQueue,
          kravs: row.requiredPerWeek,
          fattas: row.shortfallPerWeek,
          tryck: row.pressure.value?.value ?? null,
          zon: row.pressure.value === null ? "ingen väntar" : zoneWords[row.pressure.value.zone],
        },
      })),
    },
  });
}

/** What a list did: "växte med 120", "krympte med 5". */
function growthWords(growth: number): string {
  const size = formatCount(Math.abs(growth));
  return size === "0" ? "oförändrad" : `${growth > 0 ? "växte" : "krympte"} med ${size}`;
}

function headlineOf(rows: readonly QueueRow[], by: "region" | "vardutbud"): string {
  const long = rows.filter(({ course }) => course === "relief"), count = formatCount(long.length);
  if (rows.length === 0) return "Ingen kö kan följas";
  if (long.length === 0) return "Ingen av köerna är mer än dubbelt så lång som målet tillåter";
  if (long.length === 1) {
    const [{ name }] = long;
    const which = by === "region" ? `i ${regionShortName(name)}` : `till ${operationsName(name)}`;
    return `Kön ${which} är mer än dubbelt så lång som målet tillåter`;
  }
  return long.length === rows.length
    ? `Alla ${count} köer är mer än dubbelt så långa som målet tillåter`
    : `${count} av ${formatCount(rows.length)} köer är mer än dubbelt så långa som målet tillåter`;
}
