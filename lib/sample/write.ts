import { type Month, monthName } from "../calendar/mod.ts";
import { type Random, seededRandom } from "../numeric/mod.ts";
import { HISTORY_COLUMNS, historyRows } from "./_history.ts";
import { rowWriter } from "./_register_row.ts";
import { encode } from "./encode.ts";
import { faultOf, type SampleProblem, sampleProblems } from "./problems.ts";
import { describeQuirk, type Quirk, quirks } from "./quirks.ts";
import {
  HISTORY_MONTHS,
  makeSample,
  performedContacts,
  REGISTER_MONTHS,
  type Sample,
  type SampleOptions,
  waitingContacts,
} from "./sample.ts";

/** A file of the sample. */
export interface SampleFile {
  /** Its name in the folder; a delivery's always holds "syntetisk". */
  name: string;
  /** What it holds. */
  kind: "register" | "historik" | "fel" | "om";
  /** Official name of the region that delivered it; `null` where there is none. */
  region: string | null;
  /** The month delivered; `null` where there is none. */
  month: Month | null;
  /** Data rows, the wrong ones too. */
  rows: number;
  /** Size on disk. */
  bytes: number;
}

/** Options for {@linkcode writeSample}. */
export interface WriteSampleOptions extends SampleOptions {
  /** Told after each file: how many are written, of how many. */
  onProgress?: (done: number, total: number) => void;
}

/** A row that is wrong on purpose, and where it stands: an entry of `fel.json`. */
export interface PlacedProblem {
  /** The file's name. */
  file: string;
  /** The line as an editor counts: the header is line 1. */
  line: number;
  /** The rule that it breaks. */
  rule: string;
  /** `error`: to be set aside. `warn`: kept, with a warning. */
  level: SampleProblem["level"];
  /** What is wrong, in Swedish. */
  why: string;
}

/** The contents of `fel.json`. */
export interface SampleFaults {
  /** Rows that must be set aside; no other row of the sample may be. */
  fel: PlacedProblem[];
  /** Rows that are kept with a warning. */
  varningar: PlacedProblem[];
}

/**
 * Writes the sample: a register delivery per region and month (2023-04 to 2024-04), the aggregated history before
 * that, `fel.json` with the rows that are wrong on purpose ({@linkcode SampleFaults}), and `LÄS MIG.txt`.
 *
 * The same seed gives the same bytes. Files of the same names are written over.
 *
 * @param folder Where to; made when it is missing.
 * @param options The seed, and whom to tell of the progress.
 * @returns The files, deliveries first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { writeSample } from "vantelage";
 * const folder = await Deno.makeTempDir();
 * const files = await writeSample(folder);
 * assert.equal(files[0].name, "syntetisk_dalarna_2023-04.csv");
 * assert.equal(files.filter(({ kind }) => kind === "register").length, 7 * 13);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function writeSample(folder: string, options: WriteSampleOptions = {}): Promise<SampleFile[]> {
  const sample = makeSample(options);
  await Deno.mkdir(folder, { recursive: true });
  const files: SampleFile[] = [];
  const faults: SampleFaults = { fel: [], varningar: [] };
  const total = quirks.length * REGISTER_MONTHS.length + 3;
  const save = async (file: Omit<SampleFile, "bytes">, bytes: Uint8Array) => {
    await Deno.writeFile(`${folder}/${file.name}`, bytes);
    files.push({ ...file, bytes: bytes.length });
    options.onProgress?.(files.length, total);
  };
  for (const quirk of quirks) {
    for (const month of REGISTER_MONTHS) {
      const { name, lines, problems } = registerDelivery(sample, quirk, month);
      for (const problem of problems) faults[problem.level === "error" ? "fel" : "varningar"].push(problem);
      const bytes = encode(lines.join(quirk.lineEnd) + quirk.lineEnd, quirk.encoding);
      await save({ name, kind: "register", region: quirk.region, month, rows: lines.length - 1 }, bytes);
    }
  }
  const history = [HISTORY_COLUMNS, ...historyRows(sample)].map((row) =>
    `${row.map(historyCell).join(";")}\r\n`
  );
  const plain = { region: null, month: null };
  await save(
    { ...plain, name: HISTORY_FILE, kind: "historik", rows: history.length - 1 },
    encode(history.join(""), "utf-8-bom"),
  );
  const json = `${JSON.stringify(faults, null, 2)}\n`;
  await save({ ...plain, name: "fel.json", kind: "fel", rows: 0 }, encode(json, "utf-8"));
  await save({ ...plain, name: "LÄS MIG.txt", kind: "om", rows: 0 }, encode(readMe(sample), "utf-8-bom"));
  return files;
}

const HISTORY_FILE = `syntetisk_historik_${HISTORY_MONTHS[0]}_${HISTORY_MONTHS.at(-1)}.csv`;

/** One region's month: header and rows as lines, the wrong ones among them. */
function registerDelivery(
  sample: Sample,
  quirk: Quirk,
  month: Month,
): { name: string; lines: string[]; problems: PlacedProblem[] } {
  const name = `syntetisk_${quirk.filnamn}_${month}.csv`;
  const region = sample.regioner.findIndex((entry) => entry.region === quirk.region);
  const writer = rowWriter(sample, quirk);
  const contacts = {
    vantande: waitingContacts(sample, region, month),
    genomforda: performedContacts(sample, region, month),
  };
  const lines = [writer.header];
  for (const index of contacts.vantande) lines.push(writer.line(writer.fields(index, month)));
  for (const index of contacts.genomforda) lines.push(writer.line(writer.fields(index, month)));
  const random = seededRandom(`${sample.seed}/${name}`);
  const planned = sampleProblems.filter((entry) => entry.region === quirk.region && entry.month === month);
  const wrong = planned.map((problem, number) => {
    const { from, change } = faultOf(problem);
    const fields = writer.fields(anyOf(contacts[from], random), month);
    const contactLine = writer.line(fields);
    const own = problem.level === "error" && problem.rule !== "dubblett";
    const changed = change(
      own ? { ...fields, vardkontakt_id: `${sample.regioner[region].prefix}-FEL${number + 1}` } : fields,
      quirk,
      month,
    );
    const line = writer.line(changed, problem.rule === "fel_antal_falt");
    const place = lines.indexOf(contactLine);
    if (problem.level === "warn") lines[place] = line;
    else lines.splice(place + 1 + random.integer(lines.length - place), 0, line);
    return { problem, line };
  });
  return {
    name,
    lines,
    problems: wrong.map(({ problem: { rule, level, why }, line }) => ({
      file: name,
      line: lines.lastIndexOf(line) + 1,
      rule,
      level,
      why,
    })),
  };
}

