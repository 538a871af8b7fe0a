import { UNKNOWN_COVER } from "../../lib/cube/mod.ts";
import { beginStore, commitManifest, readManifest } from "../../lib/store/manifest.ts";
import type { Delivery } from "../../lib/store/mod.ts";

/** A delivery of one region's month as a store keeps it, without its files being there. */
export function madeUp(
  sequence: number,
  { region = "Region Dalarna", manad = "2024-04", loaded = 1 } = {},
): Delivery {
  const sha256 = sequence.toString(16).padStart(64, "0");
  return {
    id: `${sequence}-${loaded}`,
    sequence,
    file: `leverans${sequence}.csv`,
    sha256,
    profile: "aggregat",
    layout: "aggregat",
    read: loaded,
    loaded,
    rejected: 0,
    skipped: 0,
    findings: [],
    assumed: [],
    slots: [{ region, manad, status: "vantande", cover: UNKNOWN_COVER }],
    files: [{
      kind: "cells",
      path: `cells/status=vantande/manad=${manad}/${sha256.slice(-24)}.parquet`,
      sha256,
      rows: loaded,
      status: "vantande",
      manad,
    }],
  };
}

/** Commits what a change makes of the deliveries that a store holds; a store that is not there is made. */
export async function commit(
  store: string,
  change: (before: readonly Delivery[]) => readonly Delivery[],
): Promise<void> {
  await Deno.mkdir(store, { recursive: true });
  const before = await readManifest(store);
  await beginStore(store, before);
  await commitManifest(store, before, change(before.deliveries));
}
