import { type Month, monthName } from "../calendar/mod.ts";
import { cleanText } from "../contract/mod.ts";
import { cubeDefinition } from "../cube/mod.ts";
import { type JudgedCells, readingOf } from "../judge/mod.ts";
import {
  dimensionValues,
  rowsOf,
  slotKey,
  type SlotName,
  type SlotShape,
  slotShapes,
} from "../plausibility/mod.ts";
import { writeParquet } from "../parquet/mod.ts";
import { regionShortName } from "../reference/mod.ts";
import { cellColumns } from "./_accepted_columns.ts";
import { readColumns } from "./_columns.ts";
import { recountOf, storedCells } from "./_counted_again.ts";
import type { FileContent } from "./_delivery_files.ts";
import { type StoredValue, withRows } from "./_parquet_rows.ts";
import { readRejected, rejectedColumns } from "./_rejected_records.ts";
import { readStoredFile } from "./_stored_file.ts";
import type { Delivery, Slot, StoredFile } from "./delivery.ts";
import { StoreError } from "./writing.ts";

/** What is to go of deliveries: regions' months, records by a field's value, or all rejected records. */
export type Cut =
  | { readonly kind: "slots"; readonly slots: readonly SlotName[] }
  | { readonly kind: "value"; readonly field: string; readonly value: string }
  | { readonly kind: "rejected" };

/** What is left of a delivery. */
export interface Remainder {
  /** The delivery; the same object where nothing was taken, `null` where nothing is left. */
  readonly delivery: Delivery | null;
  /** Accepted records that were taken. */
  readonly records: number;
  /** Rejected records that were taken. */
  readonly rejected: number;
}

/** Keeps a file in the store, and says where. */
export type KeepFile = (content: FileContent) => Promise<StoredFile>;

/** A store's folder, and how a new file is kept in it. */
export interface Place {
  readonly folder: string;
  readonly keep: KeepFile;
}

/**
 * A delivery without what is to go, with everything that follows from it: rows, cells, rejected records, shapes, names
 * and what was found. Rows that stay are counted again.
 *
 * @param place The store, and how new files are kept.
 * @param delivery The delivery; not changed.
 * @param cut What is to go.
 * @returns What is left.
 * @throws {StoreError} If a file is damaged, or the rows that stay cannot be counted as they were.
 */
export async function without(place: Place, delivery: Delivery, cut: Cut): Promise<Remainder> {
  const parts: PartLeft[] = [];
  for (const cells of delivery.files.filter(({ kind }) => kind === "cells")) {
    const rows = delivery.files.find(({ kind, status, manad }) =>
      kind === "rows" && status === cells.status && manad === cells.manad
    ) ?? null;
    parts.push(await partWithout(place, delivery, { rows, cells }, cut));
  }
  const refused = await rejectedWithout(place, delivery, cut);
  const records = parts.reduce((sum, part) => sum + part.records, 0), { rejected } = refused;
  const emptied = parts.flatMap((part) => part.emptied);
  const mentions = mentionedIn(cut);
  if (records + rejected === 0 && emptied.length === 0) {
    return { delivery: scrubbed(delivery, mentions), records, rejected };
  }
  const gone = new Set(emptied.map(slotKey));
  const shapes = new Map(parts.flatMap((part) => part.shapes).map((shape) => [slotKey(shape), shape]));
  const stay = delivery.slots.filter((slot) => !gone.has(slotKey(slot)));
  const slots = cut.kind === "value" ? coveredWithout(delivery, stay, shapes, cut.field) : stay;
  const left = new Set(slots.map(slotKey));
  if (slots.length === 0) return { delivery: null, records, rejected: delivery.rejected };
  const files = [...parts.flatMap((part) => part.files), ...refused.files];
  const remaining: Delivery = {
    ...delivery,
    read: delivery.read - records - rejected,
    loaded: delivery.loaded - records,
    rejected: delivery.rejected - rejected,
    slots,
    ...delivery.shapes !== undefined && {
      shapes: delivery.shapes.filter((shape) => left.has(slotKey(shape)))
        .map((shape) => shapes.get(slotKey(shape)) ?? shape),
    },
    ...delivery.values !== undefined && records > 0 && { values: await valuesOf(parts) },
    files,
    ...records + rejected > 0 && { erased: (delivery.erased ?? 0) + records + rejected },
    // What stood in a place that was wrong may be of those that are gone.
    findings: delivery.findings.map(({ found: _, ...finding }) => finding),
  };
  return { delivery: scrubbed(remaining, mentions), records, rejected };
}

/** A month of a status in a delivery: its rows, where they are kept, and their cells. */
interface Part {
  readonly rows: StoredFile | null;
  readonly cells: StoredFile;
}

