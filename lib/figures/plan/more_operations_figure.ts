import { monthName } from "../../calendar/mod.ts";
import type { Computed } from "../../numeric/mod.ts";
import type { MoreOperations, OtherReckoning } from "../../plan/mod.ts";
import { DELIVERIES } from "../../reference/mod.ts";
import { Figure } from "../marks/figure.ts";
import { figureDefinition, figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatCount, formatShare } from "../marks/format.ts";
import { shortName } from "../marks/_wording.ts";

/** Options for {@linkcode moreOperationsFigure}. */
export interface MoreOperationsFigureOptions extends FigureOptions {
  /** Numbers of the page, or of other pages, set next to the answer. @default none */
  readonly others?: readonly OtherReckoning[];
}

/**
 * How many more operations the target takes, in each way of counting (hur många fler operationer?).
 *
 * @param more What {@linkcode moreOperations} gives.
 * @param options The month, and other numbers.
 * @returns A figure that is a table. Its headline is the answer, from the least that it takes to what it takes in
 *   today's order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { moreOperationsFigure } from "vantelage";
 * const row = { region: null, now: { value: 1000 }, hold: { value: 10 }, longestFirst: { value: 100 },
 *   range80: null, asToday: { value: 150 }, shortList: { value: 120 } };
 * const figure = moreOperationsFigure({ rows: [row], asAt: "2024-04", by: "2025-04", share: 0.92, limitDays: 90 },
 *   { manad: "2024-04" });
 * assert.equal(figure.headline, "Målet till april 2025 kräver 100–150 fler operationer i månaden, 10–15\u00a0% fler");
 * ```
 */
export function moreOperationsFigure(
  more: MoreOperations,
  options: MoreOperationsFigureOptions,
): Figure {
  const { others: all = [], ...own } = options, others = all.filter(({ perMonth }) => perMonth.size > 0);
  const { rows, share, limitDays } = more, by = monthName(more.by);
  const isRanged = rows.some(({ range80 }) => range80 !== null);
  const goal = `${formatShare(share, 0)} av de väntande har väntat högst ${limitDays} dagar`;
  return new Figure({
    kind: "moreOperationsFigure",
    rests: [...new Set([...DELIVERIES, ...others.flatMap(({ rests }) => rests)])],
    headline: headlineOf(more),
    subtitle: figureSubtitle(
      `Fler operationer i månaden för att ${goal} i ${by}`,
      own,
      figureDefinition(own),
    ),
    alt: `Tabell: fler operationer i månaden, ${formatCount(rows.length)} rader.`,
    note: figureNote([
      "Svaret beror på vem som opereras: minst krävs när de som har väntat längst går först, mer i dagens ordning. Hålla " +
      "listan är vad som krävs för att den inte ska växa; under noll krymper den redan. Kort lista är vad som krävs för " +
      "att listan på ett år ska bli så kort att målet hålls i vilken ordning som helst. Summan är regionernas: ingen " +
      "betalar för en annan.",
      isRanged
        ? "Osäkerheten är framskrivningens: av tio tänkbara förlopp kräver åtta en ökning inom spannet."
        : null,
      ...others.map(({ why }) => why),
    ], own),
    table: {
      caption: `Fler operationer i månaden till ${by}`,
      columns: [
        { key: "region", label: "Region", format: "text" },
        { key: "nu", label: "Görs nu", unit: "per månad", format: "count" },
        { key: "halla", label: "Hålla listan", unit: "fler", format: "count" },
        { key: "langst", label: "Målet, längst väntan först", unit: "fler", format: "count" },
        ...(isRanged ? [{ key: "spann", label: "Osäkerhet", unit: "80 %", format: "text" as const }] : []),
        { key: "idag", label: "Målet, dagens ordning", unit: "fler", format: "count" },
        { key: "kort", label: "Kort lista", unit: "fler", format: "count" },
        ...others.map(({ name }, index) => (
          { key: `annan${index}`, label: name, unit: "per månad", format: "count" as const }
        )),
        ...(rows.some((row) => reasonsOf(row) !== "")
          ? [{ key: "anmarkning", label: "Anmärkning", format: "text" as const }]
          : []),
      ],
      rows: rows.map((row) => ({
        total: row.region === null,
        cells: {
          region: row.region === null ? "Summan" : shortName(row.region),
          nu: row.now.value,
          halla: row.hold.value,
          langst: row.longestFirst.value,
          spann: rangeText(row.range80),
          idag: row.asToday.value,
          kort: row.shortList.value,
          ...Object.fromEntries(
            others.map(({ perMonth }, index) => [`annan${index}`, perMonth.get(row.region) ?? null]),
          ),
          anmarkning: row.region === null ? "" : reasonsOf(row),
        },
      })),
    },
  });
}

/** "80–120"; "från 80" where no believable plan is enough at the worst. */
function rangeText(range: MoreOperations["rows"][number]["range80"]): string {
  if (range === null) return "";
  return range.high === null
    ? `från ${formatCount(range.low)}`
    : `${formatCount(range.low)}–${formatCount(range.high)}`;
}

/** Why a region lacks numbers, each reason once. */
function reasonsOf({ region: _, range80: __, ...numbers }: MoreOperations["rows"][number]): string {
  const reasons = Object.values(numbers).flatMap((each) => each.value === null ? [each.reason] : []);
  return [...new Set(reasons)].join(". ");
}

function headlineOf({ rows, by }: MoreOperations): string {
  const total = rows.find(({ region }) => region === null), month = monthName(by);
  if (total === undefined) return "Ingen region kan framskrivas";
  const { longestFirst, asToday, now } = total;
  if (longestFirst.value === null) {
    const out = rows.filter((row) => row.region !== null && row.longestFirst.value === null);
    return `Vad målet till ${month} kräver går inte att räkna för alla: ${
      out.map(({ region }) => shortName(region ?? "")).join(", ")
    } saknas`;
  }
  if (longestFirst.value < 0.5) {
    return `Målet nås till ${month} utan fler operationer, om längst väntan går först`;
  }
  const most = asToday.value === null || asToday.value < longestFirst.value ? null : asToday.value;
  const span = (of: (count: number) => string) =>
    most === null || of(most) === of(longestFirst.value!)
      ? of(longestFirst.value!)
      : `${of(longestFirst.value!).replace(/\s%$/, "")}–${of(most)}`;
  const share = now.value === null || now.value === 0 ? "" : `, ${span((count) => percent(count, now))} fler`;
  return `Målet till ${month} kräver ${most === null ? "minst " : ""}${
    span(formatCount)
  } fler operationer i månaden${share}`;
}

function percent(count: number, now: Computed): string {
  return formatShare(count / (now.value ?? 1), 0);
}
