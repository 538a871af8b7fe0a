import * as z from "zod";
import { wholeNumber } from "./_numbers.ts";
import { DatabaseError } from "./database_error.ts";
import type { Cell } from "./row.ts";

/** A type as Trino writes it: its name, and what it is made of. */
export interface TrinoType {
  readonly rawType: string;
  readonly arguments: readonly { readonly kind: string; readonly value: unknown }[];
}

/** A type of Trino, checked. */
export const TrinoType: z.ZodType<TrinoType> = z.object({
  rawType: z.string(),
  arguments: z.array(z.object({ kind: z.string(), value: z.unknown() })),
});

/** Makes a cell of a value of an answer in JSON; throws what is not of the column's type. */
export type TrinoReader = (value: unknown) => Cell;

/**
 * The reader of one column, chosen once by its type.
 *
 * @throws {DatabaseError} If the type has no cell. It throws the same for a value that is not of the type, which it does not quote.
 */
export function trinoReader(type: TrinoType, column: string): TrinoReader {
  const read = valueReader(type, column);
  return (value) => value === null ? null : read(value);
}

function valueReader({ rawType, arguments: of }: TrinoType, column: string): TrinoReader {
  const known = READERS[rawType];
  const wrong = (): never => {
    throw new DatabaseError(
      `Cannot read the column "${column}" as its values must be of the type ${rawType} that the cluster states`,
    );
  };
  if (known !== undefined) return (value) => known(value) ?? wrong();
  const inner = rawType === "array" ? TrinoType.safeParse(of[0]?.value) : null;
  if (inner?.success) {
    const read = trinoReader(inner.data, column);
    return (value) => Array.isArray(value) ? value.map(read) : wrong();
  }
  throw new DatabaseError(
    `Cannot read the column "${column}" as its type must have a counterpart among the cells: got ${rawType}; cast it in SQL`,
  );
}

const text: Reader = (value) => typeof value === "string" ? value : undefined;
const whole: Reader = (value) => Number.isSafeInteger(value) ? Number(value) : undefined;
const number: Reader = (value) =>
  typeof value === "number"
    ? value
    : typeof value === "string" && NOT_JSON.includes(value)
    ? Number(value)
    : undefined;

/** A value's cell; `undefined` where it is not of the type. */
type Reader = (value: unknown) => Cell | undefined;

/** Numbers that JSON cannot write. */
const NOT_JSON = ["NaN", "Infinity", "-Infinity"];

const READERS: Readonly<Record<string, Reader | undefined>> = {
  boolean: (value) => typeof value === "boolean" ? value : undefined,
  tinyint: whole,
  smallint: whole,
  integer: whole,
  bigint: (value) => typeof value === "bigint" ? value : whole(value),
  real: number,
  double: number,
  decimal: (value) => {
    if (typeof value !== "string" || !/^-?\d+(?:\.\d+)?$/.test(value)) return undefined;
    return value.includes(".") ? Number(value) : wholeNumber(BigInt(value));
  },
  varchar: text,
  char: text,
  uuid: text,
  date: (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined,
  unknown: () => undefined,
};

/** JSON in which whole numbers that a number cannot hold are bigints. */
export function parseExactly(json: string): unknown {
  // Asking of each number how it was written takes several times the parsing.
  if (!/\d{16}/.test(json)) return JSON.parse(json);
  return JSON.parse(json, (_, value: unknown, context?: { readonly source?: string }) => {
    if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
    return /^-?\d+$/.test(context?.source ?? "") ? BigInt(context?.source ?? "") : value;
  });
}
