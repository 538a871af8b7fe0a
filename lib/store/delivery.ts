import * as z from "zod";
import { Day, Month } from "../calendar/mod.ts";
import { Finding, Profile } from "../contract/mod.ts";
import { Cover, Status, UNKNOWN_COVER } from "../cube/mod.ts";
import type { Delimiter } from "../extract/mod.ts";
import { FileReading } from "../judge/file_reading.ts";
import { SlotShape } from "../plausibility/mod.ts";

/** Whether a delivery is made up: the sample's are known by their names, in every store. */
export function isSynthetic({ file }: { readonly file: string }): boolean {
  return file.startsWith("syntetisk_");
}

/** The version of the store's form that this code writes, and the newest that it reads; it reads all from 1. Version 5 says of erasures. */
export const STORE_VERSION = 5;

/** A file of the store: immutable, named by its content. */
export interface StoredFile {
  /** What it holds. */
  readonly kind: "rows" | "cells" | "rejected";
  /** Its path from the store's folder. */
  readonly path: string;
  /** SHA-256 of its bytes. */
  readonly sha256: string;
  /** Rows in it. */
  readonly rows: number;
  /** The status its rows share; `null` for rejected records. */
  readonly status: Status | null;
  /** The month its rows share; `null` for rejected records. */
  readonly manad: Month | null;
}

/** The path of a file as a load names it; any other could lead out of the store's folder. */
export const STORED_PATH =
  /^(?:(?:rows|cells)\/status=(?:vantande|genomforda)\/manad=\d{4}-\d{2}|rejected)\/[0-9a-f]{24}\.parquet$/;

/** A file of the store, checked. */
export const StoredFile: z.ZodType<StoredFile> = z.strictObject({
  kind: z.enum(["rows", "cells", "rejected"]),
  path: z.string().regex(
    STORED_PATH,
    "ska vara en fil av lagret, som rows/status=vantande/manad=2024-04/….parquet",
  ),
  sha256: z.string(),
  rows: z.int().nonnegative(),
  status: Status.nullable(),
  manad: Month.nullable(),
});

/** What a delivery answers for: the newest delivery of a region, month and status holds. */
export interface Slot {
  /** The region. */
  readonly region: string;
  /** The month. */
  readonly manad: Month;
  /** Waiting or performed. */
  readonly status: Status;
  /** What the delivery covers of it. */
  readonly cover: Cover;
  /** Deviations that it does not report; only in stores of version 2, whose covers are derived from it. */
  readonly untold?: readonly ("PvV" | "MoV")[];
}

/** What a delivery answers for, checked. */
export const Slot: z.ZodType<Slot> = z.strictObject({
  region: z.string(),
  manad: Month,
  status: Status,
  cover: Cover.default(UNKNOWN_COVER),
  untold: z.array(z.enum(["PvV", "MoV"])).min(1).optional(),
});

/** One delivery that was kept. Always read = loaded + rejected + skipped. */
export interface Delivery {
  /** Names the bytes together with how they were read. */
  readonly id: string;
  /** The order of commits, from 1. */
  readonly sequence: number;
  /** The file's name, without its folder. */
  readonly file: string;
  /** SHA-256 of the file. */
  readonly sha256: string;
  /** The profile it was read by. */
  readonly profile: string;
  /** That profile, where it is none that comes with Vänteläge; not there in deliveries kept before 2026-11-24. */
  readonly ownProfile?: Profile;
  /** The layout it was judged by. */
  readonly layout: "register" | "aggregat" | "bandrader";
  /** Records in the file. */
  readonly read: number;
  /** Records accepted. */
  readonly loaded: number;
  /** Records rejected. */
  readonly rejected: number;
  /** Records that are nothing to keep. */
  readonly skipped: number;
  /** What the rules found. */
  readonly findings: readonly Finding[];
  /** What was assumed about the file. */
  readonly assumed: readonly string[];
  /** How it was read; not there in deliveries kept by a version before 3. */
  readonly reading?: FileReading;
  /** The names of the file's columns; not there in deliveries kept before 2026-11-23. */
  readonly header?: readonly string[];
  /** What parted its fields; as `header`. */
  readonly delimiter?: Delimiter;
  /** What it answers for. */
  readonly slots: readonly Slot[];
  /** The shape of each slot, for what is usual; as `header`. */
  readonly shapes?: readonly SlotShape[];
  /** The names that occur, by dimension of the cells; as `header`. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** Its files. */
  readonly files: readonly StoredFile[];
  /** The day it was withdrawn; not there in one that was not. */
  readonly aterkallad?: Day;
  /** Whether its rows were never kept, only its cells; not there where they were. */
  readonly utan_rader?: true;
  /** The day it was kept, and who ran the load; not there in deliveries kept before 2026-12-01. */
  readonly inlast?: { readonly dag: Day; readonly av: string | null };
  /** Records that have been erased since, which the other numbers no longer count; not there where none have. */
  readonly erased?: number;
}

/** One delivery that was kept, checked. */
export const Delivery: z.ZodType<Delivery> = z.strictObject({
  id: z.string(),
  sequence: z.int().positive(),
  file: z.string(),
  sha256: z.string(),
  profile: z.string(),
  ownProfile: Profile.optional(),
  layout: z.enum(["register", "aggregat", "bandrader"]),
  read: z.int().nonnegative(),
  loaded: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  skipped: z.int().nonnegative(),
  findings: z.array(Finding),
  assumed: z.array(z.string()),
  reading: FileReading.optional(),
  header: z.array(z.string()).optional(),
  delimiter: z.enum([",", ";", "\t", "|"]).optional(),
  slots: z.array(Slot),
  shapes: z.array(SlotShape).optional(),
  values: z.record(z.string(), z.array(z.string())).optional(),
  files: z.array(StoredFile),
  aterkallad: Day.optional(),
  utan_rader: z.literal(true).optional(),
  inlast: z.strictObject({ dag: Day, av: z.string().nullable() }).optional(),
  erased: z.int().positive().optional(),
});

/**
 * Whether a store has a row for each contact of a delivery: it is of the register's layout, and its rows were kept.
 *
 * @param delivery The delivery.
 * @returns Whether rows of it can be asked for.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { hasContacts } from "vantelage/store";
 * assert.ok(hasContacts({ layout: "register" }) && !hasContacts({ layout: "register", utan_rader: true }));
 * ```
 */
export function hasContacts({ layout, utan_rader }: Pick<Delivery, "layout" | "utan_rader">): boolean {
  return layout === "register" && !utan_rader;
}

/**
 * The name of a slot, for maps and sets.
 *
 * @param slot The slot.
 * @returns A text that differs between slots.
 */
export function slotKey({ region, manad, status }: Omit<Slot, "cover">): string {
  return `${region}|${manad}|${status}`;
}

/**
 * The deliveries that nobody has withdrawn.
 *
 * @param deliveries Deliveries, in any order.
 * @returns The others, in their order.
 */
export function standing(deliveries: readonly Delivery[]): Delivery[] {
  return deliveries.filter(({ aterkallad }) => aterkallad === undefined);
}

/**
 * Which delivery holds for each slot: the newest one that was not withdrawn.
 *
 * @param deliveries Every delivery, in any order.
 * @returns Slot names to deliveries.
 */
export function holders(deliveries: readonly Delivery[]): Map<string, Delivery> {
  const found = new Map<string, Delivery>();
  for (const delivery of standing(deliveries).sort((a, b) => a.sequence - b.sequence)) {
    for (const slot of delivery.slots) found.set(slotKey(slot), delivery);
  }
  return found;
}
