import { type Day, lastDay } from "../calendar/mod.ts";
import type { Finding } from "../contract/mod.ts";
import { differingTotals } from "./_differing_totals.ts";
import { blankBands, partlyReportedDeviations, unplacedTotals } from "./_gaps.ts";
import { oddHospitals, otherCounties } from "./_places.ts";
import { groupSums } from "./_group_sums.ts";
import { partingColumns } from "./_parting_columns.ts";
import { likelySums, namedSums, unreadSums } from "./_sums.ts";
import { vanishedNames } from "./_vanished.ts";
import { warning } from "./_wording.ts";
import type { Delivered } from "./delivered.ts";
import { repeatedRowFindings } from "./repeated_rows.ts";
import { sentinelFindings } from "./sentinels.ts";
import { shareFindings } from "./shares.ts";

/** A header that speaks of those who wait by their own choice or for medical reasons, and of no share. */
const DEVIATION = /^(?!.*(?:andel|per|inkl|exkl|%)).*\b(?:pvv|mov|patientvald|medicinskt orsakad)/i;

/**
 * What is possible and yet unlikely in a delivery by itself: counts that stand for a missing value, sums that are not
 * proven to be sums, rows given twice, shares that are not the counts', deviations and bands that only some rows have,
 * hospitals that may be misspelt, lie in another region or vanish, and a month that is not over.
 *
 * @param delivered The delivery.
 * @param today The day of the load; without it no month is too late.
 * @returns Findings of level stop and warn, one for each cause.
 */
export function plausibilityFindings(delivered: Delivered, today?: Day): Finding[] {
  const { misspelt, elsewhere } = oddHospitals(delivered);
  return [
    // A row of the register is a person, and cannot be a sum.
    ...delivered.reading.layout.name === "register" ? [] : aggregateFindings(delivered),
    ...warning(
      "sjukhus_liknar",
      "sjukhus som inte är kända och liknar ett som är det; är namnet felskrivet räknas de som två",
      misspelt,
    ),
    ...warning(
      "sjukhus_annan_region",
      "sjukhus som ligger i en annan region än den som raden anger",
      elsewhere,
    ),
    ...warning(
      "namn_upphor",
      "sjukhus och vårdutbud som inte finns i filens senare månader, fast regionen gör det",
      vanishedNames(delivered),
    ),
    ...warning(
      "manad_inte_slut",
      "väntande räknas den sista i månaden, men den har inte varit än",
      today === undefined ? [] : monthsNotOver(delivered, today),
    ),
    ...warning(
      "regionkod_oklar",
      "regionkoden läses som väntetidsregistrets, men patienterna bor där SCB har samma länskod",
      delivered.reading.layout.name === "register" ? otherCounties(delivered) : [],
    ),
  ];
}

function aggregateFindings(delivered: Delivered): Finding[] {
  const wide = delivered.reading.layout.name === "aggregat";
  return [
    ...sentinelFindings(delivered),
    ...namedSums(delivered),
    ...differingTotals(delivered),
    ...shareFindings(delivered),
    ...likelySums(delivered),
    ...groupSums(delivered),
    ...unreadSums(delivered),
    ...partingColumns(delivered),
    ...warning(
      "summa_utan_sjukhus",
      "rader för alla vårdutbud eller ägarformer utan sjukhus, bredvid rader med sjukhus: är de summor av dem räknas de en gång till, och då ska sjukhuset vara Alla",
      unplacedTotals(delivered),
    ),
    ...warning(
      "avvikelse_delvis_tom",
      "antalet med PvV eller MoV saknas i en del rader: det som saknas räknas inte, och summan kan vara för låg (finns ingen, så skriv 0)",
      wide ? partlyReportedDeviations(delivered) : [],
    ),
    ...warning(
      "band_delvis_tomt",
      "antalet i något väntetidsband saknas i en del rader, och raden har inget antal av alla: det som saknas räknas som ingen (finns ingen, så skriv 0)",
      wide ? blankBands(delivered) : [],
    ),
    ...warning(
      "band_borjar_sent",
      "väntetidsbanden börjar inte vid dag 0, och inget antal av alla säger hur många som väntat kortare: de räknas inte",
      wide ? lateBands(delivered) : [],
    ),
    ...warning(
      "dagar_utan_band",
      "inget väntetidsband räknar dem som har väntat vissa dagar, och inget antal av alla: de räknas inte",
      wide ? daysWithoutBand(delivered) : [],
    ),
    ...warning(
      "avvikelse_olast",
      "kolumner som ser ut att räkna PvV eller MoV läses inte: är de med i antalen, så räknas de som aktivt väntande",
      delivered.unread.map(({ header }) => header).filter((name) => DEVIATION.test(name)),
    ),
    ...repeatedRowFindings(delivered),
  ];
}

/** The days between two bands that no band counts, where no column counts all. */
function daysWithoutBand({ reading: { layout, sources } }: Delivered): string[] {
  const read = layout.bands.filter(({ field }) => sources[field] !== undefined).sort((a, b) => a.lo - b.lo);
  if (sources.antal !== undefined || read.some(({ utom }) => utom !== undefined)) return [];
  return read.flatMap(({ lo }, at) => {
    const last = read[at - 1]?.hi ?? null;
    return at === 0 || last === null || lo <= last + 1 ? [] : [`dag ${last + 1} till ${lo - 1}`];
  });
}

/** The first band where it begins after day 0, and no column counts all. */
function lateBands({ reading: { layout, sources } }: Delivered): string[] {
  const read = layout.bands.filter(({ field }) => sources[field] !== undefined).sort((a, b) => a.lo - b.lo);
  const [first] = read;
  return first === undefined || first.lo === 0 || sources.antal !== undefined
    ? []
    : [`det första börjar vid dag ${first.lo}`];
}

function monthsNotOver(delivered: Delivered, today: Day): string[] {
  return delivered.roll(["manad"]).map(({ manad }) => manad).filter((manad) => lastDay(manad) > today).sort();
}
