import * as z from "zod";
import type { Month } from "../calendar/mod.ts";
import {
  type CoveredSlot,
  type CubeCell,
  PACKED_DIMENSIONS,
  type PackedDimension,
  type RolledCell,
  rollUp,
  type Status,
} from "../cube/mod.ts";
import { type ComparedShare, GUARANTEE_DAYS, performedDefinition } from "../indicators/mod.ts";
import { checkOptions, type Ownership } from "../reference/mod.ts";
import { COUNTRY, type Store, StoreError } from "../store/mod.ts";
import { capitalise } from "../reference/sentence.ts";
import { askedOffering, askedRegion, checkHospital } from "./_asked_name.ts";
import { type CellQuestion, type CellSource, expectedRegions, placeOf } from "./cell_source.ts";
import type { Scope } from "./scope.ts";
import { Selection } from "./selection.ts";

/** What to look at. */
export interface SelectionOptions {
  /** The month. @default The latest that any region has delivered. */
  readonly manad?: Month;
  /** One vårdutbud only, in any spelling that is known. */
  readonly vardutbud?: string;
  /** One ownership only. */
  readonly agarform?: Ownership;
  /** One region only, in any spelling that is known. */
  readonly region?: string;
  /** One hospital of that region only, by the name that the store holds. */
  readonly sjukhus?: string;
  /** Whether PvV and MoV are counted among those who wait. @default {false} */
  readonly inkl?: boolean;
  /** The limit in whole days. @default {90} */
  readonly limitDays?: number;
}

/**
 * Takes one selection out of a store: it answers with the rows that tables and figures are made of, so that a notebook
 * asks and shows, and all of them count alike.
 *
 * @param store An open store.
 * @param options The month, place, vårdutbud, ownership and limit.
 * @returns The selection, with the month's cells.
 * @throws {StoreError} If the store is empty, has nothing of the month, or there is no vårdutbud or place of that name.
 * @throws {TypeError} If an option or its value does not exist; the nearest is named.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadFiles, openStore, select } from "vantelage";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/april.csv`, "månad;status;region;0-30;91-365\n2024-04;väntande;Dalarna;3;1\n");
 * await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
 * using store = await openStore(`${folder}/lager`);
 * const selection = await select(store);
 * assert.equal(selection.waiting("region")[0].overShare?.value, 0.25);
 * assert.equal(selection.missing.length, 6);
 * ```
 */
export async function select(store: Store, options: SelectionOptions = {}): Promise<Selection> {
  checkOptions("select", OPTIONS, options);
  const latest = store.latestMonth();
  if (latest === null) {
    throw new StoreError(
      `Lagret ${store.folder} är tomt. Läs in leveranser med deno task load FIL…, eller exempeldata med deno task sample --las-in.`,
    );
  }
  const manad = options.manad ?? latest;
  const months = [...new Set(store.holdings.map((holding) => holding.manad))];
  if (!months.includes(manad)) {
    throw new StoreError(`Lagret har inget för ${manad}. Det har ${months[0]} till ${months.at(-1)}.`);
  }
  const { vardutbud, agarform = null, region, sjukhus = null, inkl = false, limitDays = GUARANTEE_DAYS } =
    options;
  if (sjukhus !== null && region === undefined) {
    throw new StoreError(`Säg vilken region ${sjukhus} ligger i: select(store, { region, sjukhus }).`);
  }
  const asked = region === undefined ? null : askedRegion(store, region);
  if (sjukhus !== null) await checkHospital(store, { region: asked ?? "", sjukhus });
  const scope = {
    manad,
    vardutbud: vardutbud === undefined ? null : await askedOffering(store, vardutbud),
    agarform,
    region: asked,
    sjukhus,
    inkl,
    limitDays,
  };
  const cells = await store.cells({ where: { manad, ...placeOf(scope) } });
  return new Selection(new StoreCells(store, manad, cells), scope, await countryShares(store, scope));
}

/** The words of a selection of the country without its name: those of the same selection of all regions. */
function wordsWithout(label: string): string {
  return capitalise(label.slice(`${COUNTRY}, `.length));
}

