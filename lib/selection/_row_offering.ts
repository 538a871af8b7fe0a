import { careOfferingOf } from "../reference/mod.ts";

/** The fields of a row that decide its vårdutbud. */
export const OFFERING_FIELDS = ["aktivitetskod", "kva_kod", "aktivitet_kva", "mvo_kod"] as const;

/** The vårdutbud of a row. */
export function rowOffering(row: Readonly<Record<typeof OFFERING_FIELDS[number], string | null>>): string {
  const { aktivitetskod, mvo_kod } = row;
  return careOfferingOf({ aktivitetskod, kva_kod: row.kva_kod ?? row.aktivitet_kva, mvo_kod });
}
