import { parseHTML } from "linkedom";
import type { ExecutedCell, ExecutedNotebook, Output } from "../../lib/notebook/mod.ts";
import type { ReportOptions, SourceDelivery } from "../../lib/report/mod.ts";
import type { PublishedMonth } from "../../lib/selection/mod.ts";

/** A cell as a test writes it: a text is a text cell, `{ code, outputs }` a code cell. */
export type TestCell = string | { code: string; outputs?: Output[] };

/** An executed notebook of these cells. */
export function executed(
  cells: readonly TestCell[],
  parameters: Record<string, unknown> = {},
  name = "01_vantelaget",
): ExecutedNotebook {
  return {
    name,
    path: `notebooks/${name}.ipynb`,
    cells: cells.map((cell, index): ExecutedCell =>
      typeof cell === "string"
        ? { kind: "text", source: cell, index, outputs: [] }
        : { kind: "code", source: cell.code, index, outputs: cell.outputs ?? [] }
    ),
    seconds: 1.5,
    parameters,
  };
}

/** What a code cell shows, in some media types. */
export function shown(data: Record<string, unknown>): Output {
  return { type: "display", data, metadata: {} };
}

/** A delivery with these counts: all records kept but the rejected. */
export function delivery(file: string, read: number, rejected = 0): SourceDelivery {
  const sha256 = file.length.toString(16).padStart(64, "a1");
  return { file, sha256, manad: "2024-04", read, loaded: read - rejected, rejected, skipped: 0 };
}

/** Options for April 2024; synthetic, from one delivery. */
export const options: ReportOptions = {
  audience: "internal",
  manad: "2024-04",
  provenance: {
    deliveries: [delivery("dalarna_2024-04.csv", 7303, 2)],
    version: { vantelage: "0.1.0", deno: "2.9.5" },
    synthetic: true,
  },
};

/** A month of nobody, protected; a public page may show what it gives. */
export const published: PublishedMonth = {
  manad: "2024-04",
  missing: [],
  missingPerformed: [],
  statement: ["Antal under 5 visas inte."],
  offered: 0,
  hidden: 0,
  waiting: { region: [], sjukhus: [], vardutbud: [] },
  performed: [],
  series: { overShare: [], waiting: [], median: [] },
};

/** A page as a browser's document. */
export function page(html: string): Document {
  return parseHTML(html).document;
}
