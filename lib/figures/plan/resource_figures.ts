import type { HiredShare, ImagingAssumptions, ImagingNeed } from "../../plan/mod.ts";
import { regionShortName } from "../../reference/mod.ts";
import { barFigure } from "../marks/bar_figure.ts";
import type { Figure } from "../marks/figure.ts";
import { formatCount, formatRate, formatShare } from "../marks/format.ts";
import { tableFigure } from "../marks/table_figure.ts";
import { capitalise, firstAlike, joinNames, someNames } from "../marks/_wording.ts";

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
 * import { hiredShareFigure } from "vantelage";
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
    subtitle: `Hyrpersonalens del av personalkostnaden. ${options.span}`,
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
 * @param options The assumptions they rest on, and what is assumed of growth in words.
 * @returns The figure; the cameras that the need takes, and those there are in the bar.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { imagingNeedFigure } from "vantelage";
 * const need = { region: "Region Dalarna", invanare: 1000, behov: { value: 500 }, per1000: 500, kapacitet: 400, kameror: 1,
 *   kameror_behov: { value: 1.25 } };
 * const figure = imagingNeedFigure([need], { undersokning: "CT-PET", year: "i dag" });
 * assert.equal(figure.headline, "Behovet av CT-PET i dag motsvarar 1,3 kameror; det finns 1,0");
 * ```
 */
export function imagingNeedFigure(
  needs: readonly ImagingNeed[],
  options: Pick<ImagingAssumptions, "undersokning"> & { readonly year: string },
): Figure {
  const { undersokning, year } = options;
  const known = needs.flatMap((need) =>
    need.kameror_behov.value === null ? [] : [{ ...need, takes: need.kameror_behov.value }]
  );
  const takes = known.reduce((sum, need) => sum + need.takes, 0);
  const there = known.reduce((sum, need) => sum + need.kameror, 0);
  const behov = known.reduce((sum, need) => sum + (need.behov.value ?? 0), 0);
  const kapacitet = known.reduce((sum, need) => sum + need.kapacitet, 0);
  return barFigure({
    rests: ["ctpet"],
    headline: known.length === 0
      ? `Behovet av ${undersokning} går inte att räkna ut`
      : `Behovet av ${undersokning} ${year} motsvarar ${formatRate(takes)} kameror; det finns ${
        formatRate(there)
      }`,
    subtitle:
      `Kameror som behovet motsvarar; kameror som finns i stapeln. Antaganden om ålder, behov och kameror, ${year}`,
    alt: `Liggande staplar: kameror som behovet av ${undersokning} motsvarar per region`,
    note: "Flera regioner kan dela en kamera; en mobil kamera räknas efter sina dagar.",
    caption: `Behov av ${undersokning} och kameror, ${year}`,
    columns: [
      { key: "region", label: "Region", format: "text" },
      { key: "invanare", label: "Invånare", format: "count" },
      { key: "per1000", label: "Behov", unit: "per 1 000 inv", format: "rate2" },
      { key: "behov", label: "Behov", unit: "undersökningar", format: "count" },
      { key: "kapacitet", label: "Kapacitet", unit: "undersökningar", format: "count" },
      { key: "kameror", label: "Kameror", unit: "finns", format: "rate" },
      { key: "tar", label: "Kameror", unit: "för behovet", format: "rate" },
    ],
    rows: [
      ...needs.map(({ region, invanare, behov, per1000, kapacitet, kameror, kameror_behov }) => ({
        cells: {
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
        },
      },
    ],
    bars: known.map((need) => ({
      name: regionShortName(need.region),
      value: need.takes,
      text: formatRate(need.takes),
      inside: `finns ${formatRate(need.kameror)}`,
      tone: need.takes > need.kameror ? "late-soft" : "b2",
    })),
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
 * import { imagingAssumptionsFigure } from "vantelage";
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
