import { DELIVERIES } from "../../reference/invented.ts";
import { addMonths, type Month, monthName, monthRange } from "../../calendar/mod.ts";
import { careOfferings, memberRegions, regionShortName } from "../../reference/mod.ts";
import type { Figure } from "../marks/figure.ts";
import { formatCount } from "../marks/format.ts";
import { keyFigures } from "../marks/key_figures.ts";
import type { Panel } from "../marks/panel.ts";
import { tableFigure } from "../marks/table_figure.ts";
import { capitalise, joinNames, numberWord } from "../marks/_wording.ts";

/** One delivery, as {@linkcode deliveryFigure} shows it. */
export interface ShownDelivery {
  /** The file's name. */
  readonly file: string;
  /** The regions in it, official names. */
  readonly regions: readonly string[];
  /** Records in the file; always loaded + rejected + skipped. */
  readonly read: number;
  /** Records accepted. */
  readonly loaded: number;
  /** Records rejected. */
  readonly rejected: number;
  /** Records skipped. */
  readonly skipped: number;
  /** Whether it holds, or a newer delivery has replaced it. */
  readonly holds: boolean;
}

/** A month of a region that has been delivered. */
export interface ShownHolding {
  /** The region. */
  readonly region: string;
  /** The month. */
  readonly manad: Month;
}

/**
 * What came of a month's records: read = accepted + rejected + skipped, of the deliveries that hold.
 *
 * @param deliveries The month's deliveries.
 * @param options The month.
 * @returns The panel.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { reconciliationKeyFigures } from "vantelage/figures";
 * const delivery = { file: "a.csv", regions: [], read: 5, loaded: 4, rejected: 1, skipped: 0, holds: true };
 * assert.match(reconciliationKeyFigures([delivery], { manad: "2024-04" }).text(), /Underkända: 1/);
 * ```
 */
export function reconciliationKeyFigures(
  deliveries: readonly ShownDelivery[],
  { manad }: { manad: Month },
): Panel {
  const holding = deliveries.filter(({ holds }) => holds);
  const sum = (key: "read" | "loaded" | "rejected" | "skipped") =>
    holding.reduce((total, delivery) => total + delivery[key], 0);
  const regions = new Set(
    holding.flatMap((delivery) => delivery.regions).filter((region) => memberRegions.includes(region)),
  );
  return keyFigures([
    {
      label: "Lästa rader",
      value: formatCount(sum("read")),
      note: `${capitalise(deliveriesInWords(holding.length))} för ${monthName(manad)}`,
    },
    {
      label: "Godtagna",
      value: formatCount(sum("loaded")),
      note: `${numberWord(regions.size)} av ${numberWord(memberRegions.length)} regioner har levererat`,
    },
    {
      label: "Underkända",
      value: formatCount(sum("rejected")),
      note: "sparade oförändrade, med plats och orsak",
      tone: "late",
    },
    {
      label: "Överhoppade",
      value: formatCount(sum("skipped")),
      note: "summarader och sådant som inte är operationer",
    },
  ], { rests: DELIVERIES });
}

/**
 * The deliveries of a month, with what came of their records; those that are replaced are shown and not summed.
 *
 * @param deliveries The deliveries.
 * @param options The month.
 * @returns A figure that is a table.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { deliveryFigure } from "vantelage/figures";
 * const delivery = { file: "a.csv", regions: ["Region Dalarna"], read: 5, loaded: 4, rejected: 1, skipped: 0, holds: true };
 * assert.equal(deliveryFigure([delivery], { manad: "2024-04" }).headline, "1 av 5 rader underkändes");
 * ```
 */
export function deliveryFigure(deliveries: readonly ShownDelivery[], { manad }: { manad: Month }): Figure {
  const holding = deliveries.filter(({ holds }) => holds);
  const sum = (key: "read" | "loaded" | "rejected" | "skipped") =>
    holding.reduce((total, delivery) => total + delivery[key], 0);
  const headline = deliveries.length === 0
    ? "Ingen leverans har kommit"
    : sum("rejected") === 0
    ? "Alla rader godtogs"
    : `${formatCount(sum("rejected"))} av ${formatCount(sum("read"))} rader underkändes`;
  const counts = ["read", "loaded", "rejected", "skipped"] as const;
  return tableFigure({
    rests: DELIVERIES,
    headline,
    subtitle: `Rader per leverans, ${monthName(manad)}. Lästa = godtagna + underkända + överhoppade`,
    caption: `Leveranser, ${monthName(manad)}`,
    columns: [
      { key: "region", label: "Region", format: "text" },
      { key: "file", label: "Fil", format: "text" },
      { key: "read", label: "Lästa", format: "count" },
      { key: "loaded", label: "Godtagna", format: "count" },
      { key: "rejected", label: "Underkända", format: "count" },
      { key: "skipped", label: "Överhoppade", format: "count" },
    ],
    rows: [
      ...deliveries.map((delivery) => ({
        cells: {
          region: namedRegions(delivery.regions),
          file: `${delivery.file}${delivery.holds ? "" : " (ersatt)"}`,
          ...Object.fromEntries(counts.map((key) => [key, delivery[key]])),
        },
      })),
      ...(deliveries.length > 1
        ? [{
          total: true,
          cells: {
            region: "Summa",
            file: holding.length === deliveries.length
              ? `${deliveries.length} filer`
              : `${holding.length} av ${deliveries.length} filer gäller`,
            ...Object.fromEntries(counts.map((key) => [key, sum(key)])),
          },
        }]
        : []),
    ],
  });
}

