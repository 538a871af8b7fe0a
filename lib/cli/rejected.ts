import { resolve } from "node:path";
import { addDays, Day, isMonth } from "../calendar/mod.ts";
import { type Reading, usedColumns } from "../contract/mod.ts";
import { signalFileName } from "../cooperation/mod.ts";
import { pageText, writeDocument } from "../document/mod.ts";
import { type Extract, readExtract, toCsv } from "../extract/mod.ts";
import { mergeCorrected, openDelivery, readingOf, type RejectedRecord, rejectedTable } from "../judge/mod.ts";
import { defaultStore, type Delivery, type LoadOptions, openStore, type Store } from "../store/mod.ts";
import { deliveryId } from "../store/load.ts";
import {
  type Command,
  defaultMonth,
  emptyStore,
  makeFolder,
  monthSpan,
  type Options,
  runCommand,
  STORE,
  text,
  ToldError,
  UsageError,
  type Values,
  writeNew,
} from "./_command.ts";
import { givenOptions, givenStore, newNextTo, nextStep } from "./_next_step.ts";
import { counted, deliveryLetters } from "./_delivery_letter.ts";
import { EXTRACT_OPTIONS, READING_OPTIONS, readingOptions } from "./_reading_options.ts";
import { workbookFile } from "./_workbook_file.ts";

/** Writes the rejected records of a delivery to be corrected, and joins them to it, or letters about them: `deno task rejected`. */
export const rejectedCommand: Command = {
  name: "rejected",
  summary: "Skriver en leverans underkända rader som en fil att rätta, och fogar in de rättade i leveransen.",
  uses: [
    "[--original FIL | --fil NAMN] [--ut FIL] [val som vid inläsningen]",
    "--original FIL --rattad FIL --ut FIL [val som vid inläsningen]",
    "--brev [--manad åååå-mm] [--senast åååå-mm-dd] [--ut MAPP]",
  ],
  options: {
    original: {
      value: "FIL",
      says: "leveransen som den lästes in; med den skrivs också rader som inte går att dela upp i kolumner",
    },
    fil: {
      value: "NAMN",
      says: "i stället för den leveransens filnamn (annars den senaste med underkända rader som gäller)",
      was: "file",
    },
    rattad: {
      value: "FIL",
      says: "filen med de underkända raderna, rättad, som CSV eller arbetsbok (xlsx)",
      was: "corrected",
    },
    ut: {
      value: "FIL",
      says: "vart filen skrivs: .xlsx eller .csv (annars underkanda.xlsx); en fil som finns skrivs inte över",
      was: "out",
    },
    brev: {
      says:
        "ett brev till varje region som har levererat för månaden, om det som är underkänt eller varnat för: vad, var, hur det rättas och till när, utan något ur raderna; som text och som dokument",
    },
    manad: {
      value: "åååå-mm",
      says: "brevens månad (annars den senaste som alla som brukar har levererat)",
    },
    senast: {
      value: "åååå-mm-dd",
      says: "sista dagen att svara (annars om 14 dagar); brevens --ut är en mapp (annars brev)",
    },
    ...STORE,
    ...READING_OPTIONS,
  },
  example: "--original april.csv --rattad underkanda.xlsx --ut april_rattad.csv",
  notes:
    "Filen har rad, orsak och de kolumner som används; andra kolumner sparas inte i lagret. Av den rättade filen tas bara celler som säger något annat än originalet: vad ett kalkylprogram har gjort med de andra (2024-04 blev apr-24) ändrar inget. Läs in den nya filen: den ersätter den första leveransen. Raderna är personuppgifter när leveransen är på patientnivå: förvara filen som leveransen.",
  run: async (values, positionals) => {
    if (positionals.length > 0) throw new UsageError(`Okänt argument "${positionals[0]}"`);
    const original = text(values, "original"), corrected = text(values, "rattad");
    if (original === undefined && corrected !== undefined) {
      throw new UsageError("Ange med --original den leverans som de rättade raderna hör till");
    }
    using store = await openStore(text(values, "lager") ?? defaultStore());
    if (values.brev === true) return await writeLetters(values, store);
    const from = original === undefined
      ? undefined
      : await openOriginal(store, original, await readingOptions(values));
    if (from !== undefined && corrected !== undefined) return await merge(values, store, from, corrected);
    return await write(values, store, from);
  },
};

