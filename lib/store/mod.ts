/**
 * What was accepted, kept for ever: a folder of Parquet files under a manifest. A delivery is read, judged and kept
 * in one commit; the cells of the wait cube are read back at once, rows only when asked for.
 *
 * @module
 */
export type { CellFilter, CellQuery } from "./cell_query.ts";
export {
  comparedFolder,
  COUNTRY,
  defaultStore,
  type Holding,
  openStore,
  Store,
  STORE_VARIABLE,
  type StoreOptions,
} from "./store.ts";
export { CLUSTER_VARIABLE, clusterPlace, LOGIN_VARIABLES } from "./cluster_place.ts";
export { type ClusterTables, publishTables, type PublishTablesOptions } from "./publish_tables.ts";
export type { RowQuery, StoreTable } from "./store_content.ts";
export { Delivery, hasContacts, isSynthetic, Slot, StoredFile } from "./delivery.ts";
export { StoreError } from "./writing.ts";
export { type JudgedDelivery, judgeFile, loadFile, type LoadOptions } from "./load.ts";
export { loadFiles, type LoadFilesOptions } from "./load_files.ts";
export { type Withdrawal, withdrawDelivery } from "./withdraw.ts";
export { eraseFromStore, type EraseOptions, type ErasureReport, type ErasureTarget } from "./erase.ts";
export type { Erased, Erasure } from "./erasure.ts";
export type { Head } from "./head.ts";
export type { RetentionRule } from "./retention.ts";
export { roundingKey } from "./rounding_key.ts";
export { type CompactOptions, compactStore, type Verification, verifyStore } from "./maintain.ts";