/** The whole country's shares of a scope of all regions: none where nothing of that month is delivered of it. */
async function countryShares(store: Store, scope: Scope): Promise<ComparedShare[]> {
  if (scope.region !== null) return [];
  using country = await store.compared();
  const { manad, limitDays } = scope, own = { ...scope, region: COUNTRY };
  if (!country.holdings.some((held) => held.region === COUNTRY && held.manad === manad)) return [];
  const cells = await country.cells({ where: { manad, ...placeOf(own) } });
  const its = new Selection(new StoreCells(country, manad, cells), own);
  const [waiting] = its.waiting("region"), [performed] = its.performed("region");
  const about = { name: COUNTRY, manad, limitDays, selection: wordsWithout(its.label) };
  const shares = [
    {
      ...{ ...about, status: "vantande" as const, definition: its.options.definition ?? "exkl. PvV och MoV" },
      ...{ share: waiting?.overShare ?? null, median: waiting?.median ?? null },
    },
    {
      ...{ ...about, status: "genomforda" as const },
      definition: its.performedOptions.covered ?? performedDefinition,
      ...{ share: performed?.shareWithin ?? null, median: performed?.median ?? null },
    },
  ];
  return shares.flatMap(({ share, ...rest }) => share === null || share.unplaced ? [] : [{ ...rest, share }]);
}

const OPTIONS = z.strictObject({
  manad: z.string().optional(),
  vardutbud: z.string().optional(),
  agarform: z.enum(["offentlig", "privat"]).optional(),
  region: z.string().optional(),
  sjukhus: z.string().optional(),
  inkl: z.boolean().optional(),
  limitDays: z.int().nonnegative().optional(),
});

/** The cells of a store as what a selection answers from: its month's at hand, those of other months when fetched. */
class StoreCells implements CellSource {
  readonly regions: readonly string[];
  readonly #store: Store;
  readonly #month: readonly CubeCell[];
  readonly #manad: Month;
  readonly #fetched = new Map<string, readonly unknown[]>();

  /** @param month The month's cells of the scope, from every region that has delivered. */
  constructor(store: Store, manad: Month, month: readonly CubeCell[]) {
    this.#store = store;
    this.#manad = manad;
    this.#month = month;
    this.regions = expectedRegions(store.holdings.map(({ region }) => region));
  }

  covers(manad: Month, status: Status): readonly CoveredSlot[] {
    return this.#store.coversOf(manad, status);
  }

  from(): null {
    return null;
  }

  cells<D extends PackedDimension>(question: CellQuestion<D>): readonly RolledCell<D>[] {
    const { status, by, months } = question;
    if (months === undefined) {
      return rollUp(this.#month.filter((cell) => cell.status === status), by).map((cell) => rolled<D>(cell));
    }
    const fetched = this.#fetched.get(keyOf(question));
    if (fetched === undefined) {
      throw new TypeError(
        `Cannot take cells of other months than ${this.#manad} as they must be fetched first`,
      );
    }
    return fetched as readonly RolledCell<D>[];
  }

  async fetch<D extends PackedDimension>(question: CellQuestion<D>): Promise<void> {
    const { scope, status, by, months = [scope.manad], bands } = question, key = keyOf(question);
    if (this.#fetched.has(key)) return;
    const cells = await this.#store.cells({
      where: { ...placeOf(scope), status, manad: [...months] },
      by: [...by],
      ...bands && { bands },
    });
    const known = ROLLED.get(cells) ?? cells.map((cell) => rolled<D>(cell));
    ROLLED.set(cells, known);
    this.#fetched.set(key, known);
  }
}

function keyOf({ scope, status, by, months, bands }: CellQuestion<PackedDimension>): string {
  return JSON.stringify([placeOf(scope), status, by, months, bands]);
}

/** What {@linkcode rolled} made of the store's answers: it has the same array for the same question. */
const ROLLED = new WeakMap<readonly unknown[], readonly unknown[]>();

const NOTHING_TOLD = Object.fromEntries(PACKED_DIMENSIONS.map((dimension) => [dimension, null]));

/** A cell with `null` in every dimension that it does not keep. */
function rolled<D extends PackedDimension>(cell: object): RolledCell<D> {
  return { ...NOTHING_TOLD, ...cell } as RolledCell<D>;
}