/** A delivery that is at hand, and how it was kept. */
interface Original {
  readonly path: string;
  readonly delivery: Delivery;
  readonly extract: Extract;
  readonly reading: Reading;
}

/** Reads a delivery again as it was loaded. */
async function openOriginal(store: Store, path: string, options: LoadOptions): Promise<Original> {
  const opened = await openDelivery(path, options), { extract, reading } = opened;
  const kept = store.deliveries.filter(({ sha256 }) => sha256 === extract.sha256);
  const id = deliveryId(opened, options);
  const delivery = kept.findLast((delivery) => delivery.id === id) ??
    (kept.length === 1 ? kept[0] : undefined);
  if (kept.length === 0) {
    throw new ToldError(
      `${extract.name} är ingen leverans i lagret ${store.folder}. Är det filen som den lästes in, och rätt --lager?`,
    );
  }
  if (delivery === undefined || delivery.header?.join("\n") !== extract.header.join("\n")) {
    throw new ToldError(
      `${extract.name} är inläst på ett annat sätt än den läses nu. Ange samma val som vid inläsningen, till exempel --blad eller --rubrikrad.`,
    );
  }
  return { path, delivery, extract, reading };
}

/** Writes the letters of a month, as text and as documents. */
async function writeLetters(values: Values, store: Store): Promise<number> {
  const extra = ["original", "corrected", "file"].find((name) => values[name] !== undefined);
  if (extra !== undefined) {
    throw new UsageError(`--${extra} går inte med --brev, som är om alla leveranser av en månad`);
  }
  const today = new Date().toISOString().slice(0, 10);
  const senast = Day.safeParse(text(values, "senast") ?? addDays(today, 14));
  if (!senast.success) throw new UsageError(`--senast: ${senast.error.issues[0].message}`);
  const manad = text(values, "manad") ?? defaultMonth(store, { option: "--manad" });
  if (manad === null) throw emptyStore(store, "vantande");
  if (!isMonth(manad)) {
    throw new UsageError(`--manad ska skrivas åååå-mm, till exempel 2024-04: fick "${manad}"`);
  }
  const letters = await deliveryLetters(store, manad, senast.data);
  if (letters.length === 0) {
    const months = [...new Set(store.holdings.map((holding) => holding.manad))];
    throw new UsageError(`Lagret har inget för ${manad}. Det har ${monthSpan(months)}`);
  }
  const out = text(values, "ut") ?? "brev";
  await makeFolder(out);
  for (const { region, letter } of letters) {
    if (letter === null) {
      console.log(`${region}: inget att rätta`);
      continue;
    }
    const path = `${out}/brev_${signalFileName(region)}_${manad}`;
    await writeNew(`${path}.txt`, `\ufeff${pageText(letter)}`);
    await writeNew(`${path}.docx`, await writeDocument("docx", letter));
    console.log(`${region}: ${path}.txt och ${path}.docx`);
  }
  return 0;
}

async function write(values: Values, store: Store, from: Original | undefined): Promise<number> {
  const out = text(values, "ut") ?? "underkanda.xlsx", isWorkbook = endingOf(out) === "xlsx";
  const delivery = from?.delivery ?? deliveryNamed(store, text(values, "fil"));
  if (delivery.rejected === 0) throw new ToldError(`${delivery.file} har inga underkända rader`);
  const records = await rejectedOf(store, delivery);
  const lines = new Map(from?.extract.broken.map(({ line, raw }) => [line, raw]));
  const table = rejectedTable(records, {
    columns: columnsOf(delivery, records, from),
    lineOf: (line) => lines.get(line),
  });
  await writeNew(
    out,
    isWorkbook
      ? await workbookFile([{ name: "Underkända rader", rows: table }])
      : `\ufeff${toCsv(table, { delimiter: delivery.delimiter, formulaSafe: true })}`,
  );
  const count = counted(records.length, "underkänd rad", "underkända rader");
  const unsplit = records.filter(({ line, cells }) => cells === null && !lines.has(line)).length;
  const original = from === undefined ? `MAPP/${delivery.file}` : resolve(from.path);
  console.log([
    `${count} ur ${delivery.file} skrivs i ${out}.`,
    ...unsplit === 0 ? [] : [
      `${unsplit} av dem går inte att dela upp i kolumner och är tomma: med --original FIL skrivs de som de står.`,
    ],
    `Rätta dem där, och foga sedan in dem i leveransen${
      from === undefined ? ", där MAPP är dess mapp" : ""
    }:`,
    `  ${
      nextStep(
        "rejected",
        ...["--original", original, "--rattad", resolve(out)],
        ...["--ut", newNextTo(from?.path ?? out, "_rattad.csv")],
        ...givenOptions(values, READING_OPTIONS),
        ...givenStore(values),
      )
    }`,
  ].join("\n"));
  return 0;
}

