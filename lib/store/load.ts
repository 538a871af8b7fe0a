import { createHash } from "node:crypto";
import { type Finding, type Profile, profiles, type Reading } from "../contract/mod.ts";
import type { Cover } from "../cube/mod.ts";
import type { Extract } from "../extract/mod.ts";
import {
  DeliveryError,
  judge,
  type Judgement,
  type LoadReport,
  openDelivery,
  readingLine,
  type ReadingOptions,
  type RejectedRecord,
  type Replacement,
} from "../judge/mod.ts";
import { fileReading } from "../judge/file_reading.ts";
import { deliveredOf } from "../judge/delivered.ts";
import { type JudgedSlot, judgedSlots } from "../judge/slots.ts";
import { stopFindings, strictFindings } from "../judge/stops.ts";
import { comparable, comparedFindings, plausibilityFindings } from "../plausibility/mod.ts";
import { coveredAsBefore, coveredAsSaid, moreThanSaid } from "./_covered_offerings.ts";
import { writeFiles } from "./_delivery_files.ts";
import { keyed, readKey } from "./_store_key.ts";
import { readStoredFile } from "./_stored_file.ts";
import { type Delivery, holders, type Slot, slotKey, standing } from "./delivery.ts";
import { ERASED_FILE } from "./erasure.ts";
import { lockStore } from "./lock.ts";
import { beginStore, commitManifest, lastNumber, type Manifest, readManifest } from "./manifest.ts";
import { makeFolders, StoreError } from "./writing.ts";

/** Options for {@linkcode loadFile}. */
export interface LoadOptions extends ReadingOptions {
  /**
   * The share of its records, total rows and other skipped ones left out, that a delivery must have accepted to be kept,
   * in [0, 1]. Unless it is given, fewer than ten rejected records stop nothing while more are accepted. @default {0.9}
   */
  minAccepted?: number;
  /**
   * What a delivery is kept in spite of, by the `option` of the finding that else stops it: "godta-mindre", it holds less
   * than what it replaces; "godta-antal", counts that look like signs for missing; "godta-summa", sums that do not agree;
   * "godta-raderat", a file of which something has been erased.
   * @default {[]}
   */
  accept?: readonly string[];
  /** Whether nothing is kept of a delivery with a warning or a rejected record that is not accepted. @default {false} */
  strict?: boolean;
  /** The vårdutbud that the delivery covers, where a person says it. @default as its rows say */
  offerings?: Cover["vardutbud"];
  /**
   * Whether no row is kept, of accepted or of rejected records, only cells. A store that has taken one delivery so takes
   * every later one so. @default {false}
   */
  withoutRows?: boolean;
  /** Who runs the load, for the store's history. @default nobody is named */
  by?: string;
}

/**
 * Reads, judges and keeps one delivery (en leverans): one file, one commit.
 *
 * The accepted rows, their cells and the rejected records are written as files named by their content, and become
 * the store's by one commit, a small file and the rename of a manifest that names it. Killed at any moment, the store holds the state before or after. The same
 * file read the same way changes nothing, or writes its files again where they are missing or damaged; a newer delivery
 * of a region, month and status replaces the older, and the history keeps both. Two loads at once wait for each other.
 *
 * @param folder The store's folder; it is made when it is not there.
 * @param path The file.
 * @param options Profiles, constants, encoding and delimiter.
 * @returns What came of it.
 * @throws {DeliveryError} If nothing of it was kept: unreadable, unknown layout, personal numbers, cut off, too few
 *   valid rows, or less than what it would replace. The error carries the report, and its message says what to do.
 * @throws {StoreError} If the store is damaged or of a newer version.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadFile } from "vantelage";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/april.csv`, "månad;status;region;0-30;31-60\n2024-04;väntande;Dalarna;1787;1259\n");
 * const report = await loadFile(`${folder}/lager`, `${folder}/april.csv`);
 * assert.deepEqual([report.read, report.loaded, report.rejected, report.skipped], [1, 1, 0, 0]);
 * ```
 */
export async function loadFile(folder: string, path: string, options: LoadOptions = {}): Promise<LoadReport> {
  const opened = await openDelivery(path, options), id = deliveryId(opened, options);
  await makeFolders(folder);
  const known = holding((await readManifest(folder)).deliveries, id);
  if (known && isCovered(known) && await isWhole(folder, known)) return reportOf(known, "unchanged");
  const judged = judgeOpened(opened, id, options);
  using _lock = await lockStore(folder);
  return await commit(folder, judged, options);
}