function anyOf(contacts: readonly number[], random: Random): number {
  return contacts[random.integer(contacts.length)];
}

/** A cell of the history; vårdutbud with a comma need no quotation marks between semicolons. */
function historyCell(text: string): string {
  return text.includes(";") ? `"${text}"` : text;
}

function readMe(sample: Sample): string {
  const lines = [
    "ALLT I DEN HÄR MAPPEN ÄR SYNTETISKT",
    "",
    "Ingen person, vårdkontakt eller operation i filerna finns eller har funnits. Raderna är slumpade av ett program",
    `(frö: ${sample.seed}) och får inte användas för att säga något om verkliga sjukhus, regioner eller patienter.`,
    "",
    "Det enda som kommer ur verkligheten är slutsummorna för väntande i april 2024 per region (intervall, median, PvV och",
    "MoV) och patientgruppernas antal över 90 dagar: Produktionsplaneringsgruppen, Sjukvårdsregion Mellansverige,",
    "2024-05-30. Fördelningen på sjukhus, vårdutbud per region, kön, ålder och hemort, alla andra månader och alla",
    "genomförda är påhittade.",
    "",
    `syntetisk_<region>_<månad>.csv  väntande vid månadens slut och genomförda under månaden, en vårdkontakt per rad,`,
    `    ${monthName(REGISTER_MONTHS[0])} till ${monthName(REGISTER_MONTHS.at(-1)!)}`,
    `${HISTORY_FILE}  samma kö i förväg räknad per månad, status, region, sjukhus och`,
    `    vårdutbud, ${monthName(HISTORY_MONTHS[0])} till ${
      monthName(HISTORY_MONTHS.at(-1)!)
    }. Väntande: intervallen, antal och median utan PvV och MoV.`,
    "    Genomförda: intervallen och antal utan PvV men med MoV (mov är därför 0); median för alla.",
    "fel.json  de rader som är fel med avsikt (fel: ska avvisas; varningar: ska läsas in med varning)",
    "",
    "Varje region skriver på sitt sätt:",
    ...quirks.map((quirk) => `- ${describeQuirk(quirk)}`),
  ];
  return lines.map((line) => `${line}\r\n`).join("");
}
