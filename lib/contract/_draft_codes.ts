import { nameKey, nearestNames } from "../reference/mod.ts";
import type { ColumnLook } from "./_column_look.ts";
import { fieldSchema } from "./field.ts";
import { specOf } from "./layout.ts";
import { type Profile, profileLayout, profileSpelling } from "./profile.ts";

/** More spellings than this are no code list, and are not repeated in a profile. */
export const MOST_CODES = 60;

/** Spellings that the code lists do not know: those near a known one are taken for it, new names stand for themselves. */
export function codesOf(
  profile: Profile,
  columns: ReadonlyMap<string, ColumnLook>,
  unsure: string[],
): Profile["koder"] {
  const { shape } = profileLayout(profile), spelling = profileSpelling(profile);
  const koder: Record<string, Record<string, string>> = { ...profile.koder };
  for (const [field, schema] of Object.entries(shape)) {
    const spec = specOf(schema), column = columns.get(field), constant = profile.konstanter[field];
    if (spec.kind !== "code" || field === "band") continue;
    const wanted = constant !== undefined ? [constant] : column?.cells.map(([text]) => text) ?? [];
    const unread = wanted.filter((text) => !fieldSchema(spec, spelling).safeParse(text).success);
    if (unread.length === 0) continue;
    if (unread.length > MOST_CODES) {
      unsure.push(`${field} har fler än ${MOST_CODES} okända värden: är det rätt kolumn?`);
      continue;
    }
    // A new region or vårdutbud is possible; of the others there is a fixed list.
    const open = /^(region|vardutbud|hemregion)$/.test(field);
    for (const text of unread) {
      const near = /\d/.test(text) ? undefined : nearestNames(text, spec.codes!.keys(), 1).at(0);
      const value = near === undefined ? open ? text : undefined : spec.codes!.get(near);
      if (value === undefined) {
        unsure.push(`${field}: "${text}" är okänt. Ange i koder vad det står för (${spec.expects}).`);
      } else {
        koder[field] = { ...koder[field], [text]: value };
        if (nameKey(value) !== nameKey(text)) {
          unsure.push(`${field}: "${text}" är antaget att vara ${value}.`);
        }
      }
    }
    const own = Object.entries(koder[field] ?? {}).filter(([text, value]) => text === value).length;
    if (own > 0) {
      unsure.push(`${field}: ${own === 1 ? "ett nytt namn står" : `${own} nya namn står`} för sig själva.`);
    }
  }
  return koder;
}
