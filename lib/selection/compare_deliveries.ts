import type { Month } from "../calendar/mod.ts";
import type { Status } from "../cube/mod.ts";
import { type Delivery, type Store, StoreError } from "../store/mod.ts";

/** What differs in a field between the rows that two deliveries both have. */
export interface FieldDifference {
  /** The field. */
  readonly field: string;
  /** Rows that have a value in the second delivery only. */
  readonly filled: number;
  /** Rows that have a value in the first delivery only. */
  readonly emptied: number;
  /** Rows that have another value. */
  readonly other: number;
}

/** What differs between the rows of two deliveries of one month and status. */
export interface RowsDifference {
  /** The month. */
  readonly manad: Month;
  /** Waiting or performed. */
  readonly status: Status;
  /** Rows of the first delivery. */
  readonly first: number;
  /** Rows of the second. */
  readonly second: number;
  /** Rows that both have, alike in every field. */
  readonly same: number;
  /** Rows that both have, with another value in some field. */
  readonly changed: number;
  /** Rows of the first delivery only. */
  readonly gone: number;
  /** Rows of the second delivery only. */
  readonly added: number;
  /** The fields that differ, the most changed first. */
  readonly fields: readonly FieldDifference[];
}

/** What distinguishes a row from every other, by layout; of counts all that is not a number. */
const KEYS: Readonly<Record<Delivery["layout"], readonly string[] | null>> = {
  register: ["regionkod", "vardkontakt_id"],
  aggregat: null,
  bandrader: null,
};

/**
 * Compares two deliveries row by row (radjämförelse): which rows came, went and differ, and in which fields. Rows are
 * paired by what identifies them: the contact, or of an aggregate every field that is no number. Nothing of a row is
 * reported but counts.
 *
 * @param store An open store.
 * @param first The number of a delivery.
 * @param second The number of another of the same layout.
 * @returns One for each month and status that both have.
 * @throws {StoreError} If there is no such delivery, they share no month, their layouts differ, or rows are no longer kept.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { compareDeliveries, loadFiles, openStore } from "vantelage";
 * const folder = await Deno.makeTempDir(), file = `${folder}/april.csv`;
 * for (const count of [3, 4]) {
 *   await Deno.writeTextFile(file, `månad;status;region;0-30\n2024-04;väntande;Dalarna;${count}\n`);
 *   await loadFiles(`${folder}/lager`, [file]);
 * }
 * using store = await openStore(`${folder}/lager`);
 * const [{ same, changed, fields }] = await compareDeliveries(store, 1, 2);
 * assert.deepEqual([same, changed, fields.map(({ other }) => other)], [0, 1, [1]]);
 * ```
 */
export async function compareDeliveries(
  store: Store,
  first: number,
  second: number,
): Promise<RowsDifference[]> {
  const [a, b] = [first, second].map((number) => {
    const delivery = store.deliveries.find(({ sequence }) => sequence === number);
    if (delivery !== undefined) return delivery;
    throw new StoreError(
      `Lagret ${store.folder} har ingen leverans med nummer ${number}. Numren står i deno task store list.`,
    );
  });
  if (a.layout !== b.layout) {
    throw new StoreError(
      `Leveranserna ${first} och ${second} kan inte jämföras rad för rad: den ena är i layouten ${a.layout}, den andra i ${b.layout}.`,
    );
  }
  const files = [await store.rowsOf(a), await store.rowsOf(b)];
  const slots = Map.groupBy(files.flat(), ({ manad, status }) => `${manad} ${status}`);
  const shared = [...slots].filter(([key]) =>
    files.every((of) => of.some(({ manad, status }) => `${manad} ${status}` === key))
  );
  if (shared.length === 0) {
    throw new StoreError(
      `Leveranserna ${first} och ${second} kan inte jämföras: de har ingen månad gemensam.`,
    );
  }
  return shared.sort(([a], [b]) => a < b ? -1 : 1).map(([, [{ manad, status }]]) => {
    const [before, after] = files.map((of) =>
      rowsByKey(of.filter((file) => file.manad === manad && file.status === status), KEYS[a.layout])
    );
    return { manad, status, ...differenceOf(before, after) };
  });
}

type Row = ReadonlyMap<string, string | null>;

/** The rows by what identifies them, which may be the same for several. */
function rowsByKey(
  files: Awaited<ReturnType<Store["rowsOf"]>>,
  key: readonly string[] | null,
): Map<string, Row[]> {
  const rows = files.flatMap(({ columns }) => {
    const length = Math.max(0, ...[...columns.values()].map((column) => column.length));
    const texts = [...columns].map(([name, column]) => [name, column.map(textOf)] as const);
    return Array.from({ length }, (_, row): [string, Row] => {
      const values = new Map(texts.map(([name, column]) => [name, column[row] ?? null]));
      const parts = key ?? [...columns.keys()].filter((name) => !isNumber(columns.get(name)![row]));
      return [JSON.stringify(parts.map((name) => [name, values.get(name) ?? null])), values];
    });
  });
  return new Map([...Map.groupBy(rows, ([key]) => key)].map(([key, of]) => [key, of.map(([, row]) => row)]));
}

function differenceOf(
  before: ReadonlyMap<string, readonly Row[]>,
  after: ReadonlyMap<string, readonly Row[]>,
): Omit<RowsDifference, "manad" | "status"> {
  const fields = new Map<string, { filled: number; emptied: number; other: number }>();
  let same = 0, changed = 0, gone = 0, added = 0;
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const old = before.get(key) ?? [], found = after.get(key) ?? [];
    gone += Math.max(0, old.length - found.length);
    added += Math.max(0, found.length - old.length);
    for (let at = 0; at < Math.min(old.length, found.length); at++) {
      const names = [...new Set([...old[at].keys(), ...found[at].keys()])]
        .filter((name) => (old[at].get(name) ?? null) !== (found[at].get(name) ?? null));
      if (names.length === 0) same++;
      else changed++;
      for (const name of names) {
        const counts = fields.get(name) ?? { filled: 0, emptied: 0, other: 0 };
        fields.set(name, counts);
        const was = old[at].get(name) ?? null, is = found[at].get(name) ?? null;
        counts[was === null ? "filled" : is === null ? "emptied" : "other"]++;
      }
    }
  }
  const total = (rows: ReadonlyMap<string, readonly Row[]>) =>
    [...rows.values()].reduce((sum, of) => sum + of.length, 0);
  const sum = ({ filled, emptied, other }: Omit<FieldDifference, "field">) => filled + emptied + other;
  return {
    ...{ first: total(before), second: total(after), same, changed, gone, added },
    fields: [...fields].map(([field, counts]) => ({ field, ...counts })).sort((a, b) => sum(b) - sum(a)),
  };
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint";
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return value instanceof Date ? value.toISOString() : String(value);
}
