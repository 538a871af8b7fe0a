import type { Extract } from "../extract/mod.ts";
import { readBandLabel } from "./_band_label.ts";
import type { Roles } from "./_roles.ts";
import type { FileAnswers } from "./file_answers.ts";
import { judgeRecord } from "./layout.ts";
import type { Profile } from "./profile.ts";

/** Records that are tried, spread over the file in no rhythm. */
const TRIED = 5_000, STEP = 7_919;
/** How bands of weeks, months and years were made days. */
export function inOtherUnits(
  { band = [], troskelvarden = [] }: Profile,
  answers?: FileAnswers["unit"],
): string[] {
  const limits = troskelvarden.map(({ namn, over }) => ({ namn, lo: over + 1, hi: null }));
  const longer = [...band, ...limits].filter(({ namn }) => {
    const label = readBandLabel(namn), unit = (label?.from ?? label?.to)?.unit ?? answers ?? "dag";
    return unit !== "dag";
  });
  const read = longer.map(({ namn, lo, hi }) =>
    `${namn} är ${hi === null ? `över ${lo - 1}` : `${lo}–${hi}`}`
  );
  return read.length === 0 ? [] : [`Tiderna är omräknade till dagar: ${read.join("; ")}.`];
}

/** What comes and goes in a month, and does not wait at its end. */
const FLOWS =
  /\b(?:nya|new|tillkomna|inkomna|inflöde|utflöde|avgångna|genomförda|utförda|avslutade|borttagna|completed|removals?|removed|additions?|admitted|inflow|outflow|in|ut|out)\b/iu;

/** What is said of a table of flows: nobody's wait can be read from it. */
export function flowsIn({ layout, roles }: Roles, counting: readonly string[]): string[] {
  const flows = counting.filter((header) => FLOWS.test(header.replaceAll("_", " ")));
  const bands = layout.name === "bandrader" || roles.some(({ role }) => role === "band");
  if (layout.name === "register" || (bands && flows.length === 0)) return [];
  const some = flows.length > 0 ? ` (${flows.join(", ")})` : "";
  if (bands) return [`Flöden och inte väntande${some}: de som kommer till eller lämnar kön under månaden.`];
  return [
    `Filen har inga väntetidsband${
      some === "" ? "" : `, och kolumner som ser ut att räkna flöden${some}`
    }: av den går det att läsa hur många som väntar, om en kolumn säger det, men inte hur länge.`,
  ];
}

/** What the file lacks by this profile, or how many of the records that were tried it takes. */
export function doubtsOf(extract: Extract, { layout, sources, missing }: Roles): string[] {
  if (missing.length > 0) {
    return [
      `Filen saknar ${
        missing.join(", ")
      }: ange det i konstanter, eller med --konstant, om det är lika för alla rader.`,
    ];
  }
  const { good } = extract, count = Math.min(good, TRIED);
  const verdicts = Array.from({ length: count }, (_, index) => {
    const cells = extract.fields(count === good ? index : (index * STEP) % good);
    return judgeRecord(
      layout,
      Object.fromEntries(
        Object.entries(sources).map(([field, source]) => [
          field,
          "constant" in source ? source.constant : source.columns.map((column) => cells[column]).join(" "),
        ]),
      ),
    );
  });
  const wrong = verdicts.flatMap(({ breaches }) => breaches.find(({ level }) => level === "error") ?? []);
  const why = [...new Set(wrong.map(({ says }) => says))].slice(0, 3);
  return wrong.length === 0
    ? []
    : [`${wrong.length} av ${count} prövade rader underkänns: ${why.join("; ")}.`];
}
