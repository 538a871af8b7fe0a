/** What a folder of reports was made of. */
import { createHash } from "node:crypto";
import * as z from "zod";
import { Month } from "../calendar/mod.ts";
import {
  dataMark,
  type FigureRecord,
  type PageReader,
  type ReportOptions,
  type SourceDelivery,
} from "./options.ts";
import type { Report } from "./report.ts";

/** The name of the file that says what a folder of reports was made of. */
export const MANIFEST_FILE = "manifest.json";

/** What is kept of a report. */
export interface ReportRecord {
  /** The report's file in the folder. */
  readonly fileName: string;
  /** The hash of the file. */
  readonly sha256: string;
  /** The report's title. */
  readonly title: string;
  /** The question that it answers. */
  readonly question: string;
  /** Its first finding; empty when it has none. */
  readonly mainFinding: string;
  /** Who it is for, and its place among their pages; `null` where that is not said. */
  readonly reader: PageReader | null;
  /** What a letter gives the front page, as HTML; empty of any other page. */
  readonly front: string;
  /** The notebook that it was made of. */
  readonly notebook: string;
  /** What the notebook was run with. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Code cells that were run. */
  readonly cellsRun: number;
  /** How long the run took. */
  readonly seconds: number;
  /** Its figures in order. */
  readonly figures: readonly FigureRecord[];
  /** Counts that are hidden in it. */
  readonly hiddenCells: number;
  /** What it says where its data is made up; `null` where nothing is. */
  readonly mark: string | null;
  /** The files of the page in other formats; left out where there are none. */
  readonly documents?: readonly string[];
}

/** What is kept of a report, checked; what earlier versions kept beside it is forgotten. */
const ReportRecord: z.ZodType<ReportRecord> = z.object({
  fileName: z.string(),
  sha256: z.string(),
  title: z.string(),
  question: z.string(),
  mainFinding: z.string(),
  reader: z.strictObject({ group: z.string(), place: z.int() }).nullable().default(null),
  front: z.string().default(""),
  notebook: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  cellsRun: z.int(),
  seconds: z.number(),
  figures: z.array(z.union([
    z.strictObject({ number: z.string().nullable(), name: z.string().nullable(), headline: z.string() }),
    z.string().transform((headline): FigureRecord => ({ number: null, name: null, headline })),
  ])),
  hiddenCells: z.int(),
  mark: z.string().nullable().default(null),
  documents: z.array(z.string()).optional(),
});

/** What is kept of a run and a month: when, of what, with what, and its reports that still stand. */
export interface RunRecord {
  /** When it began; `null` when not reported. */
  readonly started: string | null;
  /** The commit of the code; `null` where there is no repository. */
  readonly commit: string | null;
  /** The store that they are of; `null` when not reported. */
  readonly store: string | null;
  /** For whom the reports are. */
  readonly audience: string;
  /** The month. */
  readonly manad: Month;
  /** What computed it, by name. */
  readonly version: Readonly<Record<string, string>>;
  /** Whether the data is made up. */
  readonly synthetic: boolean;
  /** The deliveries. */
  readonly inputs: readonly SourceDelivery[];
  /** Its reports that still stand. */
  readonly reports: readonly ReportRecord[];
}

/** What is kept of a run, checked. */
const RunRecord: z.ZodType<RunRecord> = z.strictObject({
  started: z.string().nullable(),
  commit: z.string().nullable(),
  store: z.string().nullable().default(null),
  audience: z.string(),
  manad: Month,
  version: z.record(z.string(), z.string()),
  synthetic: z.boolean().default(false),
  inputs: z.array(z.strictObject({
    file: z.string(),
    sha256: z.string(),
    manad: Month.nullable(),
    read: z.int(),
    loaded: z.int(),
    rejected: z.int(),
    skipped: z.int(),
  })),
  reports: z.array(ReportRecord),
});

/** The runs whose reports lie in a folder, the latest last. */
export type ReportManifest = { readonly runs: readonly RunRecord[] };
/** The runs whose reports lie in a folder, checked. */
export const ReportManifest: z.ZodType<ReportManifest> = z.strictObject({ runs: z.array(RunRecord) });

/**
 * The manifest after a run: what it wrote takes the place of what it wrote over, and reports that are gone,
 * were for another audience or could not be made again are forgotten.
 *
 * @param before The manifest before it.
 * @param reports The reports of the run.
 * @param options As for the reports themselves.
 * @param isThere Whether a report of an earlier run still lies in the folder.
 * @returns The manifest; runs without reports are left out.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { manifestAfter } from "vantelage/report";
 * const options = { audience: "internal", manad: "2024-04",
 *   provenance: { deliveries: [], version: { vantelage: "0.1.0" }, synthetic: false } } as const;
 * const report = { fileName: "01.html", html: "", title: "Vem?", question: "Vem?", mainFinding: "Alla.", reader: null,
 *   front: "", notebook: "01.ipynb", parameters: {}, cellsRun: 1, seconds: 1, figures: [], hiddenCells: 0,
 *   manad: "2024-04", provenance: options.provenance };
 * const once = manifestAfter({ runs: [] }, [report], options, () => true);
 * assert.equal(manifestAfter(once, [report], options, () => true).runs.length, 1);
 * ```
 */
export function manifestAfter(
  before: ReportManifest,
  reports: readonly Report[],
  options: ReportOptions,
  isThere: (fileName: string) => boolean,
): ReportManifest {
  const { audience, store = null, run, failed = [] } = options;
  const now = [...Map.groupBy(reports, ({ manad }) => manad)].map(([manad, reports]) => {
    const [{ provenance: { version, synthetic, deliveries } }] = reports;
    return {
      started: run?.started ?? null,
      commit: run?.commit ?? null,
      store,
      audience,
      manad,
      version: { ...version },
      synthetic,
      inputs: audience === "public" ? [] : [...deliveries], // how many records a file held is no public number
      reports: reports.map(({ html, manad: _, provenance, documents = [], ...record }) => ({
        ...record,
        ...documents.length > 0 && { documents: documents.map(({ fileName }) => fileName) },
        figures: [...record.figures],
        mark: dataMark(provenance),
        sha256: createHash("sha256").update(html).digest("hex"),
      })),
    };
  });
  const written = new Set([...reports, ...failed].map(({ fileName }) => fileName));
  const kept = before.runs.filter((run) => run.audience === audience).map((run) => ({
    ...run,
    reports: run.reports.filter(({ fileName }) => !written.has(fileName) && isThere(fileName)),
  }));
  return { runs: [...kept, ...now].filter((run) => run.reports.length > 0) };
}