/** What is left of a part. */
interface PartLeft {
  readonly files: readonly StoredFile[];
  readonly records: number;
  /** The regions' months that went. */
  readonly emptied: readonly SlotName[];
  /** The shapes of those that were counted again. */
  readonly shapes: readonly SlotShape[];
  /** Its cells. */
  readonly counted: () => Promise<JudgedCells | null>;
}

async function partWithout(place: Place, delivery: Delivery, part: Part, cut: Cut): Promise<PartLeft> {
  const { rows, cells } = part;
  const unchanged: PartLeft = {
    files: [...rows === null ? [] : [rows], cells],
    records: 0,
    emptied: [],
    shapes: [],
    counted: async () => await storedCells(await readStoredFile(place.folder, cells)),
  };
  const own = delivery.slots.filter(({ status, manad }) => status === cells.status && manad === cells.manad);
  if (cut.kind === "slots") {
    const wanted = new Set(cut.slots.map(slotKey)), emptied = own.filter((slot) => wanted.has(slotKey(slot)));
    return emptied.length === 0 ? unchanged : await partWithoutSlots(place, delivery, part, own, emptied);
  }
  if (cut.kind === "rejected" || rows === null) return unchanged;
  return await partWithoutValue(place, delivery, { rows, cells }, own, cut) ?? unchanged;
}

/** A part without some of its regions. */
async function partWithoutSlots(
  { folder, keep }: Place,
  delivery: Delivery,
  { rows, cells }: Part,
  own: readonly Slot[],
  emptied: readonly Slot[],
): Promise<PartLeft> {
  const left = {
    records: emptied.reduce((sum, slot) => sum + (rowsOf(delivery, slot) ?? 0), 0),
    emptied,
    shapes: [],
  };
  if (emptied.length === own.length) return { ...left, files: [], counted: () => Promise.resolve(null) };
  const regions = new Set(emptied.map(({ region }) => region));
  const stays = (value: StoredValue) => !regions.has(String(value));
  const regionColumn = delivery.layout === "register" ? "regionkod" : "region";
  const newRows = rows === null ? [] : [await keep(await filtered(folder, rows, regionColumn, stays))];
  const newCells = await filtered(folder, cells, "region", stays);
  return {
    ...left,
    files: [...newRows, await keep(newCells)],
    counted: () => storedCells(newCells.bytes),
  };
}

/** A part without the records that have a value; `null` where none has. */
async function partWithoutValue(
  { folder, keep }: Place,
  delivery: Delivery,
  { rows, cells }: { readonly rows: StoredFile; readonly cells: StoredFile },
  own: readonly Slot[],
  { field, value }: Extract<Cut, { kind: "value" }>,
): Promise<PartLeft | null> {
  const isWanted = valueTest(value);
  const newRows = await filtered(folder, rows, field, (stored) => !isWanted(stored));
  if (newRows.rows === rows.rows) return null;
  const stored = await Promise.all([rows, cells].map((file) => readStoredFile(folder, file)));
  const recount = await recountOf(delivery, stored[0], stored[1]);
  if (recount === null) {
    throw new StoreError(
      `Inget har raderats: leverans ${delivery.sequence} kan inte räknas om utan de poster som ska bort. Radera hela leveransen med deno task store erase ${delivery.sequence}, och läs in filen igen utan posterna.`,
    );
  }
  const mask = new Uint8Array(rows.rows);
  for (const row of newRows.kept) mask[row] = 1;
  const { cells: counted, slots } = recount(mask);
  // A region whose last record goes has delivered none: it stays, or an older delivery would answer for it.
  const left = own.map(({ region, manad, status }) =>
    slots.find((slot) => slot.region === region) ?? { region, manad, status, rows: 0, missing: {} }
  );
  const bytes = writeParquet(cellColumns(counted), { rows: counted.length });
  return {
    files: [await keep(newRows), await keep({ ...whatOf(cells), rows: counted.length, bytes })],
    records: rows.rows - newRows.rows,
    emptied: [],
    shapes: slotShapes({ roll: (by, days) => counted.roll(by, days), slots: left }),
    counted: () => Promise.resolve(counted),
  };
}

const whatOf = ({ kind, status, manad }: StoredFile) => ({ kind, status, manad });

/** A stored file with the rows whose value in a column stays; all of them where it has no such column. */
async function filtered(
  folder: string,
  file: StoredFile,
  column: string,
  stays: (value: StoredValue) => boolean,
): Promise<FileContent & { readonly kept: Uint32Array }> {
  const before = await readStoredFile(folder, file);
  const values = (await readColumns<StoredValue>(before, null)).get(column);
  const kept = Uint32Array.from({ length: file.rows }, (_, row) => row)
    .filter((row) => values === undefined || stays(values[row] ?? null));
  const bytes = kept.length === file.rows ? before : await withRows(before, kept);
  return { ...whatOf(file), rows: kept.length, bytes, kept };
}

