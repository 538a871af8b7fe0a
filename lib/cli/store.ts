import type * as z from "zod";
import { Month } from "../calendar/mod.ts";
import { coverSentences } from "../cube/mod.ts";
import { openCluster } from "../database/mod.ts";
import { CareOffering, MemberRegion } from "../reference/mod.ts";
import { joinNames } from "../reference/sentence.ts";
import {
  CLUSTER_VARIABLE,
  clusterPlace,
  compactStore,
  defaultStore,
  openStore,
  publishTables,
  type Store,
  verifyStore,
  withdrawDelivery,
} from "../store/mod.ts";
import {
  actionOf,
  type Command,
  mustBeThere,
  OFFERINGS,
  REGIONS,
  runCommand,
  statusWord,
  STORE,
  text,
  texts,
  UsageError,
  type Values,
} from "./_command.ts";
import { erase, erasureLine } from "./_erase.ts";
import { EXPORT_FORMATS, exportStar } from "./_export.ts";

const ACTIONS = ["list", "verify", "export", "compact", "withdraw", "erase", "publish-tables"] as const;

/** Looks after the store: `deno task store list|verify|export|compact|withdraw|erase|publish-tables`. */
export const storeCommand: Command = {
  name: "store",
  summary: "Visar, kontrollerar, exporterar och städar lagret.",
  uses: [
    "list                leveranserna, äldst först, och vad som gäller av dem",
    "verify              läser varje fil och jämför med dess kontrollsumma",
    "export --ut MAPP [--manad ÅÅÅÅ-MM,…] [--region REGION,…] [--vardutbud NAMN,…] [--format FORMAT,…]",
    "compact             gallrar som lagrets store.json säger och tar bort filer som ingen leverans äger",
    "withdraw NUMMER     återkallar en leverans; det den ersatte gäller igen",
    "erase NUMMER | --region REGION --manad ÅÅÅÅ-MM [--status STATUS] | --kolumn FÄLT --varde VÄRDE",
    "publish-tables --kluster ADRESS --plats PLATS   gör lagret till tabeller i ett kluster med Trino",
  ],
  options: {
    ...STORE,
    ut: { value: "MAPP", says: "vart exporten skrivs", was: "out" },
    format: {
      value: "FORMAT,…",
      says:
        "csv, parquet, xlsx, duckdb (annars csv,parquet): väntetidscellerna som fakta och dimensioner för Power BI, Excel och andra, med en LÄSMIG om varje kolumn; fhir: de mått som publiceras som MeasureReport",
      among: ["csv", "parquet", "xlsx", "duckdb", "fhir"],
    },
    manad: { value: "ÅÅÅÅ-MM", says: "månaden; export tar flera med komma emellan" },
    region: { value: "REGION", says: "regionen; export tar flera med komma emellan", among: REGIONS },
    vardutbud: { value: "NAMN,…", says: "bara de vårdutbuden (export)", among: OFFERINGS },
    status: {
      value: "STATUS",
      says: "vantande eller genomforda (erase av en månad, annars båda)",
      among: ["vantande", "genomforda"],
    },
    kolumn: { value: "FÄLT", says: "erase: de rader som har värdet i fältet, med allt som följer av dem" },
    varde: {
      value: "VÄRDE",
      says: "värdet; - läser det från standard in, så att det inte står kvar bland kommandona",
    },
    av: {
      value: "ROLL",
      says: "vem som har beslutat om raderingen, inga personnamn; sparas för alltid, liksom --skal",
    },
    skal: { value: "TEXT", says: "varför det raderas" },
    utfor: { says: "raderar; annars visas bara vad som skulle raderas" },
    rapporter: {
      value: "MAPP",
      says:
        "rapporternas mapp (annars rapporter bredvid lagret, annars reports): de som visar det raderade tas bort",
    },
    kluster: {
      value: "ADRESS",
      says:
        "https://ANVÄNDARE@DATOR:PORT/KATALOG/SCHEMA (annars VANTELAGE_CLUSTER); lösenordet i VANTELAGE_CLUSTER_PASSWORD",
    },
    plats: { value: "PLATS", says: "lagrets mapp som klustret ser den, till exempel s3://hink/lager" },
  },
  actions: ACTIONS,
  example: "export --ut export --manad 2024-04 --format csv,xlsx",
  notes:
    `compact skriver också lagrets historik som en fil; filer yngre än ett dygn lämnas. erase raderar för gott, och kräver --av och --skal.
En leverans som har ersatts eller återkallats ligger kvar och kan läsas in igen, tills den raderas. store.json i lagret säger hur många dagar den behålls, och de underkända raderna: { "ersatta_dagar": 365, "underkanda_dagar": 90 }.`,
  statuses: "1 en fil saknas eller är skadad, 2 fel använt",
  gives: (values, [action]) => [
    ...text(values, "format")?.includes("duckdb") ? [] : [{ name: "ffi" } as const],
    ...action === "publish-tables" ? [] : [{ name: "net" } as const],
    ...action === "list" || action === "verify" ? [{ name: "write" } as const] : [],
  ],
  run: async (values, positionals) => {
    const [given, ...others] = positionals;
    const action = actionOf(given, ACTIONS);
    const takesNumber = action === "withdraw" || action === "erase";
    const [number, ...rest] = takesNumber ? others : [undefined, ...others];
    if (rest.length > 0) throw new UsageError(`Okänt argument "${rest[0]}"`);
    const folder = text(values, "lager") ?? defaultStore();
    if (action !== "list") {
      // A misspelt folder would otherwise be found whole, or exported without a row.
      await mustBeThere(
        `Lagret ${folder} finns inte. Ange dess mapp med --lager, eller läs in leveranser`,
        folder,
      );
    }
    if (action === "verify") return await verify(folder);
    if (action === "compact") return await compact(folder);
    if (action === "withdraw") return await withdraw(folder, number);
    if (action === "erase") return await erase(folder, values, number);
    if (action === "publish-tables") return await publish(folder, values);
    using store = await openStore(folder);
    if (action === "list") return list(store);
    return await exportCells(store, values);
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

/** Registers the store's files as tables of a cluster. */
async function publish(folder: string, values: Values): Promise<number> {
  const address = text(values, "kluster") ?? Deno.env.get(CLUSTER_VARIABLE), location = text(values, "plats");
  if (!address || location === undefined) {
    throw new UsageError("Ange klustret med --kluster, och med --plats lagrets mapp som klustret ser den");
  }
  using cluster = openCluster(clusterPlace(address));
  const { tables, files, dropped } = await publishTables(folder, cluster, { location, now: new Date() });
  console.log(
    `${files.toLocaleString("sv-SE")} filer som gäller svarar i ${cluster.catalog}.${cluster.schema} som ${
      joinNames(tables)
    }; ${dropped} äldre tabeller och vyer borttagna. Klustret svarar för lagret med ${CLUSTER_VARIABLE}="${address}"`,
  );
  return 0;
}

/** Writes the chosen cells in the chosen formats. */
async function exportCells(store: Store, values: Values): Promise<number> {
  const out = text(values, "ut");
  if (out === undefined) throw new UsageError("Ange med --ut vart filerna skrivs");
  const asked = (text(values, "format") ?? "csv,parquet").split(",").map((name) => name.trim());
  const formats = EXPORT_FORMATS.filter((format) => asked.includes(format));
  if (formats.length < new Set(asked).size) {
    throw new UsageError(
      `--format ska vara ${EXPORT_FORMATS.join(", ")}, flera med komma emellan: fick "${asked.join(",")}"`,
    );
  }
  const months = several(values, "manad", Month), region = several(values, "region", MemberRegion);
  const vardutbud = several(values, "vardutbud", CareOffering);
  const { files, cells } = await exportStar(store, out, { manad: months, region, vardutbud, formats });
  console.log(`${cells.toLocaleString("sv-SE")} celler skrivna i ${out}: ${files.join(", ")}`);
  return 0;
}

/** What an option names, several with commas between or the option several times; `undefined` where it is not given. */
function several(values: Values, name: string, schema: z.ZodType<string, string>): string[] | undefined {
  const given = texts(values, name).flatMap((part) => part.split(",")).map((part) => part.trim());
  if (given.length === 0) return undefined;
  return given.map((part) => {
    const { data, error } = schema.safeParse(part);
    if (error !== undefined) throw new UsageError(`--${name}: ${error.issues[0].message}`);
    return data;
  });
}

if (import.meta.main) await runCommand(storeCommand);
