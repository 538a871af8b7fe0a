import * as z from "zod";

/** A commit, by its number and the SHA-256 of its file, which holds those of all commits before it. */
export interface Head {
  /** The number of the commit, from 1. */
  readonly commit: number;
  /** SHA-256 of its file. */
  readonly sha256: string;
}

/** A commit by its number and hash, checked. */
export const Head: z.ZodType<Head> = z.strictObject({
  commit: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "ska vara en kontrollsumma, 64 tecken"),
});
