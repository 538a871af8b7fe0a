import { type Reading, usedColumns } from "../contract/mod.ts";
import { type Extract, placeText, textAt } from "../extract/mod.ts";
import type { Delivered, DeliveredSlot, TypedRow } from "../plausibility/mod.ts";
import type { Judgement } from "./judge.ts";
import { type TypedField, valuesOf } from "./read_fields.ts";
import type { Texts } from "./typed_value.ts";

/**
 * A judged delivery as the checks of plausibility look at it.
 *
 * @param extract The delivery.
 * @param reading How it is read.
 * @param judgement The verdict.
 * @param slots Its accepted records by region, month and status.
 * @returns Plain data; rows of aggregates only.
 */
export function deliveredOf(
  extract: Extract,
  reading: Reading,
  { fields, texts, accepted, cells, totals }: Pick<
    Judgement,
    "fields" | "texts" | "accepted" | "cells" | "totals"
  >,
  slots: readonly DeliveredSlot[],
): Delivered {
  const isAggregate = reading.layout.totals !== null;
  const records = isAggregate ? acceptedRecords(accepted) : [];
  const read = new Set(usedColumns(reading.sources));
  const left = extract.header.flatMap((header, column) =>
    !isAggregate || header === "" || read.has(column) ? [] : [column]
  );
  const cellsIn = (column: number) => (record: number) => textAt(extract.columns[column], record);
  return {
    reading,
    header: extract.header,
    rows: typedRows(fields, texts, records),
    unread: left.map((column) => ({ header: extract.header[column], cells: records.map(cellsIn(column)) })),
    totals: typedRows(fields, texts, totals).map((row, at) => ({
      row,
      cells: left.map((column) => cellsIn(column)(totals[at])),
      place: () => placeText(extract.place(totals[at])),
    })),
    roll: (by, days) => cells.roll(by, days),
    slots,
    place: (row, field) => {
      const source = reading.sources[field];
      return placeText(
        extract.place(
          records[row],
          source !== undefined && "columns" in source ? source.columns[0] : undefined,
        ),
      );
    },
  };
}

/** Records as values by field, each read when it is asked for: as plain objects the rows of a large file take gigabytes. */
export function typedRows(
  fields: readonly TypedField[],
  texts: Texts,
  records: readonly number[],
): TypedRow[] {
  class Row {
    readonly #record: number;
    constructor(record: number) {
      this.#record = record;
    }
    static {
      for (const field of fields) {
        const value = valuesOf(field, texts);
        Object.defineProperty(this.prototype, field.name, {
          get(this: Row) {
            return value(this.#record);
          },
        });
      }
    }
  }
  return records.map((record) => new Row(record) as unknown as TypedRow);
}

function acceptedRecords(accepted: Uint8Array): number[] {
  const records: number[] = [];
  for (let record = 0; record < accepted.length; record++) if (accepted[record] === 1) records.push(record);
  return records;
}
