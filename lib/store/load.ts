import { createHash } from "node:crypto";
import { basename } from "node:path";
import {
  findPersonalNumbers,
  LayoutError,
  PersonalNumberError,
  type Profile,
  profiles as knownProfiles,
  type Reading,
  recognise,
} from "../contract/mod.ts";
import { cubeQuery } from "../cube/mod.ts";
import type { Database, Engine } from "../database/mod.ts";
import { type Extract, ExtractError, type ExtractOptions, readExtract } from "../extract/mod.ts";
import { CELLS, writeFiles } from "./_delivery_files.ts";
import { tooLarge } from "./capacity.ts";
import { DRIFT_RULES, driftFindings, rowsOf } from "./drift.ts";
import { DeliveryError, type Finding, type LoadReport } from "./finding.ts";
import { ACCEPTED, forgetJudged, judge, type Judgement } from "./judge.ts";
import { type Delivery, holders, readManifest, slotKey, writeManifest } from "./manifest.ts";
import { plausibilityFindings } from "./plausibility.ts";
import { REJECTED_LINE } from "./rejected_file.ts";
import { dimensionValues, slotShapes } from "./shape.ts";

/** Options for {@linkcode loadFile}. */
export interface LoadOptions extends ExtractOptions {
  /** The profiles to try; give one to decide it yourself. @default {profiles} */
  profiles?: readonly Profile[];
  /** Fields to set for every row, for what the file does not say: `{ status: "vantande", manad: "2024-04" }`. */
  constants?: Readonly<Record<string, string>>;
}

/**
 * Reads, judges and keeps one delivery (en leverans): one file, one commit.
 *
 * The accepted rows, their cells and the rejected records are written as files named by their content, and become
 * the store's by renaming a new manifest. Killed at any moment, the store holds the state before or after. The same
 * file read the same way changes nothing; a newer delivery of a region, month and status replaces the older, and the
 * history keeps both. Two loads at once wait for each other.
 *
 * @param database An open database to judge in; its tables are used for the work.
 * @param folder The store's folder; it is made when it is not there.
 * @param path The file.
 * @param options Profiles, constants, encoding and delimiter.
 * @returns What came of it.
 * @throws {DeliveryError} If nothing of it was kept: unreadable, unknown layout, personal numbers, cut off, or no
 *   valid row. The error carries the report, and its message says what to do.
 * @throws {StoreError} If the store is damaged or of a newer version.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadFile, openDatabase } from "vantelage";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/april.csv`, "månad;status;region;0-30;31-60\n2024-04;väntande;Dalarna;1787;1259\n");
 * using database = await openDatabase();
 * const report = await loadFile(database, `${folder}/lager`, `${folder}/april.csv`);
 * assert.deepEqual([report.read, report.loaded, report.rejected, report.skipped], [1, 1, 0, 0]);
 * ```
 */
export async function loadFile(
  database: Database,
  folder: string,
  path: string,
  options: LoadOptions = {},
): Promise<LoadReport> {
  return await commitDelivery(folder, await draftDelivery(database, folder, path, options));
}

/** A delivery judged, its files written, and not yet the store's. */
export type DeliveryDraft = Omit<Delivery, "sequence">;

/**
 * Judges a delivery and writes its files. Until it is committed nobody sees them.
 *
 * @param database An open database to judge in.
 * @param folder The store's folder.
 * @param path The file.
 * @param options As for {@linkcode loadFile}.
 * @returns The draft; of a delivery that the store holds already, that delivery.
 * @throws {DeliveryError} As {@linkcode loadFile}.
 */
