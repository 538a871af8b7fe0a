import { createHash } from "node:crypto";
import { dirname } from "node:path";
import type { Judgement } from "../judge/mod.ts";
import type { JudgedSlot } from "../judge/slots.ts";
import { writeParquet } from "../parquet/mod.ts";
import { acceptedColumns, cellColumns } from "./_accepted_columns.ts";
import { rejectedColumns } from "./_rejected_records.ts";
import { storePath } from "./_store_path.ts";
import type { StoredFile } from "./delivery.ts";
import { makeFolders, writeDurably } from "./writing.ts";

/**
 * Writes a judged delivery's files: rows and cells of each status and month, and the rejected records. Nobody sees
 * them until a manifest names them.
 *
 * @param folder The store's folder.
 * @param judgement The verdict.
 * @param slots The accepted records by region, month and status.
 * @param withRows Whether rows and rejected records are written; cells always are.
 * @returns The files.
 */
export async function writeFiles(
  folder: string,
  judgement: Judgement,
  slots: readonly JudgedSlot[],
  withRows: boolean,
): Promise<StoredFile[]> {
  const rows = acceptedColumns(judgement),
    cells = cellColumns(judgement.cells),
    cellsOf = cellsByPart(judgement),
    files: StoredFile[] = [];
  const parts = Object.values(Object.groupBy(slots, (slot) => `${slot.status} ${slot.manad}`))
    .map((group = []) => group).toSorted(([a], [b]) =>
      a.status < b.status || (a.status === b.status && a.manad < b.manad) ? -1 : 1
    );
  for (const part of parts) {
    const [{ status, manad }] = part, records = together(part.map((slot) => slot.records));
    if (withRows) {
      files.push(
        await keepFile(folder, {
          ...{ kind: "rows", status, manad, rows: records.length },
          bytes: writeParquet(rows, { rows: records }),
        }),
      );
    }
    const own = cellsOf(status, manad);
    files.push(
      await keepFile(folder, {
        ...{ kind: "cells", status, manad, rows: own.length },
        bytes: writeParquet(cells, { rows: own }),
      }),
    );
  }
  const { rejected } = judgement;
  if (rejected.length > 0 && withRows) {
    const bytes = writeParquet(rejectedColumns(rejected), { rows: rejected.length });
    files.push(
      await keepFile(folder, { kind: "rejected", status: null, manad: null, rows: rejected.length, bytes }),
    );
  }
  return files;
}

/** Record numbers of several slots in the order of the file. */
function together(records: readonly Uint32Array[]): Uint32Array {
  if (records.length === 1) return records[0];
  const all = new Uint32Array(records.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const own of records) {
    all.set(own, at);
    at += own.length;
  }
  return all.sort();
}

/** The numbers of the cells of each status and month. */
function cellsByPart(
  { cells: { columns: { dimensions: { status, manad } } } }: Judgement,
): (status: string, manad: string) => Uint32Array {
  const found = status.values.map(() => manad.values.map((): number[] => []));
  for (let at = 0; at < status.codes.length; at++) found[status.codes[at]][manad.codes[at]].push(at);
  return (ofStatus, ofMonth) =>
    new Uint32Array(found[status.values.indexOf(ofStatus)]?.[manad.values.indexOf(ofMonth)] ?? []);
}

/** A file of the store, and its content. */
export type FileContent = Omit<StoredFile, "path" | "sha256"> & { readonly bytes: Uint8Array };

/**
 * Keeps a file in a store, named by its content.
 *
 * @param folder The store's folder.
 * @param content What it holds.
 * @returns The file.
 */
export async function keepFile(folder: string, content: FileContent): Promise<StoredFile> {
  const file = fileOf(content), path = storePath(folder, file.path);
  await makeFolders(dirname(path));
  await writeDurably(path, content.bytes);
  return file;
}

/**
 * A file as it would be kept.
 *
 * @param content What it holds.
 * @returns The file.
 */
export function fileOf({ kind, status, manad, rows, bytes }: FileContent): StoredFile {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const partition = status === null ? "" : `/status=${status}/manad=${manad}`;
  return { kind, status, manad, rows, path: `${kind}${partition}/${sha256.slice(0, 24)}.parquet`, sha256 };
}
