/** What of a page follows its reader's selections, and what the page carries for it. */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Figure, FigurePlaces, Panel } from "../figures/mod.ts";
import type { ExecutedNotebook } from "../notebook/mod.ts";
import { EmbeddedSelections, SELECTIONS_MIME } from "../selection/embedded.ts";
import { fitSelections } from "../selection/selections.ts";
import { toBase85 } from "./client/base85.ts";
import type { ClientScripts } from "./bundle.ts";
import type { FollowingFigure, FollowingPanel } from "./client/follow.ts";
import { ownOptions, ownPlaces } from "./_own_view.ts";
import type { PageData } from "./client/program.ts";
import { searchScript } from "./client/reading/search.ts";
import { Page, type ViewRows } from "./client/view_rows.ts";

/** How many characters of base 64 say what one of base 85 does. */
const BASE_64_TO_85 = 16 / 15;

/** Scripts as they stand in a page. */
export interface PageScripts {
  /** The elements, data first. */
  readonly html: string;
  /** What the page's policy must let run: hashes of the scripts. */
  readonly hashes: readonly string[];
}

/** The selections of one page. Figures that its cells would draw again, digit for digit, follow; others stay. */
export class PageSelections {
  readonly #selections: EmbeddedSelections;
  readonly #own: ViewRows;
  readonly #figures: FollowingFigure[] = [];
  readonly #panels: FollowingPanel[] = [];

  readonly #invented: readonly string[];

  constructor(selections: EmbeddedSelections, invented: readonly string[]) {
    this.#selections = selections;
    this.#invented = invented;
    const page = new Page(selections, inflateRawSync(Buffer.from(selections.cells, "base64")));
    this.#own = page.rows(page.initial);
  }

  /** The same for a page that is so much too large, in bytes. */
  without(bytes: number): PageSelections {
    const room = Math.max(0, this.#selections.cells.length - Math.ceil(bytes * BASE_64_TO_85));
    return new PageSelections(fitSelections(this.#selections, room), this.#invented);
  }

  /** Takes a figure of the page. */
  figure(id: string, number: string, figure: Figure): void {
    const own = ownOptions(figure, this.#own);
    if (own !== null) this.#figures.push({ id, number, kind: figure.kind, own });
  }

  /** Takes a panel of the page; gives the id of the element to put around it, or `null` when it does not follow. */
  panel(panel: Panel, figures: FigurePlaces, leads = false): string | null {
    const places = ownPlaces(panel, this.#own, figures);
    if (places === null) return null;
    const id = `p${this.#panels.length + 1}`;
    this.#panels.push({ id, kind: panel.kind, places, leads });
    return id;
  }

  /** The data, as a page carries it. */
  dataHtml(): string {
    const data: PageData = {
      selections: { ...this.#selections, cells: toBase85(Buffer.from(this.#selections.cells, "base64")) },
      following: { figures: this.#figures, panels: this.#panels, invented: this.#invented },
    };
    const json = JSON.stringify(data).replaceAll("<", "\\u003c");
    return `<script type="application/json" id="urval-data">${json}</script>`;
  }
}

/** All that runs on a page: what every page runs, its selections, and the search in a list of examples. */
export function pageScripts(
  { loader, reading, program }: ClientScripts,
  selections: PageSelections | null,
  main: string,
): PageScripts {
  const packed = [
    ...selections && program ? [program] : [],
    reading,
    ...main.includes('class="bank"') ? [searchScript()] : [],
  ];
  return {
    html: [
      ...selections ? [selections.dataHtml()] : [],
      ...packed.map((script) =>
        `<script type="application/octet-stream">${toBase85(deflateRawSync(script, { level: 9 }))}</script>`
      ),
      `<script>${loader}</script>\n`,
    ].join("\n"),
    hashes: [loader, ...packed].map(hashOf),
  };
}

function hashOf(script: string): string {
  return createHash("sha256").update(script).digest("base64");
}

/** The selections that a notebook shows; `null` when it shows none. */
export function pageSelections(
  notebook: ExecutedNotebook,
  invented: readonly string[],
): PageSelections | null {
  const shown = notebook.cells.flatMap(({ outputs }) => outputs)
    .flatMap((output) =>
      "data" in output && SELECTIONS_MIME in output.data ? [output.data[SELECTIONS_MIME]] : []
    );
  return shown.length === 0 ? null : new PageSelections(EmbeddedSelections.parse(shown[0]), invented);
}