/** What is known of a judged delivery before it is kept. */
export type JudgedDelivery = Omit<Delivery, "sequence" | "files">;

/**
 * Judges a delivery as a load does, and keeps nothing.
 *
 * @param folder The store whose earlier deliveries say what is usual; it is only read.
 * @param path The file.
 * @param options As for {@linkcode loadFile}.
 * @returns What a load would keep of it, the records that it would reject, and the deliveries that it would replace; with a finding of level stop where it
 *   would keep nothing although some rows are accepted.
 * @throws {DeliveryError} As {@linkcode loadFile}, for every other reason.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { judgeFile } from "vantelage";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/april.csv`, "månad;status;region;0-30\n2024-04;väntande;Dalarna;7\n2024-04;väntande;Dalarna;x\n");
 * const { delivery, rejected } = await judgeFile(`${folder}/lager`, `${folder}/april.csv`);
 * assert.deepEqual([delivery.loaded, rejected[0].line], [1, 3]);
 * ```
 */
export async function judgeFile(
  folder: string,
  path: string,
  options: LoadOptions = {},
): Promise<
  { delivery: JudgedDelivery; rejected: readonly RejectedRecord[]; replaces: readonly Replacement[] }
> {
  const opened = await openDelivery(path, options);
  const { about, judgement } = judgeOpened(opened, deliveryId(opened, options), options);
  const manifest = await readManifest(folder), { deliveries } = manifest;
  return {
    delivery: {
      ...about,
      slots: coverOf(about, deliveries, options),
      findings: await allFindings(folder, manifest, about, options),
    },
    rejected: judgement.rejected,
    replaces: replacedBy(deliveries, about),
  };
}

/** A delivery, how it is read, and what came of judging it. */
interface Judged {
  readonly about: JudgedDelivery;
  readonly judgement: Judgement;
  readonly slots: readonly JudgedSlot[];
}

function judgeOpened(
  { extract, reading }: { readonly extract: Extract; readonly reading: Reading },
  id: string,
  { today, minAccepted, accept = [], headerLine, offerings }: LoadOptions,
): Judged {
  if (minAccepted !== undefined && !(minAccepted >= 0 && minAccepted <= 1)) {
    throw new RangeError(`Cannot judge ${extract.name} as minAccepted must be in [0, 1]: got ${minAccepted}`);
  }
  const judgement = judge(extract, reading, { tableChosen: headerLine !== undefined });
  refuseUnusable(extract, reading, judgement);
  const slots = judgedSlots(judgement, reading), delivered = deliveredOf(extract, reading, judgement, slots);
  const { profile, layout } = reading, { loaded, rejected, skipped, findings } = judgement;
  const compared = comparable(delivered, extract.name);
  const said = offerings === undefined ? compared.slots : coveredAsSaid(compared.slots, offerings);
  const about: JudgedDelivery = {
    id,
    ...compared,
    slots: said,
    sha256: extract.sha256,
    profile: profile.namn,
    ...comesWithUs(profile) ? {} : { ownProfile: profile },
    layout: layout.name,
    read: extract.records,
    loaded,
    rejected: rejected.length,
    skipped,
    findings: [
      ...offerings === undefined ? [] : moreThanSaid(compared, offerings),
      ...stopFindings({ loaded, rejected, findings, shapes: compared.shapes }, { minAccepted, today }),
      ...findings,
      ...softened(plausibilityFindings(delivered, today), accept),
    ],
    assumed: [
      readingLine(extract, reading),
      `Förstått som: ${reading.understood}`,
      ...reading.assumed,
      ...unusedLine(reading),
      ...extract.assumed,
    ],
    reading: fileReading(extract, reading),
    delimiter: extract.delimiter,
  };
  return { about, judgement, slots };
}

