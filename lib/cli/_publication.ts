/** A report that was made for the public, as the store keeps it. */
import * as z from "zod";
import { Month } from "../calendar/mod.ts";
import { type Status, STATUSES } from "../cube/mod.ts";
import type { ProtectionRule } from "../disclosure/mod.ts";

/** A report of a month also follows so many months before it. */
export const MONTHS_BEFORE = 24;

/** A month of a public report, with a hash of the deliveries that held it. */
export interface PublishedSource {
  readonly manad: Month;
  /** Of each region and status with the SHA-256 of its delivery. */
  readonly sha256: string;
}

/** A delivery that holds a region's month. */
export interface HeldBy {
  readonly region: string;
  readonly status: Status;
  readonly sha256: string;
}

/** What a public report shows and how. */
export interface PublicRun {
  /** The month to be published. */
  readonly manad: Month;
  /** How its numbers are protected. */
  readonly rule: ProtectionRule;
  /** The months that its pages show, with what they are made of. */
  readonly months: readonly PublishedSource[];
  /** The deliveries that hold the month to be published. */
  readonly held: readonly HeldBy[];
  /** Who of the waiting are counted. */
  readonly definition: string;
}

/** What a report that took another's place gives away of it. */
export interface Replaced {
  readonly started: string;
  readonly reason: string;
  /** Numbers that were hidden and are shown now, and numbers shown as others than they were. */
  readonly revealed: number;
  readonly changed: number;
}

/** A public report that was written. */
export interface Publication extends Omit<PublicRun, "definition"> {
  /** When the run began, as ISO 8601. */
  readonly started: string;
  /** The deliveries that the month was made of. */
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[];
  /** The pages written. */
  readonly reports: readonly { readonly fileName: string; readonly sha256: string }[];
  /** When the run with --ersatt began that took its place, as ISO 8601; not there while it stands. */
  readonly withdrawn?: string;
  /** The file with what it shows and hides, from the store's folder; not there in reports of an older version. */
  readonly numbers?: string;
  /** When its numbers were erased, as ISO 8601; not there where they were not. */
  readonly erased?: string;
  /** The reports that it took the place of, and what the two give away together. */
  readonly replaced?: readonly Replaced[];
}

const Hash = z.string();
export const Publications: z.ZodType<Publication[]> = z.array(z.strictObject({
  manad: Month,
  rule: z.strictObject({ k: z.int(), mode: z.enum(["suppress", "round"]), base: z.int() }),
  months: z.array(z.strictObject({ manad: Month, sha256: Hash })).default([]),
  started: z.string(),
  inputs: z.array(z.strictObject({ file: z.string(), sha256: Hash })),
  reports: z.array(z.strictObject({ fileName: z.string(), sha256: Hash })),
  withdrawn: z.string().optional(),
  held: z.array(z.strictObject({ region: z.string(), status: z.enum(STATUSES), sha256: Hash })).default([]),
  numbers: z.string().regex(/^publicerat\/[0-9a-f]{64}\.json$/).optional(),
  erased: z.string().optional(),
  replaced: z.array(
    z.strictObject({ started: z.string(), reason: z.string(), revealed: z.int(), changed: z.int() }),
  )
    .optional(),
}));
