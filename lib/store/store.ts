import { fileURLToPath } from "node:url";
import { addMonths, type Month, monthRange } from "../calendar/mod.ts";
import type { CoveredSlot, CubeCell, Dimension, Status } from "../cube/mod.ts";
import { type Database, type Engine, identifier, literal, openDatabase } from "../database/mod.ts";
import type { WaitCell } from "../numeric/mod.ts";
import { inhabitantsKind, readInhabitants } from "../form/mod.ts";
import { DATA_VARIABLE, dataFolder, tellInvented, tellOpened } from "../reference/mod.ts";
import { readColumns, readFields } from "./_columns.ts";
import { readRejected } from "./_rejected_records.ts";
import { readStoredFile } from "./_stored_file.ts";
import { tellAllRead } from "./tell_read.ts";
import { StoredCells } from "./_stored_cells.ts";
import type { CellQuery, Part } from "./cell_query.ts";
import type { RejectedRecord } from "../judge/finding.ts";
import {
  type Delivery,
  hasContacts,
  holders,
  isSynthetic,
  slotKey,
  standing,
  type StoredFile,
} from "./delivery.ts";
import type { Erasure } from "./erasure.ts";
import { type Manifest, readManifest } from "./manifest.ts";
import { StoreError } from "./writing.ts";

const swedish = new Intl.Collator("sv").compare;

/** The table where a file's rows wait of which only some hold. */
const PARTLY = "vantelage_delvis";

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
 * A store opened for reading: what was accepted, kept for ever as Parquet files under a manifest.
 *
 * It sees the manifest as it was when opened; a later load does not disturb it. Files are read when their cells are
 * asked for, once, and checked against their hash; a store opened beside it on the same manifest finds them read.
 */
export class Store implements Disposable {
  /** The store's folder. */
  readonly folder: string;
  /** What holds now: one entry for each region, month and status that has been delivered, in order of month and region. */
  readonly holdings: readonly Holding[];
  readonly #manifest: Manifest;
  readonly #engine: Engine;
  #database: Promise<Database> | null = null;
  #closed = false;
  readonly #holders: Map<string, Delivery>;
  readonly #cells: StoredCells;
  readonly #tables = new Map<string, Promise<void>>();
  readonly #partsOf = new Map<StoredFile["kind"], readonly Part[]>();

  /** Made by {@linkcode openStore}. */
  constructor(folder: string, manifest: Manifest, engine: Engine = "wasm") {
    this.folder = folder;
    this.#engine = engine;
    this.#manifest = manifest;
    this.#cells = StoredCells.of(folder, manifest);
    this.#holders = holders(manifest.deliveries);
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
    return new Store(folder, await readManifest(folder), this.#engine);
  }

  /** The engine that answers, started when it is first asked for. */
  get database(): Promise<Database> {
    if (this.#closed) return Promise.reject(new StoreError(`Lagret ${this.folder} är stängt`));
    return this.#database ??= openDatabase({ engine: this.#engine });
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
    if (this.#closed) throw new StoreError(`Lagret ${this.folder} är stängt`);
    return await this.#cells.select(this.#parts("cells"), query);
  }

  /**
   * What takes long to make of the store's files and is asked for again, also of a store opened beside it.
   *
   * @param name What it is, and of what: the same name gives the same.
   * @param make Makes it, of this store's files alone; what it gives is not changed.
   * @returns What it made, now or before.
   */
  async remembered<T>(name: string, make: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new StoreError(`Lagret ${this.folder} är stängt`);
    return await this.#cells.remembered(name, make);
  }

  /**
   * What holds as tables of the store's database, for questions in SQL: `celler`, every cell of the wait cube, and
   * `rader`, the accepted rows of the register's layout. Each is read when it is first asked for.
   *
   * @param names The tables.
   * @returns The database.
   * @throws {StoreError} If a file of the store is missing or damaged; it is named.
   */
  async tables(...names: readonly ("celler" | "rader")[]): Promise<Database> {
    const database = await this.database;
    for (const name of names) {
      let made = this.#tables.get(name);
      if (made === undefined) this.#tables.set(name, made = this.#makeTable(name));
      await made;
    }
    return database;
  }

  async #makeTable(name: "celler" | "rader"): Promise<void> {
    const isCells = name === "celler", database = await this.database;
    if (isCells) await database.run(`CREATE TABLE celler (${CELL_COLUMNS})`);
    const parts = isCells
      ? this.#parts("cells")
      : this.#parts("rows").filter(({ delivery }) => hasContacts(delivery));
    if (!isCells && parts.length === 0 && this.#isRowless()) throw new StoreError(this.#noRows());
    for (const part of parts) await this.#append(name, part, isCells ? "region" : "regionkod");
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
  async rows(
    table: string,
    where: { status: Status; manad: Month; layout?: Delivery["layout"] },
  ): Promise<number> {
    const { layout = "register" } = where;
    const parts = this.#rowParts({ ...where, layout });
    const database = await this.database;
    await database.run(`DROP TABLE IF EXISTS ${identifier(table)}`);
    for (const part of parts) await this.#append(table, part, layout === "register" ? "regionkod" : "region");
    const [{ rows }] = await database.query<{ rows: number }>(
      `SELECT count(*) AS rows FROM ${identifier(table)}`,
    );
    return rows;
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
    const rows: Record<F, string | null>[] = [];
    for (const { file, delivery, regions, whole } of this.#rowParts({ ...where, layout: "register" })) {
      const bytes = await readStoredFile(this.folder, file, delivery);
      for (const row of await readFields(bytes, whole ? null : regions, fields)) rows.push(row);
    }
    return rows;
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
      columns: await readColumns<unknown>(await readStoredFile(this.folder, file, delivery), null),
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
    return await readRejected(await readStoredFile(this.folder, file, delivery), delivery);
  }

  /** Ends the store's database. */
  [Symbol.dispose](): void {
    this.#closed = true;
    this.#cells.release();
    this.#database?.then((database) => database.close());
  }

  /** Appends what holds of a file to a table, which the first file makes. */
  async #append(
    table: string,
    { file, delivery, regions, whole }: Part,
    regionColumn: string,
  ): Promise<void> {
    const database = await this.database, bytes = await readStoredFile(this.folder, file, delivery);
    if (whole) return await database.readParquet(table, bytes);
    await database.run(`DROP TABLE IF EXISTS ${PARTLY}`);
    await database.readParquet(PARTLY, bytes);
    await database.run(`CREATE TABLE IF NOT EXISTS ${identifier(table)} AS FROM ${PARTLY} LIMIT 0`);
    await database.run(
      `INSERT INTO ${identifier(table)} BY NAME FROM ${PARTLY} WHERE ${conditionOf(regionColumn, regions)}`,
    );
    await database.run(`DROP TABLE ${PARTLY}`);
  }

  /** The files of a month's rows; there is at least one. */
  #rowParts({ status, manad, layout }: { status: Status; manad: Month; layout: Delivery["layout"] }): Part[] {
    const parts = this.#parts("rows").filter(({ file, delivery }) =>
      file.status === status && file.manad === manad && delivery.layout === layout
    );
    if (parts.length > 0) return parts;
    throw new StoreError(
      this.#isRowless()
        ? this.#noRows()
        : `Lagret har inga rader i layouten ${layout} för ${status} ${manad}`,
    );
  }

  #isRowless(): boolean {
    return this.#manifest.deliveries.some(({ utan_rader }) => utan_rader);
  }

