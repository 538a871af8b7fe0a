import { createHash } from "node:crypto";
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
        await keep(
          folder,
          { kind: "rows", status, manad, rows: records.length },
          writeParquet(rows, { rows: records }),
        ),
      );
    }
    const own = cellsOf(status, manad);
    files.push(
      await keep(
        folder,
        { kind: "cells", status, manad, rows: own.length },
        writeParquet(cells, { rows: own }),
      ),
    );
  }
  const { rejected } = judgement;
  if (rejected.length > 0 && withRows) {
    const bytes = writeParquet(rejectedColumns(rejected), { rows: rejected.length });
    files.push(
      await keep(folder, { kind: "rejected", status: null, manad: null, rows: rejected.length }, bytes),
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

async function keep(
  folder: string,
  what: Omit<StoredFile, "path" | "sha256">,
  bytes: Uint8Array,
): Promise<StoredFile> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const partition = what.status === null ? "" : `/status=${what.status}/manad=${what.manad}`;
  const path = `${what.kind}${partition}/${sha256.slice(0, 24)}.parquet`;
  const below = storePath(folder, `${what.kind}${partition}`);
  await makeFolders(below);
  await writeDurably(storePath(folder, path), bytes);
  return { ...what, path, sha256 };
}
