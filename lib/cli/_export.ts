import { firstDay, lastDay, type Month, monthName } from "../calendar/mod.ts";
import type { CubeCell } from "../cube/mod.ts";
import { writeDuckdb } from "../database/mod.ts";
import { toCsv } from "../extract/mod.ts";
import { type ParquetColumn, type ParquetType, writeParquet } from "../parquet/mod.ts";
import { careOfferings, hospitals, regions } from "../reference/mod.ts";
import { isSynthetic, type Store } from "../store/mod.ts";
import { makeFolder, ToldError } from "./_command.ts";
import { measureReports } from "./_measure_reports.ts";
import { workbookFile } from "./_workbook_file.ts";

/** The formats that cells are exported in. */
export const EXPORT_FORMATS = ["csv", "parquet", "xlsx", "duckdb", "fhir"] as const;

/** A format that cells are exported in. */
export type ExportFormat = typeof EXPORT_FORMATS[number];

/** What is exported, and how. */
export interface ExportRequest {
  /** The months. @default all */
  readonly manad?: readonly Month[];
  /** The regions. @default all */
  readonly region?: readonly string[];
  /** The vårdutbud. @default all */
  readonly vardutbud?: readonly string[];
  /** The formats. */
  readonly formats: readonly ExportFormat[];
}

type Value = string | number | boolean | null;

/** A column of an exported table, and what it is. */
interface Column<T> {
  readonly name: string;
  readonly type: ParquetType;
  /** What it holds, in Swedish. */
  readonly says: string;
  readonly value: (row: T) => Value;
}

/** A table with its rows taken apart into columns. */
interface Table {
  readonly name: string;
  /** What a row is, in Swedish. */
  readonly about: string;
  readonly columns: readonly (Omit<Column<never>, "value"> & { readonly values: readonly Value[] })[];
  readonly rows: number;
}

/** As many rows as a sheet of Excel is asked to hold; it takes 1 048 576, and is slow long before. */
const SHEET_ROWS = 200_000;

/** The column that says that a cell is of made-up deliveries. */
const MARK = "underlag";

/**
 * Writes cells as facts and dimensions (fakta och dimensioner) with an account of every column: a star that Power BI and
 * Excel join by names.
 *
 * @param store The store.
 * @param out The folder; made when it is not there.
 * @param request Which cells, and the formats.
 * @returns The files, and how many cells.
 * @throws {ToldError} If nothing is selected, a workbook would be too long, or a DuckDB file is there already.
 */
export async function exportStar(
  store: Store,
  out: string,
  { manad, region, vardutbud, formats }: ExportRequest,
): Promise<{ files: string[]; cells: number }> {
  const where = {
    ...manad !== undefined && { manad },
    ...region !== undefined && { region },
    ...vardutbud !== undefined && { vardutbud },
  };
  await makeFolder(out);
  const cells = await store.cells({ where });
  if (cells.length === 0) throw new ToldError(`Lagret ${store.folder} har inget av det som valdes`);
  if (formats.includes("xlsx") && cells.length > SHEET_ROWS) {
    throw new ToldError(
      `${cells.length.toLocaleString("sv-SE")} celler är för många för en arbetsbok, som har högst ${
        SHEET_ROWS.toLocaleString("sv-SE")
      } rader. Välj månad eller vårdutbud, till exempel --manad ${cells[0].manad}, eller ett annat format`,
    );
  }
  const invented = new Set(
    store.holdings.filter(({ delivery }) => isSynthetic(delivery)).map((holding) => slotName(holding)),
  );
  const isInvented = (cell: CubeCell) => invented.has(slotName(cell));
  const tables = star(cells, isInvented);
  const files: string[] = [];
  const write = async (name: string, content: string | Uint8Array) => {
    files.push(name);
    if (typeof content === "string") await Deno.writeTextFile(`${out}/${name}`, content);
    else await Deno.writeFile(`${out}/${name}`, content);
  };
  if (formats.includes("csv")) {
    for (const table of tables) {
      await write(`${table.name}.csv`, `\ufeff${toCsv(textRows(table), { formulaSafe: true })}`);
    }
  }
  const needsParquet = formats.includes("parquet") || formats.includes("duckdb");
  const parquets = Object.fromEntries(
    needsParquet
      ? tables.map(({ name, columns, rows }) => [name, writeParquet(columns.map(parquetColumn), { rows })])
      : [],
  );
  if (formats.includes("parquet")) {
    for (const [name, bytes] of Object.entries(parquets)) await write(`${name}.parquet`, bytes);
  }
  if (formats.includes("xlsx")) {
    const sheets = tables.map((table) => ({ name: table.name, rows: sheetRows(table) }));
    await write("celler.xlsx", await workbookFile(sheets));
  }
  if (formats.includes("duckdb")) {
    await writeDatabase(`${out}/celler.duckdb`, parquets);
    files.push("celler.duckdb");
  }
  if (formats.includes("fhir")) {
    await write("measurereport.json", `${JSON.stringify(measureReports(cells, isInvented), null, 1)}\n`);
  }
  await write("LÄSMIG.md", readme(tables));
  return { files, cells: cells.length };
}

