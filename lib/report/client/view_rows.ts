/** What may be chosen on a page, and the selection that a view is. */
import { tellInhabitants } from "../../reference/inhabitants.ts";
import { regionShortName } from "../../reference/regions.ts";
import type { EmbeddedSelections } from "../../selection/embedded.ts";
import { PageCells, remembered } from "../../selection/page_cells.ts";
import type { Scope } from "../../selection/scope.ts";
import { Selection } from "../../selection/selection.ts";
import type { Choices, View } from "./view.ts";

/** A region, or a hospital of one. */
export type Place = Pick<Scope, "region" | "sjukhus">;

/** A page's cells with what may be chosen of them. */
export class Page {
  /** What may be chosen. */
  readonly choices: Choices;
  /** The page's own view. */
  readonly initial: View;
  /** Whether the page is about one vårdutbud, so that none can be chosen. */
  readonly isOneQueue: boolean;
  /** The regions, each with the names of its hospitals as they are chosen. */
  readonly places: ReadonlyMap<string, readonly string[]>;
  readonly #cells: PageCells;
  readonly #places = new Map<string, Place>();
  readonly #rows = new Map<string, unknown>();

  /**
   * Sorts the cells.
   *
   * @param data What the page carries.
   * @param bytes Its packed cells, inflated.
   */
  constructor(data: EmbeddedSelections, bytes: Uint8Array) {
    this.#cells = new PageCells(data, bytes);
    // Rates count on the inhabitants that the page was made with.
    tellInhabitants(data.inhabitants ?? []);
    const all = [...this.#cells.hospitals.values()].flat();
    this.places = new Map(
      [...this.#cells.hospitals].map(([region, hospitals]) => {
        this.#places.set(region, { region, sjukhus: null });
        return [
          region,
          hospitals.map((sjukhus) => {
            // Two regions may have a hospital of the same name.
            const isAlone = all.filter((name) => name === sjukhus).length === 1 &&
              !this.#cells.hospitals.has(sjukhus);
            const name = isAlone ? sjukhus : `${sjukhus}, ${regionShortName(region)}`;
            this.#places.set(name, { region, sjukhus });
            return name;
          }),
        ];
      }),
    );
    this.choices = {
      manad: data.months,
      vardutbud: this.#cells.valuesOf("vardutbud"),
      agarform: this.#cells.valuesOf("agarform"),
      plats: [...this.#places.keys()],
    };
    this.isOneQueue = data.vardutbud !== undefined;
    this.initial = {
      status: "vantande",
      manad: data.manad,
      vardutbud: data.vardutbud ?? null,
      agarform: null,
      plats: null,
      niva: "region",
      inkl: data.inkl ?? false,
      limitDays: data.limitDays,
    };
  }

  /** The rows of a view. */
  rows(view: View): ViewRows {
    const place = view.plats === null ? undefined : this.#places.get(view.plats);
    return remembered(
      this.#rows,
      JSON.stringify(view),
      () => new ViewRows(this.#cells, view, place, this.isOneQueue),
    );
  }
}

/** The selection that a view is, with what the view says beside it. */
export class ViewRows extends Selection {
  /** The view. */
  readonly view: View;
  /** Whether its month is before the page's own, and carried more coarsely. */
  readonly isEarlier: boolean;
  /** Whether the page carries hospitals of its month. */
  readonly hasHospitals: boolean;
  /** What comparisons distinguish. */
  readonly niva: View["niva"];
  /** Whether the page is about one vårdutbud. */
  readonly isOneQueue: boolean;

  /** Made by {@linkcode Page.rows}. */
  constructor(
    source: PageCells,
    view: View,
    place: Place = { region: null, sjukhus: null },
    isOneQueue = false,
  ) {
    const { manad, vardutbud, agarform, inkl, limitDays } = view;
    super(source, { manad, vardutbud, agarform, ...place, inkl, limitDays });
    this.view = view;
    this.isOneQueue = isOneQueue;
    this.isEarlier = manad < source.own;
    this.hasHospitals = manad >= source.from({ ...this.scope, sjukhus: "" });
    // Where the page has no hospitals of the month, regions are compared.
    this.niva = this.hasHospitals ? view.niva : "region";
  }
}
