import type { Month } from "../calendar/mod.ts";
import { HISTORY_FILE, readMe } from "./_about.ts";
import { registerDelivery } from "./_delivery.ts";
import { encode } from "./_encode.ts";
import { HISTORY_COLUMNS, historyRows } from "./_history.ts";
import { quirks } from "./_quirks.ts";
import { rowWriter } from "./_register_row.ts";
import type { PlacedProblem } from "./problems.ts";
import { makeSample, REGISTER_MONTHS, type SampleOptions } from "./sample.ts";

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
  /** The months whose register deliveries are written, each one of {@linkcode REGISTER_MONTHS}. @default all */
  months?: readonly Month[];
  /** Called after each file: how many are written, of how many. */
  onProgress?: (done: number, total: number) => void;
}

/** The contents of `fel.json`. */
export interface SampleFaults {
  /** Rows that must be rejected; no other row of the sample may be. */
  fel: PlacedProblem[];
  /** Rows that are kept with a warning. */
  varningar: PlacedProblem[];
}

/**
 * Writes the sample: a register delivery per region and month (2023-04 to 2024-04), the aggregated history before
 * that, `fel.json` with those of its rows that are wrong on purpose ({@linkcode SampleFaults}), and `LÄS MIG.txt`.
 *
 * The same seed gives the same bytes. Files of the same names are written over.
 *
 * @param folder Where to; made when it is missing.
 * @param options The seed, and whom to say of the progress.
 * @returns The files, deliveries first.
 * @throws {RangeError} If a month is none of the sample's.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { writeSample } from "vantelage/sample";
 * const folder = await Deno.makeTempDir();
 * const files = await writeSample(folder, { months: [] });
 * assert.deepEqual(files.map(({ kind }) => kind), ["historik", "fel", "om"]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function writeSample(folder: string, options: WriteSampleOptions = {}): Promise<SampleFile[]> {
  const { months = REGISTER_MONTHS } = options;
  const unknown = months.find((month) => !REGISTER_MONTHS.includes(month));
  if (unknown !== undefined) {
    throw new RangeError(
      `Cannot write the sample of ${unknown} as it has deliveries of ${REGISTER_MONTHS[0]} to ${
        REGISTER_MONTHS.at(-1)
      }`,
    );
  }
  const sample = makeSample(options);
  await Deno.mkdir(folder, { recursive: true });
  const files: SampleFile[] = [];
  const faults: SampleFaults = { fel: [], varningar: [] };
  const total = quirks.length * months.length + 3;
  const save = async (file: Omit<SampleFile, "bytes">, bytes: Uint8Array) => {
    await Deno.writeFile(`${folder}/${file.name}`, bytes);
    files.push({ ...file, bytes: bytes.length });
    options.onProgress?.(files.length, total);
  };
  for (const quirk of quirks) {
    const writer = rowWriter(sample, quirk);
    for (const month of months) {
      const { name, bytes, rows, problems } = registerDelivery(sample, quirk, writer, month);
      for (const problem of problems) faults[problem.level === "error" ? "fel" : "varningar"].push(problem);
      await save({ name, kind: "register", region: quirk.region, month, rows }, bytes);
    }
  }
  const history = [HISTORY_COLUMNS, ...historyRows(sample)].map((row) => `${row.join(";")}\r\n`);
  const plain = { region: null, month: null };
  await save(
    { ...plain, name: HISTORY_FILE, kind: "historik", rows: history.length - 1 },
    encode(history.join(""), "utf-8-bom"),
  );
  const json = `${JSON.stringify(faults, null, 2)}\n`;
  await save({ ...plain, name: "fel.json", kind: "fel", rows: 0 }, encode(json, "utf-8"));
  await save(
    { ...plain, name: "LÄS MIG.txt", kind: "om", rows: 0 },
    encode(readMe(sample.seed), "utf-8-bom"),
  );
  return files;
}