export async function draftDelivery(
  database: Database,
  folder: string,
  path: string,
  options: LoadOptions = {},
): Promise<DeliveryDraft> {
  const file = basename(path);
  const { extract, reading } = await prepare(file, path, options, database.engine);
  await Deno.mkdir(folder, { recursive: true });
  const id = deliveryId(extract, reading, options.constants ?? {});
  const kept = holding((await readManifest(folder)).deliveries, id);
  if (kept) return kept;
  const judgement = await judge(database, extract, reading);
  refuseUnusable(extract, reading, judgement);
  await database.run(`CREATE OR REPLACE TABLE ${CELLS} AS ${cubeQuery(reading, ACCEPTED)}`);
  const shapes = await slotShapes(database, reading, { rows: ACCEPTED, cells: CELLS });
  const draft: DeliveryDraft = {
    id,
    file,
    sha256: extract.sha256,
    profile: reading.profile.namn,
    layout: reading.layout.name,
    read: extract.records,
    loaded: judgement.loaded,
    rejected: judgement.rejected.length,
    skipped: judgement.skipped,
    findings: [...judgement.findings, ...await plausibilityFindings(database, reading, CELLS)],
    assumed: extract.assumed,
    header: extract.header,
    delimiter: extract.delimiter,
    slots: shapes.map(({ region, manad, status }) => ({ region, manad, status })),
    shapes,
    values: await dimensionValues(database, CELLS),
    files: await writeFiles(database, folder, {
      layout: reading.layout,
      shapes,
      rejected: judgement.rejected,
    }),
  };
  await database.run(`DROP TABLE ${CELLS}`);
  await forgetJudged(database);
  return draft;
}

/**
 * Makes a drafted delivery the store's, by one rename. Loads at the same time wait for each other here.
 *
 * @param folder The store's folder.
 * @param draft The delivery.
 * @returns What came of it: kept, or unchanged when it was the store's already.
 */
export async function commitDelivery(folder: string, draft: DeliveryDraft): Promise<LoadReport> {
  using _lock = await lockStore(folder);
  const manifest = await readManifest(folder);
  if (holding(manifest.deliveries, draft.id)) return reportOf(draft, "unchanged");
  const sequence = (manifest.deliveries.at(-1)?.sequence ?? 0) + 1;
  const findings = [
    ...shrinking(manifest.deliveries, draft),
    ...driftFindings(manifest.deliveries, draft),
    ...draft.findings.filter(({ rule }) => rule !== SHRINKING && !DRIFT_RULES.includes(rule)),
  ];
  const delivery: Delivery = { ...draft, findings, sequence };
  await writeManifest(folder, { ...manifest, deliveries: [...manifest.deliveries, delivery] });
  return reportOf(delivery, "kept");
}

const SHRINKING = "ersatter_fler_rader";

/** A few stray rows of another month would replace that whole month: said, as nobody else can see it. */
function shrinking(deliveries: readonly Delivery[], draft: DeliveryDraft): Finding[] {
  const active = holders(deliveries);
  const shrunk = draft.slots.filter((slot) => {
    const older = active.get(slotKey(slot)), rows = rowsOf(draft, slot);
    const before = older?.layout === draft.layout ? rowsOf(older, slot) : undefined;
    return rows !== undefined && before !== undefined && before > 2 * rows;
  });
  if (shrunk.length === 0) return [];
  const named = shrunk.map(({ region, manad, status }) => `${region} ${manad} ${status}`).join(", ");
  return [{
    rule: SHRINKING,
    level: "warn",
    says: `leveransen ersätter en tidigare som hade mer än dubbelt så många rader: ${named}`,
    count: shrunk.length,
    first: null,
  }];
}

/** The delivery of this id, where it holds every slot it answers for. */
function holding(deliveries: readonly Delivery[], id: string): Delivery | undefined {
  const kept = deliveries.findLast((delivery) => delivery.id === id);
  const active = holders(deliveries);
  return kept?.slots.every((slot) => active.get(slotKey(slot)) === kept) ? kept : undefined;
}

/** Reads the file, lets the gate look at it and finds its layout, before the store is touched. */
async function prepare(
  file: string,
  path: string,
  options: LoadOptions,
  engine: Engine,
): Promise<{ extract: Extract; reading: Reading }> {
  refuseTooLarge(file, engine, await sizeOf(path));
  let extract: Extract;
  try {
    extract = await readExtract(path, options);
  } catch (cause) {
    if (!(cause instanceof ExtractError)) throw cause;
    throw stopped(cause.message, { file, read: 0, rule: "fil_olaslig", count: 1, first: null }, cause);
  }
  // What was packed is larger now.
  refuseTooLarge(file, engine, extract.body.length);
  const personal = findPersonalNumbers(extract);
  if (personal.length > 0) {
    const error = new PersonalNumberError(file, personal);
    const count = personal.reduce((sum, { cells }) => sum + cells, 0);
    throw stopped(error.message, {
      file,
      read: extract.records,
      rule: "personnummer",
      count,
      first: `${file}: kolumnen ${personal[0].column}`,
    }, error);
  }
  if (extract.header.includes(REJECTED_LINE)) {
    throw stopped(
      `${file} är en fil med underkända rader: inläst för sig skulle den ersätta hela leveransen. Foga in dem i originalet med deno task rejected --original ORIGINAL --corrected ${file} --out NY.csv, och läs in den nya filen.`,
      { file, read: extract.records, rule: "underkanda_for_sig", count: 1, first: null },
    );
  }
  // A workbook may hold a day as a bare number, and says itself how such numbers are counted.
  const candidates = (options.profiles ?? knownProfiles).map((profile) =>
    extract.serials === undefined ? profile : { serietal: extract.serials, ...profile }
  );
  try {
    return { extract, reading: recognise(extract.header, candidates, options.constants) };
  } catch (cause) {
    if (!(cause instanceof LayoutError)) throw cause;
    throw stopped(
      `${file}: ${cause.message}`,
      { file, read: extract.records, rule: "fel_layout", count: 1, first: `${file}:${extract.headerLine}:1` },
      cause,
    );
  }
}

