import type { HiredShare, ImagingAssumptions, ImagingNeed, ImagingOption } from "../../plan/mod.ts";
import { regionShortName } from "../../reference/mod.ts";
import { barFigure } from "../marks/bar_figure.ts";
import type { Figure } from "../marks/figure.ts";
import { formatCount, formatRate, formatShare } from "../marks/format.ts";
import { tableFigure } from "../marks/table_figure.ts";
import { capitalise, firstAlike, joinNames, lowerFirst, someNames } from "../marks/_wording.ts";

/**
 * The dependence on hired staff, region by region (hyrberoende).
 *
 * @param shares From `hiredShares`.
 * @param options The time in words.
 * @returns The figure; a region that has not delivered is named in the note, not drawn.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { hiredShareFigure } from "vantelage/figures";
 * const figure = hiredShareFigure([{ region: "Region Dalarna", andel: { value: 0.05 } },
 *   { region: "Region Uppsala", andel: { value: null, reason: "Inte levererat" } }], { span: "april 2024" });
 * assert.equal(figure.note, "Uppsala: inte levererat.");
 * ```
 */
export function hiredShareFigure(shares: readonly HiredShare[], options: { readonly span: string }): Figure {
  const known = shares.flatMap(({ region, andel }) =>
    andel.value === null ? [] : [{ region: regionShortName(region), value: andel.value }]
  ).sort((a, b) => b.value - a.value);
  const unknown = shares.flatMap(({ region, andel }) =>
    andel.value === null ? [{ region: regionShortName(region), reason: andel.reason.toLowerCase() }] : []
  );
  const notes = [...Map.groupBy(unknown, ({ reason }) => reason)].map(([reason, rows]) =>
    `${joinNames(rows.map(({ region }) => region))}: ${reason}.`
  );
  const most = firstAlike(known, ({ value }) => formatShare(value));
  return barFigure({
    rests: ["hyrpersonal"],
    headline: most.length === 0
      ? "Ingen region har levererat sina personalkostnader"
      : most[0].value === 0
      ? "Ingen region har kostnader för hyrpersonal"
      : `${
        capitalise(someNames(most.map(({ region }) => region), "regioner"))
      } är mest beroende av hyrpersonal, ${formatShare(most[0].value)} av personalkostnaden`,
    subtitle: `Hyrpersonalens del av personalkostnaden. ${capitalise(options.span)}`,
    alt: "Liggande staplar: hyrpersonalens del av personalkostnaden per region",
    note: notes.join(" ") || undefined,
    caption: `Hyrberoende, ${options.span}`,
    columns: [{ key: "region", label: "Region", format: "text" }, {
      key: "andel",
      label: "Hyrberoende",
      format: "share",
    }],
    rows: shares.map(({ region, andel }) => ({
      cells: { region: regionShortName(region), andel: andel.value },
    })),
    bars: known.map(({ region, value }) => ({
      name: region,
      value,
      text: formatShare(value),
      tone: value > 0 && formatShare(value) === formatShare(most[0].value) ? "b3" : "b2",
    })),
  });
}

/**
 * The need of an examination against what cameras can do, region by region (behov och kapacitet).
 *
 * @param needs From `imagingNeeds`.
 * @param options The assumptions they rest on, when it is, and what the need comes to later: by little, assumed and much growth.
 * @returns The figure, all on one scale: the cameras that the need takes later, or now where nothing is said of later, and
 * those there are in the bar.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { imagingNeedFigure } from "vantelage/figures";
 * const need = { region: "Region Dalarna", vantan: null, invanare: 1000, behov: { value: 500 }, per1000: 500, kapacitet: 400, kameror: 1,
 *   kameror_behov: { value: 1.25 } };
 * const figure = imagingNeedFigure([need], { undersokning: "CT-PET", year: "i dag" });
 * assert.equal(figure.headline, "Behovet av CT-PET i dag motsvarar 1,3 kameror; det finns 1,0");
 * ```
 */
