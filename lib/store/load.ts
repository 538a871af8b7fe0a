import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { Day } from "../calendar/mod.ts";
import { type Profile, profiles, type Reading } from "../contract/mod.ts";
import { cubeQuery } from "../cube/mod.ts";
import type { Database } from "../database/mod.ts";
import type { Extract } from "../extract/mod.ts";
import { CELLS, writeFiles } from "./_delivery_files.ts";
import { type LoadOptions, prepare, readingLine } from "./_prepare.ts";
import { DRIFT_RULES, driftFindings, rowsOf, slotName } from "./drift.ts";
import { DeliveryError, type Finding, type LoadReport, type RejectedRecord } from "./finding.ts";
import { ACCEPTED, forgetJudged, judge, type Judgement } from "./judge.ts";
import { type Delivery, type DeliveryDraft, holders, slotKey } from "./delivery.ts";
import { readManifest, writeManifest, writing } from "./manifest.ts";
import { plausibilityFindings } from "./plausibility.ts";
import { dimensionValues, type SlotShape, slotShapes, untoldDeviations } from "./shape.ts";

export type { LoadOptions };

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
  const { extract, reading } = await prepare(basename(path), path, options, database.engine);
  await writing(folder, () => Deno.mkdir(folder, { recursive: true }));
  const id = deliveryId(extract, reading, options.constants ?? {});
  const kept = holding((await readManifest(folder)).deliveries, id);
  if (kept) return kept;
  const judging = () =>
    judged(database, { extract, reading, id, today: options.today }, async (about, rejected) => ({
      ...about,
      files: await writeFiles(database, folder, { layout: reading.layout, shapes: about.shapes, rejected }),
    }));
  return await writing(ENGINE_FILES, judging);
}

/** Where native DuckDB keeps what it is lent and what the memory has no room for. */
const ENGINE_FILES = "Motorns tillfälliga filer (TMPDIR säger var)";

/** What is known of a judged delivery before its files are written. */
export type JudgedDelivery = Omit<Delivery, "sequence" | "files"> & { readonly shapes: readonly SlotShape[] };

/**
 * Judges a delivery as a load does, and keeps nothing.
 *
 * @param database An open database to judge in.
 * @param folder The store whose earlier deliveries say what is usual; it is only read.
 * @param path The file.
 * @param options As for {@linkcode loadFile}.
 * @returns What a load would keep of it, and the records that it would set aside.
 * @throws {DeliveryError} As {@linkcode loadFile}.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { judgeFile, openDatabase } from "vantelage";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/april.csv`, "månad;status;region;0-30\n2024-04;väntande;Dalarna;7\n2024-04;väntande;Dalarna;x\n");
 * using database = await openDatabase();
 * const { delivery, rejected } = await judgeFile(database, `${folder}/lager`, `${folder}/april.csv`);
 * assert.deepEqual([delivery.loaded, rejected[0].line], [1, 3]);
 * ```
 */
export async function judgeFile(
  database: Database,
  folder: string,
  path: string,
  options: LoadOptions = {},
): Promise<{ delivery: JudgedDelivery; rejected: readonly RejectedRecord[] }> {
  const { extract, reading } = await prepare(basename(path), path, options, database.engine);
  const { deliveries } = await readManifest(folder);
  const id = deliveryId(extract, reading, options.constants ?? {});
  return await judged(database, { extract, reading, id, today: options.today }, (about, rejected) => {
    const findings = [...driftFindings(deliveries, { ...about, files: [] }), ...about.findings];
    return Promise.resolve({ delivery: { ...about, findings }, rejected });
  });
}

/** Judges a delivery and hands what is known of it on while its rows and cells are still there. */
async function judged<T>(
  database: Database,
  { extract, reading, id, today }: { extract: Extract; reading: Reading; id: string; today?: Day },
  then: (about: JudgedDelivery, rejected: readonly RejectedRecord[]) => Promise<T>,
): Promise<T> {
  const judgement = await judge(database, extract, reading);
  refuseUnusable(extract, reading, judgement);
  await database.run(`CREATE OR REPLACE TABLE ${CELLS} AS ${cubeQuery(reading, ACCEPTED)}`);
  const shapes = await slotShapes(database, reading, { rows: ACCEPTED, cells: CELLS });
  const result = await then({
    id,
    file: extract.name,
    sha256: extract.sha256,
    profile: reading.profile.namn,
    ...comesWithUs(reading.profile) ? {} : { ownProfile: reading.profile },
    layout: reading.layout.name,
    read: extract.records,
    loaded: judgement.loaded,
    rejected: judgement.rejected.length,
    skipped: judgement.skipped,
    findings: [
      ...judgement.findings,
      ...await plausibilityFindings(database, reading, {
        rows: ACCEPTED,
        cells: CELLS,
        header: extract.header,
      }, today),
    ],
    assumed: [
      readingLine(extract, reading),
      `Förstått som: ${reading.understood}`,
      ...unusedLine(reading),
      ...extract.assumed,
    ],
    header: extract.header,
    delimiter: extract.delimiter,
    slots: shapes.map((shape) => {
      const { region, manad, status } = shape, untold = untoldDeviations(reading, shape);
      return { region, manad, status, ...untold.length > 0 && { untold } };
    }),
    shapes,
    values: await dimensionValues(database, CELLS),
  }, judgement.rejected);
  await database.run(`DROP TABLE ${CELLS}`);
  await forgetJudged(database);
  return result;
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
  const named = shrunk.map(slotName).join("; ");
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

/** A delivery that was cut off, or of which no row is valid, must not replace an earlier one. */
function refuseUnusable(
  extract: Extract,
  { profile }: Reading,
  { loaded, skipped, rejected, findings }: Judgement,
): void {
  const cut = findings.find(({ level }) => level === "stop");
  const reason = cut
    ? cut.says + (cut.first === null ? "" : ` (${cut.first})`)
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

/** Holds the store for one writer; the system lets go of the lock when the process ends, however it ends. */
export async function lockStore(folder: string): Promise<Disposable> {
  const file = await writing(folder, () => Deno.open(`${folder}/las`, { create: true, write: true }));
  await file.lock(true);
  return { [Symbol.dispose]: () => file.close() };
}

/** Whether a profile is one of ours, however the file in hand writes its dates and numbers. */
function comesWithUs(profile: Profile): boolean {
  const content = ({ serietal: _, datumform: __, tusental: ___, ...rest }: Profile) => JSON.stringify(rest);
  return profiles.some((known) => content(known) === content(profile));
}

/** The columns that no field is read from, as a sentence; none when there are none. */
function unusedLine({ unknown }: Reading): string[] {
  if (unknown.length === 0) return [];
  return [`Kolumner som inte används: ${unknown.join(", ")}`];
}