/** A file's size in bytes; 0 where it cannot be told, for whoever reads the file to say why. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) return 0;
    throw error;
  }
}

function refuseTooLarge(file: string, engine: Engine, bytes: number): void {
  const reason = tooLarge(engine, bytes);
  if (reason === null) return;
  const message = `Inget av ${file} har lästs: ${reason}.`;
  throw stopped(
    message,
    { file, read: 0, rule: "fil_for_stor", count: 1, first: null },
    new RangeError(message),
  );
}

/** A delivery that was cut off, or of which no row is valid, must not replace an earlier one. */
function refuseUnusable(
  extract: Extract,
  { profile }: Reading,
  { loaded, skipped, rejected, findings }: Judgement,
): void {
  const cut = findings.find(({ level }) => level === "stop");
  const reason = cut
    ? `${cut.says} (${cut.first})`
    : loaded > 0
    ? null
    : extract.records === 0
    ? "filen har en rubrikrad men inga rader"
    : `ingen av filens ${extract.records} rader kunde godtas (${rejected.length} underkända, ${skipped} överhoppade)`;
  if (reason === null) return;
  const none: Finding = {
    rule: "ingen_rad",
    level: "stop",
    says: reason,
    count: 1,
    first: null,
  };
  throw new DeliveryError(
    `Inget av ${extract.name} har sparats: ${reason}. Rätta filen och läs in den igen.`,
    {
      file: extract.name,
      profile: profile.namn,
      read: extract.records,
      loaded: 0,
      rejected: cut ? extract.records - skipped : rejected.length,
      skipped,
      findings: cut ? findings : [none, ...findings],
      assumed: extract.assumed,
      outcome: "stopped",
    },
  );
}

/** Names the bytes together with how they are read, so that a changed profile reads a file anew. */
function deliveryId(
  extract: Extract,
  { profile }: Reading,
  constants: Readonly<Record<string, string>>,
): string {
  const how = JSON.stringify([
    extract.sha256,
    extract.encoding,
    extract.delimiter,
    extract.headerLine,
    extract.sheet,
    profile,
    Object.entries(constants).sort(),
  ]);
  return createHash("sha256").update(how).digest("hex").slice(0, 24);
}

function reportOf(delivery: DeliveryDraft, outcome: LoadReport["outcome"]): LoadReport {
  const { file, profile, read, loaded, rejected, skipped, findings, assumed } = delivery;
  return { file, profile, read, loaded, rejected, skipped, findings, assumed, outcome };
}

interface Stop {
  file: string;
  read: number;
  rule: string;
  count: number;
  first: string | null;
}

function stopped(message: string, { file, read, rule, count, first }: Stop, cause?: Error): DeliveryError {
  const finding: Finding = { rule, level: "stop", says: message, count, first };
  const report: LoadReport = {
    file,
    profile: null,
    read,
    loaded: 0,
    rejected: read,
    skipped: 0,
    findings: [finding],
    assumed: [],
    outcome: "stopped",
  };
  return new DeliveryError(message, report, { cause });
}

/** Holds the store for one writer; the system lets go of the lock when the process ends, however it ends. */
export async function lockStore(folder: string): Promise<Disposable> {
  const file = await Deno.open(`${folder}/las`, { create: true, write: true });
  await file.lock(true);
  return { [Symbol.dispose]: () => file.close() };
}
