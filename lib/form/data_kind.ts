import type * as z from "zod";
import type { DataSource } from "../reference/mod.ts";

/**
 * A kind of data that is delivered besides waiting lists (slag av uppgifter): one folder of the data folder, one schema,
 * and what its forms and its errors call things. Sheets, lists to choose from and checks are derived from the schema.
 */
export interface DataKind<T = unknown> {
  /** Its folder in the data folder, and the word for it on a command line. */
  readonly folder: DataSource;
  /** What it is called, in Swedish. */
  readonly title: string;
  /** What it is and which reports use it, in Swedish. */
  readonly about: string;
  /** What a file holds. */
  readonly schema: z.ZodType<T>;
  /** What fields hold, in Swedish, by their path: "rader.region". */
  readonly fields: Readonly<Record<string, string>>;
  /** A file of this kind, to be copied and filled in. */
  readonly template: T;
  /** What a reader calls the codes of a field, by its last name. */
  readonly words?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By what the rows of a list differ: no two may agree in all of it. */
  readonly distinct?: Readonly<Record<string, readonly string[]>>;
  /** By what one file differs from the others of its folder. @default its rows, and nothing that they share */
  readonly identity?: readonly string[];
  /** The fields, by their last name, that say of what has happened: no month or day of them lies ahead. */
  readonly happened?: readonly string[];
  /** More that only one file of the folder may answer for, in Swedish. */
  claims?(document: T): readonly string[];
  /** The name of its file without ending. @default as the one who stores it says */
  fileName?(document: T): string;
  /** Why it may not take the place of what is stored, in Swedish; `null` where it may. */
  refuses?(after: T, before: T | null): string | null;
}

/**
 * A kind of data, for the check of types.
 *
 * @param kind The kind.
 * @returns It.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { dataKind } from "vantelage/form";
 * import { MemberRegion } from "vantelage/reference";
 * import * as z from "zod";
 * const beds = dataKind({
 *   ...{ folder: "hyrpersonal", title: "Vårdplatser", about: "Antal vårdplatser.", fields: {} },
 *   schema: z.strictObject({ rader: z.array(z.strictObject({ region: MemberRegion, antal: z.int() })) }),
 *   template: { rader: [{ region: "Region Dalarna", antal: 40 }] },
 * });
 * assert.equal(beds.title, "Vårdplatser");
 * ```
 */
export function dataKind<T>(kind: DataKind<T>): DataKind<T> {
  return kind;
}