export function imagingNeedFigure(
  needs: readonly ImagingNeed[],
  options: Pick<ImagingAssumptions, "undersokning"> & {
    readonly year: string;
    readonly later?: {
      readonly year: string;
      readonly low: readonly ImagingNeed[];
      readonly assumed: readonly ImagingNeed[];
      readonly high: readonly ImagingNeed[];
    };
  },
): Figure {
  const { undersokning, year, later } = options;
  const takesLater = (of: "low" | "assumed" | "high", region: string) =>
    later?.[of].find((need) => need.region === region)?.kameror_behov.value ?? 0;
  const allLater = (of: "low" | "assumed" | "high") =>
    known.reduce((sum, need) => sum + takesLater(of, need.region), 0);
  const known = needs.flatMap((need) =>
    need.kameror_behov.value === null ? [] : [{ ...need, takes: need.kameror_behov.value }]
  );
  const isWaitStated = needs.some(({ vantan }) => vantan !== null);
  const takes = known.reduce((sum, need) => sum + need.takes, 0);
  const there = known.reduce((sum, need) => sum + need.kameror, 0);
  const behov = known.reduce((sum, need) => sum + (need.behov.value ?? 0), 0);
  const kapacitet = known.reduce((sum, need) => sum + need.kapacitet, 0);
  return barFigure({
    rests: ["ctpet"],
    headline: known.length === 0
      ? `Behovet av ${undersokning} går inte att räkna ut`
      : `Behovet av ${undersokning} ${year} motsvarar ${formatRate(takes)} kameror${
        later === undefined
          ? ""
          : `, ${later.year} ${formatRate(allLater("low"))}–${formatRate(allLater("high"))}`
      }; det finns ${formatRate(there)}`,
    subtitle: `Kameror som behovet motsvarar ${
      later?.year ?? year
    }; kameror som finns i stapeln. Antaganden om ålder, behov och kameror`,
    alt: `Liggande staplar: kameror som behovet av ${undersokning} motsvarar per region`,
    note: "Flera regioner kan dela en kamera; en mobil kamera räknas efter sina dagar.",
    caption: `Behov av ${undersokning} och kameror`,
    columns: [
      { key: "region", label: "Region", format: "text" },
      { key: "invanare", label: "Invånare", format: "count" },
      { key: "per1000", label: "Behov", unit: "per 1 000 inv", format: "rate2" },
      { key: "behov", label: "Behov", unit: "undersökningar", format: "count" },
      { key: "kapacitet", label: "Kapacitet", unit: "undersökningar", format: "count" },
      { key: "kameror", label: "Kameror", unit: "finns", format: "rate" },
      { key: "tar", label: "Kameror", unit: `för behovet ${year}`, format: "rate" },
      ...later === undefined ? [] : [
        { key: "low", label: "Kameror", unit: `${later.year}, liten tillväxt`, format: "rate" as const },
        { key: "assumed", label: "Kameror", unit: `${later.year}, antagen`, format: "rate" as const },
        { key: "high", label: "Kameror", unit: `${later.year}, stor`, format: "rate" as const },
      ],
      ...isWaitStated ? [{ key: "vantan", label: "Väntan", unit: "dagar", format: "days" as const }] : [],
    ],
    rows: [
      ...needs.map(({ region, invanare, behov, per1000, kapacitet, kameror, kameror_behov, vantan }) => ({
        cells: {
          ...laterCells((of) => takesLater(of, region)),
          vantan,
          region: regionShortName(region),
          invanare,
          per1000,
          behov: behov.value,
          kapacitet,
          kameror,
          tar: kameror_behov.value,
        },
      })),
      {
        total: true,
        cells: {
          region: "Mellansverige",
          invanare: known.reduce((sum, need) => sum + (need.invanare ?? 0), 0),
          per1000: "",
          behov,
          kapacitet,
          kameror: there,
          tar: takes,
          ...laterCells(allLater),
          vantan: "",
        },
      },
    ],
    bars: known.map((need) => ({
      name: regionShortName(need.region),
      value: later === undefined ? need.takes : takesLater("assumed", need.region),
      text: later === undefined ? formatRate(need.takes) : formatRate(takesLater("assumed", need.region)),
      inside: later === undefined
        ? `finns ${formatRate(need.kameror)}`
        : `finns ${formatRate(need.kameror)}, ${year} ${formatRate(need.takes)}`,
      tone: (later === undefined ? need.takes : takesLater("assumed", need.region)) > need.kameror
        ? "late-soft"
        : "b2",
    })),
  });
}

/** What {@linkcode imagingNeedFigure} says of later in its table. */
function laterCells(of: (growth: "low" | "assumed" | "high") => number) {
  return { low: of("low"), assumed: of("assumed"), high: of("high") };
}

