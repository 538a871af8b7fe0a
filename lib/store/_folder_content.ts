import type { CubeCell, Dimension } from "../cube/mod.ts";
import { type Database, type Engine, identifier, literal, openDatabase } from "../database/mod.ts";
import type { WaitCell } from "../numeric/mod.ts";
import { readFields } from "./_columns.ts";
import { partsOf } from "./_parts.ts";
import { readStoredFile } from "./_stored_file.ts";
import { StoredCells } from "./_stored_cells.ts";
import type { CellQuery, Part } from "./cell_query.ts";
import { type Delivery, hasContacts, type StoredFile } from "./delivery.ts";
import type { Manifest } from "./manifest.ts";
import type { RowQuery, StoreContent, StoreTable } from "./store_content.ts";
import { StoreError } from "./writing.ts";

/** The table where a file's rows wait of which only some hold. */
const PARTLY = "vantelage_delvis";

/**
 * The content of a store in the files of its folder. They are read when they are asked for, once, and checked against
 * their hash; cells without an engine, whose start takes longer than all the rest.
 */
export class FolderContent implements StoreContent {
  readonly #folder: string;
  readonly #manifest: Manifest;
  readonly #holders: ReadonlyMap<string, Delivery>;
  readonly #engine: Engine;
  readonly #cells: StoredCells;
  readonly #tables = new Map<StoreTable, Promise<void>>();
  readonly #partsOf = new Map<StoredFile["kind"], readonly Part[]>();
  #database: Promise<Database> | null = null;

  constructor(
    folder: string,
    { manifest, holders, engine }: {
      manifest: Manifest;
      holders: ReadonlyMap<string, Delivery>;
      engine: Engine;
    },
  ) {
    this.#folder = folder;
    this.#manifest = manifest;
    this.#holders = holders;
    this.#engine = engine;
    this.#cells = StoredCells.of(folder, manifest);
  }

  async cells<D extends Dimension>(query: CellQuery<D>): Promise<readonly (Pick<CubeCell, D> & WaitCell)[]> {
    return await this.#cells.select(this.#parts("cells"), query);
  }

  async tables(names: readonly StoreTable[]): Promise<Database> {
    const database = await this.#started();
    for (const name of names) {
      let made = this.#tables.get(name);
      if (made === undefined) this.#tables.set(name, made = this.#makeTable(name));
      await made;
    }
    return database;
  }

  async rows(table: string, { layout = "register", ...where }: RowQuery): Promise<number> {
    const parts = this.#rowParts({ ...where, layout });
    const database = await this.#started();
    await database.run(`DROP TABLE IF EXISTS ${identifier(table)}`);
    for (const part of parts) await this.#append(table, part, layout === "register" ? "regionkod" : "region");
    const [{ rows }] = await database.query<{ rows: number }>(
      `SELECT count(*) AS rows FROM ${identifier(table)}`,
    );
    return rows;
  }

  async fields<F extends string>(
    fields: readonly F[],
    where: RowQuery,
  ): Promise<Record<F, string | null>[]> {
    const rows: Record<F, string | null>[] = [];
    for (const { file, delivery, regions, whole } of this.#rowParts({ ...where, layout: "register" })) {
      const bytes = await this.read(file, delivery);
      for (const row of await readFields(bytes, whole ? null : regions, fields)) rows.push(row);
    }
    return rows;
  }

  async remembered<T>(name: string, make: () => Promise<T>): Promise<T> {
    return await this.#cells.remembered(name, make);
  }

  async read(file: StoredFile, delivery: Delivery): Promise<Uint8Array> {
    return await readStoredFile(this.#folder, file, delivery);
  }

  [Symbol.dispose](): void {
    this.#cells.release();
    this.#database?.then((database) => database.close());
  }

  /** The engine, started when it is first asked for. */
  #started(): Promise<Database> {
    return this.#database ??= openDatabase({ engine: this.#engine });
  }

  async #makeTable(name: StoreTable): Promise<void> {
    const isCells = name === "celler", database = await this.#started();
    if (isCells) await database.run(`CREATE TABLE celler (${CELL_COLUMNS})`);
    const parts = isCells
      ? this.#parts("cells")
      : this.#parts("rows").filter(({ delivery }) => hasContacts(delivery));
    if (!isCells && parts.length === 0 && this.#isRowless()) throw new StoreError(this.#noRows());
    for (const part of parts) await this.#append(name, part, isCells ? "region" : "regionkod");
  }

  /** Appends what holds of a file to a table, which the first file makes. */
  async #append(
    table: string,
    { file, delivery, regions, whole }: Part,
    regionColumn: string,
  ): Promise<void> {
    const database = await this.#started(), bytes = await this.read(file, delivery);
    if (whole) return await database.readParquet(table, bytes);
    await database.run(`DROP TABLE IF EXISTS ${PARTLY}`);
    await database.readParquet(PARTLY, bytes);
    await database.run(`CREATE TABLE IF NOT EXISTS ${identifier(table)} AS FROM ${PARTLY} LIMIT 0`);
    await database.run(
      `INSERT INTO ${identifier(table)} BY NAME FROM ${PARTLY} WHERE ${regionColumn} IN (${
        regions.map(literal).join(", ")
      })`,
    );
    await database.run(`DROP TABLE ${PARTLY}`);
  }

  /** The files of a month's rows; there is at least one. */
  #rowParts({ status, manad, layout }: Required<RowQuery>): Part[] {
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
    return `Lagret ${this.#folder} är utan rader (load --utan-rader): frågan kan bara ställas till celler, inte till rader`;
  }

  #parts(kind: StoredFile["kind"]): readonly Part[] {
    const known = this.#partsOf.get(kind) ?? partsOf(this.#manifest.deliveries, this.#holders, kind);
    this.#partsOf.set(kind, known);
    return known;
  }
}

const CELL_COLUMNS =
  "manad VARCHAR, status VARCHAR, region VARCHAR, sjukhus VARCHAR, vardutbud VARCHAR, agarform VARCHAR, " +
  "avvikelse VARCHAR, vardgaranti BOOLEAN, hemregion VARCHAR, lo INTEGER, hi INTEGER, antal BIGINT";