/**
 * Which regions have delivered, month by month, up to a month.
 *
 * @param holdings What the store holds: one entry for each region and month.
 * @param options The last month, and how many months to look at.
 * @returns A figure that is a table; the headline names who is missing.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { monthsDeliveredFigure } from "vantelage/figures";
 * const figure = monthsDeliveredFigure([{ region: "Region Dalarna", manad: "2024-04" }], { manad: "2024-04" });
 * assert.equal(figure.headline, "Sex av sju regioner saknas i april 2024");
 * ```
 */
export function monthsDeliveredFigure(
  holdings: readonly ShownHolding[],
  { manad, count = 13 }: { manad: Month; count?: number },
): Figure {
  const months = monthRange(addMonths(manad, 1 - count), manad);
  const has = new Set(holdings.map((holding) => `${holding.region}|${holding.manad}`));
  const absent = memberRegions.filter((region) => !has.has(`${region}|${manad}`));
  return tableFigure({
    rests: DELIVERIES,
    headline: absent.length === 0
      ? `Alla ${numberWord(memberRegions.length)} regioner har levererat ${monthName(manad)}`
      : absent.length < 3
      ? `${joinNames(absent.map(regionShortName))} saknas i ${monthName(manad)}`
      : `${capitalise(numberWord(absent.length))} av ${numberWord(memberRegions.length)} regioner saknas i ${
        monthName(manad)
      }`,
    subtitle: `Levererade månader av de senaste ${count}, ${monthName(months[0])} till ${monthName(manad)}`,
    caption: `Levererade månader till och med ${monthName(manad)}`,
    columns: [
      { key: "region", label: "Region", format: "text" },
      { key: "delivered", label: "Levererade", unit: `av ${count} månader`, format: "count" },
      { key: "latest", label: "Senaste", format: "text" },
      { key: "missing", label: "Saknade månader", format: "text" },
    ],
    rows: memberRegions.map((region) => {
      const missing = months.filter((month) => !has.has(`${region}|${month}`));
      const latest = months.findLast((month) => has.has(`${region}|${month}`));
      return {
        cells: {
          region: regionShortName(region),
          delivered: count - missing.length,
          latest: latest === undefined ? null : monthName(latest),
          missing: missing.length === 0
            ? "inga"
            : missing.length > 4
            ? `${missing.length} månader`
            : joinNames(missing.map(monthName)),
        },
      };
    }),
  });
}

/**
 * Which codes put a contact in a vårdutbud.
 *
 * @param name The vårdutbud.
 * @returns A figure that is a table.
 * @throws {RangeError} If there is no such vårdutbud.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { careOfferingFigure } from "vantelage/figures";
 * assert.equal(careOfferingFigure("Gallsten").headline, "Gallsten känns igen på 2 koder");
 * ```
 */
export function careOfferingFigure(name: string): Figure {
  const entry = careOfferings.find(({ namn }) => namn === name);
  if (!entry) {
    throw new RangeError(
      `Cannot list the codes as there must be such a vårdutbud: got ${JSON.stringify(name)}`,
    );
  }
  const { omrade, aktivitet, kva, utom_kva, mvo, restgrupp } = entry;
  const codes = aktivitet.length + kva.length;
  const list = (values: readonly string[]) => (values.length === 0 ? null : values.join(", "));
  return tableFigure({
    rests: DELIVERIES,
    headline: restgrupp
      ? `${name} är det som blir kvar inom ${omrade.toLowerCase()}`
      : `${name} känns igen på ${codes === 1 ? "en kod" : `${codes} koder`}`,
    subtitle: "Koder som avgör vårdutbudet. En KVÅ-kod som börjar med det som står här hör hit",
    caption: `Koder för ${name}`,
    columns: [{ key: "what", label: "Slag", format: "text" }, {
      key: "codes",
      label: "Koder",
      format: "text",
    }],
    rows: [
      { cells: { what: "Område", codes: omrade } },
      { cells: { what: "Aktivitetskod", codes: list(aktivitet) } },
      { cells: { what: "KVÅ börjar med", codes: list(kva) } },
      { cells: { what: "Utom KVÅ", codes: list(utom_kva) } },
      { cells: { what: restgrupp ? "Alla övriga inom MVO" : "MVO", codes: mvo } },
    ],
  });
}

function deliveriesInWords(count: number): string {
  return count === 1 ? "en leverans" : `${numberWord(count)} leveranser`;
}

function namedRegions(regions: readonly string[]): string {
  const names = regions.map(regionShortName);
  return names.length > 3 ? `${numberWord(names.length)} regioner` : joinNames(names);
}
