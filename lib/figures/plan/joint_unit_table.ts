import type { JointUnit, PriceRow } from "../../plan/mod.ts";
import { offeringWords, regionShortName } from "../../reference/mod.ts";
import type { Figure } from "../marks/figure.ts";
import { formatCount, formatRate, formatShare } from "../marks/format.ts";
import { tableFigure } from "../marks/table_figure.ts";
import { joinNames } from "../marks/_wording.ts";

/** Options for {@linkcode jointUnitTable}. */
export interface JointUnitOptions {
  /** The vårdutbud that the unit would do, with how many of each were done. */
  readonly care: readonly { readonly vardutbud: string; readonly antal: number }[];
  /** The year in words: "maj 2023–april 2024". */
  readonly span: string;
  /** What an operation costs; left out where there is no price list. */
  readonly prices?: readonly PriceRow[];
  /** What a kilometre of the patient's journey costs, kronor; there and back is counted. An assumption. @default {2.5} */
  readonly kronorPerKm?: number;
  /** How many places to show. @default {8} */
  readonly top?: number;
}

/**
 * Where one unit could do all operations of a kind, with the way there and what the journeys cost next to how it has been
 * (gemensam produktionsenhet).
 *
 * @param unit From `jointUnit`.
 * @param options What it would do, when, and the price list.
 * @returns A table: how it has been, and then the places, that with the shortest way first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { jointUnitTable } from "vantelage/figures";
 * const place = { sjukhus: "Västmanlands sjukhus Köping", region: "Region Västmanland", antal: 40, km: 80, langt: 0.25 };
 * const unit = { antal: 100, kmIdag: 20, platser: [place], vantan: [], vantanTillsammans: null };
 * const care = [{ vardutbud: "Knäled protes", antal: 100 }];
 * assert.equal(jointUnitTable(unit, { care, span: "april 2024" }).headline,
 *   "En enhet på Västmanlands sjukhus Köping ger kortast resväg: 80\u00a0km i medeltal, mot 20 i dag");
 * ```
 */
export function jointUnitTable(unit: JointUnit, options: JointUnitOptions): Figure {
  const { care, span, prices = [], kronorPerKm = 2.5, top = 8 } = options, [nearest] = unit.platser;
  const journeys = (km: number) => unit.antal * 2 * km * kronorPerKm / 1e6;
  const words = joinNames(care.map(({ vardutbud }) => offeringWords(vardutbud)));
  const priceOf = (name: string) => prices.find(({ vardutbud }) => vardutbud === name)?.pris ?? null;
  const costs = care.map(({ vardutbud, antal }) => ({ antal, pris: priceOf(vardutbud) }));
  const cost = costs.some(({ pris }) => pris === null)
    ? null
    : costs.reduce((sum, { antal, pris }) => sum + antal * (pris ?? 0), 0) / 1e6;
  const more = nearest === undefined ? 0 : journeys(nearest.km) - journeys(unit.kmIdag);
  return tableFigure({
    rests: ["leveranser", "kopt_vard", "priser"],
    headline: nearest === undefined
      ? "Var en gemensam enhet skulle ligga går inte att räkna: patienternas hemregion är inte levererad"
      : `En enhet på ${nearest.sjukhus} ger kortast resväg: ${
        formatCount(Math.round(nearest.km))
      }\u00a0km i medeltal, mot ${formatCount(Math.round(unit.kmIdag))} i dag`,
    subtitle: `Alla ${
      formatCount(unit.antal)
    } operationer på en plats: resväg i km enkel väg, och resor i mnkr om året. ${words[0].toUpperCase()}${
      words.slice(1)
    }, ${span}`,
    caption: "Platser för en gemensam produktionsenhet",
    columns: [
      { key: "plats", label: "Plats", format: "text" },
      { key: "region", label: "Region", format: "text" },
      { key: "antal", label: "Gjorda där", unit: "ett år", format: "count" },
      { key: "km", label: "Resväg", unit: "km i medeltal", format: "count" },
      { key: "langt", label: "Över 100 km", unit: "del av patienterna", format: "share" },
      { key: "resor", label: "Resor", unit: "mnkr om året", format: "rate2" },
    ],
    rows: nearest === undefined ? [] : [
      {
        cells: {
          ...{ plats: "Som i dag", region: "alla sju", antal: unit.antal },
          ...{ km: Math.round(unit.kmIdag), langt: null, resor: journeys(unit.kmIdag) },
        },
      },
      ...unit.platser.slice(0, top).map(({ sjukhus, region, antal, km, langt }) => ({
        cells: {
          ...{ plats: sjukhus, region: regionShortName(region), antal },
          ...{ km: Math.round(km), langt, resor: journeys(km) },
        },
      })),
    ],
    note: [
      waitText(unit),
      cost === null || more <= 0
        ? ""
        : `Vården kostar ${formatRate(cost)}\u00a0mnkr enligt prislistan: en enhet behöver vara ${
          formatShare(more / cost)
        } billigare för varje operation för att betala de längre resorna.`,
      `Var och en antas bo där hemregionens största sjukhus ligger, och resan kosta ${
        formatRate(kronorPerKm)
      } kr per km tur och retur.`,
    ].filter((part) => part !== "").join(" "),
  });
}

/** "På väntelistan står 9,2 månaders operationer i Värmland och 2,8 i Västmanland; med en lista blir det 5,4 för alla." */
function waitText({ vantan, vantanTillsammans: all }: JointUnit): string {
  const [longest] = vantan, shortest = vantan[vantan.length - 1];
  if (all === null || vantan.length < 2) return "";
  return `På väntelistan står ${formatRate(longest.manader)} månaders operationer i ${
    regionShortName(longest.region)
  } och ${formatRate(shortest.manader)} i ${regionShortName(shortest.region)}; med en lista blir det ${
    formatRate(all)
  } för alla.`;
}
