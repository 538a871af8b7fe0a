import { coverSentences } from "../cube/mod.ts";
import { type Engine, ENGINES, writeDuckdb } from "../database/mod.ts";
import { toCsv } from "../extract/mod.ts";
import { type ParquetColumn, writeParquet } from "../parquet/mod.ts";
import {
  compactStore,
  defaultStore,
  isSynthetic,
  openStore,
  type Store,
  verifyStore,
  withdrawDelivery,
} from "../store/mod.ts";
import {
  actionOf,
  type Command,
  makeFolder,
  mustBeThere,
  oneOf,
  runCommand,
  statusWord,
  text,
  ToldError,
  UsageError,
} from "./_command.ts";
import { erase, erasureLine } from "./_erase.ts";

const ACTIONS = ["list", "verify", "export", "compact", "withdraw", "erase"] as const;

/** Looks after the store: `deno task store list|verify|export|compact|withdraw|erase`. */
export const storeCommand: Command = {
  name: "store",
  help: `Visar, kontrollerar, exporterar och städar lagret.

  deno task store list     [--store MAPP]              leveranserna, äldst först, och vad som gäller av dem
  deno task store verify   [--store MAPP]              läser varje fil och jämför med dess kontrollsumma
  deno task store export   --out MAPP [--store MAPP] [--engine native]
                                                       väntetidscellerna som celler.csv och celler.parquet; med
                                                       --engine native också som celler.duckdb
  deno task store compact  [--store MAPP]              gallrar som lagrets store.json säger, tar bort filer som ingen
                                                       leverans äger, äldre än ett dygn, och skriver lagrets historik
                                                       som en fil
  deno task store withdraw NUMMER [--store MAPP]       återkallar en leverans; det den ersatte gäller igen

  deno task store erase NUMMER | --region REGION --manad ÅÅÅÅ-MM [--status vantande|genomforda] | --kolumn FÄLT --varde VÄRDE
                           --av ROLL --skal TEXT [--utfor] [--store MAPP] [--rapporter MAPP]
                                                       raderar för gott: en leverans, en regions månad eller de rader
                                                       som har värdet, med allt som följer av dem

  --store MAPP      lagrets mapp (annars data/store)
  --varde VÄRDE     värdet; - läser det från standard in, så att det inte står kvar bland kommandona
  --av ROLL         vem som har beslutat om raderingen, inga personnamn; sparas för alltid, liksom --skal
  --utfor           raderar; annars visas bara vad som skulle raderas
  --rapporter MAPP  rapporternas mapp (annars rapporter bredvid lagret, annars reports): de som visar det raderade tas bort

En leverans som har ersatts eller återkallats ligger kvar och kan läsas in igen, tills den raderas. store.json i lagret säger hur många dagar
den behålls, och de underkända raderna: { "ersatta_dagar": 365, "underkanda_dagar": 90 }.
Slutkod: 0 klart, 1 en fil saknas eller är skadad, 2 fel använt.`,
  options: {
    store: { type: "string" },
    out: { type: "string" },
    engine: { type: "string" },
    region: { type: "string" },
    manad: { type: "string" },
    status: { type: "string" },
    kolumn: { type: "string" },
    varde: { type: "string" },
    av: { type: "string" },
    skal: { type: "string" },
    utfor: { type: "boolean" },
    rapporter: { type: "string" },
  },
  gives: (values, [action]) => [
    ...text(values, "engine") === "native" ? [] : [{ name: "ffi" } as const],
    ...action === "list" || action === "verify" ? [{ name: "write" } as const] : [],
  ],
  run: async (values, positionals) => {
    const [given, ...others] = positionals;
    const action = actionOf(given, ACTIONS);
    const takesNumber = action === "withdraw" || action === "erase";
    const [number, ...rest] = takesNumber ? others : [undefined, ...others];
    if (rest.length > 0) throw new UsageError(`Okänt argument "${rest[0]}"`);
    const folder = text(values, "store") ?? defaultStore();
    if (action !== "list") {
      // A misspelt folder would otherwise be found whole, or exported without a row.
      await mustBeThere(
        `Lagret ${folder} finns inte. Ange dess mapp med --store, eller läs in leveranser`,
        folder,
      );
    }
    if (action === "verify") return await verify(folder);
    if (action === "compact") return await compact(folder);
    if (action === "withdraw") return await withdraw(folder, number);
    if (action === "erase") return await erase(folder, values, number);
    using store = await openStore(folder);
    if (action === "list") return list(store);
    const out = text(values, "out");
    if (out === undefined) throw new UsageError("Ange med --out vart filerna skrivs");
    return await exportCells(store, out, oneOf(values, "engine", ENGINES, "wasm"));
  },
};

