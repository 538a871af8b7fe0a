import { type Day, lastDay, type Month } from "../calendar/mod.ts";
import { type Finding, type Reading, TOTAL } from "../contract/mod.ts";
import { type Database, identifier, literal } from "../database/mod.ts";
import {
  countyCodes,
  hospitalNames,
  hospitals,
  nameKey,
  nearestNames,
  regionCodes,
  regionShortName,
} from "../reference/mod.ts";

/**
 * What is possible and yet unlikely in a delivery: a name that holds as many as all others together, rows that count the
 * same twice, deviations and bands that only some rows tell, totals that may be of rows beside them, rows that may be sums over a column that is not read,
 * hospitals that may be misspelt or lie in another region, a region of which most patients live in the region that has its two digits as county code, and a month
 * that is not over.
 *
 * @param database The database the delivery was judged in.
 * @param reading How it was read.
 * @param delivery The tables of its accepted rows and of its cells, and its headers.
 * @param today The day of the load; without it no month is too late.
 * @returns Findings of level warn, one for each cause.
 */
export async function plausibilityFindings(
  database: Database,
  reading: Reading,
  { rows, cells, header }: { rows: string; cells: string; header: readonly string[] },
  today?: Day,
): Promise<Finding[]> {
  // A row of the register is a person, and cannot be a sum.
  const contacts = reading.layout.name === "register";
  const sums = contacts ? [] : await likelySums(database, cells);
  const repeated = contacts ? [] : await repeatedRows(database, reading, rows, header);
  const unread = contacts ? [] : await unreadSums(database, reading, rows, header);
  const unplaced = contacts ? [] : await unplacedTotals(database, rows);
  const partly = reading.layout.name === "aggregat" ? await partlyTold(database, reading, rows) : [];
  const blank = reading.layout.name === "aggregat" ? await blankBands(database, reading, rows) : [];
  const deviations = contacts
    ? []
    : unreadColumns(reading.sources, header).filter((name) => DEVIATION.test(name));
  const strangers = contacts ? await otherCounties(database, cells) : [];
  const { misspelt, elsewhere } = await oddHospitals(database, cells);
  const late = today === undefined ? [] : await monthsNotOver(database, cells, today);
  const warning = (rule: string, says: string, count: number): Finding[] =>
    count === 0 ? [] : [{ rule, level: "warn", says, count, first: null }];
  return [
    ...warning(
      "summa_misstankt",
      `namn som har lika många som alla andra tillsammans, och alltså kan vara en summa som räknas en gång till: ${
        sums.join("; ")
      }`,
      sums.length,
    ),
    ...warning(
      "summa_olast_kolumn",
      `rader som bara skiljs åt av kolumner som inte läses, och där en har lika många som de andra tillsammans: är den en summa räknas allt två gånger (ska den inte räknas, så skriv Alla i kolumnen): ${
        unread.join("; ")
      }`,
      unread.length,
    ),
    ...warning(
      "summa_utan_sjukhus",
      `rader för alla vårdutbud eller ägarformer utan sjukhus, bredvid rader med sjukhus: är de summor av dem räknas de en gång till, och då ska sjukhuset vara Alla: ${
        unplaced.join("; ")
      }`,
      unplaced.length,
    ),
    ...warning(
      "avvikelse_delvis_tom",
      `antalet med PvV eller MoV saknas i en del rader: det som saknas räknas inte, och summan kan vara för låg (finns ingen, så skriv 0): ${
        partly.join("; ")
      }`,
      partly.length,
    ),
    ...warning(
      "band_delvis_tomt",
      `antalet i något väntetidsband saknas i en del rader, och raden har inget antal av alla: det som saknas räknas som ingen (finns ingen, så skriv 0): ${
        blank.join("; ")
      }`,
      blank.length,
    ),
    ...warning(
      "avvikelse_olast",
      `kolumner som ser ut att räkna PvV eller MoV läses inte: är de med i antalen, så räknas de som aktivt väntande: ${
        deviations.join("; ")
      }`,
      deviations.length,
    ),
    ...warning(
      "rader_upprepas",
      `flera rader har samma månad, status, region och urval; de räknas ihop, och är de samma uppgift räknas den flera gånger: ${
        repeated.join("; ")
      }`,
      repeated.length,
    ),
    ...warning(
      "sjukhus_liknar",
      `sjukhus som inte är kända och liknar ett som är det; är namnet felskrivet räknas de som två: ${
        misspelt.join("; ")
      }`,
      misspelt.length,
    ),
    ...warning(
      "sjukhus_annan_region",
      `sjukhus som ligger i en annan region än den som raden anger: ${elsewhere.join("; ")}`,
      elsewhere.length,
    ),
    ...warning(
      "manad_inte_slut",
      `väntande räknas den sista i månaden, men den har inte varit än: ${late.join("; ")}`,
      late.length,
    ),
    ...warning(
      "regionkod_oklar",
      `regionkoden läses som väntetidsregistrets, men patienterna bor där SCB har samma länskod: ${
        strangers.join("; ")
      }`,
      strangers.length,
    ),
  ];
}

