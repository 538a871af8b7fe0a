/// <reference lib="deno.worker" />
/** A worker of {@linkcode loadFiles}: judges deliveries in a database of its own. */
import { openDatabase } from "../database/mod.ts";
import { DeliveryError } from "./finding.ts";
import { draftDelivery } from "./load.ts";
import { StoreError } from "./manifest.ts";
import type { WorkAnswer, WorkOrder } from "./load_files.ts";

const database = openDatabase();

self.onmessage = async ({ data: { folder, path, options } }: MessageEvent<WorkOrder>) => {
  self.postMessage(await answer({ folder, path, options }));
};

async function answer({ folder, path, options }: WorkOrder): Promise<WorkAnswer> {
  try {
    return { draft: await draftDelivery(await database, folder, path, options) };
  } catch (error) {
    if (error instanceof DeliveryError) return { stopped: { message: error.message, report: error.report } };
    if (error instanceof StoreError) return { failed: { message: error.message, store: true } };
    return {
      failed: {
        message: error instanceof Error ? error.stack ?? error.message : String(error),
        store: false,
      },
    };
  }
}
