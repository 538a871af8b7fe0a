import { fileURLToPath } from "node:url";
import { addMonths, type Month, monthRange } from "../calendar/mod.ts";
import type { CoveredSlot, CubeCell, Dimension, Status } from "../cube/mod.ts";
import { type ClusterOptions, type Engine, openCluster, type Queryable } from "../database/mod.ts";
import type { WaitCell } from "../numeric/mod.ts";
import { inhabitantsKind, readInhabitants } from "../form/mod.ts";
import { DATA_VARIABLE, dataFolder, tellInvented, tellOpened } from "../reference/mod.ts";
import { ClusterContent, readClusterManifest } from "./_cluster_content.ts";
import { readColumns } from "./_columns.ts";
import { FolderContent } from "./_folder_content.ts";
import { readRejected } from "./_rejected_records.ts";
import { tellAllRead } from "./tell_read.ts";
import { namedCluster } from "./cluster_place.ts";
import type { CellQuery } from "./cell_query.ts";
import type { RejectedRecord } from "../judge/finding.ts";
import { type Delivery, hasContacts, holders, isSynthetic, slotKey, standing } from "./delivery.ts";
import type { Erasure } from "./erasure.ts";
import { type Manifest, readManifest } from "./manifest.ts";
import type { RowQuery, StoreContent, StoreTable } from "./store_content.ts";
import { StoreError } from "./writing.ts";

const swedish = new Intl.Collator("sv").compare;

/** A month of a region and status that the store holds, and the delivery it came by. */
export interface Holding {
  /** The region. */
  readonly region: string;
  /** The month. */
  readonly manad: Month;
  /** Waiting or performed. */
  readonly status: Status;
  /** Whether the store has a row for each contact of it. */
  readonly hasContacts: boolean;
  /** The delivery that holds now. */
  readonly delivery: Delivery;
}

/**
 * A store opened for reading: what was accepted, kept for ever as Parquet files under a manifest; or as it was when it
 * was published as tables of a cluster.
 *
 * It sees the manifest as it was when opened; a later load does not disturb it. Files are read when their cells are
 * asked for, once, and checked against their hash; a store opened beside it on the same manifest finds them read.
 */
export class Store implements Disposable {
  /** The store's folder; of a store on a cluster, where its reports keep what they keep: {@linkcode defaultStore}. */
  readonly folder: string;
  /** Whether its cells and rows are in a cluster, and not in the folder. */
  readonly isOnCluster: boolean;
  /** What holds now: one entry for each region, month and status that has been delivered, in order of month and region. */
  readonly holdings: readonly Holding[];
  readonly #manifest: Manifest;
  readonly #holders: ReadonlyMap<string, Delivery>;
  readonly #content: StoreContent;
  #closed = false;

