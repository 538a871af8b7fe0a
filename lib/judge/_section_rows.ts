import { type Finding, type Reading } from "../contract/mod.ts";
import { saidBeside } from "../contract/said_beside.ts";
import { type Extract, placeText, textAt } from "../extract/mod.ts";
import type { TypedField } from "./read_fields.ts";
import { aboutOf, type RowRoles } from "./row_roles.ts";

/** Fields that a heading between rows may say. */
const FIELDS = ["status", "region", "manad"];

/**
 * The stop at a heading between rows ("Genomförda", "Region Uppsala") that says otherwise than the constant by which the
 * rows below it would be read, or whose rows are about the same as rows above it ("Föregående år").
 */
export function sectionFindings(
  extract: Pick<Extract, "columns" | "good" | "broken" | "delimiter" | "name" | "place">,
  { layout, sources }: Pick<Reading, "layout" | "sources">,
  { notes, other }: Pick<RowRoles, "notes" | "other">,
  fields: readonly TypedField[],
): Finding[] {
  const { columns, good, broken, delimiter, name, place } = extract;
  const given = FIELDS.flatMap((field) => {
    const source = sources[field];
    return source !== undefined && "constant" in source ? [[field, source.constant] as const] : [];
  });
  if (layout.totals === null) return [];
  const isNote = new Set(notes);
  let last = (other?.record ?? good) - 1;
  while (last >= 0 && isNote.has(last)) last--;
  if (last < 0) return [];
  const end = place(last).line;
  const headings = [
    ...notes.filter((record) => record < last).map((record) => ({
      line: place(record).line,
      text: columns.map((column) => textAt(column, record)).find((text) => text.trim() !== "") ?? "",
    })),
    ...broken.filter(({ rule, raw, line }) => rule === "fields" && line < end && !raw.includes(delimiter))
      .map(({ line, raw }) => ({ line, text: raw })),
  ];
  const others = headings.flatMap(({ line, text }) =>
    saidBeside(given.map(([field]) => field), [], { beside: [text] }, []).flatMap(({ field, value }) => {
      const constant = given.find(([name]) => name === field)?.[1] ?? "", schema = layout.shape[field];
      return schema.safeParse(value).data === schema.safeParse(constant).data
        ? []
        : [{ line, field, value, constant }];
    })
  );
  if (others.length === 0) {
    const again = notes.find((record) => record < last && startsAgain(fields, record, last, isNote));
    return again === undefined ? [] : [{
      rule: "mellanrubrik",
      level: "stop",
      says:
        "raderna under en mellanrubrik är om samma månad, region och urval som rader ovanför den, och skulle läggas ihop med dem",
      count: 1,
      first: placeText({ file: name, line: place(again).line }),
      hint: "Skriv i en kolumn vad som skiljer dem, eller dela filen vid mellanrubriken, och läs in den igen",
    }];
  }
  const [{ line, field, value, constant }] = others;
  return [{
    rule: "mellanrubrik",
    level: "stop",
    says:
      `raderna under en mellanrubrik är enligt den ${field}=${value}, men de skulle läsas som ${field}=${constant}`,
    count: others.length,
    first: placeText({ file: name, line }),
    hint:
      `Skriv ${field} i en kolumn på varje rad, eller dela filen vid mellanrubrikerna, och läs in den igen`,
  }];
}

/** Whether a row below a heading, above the next, is about the same as one above it. */
function startsAgain(
  fields: readonly TypedField[],
  heading: number,
  last: number,
  isNote: ReadonlySet<number>,
): boolean {
  const key = aboutOf(fields), above = new Set<string>();
  for (let record = 0; record < heading; record++) if (!isNote.has(record)) above.add(key(record));
  for (let record = heading + 1; record <= last && !isNote.has(record); record++) {
    if (above.has(key(record))) return true;
  }
  return false;
}
