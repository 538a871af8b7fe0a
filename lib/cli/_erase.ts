/** `deno task store erase`: takes away for good, also of what killed runs left, and says what it took. */
import { reportsRoot } from "./_reports_folder.ts";
import { isMonth, monthName } from "../calendar/mod.ts";
import { SafeText } from "../form/mod.ts";
import { STATUSES } from "../cube/mod.ts";
import { removeAbandoned } from "../database/mod.ts";
import { officialName } from "../reference/mod.ts";
import { eraseFromStore, type ErasureReport, type ErasureTarget } from "../store/mod.ts";
import type { Erasure } from "../store/mod.ts";
import { oneOf, statusWord, text, ToldError, UsageError, type Values } from "./_command.ts";
import { type ErasedFrom, removeReports, reportsOf } from "./_erased_reports.ts";
import { erasePublished } from "./_publications.ts";
import { storeIdentity } from "./_store_identity.ts";

/**
 * Erases from a store, or says what would go: without --utfor nothing is changed.
 *
 * @param folder The store's folder.
 * @param values The command's options.
 * @param number The delivery's number, where one is given.
 * @returns The exit status.
 */
export async function erase(folder: string, values: Values, number: string | undefined): Promise<number> {
  const target = await targetOf(values, number);
  const said = { by: saidIn(values, "av"), reason: saidIn(values, "skal"), at: new Date() };
  const reports = text(values, "rapporter") ?? await reportsRoot(folder);
  const planned = await eraseFromStore(folder, target, { ...said, dry: true });
  const from: ErasedFrom = {
    store: await storeIdentity(folder),
    months: planned.months,
    personsOnly: "field" in target,
  };
  if (values.utfor !== true) {
    console.log(`Det här skulle raderas ur ${folder}, och kan sedan inte tas tillbaka:`);
    tell(planned, target);
    console.log(
      `   ${count((await reportsOf(reports, from)).length, "fil", "filer")} i ${reports} med rapporter`,
    );
    console.log("Inget har ändrats. Samma kommando med --utfor raderar.");
    return 0;
  }
  const published = from.personsOnly ? { months: [], touched: planned.touched } : planned;
  const pages = await erasePublished(folder, published, said.at);
  const done = await eraseFromStore(folder, target, said);
  const removed = await removeReports(reports, from);
  removeAbandoned();
  console.log(`Raderat ur ${folder}:`);
  tell(done, target);
  if (pages > 0) {
    console.log(
      `   talen i ${
        count(pages, "publik rapport", "publika rapporter")
      }; en ny publik rapport för månaden kräver --ersatt`,
    );
  }
  console.log(`   ${count(removed.length, "fil", "filer")} i ${reports} med rapporter`);
  if (done.erasure !== null) console.log(erasureLine(done.erasure));
  console.log(
    "Det som ligger utanför lagret och rapporternas mapp nås inte: filerna som lästes in, exporter, kopior och det som har skickats.",
  );
  return 0;
}

/**
 * What a store says of an erasure, in a line.
 *
 * @param erasure The erasure.
 * @returns A Swedish line.
 */
export function erasureLine(
  { number, at, by, reason, what, deliveries, records, rejected }: Erasure,
): string {
  const took = what.kind === "delivery"
    ? `leverans ${what.sequence}`
    : what.kind === "month"
    ? `${what.region} ${monthName(what.manad)}${what.status === null ? "" : ` ${statusWord(what.status)}`}`
    : what.kind === "value"
    ? `rader efter ${what.field}`
    : "det som lagrets regel inte längre behåller";
  return `Radering ${number}, ${at.slice(0, 10)}: ${took} (${
    numbersOf({ deliveries, records, rejected })
  }). Skäl: ${reason}. Beslut: ${by}.`;
}

function tell({ deliveries, records, rejected, touched }: ErasureReport, target: ErasureTarget): void {
  console.log(`   ${numbersOf({ deliveries, records, rejected })}`);
  // A value is never printed, and a file's name may hold it.
  const names = touched.map(({ sequence, file }) =>
    "field" in target ? `${sequence}` : `${sequence}  ${file}`
  );
  if (names.length > 0) console.log(`   ur leverans ${names.join(", ")}`);
}

function numbersOf(
  { deliveries, records, rejected }: Pick<ErasureReport, "deliveries" | "records" | "rejected">,
): string {
  return [
    count(deliveries, "hel leverans", "hela leveranser"),
    count(records, "godtagen rad", "godtagna rader"),
    count(rejected, "underkänd rad", "underkända rader"),
  ].join(", ");
}

function count(number: number, one: string, more: string): string {
  return `${number.toLocaleString("sv-SE")} ${number === 1 ? one : more}`;
}

/** What is said for ever of an erasure: no persons. */
function saidIn(values: Values, name: "av" | "skal"): string {
  const given = SafeText.safeParse(text(values, name) ?? "");
  if (given.success) return given.data;
  throw new UsageError(
    `--${name} ska säga ${
      name === "av" ? "vem som har beslutat, som en roll" : "varför"
    }, och sparas för alltid: ${given.error.issues[0].message}`,
  );
}

async function targetOf(values: Values, number: string | undefined): Promise<ErasureTarget> {
  const region = text(values, "region"), manad = text(values, "manad"), field = text(values, "kolumn");
  const ways = [number, region ?? manad, field ?? text(values, "varde")].filter((way) => way !== undefined);
  if (ways.length !== 1) {
    throw new UsageError(
      "Ange vad som ska raderas på ett sätt: leveransens nummer, --region och --manad, eller --kolumn och --varde",
    );
  }
  if (number !== undefined) {
    if (/^\d+$/.test(number)) return { sequence: Number(number) };
    throw new UsageError("Ange leveransens nummer, som det står i deno task store list");
  }
  if (field !== undefined || text(values, "varde") !== undefined) {
    const given = text(values, "varde");
    if (field === undefined || given === undefined) throw new UsageError("--kolumn och --varde hör ihop");
    return { field, value: given === "-" ? await readValue() : given };
  }
  if (region === undefined || manad === undefined) throw new UsageError("--region och --manad hör ihop");
  if (!isMonth(manad)) throw new UsageError(`--manad ska skrivas åååå-mm: fick "${manad}"`);
  const status = text(values, "status");
  return {
    region: officialName(region) ?? region,
    manad,
    ...status !== undefined && { status: oneOf(values, "status", STATUSES, "vantande") },
  };
}

/** A value from standard input, so that it stands in no history of commands. */
async function readValue(): Promise<string> {
  const value = (await new Response(Deno.stdin.readable).text()).trim();
  if (value !== "") return value;
  throw new ToldError("Inget värde kom på standard in. Skriv det där, eller ange det med --varde");
}
