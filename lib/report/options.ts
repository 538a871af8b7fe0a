/** What a report needs to know beside its notebook. */
import type { Day, Month } from "../calendar/mod.ts";
import { inventedMark } from "../reference/invented.ts";
import type { PublishedMonth } from "../selection/mod.ts";
import type { ClientScripts } from "./bundle.ts";

/** Who a report is for: marked as internal, with nothing protected, or for the public, with small numbers hidden. */
export type Audience = "internal" | "public";

/** One delivery (leverans) that a report rests on. */
export interface SourceDelivery {
  /** The file's name, without its folder. */
  file: string;
  /** SHA-256 of the file's bytes, in hexadecimal. */
  sha256: string;
  /** The month it answers for; `null` when it holds several. */
  manad: Month | null;
  /** Records read: the sum of the three that follow. */
  read: number;
  /** Records kept. */
  loaded: number;
  /** Records rejected, each for a reason. */
  rejected: number;
  /** Records passed over, such as totals inside the file. */
  skipped: number;
}

/** Where a report's figures come from. */
export interface Provenance {
  /** The deliveries, in the order to be listed. */
  deliveries: readonly SourceDelivery[];
  /** The versions of what computed the figures, by name: `{ vantelage: "0.1.0", deno: "2.9.5" }`. */
  version: Readonly<Record<string, string>>;
  /** Whether the data is made up; the page then says so beside its title. */
  synthetic: boolean;
  /** The kinds of data read for the page of which some is made up, such as "planer" or "priser". @default none */
  invented?: readonly string[];
  /** When the page's notebook ran, as ISO 8601, where that was an earlier run that nothing has changed for since. */
  ran?: string;
  /** What the month's deliveries do not cover, Swedish sentences; the page says so under its title. @default none */
  uncovered?: readonly string[];
}

/**
 * What a page and its card say where its data is made up (märkning).
 *
 * @param provenance Where its figures come from.
 * @returns The mark; `null` where nothing is made up.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { dataMark } from "vantelage/report";
 * assert.equal(dataMark({ deliveries: [], version: {}, synthetic: true }), "Syntetiska data");
 * ```
 */
export function dataMark(provenance: Provenance): string | null {
  return inventedMark(inventedOf(provenance));
}

/** The kinds of data of which some is made up, the deliveries among them. */
export function inventedOf({ synthetic, invented = [] }: Provenance): readonly string[] {
  return synthetic ? ["leveranser", ...invented] : invented;
}

/** A page that could not be made, though others of its run were. */
export interface FailedPage {
  /** The file that it would have been. */
  readonly fileName: string;
  /** Why, in Swedish. */
  readonly reason: string;
}

/** A page beside others, as links name it. */
export interface NeighbourPage {
  /** Its file. */
  readonly fileName: string;
  /** Its question. */
  readonly question: string;
}

/** Who a page is for (läsare), and its place among their pages: `<!-- läsare: ledningsgruppen 1 -->` in its notebook's first text cell. */
export interface PageReader {
  /** The readers, in lower case: "ledningsgruppen". */
  readonly group: string;
  /** The page's place among theirs, the first first. */
  readonly place: number;
}

/** A figure of a page. */
export interface FigureRecord {
  /** "Figur 3", "Tabell 1"; `null` where an earlier version kept the headline alone. */
  readonly number: string | null;
  /** Its kind, with a number from the second of the kind on: the same whatever other figures the page has. */
  readonly name: string | null;
  /** What it says. */
  readonly headline: string;
}

/** What somebody says of the month, of a page or of a figure (kommentar); it stands there in so many words. */
export interface PageComment {
  /** The page, as its notebook is called; `null` where it is about the month, and stands on the front page. */
  readonly page: string | null;
  /** The figure, as the page numbers it: "Figur 3"; `null` where it is about the whole page. */
  readonly figure: string | null;
  /** What the figure was when it was said, as {@linkcode FigureRecord} names it. @default not known, its number counts */
  readonly figureName?: string | null;
  /** The month that it is about. */
  readonly manad: Month;
  /** Who says it: "Region Dalarna, verksamhetschef". */
  readonly from: string;
  /** When. */
  readonly day: Day;
  /** What. */
  readonly text: string;
}

/** Options for `renderReport`, `renderIndex` and `writeReports`. */
export interface ReportOptions {
  /** Who the pages are for. */
  audience: Audience;
  /** The protected month that public pages are made of; it must be there for the public. */
  published?: PublishedMonth;
  /** The month the reports are about. */
  manad: Month;
  /** Where the figures come from. */
  provenance: Provenance;
  /** What distinguishes the store that the reports are of from every other; reports of other stores are not listed. */
  store?: string;
  /** What the store now has of a month; a page of an earlier run that was made of something else is marked. */
  deliveriesOf?: (manad: Month) => readonly SourceDelivery[];
  /** The pages of the run in their order: each links to the one before it and after it, and to the list of all. @default none */
  pages?: readonly NeighbourPage[];
  /** The pages of the run that could not be made; the index names them. @default none */
  failed?: readonly FailedPage[];
  /** Pages that were not made as the deliveries do not cover what they need, and what that is. */
  left?: readonly FailedPage[];
  /** When the run began, and the version of the code; they stand in the manifest alone. */
  run?: {
    /** The moment, as ISO 8601. */
    readonly started: string;
    /** The commit; `null` outside a repository. */
    readonly commit: string | null;
  };
  /** What is said of the month, the pages and their figures. @default nothing */
  comments?: readonly PageComment[];
  /** The scripts of pages, from `bundleClient`; without them no page has any, nor selections. */
  client?: ClientScripts;
}