  #noRows(): string {
    return `Lagret ${this.folder} är utan rader (load --utan-rader): frågan kan bara ställas till celler, inte till rader`;
  }

  /** The files of which anything holds. */
  #parts(kind: StoredFile["kind"]): readonly Part[] {
    const known = this.#partsOf.get(kind);
    if (known !== undefined) return known;
    const parts = this.#manifest.deliveries.flatMap((delivery) =>
      delivery.files.filter((file) => file.kind === kind).map((file) => {
        const slots = delivery.slots.filter((slot) =>
          slot.status === file.status && slot.manad === file.manad
        );
        const held = slots.filter((slot) => this.#holders.get(slotKey(slot)) === delivery);
        return {
          file,
          delivery,
          regions: held.map((slot) => slot.region),
          whole: held.length === slots.length,
        };
      })
    ).filter(({ regions }) => regions.length > 0);
    this.#partsOf.set(kind, parts);
    return parts;
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
 * Opens a store for reading.
 *
 * @param folder The store's folder; one that is not there opens as an empty store. @default {defaultStore()}
 * @param options The engine.
 * @returns The store, to be closed by `using`.
 * @throws {StoreError} If the manifest is damaged or was written by a newer version.
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
  folder: string = defaultStore(),
  { engine = "wasm" }: StoreOptions = {},
): Promise<Store> {
  const manifest = await readManifest(folder);
  const sample = standing(manifest.deliveries).some(isSynthetic);
  tellOpened({ folder, sample });
  await readOwnInhabitants();
  if (sample) tellInvented("leveranser");
  return new Store(folder, manifest, engine);
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

const CELL_COLUMNS =
  "manad VARCHAR, status VARCHAR, region VARCHAR, sjukhus VARCHAR, vardutbud VARCHAR, agarform VARCHAR, " +
  "avvikelse VARCHAR, vardgaranti BOOLEAN, hemregion VARCHAR, lo INTEGER, hi INTEGER, antal BIGINT";

function conditionOf(dimension: string, values: readonly unknown[]): string {
  const known = values.filter((value) => value !== null) as (string | boolean)[];
  const parts = [
    ...(known.length > 0 ? [`${identifier(dimension)} IN (${known.map(literal).join(", ")})`] : []),
    ...(known.length < values.length ? [`${identifier(dimension)} IS NULL`] : []),
  ];
  return parts.length === 0 ? "false" : `(${parts.join(" OR ")})`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
