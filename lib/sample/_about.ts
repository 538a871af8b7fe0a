import { monthName } from "../calendar/mod.ts";
import { describeQuirk, quirks } from "./_quirks.ts";
import { HISTORY_MONTHS, REGISTER_MONTHS } from "./sample.ts";

/** The name of the aggregated history. */
export const HISTORY_FILE: string = `syntetisk_historik_${HISTORY_MONTHS[0]}_${HISTORY_MONTHS.at(-1)}.csv`;

/** What the folder holds and that it is synthetic, in Swedish. */
export function readMe(seed: string): string {
  const lines = [
    "ALLT I DEN HÄR MAPPEN ÄR SYNTETISKT",
    "",
    "Ingen person, insats eller operation i filerna finns eller har funnits. Raderna är slumpade av ett program",
    `(frö: ${seed}) och får inte användas för att säga något om verkliga sjukhus, regioner eller patienter.`,
    "",
    "Det enda som kommer ur verkligheten är slutsummorna för väntande i april 2024 per region (intervall, median, PvV och",
    "MoV) och vårdutbudens antal över 90 dagar: Produktionsplaneringsgruppen, Sjukvårdsregion Mellansverige,",
    "2024-05-30. Fördelningen på sjukhus, vårdutbud per region, kön, ålder och hemort, alla andra månader och alla",
    "genomförda är påhittade.",
    "",
    `syntetisk_<region>_<månad>.csv  väntande vid månadens slut och genomförda under månaden, en insats per rad,`,
    `    ${monthName(REGISTER_MONTHS[0])} till ${monthName(REGISTER_MONTHS.at(-1)!)}`,
    `${HISTORY_FILE}  samma kö i förväg räknad per månad, status, region, sjukhus och`,
    `    vårdutbud, ${monthName(HISTORY_MONTHS[0])} till ${
      monthName(HISTORY_MONTHS.at(-1)!)
    }. Väntande: intervallen, antal och median utan PvV och MoV.`,
    "    Genomförda: intervallen och antal utan PvV men med MoV (mov är därför 0); median för alla.",
    "fel.json  de rader som är fel med avsikt (fel: ska underkännas; varningar: ska läsas in med varning)",
    "",
    "Varje region skriver på sitt sätt:",
    ...quirks.map((quirk) => `- ${describeQuirk(quirk)}`),
  ];
  return lines.map((line) => `${line}\r\n`).join("");
}
