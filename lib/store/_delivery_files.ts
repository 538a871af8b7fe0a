import { createHash } from "node:crypto";
import type { Layout } from "../contract/mod.ts";
import { type Database, literal } from "../database/mod.ts";
import { toCsv } from "../extract/mod.ts";
import type { RejectedRecord } from "./finding.ts";
import { ACCEPTED } from "./judge.ts";
import type { StoredFile } from "./delivery.ts";
import { writeDurably, writing } from "./manifest.ts";
import { SLOT_FIELDS, type SlotShape } from "./shape.ts";

/** The table of a delivery's cells while it is judged. */
export const CELLS = "nya_celler";

/** What {@linkcode writeFiles} writes beside the accepted rows. */
export interface Written {
  /** The layout of the rows. */
  readonly layout: Layout;
  /** The slots of the rows. */
  readonly shapes: readonly SlotShape[];
  /** The records set aside. */
  readonly rejected: readonly RejectedRecord[];
}

/**
 * Writes a judged delivery's files: rows and cells of each status and month, and the records set aside.
 *
 * @param database The database it was judged in, with the tables of {@linkcode ACCEPTED} rows and {@linkcode CELLS}.
 * @param folder The store's folder.
 * @param written What else is known of the delivery.
 * @returns The files, which nobody sees until a manifest names them.
 */
export async function writeFiles(
  database: Database,
  folder: string,
  { layout, shapes, rejected }: Written,
): Promise<StoredFile[]> {
  const { manad, status } = SLOT_FIELDS[layout.name];
  const parts = Object.values(Object.groupBy(shapes, (shape) => `${shape.status} ${shape.manad}`))
    .map((group = []) => ({
      status: group[0].status,
      manad: group[0].manad,
      rows: group.reduce((sum, { rows }) => sum + rows, 0),
    })).toSorted((a, b) => a.status < b.status || (a.status === b.status && a.manad < b.manad) ? -1 : 1);
  const counts = await database.query<Record<"status" | "manad", string> & { cells: number }>(
    `SELECT status, manad, count(*) AS cells FROM ${CELLS} GROUP BY status, manad`,
  );
  const wanted = parts.flatMap(({ rows, ...partition }) => {
    const cells = counts.find(({ status, manad }) =>
      status === partition.status && manad === partition.manad
    );
    const where = (status: string, manad: string) =>
      `WHERE ${status} = ${literal(partition.status)} AND ${manad} = ${literal(partition.manad)}`;
    return [
      {
        what: { kind: "rows" as const, ...partition, rows },
        sql: `SELECT * FROM ${ACCEPTED} ${where(status, manad)}`,
      },
      {
        what: { kind: "cells" as const, ...partition, rows: cells?.cells ?? 0 },
        sql: `SELECT * FROM ${CELLS} ${where("status", "manad")} ORDER BY ALL`,
      },
    ];
  });
  const written = await database.writeParquets(wanted.map(({ sql }) => sql));
  const files: StoredFile[] = [];
  for (const [index, { what }] of wanted.entries()) files.push(await keep(folder, what, written[index]));
  if (rejected.length > 0) {
    const bytes = await rejectedParquet(database, rejected);
    files.push(
      await keep(folder, { kind: "rejected", status: null, manad: null, rows: rejected.length }, bytes),
    );
  }
  return files;
}

async function rejectedParquet(database: Database, rejected: readonly RejectedRecord[]): Promise<Uint8Array> {
  const rows = rejected.map((
    { file, line, column, cell = "", rules, says, raw },
  ) => [file, String(line), String(column), cell, rules.join(" "), says.join("\n"), raw]);
  const path = database.registerText(
    "underkanda.csv",
    new TextEncoder().encode(toCsv(rows, { delimiter: ";" })),
  );
  const parquet = await database.writeParquet(
    `SELECT * FROM read_csv(${
      literal(path)
    }, auto_detect = false, header = false, delim = ';', quote = '"', escape = '"',
      new_line = '\\r\\n', max_line_size = 8388608,
      columns = {'fil': 'VARCHAR', 'rad': 'INTEGER', 'kolumn': 'INTEGER', 'cell': 'VARCHAR', 'regler': 'VARCHAR', 'orsak': 'VARCHAR', 'post': 'VARCHAR'})`,
  );
  database.forget("underkanda.csv");
  return parquet;
}

async function keep(
  folder: string,
  what: Omit<StoredFile, "path" | "sha256">,
  bytes: Uint8Array,
): Promise<StoredFile> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const partition = what.status === null ? "" : `/status=${what.status}/manad=${what.manad}`;
  const path = `${what.kind}${partition}/${sha256.slice(0, 24)}.parquet`;
  const below = `${folder}/${what.kind}${partition}`;
  await writing(below, () => Deno.mkdir(below, { recursive: true }));
  await writeDurably(`${folder}/${path}`, bytes);
  return { ...what, path, sha256 };
}