/** Whether a stored value is the one asked for, however its letters are written. */
function valueTest(wanted: string): (value: StoredValue) => boolean {
  const key = (text: string) => cleanText(text)?.toLowerCase();
  const asked = key(wanted);
  return (value) =>
    value !== null && key(value instanceof Date ? value.toISOString().slice(0, 10) : String(value)) === asked;
}

/**
 * The rejected records that stay. Whose month they are of is not sure: where a region's month goes, all go of deliveries
 * of that region, and of those of that month that hold several regions.
 */
async function rejectedWithout(
  { folder, keep }: Place,
  delivery: Delivery,
  cut: Cut,
): Promise<{ files: readonly StoredFile[]; rejected: number }> {
  const file = delivery.files.find(({ kind }) => kind === "rejected");
  if (file === undefined) return { files: [], rejected: 0 };
  if (cut.kind === "rejected") return { files: [], rejected: file.rows };
  if (cut.kind === "slots") {
    const isNear = cut.slots.some(({ region, manad }) => {
      const regions = new Set(
        delivery.slots.filter((slot) => slot.manad === manad).map((slot) => slot.region),
      );
      return regions.size > 1 || delivery.slots.some((slot) => slot.region === region);
    });
    return isNear ? { files: [], rejected: file.rows } : { files: [file], rejected: 0 };
  }
  const isMentioned = mentionTest([cut.value]);
  const records = await readRejected(await readStoredFile(folder, file), delivery);
  const kept = records.filter(({ cells, says, rules }) =>
    ![...Object.values(cells ?? {}), ...says, ...rules].some(isMentioned)
  );
  const rejected = records.length - kept.length;
  if (rejected === 0) return { files: [file], rejected };
  if (kept.length === 0) return { files: [], rejected };
  const bytes = writeParquet(rejectedColumns(kept), { rows: kept.length });
  return { files: [await keep({ ...whatOf(file), rows: kept.length, bytes })], rejected };
}

/** The names that occur in what is left. */
async function valuesOf(parts: readonly PartLeft[]): Promise<Record<string, string[]>> {
  const cells = (await Promise.all(parts.map(({ counted }) => counted()))).filter((each) => each !== null);
  return dimensionValues({ roll: (by, days) => cells.flatMap((each) => each.roll(by, days)) });
}

/** What slots cover where vårdutbud went: those of which none is left are not covered, rather than empty. */
function coveredWithout(
  delivery: Delivery,
  slots: readonly Slot[],
  shapes: ReadonlyMap<string, SlotShape>,
  field: string,
): readonly Slot[] {
  const { layout, sources } = readingOf(delivery);
  const { vardutbud } = cubeDefinition({ layout, sources: sources ?? {} }).dimensions;
  if (!vardutbud?.fields.includes(field)) return slots;
  return slots.flatMap((slot) => {
    const left = shapes.get(slotKey(slot))?.names?.vardutbud;
    if (left === undefined) return slot;
    const { vardutbud } = slot.cover;
    const covered = vardutbud === "all" ? left : vardutbud.filter((name) => left.includes(name));
    return covered.length === 0 ? [] : { ...slot, cover: { ...slot.cover, vardutbud: covered } };
  });
}

/** Whether a text mentions what is gone, by a cut. */
function mentionedIn(cut: Cut): (text: string) => boolean {
  if (cut.kind === "rejected") return () => false;
  if (cut.kind === "value") return mentionTest([cut.value]);
  const tests = cut.slots.map(({ region, manad }) => [
    mentionTest([region, regionShortName(region)]),
    mentionTest([manad, monthName(manad as Month)]),
  ]);
  return (text) => tests.some((each) => each.every((test) => test(text)));
}

/** Whether a text holds one of some texts as words of its own. */
export function mentionTest(texts: readonly string[]): (text: string) => boolean {
  const any = texts.map((text) => RegExp.escape(text.trim())).join("|");
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, "iu");
  return (text) => pattern.test(text);
}

/** A delivery without the sentences that mention what is gone; the same object where none does. */
export function scrubbed(delivery: Delivery, mentions: (text: string) => boolean): Delivery {
  const { findings, assumed, file, sequence } = delivery;
  const isClean = (finding: Delivery["findings"][number]) =>
    ![finding.says, finding.first, finding.found, finding.hint].some((text) =>
      text !== null && text !== undefined && mentions(text)
    );
  const name = mentions(file) ? `leverans ${sequence}` : file;
  if (name === file && findings.every(isClean) && !assumed.some(mentions)) return delivery;
  return {
    ...delivery,
    file: name,
    findings: findings.filter(isClean),
    assumed: assumed.filter((line) => !mentions(line)),
  };
}