/** The cells, and a table of each of their dimensions with the names that occur. */
function star(cells: readonly CubeCell[], isInvented: (cell: CubeCell) => boolean): Table[] {
  const text = (name: keyof CubeCell & string, says: string): Column<CubeCell> => ({
    ...{ name, type: "text", says },
    value: (cell) => cell[name],
  });
  const days = (name: "lo" | "hi", says: string): Column<CubeCell> => ({
    ...{ name, type: "int32", says },
    value: (cell) => cell[name],
  });
  const facts: Column<CubeCell>[] = [
    text("manad", "månaden, åååå-mm; väntande vid dess slut, genomförda under den"),
    text("status", "vantande eller genomforda"),
    text("region", "regionen som utför, officiellt namn"),
    text("sjukhus", "sjukhuset; tomt där det inte är levererat"),
    text("vardutbud", "vårdutbudet; tomt där det inte är levererat"),
    text("agarform", "offentlig eller privat; tomt där det inte är levererat"),
    text(
      "avvikelse",
      "PvV (patientvald väntan), MoV (medicinskt orsakad väntan) eller annan orsak; tomt utan avvikelse",
    ),
    {
      ...{
        name: "vardgaranti",
        type: "boolean",
        says: "om vårdgarantin gäller; tomt där det inte är levererat",
      },
      value: (cell) => cell.vardgaranti,
    },
    text("hemregion", "regionen där patienten bor; tomt där det inte är levererat"),
    days("lo", "den kortaste väntetiden i cellen, hela dagar"),
    days("hi", "den längsta väntetiden i cellen, hela dagar; tomt där bandet är öppet uppåt"),
    {
      name: "antal",
      type: "int64",
      says: "antal insatser; summera den här kolumnen",
      value: (cell) => cell.antal,
    },
    // A table has the column where something in it is made up.
    ...!cells.some(isInvented) ? [] : [{
      ...{
        name: MARK,
        type: "text" as const,
        says: "syntetiska data där leveransen är påhittad, annars tomt",
      },
      value: (cell: CubeCell) => isInvented(cell) ? "syntetiska data" : null,
    }],
  ];
  const named = (name: "manad" | "region" | "sjukhus" | "vardutbud") =>
    [...new Set(cells.flatMap((cell) => cell[name] ?? []))].sort(new Intl.Collator("sv").compare);
  return [
    table(
      "celler",
      "Fakta: så många insatser som väntade mellan lo och hi dagar, en rad för varje kombination",
      facts,
      cells,
    ),
    table("manader", "Dimension: en rad för varje månad", [
      key("manad", "månaden, åååå-mm; nyckel till celler"),
      { name: "ar", type: "int32", says: "året", value: (month) => Number(month.slice(0, 4)) },
      {
        name: "manadsnummer",
        type: "int32",
        says: "månaden i året, 1–12",
        value: (month) => Number(month.slice(5)),
      },
      { name: "namn", type: "text", says: "månaden i ord", value: (month) => monthName(month) },
      {
        name: "forsta_dag",
        type: "text",
        says: "första dagen, åååå-mm-dd",
        value: (month) => firstDay(month),
      },
      { name: "sista_dag", type: "text", says: "sista dagen, åååå-mm-dd", value: (month) => lastDay(month) },
    ], named("manad")),
    table("regioner", "Dimension: en rad för varje region som utför", [
      key("region", "regionens officiella namn; nyckel till celler"),
      {
        ...{ name: "kortnamn", type: "text", says: "namnet i tabeller" },
        value: (name) => regions.find(({ namn }) => namn === name)?.kortnamn ?? null,
      },
      {
        ...{ name: "lan", type: "text", says: "SCB:s länskod, två siffror" },
        value: (name) => regions.find(({ namn }) => namn === name)?.lan ?? null,
      },
    ], named("region")),
    table("sjukhus", "Dimension: en rad för varje sjukhus", [
      key("sjukhus", "sjukhusets namn; nyckel till celler"),
      {
        ...{ name: "region", type: "text", says: "regionen som det hör till; tomt för ett som inte är känt" },
        value: (name) => hospitals.find(({ namn }) => namn === name)?.region ?? null,
      },
      {
        ...{ name: "ort", type: "text", says: "orten" },
        value: (name) => hospitals.find(({ namn }) => namn === name)?.ort ?? null,
      },
      {
        ...{ name: "niva", type: "text", says: "nivån i regionens vård" },
        value: (name) => hospitals.find(({ namn }) => namn === name)?.niva ?? null,
      },
    ], named("sjukhus")),
    table("vardutbud", "Dimension: en rad för varje vårdutbud", [
      key("vardutbud", "vårdutbudets namn; nyckel till celler"),
      {
        ...{ name: "omrade", type: "text", says: "specialiteten" },
        value: (name) => careOfferings.find(({ namn }) => namn === name)?.omrade ?? null,
      },
      {
        ...{ name: "mvo", type: "text", says: "det medicinska verksamhetsområdet (MVO)" },
        value: (name) => careOfferings.find(({ namn }) => namn === name)?.mvo ?? null,
      },
    ], named("vardutbud")),
  ];
}

