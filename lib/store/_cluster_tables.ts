import type { Delivery } from "./delivery.ts";

/** A table that holds what holds: cells, or the accepted rows of a layout. */
export type ContentTable = "celler" | "rader" | "aggregat" | "bandrader";

/** The table of a layout's rows. */
export const TABLE_OF: Readonly<Record<Delivery["layout"], ContentTable>> = {
  register: "rader",
  aggregat: "aggregat",
  bandrader: "bandrader",
};

/** The column that names the region. */
export const regionColumn = (table: ContentTable): string => table === "rader" ? "regionkod" : "region";

/** What all tables and views begin with that are not to be asked by hand. */
export const INNER = "lager_";

/** The table of the manifest's content, and that of the files that hold, of each state that is published. */
export const DELIVERIES = `${INNER}leveranser`, HOLDINGS = `${INNER}innehav`;

/** A view of one state of the store, by its stamp. */
export const viewOf = (name: ContentTable | "saknas", stamp: string): string => `${INNER}${name}_${stamp}`;