/** Names that in every month, of every status, count as many as the two or more others of their dimension together. */
async function likelySums(database: Database, cells: string): Promise<string[]> {
  const found: string[] = [];
  for (const dimension of ["region", "sjukhus", "vardutbud", "agarform"]) {
    const name = identifier(dimension),
      within = dimension === "region" ? "manad, status" : "manad, status, region";
    // A row without a name may be the total of the others too.
    const rows = await database.query<{ name: string | null }>(
      `SELECT name FROM (
        SELECT name, antal, sum(antal) OVER w AS alla, count(*) OVER w AS namn FROM (
          SELECT ${within}, ${name} AS name, sum(antal) AS antal FROM ${cells} GROUP BY ${within}, ${name})
        WINDOW w AS (PARTITION BY ${within}))
      GROUP BY name HAVING bool_and(namn > 2 AND antal > 0 AND 2 * antal = alla) ORDER BY name`,
    );
    found.push(
      ...rows.map((row) => row.name === null ? `rader utan ${dimension}` : `${dimension} "${row.name}"`),
    );
  }
  return found;
}

/** A header that speaks of those who wait by their own choice or for medical reasons, and of no share. */
const DEVIATION = /^(?!.*(?:andel|per|inkl|exkl|%)).*\b(?:pvv|mov|patientvald|medicinskt orsakad)/i;

/** Regions and months where some rows tell how many wait with PvV or MoV and others do not. */
async function partlyTold(database: Database, { sources }: Reading, rows: string): Promise<string[]> {
  const told = Object.entries({ pvv: "PvV", mov: "MoV" }).filter(([field]) => sources[field] !== undefined);
  const found = await Promise.all(
    told.map(([field, name]) =>
      database.query<{ region: string; manad: Month; antal: number }>(
        `SELECT region, manad, count(*) - count(${field}) AS antal FROM ${rows} WHERE status = 'vantande'
      GROUP BY region, manad HAVING count(${field}) BETWEEN 1 AND count(*) - 1 ORDER BY region, manad`,
      ).then((slots) =>
        slots.map(({ region, manad, antal }) => `${name} i ${antal} rader för ${region} ${manad}`)
      )
    ),
  );
  return found.flat();
}

/** Regions, months and statuses of which rows tell some of the file's bands, but neither the others nor a total. */
async function blankBands(database: Database, { layout, sources }: Reading, rows: string): Promise<string[]> {
  const bands = layout.bands.map(({ field }) => field).filter((field) => sources[field] !== undefined);
  if (bands.length < 2) return [];
  const told = bands.map((field) => `CAST(${identifier(field)} IS NOT NULL AS INTEGER)`).join(" + ");
  const total = sources.antal === undefined ? "" : " AND antal IS NULL";
  const found = await database.query<{ region: string; manad: Month; status: string; antal: number }>(
    `SELECT region, manad, status, count(*) AS antal FROM ${rows}
    WHERE ${told} BETWEEN 1 AND ${bands.length - 1}${total}
    GROUP BY region, manad, status ORDER BY region, manad, status`,
  );
  return found.map(({ region, manad, status, antal }) => `${region} ${manad} ${status} (${antal} rader)`);
}

/** Regions, months and statuses with totals of no hospital, which may be a private provider's or all the others'. */
async function unplacedTotals(database: Database, rows: string): Promise<string[]> {
  const total = literal(TOTAL);
  const found = await database.query<{ region: string; manad: Month; status: string }>(
    `SELECT region, manad, status FROM ${rows} GROUP BY region, manad, status
    HAVING bool_or(sjukhus IS NULL AND ${total} IN (vardutbud, agarform)) AND bool_or(sjukhus <> ${total})
    ORDER BY region, manad, status`,
  );
  return found.map(({ region, manad, status }) => `${region} ${manad} ${status}`);
}

/**
 * The regions, months and statuses of which rows agree in all that the layout tells apart. A column that is not read
 * may tell rows apart as well, and then nothing is said.
 */
async function repeatedRows(
  database: Database,
  { layout, sources }: Reading,
  rows: string,
  header: readonly string[],
): Promise<string[]> {
  if (unreadColumns(sources, header).length > 0) return [];
  const told = toldApart(layout);
  const found = await database.query<{ region: string; manad: Month; status: string; antal: number }>(
    `SELECT region, manad, status, CAST(sum(antal) AS BIGINT) AS antal FROM (
      SELECT ${told.join(", ")}, count(*) AS antal FROM ${rows} GROUP BY ALL HAVING count(*) > 1)
    GROUP BY region, manad, status ORDER BY region, manad, status`,
  );
  return found.map(({ region, manad, status, antal }) => `${region} ${manad} ${status} (${antal} rader)`);
}

