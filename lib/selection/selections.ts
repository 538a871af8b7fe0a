import { Buffer } from "node:buffer";
import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import { addMonths, type Month, monthName, monthRange } from "../calendar/mod.ts";
import { type Cover, packCells, type PackedCell, rollUp, STATUSES, unpackCells } from "../cube/mod.ts";
import { GUARANTEE_DAYS, LONG_WAIT_DAYS, PUBLISHED_BANDS } from "../indicators/mod.ts";
import { ownInhabitants } from "../reference/mod.ts";
import { type CellFilter, type Store, StoreError } from "../store/mod.ts";
import { type EmbeddedSelections, SELECTIONS_MIME } from "./embedded.ts";

/** Options for {@linkcode selections}. */
export interface SelectionsOptions {
  /** The month first shown. */
  readonly manad: Month;
  /** One vårdutbud only, by the name that the store holds: the page is about no other. @default {null} all, to choose from */
  readonly vardutbud?: string | null;
  /** Whether PvV and MoV are counted at first. @default {false} */
  readonly inkl?: boolean;
  /** The limit first shown, in whole days. @default {90} */
  readonly limitDays?: number;
  /** How much of a page the cells may take, in characters of base 64. @default {240000} */
  readonly budget?: number;
}

/** What a report's reader may choose from. As a cell's last expression it gives the report its controls. */
export class Selections {
  readonly #data: EmbeddedSelections;

  /** Made by {@linkcode selections}. */
  constructor(data: EmbeddedSelections) {
    this.#data = data;
  }

  /**
   * The cells as plain data.
   *
   * @returns What a page carries.
   */
  toJSON(): EmbeddedSelections {
    return this.#data;
  }