const key = (name: string, says: string): Column<string> => ({
  name,
  type: "text",
  says,
  value: (row) => row,
});

function table<T>(name: string, about: string, columns: readonly Column<T>[], rows: readonly T[]): Table {
  return {
    ...{ name, about, rows: rows.length },
    columns: columns.map(({ value, ...column }) => ({ ...column, values: rows.map(value) })),
  };
}

function parquetColumn({ name, type, values }: Table["columns"][number]): ParquetColumn {
  return { name, type, kind: "plain", values };
}

function textRows({ columns, rows }: Table): string[][] {
  return [
    columns.map(({ name }) => name),
    ...Array.from({ length: rows }, (_, at) => columns.map(({ values }) => String(values[at] ?? ""))),
  ];
}

function sheetRows({ columns, rows }: Table): (string | number)[][] {
  return [
    columns.map(({ name }) => name),
    ...Array.from({ length: rows }, (_, at) =>
      columns.map(({ values }) => {
        const value = values[at];
        return typeof value === "number" ? value : String(value ?? "");
      })),
  ];
}

/** What the folder holds, with every column. */
function readme(tables: readonly Table[]): string {
  const types: Readonly<Partial<Record<ParquetType, string>>> = {
    ...{ text: "text", int32: "heltal", int64: "heltal", boolean: "true eller false" },
  };
  return `${
    [
      "# Väntetidsceller som fakta och dimensioner",
      "Tabellen celler har talen; de andra tabellerna säger mer om de namn som står i den. Koppla dem till celler med den kolumn som har samma namn (en till många). Internt arbetsmaterial: små tal är inte skyddade, och filerna får inte publiceras.",
      "CSV-filerna är i UTF-8 med byte order mark och semikolon, så att Excel läser dem rätt. En cell är en grupp insatser som väntade mellan lo och hi dagar: en gräns mitt i en cell ger ett tal som bara är känt inom gränser.",
      "Filen measurereport.json, där den finns, har andelen väntande som har väntat högst 90 dagar, andelen genomförda inom 90 dagar och de genomfördas median och medel som FHIR R4 (MeasureReport), för varje månad, region och vårdutbud, uppdelade på vårdutbud, sjukhus och väntetid. Måtten, deras grupper och aktivitetskoden är det svenska starrprojektets (kchd.se) där det har några, länskoden är SCB:s; andra koder börjar med urn:vantelage. Sjukhus står med namn, eftersom leveranserna inte har deras HSA-id. Ett tal som väntetidsbanden lämnar ovisst står inte där.",
      ...tables.map(({ name, about, columns, rows }) =>
        [
          `## ${name}`,
          `${about}. ${rows.toLocaleString("sv-SE")} ${rows === 1 ? "rad" : "rader"}.`,
          [
            "| kolumn | typ | innehåll |",
            "| --- | --- | --- |",
            ...columns.map(({ name, type, says }) => `| ${name} | ${types[type]} | ${says} |`),
          ].join("\n"),
        ].join("\n\n")
      ),
    ].join("\n\n")
  }\n`;
}

function slotName({ region, manad, status }: { region: string; manad: string; status: string }): string {
  return `${region}|${manad}|${status}`;
}

async function writeDatabase(path: string, tables: Readonly<Record<string, Uint8Array>>): Promise<void> {
  try {
    await writeDuckdb(path, tables);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    throw new ToldError(`${path} finns redan och skrivs inte över. Ange en annan mapp med --ut`);
  }
}