/** Makes a judged delivery the store's, by one rename, while nobody else writes in it. */
async function commit(folder: string, judged: Judged, options: LoadOptions): Promise<LoadReport> {
  const { about, judgement, slots } = judged;
  const manifest = await readManifest(folder),
    known = await keptBefore(folder, manifest.deliveries, about.id);
  if (known && isCovered(known) && await isWhole(folder, known)) return reportOf(known, "unchanged");
  const covered = coverOf(about, manifest.deliveries, options);
  const restores = known !== undefined && sameCounts(known, about);
  if (restores) {
    const files = await writeFiles(folder, judgement, slots, !known.utan_rader);
    const restored = { ...known, slots: covered, files };
    const deliveries = manifest.deliveries.map((delivery) => delivery === known ? restored : delivery);
    await commitManifest(folder, manifest, deliveries);
    return reportOf(restored, "restored");
  }
  const findings = await allFindings(folder, manifest, about, options);
  refuseStopped({ ...about, slots: covered, findings });
  await beginStore(folder, manifest);
  const { withoutRows = false, today, by = null } = options;
  const isRowless = withoutRows || manifest.deliveries.some(({ utan_rader }) => utan_rader);
  const delivery: Delivery = {
    ...about,
    slots: covered,
    findings,
    ...isRowless && { utan_rader: true, assumed: [...about.assumed, NO_ROWS] },
    ...today !== undefined && { inlast: { dag: today, av: by } },
    files: await writeFiles(folder, judgement, slots, !isRowless),
    sequence: lastNumber(manifest) + 1,
  };
  await commitManifest(folder, manifest, [...manifest.deliveries, delivery]);
  return reportOf(delivery, "kept", replacedBy(manifest.deliveries, delivery));
}

/** A file of which something has been erased would bring it back. */
async function erasedFindings(folder: string, { erasures }: Manifest, sha256: string): Promise<Finding[]> {
  const key = erasures.length === 0 ? null : await readKey(folder);
  if (key === null) return [];
  const file = keyed(key, ERASED_FILE, sha256);
  const erasure = erasures.findLast(({ what, files }) => what.kind !== "retention" && files.includes(file));
  if (erasure === undefined) return [];
  return [{
    rule: "raderat_igen",
    level: "stop",
    says: `uppgifter ur filen raderades ${
      erasure.at.slice(0, 10)
    } (radering ${erasure.number}), och skulle komma tillbaka`,
    count: 1,
    first: null,
    hint: "Ta bort dem ur filen först, eller lägg till --godta-raderat om de ska läsas in igen",
    option: "godta-raderat",
  }];
}

/** What a delivery covers: what a person says, else what its rows and the deliveries kept before say. */
function coverOf(
  about: JudgedDelivery,
  deliveries: readonly Delivery[],
  { offerings }: LoadOptions,
): readonly Slot[] {
  return offerings === undefined ? coveredAsBefore(about, standing(deliveries)) : about.slots;
}

/** What was found in a delivery and against those kept before; what the load accepts is only warned of. */
async function allFindings(
  folder: string,
  manifest: Manifest,
  about: JudgedDelivery,
  { accept = [], strict = false }: LoadOptions,
): Promise<Finding[]> {
  const besides = [
    ...await erasedFindings(folder, manifest, about.sha256),
    ...comparedFindings(standing(manifest.deliveries), about),
  ];
  const found = [...softened(besides, accept), ...about.findings];
  return [...strict ? strictFindings(found, accept) : [], ...found];
}

/** Findings, those that the load accepts as warnings. */
function softened(findings: readonly Finding[], accept: readonly string[]): Finding[] {
  return findings.map((finding) =>
    finding.option !== undefined && accept.includes(finding.option) ? { ...finding, level: "warn" } : finding
  );
}

/** Whether it is known what a delivery covers; one that was kept before covers were is read again. */
function isCovered({ slots }: Delivery): boolean {
  return slots.every(({ cover }) => cover.by !== null);
}

/** Whether every file of a delivery is there as it was written. */
async function isWhole(folder: string, { files }: Delivery): Promise<boolean> {
  try {
    for (const file of files) await readStoredFile(folder, file);
    return true;
  } catch (error) {
    if (error instanceof StoreError) return false;
    throw error;
  }
}

/** Whether a delivery is judged as it was when it was kept; a newer version may judge otherwise, and then keeps it as a new one. */
function sameCounts(kept: Delivery, { loaded, rejected, skipped }: JudgedDelivery): boolean {
  return kept.loaded === loaded && kept.rejected === rejected && kept.skipped === skipped;
}

/** What a load says that keeps no rows. */
const NO_ROWS = "Raderna sparas inte, inte heller de underkända, bara cellerna: lagret är utan rader";