  /** Made by {@linkcode openStore}. */
  constructor(
    folder: string,
    manifest: Manifest,
    contentOf: (holders: ReadonlyMap<string, Delivery>) => StoreContent,
  ) {
    this.folder = folder;
    this.#manifest = manifest;
    this.#holders = holders(manifest.deliveries);
    this.#content = contentOf(this.#holders);
    this.isOnCluster = this.#content instanceof ClusterContent;
    this.holdings = [...this.#holders].map(([key, delivery]) => {
      const [region, manad, status] = key.split("|") as [string, Month, Status];
      return {
        ...{ region, manad, status },
        hasContacts: hasContacts(delivery),
        get delivery() {
          tellAllRead();
          return delivery;
        },
      };
    }).sort((a, b) =>
      compare(a.manad, b.manad) || compare(a.region, b.region) || compare(a.status, b.status)
    );
  }

  /**
   * The store of what this one's deliveries are compared with and never summed with: the whole country's (riket), in a
   * folder of its own.
   *
   * @returns The store, to be closed by `using`; without holdings where nothing is loaded with `load --riket`.
   * @throws {StoreError} If its manifest is damaged.
   */
  async compared(): Promise<Store> {
    const folder = comparedFolder(this.folder);
    return storeIn(folder, await readManifest(folder));
  }

  /** What answers questions in SQL; an engine is started when it is first asked for. */
  get database(): Promise<Queryable> {
    return this.tables();
  }

  /** Every delivery ever kept and not erased, oldest first. */
  get deliveries(): readonly Delivery[] {
    tellAllRead();
    return this.#manifest.deliveries;
  }

  /** What has been erased, oldest first. */
  get erasures(): readonly Erasure[] {
    tellAllRead();
    return this.#manifest.erasures;
  }

  /**
   * The latest month that all who are expected have delivered: the regions that delivered any of the twelve months
   * before it; where nobody did, every region of the store. Where there is no such month, the latest of all.
   *
   * @param status Waiting or performed. @default waiting; where nobody has delivered those, performed
   * @returns The month; `null` where nobody has delivered.
   */
  latestMonth(status?: Status): Month | null {
    if (status === undefined) return this.latestMonth("vantande") ?? this.latestMonth("genomforda");
    const regions = new Map(
      [...Map.groupBy(this.holdings.filter((holding) => holding.status === status), ({ manad }) => manad)]
        .map(([manad, held]) => [manad, new Set(held.map(({ region }) => region))] as const),
    );
    const all = new Set([...regions.values()].flatMap((names) => [...names]));
    const isWhole = (manad: Month) => {
      const before = monthRange(addMonths(manad, -12), addMonths(manad, -1));
      const expected = new Set(before.flatMap((month) => [...regions.get(month) ?? []]));
      return (expected.size > 0 ? expected : all).isSubsetOf(regions.get(manad) ?? new Set());
    };
    return [...regions.keys()].findLast(isWhole) ?? this.newestMonth(status);
  }

  /**
   * The latest month that any region has delivered.
   *
   * @param status Waiting or performed. @default waiting; where nobody has delivered those, performed
   * @returns The month; `null` where nobody has delivered.
   */
  newestMonth(status?: Status): Month | null {
    if (status === undefined) return this.newestMonth("vantande") ?? this.newestMonth("genomforda");
    return this.holdings.findLast((holding) => holding.status === status)?.manad ?? null;
  }

  /** The regions that have delivered a month, in Swedish alphabetical order. */
  regionsOf(manad: Month, status: Status = "vantande"): string[] {
    return this.holdings.filter((holding) => holding.manad === manad && holding.status === status)
      .map((holding) => holding.region).sort(swedish);
  }

  /**
   * What was delivered of a month, region by region (omfattning).
   *
   * @param manad The month.
   * @param status Waiting or performed.
   * @returns One entry for each region that has delivered it, in Swedish alphabetical order.
   */
  coversOf(manad: Month, status: Status = "vantande"): CoveredSlot[] {
    return this.holdings.filter((holding) => holding.manad === manad && holding.status === status)
      .flatMap(({ region }) =>
        this.#holders.get(slotKey({ region, manad, status }))!.slots.filter((slot) =>
          slot.region === region && slot.manad === manad && slot.status === status
        )
      ).sort((a, b) => swedish(a.region, b.region));
  }

  /**
   * The regions whose delivery of a month is made up (påhittad): what is exported of them is marked.
   *
   * @param manad The month.
   * @param status Waiting or performed.
   * @returns Their names, in the order of the holdings.
   */
  inventedRegions(manad: Month, status: Status): string[] {
    return this.holdings.filter((holding) => holding.manad === manad && holding.status === status)
      .map(({ region }) => region)
      .filter((region) => isSynthetic(this.#holders.get(slotKey({ region, manad, status }))!));
  }

  /**
   * Cells of the wait cube.
   *
   * @param query Which cells, and which dimensions to keep.
   * @returns Cells in the order of their dimensions and days; the same question may have the same array as its answer.
   * @throws {StoreError} If a file of the store is missing or damaged; it is named.
   */
  async cells<D extends Dimension = Dimension>(
    query: CellQuery<D> = {},
  ): Promise<readonly (Pick<CubeCell, D> & WaitCell)[]> {
    return await this.#open().cells(query);
  }

  /**
   * What takes long to make of the store's files and is asked for again, also of a store opened beside it.
   *
   * @param name What it is, and of what: the same name gives the same.
   * @param make Makes it, of this store's files alone; what it gives is not changed.
   * @returns What it made, now or before.
   */
  async remembered<T>(name: string, make: () => Promise<T>): Promise<T> {
    return await this.#open().remembered(name, make);
  }

  /**
   * What holds as tables of the store's database, for questions in SQL: `celler`, every cell of the wait cube, and
   * `rader`, the accepted rows of the register's layout. Each is read when it is first asked for.
   *
   * @param names The tables.
   * @returns The database; of a store on a cluster, the cluster.
   * @throws {StoreError} If a file of the store is missing or damaged; it is named.
   */
  async tables(...names: readonly StoreTable[]): Promise<Queryable> {
    return await this.#open().tables(names);
  }

  /**
   * Accepted rows of one month, as a table of the store's database, for questions that the cube does not answer. Of a
   * region that was delivered again only the rows of the delivery that holds.
   *
   * @param table What to call the table; an older one of this name is replaced.
   * @param where The status, the month and the layout, whose fields are the columns. @default layout "register"
   * @returns The number of rows.
   * @throws {StoreError} If there are none of that month and layout, or a file is missing or damaged.
   */
  async rows(table: string, where: RowQuery): Promise<number> {
    return await this.#open().rows(table, where);
  }

  /**
   * Some fields of the accepted rows of one month of the register layout, read without starting an engine.
   *
   * @param fields Texts and days of the layout.
   * @param where The status and the month.
   * @returns One object for each row, in the order of the deliveries; days as "yyyy-mm-dd".
   * @throws {StoreError} If there are no rows of that month, or a file is missing or damaged.
   * @throws {Error} If the rows have no such field; it is named.
   */
  async fields<F extends string>(
    fields: readonly F[],
    where: { status: Status; manad: Month },
  ): Promise<Record<F, string | null>[]> {
    return await this.#open().fields(fields, where);
  }

  /**
   * All accepted rows of a delivery, also of one that others have taken the place of, by column.
   *
   * @param delivery One of {@linkcode Store.deliveries}.
   * @returns For each of its files the status, the month and the columns, whose values are in the order of the rows.
   * @throws {StoreError} If a file is missing or damaged, or the delivery was kept without rows.
   */
  async rowsOf(
    delivery: Delivery,
  ): Promise<{ status: Status; manad: Month; columns: Map<string, unknown[]> }[]> {
    const files = delivery.files.flatMap((file) =>
      file.kind === "rows" && file.status !== null && file.manad !== null
        ? [{ file, status: file.status, manad: file.manad }]
        : []
    );
    if (files.length === 0) {
      throw new StoreError(`Leverans ${delivery.sequence} i lagret ${this.folder} har inga rader kvar.`);
    }
    return await Array.fromAsync(files, async ({ file, status, manad }) => ({
      ...{ status, manad },
      columns: await readColumns<unknown>(await this.#content.read(file, delivery), null),
    }));
  }

  /**
   * The rejected records of a delivery, to be corrected and loaded again.
   *
   * @param delivery One of {@linkcode Store.deliveries}.
   * @returns The records in the order of their file, with place, reasons and the cells that are used.
   * @throws {StoreError} If a file is missing or damaged.
   */
  async rejected(delivery: Delivery): Promise<RejectedRecord[]> {
    const file = delivery.files.find(({ kind }) => kind === "rejected");
    if (file === undefined) return [];
    return await readRejected(await this.#content.read(file, delivery), delivery);
  }

  /** Ends the store's database. */
  [Symbol.dispose](): void {
    this.#closed = true;
    this.#content[Symbol.dispose]();
  }

  /** The content, as long as the store is open. */
  #open(): StoreContent {
    if (this.#closed) throw new StoreError(`Lagret ${this.folder} är stängt`);
    return this.#content;
  }
}

/** What the whole country is called where it is compared with. */
export const COUNTRY = "Riket";

/** Where in a store's folder that of the whole country lies. */
export function comparedFolder(folder: string): string {
  return `${folder}/riket`;
}

/** Options for {@linkcode openStore}. */
export interface StoreOptions {
  /** The engine that answers. Either reads what the other has kept. @default {"wasm"} */
  engine?: Engine;
}

/**
 * Opens a store for reading: in a folder, or published as tables of a cluster (`publishTables`), which then answers. What
 * runs there is Trino; everything that takes a store takes either.
 *
 * @param place The store's folder, where one that is not there opens as an empty store; or the cluster.
 *   @default the cluster that VANTELAGE_CLUSTER names ({@linkcode clusterPlace}), else {@linkcode defaultStore}
 * @param options The engine; a cluster is its own.
 * @returns The store, to be closed by `using`.
 * @throws {StoreError} If the manifest is damaged or was written by a newer version, or the cluster does not answer or
 *   has no store.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openStore } from "vantelage";
 * using store = await openStore(await Deno.makeTempDir());
 * assert.equal(store.latestMonth(), null);
 * ```
 */
export async function openStore(
  place: string | ClusterOptions = namedCluster() ?? defaultStore(),
  { engine = "wasm" }: StoreOptions = {},
): Promise<Store> {
  if (typeof place === "string") {
    const manifest = await readManifest(place);
    return await opened(storeIn(place, manifest, engine), manifest);
  }
  const cluster = openCluster(place);
  const { manifest, stamp } = await readClusterManifest(cluster);
  return await opened(
    new Store(defaultStore(), manifest, () => new ClusterContent(cluster, stamp)),
    manifest,
  );
}

function storeIn(folder: string, manifest: Manifest, engine: Engine = "wasm"): Store {
  return new Store(folder, manifest, (holders) => new FolderContent(folder, { manifest, holders, engine }));
}

/** Says what has been opened. */
async function opened(store: Store, { deliveries }: Manifest): Promise<Store> {
  const sample = standing(deliveries).some(isSynthetic);
  tellOpened({ folder: store.folder, sample });
  await readOwnInhabitants();
  if (sample) tellInvented("leveranser");
  return store;
}

/** Reads the inhabitants that go with the store opened last; a command that shows no rates may lack the permission. */
async function readOwnInhabitants(): Promise<void> {
  const isGranted = async (permission: Deno.PermissionDescriptor) =>
    (await Deno.permissions.query(permission)).state === "granted";
  if (!await isGranted({ name: "env", variable: DATA_VARIABLE })) return;
  const path = `${dataFolder()}/${inhabitantsKind.folder}`;
  if (await isGranted({ name: "read", path })) await readInhabitants(path);
}

/** The environment variable that names the store of a run. */
export const STORE_VARIABLE = "VANTELAGE_STORE";

/**
 * Where the store lies unless another place is given: where {@linkcode STORE_VARIABLE} says, else data/store of the checkout
 * that this module lies in, so that a notebook and a command find the same; elsewhere, of the working folder.
 *
 * @returns The folder's path.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { defaultStore } from "vantelage/store";
 * assert.match(defaultStore(), /data\/store$/);
 * ```
 */
export function defaultStore(): string {
  const named = Deno.env.get(STORE_VARIABLE);
  if (named !== undefined && named !== "") return named;
  return import.meta.url.startsWith("file:")
    ? fileURLToPath(new URL("../../data/store", import.meta.url))
    : "data/store";
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
