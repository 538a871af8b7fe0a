import { profiles } from "../../lib/contract/mod.ts";
import { openDatabase } from "../../lib/database/mod.ts";
import { ExtractError, readExtract, toCsv } from "../../lib/extract/mod.ts";
import { type Random, seededRandom } from "../../lib/numeric/mod.ts";
import { DeliveryError, loadFile, type LoadReport, openStore } from "../../lib/store/mod.ts";
import { registerFile, times, waiting } from "../store/_deliveries.ts";

const encoder = new TextEncoder();
const BASES = [
  registerFile([...times(6, waiting), { ...waiting, beslut_datum: "2024-05-09" }]),
  toCsv([
    [
      "månad",
      "status",
      "region",
      "sjukhus",
      "vårdutbud",
      "0-30",
      "31-60",
      "61-90",
      "91-365",
      "över 365",
      "antal",
      "pvv",
    ],
    ["2024-04", "väntande", "Dalarna", "Falu lasarett", "Gråstarr", "10", "20", "5", "4", "1", "40", "2"],
    ["2024-04", "väntande", "Riket", "", "", "1 010", "20", "5", "4", "1", "1 040", "2"],
    ["2024-03", "genomförda", "Örebro", "USÖ", "Gråstarr", "1", "", "5", "4", "1", "11", ""],
  ]),
  toCsv([
    ["Archive_Date", "Time_Bands", "Total"],
    ["31-01-2018", "  6-9 Months", "1,003"],
    ["28-02-2018", "18+ Months", "2"],
  ], { delimiter: "," }),
].map((text) => encoder.encode(text));

/** Bytes that readers stumble over. */
const NASTY = [
  ...[
    '"',
    ";",
    ",",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\0",
    "\ufeff",
    "'; DROP TABLE typade; --",
    "=1+1",
    "<script>",
    "-",
    "9".repeat(40),
    "\u2028",
    "İ",
  ]
    .map((text) => encoder.encode(text)),
  ...[[0xff], [0xed, 0xa0, 0x80], [0xc3], [0x1f, 0x8b], [0x50, 0x4b, 3, 4], [0x50, 0x41, 0x52, 0x31], [
    0xff,
    0xfe,
  ]]
    .map((bytes) => Uint8Array.from(bytes)),
];

function mutant(random: Random): Uint8Array {
  let bytes: Uint8Array = BASES[random.integer(BASES.length)];
  for (let changes = 1 + random.integer(4); changes > 0; changes--) {
    const at = random.integer(bytes.length + 1), end = Math.min(bytes.length, at + random.integer(60));
    const [before, middle, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
    const changed = [
      () => [before, NASTY[random.integer(NASTY.length)], middle, after],
      () => [before, after],
      () => [before, middle, middle, after],
      () => [before],
      () => [before, Uint8Array.of(random.integer(256)), middle, after],
      () => [before, middle.toReversed(), after],
    ][random.integer(6)]();
    bytes = Uint8Array.from(changed.flatMap((part) => [...part]));
  }
  return bytes;
}

const adds = ({ read, loaded, rejected, skipped }: LoadReport) => read === loaded + rejected + skipped;

/** Reads and loads damaged files: each is kept or stopped with a Swedish word, and its records always add up. */
export async function mutants(count: number, seed: string): Promise<boolean> {
  const random = seededRandom(seed), folder = await Deno.makeTempDir(), path = `${folder}/mutant.csv`;
  const outcomes = new Map<string, number>(), failures: string[] = [];
  let slowest = 0, unhandled = 0;
  globalThis.addEventListener("unhandledrejection", (event) => {
    unhandled++;
    event.preventDefault();
  });
  using database = await openDatabase({ engine: "native" });
  for (let nr = 1; nr <= count; nr++) {
    const store = `${folder}/lager${Math.ceil(nr / 50)}`, started = performance.now();
    await Deno.writeFile(path, mutant(random));
    const fail = (why: string) => failures.push(`mutant ${nr}: ${why}`);
    try {
      const { records, good, broken } = await readExtract(path);
      if (records !== good + broken.length) fail("readExtract() loses records");
    } catch (error) {
      if (!(error instanceof ExtractError)) fail(String(error));
    }
    let outcome = "fel";
    try {
      const report = await loadFile(database, store, path, { profiles });
      outcome = report.outcome;
      if (!adds(report)) fail("records do not add up");
    } catch (error) {
      if (!(error instanceof DeliveryError)) fail(String(error));
      else {
        outcome = error.report.outcome;
        if (!adds(error.report)) fail("records of a stopped file do not add up");
      }
    }
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    slowest = Math.max(slowest, performance.now() - started);
    if (nr % 50 === 0) {
      using opened = await openStore(store);
      for (const { read, loaded, rejected, skipped } of opened.deliveries) {
        if (read !== loaded + rejected + skipped) fail("a kept delivery does not add up");
      }
      await opened.cells();
    }
  }
  await Deno.remove(folder, { recursive: true });
  for (const failure of failures.slice(0, 20)) console.error(failure);
  const told = [...outcomes].map(([name, times]) => `${times} ${name}`).join(", ");
  console.log(
    `${count} mutants: ${told}; ${failures.length} failures, ${unhandled} unhandled rejections, slowest ${
      Math.round(slowest)
    } ms`,
  );
  return failures.length === 0 && unhandled === 0;
}