/**
 * The delivery of this id that a load finds kept already: one that holds all that it answers for; or one that holds part
 * of it and has lost a file, which is written again and puts nothing newer out of force.
 */
async function keptBefore(
  folder: string,
  deliveries: readonly Delivery[],
  id: string,
): Promise<Delivery | undefined> {
  const whole = holding(deliveries, id);
  if (whole !== undefined) return whole;
  const active = holders(deliveries);
  const part = deliveries.findLast((delivery) =>
    delivery.id === id && delivery.slots.some((slot) => active.get(slotKey(slot)) === delivery)
  );
  return part !== undefined && !await isWhole(folder, part) ? part : undefined;
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
  reading: Reading,
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
  const none: Finding = { rule: "ingen_rad", level: "stop", says: reason, count: 1, first: null };
  throw new DeliveryError(
    `Inget av ${extract.name} har sparats: ${reason}. ${cut?.hint ?? "Rätta filen och läs in den igen"}.`,
    {
      file: extract.name,
      profile: reading.profile.namn,
      read: extract.records,
      loaded: 0,
      rejected: cut ? extract.records - skipped : rejected.length,
      skipped,
      findings: cut ? findings : [none, ...findings],
      assumed: extract.assumed,
      reading: fileReading(extract, reading),
      replaces: [],
      covers: [],
      outcome: "stopped",
    },
  );
}

/** A delivery with a finding of level stop must not replace an earlier one, though rows of it are accepted. */
function refuseStopped(about: JudgedDelivery): void {
  const stop = about.findings.find(({ level }) => level === "stop");
  if (stop === undefined) return;
  const { says, hint } = stop;
  throw new DeliveryError(
    `Inget av ${about.file} har sparats: ${says}.${hint === undefined ? "" : ` ${hint}.`}`,
    reportOf({ ...about, loaded: 0, rejected: about.read - about.skipped }, "stopped"),
  );
}

/** Names the bytes together with how they are read, so that a changed profile reads a file again. */
export function deliveryId(
  { extract, reading: { profile } }: { readonly extract: Extract; readonly reading: Reading },
  { constants = {}, offerings }: LoadOptions,
): string {
  const how = JSON.stringify([
    extract.sha256,
    extract.encoding,
    extract.delimiter,
    extract.headerLine,
    extract.sheet,
    profile,
    Object.entries(constants).sort(),
    ...offerings === undefined ? [] : [offerings],
  ]);
  return createHash("sha256").update(how).digest("hex").slice(0, 24);
}

function reportOf(
  delivery: JudgedDelivery,
  outcome: LoadReport["outcome"],
  replaces: readonly Replacement[] = [],
): LoadReport {
  const { file, profile, read, loaded, rejected, skipped, findings, assumed, reading = null, slots: covers } =
    delivery;
  return {
    file,
    profile,
    read,
    loaded,
    rejected,
    skipped,
    findings,
    assumed,
    reading,
    replaces,
    covers,
    outcome,
  };
}

/** The deliveries that hold what another is to answer for. */
function replacedBy(deliveries: readonly Delivery[], { slots }: Pick<Delivery, "slots">): Replacement[] {
  const active = holders(deliveries), replaced = new Map<Delivery, Replacement["slots"][number][]>();
  for (const slot of slots) {
    const held = active.get(slotKey(slot));
    if (held === undefined) continue;
    const { region, manad, status } = slot;
    replaced.set(held, [...replaced.get(held) ?? [], { region, manad, status }]);
  }
  return [...replaced].map(([{ sequence, file }, slots]) => ({ sequence, file, slots }))
    .sort((a, b) => a.sequence - b.sequence);
}

/** Whether a profile is one of ours, however the file in hand writes its dates and numbers. */
function comesWithUs(profile: Profile): boolean {
  const content = ({ serietal: _, datumform: __, tusental: ___, ...rest }: Profile) => JSON.stringify(rest);
  return profiles.some((known) => content(known) === content(profile));
}

/** The columns that nothing is read from, those too that a profile leaves out, as a sentence; none when there are none. */
function unusedLine({ unknown, roles }: Reading): string[] {
  const unused = roles.filter(({ role, header }) => role === "ignored" || unknown.includes(header));
  return unused.length === 0
    ? []
    : [`Kolumner som inte används: ${unused.map(({ header }) => header).join(", ")}`];
}