/**
 * The ways to meet the need, and what they cost a year (alternativ).
 *
 * @param grown For each assumed growth its words and `imagingOptions`.
 * @param options The examination.
 * @returns A table: a row for each way and growth.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { imagingOptionsTable } from "vantelage/figures";
 * const namn = "Skaffa fler kameror", kronor = { value: 14e6 };
 * const figure = imagingOptionsTable([{ growth: "6 % om året", options: [{ namn, kameror: 1, kopta: 0, kronor }] }],
 *   { undersokning: "CT-PET" });
 * assert.equal(figure.headline, "Med 6 % om året är det billigast att skaffa fler kameror, 14,0\u00a0mnkr om året");
 * ```
 */
export function imagingOptionsTable(
  grown: readonly { readonly growth: string; readonly options: readonly ImagingOption[] }[],
  { undersokning }: Pick<ImagingAssumptions, "undersokning">,
): Figure {
  const middle = grown[Math.floor((grown.length - 1) / 2)];
  const [cheapest] = (middle?.options ?? []).flatMap(({ namn, kronor }) =>
    kronor.value === null ? [] : [{ namn, kronor: kronor.value }]
  ).sort((a, b) => a.kronor - b.kronor);
  return tableFigure({
    rests: ["ctpet"],
    headline: cheapest === undefined
      ? "Kostnaderna är inte angivna, så alternativen går bara att jämföra i antal"
      : cheapest.kronor === 0
      ? `Med ${middle.growth} räcker kamerorna`
      : `Med ${middle.growth} är det billigast att ${lowerFirst(cheapest.namn)}, ${
        formatRate(cheapest.kronor / 1e6)
      }\u00a0mnkr om året`,
    subtitle: `Vad som krävs utöver dagens kameror om fem år, efter hur behovet av ${undersokning} växer`,
    caption: "Alternativen",
    columns: [
      { key: "growth", label: "Behovet växer", format: "text" },
      { key: "namn", label: "Alternativ", format: "text" },
      { key: "kameror", label: "Fler kameror", format: "count" },
      { key: "kopta", label: "Köpta", unit: "undersökningar om året", format: "count" },
      { key: "mnkr", label: "Kostnad", unit: "mnkr om året", format: "rate" },
    ],
    rows: grown.flatMap(({ growth, options }) =>
      options.map(({ namn, kameror, kopta, kronor }) => ({
        cells: {
          growth,
          namn,
          kameror,
          kopta,
          mnkr: kronor.value === null ? null : kronor.value / 1e6,
        },
      }))
    ),
    note: "Kostnaderna är antaganden. Sjukvårdsregionen räknas som en: patienterna kan behöva resa.",
  });
}

/**
 * The assumptions of a need by age, as a table (antaganden).
 *
 * @param assumptions The assumptions.
 * @returns A table.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { imagingAssumptionsFigure } from "vantelage/figures";
 * const figure = imagingAssumptionsFigure({ undersokning: "CT-PET", underlag: "Prov", syntetisk: true, per_kamera: 2000,
 *   belaggning: 0.8, aldersgrupper: [{ namn: "65 år och äldre", behov_per_1000: 12 }], regioner: [] });
 * assert.equal(figure.headline, "En kamera antas göra 1\u00a0600 undersökningar om året");
 * ```
 */
export function imagingAssumptionsFigure(assumptions: ImagingAssumptions): Figure {
  const { undersokning, underlag, aldersgrupper, per_kamera, belaggning, regioner } = assumptions;
  return tableFigure({
    rests: ["ctpet"],
    headline: `En kamera antas göra ${formatCount(per_kamera * belaggning)} undersökningar om året`,
    subtitle: `Behov av ${undersokning} per 1 000 invånare och år, och åldersgruppernas andel av invånarna`,
    caption: "Antaganden",
    columns: [
      { key: "grupp", label: "Ålder", format: "text" },
      { key: "behov", label: "Behov", unit: "per 1 000 inv och år", format: "rate" },
      ...regioner.map(({ region }, index) => ({
        key: `r${index}`,
        label: regionShortName(region),
        format: "share" as const,
      })),
    ],
    rows: aldersgrupper.map(({ namn, behov_per_1000 }, group) => ({
      cells: {
        grupp: namn,
        behov: behov_per_1000,
        ...Object.fromEntries(
          regioner.map(({ aldersandelar }, index) => [`r${index}`, aldersandelar[group]]),
        ),
      },
    })),
    note: `${underlag} En kamera används ${formatShare(belaggning, 0)} av tiden.`,
  });
}