  /**
   * How it shows itself in Jupyter, where there is nothing to choose: as a line of text.
   *
   * @returns Text and data, by MIME type.
   */
  [Symbol.for("Jupyter.display")](): Record<string, unknown> {
    const [first, last] = [this.#data.months[0], this.#data.months.at(-1) ?? this.#data.manad].map(monthName);
    return {
      "text/plain": `Rapportens läsare kan välja månad (${first}–${last}), ${
        this.#data.vardutbud === undefined ? "vårdutbud, " : ""
      }ägarform, plats och gräns.`,
      [SELECTIONS_MIME]: this.#data,
    };
  }
}

/**
 * Takes out of a store what a report's reader may choose from (urval): the month to the day, the twelve months before
 * it in the published bands, and the year before these by region alone, to compare with.
 *
 * What is coarser than days carries bounds, as every band does: over 90 and 365 days stay exact. A page has to stay
 * small, so operations, PvV and MoV of earlier months, and all of the year before, are kept in bands that part at these alone. Where
 * even that takes too much, earlier months are carried without hospitals or vårdutbud, and last the month itself without
 * hospitals; the page says so where it is asked for them.
 *
 * @param store An open store.
 * @param options The month and the limit first shown.
 * @returns What to choose from.
 * @throws {StoreError} If the store has nothing of the month.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadFiles, openStore, selections } from "vantelage";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/april.csv`, "månad;status;region;0-30;91-365\n2024-04;väntande;Dalarna;3;1\n");
 * await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
 * using store = await openStore(`${folder}/lager`);
 * assert.deepEqual((await selections(store, { manad: "2024-04" })).toJSON().months, ["2024-04"]);
 * ```
 */
export async function selections(store: Store, options: SelectionsOptions): Promise<Selections> {
  const { manad, vardutbud = null, inkl = false, limitDays = GUARANTEE_DAYS } = options;
  const held = new Set(store.holdings.map((holding) => holding.manad));
  const months = monthRange(addMonths(manad, -12), manad).filter((month) => held.has(month));
  const all = monthRange(addMonths(manad, -24), manad).filter((month) => held.has(month));
  if (!held.has(manad)) throw new StoreError(`Lagret har inget för ${manad}, så det finns inget att välja.`);
  return new Selections(packWithin(await carriedCells(store, { manad, months, all, vardutbud }), {
    manad,
    ...vardutbud !== null && { vardutbud },
    ...inkl && { inkl },
    limitDays,
    months,
    from: addMonths(manad, -24),
    ...packCovers(monthRange(addMonths(manad, -24), manad), store),
    ...ownInhabitants().length > 0 && { inhabitants: ownInhabitants() },
  }, options.budget ?? BUDGET));
}

/**
 * The same choices in less room: what takes the most and is asked for the least is left out first, as {@linkcode selections} says.
 *
 * @param data What a page would carry.
 * @param budget How much of the page the cells may take, in characters of base 64.
 * @returns What it can carry: the same where that is enough room, and the least where no way of leaving out is enough.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadFiles, openStore, selections } from "vantelage";
 * import { fitSelections } from "vantelage/selection";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/april.csv`, "månad;status;region;0-30;91-365\n2024-04;väntande;Dalarna;3;1\n");
 * await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
 * using store = await openStore(`${folder}/lager`);
 * const data = (await selections(store, { manad: "2024-04" })).toJSON();
 * assert.equal(fitSelections(data, 1000), data);
 * assert.equal(fitSelections(data, 0).hospitalsFrom, "2024-05");
 * ```
 */
export function fitSelections(data: EmbeddedSelections, budget: number): EmbeddedSelections {
  if (data.cells.length <= budget) return data;
  const { names, cells, manad, months, hospitalsFrom: _, offeringsFrom: __, ...rest } = data;
  const all = unpackCells({ names, bytes: inflateRawSync(Buffer.from(cells, "base64")) });
  const parts = Map.groupBy(all, (cell) => partOf(cell.manad ?? manad, { manad, months }));
  const { own = [], chosen = [], compared = [] } = Object.fromEntries(parts);
  return packWithin({ own, chosen, compared }, { ...rest, manad, months }, budget);
}

/** How much of a page its cells may take, in characters: the page has to be mailed. */
const BUDGET = 240_000;

/**
 * What a page leaves out when its cells take too much, in turn: hospitals of the twelve months before, vårdutbud of the
 * year before these; hospitals or vårdutbud of all but its own month; hospitals at all.
 */
const LEVELS = [
  { hospitals: "months", offerings: "all" },
  { hospitals: "months", offerings: "months" },
  { hospitals: "own", offerings: "all" },
  { hospitals: "own", offerings: "months" },
  { hospitals: "own", offerings: "own" },
  { hospitals: "none", offerings: "own" },
] as const;

/** The dimensions that every query keeps, and those that each query fixes. */
const DIMENSIONS_CARRIED = ["manad", "status", "region", "sjukhus", "vardutbud", "agarform"] as const;
const CARRIED = [...DIMENSIONS_CARRIED, "avvikelse", "vardgaranti"] as const;

/** Cells of the page's own month, of those to choose beside it, and of the year before these. */
type CarriedCells = Readonly<Record<"own" | "chosen" | "compared", PackedCell[]>>;

/** The months that a page is about: its own, those to choose from, and these with the year before them. */
interface CarriedMonths {
  readonly manad: Month;
  readonly months: readonly Month[];
  readonly all: readonly Month[];
  /** The vårdutbud that it is about, `null` for all. */
  readonly vardutbud: string | null;
}

/**
 * The cells of some months without the differences that no measure sees: the guarantee of those who wait, SoV beside MoV, and
 * why somebody is left out of the share operated in time.
 */
async function monthCells(
  store: Store,
  manad: readonly Month[],
  { hospitals, bands, vardutbud }: {
    hospitals: boolean;
    vardutbud: string | null;
    bands?: readonly [waiting: readonly number[], others: readonly number[]];
  },
): Promise<PackedCell[]> {
  const by = DIMENSIONS_CARRIED.filter((name) => hospitals || name !== "sjukhus");
  const cellsOf = async (
    where: CellFilter,
    told: Pick<PackedCell, "avvikelse" | "vardgaranti">,
    days = bands?.[1],
  ) => {
    const cells = await store.cells({
      where: { manad, ...where, ...vardutbud && { vardutbud } },
      by,
      ...days && { bands: days },
    });
    return cells.map((cell) => ({ ...cell, ...told, sjukhus: hospitals ? cell.sjukhus : null }));
  };
  const none = { avvikelse: null, vardgaranti: null }, outside = { avvikelse: null, vardgaranti: false };
  const status = "genomforda", guaranteed = { status, vardgaranti: true } as const;
  return [
    ...await cellsOf({ status: "vantande", avvikelse: null }, none, bands?.[0]),
    ...await cellsOf({ status: "vantande", avvikelse: "PvV" }, { ...none, avvikelse: "PvV" }),
    ...await cellsOf({ status: "vantande", avvikelse: ["MoV", "SoV"] }, { ...none, avvikelse: "MoV" }),
    ...await cellsOf({ ...guaranteed, avvikelse: [null, "MoV", "SoV"] }, { ...outside, vardgaranti: true }),
    ...rollUp([
      ...await cellsOf({ ...guaranteed, avvikelse: "PvV" }, outside),
      ...await cellsOf({ status, vardgaranti: [false, null] }, outside),
    ], CARRIED),
  ];
}

function partOf(
  month: Month,
  { manad, months }: Pick<CarriedMonths, "manad" | "months">,
): keyof CarriedCells {
  return month === manad ? "own" : month < months[0] ? "compared" : "chosen";
}

/**
 * The cells of the months, each as coarse as the page needs it; in a folder month by month, as all at once take a lot of
 * memory. A cluster takes about as long for a month as for many.
 */
async function carriedCells(
  store: Store,
  { manad, months, all, vardutbud }: CarriedMonths,
): Promise<CarriedCells> {
  const carried: CarriedCells = { own: [], chosen: [], compared: [] };
  const together = Map.groupBy(all, (month) => store.isOnCluster ? partOf(month, { manad, months }) : month);
  for (const asked of together.values()) {
    const part = partOf(asked[0], { manad, months });
    const cells = await monthCells(store, asked, {
      hospitals: part !== "compared",
      vardutbud,
      ...part !== "own" && { bands: [part === "chosen" ? PUBLISHED : LIMITS, LIMITS] },
    });
    for (const cell of cells) carried[part].push(cell);
  }
  return carried;
}

/** The cells packed as fully as the page has room for, with what else the page carries. */
function packWithin(
  { own, chosen, compared }: CarriedCells,
  rest: Omit<EmbeddedSelections, "names" | "cells" | "hospitalsFrom" | "offeringsFrom">,
  budget: number,
): EmbeddedSelections {
  const without = (cells: readonly PackedCell[], dimension: "sjukhus" | "vardutbud", left: boolean) =>
    left ? rollUp(cells.map((cell) => ({ ...cell, [dimension]: null })), CARRIED) : cells;
  let perCell = 0;
  for (const [level, { hospitals, offerings }] of LEVELS.entries()) {
    const cells = [
      ...without(own, "sjukhus", hospitals === "none"),
      ...without(without(chosen, "sjukhus", hospitals !== "months"), "vardutbud", offerings === "own"),
      ...without(compared, "vardutbud", offerings !== "all"),
    ];
    const isLast = level === LEVELS.length - 1;
    // What is far too much by the last level's measure need not be packed to know it.
    if (!isLast && perCell * cells.length > 1.1 * budget) continue;
    const packed = packCells(cells);
    // The bytes are differences, mostly small: what Z_FILTERED is for, and a thirtieth less.
    const bytes = deflateRawSync(packed.bytes, { level: 9, strategy: constants.Z_FILTERED }).toString(
      "base64",
    );
    perCell = bytes.length / cells.length;
    if (bytes.length > budget && !isLast) continue;
    const { manad, months } = rest;
    return {
      ...rest,
      ...hospitals !== "months" && { hospitalsFrom: hospitals === "own" ? manad : addMonths(manad, 1) },
      ...offerings !== "all" && { offeringsFrom: offerings === "own" ? manad : months[0] },
      names: packed.names,
      cells: bytes,
    };
  }
  throw new TypeError("Cannot pack the cells as there must be a level");
}

/** What was delivered of some months, with each kind of cover once. */
function packCovers(months: readonly Month[], store: Store): Pick<EmbeddedSelections, "covers" | "held"> {
  const kinds = new Map<string, number>(), covers: Cover[] = [];
  const placeOf = (cover: Cover): number => {
    const name = JSON.stringify(cover), known = kinds.get(name);
    if (known !== undefined) return known;
    kinds.set(name, covers.length);
    return covers.push(cover) - 1;
  };
  const held = STATUSES.flatMap((status) => {
    const slots = months.map((month) => store.coversOf(month, status));
    const regions = new Set(slots.flat().map(({ region }) => region));
    return [...regions].map((region) => ({
      region,
      status,
      covers: slots.map((there) => {
        const slot = there.find((each) => each.region === region);
        return slot === undefined ? -1 : placeOf(slot.cover);
      }),
    }));
  });
  return { covers, held };
}

/** The first days of the published bands, and of those that part at the limits alone. */
const PUBLISHED = PUBLISHED_BANDS.map(({ lo }) => lo), LIMITS = [0, GUARANTEE_DAYS + 1, LONG_WAIT_DAYS + 1];
