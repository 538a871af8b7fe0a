import { constants, deflateRawSync } from "node:zlib";
import { addMonths, type Month, monthName, monthRange } from "../calendar/mod.ts";
import { type Cover, packCells, type PackedCell, rollUp, STATUSES } from "../cube/mod.ts";
import { GUARANTEE_DAYS } from "../indicators/mod.ts";
import { type Store, StoreError } from "../store/mod.ts";
import { type EmbeddedSelections, SELECTIONS_MIME } from "./embedded.ts";

/** Options for {@linkcode selections}. */
export interface SelectionsOptions {
  /** The month first shown. */
  readonly manad: Month;
  /** The limit first shown, in whole days. @default {90} */
  readonly limitDays?: number;
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
      "text/plain":
        `Rapportens läsare kan välja månad (${first}–${last}), vårdutbud, ägarform, plats och gräns.`,
      [SELECTIONS_MIME]: this.#data,
    };
  }
}

/**
 * Takes out of a store what a report's reader may choose from (urval): the month to the day, the twelve months before
 * it in the published bands, and the year before these by region alone, to compare with.
 *
 * What is coarser than days carries bounds, as every band does: over 90 and 365 days stay exact. A page has to stay
 * small, so operations, PvV and MoV of earlier months, and all of the year before, are told apart at these alone.
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
  const { manad, limitDays = GUARANTEE_DAYS } = options;
  const held = new Set(store.holdings.map((holding) => holding.manad));
  const months = monthRange(addMonths(manad, -12), manad).filter((month) => held.has(month));
  const all = monthRange(addMonths(manad, -24), manad).filter((month) => held.has(month));
  if (!held.has(manad)) throw new StoreError(`Lagret har inget för ${manad}, så det finns inget att välja.`);
  const by = [
    "manad",
    "status",
    "region",
    "sjukhus",
    "vardutbud",
    "agarform",
    "avvikelse",
    "vardgaranti",
  ] as const;
  const cells = (await store.cells({ where: { manad: all }, by: [...by] })).map(indifferent)
    .map((cell) => cell.manad === manad ? cell : cell.manad >= months[0] ? coarse(cell) : coarsest(cell));
  const { names, bytes } = packCells(rollUp(cells, by));
  return new Selections({
    manad,
    limitDays,
    months,
    from: all[0],
    ...packCovers(monthRange(all[0], manad), store),
    names,
    // The bytes are differences, mostly small: what Z_FILTERED is for, and a thirtieth less.
    cells: deflateRawSync(bytes, { level: 9, strategy: constants.Z_FILTERED }).toString("base64"),
  });
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

/** Without the differences that no measure sees: the guarantee of those who wait, who is left out of a share, SoV. */
function indifferent<C extends PackedCell>(cell: C): C {
  if (cell.status === "vantande") {
    return { ...cell, vardgaranti: null, avvikelse: cell.avvikelse === "SoV" ? "MoV" : cell.avvikelse };
  }
  const covered = cell.vardgaranti === true && cell.avvikelse !== "PvV";
  return { ...cell, vardgaranti: covered, avvikelse: null };
}

const PUBLISHED = [0, 31, 61, 91, 366], LIMITS = [0, 91, 366];

function coarse<C extends PackedCell>(cell: C): C {
  return inBands(cell, cell.status === "vantande" && cell.avvikelse === null ? PUBLISHED : LIMITS);
}

function coarsest<C extends PackedCell>(cell: C): C {
  return { ...inBands(cell, LIMITS), sjukhus: null };
}

/** The cell in the band that holds all of it; a cell that lies in two stays as it is. */
function inBands<C extends PackedCell>(cell: C, firstDays: readonly number[]): C {
  const band = firstDays.findLastIndex((day) => cell.lo >= day);
  const next = firstDays[band + 1];
  if (next !== undefined && (cell.hi === null || cell.hi >= next)) return cell;
  return { ...cell, lo: firstDays[band], hi: next === undefined ? null : next - 1 };
}