async function merge(values: Values, store: Store, from: Original, corrected: string): Promise<number> {
  const out = text(values, "ut");
  if (out === undefined) throw new UsageError("Ange med --ut vart den nya leveransen skrivs");
  if (endingOf(out) !== "csv") {
    throw new UsageError(`--ut ska sluta på .csv, som den nya leveransen skrivs: fick "${out}"`);
  }
  const records = await rejectedOf(store, from.delivery);
  const merged = mergeCorrected(from.extract, from.reading, await readExtract(corrected), {
    lines: new Set(records.map(({ line }) => line)),
  });
  if (merged.cells === 0) {
    throw new ToldError(
      `Inget skrevs: i ${corrected} är ingen cell ändrad mot ${from.extract.name}. Är den sparad?`,
    );
  }
  await writeNew(out, merged.csv);
  const isChosen = values["header-line"] !== undefined ||
    (from.extract.format !== "text" && merged.headerLine > 1);
  const next = nextStep(
    "load",
    resolve(out),
    ...isChosen ? ["--rubrikrad", String(merged.headerLine)] : [],
    ...givenOptions(values, omit(READING_OPTIONS, Object.keys(EXTRACT_OPTIONS))),
    ...givenStore(values),
  );
  console.log(
    `${counted(merged.cells, "cell", "celler")} i ${counted(merged.records, "rad", "rader")} ${
      merged.cells === 1 ? "är rättad" : "är rättade"
    } i ${out}. Läs in den:\n  ${next}`,
  );
  return 0;
}

/** The rejected records of a delivery, which a store without rows has not kept. */
function rejectedOf(store: Store, delivery: Delivery): Promise<RejectedRecord[]> {
  if (!delivery.utan_rader) return store.rejected(delivery);
  throw new ToldError(
    `Lagret ${store.folder} är utan rader, så de underkända raderna i ${delivery.file} är inte sparade. Deras platser sägs av ${
      nextStep("validate", `MAPP/${delivery.file}`)
    }`,
  );
}

/** The headers of the columns that are used. */
function columnsOf(
  delivery: Delivery,
  records: readonly RejectedRecord[],
  from: Original | undefined,
): readonly string[] {
  const cells = records.find(({ cells }) => cells !== null)?.cells;
  if (cells) return Object.keys(cells);
  const { header = [] } = delivery, sources = from?.reading.sources ?? readingOf(delivery).sources;
  return sources === null ? header : usedColumns(sources).map((column) => header[column]);
}

/** The delivery of a file's name, or the latest with rejected records of those in force. */
function deliveryNamed(store: Store, file: string | undefined): Delivery {
  const inForce = new Set(store.holdings.map(({ delivery }) => delivery));
  const delivery = store.deliveries.findLast((delivery) =>
    file === undefined ? delivery.rejected > 0 && inForce.has(delivery) : delivery.file === file
  );
  if (delivery === undefined) {
    throw new ToldError(
      file === undefined
        ? `Lagret ${store.folder} har inga underkända rader i de leveranser som gäller. En som är ersatt anges med --fil`
        : `Lagret ${store.folder} har ingen leverans "${file}"`,
    );
  }
  if (delivery.header === undefined) {
    throw new ToldError(
      `${delivery.file} lästes in av en äldre version, som inte sparade kolumnernas namn. Läs in den i ett nytt lager.`,
    );
  }
  return delivery;
}

/** What kind of file a path is, by its ending. */
function endingOf(path: string): "xlsx" | "csv" {
  const ending = /\.(xlsx|csv)$/i.exec(path)?.[1].toLowerCase();
  if (ending === "xlsx" || ending === "csv") return ending;
  throw new UsageError(`--ut ska sluta på .xlsx eller .csv: fick "${path}"`);
}

function omit(options: Options, names: readonly string[]): Options {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !names.includes(name)));
}

if (import.meta.main) await runCommand(rejectedCommand);
