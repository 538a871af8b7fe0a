import { resolve } from "node:path";
import type { Finding } from "../contract/mod.ts";
import type { LoadReport, Replacement } from "../judge/mod.ts";
import { statusWord, type Values } from "./_command.ts";
import { givenOptions, givenStore, nextStep } from "./_next_step.ts";
import { READING_OPTIONS } from "./_reading_options.ts";

/** What the levels are called on the command line. */
export const LEVELS = { stop: "STOPP", error: "fel", warn: "varning", info: "upplysning" } as const;

const count = (number: number) => number.toLocaleString("sv-SE");

/** The line that shows that no record of a delivery was lost. */
export function reconciliationLine(
  { read, loaded, rejected, skipped }: Pick<LoadReport, "read" | "loaded" | "rejected" | "skipped">,
): string {
  return `  ${count(read)} lästa = ${count(loaded)} godtagna + ${count(rejected)} underkända + ${
    count(skipped)
  } överhoppade`;
}

/** One finding as a line. */
export function findingLine({ level, rule, says, count: times, first, found, hint }: Finding): string {
  const place = first === null ? "" : `, först ${first}${found === undefined ? "" : ` ("${found}")`}`;
  const said = withoutFile(says, first);
  return `  ${LEVELS[level]} ${rule}: ${count(times)} ${times === 1 ? "gång" : "gånger"}${place}. ${
    said.charAt(0).toUpperCase()
  }${said.slice(1)}${hint === undefined ? "" : `. ${hint}`}`;
}

/** What a finding says, without the file's name before it where the place has named the file. */
function withoutFile(says: string, first: string | null): string {
  const end = says.indexOf(": ");
  return first?.startsWith(`${says.slice(0, end)}:`) ? says.slice(end + 2) : says;
}

/**
 * The load of a file, to be run next.
 *
 * @param path The file.
 * @param values What was given, which the load takes too.
 * @param more More options, as words of a command line.
 * @returns A line that can be pasted.
 */
export function loadStep(path: string, values: Values, more: readonly string[] = []): string {
  return nextStep(
    "load",
    resolve(path),
    ...givenOptions(values, READING_OPTIONS),
    ...more,
    ...givenStore(values),
  );
}

/** One finding for a program: without what stood in a cell. */
export function findingJson({ rule, level, count, first }: Finding): object {
  return { rule, level, count, first };
}

/** So many regions, months and statuses are named. */
const NAMED = 4;

/** A delivery that another takes the place of, and for what. */
export function replacementText({ sequence, file, slots }: Replacement): string {
  const named = slots.slice(0, NAMED).map(({ region, manad, status }) =>
    `${region} ${manad} ${statusWord(status)}`
  );
  const more = slots.length - named.length;
  return `leverans ${sequence}, ${file}, för ${named.join(", ")}${more > 0 ? ` och ${more} till` : ""}`;
}
