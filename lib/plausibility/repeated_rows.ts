import type { Finding, Layout } from "../contract/mod.ts";
import { APART, countFields, evidence } from "./_counted.ts";
import { warning } from "./_wording.ts";
import type { Delivered, TypedRow } from "./delivered.ts";

/** Bits of evidence that two rows which an unread column distinguishes are the same, beside what their number makes likely. */
const LEAST_EVIDENCE = 4;

/**
 * Rows of an aggregate that agree in all that its layout distinguishes. A column that is not read distinguishes rows only
 * where they have different cells in it: an empty remark does not. Rows that count the same are probably the same row
 * twice; so are rows that an unread column distinguishes, where their counts do not agree by chance.
 *
 * @param delivered The delivery.
 * @returns Findings of level warn: rows that are the same, and rows that are counted together.
 */
export function repeatedRowFindings({ rows, unread, reading: { layout } }: Delivered): Finding[] {
  const key = keyFields(layout), counts = countFields(layout);
  const groups = [...Map.groupBy(rows.keys(), (row) => keyOf(rows[row], key)).values()]
    .filter((group) => group.length > 1);
  const needed = LEAST_EVIDENCE + Math.log2(Math.max(1, groups.length));
  const same: number[] = [], added: number[] = [];
  for (const group of groups) {
    const apart = (row: number) => JSON.stringify(unread.map(({ cells }) => cells[row].trim()));
    const equal = [...Map.groupBy(group, (row) => keyOf(rows[row], counts)).values()].filter((rows) =>
      rows.length > 1
    )
      .filter((equal) =>
        new Set(equal.map(apart)).size < equal.length || bits(rows[equal[0]], counts) >= needed
      ).flat();
    same.push(...equal);
    added.push(
      ...[...Map.groupBy(group, apart).values()].filter((rows) => rows.length > 1).flat()
        .filter((row) => !equal.includes(row)),
    );
  }
  return [
    ...warning(
      "rader_lika",
      "rader som är lika i allt som läses, antalen med: troligen är det samma rad flera gånger, och då räknas den flera gånger",
      bySlot(rows, same),
    ),
    ...warning(
      "rader_upprepas",
      "flera rader har samma månad, status, region och urval; de räknas ihop, och är de samma uppgift räknas den flera gånger",
      bySlot(rows, added),
    ),
  ];
}

/** The fields that distinguish the rows of an aggregate. */
export function keyFields({ shape }: Layout): string[] {
  return ["manad", "status", "region", ...APART, "avvikelse", "band"].filter((name) =>
    shape[name] !== undefined
  );
}

/** A text that differs between rows that differ in some fields. */
export function keyOf(row: TypedRow, fields: readonly string[]): string {
  return JSON.stringify(fields.map((field) => row[field] ?? null));
}

function bits(row: TypedRow, counts: readonly string[]): number {
  return counts.filter((field) => field !== "antal" || counts.length === 1)
    .reduce((sum, field) => sum + evidence(Number(row[field] ?? 0)), 0);
}

/** Regions, months and statuses with how many of the rows they have, in order. */
export function bySlot(rows: readonly TypedRow[], numbers: readonly number[]): string[] {
  const slots = Map.groupBy(numbers, (number) => {
    const { region, manad, status } = rows[number];
    return `${region} ${manad} ${status}`;
  });
  return [...slots].map(([slot, numbers]) => `${slot} (${numbers.length} rader)`).sort();
}