function list(store: Store): number {
  const count = (number: number) => number.toLocaleString("sv-SE");
  if (store.deliveries.length === 0) console.log(`Lagret ${store.folder} är tomt.`);
  const holdings = store.holdings;
  for (const delivery of store.deliveries) {
    const {
      sequence,
      file,
      profile,
      read,
      loaded,
      rejected,
      skipped,
      slots,
      aterkallad,
      inlast,
      utan_rader,
      erased = 0,
    } = delivery;
    const holds = holdings.filter((holding) => holding.delivery === delivery);
    console.log(
      `${sequence}  ${file} (${profile}): ${count(read)} lästa = ${count(loaded)} godtagna + ${
        count(rejected)
      } underkända + ${count(skipped)} överhoppade`,
    );
    for (const { region, manad, status } of holds) {
      console.log(`   gäller för ${region} ${manad} ${statusWord(status)}`);
    }
    if (inlast !== undefined) {
      console.log(`   inläst ${inlast.dag}${inlast.av === null ? "" : ` av ${inlast.av}`}`);
    }
    if (utan_rader) console.log("   utan rader: bara cellerna är sparade");
    if (erased > 0) console.log(`   ${count(erased)} ${erased === 1 ? "rad" : "rader"} har raderats ur den`);
    const replaced = slots.length - holds.length;
    if (aterkallad !== undefined) console.log(`   återkallad ${aterkallad}`);
    else if (replaced > 0) {
      console.log(`   ersatt i ${replaced} av ${slots.length} regioner, månader och statusar`);
    }
    for (const line of coverSentences(slots)) console.log(`   omfattar ${line}`);
  }
  for (const erasure of store.erasures) console.log(erasureLine(erasure));
  return 0;
}

async function verify(folder: string): Promise<number> {
  const { files, damaged, erasures } = await verifyStore(folder);
  for (const sentence of damaged) console.error(sentence);
  const signatures = erasures === 0 ? "" : ` och ${erasures} raderingars signaturer`;
  console.log(`${files} filer${signatures} kontrollerade, ${damaged.length} saknas eller är skadade`);
  return damaged.length > 0 ? 1 : 0;
}

async function compact(folder: string): Promise<number> {
  const removed = await compactStore(folder, { now: new Date() });
  for (const path of removed) console.log(`borttagen: ${path}`);
  console.log(`${removed.length} filer borttagna`);
  return 0;
}

async function withdraw(folder: string, number: string | undefined): Promise<number> {
  if (!/^\d+$/.test(number ?? "")) {
    throw new UsageError("Ange leveransens nummer, som det står i deno task store list");
  }
  const dag = new Date().toISOString().slice(0, 10);
  const { delivery, slots } = await withdrawDelivery(folder, Number(number), { dag });
  console.log(`${delivery.sequence}  ${delivery.file} är återkallad`);
  for (const { slot: { region, manad, status }, inForce } of slots) {
    const now = inForce === null ? "inget levererat" : `${inForce.sequence}  ${inForce.file} gäller igen`;
    console.log(`   ${region} ${manad} ${statusWord(status)}: ${now}`);
  }
  return 0;
}

async function exportCells(store: Store, out: string, engine: Engine): Promise<number> {
  const cells = await store.cells();
  const names = [
    "manad",
    "status",
    "region",
    "sjukhus",
    "vardutbud",
    "agarform",
    "avvikelse",
    "vardgaranti",
    "hemregion",
    "lo",
    "hi",
    "antal",
  ] as const;
  const invented = new Set(
    store.holdings.filter(({ delivery }) => isSynthetic(delivery)).map((holding) => slotName(holding)),
  );
  // A file has the column where something in it is made up.
  const marks = invented.size === 0
    ? null
    : cells.map((cell) => invented.has(slotName(cell)) ? "syntetiska data" : null);
  const rows = cells.map((cell, at) => [
    ...names.map((name) => String(cell[name] ?? "")),
    ...marks === null ? [] : [marks[at] ?? ""],
  ]);
  const columns = names.map((name): ParquetColumn => ({
    name,
    type: name === "vardgaranti"
      ? "boolean"
      : name === "antal"
      ? "int64"
      : name === "lo" || name === "hi"
      ? "int32"
      : "text",
    kind: "plain",
    values: cells.map((cell) => cell[name]),
  }));
  if (marks !== null) columns.push({ name: MARK, type: "text", kind: "plain", values: marks });
  const parquet = writeParquet(columns, { rows: cells.length });
  await makeFolder(out);
  await Deno.writeFile(`${out}/celler.parquet`, parquet);
  await Deno.writeTextFile(
    `${out}/celler.csv`,
    toCsv([[...names, ...marks === null ? [] : [MARK]], ...rows], { formulaSafe: true }),
  );
  if (engine === "native") await exportDuckdb(`${out}/celler.duckdb`, parquet);
  console.log(
    `${cells.length.toLocaleString("sv-SE")} celler skrivna i ${out}: celler.csv, celler.parquet${
      engine === "native"
        ? ", celler.duckdb"
        : ". En fil för DuckDB kan bara motorn native skriva: --engine native"
    }`,
  );
  return 0;
}

/** The column that says that a cell is of made-up deliveries. */
const MARK = "underlag";

function slotName({ region, manad, status }: { region: string; manad: string; status: string }): string {
  return `${region}|${manad}|${status}`;
}

async function exportDuckdb(path: string, cells: Uint8Array): Promise<void> {
  try {
    await writeDuckdb(path, { celler: cells });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    throw new ToldError(`${path} finns redan och skrivs inte över. Ange en annan mapp med --out`);
  }
}

if (import.meta.main) await runCommand(storeCommand);