/**
 * The columns that are not read, where each three or more rows that they alone tell apart hold one with as many as the
 * others together.
 */
async function unreadSums(
  database: Database,
  { layout, sources }: Reading,
  rows: string,
  header: readonly string[],
): Promise<string[]> {
  const unread = unreadColumns(sources, header);
  if (unread.length === 0) return [];
  const sum = (names: readonly string[]) =>
    names.filter((name) => sources[name] !== undefined).map((name) => `coalesce(${identifier(name)}, 0)`)
      .join(" + ") || "0";
  const bands = sum(layout.bands.filter(({ utom }) => utom === undefined).map(({ field }) => field));
  const active = sources.antal === undefined ? bands : `coalesce(antal, ${bands})`;
  const [{ sums }] = await database.query<{ sums: boolean | null }>(
    `SELECT bool_and(2 * storst = alla) AS sums FROM (
      SELECT max(antal) AS storst, sum(antal) AS alla FROM (
        SELECT ${toldApart(layout).join(", ")}, ${active} + ${sum(["pvv", "mov"])} AS antal FROM ${rows})
      GROUP BY ${toldApart(layout).join(", ")} HAVING count(*) > 2 AND sum(antal) > 0)`,
  );
  return sums === true ? unread : [];
}

function unreadColumns(sources: Reading["sources"], header: readonly string[]): string[] {
  const read = new Set(Object.values(sources).flatMap((source) => "columns" in source ? source.columns : []));
  return header.filter((name, column) => name !== "" && !read.has(column));
}

/** What an aggregated layout tells apart. */
function toldApart({ shape }: Reading["layout"]): string[] {
  return [...TELL_APART, "avvikelse", "band"].filter((name) => shape[name] !== undefined);
}

const TELL_APART = ["manad", "status", "region", "sjukhus", "vardutbud", "agarform", "hemregion"];

async function monthsNotOver(database: Database, cells: string, today: Day): Promise<Month[]> {
  const months = await database.query<{ manad: Month }>(`SELECT DISTINCT manad FROM ${cells} ORDER BY manad`);
  return months.map(({ manad }) => manad).filter((manad) => lastDay(manad) > today);
}

/** Hospitals that are not known and nearly called as one of their region, and known ones of another region than their row's. */
async function oddHospitals(
  database: Database,
  cells: string,
): Promise<{ misspelt: string[]; elsewhere: string[] }> {
  const rows = await database.query<{ region: string; sjukhus: string }>(
    `SELECT DISTINCT region, sjukhus FROM ${cells} WHERE sjukhus IS NOT NULL ORDER BY region, sjukhus`,
  );
  const misspelt: string[] = [], elsewhere: string[] = [];
  for (const { region, sjukhus } of rows) {
    const known = hospitalNames.get(nameKey(sjukhus));
    const own = hospitals.filter((hospital) => hospital.region === region).map(({ namn }) => namn);
    if (known === undefined) {
      const [near] = nearestNames(sjukhus, own, 1);
      if (near !== undefined) misspelt.push(`"${sjukhus}" i ${region}, närmast är ${near}`);
    } else if (!own.includes(known)) {
      elsewhere.push(`${known}, som raden för till ${region}`);
    }
  }
  return { misspelt, elsewhere };
}

/** Regions of which more than half of the patients live in the one whose county code is the region's own code. */
async function otherCounties(database: Database, cells: string): Promise<string[]> {
  const rows = await database.query<{ region: string; hemregion: string; andel: number }>(
    `SELECT region, hemregion, CAST(antal / alla AS DOUBLE) AS andel FROM (
      SELECT region, hemregion, sum(antal) AS antal, sum(sum(antal)) OVER (PARTITION BY region) AS alla
      FROM ${cells} WHERE hemregion IS NOT NULL GROUP BY region, hemregion)
    WHERE 2 * antal > alla ORDER BY region`,
  );
  const codes = [...regionCodes];
  return rows.flatMap(({ region, hemregion, andel }) => {
    const code = codes.find(([code, name]) => name === region && countyCodes.get(code) === hemregion)?.[0];
    if (code === undefined || region === hemregion) return [];
    const share = andel.toLocaleString("sv-SE", { style: "percent" });
    return [
      `${code} är ${regionShortName(region)} i registret och ${
        regionShortName(hemregion)
      } hos SCB, dit ${share} hör`,
    ];
  });
}
