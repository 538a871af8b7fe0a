import * as z from "zod";
import { Month } from "../calendar/mod.ts";
import { Status } from "../cube/mod.ts";
import { isSameKeyed, keyed } from "./_store_key.ts";
import { Head } from "./head.ts";

/** What an erasure took: a delivery, a region's month, records by a field's value, or what the store's rule no longer keeps. */
export type Erased =
  | { readonly kind: "delivery"; readonly sequence: number }
  | {
    readonly kind: "month";
    readonly region: string;
    readonly manad: Month;
    /** Waiting or performed; `null` for both. */
    readonly status: Status | null;
  }
  /** The value itself is not kept, only what it becomes by the store's secret. */
  | { readonly kind: "value"; readonly field: string; readonly keyedValue: string }
  | {
    readonly kind: "retention";
    /** Days that a replaced or withdrawn delivery is kept; `null` for ever. */
    readonly replacedDays: number | null;
    /** Days that rejected records are kept; `null` for ever. */
    readonly rejectedDays: number | null;
  };

/** An erasure (radering), as the store says of it for ever: what went, when, why, and who said so. */
export interface Erasure {
  /** Erasures of a store are numbered from 1. */
  readonly number: number;
  /** When, as ISO 8601. */
  readonly at: string;
  /** Who decided it: a role. */
  readonly by: string;
  /** Why. */
  readonly reason: string;
  /** What it took. */
  readonly what: Erased;
  /** Deliveries that are gone. */
  readonly deliveries: number;
  /** Accepted records that are gone. */
  readonly records: number;
  /** Rejected records that are gone. */
  readonly rejected: number;
  /** The highest number that a delivery of the store had had: none is used again. */
  readonly last: number;
  /** The files whose deliveries lost something, by what their SHA-256 becomes by the store's secret. */
  readonly files: readonly string[];
  /** The commit that it followed, which holds the erasures before it; `null` in a store of an older version. */
  readonly after: Head | null;
  /** Made of all the rest by the store's secret. */
  readonly signature: string;
}

/** What an erasure took, checked. */
const Erased: z.ZodType<Erased> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("delivery"), sequence: z.int().positive() }),
  z.strictObject({ kind: z.literal("month"), region: z.string(), manad: Month, status: Status.nullable() }),
  z.strictObject({ kind: z.literal("value"), field: z.string(), keyedValue: z.string() }),
  z.strictObject({
    kind: z.literal("retention"),
    replacedDays: z.int().nonnegative().nullable(),
    rejectedDays: z.int().nonnegative().nullable(),
  }),
]);

/** An erasure, checked. */
export const Erasure: z.ZodType<Erasure> = z.strictObject({
  number: z.int().positive(),
  at: z.iso.datetime(),
  by: z.string().min(1),
  reason: z.string().min(1),
  what: Erased,
  deliveries: z.int().nonnegative(),
  records: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  last: z.int().nonnegative(),
  files: z.array(z.string()),
  after: Head.nullable(),
  signature: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What the checksums of files that lost something are keyed for. */
export const ERASED_FILE = "vantelage-fil";

/** Signs an erasure with the store's secret. */
export function signed(key: Uint8Array, erasure: Omit<Erasure, "signature">): Erasure {
  return { ...erasure, signature: signatureOf(key, erasure) };
}

/** Whether an erasure stands as it was signed. */
export function isSigned(key: Uint8Array, { signature, ...erasure }: Erasure): boolean {
  return isSameKeyed(signature, signatureOf(key, erasure));
}

function signatureOf(key: Uint8Array, erasure: Omit<Erasure, "signature">): string {
  const { number, at, by, reason, what, deliveries, records, rejected, last, files, after } = erasure;
  const parts = [number, at, by, reason, what, deliveries, records, rejected, last, files, after];
  return keyed(key, "vantelage-radering", JSON.stringify(parts, (_, value) => ordered(value)));
}

/** Objects with their names in order, so that the order in a file is of no matter. */
function ordered(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
}
